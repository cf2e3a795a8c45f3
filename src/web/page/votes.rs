//! Motions that were put, what came of them, and who voted how.

use super::address::Address;
use super::fields::{day, text};
use super::filters::{self, Chip};
use super::ledger::exports;
use super::{Drawn, Shell, draw, votes, words};
use crate::web::answers::{Side, Vote};
use crate::web::params::{DateOrder, Params, VotesRequest, Word};
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
            let here = Address::from_request("/votes", &request);
            request.votes.sort.get_or_insert(Word(DateOrder::Newest));
            let found = queries::votes(context, &request)?;
            let filters = &request.filters;
            let typed = ["q", "speaker", "since", "until"];
            Ok(Votes {
                shell: Shell::new("Votes", "/votes"),
                q: text(filters.q.as_ref()),
                speaker: text(filters.speaker.first()),
                since: day(filters.since),
                until: day(filters.until),
                hidden: here.pairs().iter().filter(|(name, _)| !typed.contains(&name.as_str())).cloned().collect(),
                chosen: filters::chips(context, &here),
                next: found.next.map(|cursor| here.clone().set("cursor", cursor).to_string()),
                total: found.total,
                rows: found.results,
                exports: exports(&here, "/api/v1/votes"),
            })
        })
        .await?;
    draw(&page)
}

/// Who voted how.
pub fn sides(vote: &Vote) -> [(&'static str, &Side); 3] {
    [("For", &vote.r#for), ("Against", &vote.against), ("Abstained", &vote.abstain)]
}
