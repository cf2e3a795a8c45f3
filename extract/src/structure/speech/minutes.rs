//! Minutes: passages split where the speaker changes.

use super::Spoken;
use super::papers::act_of;
use super::roster::Roster;
use super::turns::{Said, Turns};
use crate::content::Block;
use crate::context::Context;
use crate::structure::head::{BlockRole, Head};
use record::{Act, Attribution, Grade, Passage};

/// Reads the minutes of one meeting.
pub fn read(blocks: &[Block], head: &Head, context: &Context) -> Spoken {
    let mut roster = Roster::of(&head.attendance, &context.roll, head.meeting_on);
    let mut reader = Reader { head, turns: Turns::new(&mut roster), spoken: Spoken::default(), item: None };
    for i in 0..blocks.len() {
        reader.block(blocks, i);
    }
    reader.spoken
}

/// What is known while minutes are being read.
struct Reader<'a> {
    head: &'a Head,
    turns: Turns<'a>,
    spoken: Spoken,
    item: Option<usize>,
}

impl Reader<'_> {
    fn block(&mut self, blocks: &[Block], i: usize) {
        let block = &blocks[i];
        if block.furniture || block.text.trim().is_empty() {
            self.spoken.passage_of.push(None);
            return;
        }
        self.spoken.passage_of.push(Some(self.spoken.passages.len()));
        let item = self.head.item_of.get(i).copied().flatten();
        let role = self.head.roles.get(i).copied();
        if item != self.item || role == Some(BlockRole::ItemHeading) {
            self.turns.begin_item();
            self.item = item;
        }
        match act_of(role, block.form) {
            Act::Narration => self.discussion(block),
            act => self.whole(block, act, Attribution::none()),
        }
    }

    fn whole(&mut self, block: &Block, act: Act, attribution: Attribution) {
        self.push(block, block.text.clone(), act, attribution);
    }

    fn push(&mut self, block: &Block, text: String, act: Act, attribution: Attribution) {
        let (page, last_page, form, item) = (block.page, block.last_page, block.form, self.item);
        self.spoken.passages.push(Passage { text, page, last_page, form, act, attribution, item });
    }

    /// Splits a block where the speaker or what they do changes.
    fn discussion(&mut self, block: &Block) {
        let said = self.turns.read(&block.text);
        let mut runs: Vec<Said> = Vec::new();
        for next in said {
            match runs.last_mut() {
                Some(run) if goes_with(run, &next) => {
                    run.range.end = next.range.end;
                    if next.attribution.grade < run.attribution.grade {
                        run.attribution = next.attribution;
                    }
                }
                _ => runs.push(next),
            }
        }
        for run in runs {
            let text = block.text[run.range.clone()].trim().to_owned();
            if !text.is_empty() {
                self.push(block, text, run.act, run.attribution);
            }
        }
    }
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
    same && run.act == next.act
}
