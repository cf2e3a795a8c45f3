//! Figures that begin anew right below headings of another sort: "1. Mill Roof" below "VI. NEW BUSINESS", and "1. Old Weir"
//! below "VII. REPORTS", "Unfinished business" or "B. Public hearings".
//!
//! Points of what was said are counted so too. But they stand below text, are sentences, or nothing is said of each.

use super::candidate::{Candidate, Place, text_follows};
use super::together::{are_sure_together, is_title};
use crate::layout::number::Scheme;

/// Headings below which the figures begin anew, at least.
const FEWEST: usize = 2;

/// Most words of a title: those of resolutions are long.
const LONGEST: usize = 60;

/// How probable the figures have to be together, on an average, and each of them.
const TOGETHER: f64 = 0.15;
const ENOUGH: f64 = 0.1;

/// Takes the members of such series, where nearly all of them look like titles.
pub fn lift(candidates: &[Candidate], probable: &[f64], heads: &mut [bool]) {
    let (series, members) = members(candidates, heads);
    let titled: Vec<usize> = members.iter().copied().filter(|at| is_title(&candidates[*at].title, LONGEST)).collect();
    let said = titled.iter().filter(|at| text_follows(candidates, **at)).count();
    let together = are_sure_together(&titled, probable, TOGETHER);
    if series >= FEWEST && titled.len() * 5 >= members.len() * 4 && said * 3 >= titled.len() * 2 && together {
        titled.into_iter().filter(|at| probable[*at] >= ENOUGH).for_each(|at| heads[at] = true);
    }
}

/// How many series begin with 1 right below a heading that counts otherwise, and their members.
fn members(candidates: &[Candidate], heads: &[bool]) -> (usize, Vec<usize>) {
    let (mut series, mut members) = (0, Vec::new());
    let mut last: Option<u32> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        let Some(figure) = figure(candidate) else {
            last = last.filter(|_| !heads[at]);
            continue;
        };
        let above = at.checked_sub(1).filter(|above| heads[*above] && !text_follows(candidates, *above));
        let begins = figure == 1 && above.is_some_and(|above| self::figure(&candidates[above]).is_none());
        let goes_on = last.is_some_and(|last| figure == last + 1);
        series += usize::from(begins);
        last = (begins || goes_on).then_some(figure);
        members.extend(last.map(|_| at));
    }
    (series, members)
}

/// The figure with its stop that counts a candidate.
fn figure(candidate: &Candidate) -> Option<u32> {
    let (number, place) = candidate.number.as_ref()?;
    let counts = *place == Place::Before && number.scheme == Scheme::Figure && number.closed;
    number.parts.first().copied().filter(|_| counts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Block;
    use crate::structure::items::candidates::candidates;
    use crate::structure::samples::{block, heading};

    fn lifted(lines: &[&str], probable: f64) -> usize {
        let titled = |line: &str| line.to_uppercase() == line;
        let blocks: Vec<Block> = lines.iter().map(|l| if titled(l) { heading(l) } else { block(l) }).collect();
        let found = candidates(&blocks, 0, &[]);
        let mut heads: Vec<bool> = found.iter().map(|c| c.caps).collect();
        let before = heads.iter().filter(|heads| **heads).count();
        lift(&found, &vec![probable; found.len()], &mut heads);
        heads.into_iter().filter(|heads| *heads).count() - before
    }

    #[test]
    fn figures_that_begin_anew_below_headings_head_items() {
        let said = "The clerk read it out and sat down.";
        for [first, second] in [
            ["VI. NEW BUSINESS", "VII. REPORTS"],
            ["UNFINISHED BUSINESS", "NEW BUSINESS"],
            ["A. CONSENT ITEMS", "B. PUBLIC HEARINGS"],
        ] {
            let paper = [first, "1. Mill Roof", said, "2. Old Weir", said, second, "1. Parks and Paths", said];
            assert_eq!(lifted(&paper, 0.3), 3, "{first}");
            assert_eq!(lifted(&paper, 0.1), 0, "unsure together");
        }
        let once = ["NEW BUSINESS", "1. Mill Roof", said, "2. Old Weir", said, "REPORTS", said];
        assert_eq!(lifted(&once, 0.3), 0);
        let points = ["ROADS", "1. It was said that the road leaks", said, "PARKS", "1. he was asked why it was", said];
        assert_eq!(lifted(&points, 0.3), 0);
        let below_text = ["ROADS", said, "1. Mill Roof", said, "PARKS", said, "1. Old Weir", said];
        assert_eq!(lifted(&below_text, 0.3), 0);
    }
}
