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
    fn slugs() {
        for (name, slugged) in
            [("Children’s Services & Skills ", "childrens-services-and-skills"), ("—", ""), ("A.M. Whyte", "a-m-whyte")]
        {
            assert_eq!(slug(name), slugged);
        }
    }
}
