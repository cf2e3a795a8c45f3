//! Whom a printed mention means while a discussion is being read: by name, by office, or as whoever spoke before.
//!
//! A wrong name is worse than none: what resolves to two people, or to nobody, keeps its words as printed and gets no
//! name.

use super::mention::{Mention, Who};
use super::name::Name;
use super::office::Office;
use super::roster::{Found, Roster};
use super::words::words;
use record::{Act, Attribution, Certainty, Grade};
use std::ops::Range;

/// One sentence, with whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributedSentence {
    /// Where it stands in the text of its block, in bytes.
    pub range: Range<usize>,
    /// What it does.
    pub act: Act,
    /// Who says it.
    pub attribution: Attribution,
    /// Position of the speaker in the roster, where resolved.
    pub speaker: Option<usize>,
    /// Whether the sentence itself says who speaks, if only by a pronoun.
    pub names: bool,
}

/// Who spoke last.
#[derive(Debug, Clone, PartialEq)]
struct Floor {
    speaker: Option<usize>,
    attribution: Attribution,
}

/// The state of a discussion.
#[derive(Debug)]
pub struct Turns<'a> {
    /// Who can be speaking.
    pub roster: &'a mut Roster,
    floor: Option<Floor>,
    /// Who spoke, the last first.
    recent: Vec<usize>,
}

impl<'a> Turns<'a> {
    /// The state before anything is said.
    pub fn new(roster: &'a mut Roster) -> Self {
        Self { roster, floor: None, recent: Vec::new() }
    }

    /// An item begins: nobody has the floor.
    pub fn begin_item(&mut self) {
        self.floor = None;
        self.recent.clear();
    }

    /// A sentence is passed: whoever says it has the floor.
    pub fn pass(&mut self, sentence: &AttributedSentence) {
        if sentence.attribution.grade == Grade::None {
            return;
        }
        self.floor = Some(Floor { speaker: sentence.speaker, attribution: sentence.attribution.clone() });
        if let Some(speaker) = sentence.speaker {
            self.recent.retain(|&r| r != speaker);
            self.recent.insert(0, speaker);
        }
    }

    /// Who is meant, and the attribution of a sentence that says so. `None`: a pronoun that nobody can be meant by.
    pub fn identify(&mut self, mention: &Mention, apposed: Option<&str>) -> Option<(Option<usize>, Attribution)> {
        let found = match &mention.who {
            Who::Name { name, office, .. } => {
                let office = office.as_deref().or(apposed);
                let at = self.named(name, office, &mention.printed);
                return Some((at, self.attribution(at, Grade::Named, &mention.printed, None)));
            }
            Who::Office(office) => {
                let at = self.holding(office);
                let role = super::roster::without_titles(
                    mention.printed.trim_start_matches("The ").trim_start_matches("the "),
                );
                return Some((at, self.attribution(at, Grade::Role, &mention.printed, Some(role.to_owned()))));
            }
            Who::Chair => {
                let at = self.roster.chair();
                return Some((at, self.attribution(at, Grade::Role, &mention.printed, Some("Chair".into()))));
            }
            Who::ViceChair => {
                let at = self.roster.vice_chair();
                return Some((at, self.attribution(at, Grade::Role, &mention.printed, Some("Vice-Chair".into()))));
            }
            Who::TheCouncillor => self.recent.iter().copied().find(|&i| self.roster.people[i].member),
            Who::TheOfficer => self.recent.iter().copied().find(|&i| !self.roster.people[i].member),
            Who::Pronoun => return self.pronoun(mention),
        };
        Some((found, self.attribution(found, Grade::Continued, &mention.printed, None)))
    }

    /// "He" goes on from whoever has the floor, unless the title of theirs says "she".
    fn pronoun(&self, mention: &Mention) -> Option<(Option<usize>, Attribution)> {
        let floor = self.floor.as_ref().filter(|f| f.attribution.grade != Grade::None)?;
        let title = floor.speaker.and_then(|i| self.roster.people[i].name.title.as_deref());
        let pronoun = mention.printed.to_lowercase();
        let contradicts =
            matches!((title, pronoun.as_str()), (Some("mr" | "sir"), "she") | (Some("mrs" | "ms" | "miss"), "he"));
        let as_printed = Some(mention.printed.clone());
        let why = Some("pronoun".into());
        (!contradicts).then(|| (floor.speaker, Attribution { as_printed, why, ..floor.attribution.clone() }))
    }

    /// Who a name means; somebody whom no list has is introduced by their name.
    fn named(&mut self, name: &Name, office: Option<&str>, printed: &str) -> Option<usize> {
        let words = office.map(Office::parse);
        match self.roster.named(name, words.as_ref()) {
            Found::One(at) => {
                self.roster.people[at].hold(office.filter(|o| Office::parse(o).has_head()));
                Some(at)
            }
            Found::Several => self.recent.iter().copied().find(|&i| {
                let person = &self.roster.people[i];
                person.name.same_surname(name)
                    && person.name.given_fits(name)
                    && self.floor.as_ref().is_some_and(|f| f.speaker == Some(i))
            }),
            Found::Nobody => Some(self.roster.introduce(name_part(printed), name.clone(), office)),
        }
    }

    fn holding(&self, office: &Office) -> Option<usize> {
        match self.roster.holding(office, &self.recent) {
            Found::One(at) => Some(at),
            Found::Several | Found::Nobody => None,
        }
    }

    fn attribution(&self, at: Option<usize>, grade: Grade, printed: &str, role: Option<String>) -> Attribution {
        let person = at.map(|i| &self.roster.people[i]);
        Attribution {
            grade,
            certainty: Some(Certainty::Sure),
            why: Some(why(grade).into()),
            as_printed: Some(printed.to_owned()),
            name: person.map(|p| p.display.clone()),
            role: person.and_then(|p| p.offices.first().map(|(o, _)| o.clone())).or(role),
        }
    }
}

/// The part of "The Leader of the Group, Mr Brady" that is the name.
fn name_part(printed: &str) -> &str {
    let starts = words(printed);
    starts
        .iter()
        .position(|w| crate::lexicon::is_title(&w.key) && w.is_capital())
        .map_or(printed, |i| &printed[starts[i].start..])
}

/// The rule by which a mention outside of reported speech names somebody.
fn why(grade: Grade) -> &'static str {
    match grade {
        Grade::Named => "mention-name",
        Grade::Role => "mention-office",
        Grade::Continued => "mention-title",
        Grade::None => "nobody",
    }
}
