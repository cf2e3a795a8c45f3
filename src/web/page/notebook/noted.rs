//! Marked passages as the record says them now, with what is otherwise than when they were marked.

use crate::store::notebooks::{Mark, Was, hash};
use crate::store::read::changes;
use crate::web::answers::Passage;
use crate::web::error::Problem;
use crate::web::page::cite::Citation;
use crate::web::page::fields::text;
use crate::web::page::{result, words};
use crate::web::params::NotebookParams;
use crate::web::queries::{self, ReadContext};
use index::{Copies, Filters, Query};
use record::PassageId;
use std::collections::BTreeMap;

/// A marked passage.
pub struct Noted {
    /// The mark.
    pub mark: Mark,
    /// The passage, where the record still has it.
    pub passage: Option<Passage>,
    /// How to cite it.
    pub citation: Option<String>,
    /// What is otherwise than when it was marked, in sentences.
    pub changed: Vec<String>,
}

/// A value of a facet, with how many of the marks that are wanted otherwise have it.
pub struct Facet {
    /// The value.
    pub value: String,
    /// How many.
    pub marks: usize,
}

impl Noted {
    /// Who says it and when, or that it is there no more.
    pub fn heading(&self) -> String {
        let Some(passage) = &self.passage else { return "A passage that the record no longer has".to_owned() };
        let speaker = &passage.speaker;
        let who = speaker.person.as_ref().map(|person| person.name.as_str()).or(speaker.as_printed.as_deref());
        let who = who.map(|who| words::capital(&words::speaker(who, speaker)));
        let who = who.unwrap_or_else(|| passage.component_title.clone());
        let when = words::dated(passage.date.as_deref(), passage.date_basis.as_deref());
        // Many titles say when already.
        if who.contains(&when) { who } else { format!("{who}, {when}") }
    }

    /// Where it stands in the record: our page of it.
    pub fn address(&self) -> String {
        match &self.passage {
            Some(passage) => result::place(&passage.document.id, passage.page, &passage.id, ""),
            None => result::page(&self.mark.was.document, self.mark.was.page, "").to_string(),
        }
    }

    /// Its labels in a line.
    pub fn labels(&self) -> String {
        self.mark.remark.labels.iter().cloned().collect::<Vec<_>>().join(", ")
    }
}

/// What a passage is like now.
pub fn was(passage: &Passage) -> Was {
    let speaker = &passage.speaker;
    let who = [
        speaker.as_printed.as_deref(),
        speaker.person.as_ref().map(|person| person.id.as_str()),
        speaker.certainty.as_deref(),
    ];
    Was {
        document: passage.document.id.clone(),
        page: passage.page,
        date: passage.date.clone(),
        text: hash(&passage.text),
        speaker: hash(&who.map(Option::unwrap_or_default).join("\n")),
    }
}

/// A passage of the record.
///
/// # Errors
/// There is none, or it was taken down.
pub fn passage(context: &ReadContext<'_>, id: &str) -> Result<Passage, Problem> {
    queries::passage_in_place(context, id).map(|found| found.passage)
}

/// Marks with their passages.
///
/// # Errors
/// The record cannot be read.
pub fn noted(context: &ReadContext<'_>, marks: Vec<Mark>, public_url: &str) -> Result<Vec<Noted>, Problem> {
    let one = |mark: Mark| {
        let entry = context.index.entry(&PassageId::from_stored(mark.passage.as_str())).map_err(Problem::of_index)?;
        let passage = entry.as_ref().map(Passage::from_entry);
        let changed = match &passage {
            Some(passage) => changed(&mark.was, passage),
            None => vec![gone(context, &mark)?],
        };
        let citation = passage.as_ref().map(|passage| Citation::new(passage, public_url).plain);
        Ok(Noted { mark, passage, citation, changed })
    };
    marks.into_iter().map(one).collect()
}

fn changed(before: &Was, passage: &Passage) -> Vec<String> {
    let now = was(passage);
    let mut said = Vec::new();
    if before.text != now.text {
        said.push("Its words are not those of when it was marked.".to_owned());
    }
    if before.speaker != now.speaker {
        said.push("Who is taken to say it, or how sure that is, is not as it was when it was marked.".to_owned());
    }
    if before.page != now.page {
        said.push(format!("It stood on page {} when it was marked, and stands on page {}.", before.page, now.page));
    }
    if before.date != now.date {
        let day = |date: &Option<String>| words::day_or_unknown(date.as_deref());
        said.push(format!("Its date was {} when it was marked, and is {}.", day(&before.date), day(&now.date)));
    }
    said
}

/// Why the record no longer has a passage.
fn gone(context: &ReadContext<'_>, mark: &Mark) -> Result<String, Problem> {
    if let Some(stone) = changes::tombstone(context.catalogue, "document", &mark.was.document)? {
        let reason = stone.reason.map(|reason| format!(": {reason}")).unwrap_or_default();
        return Ok(format!("Its paper was taken down{reason}."));
    }
    Ok(match queries::held(context, &mark.was.document) {
        Ok(document) if !queries::shown(&document) => {
            "Its paper is not shown now: it is held back or withdrawn.".to_owned()
        }
        Ok(_) => "Its paper was corrected or is read otherwise now: nothing in it is this passage any more.".to_owned(),
        Err(_) => "Its paper is not in the record any more.".to_owned(),
    })
}

/// The marks that are wanted, and the labels and folders that can be chosen.
///
/// # Errors
/// The index cannot be asked.
pub fn choose(
    context: &ReadContext<'_>,
    marks: Vec<Mark>,
    wanted: &NotebookParams,
) -> Result<(Vec<Mark>, Vec<Facet>, Vec<Facet>), Problem> {
    let q = text(wanted.q.as_ref());
    let q = q.trim();
    let found = match q {
        "" => None,
        q => {
            let filters = Filters { copies: Copies::All, ..Filters::default() };
            Some(context.index.matching(&Query::lenient(q).query, &filters).map_err(Problem::of_index)?.found)
        }
    };
    let letters = q.trim_matches('"').to_lowercase();
    let says = |mark: &Mark| {
        let Some(found) = &found else { return true };
        let written = |text: &str| text.to_lowercase().contains(&letters);
        found.contains(&PassageId::from_stored(mark.passage.as_str()))
            || written(&mark.remark.note)
            || mark.remark.labels.iter().any(|label| written(label))
    };
    let has_label = |mark: &Mark| wanted.label.as_ref().is_none_or(|label| mark.remark.labels.contains(&label.0));
    let has_folder = |mark: &Mark| wanted.folder.as_ref().is_none_or(|folder| mark.remark.folder == folder.0);
    let said: Vec<Mark> = marks.into_iter().filter(says).collect();
    let (mut labels, mut folders) = (BTreeMap::new(), BTreeMap::new());
    for mark in said.iter().filter(|mark| has_folder(mark)) {
        for label in &mark.remark.labels {
            *labels.entry(label.clone()).or_insert(0) += 1;
        }
    }
    for mark in said.iter().filter(|mark| has_label(mark) && !mark.remark.folder.is_empty()) {
        *folders.entry(mark.remark.folder.clone()).or_insert(0) += 1;
    }
    let facets = |counts: BTreeMap<String, usize>| {
        counts.into_iter().map(|(value, marks)| Facet { value, marks }).collect::<Vec<_>>()
    };
    let chosen = said.into_iter().filter(|mark| has_label(mark) && has_folder(mark)).collect();
    Ok((chosen, facets(labels), facets(folders)))
}
