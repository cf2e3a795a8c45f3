//! Minutes: passages split where the speaker changes, and the decisions between them.

use super::commitments::{Ledger, Stand};
use super::due;
use super::mention::Mention;
use super::owner::charged;
use super::papers::heads_section;
use super::place::Place;
use super::proceedings::{self, Part, Piece, Proceedings};
use super::resolutions::decided;
use super::roster::Roster;
use super::speakers::{self, gather::utterances};
use super::spoken::Spoken;
use super::tracker::{Columns, Row};
use super::turns::{AttributedSentence, Turns};
use super::undertaking::{Course, People};
use super::voters::identify;
use super::written::{self, Written};
use crate::content::Block;
use crate::context::Context;
use crate::structure::head::{BlockRole, Head, act_by_role};
use record::{Act, Attribution, Certainty, Form, Grade, Passage, Vote};

patterns! {
    /// "John Elm (Head of Finance) and Ms Oak were in attendance for this item".
    ATTENDS = r"(?i)^[^.;:]{3,400}?\b(?:was|were|is|are)\s+(?:also\s+)?(?:in\s+(?:virtual\s+)?attendance|present)\s+for\s+(?:this|the)\s+(?:agenda\s+)?(?:item|discussion)\.?$";
}

/// Reads the minutes of one meeting.
pub fn read(blocks: &[Block], head: &Head, context: &Context) -> Spoken {
    let mut roster = Roster::gather(&head.attendance, &context.roll, head.meeting_on);
    let utterances = utterances(blocks, head, &mut roster);
    let people = People::named(roster.people.iter().map(|p| p.display.as_str()));
    let mut sentences: Vec<Vec<AttributedSentence>> = vec![Vec::new(); blocks.len()];
    for one in speakers::attribute(&utterances, &mut roster) {
        sentences[one.block].push(one.sentence);
    }
    let mut reader = Reader {
        head,
        sentences,
        writing: None,
        answers: None,
        turns: Turns::new(&mut roster),
        spoken: Spoken::default(),
        item: None,
        proceedings: proceedings::read(blocks, head),
        printed: Vec::new(),
        resolved: 0,
        ledger: Ledger::new(people),
        course: Course::default(),
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
    /// For each block, its sentences with whose they are; none for what nobody can be saying.
    sentences: Vec<Vec<AttributedSentence>>,
    /// Whose the sentences are that name nobody, where a question or an answer was put in writing.
    writing: Option<AttributedSentence>,
    /// Who is to answer a question that was put in writing.
    answers: Option<AttributedSentence>,
    turns: Turns<'a>,
    spoken: Spoken,
    item: Option<usize>,
    proceedings: Proceedings,
    /// Where each passage begins.
    printed: Vec<Place>,
    /// How many of the decisions have been passed.
    resolved: usize,
    ledger: Ledger,
    course: Course,
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
        match act_by_role(role, block.form) {
            Act::Attendance if !self.sentences[i].iter().any(|s| s.names) => {
                self.notes_among_people(block);
                self.push(block, i, block.text.clone(), Act::Attendance, Attribution::none());
            }
            // "Ms Elm was absent. Mr Oak reported that ...": somebody speaks among those present.
            act => self.body(blocks, i, act == Act::Heading),
        }
        self.resolve(i);
        1
    }

    fn begin_item(&mut self, item: Option<usize>) {
        self.turns.begin_item();
        self.item = item;
        (self.writing, self.answers) = (None, None);
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
        self.course.pass(&text, act);
        let (page, last_page, form, item) = (block.page, block.last_page, block.form, self.item);
        self.spoken.passages.push(Passage { text, page, last_page, form, act, attribution, item });
    }

    fn body(&mut self, blocks: &[Block], i: usize, heading: bool) {
        let block = &blocks[i];
        // A numbered row of a table of actions looks like the heading of an item.
        if heading && self.columns.is_some() && self.tracked(block, i) {
            return;
        }
        let named = self.sentences[i].iter().any(|s| s.names);
        let talk = self.proceedings.pieces.get(i).is_none_or(|p| p.iter().all(|p| p.part == Part::Talk));
        if !talk || named {
            return self.discussion(block, i);
        }
        if heading {
            self.note_in_heading(block);
            return self.push(block, i, block.text.clone(), Act::Heading, Attribution::none());
        }
        if let Some(found) = written::parse(&block.text, self.turns.roster) {
            return self.written(block, i, found);
        }
        if self.tracked(block, i) {
            return;
        }
        if ATTENDS.is_match(&block.text) {
            return self.push(block, i, block.text.clone(), Act::Attendance, Attribution::none());
        }
        if heads_section(blocks, i) {
            return self.push(block, i, block.text.clone(), Act::Heading, Attribution::none());
        }
        self.discussion(block, i);
    }

    /// "Clerk to write to the owner" in bold, or in a cell of its own, looks like a heading. It is weighed as the note that
    /// it may be: nearly all headings are none, and the weights know.
    fn note_in_heading(&mut self, block: &Block) {
        let stand = self.stand(Act::Narration, block.form, true);
        self.ledger.sentence(&block.text, &nobodys(block), &stand, &mut self.turns);
    }

    /// Where a whole paper is one block, its notes of actions stand in the block of those present.
    fn notes_among_people(&mut self, block: &Block) {
        let stand = Stand { within: true, ..self.stand(Act::Narration, block.form, false) };
        for range in super::sentences::sentences(&block.text) {
            self.ledger.sentence(&block.text[range], &nobodys(block), &stand, &mut self.turns);
        }
    }

    /// Where a sentence of the next passage stands.
    fn stand(&self, act: Act, form: Form, moves: bool) -> Stand {
        let at = (self.item, self.spoken.passages.len());
        Stand { at, setting: self.course.setting(act, form), moves, within: false, on: self.head.meeting_on }
    }

    /// "Question 4 by A to B", "Answer", "Q:".
    fn written(&mut self, block: &Block, i: usize, found: Written) {
        let asker = match found {
            Written::Question { asker, answerer } => {
                self.answers = answerer.and_then(|m| self.in_writing(&m, Act::Answer));
                let asker = asker.and_then(|m| self.in_writing(&m, Act::Question));
                self.writing.clone_from(&asker);
                asker
            }
            Written::Answer => {
                self.writing = self.answers.take();
                None
            }
            Written::Unsigned => {
                self.writing = None;
                None
            }
        };
        if block.text.split_whitespace().count() > 40 {
            self.discussion(block, i);
        } else {
            let attribution = asker.map_or_else(Attribution::none, |sentence| sentence.attribution);
            self.push(block, i, block.text.clone(), Act::Heading, attribution);
        }
    }

    /// Somebody whom the line above a written question or answer names.
    fn in_writing(&mut self, mention: &Mention, act: Act) -> Option<AttributedSentence> {
        let (speaker, attribution) = self.turns.identify(mention, None)?;
        Some(AttributedSentence { range: 0..0, act, attribution, speaker, names: true })
    }

    /// Whether the block is a row of a table of actions, which it then takes.
    fn tracked(&mut self, block: &Block, i: usize) -> bool {
        if block.form != Form::TableRow {
            self.columns = None;
            return false;
        }
        let Some(columns) = self.columns else {
            self.columns = Columns::in_head(&block.text);
            return false;
        };
        let at = (self.item, self.spoken.passages.len());
        let row = columns.row(block.marker.as_deref(), &block.text, at, self.head.meeting_on);
        let mut row = match row {
            Row::Undertakes(row) => row,
            Row::Done => {
                self.push(block, i, block.text.clone(), Act::Narration, Attribution::none());
                return true;
            }
            Row::Other => return false,
        };
        if let Some(owner) = &mut row.owner {
            let known = owner.as_printed.as_deref().and_then(|printed| charged(printed, &mut self.turns));
            *owner = known.unwrap_or_else(|| owner.clone());
        }
        self.ledger.found.push(*row);
        self.push(block, i, block.text.clone(), Act::Commitment, Attribution::none());
        true
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

    /// Splits a block where the speaker, what they do, or its part in the proceedings changes.
    fn discussion(&mut self, block: &Block, i: usize) {
        let pieces = self.proceedings.pieces.get(i).cloned().unwrap_or_default();
        let sentences = std::mem::take(&mut self.sentences[i]);
        let stretches = stretches(block, &sentences, &pieces);
        let own: Vec<Stretch> = stretches.into_iter().map(|s| self.with_writing(s)).collect();
        for run in own.chunk_by(goes_with) {
            self.run(block, i, run);
        }
    }

    /// The stretch as whoever put it in writing says it, where it names nobody itself.
    fn with_writing(&mut self, mut stretch: Stretch) -> Stretch {
        if stretch.sentence.names {
            self.writing = None;
        } else if let Some(writing) = self.writing.as_ref().filter(|_| stretch.part == Part::Talk) {
            let attribution = Attribution { grade: Grade::Continued, ..writing.attribution.clone() };
            let range = stretch.sentence.range.clone();
            stretch.sentence = AttributedSentence { range, attribution, names: false, ..writing.clone() };
        }
        stretch
    }

    /// Stretches that belong to one passage.
    fn run(&mut self, block: &Block, i: usize, run: &[Stretch]) {
        let [first, ..] = run else { return };
        let last = run.last().unwrap_or(first);
        let range = first.sentence.range.start..last.sentence.range.end;
        let printed = &block.text[range.clone()];
        let text = printed.trim();
        if text.is_empty() {
            return;
        }
        let begins = range.start + (printed.len() - printed.trim_start().len());
        let ends = begins + text.len() - 1;
        for stretch in run {
            self.turns.pass(&stretch.sentence);
            let sentence = block.text[stretch.sentence.range.clone()].trim();
            let stand = self.stand(stretch.sentence.act, block.form, stretch.moves);
            let stand = Stand { within: stretch.part != Part::Talk, ..stand };
            self.ledger.sentence(sentence, &stretch.sentence, &stand, &mut self.turns);
        }
        let clearest = run.iter().map(|s| &s.sentence).min_by_key(|s| s.attribution.grade).unwrap_or(&first.sentence);
        let (certainty, why) = least_certain(run);
        let attribution = Attribution { certainty, why, ..clearest.attribution.clone() };
        let pages = (block.page_at(begins), block.page_at(ends));
        self.push_at(block, Place { block: i, byte: range.start }, text.to_owned(), first.sentence.act, attribution);
        if let Some(last) = self.spoken.passages.last_mut() {
            (last.page, last.last_page) = pages;
        }
    }
}

/// A sentence of a block, or the part of one that stands in one part of the proceedings.
#[derive(Debug, Clone)]
struct Stretch {
    sentence: AttributedSentence,
    part: Part,
    /// Which of the block's pieces it stands in.
    piece: usize,
    /// Whether the words of a motion are printed in it.
    moves: bool,
}

/// Cuts a block into sentences, and where a piece of the proceedings begins inside one.
fn stretches(block: &Block, sentences: &[AttributedSentence], pieces: &[Piece]) -> Vec<Stretch> {
    let whole = Piece { range: 0..block.text.len(), part: Part::Talk, moves: false };
    let pieces = if pieces.is_empty() { std::slice::from_ref(&whole) } else { pieces };
    let nobodys = nobodys(block);
    let sentences = if sentences.is_empty() { std::slice::from_ref(&nobodys) } else { sentences };
    let mut found = Vec::new();
    for (n, piece) in pieces.iter().enumerate() {
        for whole in sentences {
            let range = whole.range.start.max(piece.range.start)..whole.range.end.min(piece.range.end);
            if range.is_empty() {
                continue;
            }
            let mut sentence = AttributedSentence { range, ..whole.clone() };
            if sentence.attribution.grade == Grade::None && piece.part == Part::Decision {
                sentence.act = Act::Resolution;
            }
            found.push(Stretch { sentence, part: piece.part, piece: n, moves: piece.moves });
        }
    }
    found
}

/// The certainty of a passage is that of its least certain sentence, and so is the reason. Reasons of one kind tell a
/// probability of four digits, so that the lesser stands before the greater.
fn least_certain(run: &[Stretch]) -> (Option<Certainty>, Option<String>) {
    let attributions = run.iter().map(|s| &s.sentence.attribution);
    let least = attributions.max_by_key(|a| (a.certainty, std::cmp::Reverse(&a.why)));
    least.map(|a| (a.certainty, a.why.clone())).unwrap_or_default()
}

/// Whether a stretch belongs to the same passage as the one before it.
fn goes_with(before: &Stretch, next: &Stretch) -> bool {
    let (a, b) = (&before.sentence, &next.sentence);
    let nobody = |s: &AttributedSentence| s.attribution.grade == Grade::None;
    let same = match (a.speaker, b.speaker) {
        (Some(a), Some(b)) => a == b,
        (None, None) if nobody(a) && nobody(b) => a.attribution.as_printed == b.attribution.as_printed,
        (None, None) => !nobody(a) && !nobody(b) && a.attribution.role == b.attribution.role,
        _ => false,
    };
    let together = before.piece == next.piece || before.part == Part::Talk && next.part == Part::Talk;
    same && together && a.act == b.act
}

#[cfg(test)]
mod tests;

/// What nobody is known to say: a block as it is printed.
fn nobodys(block: &Block) -> AttributedSentence {
    let (act, attribution) = (Act::Narration, Attribution::none());
    AttributedSentence { range: 0..block.text.len(), act, attribution, speaker: None, names: false }
}
