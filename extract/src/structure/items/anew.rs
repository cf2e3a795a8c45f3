//! Letters that begin anew below each heading: "A. Mill roof" below "3. Consent items" and again below "4. Reports".
//!
//! Points of what was said are lettered too, but they are sentences, and the learnt weights hold most of them for
//! improbable: one by one the letters of a paper may be unsure, together they are not.

use super::candidate::{Candidate, Place};
use super::together::{are_sure_together, is_title};

/// Members that make such series a habit of the paper.
const FEWEST: usize = 4;

/// Most words of a title.
const LONGEST: usize = 24;

/// How probable the letters of a paper are together, on an average.
const TOGETHER: f64 = 0.4;

/// One of them may be so unsure.
const ENOUGH: f64 = 0.04;

/// Takes the members of series of capital letters that begin anew below headings, where most of them look like titles.
pub fn lift(candidates: &[Candidate], probable: &[f64], heads: &mut [bool]) {
    let members = members(candidates, heads);
    let titled = members.iter().filter(|at| is_title(&candidates[**at].title, LONGEST)).count();
    let together = are_sure_together(&members, probable, TOGETHER);
    if titled >= FEWEST && titled * 4 >= members.len() * 3 && together {
        for at in members {
            heads[at] |= probable[at] >= ENOUGH && is_title(&candidates[at].title, LONGEST);
        }
    }
}

/// The candidates of all series that begin with "A" below a heading.
fn members(candidates: &[Candidate], heads: &[bool]) -> Vec<usize> {
    let mut members = Vec::new();
    let mut below_heading = false;
    let mut last: Option<u8> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        match letter(candidate) {
            Some(letter) => {
                // One in between may be lost in the line above it.
                let goes_on = last.is_some_and(|last| letter > last && letter <= last + 2);
                last = (goes_on || letter == b'A' && below_heading).then_some(letter);
                members.extend(last.map(|_| at));
            }
            None if heads[at] => (below_heading, last) = (true, None),
            None => {}
        }
    }
    members
}

/// The capital letter that counts a candidate.
fn letter(candidate: &Candidate) -> Option<u8> {
    let (number, _) = candidate.number.as_ref().filter(|(number, place)| *place == Place::Before && number.closed)?;
    match number.printed.as_bytes() {
        [letter @ b'A'..=b'Z'] => Some(*letter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Block;
    use crate::structure::items::candidates::candidates;
    use crate::structure::samples::{block, heading};

    fn lifted(lines: &[&str], probable: f64) -> Vec<String> {
        let sure = ["3. Consent items", "4. Reports"];
        let print = |line: &&str| if sure.contains(line) { heading(line) } else { block(line) };
        let blocks: Vec<Block> = lines.iter().map(print).collect();
        let found = candidates(&blocks, 0, &[]);
        let mut heads: Vec<bool> = found.iter().map(|c| sure.iter().any(|line| line.ends_with(&c.title))).collect();
        lift(&found, &vec![probable; found.len()], &mut heads);
        let chosen = found.iter().zip(heads).filter(|(_, heads)| *heads);
        chosen.map(|(candidate, _)| candidate.title.clone()).collect()
    }

    #[test]
    fn letters_that_begin_anew_below_figures_head_items() {
        let said = "The clerk read it.";
        let paper =
            ["3. Consent items", "A. Mill Roof", said, "B. Old Weir", said, "4. Reports", "A. Parks", "B. Roads"];
        let all = ["Consent items", "Mill Roof", "Old Weir", "Reports", "Parks", "Roads"];
        assert_eq!(lifted(&paper, 0.5), all);
        assert_eq!(lifted(&paper, 0.2), ["Consent items", "Reports"], "unsure together");
        let points = [
            "3. Consent items",
            "A. It was said that the mill leaks",
            "B. He asked why",
            "4. Reports",
            "A. it was late",
        ];
        assert_eq!(lifted(&points, 0.5), ["Consent items", "Reports"]);
    }
}
