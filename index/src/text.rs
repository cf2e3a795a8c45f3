//! The tokeniser of council English: how printed text becomes words at positions.
//!
//! A word is an unbroken run of letters and digits, so that punctuation, hyphens and quotes between words make no
//! difference to what stands next to what. An underscore inside a word is part of it: file names and addresses are no
//! sentences. A number with its thousands commas or decimal point is one word, and an
//! amount of money is also a word with its sign. Runs that print joins (`co-ordinated`, `O'Brien`, `s.47`) are also
//! found in their joined form, which spans the positions of its parts.
//!
//! A fraction is its two numbers, however it is printed (`½` is `1/2`, `1½` is `1 1/2`). A raised figure behind a word, or a
//! raised letter that counts notes, is the mark of a note and no part of it, but for the powers of units (`m²`). The cells of a table row, which tabs part,
//! stand a position apart, so that no phrase goes from one into the next.
//!
//! Invariant: tokens come in order, do not overlap but for the two numbers of one sign, and their byte spans lie on
//! character boundaries of the text.

mod stem;

pub(crate) use stem::{Stems, begins_of, has_stem};

use record::text::is_raised;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Version of everything in this module and in the stemmer: an index of another version must be rebuilt.
pub(crate) const ANALYSER_VERSION: u32 = 5;

/// Joined forms span at most this many runs ("out-of-area" is 3): longer chains are slugs and file names.
pub(crate) const LONGEST_JOIN: usize = 4;

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// First byte; includes the sign of an amount of money.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Its folded form: range of [`Tokens::folded`].
    form: (usize, usize),
    /// Whether a sign of money stands before it: then `form` begins after that sign, which is the character before.
    money: bool,
    /// How it hangs together with the word after it.
    pub link: Link,
}

/// How a word hangs together with the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// Not.
    Apart,
    /// `co-ordinated`.
    Hyphen,
    /// `O'Brien`.
    Apostrophe,
    /// `children's`: the next word is the bare s of a possessive.
    Possessive,
    /// `s.47`
    Section,
}

/// The words of a text, in order; the position of a word is its place in the list.
#[derive(Debug, Default)]
pub(crate) struct Tokens {
    folded: String,
    list: Vec<Token>,
}

impl Tokens {
    /// Finds the words of a text.
    pub fn from_text(text: &str) -> Self {
        let mut tokens = Self::default();
        tokens.scan(text, false);
        tokens
    }

    /// Takes the text of a passage, keeping the memory of the last. A gap, a word without letters, stands between cells.
    pub fn refill(&mut self, text: &str) {
        self.scan(text, true);
    }

    fn scan(&mut self, text: &str, cells: bool) {
        self.folded.clear();
        self.list.clear();
        let mut at = 0;
        while let Some(start) = next_word(text, at) {
            let tab = cells.then(|| text[at..start].find('\t')).flatten();
            if let Some(tab) = tab.filter(|_| !self.list.is_empty()) {
                let form = (self.folded.len(), self.folded.len());
                let (start, end) = (at + tab, at + tab + 1);
                self.list.push(Token { start, end, form, money: false, link: Link::Apart });
            }
            at = self.take_word(text, start);
        }
    }

    /// How many positions.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// How many words.
    pub fn words(&self) -> usize {
        self.list.iter().filter(|token| !self.form(token).is_empty()).count()
    }

    /// The word at a position.
    pub fn get(&self, position: usize) -> Option<&Token> {
        self.list.get(position)
    }

    /// All words in order.
    pub fn iter(&self) -> impl Iterator<Item = &Token> {
        self.list.iter()
    }

    /// The folded form of a word: lower case, without accents, thousands commas and soft hyphens.
    pub fn form(&self, token: &Token) -> &str {
        &self.folded[token.form.0..token.form.1]
    }

    /// The folded form with its sign of money, where it is an amount.
    pub fn money(&self, token: &Token) -> Option<&str> {
        if !token.money {
            return None;
        }
        let sign = self.folded[..token.form.0].chars().next_back()?;
        Some(&self.folded[token.form.0 - sign.len_utf8()..token.form.1])
    }

    /// The joined form that begins at a position, and over how many words it goes.
    pub fn joined(&self, position: usize, joins: fn(Link) -> bool) -> Option<(String, usize)> {
        let begins = position == 0 || !joins(self.list[position - 1].link);
        let length = 1 + self.list[position..].iter().take_while(|t| joins(t.link)).count();
        if !begins || !(2..=LONGEST_JOIN).contains(&length) {
            return None;
        }
        let parts = &self.list[position..(position + length).min(self.list.len())];
        Some((parts.iter().map(|t| self.form(t)).collect(), parts.len()))
    }

    /// Reads the word, or the words of the sign, that begins at `start`; gives the byte after it.
    fn take_word(&mut self, text: &str, start: usize) -> usize {
        if let Some(sign) = text[start..].chars().next().filter(|&c| is_fraction(c)) {
            return self.take_fraction(sign, start);
        }
        let sign = text[..start].chars().next_back().filter(|&c| is_money(c) && text[start..].starts_with(is_digit));
        self.folded.extend(sign);
        let from = self.folded.len();
        let end = match number_end(text, start) {
            Some(end) => {
                self.folded.extend(text[start..end].chars().filter(|&c| c != ','));
                self.fold_run(text, end)
            }
            None => self.fold_run(text, start),
        };
        let form = (from, self.folded.len());
        let first = start - sign.map_or(0, char::len_utf8);
        self.list.push(Token { start: first, end, form, money: sign.is_some(), link: Link::Apart });
        let link = self.link_after(text, end);
        if let Some(token) = self.list.last_mut() {
            token.link = link;
        }
        end
    }

    /// Reads a sign such as `½` as its numbers.
    fn take_fraction(&mut self, sign: char, start: usize) -> usize {
        let end = start + sign.len_utf8();
        let spelt: String = sign.nfkd().collect();
        for number in spelt.split('\u{2044}').filter(|number| !number.is_empty()) {
            let from = self.folded.len();
            self.folded.push_str(number);
            let form = (from, self.folded.len());
            self.list.push(Token { start, end, form, money: false, link: Link::Apart });
        }
        end
    }

    /// Folds the run of word characters that begins at `start`; gives the byte after it.
    fn fold_run(&mut self, text: &str, start: usize) -> usize {
        let bytes = text.as_bytes();
        let mut at = start;
        while let Some(&byte) = bytes.get(at) {
            if byte.is_ascii_alphanumeric() {
                let plain = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
                let from = self.folded.len();
                self.folded.push_str(&text[at..at + plain]);
                self.folded[from..].make_ascii_lowercase();
                at += plain;
            } else if byte == b'_' && at > start && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) {
                self.folded.push('_');
                at += 1;
            } else if byte.is_ascii() {
                break;
            } else {
                let Some(c) = text[at..].chars().next().filter(|&c| is_word(c) && !is_fraction(c)) else { break };
                if is_raised(c) && !stands_on_unit(&text[start..at]) && !begins_fraction(&text[at..]) {
                    at += text[at..].chars().take_while(|&c| is_raised(c)).map(char::len_utf8).sum::<usize>();
                    break;
                }
                let folded = c.nfkd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c));
                self.folded.extend(folded.flat_map(char::to_lowercase));
                at += c.len_utf8();
            }
        }
        at
    }

    /// How the word that ends at `end`, the last read, hangs together with what follows.
    fn link_after(&self, text: &str, end: usize) -> Link {
        let mut rest = text[end..].chars();
        let Some(mark) = rest.next() else { return Link::Apart };
        let after = rest.as_str();
        let Some(last) = self.list.last() else { return Link::Apart };
        let lettered = || !self.form(last).contains(is_digit);
        match mark {
            '-' | '‐' | '‑' => {
                // Print breaks a line after a hyphen that stays.
                let next = after.strip_prefix('\n').unwrap_or(after);
                if lettered() && next.starts_with(char::is_alphabetic) { Link::Hyphen } else { Link::Apart }
            }
            '\'' | '’' if after.starts_with(char::is_alphabetic) && lettered() => {
                let bare_s = after.starts_with(['s', 'S']) && !after[1..].starts_with(is_word);
                if bare_s { Link::Possessive } else { Link::Apostrophe }
            }
            '.' if self.form(last).len() <= 2 && after.starts_with(is_digit) && lettered() => Link::Section,
            _ => Link::Apart,
        }
    }
}

/// A sign of one fraction: `½`, `⅛`; not `⅟` or `↉`, which are none by themselves.
fn is_fraction(c: char) -> bool {
    matches!(c, '\u{BC}'..='\u{BE}' | '\u{2150}'..='\u{215E}')
}

/// Whether a power may stand behind this word.
fn stands_on_unit(word: &str) -> bool {
    const UNITS: [&str; 12] = ["m", "km", "cm", "mm", "dm", "ft", "in", "yd", "mi", "x", "y", "r"];
    UNITS.iter().any(|unit| word.eq_ignore_ascii_case(unit))
}

/// Whether raised figures are the upper number of a fraction: `¹⁄₂`, `¹/2`.
fn begins_fraction(text: &str) -> bool {
    let mut rest = text.trim_start_matches(is_raised).chars();
    matches!(rest.next(), Some('/' | '\u{2044}')) && rest.next().is_some_and(char::is_numeric)
}

/// Where the next word begins, at or after `at`. A raised figure that stands alone is the mark of a note.
fn next_word(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = at;
    loop {
        let byte = *bytes.get(at)?;
        if byte.is_ascii() {
            if byte.is_ascii_alphanumeric() {
                return Some(at);
            }
            at += 1;
        } else {
            let c = text[at..].chars().next()?;
            if c.is_alphanumeric() && (!is_raised(c) || begins_fraction(&text[at..])) {
                return Some(at);
            }
            at += c.len_utf8();
        }
    }
}

/// Letters and digits, and what stands invisibly inside words.
fn is_word(c: char) -> bool {
    c.is_alphanumeric()
        || is_combining_mark(c)
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn is_money(c: char) -> bool {
    matches!(c, '£' | '€' | '$')
}

/// The byte after a number with thousands commas or one decimal point (`1,250`, `2.3`, `1,250.75`) that begins at
/// `start`; `None` for plain digits and for what has more points (dates, paragraph numbers), which are read as runs.
fn number_end(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = |from: usize| bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
    let whole = digits(start);
    let mut end = start + whole;
    if (1..=3).contains(&whole) {
        while bytes.get(end) == Some(&b',') && digits(end + 1) == 3 {
            end += 4;
        }
    }
    let grouped = end > start + whole;
    let point = |at: usize| bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
    let follows_point = start > 0 && bytes[start - 1] == b'.';
    if whole > 0 && point(end) && !follows_point {
        let after = end + 1 + digits(end + 1);
        if !point(after) {
            return Some(after);
        }
    }
    grouped.then_some(end)
}

/// Links that join words in the exact forms: a hyphen, or the stop of a section, makes no difference.
pub(crate) fn joins_exact(link: Link) -> bool {
    matches!(link, Link::Hyphen | Link::Section)
}

/// Links that join words in the stemmed forms: apostrophes make no difference either.
pub(crate) fn joins_stemmed(link: Link) -> bool {
    matches!(link, Link::Hyphen | Link::Section | Link::Apostrophe)
}

/// How a joined form over `length` words is written in the index, apart from plain words.
pub(crate) fn joined_term(length: usize, form: &str) -> String {
    format!("{}{form}", mark(length))
}

/// The same for a form with an apostrophe in it, for which only stems are asked.
pub(crate) fn apostrophe_term(length: usize, form: &str) -> String {
    format!("{}{form}", mark(APOSTROPHE + length))
}

/// The plain form of an index term and, where it is a joined one, the marks under which such forms are written.
pub(crate) fn unmarked(term: &str) -> (&str, Vec<char>) {
    match term.chars().next() {
        Some(first) if first.is_control() => {
            let length = first as usize % APOSTROPHE;
            (&term[first.len_utf8()..], vec![mark(length), mark(APOSTROPHE + length)])
        }
        _ => (term, Vec::new()),
    }
}

/// Added to the length of a joined form in the mark of one with an apostrophe.
const APOSTROPHE: usize = 16;

fn mark(number: usize) -> char {
    char::from_u32(number as u32).unwrap_or('\u{1}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Words with `+` between those that print joins, then the joined forms.
    fn check(text: &str, expect: &str) {
        let tokens = Tokens::from_text(text);
        let mut got = String::new();
        for (position, token) in tokens.iter().enumerate() {
            got += tokens.money(token).unwrap_or(tokens.form(token));
            got += if token.link == Link::Apart { " " } else { "+" };
            if let Some((form, length)) = tokens.joined(position, joins_stemmed) {
                got += &format!("[{form}/{length}]");
            }
        }
        assert_eq!(got.trim_end(), expect, "{text:?}");
    }

    #[test]
    fn words_of_council_english() {
        for (text, expect) in [
            ("Workforce stability.", "workforce stability"),
            ("children's children’s childrens", "children+s children+s childrens"),
            ("co-ordinated coordinated", "co+[coordinated/2]ordinated coordinated"),
            ("work-\nforce", "work+[workforce/2]force"),
            ("not-for-profit", "not+[notforprofit/3]for+profit"),
            ("Mr O'Brien", "mr o+[obrien/2]brien"),
            ("s.47 s47 S.47(1)", "s+[s47/2]47 s47 s+[s47/2]47 1"),
            ("£120 £120,000 £2.3m 1,250.75", "£120 £120000 £2.3m 1250.75"),
            ("2021/22 3.12.2 12.03.2021 in 2019. Then", "2021 22 3 12 2 12 03 2021 in 2019 then"),
            ("EHCP EHCPs", "ehcp ehcps"),
            ("CYP/24/17", "cyp 24 17"),
            ("U.K. e.g. A.M. Whyte", "u k e g a m whyte"),
            ("snake_case _word_ a_", "snake_case word a"),
            ("Café ﬁnance co\u{ad}operate", "cafe finance cooperate"),
            ("6.30pm 1,2 and 3", "6.30pm 1 2 and 3"),
            ("½ plot 1½ days 5⅛ ½¼¾", "1 2 plot 1 1 2 days 5 1 8 1 2 1 4 3 4"),
            ("1⁄2 inch 12 ¹⁄₂ ¹/3 £2½", "1 2 inch 12 1 2 1 3 £2 1 2"),
            ("stability¹ rowing²³ Act⁴. ¹ See 1789²", "stability rowing act see 1789"),
            ("10 m² 3 km² CO₂ m2 23rd", "10 m2 3 km2 co2 m2 23rd"),
            ("stabilityᵃ and growthᵇ,ᶜ of payⁱⁱⁱ ᵈ", "stability and growth of pay"),
            ("ropekee\u{200b}per a\u{2060}b \u{200e}left", "ropekeeper ab left"),
            ("Tŷ dŵr Pâl", "ty dwr pal"),
            ("", ""),
            ("— … £", ""),
        ] {
            check(text, expect);
        }
    }

    #[test]
    fn cells_stand_a_position_apart() {
        let mut tokens = Tokens::default();
        tokens.refill("\tMaer\tElect the Mayor\t\t½");
        let forms: Vec<&str> = tokens.iter().map(|token| tokens.form(token)).collect();
        assert_eq!(forms, ["maer", "", "elect", "the", "mayor", "", "1", "2"]);
        assert_eq!((tokens.len(), tokens.words()), (8, 6));
        assert_eq!(Tokens::from_text("Maer\tElect").len(), 2, "a query has no cells");
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_on_boundaries(text in "\\PC{0,80}|[a-z'’.,£0-9 -]{0,60}|[a½¾²¹₂⁄/1 m\t]{0,40}") {
            let tokens = Tokens::from_text(&text);
            let mut last = 0;
            for (position, token) in tokens.iter().enumerate() {
                let of_one_sign = text[token.start..].starts_with(is_fraction) && token.end == last;
                prop_assert!(token.start >= last || of_one_sign);
                prop_assert!(token.end > token.start);
                prop_assert!(text.get(token.start..token.end).is_some());
                let _ = (tokens.form(token), tokens.money(token), tokens.joined(position, joins_stemmed));
                last = token.end;
            }
        }
    }
}
