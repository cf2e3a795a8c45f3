//! What was promised and what was decided, as lists with filters and what became of each.

use super::address::Address;
use super::fields::{day, text};
use super::filters::{self, Chip};
use super::listing::{ListPage, Listed, draw_list};
use super::{Drawn, Shell, ledger, recognised, words};
use crate::store::read::commitments::By;
use crate::web::answers::{self, Commitment, Resolution};
use crate::web::params::{FormatParams, LedgerOrder, LedgerRequest, Params, Request, RowFormat, Word};
use crate::web::queries::{self, ReadContext};
use crate::web::state::App;
use askama::Template;
use axum::extract::State;
use jiff::civil::Date;
use record::{Basis, FollowUpStatus};
use std::collections::HashMap;

#[derive(Template)]
#[template(path = "commitments.html")]
struct Commitments {
    shell: Shell,
    form: Form,
    statuses: Vec<Choice>,
    bases: Vec<Choice>,
    committees: Vec<Choice>,
    /// Those that fewer rows are of, folded away.
    more_committees: Vec<Choice>,
    orders: Vec<Choice>,
    list: Listed<Commitment>,
    total: u64,
    exports: Vec<(&'static str, String)>,
}

#[derive(Template)]
#[template(path = "resolutions.html")]
struct Resolutions {
    shell: Shell,
    form: Form,
    list: Listed<Resolution>,
    total: u64,
    exports: Vec<(&'static str, String)>,
}

impl ListPage for Commitments {
    type Row = Commitment;

    fn list(&mut self) -> &mut Listed<Commitment> {
        &mut self.list
    }
}

impl ListPage for Resolutions {
    type Row = Resolution;

    fn list(&mut self) -> &mut Listed<Resolution> {
        &mut self.list
    }
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
    app.answer(move |context| {
        let (here, form) = (Address::new("/commitments", &request), request.clone());
        // What binds comes first; plans, and what was only asked for, are shown to whoever wants them.
        if request.ledger.basis.is_empty() {
            request.ledger.basis = Basis::BINDING.map(Word).to_vec();
        }
        request.ledger.sort.get_or_insert(Word(LedgerOrder::Newest));
        let found = queries::commitments(context, &request)?;
        let counts = |by| queries::commitment_counts(context, &request, by);
        let mut committees = committees(context, &here, &counts(By::Committee)?);
        let more_committees = committees.split_off(committees.len().min(COMMITTEES + 1));
        let page = Commitments {
            shell: Shell::new("Commitments", "/commitments"),
            statuses: statuses(&here, &counts(By::Status)?),
            bases: bases(&here, &counts(By::Basis)?),
            committees,
            more_committees,
            orders: orders(&here),
            total: found.total,
            list: Listed::new(found, &here),
            // Files hold the rows that are shown, in their order: the API alone has no default.
            exports: exports(&Address::new("/api/v1/commitments", &request), |request| &mut request.format),
            form: Form::load(context, &form, &here, "/commitments"),
        };
        draw_list(page, &here, &request.paging, |paging| {
            Ok(queries::commitments(context, &LedgerRequest { paging, ..request.clone() })?.next)
        })
    })
    .await
}

pub async fn resolutions(State(app): State<App>, Params(mut request): Params<LedgerRequest>) -> Drawn {
    app.answer(move |context| {
        let here = Address::new("/resolutions", &request);
        request.ledger.sort.get_or_insert(Word(LedgerOrder::Newest));
        let found = queries::resolutions(context, &request)?;
        let page = Resolutions {
            shell: Shell::new("Resolutions", "/resolutions"),
            total: found.total,
            list: Listed::new(found, &here),
            exports: exports(&Address::new("/api/v1/resolutions", &request), |request| &mut request.format),
            form: Form::load(context, &request, &here, "/resolutions"),
        };
        draw_list(page, &here, &request.paging, |paging| {
            Ok(queries::resolutions(context, &LedgerRequest { paging, ..request.clone() })?.next)
        })
    })
    .await
}

impl Form {
    fn load(
        context: &ReadContext<'_>,
        request: &LedgerRequest,
        here: &Address<LedgerRequest>,
        path: &'static str,
    ) -> Self {
        let filters = &request.filters;
        Self {
            path,
            q: text(filters.q.as_ref()),
            owner: text(request.ledger.owner.first()),
            since: day(filters.since),
            until: day(filters.until),
            hidden: here.with(untyped).fields(),
            chips: filters::chips(context, here),
        }
    }
}

/// What is not typed into the fields above a list.
fn untyped(request: &mut LedgerRequest) {
    (request.filters.q, request.filters.since, request.filters.until) = (None, None, None);
    request.ledger.owner.clear();
}

/// What binds nobody: what papers plan, and what was asked for without an answer.
const WEAKER: [Basis; 2] = [Basis::Plan, Basis::Request];

/// Committees listed at once, behind "All"; the others are folded away.
const COMMITTEES: usize = 12;

/// What became of them, with how many rows each leaves beside the other filters.
fn statuses(here: &Address<LedgerRequest>, counts: &HashMap<String, u64>) -> Vec<Choice> {
    let chosen = &here.request().ledger.status;
    let bare = here.with(|request| request.ledger.status.clear());
    let all = Choice {
        label: "All".to_owned(),
        total: Some(counts.values().sum()),
        link: bare.to_string(),
        here: chosen.is_empty(),
    };
    let each = FollowUpStatus::ALL.iter().map(|&status| Choice {
        label: words::plain(status.as_str()),
        total: Some(counts.get(status.as_str()).copied().unwrap_or_default()),
        link: bare.with(|request| request.ledger.status = vec![Word(status)]).to_string(),
        here: *chosen == [Word(status)],
    });
    std::iter::once(all).chain(each).collect()
}

/// What rows rest on: what binds together, each alone, and everything.
fn bases(here: &Address<LedgerRequest>, counts: &HashMap<String, u64>) -> Vec<Choice> {
    let chosen = Word::list(&here.request().ledger.basis);
    let bare = here.with(|request| request.ledger.basis.clear());
    let choice = |label: String, bases: &[Basis], link: &[Basis], is_here: bool| Choice {
        label,
        total: Some(bases.iter().filter_map(|basis| counts.get(basis.as_str())).sum()),
        link: bare.with(|request| request.ledger.basis = link.iter().copied().map(Word).collect()).to_string(),
        here: is_here,
    };
    let all: Vec<Basis> = Basis::BINDING.into_iter().chain(WEAKER).collect();
    let binding = choice("Promises, decisions and logged actions".to_owned(), &Basis::BINDING, &[], chosen.is_empty());
    let each = all.iter().map(|&basis| choice(words::plain(basis.as_str()), &[basis], &[basis], chosen == [basis]));
    let is_everything = chosen.len() == all.len();
    let everything = choice("All, weaker plans and requests too".to_owned(), &all, &all, is_everything);
    std::iter::once(binding).chain(each).chain([everything]).collect()
}

/// The committees, those that most rows are of first.
fn committees(context: &ReadContext<'_>, here: &Address<LedgerRequest>, counts: &HashMap<String, u64>) -> Vec<Choice> {
    let bare = here.with(|request| request.filters.committee.clear());
    let chosen = here.request().filters.committee.first();
    let mut listed: Vec<(&String, &u64)> = counts.iter().filter(|(id, _)| !id.is_empty()).collect();
    listed.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let all = Choice {
        label: "All".to_owned(),
        total: Some(counts.values().sum()),
        link: bare.to_string(),
        here: chosen.is_none(),
    };
    let each = listed.into_iter().filter_map(|(id, total)| {
        let name = queries::committee(context, id).ok()?.name;
        let is_here = chosen.is_some_and(|chosen| chosen.0 == *id || chosen.0 == name);
        let link = bare.with(|request| request.filters.committee.push(id.as_str().into())).to_string();
        Some(Choice { label: name, total: Some(*total), link, here: is_here })
    });
    std::iter::once(all).chain(each).collect()
}

/// The orders in which rows can be shown.
fn orders(here: &Address<LedgerRequest>) -> Vec<Choice> {
    let chosen = here.request().ledger.sort.map_or(LedgerOrder::Newest, |sort| sort.0);
    let bare = here.with(|request| request.ledger.sort = None);
    let named = [
        (LedgerOrder::Newest, "Newest first"),
        (LedgerOrder::Due, "By due date"),
        (LedgerOrder::Owner, "By owner"),
        (LedgerOrder::Oldest, "Oldest first"),
    ];
    let each = named.into_iter().map(|(order, label)| {
        let sort = Some(Word(order)).filter(|_| order != LedgerOrder::Newest);
        Choice {
            label: label.to_owned(),
            total: None,
            link: bare.with(|request| request.ledger.sort = sort).to_string(),
            here: chosen == order,
        }
    });
    each.collect()
}

/// The ways to take a table away; `format` is where its request says how it is sent.
pub fn exports<R: Request>(table: &Address<R>, format: fn(&mut R) -> &mut FormatParams) -> Vec<(&'static str, String)> {
    tables(table, format).into_iter().chain([("JSON", table.to_string())]).collect()
}

/// The same as files with a row a line.
pub fn tables<R: Request>(table: &Address<R>, format: fn(&mut R) -> &mut FormatParams) -> [(&'static str, String); 2] {
    let sent = |as_what| table.with(|request| format(request).format = Some(Word(as_what))).to_string();
    [("CSV", sent(RowFormat::Csv)), ("NDJSON", sent(RowFormat::Ndjson))]
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
    let is_quiet = matches!(row.status, FollowUpStatus::Open | FollowUpStatus::NotSeenAgain);
    is_quiet && due.is_some_and(|day| day < jiff::Zoned::now().date())
}
