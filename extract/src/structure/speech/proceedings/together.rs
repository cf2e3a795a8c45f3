//! What is decided together, in one vote: where a consent agenda begins and ends, and its entries.

use super::super::clauses::is_page_number;
use super::super::consent::{Together, ends, is_bill, is_entry, names_it};
use super::super::decision::Decision;
use super::super::marks::Mark;
use super::super::movers::find_movers;
use super::super::place::Place;
use super::super::topic::says_who_alone;
use super::Reader;
use crate::content::Block;
use crate::structure::head::BlockRole;
use record::{Act, Form, ResolutionVerb};

impl Reader<'_> {
    /// Notes whether what stands in and below the block is decided together.
    pub(super) fn note_consent(&mut self, blocks: &[Block], i: usize, act: Act) {
        let text = &blocks[i].text;
        let heading = act == Act::Heading;
        let named = names_it(text);
        if !named && !self.together.open {
            return;
        }
        let movers = find_movers(text);
        let moved = movers.mover.is_some() && (movers.seconder.is_some() || movers.firm);
        if named && (moved || heading || self.votes.is_gathering()) {
            let mark = if heading { self.mark_of(blocks, i) } else { std::mem::take(&mut self.together.mark) };
            self.together = Together { open: true, moved, mark, last: None };
            return;
        }
        let other = moved && !says_who_alone(text, &movers);
        let next = |mark: &Mark| self.together.mark.iter().any(|own| mark.follows(*own));
        let ended = heading && (ends(text) || self.mark_of(blocks, i).iter().any(next));
        self.together.open = !other && !ended;
        self.together.moved |= moved;
    }

    /// The number of a heading.
    fn mark_of(&self, blocks: &[Block], i: usize) -> Vec<Mark> {
        let item = self.item.and_then(|item| self.head.items.get(item)).and_then(|item| item.number.as_deref());
        let own = item.filter(|_| self.head.roles.get(i) == Some(&BlockRole::ItemHeading));
        let first = || blocks[i].text.split_whitespace().next().filter(|word| word.ends_with(['.', ')']));
        let mark = own.or(blocks[i].marker.as_deref()).or_else(first);
        mark.map(Mark::readings).unwrap_or_default().into_iter().filter(|mark| *mark != Mark::Bullet).collect()
    }

    /// Whether the block is a motion that was agreed with others, without a mover of its own.
    pub(super) fn consents(&self, blocks: &[Block], i: usize, act: Act) -> bool {
        if !self.together.open || self.votes.awaits() {
            return false;
        }
        let entry = is_entry(&blocks[i].text) && (self.together.moved || is_bill(&blocks[i].text));
        if act == Act::Heading {
            return entry && self.is_listed(blocks, i);
        }
        let text = blocks[i].text.trim_start_matches(['“', '"', ' ']);
        let proposed = ["That ", "THAT "].iter().find_map(|begins| text.strip_prefix(begins));
        // "That was all." states something.
        let states = |rest: &str| ["was ", "were ", "is ", "has "].iter().any(|verb| rest.starts_with(verb));
        entry || proposed.is_some_and(|rest| !states(rest))
    }

    /// Whether a heading that reads as an entry stands among others: one with words of its own below it is none.
    fn is_listed(&self, blocks: &[Block], i: usize) -> bool {
        let printed = |block: &&Block| !block.furniture && !block.text.trim().is_empty();
        let printed = |block: &&Block| printed(block) && !is_page_number(&block.text);
        let above = blocks[..i].iter().rev().find(printed);
        let below = blocks[i + 1..].iter().find(printed);
        let entry = |block: &Block| is_entry(&block.text) || block.marker.is_some() && block.form != Form::Heading;
        let behind = self.together.last.is_some() && above.is_some_and(|block| is_entry(&block.text));
        let words = below.is_some_and(|block| ["That ", "THAT "].iter().any(|begins| block.text.starts_with(begins)));
        !words && (below.is_none_or(entry) || behind)
    }

    /// Takes such a motion.
    pub(super) fn consented(&mut self, block: &Block, at: Place) {
        let mut decision = Decision::new(ResolutionVerb::Resolved, None);
        decision.rule = Some("decision.consent");
        self.together.last = Some(at.block);
        self.votes.told(&block.text, at);
        decision.take(block, &block.text, at, true);
        self.decision = Some(decision);
    }
}
