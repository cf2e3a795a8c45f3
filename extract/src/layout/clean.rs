//! Printed characters made clean: what a reader sees stays, what only a typesetter needs goes.

/// Makes a line's text clean and printable: ligatures are spelt out, soft hyphens and zero-width characters go, odd
/// spaces become plain ones, private-use bullets become `•`. Tabs stay: they part cells.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
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
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => {}
            // Symbol and Wingdings fonts put their glyphs here; in committee papers they are bullets and ticks.
            '\u{E000}'..='\u{F8FF}' => out.push('•'),
            c if c.is_whitespace() => push_space(&mut out),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end().len());
    let start = out.len() - out.trim_start().len();
    out.drain(..start);
    out
}

fn push_space(out: &mut String) {
    if !out.is_empty() && !out.ends_with([' ', '\t']) {
        out.push(' ');
    }
}

/// Adds the next line of a paragraph. A line-end hyphen stays and joins without a space: "multi-" and "agency" are
/// "multi-agency", since word processors hardly ever break words but often break at printed hyphens.
pub fn join(paragraph: &mut String, next: &str) {
    let mut last = paragraph.chars().rev();
    let hyphenated = last.next() == Some('-')
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
        ] {
            let mut text = before.to_owned();
            join(&mut text, next);
            assert_eq!(text, joined);
        }
    }
}
