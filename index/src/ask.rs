//! What can be asked: a query, filters, and how the answer is to be arranged.

use crate::query::Query;
use crate::routes::Routes;
use record::{Act, Certainty, DocumentId, Grade, Kind, MeetingId, PartialDate, PersonId};

/// Which passages count. Values of one filter are OR-ed, different filters AND-ed; empty means all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filters {
    /// First day, inclusive.
    pub since: Option<PartialDate>,
    /// Last day, inclusive.
    pub until: Option<PartialDate>,
    /// Words that must all stand in the speaker's printed words, name or role.
    pub speakers: Vec<String>,
    /// Persons.
    pub people: Vec<PersonId>,
    /// A committee's id, or words of its name.
    pub committees: Vec<String>,
    /// A council's id, or words of its name.
    pub councils: Vec<String>,
    /// Kinds of component.
    pub kinds: Vec<Kind>,
    /// What passages do.
    pub acts: Vec<Act>,
    /// An item's number as printed, or words of its title.
    pub items: Vec<String>,
    /// Meetings.
    pub meetings: Vec<MeetingId>,
    /// Documents.
    pub documents: Vec<DocumentId>,
    /// Grades of attribution.
    pub attributions: Vec<Grade>,
    /// How safely attributions can be relied on; passages that nobody says are left out where one is given.
    pub certainties: Vec<Certainty>,
    /// Whether speakers and persons that are asked for count only where it is sure that they speak: for whatever acts
    /// on an answer without a person looking at it. Those of the query are meant too.
    pub sure_speakers: bool,
    /// Whether passages without a date count where `since` or `until` is given; without either they always do.
    pub undated: bool,
    /// Whether further copies of a statement count.
    pub copies: Copies,
}

/// Which copies of a statement that is published several times.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Copies {
    /// Each statement once; the others are its `also_in`.
    #[default]
    Canonical,
    /// Every one.
    All,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Latest date first; undated last.
    Newest,
    /// Earliest date first; undated last.
    Oldest,
}

/// Of what only the best passage is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// One passage of each meeting.
    Meeting,
    /// One passage of each document.
    Document,
}

/// One search.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// What is sought; [`Query::everything`] for filters alone.
    pub query: Query,
    /// Within what.
    pub filters: Filters,
    /// Order.
    pub sort: Sort,
    /// One passage of each, where given. Without it passages are listed singly.
    pub group: Option<Group>,
    /// Whether to count by year, committee, council, speaker, kind and act.
    pub facets: bool,
    /// By which routes passages that say it in other words follow the exact ones.
    pub related: Routes,
    /// Hits on this page, from 1.
    pub page_size: usize,
    /// Where the page before ended ([`crate::Answer::next`]).
    pub cursor: Option<String>,
}

impl Ask {
    /// The first ten passages for this query within these filters, best first.
    pub fn new(query: Query, filters: Filters) -> Self {
        Self {
            query,
            filters,
            sort: Sort::Relevance,
            group: None,
            facets: false,
            related: Routes::NONE,
            page_size: 10,
            cursor: None,
        }
    }
}

/// Length of one step of a timeline.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Interval {
    /// A calendar year.
    #[default]
    Year,
    /// Three calendar months.
    Quarter,
    /// A calendar month.
    Month,
}

/// Why a question was not answered.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    /// The index has changed since the page before was answered: begin again at the first page.
    #[error(
        "this cursor belongs to generation {cursor} of the index, which is now at {now}: ask for the first page again"
    )]
    StaleCursor {
        /// Generation of the cursor.
        cursor: u64,
        /// Generation now.
        now: u64,
    },
    /// Not one of our cursors, or of another question.
    #[error("“{0}” is not a cursor of this search: take it from `next` of the page before, with the same parameters")]
    BadCursor(String),
    /// The index itself failed.
    #[error(transparent)]
    Index(#[from] crate::IndexError),
}
