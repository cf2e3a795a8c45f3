//! The terms in which features speak: numbers by size, verbs by class, people by what they are at the meeting.

use crate::structure::speech::roster::{Known, Roster};
use crate::structure::speech::speakers::candidate::Candidate;
use crate::structure::speech::subject::Subject;
use crate::structure::speech::verbs::Verb;

/// Where features go: the parts of one, to be put together or hashed.
pub type Sink<'a> = dyn FnMut(&[&str]) + 'a;

/// What the grammar says of the sentence's subject.
pub fn rule(subject: &Subject) -> &'static str {
    match subject {
        Subject::Speaks(speaks) => match speaks.verb {
            Verb::Ask => "speaks-ask",
            Verb::Reply => "speaks-reply",
            Verb::Present => "speaks-present",
            Verb::Say => "speaks-say",
            Verb::Thank => "speaks-thank",
            Verb::Procedure => "speaks-procedure",
            Verb::Undertake => "speaks-undertake",
        },
        Subject::Acts(_) => "acts",
        Subject::Group { .. } => "group",
        Subject::Told => "told",
        Subject::Unsaid { .. } => "unsaid",
        Subject::Nothing => "nothing",
    }
}

pub fn class(verb: Verb) -> &'static str {
    match verb {
        Verb::Ask => "ask",
        Verb::Reply => "reply",
        Verb::Present => "present",
        Verb::Say => "say",
        Verb::Thank => "thank",
        Verb::Procedure => "procedure",
        Verb::Undertake => "undertake",
    }
}

/// A number as one of a few words.
pub fn bucket(n: usize) -> &'static str {
    match n {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=4 => "3-4",
        5..=8 => "5-8",
        9..=16 => "9-16",
        17..=32 => "17-32",
        _ => "33+",
    }
}

/// What somebody is at the meeting.
pub fn standing(candidate: &Candidate, roster: &Roster) -> &'static str {
    let Some(person) = candidate.person.and_then(|i| roster.people.get(i)) else {
        return if candidate.manner.is_name() { "unknown" } else { "office" };
    };
    match person.known {
        _ if person.chair => "chair",
        Known::Absent => "absent",
        Known::There if person.member => "member",
        Known::There => "officer",
        Known::Text if person.member => "member-in-text",
        Known::Text => "in-text",
        Known::Roll => "on-roll",
    }
}
