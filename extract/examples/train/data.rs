//! Sentences of labelled papers, their features as numbers, and what their labels allow them to be.

use crate::compare::{contains_words, words};
use crate::labels::{Labels, Paper, Turn};
use extract::format::{self, Hint};
use extract::structure::speech::speakers::state::{STATES, Speech, State};
use extract::structure::speech::speakers::training::{Meeting, MentionFeatures, meetings};
use extract::{Context, layout};
use record::Kind;
use std::collections::BTreeMap;
use std::error::Error;

/// A labelled paper with the minutes in it.
pub struct Labelled {
    /// The body that published it.
    pub body: String,
    /// Its minutes.
    pub meetings: Vec<LabelledMeeting>,
}

/// One meeting's minutes.
pub struct LabelledMeeting {
    pub meeting: Meeting,
    /// For each sentence, the label that belongs to it.
    pub turns: Vec<Option<Turn>>,
    /// For each sentence, its features and those of its mentions, by name.
    features: Vec<(Vec<String>, Vec<MentionFeatures>)>,
}

/// Reads a paper and finds which of its sentences each label is about.
pub fn read(paper: &Paper, labels: &Labels, council: Option<&String>) -> Result<Labelled, Box<dyn Error>> {
    let bytes = std::fs::read(&paper.path).map_err(|e| format!("{}: {e}", paper.path.display()))?;
    let name = paper.path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let content = format::read(&bytes, &Hint { file_name: name.clone(), ..Hint::default() });
    let mut context = Context::default();
    context.facts.file_name = name.clone();
    context.facts.council = council.cloned();
    // All labelled papers are minutes: what they would be taken for is no matter here.
    context.facts.kind = Some(Kind::Minutes);
    let turns = labels.of_paper(&name).turns;
    let meetings = meetings(&content, &layout::blocks(&content), &context);
    let meetings = meetings.into_iter().map(|meeting| {
        let turns = align(&meeting, &turns);
        let features = (0..turns.len()).map(|at| (meeting.sentence(at), meeting.mentions(at))).collect();
        LabelledMeeting { meeting, turns, features }
    });
    Ok(Labelled { body: paper.body.clone(), meetings: meetings.collect() })
}

/// For each sentence, the label whose words it has; of several, the first that names somebody.
fn align(meeting: &Meeting, turns: &[Turn]) -> Vec<Option<Turn>> {
    let texts: Vec<Vec<String>> = meeting.utterances.iter().map(|u| words(&u.text)).collect();
    let mut own: Vec<Option<Turn>> = vec![None; texts.len()];
    let mut from = 0;
    for turn in turns {
        let phrase = words(&turn.phrase);
        let order = (from..texts.len()).chain(0..from);
        let Some(at) = order.into_iter().find(|&i| contains_words(&texts[i], &phrase)) else { continue };
        from = at;
        if own[at].as_ref().is_none_or(|had| had.explicit != true && turn.explicit == true) {
            own[at] = Some(turn.clone());
        }
    }
    own
}

/// Features by name, numbered in the order in which they were first seen.
#[derive(Default)]
pub struct Numbers {
    by_name: BTreeMap<String, u32>,
    /// The names, by number.
    pub names: Vec<String>,
    /// How many bodies each is met in, by number.
    pub bodies: Vec<usize>,
}

impl Numbers {
    /// The number of a feature that is known.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).map(|number| *number as usize)
    }

    /// Numbers a feature that was learnt before.
    pub fn hold(&mut self, name: &str) {
        self.number(name, usize::MAX);
    }

    fn number(&mut self, name: &str, bodies: usize) -> u32 {
        if let Some(number) = self.by_name.get(name) {
            return *number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.by_name.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        self.bodies.push(bodies);
        number
    }
}

/// Feature names of the three kinds.
#[derive(Default)]
pub struct Features {
    pub sentence: Numbers,
    pub mention: Numbers,
    pub speaker: Numbers,
    /// Beginnings of features that are left out, to see what they are worth.
    pub without: Vec<String>,
}

/// A mention in numbers.
pub struct Mention {
    pub choice: Vec<u32>,
    pub speaker: Vec<u32>,
    /// Whether the label allows it to be the speaker.
    pub allowed: bool,
}

/// A sentence in numbers.
pub struct Sentence {
    pub features: Vec<u32>,
    pub mentions: Vec<Mention>,
    /// The states that the label allows.
    pub allowed: [bool; STATES],
    /// Whether nobody has the floor before it.
    pub breaks: bool,
}

/// How widely a feature is met.
#[derive(Clone, Copy, Default)]
struct Spread {
    sentences: usize,
    bodies: usize,
    /// The body that it was met in last, to count each once.
    last: usize,
}

/// How widely each feature is met in these sentences; `body` numbers the body that a sentence is of.
fn spread<'a>(names: impl Iterator<Item = (usize, &'a String)>) -> BTreeMap<&'a str, Spread> {
    let mut found: BTreeMap<&str, Spread> = BTreeMap::new();
    for (body, name) in names {
        let spread = found.entry(name).or_default();
        spread.sentences += 1;
        if spread.bodies == 0 || spread.last != body {
            spread.bodies += 1;
            spread.last = body;
        }
    }
    found
}

/// The sentences of each meeting in numbers; features that fewer than `least` sentences have are left out.
pub fn in_numbers(papers: &[&Labelled], least: usize, features: &mut Features) -> Vec<Vec<Sentence>> {
    let mut bodies: Vec<&str> = papers.iter().map(|p| p.body.as_str()).collect();
    bodies.dedup();
    let body = |paper: &Labelled| bodies.iter().position(|b| *b == paper.body).unwrap_or_default();
    let meetings: Vec<(usize, &LabelledMeeting)> =
        papers.iter().flat_map(|p| p.meetings.iter().map(move |m| (body(p), m))).collect();
    let sentences = || meetings.iter().flat_map(|(body, m)| m.features.iter().map(move |f| (*body, f)));
    let in_sentences = spread(sentences().flat_map(|(body, (names, _))| names.iter().map(move |n| (body, n))));
    let in_mentions = spread(
        sentences()
            .flat_map(|(body, (_, mentions))| mentions.iter().flat_map(|m| &m.choice).map(move |name| (body, name))),
    );
    let without = features.without.clone();
    let number = |names: &[String], met: &BTreeMap<&str, Spread>, numbers: &mut Numbers| -> Vec<u32> {
        let wide = names.iter().filter_map(|name| {
            let spread = met.get(name.as_str())?;
            let wanted = !without.iter().any(|w| name.starts_with(w.as_str()));
            (wanted && (spread.sentences >= least || numbers.find(name).is_some()))
                .then(|| numbers.number(name, spread.bodies))
        });
        wide.collect()
    };
    let mut numbered = Vec::new();
    for (_, meeting) in meetings {
        let mut rows = Vec::new();
        let breaks = meeting.meeting.utterances.iter().map(|u| u.breaks);
        for (((names, mentions), turn), breaks) in meeting.features.iter().zip(&meeting.turns).zip(breaks) {
            let allowed = allowed(turn.as_ref(), mentions, breaks);
            let mentions = mentions.iter().zip(allowed.1).map(|(mention, allowed)| Mention {
                choice: number(&mention.choice, &in_mentions, &mut features.mention),
                speaker: mention.speaker.iter().map(|name| features.speaker.number(name, usize::MAX)).collect(),
                allowed,
            });
            let mentions = mentions.collect();
            rows.push(Sentence {
                features: number(names, &in_sentences, &mut features.sentence),
                mentions,
                allowed: allowed.0,
                breaks,
            });
        }
        numbered.push(rows);
    }
    numbered
}

/// The states and mentions that a label allows. A sentence without one, or of which a reader was not sure, may be
/// anything; so may one whose speaker is not among its mentions.
fn allowed(turn: Option<&Turn>, mentions: &[MentionFeatures], breaks: bool) -> ([bool; STATES], Vec<bool>) {
    let anything = (State::ALL.map(|s| !s.is_named() || !mentions.is_empty()), vec![true; mentions.len()]);
    let Some(turn) = turn else { return anything };
    let fits = |state: State| match state.speech() {
        None => false,
        Some(speech) => !Speech::ALL.iter().any(|s| s.as_str() == turn.act) || speech.as_str() == turn.act,
    };
    if turn.explicit == "ambiguous" {
        return anything;
    }
    // The label knows better than we where an item or a row begins: nothing can be learnt from such a sentence.
    let goes_on = if breaks { anything.0 } else { State::ALL.map(|s| s.goes_on() && fits(s)) };
    let named = State::ALL.map(|s| s.is_named() && fits(s));
    if turn.role_only.is_some() {
        let offices: Vec<bool> = mentions.iter().map(|m| m.name.is_empty()).collect();
        return match (turn.explicit == true, offices.contains(&true)) {
            (true, true) => (named, offices),
            (true, false) => anything,
            (false, _) => (goes_on, vec![true; mentions.len()]),
        };
    }
    let Some(surname) = &turn.speaker_surname else {
        return (State::ALL.map(|s| s == State::Nobody), vec![true; mentions.len()]);
    };
    if turn.explicit != true {
        return (goes_on, vec![true; mentions.len()]);
    }
    let surname = words(surname);
    let theirs: Vec<bool> = mentions.iter().map(|m| contains_words(&words(&m.name), &surname)).collect();
    if theirs.contains(&true) { (named, theirs) } else { anything }
}
