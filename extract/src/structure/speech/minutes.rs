//! Minutes: passages split where the speaker changes, and the decisions between them.

use super::commitments::Ledger;
use super::marks::Mark;
use super::owner::charged;
use super::papers::act_of;
use super::proceedings::{self, Part, Piece, Place, Proceedings};
use super::resolutions::decided;
use super::roster::Roster;
use super::tracker::Columns;
use super::turns::{Said, Turns};
use super::voters::identify;
use super::written::{self, Written};
use super::{Spoken, due};
use crate::content::Block;
use crate::context::Context;
use crate::structure::head::{BlockRole, Head};
use record::{Act, Attribution, Form, Grade, Passage, Vote};
use std::ops::Range;

patterns! {
    /// "John Elm (Head of Finance) and Ms Oak were in attendance for this item".
    ATTENDS = r"(?i)^[^.;:]{3,400}?\b(?:was|were|is|are)\s+(?:also\s+)?(?:in\s+(?:virtual\s+)?attendance|present)\s+for\s+(?:this|the)\s+(?:agenda\s+)?(?:item|discussion)\.?$";
}

/// Reads the minutes of one meeting.
pub fn read(blocks: &[Block], head: &Head, context: &Context) -> Spoken {
    let mut roster = Roster::of(&head.attendance, &context.roll, head.meeting_on);
    let mut reader = Reader {
        head,
        turns: Turns::new(&mut roster),
        spoken: Spoken::default(),
        item: None,
        proceedings: proceedings::read(blocks, head),
        printed: Vec::new(),
        resolved: 0,
        lists: Vec::new(),
        ledger: Ledger::default(),
        columns: None,
    };
    let mut i = 0;
    while i < blocks.len() {
        i += reader.block(blocks, i);
    }
    reader.spoken.votes = reader.votes();
    reader.spoken.commitments = reader.ledger.found;
    reader.spoken
}

/// What is known while minutes are being read.
struct Reader<'a> {
    head: &'a Head,
    turns: Turns<'a>,
    spoken: Spoken,
    item: Option<usize>,
    proceedings: Proceedings,
    /// Where each passage begins.
    printed: Vec<Place>,
    /// How many of the decisions have been passed.
    resolved: usize,
    /// Markers of the lists that nobody in particular says, the innermost last.
    lists: Vec<Option<Mark>>,
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
            Act::Attendance => self.push(block, i, block.text.clone(), Act::Attendance, Attribution::none()),
            act => self.body(blocks, i, act == Act::Heading),
        }
        self.resolve(i);
        1
    }

    fn begin_item(&mut self, item: Option<usize>) {
        self.turns.begin_item();
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
        self.push(&block, i, joined, Act::Narration, Attribution::none());
        Some(body - i + 1)
    }

    fn push(&mut self, block: &Block, i: usize, text: String, act: Act, attribution: Attribution) {
        self.push_at(block, Place { block: i, byte: 0 }, text, act, attribution);
    }

    fn push_at(&mut self, block: &Block, at: Place, text: String, act: Act, attribution: Attribution) {
        self.printed.push(at);
        let (page, last_page, form, item) = (block.page, block.last_page, block.form, self.item);
        self.spoken.passages.push(Passage { text, page, last_page, form, act, attribution, item });
    }

    fn body(&mut self, blocks: &[Block], i: usize, heading: bool) {
        let block = &blocks[i];
        let marks = block.marker.as_deref().map(Mark::readings).unwrap_or_default();
        let part = match self.proceedings.pieces.get(i).map(Vec::as_slice) {
            Some([one]) => one.part,
            _ => Part::Talk,
        };
        match part {
            Part::Decision => return self.decision(block, i, 0..block.text.len(), Act::Resolution),
            Part::Motion => return self.decision(block, i, 0..block.text.len(), Act::Narration),
            Part::Record => return self.push(block, i, block.text.clone(), Act::Narration, Attribution::none()),
            Part::Talk if heading => {
                self.turns.end_turn();
                self.note_in_heading(block);
                return self.push(block, i, block.text.clone(), Act::Heading, Attribution::none());
            }
            Part::Talk => {}
        }
        if let Some(found) = written::read(&block.text, self.turns.roster) {
            return self.written(block, i, found);
        }
        if self.tracked(block, i) {
            return;
        }
        if ATTENDS.is_match(&block.text) {
            self.turns.end_turn();
            return self.push(block, i, block.text.clone(), Act::Attendance, Attribution::none());
        }
        if !marks.contains(&Mark::Bullet) && heads_section(blocks, i) {
            self.turns.end_turn();
            return self.push(block, i, block.text.clone(), Act::Heading, Attribution::none());
        }
        self.enter_list(block, &marks);
        self.discussion(block, i);
        self.note_list(block, &marks);
    }

    /// "Clerk to write to the owner" in bold, or in a cell of its own, looks like a heading.
    fn note_in_heading(&mut self, block: &Block) {
        let said = Said {
            range: 0..block.text.len(),
            act: Act::Narration,
            attribution: Attribution::none(),
            speaker: None,
            names: false,
        };
        let at = (self.item, self.spoken.passages.len());
        self.ledger.sentence(&block.text, &said, at, true, &mut self.turns, self.head.meeting_on);
    }

    /// "Question 4 by A to B", "Answer", "Q:".
    fn written(&mut self, block: &Block, i: usize, found: Written) {
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
            self.discussion(block, i);
        } else {
            self.push(block, i, block.text.clone(), Act::Heading, attribution.unwrap_or_else(Attribution::none));
        }
    }

    /// Whether the block is a row of a table of actions, which it then takes.
    fn tracked(&mut self, block: &Block, i: usize) -> bool {
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
        self.push(block, i, block.text.clone(), Act::Commitment, Attribution::none());
        true
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

    /// A decision, or the words of a motion, or a part of either: nobody says it.
    fn decision(&mut self, block: &Block, i: usize, range: Range<usize>, act: Act) {
        self.turns.end_turn();
        self.lists.clear();
        let pages = (block.page_at(range.start), block.page_at(range.end.saturating_sub(1)));
        let text = block.text[range.clone()].trim().to_owned();
        self.push_at(block, Place { block: i, byte: range.start }, text, act, Attribution::none());
        if let Some(last) = self.spoken.passages.last_mut() {
            (last.page, last.last_page) = pages;
        }
    }

    /// Takes the decisions printed in the block at `i`, now that their passages are known.
    fn resolve(&mut self, i: usize) {
        while let Some((place, resolution)) = self.proceedings.resolutions.get(self.resolved)
            && place.block <= i
        {
            let mut resolution = resolution.clone();
            resolution.passage = self.passage_at(*place);
            resolution.owner = charged(decided(&resolution.text), &mut self.turns);
            resolution.due = due::find(&resolution.text, self.head.meeting_on);
            self.ledger.resolved(&resolution);
            self.spoken.resolutions.push(resolution);
            self.resolved += 1;
        }
    }

    /// The votes, with their passages and with whom their names mean.
    fn votes(&mut self) -> Vec<Vote> {
        let votes = std::mem::take(&mut self.proceedings.votes);
        let placed = votes.into_iter().map(|(place, vote)| Vote { passage: self.passage_at(place), ..vote });
        let mut votes: Vec<Vote> = placed.collect();
        identify(&mut votes, self.turns.roster);
        votes
    }

    /// The passage that has the words at a place.
    fn passage_at(&self, place: Place) -> usize {
        self.printed.partition_point(|begins| *begins <= place).saturating_sub(1)
    }

    /// Splits a block where the speaker or what they do changes.
    fn discussion(&mut self, block: &Block, i: usize) {
        let pieces = self.proceedings.pieces.get(i).cloned().unwrap_or_default();
        for stretch in pieces.chunk_by(|a, b| a.part == Part::Talk && b.part == Part::Talk) {
            let [first, .., last] = stretch else {
                match stretch {
                    [one] if one.part == Part::Talk => self.talk(block, i, one.range.clone(), stretch),
                    [one] if one.part == Part::Decision => {
                        self.decision(block, i, one.range.clone(), Act::Resolution);
                    }
                    [one] => self.decision(block, i, one.range.clone(), Act::Narration),
                    _ => {}
                }
                continue;
            };
            self.talk(block, i, first.range.start..last.range.end, stretch);
        }
    }

    /// Splits a stretch of talk; `pieces` cover it.
    fn talk(&mut self, block: &Block, i: usize, range: Range<usize>, pieces: &[Piece]) {
        let from = range.start;
        let text = &block.text[range];
        let said = self.turns.read(text);
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
            let pages = (block.page_at(from + begins), block.page_at(from + ends));
            let passage = passage.to_owned();
            let at = (self.item, self.spoken.passages.len());
            for one in &said[sentences] {
                let begins = from + one.range.start;
                let moves = pieces.iter().any(|p| p.moves && p.range.contains(&begins));
                let sentence = text[one.range.clone()].trim();
                self.ledger.sentence(sentence, one, at, moves, &mut self.turns, self.head.meeting_on);
            }
            let place = Place { block: i, byte: from + run.range.start };
            self.push_at(block, place, passage, run.act, run.attribution);
            if let Some(last) = self.spoken.passages.last_mut() {
                (last.page, last.last_page) = pages;
            }
        }
    }
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
