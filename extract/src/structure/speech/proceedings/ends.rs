//! The ends of decisions and items: what was gathered becomes rows.

use super::super::place::Place;
use super::super::resolutions::Soft;
use super::super::resolved::Resolved;
use super::super::topic::Topic;
use super::{Part, Reader, rows};
use record::ResolutionVerb;

impl Reader<'_> {
    /// What was carried without being resolved in words of its own is decided.
    pub(super) fn take_carried(&mut self) {
        let carried = std::mem::take(&mut self.votes.carried);
        if carried.is_empty() {
            return;
        }
        let resolved = Resolved::last(&self.found.resolutions);
        for motion in carried {
            for &block in &motion.blocks {
                for piece in self.found.pieces.get_mut(block).into_iter().flatten() {
                    if piece.part == Part::Motion {
                        piece.part = Part::Decision;
                    }
                }
            }
            for text in motion.parts() {
                if resolved.says(&text, motion.item) {
                    continue;
                }
                self.told += 1;
                let rule = motion.rule.unwrap_or("mover.none");
                let rows = rows(self.told, &text, ResolutionVerb::Resolved, motion.item, rule);
                self.found.resolutions.extend(rows.map(|row| (motion.words_at, row)));
            }
        }
    }

    /// What was proposed above by its label is accepted: its words are decided, and not the sentence that says so.
    pub(super) fn accept(&mut self, topic: Topic, decided: &Soft, at: Place) {
        for words in topic.words {
            self.told += 1;
            let rows = rows(self.told, &words, decided.verb, self.item, decided.rule);
            self.found.resolutions.extend(rows.map(|row| (at, row)));
        }
    }

    /// The item ends, and with it its decisions and votes.
    pub(super) fn end_item(&mut self, at: Place) {
        self.end_decision();
        self.votes.end(at, self.item);
        self.take_carried();
        let plain = std::mem::take(&mut self.plain);
        let items = self.head.item_of.iter().any(Option::is_some);
        if !self.item_formal && (self.item.is_some() || !items) {
            self.found.resolutions.extend(plain);
        }
        (self.told, self.item_formal, self.broken) = (0, false, None);
        self.votes.above.clear();
        self.votes.lead.clear();
    }

    /// The decision is complete: its parts are rows.
    pub(super) fn end_decision(&mut self) {
        let Some(decision) = self.decision.take() else { return };
        let (verb, rule) = (decision.verb, decision.rule.unwrap_or("decision.none"));
        let parts = decision.end();
        if let Some((_, text)) = parts.first() {
            self.votes.name_last(text);
        }
        for (i, (place, text)) in parts.into_iter().enumerate() {
            let n = u32::try_from(i + 1).unwrap_or(u32::MAX);
            self.found.resolutions.extend(rows(n, &text, verb, self.item, rule).map(|row| (place, row)));
        }
    }
}
