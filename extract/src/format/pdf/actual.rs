//! Words that a PDF gives for what it paints (`ActualText`): a drop letter that is a drawing, a ligature of a font without
//! names, letters set apart, a hyphen that only parts a word at the end of its line.
//!
//! They are believed of what stands on one line. What is given for nothing that is painted has no place and is not read.

use super::glyph::{DIRECTIONS, Glyph};

/// Letters of one line lie so near to its baseline, in ems: raised and lowered ones too.
const LEVEL: f32 = 0.6;

/// The stretches of a page that are open, innermost last, each with the words given for it, if any.
#[derive(Debug, Default)]
pub struct Actual {
    open: Vec<Option<Stretch>>,
}

/// A stretch for which words are given.
#[derive(Debug)]
struct Stretch {
    words: String,
    /// Glyphs that were painted before it, by direction.
    before: [usize; DIRECTIONS],
}

impl Actual {
    /// A stretch begins.
    pub fn begin(&mut self, words: Option<String>, glyphs: &[Vec<Glyph>; DIRECTIONS]) {
        let before = std::array::from_fn(|direction| glyphs[direction].len());
        self.open.push(words.map(|words| Stretch { words, before }));
    }

    /// The innermost ends: what it painted becomes its words.
    pub fn end(&mut self, glyphs: &mut [Vec<Glyph>; DIRECTIONS]) {
        let Some(Some(Stretch { words, before })) = self.open.pop() else { return };
        let mut painted = glyphs.iter_mut().zip(before).filter(|(glyphs, before)| glyphs.len() > *before);
        if let (Some((glyphs, before)), None) = (painted.next(), painted.next()) {
            let given = given_for(&glyphs[before..], &words);
            if !given.is_empty() {
                glyphs.truncate(before);
                glyphs.extend(given);
            }
        }
    }
}

/// The words as glyphs where those of them stand that are painted; none where these stand on several lines.
fn given_for(painted: &[Glyph], words: &str) -> Vec<Glyph> {
    let Some(first) = painted.first() else { return Vec::new() };
    let largest =
        painted.iter().fold(*first, |largest, glyph| if glyph.size > largest.size { *glyph } else { largest });
    if painted.iter().any(|glyph| (glyph.y - largest.y).abs() > LEVEL * largest.size) {
        return Vec::new();
    }
    let letters: Vec<char> = words
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && *c != '\u{feff}')
        .collect();
    let left = painted.iter().map(|glyph| glyph.x).fold(f32::MAX, f32::min);
    let right = painted.iter().map(|glyph| glyph.x + glyph.advance).fold(f32::MIN, f32::max);
    let advance = (right - left) / letters.len().max(1) as f32;
    let place =
        |(at, c): (usize, &char)| Glyph { c: *c, x: left + at as f32 * advance, advance, tracking: 0.0, ..largest };
    letters.iter().enumerate().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::samples::{pdf, show, shown};
    use super::super::super::{Hint, read};

    fn given(words: &str, painted: &str) -> String {
        format!("/Span << /ActualText {words} >> BDC\n{painted}EMC\n")
    }

    fn text(page: &[String]) -> String {
        shown(&read(&pdf(&[&page.concat()]), &Hint::default())).join("\n")
    }

    #[test]
    fn what_is_painted_is_what_it_is_said_to_be() {
        let page = [
            given("(Weir Hall)", &show("F1", 11, 72, 700, "W e i r H a l l")),
            show("F1", 11, 139, 700, "was"),
            show("F1", 11, 162, 700, "o"),
            given("<FEFF006600660069>", &show("F1", 11, 168, 700, "xx")),
            show("F1", 11, 179, 700, "ced."),
        ];
        assert_eq!(text(&page), "p Weir Hall was officed.");
    }

    #[test]
    fn a_hyphen_that_only_parts_a_word_is_gone() {
        let page = [
            show("F1", 11, 72, 700, "the whole of the com"),
            given("<FEFF00AD>", &show("F1", 11, 172, 700, "-")),
            show("F1", 11, 72, 686, "mittee asked for well-"),
            show("F1", 11, 72, 672, "known oaks"),
        ];
        assert_eq!(text(&page), "p the whole of the committee asked for well-known oaks");
    }

    #[test]
    fn words_for_several_lines_or_for_nothing_are_not_believed() {
        let lines = [show("F1", 11, 72, 700, "The elm fell"), show("F1", 11, 72, 686, "on the mill.")].concat();
        assert_eq!(text(&[given("(A picture of a mill)", &lines)]), "p The elm fell on the mill.");
        assert_eq!(text(&[given("(A mill)", "72 600 40 40 re f\n"), show("F1", 11, 72, 700, "Elm")]), "p Elm");
        assert_eq!(text(&[given("<FEFF>", &show("F1", 11, 72, 700, "Elm"))]), "p Elm", "no words are given");
    }
}
