//! A search request: a query, filters, and how the answer is to be arranged.

use crate::filters::Filters;
use crate::query::Query;
use crate::routes::Routes;

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Group {
    /// One passage of each meeting.
    Meeting,
    /// One passage of each document.
    Document,
}

/// One search.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchRequest {
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

impl SearchRequest {
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
pub enum SearchError {
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
