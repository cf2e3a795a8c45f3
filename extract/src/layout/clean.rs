//! Printed characters made clean: what a reader sees stays, what only a typesetter needs goes.

use record::text::{is_raised, lower};
use regex::Regex;
use std::sync::LazyLock;

/// Stands in a text where a note hangs on a word without a mark: it parts the words on either side and is not shown.
pub const NOTE: char = '\u{2063}';

/// Parts a word where its line ends, and is not seen elsewhere.
pub const SOFT_HYPHEN: char = '\u{ad}';

/// Makes a line's text clean and printable: ligatures are spelt out, soft hyphens and zero-width characters go, odd
/// spaces become plain ones, private-use bullets become `•`. The mark of a note is set apart from a word that print joins
/// to it. Tabs stay: they part cells.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\t' => {
                out.truncate(out.trim_end_matches([' ', '\t']).len());
                out.push('\t');
            }
            'ﬀ' => out.push_str("ff"),
            'ﬁ' => out.push_str("fi"),
            'ﬂ' => out.push_str("fl"),
            'ﬃ' => out.push_str("ffi"),
            'ﬄ' => out.push_str("ffl"),
            'ﬅ' | 'ﬆ' => out.push_str("st"),
            NOTE if out.ends_with(is_of_word) && chars.peek().is_some_and(|c| c.is_alphanumeric()) => out.push(' '),
            NOTE => {}
            // Soft hyphens, what turns the direction of writing, and what chooses between pictures of a sign.
            SOFT_HYPHEN | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => {}
            '\u{2060}'..='\u{206F}' | '\u{34F}' | '\u{180E}' => {}
            // Symbol and Wingdings fonts put their glyphs here; in committee papers they are bullets and ticks.
            '\u{E000}'..='\u{F8FF}' => out.push('•'),
            c if c.is_whitespace() => push_space(&mut out),
            c if c.is_control() => {}
            c if c.is_ascii() => out.push(c),
            c if is_raised(c) && chars.peek().is_some_and(|next| next.is_alphabetic() && !is_raised(*next)) => {
                out.push(c);
                if stands_behind_letters(&out) {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    // "Present |": what is left of a row of cells that lost all but one.
    if out.ends_with(" |") && out.matches('|').count() == 1 {
        out.truncate(out.trim_end_matches(['|', ' ']).len());
    }
    let start = out.len() - out.trim_start().len();
    out.drain(..start);
    with_plain_fractions(out)
}

/// A fraction that is made of a raised figure, a stroke and a lowered or plain one: "2¹⁄₂" is "2 1⁄2", no mark of a note.
static FRACTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<before>^|[\d\s(£$€-])(?P<upper>[⁰¹²³⁴-⁹]{1,3})(?P<stroke>[⁄∕/])(?P<lower>[₀-₉]{1,3}|\d{1,3}\b)")
        .expect("a constant pattern")
});

fn with_plain_fractions(text: String) -> String {
    if !text.contains(['⁄', '∕', '/']) || !text.contains(is_raised) {
        return text;
    }
    let plain = |figures: &str| -> String { figures.chars().map(plain_figure).collect() };
    let fractions = FRACTION.replace_all(&text, |found: &regex::Captures<'_>| {
        let before = &found["before"];
        let gap = if before.ends_with(|c: char| c.is_ascii_digit()) { " " } else { "" };
        format!("{before}{gap}{}{}{}", plain(&found["upper"]), &found["stroke"], plain(&found["lower"]))
    });
    fractions.into_owned()
}

/// A raised or lowered figure as a plain one.
fn plain_figure(c: char) -> char {
    match c {
        '₀'..='₉' => char::from_digit(c as u32 - '₀' as u32, 10).unwrap_or(c),
        _ => lower(c),
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | ',' | ';' | ':' | ')' | '”' | '’')
}

/// Whether the raised signs that a text ends in stand behind a word of more than one letter: powers stand behind one.
fn stands_behind_letters(text: &str) -> bool {
    let word = text.trim_end_matches(is_raised).trim_end_matches(['.', ',', ';', ':', ')', '”', '’']);
    word.chars().rev().take(2).filter(|c| c.is_alphabetic()).count() == 2
}

fn push_space(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '\t']) {
        out.push(' ');
    }
}

/// Adds the next line of a paragraph. A line-end hyphen stays and joins without a space: "multi-" and "agency" are
/// "multi-agency", since word processors hardly ever break words but often break at printed hyphens. A soft hyphen goes.
pub fn join(paragraph: &mut String, next: &str) {
    if paragraph.ends_with(SOFT_HYPHEN) {
        paragraph.pop();
        return paragraph.push_str(next);
    }
    let mut last = paragraph.chars().rev();
    let hyphenated = matches!(last.next(), Some('-' | '‐'))
        && last.next().is_some_and(char::is_alphanumeric)
        && next.starts_with(char::is_alphanumeric);
    if !hyphenated && !paragraph.is_empty() {
        paragraph.push(' ');
    }
    paragraph.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cleans() {
        for (printed, cleaned) in [
            ("  co\u{ad}operate\u{a0} ﬁnance ", "cooperate finance"),
            ("\u{f0b7}\tOne", "•\tOne"),
            ("a \t b", "a\tb"),
            ("a\u{0}b\u{7}", "ab"),
            ("£120 – “so” ½", "£120 – “so” ½"),
            ("\u{a0}\u{ad}", ""),
            (
                "stability¹and growth²³ 10⁵items x²y stabilityᵃand",
                "stability¹ and growth²³ 10⁵items x²y stabilityᵃ and",
            ),
            (
                "One note\u{2063}and another.\u{2063} A third\u{2063}. Fourth,\u{2063}then",
                "One note and another. A third. Fourth, then",
            ),
            ("¹⁄₂ pint, 2¹⁄2 miles, 10¾ and 3¹/₄", "1⁄2 pint, 2 1⁄2 miles, 10¾ and 3 1/4"),
            ("and/or the bells¹/ropes², area¹/2", "and/or the bells¹/ropes², area¹/2"),
            ("\u{202a}Cllr Oak:\u{202c} ✔\u{fe0f}", "Cllr Oak: ✔"),
        ] {
            assert_eq!(clean(printed), cleaned, "{printed:?}");
        }
    }

    #[test]
    fn joins() {
        for (before, next, joined) in [
            ("multi-", "agency", "multi-agency"),
            ("the plan -", "which", "the plan - which"),
            ("one", "two", "one two"),
            ("", "two", "two"),
            ("2021-", "22", "2021-22"),
            ("multi‐", "agency", "multi‐agency"),
            ("com\u{ad}", "mittee", "committee"),
        ] {
            let mut text = before.to_owned();
            join(&mut text, next);
            assert_eq!(text, joined);
        }
    }
}
