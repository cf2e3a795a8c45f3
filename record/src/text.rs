//! Folding of printed text: one place that says which differences of print make no difference.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower-cases and drops what makes no difference when words are compared: quote styles, dashes, runs of space,
/// soft hyphens, ligatures, accents.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            '\u{AD}' | '\u{200B}' | '\u{FEFF}' => {}
            '‘' | '’' | '‚' | '`' | '´' => out.push('\''),
            '“' | '”' | '„' => out.push('"'),
            '‐' | '‑' | '‒' | '–' | '—' | '−' => out.push('-'),
            c if c.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A name as it stands in an address: folded, apostrophes dropped, everything else that is no letter or digit a `-`.
pub fn slug(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in fold(name).chars() {
        match c {
            '\'' => {}
            c if c.is_ascii_alphanumeric() => out.push(c),
            '&' => out.push_str("and"),
            _ if !out.is_empty() && !out.ends_with('-') => out.push('-'),
            _ => {}
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Figures and the letters by which notes are counted, each with the sign that print raises it to.
const RAISED: [(char, char); 21] = [
    ('0', '⁰'),
    ('1', '¹'),
    ('2', '²'),
    ('3', '³'),
    ('4', '⁴'),
    ('5', '⁵'),
    ('6', '⁶'),
    ('7', '⁷'),
    ('8', '⁸'),
    ('9', '⁹'),
    ('a', 'ᵃ'),
    ('b', 'ᵇ'),
    ('c', 'ᶜ'),
    ('d', 'ᵈ'),
    ('e', 'ᵉ'),
    ('f', 'ᶠ'),
    ('g', 'ᵍ'),
    ('h', 'ʰ'),
    ('i', 'ⁱ'),
    ('v', 'ᵛ'),
    ('x', 'ˣ'),
];

/// The raised sign of a figure, or of a letter by which notes are counted; any other character itself.
pub fn raise(c: char) -> char {
    RAISED.iter().find(|(plain, _)| *plain == c).map_or(c, |(_, raised)| *raised)
}

/// The figure or letter that a raised sign stands for; any other character itself.
pub fn lower(c: char) -> char {
    RAISED.iter().find(|(_, raised)| *raised == c).map_or(c, |(plain, _)| *plain)
}

/// Whether a character is a raised figure, as marks of notes and powers are printed, or a raised letter that counts notes.
pub fn is_raised(c: char) -> bool {
    !c.is_ascii() && RAISED.iter().any(|(_, raised)| *raised == c)
}

/// A text with its first letter as a capital.
pub fn with_capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

/// What stands behind the figures of a place in English: the "st" of "1st".
pub fn ordinal_ending(count: u32) -> &'static str {
    match (count % 100, count % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    }
}

/// Most bytes of a file's name: what file systems and headers take.
const LONGEST_NAME: usize = 200;

/// What somebody else published, made safe to be printed: without control characters and without marks that turn the
/// direction of what follows.
pub fn printable(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if hidden(c) { ' ' } else { c }).collect::<String>().trim().to_owned()
}

/// The name of a file as somebody else published it, made safe: printable, no separators of folders, not too long. Its
/// ending stays.
pub fn safe_name(name: &str) -> String {
    let name = printable(name).replace(['/', '\\'], "_");
    let ending = name.rfind('.').map(|at| &name[at..]).filter(|ending| ending.len() <= 16).unwrap_or_default();
    if name.len() <= LONGEST_NAME {
        return name;
    }
    let stem = &name[..name.floor_char_boundary(LONGEST_NAME - ending.len())];
    format!("{}{ending}", stem.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds() {
        for (printed, folded) in [
            ("The  Council’s\u{a0}“plan”", "the council's \"plan\""),
            ("co\u{ad}operate ﬁnance", "cooperate finance"),
            ("2021–22 — Café", "2021-22 - cafe"),
            (" \n x \t", "x"),
        ] {
            assert_eq!(fold(printed), folded);
        }
    }

    #[test]
    fn what_is_raised_is_told_as_raised() {
        let raised: String = "0123456789abcdefghivx".chars().map(raise).collect();
        assert_eq!(raised, "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱᵛˣ");
        assert!(raised.chars().all(is_raised));
        assert_eq!(raise('m'), 'm');
        assert!(!"0aix½⁺ᵐ₂ª".chars().any(is_raised));
    }

    #[test]
    fn slugs() {
        for (name, slugged) in
            [("Children’s Services & Skills ", "childrens-services-and-skills"), ("—", ""), ("A.M. Whyte", "a-m-whyte")]
        {
            assert_eq!(slug(name), slugged);
        }
    }

    #[test]
    fn names_cannot_leave_their_place() {
        for (name, safe) in [
            ("Minutes 12.pdf", "Minutes 12.pdf"),
            ("../../etc/passwd", ".._.._etc_passwd"),
            ("a\u{1b}[31mred\r\n.pdf", "a [31mred  .pdf"),
            ("x\u{202e}fdp.exe", "x fdp.exe"),
        ] {
            assert_eq!(safe_name(name), safe);
        }
        let long = safe_name(&format!("{}é.docx", "é".repeat(300)));
        assert!(long.len() <= 200 && long.ends_with("é.docx"), "{long}");
    }
}
