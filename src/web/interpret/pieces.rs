//! The pieces of a question: names of the record and the words between them, with times, places and courtesies set apart.

use super::names::{self, Named, Names};
use super::order;
use super::text::Token;
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
    /// How many words stand before it.
    at: usize,
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sorted {
    /// What is left to fit a form.
    pub pieces: Vec<Piece>,
    /// When.
    pub period: Option<Period>,
    /// Whether the time names a month and no year.
    pub is_without_year: bool,
    /// Bodies that stood behind “at”, “in”, “by” and the like.
    pub bodies: Vec<Named>,
    /// In which kinds of papers.
    pub kinds: &'static [&'static str],
    /// By which period it is to be counted.
    pub interval: Option<&'static str>,
    /// In which order, and the words that ask for it.
    pub order: Option<(&'static str, String)>,
    /// Words of courtesy.
    pub courtesies: Vec<String>,
    /// What contradicts itself.
    pub wrong: Option<String>,
}

/// Words with which people begin and end, and that ask nothing; the longest first.
const COURTESIES: &[&[&str]] = &[
    &["i", "would", "like", "to", "know"],
    &["i", "would", "like", "to", "see"],
    &["we", "would", "like", "to", "know"],
    &["can", "you", "tell", "me"],
    &["could", "you", "tell", "me"],
    &["could", "you", "show", "me"],
    &["can", "you", "show", "me"],
    &["i", "want", "to", "know"],
    &["i", "need", "to", "know"],
    &["i", "want", "to", "see"],
    &["we", "need", "to", "know"],
    &["we", "want", "to", "know"],
    &["i", "am", "looking", "for"],
    &["do", "you", "know"],
    &["let", "me", "know"],
    &["does", "anyone", "know"],
    &["do", "we", "know"],
    &["can", "i", "see"],
    &["can", "i", "have"],
    &["can", "we", "see"],
    &["can", "we", "have"],
    &["could", "i", "see"],
    &["could", "i", "have"],
    &["tell", "me"],
    &["thank", "you"],
    &["good", "morning"],
    &["good", "afternoon"],
    &["if", "possible"],
    &["just", "wondering"],
    &["quick", "question"],
    &["remind", "me"],
    &["any", "idea"],
    &["i", "need"],
    &["we", "need"],
    &["i", "want"],
    &["can", "you"],
    &["could", "you"],
    &["would", "you"],
    &["looking", "for"],
    &["thanks"],
    &["please"],
    &["need"],
    &["want"],
    &["kindly"],
    &["cheers"],
    &["thx"],
    &["hey"],
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
const NOISE_PAIRS: &[[&str; 2]] = &[
    ["if", "anything"],
    ["as", "well"],
    ["in", "general"],
    ["so", "far"],
    ["to", "date"],
    ["at", "all"],
    ["in", "total"],
    ["in", "particular"],
];

/// Words before a body that make it a place, or whose deed it is.
const BEFORE_BODIES: &[&str] = &["at", "in", "by", "of", "to", "before", "from", "within", "for"];

/// Words before whoever does something.
const BEFORE_DOERS: &[&str] = &["on", "did", "do", "does", "has", "had", "will", "is", "was", "next", "last", "which"];

/// Words of which the index asks in every passage what no passage is about.
const LINKS: &[&str] = &[
    "the", "a", "an", "of", "in", "on", "for", "to", "and", "at", "with", "by", "from", "into", "about", "our",
    "their", "its", "his", "her", "any", "some", "this", "that", "these", "those", "as",
];

/// Takes a question apart.
pub fn sort(tokens: &[Token], names: &Names, today: Date) -> Sorted {
    let mut sorted = Sorted { is_without_year: when::is_without_year(tokens), ..Sorted::default() };
    let rest = sorted.set_apart(tokens, today);
    sorted.pieces = named(rest, names);
    sorted.take_bodies();
    sorted.take_kinds();
    sorted
}

impl Sorted {
    /// Takes courtesies, times, intervals and words that change nothing out of the tokens.
    fn set_apart(&mut self, tokens: &[Token], today: Date) -> Vec<Token> {
        let mut rest = Vec::new();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let here = &tokens[at..];
            at += if let Some(n) = shown(here).filter(|_| rest.is_empty()) {
                n
            } else if let Some(n) = courtesy(here).filter(|n| rest.is_empty() || at + n == tokens.len()) {
                self.courtesies.push(here[..n].iter().map(|t| t.typed.as_str()).collect::<Vec<_>>().join(" "));
                n
            } else if let Some((interval, n)) = order::interval(here) {
                self.interval = Some(interval);
                n
            } else if let Some(vague) = when::vague(here) {
                self.wrong = Some(format!("When “{vague}” begins and ends is not plain."));
                2
            } else if let Some((period, n)) = meeting_of(here, today) {
                self.add_period(period);
                n
            } else if let Some((period, n)) = when::of_papers(&tokens[..at], here, today) {
                self.add_period(period);
                n
            } else if let Some((period, n)) = when::parse_time(here, today) {
                match is_topic(&tokens[..at], token) {
                    true => rest.extend(here[..n].iter().cloned()),
                    false => self.add_period(period),
                }
                n
            } else if let Some(period) =
                when::bare_year(&tokens[..at], here, today).filter(|_| !is_topic(&tokens[..at], token))
            {
                self.add_period(period);
                1
            } else if let Some((order, n)) = order::order(here) {
                self.order = Some((order, here[..n].iter().map(|t| t.typed.as_str()).collect::<Vec<_>>().join(" ")));
                n
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

    /// The same with committees that are named in short, by the word that tells them from the others alone (“the chair of
    /// planning”), where that is a word in capitals or stands where a body can stand; nothing where there is none.
    pub fn with_short_names(&self, names: &Names) -> Option<Self> {
        let mut sorted = self.clone();
        for at in 1..sorted.pieces.len() {
            let (before, piece) = (&sorted.pieces[at - 1], &sorted.pieces[at]);
            let is_place = before.is_any(BEFORE_BODIES) || before.is_any(BEFORE_DOERS);
            let may_be = piece.what == What::Word && (is_place || piece.typed().starts_with(char::is_uppercase));
            if let Some(named) = names.body_in_short(&piece.tokens).filter(|_| may_be) {
                sorted.pieces[at] = Piece::name(named, &piece.tokens.clone(), piece.at);
            }
        }
        sorted.take_bodies();
        sorted.take_kinds();
        (sorted != *self).then_some(sorted)
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
            let is_asked_for = at == 3 && is_word(Some(0), &["who"]) && is_word(Some(1), &["is", "are", "was", "were"]);
            if is_asked_for || self.pieces[at].what != What::Body || !is_word(at.checked_sub(1), BEFORE_BODIES) {
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

    /// Sets apart the kinds of papers in which something is looked for: `mentions of stability in minutes`.
    fn take_kinds(&mut self) {
        let begins = |piece: &Piece| piece.is_any(&["in", "within"]);
        let Some(from) = self.pieces.iter().rposition(begins).filter(|from| *from > 0) else { return };
        let mut to = from + 1;
        let is_any = |place: usize, words: &[&str]| self.pieces.get(place).is_some_and(|piece| piece.is_any(words));
        to += usize::from(is_any(to, &["any", "all", "published", "committee", "council"]));
        let of_inspectors = is_any(to, INSPECTORS_PAPERS);
        to += usize::from(of_inspectors);
        let kind = KINDS.iter().find(|(words, _)| is_any(to, words)).map(|(_, kinds)| *kinds);
        let ends = to + 1 == self.pieces.len() || is_any(to + 1, &["about", "on", "regarding", "mentioning"]);
        if let Some(kinds) = kind.filter(|_| ends) {
            let letters = of_inspectors || kinds == ["letter"];
            self.kinds = if letters { &["letter", "inspection_report"] } else { kinds };
            self.pieces.drain(from..=to);
        }
    }
}

/// Words for kinds of papers, each with the kinds.
const KINDS: &[(&[&str], &[&str])] = &[
    (&["minutes"], &["minutes"]),
    (&["report", "reports"], &["report"]),
    (&["agenda", "agendas"], &["agenda"]),
    (&["presentation", "presentations", "slides"], &["presentation"]),
    (&["plans"], &["plan"]),
    (&["letter", "letters"], &["letter"]),
];

/// Words for inspectors' papers, in two words.
const INSPECTORS_PAPERS: &[&str] = &["inspection", "ofsted", "inspectors", "inspectors'", "inspectorate"];

impl Piece {
    fn word(token: Token, at: usize) -> Self {
        let (canon, what) = match token.is_phrase {
            true => ("@phrase".to_owned(), What::Phrase),
            // “IT” is no pronoun. No form has capitals.
            false if matches!(token.typed.as_str(), "IT" | "US") => (token.typed.clone(), What::Word),
            // A sign of ours cannot be typed.
            false => (token.word.replace('@', ""), What::Word),
        };
        Self { canon, what, named: None, at, tokens: vec![token] }
    }

    fn name(named: Named, tokens: &[Token], at: usize) -> Self {
        let (canon, what) = match &named {
            Named::Who { .. } => ("@who", What::Who),
            Named::Nobody => ("@nobody", What::Nobody),
            Named::Body { .. } => ("@body", What::Body),
        };
        Self { canon: canon.to_owned(), what, named: Some(named), at, tokens: tokens.to_vec() }
    }

    /// Whether it is one of these words.
    pub fn is_any(&self, words: &[&str]) -> bool {
        self.what == What::Word && words.contains(&self.canon.as_str())
    }

    /// Whether it names a person by more than a word that may be any word: with a title, by several names, or by a name
    /// with a capital that does not begin the question.
    pub fn is_plainly_a_person(&self) -> bool {
        matches!(&self.named, Some(Named::Who { is_person: true, .. }))
            && (self.tokens.len() > 1 || (self.at > 0 && self.typed().starts_with(char::is_uppercase)))
    }

    /// Whether it is somebody of the record, or may be somebody whom it does not know.
    pub fn may_be_somebody(&self) -> bool {
        let is_group =
            self.is_any(&["members", "councillors", "officers", "anyone", "anybody", "someone", "us", "them"]);
        matches!(self.what, What::Who | What::Nobody) || is_group || self.tokens.first().is_some_and(names::is_title)
    }

    /// Words that were read as others, with those.
    pub fn slips(&self) -> impl Iterator<Item = (String, String)> {
        let mended = self.tokens.iter().filter(|token| token.is_mended());
        mended.map(|token| (token.typed.clone(), token.word.clone()))
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
                pieces.push(Piece::name(named, &tokens[at..at + n], at));
                at += n;
            }
            None => {
                if !token.is_any(NOISE) {
                    pieces.push(Piece::word(token.clone(), at));
                }
                at += 1;
            }
        }
    }
    pieces
}

/// `show me what`, `find who`: how many words stand before the question.
fn shown(tokens: &[Token]) -> Option<usize> {
    let first = tokens.first().filter(|token| token.is_any(&["show", "find", "list", "give", "see", "check"]))?;
    let n = 1 + usize::from(tokens.get(1).is_some_and(|token| token.is_any(&["me", "us", "out", "of"])));
    let asks = ["what", "who", "when", "which", "where", "how", "anything", "everything", "things"];
    (!first.is_phrase && tokens.get(n).is_some_and(|token| token.is_any(&asks))).then_some(n)
}

fn courtesy(tokens: &[Token]) -> Option<usize> {
    let begins =
        |words: &&&[&str]| words.len() <= tokens.len() && words.iter().zip(tokens).all(|(word, token)| token.is(word));
    COURTESIES.iter().find(begins).map(|words| words.len())
}

/// Whether what comes next is what is asked about, and no time of the question: `about the May 2023 elections`.
fn is_topic(before: &[Token], next: &Token) -> bool {
    let joins = [
        "in", "on", "since", "from", "before", "after", "until", "till", "by", "between", "during", "at", "up", "over",
    ];
    let last = before.iter().rev().find(|token| !token.is("the"));
    last.is_some_and(|token| token.is_any(&["about", "regarding", "concerning"])) && !next.is_any(&joins)
}

/// `at the meeting on 14 June 2022`, `at the June 2022 meeting`: the time alone.
fn meeting_of(tokens: &[Token], today: Date) -> Option<(Period, usize)> {
    let at = tokens.first().filter(|token| token.is_any(&["at", "in", "during", "from"])).map(|_| 1)?;
    let from = at + usize::from(tokens.get(at).is_some_and(|token| token.is("the")));
    let is_meeting = |place: usize| tokens.get(place).is_some_and(|token| token.is_any(&["meeting", "meetings"]));
    if is_meeting(from) {
        let (period, n) = when::parse_time(&tokens[from + 1..], today)?;
        return Some((period, from + 1 + n));
    }
    let (period, n) = when::parse_time(&tokens[from..], today)?;
    // “At the June meeting of the Cabinet” is a place as well.
    let of_body = tokens.get(from + n + 1).is_some_and(|token| token.is("of"));
    (is_meeting(from + n) && !of_body).then_some((period, from + n + 1))
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
