//! CMIS: what some thirty councils in the United Kingdom publish with, on DotNetNuke.
//!
//! A calendar knows every month, drawn without scripts and without a year; pages of committees know boards that the
//! calendar leaves out; a meeting's page lists its papers. Papers have addresses that nobody can make and that are made
//! anew at will: a paper is known by its meeting, its title and its size, and its bytes tell what it is.
//!
//! Every page asks search engines not to list it and not to follow its links. That is said to engines that would show the
//! page instead of the council's own; what programs may ask for is said by robots.txt, which is obeyed.

mod pages;

use super::due::is_due;
use super::gather::{Extract, Gathering, Listed, Paper};
use super::page;
use super::publisher::{KEYS, Publisher};
use super::visit::{Visit, VisitError, survive};
use super::{Kind, Source, SourceSpec, SpecError, Visiting};
use crate::client::{Expect, FetchError, Page};
use crate::sink::Known;
use jiff::ToSpan;
use jiff::civil::Date;
use pages::{MeetingPage, Place, Row};
use scraper::Html;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use url::Url;

pub(super) const KIND: Kind = Kind {
    name: "cmis",
    help: "a council's CMIS site, by the address of its meetings or of the folder above them",
    keys: &[KEYS[0], KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], ("pages", false)],
    build,
};

/// Names that councils give to the page of their meetings, the usual one first.
const HOMES: &[&str] =
    &["Meetings.aspx", "MeetingsCalendar.aspx", "CalendarofMeetings.aspx", "CommitteesMeetings/MeetingsCalendar.aspx"];

/// What every page with a calendar holds.
const CALENDAR: Expect = Expect::Html { marker: "MeetingCalendar" };

/// What every page of the system holds.
const ANY: Expect = Expect::Html { marker: "ModCMIS" };

/// Months without a meeting in a row after which there are none before, and none later.
const QUIET_BEFORE: usize = 12;
const QUIET_AFTER: usize = 3;

/// Most pages that the calendar of one month has: one for each week and some for days with many meetings.
const MAX_PAGES_OF_MONTH: usize = 12;

/// Months ahead that are looked at, at most: councils set their days for the municipal year and the next.
const AHEAD: i32 = 24;

/// The first month that any council has put into such a system.
const FIRST_YEAR: i16 = 1990;

struct Cmis {
    publisher: Publisher,
    pages: Vec<Url>,
}

fn build(spec: &SourceSpec) -> Result<Box<dyn Source>, SpecError> {
    let mut publisher = Publisher::from_spec(spec)?;
    let url = &mut publisher.access.url;
    url.set_query(None);
    if !url.path().to_lowercase().ends_with(".aspx") && !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    let pages = super::publisher::addresses(spec, spec.pages.as_deref().unwrap_or_default())?;
    Ok(Box::new(Cmis { publisher, pages }))
}

impl Source for Cmis {
    fn name(&self) -> &str {
        &self.publisher.name
    }

    fn visit<'a>(&'a self, visit: &'a mut Visit<'_>) -> Visiting<'a> {
        Box::pin(async move {
            let mut crawl = Crawl {
                source: self,
                to: Gathering::begin(&self.publisher, visit)?,
                rows: BTreeMap::new(),
                lists: BTreeSet::new(),
                place: None,
            };
            let ended = crawl.run().await;
            crawl.to.finish()?;
            ended
        })
    }
}

/// One visit to one council.
struct Crawl<'a, 'v> {
    source: &'a Cmis,
    to: Gathering<'a, 'v>,
    /// Meetings that any list shows.
    rows: BTreeMap<u64, Row>,
    /// Pages of committees and lists of them.
    lists: BTreeSet<Url>,
    place: Option<Place>,
}

impl Crawl<'_, '_> {
    async fn run(&mut self) -> Result<(), VisitError> {
        let home = self.home().await?;
        let text = page::text(&home.body);
        let module = pages::module(&text)
            .ok_or_else(|| VisitError::Failed(format!("{} names no module that draws its calendar", home.url)))?;
        let html = Html::parse_document(&text);
        self.lists.extend(pages::lists_of_committees(&html, &home.url));
        self.note(pages::listed(&html, &home.url), pages::committees(&html, &home.url));
        drop(html);
        if self.place.is_none() {
            self.list_view(&home.url, &module).await?;
        }
        let (days, saw_calendar) = self.months(&home.url, &module).await?;
        let saw_committees = self.committees().await?;
        let keys: BTreeSet<String> = self.rows.keys().map(u64::to_string).collect();
        let rows: Vec<Row> = std::mem::take(&mut self.rows).into_values().collect();
        for row in rows {
            self.visit_meeting(&row).await?;
        }
        if let Some((from, until)) = days.filter(|_| saw_committees) {
            self.to.tell_unlisted(from, until, &keys)?;
        }
        if saw_calendar && saw_committees {
            self.to.tell_unknown_committees()?;
        }
        Ok(())
    }

    /// The page of meetings: that of the configuration, the first of the usual names that is one, or what the menu of the site
    /// calls so.
    async fn home(&mut self) -> Result<Page, VisitError> {
        let base = self.source.publisher.access.url.clone();
        if base.path().to_lowercase().ends_with(".aspx") {
            return self.to.must_have(&base, CALENDAR).await;
        }
        let usual: Vec<Url> = HOMES.iter().filter_map(|name| base.join(name).ok()).collect();
        let mut last = VisitError::Failed(format!("{base} has no page of meetings"));
        let mut waiting: VecDeque<Url> = usual.iter().cloned().collect();
        let mut knows_menu = false;
        loop {
            let Some(url) = waiting.pop_front() else {
                if std::mem::replace(&mut knows_menu, true) {
                    return Err(last);
                }
                waiting.extend(self.named_in_menu(&base).await?.into_iter().filter(|url| !usual.contains(url)));
                continue;
            };
            let answer = survive(self.to.site.page(&url, CALENDAR, None).await)?;
            match answer {
                Err(miss @ (FetchError::Gone(_) | FetchError::Failed(_) | FetchError::ErrorPage(_))) => {
                    last = VisitError::Failed(format!("{miss}; put the address of the page of meetings into `url`"));
                }
                answer => {
                    if usual.first() != Some(&url) {
                        self.to.visit.report.notes.push(format!("its meetings are at {url}: put that into `url`"));
                    }
                    return super::gather::must_have(&url, answer);
                }
            }
        }
    }

    /// What the menu of the site calls its meetings or their calendar.
    async fn named_in_menu(&mut self, base: &Url) -> Result<Vec<Url>, VisitError> {
        let Some(page) = self.to.fetch_page(base, Expect::Page, None).await? else { return Ok(Vec::new()) };
        Ok(pages::homes(&Html::parse_document(&page::text(&page.body)), &page.url))
    }

    /// The list of the current month, which alone links to meetings where the home does not: from a link it is learnt where
    /// pages of meetings are.
    async fn list_view(&mut self, home: &Url, module: &str) -> Result<(), VisitError> {
        let mut url = home.clone();
        url.set_query(Some(&format!("ctl=MeetingCalendarListView&mid={module}")));
        if let Some(page) = self.to.fetch_page(&url, CALENDAR, None).await? {
            let html = Html::parse_document(&page::text(&page.body));
            self.note(pages::listed(&html, &page.url), pages::committees(&html, &page.url));
        }
        Ok(())
    }

    /// Months from this one back to the first of interest and on to the last that has meetings. Answers the days around
    /// today that were seen without a gap, and whether every month was seen.
    async fn months(&mut self, home: &Url, module: &str) -> Result<(Option<(Date, Date)>, bool), VisitError> {
        let this = self.to.visit.today().first_of_month();
        let (mut days, mut saw_all) = (None, true);
        for (step, quiet_ends) in [(-1, QUIET_BEFORE), (1, QUIET_AFTER)] {
            let (mut quiet, mut unbroken) = (0, true);
            let mut day = if step < 0 { this } else { this.saturating_add(1.month()) };
            while quiet < quiet_ends && self.is_of_interest(day, this) {
                let (had_any, seen) = self.month(home, module, day).await?;
                quiet = if had_any { 0 } else { quiet + 1 };
                unbroken &= seen && (step < 0 || days.is_some());
                if unbroken {
                    let (from, until) = days.unwrap_or((day, day.last_of_month()));
                    days = Some((from.min(day), until.max(day.last_of_month())));
                }
                saw_all &= seen;
                day = day.saturating_add(step.months());
            }
        }
        Ok((days, saw_all))
    }

    fn is_of_interest(&self, day: Date, this: Date) -> bool {
        let first = self.source.publisher.since.map_or(Date::constant(FIRST_YEAR, 1, 1), Date::first_of_month);
        day >= first && day <= this.saturating_add(AHEAD.months())
    }

    /// Reads a month if it is due. Answers whether it has meetings, and whether it was seen now.
    async fn month(&mut self, home: &Url, module: &str, day: Date) -> Result<(bool, bool), VisitError> {
        let url = match &self.place {
            Some(place) => place.month(day),
            // As the system takes any page's parameters, for a month without a single meeting.
            None => {
                let mut url = home.clone();
                url.set_query(Some(&format!("ctl=MeetingCalendarPublicNoJava&mid={module}&Date={day}")));
                url
            }
        };
        let scope = &self.source.publisher.scope;
        let had_before = !self.to.visit.sink.held_meetings(scope, day, day.last_of_month())?.is_empty();
        if !self.to.is_due(&url, Some(self.to.nearest(day, day.last_of_month())))? {
            return Ok((had_before, false));
        }
        let mut waiting = VecDeque::from([url.clone()]);
        let mut done: Vec<(Url, Known)> = Vec::new();
        let (mut had_any, mut seen) = (had_before, true);
        while let Some(at) = waiting.pop_front() {
            let Some(page) = self.to.fetch_page(&at, CALENDAR, None).await? else { return Ok((had_any, false)) };
            let html = Html::parse_document(&page::text(&page.body));
            let (rows, committees) = (pages::month(&html, &page.url, day), pages::committees(&html, &page.url));
            let more = pages::rest_of_month(&html, &page.url, day);
            drop(html);
            match rows {
                Ok(rows) => {
                    had_any |= !rows.is_empty();
                    self.note(rows, committees);
                    done.push((at, page.known));
                }
                Err(what) => {
                    self.to.misread(&at, &what)?;
                    return Ok((had_any, false));
                }
            }
            let new = more.into_iter().filter(|url| done.iter().all(|(known, _)| known != url));
            let new: Vec<_> = new.filter(|url| !waiting.contains(url)).collect();
            seen &= done.len() + waiting.len() + new.len() <= MAX_PAGES_OF_MONTH;
            waiting.extend(new);
            waiting.truncate(MAX_PAGES_OF_MONTH.saturating_sub(done.len()));
        }
        if !seen {
            self.to.misread(&url, &format!("more than {MAX_PAGES_OF_MONTH} pages for one month; the rest is left"))?;
        }
        for (url, known) in done.into_iter().filter(|_| seen) {
            self.to.was_read(&url, known)?;
        }
        Ok((had_any, seen))
    }

    /// Pages of committees and boards, once a week: they know meetings that the calendar leaves out. Answers whether all
    /// were seen now.
    async fn committees(&mut self) -> Result<bool, VisitError> {
        let mut waiting: Vec<Url> = self.source.pages.iter().cloned().chain(std::mem::take(&mut self.lists)).collect();
        let mut done = BTreeSet::new();
        let mut saw_all = true;
        while let Some(url) = waiting.pop() {
            if !done.insert(url.clone()) {
                continue;
            }
            if !self.to.is_due(&url, None)? {
                saw_all = false;
                continue;
            }
            let Some(page) = self.to.fetch_page(&url, ANY, None).await? else {
                saw_all = false;
                continue;
            };
            let html = Html::parse_document(&page::text(&page.body));
            let (rows, more) = (pages::listed(&html, &page.url), pages::committees(&html, &page.url));
            drop(html);
            self.note(rows, more);
            self.to.was_read(&url, page.known)?;
            waiting.extend(std::mem::take(&mut self.lists));
        }
        Ok(saw_all)
    }

    /// Takes down what a page lists. What the calendar says of a meeting goes before what stands around other links to it.
    fn note(&mut self, rows: Vec<Row>, committees: Vec<Url>) {
        for row in rows {
            self.place.get_or_insert_with(|| row.found_at.clone());
            let since = self.source.publisher.since;
            if row.on.is_some_and(|on| since.is_some_and(|since| on < since)) {
                continue;
            }
            match self.rows.get_mut(&row.meeting) {
                Some(known) => {
                    known.place = known.place.take().or(row.place);
                    known.on = known.on.or(row.on);
                    known.at = known.at.or(row.at);
                    known.committee = known.committee.take().or(row.committee);
                }
                None => drop(self.rows.insert(row.meeting, row)),
            }
        }
        self.lists.extend(committees);
    }

    /// Asks for a meeting if it is due or the lists say something new of it.
    async fn visit_meeting(&mut self, row: &Row) -> Result<(), VisitError> {
        if row.committee.is_some() && !self.to.wants(&self.facts(row, &MeetingPage::default())) {
            return Ok(());
        }
        let url = row.found_at.meeting(row.meeting, row.committee_id);
        let key = row.meeting.to_string();
        let scope = self.source.publisher.scope.clone();
        let known = self.to.visit.sink.known_page(url.as_str())?;
        let before = self.to.visit.sink.held_meeting(&scope, &key)?;
        let held = self.to.visit.sink.documents_of(&scope, &key)?;
        let is_missed = held.iter().any(|held| held.known.missing_since.is_some() || held.known.hash.is_none());
        let moved = before.is_none_or(|before| row.on.is_some() && before.on != row.on);
        let checked_at = known.as_ref().and_then(|known| known.checked_at);
        if !moved && !is_missed && !is_due(self.to.visit.plan, row.on, checked_at) {
            return Ok(());
        }
        let unless_full = known.filter(|_| !self.to.visit.plan.full && !moved);
        let answer = survive(self.to.site.page(&url, ANY, unless_full.as_ref()).await)?;
        let page = match answer {
            Ok(Some(page)) => page,
            Ok(None) => {
                self.to.keep_as_before(&key, row.on).await?;
                return self.to.was_read(&url, unless_full.unwrap_or_default());
            }
            Err(miss) => return Ok(self.to.visit.note_missed_page(&miss)?),
        };
        let read = pages::meeting(&Html::parse_document(&page::text(&page.body)), &page.url);
        let is_whole = page.is_whole();
        let now_known = Known { content_hash: Some(read.content_hash.clone()), ..page.known };
        let is_same = unless_full.is_some_and(|known| known.content_hash == now_known.content_hash);
        let whole = if is_same && !is_missed {
            self.to.keep_as_before(&key, row.on).await?;
            true
        } else {
            let mut facts = self.facts(row, &read);
            facts.url = Some(url.to_string());
            let papers = papers(&read, &key, facts.on);
            let extracts: Vec<Extract> = Vec::new();
            self.to.keep(Listed { facts, papers, extracts, whole: is_whole }).await?
        };
        if whole && is_whole {
            self.to.was_read(&url, now_known)?;
        }
        Ok(())
    }

    /// What list and page say together, the page first.
    fn facts(&self, row: &Row, page: &MeetingPage) -> record::MeetingFacts {
        let committee = page.committee.clone().or_else(|| row.committee.clone()).unwrap_or_default();
        let mut facts = self.source.publisher.meeting(row.meeting.to_string(), committee);
        facts.committee_key = row.committee_id.map(|id| id.to_string());
        facts.on = page.on.or(row.on);
        facts.at = page.at.or(row.at);
        facts.place = page.place.clone().or_else(|| row.place.clone());
        facts.status = page.status.clone();
        if let (Some(page), Some(list)) = (page.on, row.on)
            && page != list
        {
            facts.disagreements.push(format!("the page says {page}, the calendar {list}"));
        }
        facts.agenda_published = Some(page.papers.iter().any(|paper| paper.title.to_lowercase().contains("agenda")));
        let own = page.papers.iter().filter(|paper| !paper.is_of_earlier(facts.on));
        facts.minutes_published = Some(own.into_iter().any(|paper| paper.title.to_lowercase().contains("minutes")));
        facts
    }
}

/// The papers of a meeting. Minutes of an earlier meeting are attached to an item of this one: their date is their own.
fn papers(page: &MeetingPage, meeting: &str, on: Option<Date>) -> Vec<Paper> {
    let mut out: Vec<Paper> = Vec::new();
    for row in &page.papers {
        let mut key = row.key(meeting);
        let same = out.iter().filter(|paper| paper.key == key || paper.key.starts_with(&format!("{key}:"))).count();
        if same > 0 {
            key.push_str(&format!(":{}", same + 1));
        }
        let (kind, state) = row.kind();
        out.push(Paper {
            key,
            url: row.url.clone(),
            file_name: row.file_name(),
            title: row.title.clone(),
            kind,
            state,
            item_key: row.is_of_earlier(on).then(|| "minutes-of-an-earlier-meeting".to_owned()),
            version: None,
            expect: Expect::File,
            otherwise: None,
        });
    }
    out
}
