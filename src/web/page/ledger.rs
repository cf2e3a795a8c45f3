//! What was promised and what was decided, as lists with filters and what became of each.

use super::address::Address;
use super::fields::{day, text};
use super::filters::{self, Chip};
use super::{Drawn, Shell, draw, ledger, words};
use crate::store::read::commitments::By;
use crate::web::answers::{self, Commitment, Resolution};
use crate::web::params::{LedgerOrder, LedgerRequest, Params, Word};
use crate::web::queries::{self, ReadContext};
use crate::web::state::App;
use askama::Template;
use axum::extract::State;
use jiff::civil::Date;
use record::Basis;
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "commitments.html")]
struct Commitments {
    shell: Shell,
    form: Form,
    statuses: Vec<Choice>,
    bases: Vec<Choice>,
    committees: Vec<Choice>,
    orders: Vec<Choice>,
    rows: Vec<Commitment>,
    total: u64,
    next: Option<String>,
    exports: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "resolutions.html")]
struct Resolutions {
    shell: Shell,
    form: Form,
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
    hidden: Vec<(String, String)>,
    chips: Vec<Chip>,
}

/// A value of a filter with how many rows have it.
struct Choice {
    label: String,
    /// How many rows, where they are counted.
    total: Option<u64>,
    link: String,
    here: bool,
}

pub async fn commitments(State(app): State<App>, Params(mut request): Params<LedgerRequest>) -> Drawn {
    let page = app
        .answer(move |context| {
            let (here, form) = (Address::from_request("/commitments", &request), request.clone());
            // What binds comes first; plans, and what was only asked for, are shown to whoever wants them.
            if request.ledger.basis.is_empty() {
                request.ledger.basis = BINDING.map(Word).to_vec();
            }
            request.ledger.sort.get_or_insert(Word(LedgerOrder::Newest));
            let found = queries::commitments(context, &request)?;
            let counts = |by| queries::commitment_counts(context, &request, by);
            Ok(Commitments {
                shell: Shell::new("Commitments", "/commitments"),
                statuses: choices(&here, "status", &STATUSES, &counts(By::Status)?),
                bases: bases(&here, &counts(By::Basis)?),
                committees: committees(context, &here, &counts(By::Committee)?),
                orders: orders(&here),
                next: found.next.map(|cursor| here.clone().set("cursor", cursor).to_string()),
                total: found.total,
                rows: found.results,
                exports: exports(&here, "/api/v1/commitments"),
                form: Form::load(context, &form, &here, "/commitments"),
            })
        })
        .await?;
    draw(&page)
}

pub async fn resolutions(State(app): State<App>, Params(mut request): Params<LedgerRequest>) -> Drawn {
    let page = app
        .answer(move |context| {
            let here = Address::from_request("/resolutions", &request);
            request.ledger.sort.get_or_insert(Word(LedgerOrder::Newest));
            let found = queries::resolutions(context, &request)?;
            Ok(Resolutions {
                shell: Shell::new("Resolutions", "/resolutions"),
                next: found.next.map(|cursor| here.clone().set("cursor", cursor).to_string()),
                total: found.total,
                rows: found.results,
                exports: exports(&here, "/api/v1/resolutions"),
                form: Form::load(context, &request, &here, "/resolutions"),
            })
        })
        .await?;
    draw(&page)
}

impl Form {
    fn load(context: &ReadContext<'_>, request: &LedgerRequest, here: &Address, path: &'static str) -> Self {
        let filters = &request.filters;
        let typed = ["q", "owner", "since", "until"];
        Self {
            path,
            q: text(filters.q.as_ref()),
            owner: text(request.ledger.owner.first()),
            since: day(filters.since),
            until: day(filters.until),
            hidden: here.pairs().iter().filter(|(name, _)| !typed.contains(&name.as_str())).cloned().collect(),
            chips: filters::chips(context, here),
        }
    }
}

/// What became of undertakings.
const STATUSES: [&str; 4] = ["open", "came_back", "reported_done", "not_seen_again"];

/// What undertakings rest on that binds somebody.
const BINDING: [Basis; 4] = [Basis::Promise, Basis::RequestAgreed, Basis::Resolution, Basis::ActionLog];

/// What binds nobody: what papers plan, and what was asked for without an answer.
const WEAKER: [Basis; 2] = [Basis::Plan, Basis::Request];

/// Committees listed at once; the form of the search takes any.
const COMMITTEES: usize = 12;

/// The values of a filter, with how many rows each leaves beside the other filters.
fn choices(here: &Address, filter: &str, values: &[&str], counts: &HashMap<String, u64>) -> Vec<Choice> {
    let here = here.clone().without("cursor");
    let chosen: Vec<&str> =
        here.pairs().iter().filter(|(name, _)| name == filter).map(|(_, value)| value.as_str()).collect();
    let each = [""].iter().chain(values).map(|&value| Choice {
        label: if value.is_empty() { "All".to_owned() } else { words::plain(value) },
        total: Some(match value {
            "" => counts.values().sum(),
            _ => counts.get(value).copied().unwrap_or_default(),
        }),
        link: if value.is_empty() { here.clone().without(filter) } else { here.clone().set(filter, value) }.to_string(),
        here: if value.is_empty() { chosen.is_empty() } else { chosen == [value] },
    });
    each.collect()
}

/// What rows rest on: what binds together, each alone, and everything.
fn bases(here: &Address, counts: &HashMap<String, u64>) -> Vec<Choice> {
    let here = here.clone().without("cursor");
    let chosen: Vec<&str> =
        here.pairs().iter().filter(|(name, _)| name == "basis").map(|(_, value)| value.as_str()).collect();
    let bare = here.clone().without("basis");
    let count = |bases: &[Basis]| Some(bases.iter().filter_map(|basis| counts.get(basis.as_str())).sum());
    let every = || BINDING.iter().chain(&WEAKER).copied();
    let binding = Choice {
        label: "Promises, decisions and logged actions".to_owned(),
        total: count(&BINDING),
        link: bare.to_string(),
        here: chosen.is_empty(),
    };
    let each = every().map(|basis| Choice {
        label: words::plain(basis.as_str()),
        total: count(&[basis]),
        link: bare.clone().and("basis", basis.as_str()).to_string(),
        here: chosen == [basis.as_str()],
    });
    let all: Vec<Basis> = every().collect();
    let everything = Choice {
        label: "All, weaker plans and requests too".to_owned(),
        total: count(&all),
        link: all.iter().fold(bare.clone(), |address, basis| address.and("basis", basis.as_str())).to_string(),
        here: chosen.len() == all.len(),
    };
    std::iter::once(binding).chain(each).chain([everything]).collect()
}

/// The committees that most rows are of.
fn committees(context: &ReadContext<'_>, here: &Address, counts: &HashMap<String, u64>) -> Vec<Choice> {
    let bare = here.clone().without("cursor").without("committee");
    let chosen = here.pairs().iter().find(|(name, _)| name == "committee").map(|(_, value)| value.as_str());
    let mut listed: Vec<(&String, &u64)> = counts.iter().filter(|(id, _)| !id.is_empty()).collect();
    listed.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let all = Choice {
        label: "All".to_owned(),
        total: Some(counts.values().sum()),
        link: bare.to_string(),
        here: chosen.is_none(),
    };
    let each = listed.into_iter().take(COMMITTEES).filter_map(|(id, total)| {
        let name = queries::committee(context, id).ok()?.name;
        let here = chosen.is_some_and(|chosen| chosen == id || chosen == name);
        Some(Choice { label: name, total: Some(*total), link: bare.clone().and("committee", id).to_string(), here })
    });
    std::iter::once(all).chain(each).collect()
}

/// The orders in which rows can be shown.
fn orders(here: &Address) -> Vec<Choice> {
    let bare = here.clone().without("cursor").without("sort");
    let chosen = here.pairs().iter().find(|(name, _)| name == "sort").map_or("newest", |(_, value)| value.as_str());
    let named = [("newest", "Newest first"), ("due", "By due date"), ("owner", "By owner"), ("oldest", "Oldest first")];
    let each = named.iter().map(|&(value, label)| Choice {
        label: label.to_owned(),
        total: None,
        link: if value == "newest" { bare.clone() } else { bare.clone().set("sort", value) }.to_string(),
        here: chosen == value,
    });
    each.collect()
}

pub fn exports(here: &Address, path: &str) -> Vec<(&'static str, String)> {
    let rows = here.at(path);
    vec![
        ("CSV", rows.clone().set("format", "csv").to_string()),
        ("NDJSON", rows.clone().set("format", "ndjson").to_string()),
        ("JSON", rows.to_string()),
    ]
}

/// A due day in words: as printed, and what we take it to be.
pub fn due(due: &answers::Due) -> String {
    match &due.date {
        Some(date) if !due.as_printed.contains(&words::day(date)) => {
            format!("{} ({})", due.as_printed, words::day(date))
        }
        _ => due.as_printed.clone(),
    }
}

/// Who is to do it.
pub fn owner(owner: &answers::Owner) -> String {
    match (&owner.person, &owner.as_printed) {
        (Some(person), Some(printed)) if *printed != person.name => format!("{} (“{printed}”)", person.name),
        (Some(person), _) => person.name.clone(),
        (None, Some(printed)) => printed.clone(),
        (None, None) => owner.role.clone().unwrap_or_else(|| "not said".to_owned()),
    }
}

/// Whether its day has passed and nothing of it was found since. That says nothing of what was done.
pub fn is_overdue(row: &Commitment) -> bool {
    let due = row.due.as_ref().and_then(|due| due.date.as_deref()).and_then(|day| day.parse::<Date>().ok());
    let is_quiet = matches!(row.status.as_str(), "open" | "not_seen_again");
    is_quiet && due.is_some_and(|day| day < jiff::Zoned::now().date())
}

/// By which words a row was recognised, from what the reading noted: a wording and how probable it makes an undertaking
/// (`will 0.93`), or the name of a rule.
pub fn recognised(why: &str) -> String {
    let (wording, probability) = match why.rsplit_once(' ').map(|(name, number)| (name, number.parse::<f64>())) {
        Some((name, Ok(probability))) => (name, Some(probability)),
        _ => (why, None),
    };
    let words = match wording {
        "agreed-to" => "“agreed to”, “undertook to” or the like",
        "charge" => "somebody charged with it",
        "action" => "a line headed Action",
        "will" => "“will”",
        "would" => "“would”",
        "is-to" => "“is to”",
        "plan-to" => "“plans to”",
        "intended" => "“intended”",
        "was-asked" => "“was asked to”",
        "asked-to" => "“asked … to”",
        "asked-that" => "“asked that”",
        "can" => "“can”",
        "bare" => "a task in a list of actions",
        rule => return format!("the rule {rule}"),
    };
    match probability {
        Some(probability) => format!("{words} ({:.0} in 100 such wordings are undertakings)", probability * 100.0),
        None => words.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::recognised;

    #[test]
    fn what_made_a_row_is_said_in_words() {
        for (why, said) in [
            ("will 0.93", "“will” (93 in 100 such wordings are undertakings)"),
            ("paper.ready-by", "the rule paper.ready-by"),
            ("action", "a line headed Action"),
        ] {
            assert_eq!(recognised(why), said);
        }
    }
}
