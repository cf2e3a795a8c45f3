//! Words and filters of a request, as index and catalogue take them.

use crate::store::read::Scope;
use crate::web::answers::QueryEcho;
use crate::web::error::{Ignored, Problem};
use crate::web::params::{CopyChoice, FilterParams, ReadingParams, Text, Word};
use index::{Copies, Filters, Query};
use record::{DocumentId, MeetingId, PersonId};

/// Words and filters, as every search-like question has them.
#[derive(Debug, Clone)]
pub struct ParsedQuery {
    /// What was typed.
    pub typed: String,
    /// What that was read as.
    pub query: Query,
    /// Within what.
    pub filters: Filters,
    /// What could not be read.
    pub ignored: Vec<Ignored>,
}

/// Reads `q` and the filters.
///
/// # Errors
/// With `strict=true`, the first part of `q` that cannot be read as written; dates in the wrong order.
pub fn parse_query(filters: &FilterParams, reading: &ReadingParams) -> Result<ParsedQuery, Problem> {
    let typed = filters.q.as_deref().unwrap_or_default().to_owned();
    let (query, ignored) = if reading.strict == Some(true) {
        let query = Query::strict(&typed).map_err(|error| Problem::bad_query(vec![Ignored::from_index(&error.0)]))?;
        (query, Vec::new())
    } else {
        let read = Query::lenient(&typed);
        (read.query, read.ignored.iter().map(Ignored::from_index).collect())
    };
    let filters = to_index(filters, reading);
    if let (Some(since), Some(until)) = (filters.since, filters.until)
        && since.first_day() > until.last_day()
    {
        let detail = format!("“since” ({since}) is after “until” ({until})");
        return Err(Problem::bad_value("since", detail, Vec::new()));
    }
    Ok(ParsedQuery { typed, query, filters, ignored })
}

fn to_index(filters: &FilterParams, reading: &ReadingParams) -> Filters {
    Filters {
        since: filters.since.map(|day| day.0),
        until: filters.until.map(|day| day.0),
        speakers: Text::list(&filters.speaker),
        people: filters.person.iter().map(|id| PersonId::from_stored(&**id)).collect(),
        committees: Text::list(&filters.committee),
        councils: Text::list(&filters.council),
        kinds: Word::list(&filters.kind),
        acts: Word::list(&filters.act),
        items: Text::list(&filters.item),
        meetings: filters.meeting.iter().map(|id| MeetingId::from_stored(&**id)).collect(),
        documents: filters.document.iter().map(|id| DocumentId::from_stored(&**id)).collect(),
        attributions: Word::list(&filters.attribution),
        certainties: Word::list(&filters.certainty),
        sure_speakers: false,
        undated: filters.undated == Some(true),
        copies: if is_all(reading.copies) { Copies::All } else { Copies::Canonical },
    }
}

/// Whether every published copy is asked for.
pub(super) fn is_all(copies: Option<Word<CopyChoice>>) -> bool {
    copies == Some(Word(CopyChoice::All))
}

impl ParsedQuery {
    /// What of the filters the catalogue can tell, for coverage: those of the parameters and those that stand in `q`.
    pub fn scope(&self) -> Scope {
        let typed = self.query.filters();
        Scope {
            since: self.filters.since.into_iter().chain(typed.since).max_by_key(|day| day.first_day()),
            until: self.filters.until.into_iter().chain(typed.until).min_by_key(|day| day.last_day()),
            undated: self.filters.undated,
            committees: vec![self.filters.committees.clone(), typed.committees],
            councils: vec![self.filters.councils.clone(), typed.councils],
            kinds: vec![self.filters.kinds.clone(), typed.kinds],
            meetings: self.filters.meetings.clone(),
            documents: self.filters.documents.clone(),
            passages: None,
            copies: self.filters.copies == Copies::All,
        }
    }

    /// How it was understood.
    pub fn echo(&self, cut: Vec<String>, hints: Vec<String>) -> QueryEcho {
        QueryEcho {
            q: self.typed.clone(),
            since: self.filters.since.map(|day| day.first_day().to_string()),
            until: self.filters.until.map(|day| day.last_day().to_string()),
            understood: self.query.understood(&self.filters),
            ignored: self.ignored.clone(),
            cut,
            hints,
        }
    }
}
