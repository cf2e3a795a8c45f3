//! The pieces of a question: names of the record and the words between them, with times, places and courtesies set apart.

use super::names::{Named, Names};
use super::text::{Token, tokens};
use super::when::{self, Period};
use jiff::civil::Date;

/// One piece: a word, a phrase, or several words that name somebody or some body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// As forms see it.
    pub canon: String,
    /// What it is.
    pub what: What,
    /// Whom or what it names.
    pub named: Option<Named>,
    tokens: Vec<Token>,
}

/// What a piece is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A word.
    Word,
    /// A phrase in quotes.
    Phrase,
    /// A person or an office of the record.
    Who,
    /// Somebody whom the record does not know.
    Nobody,
    /// A committee or council of the record.
    Body,
}

/// A question taken apart.
#[derive(Debug, Clone, Default)]
pub struct Sorted {
    /// What is left to fit a form.
    pub pieces: Vec<Piece>,
    /// When.
    pub period: Option<Period>,
    /// Bodies that stood behind “at”, “in”, “by” and the like.
    pub bodies: Vec<Named>,
    /// By which period it is to be counted.
    pub interval: Option<&'static str>,
    /// The word that asks for what is recent.
    pub newest: Option<String>,
    /// Words of courtesy.
    pub courtesies: Vec<String>,
    /// What contradicts itself.
    pub wrong: Option<String>,
}

/// Words with which people begin and end, and that ask nothing; the longest first.
const COURTESIES: &[&[&str]] = &[
    &["i", "would", "like", "to", "know"],
    &["i", "would", "like", "to", "see"],
    &["can", "you", "tell", "me"],
    &["could", "you", "tell", "me"],
    &["could", "you", "show", "me"],
    &["can", "you", "show", "me"],
    &["do", "you", "know"],
    &["i", "want", "to", "know"],
    &["i", "need", "to", "know"],
    &["i", "want", "to", "see"],
    &["let", "me", "know"],
    &["tell", "me"],
    &["thank", "you"],
    &["thanks"],
    &["please"],
    &["kindly"],
    &["hello"],
    &["hi"],
];

/// Words that change nothing.
const NOISE: &[&str] = &[
    "the",
    "a",
    "an",
    "ever",
    "actually",
    "exactly",
    "really",
    "currently",
    "yet",
    "already",
    "just",
    "still",
    "formally",
    "now",
    "publicly",
    "specifically",
    "also",
];

/// Words that change nothing, two together.
const NOISE_PAIRS: &[[&str; 2]] =
    &[["so", "far"], ["to", "date"], ["at", "all"], ["in", "total"], ["in", "particular"]];

/// Words before a body that make it a place, or whose deed it is.
const BEFORE_BODIES: &[&str] = &["at", "in", "by", "of", "to", "before", "from", "within", "for"];

/// Words of which the index asks in every passage what no passage is about.
const LINKS: &[&str] = &[
    "the", "a", "an", "of", "in", "on", "for", "to", "and", "at", "with", "by", "from", "into", "about", "our",
    "their", "its", "his", "her", "any", "some", "this", "that", "these", "those", "as",
];

/// What counts by a period.
const INTERVALS: [&str; 3] = ["year", "quarter", "month"];

/// Takes a question apart.
pub fn sort(text: &str, names: &Names, today: Date) -> Sorted {
    let mut sorted = Sorted::default();
    let rest = sorted.set_apart(tokens(text), today);
    sorted.pieces = named(rest, names);
    sorted.take_bodies();
    sorted
}

impl Sorted {
    /// Takes courtesies, times, intervals and words that change nothing out of the tokens.
    fn set_apart(&mut self, tokens: Vec<Token>, today: Date) -> Vec<Token> {
        let mut rest = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let here = &tokens[at..];
            at += if let Some(n) = courtesy(here) {
                self.courtesies.push(here[..n].iter().map(|t| t.typed.as_str()).collect::<Vec<_>>().join(" "));
                n
            } else if let Some((interval, n)) = interval(here) {
                self.interval = Some(interval);
                n
            } else if let Some(vague) = when::vague(here) {
                self.wrong = Some(format!("When “{vague}” begins and ends is not plain."));
                2
            } else if let Some((period, n)) = when::parse_time(here, today) {
                self.add_period(period);
                n
            } else if token.is_any(&["recently", "lately"]) {
                self.newest = Some(token.typed.clone());
                1
            } else if here.len() > 1 && NOISE_PAIRS.iter().any(|[a, b]| token.is(a) && here[1].is(b)) {
                2
            } else {
                // An article is kept until names have been found: some have one.
                rest.push(token.clone());
                1
            };
        }
        rest
    }

    fn add_period(&mut self, more: Period) {
        let period = self.period.get_or_insert(Period { since: None, until: None, ..more });
        if period.since.is_some() && more.since.is_some() || period.until.is_some() && more.until.is_some() {
            self.wrong = Some("Two times are said, and which of them counts is not plain.".to_owned());
        }
        period.since = period.since.or(more.since);
        period.until = period.until.or(more.until);
        if let (Some(since), Some(until)) = (period.since, period.until)
            && since.first_day() > until.last_day()
        {
            self.wrong = Some("The time that is said ends before it begins.".to_owned());
        }
    }

    /// Sets apart the bodies that are places of what is asked: `at the Cabinet meeting`, `by the planning committee`.
    fn take_bodies(&mut self) {
        let mut at = 0;
        while at < self.pieces.len() {
            let is_word = |place: Option<usize>, words: &[&str]| {
                place.and_then(|place| self.pieces.get(place)).is_some_and(|piece| piece.is_any(words))
            };
            if self.pieces[at].what != What::Body || !is_word(at.checked_sub(1), BEFORE_BODIES) {
                at += 1;
                continue;
            }
            let meeting = &["meeting", "meetings"];
            let mut from = at - 1;
            let of_meeting = is_word(Some(from), &["of"]) && is_word(from.checked_sub(1), meeting);
            if of_meeting && is_word(from.checked_sub(2), &["at", "in", "from", "to"]) {
                from -= 2;
            }
            let mut to = at + 1;
            if is_word(Some(to), meeting) {
                to += 1;
            }
            self.bodies.extend(self.pieces[at].named.clone());
            self.pieces.drain(from..to);
            at = from;
        }
    }
}

impl Piece {
    fn word(token: Token) -> Self {
        let (canon, what) = match token.is_phrase {
            true => ("@phrase".to_owned(), What::Phrase),
            // A sign of ours cannot be typed.
            false => (token.word.replace('@', ""), What::Word),
        };
        Self { canon, what, named: None, tokens: vec![token] }
    }

    fn name(named: Named, tokens: &[Token]) -> Self {
        let (canon, what) = match &named {
            Named::Who { .. } => ("@who", What::Who),
            Named::Nobody => ("@nobody", What::Nobody),
            Named::Body { .. } => ("@body", What::Body),
        };
        Self { canon: canon.to_owned(), what, named: Some(named), tokens: tokens.to_vec() }
    }

    fn is_any(&self, words: &[&str]) -> bool {
        self.what == What::Word && words.contains(&self.canon.as_str())
    }

    /// As typed.
    pub fn typed(&self) -> String {
        self.tokens.iter().map(|token| token.typed.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Finds names of the record; what lies between are words, without those that change nothing.
fn named(tokens: Vec<Token>, names: &Names) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match names.find(&tokens[at..]) {
            Some((named, n)) => {
                pieces.push(Piece::name(named, &tokens[at..at + n]));
                at += n;
            }
            None => {
                if !token.is_any(NOISE) {
                    pieces.push(Piece::word(token.clone()));
                }
                at += 1;
            }
        }
    }
    pieces
}

fn courtesy(tokens: &[Token]) -> Option<usize> {
    let begins =
        |words: &&&[&str]| words.len() <= tokens.len() && words.iter().zip(tokens).all(|(word, token)| token.is(word));
    COURTESIES.iter().find(begins).map(|words| words.len())
}

/// `by month`, `per year`, `each quarter`, `monthly`.
fn interval(tokens: &[Token]) -> Option<(&'static str, usize)> {
    let [first, rest @ ..] = tokens else { return None };
    let daily = [("yearly", "year"), ("annually", "year"), ("quarterly", "quarter"), ("monthly", "month")];
    if let Some((_, interval)) = daily.iter().find(|(word, _)| first.is(word)) {
        // “Quarterly reports” are a topic, “reports quarterly” are not asked for.
        return rest.is_empty().then_some((*interval, 1));
    }
    let second = rest.first().filter(|_| first.is_any(&["by", "per", "each", "every"]))?;
    INTERVALS.iter().find(|interval| second.is(interval)).map(|interval| (*interval, 2))
}

/// What pieces are about, in the query language.
pub fn query(topic: &[Piece]) -> String {
    let mut words: Vec<String> = Vec::new();
    for piece in topic {
        match piece.what {
            What::Phrase => words.push(format!("\"{}\"", piece.typed().replace('"', " "))),
            What::Word if piece.canon == "or" => words.push("OR".to_owned()),
            What::Word if LINKS.contains(&piece.canon.as_str()) => {}
            What::Word => words.extend(plain_words(&piece.typed())),
            What::Who | What::Nobody | What::Body => {
                let bare = piece.tokens.iter().filter(|token| !super::names::is_title(token) && !token.is_any(LINKS));
                words.extend(bare.flat_map(|token| plain_words(&token.typed)));
            }
        }
    }
    let is_or = |word: Option<&String>| word.is_some_and(|word| word == "OR");
    while is_or(words.last()) {
        words.pop();
    }
    while is_or(words.first()) {
        words.remove(0);
    }
    words.join(" ")
}

/// The words of a text without the signs of the query language.
fn plain_words(typed: &str) -> Vec<String> {
    let plain = typed.replace([':', '(', ')', '*', '~', '=', '"', '“', '”', '^', '\\'], " ");
    let words = plain.split_whitespace().map(|word| word.trim_start_matches('-').to_owned());
    words.filter(|word| !word.is_empty() && !matches!(word.as_str(), "AND" | "OR" | "NOT")).collect()
}
