//! The words that recognisers know: one vocabulary for lists of people and for running text.
//!
//! The words stand in `extract/lexicon/*.txt`, sorted, one a line, each file with a head that says what its tags mean.
//! A word has all the tags of all the files that it stands in. Nobody's name, place or council is in them. Looking a
//! word up costs one look into a table and, for words in plain letters, no memory.

mod nicknames;
mod numbers;
pub(crate) mod rows;

pub use nicknames::is_short_for;
pub use numbers::SMALL_NUMBERS;

use rows::{Row, rows};
use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::BitOr;
use std::sync::LazyLock;

/// What the lexicon knows of a word: a set of marks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tags(u64);

impl Tags {
    /// Nothing.
    pub const NONE: Self = Self(0);
    /// Stands before a name and is nothing else: "Mr", "Councillor", "Revd".
    pub const TITLE: Self = Self(1);
    /// An office that may stand before a name as a title: "Supervisor Hale", "Mayor Ito".
    pub const OFFICE_TITLE: Self = Self(1 << 1);
    /// A title of elected members.
    pub const MEMBER: Self = Self(1 << 2);
    /// A noble title: "of" and a place may follow the name ("Baroness Hale of Marlow").
    pub const NOBLE: Self = Self(1 << 3);
    /// A title of men.
    pub const MAN: Self = Self(1 << 4);
    /// A title of women.
    pub const WOMAN: Self = Self(1 << 5);
    /// A title that stands before several names: "Councillors", "Messrs".
    pub const SEVERAL: Self = Self(1 << 6);
    /// Letters behind a name; see [`is_honour`] for the capitals that they need.
    pub const HONOUR: Self = Self(1 << 7);
    /// Letters behind a name that need no capitals throughout: "Jr", "PhD".
    pub const MIXED: Self = Self(1 << 8);
    /// A small word inside a surname.
    pub const PARTICLE: Self = Self(1 << 9);
    /// A word of posts and organisations.
    pub const POST: Self = Self(1 << 10);
    /// Names a kind of office-holder: "director", "clerk".
    pub const HEAD: Self = Self(1 << 11);
    /// Names something that meets or employs.
    pub const BODY: Self = Self(1 << 12);
    /// Never part of a name in running text.
    pub const NOT_NAME: Self = Self(1 << 13);
    /// Borne as a surname or first name too, whatever else it is.
    pub const NAME: Self = Self(1 << 14);
    /// What somebody can be said to be: "confident", "concerned".
    pub const STATE: Self = Self(1 << 15);
    /// A month.
    pub const MONTH: Self = Self(1 << 16);
    /// A day of the week.
    pub const WEEKDAY: Self = Self(1 << 17);
    /// An abbreviation of a month or day.
    pub const SHORT: Self = Self(1 << 18);
    /// Stands in labels over lists of people ("Also in attendance:"); the next ten say what it means there.
    pub const LABEL: Self = Self(1 << 19);
    /// Of those who were there.
    pub const THERE: Self = Self(1 << 20);
    /// Of those who were not.
    pub const AWAY: Self = Self(1 << 21);
    /// Of those who attended, in whatever capacity.
    pub const ATTENDED: Self = Self(1 << 22);
    /// Of members.
    pub const MEMBERS: Self = Self(1 << 23);
    /// Of officers, guests and others.
    pub const OTHERS: Self = Self(1 << 24);
    /// A roll call.
    pub const CALL: Self = Self(1 << 25);
    /// Who presided.
    pub const CHAIRED: Self = Self(1 << 26);
    /// Who took the minutes.
    pub const SCRIBE: Self = Self(1 << 27);
    /// In the room or from afar.
    pub const WHERE: Self = Self(1 << 28);
    /// A small word, of which sentences are built whatever they are about.
    pub const SMALL: Self = Self(1 << 29);

    /// Whether all marks of `other` are among these.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Each mark by its word, for a person who looks at them.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.iter().filter(move |(_, tag)| self.has(*tag)).map(|(name, _)| *name)
    }

    const NAMES: [(&'static str, Self); 20] = [
        ("title", Self::TITLE),
        ("office title", Self::OFFICE_TITLE),
        ("member", Self::MEMBER),
        ("noble", Self::NOBLE),
        ("man", Self::MAN),
        ("woman", Self::WOMAN),
        ("several", Self::SEVERAL),
        ("honour", Self::HONOUR),
        ("mixed", Self::MIXED),
        ("particle", Self::PARTICLE),
        ("post", Self::POST),
        ("head", Self::HEAD),
        ("body", Self::BODY),
        ("not name", Self::NOT_NAME),
        ("name", Self::NAME),
        ("state", Self::STATE),
        ("month", Self::MONTH),
        ("weekday", Self::WEEKDAY),
        ("short", Self::SHORT),
        ("small", Self::SMALL),
    ];

    /// Whether one mark of `other` is among these.
    pub const fn has_any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Tags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What a verb of speech says that its subject does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Speech {
    /// Asks.
    Ask,
    /// Replies.
    Reply,
    /// Presents or introduces something.
    Present,
    /// Says something.
    Say,
    /// Thanks, welcomes or praises.
    Thank,
    /// Moves a motion.
    Move,
    /// Seconds one.
    Second,
    /// Opens, closes, nominates, announces, calls.
    Procedure,
    /// Offers, promises or undertakes to do something.
    Undertake,
}

/// Which form of its verb a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VerbForm {
    /// "ask".
    Bare,
    /// "asks".
    Third,
    /// "asked"; also a participle ("spoken"). Forms that are alike ("read") count as this.
    Past,
    /// "asking".
    Ing,
}

/// A verb of speech as a word of a sentence shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verb {
    /// The verb as a dictionary lists it, folded.
    pub lemma: &'static str,
    /// What its subject does.
    pub speech: Speech,
    /// Which form the word is.
    pub form: VerbForm,
    /// Whether this form reports speech: "show" does not, "showed" does.
    pub reports: bool,
}

/// A vocabulary: its file, what each of its words is, and what its tags add to that.
struct Vocabulary {
    #[cfg(test)]
    file: &'static str,
    text: &'static str,
    every: Tags,
    tags: &'static [(&'static str, Tags)],
}

macro_rules! vocabulary {
    ($file:literal, $every:ident $(, $tag:literal => $adds:ident)*) => {
        Vocabulary {
            #[cfg(test)]
            file: $file,
            text: include_str!(concat!("../lexicon/", $file)),
            every: Tags::$every,
            tags: &[$(($tag, Tags::$adds)),*],
        }
    };
}

/// Every vocabulary but the verbs'. A title that is tagged `office` is an [`Tags::OFFICE_TITLE`] in place of a
/// [`Tags::TITLE`].
static VOCABULARIES: [Vocabulary; 10] = [
    vocabulary!("titles.txt", TITLE, "member" => MEMBER, "office" => OFFICE_TITLE, "clergy" => TITLE, "rank" => TITLE,
        "noble" => NOBLE, "man" => MAN, "woman" => WOMAN, "several" => SEVERAL, "name" => NAME),
    vocabulary!("honours.txt", HONOUR, "mixed" => MIXED),
    vocabulary!("particles.txt", PARTICLE),
    vocabulary!("posts.txt", POST, "head" => HEAD, "name" => NAME),
    vocabulary!("bodies.txt", BODY),
    vocabulary!("not-names.txt", NOT_NAME, "name" => NAME),
    vocabulary!("states.txt", STATE),
    vocabulary!("small-words.txt", SMALL),
    vocabulary!("attendance.txt", LABEL, "there" => THERE, "away" => AWAY, "both" => ATTENDED, "member" => MEMBERS,
        "other" => OTHERS, "call" => CALL, "chair" => CHAIRED, "scribe" => SCRIBE, "where" => WHERE,
        "filler" => LABEL),
    vocabulary!("calendar.txt", NONE, "month" => MONTH, "weekday" => WEEKDAY, "short" => SHORT),
];

/// The verbs of speech.
const VERBS: &str = include_str!("../lexicon/verbs.txt");

/// Words with their marks, and the number that a month or day of the week has.
static WORDS: LazyLock<HashMap<&'static str, (Tags, u8)>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, (Tags, u8)> = HashMap::new();
    for vocabulary in &VOCABULARIES {
        for row in rows(vocabulary.text) {
            let (tags, number) = vocabulary.read(&row);
            let entry = words.entry(row.word).or_default();
            *entry = (entry.0 | tags, entry.1.max(number));
        }
    }
    words
});

/// Nouns for what somebody says, each with its class.
static NOUNS: LazyLock<HashMap<&'static str, Speech>> =
    LazyLock::new(|| rows(SPEECH_NOUNS).filter_map(|row| Some((row.word, speech_of(row.tags)?))).collect());

const SPEECH_NOUNS: &str = include_str!("../lexicon/speech-nouns.txt");

/// What somebody does who utters what this noun names: "question", "presentation".
pub fn speech_noun(word: &str) -> Option<Speech> {
    folded(word, |key| NOUNS.get(key).copied()).flatten()
}

/// Every form of every verb of speech.
static FORMS: LazyLock<HashMap<Cow<'static, str>, Verb>> = LazyLock::new(|| {
    let mut forms = HashMap::new();
    for row in rows(VERBS) {
        for (form, verb) in inflect(&row) {
            forms.entry(form).or_insert(verb);
        }
    }
    forms
});

impl Vocabulary {
    /// The marks of a row and its number.
    fn read(&self, row: &Row) -> (Tags, u8) {
        let mut tags = self.every;
        let mut number = 0;
        for tag in row.tags.split(' ').filter(|t| !t.is_empty()) {
            match (self.tags.iter().find(|(name, _)| *name == tag), tag.parse()) {
                (Some((_, adds)), _) => tags = tags | *adds,
                (None, Ok(n)) => number = n,
                // A tag that nobody knows says nothing; the tests find it.
                (None, Err(_)) => {}
            }
        }
        if tags.has(Tags::TITLE | Tags::OFFICE_TITLE) {
            tags = Tags(tags.0 & !Tags::TITLE.0);
        }
        (tags, number)
    }
}

/// The class of speech that a row of the verbs names.
fn speech_of(tags: &str) -> Option<Speech> {
    Some(match tags.split(' ').next()? {
        "ask" => Speech::Ask,
        "reply" => Speech::Reply,
        "present" => Speech::Present,
        "say" => Speech::Say,
        "thank" => Speech::Thank,
        "move" => Speech::Move,
        "second" => Speech::Second,
        "procedure" => Speech::Procedure,
        "undertake" => Speech::Undertake,
        _ => return None,
    })
}

/// Every form of a verb, its past first: of forms that are alike ("read"), the first is kept.
fn inflect(row: &Row) -> Vec<(Cow<'static, str>, Verb)> {
    let Some(speech) = speech_of(row.tags) else { return Vec::new() };
    let lemma = row.word;
    let marked = |mark: &str| row.tags.split(' ').skip(1).any(|t| t == mark);
    let verb = |form, reports| Verb { lemma, speech, form, reports };
    let given = || row.forms.split(' ').filter(|f| !f.is_empty());
    let mut forms: Vec<(Cow<'static, str>, Verb)> = Vec::new();
    for form in given() {
        let kind = if form.ends_with("ing") { VerbForm::Ing } else { VerbForm::Past };
        forms.push((Cow::Borrowed(form), verb(kind, true)));
    }
    if !marked("welsh") {
        if !given().any(|f| !f.ends_with("ing")) {
            forms.push((Cow::Owned(past(lemma)), verb(VerbForm::Past, true)));
        }
        if !given().any(|f| f.ends_with("ing")) {
            forms.push((Cow::Owned(ing(lemma)), verb(VerbForm::Ing, true)));
        }
        if !marked("noun") {
            forms.push((Cow::Owned(third(lemma)), verb(VerbForm::Third, true)));
        }
    }
    if !marked("noun") {
        forms.push((Cow::Borrowed(lemma), verb(VerbForm::Bare, !marked("inflected"))));
    }
    forms
}

/// Whether a verb ends in a consonant and "y".
fn ends_in_soft_y(lemma: &str) -> Option<&str> {
    lemma.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']))
}

fn past(lemma: &str) -> String {
    match (ends_in_soft_y(lemma), lemma.strip_suffix('e')) {
        (Some(stem), _) => format!("{stem}ied"),
        (None, Some(stem)) => format!("{stem}ed"),
        (None, None) => format!("{lemma}ed"),
    }
}

fn ing(lemma: &str) -> String {
    format!("{}ing", lemma.strip_suffix('e').unwrap_or(lemma))
}

fn third(lemma: &str) -> String {
    match ends_in_soft_y(lemma) {
        Some(stem) => format!("{stem}ies"),
        None if lemma.ends_with(['s', 'x', 'o']) || lemma.ends_with("sh") || lemma.ends_with("ch") => {
            format!("{lemma}es")
        }
        None => format!("{lemma}s"),
    }
}

/// Longest word of the lexicon in bytes, and more: what is longer stands in no vocabulary.
const LONGEST: usize = 32;

/// Looks up a word as printed with `find`: without the punctuation around it and its full stops, folded.
fn folded<T>(word: &str, find: impl Fn(&str) -> T) -> Option<T> {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.len() > LONGEST {
        return None;
    }
    let mut small = [0u8; LONGEST];
    let mut length = 0;
    for byte in bare.bytes().filter(|b| *b != b'.') {
        if !byte.is_ascii() {
            return Some(find(&record::text::fold(bare).replace('.', "")));
        }
        if let Some(place) = small.get_mut(length) {
            *place = byte.to_ascii_lowercase();
            length += 1;
        }
    }
    small.get(..length).and_then(|key| std::str::from_utf8(key).ok()).map(find)
}

fn entry(word: &str) -> (Tags, u8) {
    folded(word, |key| WORDS.get(key).copied()).flatten().unwrap_or_default()
}

/// The marks of a word, printed or folded: capitals, accents, full stops and the punctuation around it make no
/// difference ("T.D.", "Cllr.", "(Chair)").
pub fn tags(word: &str) -> Tags {
    entry(word).0
}

/// Whether a word stands before names and is nothing else.
pub fn is_title(word: &str) -> bool {
    tags(word).has(Tags::TITLE)
}

/// Whether a word is a title of elected members alone: "Councillor", "Alderman", not "Director".
pub fn is_member_title(word: &str) -> bool {
    tags(word).has(Tags::TITLE | Tags::MEMBER)
}

/// Whether a word is an office that may stand before a name as its title.
pub fn is_office_title(word: &str) -> bool {
    tags(word).has(Tags::OFFICE_TITLE)
}

/// Whether a word, as printed, is letters behind a name: in capitals, or one of those that need none ("Jr").
pub fn is_honour(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic()).peekable();
    let Some(first) = letters.peek().copied() else { return false };
    let found = tags(word);
    let shouted = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    found.has(Tags::HONOUR) && (shouted || found.has(Tags::MIXED) && first.is_uppercase())
}

/// Whether a word is a small one inside a surname.
pub fn is_particle(word: &str) -> bool {
    // "M. O’ Donoghue", "Seán Ó hArgáin": the surname goes on, where "O. Elm" has an initial.
    matches!(word, "O’" | "O'" | "Ó") || tags(word).has(Tags::PARTICLE)
}

/// Whether a word belongs to the vocabulary of posts and organisations.
pub fn is_post_word(word: &str) -> bool {
    tags(word).has(Tags::POST)
}

/// Whether a word names a kind of office-holder.
pub fn is_office_head(word: &str) -> bool {
    tags(word).has(Tags::HEAD)
}

/// The number of the month that a word is (January is 1), in English, Welsh or Irish; abbreviations too.
pub fn month(word: &str) -> Option<u8> {
    let (tags, number) = entry(word);
    tags.has(Tags::MONTH).then_some(number)
}

/// The names of months that are no abbreviations, folded, each with its number.
pub fn full_months() -> impl Iterator<Item = (&'static str, u8)> {
    static MONTHS: LazyLock<Vec<(&str, u8)>> = LazyLock::new(|| {
        let months = WORDS.iter().filter(|(_, (tags, _))| tags.has(Tags::MONTH) && !tags.has(Tags::SHORT));
        months.map(|(word, (_, number))| (*word, *number)).collect()
    });
    MONTHS.iter().copied()
}

/// The number of the day of the week that a word is (Monday is 1), in English, Welsh or Irish; abbreviations too.
pub fn weekday(word: &str) -> Option<u8> {
    let (tags, number) = entry(word);
    tags.has(Tags::WEEKDAY).then_some(number)
}

/// The verb of speech that a word is a form of.
pub fn verb(word: &str) -> Option<Verb> {
    folded(word, |key| FORMS.get(key).copied()).flatten()
}

/// What a word, in any form, says that its subject does, where it is a verb of speech.
pub fn speech_class(word: &str) -> Option<Speech> {
    verb(word).map(|v| v.speech)
}

/// One spelling for all forms of a verb. A verb of speech gives what a dictionary lists ("said": "say"); of another,
/// endings are cut, its last "e" too, so that its forms agree ("circulate", "circulated", "circulating": "circulat").
pub fn lemma(word: &str) -> Cow<'_, str> {
    if let Some(verb) = verb(word) {
        return Cow::Borrowed(verb.lemma);
    }
    for (ending, put) in [("ied", "y"), ("ies", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")] {
        let Some(stem) = word.strip_suffix(ending).filter(|s| s.len() >= 3 && has_vowel(s)) else { continue };
        if ending == "s" && stem.ends_with('s') {
            continue;
        }
        if !put.is_empty() {
            return Cow::Owned(format!("{stem}{put}"));
        }
        let single = if ending.starts_with('e') || ending == "ing" { undoubled(stem) } else { stem };
        return Cow::Borrowed(single.strip_suffix('e').filter(|s| s.len() >= 3).unwrap_or(single));
    }
    Cow::Borrowed(word)
}

fn has_vowel(stem: &str) -> bool {
    stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// "plann" of "planned" is "plan"; "express" and "fulfil" keep what they have.
fn undoubled(stem: &str) -> &str {
    let mut letters = stem.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && !matches!(last, 's' | 'l' | 'f' | 'z' | 'e' | 'o') => {
            stem.strip_suffix(last).unwrap_or(stem)
        }
        _ => stem,
    }
}

#[cfg(test)]
mod tests;
