//! The pieces that dates are made of: numbers in figures and words, ordinals, years, months, days of the week.

use crate::lexicon;
use std::borrow::Cow;

/// What one piece of a text can be in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// A number in figures with this many digits, or a day in words (0 digits).
    Number { value: i32, digits: usize, ordinal: bool },
    /// A year in words, or one with letters among its figures ("2O24").
    Year(i32),
    /// A month; `short` where it is abbreviated.
    Month { n: i32, short: bool },
    /// A day of the week, Monday is 1.
    Weekday(i32),
    /// A word that may stand before the month ("the 3rd day of") or before the year ("in the year").
    Link { month: bool, year: bool },
    /// "to", "and", "until": between the days of a range.
    To,
    /// Any other word.
    Word,
    /// A word that begins with figures: "7pm", "3a".
    Mixed,
    /// One character that is neither letter nor figure.
    Sign(char),
}

/// One piece of a text, by byte offsets.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub what: What,
    pub start: usize,
    pub end: usize,
    /// Whether white space stands before it.
    pub apart: bool,
}

/// Endings that make a number an ordinal: English, Welsh, French, Irish, and what scanners make of a raised "th".
const ENDINGS: [&str; 17] =
    ["st", "nd", "rd", "th", "af", "il", "ail", "ydd", "edd", "ed", "fed", "eg", "ain", "er", "™", "º", "ú"];

/// Words between the parts of a date, and whether they may stand before the month and before the year: "the 3rd day of
/// May in the year 2021", "y 5ed o Fai 2021", "15 Meán Fómhair 2019".
const LINKS: [(&str, bool, bool); 18] = [
    ("of", true, true),
    ("the", true, true),
    ("day", true, false),
    ("den", true, false),
    ("o", true, false),
    ("y", true, false),
    ("fis", true, false),
    ("mhi", true, false),
    ("mi", true, false),
    ("la", true, false),
    ("de", true, false),
    ("na", true, false),
    ("in", false, true),
    ("year", false, true),
    ("our", false, true),
    ("lord", false, true),
    ("ad", false, true),
    ("fomhair", false, true),
];

/// Words between the days of a range.
const TOS: [&str; 6] = ["to", "and", "until", "through", "agus", "et"];

const ORDINALS: [&str; 20] = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];

/// Cuts a text into pieces. Texts without any figure and any "thousand" hold no date that is asked for here.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut chars = text.char_indices().peekable();
    let mut apart = true;
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            apart = true;
            continue;
        }
        let mut end = start + c.len_utf8();
        let in_word = |c: char| c.is_alphanumeric() || matches!(c, '™' | '\u{ad}');
        if !c.is_alphanumeric() {
            pieces.push(Piece { what: What::Sign(c), start, end, apart });
            apart = false;
            continue;
        }
        while let Some(&(at, next)) = chars.peek().filter(|(_, next)| in_word(*next)) {
            end = at + next.len_utf8();
            chars.next();
        }
        push_word(&mut pieces, text, start, end, apart);
        apart = false;
    }
    join_words(text, pieces)
}

/// Adds a word: as one piece, or as a number and an ordinal's ending.
fn push_word(pieces: &mut Vec<Piece>, text: &str, start: usize, end: usize, apart: bool) {
    let word = text.get(start..end).unwrap_or_default();
    let mixed = word.starts_with(|c: char| c.is_ascii_digit());
    if let Some(at) = glued(word) {
        push_word(pieces, text, start, start + at, apart);
        return push_word(pieces, text, start + at, end, true);
    }
    let what = in_figures(word).unwrap_or_else(|| match mixed {
        // Scanned print: "0ctober".
        true if word.strip_prefix('0') == Some("ctober") => What::Month { n: 10, short: false },
        true => What::Mixed,
        false => in_letters(word),
    });
    pieces.push(Piece { what, start, end, apart });
}

/// Where a day and a month stand in one word, or a day and a time: "3rdMarch", "October3", "7May2020", "21T11".
fn glued(word: &str) -> Option<usize> {
    if !word.is_ascii() || word.len() < 5 {
        return None;
    }
    let figures = word.bytes().take_while(u8::is_ascii_digit).count();
    if figures == 0 {
        let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
        let month = letters >= 3 && word.get(..letters).is_some_and(|w| lexicon::month(w).is_some());
        let rest = word.get(letters..)?;
        let counts = matches!(rest.len(), 1..=4) && rest.bytes().next().is_some_and(|b| b.is_ascii_digit());
        return (month && counts).then_some(letters);
    }
    let time = word.get(figures..).and_then(|rest| rest.strip_prefix('T')).is_some_and(|rest| rest.len() == 2);
    if figures == 2 && time && word.ends_with(|c: char| c.is_ascii_digit()) {
        return Some(figures);
    }
    let ending = |at: usize| word.get(figures..at).is_some_and(|rest| rest.is_empty() || is_ending(rest));
    let month = |at: usize| {
        let rest = word.get(at..).unwrap_or_default();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        letters >= 3 && rest.get(..letters).is_some_and(|w| lexicon::month(w).is_some())
    };
    (figures <= 2).then(|| [figures, figures + 2].into_iter().find(|&at| ending(at) && month(at))).flatten()
}

/// A number in figures, an ordinal, or a year with letters for figures.
fn in_figures(word: &str) -> Option<What> {
    let figures = word.bytes().take_while(u8::is_ascii_digit).count();
    let rest = word.get(figures..)?;
    if figures > 0 && figures <= 8 {
        let value = word.get(..figures)?.parse().ok()?;
        if rest.is_empty() {
            return Some(What::Number { value, digits: figures, ordinal: false });
        }
        if figures <= 2 && is_ending(rest) {
            return Some(What::Number { value, digits: figures, ordinal: true });
        }
    }
    misread(word)
}

fn is_ending(word: &str) -> bool {
    word.len() <= 4 && ENDINGS.contains(&word.to_lowercase().as_str())
}

/// A word in small letters without accents.
fn small(word: &str) -> Cow<'_, str> {
    match word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
        true => Cow::Borrowed(word),
        false if word.is_ascii() => Cow::Owned(word.to_ascii_lowercase()),
        false => Cow::Owned(record::text::fold(word)),
    }
}

/// Scanned print: "ISt" is 1st, "l0th" 10th, "2O24" 2024, "3O" 30. Only where nothing else can be meant.
fn misread(word: &str) -> Option<What> {
    if !word.is_ascii() || word.len() > 4 {
        return None;
    }
    let figure = |c: char| match c {
        'O' | 'o' => Some('0'),
        'I' | 'l' => Some('1'),
        c => c.is_ascii_digit().then_some(c),
    };
    let mended: String = word.chars().map_while(figure).collect();
    if mended.len() == 4 && word.ends_with(|c: char| c.is_ascii_digit()) {
        return mended.parse().ok().filter(|year| is_year(*year)).map(What::Year);
    }
    // "3O June"
    if mended.len() == 2 && word.len() == 2 && word.starts_with(['1', '2', '3']) {
        let value = mended.parse().ok().filter(|day| (1..=31).contains(day))?;
        return Some(What::Number { value, digits: 2, ordinal: false });
    }
    let ending = word.get(mended.len()..)?;
    let ordinal = (1..=2).contains(&mended.len()) && ["st", "nd", "rd", "th"].contains(&ending.to_lowercase().as_str());
    let value = mended.parse().ok().filter(|day| ordinal && (1..=31).contains(day))?;
    Some(What::Number { value, digits: mended.len(), ordinal: true })
}

fn in_letters(word: &str) -> What {
    let small = small(word);
    let small = &*small;
    if let Some(n) = lexicon::month(word) {
        return What::Month { n: n.into(), short: small.len() <= 4 && small != "may" && small != "june" };
    }
    if let Some(n) = lexicon::weekday(word) {
        return What::Weekday(n.into());
    }
    if let Some((_, month, year)) = LINKS.iter().find(|(word, _, _)| *word == small) {
        return What::Link { month: *month, year: *year };
    }
    match small {
        _ if TOS.contains(&small) => What::To,
        _ => ordinal_word(small).map_or(What::Word, |value| What::Number { value, digits: 0, ordinal: true }),
    }
}

/// "third", "twentieth", "thirtieth"; "twenty-first" is joined of two pieces.
fn ordinal_word(word: &str) -> Option<i32> {
    match word {
        "twentieth" => Some(20),
        "thirtieth" => Some(30),
        _ => ORDINALS.iter().position(|o| *o == word).and_then(|n| i32::try_from(n).ok()).filter(|n| *n > 0),
    }
}

/// The number of a word of one or two figures and letters that stand for "st" or "th"; a time of day is none.
fn raised(word: &str) -> Option<What> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let letters = word.get(digits..)?;
    let time = ["am", "pm", "hrs", "h"].contains(&letters);
    let value = word.get(..digits)?.parse().ok().filter(|day| (1..=31).contains(day) && !time)?;
    ((1..=2).contains(&digits) && letters.len() <= 3).then_some(What::Number { value, digits, ordinal: true })
}

/// Whether a number can be the year of a paper.
pub(super) fn is_year(year: i32) -> bool {
    (1700..=2199).contains(&year)
}

/// Joins what is one in meaning: "3 rd", "twenty-first", "two thousand and nineteen", "Dydd Mawrth", "Meán Fómhair".
fn join_words(text: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let mut joined: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut i = 0;
    while let Some(&piece) = pieces.get(i) {
        let word = |k: usize| {
            let at = pieces.get(k).filter(|p| !matches!(p.what, What::Sign(_)))?;
            text.get(at.start..at.end).map(small)
        };
        let what = |k: usize| pieces.get(k).map(|p| p.what);
        let month = |k: usize| matches!(what(k), Some(What::Month { .. }));
        let (what, used) = match piece.what {
            What::Number { value, digits: digits @ 1..=2, ordinal: false }
                if word(i + 1).is_some_and(|w| is_ending(&w)) =>
            {
                (What::Number { value, digits, ordinal: true }, 2)
            }
            // Scanners read a raised "th" as many things: "12'h May", "12lh May".
            What::Mixed if month(i + 1) => (raised(&word(i).unwrap_or_default()).unwrap_or(What::Mixed), 1),
            What::Number { value, digits: digits @ 1..=2, .. }
                if matches!(what(i + 1), Some(What::Sign('\'' | '’' | '"' | '*' | '°' | '^' | '`'))) =>
            {
                let letters = usize::from(matches!(what(i + 2), Some(What::Word)) && !month(i + 1));
                let ordinal = What::Number { value, digits, ordinal: true };
                if letters == 1 && month(i + 3) || month(i + 2) { (ordinal, 2 + letters) } else { (piece.what, 1) }
            }
            What::Word if text.get(piece.start..).is_some_and(|t| t.starts_with("A.D.")) => {
                (What::Link { month: false, year: true }, 4)
            }
            What::Word | What::Link { .. } | What::Weekday(_) | What::Month { .. } => {
                in_words(&word, i).unwrap_or((piece.what, 1))
            }
            _ => (piece.what, 1),
        };
        let end = pieces.get(i + used - 1).map_or(piece.end, |last| last.end);
        joined.push(Piece { what, end, ..piece });
        i += used;
    }
    joined
}

/// What several words from here on mean together, and how many pieces they are.
fn in_words<'t>(word: &impl Fn(usize) -> Option<Cow<'t, str>>, i: usize) -> Option<(What, usize)> {
    let first = word(i)?;
    // Only these begin something longer.
    if !first.starts_with(['d', 'm', 't', 'n']) {
        return None;
    }
    match &*first {
        // The Welsh Tuesday is called as March is.
        "dydd" if word(i + 1).is_some_and(|w| w == "mawrth") => return Some((What::Weekday(2), 2)),
        "dydd" | "de" => {
            let day = lexicon::weekday(&word(i + 1)?)?;
            return Some((What::Weekday(day.into()), 2));
        }
        // The evening of a day, in Welsh.
        "nos" => {
            let names = ["lun", "fawrth", "fercher", "iau", "wener", "sadwrn", "sul"];
            let next = word(i + 1)?;
            let day = names.iter().position(|name| *name == next).and_then(|n| i32::try_from(n).ok())?;
            return Some((What::Weekday(day + 1), 2));
        }
        "mean" if word(i + 1).is_some_and(|w| w.ends_with("omhair")) => {
            return Some((What::Month { n: 9, short: false }, 2));
        }
        "twenty" | "thirty" => {
            let next = if word(i + 1).is_some() { i + 1 } else { i + 2 };
            if let Some(unit) = word(next).and_then(|w| ordinal_word(&w)).filter(|n| *n < 10) {
                let tens = if first == "twenty" { 20 } else { 30 };
                return Some((What::Number { value: tens + unit, digits: 0, ordinal: true }, next + 1 - i));
            }
        }
        _ => {}
    }
    year_in_words(word, i)
}

/// "two thousand and twenty-three", "twenty nineteen", "nineteen hundred and ninety-nine".
fn year_in_words<'t>(word: &impl Fn(usize) -> Option<Cow<'t, str>>, i: usize) -> Option<(What, usize)> {
    let first = below_hundred(word, i)?;
    let mut at = i + first.1;
    let base = match (first.0, word(at).as_deref()) {
        (2, Some("thousand")) => {
            at += 1;
            2000
        }
        (19 | 20, Some("hundred")) => {
            at += 1;
            first.0 * 100
        }
        (19 | 20, Some(_)) => first.0 * 100,
        _ => return None,
    };
    if word(at).as_deref() == Some("and") {
        at += 1;
    }
    match below_hundred(word, at) {
        Some((rest, used)) => Some((What::Year(base + rest), at + used - i)),
        None if base == 2000 && first.0 == 2 => Some((What::Year(2000), at - i)),
        None => None,
    }
}

/// A number below a hundred in words, and how many pieces it is.
fn below_hundred<'t>(word: &impl Fn(usize) -> Option<Cow<'t, str>>, i: usize) -> Option<(i32, usize)> {
    let first = word(i)?;
    let number = |w: &str| lexicon::SMALL_NUMBERS.iter().position(|u| *u == w).and_then(|n| i32::try_from(n).ok());
    let tens = match &*first {
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        other => return number(other).map(|n| (n, 1)),
    };
    let next = if word(i + 1).is_some() { i + 1 } else { i + 2 };
    match word(next).and_then(|w| number(&w)).filter(|n| (1..10).contains(n)) {
        Some(unit) => Some((tens + unit, next + 1 - i)),
        None => Some((tens, 1)),
    }
}
