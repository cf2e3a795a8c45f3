//! PrimeGov: what bodies in the United States publish with; its interface speaks JSON.

use super::gather::{Gathering, Listed, Paper, Platform};
use super::publisher::{KEYS, Publisher};
use super::visit::VisitError;
use super::{Kind, Source, SourceSpec, SpecError, dates};
use crate::client::Expect;
use jiff::civil::date;
use record::{Kind as DocumentKind, MinutesState};
use serde::Deserialize;
use std::collections::BTreeSet;
use url::Url;

pub(super) const KIND: Kind = Kind {
    name: "primegov",
    help: "a body's PrimeGov portal (United States): https://NAME.primegov.com",
    keys: KEYS,
    build,
};

/// How a paper is offered: as a PDF, or as a page.
const AS_PDF: i64 = 1;
const AS_PAGE: i64 = 3;

/// Years without a meeting in a row after which there are none before.
const QUIET: usize = 3;

/// The first year that a portal can have meetings of: bodies put their older ones in, too.
const FIRST_YEAR: i16 = 1990;

fn build(spec: &SourceSpec) -> Result<Box<dyn Source>, SpecError> {
    Platform::source(Publisher::at_root(spec)?, |to| Box::pin(crawl(to)))
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meeting {
    id: u64,
    #[serde(default)]
    committee_id: Option<u64>,
    date_time: String,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    location: Option<String>,
    #[serde(default)]
    document_list: Option<Vec<Document>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    id: u64,
    #[serde(default)]
    compile_output_type: Option<i64>,
    #[serde(default)]
    publish_date: Option<String>,
    #[serde(default)]
    template_id: Option<u64>,
    #[serde(default)]
    template_name: Option<String>,
    #[serde(default)]
    link: Option<String>,
}

async fn crawl(to: &mut Gathering<'_, '_>) -> Result<(), VisitError> {
    let upcoming = to.join("api/v2/PublicPortal/ListUpcomingMeetings")?;
    let page = to.must_have(&upcoming, Expect::Json).await?;
    let coming = parse_meetings(to, &upcoming, &page.body)?.unwrap_or_default();
    // A meeting of today is in both lists.
    let mut keys: BTreeSet<String> = coming.iter().map(|meeting| meeting.id.to_string()).collect();
    keep(to, coming).await?;
    let this_year = to.visit.today().year();
    let (mut quiet, mut saw_all) = (0, true);
    for year in (FIRST_YEAR.max(to.publisher.first_year())..=this_year).rev() {
        if quiet >= QUIET {
            break;
        }
        let (from, until) = (date(year, 1, 1), date(year, 12, 31));
        let had_before = !to.visit.sink.held_meetings(&to.publisher.scope, from, until)?.is_empty();
        let mut url = to.join("api/v2/PublicPortal/ListArchivedMeetings")?;
        url.set_query(Some(&format!("year={year}")));
        let page = if to.is_due(&url, Some(to.nearest(from, until)))? {
            to.fetch_page(&url, Expect::Json, None).await?
        } else {
            None
        };
        let meetings = match page {
            Some(page) => parse_meetings(to, &url, &page.body)?.map(|meetings| (meetings, page.known)),
            None => None,
        };
        let Some((meetings, known)) = meetings else {
            quiet = if had_before { 0 } else { quiet + 1 };
            saw_all = false;
            continue;
        };
        quiet = if had_before || !meetings.is_empty() { 0 } else { quiet + 1 };
        keys.extend(meetings.iter().map(|meeting| meeting.id.to_string()));
        keep(to, meetings).await?;
        to.tell_unlisted(from, until, &keys)?;
        to.was_read(&url, known)?;
    }
    if saw_all { to.tell_unknown_committees() } else { Ok(()) }
}

fn parse_meetings(to: &mut Gathering<'_, '_>, url: &Url, body: &[u8]) -> Result<Option<Vec<Meeting>>, VisitError> {
    match serde_json::from_slice(body) {
        Ok(meetings) => Ok(Some(meetings)),
        Err(error) => {
            to.misread(url, &error.to_string())?;
            Ok(None)
        }
    }
}

async fn keep(to: &mut Gathering<'_, '_>, meetings: Vec<Meeting>) -> Result<(), VisitError> {
    let mut listed = Vec::new();
    for meeting in meetings {
        let title = meeting.title.clone().unwrap_or_default();
        let mut facts = to.publisher.meeting(meeting.id.to_string(), title.trim().to_owned());
        facts.committee_key = meeting.committee_id.map(|id| id.to_string());
        (facts.on, facts.at) =
            (dates::day_of_timestamp(&meeting.date_time), dates::hour_of_timestamp(&meeting.date_time));
        facts.place = meeting.location.clone().filter(|place| !place.trim().is_empty());
        let documents = meeting.document_list.unwrap_or_default();
        let papers = papers(to, &documents)?;
        let has = |kind: DocumentKind| Some(papers.iter().any(|paper| paper.kind == Some(kind)));
        facts.agenda_published = has(DocumentKind::Agenda);
        facts.minutes_published = has(DocumentKind::Minutes);
        let is_off =
            |d: &Document| d.template_name.as_deref().is_some_and(|name| name.to_lowercase().contains("cancel"));
        facts.status = documents.iter().any(is_off).then(|| "CANCELLED".to_owned());
        facts.url = Some(to.join(&format!("Portal/Meeting?meetingId={}", meeting.id))?.to_string());
        listed.push(Listed { facts, papers, extracts: Vec::new(), whole: true });
    }
    to.keep_all(listed).await
}

/// Each paper once: the file where there is one, the page of the same name else.
fn papers(to: &Gathering<'_, '_>, documents: &[Document]) -> Result<Vec<Paper>, VisitError> {
    let plain = |document: &Document| {
        let name = document.template_name.clone().unwrap_or_default().to_lowercase();
        name.trim_start_matches("html").trim().to_owned()
    };
    let mut out = Vec::new();
    for document in documents {
        let has_file = |of: &&Document| of.compile_output_type == Some(AS_PDF) && plain(of) == plain(document);
        match document.compile_output_type {
            Some(AS_PDF) => {}
            Some(AS_PAGE) if !documents.iter().any(|of| has_file(&of)) => {}
            _ => continue,
        }
        out.push(paper(to, document)?);
    }
    Ok(out)
}

fn paper(to: &Gathering<'_, '_>, document: &Document) -> Result<Paper, VisitError> {
    let is_page = document.compile_output_type == Some(AS_PAGE);
    let template = document.template_id.unwrap_or(document.id);
    let url = match document.link.as_deref().filter(|link| !link.is_empty()) {
        Some(link) => to.join(link)?,
        None if is_page => to.join(&format!("Portal/Meeting?meetingTemplateId={template}"))?,
        None => to.join(&format!("Public/CompiledDocument?meetingTemplateId={template}&compileOutputType=1"))?,
    };
    let title = document.template_name.clone().unwrap_or_default();
    let lower = title.to_lowercase();
    let kind = match () {
        () if lower.contains("minutes") => Some(DocumentKind::Minutes),
        () if lower.contains("agenda") => Some(DocumentKind::Agenda),
        () => None,
    };
    Ok(Paper {
        key: format!("document:{}", document.id),
        url,
        file_name: format!("{title}.{}", if is_page { "html" } else { "pdf" }),
        title,
        kind,
        state: (kind == Some(DocumentKind::Minutes) && lower.contains("draft")).then_some(MinutesState::Draft),
        item_key: None,
        version: document.publish_date.clone(),
        expect: if is_page { Expect::Html { marker: "<body" } } else { Expect::Pdf },
        otherwise: None,
    })
}
