//! Who has the floor, sentence by sentence.
//!
//! A turn goes on until another speaker is named, and ends with its item. A wrong name is worse than none: what
//! resolves to two people, or to nobody, keeps its words as printed and gets no name.

use super::marks::Mark;
use super::mention::{Mention, Who};
use super::name::Name;
use super::office::Office;
use super::roster::{Found, Roster};
use super::sentences::sentences;
use super::subject::{self, Speaks, Subject};
use super::verbs::Verb;
use super::words::{Word, words};
use record::{Act, Attribution, Certainty, Grade};
use std::ops::Range;

/// One sentence, with whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Said {
    /// Where it stands in the text.
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

/// Who has the floor.
#[derive(Debug, Clone, PartialEq)]
struct Floor {
    speaker: Option<usize>,
    attribution: Attribution,
    act: Act,
    /// Whether sentences without a subject go on from it.
    holds: bool,
}

/// The state of a discussion.
#[derive(Debug)]
pub struct Turns<'a> {
    /// Who can be speaking.
    pub roster: &'a mut Roster,
    floor: Option<Floor>,
    /// Who spoke, the last first.
    recent: Vec<usize>,
    /// Whether anybody has asked or commented since the item began.
    discussed: bool,
    /// Who is to answer a question that was put in writing.
    answers: Option<(Option<usize>, Attribution)>,
    /// Whether a list is being said by whoever introduced it; the marker of the block that did.
    listing: Option<Option<Mark>>,
}

impl<'a> Turns<'a> {
    /// The state before anything is said.
    pub fn new(roster: &'a mut Roster) -> Self {
        Self { roster, floor: None, recent: Vec::new(), discussed: false, answers: None, listing: None }
    }

    /// An item begins: nobody has the floor.
    pub fn begin_item(&mut self) {
        self.floor = None;
        self.discussed = false;
        self.recent.clear();
        self.answers = None;
    }

    /// The turn ends: a resolution, or a list whose entries nobody in particular says.
    pub fn end_turn(&mut self) {
        self.floor = None;
    }

    /// Whether somebody known has the floor.
    pub fn is_held(&self) -> bool {
        self.floor.as_ref().is_some_and(|f| f.holds && f.attribution.grade != Grade::None)
    }

    /// Whether a list is being said by whoever introduced it.
    pub fn is_listing(&self) -> bool {
        self.listing.is_some() && self.is_held()
    }

    /// A list begins after the block with this marker.
    pub fn begin_list(&mut self, intro: Option<Mark>) {
        self.listing = Some(intro);
    }

    /// A block with these markers begins: one of the same list as the introduction, or of none, ends the list.
    pub fn go_on_listing(&mut self, marks: &[Mark], entry: bool) {
        let of_intro = |intro: Mark| intro != Mark::Bullet && marks.iter().any(|m| m.same_list(intro));
        self.listing = self.listing.filter(|intro| entry && !intro.is_some_and(of_intro));
    }

    /// The sentences of a text, each with whose it is.
    pub fn read(&mut self, text: &str) -> Vec<Said> {
        sentences(text).into_iter().map(|range| self.sentence(text, range)).collect()
    }

    fn sentence(&mut self, text: &str, range: Range<usize>) -> Said {
        let sentence = &text[range.clone()];
        let found = words(sentence);
        self.notice_chair(&found, sentence);
        let subject = subject::find(&found, sentence, self.roster);
        let names = matches!(subject, Subject::Speaks(_));
        let (act, attribution, speaker) = match subject {
            _ if closes(sentence) => {
                self.end_turn();
                self.goes_on()
            }
            Subject::Speaks(speaks) if self.is_told_of(&speaks, range.start) => self.goes_on(),
            Subject::Speaks(speaks) => self.speaks(&found, speaks),
            Subject::Acts(mention) => self.acts(&mention),
            Subject::Group { printed, .. } if subject::asks_too(&found, 1) => self.unsaid(Verb::Ask, Some(printed)),
            Subject::Group { printed, verb } => self.unsaid(verb, Some(printed)),
            Subject::Unsaid { verb } => self.unsaid(verb, None),
            Subject::Told if self.floor.as_ref().is_some_and(|f| f.act == Act::Question) => {
                self.unsaid(Verb::Reply, None)
            }
            Subject::Told | Subject::Nothing => self.goes_on(),
        };
        Said { range, act, attribution, speaker, names }
    }

    /// Whether somebody whom no list has is only told of: inside a paragraph, or in a list, that another is saying.
    fn is_told_of(&self, said: &Speaks, at: usize) -> bool {
        match &said.mention.who {
            Who::Name { bare: true, .. } => self.is_held() && (at > 0 || self.listing.is_some()),
            Who::Office(office) => self.is_listing() && self.roster.holding(office, &self.recent) == Found::Nobody,
            _ => false,
        }
    }

    /// Somebody is the subject of a verb of speech.
    fn speaks(&mut self, words: &[Word], said: Speaks) -> (Act, Attribution, Option<usize>) {
        let Some((speaker, attribution)) = self.identify(&said.mention, said.office.as_deref()) else {
            return self.goes_on();
        };
        let same = self.floor.as_ref().is_some_and(|f| is_same(f, speaker, &attribution));
        let act = self.act_of(words, &said, speaker, same);
        let thanks = said.verb == Verb::Thank && speaker.is_some() && speaker == self.roster.chair();
        let holds = (said.verb != Verb::Procedure || suggests(words, &said)) && !thanks;
        self.note(speaker, act, same);
        let kept = goes_on_from(&attribution);
        self.floor = Some(Floor { speaker, attribution: kept, act, holds });
        (act, attribution, speaker)
    }

    /// Remembers who spoke, and that the discussion has begun.
    fn note(&mut self, speaker: Option<usize>, act: Act, same: bool) {
        if matches!(act, Act::Question | Act::Statement) && !(same && act == Act::Statement) {
            self.discussed = true;
        }
        if let Some(speaker) = speaker {
            self.recent.retain(|&r| r != speaker);
            self.recent.insert(0, speaker);
        }
    }

    /// Somebody does something that is no speech: whoever has the floor tells it, unless it is they who left.
    fn acts(&mut self, mention: &Mention) -> (Act, Attribution, Option<usize>) {
        let teller = self.floor.as_ref().is_some_and(|f| f.holds);
        if teller && mention.who != Who::Chair { self.goes_on() } else { (Act::Narration, Attribution::none(), None) }
    }

    /// Somebody speaks who is not named.
    fn unsaid(&mut self, verb: Verb, printed: Option<String>) -> (Act, Attribution, Option<usize>) {
        let act = match verb {
            Verb::Ask => Act::Question,
            Verb::Reply => Act::Answer,
            _ if printed.as_deref().is_some_and(is_body) => Act::Narration,
            _ => Act::Statement,
        };
        self.discussed = true;
        let attribution = Attribution { as_printed: printed, ..Attribution::none() };
        self.floor = Some(Floor { speaker: None, attribution: Attribution::none(), act, holds: false });
        (act, attribution, None)
    }

    /// The sentence names nobody: the turn goes on.
    fn goes_on(&mut self) -> (Act, Attribution, Option<usize>) {
        match &self.floor {
            Some(floor) if floor.holds => (floor.act, floor.attribution.clone(), floor.speaker),
            _ => (Act::Narration, Attribution::none(), None),
        }
    }

    fn act_of(&self, words: &[Word], said: &Speaks, speaker: Option<usize>, same: bool) -> Act {
        let officer = speaker
            .map(|i| &self.roster.people[i])
            .map_or(!is_member(&said.mention), |p| !p.member || p.is_executive());
        let answering = officer && self.discussed && speaker != self.roster.chair();
        match said.verb {
            Verb::Ask => Act::Question,
            Verb::Reply => Act::Answer,
            _ if subject::asks_too(words, said.after) => Act::Question,
            Verb::Thank => {
                let informs = words[said.after.min(words.len())..].windows(2).any(|w| {
                    w[0].key == "and"
                        && matches!(w[1].key.as_str(), "informed" | "explained" | "advised" | "responded" | "confirmed")
                });
                if answering && informs { Act::Answer } else { Act::Statement }
            }
            _ if presents(words, said) && (officer || said.verb == Verb::Present) => Act::Presentation,
            Verb::Procedure if !suggests(words, said) => Act::Statement,
            _ => match &self.floor {
                Some(floor) if same && matches!(floor.act, Act::Presentation | Act::Answer) => floor.act,
                _ if answering => Act::Answer,
                _ if officer && speaker != self.roster.chair() => Act::Presentation,
                _ => Act::Statement,
            },
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
                return Some((at, self.attribution(at, Grade::Role, &mention.printed, Some(role))));
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
        let said = mention.printed.to_lowercase();
        let contradicts =
            matches!((title, said.as_str()), (Some("mr" | "sir"), "she") | (Some("mrs" | "ms" | "miss"), "he"));
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

    /// "RESOLVED that Mr G Cooke be elected Chair": from here on, the Chair is they.
    fn notice_chair(&mut self, words: &[Word], sentence: &str) {
        let Some(k) = words.windows(2).position(|w| {
            matches!(w[0].key.as_str(), "be" | "was" | "duly") && matches!(w[1].key.as_str(), "elected" | "appointed")
        }) else {
            return;
        };
        let chair = words[k + 2..].iter().take(5).position(|w| w.key.starts_with("chair"));
        let Some(c) = chair.map(|c| k + 2 + c) else { return };
        let vice = words[k + 2..c].iter().any(|w| w.key == "vice");
        let other =
            words.get(c + 1).is_some_and(|w| w.key == "of") && words.get(c + 3).is_some_and(|w| !is_body(&w.key));
        if vice || other {
            return;
        }
        let before = (0..k).rev().find_map(|i| {
            super::mention::mentions_at(words, i, sentence, self.roster)
                .into_iter()
                .find(|m| m.end == k && matches!(m.who, Who::Name { bare: false, .. }))
        });
        if let Some(Mention { who: Who::Name { name, .. }, .. }) = before
            && let Found::One(at) = self.roster.named(&name, None)
        {
            self.roster.take_chair(at);
        }
    }

    /// "Question 4 by A to B": A asks what follows, and B is to answer it.
    pub fn put_in_writing(&mut self, asker: Option<&Mention>, answerer: Option<&Mention>) -> Option<Attribution> {
        self.answers = answerer.and_then(|m| self.identify(m, None));
        let (speaker, attribution) = self.identify(asker?, None)?;
        let kept = goes_on_from(&attribution);
        self.floor = Some(Floor { speaker, attribution: kept, act: Act::Question, holds: true });
        self.note(speaker, Act::Question, false);
        Some(attribution)
    }

    /// "Answer": whoever was asked has the floor, or somebody unnamed.
    pub fn answer(&mut self) {
        let (speaker, attribution) = self.answers.take().unwrap_or((None, Attribution::none()));
        self.floor = Some(Floor { speaker, attribution: goes_on_from(&attribution), act: Act::Answer, holds: true });
    }

    /// "Q:": somebody unnamed asks.
    pub fn question(&mut self) {
        self.floor = Some(Floor { speaker: None, attribution: Attribution::none(), act: Act::Question, holds: true });
        self.discussed = true;
    }
}

/// What stands at the end of minutes, under whatever item came last.
fn closes(sentence: &str) -> bool {
    let begins = [
        "Signed",
        "Date of next",
        "Dates of next",
        "Date for next",
        "Dates for",
        "Dates of",
        "Next meeting",
        "Meeting closed",
        "Meeting ended",
        "There being no",
        "The meeting closed",
        "The meeting ended",
        "The meeting finished",
        "The meeting commenced",
        "The meeting concluded",
        "The meeting was closed",
        "Meeting Closed",
        "Chairman:",
        "Dated",
    ];
    begins.iter().any(|b| sentence.trim_start().starts_with(b))
}

/// What follows the words of somebody who has been told goes on with them.
fn goes_on_from(attribution: &Attribution) -> Attribution {
    match attribution.grade {
        Grade::None => attribution.clone(),
        _ => Attribution { grade: Grade::Continued, why: Some("goes-on".into()), ..attribution.clone() },
    }
}

/// The rule by which the subject of a sentence is told.
fn why(grade: Grade) -> &'static str {
    match grade {
        Grade::Named => "subject-name",
        Grade::Role => "subject-office",
        Grade::Continued => "subject-title",
        Grade::None => "nobody",
    }
}

fn is_same(floor: &Floor, speaker: Option<usize>, attribution: &Attribution) -> bool {
    match (floor.speaker, speaker) {
        (Some(a), Some(b)) => a == b,
        (None, None) => {
            floor.attribution.as_printed.is_some() && floor.attribution.as_printed == attribution.as_printed
        }
        _ => false,
    }
}

fn is_member(mention: &Mention) -> bool {
    match &mention.who {
        Who::Name { name, .. } => name.is_member(),
        Who::TheCouncillor | Who::Chair | Who::ViceChair => true,
        _ => false,
    }
}

/// "The Committee", "Cabinet", "the Panel": a body, whose saying is no speech.
fn is_body(printed: &str) -> bool {
    let last = printed.to_lowercase();
    ["committee", "panel", "board", "cabinet", "council", "commission", "meeting"].iter().any(|b| last.ends_with(b))
}

/// The part of "The Leader of the Group, Mr Brady" that is the name.
fn name_part(printed: &str) -> &str {
    let starts = words(printed);
    starts
        .iter()
        .position(|w| crate::lexicon::is_title(&w.key) && w.is_capital())
        .map_or(printed, |i| &printed[starts[i].start..])
}

/// "proposed that fares be cut": a suggestion, where no motion is spoken of.
fn suggests(words: &[Word], said: &Speaks) -> bool {
    let rest = &words[said.after.min(words.len())..];
    let proposed = words.get(said.after.saturating_sub(1)).is_some_and(|w| w.key == "proposed");
    let motion =
        words.iter().any(|w| matches!(w.key.as_str(), "seconded" | "motion" | "amendment" | "nominated" | "elected"));
    proposed && !motion && rest.first().is_some_and(|w| w.key == "that")
}

/// Whether what is said is a presentation: "gave an overview", "delivered a presentation", "spoke to the Committee
/// about", "introduced the report", "went through the slides".
fn presents(words: &[Word], said: &Speaks) -> bool {
    let rest: Vec<&str> = words[said.after.min(words.len())..].iter().take(10).map(|w| w.key.as_str()).collect();
    let verb = words.get(said.after.saturating_sub(1)).map(|w| w.key.as_str()).unwrap_or_default();
    let thing = |list: &[&str]| rest.iter().any(|w| list.contains(w));
    match verb {
        "presented" | "introduced" | "delivered" => true,
        "gave" | "provided" | "made" | "led" => {
            thing(&["overview", "presentation", "update", "summary", "briefing", "introduction"])
        }
        "went" | "took" | "talked" | "ran" | "walked" => thing(&["slides", "presentation", "report", "slide"]),
        "spoke" | "talked " => {
            rest.first() == Some(&"to") && rest.iter().take(4).any(|w| is_body(w) || *w == "members")
        }
        "outlined" | "summarised" => thing(&["report", "paper", "presentation", "content"]),
        _ => false,
    }
}
