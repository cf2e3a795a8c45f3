//! What the tool that learns the weights needs to see: the sentences of a paper's minutes with their features by name.

use super::candidates::name_part;
use super::features;
use super::gather::utterances;
use super::utterance::Utterance;
use crate::content::{Block, Content};
use crate::context::Context;
use crate::structure::components;
use crate::structure::head::file::File;
use crate::structure::head::reader::read_head;
use crate::structure::speech::roster::Roster;
use record::Kind;

/// One meeting's minutes.
#[derive(Debug, Clone)]
pub struct Meeting {
    /// Its sentences, in order.
    pub utterances: Vec<Utterance>,
    /// Who can be speaking.
    pub roster: Roster,
}

/// A mention, by its features.
#[derive(Debug, Clone, Default)]
pub struct MentionFeatures {
    /// Those by which it is chosen among the others.
    pub choice: Vec<String>,
    /// Those by which it says what the speaker does.
    pub speaker: Vec<String>,
    /// The fullest name known of whom it mentions; empty for an office that nobody is known to hold.
    pub name: String,
}

/// The minutes in a file.
pub fn meetings(content: &Content, blocks: &[Block], context: &Context) -> Vec<Meeting> {
    let parts = components::split(content, blocks, context);
    let mut file = File::new(content, context, parts.len() > 1);
    let mut found = Vec::new();
    for part in &parts {
        let own = &blocks[part.blocks.clone()];
        let head = read_head(own, part, &file, &mut Vec::new());
        file.learn(&head);
        if head.kind == Kind::Minutes {
            let mut roster = Roster::gather(&head.attendance, &context.roll, head.meeting_on);
            let utterances = utterances(own, &head, &mut roster);
            found.push(Meeting { utterances, roster });
        }
    }
    found
}

impl Meeting {
    /// The features of the sentence at this position.
    pub fn sentence(&self, at: usize) -> Vec<String> {
        let mut names = Vec::new();
        features::of_sentence(&self.utterances, at, &self.roster, &mut |parts| names.push(parts.concat()));
        names
    }

    /// The features of its mentions.
    pub fn mentions(&self, at: usize) -> Vec<MentionFeatures> {
        let utterance = &self.utterances[at];
        let words = utterance.words();
        let of_one = |nth: usize| {
            let candidate = &utterance.candidates[nth];
            let mut one = MentionFeatures::default();
            features::of_candidate(utterance, nth, &words, &self.roster, &mut |p| one.choice.push(p.concat()));
            features::of_speaker(candidate, &self.roster, &mut |parts| one.speaker.push(parts.concat()));
            one.name = match candidate.person.and_then(|i| self.roster.people.get(i)) {
                Some(person) => person.display.clone(),
                None if candidate.manner.is_name() => name_part(candidate),
                None => String::new(),
            };
            one
        };
        (0..utterance.candidates.len()).map(of_one).collect()
    }
}
