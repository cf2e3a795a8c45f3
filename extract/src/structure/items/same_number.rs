//! Titles that all have the same number, as the entries of a list in Markdown may, which counts them by itself: "1. Mill
//! roof", "1. Old weir", each above what was said.

use super::candidate::{Candidate, Place, text_follows};
use record::text::fold;
use std::collections::BTreeSet;

/// A paper has so many of them.
const FEWEST: usize = 5;

/// Takes them, where no other number is in the paper.
pub fn lift(candidates: &[Candidate], heads: &mut [bool]) {
    let numbered: Vec<usize> = (0..heads.len()).filter(|at| printed(&candidates[*at]).is_some()).collect();
    let numbers: BTreeSet<&str> = numbered.iter().filter_map(|at| printed(&candidates[*at])).collect();
    let titled: Vec<usize> =
        numbered.into_iter().filter(|at| candidates[*at].stressed && text_follows(candidates, *at)).collect();
    let titles: BTreeSet<String> = titled.iter().map(|at| fold(&candidates[*at].title)).collect();
    if numbers.len() == 1 && titles.len() >= FEWEST && titles.len() == titled.len() {
        titled.into_iter().for_each(|at| heads[at] = true);
    }
}

fn printed(candidate: &Candidate) -> Option<&str> {
    let number = candidate.number.as_ref().filter(|(_, place)| *place == Place::Before);
    number.map(|(number, _)| number.printed.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Block;
    use crate::structure::items::candidates::candidates;
    use crate::structure::samples::{block, heading};

    #[test]
    fn one_number_before_all_titles_counts_them() {
        let lifted = |second: &str| {
            let said = || block("The clerk read it out.");
            let one = |number: &str, title: &str| Block { marker: Some(number.into()), ..heading(title) };
            let titles = ["Mill roof", "Old weir", "Parks", "Roads", "Adjournment"];
            let mut paper: Vec<Block> = titles.iter().flat_map(|title| [one("1.", title), said()]).collect();
            paper.extend([one(second, "Summer fair"), said()]);
            let found = candidates(&paper, 0, &[]);
            let mut heads = vec![false; found.len()];
            lift(&found, &mut heads);
            heads.into_iter().filter(|heads| *heads).count()
        };
        assert_eq!(lifted("1."), 6);
        assert_eq!(lifted("2."), 0);
    }
}
