//! What all sources have in common that list meetings with their papers: which of them are wanted, which papers are asked
//! for, and what is concluded from a paper or a meeting that is not listed.
//!
//! A platform's own file says where its lists are and how they are read; it hands over [`Listed`] meetings.

use super::due::{days_since, is_due, looks_back};
use super::identity::{dated_key, in_words, is_named, is_one_meeting};
use super::publisher::Publisher;
use super::visit::{Visit, VisitError, survive};
use super::{Source, SpecError, Visiting, page};
use crate::client::{Expect, FetchError, Page, Site};
use crate::sink::{Body, Fetched, HeldDocument, Known};
use jiff::civil::Date;
use record::text::fold;
use record::{Channel, DocumentFacts, Kind, MeetingFacts, MinutesState, ProblemCode};
use std::collections::{BTreeMap, BTreeSet};
use std::pin::Pin;
use url::Url;

/// How a platform goes through its lists: it hands over meetings until it ends.
pub(super) type Crawling<'g> = Pin<Box<dyn Future<Output = Result<(), VisitError>> + Send + 'g>>;

/// A source that is wholly told by its publisher and by how the lists of its platform are gone through.
pub(super) struct Platform {
    publisher: Publisher,
    crawl: for<'g> fn(&'g mut Gathering<'_, '_>) -> Crawling<'g>,
}

impl Platform {
    /// The source of a publisher on a platform.
    pub fn source(
        publisher: Publisher,
        crawl: for<'g> fn(&'g mut Gathering<'_, '_>) -> Crawling<'g>,
    ) -> Result<Box<dyn Source>, SpecError> {
        Ok(Box::new(Self { publisher, crawl }))
    }
}

impl Source for Platform {
    fn name(&self) -> &str {
        &self.publisher.name
    }

    fn visit<'a>(&'a self, visit: &'a mut Visit<'_>) -> Visiting<'a> {
        Box::pin(async move {
            let mut gathering = Gathering::begin(&self.publisher, visit)?;
            let ended = (self.crawl)(&mut gathering).await;
            gathering.finish()?;
            ended
        })
    }
}

/// A paper as a list shows it.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub key: String,
    pub url: Url,
    pub file_name: String,
    pub title: String,
    pub kind: Option<Kind>,
    pub state: Option<MinutesState>,
    pub item_key: Option<String>,
    /// What the list says of its version (when it was published): another word means other bytes.
    pub version: Option<String>,
    pub expect: Expect,
    /// The same paper in another form, for when this one cannot be had.
    pub otherwise: Option<(Url, String, Expect)>,
}

/// Something that the list itself says, kept as a document in its own right.
#[derive(Debug, Clone)]
pub(super) struct Extract {
    pub key: String,
    pub title: String,
    pub kind: Kind,
    pub html: String,
}

/// A meeting as a platform lists it.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub facts: MeetingFacts,
    pub papers: Vec<Paper>,
    pub extracts: Vec<Extract>,
    /// Whether all of its papers are listed here: only then one that is missing is gone.
    pub whole: bool,
}

/// One visit to one publisher.
pub(super) struct Gathering<'a, 'v> {
    pub publisher: &'a Publisher,
    pub visit: &'a mut Visit<'v>,
    pub site: Site<'a>,
    /// Wanted committees that were found.
    named: BTreeSet<String>,
    /// Meetings that were kept in this visit.
    seen: BTreeMap<String, (Option<Date>, String)>,
    /// Other forms of papers that were left where they are.
    pub left: u64,
}

impl<'a, 'v> Gathering<'a, 'v> {
    /// Begins a visit to a publisher.
    pub fn begin(publisher: &'a Publisher, visit: &'a mut Visit<'v>) -> Result<Self, VisitError> {
        let site = visit.client.site(&publisher.access).map_err(|error| VisitError::Failed(error.to_string()))?;
        Ok(Self { publisher, visit, site, named: BTreeSet::new(), seen: BTreeMap::new(), left: 0 })
    }
}

/// The address of a page that is named from another one.
pub(super) fn join(at: &Url, page: &str) -> Result<Url, VisitError> {
    let joined = at.join(page).map_err(|error| VisitError::Failed(format!("{page}: {error}")))?;
    Ok(page::without_credentials(joined))
}

impl Gathering<'_, '_> {
    /// The address of a page below the publisher's own.
    pub fn join(&self, page: &str) -> Result<Url, VisitError> {
        join(&self.publisher.access.url, page)
    }

    /// A page that the visit can go on without; what went wrong is counted and told.
    pub async fn fetch_page(
        &mut self,
        url: &Url,
        expect: Expect,
        known: Option<&Known>,
    ) -> Result<Option<Page>, VisitError> {
        match survive(self.site.page(url, expect, known).await)? {
            Ok(page) => Ok(page),
            Err(miss) => {
                self.visit.note_missed_page(&miss)?;
                Ok(None)
            }
        }
    }

    /// A page that the visit cannot go on without.
    pub async fn must_have(&mut self, url: &Url, expect: Expect) -> Result<Page, VisitError> {
        let answer = survive(self.site.page(url, expect, None).await)?;
        must_have(url, answer)
    }

    /// A page that was read holds something else than it should: counted and told.
    pub fn misread(&mut self, url: &Url, what: &str) -> Result<(), VisitError> {
        Ok(self.visit.note_missed_page(&FetchError::Failed(format!("{url}: {what}")))?)
    }

    /// Whether a page about meetings up to this day is to be asked for again.
    pub fn is_due(&mut self, url: &Url, last_day: Option<Date>) -> Result<bool, VisitError> {
        let known = self.visit.sink.known_page(url.as_str())?;
        Ok(is_due(self.visit.plan, last_day, known.and_then(|known| known.checked_at)))
    }

    /// The day by which it is told how often a list of these days is asked for: the nearest to today.
    pub fn nearest(&self, from: Date, until: Date) -> Date {
        self.visit.today().clamp(from, until)
    }

    /// Notes that a page was read.
    pub fn was_read(&mut self, url: &Url, known: Known) -> Result<(), VisitError> {
        Ok(self.visit.sink.page(url.as_str(), Known { checked_at: Some(self.visit.plan.now), ..known })?)
    }

    /// Keeps what a list shows. Rows that speak of one meeting are one meeting; a number that stands for two is told.
    pub async fn keep_all(&mut self, listed: Vec<Listed>) -> Result<(), VisitError> {
        for meeting in self.told_apart(listed)? {
            self.keep(meeting).await?;
        }
        Ok(())
    }

    /// Keeps a meeting and asks for its papers. Answers whether all of it could be had.
    pub async fn keep(&mut self, mut listed: Listed) -> Result<bool, VisitError> {
        if !self.wants(&listed.facts) {
            return Ok(true);
        }
        listed.facts.key = self.visit.own_key(&listed.facts)?;
        if let Some((on, committee)) = self.seen.get(&listed.facts.key) {
            if *on == listed.facts.on {
                return Ok(true);
            }
            let before = MeetingFacts { on: *on, committee: committee.clone(), ..MeetingFacts::default() };
            self.tell_double(&before, &listed.facts)?;
            listed.facts.key = dated_key(&listed.facts);
        }
        let key = listed.facts.key.clone();
        self.seen.insert(key.clone(), (listed.facts.on, listed.facts.committee.clone()));
        self.visit.report.meetings += 1;
        self.visit.sink.meeting(&listed.facts)?;
        let held = self.visit.sink.documents_of(&self.publisher.scope, &key)?;
        let mut here = BTreeSet::new();
        let mut whole = true;
        for paper in &mut listed.papers {
            paper.key = self.visit.own_paper_key(&listed.facts, &paper.key)?;
            if here.insert(paper.key.clone()) {
                whole &= self.paper(&listed.facts, paper).await?;
            }
        }
        for mut extract in listed.extracts {
            extract.key = self.visit.own_paper_key(&listed.facts, &extract.key)?;
            here.insert(extract.key.clone());
            self.extract(&listed.facts, extract)?;
        }
        for held in held.iter().filter(|held| listed.whole && !here.contains(&held.facts.key)) {
            self.visit.miss_listed(&held.facts, "the meeting does not list it any more")?;
        }
        Ok(whole)
    }

    /// The papers of a meeting whose page says what it said before: only those that are due are asked for again.
    pub async fn keep_as_before(&mut self, key: &str, on: Option<Date>) -> Result<(), VisitError> {
        self.visit.report.meetings += 1;
        for held in self.visit.sink.documents_of(&self.publisher.scope, key)? {
            if held.known.missing_since.is_some() {
                self.visit.miss_listed(&held.facts, "the meeting does not list it any more")?;
            } else if held.facts.channel == Channel::File && self.is_paper_due(on, Some(&held)) {
                let expect = by_name(&held.facts.file_name);
                self.visit.fetch_document(&mut self.site, &held.facts, expect).await?;
            }
        }
        Ok(())
    }

    /// What was told of these days before and is listed no more: told, and nothing withdrawn for it. Half a calendar looks
    /// like that, and so does a site that has moved.
    pub fn tell_unlisted(&mut self, from: Date, until: Date, listed: &BTreeSet<String>) -> Result<(), VisitError> {
        let held = self.visit.sink.held_meetings(&self.publisher.scope, from, until)?;
        let held: Vec<_> = held.into_iter().filter(|held| self.wants_quietly(held)).collect();
        Ok(self.visit.tell_unlisted(&format!("{from} to {until}"), &held, listed)?)
    }

    /// Ends a visit: what the configuration names and the site does not have is told.
    pub fn finish(&mut self) -> Result<(), VisitError> {
        self.visit.report.asked += self.site.asked;
        self.visit.report.bytes += self.site.bytes;
        if self.left > 0 {
            let told =
                format!("{} further editions of papers left where they are: another form of each is held", self.left);
            self.visit.report.notes.push(told);
        }
        Ok(())
    }

    /// Tells which wanted committees were not met with. Only a visit that saw every list can say so.
    pub fn tell_unknown_committees(&mut self) -> Result<(), VisitError> {
        for word in self.publisher.committees.iter().flatten().filter(|word| !self.named.contains(*word)) {
            let held = self.seen.values().any(|(_, committee)| fold(committee) == fold(word));
            if !held {
                self.visit.report.failed += 1;
                let message = format!("no meeting of a committee “{word}” is listed");
                self.visit.sink.problem(ProblemCode::UnknownCommittee, &message)?;
            }
        }
        Ok(())
    }

    /// Whether the configuration wants this meeting.
    pub fn wants(&mut self, facts: &MeetingFacts) -> bool {
        let wanted = self.wants_quietly(facts);
        let words = self.publisher.committees.iter().flatten().filter(|word| is_named(facts, word));
        self.named.extend(words.cloned());
        wanted
    }

    fn wants_quietly(&self, facts: &MeetingFacts) -> bool {
        let in_time = facts.on.is_none_or(|on| self.publisher.since.is_none_or(|since| on >= since));
        let wanted = self.publisher.committees.as_ref();
        in_time && wanted.is_none_or(|words| words.iter().any(|word| is_named(facts, word)))
    }

    /// Rows of one meeting put together. Where one number stands for two meetings, the later one is known by its day, too.
    fn told_apart(&mut self, mut listed: Vec<Listed>) -> Result<Vec<Listed>, VisitError> {
        listed.sort_by(|a, b| (&a.facts.key, a.facts.on, a.facts.at).cmp(&(&b.facts.key, b.facts.on, b.facts.at)));
        let mut out: Vec<Listed> = Vec::new();
        for mut row in listed {
            let same = out.iter_mut().rev().find(|before| before.facts.key == row.facts.key);
            match same {
                Some(before) if is_one_meeting(&before.facts, &row.facts) => {
                    before.papers.append(&mut row.papers);
                    before.extracts.append(&mut row.extracts);
                    before.whole &= row.whole;
                }
                Some(before) => {
                    let before = before.facts.clone();
                    self.tell_double(&before, &row.facts)?;
                    row.facts.key = dated_key(&row.facts);
                    out.push(row);
                }
                None => out.push(row),
            }
        }
        Ok(out)
    }

    fn tell_double(&mut self, before: &MeetingFacts, now: &MeetingFacts) -> Result<(), VisitError> {
        let (one, other) = (in_words(before), in_words(now));
        let message = format!("number {} stands for two meetings: {one} and {other}; both are kept", now.key);
        Ok(self.visit.sink.problem(ProblemCode::DoubleId, &message)?)
    }

    /// Asks for a paper if it is new, was not had, or is due. Answers whether it could be had.
    async fn paper(&mut self, meeting: &MeetingFacts, paper: &Paper) -> Result<bool, VisitError> {
        let facts = self.facts_of(meeting, paper);
        self.document(facts, paper, meeting.on).await
    }

    /// The same for a paper of no meeting, or of one that is not listed.
    pub async fn document(
        &mut self,
        facts: DocumentFacts,
        paper: &Paper,
        on: Option<Date>,
    ) -> Result<bool, VisitError> {
        let held = self.visit.sink.held_document(&facts.scope, &facts.key)?;
        let version = self.visit.sink.known_page(paper.url.as_str())?.and_then(|known| known.content_hash);
        let is_other = paper.version.is_some() && version != paper.version;
        if !is_other && !self.is_paper_due(on, held.as_ref()) {
            if held.is_some_and(|held| held.facts != facts) {
                self.visit.keep_as_is(&facts)?;
            }
            return Ok(true);
        }
        let mut had = self.visit.fetch_document(&mut self.site, &facts, paper.expect).await?;
        if let Some((url, file_name, expect)) = &paper.otherwise {
            if self.is_held(&facts)? {
                self.left += 1;
            } else {
                let other = DocumentFacts { url: Some(url.to_string()), file_name: file_name.clone(), ..facts.clone() };
                had = self.visit.fetch_document(&mut self.site, &other, *expect).await?;
            }
        }
        if is_other && had {
            let known = Known { content_hash: paper.version.clone(), ..Known::default() };
            self.was_read(&paper.url, known)?;
        }
        Ok(had)
    }

    fn is_held(&mut self, facts: &DocumentFacts) -> Result<bool, VisitError> {
        let known = self.visit.sink.known_document(&facts.scope, &facts.key)?;
        let held = known.is_some_and(|known| known.hash.is_some() && known.missing_since.is_none());
        Ok(held || self.visit.sink.is_taken_down(&facts.scope, &facts.key)?)
    }

    /// Whether a paper is asked for: one that is not held, and once a week one of a recent meeting, since drafts are replaced
    /// under their addresses.
    fn is_paper_due(&self, on: Option<Date>, held: Option<&HeldDocument>) -> bool {
        let plan = self.visit.plan;
        let Some(known) = held.map(|held| &held.known) else { return true };
        let age = days_since(plan.now, known.checked_at);
        known.hash.is_none() || known.missing_since.is_some() || plan.full || looks_back(plan, on) && age >= 7
    }

    fn facts_of(&self, meeting: &MeetingFacts, paper: &Paper) -> DocumentFacts {
        DocumentFacts {
            scope: self.publisher.scope.clone(),
            key: paper.key.clone(),
            url: Some(paper.url.to_string()),
            file_name: paper.file_name.clone(),
            title: Some(paper.title.clone()).filter(|title| !title.is_empty()),
            kind: paper.kind,
            state: paper.state,
            item_key: paper.item_key.clone(),
            found_on: meeting.url.clone(),
            ..self.facts_at(meeting)
        }
    }

    fn facts_at(&self, meeting: &MeetingFacts) -> DocumentFacts {
        DocumentFacts {
            scope: self.publisher.scope.clone(),
            council: Some(self.publisher.council.clone()),
            committee: Some(meeting.committee.clone()),
            meeting_key: Some(meeting.key.clone()),
            meeting_on: meeting.on,
            found_on: meeting.url.clone(),
            ..DocumentFacts::default()
        }
    }

    fn extract(&mut self, meeting: &MeetingFacts, extract: Extract) -> Result<(), VisitError> {
        let facts = DocumentFacts {
            file_name: format!("{}.html", extract.key.replace([':', '/'], "-")),
            key: extract.key,
            channel: Channel::Inline,
            url: meeting.url.clone(),
            title: Some(extract.title),
            kind: Some(extract.kind),
            ..self.facts_at(meeting)
        };
        let fetched = Fetched {
            body: Body::Memory(extract.html.into_bytes()),
            content_type: Some("text/html; charset=utf-8".into()),
            final_url: meeting.url.clone(),
            etag: None,
            last_modified: None,
            fetched_at: self.visit.plan.now,
        };
        self.visit.keep(&facts, fetched)?;
        Ok(())
    }
}

/// The page, or why the visit ends without it.
pub(super) fn must_have(url: &Url, answer: Result<Option<Page>, FetchError>) -> Result<Page, VisitError> {
    match answer {
        Ok(Some(page)) => Ok(page),
        Ok(None) => Err(VisitError::Failed(format!("{url} answers that it has not changed, though nothing was known"))),
        Err(FetchError::Refused(reason) | FetchError::Forbidden(reason)) => Err(VisitError::Refused(reason)),
        Err(miss) => Err(VisitError::Failed(miss.to_string())),
    }
}

/// What a file must be, told by its name: one without an ending may be anything but a page.
pub(super) fn by_name(file_name: &str) -> Expect {
    match file_name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).as_deref() {
        Some("pdf") => Expect::Pdf,
        _ => Expect::File,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_that_a_service_names_holds_a_password() {
        let at = Url::parse("https://council.example/api/").unwrap();
        for named in ["https://me:secret@files.example/a.pdf", "//me:secret@files.example/a.pdf"] {
            assert_eq!(join(&at, named).unwrap().as_str(), "https://files.example/a.pdf");
        }
        assert_eq!(join(&at, "Events").unwrap().as_str(), "https://council.example/api/Events");
    }
}
