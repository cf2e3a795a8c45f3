//! Legistar: what several hundred bodies in the United States and Canada publish with, by its Web API.
//!
//! One list gives the meetings, each meeting its items with their papers, and items that were put to a vote the votes by
//! name. Who moved, who seconded, how it was decided and who voted how is kept as a document beside the printed minutes.

mod votes;

use super::due::is_due;
use super::gather::{Extract, Gathering, Listed, Paper, Platform, by_name};
use super::publisher::{KEYS, Publisher};
use super::visit::{VisitError, survive};
use super::{Kind, Source, SourceSpec, SpecError, dates, page};
use crate::client::{Expect, FetchError};
use crate::sink::Known;
use jiff::ToSpan;
use record::{Item, Kind as DocumentKind, MeetingFacts, MinutesState};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;
use votes::{Vote, VotedItem};

pub(super) const KIND: Kind = Kind {
    name: "legistar",
    help: "a body's Legistar Web API (United States, Canada): https://webapi.legistar.com/v1/CLIENT",
    keys: KEYS,
    build,
};

/// Most rows of one answer. Source: the interface gives no more, whatever is asked.
const PAGE_ROWS: usize = 1000;

/// Meetings this recent are looked at again, in days: a meeting is not always touched when one of its items is. Source: the
/// reader of this interface that is in most use looks back as far.
const LOOK_BACK: i64 = 100;

fn build(spec: &SourceSpec) -> Result<Box<dyn Source>, SpecError> {
    let mut publisher = Publisher::from_spec(spec)?;
    publisher.access.url.set_query(None);
    let path = publisher.access.url.path().trim_end_matches('/').to_owned();
    publisher.access.url.set_path(&format!("{path}/"));
    // Papers lie on hosts that are named after the client.
    if let Some(client) = path.rsplit('/').next().filter(|client| !client.is_empty()) {
        let hosts = ["legistar.com", "legistar1.com", "legistar2.com", "legistar3.com"];
        publisher.access.hosts.extend(hosts.iter().map(|host| format!("{client}.{host}")));
    }
    Platform::source(publisher, |to| Box::pin(crawl(to)))
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Event {
    event_id: u64,
    #[serde(default)]
    event_body_id: Option<u64>,
    #[serde(default)]
    event_body_name: Option<String>,
    #[serde(default)]
    event_last_modified_utc: Option<String>,
    event_date: String,
    #[serde(default)]
    event_time: Option<String>,
    #[serde(default)]
    event_location: Option<String>,
    #[serde(default)]
    event_agenda_file: Option<String>,
    #[serde(default)]
    event_minutes_file: Option<String>,
    #[serde(default)]
    event_agenda_status_name: Option<String>,
    #[serde(default)]
    event_minutes_status_name: Option<String>,
    #[serde(rename = "EventInSiteURL", default)]
    event_in_site_url: Option<String>,
    #[serde(default)]
    event_comment: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct EventItem {
    event_item_id: u64,
    #[serde(default)]
    event_item_agenda_sequence: Option<i64>,
    #[serde(default)]
    event_item_minutes_sequence: Option<i64>,
    #[serde(default)]
    event_item_agenda_number: Option<String>,
    #[serde(default)]
    event_item_title: Option<String>,
    #[serde(default)]
    event_item_action_name: Option<String>,
    #[serde(default)]
    event_item_action_text: Option<String>,
    #[serde(default)]
    event_item_passed_flag_name: Option<String>,
    #[serde(default)]
    event_item_roll_call_flag: Option<i64>,
    #[serde(default)]
    event_item_mover: Option<String>,
    #[serde(default)]
    event_item_seconder: Option<String>,
    #[serde(default)]
    event_item_tally: Option<String>,
    #[serde(default)]
    event_item_matter_attachments: Option<Vec<Attachment>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Attachment {
    matter_attachment_id: u64,
    #[serde(default)]
    matter_attachment_name: Option<String>,
    #[serde(default)]
    matter_attachment_hyperlink: Option<String>,
    #[serde(default)]
    matter_attachment_file_name: Option<String>,
    #[serde(default)]
    matter_attachment_last_modified_utc: Option<String>,
    #[serde(default)]
    matter_attachment_show_on_internet_page: Option<bool>,
}

async fn crawl(to: &mut Gathering<'_, '_>) -> Result<(), VisitError> {
    let asked_at = to.visit.plan.now;
    let events_url = to.join("Events")?;
    let before = to.visit.sink.known_page(events_url.as_str())?.filter(|_| !to.visit.plan.full);
    let filter = filter(to, before.as_ref());
    let (events, whole) = events(to, filter.as_deref()).await?;
    let first_visit = before.is_none();
    for event in events {
        visit_event(to, &event).await?;
    }
    if whole {
        to.was_read(&events_url, Known { checked_at: Some(asked_at), ..Known::default() })?;
    }
    if first_visit { to.tell_unknown_committees() } else { Ok(()) }
}

/// What is asked for: all of interest at first, later what was changed since, and what is recent.
fn filter(to: &Gathering<'_, '_>, before: Option<&Known>) -> Option<String> {
    let since = to.publisher.since.map(|since| format!("EventDate ge datetime'{since}'"));
    let Some(checked_at) = before.and_then(|known| known.checked_at) else { return since };
    // A day more than the time since, for clocks that differ.
    let changed = (checked_at - 24.hours()).strftime("%Y-%m-%dT%H:%M:%S").to_string();
    let recent = to.visit.today().saturating_sub(LOOK_BACK.days());
    let due = format!("(EventLastModifiedUtc ge datetime'{changed}' or EventDate ge datetime'{recent}')");
    Some(since.map(|since| format!("{since} and {due}")).unwrap_or(due))
}

/// Every event that the filter lets through, page by page. Answers whether all pages came.
async fn events(to: &mut Gathering<'_, '_>, filter: Option<&str>) -> Result<(Vec<Event>, bool), VisitError> {
    let mut all: Vec<Event> = Vec::new();
    loop {
        let mut url = to.join("Events")?;
        let filter = filter.map(|filter| format!("$filter={filter}&")).unwrap_or_default();
        let skip = if all.is_empty() { String::new() } else { format!("&$skip={}", all.len()) };
        // Encoded here and only here: what is encoded twice is a broken question to the interface.
        url.set_query(Some(&format!("{filter}$orderby=EventDate,EventId&$top={PAGE_ROWS}{skip}")));
        let rows: Vec<Event> = match list(to, &url).await? {
            Some(rows) => rows,
            None if all.is_empty() => return Err(VisitError::Failed(format!("{url} gives no meetings"))),
            None => return Ok((all, false)),
        };
        let is_last = rows.len() < PAGE_ROWS;
        let known: std::collections::BTreeSet<u64> = all.iter().map(|event| event.event_id).collect();
        let more: Vec<Event> = rows.into_iter().filter(|row| !known.contains(&row.event_id)).collect();
        // A page that repeats what was there is an interface that does not count.
        let repeats = more.is_empty();
        all.extend(more);
        if is_last || repeats {
            return Ok((all, true));
        }
    }
}

async fn visit_event(to: &mut Gathering<'_, '_>, event: &Event) -> Result<(), VisitError> {
    let mut facts = facts(to.publisher, event);
    if !to.wants(&facts) {
        return Ok(());
    }
    let mut url = to.join(&format!("Events/{}/EventItems", event.event_id))?;
    url.set_query(Some("AgendaNote=1&MinutesNote=1&Attachments=1"));
    let known = to.visit.sink.known_page(url.as_str())?;
    let is_changed = known.as_ref().is_none_or(|known| known.last_modified != event.event_last_modified_utc);
    if !is_changed && !is_due(to.visit.plan, facts.on, known.and_then(|known| known.checked_at)) {
        return to.keep_as_before(&facts.key, facts.on).await;
    }
    let Some(mut items) = list::<EventItem>(to, &url).await? else { return Ok(()) };
    items.sort_by_key(|item| item.event_item_minutes_sequence.or(item.event_item_agenda_sequence));
    facts.items = items.iter().filter_map(item).collect();
    let (extracts, saw_votes) = decided(to, &facts, &items).await?;
    let papers = papers(event, &items);
    let key = facts.key.clone();
    let whole = to.keep(Listed { facts, papers, extracts, whole: saw_votes }).await?;
    if whole && saw_votes && !key.is_empty() {
        to.was_read(&url, Known { last_modified: event.event_last_modified_utc.clone(), ..Known::default() })?;
    }
    Ok(())
}

/// Votes by name of the items that were put to a vote, and all of it as one document. Answers whether all votes came.
async fn decided(
    to: &mut Gathering<'_, '_>,
    facts: &MeetingFacts,
    items: &[EventItem],
) -> Result<(Vec<Extract>, bool), VisitError> {
    let mut voted = Vec::new();
    let mut saw_all = true;
    for item in items {
        let is_put = item.event_item_passed_flag_name.is_some() || item.event_item_mover.is_some();
        if !is_put && item.event_item_tally.is_none() {
            continue;
        }
        // Only a roll call, or a count of sides, has names behind it.
        let by_name = item.event_item_roll_call_flag.unwrap_or(0) != 0 || item.event_item_tally.is_some();
        let votes = if by_name {
            let url = to.join(&format!("EventItems/{}/Votes", item.event_item_id))?;
            let votes = list::<Vote>(to, &url).await?;
            saw_all &= votes.is_some();
            votes.unwrap_or_default()
        } else {
            Vec::new()
        };
        voted.push(VotedItem {
            key: item.event_item_id.to_string(),
            number: item.event_item_agenda_number.clone(),
            title: item.event_item_title.clone().unwrap_or_default(),
            action: item.event_item_action_text.clone().or_else(|| item.event_item_action_name.clone()),
            mover: item.event_item_mover.clone(),
            seconder: item.event_item_seconder.clone(),
            tally: item.event_item_tally.clone(),
            outcome: item.event_item_passed_flag_name.clone(),
            votes,
        });
    }
    if voted.is_empty() || !saw_all {
        return Ok((Vec::new(), saw_all));
    }
    let html = votes::document(facts, &voted);
    let key = format!("votes:{}", facts.key);
    let title = format!("Recorded votes: {}", facts.committee);
    Ok((vec![Extract { key, title, kind: DocumentKind::Decision, html }], true))
}

fn facts(publisher: &Publisher, event: &Event) -> MeetingFacts {
    let trimmed = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        Some(text).filter(|text| !text.is_empty())
    };
    // A star before its name is a mark of the office that keeps the list.
    let body = trimmed(&event.event_body_name).unwrap_or_default().trim_start_matches('*').trim().to_owned();
    let mut facts = publisher.meeting(event.event_id.to_string(), body);
    facts.committee_key = event.event_body_id.map(|id| id.to_string());
    facts.on = dates::day_of_timestamp(&event.event_date);
    facts.at = event.event_time.as_deref().and_then(dates::time);
    facts.place = trimmed(&event.event_location);
    facts.status = trimmed(&event.event_agenda_status_name)
        .filter(|status| status.to_lowercase().contains("cancel"))
        .or_else(|| trimmed(&event.event_comment).filter(|said| said.to_lowercase().contains("cancel")));
    facts.url = event.event_in_site_url.clone().filter(|url| url.starts_with("http"));
    facts.agenda_published = Some(event.event_agenda_file.is_some());
    facts.minutes_published = Some(event.event_minutes_file.is_some());
    facts
}

fn item(item: &EventItem) -> Option<Item> {
    let title = item.event_item_title.as_deref()?.split_whitespace().collect::<Vec<_>>().join(" ");
    let number = item.event_item_agenda_number.as_deref().map(|number| number.trim().trim_end_matches('.').to_owned());
    let number = number.filter(|number| !number.is_empty());
    (!title.is_empty()).then(|| Item { number, agenda_number: None, title, key: Some(item.event_item_id.to_string()) })
}

fn papers(event: &Event, items: &[EventItem]) -> Vec<Paper> {
    let is_draft = event.event_minutes_status_name.as_deref().is_some_and(|name| name.to_lowercase().contains("draft"));
    let id = event.event_id;
    let printed = [
        (&event.event_agenda_file, format!("agenda:{id}"), "Agenda", DocumentKind::Agenda, None),
        (
            &event.event_minutes_file,
            format!("minutes:{id}"),
            "Minutes",
            DocumentKind::Minutes,
            is_draft.then_some(MinutesState::Draft),
        ),
    ];
    let mut out = Vec::new();
    for (address, key, title, kind, state) in printed {
        let paper =
            address.as_deref().and_then(|address| paper(key, address, title, event.event_last_modified_utc.clone()));
        out.extend(paper.map(|paper| Paper { kind: Some(kind), state, ..paper }));
    }
    for item in items {
        for file in item.event_item_matter_attachments.iter().flatten() {
            let address = file.matter_attachment_hyperlink.as_deref();
            let title = file.matter_attachment_name.clone().unwrap_or_default();
            let key = format!("attachment:{}", file.matter_attachment_id);
            let version = file.matter_attachment_last_modified_utc.clone();
            let Some(mut paper) = address.and_then(|address| paper(key, address, &title, version)) else { continue };
            if file.matter_attachment_show_on_internet_page == Some(false) {
                continue;
            }
            if let Some(name) = file.matter_attachment_file_name.clone().filter(|name| !name.is_empty()) {
                paper.file_name = name;
            }
            paper.item_key = Some(item.event_item_id.to_string());
            out.push(paper);
        }
    }
    out
}

fn paper(key: String, address: &str, title: &str, version: Option<String>) -> Option<Paper> {
    let url = page::without_credentials(address.trim().parse().ok()?);
    let file_name = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default().to_owned();
    let expect =
        if file_name.contains('.') && !file_name.ends_with(".ashx") { by_name(&file_name) } else { Expect::File };
    Some(Paper {
        key,
        url,
        file_name,
        title: title.to_owned(),
        kind: None,
        state: None,
        item_key: None,
        version,
        expect,
        otherwise: None,
    })
}

/// A list of the interface. What is refused and what is broken are told apart: 403 means that the body lets nobody in without
/// a token, 500 that the interface does not know it or is out of order.
async fn list<T: DeserializeOwned>(to: &mut Gathering<'_, '_>, url: &Url) -> Result<Option<Vec<T>>, VisitError> {
    let page = match survive(to.site.page(url, Expect::Json, None).await)? {
        Ok(page) => page,
        Err(FetchError::Refused(what)) if url.path().ends_with("/Events") => {
            return Err(VisitError::Refused(format!("{what}: this body's interface answers nobody without a token")));
        }
        Err(FetchError::Forbidden(what)) if url.path().ends_with("/Events") => return Err(VisitError::Refused(what)),
        Err(FetchError::Failed(what)) if url.path().ends_with("/Events") => {
            let hint = "the interface answers so to a name of a body that it does not know";
            return Err(VisitError::Failed(format!("{what}; {hint}")));
        }
        Err(miss) => {
            to.visit.note_missed_page(&miss)?;
            return Ok(None);
        }
    };
    let Some(page) = page else { return Ok(None) };
    match serde_json::from_slice(&page.body) {
        Ok(rows) => Ok(Some(rows)),
        Err(error) => {
            to.misread(url, &error.to_string())?;
            Ok(None)
        }
    }
}
