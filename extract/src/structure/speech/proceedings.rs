//! What a meeting decided and voted on, told from the blocks of its minutes alone: who speaks plays no part.
//!
//! One walk over the blocks says of each stretch of words whether it is talk, a decision or the record of a vote, and
//! gathers the decisions and votes themselves. Each is known by the place where its words are printed.

use super::decision::Decision;
use super::marks::Mark;
use super::papers::act_of;
use super::resolutions::{opening, opening_inside, soft};
use super::sentences::sentences;
use super::votes::Votes;
use crate::content::Block;
use crate::structure::head::{BlockRole, Head};
use record::{Act, Resolution, Vote};
use std::ops::Range;

/// What a stretch of a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Anything else: discussion, narration, headings.
    Talk,
    /// A decision's words, with what introduces them.
    Decision,
    /// The record of a vote: a line of names or counts, an outcome.
    Record,
}

/// A stretch of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Where it stands in the block's text.
    pub range: Range<usize>,
    /// What it is.
    pub part: Part,
    /// Whether the words of a motion are printed in it: nobody undertakes what is only moved.
    pub moves: bool,
}

/// Where something is printed: the block, and the byte offset in its text. Ordered as the paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// Position of the block.
    pub block: usize,
    /// Byte offset in its text.
    pub byte: usize,
}

/// What was decided and voted on in a component, in order. The field `passage` of each row is not yet known: the place
/// beside it says where its words are.
#[derive(Debug, Default)]
pub struct Proceedings {
    /// For each block, its stretches in order, which together cover it; none for furniture and blank blocks.
    pub pieces: Vec<Vec<Piece>>,
    /// The decisions.
    pub resolutions: Vec<(Place, Resolution)>,
    /// The votes.
    pub votes: Vec<(Place, Vote)>,
}

/// Reads the blocks of a meeting's minutes; `head.roles` and `head.item_of` run parallel to them.
pub fn read(blocks: &[Block], head: &Head) -> Proceedings {
    let is_formal = |text: &str| opening(text).is_some_and(|o| o.formal) || opening_inside(text).is_some();
    let mut reader = Reader {
        head,
        formal: blocks.iter().any(|b| !b.furniture && is_formal(&b.text)),
        item: None,
        decision: None,
        votes: Votes::default(),
        places: Vec::new(),
        found: Proceedings::default(),
    };
    for i in 0..blocks.len() {
        let pieces = reader.block(blocks, i);
        reader.found.pieces.push(pieces);
    }
    reader.end_decision();
    reader.votes.end();
    let placed = |vote: Vote| (reader.places.get(vote.passage).copied().unwrap_or_default(), vote);
    reader.found.votes = reader.votes.found.into_iter().map(placed).collect();
    reader.found
}

/// What is known while the blocks are walked.
struct Reader<'a> {
    head: &'a Head,
    /// Whether the paper prints its decisions in a form of their own.
    formal: bool,
    item: Option<usize>,
    decision: Option<Decision>,
    votes: Votes,
    /// The places that the votes point to.
    places: Vec<Place>,
    found: Proceedings,
}

impl Reader<'_> {
    fn block(&mut self, blocks: &[Block], i: usize) -> Vec<Piece> {
        let block = &blocks[i];
        if block.furniture || block.text.trim().is_empty() {
            return Vec::new();
        }
        let item = self.head.item_of.get(i).copied().flatten();
        let role = self.head.roles.get(i).copied();
        if item != self.item || role == Some(BlockRole::ItemHeading) {
            self.votes.end();
            self.end_decision();
            self.item = item;
        }
        let act = act_of(role, block.form);
        if act == Act::Attendance {
            return whole(block, Part::Talk);
        }
        let at = Place { block: i, byte: 0 };
        if let Some(found) = opening(&block.text) {
            let outer = block.marker.as_deref().and_then(|m| Mark::readings(m).first().copied());
            self.end_decision();
            self.votes.decided(&block.text);
            let mut decision = Decision::new(found.verb, outer);
            decision.take(block, &block.text[found.at..], at, true);
            self.decision = Some(decision);
            return whole(block, Part::Decision);
        }
        if act == Act::Heading {
            if !self.decision.as_ref().is_some_and(Decision::awaits_words) {
                self.end_decision();
            }
            return whole(block, Part::Talk);
        }
        if self.decision.as_mut().is_some_and(|decision| decision.goes_on(blocks, i)) {
            return whole(block, Part::Decision);
        }
        self.end_decision();
        if self.votes.records(&block.text, self.places.len(), self.item) {
            self.places.push(at);
            return whole(block, Part::Record);
        }
        self.talk(block, i)
    }

    /// Reads a block of discussion: motions, votes and decisions in its sentences, or from a verb in capitals on.
    fn talk(&mut self, block: &Block, i: usize) -> Vec<Piece> {
        let inside = opening_inside(&block.text).filter(|(at, _)| *at > 0);
        let end = inside.as_ref().map_or(block.text.len(), |(at, _)| *at);
        let mut pieces: Vec<Piece> = Vec::new();
        for range in sentences(&block.text[..end]) {
            let sentence = block.text[range.clone()].trim();
            let at = Place { block: i, byte: range.start };
            self.votes.sentence(sentence, self.places.len(), self.item);
            self.places.push(at);
            let moves = self.votes.is_gathering();
            let decided = soft(sentence).filter(|_| !self.formal && !sentence.ends_with('?'));
            if let Some(verb) = decided {
                let mut decision = Decision::new(verb, None);
                decision.resolve(sentence.to_owned(), at);
                self.decision = Some(decision);
                self.end_decision();
            }
            let part = if decided.is_some() { Part::Decision } else { Part::Talk };
            match pieces.last_mut() {
                Some(last) if part == Part::Talk && last.part == part && last.moves == moves => {
                    last.range.end = range.end;
                }
                _ => pieces.push(Piece { range, part, moves }),
            }
        }
        if let Some((at, found)) = inside {
            self.end_decision();
            self.votes.decided(&block.text[at..]);
            let mut decision = Decision::new(found.verb, None);
            decision.take(block, &block.text[found.at..], Place { block: i, byte: at }, true);
            self.decision = Some(decision);
            pieces.push(Piece { range: at..block.text.len(), part: Part::Decision, moves: false });
        }
        pieces
    }

    /// The decision is complete: its parts are rows.
    fn end_decision(&mut self) {
        let Some(decision) = self.decision.take() else { return };
        let item = self.item;
        let row = |(i, (place, text)): (usize, (Place, String)), verb: &str| {
            let n = u32::try_from(i + 1).unwrap_or(u32::MAX);
            let (owner, due, why) = (None, None, None);
            (place, Resolution { n, text, verb: verb.to_owned(), item, passage: 0, owner, due, why })
        };
        let verb = decision.verb;
        self.found.resolutions.extend(decision.end().into_iter().enumerate().map(|part| row(part, verb)));
    }
}

/// The block as one stretch.
fn whole(block: &Block, part: Part) -> Vec<Piece> {
    vec![Piece { range: 0..block.text.len(), part, moves: false }]
}
