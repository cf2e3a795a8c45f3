//! OParl 1.1: the common interface of council systems in Germany.
//!
//! A system names its bodies, a body its organisations, meetings and papers, each list in pages. Objects are known by
//! their addresses; what is deleted stays in the lists and says so. From the second visit on only what was changed since
//! is asked for.

use super::gather::{Gathering, Listed, Paper, Platform, by_name, join};
use super::publisher::{KEYS, Publisher};
use super::visit::VisitError;
use super::{Kind, Source, SourceSpec, SpecError, dates, page};
use crate::client::Expect;
use crate::sink::Known;
use jiff::{SignedDuration, Timestamp};
use record::{DocumentFacts, Item, Kind as DocumentKind};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use url::Url;

pub(super) const KIND: Kind = Kind {
    name: "oparl",
    help: "an OParl interface (Germany), by the address of its system or of one of its bodies",
    keys: KEYS,
    build,
};

/// Most pages of one list that are followed: more is a circle.
const MAX_PAGES: usize = 20_000;

fn build(spec: &SourceSpec) -> Result<Box<dyn Source>, SpecError> {
    Platform::source(Publisher::from_spec(spec)?, |to| Box::pin(crawl(to)))
}

/// What stands at the address of the configuration: a system with its bodies, or a body.
#[derive(Debug, Deserialize)]
struct Top {
    #[serde(rename = "type", default)]
    what: String,
    #[serde(default)]
    body: Option<String>,
    #[serde(default)]
    organization: Option<String>,
    #[serde(default)]
    meeting: Option<String>,
    #[serde(default)]
    paper: Option<String>,
}

#[derive(Debug, Deserialize)]
struct List<T> {
    data: Vec<T>,
    #[serde(default)]
    links: Links,
}

#[derive(Debug, Default, Deserialize)]
struct Links {
    #[serde(default)]
    next: Option<String>,
}

#[derive(Debug, Deserialize)]
struct Organization {
    id: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(rename = "shortName", default)]
    short_name: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meeting {
    id: String,
    #[serde(default)]
    deleted: bool,
    #[serde(default)]
    cancelled: bool,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    start: Option<String>,
    #[serde(default)]
    meeting_state: Option<String>,
    #[serde(default)]
    organization: Option<Vec<String>>,
    #[serde(default)]
    location: Option<serde_json::Value>,
    #[serde(default)]
    invitation: Option<File>,
    #[serde(default)]
    results_protocol: Option<File>,
    #[serde(default)]
    verbatim_protocol: Option<File>,
    #[serde(default)]
    auxiliary_file: Option<Vec<File>>,
    #[serde(default)]
    agenda_item: Option<Vec<AgendaItem>>,
    #[serde(default)]
    web: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct AgendaItem {
    id: String,
    #[serde(default)]
    number: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    order: Option<i64>,
    #[serde(default)]
    resolution_file: Option<File>,
    #[serde(default)]
    auxiliary_file: Option<Vec<File>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PaperObject {
    id: String,
    #[serde(default)]
    deleted: bool,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    date: Option<String>,
    #[serde(default)]
    main_file: Option<File>,
    #[serde(default)]
    auxiliary_file: Option<Vec<File>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    id: String,
    #[serde(default)]
    deleted: bool,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    file_name: Option<String>,
    #[serde(default)]
    mime_type: Option<String>,
    #[serde(default)]
    access_url: Option<String>,
    #[serde(default)]
    download_url: Option<String>,
    #[serde(default)]
    modified: Option<String>,
}

async fn crawl(to: &mut Gathering<'_, '_>) -> Result<(), VisitError> {
    let url = to.publisher.access.url.clone();
    let page = to.must_have(&url, Expect::Json).await?;
    let top: Top = serde_json::from_slice(&page.body).map_err(|error| VisitError::Failed(format!("{url}: {error}")))?;
    let mut bodies = Vec::new();
    if let Some(list) = top.body.as_deref().filter(|_| top.what.ends_with("/System")) {
        let list = join(&url, list)?;
        let (found, _) = all::<Top>(to, &list, None).await?;
        bodies.extend(found);
    } else {
        bodies.push(top);
    }
    if bodies.is_empty() {
        return Err(VisitError::Failed(format!("{url} names no body")));
    }
    for body in bodies {
        visit_body(to, &url, &body).await?;
    }
    Ok(())
}

async fn visit_body(to: &mut Gathering<'_, '_>, at: &Url, body: &Top) -> Result<(), VisitError> {
    let mut names = BTreeMap::new();
    if let Some(list) = &body.organization {
        for found in all::<Organization>(to, &join(at, list)?, None).await?.0 {
            names.extend(found.name.or(found.short_name).map(|name| (found.id, name)));
        }
    }
    if let Some(list) = &body.meeting {
        let list = join(at, list)?;
        let before = to.visit.sink.known_page(list.as_str())?.filter(|_| !to.visit.plan.full);
        let (meetings, whole) = all::<Meeting>(to, &list, since(before.as_ref())).await?;
        for meeting in meetings {
            visit_meeting(to, meeting, &names).await?;
        }
        if whole {
            to.was_read(&list, Known::default())?;
        }
        if whole && before.is_none() {
            to.tell_unknown_committees()?;
        }
    }
    // Papers belong to no committee: who wants some committees only is given what these link to.
    if let Some(list) = body.paper.as_ref().filter(|_| to.publisher.committees.is_none()) {
        let list = join(at, list)?;
        let before = to.visit.sink.known_page(list.as_str())?.filter(|_| !to.visit.plan.full);
        let (papers, mut whole) = all::<PaperObject>(to, &list, since(before.as_ref())).await?;
        for paper in papers {
            whole &= visit_paper(to, paper).await?;
        }
        if whole {
            to.was_read(&list, Known::default())?;
        }
    }
    Ok(())
}

/// From when on changes are asked for: an hour before the last visit, for clocks that differ.
fn since(before: Option<&Known>) -> Option<Timestamp> {
    before?.checked_at.map(|at| at - SignedDuration::from_hours(1))
}

/// Every object of a list, page by page. Answers whether all pages came.
async fn all<T: DeserializeOwned>(
    to: &mut Gathering<'_, '_>,
    list: &Url,
    since: Option<Timestamp>,
) -> Result<(Vec<T>, bool), VisitError> {
    let mut first = list.clone();
    if let Some(since) = since {
        first.query_pairs_mut().append_pair("modified_since", &since.strftime("%Y-%m-%dT%H:%M:%S+00:00").to_string());
    }
    let (mut out, mut asked, mut next) = (Vec::new(), BTreeSet::new(), Some(first));
    while let Some(url) = next.take() {
        if asked.len() >= MAX_PAGES || !asked.insert(url.to_string()) {
            to.misread(&url, "the pages of a list lead in a circle")?;
            return Ok((out, false));
        }
        let Some(page) = to.fetch_page(&url, Expect::Json, None).await? else { return Ok((out, false)) };
        match serde_json::from_slice::<List<T>>(&page.body) {
            Ok(read) => {
                out.extend(read.data);
                next = read.links.next.map(|next| join(&url, &next)).transpose()?;
            }
            Err(error) => {
                to.misread(&url, &error.to_string())?;
                return Ok((out, false));
            }
        }
    }
    Ok((out, true))
}

async fn visit_meeting(
    to: &mut Gathering<'_, '_>,
    meeting: Meeting,
    names: &BTreeMap<String, String>,
) -> Result<(), VisitError> {
    let key = path_of(&meeting.id);
    if meeting.deleted {
        for held in to.visit.sink.documents_of(&to.publisher.scope, &key)? {
            to.visit.miss_listed(&held.facts, "its meeting is marked as deleted")?;
        }
        return Ok(());
    }
    let organization = meeting.organization.iter().flatten().next();
    let committee = organization.and_then(|id| names.get(id)).cloned().or_else(|| meeting.name.clone());
    let mut facts = to.publisher.meeting(key, committee.unwrap_or_default().trim().to_owned());
    facts.committee_key = organization.map(|id| path_of(id));
    let start = meeting.start.as_deref().unwrap_or_default();
    (facts.on, facts.at) = (dates::day_of_timestamp(start), dates::hour_of_timestamp(start));
    // An object, or only its address.
    let said = |name: &str| Some(meeting.location.as_ref()?.get(name)?.as_str()?.to_owned());
    facts.place = said("description").or_else(|| said("room"));
    facts.status = if meeting.cancelled { Some("CANCELLED".to_owned()) } else { meeting.meeting_state };
    facts.url = meeting.web.or(Some(meeting.id)).filter(|url| url.starts_with("http"));
    let mut papers = Vec::new();
    let printed = [
        (meeting.invitation, Some(DocumentKind::Agenda)),
        (meeting.results_protocol, Some(DocumentKind::Minutes)),
        (meeting.verbatim_protocol, Some(DocumentKind::Minutes)),
    ];
    for (file, kind) in printed {
        papers.extend(file.and_then(|file| paper(to.publisher, &file, None)).map(|paper| Paper { kind, ..paper }));
    }
    for file in meeting.auxiliary_file.iter().flatten() {
        papers.extend(paper(to.publisher, file, None));
    }
    let mut listed = meeting.agenda_item.unwrap_or_default();
    listed.sort_by_key(|item| item.order);
    for item in listed {
        let key = path_of(&item.id);
        for file in item.resolution_file.iter().chain(item.auxiliary_file.iter().flatten()) {
            papers.extend(paper(to.publisher, file, Some(key.clone())));
        }
        if let Some(title) = item.name {
            facts.items.push(Item { number: item.number, agenda_number: None, title, key: Some(key) });
        }
    }
    let has = |kind: DocumentKind| Some(papers.iter().any(|paper| paper.kind == Some(kind)));
    facts.agenda_published = has(DocumentKind::Agenda);
    facts.minutes_published = has(DocumentKind::Minutes);
    to.keep(Listed { facts, papers, extracts: Vec::new(), whole: true }).await?;
    Ok(())
}

/// A paper by itself: reports and motions that may go to several meetings. Answers whether its files could be had.
async fn visit_paper(to: &mut Gathering<'_, '_>, object: PaperObject) -> Result<bool, VisitError> {
    let dated = object.date.as_deref().and_then(dates::day_of_timestamp);
    if dated.is_some_and(|on| to.publisher.since.is_some_and(|since| on < since)) {
        return Ok(true);
    }
    let mut whole = true;
    for file in object.main_file.iter().chain(object.auxiliary_file.iter().flatten()) {
        let key = path_of(&file.id);
        if object.deleted || file.deleted {
            if let Some(held) = to.visit.sink.held_document(&to.publisher.scope, &key)? {
                to.visit.miss_listed(&held.facts, "it is marked as deleted")?;
            }
            continue;
        }
        let held = to.visit.sink.held_document(&to.publisher.scope, &key)?;
        if held.is_some_and(|held| held.facts.meeting_key.is_some()) {
            continue; // What a meeting lists is the meeting's.
        }
        let Some(paper) = paper(to.publisher, file, None) else { continue };
        let title = Some(paper.title.clone()).filter(|title| !title.is_empty()).or_else(|| object.name.clone());
        let facts = DocumentFacts {
            scope: to.publisher.scope.clone(),
            key,
            url: Some(paper.url.to_string()),
            file_name: paper.file_name.clone(),
            title,
            council: Some(to.publisher.council.clone()),
            dated,
            found_on: Some(object.id.clone()),
            ..DocumentFacts::default()
        };
        whole &= to.document(facts, &paper, dated).await?;
    }
    Ok(whole)
}

fn paper(publisher: &Publisher, file: &File, item_key: Option<String>) -> Option<Paper> {
    if file.deleted {
        return None;
    }
    let address = file.download_url.as_deref().or(file.access_url.as_deref())?;
    let url = page::resolve(&publisher.access.url, address)?;
    let last = url.path_segments().and_then(|mut parts| parts.next_back()).unwrap_or_default().to_owned();
    let file_name = file.file_name.clone().unwrap_or(last);
    let is_pdf = file.mime_type.as_deref() == Some("application/pdf");
    Some(Paper {
        key: path_of(&file.id),
        url,
        expect: if is_pdf { Expect::Pdf } else { by_name(&file_name) },
        title: file.name.clone().unwrap_or_else(|| file_name.clone()),
        file_name,
        kind: None,
        state: None,
        item_key,
        version: file.modified.clone(),
        otherwise: None,
    })
}

/// What identifies an object: its address without the host, which may change.
fn path_of(id: &str) -> String {
    match Url::parse(id) {
        Ok(url) => match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        },
        Err(_) => id.to_owned(),
    }
}
