//! Headings that texts without markup underline, as Markdown, reStructuredText and typed minutes do:
//!
//! ```text
//! Any other business
//! ------------------
//! ```

/// Signs of which an underline consists.
const SIGNS: [char; 8] = ['=', '-', '~', '^', '"', '*', '+', '#'];

/// Least length of an underline.
const LEAST: usize = 3;

/// Longest line that is a heading, in characters.
const LONGEST: usize = 120;

/// The levels of the headings of a text: each sign is one, in the order in which they are met with.
#[derive(Debug, Default)]
pub struct Levels {
    signs: Vec<char>,
}

impl Levels {
    /// The level, from 1, of a line which this one underlines; `None` where it does not.
    pub fn level(&mut self, title: &str, below: &str) -> Option<u8> {
        let (title, sign) = (title.trim(), sign(below)?);
        let (own, under) = (title.chars().count(), below.trim().chars().count());
        let alike = own <= LONGEST && under * 2 >= own && under <= own.max(LEAST) * 2 + LEAST;
        if !alike || !title.starts_with(char::is_alphanumeric) || !title.contains(char::is_alphabetic) {
            return None;
        }
        if !self.signs.contains(&sign) {
            self.signs.push(sign);
        }
        let at = self.signs.iter().position(|known| *known == sign)?;
        u8::try_from(at + 1).ok()
    }
}

/// Level and words of a heading between signs of equality, as the pages of a wiki have it: "== Roads ==".
pub fn enclosed(line: &str) -> Option<(u8, &str)> {
    const DEEPEST: usize = 6;
    let line = line.trim();
    let inner = line.trim_matches('=');
    let before = line.len() - line.trim_start_matches('=').len();
    let behind = line.len() - line.trim_end_matches('=').len();
    let title = inner.trim();
    let set_apart = before > 1 || inner.starts_with(' ') && inner.ends_with(' ');
    let heads = title.starts_with(char::is_alphanumeric) && !title.contains('=') && title.chars().count() <= LONGEST;
    let marked = (1..=DEEPEST).contains(&before) && before == behind && set_apart;
    (marked && heads).then(|| Some((u8::try_from(before).ok()?, title)))?
}

/// The sign of which alone a line consists.
pub fn sign(line: &str) -> Option<char> {
    let line = line.trim();
    let first = line.chars().next().filter(|first| SIGNS.contains(first))?;
    (line.chars().all(|c| c == first) && line.chars().count() >= LEAST).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_underlined_lines_and_their_level() {
        let mut levels = Levels::default();
        assert_eq!(levels.level("Working group", "============="), Some(1));
        assert_eq!(levels.level("Roadmap", "-------"), Some(2));
        assert_eq!(levels.level("Minutes of 3 May", "================"), Some(1));
        for (title, below) in [
            ("- an entry", "----------"),
            ("Elm", "=-=-=-"),
            ("A line of a paragraph that is much longer than what is drawn below it", "---"),
            ("12", "--"),
        ] {
            assert_eq!(levels.level(title, below), None, "{title}");
        }
    }

    #[test]
    fn tells_headings_between_signs_of_equality() {
        for (line, expected) in [
            ("== Roads ==", Some((2, "Roads"))),
            ("= Elm Club, 3 May =", Some((1, "Elm Club, 3 May"))),
            ("===Any other business===", Some((3, "Any other business"))),
            ("== Roads =", None),
            ("=5=", None),
            ("==========", None),
            ("a == b", None),
            ("=== total = 5 ===", None),
        ] {
            assert_eq!(enclosed(line), expected, "{line}");
        }
    }
}
