//! Fractions that are drawn: small figures above a bar and below it, within a line of text.
//!
//! Painted one by one they would be two numbers, one of them joined to the number before: "4" and a small "1" over "2" is
//! "4 1⁄2". A bar between two lines of figures is as often the line above a sum, so that larger words have to stand beside
//! the bar, on a baseline between those of the figures.

use super::glyph::Glyph;
use super::rules::Rule;
use std::borrow::Cow;

/// Lengths of bars, in points.
const BAR: std::ops::Range<f32> = 2.0..40.0;

/// So many short lines are a drawing or the dashes of one.
const MANY: usize = 400;

/// Figures above or below a bar, at most.
const MOST: usize = 3;

/// Size of figures of a fraction, as a part of the size of the words beside it, at most.
const SMALL: f32 = 0.85;

/// How far from the bar the words beside it may stand, as a part of their size.
const BESIDE: f32 = 1.5;

/// The stroke of a fraction.
const STROKE: char = '⁄';

/// The glyphs with drawn fractions in one line with the words beside them.
pub fn in_line<'a>(glyphs: &'a [Glyph], rules: &[Rule]) -> Cow<'a, [Glyph]> {
    let bars = || rules.iter().filter(|rule| !rule.upright && BAR.contains(&(rule.to - rule.from)));
    if bars().count() > MANY {
        return Cow::Borrowed(glyphs);
    }
    bars().fold(Cow::Borrowed(glyphs), |glyphs, bar| match Fraction::at(bar, &glyphs) {
        Some(fraction) => Cow::Owned(fraction.put_in_line(&glyphs, bar)),
        None => glyphs,
    })
}

/// Places of the glyphs of one fraction.
struct Fraction {
    upper: Vec<usize>,
    lower: Vec<usize>,
    /// The last glyph of the line before it, or the first behind it.
    beside: usize,
}

impl Fraction {
    fn at(bar: &Rule, glyphs: &[Glyph]) -> Option<Self> {
        let over = |glyph: &Glyph| {
            let middle = glyph.x + glyph.advance / 2.0;
            (bar.from - 1.0..=bar.to + 1.0).contains(&middle) && !glyph.c.is_whitespace()
        };
        let figures = |low: f32, high: f32| -> Option<Vec<usize>> {
            let near = |glyph: &Glyph| (low * glyph.size..high * glyph.size).contains(&(glyph.y - bar.at));
            let found: Vec<usize> = (0..glyphs.len()).filter(|at| over(&glyphs[*at]) && near(&glyphs[*at])).collect();
            let few = (1..=MOST).contains(&found.len());
            (few && found.iter().all(|at| glyphs[*at].c.is_ascii_digit())).then_some(found)
        };
        let (upper, lower) = (figures(-0.6, 0.1)?, figures(0.4, 1.4)?);
        let (first, below) = (glyphs[upper[0]], glyphs[lower[0]]);
        let words = |glyph: &&Glyph| {
            let gap = (bar.from - glyph.x - glyph.advance).max(glyph.x - bar.to);
            first.size.max(below.size) <= SMALL * glyph.size
                && glyph.y > first.y + 0.1
                && glyph.y < below.y - 0.1
                && gap < BESIDE * glyph.size
                && !glyph.c.is_whitespace()
        };
        let beside = glyphs.iter().rposition(|glyph| words(&glyph) && glyph.x < bar.from);
        let beside = beside.or_else(|| glyphs.iter().position(|glyph| words(&glyph)))?;
        Some(Self { upper, lower, beside })
    }

    fn put_in_line(&self, glyphs: &[Glyph], bar: &Rule) -> Vec<Glyph> {
        let beside = glyphs[self.beside];
        let figures = |places: &[usize]| places.iter().map(|at| glyphs[*at].c).collect::<Vec<char>>();
        let words = [figures(&self.upper), vec![STROKE], figures(&self.lower)].concat();
        let advance = (bar.to - bar.from) / words.len() as f32;
        let set = |(c, at): (char, u16)| Glyph { c, x: bar.from + advance * f32::from(at), advance, ..beside };
        let mut fraction: Vec<Glyph> = words.into_iter().zip(0..).map(set).collect();
        let behind = beside.x < bar.from;
        if behind && beside.c.is_ascii_digit() {
            let x = beside.x + beside.advance;
            fraction.insert(0, Glyph { c: ' ', x, advance: (bar.from - x).max(0.0), ..beside });
        }
        // Behind the blanks that follow the words before it.
        let blank = |glyph: &Glyph| glyph.c.is_whitespace() && glyph.x < bar.from && (glyph.y - beside.y).abs() < 0.1;
        let blanks = glyphs[self.beside + 1..].iter().take_while(|glyph| blank(glyph)).count();
        let place = if behind { self.beside + 1 + blanks } else { self.beside };
        let mut out = Vec::with_capacity(glyphs.len() + fraction.len());
        for at in 0..=glyphs.len() {
            if at == place {
                out.append(&mut fraction);
            }
            let taken = self.upper.contains(&at) || self.lower.contains(&at);
            out.extend(glyphs.get(at).filter(|_| !taken));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::segments;
    use super::*;

    /// Glyphs half an em wide: each string at x, y and size.
    fn glyphs(runs: &[(f32, f32, f32, &str)]) -> Vec<Glyph> {
        let mut out = Vec::new();
        for (run, &(x, y, size, text)) in (0..).zip(runs) {
            for (at, c) in text.chars().enumerate() {
                let advance = size / 2.0;
                out.push(Glyph { c, x: x + advance * at as f32, y, advance, size, run, ..Glyph::default() });
            }
        }
        out
    }

    fn check(runs: &[(f32, f32, f32, &str)], bar: (f32, f32, f32), expected: &[&str]) {
        let bar = Rule { upright: false, at: bar.0, from: bar.1, to: bar.2 };
        let found = segments(&in_line(&glyphs(runs), &[bar]), &[]);
        assert_eq!(found.iter().map(|segment| segment.text.as_str()).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_bar_in_a_line_of_words_makes_a_fraction() {
        let shed =
            [(0.0, 20.0, 10.0, "holds 4"), (36.0, 16.0, 6.0, "1"), (38.0, 23.5, 6.0, "2"), (46.0, 20.0, 10.0, "tons")];
        check(&shed, (17.5, 35.5, 42.5), &["holds 4 1⁄2 tons"]);
        let cup = [(0.0, 20.0, 10.0, "a "), (14.0, 20.0, 10.0, " cup"), (11.0, 16.0, 6.0, "2"), (11.0, 23.5, 6.0, "3")];
        check(&cup, (17.5, 10.0, 15.0), &["a 2⁄3 cup"]);
    }

    #[test]
    fn a_bar_over_a_sum_makes_none() {
        let sum = [(0.0, 14.0, 10.0, "12"), (0.0, 26.0, 10.0, "34")];
        check(&sum, (16.5, 0.0, 10.0), &["12", "34"]);
        let beside = [(0.0, 14.0, 10.0, "12"), (0.0, 26.0, 10.0, "34"), (14.0, 20.0, 10.0, "pigs")];
        check(&beside, (16.5, 0.0, 10.0), &["12", "34", "pigs"]);
    }
}
