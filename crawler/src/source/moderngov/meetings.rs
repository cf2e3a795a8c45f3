//! One meeting: its page, its files, its minutes on the page, and when to ask again.

use super::address::Target;
use super::lists::{self, CommitteeRow, MeetingRow};
use super::meeting_page::{self, ItemRow};
use super::seen::Seen;
use super::service::{self, ServiceMeeting};
use super::{Crawl, PAGE};
use super::{decisions, files, inline};
use crate::client::{Expect, FetchError};
use crate::sink::{Body, Fetched, HeldDocument, Known};
use crate::source::due::{days_since, is_due, looks_back};
use crate::source::page;
use crate::source::visit::VisitError;
use jiff::civil::Date;
use record::{Absence, Channel, DocumentFacts, Item, Kind, MeetingFacts, MinutesState};
use scraper::Html;
use std::collections::{BTreeSet, HashMap};

/// What was known of a meeting before, as far as the list of meetings can contradict it.
struct HeldMeeting {
    status: Option<String>,
    agenda: bool,
    minutes: bool,
    decisions: bool,
}

impl Crawl<'_, '_, '_> {
    /// What earlier runs recorded of a meeting.
    fn held_meeting(&mut self, key: &str) -> Result<Option<HeldMeeting>, VisitError> {
        let held = self.visit.sink.held_meeting(&self.source.scope, key)?;
        let published = |flag: Option<bool>| flag.unwrap_or(false);
        Ok(held.map(|facts| HeldMeeting {
            agenda: published(facts.agenda_published),
            minutes: published(facts.minutes_published),
            decisions: published(facts.decisions_published),
            status: facts.status,
        }))
    }

    /// What a meeting is known by. A site that was set up anew may count its meetings from the beginning.
    fn key_of(&mut self, committee: &CommitteeRow, row: &MeetingRow) -> Result<String, VisitError> {
        let facts = MeetingFacts {
            scope: self.source.scope.clone(),
            key: row.id.to_string(),
            committee: committee.name.clone(),
            committee_key: Some(committee.id.to_string()),
            on: row.on,
            at: row.at,
            ..MeetingFacts::default()
        };
        Ok(self.visit.own_key(&facts)?)
    }

    /// Asks for a meeting if it is due, and for whatever of it is new or due.
    pub(super) async fn visit_meeting(&mut self, committee: &CommitteeRow, row: &MeetingRow) -> Result<(), VisitError> {
        let url = self.source.base.page(&Target::Meeting(row.id));
        let known = self.visit.sink.known_page(url.as_str())?;
        let key = self.key_of(committee, row)?;
        let held = self.visit.sink.documents_of(&self.source.scope, &key)?;
        let someone_missing = held.iter().any(is_missed);
        let news = self.held_meeting(&key)?.is_none_or(|before| before.is_contradicted_by(row));
        let checked_at = known.as_ref().and_then(|known| known.checked_at);
        if !news && !someone_missing && !is_due(self.visit.plan, row.on, checked_at) {
            return Ok(());
        }
        let unless_full = known.filter(|_| !self.visit.plan.full);
        let page = match self.ask(&url, PAGE, unless_full.as_ref()).await? {
            Ok(Some(page)) => page,
            Ok(None) => {
                let known = Known { checked_at: Some(self.visit.plan.now), ..unless_full.unwrap_or_default() };
                return self.visit_unchanged(row, url.as_str(), known, held).await;
            }
            Err(miss) => return Ok(self.visit.note_missed_page(&miss)?),
        };
        let read = meeting_page::parse(&page::text(&page.body), &page.url);
        if let Some(other) = read.meeting.filter(|meeting| *meeting != row.id) {
            let what = format!("{url}: the page of meeting {other} instead of {}", row.id);
            return Ok(self.visit.note_missed_page(&FetchError::Failed(what))?);
        }
        let now_known = Known {
            content_hash: Some(read.content_hash.clone()),
            checked_at: Some(self.visit.plan.now),
            ..page.known
        };
        if unless_full.is_some_and(|known| known.content_hash == now_known.content_hash) {
            return self.visit_unchanged(row, url.as_str(), now_known, held).await;
        }
        let (url, had) = (url.to_string(), BTreeSet::new());
        let seen = Seen { committee, row, key, page: read, service: None, url: url.clone(), had, whole: true };
        if self.visit_changed(seen, &held).await? {
            self.visit.sink.page(&url, now_known)?;
        }
        Ok(())
    }

    /// The page says what it said before: only files that are due are asked for again.
    async fn visit_unchanged(
        &mut self,
        row: &MeetingRow,
        url: &str,
        known: Known,
        held: Vec<HeldDocument>,
    ) -> Result<(), VisitError> {
        for held in held {
            if is_missed(&held) {
                self.visit.miss_listed(&held.facts, "the meeting's page does not list it any more")?;
            } else if held.facts.channel == Channel::File
                && !held.facts.restricted
                && self.is_file_due(row.on, &held.known)
            {
                self.fetch(&held.facts).await?;
            }
        }
        Ok(self.visit.sink.page(url, known)?)
    }

    /// Keeps everything that a new or changed page says and links to. Answers whether all of it could be had.
    async fn visit_changed(&mut self, mut seen: Seen<'_>, held: &[HeldDocument]) -> Result<bool, VisitError> {
        if self.has_service {
            seen.service = self.ask_service(&mut seen).await?;
        }
        let facts = self.meeting_facts(&mut seen).await?;
        self.visit.sink.meeting(&facts)?;
        let mut listed = BTreeSet::new();
        let (packs, links): (Vec<_>, Vec<_>) =
            self.files(&mut seen).await?.into_iter().partition(|(link, _)| files::is_pack(&link.key));
        for (link, item) in links {
            self.fetch_listed(&mut seen, &facts, (link, item), &mut listed).await?;
        }
        for link in self.packs(&mut seen, packs, held).await? {
            self.fetch_listed(&mut seen, &facts, (link, None), &mut listed).await?;
        }
        self.keep_inline(&mut seen, &facts, &mut listed).await?;
        self.note_restricted(&seen, &facts, &mut listed)?;
        for decision in seen.page.decisions.clone() {
            listed.insert(decisions::key(&decision));
            seen.whole &= self.visit_decision(&decision, Some(&facts)).await?;
        }
        let packs_left = |key: &str| files::is_pack(key) && seen.page.choosers.iter().any(|c| c.supplement.is_none());
        let gone = held.iter().filter(|held| !listed.contains(&held.facts.key) && !packs_left(&held.facts.key));
        // Only the web service lists what is not for the public.
        let is_told = |held: &&HeldDocument| !held.facts.restricted || seen.service.is_some();
        for held in gone.filter(|held| seen.whole && is_told(held)) {
            self.visit.miss_listed(&held.facts, "the meeting's page does not list it any more")?;
        }
        Ok(seen.whole)
    }

    async fn ask_service(&mut self, seen: &mut Seen<'_>) -> Result<Option<ServiceMeeting>, VisitError> {
        let url = self.source.base.service("GetMeeting", &[("lMeetingId", &seen.row.id.to_string())]);
        let Some(page) = self.fetch_page(&url, Expect::Xml { root: "meeting" }, None).await? else {
            seen.whole = false;
            return Ok(None);
        };
        match service::meeting(&page.body) {
            Ok(meeting) => Ok(Some(meeting)),
            Err(reason) => {
                seen.whole = false;
                self.visit.note_missed_page(&FetchError::Failed(format!("{url}: {reason}")))?;
                Ok(None)
            }
        }
    }

    /// What both channels say together. The web service's date goes first, the list's last.
    async fn meeting_facts(&mut self, seen: &mut Seen<'_>) -> Result<MeetingFacts, VisitError> {
        let service = seen.service.clone().unwrap_or_default();
        let page = &seen.page;
        let state = page.state.to_lowercase();
        let published = |word: &str| seen.row.published.iter().any(|part| part.to_lowercase().contains(word));
        let says = |word: &str, service: Option<bool>| {
            Some(service.unwrap_or(false) || state.contains(word) || published(word))
        };
        let mut facts = MeetingFacts {
            scope: self.source.scope.clone(),
            key: seen.key.clone(),
            council: self.source.council.clone(),
            committee: seen.committee.name.clone(),
            committee_key: Some(seen.committee.id.to_string()),
            on: service.on.or(page.on).or(seen.row.on),
            at: service.at.or(page.at).or(seen.row.at),
            place: page.place.clone().or(service.place),
            status: page.status.clone().or(seen.row.status.clone()).or(service.status),
            url: Some(seen.url.clone()),
            agenda_published: says("agenda", service.agenda_published),
            minutes_published: says("minutes", service.minutes_published),
            decisions_published: says("decisions", service.decisions_published),
            items: items(&page.items, &service.items),
            attendance: service.attendance,
            restricted_papers: page.restricted.clone(),
            disagreements: page.disagreement.iter().cloned().collect(),
        };
        if let (Some(service), Some(page)) = (service.on, page.on)
            && service != page
        {
            facts.disagreements.push(format!("the web service says {service}, the page {page}"));
        }
        let is_past = facts.on.is_some_and(|on| on < self.visit.today());
        let took_place = is_past && page.status.is_none() && facts.agenda_published == Some(true);
        if facts.attendance.is_empty() && took_place && page.meeting.is_some() {
            let url = self.source.base.page(&Target::Attendance(seen.row.id));
            if let Some(page) = self.fetch_page(&url, PAGE, None).await? {
                facts.attendance = lists::attendance(&Html::parse_document(&page::text(&page.body)));
            }
        }
        Ok(facts)
    }

    pub(super) fn facts_of(&self, meeting: &MeetingFacts) -> DocumentFacts {
        DocumentFacts {
            scope: self.source.scope.clone(),
            council: Some(self.source.council.clone()),
            committee: Some(meeting.committee.clone()),
            meeting_key: Some(meeting.key.clone()),
            meeting_on: meeting.on,
            ..DocumentFacts::default()
        }
    }

    /// Minutes and decisions that stand on the page itself are documents in their own right.
    async fn keep_inline(
        &mut self,
        seen: &mut Seen<'_>,
        meeting: &MeetingFacts,
        listed: &mut BTreeSet<String>,
    ) -> Result<(), VisitError> {
        let id = seen.key.clone();
        let draft = seen.page.state.to_lowercase().contains("draft").then_some(MinutesState::Draft);
        let whole = self.complete_minutes(seen).await?;
        let minutes = inline::minutes(meeting, &seen.page.items);
        let decisions = inline::decisions(meeting, &seen.page.items);
        let documents = [
            (format!("inline:{id}"), "Minutes", Kind::Minutes, draft, minutes),
            (format!("inline:{id}:decisions"), "Decisions", Kind::Decision, None, decisions),
        ];
        for (key, title, kind, state, body) in documents {
            let Some(body) = body else { continue };
            listed.insert(key.clone());
            if kind == Kind::Minutes && !whole {
                continue;
            }
            let facts = DocumentFacts {
                file_name: format!("{}.html", key.replace(':', "-")),
                key,
                channel: Channel::Inline,
                url: Some(seen.url.clone()),
                title: Some(title.to_owned()),
                kind: Some(kind),
                state,
                found_on: Some(seen.url.clone()),
                ..self.facts_of(meeting)
            };
            let fetched = Fetched {
                body: Body::Memory(body.into_bytes()),
                content_type: Some("text/html; charset=utf-8".into()),
                final_url: Some(seen.url.clone()),
                etag: None,
                last_modified: None,
                fetched_at: self.visit.plan.now,
            };
            self.visit.keep(&facts, fetched)?;
        }
        Ok(())
    }

    /// Puts whole minutes where the page cuts them: the web service has them whole, or else the item's own page.
    /// Answers whether none is cut any more: cut minutes never replace whole ones.
    async fn complete_minutes(&mut self, seen: &mut Seen<'_>) -> Result<bool, VisitError> {
        let service = seen.service.as_ref().map(|service| service.items.as_slice()).unwrap_or_default();
        let bodies: HashMap<String, String> =
            service.iter().filter_map(|item| Some((item.item.key.clone()?, item.minutes.clone()?))).collect();
        let mut whole = true;
        for item in &mut seen.page.items {
            let from_service = item.key.as_ref().and_then(|key| bodies.get(key));
            match (item.full_at, from_service) {
                (Some(_), Some(body)) => item.minutes = Some(inline::as_on_the_page(body)),
                (None, Some(body)) if item.minutes.is_none() => item.minutes = Some(inline::as_on_the_page(body)),
                (Some(full_at), None) => {
                    let url = self.source.base.page(&Target::Item(full_at));
                    let page = self.fetch_page(&url, PAGE, None).await?;
                    let full = page.and_then(|page| lists::full_item(&Html::parse_document(&page::text(&page.body))));
                    whole &= full.is_some();
                    item.minutes = full.or(item.minutes.take());
                }
                _ => {}
            }
        }
        seen.whole &= whole;
        Ok(whole)
    }

    /// Restricted papers are recorded as existing and never asked for.
    fn note_restricted(
        &mut self,
        seen: &Seen<'_>,
        meeting: &MeetingFacts,
        listed: &mut BTreeSet<String>,
    ) -> Result<(), VisitError> {
        let restricted = seen.service.as_ref().map(|service| service.restricted.clone()).unwrap_or_default();
        for (attachment, title) in restricted {
            let key = format!("s{attachment}");
            if !listed.insert(key.clone()) {
                continue;
            }
            let facts = DocumentFacts {
                key,
                file_name: title.clone(),
                title: Some(title),
                restricted: true,
                found_on: Some(seen.url.clone()),
                ..self.facts_of(meeting)
            };
            let message = "published as existing, but not for the public".to_owned();
            self.visit.miss(&facts, Absence::Restricted, message)?;
        }
        Ok(())
    }

    /// Asks for a file. Answers whether it could be had.
    pub(super) async fn fetch(&mut self, facts: &DocumentFacts) -> Result<bool, VisitError> {
        let expect = match facts.file_name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()) {
            Some(ending) if ending != "pdf" && ending != "aspx" => Expect::File,
            _ => Expect::Pdf,
        };
        self.visit.fetch_document(&mut self.site, facts, expect).await
    }

    /// Whether a held file of an unchanged page is asked for again: where the server can say in a line that it is as it
    /// was, always within the time of looking back; elsewhere once a week.
    fn is_file_due(&self, on: Option<Date>, known: &Known) -> bool {
        let plan = self.visit.plan;
        let cheap = known.etag.is_some() || known.last_modified.is_some();
        let age = days_since(plan.now, known.checked_at);
        known.hash.is_none() || plan.full || looks_back(plan, on) && (cheap || age >= 7)
    }
}

/// Whether a document was not there when it was last looked for. What is not for the public is never looked for.
fn is_missed(held: &HeldDocument) -> bool {
    held.known.missing_since.is_some() && !held.facts.restricted
}

impl HeldMeeting {
    /// Whether the list of meetings says something that was not so before.
    fn is_contradicted_by(&self, row: &MeetingRow) -> bool {
        let lists = |word: &str| row.published.iter().any(|part| part.to_lowercase().contains(word));
        row.status.is_some() && row.status != self.status
            || lists("agenda") && !self.agenda
            || lists("minutes") && !self.minutes
            || lists("decisions") && !self.decisions
    }
}

/// The items as the page shows them, with the web service's other number; the web service's where the page has none.
fn items(page: &[ItemRow], service: &[service::ServiceItem]) -> Vec<Item> {
    if page.is_empty() {
        return service.iter().map(|item| item.item.clone()).collect();
    }
    let other = |key: &Option<String>| service.iter().find(|item| item.item.key == *key && key.is_some());
    page.iter()
        .map(|row| Item {
            number: row.number.clone(),
            agenda_number: other(&row.key).and_then(|item| item.item.agenda_number.clone()),
            title: row.title.clone(),
            key: row.key.clone(),
        })
        .collect()
}
