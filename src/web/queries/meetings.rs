//! Meetings: when and where, who was there, what was dealt with, what is published, and what is missing.

use super::ReadContext;
use super::paging::List;
use super::passage::web_address;
use super::place::scope;
use crate::store::read::{Scope, Slice, changes, documents, meetings as read};
use crate::web::answers::{Attendee, Document, Meeting, MeetingItem, MeetingLinks, Missing, Named, Neighbour, Page};
use crate::web::error::Problem;
use crate::web::params::MeetingsRequest;
use record::DocumentState;
use std::collections::HashMap;

/// In which order.
pub type MeetingOrder = read::Order;

impl Meeting {
    /// A row of the catalogue, without lists.
    pub fn from_row(row: &read::Meeting) -> Self {
        let id = &row.id;
        Self {
            id: id.clone(),
            council: Named { id: row.council_id.clone(), name: row.council.clone() },
            committee: Named { id: row.committee_id.clone(), name: row.committee.clone() },
            date: row.held_on.clone(),
            starts_at: row.starts_at.clone(),
            ended_at: row.ended_at.clone(),
            place: row.place.clone(),
            status: row.status.clone(),
            url: web_address(row.url.as_deref()),
            has_minutes: row.has_minutes,
            documents_count: row.documents,
            resolutions_count: row.resolutions,
            commitments_count: row.commitments,
            modified_at: row.modified_at.clone(),
            present: None,
            in_attendance: None,
            apologies: None,
            items: None,
            documents: None,
            missing: None,
            disagreements: None,
            previous: None,
            next: None,
            links: MeetingLinks {
                itself: format!("/api/v1/meetings/{id}"),
                page: format!("/meetings/{id}"),
                resolutions: format!("/api/v1/resolutions?meeting={id}"),
                commitments: format!("/api/v1/commitments?meeting={id}"),
                votes: format!("/api/v1/votes?meeting={id}"),
                akoma_ntoso: format!("/api/v1/meetings/{id}/akoma-ntoso.xml"),
            },
        }
    }
}

impl Attendee {
    fn from_row(row: read::Appearance) -> (String, Self) {
        let attendee = Self {
            name: row.person.clone().unwrap_or(row.name),
            as_printed: row.as_printed,
            role: row.role,
            chair: row.chair,
            councillor: row.councillor,
            person: Named::pair(row.person_id, row.person),
        };
        (row.presence, attendee)
    }
}

/// Lists meetings by day.
///
/// # Errors
/// A cursor that is out of date.
pub fn meetings(
    context: &ReadContext<'_>,
    request: &MeetingsRequest,
    order: MeetingOrder,
) -> Result<Page<Meeting>, Problem> {
    let filter = read::Filter { with_minutes: request.meetings.with_minutes, order, ..Default::default() };
    let scope = scope(&request.place);
    List::new("/api/v1/meetings", request, &request.paging).page(context, |slice| {
        Ok(read::list(context.catalogue, &scope, &filter, slice)?.map(|row| Meeting::from_row(&row)))
    })
}

/// The last meetings whose minutes are held, newest first.
///
/// # Errors
/// The catalogue fails.
pub fn latest_with_minutes(context: &ReadContext<'_>, most: u64) -> Result<Vec<Meeting>, Problem> {
    Ok(read::latest_with_minutes(context.catalogue, most)?.iter().map(Meeting::from_row).collect())
}

/// One meeting with its lists.
///
/// # Errors
/// There is none with this id, or it was taken down.
pub fn meeting(context: &ReadContext<'_>, id: &str) -> Result<Meeting, Problem> {
    let Some(row) = read::one(context.catalogue, id)? else {
        return Err(match changes::tombstone(context.catalogue, "meeting", id)? {
            Some(stone) => Problem::gone("meeting", id, stone.reason.as_deref()),
            None => Problem::not_found("meeting", id, "/api/v1/meetings"),
        });
    };
    let of_meeting = documents::Filter { of_meeting: Some(id.to_owned()), ..Default::default() };
    let papers = documents::list(context.catalogue, &Scope::default(), &of_meeting, Slice::ALL)?;
    let papers: Vec<Document> = papers.rows.into_iter().map(Document::from_row).collect();
    let mut people: Vec<(String, Attendee)> =
        read::attendance(context.catalogue, id)?.into_iter().map(Attendee::from_row).collect();
    let mut take = |presence: &str| {
        let (these, rest) = people.drain(..).partition(|(p, _)| p == presence);
        people = rest;
        let these: Vec<(String, Attendee)> = these;
        Some(these.into_iter().map(|(_, attendee)| attendee).collect::<Vec<_>>())
    };
    let (previous, next) = read::neighbours(context.catalogue, &row)?;
    let mut disagreements = row.disagreements.0.clone();
    disagreements.extend(read::contradicted_by_papers(context.catalogue, id)?);
    let in_words = |d: read::Disagreement| {
        format!("{}, {}: “{}” by the council's system, “{}” by the minutes", d.kind, d.about, d.by_system, d.by_minutes)
    };
    disagreements.extend(read::contradicted_by_minutes(context.catalogue, id)?.into_iter().map(in_words));
    let neighbour = |found: Option<(String, String)>| found.map(|(id, date)| Neighbour { id, date });
    Ok(Meeting {
        present: take("present"),
        in_attendance: take("in_attendance"),
        apologies: take("apologies"),
        items: Some(agenda_items(context, &[id])?.remove(id).unwrap_or_default()),
        missing: Some(missing(&row, &papers)),
        documents: Some(papers),
        disagreements: Some(disagreements),
        previous: neighbour(previous),
        next: neighbour(next),
        ..Meeting::from_row(&row)
    })
}

/// The agenda items of these meetings, in order, by the meeting's id; a meeting without items is left out.
///
/// # Errors
/// The catalogue fails.
pub(super) fn agenda_items(
    context: &ReadContext<'_>,
    meetings: &[&str],
) -> Result<HashMap<String, Vec<MeetingItem>>, Problem> {
    let papers = read::item_papers(context.catalogue, meetings)?;
    let mut items: HashMap<String, Vec<MeetingItem>> = HashMap::new();
    for row in read::items(context.catalogue, meetings)? {
        let is_own =
            |paper: &&read::ItemPaper| paper.meeting_id == row.meeting_id && row.key.as_ref() == Some(&paper.item_key);
        let own = papers.iter().filter(is_own);
        let item = MeetingItem {
            number: row.number,
            agenda_number: row.agenda_number,
            title: row.title,
            document: row.document_id,
            page: row.page,
            passage: row.passage_id,
            papers: own.map(|paper| Named { id: paper.document_id.clone(), name: paper.title.clone() }).collect(),
        };
        items.entry(row.meeting_id).or_default().push(item);
    }
    Ok(items)
}

/// What of a meeting is not held, and what is known of why.
fn missing(row: &read::Meeting, papers: &[Document]) -> Vec<Missing> {
    let mut missing = Vec::new();
    if !row.has_minutes {
        let (what, message) = match row.minutes_published {
            Some(true) => ("minutes", "its source says that minutes are published, but they are not held"),
            Some(false) => ("minutes_not_published", "its source says that no minutes are published"),
            None => ("minutes", "no minutes are held; its source does not say whether there are any"),
        };
        missing.push(Missing { what: what.into(), message: message.into() });
    }
    for title in &row.restricted_papers.0 {
        let message = format!("“{title}” exists but is not for the public");
        missing.push(Missing { what: "restricted_paper".into(), message });
    }
    for paper in papers.iter().filter(|paper| paper.state != DocumentState::Held) {
        let why = paper.state_message.as_deref().unwrap_or(paper.state.as_str());
        missing
            .push(Missing {
                what: "document".into(), message: format!("“{}” cannot be searched: {why}", paper.title)
            });
    }
    missing
}
