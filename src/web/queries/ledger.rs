//! Rows taken from papers: what was resolved, what was undertaken, and what became of it.

use super::ReadContext;
use super::paging::List;
use super::parsed::{ParsedQuery, parse_query};
use super::passage::page_address;
use crate::store::json::Json;
use crate::store::read::{Order, Paper, Rows, Scope, Slice, commitments as read, resolutions};
use crate::web::answers::{
    Commitment, DocumentRef, Due, FollowUp, Item, MeetingRef, Named, Owner, Page, PersonRef, Resolution, Source,
};
use crate::web::error::Problem;
use crate::web::params::{LedgerOrder, LedgerRequest, Text, Word};
use crate::web::stream::Sink;
use record::FollowUpStatus;

/// Which rows are asked for: words and filters, and what only these tables take.
fn parse(request: &LedgerRequest) -> Result<(ParsedQuery, read::Filter), Problem> {
    let ledger = &request.ledger;
    let filter = read::Filter {
        owners: Text::list(&ledger.owner),
        statuses: Word::list(&ledger.status),
        bases: Word::written(&ledger.basis),
        strengths: Word::written(&ledger.strength),
        due_after: None,
        due_before: ledger.due_before.map(|day| day.0.last_day().to_string()),
        order: match ledger.sort {
            Some(Word(LedgerOrder::Newest)) => Order::Newest,
            Some(Word(LedgerOrder::Due)) => Order::Due,
            Some(Word(LedgerOrder::Owner)) => Order::Owner,
            Some(Word(LedgerOrder::Oldest)) | None => Order::Oldest,
        },
    };
    Ok((parse_query(&request.filters, &request.reading)?, filter))
}

/// What of these filters is one of resolutions.
fn of_resolutions(filter: read::Filter) -> resolutions::Filter {
    resolutions::Filter {
        owners: filter.owners,
        due_before: filter.due_before,
        statuses: filter.statuses,
        order: filter.order,
    }
}

/// What the catalogue is to list. Filters that only the index knows are put to it first.
pub(super) fn scope(context: &ReadContext<'_>, parsed: &ParsedQuery) -> Result<Scope, Problem> {
    let filters = &parsed.filters;
    let catalogue_can_tell = parsed.query.is_everything()
        && filters.speakers.is_empty()
        && filters.people.is_empty()
        && filters.acts.is_empty()
        && filters.items.is_empty()
        && filters.attributions.is_empty()
        && filters.certainties.is_empty();
    let mut scope = parsed.scope();
    if !catalogue_can_tell {
        // A row may stand in a copy that the index does not count as the statement's own.
        let all = index::Filters { copies: index::Copies::All, ..filters.clone() };
        let counted = context.index.matching(&parsed.query, &all).map_err(Problem::of_index)?;
        if !counted.cut.is_empty() {
            // Rows would be missing, and a list of rows has no place to say so.
            return Err(Problem::bad_value("q", counted.cut.join("; "), Vec::new()));
        }
        scope.passages = Some(counted.found.into_iter().map(|id| id.as_str().to_owned()).collect());
    }
    Ok(scope)
}

impl Source {
    pub(super) fn new(paper: Paper, passage: String) -> Self {
        let page_url = page_address(paper.url.as_deref(), paper.media_type.as_deref(), paper.page.unwrap_or(1));
        Self {
            item: paper.item_title.map(|title| Item { number: paper.item_number, title }),
            meeting: paper.meeting_id.map(|id| MeetingRef { id, date: paper.held_on }),
            council: Named::pair(paper.council_id, paper.council),
            committee: Named::pair(paper.committee_id, paper.committee),
            date: paper.date,
            kind: paper.kind,
            document: DocumentRef {
                id: paper.document_id,
                title: paper.title,
                file_name: paper.file_name,
                url: super::passage::web_address(paper.url.as_deref()),
                page_url: page_url.clone(),
            },
            passage,
            page: paper.page,
            url: page_url,
        }
    }
}

impl Owner {
    /// An owner as the catalogue keeps it, with the person that was identified.
    pub(super) fn from_stored(owner: Option<Json<record::Owner>>, person: Option<String>) -> Option<Self> {
        let Json(owner) = owner?;
        let name = owner.name.clone().or_else(|| person.clone());
        Some(Self {
            person: name.map(|name| PersonRef { id: person, name }),
            as_printed: owner.as_printed,
            role: owner.role,
            attribution: owner.grade.map(|grade| grade.to_string()),
        })
    }
}

fn due(as_printed: Option<String>, date: Option<String>) -> Option<Due> {
    as_printed.map(|as_printed| Due { as_printed, date })
}

impl Resolution {
    fn from_row(row: resolutions::Resolution, followed_by: Vec<FollowUp>) -> Self {
        let own = row.own;
        Self {
            id: own.id,
            text: own.text,
            n: own.n,
            verb: own.verb,
            owner: Owner::from_stored(own.owner, own.owner_person),
            due: due(own.due_as_printed, own.due_on),
            status: if followed_by.is_empty() { FollowUpStatus::Open } else { FollowUpStatus::CameBack },
            followed_by,
            why: own.why,
            source: Source::new(row.paper, own.passage_id),
        }
    }
}

impl Commitment {
    fn from_row(row: read::Commitment, followed_by: Vec<FollowUp>) -> Self {
        let own = row.own;
        Self {
            id: own.id,
            text: own.text,
            basis: own.basis,
            strength: own.strength,
            owner: Owner::from_stored(own.owner, own.owner_person),
            beneficiary: own.beneficiary,
            due: due(own.due_as_printed, own.due_on),
            status: own.status,
            meetings_since: own.meetings_since,
            followed_by,
            why: own.why,
            source: Source::new(row.paper, own.passage_id),
        }
    }
}

/// What took up these rows later, by row.
pub(super) fn follow_ups(
    context: &ReadContext<'_>,
    rows: &[&str],
) -> Result<std::collections::HashMap<String, Vec<FollowUp>>, Problem> {
    let mut by_row: std::collections::HashMap<String, Vec<FollowUp>> = std::collections::HashMap::new();
    for found in read::follow_ups(context.catalogue, rows)? {
        let follow_up = FollowUp { passage: found.passage_id, date: found.date, why: found.why };
        by_row.entry(found.row_id).or_default().push(follow_up);
    }
    Ok(by_row)
}

/// One page of resolutions, by date.
///
/// # Errors
/// A cursor that is out of date.
pub fn resolutions(context: &ReadContext<'_>, request: &LedgerRequest) -> Result<Page<Resolution>, Problem> {
    let (parsed, filter) = parse(request)?;
    let (scope, filter) = (scope(context, &parsed)?, of_resolutions(filter));
    List::new("/api/v1/resolutions", request, &request.paging).page(context, |slice| {
        let rows = resolutions::list(context.catalogue, &scope, &filter, slice)?;
        let ids: Vec<&str> = rows.rows.iter().map(|row| row.own.id.as_str()).collect();
        let mut later = follow_ups(context, &ids)?;
        Ok(rows.map(|row| {
            let followed_by = later.remove(&row.own.id).unwrap_or_default();
            Resolution::from_row(row, followed_by)
        }))
    })
}

/// One page of commitments, by date.
///
/// # Errors
/// A cursor that is out of date.
pub fn commitments(context: &ReadContext<'_>, request: &LedgerRequest) -> Result<Page<Commitment>, Problem> {
    let (parsed, filter) = parse(request)?;
    let scope = scope(context, &parsed)?;
    List::new("/api/v1/commitments", request, &request.paging)
        .page(context, |slice| with_follow_ups(context, read::list(context.catalogue, &scope, &filter, slice)?))
}

/// Commitments with what took them up later.
///
/// # Errors
/// The catalogue fails.
pub(super) fn with_follow_ups(
    context: &ReadContext<'_>,
    rows: Rows<read::Commitment>,
) -> Result<Rows<Commitment>, Problem> {
    let ids: Vec<&str> = rows.rows.iter().map(|row| row.own.id.as_str()).collect();
    let mut later = follow_ups(context, &ids)?;
    Ok(rows.map(|row| {
        let followed_by = later.remove(&row.own.id).unwrap_or_default();
        Commitment::from_row(row, followed_by)
    }))
}

/// How many commitments there are of each status or basis, whatever of those was asked for.
///
/// # Errors
/// The catalogue fails.
pub fn commitment_counts(
    context: &ReadContext<'_>,
    request: &LedgerRequest,
    by: read::By,
) -> Result<std::collections::HashMap<String, u64>, Problem> {
    let (parsed, filter) = parse(request)?;
    Ok(read::counts(context.catalogue, &scope(context, &parsed)?, &filter, by)?)
}

/// Sends every resolution; false when nobody reads any more.
///
/// # Errors
/// The catalogue fails.
pub fn stream_resolutions(
    context: &ReadContext<'_>,
    request: &LedgerRequest,
    sink: &mut Sink,
) -> Result<bool, Problem> {
    let (parsed, filter) = parse(request)?;
    let (scope, filter) = (scope(context, &parsed)?, of_resolutions(filter));
    sink.begin(Some(resolutions::list(context.catalogue, &scope, &filter, Slice::NONE)?.total));
    let mut failed = None;
    resolutions::each(context.catalogue, &scope, &filter, |row| match followed_by(context, &row.own.id) {
        Ok(followed_by) => sink.row(&Resolution::from_row(row, followed_by)),
        Err(problem) => {
            failed = Some(problem);
            false
        }
    })?;
    failed.map_or(Ok(!sink.is_left()), Err)
}

/// Sends every commitment; false when nobody reads any more.
///
/// # Errors
/// The catalogue fails.
pub fn stream_commitments(
    context: &ReadContext<'_>,
    request: &LedgerRequest,
    sink: &mut Sink,
) -> Result<bool, Problem> {
    let (parsed, filter) = parse(request)?;
    let scope = scope(context, &parsed)?;
    sink.begin(Some(read::list(context.catalogue, &scope, &filter, Slice::NONE)?.total));
    let mut failed = None;
    read::each(context.catalogue, &scope, &filter, |row| match followed_by(context, &row.own.id) {
        Ok(followed_by) => sink.row(&Commitment::from_row(row, followed_by)),
        Err(problem) => {
            failed = Some(problem);
            false
        }
    })?;
    failed.map_or(Ok(!sink.is_left()), Err)
}

fn followed_by(context: &ReadContext<'_>, row: &str) -> Result<Vec<FollowUp>, Problem> {
    Ok(follow_ups(context, &[row])?.remove(row).unwrap_or_default())
}
