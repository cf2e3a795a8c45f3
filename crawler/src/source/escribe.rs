//! eScribe: what bodies in Canada and some in the United States publish with.
//!
//! A calendar is asked for the meetings of a year; each names its agenda and minutes as pages and as files. The page of
//! minutes carries movers, seconders and votes by name in its markup, so that it is read rather than the file.

use super::gather::{Gathering, Listed, Paper, Platform};
use super::page::{self, AGENDA_ITEM, AGENDA_NUMBER, AGENDA_TITLE, ANCHOR, href, words};
use super::publisher::{KEYS, Publisher};
use super::visit::{VisitError, survive};
use super::{Kind, Source, SourceSpec, SpecError, dates};
use crate::client::{Expect, FetchError};
use crate::sink::Known;
use jiff::civil::{Date, Time, date};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use record::{Item, Kind as DocumentKind, MeetingFacts};
use scraper::Html;
use serde::Deserialize;
use std::collections::BTreeSet;
use url::Url;

pub(super) const KIND: Kind = Kind {
    name: "escribe",
    help: "a body's eScribe site (Canada): https://pub-NAME.escribemeetings.com",
    keys: KEYS,
    build,
};

/// What the page of an agenda or of minutes holds.
const AGENDA: Expect = Expect::Html { marker: "AgendaItem" };

/// Years without a meeting in a row after which there are none before.
const QUIET: usize = 3;

/// The system was first sold in this year.
const FIRST_YEAR: i16 = 1998;

fn build(spec: &SourceSpec) -> Result<Box<dyn Source>, SpecError> {
    Platform::source(Publisher::at_root(spec)?, |to| Box::pin(crawl(to)))
}

#[derive(Debug, Deserialize)]
struct Answer {
    d: Vec<Meeting>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Meeting {
    #[serde(rename = "ID")]
    id: String,
    meeting_name: String,
    start_date: String,
    #[serde(default)]
    location: Option<String>,
    #[serde(default)]
    meeting_document_link: Option<Vec<Document>>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Document {
    #[serde(rename = "Type", default)]
    what: String,
    #[serde(default)]
    format: String,
    #[serde(default)]
    url: String,
    #[serde(default)]
    title: Option<String>,
}

async fn crawl(to: &mut Gathering<'_, '_>) -> Result<(), VisitError> {
    let this_year = to.visit.today().year();
    let mut quiet = 0;
    let (mut saw_all, mut asked_any) = (true, false);
    for year in (FIRST_YEAR.max(to.publisher.first_year())..=this_year + 1).rev() {
        if quiet >= QUIET {
            break;
        }
        let (from, until) = (date(year, 1, 1), date(year, 12, 31));
        let had_before = !to.visit.sink.held_meetings(&to.publisher.scope, from, until)?.is_empty();
        // The address of a year, by which it is remembered: the question itself is posted.
        let mut remembered = to.publisher.access.url.clone();
        remembered.set_query(Some(&format!("year={year}")));
        if !to.is_due(&remembered, Some(to.nearest(from, until)))? {
            quiet = if had_before { 0 } else { quiet + 1 };
            saw_all = false;
            continue;
        }
        let Some(meetings) = meetings(to, from, until, !asked_any).await? else {
            saw_all = false;
            continue;
        };
        asked_any = true;
        quiet = if had_before || !meetings.is_empty() || year > this_year { 0 } else { quiet + 1 };
        let keys: BTreeSet<String> = meetings.iter().map(|meeting| meeting.id.to_lowercase()).collect();
        let mut whole = true;
        for meeting in meetings {
            whole &= visit_meeting(to, meeting).await?;
        }
        to.tell_unlisted(from, until, &keys)?;
        if whole {
            to.was_read(&remembered, Known::default())?;
        }
    }
    if saw_all { to.tell_unknown_committees() } else { Ok(()) }
}

/// The meetings of these days. The first question must be answered; of others it is told that they were not.
async fn meetings(
    to: &mut Gathering<'_, '_>,
    from: Date,
    until: Date,
    first: bool,
) -> Result<Option<Vec<Meeting>>, VisitError> {
    let url = to.join("MeetingsCalendarView.aspx/GetCalendarMeetings")?;
    let question = format!("{{\"calendarStartDate\":\"{from}\",\"calendarEndDate\":\"{until}\"}}");
    let page = match survive(to.site.post(&url, &question).await)? {
        Ok(page) => page,
        Err(FetchError::Refused(reason) | FetchError::Forbidden(reason)) if first => {
            return Err(VisitError::Refused(reason));
        }
        Err(miss) if first => return Err(VisitError::Failed(miss.to_string())),
        Err(miss) => {
            to.visit.note_missed_page(&miss)?;
            return Ok(None);
        }
    };
    match serde_json::from_slice::<Answer>(&page.body) {
        Ok(answer) => Ok(Some(answer.d)),
        Err(error) => {
            to.misread(&url, &error.to_string())?;
            Ok(None)
        }
    }
}

/// Keeps a meeting with its agenda's items and the papers that they link to. Answers whether all of it could be had.
async fn visit_meeting(to: &mut Gathering<'_, '_>, meeting: Meeting) -> Result<bool, VisitError> {
    let (on, at) = moment(&meeting.start_date).map_or((None, None), |(on, at)| (Some(on), at));
    let mut facts = to.publisher.meeting(meeting.id.to_lowercase(), committee(&meeting.meeting_name));
    (facts.on, facts.at, facts.place) = (on, at, meeting.location.clone().filter(|place| !place.is_empty()));
    facts.status = meeting.meeting_name.to_lowercase().contains("cancel").then(|| "CANCELLED".to_owned());
    if !to.wants(&facts) {
        return Ok(true);
    }
    let links = meeting.meeting_document_link.unwrap_or_default();
    let agenda = links.iter().find(|link| is_page(link) && kind(link) == Some(DocumentKind::Agenda));
    let agenda = agenda.map(|link| to.join(&link.url)).transpose()?;
    facts.url = agenda.as_ref().map(Url::to_string);
    let mut papers = printed(to, &facts, &links)?;
    let has = |kind: DocumentKind| Some(papers.iter().any(|paper| paper.kind == Some(kind)));
    facts.agenda_published = has(DocumentKind::Agenda);
    facts.minutes_published = has(DocumentKind::Minutes);
    let mut whole = true;
    if let Some(url) = agenda {
        if to.is_due(&url, on)? {
            match to.fetch_page(&url, AGENDA, None).await? {
                Some(page) => {
                    let html = Html::parse_document(&page::text(&page.body));
                    let (items, files) = items(&html, &page.url);
                    drop(html);
                    facts.items = items;
                    papers.extend(files);
                    let kept = to.keep(Listed { facts, papers, extracts: Vec::new(), whole: page.is_whole() }).await?;
                    if kept && page.is_whole() {
                        to.was_read(&url, page.known)?;
                    }
                    return Ok(kept);
                }
                None => whole = false,
            }
        }
        // Items and their papers are those that were told before.
        let before = to.visit.sink.held_meeting(&facts.scope, &facts.key)?;
        facts.items = before.map(|before| before.items).unwrap_or_default();
        return Ok(to.keep(Listed { facts, papers, extracts: Vec::new(), whole: false }).await? && whole);
    }
    to.keep(Listed { facts, papers, extracts: Vec::new(), whole: true }).await
}

/// Agenda and minutes: the page of minutes, the file of everything else, each with the other form behind it.
fn printed(to: &Gathering<'_, '_>, facts: &MeetingFacts, links: &[Document]) -> Result<Vec<Paper>, VisitError> {
    let mut out: Vec<Paper> = Vec::new();
    for kind in [DocumentKind::Agenda, DocumentKind::Minutes] {
        let of_kind: Vec<&Document> = links.iter().filter(|link| self::kind(link) == Some(kind)).collect();
        let page = of_kind.iter().find(|link| is_page(link));
        let file = of_kind.iter().find(|link| !is_page(link));
        let (chosen, other) = if kind == DocumentKind::Minutes { (page.or(file), file) } else { (file.or(page), page) };
        let Some(chosen) = chosen else { continue };
        let form = |link: &Document| -> Result<(Url, String, Expect), VisitError> {
            let ending = if is_page(link) { "html" } else { "pdf" };
            let expect = if is_page(link) { AGENDA } else { Expect::Pdf };
            Ok((to.join(&link.url)?, format!("{}-{}.{ending}", kind.as_str(), facts.key), expect))
        };
        let (url, file_name, expect) = form(chosen)?;
        let otherwise = other.filter(|other| other.url != chosen.url).map(|other| form(other)).transpose()?;
        let title = chosen.title.clone().unwrap_or_else(|| chosen.what.clone());
        out.push(Paper {
            key: format!("{}:{}", kind.as_str(), facts.key),
            url,
            file_name,
            title,
            kind: Some(kind),
            state: None,
            item_key: None,
            version: None,
            expect,
            otherwise,
        });
    }
    Ok(out)
}

/// The items of an agenda's page and the papers that stand under each.
fn items(page: &Html, at: &Url) -> (Vec<Item>, Vec<Paper>) {
    let (mut items, mut papers) = (Vec::new(), Vec::<Paper>::new());
    for container in page.select(&AGENDA_ITEM) {
        let text = |selector: &scraper::Selector| container.select(selector).next().map(words).unwrap_or_default();
        let title = text(&AGENDA_TITLE);
        let number = text(&AGENDA_NUMBER).trim_end_matches('.').to_owned();
        let key = container.value().attr("itemid").or(container.value().id()).map(str::to_owned);
        if !title.is_empty() {
            let number = Some(number).filter(|number| !number.is_empty());
            items.push(Item { number, agenda_number: None, title, key: key.clone() });
        }
        for link in container.select(&ANCHOR) {
            let Some(url) = href(link, at) else { continue };
            let Some(id) = file_id(&url) else { continue };
            // A container within a container: the innermost comes last, and is the item of the paper.
            let key_of_file = format!("file:{id}");
            match papers.iter_mut().find(|paper| paper.key == key_of_file) {
                Some(known) => known.item_key = key.clone(),
                None => papers.push(file(key_of_file, url, words(link), key.clone())),
            }
        }
    }
    (items, papers)
}

fn file(key: String, url: Url, title: String, item_key: Option<String>) -> Paper {
    let file_name = if title.contains('.') { title.clone() } else { format!("{title}.pdf") };
    Paper {
        key,
        url,
        file_name,
        title,
        kind: None,
        state: None,
        item_key,
        version: None,
        expect: Expect::File,
        otherwise: None,
    }
}

fn file_id(url: &Url) -> Option<String> {
    let is_file = url.path().to_lowercase().ends_with("/filestream.ashx");
    let id = url.query_pairs().find(|(name, _)| name.eq_ignore_ascii_case("documentid"));
    id.filter(|_| is_file).map(|(_, id)| id.into_owned())
}

fn kind(link: &Document) -> Option<DocumentKind> {
    let what = format!("{} {}", link.what, link.url).to_lowercase();
    match () {
        () if link.what.to_lowercase().contains("video") || link.url.is_empty() => None,
        () if what.contains("minutes") => Some(DocumentKind::Minutes),
        () if what.contains("agenda") => Some(DocumentKind::Agenda),
        () => None,
    }
}

fn is_page(link: &Document) -> bool {
    link.format.to_lowercase().contains("htm") || link.url.to_lowercase().contains("meeting.aspx")
}

/// The name of a meeting without a word that tells its state.
fn committee(name: &str) -> String {
    let words = name.split_whitespace().filter(|word| !word.to_lowercase().contains("cancel"));
    words.collect::<Vec<_>>().join(" ").trim_matches([' ', '-', '–', '(', ')']).to_owned()
}

/// "2026/05/12 18:30:00", "2026-05-12T18:30:00", or "/Date(1778610600000)/" of older sites.
fn moment(text: &str) -> Option<(Date, Option<Time>)> {
    if let Some(digits) = text.strip_prefix("/Date(").and_then(|rest| rest.split([')', '+']).next()) {
        // A moment of UTC, of a body whose zone is not told: between three and eight hours behind. The day of the middle of
        // those is right from six in the morning to ten at night; the hour is nobody's guess.
        let moment = Timestamp::from_millisecond(digits.parse().ok()?).ok()? - 6.hours();
        return Some((moment.to_zoned(TimeZone::UTC).date(), None));
    }
    let text = text.replace('/', "-");
    Some((dates::day_of_timestamp(&text)?, dates::hour_of_timestamp(&text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_are_read_in_every_form() {
        for text in ["2026/05/12 18:30:00", "2026-05-12T18:30:00"] {
            let (on, at) = moment(text).unwrap();
            assert_eq!((on.to_string(), at.unwrap().to_string()), ("2026-05-12".into(), "18:30:00".into()), "{text}");
        }
        // 20:30 in Toronto is past midnight in UTC.
        assert_eq!(moment("/Date(1778632200000)/"), Some((date(2026, 5, 12), None)));
        assert_eq!(moment("soon"), None);
        assert_eq!(committee("Regular Council - CANCELLED"), "Regular Council");
    }
}
