//! Decisions and recorded votes that have pages of their own: linked from a meeting, or listed in the registers of what
//! was decided between meetings, by a member or an officer. Each is a document; the papers that it rests on are too.

use super::address::{Target, target};
use super::decision_page::{self, DecisionPage};
use super::{Crawl, PAGE};
use super::{inline, lists};
use crate::client::FetchError;
use crate::sink::{Body, Fetched, Known};
use crate::source::due::is_due;
use crate::source::page::{self, ANCHOR, href};
use crate::source::visit::VisitError;
use jiff::civil::Date;
use record::{Channel, DocumentFacts, Kind, MeetingFacts};
use scraper::Html;
use url::Url;

/// The key of a decision's document.
pub(super) fn key(decision: &Target) -> String {
    match decision {
        Target::ItemDecision(item) => format!("decision:AI{item}"),
        Target::Decision(number) => format!("decision:{number}"),
        Target::Votes(meeting) => format!("votes:{meeting}"),
        Target::ItemVotes(item) => format!("votes:AI{item}"),
        other => format!("decision:{other:?}"),
    }
}

/// The decisions that a register lists.
fn listed(page: &Html, at: &Url) -> Vec<Target> {
    let mut found = Vec::new();
    for link in lists::inside(page).flat_map(|modgov| modgov.select(&ANCHOR)) {
        if let Some(decision @ (Target::Decision(_) | Target::ItemDecision(_))) =
            href(link, at).as_ref().and_then(target)
            && !found.contains(&decision)
        {
            found.push(decision);
        }
    }
    found
}

impl Crawl<'_, '_, '_> {
    /// Asks for a decision if it is due and keeps it with its papers. Answers whether all of it could be had.
    pub(super) async fn visit_decision(
        &mut self,
        decision: &Target,
        meeting: Option<&MeetingFacts>,
    ) -> Result<bool, VisitError> {
        let scope = self.source.scope.clone();
        let key = key(decision);
        if self.visit.sink.is_taken_down(&scope, &key)? {
            return Ok(true);
        }
        let url = self.source.base.page(decision);
        let known = self.visit.sink.known_page(url.as_str())?;
        let held = self.visit.sink.held_document(&scope, &key)?;
        let on = held.and_then(|held| held.facts.dated);
        if !is_due(self.visit.plan, on, known.as_ref().and_then(|known| known.checked_at)) {
            return Ok(true);
        }
        let unless_full = known.filter(|_| !self.visit.plan.full);
        let now = Some(self.visit.plan.now);
        let page = match self.ask(&url, PAGE, unless_full.as_ref()).await? {
            Ok(Some(page)) => page,
            Ok(None) => {
                let known = Known { checked_at: now, ..unless_full.unwrap_or_default() };
                self.visit.sink.page(url.as_str(), known)?;
                return Ok(true);
            }
            Err(miss) => {
                self.visit.note_missed_page(&miss)?;
                return Ok(false);
            }
        };
        let read = decision_page::parse(&page::text(&page.body), &page.url);
        let known = Known { content_hash: Some(read.content_hash.clone()), checked_at: now, ..page.known };
        if unless_full.is_none_or(|before| before.content_hash != known.content_hash)
            && !self.keep_decision(decision, &url, &read, meeting).await?
        {
            return Ok(false);
        }
        self.visit.sink.page(url.as_str(), known)?;
        Ok(true)
    }

    async fn keep_decision(
        &mut self,
        decision: &Target,
        url: &Url,
        read: &DecisionPage,
        meeting: Option<&MeetingFacts>,
    ) -> Result<bool, VisitError> {
        let elsewhere = match (meeting, read.meeting) {
            (None, Some(meeting)) => self.visit.sink.held_meeting(&self.source.scope, &meeting.to_string())?,
            _ => None,
        };
        let base = match meeting.or(elsewhere.as_ref()) {
            Some(meeting) => self.facts_of(meeting),
            None => DocumentFacts {
                scope: self.source.scope.clone(),
                council: Some(self.source.council.clone()),
                ..DocumentFacts::default()
            },
        };
        self.keep_page(decision, url, read, &base)?;
        self.fetch_files(url, read, &base).await
    }

    /// Keeps the page of a decision itself; `base` is what it has in common with its files.
    fn keep_page(
        &mut self,
        decision: &Target,
        url: &Url,
        read: &DecisionPage,
        base: &DocumentFacts,
    ) -> Result<(), VisitError> {
        let (title, body) = match decision {
            Target::Votes(_) | Target::ItemVotes(_) => (format!("Recorded votes: {}", read.title), inline::votes(read)),
            _ => (format!("Decision: {}", read.title), inline::decision(read)),
        };
        let key = key(decision);
        let facts = DocumentFacts {
            file_name: format!("{}.html", key.replace(':', "-")),
            key,
            channel: Channel::Inline,
            url: Some(url.to_string()),
            title: Some(title),
            kind: Some(Kind::Decision),
            dated: read.decided,
            found_on: Some(url.to_string()),
            ..base.clone()
        };
        let fetched = Fetched {
            body: Body::Memory(body.into_bytes()),
            content_type: Some("text/html; charset=utf-8".into()),
            final_url: Some(url.to_string()),
            etag: None,
            last_modified: None,
            fetched_at: self.visit.plan.now,
        };
        self.visit.keep(&facts, fetched)?;
        Ok(())
    }

    /// Fetches the files of a decision; gives whether none was missed.
    async fn fetch_files(&mut self, url: &Url, read: &DecisionPage, base: &DocumentFacts) -> Result<bool, VisitError> {
        let mut whole = true;
        for link in &read.files {
            // What a meeting lists is the meeting's; what only the decision lists must not be missed there.
            if self.visit.sink.held_document(&self.source.scope, &link.key)?.is_some() {
                continue;
            }
            let facts = DocumentFacts {
                key: link.key.clone(),
                url: Some(link.url.to_string()),
                file_name: link.file_name.clone(),
                title: Some(link.title.clone()),
                dated: read.decided,
                found_on: Some(url.to_string()),
                meeting_key: None,
                ..base.clone()
            };
            whole &= self.fetch(&facts).await?;
        }
        Ok(whole)
    }

    /// Visits what the registers list, year by year: wider windows time out, and they go by the day of publication.
    /// Where only some committees are wanted, decisions of members and officers are not.
    pub(super) async fn visit_registers(&mut self, first_year: i16) -> Result<(), VisitError> {
        if self.source.committees.is_some() {
            return Ok(());
        }
        let this_year = self.visit.today().year();
        for year in (first_year..=this_year).rev() {
            let window = format!("01%2F01%2F{year}-31%2F12%2F{year}");
            let page = format!("mgDelegatedDecisions.aspx?bcr=1&DM=0&DS=2&K=0&DR={window}&V=0");
            if !self.visit_register(&page, jiff::civil::date(year, 12, 31)).await? {
                break;
            }
        }
        let today = self.visit.today();
        self.visit_register("mgListOfficerDecisions.aspx?bcr=1", today).await.map(drop)
    }

    /// Visits what one register lists. Answers whether there is such a register: many councils have none.
    async fn visit_register(&mut self, page: &str, until: Date) -> Result<bool, VisitError> {
        let url = self.source.base.join(page);
        let known = self.visit.sink.known_page(url.as_str())?;
        let last_day = until.min(self.visit.today());
        if !is_due(self.visit.plan, Some(last_day), known.as_ref().and_then(|known| known.checked_at)) {
            return Ok(true);
        }
        let page = match self.ask(&url, PAGE, None).await? {
            Ok(Some(page)) => page,
            Ok(None) => return Ok(true),
            Err(FetchError::Gone(reason) | FetchError::ErrorPage(reason)) => {
                self.visit.report.notes.push(format!("no register of decisions: {reason}"));
                return Ok(false);
            }
            Err(miss) => {
                self.visit.note_missed_page(&miss)?;
                return Ok(false);
            }
        };
        let html = Html::parse_document(&page::text(&page.body));
        let decisions = listed(&html, &page.url);
        let content_hash = Some(page::content_hash(&html));
        drop(html);
        let mut whole = true;
        for decision in &decisions {
            whole &= self.visit_decision(decision, None).await?;
        }
        if whole {
            let known = Known { content_hash, checked_at: Some(self.visit.plan.now), ..page.known };
            self.visit.sink.page(url.as_str(), known)?;
        }
        Ok(true)
    }
}
