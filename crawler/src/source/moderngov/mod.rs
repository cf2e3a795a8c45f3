//! Modern.gov: the system that four of five councils in the United Kingdom publish with.
//!
//! Two channels per council, neither complete alone: the web service (clean structure, attendance, whole minutes) and
//! the HTML pages (the only place that lists front sheets, packs, printed minutes and supplements). Identity is numbers:
//! meeting, committee, agenda item, attachment; never a title or a file name.

mod address;
mod decision_page;
mod decisions;
mod files;
mod inline;
mod lists;
mod meeting_page;
mod meetings;
mod people;
mod seen;
mod service;
#[cfg(test)]
mod tests;

use super::page;
use super::publisher::KEYS;
use super::visit::{Visit, VisitError, survive};
use super::{Kind, Source, SourceSpec, SpecError, Visiting};
use crate::client::{Access, Expect, FetchError, Page, Site};
use crate::sink::Known;
use address::{Base, Target};
use jiff::ToSpan;
use jiff::civil::Date;
use lists::{CommitteeRow, MeetingRow};
use record::ProblemCode;
use record::text::{fold, slug};
use scraper::Html;
use std::time::Duration;
use url::Url;

pub(super) const KIND: Kind = Kind {
    name: "moderngov",
    help: "a council's Modern.gov site, by the address of the folder that holds its pages",
    keys: KEYS,
    build,
};

struct ModernGov {
    name: String,
    council: String,
    /// Whose keys: the council's, so that they survive a change of host.
    scope: String,
    base: Base,
    access: Access,
    committees: Option<Vec<String>>,
    since: Option<Date>,
}

fn build(spec: &SourceSpec) -> Result<Box<dyn Source>, SpecError> {
    let base = Base::parse(spec.url.as_deref().unwrap_or_default()).map_err(|reason| spec.bad("url", reason))?;
    let council = spec.council.clone().unwrap_or_default();
    Ok(Box::new(ModernGov {
        name: spec.name.clone(),
        scope: slug(&council),
        council,
        access: Access {
            url: base.url().clone(),
            hosts: spec.hosts.clone().unwrap_or_default(),
            extra_ca: spec.extra_ca.clone(),
            patience: spec.timeout_seconds.map(Duration::from_secs),
        },
        base,
        committees: spec.committees.clone(),
        since: spec.first_day()?,
    }))
}

impl Source for ModernGov {
    fn name(&self) -> &str {
        &self.name
    }

    fn visit<'a>(&'a self, visit: &'a mut Visit<'_>) -> Visiting<'a> {
        Box::pin(async move {
            let site = visit.client.site(&self.access).map_err(|error| VisitError::Failed(error.to_string()))?;
            let mut crawl = Crawl { source: self, visit, site, has_service: false };
            let ended = crawl.run().await;
            crawl.visit.report.asked += crawl.site.asked;
            crawl.visit.report.bytes += crawl.site.bytes;
            ended
        })
    }
}

/// One visit to one council.
struct Crawl<'a, 'v, 's> {
    source: &'a ModernGov,
    visit: &'a mut Visit<'v>,
    site: Site<'s>,
    /// Whether the web service answered as it should.
    has_service: bool,
}

/// Days around all meetings that any council lists.
const FIRST_DAY: Date = Date::constant(1900, 1, 1);
const LAST_DAY: Date = Date::constant(2200, 1, 1);

const PAGE: Expect = Expect::Html { marker: page::MARKER };

impl Crawl<'_, '_, '_> {
    async fn run(&mut self) -> Result<(), VisitError> {
        let committees = self.committees().await?;
        let mut first_year = self.source.since.unwrap_or_else(|| self.visit.today()).year();
        for committee in &committees {
            for row in self.meetings(committee).await? {
                self.visit.report.meetings += 1;
                first_year = row.on.map_or(first_year, |on| first_year.min(on.year()));
                self.visit_meeting(committee, &row).await?;
            }
        }
        self.visit_registers(first_year).await?;
        let packs = self.visit.report.packs_left;
        if packs > 0 {
            self.visit.report.notes.push(format!("{packs} packs left where they are: every part of them is held"));
        }
        self.visit_people(&committees).await
    }

    /// The committees to visit: from the web service, or from the pages where it is switched off.
    async fn committees(&mut self) -> Result<Vec<CommitteeRow>, VisitError> {
        let mut rows = self.service_committees().await?;
        self.has_service = !rows.is_empty();
        if !self.has_service {
            let list = self.must_have("mgListCommittees.aspx?bcr=1").await?;
            rows = lists::committees(&Html::parse_document(&list));
            // Committees that do not meet any more stand only on the home of meetings of all years.
            if let Some(page) = self.fetch_page(&self.source.base.join("ieDocHome.aspx?Year=0"), PAGE, None).await? {
                let all = lists::committees(&Html::parse_document(&page::text(&page.body)));
                rows.extend(
                    all.into_iter().filter(|row| rows.iter().all(|known| known.id != row.id)).collect::<Vec<_>>(),
                );
            }
        }
        if rows.is_empty() {
            return Err(VisitError::Failed(format!("{} lists no committees", self.source.base.url())));
        }
        self.wanted(rows)
    }

    async fn service_committees(&mut self) -> Result<Vec<CommitteeRow>, VisitError> {
        let url = self.source.base.service("GetCommittees", &[]);
        let answer = survive(self.site.page(&url, Expect::Xml { root: "committees" }, None).await)?;
        let rows = match answer {
            Ok(Some(page)) => service::committees(&page.body),
            Ok(None) => Err("not modified, though nothing was known".into()),
            Err(FetchError::Gone(_)) => Err("it is switched off".into()),
            Err(miss) => Err(miss.to_string()),
        };
        match rows {
            Ok(rows) if !rows.is_empty() => Ok(rows),
            other => {
                let reason = other.err().unwrap_or_else(|| "it lists no committees".into());
                self.visit.report.notes.push(format!("read from the pages alone, without the web service: {reason}"));
                Ok(Vec::new())
            }
        }
    }

    /// Those of the configuration, by name or number; all where it names none.
    fn wanted(&mut self, rows: Vec<CommitteeRow>) -> Result<Vec<CommitteeRow>, VisitError> {
        let Some(wanted) = &self.source.committees else { return Ok(rows) };
        let is = |row: &CommitteeRow, word: &String| fold(&row.name) == fold(word) || row.id.to_string() == word.trim();
        for word in wanted.iter().filter(|word| !rows.iter().any(|row| is(row, word))) {
            let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
            let message = format!("the site has no committee “{word}”; it has {}", names.join("; "));
            self.visit.report.failed += 1;
            self.visit.sink.problem(ProblemCode::UnknownCommittee, &message)?;
        }
        Ok(rows.into_iter().filter(|row| wanted.iter().any(|word| is(row, word))).collect())
    }

    /// Every meeting of a committee, of all years: the page without `Year=0` shows some fifteen around today.
    async fn meetings(&mut self, committee: &CommitteeRow) -> Result<Vec<MeetingRow>, VisitError> {
        let url = self.source.base.page(&Target::Meetings(committee.id));
        let before = self.visit.sink.known_page(url.as_str())?;
        let Some(page) = self.fetch_page(&url, PAGE, None).await? else { return Ok(Vec::new()) };
        let html = Html::parse_document(&page::text(&page.body));
        let mut rows = lists::meetings(&html);
        let content_hash = Some(page::content_hash(&html));
        drop(html);
        if self.has_service && (self.visit.plan.full || before.is_none()) {
            self.add_from_service(committee, &mut rows).await?;
        }
        if before.as_ref().is_none_or(|before| before.content_hash != content_hash) {
            self.tell_unlisted(committee, &rows)?;
        }
        self.visit
            .sink
            .page(url.as_str(), Known { content_hash, checked_at: Some(self.visit.plan.now), ..page.known })?;
        let since = self.source.since;
        rows.retain(|row| row.on.is_none_or(|on| since.is_none_or(|since| on >= since)));
        rows.sort_by_key(|row| row.on);
        Ok(rows)
    }

    /// What the list of a committee showed before and shows no more.
    fn tell_unlisted(&mut self, committee: &CommitteeRow, rows: &[MeetingRow]) -> Result<(), VisitError> {
        let id = committee.id.to_string();
        let mut held = self.visit.sink.held_meetings(&self.source.scope, FIRST_DAY, LAST_DAY)?;
        held.retain(|held| held.committee_key.as_deref() == Some(id.as_str()));
        let listed = rows.iter().map(|row| row.id.to_string()).collect();
        Ok(self.visit.tell_unlisted(&committee.name, &held, &listed)?)
    }

    /// What the web service lists besides the page, once: both should list the same, and a difference is told.
    async fn add_from_service(
        &mut self,
        committee: &CommitteeRow,
        rows: &mut Vec<MeetingRow>,
    ) -> Result<(), VisitError> {
        let until = self.visit.today().saturating_add(1.year()).strftime("%d/%m/%Y").to_string();
        let id = committee.id.to_string();
        let parameters = [("lCommitteeId", id.as_str()), ("sFromDate", "01/01/1995"), ("sToDate", until.as_str())];
        let url = self.source.base.service("GetMeetings", &parameters);
        let Some(page) = self.fetch_page(&url, Expect::Xml { root: "getmeetings" }, None).await? else { return Ok(()) };
        match service::meetings(&page.body) {
            Ok(listed) => {
                let more: Vec<_> =
                    listed.iter().filter(|row| rows.iter().all(|known| known.id != row.id)).cloned().collect();
                if listed.len() != rows.len() || !more.is_empty() {
                    let told = format!(
                        "{}: the page lists {} meetings, the web service {}, {} of them only there",
                        committee.name,
                        rows.len(),
                        listed.len(),
                        more.len()
                    );
                    self.visit.report.notes.push(told);
                }
                rows.extend(more);
            }
            Err(reason) => self.visit.sink.problem(ProblemCode::BadAnswer, &format!("{url}: {reason}"))?,
        }
        Ok(())
    }

    /// A page, unless it is broken off: half a list would stand for the whole of it.
    async fn ask(
        &mut self,
        url: &Url,
        expect: Expect,
        known: Option<&Known>,
    ) -> Result<Result<Option<Page>, FetchError>, VisitError> {
        let answer = survive(self.site.page(url, expect, known).await)?;
        Ok(match answer {
            Ok(Some(page)) if !page.is_whole() => Err(FetchError::Failed(format!("{url}: the page breaks off"))),
            answer => answer,
        })
    }

    /// A page that the visit cannot go on without.
    async fn must_have(&mut self, page: &str) -> Result<String, VisitError> {
        let url = self.source.base.join(page);
        match self.ask(&url, PAGE, None).await? {
            Ok(Some(page)) => Ok(page::text(&page.body)),
            Ok(None) => {
                Err(VisitError::Failed(format!("{url} answers that it has not changed, though nothing was known")))
            }
            Err(FetchError::Refused(reason) | FetchError::Forbidden(reason)) => Err(VisitError::Refused(reason)),
            Err(miss) => Err(VisitError::Failed(miss.to_string())),
        }
    }

    /// A page that the visit can go on without; what went wrong is counted and told.
    async fn fetch_page(
        &mut self,
        url: &Url,
        expect: Expect,
        known: Option<&Known>,
    ) -> Result<Option<Page>, VisitError> {
        match self.ask(url, expect, known).await? {
            Ok(page) => Ok(page),
            Err(miss) => {
                self.visit.note_missed_page(&miss)?;
                Ok(None)
            }
        }
    }
}
