//! One sentence of a meeting's minutes, with whom it mentions and where it stands.

use super::candidate::{Candidate, Manner};
use crate::structure::speech::subject::Subject;
use crate::structure::speech::words::{Word, words};
use record::Form;
use std::ops::Range;

/// One sentence of minutes.
#[derive(Debug, Clone)]
pub struct Utterance {
    /// Its words as printed.
    pub text: String,
    /// Position of its block.
    pub block: usize,
    /// Where it stands in the text of its block, in bytes.
    pub range: Range<usize>,
    /// Its agenda item.
    pub item: Option<usize>,
    /// Whom it mentions.
    pub candidates: Vec<Candidate>,
    /// What the grammar says of its subject.
    pub subject: Subject,
    /// The mention that stands before a colon or dash at its beginning ("Marrow:"): position in `candidates`.
    pub label: Option<usize>,
    /// Whether that label plainly says whose the sentence is: a known name at the beginning of a paragraph, and words
    /// behind its colon that are no vote.
    pub labelled: bool,
    /// The mention of whom it says that they moved something: position in `candidates`.
    pub mover: Option<usize>,
    /// The mention behind its verb whose words it tells ("was raised by Mr Ash"): position in `candidates`.
    pub teller: Option<usize>,
    /// Whether that label is all of it, and what is said stands below.
    pub label_alone: bool,
    /// Whether it goes on in a paragraph that such a label begins, or stands in the list below one.
    pub under_label: bool,
    /// Shape of its block.
    pub form: Form,
    /// Whether its block has a list marker or number.
    pub marked: bool,
    /// How deep its block stands in a list within lists.
    pub depth: u32,
    /// How many sentences of its block stand before it.
    pub in_block: usize,
    /// How many sentences of its item stand before it.
    pub in_item: usize,
    /// Whether the words of a decision stand in it.
    pub decides: bool,
    /// Whether it stands in somebody's report, and nobody else is said to speak since.
    pub in_report: bool,
    /// The mention that begins a paragraph under a heading of reports: position in `candidates`.
    pub begins_report: Option<usize>,
    /// Whether nobody has the floor before it: at the beginning of an item, of a part under a heading of its own and of
    /// a row of a table, and after a decision.
    pub breaks: bool,
    /// The sentence before it, by position, that seems to have given somebody the floor; `None` where nobody has it.
    pub floor_from: Option<usize>,
    /// The sentence before it, by position, behind which the list begins in which it may stand.
    pub list_below: Option<usize>,
}

impl Utterance {
    /// Whether somebody seems to take the floor in it.
    pub fn takes_floor(&self) -> bool {
        matches!(self.subject, Subject::Speaks(_) | Subject::Group { .. }) || self.labelled && self.label.is_some()
    }

    /// Gives it to the one whose name stands on the line above its paragraph.
    pub fn speak_below(&mut self, speaker: Candidate) {
        if self.in_block > 0 {
            self.under_label = true;
            return;
        }
        self.candidates.push(outside(speaker, Manner::Heading, &self.text));
        self.label = Some(self.candidates.len() - 1);
        self.labelled = true;
    }

    /// Gives it to somebody whatever it mentions: whoever is mentioned in what is said does not say it.
    pub fn be_said_by(&mut self, speaker: &Candidate) {
        self.candidates = vec![outside(speaker.clone(), speaker.manner, &self.text)];
        (self.mover, self.teller, self.label) = (None, None, Some(0));
        self.labelled = true;
    }

    /// Its words.
    pub fn words(&self) -> Vec<Word<'_>> {
        words(&self.text)
    }

    /// Whether the grammar finds somebody who says or does something.
    pub fn has_subject(&self) -> bool {
        matches!(self.subject, Subject::Speaks(_) | Subject::Acts(_) | Subject::Group { .. })
    }
}

/// Whether a sentence heads actions.
pub fn is_of_actions(text: &str) -> bool {
    text.trim_start().to_lowercase().starts_with("action")
}

/// Somebody whom not the sentence mentions but what stands around it.
pub fn outside(candidate: Candidate, manner: Manner, text: &str) -> Candidate {
    let end = words(text).len();
    Candidate { start: end, end, manner, ..candidate }
}
