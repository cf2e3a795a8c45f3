//! What was promised and what was decided, as lists with filters and what became of each.

use super::address::Address;
use super::filters::{self, Chip};
use super::{Drawn, Shell, draw, ledger, words};
use crate::store::read::commitments::By;
use crate::web::params::Asked;
use crate::web::state::App;
use crate::web::view::{self, Commitment, LedgerAsk, Moment, Resolution};
use askama::Template;
use axum::extract::State;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "commitments.html")]
struct Commitments {
    shell: Shell,
    asked: Form,
    statuses: Vec<Choice>,
    bases: Vec<Choice>,
    rows: Vec<Commitment>,
    total: u64,
    next: Option<String>,
    exports: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "resolutions.html")]
struct Resolutions {
    shell: Shell,
    asked: Form,
    rows: Vec<Resolution>,
    total: u64,
    next: Option<String>,
    exports: Vec<(&'static str, String)>,
}

/// What stands in the form above a list.
struct Form {
    path: &'static str,
    q: String,
    owner: String,
    since: String,
    until: String,
    kept: Vec<(String, String)>,
    chips: Vec<Chip>,
}

/// A value of a filter with how many rows have it.
struct Choice {
    label: String,
    total: u64,
    link: String,
    here: bool,
}

pub async fn commitments(State(app): State<App>, Asked(asked): Asked<LedgerAsk>) -> Drawn {
    let page = app
        .ask(move |at| {
            let here = Address::of("/commitments", &asked.said.values);
            let found = view::commitments(at, &asked)?;
            Ok(Commitments {
                shell: Shell::new("Commitments", "/commitments"),
                statuses: choices(&here, "status", &STATUSES, &view::commitment_counts(at, &asked, By::Status)?),
                bases: choices(&here, "basis", &BASES, &view::commitment_counts(at, &asked, By::Basis)?),
                next: found.next.map(|cursor| here.clone().set("cursor", cursor).to_string()),
                total: found.total,
                rows: found.results,
                exports: exports(&here, "/api/v1/commitments"),
                asked: Form::of(at, &asked, &here, "/commitments"),
            })
        })
        .await?;
    draw(&page)
}

pub async fn resolutions(State(app): State<App>, Asked(asked): Asked<LedgerAsk>) -> Drawn {
    let page = app
        .ask(move |at| {
            let here = Address::of("/resolutions", &asked.said.values);
            let found = view::resolutions(at, &asked)?;
            Ok(Resolutions {
                shell: Shell::new("Resolutions", "/resolutions"),
                next: found.next.map(|cursor| here.clone().set("cursor", cursor).to_string()),
                total: found.total,
                rows: found.results,
                exports: exports(&here, "/api/v1/resolutions"),
                asked: Form::of(at, &asked, &here, "/resolutions"),
            })
        })
        .await?;
    draw(&page)
}

impl Form {
    fn of(at: &Moment<'_>, asked: &LedgerAsk, here: &Address, path: &'static str) -> Self {
        let text = |name: &str| asked.said.values.text(name).unwrap_or_default().to_owned();
        let typed = ["q", "owner", "since", "until"];
        Self {
            path,
            q: text("q"),
            owner: text("owner"),
            since: text("since"),
            until: text("until"),
            kept: here.pairs().iter().filter(|(name, _)| !typed.contains(&name.as_str())).cloned().collect(),
            chips: filters::chips(at, here),
        }
    }
}

/// What became of undertakings.
const STATUSES: [&str; 4] = ["open", "came_back", "reported_done", "not_seen_again"];

/// What undertakings rest on, the binding first.
const BASES: [&str; 6] = ["promise", "request_agreed", "resolution", "action_log", "plan", "request"];

/// The values of a filter, with how many rows each leaves beside the other filters.
fn choices(here: &Address, filter: &str, values: &[&str], counts: &HashMap<String, u64>) -> Vec<Choice> {
    let here = here.clone().without("cursor");
    let chosen = here.pairs().iter().find(|(name, _)| name == filter).map(|(_, value)| value.clone());
    let each = [""].iter().chain(values).map(|&value| Choice {
        label: if value.is_empty() { "All".to_owned() } else { words::plain(value) },
        total: match value {
            "" => counts.values().sum(),
            _ => counts.get(value).copied().unwrap_or_default(),
        },
        link: if value.is_empty() { here.clone().without(filter) } else { here.clone().set(filter, value) }.to_string(),
        here: chosen.as_deref().unwrap_or_default() == value,
    });
    each.collect()
}

fn exports(here: &Address, path: &str) -> Vec<(&'static str, String)> {
    let rows = here.at(path);
    vec![
        ("CSV", rows.clone().set("format", "csv").to_string()),
        ("NDJSON", rows.clone().set("format", "ndjson").to_string()),
        ("JSON", rows.to_string()),
    ]
}

/// A due day in words: as printed, and what we take it to be.
pub fn due(due: &view::Due) -> String {
    match &due.date {
        Some(date) if !due.as_printed.contains(&words::day(date)) => {
            format!("{} ({})", due.as_printed, words::day(date))
        }
        _ => due.as_printed.clone(),
    }
}

/// Who is to do it.
pub fn owner(owner: &view::Owner) -> String {
    match (&owner.person, &owner.as_printed) {
        (Some(person), Some(printed)) if *printed != person.name => format!("{} (“{printed}”)", person.name),
        (Some(person), _) => person.name.clone(),
        (None, Some(printed)) => printed.clone(),
        (None, None) => owner.role.clone().unwrap_or_else(|| "not said".to_owned()),
    }
}
