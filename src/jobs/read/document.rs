//! One document: what is known of it before it is read, and its reading kept.

use super::report::Count;
use crate::store::Store;
use crate::store::catalogue::documents::{self, Unread};
use crate::store::catalogue::readings::Writing;
use crate::store::catalogue::{CatalogueError, meetings, people, takedown};
use crate::worker::Sort;
use extract::structure::RECOGNISERS;
use extract::structure::exempt::scan;
use extract::{Context, OfficeHolder};
use jiff::Timestamp;
use record::{DocumentFacts, MeetingFacts, ProblemCode, Reading};
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// Stores a reading.
pub fn keep(store: &mut Store, document: &Unread, reading: &Reading, sort: &Sort) -> Result<Count, CatalogueError> {
    if takedown::is_forgotten(store.catalogue(), &document.id)? {
        return Ok(Count::default());
    }
    let meeting = meeting(store, &document.facts)?;
    let mut problems = reading.problems.clone();
    problems.extend(scan::find(reading, &document.facts, meeting.as_ref()));
    store.write(|t| {
        let mut writing = Writing::begin(t, &document.id, &document.facts, Timestamp::now())?;
        for page in &reading.pages {
            writing.page(page)?;
        }
        for component in &reading.components {
            writing.component(component, None, None)?;
        }
        writing.finish(RECOGNISERS, &document.hash, reading.title.as_deref(), &problems)?;
        documents::set_media_type(t, &document.id, sort.media_type.as_deref(), sort.charset.as_deref())?;
        match problems.iter().find(|problem| problem.code == ProblemCode::Exempt) {
            Some(exempt) => takedown::quarantine(t, &document.id, &exempt.message, Timestamp::now()),
            None => Ok(()),
        }
    })?;
    let without_text = |state| matches!(state, record::PageState::NoText | record::PageState::Nonsense);
    Ok(Count {
        pages: reading.pages.len() as u64,
        pages_without_text: reading.pages.iter().filter(|p| without_text(p.state)).count() as u64,
        passages: reading.components.iter().map(|c| c.passages.len() as u64).sum(),
        problems: problems.len() as u64,
        failed: reading.components.is_empty(),
    })
}

/// Who holds which office, by council. Reading changes none of it, and working it out takes as long as the council's
/// attendance lists are.
pub type Rolls = HashMap<String, Vec<OfficeHolder>>;

/// What is known of a document before it is read.
pub fn context(store: &Store, document: &Unread, rolls: &mut Rolls) -> Result<Context, CatalogueError> {
    let facts = &document.facts;
    let meeting = meeting(store, facts)?;
    let roll = match &facts.council {
        Some(council) => match rolls.entry(council.clone()) {
            Entry::Occupied(known) => known.get().clone(),
            Entry::Vacant(new) => new.insert(people::roll(store.catalogue(), council)?).clone(),
        },
        None => Vec::new(),
    };
    let charset = document.content_type.as_deref().and_then(charset_of);
    Ok(Context { facts: facts.clone(), meeting, roll, charset })
}

/// What the source of a document says of the meeting that it belongs to.
fn meeting(store: &Store, facts: &DocumentFacts) -> Result<Option<MeetingFacts>, CatalogueError> {
    let Some(key) = &facts.meeting_key else { return Ok(None) };
    Ok(meetings::by_source_key(store.catalogue(), &facts.scope, key)?.and_then(|(_, told)| told))
}

/// The encoding that a media type names: "text/html; charset=ISO-8859-2".
fn charset_of(content_type: &str) -> Option<String> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::charset_of;

    #[test]
    fn the_encoding_stands_among_the_parameters_of_a_media_type() {
        assert_eq!(charset_of("text/html; charset=ISO-8859-2").as_deref(), Some("ISO-8859-2"));
        assert_eq!(charset_of("text/html;q=1; Charset=\"utf-8\"").as_deref(), Some("utf-8"));
        assert_eq!(charset_of("text/html; charset="), None);
        assert_eq!(charset_of("application/pdf"), None);
    }
}
