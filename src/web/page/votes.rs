//! Motions that were put, what came of them, and who voted how.

use super::address::Address;
use super::fields::{day, text};
use super::filters::{self, Chip};
use super::ledger::exports;
use super::listing::{ListPage, Listed, draw_list};
use super::{Drawn, Shell, votes, words};
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
    list: Listed<Vote>,
    total: u64,
    exports: Vec<(&'static str, String)>,
}

impl ListPage for Votes {
    type Row = Vote;

    fn list(&mut self) -> &mut Listed<Vote> {
        &mut self.list
    }
}

pub async fn list(State(app): State<App>, Params(mut request): Params<VotesRequest>) -> Drawn {
    app.answer(move |context| {
        let here = Address::new("/votes", &request);
        request.votes.sort.get_or_insert(Word(DateOrder::Newest));
        let found = queries::votes(context, &request)?;
        let filters = &request.filters;
        let page = Votes {
            shell: Shell::new("Votes", "/votes"),
            q: text(filters.q.as_ref()),
            speaker: text(filters.speaker.first()),
            since: day(filters.since),
            until: day(filters.until),
            hidden: here.with(untyped).fields(),
            chosen: filters::chips(context, &here),
            total: found.total,
            list: Listed::new(found, &here),
            exports: exports(&here.at("/api/v1/votes"), |request| &mut request.format),
        };
        draw_list(page, &here, &request.paging, |paging| {
            Ok(queries::votes(context, &VotesRequest { paging, ..request.clone() })?.next)
        })
    })
    .await
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
