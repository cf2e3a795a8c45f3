//! A decision whose parts are being gathered, block by block.

use super::marks::Mark;
use super::parts::{leading_mark, split};
use super::place::Place;
use super::resolutions::{begins_words, introduces_list};
use crate::content::Block;
use record::{Form, ResolutionVerb};

patterns! {
    /// A clause that says what is done to the payments listed below it.
    WHOLE = r"\b(?:payments?|cheques?|accounts?|invoices?|schedules?)\b[^:]{0,60}\b(?:be|are|is|were|was) (?:\w+ly )?\w+(?:ed|id|de)\b";
    /// How it was decided, not what: "following a show of hands", "on a vote".
    HOW = r"(?i)^(?:following|after|by|on|upon)\s+(?:a|an|the)\s+(?:show of hands|roll[ -]?call(?: vote)?|vote|discussion|ballot|poll|majority|debate)\W*$";
}

/// A decision whose parts may still be coming.
#[derive(Debug)]
pub struct Decision {
    /// `resolved`, `recommended`, `agreed` or `noted`.
    pub verb: ResolutionVerb,
    /// The rule that found it.
    pub rule: Option<&'static str>,
    /// Parts so far.
    parts: Vec<(Place, String)>,
    /// The marker of the block that opened it: an entry of the same list ends it.
    outer: Option<Mark>,
    /// The marker of the last part.
    last: Option<Mark>,
    /// Whether the words so far ask for more: nothing yet, or a colon.
    open: bool,
    /// The words before the parts: a part themselves where no other follows.
    lead: Option<(Place, String)>,
    /// How many blocks were added to a quotation that was not closed.
    joined: usize,
}

/// Most blocks that a quotation goes over.
const MOST_JOINED: usize = 20;

/// Most rows of a table of what was decided together.
const MOST_ROWS: usize = 200;

/// Most paragraphs that a section of decisions has.
const MOST_PARTS: usize = 20;

impl Decision {
    /// A decision without words yet; `outer` is the marker of its block.
    pub fn new(verb: ResolutionVerb, outer: Option<Mark>) -> Self {
        Self { verb, rule: None, parts: Vec::new(), outer, last: None, open: true, lead: None, joined: 0 }
    }

    /// Whether it is a section of its own, in which each paragraph is a part until a heading ends it.
    fn is_section(&self) -> bool {
        self.rule == Some("decision.conclusion")
    }

    /// Whether its words introduce the list that follows, whatever else that may look like.
    pub fn is_listed(&self) -> bool {
        self.rule.is_some_and(introduces_list)
    }

    /// Whether only what introduces its words was read.
    pub fn awaits_words(&self) -> bool {
        self.open && self.parts.is_empty()
    }

    /// Its parts; where only its first words were found, they are it.
    pub fn end(mut self) -> Vec<(Place, String)> {
        if self.parts.is_empty() {
            self.parts.extend(self.lead);
        }
        self.parts
    }

    /// Notes one part.
    pub fn resolve(&mut self, text: String, at: Place) {
        self.parts.push((at, text));
    }

    /// Whether the block at `i` goes on with the decision, and if so takes it.
    pub fn goes_on(&mut self, blocks: &[Block], i: usize) -> bool {
        let block = &blocks[i];
        let text = block.text.trim();
        let marks = block.marker.as_deref().map(Mark::readings).unwrap_or_default();
        let outer = self.outer.is_some_and(|o| marks.iter().any(|m| m.same_list(o) && *m != Mark::Bullet));
        let next = marks.iter().copied().find(|m| self.last.is_some_and(|l| m.follows(l)));
        let inline = leading_mark(text);
        if !outer && self.is_cut() {
            self.join(block, text);
            return true;
        }
        let part = match (self.parts.is_empty(), marks.first()) {
            _ if outer => false,
            (true, Some(_)) => true,
            (true, None) => inline.is_some() || self.open && (!self.is_whole() || begins_words(text)),
            (false, Some(mark)) => {
                next.is_some()
                    || self.open
                    || begins_part(text)
                    || (self.last == Some(Mark::Bullet) && *mark == Mark::Bullet)
            }
            (false, None) if self.is_section() && self.parts.len() < MOST_PARTS => !is_said(text),
            (false, None) if self.is_listed() && block.form == Form::TableRow => self.parts.len() < MOST_ROWS,
            (false, None) => begins_part(text) || inline.is_some_and(|m| self.last.is_some_and(|l| m.follows(l))),
        };
        // A short line between the parts heads those that follow it.
        let heads = !self.parts.is_empty()
            && !outer
            && marks.is_empty()
            && text.split_whitespace().count() <= 12
            && !text.ends_with('.')
            && blocks[i + 1..]
                .iter()
                .find(|b| !b.furniture)
                .and_then(|b| b.marker.as_deref())
                .is_some_and(|m| Mark::readings(m).iter().any(|m| self.last.is_some_and(|l| m.follows(l))));
        if !part && !heads {
            return false;
        }
        let heads = heads && !part
            || (marks.is_empty() && inline.is_none() && (text.ends_with(':') || heads_first_part(blocks, i)));
        if !heads {
            self.last = next.or(marks.first().copied());
            let text =
                if self.is_listed() && block.form == Form::TableRow { without_number(text) } else { &block.text };
            self.take(block, text, Place { block: i, byte: 0 }, false);
        }
        true
    }

    /// Whether the words so far say by themselves what was decided: "that the payments below be made:".
    fn is_whole(&self) -> bool {
        self.lead.as_ref().is_some_and(|(_, lead)| WHOLE.is_match(lead))
    }

    /// Whether the last part is plainly not at its end: a quotation that it opens is not closed.
    fn is_cut(&self) -> bool {
        let Some((_, last)) = self.parts.last().filter(|_| self.joined < MOST_JOINED) else { return false };
        let quoted = last.starts_with(['“', '"']) && self.parts.len() == 1;
        quoted && !last.chars().skip(1).any(|c| matches!(c, '”' | '"'))
    }

    /// Adds a block to the last part, with the mark that it has in its list.
    fn join(&mut self, block: &Block, text: &str) {
        let Some((_, last)) = self.parts.last_mut() else { return };
        self.joined += 1;
        let marker = block.marker.as_deref().map_or(String::new(), |marker| format!("{marker} "));
        last.push_str(&format!(" {marker}{text}"));
    }

    /// Takes the parts that `words`, printed in this block, hold; `opens` where they stand after the verb.
    pub fn take(&mut self, block: &Block, words: &str, at: Place, opens: bool) {
        let trimmed = words.trim();
        let plain = trimmed.trim_end_matches([':', '-', '–', ' ']);
        let bare = matches!(plain.to_lowercase().as_str(), "" | "." | "that" | "to") || HOW.is_match(plain);
        let leads = trimmed.ends_with(':') && (opens || block.marker.is_none());
        if bare || (leads && leading_mark(trimmed).is_none()) {
            self.open = true;
            if !bare && self.parts.is_empty() {
                self.lead = Some((at, plain.to_owned()));
            }
            return;
        }
        // The number of the first part stands beside the block; those of parts run into it stand inside.
        let marker = block.marker.as_deref().filter(|_| !opens);
        let (parts, last) = split(&marker.map_or_else(|| trimmed.to_owned(), |m| format!("{m} {trimmed}")));
        self.open = trimmed.ends_with([':', ';', ',']) || trimmed.ends_with(" and");
        self.last = last.or(self.last);
        let words =
            |part: &String| part.split_whitespace().any(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 2);
        self.parts.extend(parts.into_iter().filter(words).map(|part| (at, part)));
    }
}

/// A row of a list of what was decided, without the cell of its number: "B281-15 | Approving the plan".
fn without_number(row: &str) -> &str {
    match row.split_once('\t') {
        Some((number, rest)) if number.len() <= 14 && number.contains(|c: char| c.is_ascii_digit()) => rest.trim(),
        _ => row,
    }
}

/// "AW: Nowhere near that.": somebody speaks.
fn is_said(text: &str) -> bool {
    let label = text.split_once(':').map_or("", |(label, _)| label);
    !label.is_empty() && label.split(' ').count() <= 3 && label.split(' ').all(|w| w.starts_with(char::is_uppercase))
}

/// "That ...", "To ...", "and that ...": a part whose number was lost.
fn begins_part(text: &str) -> bool {
    ["That ", "that ", "THAT ", "and that ", "To "].iter().any(|start| text.starts_with(start))
}

/// Whether a short line without a stop heads the first part of a decision.
fn heads_first_part(blocks: &[Block], i: usize) -> bool {
    let text = blocks[i].text.trim();
    let next = blocks[i + 1..].iter().find(|b| !b.furniture).and_then(|b| b.marker.as_deref());
    let first = next.is_some_and(|m| {
        Mark::readings(m).iter().any(|m| matches!(m, Mark::Number(_, 1) | Mark::Letter(_, 1) | Mark::Roman(_, 1)))
    });
    first && text.split_whitespace().count() <= 10 && !text.ends_with(['.', ';']) && !begins_part(text)
}
