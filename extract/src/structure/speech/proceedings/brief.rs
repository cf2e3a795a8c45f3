//! Decisions that are told briefly: in shorthand, of which the first sentence tells all and the others say nothing more,
//! and in a cell of a row.

use super::super::outcome_column::{Column, says_what};
use super::super::parts::split;
use super::super::place::Place;
use super::super::resolutions::{opening_inside, soft};
use super::super::sentences::sentences;
use super::super::shorthand::Short;
use super::{Decision, Part, Piece, Reader, rows};
use crate::content::Block;
use record::ResolutionVerb;
use std::ops::Range;

impl Reader<'_> {
    /// What a sentence is that such a decision takes up; `None` for others, and where the decision has no words.
    pub(super) fn short(&mut self, shorts: &[Short], range: &Range<usize>, block: usize) -> Option<Part> {
        let over = |short: &&Short| short.told.range.start < range.end && range.start < short.told.range.end;
        let mut any = false;
        for short in shorts.iter().filter(over) {
            let begins = range.contains(&short.told.range.start);
            let at = Place { block, byte: short.told.range.start };
            any |= if begins { self.votes.short(short, at, self.item) } else { self.votes.holds(at) };
        }
        any.then_some(Part::Decision)
    }

    /// Where a row says what was decided, in a table that has a column for it.
    pub(super) fn outcome_cell(&mut self, block: &Block, shorts: &[Short]) -> Option<Range<usize>> {
        if self.is_ticked(block) {
            return Some(0..block.text.len());
        }
        if let Some(column) = Column::of_head(block) {
            self.column = Some(column);
            return None;
        }
        self.column = self.column.take().filter(|column| column.fits(block));
        let cell = self.column.as_ref()?.cell(block)?;
        let other = |short: &Short| short.told.range.start >= cell.start;
        (!shorts.iter().any(other) && says_what(&block.text[cell.clone()])).then_some(cell)
    }

    /// "✔ we do it, ground floor only": a tick before the words, where it does not tick off what was to be done.
    fn is_ticked(&self, block: &Block) -> bool {
        const TICKS: [&str; 4] = ["✔", "✓", "✅", "☑"];
        const LISTS: [&str; 5] = ["action", "todo", "to do", "to-do", "arising"];
        let ticked = block.marker.as_deref().is_some_and(|mark| TICKS.iter().any(|tick| mark.starts_with(tick)));
        let title = self.item.and_then(|item| self.head.items.get(item)).map(|item| item.title.to_lowercase());
        ticked && title.is_some_and(|title| !LISTS.iter().any(|list| title.contains(list)))
    }

    /// Takes what a cell says as decided, sentence by sentence.
    pub(super) fn decide_in(&mut self, block: &Block, cell: Range<usize>, at: Place) -> Vec<Piece> {
        self.end_decision();
        let text = &block.text[cell.clone()];
        let listed = split(text).0;
        let parts: Vec<String> = match listed.len() > 1 {
            true => listed,
            false => sentences(text).into_iter().map(|range| text[range].trim().to_owned()).collect(),
        };
        for part in parts.iter().filter(|part| says_what(part)) {
            self.told += 1;
            let rows = rows(self.told, part, ResolutionVerb::Agreed, self.item, "decision.column");
            self.found.resolutions.extend(rows.map(|row| (Place { byte: cell.start, ..at }, row)));
        }
        let piece = |range: Range<usize>, part| Piece { range, part, moves: false };
        let pieces = [
            piece(0..cell.start, Part::Talk),
            piece(cell.clone(), Part::Decision),
            piece(cell.end..block.text.len(), Part::Talk),
        ];
        pieces.into_iter().filter(|piece| !piece.range.is_empty()).collect()
    }

    /// Whether a block among those present goes on with a list of decisions, or says itself that something was decided.
    pub(super) fn decides(&self, text: &str) -> bool {
        const PLAIN: [&str; 4] = ["it-was", "body-decided", "voted", "by-vote-the-body"];
        self.decision.as_ref().is_some_and(Decision::is_listed)
            || soft(text).is_some_and(|s| PLAIN.iter().any(|rule| s.rule.ends_with(rule)))
            || opening_inside(text).is_some_and(|(_, opening)| opening.formal || opening.is_list())
    }
}
