//! Minutes: passages split where the speaker changes, and the decisions between them.

use super::commitments::Ledger;
use super::owner::charged;
use super::papers::act_of;
use super::resolutions::{Mark, Opening, decided, opening, opening_inside, soft, split};
use super::roster::Roster;
use super::tracker::Columns;
use super::turns::{Said, Turns};
use super::votes::Votes;
use super::written::{self, Written};
use super::{Spoken, due};
use crate::content::Block;
use crate::context::Context;
use crate::structure::head::{BlockRole, Head};
use record::{Act, Attribution, Form, Grade, Passage, Resolution};
use std::ops::Range;

patterns! {
    /// "John Elm (Head of Finance) and Ms Oak were in attendance for this item".
    ATTENDS = r"(?i)^[^.;:]{3,400}?\b(?:was|were|is|are)\s+(?:also\s+)?(?:in\s+(?:virtual\s+)?attendance|present)\s+for\s+(?:this|the)\s+(?:agenda\s+)?(?:item|discussion)\.?$";
}

/// Reads the minutes of one meeting.
pub fn read(blocks: &[Block], head: &Head, context: &Context) -> Spoken {
    let mut roster = Roster::of(&head.attendance, &context.roll, head.meeting_on);
    let is_formal = |text: &str| opening(text).is_some_and(|o| o.formal) || opening_inside(text).is_some();
    let formal = blocks.iter().any(|b| !b.furniture && is_formal(&b.text));
    let mut reader = Reader {
        head,
        formal,
        turns: Turns::new(&mut roster),
        spoken: Spoken::default(),
        item: None,
        decision: None,
        lists: Vec::new(),
        votes: Votes::default(),
        ledger: Ledger::default(),
        columns: None,
    };
    let mut i = 0;
    while i < blocks.len() {
        i += reader.block(blocks, i);
    }
    reader.end_decision();
    reader.votes.end();
    reader.votes.identify(reader.turns.roster);
    reader.spoken.votes = reader.votes.found;
    reader.ledger.settle();
    reader.spoken.commitments = reader.ledger.found;
    reader.spoken
}

/// A decision whose parts may still be coming.
#[derive(Debug)]
struct Decision {
    verb: &'static str,
    /// Parts so far.
    n: u32,
    /// The marker of the block that opened it: an entry of the same list ends it.
    outer: Option<Mark>,
    /// The marker of the last part.
    last: Option<Mark>,
    /// Whether the words so far ask for more: nothing yet, or a colon.
    open: bool,
    /// The words before the parts, and their passage: a part themselves where no other follows.
    lead: Option<(String, usize)>,
}

/// What is known while minutes are being read.
struct Reader<'a> {
    head: &'a Head,
    /// Whether the paper prints its decisions in a form of their own.
    formal: bool,
    turns: Turns<'a>,
    spoken: Spoken,
    item: Option<usize>,
    decision: Option<Decision>,
    /// Markers of the lists that nobody in particular says, the innermost last.
    lists: Vec<Option<Mark>>,
    votes: Votes,
    ledger: Ledger,
    /// The table of actions that is being read.
    columns: Option<Columns>,
}

impl Reader<'_> {
    /// Reads the block at `i` and says how many blocks that took.
    fn block(&mut self, blocks: &[Block], i: usize) -> usize {
        let block = &blocks[i];
        if block.furniture || block.text.trim().is_empty() {
            self.spoken.passage_of.push(None);
            return 1;
        }
        self.spoken.passage_of.push(Some(self.spoken.passages.len()));
        let item = self.head.item_of.get(i).copied().flatten();
        let role = self.head.roles.get(i).copied();
        if item != self.item || role == Some(BlockRole::ItemHeading) {
            self.begin_item(item);
        }
        if role == Some(BlockRole::ItemHeading)
            && let Some(taken) = self.empty_item(blocks, i)
        {
            return taken;
        }
        match act_of(role, block.form) {
            Act::Attendance => self.push(block, block.text.clone(), Act::Attendance, Attribution::none()),
            act => self.body(blocks, i, act == Act::Heading),
        }
        1
    }

    fn begin_item(&mut self, item: Option<usize>) {
        self.turns.begin_item();
        self.votes.end();
        self.end_decision();
        self.item = item;
        self.lists.clear();
    }

    /// "PUBLIC QUESTIONS / No questions were received.": an item of which only that it was empty is recorded is one
    /// passage, as it is one statement.
    fn empty_item(&mut self, blocks: &[Block], i: usize) -> Option<usize> {
        let same = |k: usize| self.head.item_of.get(k).copied().flatten() == self.item;
        let heading = |k: usize| self.head.roles.get(k) == Some(&BlockRole::ItemHeading);
        let end = (i + 1..blocks.len()).find(|&k| !same(k) || heading(k)).unwrap_or(blocks.len());
        let mut bodies = (i + 1..end).filter(|&k| !blocks[k].furniture && !blocks[k].text.trim().is_empty());
        let body = bodies.next().filter(|_| bodies.next().is_none())?;
        let text = blocks[body].text.trim();
        let empty = ["No ", "None", "There were no", "Nil", "Not applicable", "There was no"]
            .iter()
            .any(|s| text.starts_with(s));
        if !empty || text.split_whitespace().count() > 14 || super::sentences::sentences(text).len() > 1 {
            return None;
        }
        let at = self.spoken.passages.len();
        self.spoken.passage_of.extend((i + 1..=body).map(|k| (k == body).then_some(at)));
        let joined = format!("{} {text}", blocks[i].text.trim());
        let mut block = blocks[i].clone();
        (block.last_page, block.form) = (blocks[body].last_page, Form::Paragraph);
        self.push(&block, joined, Act::Narration, Attribution::none());
        Some(body - i + 1)
    }

    fn push(&mut self, block: &Block, text: String, act: Act, attribution: Attribution) {
        let (page, last_page, form, item) = (block.page, block.last_page, block.form, self.item);
        self.spoken.passages.push(Passage { text, page, last_page, form, act, attribution, item });
    }

    fn body(&mut self, blocks: &[Block], i: usize, heading: bool) {
        let block = &blocks[i];
        let marks = block.marker.as_deref().map(Mark::readings).unwrap_or_default();
        if let Some(found) = opening(&block.text) {
            return self.open(block, found, marks.first().copied());
        }
        if !heading && self.goes_on_deciding(blocks, i, &marks) {
            return;
        }
        if heading {
            if !self.decision.as_ref().is_some_and(|d| d.open && d.n == 0) {
                self.end_decision();
            }
            self.turns.end_turn();
            return self.push(block, block.text.clone(), Act::Heading, Attribution::none());
        }
        self.end_decision();
        if self.votes.records(&block.text, self.spoken.passages.len(), self.item) {
            return self.push(block, block.text.clone(), Act::Narration, Attribution::none());
        }
        if let Some(found) = written::read(&block.text, self.turns.roster) {
            return self.written(block, found);
        }
        if self.tracked(block) {
            return;
        }
        if ATTENDS.is_match(&block.text) {
            self.turns.end_turn();
            return self.push(block, block.text.clone(), Act::Attendance, Attribution::none());
        }
        if !marks.contains(&Mark::Bullet) && heads_section(blocks, i) {
            self.turns.end_turn();
            return self.push(block, block.text.clone(), Act::Heading, Attribution::none());
        }
        self.enter_list(block, &marks);
        self.discussion(block);
        self.note_list(block, &marks);
    }

    /// "Question 4 by A to B", "Answer", "Q:".
    fn written(&mut self, block: &Block, found: Written) {
        let attribution = match found {
            Written::Question { asker, answerer } => self.turns.put_in_writing(asker.as_deref(), answerer.as_deref()),
            Written::Answer => {
                self.turns.answer();
                None
            }
            Written::Unsigned => {
                self.turns.question();
                None
            }
        };
        if block.text.split_whitespace().count() > 40 {
            self.discussion(block);
        } else {
            self.push(block, block.text.clone(), Act::Heading, attribution.unwrap_or_else(Attribution::none));
        }
    }

    /// Whether the block is a row of a table of actions, which it then takes.
    fn tracked(&mut self, block: &Block) -> bool {
        if block.form != Form::TableRow {
            self.columns = None;
            return false;
        }
        // Whoever speaks in one row does not go on in the next.
        self.turns.end_turn();
        let at = (self.item, self.spoken.passages.len());
        let found = self.columns.and_then(|c| c.row(block.marker.as_deref(), &block.text, at, self.head.meeting_on));
        self.columns = self.columns.or_else(|| Columns::of(&block.text));
        let Some(mut row) = found else { return false };
        if let Some(owner) = &mut row.owner {
            let known = owner.as_printed.as_deref().and_then(|printed| charged(printed, &mut self.turns));
            *owner = known.unwrap_or_else(|| owner.clone());
        }
        self.ledger.found.push(row);
        self.push(block, block.text.clone(), Act::Commitment, Attribution::none());
        true
    }

    /// A decision begins.
    fn open(&mut self, block: &Block, found: Opening, outer: Option<Mark>) {
        self.turns.end_turn();
        self.lists.clear();
        self.end_decision();
        self.votes.decided(&block.text);
        self.decision = Some(Decision { verb: found.verb, n: 0, outer, last: None, open: true, lead: None });
        self.decide(block, &block.text[found.at..], block.text.clone(), true);
    }

    /// Whether the block goes on with the decision before it, and if so takes it.
    fn goes_on_deciding(&mut self, blocks: &[Block], i: usize, marks: &[Mark]) -> bool {
        let Some(decision) = &mut self.decision else { return false };
        let block = &blocks[i];
        let text = block.text.trim();
        let outer = decision.outer.is_some_and(|o| marks.iter().any(|m| m.same_list(o) && *m != Mark::Bullet));
        let next = marks.iter().copied().find(|m| decision.last.is_some_and(|l| m.follows(l)));
        let inline = super::resolutions::leading_mark(text);
        let part = match (decision.n, marks.first()) {
            _ if outer => false,
            (0, Some(_)) => true,
            (0, None) => inline.is_some() || decision.open,
            (_, Some(mark)) => {
                next.is_some()
                    || decision.open
                    || begins_part(text)
                    || (decision.last == Some(Mark::Bullet) && *mark == Mark::Bullet)
            }
            (_, None) => begins_part(text) || inline.is_some_and(|m| decision.last.is_some_and(|l| m.follows(l))),
        };
        let last = decision.last;
        // A short line between the parts heads those that follow it.
        let heads = decision.n > 0
            && !outer
            && marks.is_empty()
            && text.split_whitespace().count() <= 12
            && !text.ends_with('.')
            && blocks[i + 1..]
                .iter()
                .find(|b| !b.furniture)
                .and_then(|b| b.marker.as_deref())
                .is_some_and(|m| Mark::readings(m).iter().any(|m| last.is_some_and(|l| m.follows(l))));
        if !part && !heads {
            return false;
        }
        if heads && !part
            || (marks.is_empty() && inline.is_none() && (text.ends_with(':') || heads_first_part(blocks, i)))
        {
            self.push(block, block.text.clone(), Act::Resolution, Attribution::none());
            return true;
        }
        if let Some(decision) = &mut self.decision {
            decision.last = next.or(marks.first().copied());
        }
        self.decide(block, &block.text, block.text.clone(), false);
        true
    }

    /// Takes the parts that `words`, printed in this block, hold.
    fn decide(&mut self, block: &Block, words: &str, passage: String, opens: bool) {
        let at = self.spoken.passages.len();
        self.push(block, passage, Act::Resolution, Attribution::none());
        let Some(decision) = &mut self.decision else { return };
        let trimmed = words.trim();
        let plain = trimmed.trim_end_matches([':', '-', '–', ' ']);
        let bare = matches!(plain.to_lowercase().as_str(), "" | "that" | "to");
        let leads = trimmed.ends_with(':') && (opens || block.marker.is_none());
        if bare || (leads && super::resolutions::leading_mark(trimmed).is_none()) {
            decision.open = true;
            if !bare && decision.n == 0 {
                decision.lead = Some((plain.to_owned(), at));
            }
            return;
        }
        // The number of the first part stands beside the block; those of parts run into it stand inside.
        let marker = block.marker.as_deref().filter(|_| !opens);
        let (parts, last) = split(&marker.map_or_else(|| trimmed.to_owned(), |m| format!("{m} {trimmed}")));
        decision.open = trimmed.ends_with([':', ';', ',']) || trimmed.ends_with(" and");
        decision.last = last.or(decision.last);
        for text in parts {
            self.resolve(text, at);
        }
    }

    /// Notes one part of the decision.
    fn resolve(&mut self, text: String, passage: usize) {
        let (n, verb) = match &mut self.decision {
            Some(decision) => {
                decision.n += 1;
                (decision.n, decision.verb)
            }
            None => (1, soft(&text).unwrap_or("agreed")),
        };
        let owner = charged(decided(&text), &mut self.turns);
        let due = due::find(&text, self.head.meeting_on);
        let resolution = Resolution { n, text, verb: verb.into(), item: self.item, passage, owner, due, why: None };
        self.ledger.resolved(&resolution);
        self.spoken.resolutions.push(resolution);
    }

    /// The decision is complete; where only its first words were found, they are it.
    fn end_decision(&mut self) {
        let lead = self.decision.as_mut().and_then(|d| d.lead.take().filter(|_| d.n == 0));
        if let Some((text, passage)) = lead {
            self.resolve(text, passage);
        }
        self.decision = None;
    }

    /// A list that nobody in particular says is entered, gone on with, or left.
    fn enter_list(&mut self, block: &Block, marks: &[Mark]) {
        self.turns.go_on_listing(marks, !marks.is_empty() || block.form == Form::ListEntry);
        if marks.is_empty() && block.form != Form::ListEntry {
            self.lists.clear();
        }
        while self.lists.last().is_some_and(|outer| outer.is_some_and(|o| marks.iter().any(|m| m.same_list(o)))) {
            self.lists.pop();
        }
        let bullet = marks.first() == Some(&Mark::Bullet) && self.lists.is_empty() && !self.turns.is_listing();
        if !self.lists.is_empty() || bullet {
            self.turns.end_turn();
        }
    }

    /// "Further to questions it was noted:" opens a list each entry of which may be somebody else's.
    fn note_list(&mut self, block: &Block, marks: &[Mark]) {
        let opens = block.text.trim_end().ends_with(':');
        if opens && !self.turns.is_held() {
            self.lists.push(marks.first().copied());
        }
        if opens {
            self.turns.begin_list(marks.first().copied());
        }
    }

    /// Splits a block where the speaker or what they do changes.
    fn discussion(&mut self, block: &Block) {
        if let Some((at, found)) = opening_inside(&block.text).filter(|(at, _)| *at > 0) {
            let before = block.text[..at].trim_end();
            if !before.is_empty() {
                self.talk(block, before);
            }
            self.turns.end_turn();
            self.end_decision();
            self.votes.decided(&block.text[at..]);
            self.decision = Some(Decision { verb: found.verb, n: 0, outer: None, last: None, open: true, lead: None });
            let passage = self.spoken.passages.len();
            self.decide(block, &block.text[found.at..], block.text[at..].to_owned(), true);
            if let Some(decision) = self.spoken.passages.get_mut(passage) {
                decision.page = block.page_at(at);
            }
            return;
        }
        self.talk(block, &block.text);
    }

    fn talk(&mut self, block: &Block, text: &str) {
        let mut said = self.turns.read(text);
        if !self.formal {
            for one in &mut said {
                if soft(text[one.range.clone()].trim()).is_some() && one.act != Act::Question {
                    (one.act, one.attribution, one.speaker) = (Act::Resolution, Attribution::none(), None);
                    self.turns.end_turn();
                }
            }
        }
        let mut runs: Vec<Said> = Vec::new();
        let mut starts: Vec<Range<usize>> = Vec::new();
        for (i, next) in said.iter().enumerate() {
            match runs.last_mut() {
                Some(run) if goes_with(run, next) => {
                    run.range.end = next.range.end;
                    if next.attribution.grade < run.attribution.grade {
                        run.attribution = next.attribution.clone();
                    }
                    if let Some(range) = starts.last_mut() {
                        range.end = i + 1;
                    }
                }
                _ => {
                    runs.push(next.clone());
                    starts.push(i..i + 1);
                }
            }
        }
        for (run, sentences) in runs.into_iter().zip(starts) {
            let passage = text[run.range.clone()].trim();
            if passage.is_empty() {
                continue;
            }
            let begins = run.range.end - text[run.range.clone()].trim_start().len();
            let ends = begins + passage.len() - 1;
            let pages = (block.page_at(begins), block.page_at(ends));
            let passage = passage.to_owned();
            let at = self.spoken.passages.len();
            for one in &said[sentences] {
                self.sentence(text[one.range.clone()].trim(), one, at);
            }
            self.push(block, passage, run.act, run.attribution);
            if let Some(last) = self.spoken.passages.last_mut() {
                (last.page, last.last_page) = pages;
            }
        }
    }

    /// What a sentence of discussion promises, moves or, in papers without a form for it, decides.
    fn sentence(&mut self, sentence: &str, said: &Said, passage: usize) {
        self.votes.sentence(sentence, passage, self.item);
        if said.act == Act::Resolution {
            self.resolve(sentence.to_owned(), passage);
        } else if !self.votes.is_gathering() {
            let at = (self.item, passage);
            self.ledger.sentence(sentence, said, at, &mut self.turns, self.head.meeting_on);
        }
    }
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

/// Whether a short numbered line stands alone over paragraphs ("b) Wood Advisory Group"), not in a list of such lines.
fn heads_section(blocks: &[Block], i: usize) -> bool {
    let (before, after) = (blocks[..i].iter().rev(), blocks[i + 1..].iter());
    let text = blocks[i].text.trim();
    let short = text.split_whitespace().count() <= 8 && !text.ends_with(['.', ';', ':', ',', '?', '!', ')']);
    let over = after.clone().find(|b| !b.furniture).is_some_and(|b| b.marker.is_none() && b.form == Form::Paragraph);
    let listed = before.clone().find(|b| !b.furniture).is_none_or(|b| b.marker.is_some() || b.text.ends_with(':'));
    blocks[i].marker.is_some() && short && over && !listed && text.starts_with(char::is_uppercase)
}

/// Whether a sentence belongs to the same passage as those before it.
fn goes_with(run: &Said, next: &Said) -> bool {
    let nobody = |s: &Said| s.attribution.grade == Grade::None;
    let same = match (run.speaker, next.speaker) {
        (Some(a), Some(b)) => a == b,
        (None, None) => {
            nobody(run) && nobody(next) && run.attribution.as_printed == next.attribution.as_printed
                || !nobody(run) && !nobody(next) && run.attribution.role == next.attribution.role
        }
        _ => false,
    };
    same && run.act == next.act && next.act != Act::Resolution
}

#[cfg(test)]
mod tests;
