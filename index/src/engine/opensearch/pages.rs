//! Passages in an order, page after page: the next is asked for while one is worked at.

use super::answer::{Answer, Hit};
use super::error::ClusterError;
use super::layout::PAGE;
use super::seen::Seen;
use serde_json::{Value, json};
use std::panic::resume_unwind;
use std::thread::{Builder, JoinHandle};

/// Pages of a query.
pub(super) struct Pages {
    seen: Seen,
    body: Value,
    next: Next,
}

/// The page that comes next.
enum Next {
    /// It is asked for when it is wanted.
    Unasked,
    /// It was asked for.
    Asked(JoinHandle<Result<Answer, ClusterError>>),
    /// There is none.
    None,
}

impl Pages {
    /// What a query finds in an order in which no two passages have the same place, from behind a place where one is given.
    pub fn new(seen: Seen, query: &Value, sort: Value, after: Option<Value>) -> Self {
        // Nothing but the entry is kept in the source: asked for by name, it would be taken apart and written anew.
        let mut body = json!({
            "size": PAGE,
            "track_total_hits": false,
            "query": {"bool": {"filter": [seen.filter(), query]}},
            "sort": sort,
        });
        if let Some(after) = after {
            body["search_after"] = after;
        }
        Self { seen, body, next: Next::Unasked }
    }

    /// Asks for the next page on a thread of its own; where there is none to be had, it is asked for later.
    fn ask_ahead(&mut self) {
        let (seen, body) = (self.seen.clone(), self.body.clone());
        let asking = Builder::new().name("pages".to_owned()).spawn(move || seen.search(&body));
        self.next = asking.map_or(Next::Unasked, Next::Asked);
    }

    fn take_up(&mut self, answer: Answer) -> Vec<Hit> {
        let hits = answer.into_hits();
        if let Some(last) = hits.last().filter(|_| hits.len() == PAGE) {
            self.body["search_after"] = json!(last.sort);
            self.ask_ahead();
        }
        hits
    }
}

impl Iterator for Pages {
    type Item = Result<Vec<Hit>, ClusterError>;

    fn next(&mut self) -> Option<Self::Item> {
        let answered = match std::mem::replace(&mut self.next, Next::None) {
            Next::None => return None,
            Next::Unasked => self.seen.search(&self.body),
            Next::Asked(asked) => asked.join().unwrap_or_else(|panic| resume_unwind(panic)),
        };
        Some(answered.map(|answer| self.take_up(answer)))
    }
}
