//! Everything of one sort, streamed, so that the record can be taken away and kept up to date elsewhere.
//!
//! With `modified_since` only what changed since then is sent; what was taken down since follows as tombstones
//! (`{"tombstone": {...}}`). The last line says whether all has come.

use crate::store::read::{Scope, Slice, changes, documents, meetings, people};
use crate::web::answers;
use crate::web::cells::NoCells;
use crate::web::error::Problem;
use crate::web::negotiate::Format;
use crate::web::params::{CopyChoice, ExportRequest, FilterParams, LedgerRequest, Params, ReadingParams, Text, Word};
use crate::web::queries::{self, ReadContext};
use crate::web::state::App;
use crate::web::stream::{self, Sink};
use axum::extract::{Path, State};
use axum::response::Response;
use jiff::Timestamp;
use record::PartialDate;
use serde::Serialize;

/// What can be taken away: the name in the address, and the word of its tombstones.
const SORTS: &[Sort] = &[
    Sort { file: "meetings.ndjson", one: "meeting", send: export_meetings },
    Sort { file: "documents.ndjson", one: "document", send: export_documents },
    Sort { file: "passages.ndjson", one: "passage", send: export_passages },
    Sort { file: "commitments.ndjson", one: "commitment", send: export_commitments },
    Sort { file: "resolutions.ndjson", one: "resolution", send: export_resolutions },
    Sort { file: "people.ndjson", one: "person", send: export_people },
];

/// What is sent under one name.
struct Sort {
    file: &'static str,
    /// The word for one of them, by which tombstones name it.
    one: &'static str,
    /// Sends each that changed since an instant; answers whether whoever asked still listens.
    send: fn(&ReadContext<'_>, Option<&str>, &mut Sink) -> Result<bool, Problem>,
}

/// Reads an instant or the beginning of a day, as the catalogue writes it.
fn instant(text: &str) -> Result<String, Problem> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant.to_string());
    }
    let day = text.parse::<PartialDate>().map_err(|_| {
        let detail = format!("“{text}” is neither an instant nor a day");
        Problem::bad_value("modified_since", detail, vec!["2026-11-21T09:00:00Z".into(), "2026-11-21".into()])
    })?;
    Ok(format!("{}T00:00:00Z", day.first_day()))
}

/// What was taken down.
#[derive(Debug, Serialize)]
struct TombstoneLine {
    tombstone: Tombstone,
}

#[derive(Debug, Serialize)]
struct Tombstone {
    what: String,
    id: String,
    reason: Option<String>,
    at: String,
}

/// A person in the words of Popolo. Source: popoloproject.com, classes Person and Membership.
#[derive(Debug, Serialize)]
struct PopoloPerson {
    id: String,
    name: String,
    other_names: Vec<OtherName>,
    links: Vec<Link>,
    memberships: Vec<Membership>,
    party: Option<String>,
    ward: Option<String>,
    updated_at: String,
}

#[derive(Debug, Serialize)]
struct OtherName {
    name: String,
}

#[derive(Debug, Serialize)]
struct Link {
    url: String,
}

#[derive(Debug, Serialize)]
struct Membership {
    role: String,
    organization_id: String,
    organization: String,
    start_date: Option<String>,
    end_date: Option<String>,
    basis: String,
}

/// Sends everything of one sort.
pub async fn export(
    State(app): State<App>,
    Path(what): Path<String>,
    Params(request): Params<ExportRequest>,
) -> Result<Response, Problem> {
    let modified_since = request.modified.modified_since.map(|text| instant(&text)).transpose()?;
    let Some(sort) = SORTS.iter().find(|sort| sort.file == what) else {
        let allowed = SORTS.iter().map(|sort| sort.file.to_owned()).collect();
        let problem = Problem::not_found("export", &what, "/openapi.json");
        return Err(Problem { allowed, ..problem });
    };
    let name = sort.file.trim_end_matches(".ndjson");
    stream::respond::<NoCells>(app, Format::Ndjson, name, move |context, sink| {
        let since = modified_since.as_deref();
        if (sort.send)(context, since, sink)? {
            tombstones(context, sort.one, since, sink)?;
        }
        Ok(())
    })
    .await
}

fn export_commitments(context: &ReadContext<'_>, since: Option<&str>, sink: &mut Sink) -> Result<bool, Problem> {
    everything(context, since)?.map_or(Ok(true), |request| queries::stream_commitments(context, &request, sink))
}

fn export_resolutions(context: &ReadContext<'_>, since: Option<&str>, sink: &mut Sink) -> Result<bool, Problem> {
    everything(context, since)?.map_or(Ok(true), |request| queries::stream_resolutions(context, &request, sink))
}

fn tombstones(context: &ReadContext<'_>, sort: &str, since: Option<&str>, sink: &mut Sink) -> Result<(), Problem> {
    for stone in changes::tombstones(context.catalogue, sort, since)? {
        let tombstone = Tombstone { what: stone.what, id: stone.id, reason: stone.reason, at: stone.at };
        if !sink.object(&TombstoneLine { tombstone }) {
            break;
        }
    }
    Ok(())
}

fn export_meetings(context: &ReadContext<'_>, since: Option<&str>, sink: &mut Sink) -> Result<bool, Problem> {
    let wanted = meetings::Filter { modified_since: since.map(str::to_owned), ..Default::default() };
    let mut ids = Vec::new();
    meetings::each(context.catalogue, &Scope::default(), &wanted, |row| {
        ids.push(row.id);
        true
    })?;
    for id in ids {
        if !sink.object(&queries::meeting(context, &id)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn export_documents(context: &ReadContext<'_>, since: Option<&str>, sink: &mut Sink) -> Result<bool, Problem> {
    let wanted = documents::Filter { modified_since: since.map(str::to_owned), ..Default::default() };
    let mut ids = Vec::new();
    documents::each(context.catalogue, &Scope::default(), &wanted, |row| {
        ids.push(row.id);
        true
    })?;
    for id in ids {
        if !sink.object(&queries::document(context, &id)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Passages document by document, copies included: what of a changed document is new is for the reader to tell by id.
fn export_passages(context: &ReadContext<'_>, since: Option<&str>, sink: &mut Sink) -> Result<bool, Problem> {
    for document in documents::read_ids(context.catalogue, since)? {
        // A document that waits for its turn in the index is sent when it is there: its change date is later then.
        let document = record::DocumentId::from_stored(document);
        for entry in context.index.entries_of(&document).map_err(Problem::of_index)? {
            if !sink.object(&answers::Passage::from_entry(&entry.map_err(Problem::of_index)?)) {
                return Ok(false);
            }
        }
    }
    Ok(true)
}

fn export_people(context: &ReadContext<'_>, since: Option<&str>, sink: &mut Sink) -> Result<bool, Problem> {
    let wanted = people::Filter { modified_since: since.map(str::to_owned), words: None };
    for person in people::list(context.catalogue, &Scope::default(), &wanted, Slice::ALL)?.rows {
        let person = answers::Person::from_row(person);
        let memberships =
            queries::offices(context, &person.id)?.into_iter().map(|office| membership(office, &person)).collect();
        let line = PopoloPerson {
            other_names: person.printed_as.into_iter().map(|name| OtherName { name }).collect(),
            links: person.url.into_iter().map(|url| Link { url }).collect(),
            memberships,
            id: person.id,
            name: person.name,
            party: person.party,
            ward: person.ward,
            updated_at: person.modified_at,
        };
        if !sink.object(&line) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// An office is a membership of the committee, or of the council itself where no committee is named.
fn membership(office: answers::Office, person: &answers::Person) -> Membership {
    let organization = office.committee.unwrap_or_else(|| person.council.clone());
    Membership {
        role: office.role,
        organization_id: organization.id,
        organization: organization.name,
        start_date: office.from,
        end_date: office.until,
        basis: office.basis,
    }
}

/// Every row of the ledgers that changed; rows change with their documents. `None` where none did.
fn everything(context: &ReadContext<'_>, since: Option<&str>) -> Result<Option<LedgerRequest>, Problem> {
    let document: Vec<Text> = match since {
        Some(_) => documents::read_ids(context.catalogue, since)?.into_iter().map(Text).collect(),
        None => Vec::new(),
    };
    // No document at all would mean every one.
    if since.is_some() && document.is_empty() {
        return Ok(None);
    }
    Ok(Some(LedgerRequest {
        filters: FilterParams { document, ..FilterParams::default() },
        reading: ReadingParams { copies: Some(Word(CopyChoice::All)), ..ReadingParams::default() },
        ..LedgerRequest::default()
    }))
}
