//! CivicClerk: what bodies in the United States publish with; its interface speaks JSON.

use super::due::is_due;
use super::gather::{Gathering, Listed, Paper, by_name};
use super::page::unescape;
use super::publisher::{KEYS, Publisher};
use super::visit::{Visit, VisitError};
use super::{Kind, Source, SourceSpec, SpecError, Visiting, dates, page};
use crate::client::Expect;
use crate::sink::Known;
use jiff::ToSpan;
use record::{Item, Kind as DocumentKind, MinutesState};
use serde::Deserialize;
use std::collections::BTreeSet;
use url::Url;

pub(super) const KIND: Kind = Kind {
    name: "civicclerk",
    help: "a body's CivicClerk site (United States): https://NAME.portal.civicclerk.com or https://NAME.api.civicclerk.com",
    keys: KEYS,
    build,
};

/// Most pages of one list that are followed: more is a circle.
const MAX_PAGES: usize = 500;

/// Meetings this recent are listed again in every run, in days.
const LOOK_BACK: i64 = 100;

struct CivicClerk {
    publisher: Publisher,
    /// The page for people, of which this is the data: the interface answers only those who name it.
    portal: Url,
}

fn build(spec: &SourceSpec) -> Result<Box<dyn Source>, SpecError> {
    let mut publisher = Publisher::from_spec(spec)?;
    let url = &mut publisher.access.url;
    url.set_query(None);
    let mut portal = url.clone();
    let host = url.host_str().unwrap_or_default().to_owned();
    let interface = host.replace(".portal.", ".api.");
    let bad = |_| spec.bad("url", format!("“{host}” is no host of such a site"));
    url.set_host(Some(&interface)).map_err(bad)?;
    url.set_path("/v1/");
    portal.set_host(Some(&host.replace(".api.", ".portal."))).map_err(bad)?;
    portal.set_path("/");
    Ok(Box::new(CivicClerk { publisher, portal }))
}

impl Source for CivicClerk {
    fn name(&self) -> &str {
        &self.publisher.name
    }

    fn visit<'a>(&'a self, visit: &'a mut Visit<'_>) -> Visiting<'a> {
        Box::pin(async move {
            let mut to = Gathering::begin(&self.publisher, visit)?;
            to.site.on_behalf_of = Some(self.portal.clone());
            let ended = crawl(&mut to).await;
            to.finish()?;
            ended
        })
    }
}

#[derive(Debug, Deserialize)]
struct Events {
    value: Vec<Event>,
    #[serde(rename = "@odata.nextLink", default)]
    next: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Event {
    id: u64,
    #[serde(default)]
    event_name: Option<String>,
    #[serde(default)]
    category_name: Option<String>,
    #[serde(default)]
    start_date_time: Option<String>,
    #[serde(default)]
    event_date: Option<String>,
    #[serde(default)]
    agenda_id: Option<u64>,
    #[serde(default)]
    is_published: Option<serde_json::Value>,
    #[serde(default)]
    published_files: Option<Vec<File>>,
    #[serde(default)]
    event_location: Option<Location>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    file_id: u64,
    #[serde(rename = "type", default)]
    what: Option<String>,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    file_name: Option<String>,
    #[serde(default)]
    publish_on: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Location {
    address1: Option<String>,
    address2: Option<String>,
    city: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meeting {
    #[serde(default)]
    items: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    #[serde(default)]
    id: Option<u64>,
    #[serde(default)]
    agenda_object_item_name: Option<String>,
    #[serde(default)]
    agenda_object_item_number: Option<String>,
    #[serde(default)]
    sort_order: Option<i64>,
    #[serde(default)]
    child_items: Vec<Row>,
    #[serde(default)]
    attachments_list: Option<Vec<Attachment>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Attachment {
    #[serde(default)]
    id: Option<u64>,
    #[serde(default)]
    file_name: Option<String>,
    #[serde(default)]
    pdf_version_full_path: Option<String>,
    #[serde(default)]
    media_full_path: Option<String>,
}

async fn crawl(to: &mut Gathering<'_, '_>) -> Result<(), VisitError> {
    let list = to.join("Events")?;
    let before = to.visit.sink.known_page(list.as_str())?.filter(|_| !to.visit.plan.full);
    // What is old is listed again once a week: it is changed rarely, and no list tells what was.
    let all = before.is_none_or(|before| is_due(to.visit.plan, None, before.checked_at));
    let recent = to.visit.today().saturating_sub(LOOK_BACK.days());
    let from =
        if all { to.publisher.since } else { Some(to.publisher.since.map_or(recent, |since| since.max(recent))) };
    let mut url = list.clone();
    let filter = from.map(|from| format!("$filter=startDateTime ge {from}T00:00:00Z&")).unwrap_or_default();
    url.set_query(Some(&format!("{filter}$orderby=startDateTime")));
    let mut next = Some(url);
    let mut asked = BTreeSet::new();
    let mut whole = true;
    while let Some(url) = next.take().filter(|url| asked.len() < MAX_PAGES && asked.insert(url.to_string())) {
        let page = if asked.len() == 1 {
            Some(to.must_have(&url, Expect::Json).await?)
        } else {
            to.fetch_page(&url, Expect::Json, None).await?
        };
        let Some(page) = page else {
            whole = false;
            break;
        };
        match serde_json::from_slice::<Events>(&page.body) {
            Ok(events) => {
                next = events.next.and_then(|next| page::resolve(&url, &next));
                for event in events.value {
                    visit_event(to, event).await?;
                }
            }
            Err(error) => {
                to.misread(&url, &error.to_string())?;
                whole = false;
            }
        }
    }
    if whole && all {
        to.was_read(&list, Known::default())?;
        return to.tell_unknown_committees();
    }
    Ok(())
}

async fn visit_event(to: &mut Gathering<'_, '_>, event: Event) -> Result<(), VisitError> {
    let published = event.is_published.as_ref().and_then(|value| value.as_str());
    if published.is_some_and(|state| !state.eq_ignore_ascii_case("published")) {
        return Ok(());
    }
    let name = event.category_name.clone().or_else(|| event.event_name.clone()).unwrap_or_default();
    let mut facts = to.publisher.meeting(event.id.to_string(), name.trim().to_owned());
    // Written as if it were UTC, and the body's own time.
    let start = event.start_date_time.as_deref().or(event.event_date.as_deref()).unwrap_or_default();
    (facts.on, facts.at) = (dates::day_of_timestamp(start), dates::hour_of_timestamp(start));
    facts.place = event.event_location.as_ref().and_then(place);
    let title = event.event_name.as_deref().unwrap_or_default();
    facts.status = title.to_lowercase().contains("cancel").then(|| "CANCELLED".to_owned());
    if !to.wants(&facts) {
        return Ok(());
    }
    let mut papers = Vec::new();
    for file in event.published_files.iter().flatten() {
        papers.push(published_file(to, file)?);
    }
    let has = |kind: DocumentKind| Some(papers.iter().any(|paper: &Paper| paper.kind == Some(kind)));
    facts.agenda_published = has(DocumentKind::Agenda);
    facts.minutes_published = has(DocumentKind::Minutes);
    let Some(agenda) = event.agenda_id.filter(|agenda| *agenda > 0) else {
        to.keep(Listed { facts, papers, extracts: Vec::new(), whole: true }).await?;
        return Ok(());
    };
    let url = to.join(&format!("Meetings/{agenda}"))?;
    let mut whole = false;
    if to.is_due(&url, facts.on)? {
        if let Some(page) = to.fetch_page(&url, Expect::Json, None).await? {
            match serde_json::from_slice::<Meeting>(&page.body) {
                Ok(meeting) => {
                    let before = papers.len();
                    rows(to, meeting.items, &mut facts.items, &mut papers);
                    whole = true;
                    if papers.len() == before && facts.items.is_empty() {
                        tracing::debug!(%url, "an agenda without items");
                    }
                    to.was_read(&url, page.known)?;
                }
                Err(error) => to.misread(&url, &error.to_string())?,
            }
        }
    } else {
        let before = to.visit.sink.held_meeting(&facts.scope, &facts.key)?;
        facts.items = before.map(|before| before.items).unwrap_or_default();
    }
    to.keep(Listed { facts, papers, extracts: Vec::new(), whole }).await?;
    Ok(())
}

fn published_file(to: &Gathering<'_, '_>, file: &File) -> Result<Paper, VisitError> {
    let what = file.what.clone().or_else(|| file.name.clone()).unwrap_or_default();
    let lower = what.to_lowercase();
    let kind = if lower.contains("minutes") {
        Some(DocumentKind::Minutes)
    } else if lower.contains("agenda") {
        Some(DocumentKind::Agenda)
    } else {
        None
    };
    let file_name = file.file_name.clone().unwrap_or_else(|| format!("{what}.pdf"));
    Ok(Paper {
        key: format!("file:{}", file.file_id),
        url: to.join(&format!("Meetings/GetMeetingFileStream(fileId={},plainText=false)", file.file_id))?,
        expect: by_name(&file_name),
        file_name,
        title: file.name.clone().unwrap_or(what),
        kind,
        state: (kind == Some(DocumentKind::Minutes) && lower.contains("draft")).then_some(MinutesState::Draft),
        item_key: None,
        version: file.publish_on.clone(),
        otherwise: None,
    })
}

/// Items in their order, items within items after those that hold them, each with its papers.
fn rows(to: &Gathering<'_, '_>, mut listed: Vec<Row>, items: &mut Vec<Item>, papers: &mut Vec<Paper>) {
    listed.sort_by_key(|row| row.sort_order);
    for row in listed {
        let title = words(row.agenda_object_item_name.as_deref().unwrap_or_default());
        let number = row.agenda_object_item_number.map(|number| number.trim().trim_end_matches('.').to_owned());
        let key = row.id.map(|id| id.to_string());
        if !title.is_empty() {
            items.push(Item { number: number.filter(|n| !n.is_empty()), agenda_number: None, title, key: key.clone() });
        }
        let files = row.attachments_list.into_iter().flatten();
        papers.extend(files.filter_map(|file| attachment(to, file, key.clone())));
        rows(to, row.child_items, items, papers);
    }
}

fn attachment(to: &Gathering<'_, '_>, file: Attachment, item_key: Option<String>) -> Option<Paper> {
    let address = file.pdf_version_full_path.or(file.media_full_path).filter(|address| !address.is_empty())?;
    let url = page::resolve(&to.publisher.access.url, &address)?;
    let last = url.path_segments()?.next_back()?.to_owned();
    let file_name = file.file_name.unwrap_or_else(|| last.clone());
    Some(Paper {
        key: file.id.map_or_else(|| format!("attachment:{}", url.path()), |id| format!("attachment:{id}")),
        expect: by_name(&last),
        url,
        title: file_name.clone(),
        file_name,
        kind: None,
        state: None,
        item_key,
        version: None,
        otherwise: None,
    })
}

/// The words of a title that is written in HTML.
fn words(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for sign in html.chars() {
        match sign {
            '<' => inside = true,
            '>' if inside => {
                inside = false;
                text.push(' ');
            }
            sign if !inside => text.push(sign),
            _ => {}
        }
    }
    unescape(&text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn place(location: &Location) -> Option<String> {
    let parts = [&location.address1, &location.address2, &location.city];
    let parts: Vec<&str> =
        parts.into_iter().flatten().map(|part| part.trim()).filter(|part| !part.is_empty()).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
