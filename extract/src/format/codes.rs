//! Fields of word processors: a code, which is no text, and a result, which is.

use regex::Regex;
use std::sync::LazyLock;

/// What an equation shows, where a code is one: Word keeps no result of it. "EQ \f(2,3)" is 2/3; the words of its other
/// signs are shown without them.
pub fn equation(code: &str) -> Option<String> {
    let drawn = code.trim_start().strip_prefix("EQ ").or_else(|| code.trim_start().strip_prefix("eq "))?;
    let shown = FRACTION.replace_all(drawn, |found: &regex::Captures<'_>| {
        let gap = if found["before"].is_empty() { "" } else { " " };
        format!("{}{gap}{}/{}", &found["before"], found["upper"].trim(), found["lower"].trim())
    });
    let shown = SWITCH.replace_all(&shown, " ").replace(['(', ')', '\\'], " ");
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    (!shown.is_empty()).then_some(shown)
}

static FRACTION: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?P<before>\d?)\s*\\[fF]\s*\((?P<upper>[^(),;]{1,40})[,;](?P<lower>[^(),;]{1,40})\)")
        .expect("a constant pattern")
});
static SWITCH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\[A-Za-z]{1,3}\d{0,3}").expect("a constant pattern"));

/// The fields that are open.
#[derive(Debug, Default)]
pub struct Codes {
    /// How many are open.
    open: usize,
    /// Of those whose code is being read, which they are, counted from 1: the innermost last.
    codes: Vec<usize>,
}

impl Codes {
    /// A field begins, with its code.
    pub fn begin(&mut self) {
        self.open += 1;
        self.codes.push(self.open);
    }

    /// The code of the innermost field ends: what follows is its result.
    pub fn separate(&mut self) {
        self.codes.pop_if(|code| *code == self.open);
    }

    /// The innermost field ends.
    pub fn end(&mut self) {
        self.separate();
        self.open = self.open.saturating_sub(1);
    }

    /// Whether words here belong to the code of a field.
    pub fn in_code(&self) -> bool {
        !self.codes.is_empty()
    }

    /// A paragraph ends: a code that nothing ends must not swallow the rest of the paper.
    pub fn end_paragraph(&mut self) {
        self.codes.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::Codes;

    #[test]
    fn fractions_of_equations_are_shown() {
        for (code, shown) in [
            (r" EQ \f(2,3) ", Some("2/3")),
            (r"EQ 1\f(1;2) x", Some("1 1/2 x")),
            (r"eq \x(No. 4)", Some("No. 4")),
            (r" HYPERLINK \l x", None),
            ("EQ ", None),
        ] {
            assert_eq!(super::equation(code).as_deref(), shown, "{code}");
        }
    }

    #[test]
    fn codes_are_told_from_results() {
        let mut fields = Codes::default();
        fields.end();
        fields.separate();
        assert!(!fields.in_code());
        fields.begin();
        fields.begin();
        fields.separate();
        assert!(fields.in_code(), "the outer code goes on around the inner result");
        fields.end();
        fields.separate();
        assert!(!fields.in_code());
        fields.begin();
        fields.end_paragraph();
        assert!(!fields.in_code());
        fields.end();
        fields.begin();
        fields.end();
        assert!(!fields.in_code(), "a field that ends in its code");
    }
}
