//! Motions that were put, what came of them, and who voted how.

use super::address::Address;
use super::fields::{day, text};
use super::filters::{self, Chip};
use super::ledger::exports;
use super::{Drawn, Shell, draw, votes, words};
use crate::web::answers::{Side, Vote};
use crate::web::params::{DateOrder, FilterParams, Params, VotesRequest, Word};
use crate::web::queries;
use crate::web::state::App;
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "votes.html")]
struct Votes {
    shell: Shell,
    q: String,
    speaker: String,
    since: String,
    until: String,
    hidden: Vec<(String, String)>,
    chosen: Vec<Chip>,
    rows: Vec<Vote>,
    total: u64,
    next: Option<String>,
    exports: Vec<(&'static str, String)>,
}

pub async fn list(State(app): State<App>, Params(mut request): Params<VotesRequest>) -> Drawn {
    let page = app
        .answer(move |context| {
            let here = Address::new("/votes", &request);
            request.votes.sort.get_or_insert(Word(DateOrder::Newest));
            let found = queries::votes(context, &request)?;
            let filters = &request.filters;
            Ok(Votes {
                shell: Shell::new("Votes", "/votes"),
                q: text(filters.q.as_ref()),
                speaker: text(filters.speaker.first()),
                since: day(filters.since),
                until: day(filters.until),
                hidden: here.with(untyped).fields(),
                chosen: filters::chips(context, &here),
                next: found.next.map(|cursor| here.next_page(cursor)),
                total: found.total,
                rows: found.results,
                exports: exports(&here.at("/api/v1/votes"), |request| &mut request.format),
            })
        })
        .await?;
    draw(&page)
}

/// What is not typed into the fields above the list.
fn untyped(request: &mut VotesRequest) {
    request.filters =
        FilterParams { q: None, speaker: Vec::new(), since: None, until: None, ..std::mem::take(&mut request.filters) };
}

/// Who voted how.
pub fn sides(vote: &Vote) -> [(&'static str, &Side); 3] {
    [("For", &vote.r#for), ("Against", &vote.against), ("Abstained", &vote.abstain)]
}
