//! The forms of questions: which words ask for what, read from the files of `forms/`.

use super::spelling::Spelling;
use regex::Regex;
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Parameters, each with its values.
pub type Request = BTreeMap<&'static str, Vec<String>>;

/// The addresses of the API that answer questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuestionTarget {
    /// Passages.
    Search,
    /// Every occurrence.
    Mentions,
    /// What was undertaken.
    Commitments,
    /// What was resolved.
    Resolutions,
    /// Motions that were put.
    Votes,
    /// Inspection letters.
    Letters,
    /// Who says it most.
    Speakers,
    /// How often, over time.
    Timeline,
    /// Meetings.
    Meetings,
    /// People.
    People,
}

/// One way of asking.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Who answers.
    pub target: QuestionTarget,
    /// Parameters that the words themselves mean.
    #[serde(default)]
    pub with: BTreeMap<String, Vec<String>>,
    /// What is due, and by when, instead of what was said when.
    #[serde(default)]
    pub due: bool,
    /// What is due already and was neither done nor seen again.
    #[serde(default)]
    pub overdue: bool,
    /// From today on.
    #[serde(default)]
    pub next: bool,
    /// Until today.
    #[serde(default)]
    pub past: bool,
    /// Who is named moved or seconded it.
    #[serde(default)]
    pub moved: bool,
    /// It only says to look for words: they must be nothing else.
    #[serde(default)]
    pub plain: bool,
    says: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the reader, and for the test that tries them"))]
    examples: Vec<String>,
    #[serde(skip)]
    patterns: Vec<Regex>,
}

/// The words and parts that all forms are made of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Vocabulary {
    words: Words,
    short: BTreeMap<String, String>,
    parts: BTreeMap<String, String>,
}

/// Forms of one subject.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    form: Vec<Form>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    never: String,
    orders: String,
    rows: String,
    asks: String,
    spelt: String,
    others: String,
}

/// Every form, and the words that stand in no topic.
#[derive(Debug)]
pub struct Forms {
    list: Vec<Form>,
    never: HashSet<String>,
    orders: HashSet<String>,
    rows: HashSet<String>,
    asks: HashSet<String>,
    spelling: Spelling,
}

/// The words that filled the slots of a form, as places in what was matched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slots {
    /// What it is about.
    pub topic: Option<Range<usize>>,
    /// Who is named.
    pub who: Option<Range<usize>>,
    /// Which body is named.
    pub body: Option<Range<usize>>,
}

/// How deep parts may stand in parts.
const DEEPEST: usize = 8;

const VOCABULARY: &str = include_str!("forms/words.toml");

/// Every file of forms, in the order in which they are tried.
const FILES: &[(&str, &str)] = &[
    ("overdue", include_str!("forms/overdue.toml")),
    ("undertakings", include_str!("forms/undertakings.toml")),
    ("votes", include_str!("forms/votes.toml")),
    ("letters", include_str!("forms/letters.toml")),
    ("attendance", include_str!("forms/attendance.toml")),
    ("meetings", include_str!("forms/meetings.toml")),
    ("counts", include_str!("forms/counts.toml")),
    ("sayings", include_str!("forms/sayings.toml")),
    ("papers", include_str!("forms/papers.toml")),
];

/// The forms that the program knows.
pub static FORMS: LazyLock<Forms> =
    LazyLock::new(|| Forms::parse(VOCABULARY, FILES).unwrap_or_else(|wrong| panic!("forms: {wrong}")));

impl Forms {
    fn parse(vocabulary: &str, files: &[(&str, &str)]) -> Result<Self, String> {
        let Vocabulary { words, short, parts } =
            toml::from_str(vocabulary).map_err(|error| format!("words.toml: {error}"))?;
        let mut list = Vec::new();
        for (name, text) in files {
            let File { form } = toml::from_str(text).map_err(|error| format!("{name}.toml: {error}"))?;
            list.extend(form);
        }
        for form in &mut list {
            for says in &form.says {
                let pattern = format!("^{}$", expand(says, &parts, 0)?);
                form.patterns.push(Regex::new(&pattern).map_err(|error| format!("{says}: {error}"))?);
            }
        }
        let set = |list: &str| list.split_whitespace().map(str::to_owned).collect();
        // A word that some form or list knows is no slip of another.
        let patterns = list.iter().flat_map(|form: &Form| &form.says).chain(parts.values());
        let known = patterns.flat_map(|says| says.split(|c: char| !c.is_alphabetic())).map(str::to_owned);
        let lists = [&words.never, &words.orders, &words.rows, &words.asks, &words.others];
        let listed = lists.into_iter().flat_map(|list| list.split_whitespace()).map(str::to_owned);
        let right = words.spelt.split_whitespace().map(str::to_owned).collect();
        let spelling = Spelling::new(right, known.chain(listed).collect(), short);
        let (never, orders, rows, asks) = (set(&words.never), set(&words.orders), set(&words.rows), set(&words.asks));
        Ok(Self { list, never, orders, rows, asks, spelling })
    }

    /// The first form that the words fit whole.
    pub fn fitting<'f>(&'f self, words: &str) -> Option<(&'f Form, Slots)> {
        self.all_fitting(words).next()
    }

    /// Every form that the words fit whole, with each way in which they do.
    pub fn all_fitting<'f>(&'f self, words: &str) -> impl Iterator<Item = (&'f Form, Slots)> {
        self.list.iter().flat_map(move |form| form.fits(words).map(move |slots| (form, slots)))
    }

    /// Whether a word cannot stand in what something is about.
    pub fn is_never(&self, word: &str) -> bool {
        self.never.contains(word)
    }

    /// Whether a word asks for rows of the record.
    pub fn is_row(&self, word: &str) -> bool {
        self.rows.contains(word)
    }

    /// Whether a word shows that more is asked than to look for the words.
    pub fn asks(&self, word: &str) -> bool {
        self.asks.contains(word)
    }

    /// The word of a question that was meant, where this one is a slip of the fingers or short for it.
    pub fn meant(&self, word: &str) -> Option<&str> {
        self.spelling.meant(word)
    }

    /// Whether a word orders what no search does.
    pub fn is_order(&self, word: &str) -> bool {
        self.orders.contains(word)
    }
}

impl Form {
    fn fits(&self, words: &str) -> impl Iterator<Item = Slots> {
        self.patterns.iter().filter_map(move |pattern| Self::slots(pattern, words))
    }

    fn slots(pattern: &Regex, words: &str) -> Option<Slots> {
        let captures = pattern.captures(words)?;
        let slot = |name: &str| {
            let named = pattern.capture_names().flatten().filter(|own| own.trim_end_matches(char::is_numeric) == name);
            let filled = named.filter_map(|own| captures.name(own)).next()?;
            let from = words[..filled.start()].matches(' ').count();
            Some(from..from + filled.as_str().split(' ').count())
        };
        Some(Slots { topic: slot("topic"), who: slot("who"), body: slot("body") })
    }
}

/// Puts parts and slots in their places. A slot that stands in several places has a number in the second.
fn expand(text: &str, parts: &BTreeMap<String, String>, depth: usize) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('{') {
        let (name, after) = from.split_once('}').ok_or_else(|| format!("{text}: an open bracket"))?;
        out.push_str(before);
        match name {
            "topic" => out.push_str("(?P<topic>[^ ]+(?: [^ ]+)*?)"),
            "who" | "body" => out.push_str(&format!("(?P<{name}>@{name})")),
            _ if depth == DEEPEST => return Err(format!("{name} stands in itself")),
            _ => {
                let part = parts.get(name).ok_or_else(|| format!("{text}: there is no part {name}"))?;
                out.push_str(&format!("(?:{})", expand(part, parts, depth + 1)?));
            }
        }
        rest = after;
    }
    out.push_str(rest);
    Ok(if depth == 0 { numbered(&out) } else { out })
}

/// No two groups of a pattern have the same name.
fn numbered(pattern: &str) -> String {
    let mut out = String::new();
    for (n, piece) in pattern.split("(?P<").enumerate() {
        match piece.split_once('>').filter(|_| n > 0) {
            Some((name, rest)) => out.push_str(&format!("(?P<{name}{n}>{rest}")),
            None => out.push_str(piece),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longest line of a pattern, as elsewhere in the rules.
    const LONGEST: usize = 160;

    #[test]
    fn every_example_fits_its_own_form_and_none_before() {
        for form in &FORMS.list {
            assert!(!form.examples.is_empty(), "{:?} has no example", form.says);
            for example in &form.examples {
                let (first, _) = FORMS.fitting(example).unwrap_or_else(|| panic!("nothing fits “{example}”"));
                assert!(std::ptr::eq(first, form), "“{example}” fits {:?} before {:?}", first.says, form.says);
            }
        }
    }

    #[test]
    fn patterns_are_short() {
        let vocabulary: Vocabulary = toml::from_str(VOCABULARY).unwrap();
        for line in vocabulary.parts.values().chain(FORMS.list.iter().flat_map(|form| &form.says)) {
            assert!(line.chars().count() <= LONGEST, "{line}");
        }
    }

    #[test]
    fn slots_are_places_among_the_words() {
        let (form, slots) = FORMS.fitting("what did @who promise about agency staff").unwrap();
        assert_eq!(form.target, QuestionTarget::Commitments);
        assert_eq!(slots, Slots { topic: Some(5..7), who: Some(2..3), body: None });
    }

    #[test]
    fn only_slips_are_mended() {
        for (typed, meant) in [
            ("wich", Some("which")),
            ("waht", Some("what")),
            ("sicne", Some("since")),
            ("abuot", Some("about")),
            ("comittee", Some("committee")),
            ("cllrs", Some("councillors")),
            ("noted", None),
            ("premises", None),
            ("tasked", None),
            ("auction", None),
            ("voters", None),
            ("which", None),
            ("parking", None),
        ] {
            assert_eq!(FORMS.meant(typed), meant, "{typed}");
        }
    }
}
