//! The files of a meeting: printed ones, reports and their annexes, supplements, Welsh editions, and packs.
//!
//! A pack is the agenda and all public reports in one file, often behind a page that offers it. It is asked for only where
//! its parts are not held already: packs are by far the largest files of a council.

use super::address::{Target, english};
use super::lists::{self, FileLink};
use super::meeting_page::Chooser;
use super::seen::Seen;
use super::{Crawl, PAGE};
use crate::sink::HeldDocument;
use crate::source::page;
use crate::source::visit::VisitError;
use record::{DocumentFacts, Kind, MeetingFacts, MinutesState};
use scraper::Html;
use std::collections::BTreeSet;

/// Whether a key is that of a pack of everything.
pub(super) fn is_pack(key: &str) -> bool {
    english(key).unwrap_or(key).ends_with(":T10")
}

impl Crawl<'_, '_, '_> {
    /// Every file of the meeting with the item that it belongs to, the most telling first; packs behind a chooser are
    /// left to [`Self::packs`].
    pub(super) async fn files(&mut self, seen: &mut Seen<'_>) -> Result<Vec<(FileLink, Option<String>)>, VisitError> {
        let mut links: Vec<(FileLink, Option<String>)> =
            seen.page.files.iter().map(|link| (link.clone(), None)).collect();
        for item in &seen.page.items {
            links.extend(item.files.iter().map(|link| (link.clone(), item.key.clone())));
        }
        for chooser in seen.page.choosers.clone().into_iter().filter(|chooser| chooser.supplement.is_some()) {
            for mut link in self.choose(seen, &chooser).await? {
                link.title = chooser.title.clone();
                links.push((link, None));
            }
        }
        let keys: BTreeSet<String> = links.iter().map(|(link, _)| link.key.clone()).collect();
        for (link, _) in &mut links {
            // A Welsh edition without an English one is the document itself.
            if let Some(english) = english(&link.key).filter(|english| !keys.contains(*english)) {
                link.key = english.to_owned();
            }
        }
        links.sort_by_key(|(link, _)| value(&link.key));
        Ok(links)
    }

    /// Asks for a file that the meeting lists, once.
    pub(super) async fn fetch_listed(
        &mut self,
        seen: &mut Seen<'_>,
        meeting: &MeetingFacts,
        (link, item): (FileLink, Option<String>),
        listed: &mut BTreeSet<String>,
    ) -> Result<(), VisitError> {
        let mut facts = self.document_facts(seen, meeting, &link, item);
        facts.key = self.visit.own_paper_key(meeting, &facts.key)?;
        if listed.insert(facts.key.clone()) {
            seen.whole &= self.fetch(&facts).await?;
            let sink = &mut self.visit.sink;
            let known = sink.known_document(&facts.scope, &facts.key)?;
            let is_held = known.is_some_and(|known| known.hash.is_some() && known.missing_since.is_none());
            if is_held || sink.is_taken_down(&facts.scope, &facts.key)? {
                seen.had.insert(link.key);
            }
        }
        Ok(())
    }

    fn document_facts(
        &self,
        seen: &Seen<'_>,
        meeting: &MeetingFacts,
        link: &FileLink,
        item_key: Option<String>,
    ) -> DocumentFacts {
        let (kind, state) = told_by(&link.key, &link.title, &seen.page.state);
        DocumentFacts {
            key: link.key.clone(),
            url: Some(link.url.to_string()),
            file_name: link.file_name.clone(),
            title: Some(link.title.clone()),
            kind,
            state,
            item_key,
            found_on: Some(seen.url.clone()),
            variant_of: english(&link.key).map(str::to_owned),
            ..self.facts_of(meeting)
        }
    }

    /// The packs to ask for: none where every item of the meeting has files of its own that are held and the agenda is
    /// held too, unless a pack was held before (then it stays current).
    pub(super) async fn packs(
        &mut self,
        seen: &mut Seen<'_>,
        linked: Vec<(FileLink, Option<String>)>,
        held: &[HeldDocument],
    ) -> Result<Vec<FileLink>, VisitError> {
        let choosers: Vec<Chooser> =
            seen.page.choosers.iter().filter(|chooser| chooser.supplement.is_none()).cloned().collect();
        if linked.is_empty() && choosers.is_empty() {
            return Ok(Vec::new());
        }
        let had_before = held.iter().any(|held| is_pack(&held.facts.key) && held.known.hash.is_some());
        if is_covered(seen) && !had_before {
            self.visit.report.packs_left += 1;
            return Ok(Vec::new());
        }
        let mut packs: Vec<FileLink> = linked.into_iter().map(|(link, _)| link).collect();
        for chooser in choosers {
            packs.extend(self.choose(seen, &chooser).await?);
        }
        Ok(packs)
    }

    /// The files that a chooser offers.
    pub(super) async fn choose(&mut self, seen: &mut Seen<'_>, chooser: &Chooser) -> Result<Vec<FileLink>, VisitError> {
        let url = self.source.base.page(&Target::Chooser(chooser.agenda, chooser.supplement));
        let Some(page) = self.fetch_page(&url, PAGE, None).await? else {
            seen.whole = false;
            return Ok(Vec::new());
        };
        Ok(lists::files(&Html::parse_document(&page::text(&page.body)), &page.url))
    }
}

/// Whether all that a pack can hold is held: the front sheet, and for every numbered item a file of its own. An item
/// without a file may be a verbal report or one that was only ever published in the pack: the pack is asked for.
fn is_covered(seen: &Seen<'_>) -> bool {
    let mut numbered = seen.page.items.iter().filter(|item| item.number.is_some()).peekable();
    let has_front_sheet = seen.had.iter().any(|key| key.ends_with(":T0"));
    has_front_sheet
        && numbered.peek().is_some()
        && numbered.all(|item| !item.files.is_empty())
        && seen.page.items.iter().flat_map(|item| &item.files).all(|link| seen.had.contains(&link.key))
}

/// Printed minutes first, front sheets last.
fn value(key: &str) -> u8 {
    let key = english(key).unwrap_or(key);
    match key.as_bytes().first() {
        Some(b'g') if key.ends_with(":T1") => 0,
        Some(b's') => 1,
        Some(b'b') => 2,
        _ => 3,
    }
}

/// The kind that the code of a generated file or its label tells.
fn told_by(key: &str, title: &str, page_state: &str) -> (Option<Kind>, Option<MinutesState>) {
    let lower = format!("{} {}", title.to_lowercase(), page_state.to_lowercase());
    match english(key).unwrap_or(key).rsplit_once(":T").map(|(_, code)| code) {
        Some("0" | "10") => (Some(Kind::Agenda), None),
        Some("1" | "11") => (Some(Kind::Minutes), lower.contains("draft minutes").then_some(MinutesState::Draft)),
        Some("2") => (Some(Kind::Decision), None),
        _ => (None, None),
    }
}
