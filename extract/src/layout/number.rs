//! Numbers of items and paragraphs, as papers print them: `24.`, `[3.]`, `7(a)`, `2.10`, `22/18`, `F/211/25`, `6ii)`, `IV.`.
//!
//! A number is taken apart, so that a series can be told: which part counts shows only beside the numbers around it
//! (`22/18` is the 22nd of 2018, `CYP/24/17` the 17th of 2024).

mod code;

use crate::lexicon;

/// How a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Scheme {
    /// `24`.
    Figure,
    /// `2.10`, `16.01.2`.
    Decimal,
    /// `22/18`, `F/211/25`, `CYP/24/17`, `73./2026`: a number within a year or with letters before it.
    Reference,
    /// `4a`, `7(a)`, `6ii`: a part of a number.
    Part,
    /// `IV`, `iii`.
    Roman,
    /// `A`, `(b)`.
    Letter,
}

/// A number as printed, and taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    /// As printed, without the brackets around it and the stop behind it.
    pub printed: String,
    /// How it counts.
    pub scheme: Scheme,
    /// What stays the same in a series: letters before it, its separators.
    pub fixed: String,
    /// What may count, in order.
    pub parts: Vec<u32>,
    /// Whether a stop, a bracket or a tab ends it, or it stands alone.
    pub closed: bool,
}

/// How a number comes after another of its series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// The next one.
    Next,
    /// One or two were left out.
    Near,
    /// More were left out.
    Far,
    /// The same again.
    Same,
    /// An earlier one.
    Back,
}

impl Number {
    /// How this number comes after `before`; `None` where they are of different series.
    pub fn after(&self, before: &Self) -> Option<Step> {
        let alike = self.fixed == before.fixed && self.parts.len() == before.parts.len();
        if !alike || !(self.scheme == before.scheme || self.reads_as_letter(before)) {
            return None;
        }
        if self.scheme == Scheme::Decimal && self.parts[..1] != before.parts[..1] && self.parts.len() == 2 {
            // "2.1" after "1.4" goes on; the parts within "2" are a series of their own.
            return (self.parts[0] == before.parts[0] + 1 && self.parts[1] <= 1).then_some(Step::Next);
        }
        let (now, then) = if self.scheme == before.scheme {
            (self.parts.clone(), before.parts.clone())
        } else {
            (vec![letter_of(&self.printed)?], vec![letter_of(&before.printed)?])
        };
        let mut differing = now.iter().zip(&then).filter(|(a, b)| a != b);
        let Some((a, b)) = differing.next() else { return Some(Step::Same) };
        if differing.next().is_some() {
            return None;
        }
        Some(match a.checked_sub(*b) {
            Some(1) => Step::Next,
            Some(2..=3) => Step::Near,
            Some(_) => Step::Far,
            None => Step::Back,
        })
    }

    /// "i" after "h" is a letter.
    fn reads_as_letter(&self, before: &Self) -> bool {
        let letters = |n: &Self| matches!(n.scheme, Scheme::Roman | Scheme::Letter) && n.printed.len() == 1;
        letters(self) && letters(before)
    }

    /// Whether this is the first of its series: 1, a, i, A.
    pub fn is_first(&self) -> bool {
        self.parts.last() == Some(&1)
    }
}

/// Words that may stand before the number and are no part of it.
const LEADS: [&str; 7] =
    ["agenda item no.", "agenda item no", "agenda item", "item no.", "item no", "item", "minute no."];

/// The number with which a text begins, and the rest.
pub fn leading(text: &str) -> Option<(Number, &str)> {
    let text = text.trim();
    let lead = LEADS.iter().find(|lead| {
        text.get(..lead.len()).is_some_and(|t| t.eq_ignore_ascii_case(lead))
            && text[lead.len()..].starts_with(|c: char| c.is_whitespace())
    });
    let body = lead.map_or(text, |lead| text[lead.len()..].trim_start());
    if let Some(code) = code::leading(body) {
        let (printed, fixed, parts) = (code.printed.to_owned(), code.fixed, code.parts);
        let number = Number { printed, scheme: Scheme::Reference, fixed, parts, closed: code.closed };
        return is_plausible(&number, code.rest).then_some((number, code.rest));
    }
    let end = body.find(char::is_whitespace).unwrap_or(body.len());
    let (token, rest) = (&body[..end], &body[end..]);
    let (number, glued) = of_token(token)?;
    let tab = rest.starts_with('\t');
    let rest = if glued.is_empty() { rest.trim_start() } else { &body[end - glued.len()..] };
    let (dash, rest) = match rest.strip_prefix(['-', '–', '—', ':', '/', '|']) {
        Some(after) if after.starts_with(char::is_whitespace) => (true, after.trim_start()),
        _ => (false, rest),
    };
    let closed = number.closed || tab || dash || lead.is_some() || rest.is_empty();
    let number = Number { closed, ..number };
    is_plausible(&number, rest).then_some((number, rest))
}

/// The number that a text consists of.
pub fn alone(text: &str) -> Option<Number> {
    leading(text).filter(|(_, rest)| rest.is_empty()).map(|(number, _)| number)
}

/// Whether a line is "Item 3." or "Agenda Item No. 4:" and nothing else.
pub fn is_item_line(line: &str) -> bool {
    let line = line.trim();
    let named = line.get(..4).is_some_and(|begins| begins.eq_ignore_ascii_case("item"))
        || line.get(..7).is_some_and(|begins| begins.eq_ignore_ascii_case("agenda "));
    named && line.len() <= 24 && alone(line).is_some()
}

/// A number behind the words that it numbers: "Notice of Motion No: 73./2026", "Discussion topic 2: Documents". Gives
/// those words, the number and the rest.
pub fn labelled(text: &str) -> Option<(&str, Number, &str)> {
    let mut words = text.split_whitespace().enumerate();
    let first = words.next()?.1;
    if !starts_upper(first) || first.len() < 4 || !first.chars().all(char::is_alphabetic) {
        return None;
    }
    let (_, token) = words.take(5).find(|(_, word)| word.chars().any(|c| c.is_ascii_digit()))?;
    let at = token.as_ptr() as usize - text.as_ptr() as usize;
    let token_at = token.trim_start_matches("No.").trim_start_matches("No:");
    let (number, glued) = of_token(token_at)?;
    let label = text[..at].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.'));
    let numbered = label.strip_suffix("No").or(label.strip_suffix("Number")).map_or(label, str::trim_end);
    let plain = numbered.split_whitespace().all(|word| word.chars().all(|c| c.is_alphabetic() || c == '\''));
    let rest = text[at + token.len()..].trim_start();
    let ended = number.closed || rest.is_empty() || numbered.len() < label.len() || token.ends_with(':');
    let fits = matches!(number.scheme, Scheme::Figure | Scheme::Reference) && ended && plain && glued.is_empty();
    // "Proposed Precept 2024/25": a year.
    let years = numbered.len() == label.len() && is_span_of_years(&number);
    let dated = years || begins_with_month(rest) || label.split_whitespace().next_back().is_some_and(is_month);
    (fits && !dated).then(|| (numbered, number, rest.trim_start_matches([':', '-', '–', '—']).trim_start()))
}

/// Whether these can be a number and its title: no year, date, time, amount or quantity.
fn is_plausible(number: &Number, rest: &str) -> bool {
    if rest.is_empty() {
        return true;
    }
    let upper = rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || "\"'“‘([".contains(c));
    let year = number.scheme == Scheme::Figure && number.parts[0] >= 1800 && !number.closed;
    let lower = rest.to_lowercase();
    let time = number.scheme == Scheme::Decimal
        && ["am", "a.m", "pm", "p.m", "hrs", "hours", "noon"].iter().any(|unit| lower.starts_with(unit));
    let short = matches!(number.scheme, Scheme::Letter | Scheme::Roman | Scheme::Part);
    let figures = number.scheme != Scheme::Figure && number.parts.len() == 3 && number.parts[2] >= 1800;
    let date = begins_with_month(rest) && number.scheme == Scheme::Figure || figures;
    (number.closed || upper && !short) && !year && !time && !date
}

/// Whether a number is two years that follow one another: "2024/25", "2024-2025".
fn is_span_of_years(number: &Number) -> bool {
    let [first, second] = number.parts[..] else { return false };
    first >= 1900 && (second == first + 1 || second == (first + 1) % 100)
}

fn begins_with_month(text: &str) -> bool {
    text.split_whitespace().next().is_some_and(is_month)
}

fn is_month(word: &str) -> bool {
    lexicon::month(&word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase()).is_some()
}

fn starts_upper(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// Members of a series between two that follow one another, at most: what bounds the search in long lists.
pub const REACH: usize = 60;

/// The members of the longest run upwards, with small gaps at most, in order.
pub fn longest_run(numbers: &[&Number]) -> Vec<usize> {
    let mut length = vec![1_usize; numbers.len()];
    let mut from: Vec<Option<usize>> = vec![None; numbers.len()];
    for at in 0..numbers.len() {
        for before in (at.saturating_sub(REACH)..at).rev() {
            let follows = matches!(numbers[at].after(numbers[before]), Some(Step::Next | Step::Near));
            if follows && length[before] + 1 > length[at] {
                length[at] = length[before] + 1;
                from[at] = Some(before);
            }
        }
    }
    let last = (0..numbers.len()).rev().max_by_key(|&at| length[at]);
    let mut run: Vec<usize> = std::iter::successors(last, |&at| from[at]).collect();
    run.reverse();
    run
}

/// The number that a word is, and what is glued to its end ("3.Apologies").
fn of_token(token: &str) -> Option<(Number, &str)> {
    let inner = token.trim_start_matches(['(', '[']);
    let bracketed = inner.len() < token.len();
    let end = core_end(inner);
    let (mut core, mut rest) = inner.split_at(end);
    if core.ends_with(['.', '/', '-']) {
        let trimmed = core.trim_end_matches(['.', '/', '-']);
        rest = &inner[trimmed.len()..];
        core = trimmed;
    }
    // "7(a)", "12(ii)".
    if rest.starts_with('(') && !bracketed && core.bytes().all(|b| b.is_ascii_digit()) {
        let close = rest.find(')').filter(|&at| (2..=5).contains(&at))?;
        let part = &rest[1..close];
        let value = part.parse().ok().or_else(|| roman(part)).or_else(|| letter_of(part))?;
        let printed = inner[..core.len() + close + 1].to_owned();
        let after = rest[close + 1..].trim_start_matches(['.', ':', ')', ']']);
        let parts = vec![value];
        let number = Number { printed, scheme: Scheme::Part, fixed: core.to_owned(), parts, closed: true };
        return Some((number, after));
    }
    // "27-A" behind "27".
    if let Some(part) = rest.strip_prefix('-').map(|part| part.trim_end_matches(['.', ':', ')', ']']))
        && part.len() == 1
        && !core.is_empty()
        && core.bytes().all(|b| b.is_ascii_digit())
    {
        let printed = format!("{core}-{part}");
        let parts = vec![letter_of(part)?];
        return Some((Number { printed, scheme: Scheme::Part, fixed: core.to_owned(), parts, closed: true }, ""));
    }
    let glued = rest.trim_start_matches(['.', ')', ']', ':', '-', '–', '—']);
    let closed = glued.len() < rest.len();
    if !glued.is_empty() && (!closed || !starts_upper(glued)) {
        return None;
    }
    let (scheme, fixed, parts) = taken_apart(core)?;
    let short = matches!(scheme, Scheme::Letter | Scheme::Roman);
    (!short || closed || glued.is_empty()).then(|| {
        let number = Number { printed: core.to_owned(), scheme, fixed, parts, closed };
        (number, glued)
    })
}

/// Where the letters, figures and separators of a number end.
fn core_end(inner: &str) -> usize {
    let mut end = 0;
    let bytes = inner.as_bytes();
    while let Some(byte) = bytes.get(end) {
        let separates = matches!(byte, b'.' | b'/' | b'-')
            && end > 0
            && bytes.get(end + 1).is_some_and(|next| next.is_ascii_digit() || *byte == b'.' && *next == b'/');
        // "F01:04/24"; "7:30" is a time.
        let colon = *byte == b':' && end > 0 && bytes[0].is_ascii_uppercase() && bytes[end - 1].is_ascii_digit();
        let separates = separates || colon && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !(byte.is_ascii_alphanumeric() || separates) {
            break;
        }
        end += 1;
    }
    // "3.Apologies": the word is no part of the number.
    end
}

type Apart = (Scheme, String, Vec<u32>);

fn taken_apart(core: &str) -> Option<Apart> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if digits(core) {
        return (core.len() <= 4).then(|| Some((Scheme::Figure, String::new(), vec![core.parse().ok()?])))?;
    }
    if core.bytes().all(|b| b.is_ascii_alphabetic()) {
        return of_letters(core);
    }
    let figures = core.find(|c: char| !c.is_ascii_digit()).unwrap_or(core.len());
    let part = &core[figures..];
    // "1436A" was put in behind "1436".
    let inserted = figures == 4 && part.len() == 1 && part.bytes().all(|b| b.is_ascii_uppercase());
    if inserted || (1..=3).contains(&figures) && part.bytes().all(|b| b.is_ascii_alphabetic()) {
        let value = roman(part).or_else(|| letter_of(part))?;
        return Some((Scheme::Part, core[..figures].to_owned(), vec![value]));
    }
    separated(core)
}

/// `IV`, `iii`, `b`.
fn of_letters(core: &str) -> Option<Apart> {
    let case = if core.starts_with(|c: char| c.is_uppercase()) { "A" } else { "a" };
    if let Some(value) = roman(core).filter(|v| *v <= 60 && !matches!(core, "C" | "c" | "D" | "d" | "L" | "l")) {
        return Some((Scheme::Roman, case.to_owned(), vec![value]));
    }
    Some((Scheme::Letter, case.to_owned(), vec![letter_of(core)?]))
}

/// Figures between separators, perhaps with letters before or a letter behind.
fn separated(core: &str) -> Option<Apart> {
    let letters = core.bytes().take_while(u8::is_ascii_alphabetic).count();
    // "COVID-19": a hyphen behind letters joins words. "Q21" numbers what somebody asks.
    if letters > 6
        || &core[..letters] == "Q"
        || core[letters..].starts_with('-')
        || !is_prefix(&core[..letters], &core[letters..])
    {
        return None;
    }
    let last = core.len() - core.bytes().rev().take_while(u8::is_ascii_alphabetic).count();
    if core.len() - last > 1 {
        return None;
    }
    let mut fixed = core[..letters].to_owned();
    let mut parts = Vec::new();
    for piece in core[letters..last].split_inclusive(['.', '/', '-', ':']) {
        let whole = piece.trim_end_matches(['.', '/', '-', ':']);
        // "29A/13" was put in behind "29/13".
        let figures = whole.strip_suffix(|c: char| c.is_ascii_uppercase()).filter(|f| !f.is_empty()).unwrap_or(whole);
        fixed.push_str(&whole[figures.len()..]);
        let piece = &piece[whole.len() - figures.len()..];
        fixed.push_str(&piece[figures.len()..]);
        if !figures.is_empty() {
            parts.push(figures.parse().ok().filter(|_| figures.len() <= 4)?);
        }
    }
    if parts.is_empty() || parts.len() > 4 || letters == 0 && parts.len() < 2 {
        return None;
    }
    let scheme = if letters == 0 && !core.contains(['/', '-']) { Scheme::Decimal } else { Scheme::Reference };
    Some((scheme, fixed, parts))
}

/// Whether letters can stand before a number: capitals, or a capital and small letters where a slash follows ("Tar/112").
fn is_prefix(letters: &str, rest: &str) -> bool {
    let capitals = letters.bytes().all(|b| b.is_ascii_uppercase());
    let name = letters.starts_with(|c: char| c.is_ascii_uppercase()) && rest.starts_with('/');
    capitals || name && rest.bytes().any(|b| b.is_ascii_digit())
}

fn letter_of(text: &str) -> Option<u32> {
    match text.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(u32::from(letter.to_ascii_lowercase() - b'a') + 1),
        _ => None,
    }
}

/// The value of a Roman number in one case, written as Romans would: "IIII" is none.
fn roman(text: &str) -> Option<u32> {
    const SIGNS: [(&str, u32); 9] =
        [("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1)];
    let one_case = text.bytes().all(|b| b.is_ascii_lowercase()) || text.bytes().all(|b| b.is_ascii_uppercase());
    let lower = text.to_ascii_lowercase();
    let (mut rest, mut value) = (lower.as_str(), 0);
    for (sign, worth) in SIGNS {
        while let Some(after) = rest.strip_prefix(sign) {
            rest = after;
            value += worth;
        }
    }
    let written: String = SIGNS
        .iter()
        .scan(value, |left, (sign, worth)| {
            let times = *left / worth;
            *left -= times * worth;
            Some(sign.repeat(times as usize))
        })
        .collect();
    (one_case && rest.is_empty() && value > 0 && written == lower).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_numbers_of_every_shape() {
        for (text, printed, scheme, rest) in [
            ("24. DECLARATIONS", "24", Scheme::Figure, "DECLARATIONS"),
            ("[3.] Apologies", "3", Scheme::Figure, "Apologies"),
            ("3.Apologies", "3", Scheme::Figure, "Apologies"),
            ("4 To confirm the minutes", "4", Scheme::Figure, "To confirm the minutes"),
            ("5.1 Budget", "5.1", Scheme::Decimal, "Budget"),
            ("1.0 Confirmation", "1.0", Scheme::Decimal, "Confirmation"),
            ("2.10 Approval", "2.10", Scheme::Decimal, "Approval"),
            ("16.01.3A Matters", "16.01.3A", Scheme::Decimal, "Matters"),
            ("22/18 Apologies", "22/18", Scheme::Reference, "Apologies"),
            ("F/211/25 (Agenda Item No 1)", "F/211/25", Scheme::Reference, "(Agenda Item No 1)"),
            ("CYP/24/17 Minutes", "CYP/24/17", Scheme::Reference, "Minutes"),
            ("Tar/112/10-11 STOVE", "Tar/112/10-11", Scheme::Reference, "STOVE"),
            ("73./2026 Correspondence", "73./2026", Scheme::Reference, "Correspondence"),
            ("4a. School Transport", "4a", Scheme::Part, "School Transport"),
            ("7(a) Roads", "7(a)", Scheme::Part, "Roads"),
            ("6ii) Principles", "6ii", Scheme::Part, "Principles"),
            ("F01:04/24 To elect a Chair", "F01:04/24", Scheme::Reference, "To elect a Chair"),
            ("27-A MINUTES", "27-A", Scheme::Part, "MINUTES"),
            ("1436A. MINUTES", "1436A", Scheme::Part, "MINUTES"),
            ("29A/13 Bus Shelter", "29A/13", Scheme::Reference, "Bus Shelter"),
            ("3 / New Survey", "3", Scheme::Figure, "New Survey"),
            ("IV. Reports", "IV", Scheme::Roman, "Reports"),
            ("(iii) Roads", "iii", Scheme::Roman, "Roads"),
            ("(b) Report No. 242/2024", "b", Scheme::Letter, "Report No. 242/2024"),
            ("C. Finance Committee", "C", Scheme::Letter, "Finance Committee"),
            ("Item 5: Roads", "5", Scheme::Figure, "Roads"),
            ("Agenda Item No. 7 - Roads", "7", Scheme::Figure, "Roads"),
        ] {
            let (number, after) = leading(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((number.printed.as_str(), number.scheme, after), (printed, scheme, rest), "{text}");
        }
        for text in [
            "14 new social workers",
            "2022 was a year",
            "7.30 pm start",
            "12 May 2024",
            "A member asked",
            "I agree",
            "3rd quarter",
            "Mr. Ash",
            "COVID-19 Update",
            "Q21 The Chair: Good afternoon",
            "",
        ] {
            assert_eq!(leading(text), None, "{text}");
        }
    }

    #[test]
    fn tells_what_follows() {
        for (before, next, step) in [
            ("3.", "4.", Some(Step::Next)),
            ("22/18", "23/18", Some(Step::Next)),
            ("CYP/24/16", "CYP/24/17", Some(Step::Next)),
            ("F/211/25", "F/214/25", Some(Step::Near)),
            ("h)", "i)", Some(Step::Next)),
            ("iv)", "v)", Some(Step::Next)),
            ("9.", "2.", Some(Step::Back)),
            ("2.9", "2.10", Some(Step::Next)),
            ("2.9", "3.0", Some(Step::Next)),
            ("a)", "2.", None),
            ("22/18", "23/19", None),
        ] {
            let [before, next] = [before, next].map(|t| alone(t).unwrap_or_else(|| panic!("{t}")));
            assert_eq!(next.after(&before), step, "{next:?}");
        }
    }

    #[test]
    fn finds_numbers_behind_their_words() {
        for (text, label, printed, rest) in [
            ("Notice of Motion No: 73./2026", "Notice of Motion", "73./2026", ""),
            ("Discussion topic 2: Viewing documents", "Discussion topic", "2", "Viewing documents"),
            ("Motion No. 3", "Motion", "3", ""),
            ("Motion No.3", "Motion", "3", ""),
        ] {
            let (found, number, after) = labelled(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found, number.printed.as_str(), after), (label, printed, rest), "{text}");
        }
        assert!(is_item_line("Item 3.") && is_item_line("Agenda Item No. 4") && !is_item_line("Items 3"));
        for text in [
            "Proposed Precept 2024/25",
            "Minutes of 12 May 2024",
            "There were 4 members",
            "Meeting closed at 9.50 pm",
            "Some words",
        ] {
            assert_eq!(labelled(text).map(|found| found.0), None, "{text}");
        }
    }
}
