//! Rows of minutes that are a table of items: the title of an item in one cell, all that was said of it in the next.
//!
//! As a block such a row is the heading of its item, and yet people speak in it.

use crate::content::Block;
use crate::structure::head::BlockRole;
use crate::structure::speech::sentences;
use record::Form;
use std::ops::Range;

/// Fewest words of what is said: "Mr Elm to write." is a note of an action.
const LEAST: usize = 6;

/// Whether a row that heads an item tells in a further cell what was said.
pub fn talks(block: &Block, role: Option<BlockRole>) -> bool {
    let headed = block.form == Form::TableRow && role == Some(BlockRole::ItemHeading);
    let tells = |cell: &str| cell.split_whitespace().count() >= LEAST && cell.contains(['.', '?', '!']);
    headed && block.text.split('\t').skip(1).any(tells)
}

/// The sentences of a block; where a row tells behind its title, that title is one by itself.
pub fn sentences(block: &Block, titled: bool) -> Vec<Range<usize>> {
    let all = sentences::sentences(&block.text);
    let Some(tab) = block.text.find('\t').filter(|_| titled) else { return all };
    let behind = tab + 1;
    let rest = all.into_iter().filter(|range| range.end > behind).map(|range| range.start.max(behind)..range.end);
    std::iter::once(0..behind).chain(rest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    #[test]
    fn what_a_row_tells_behind_its_title_is_said() {
        for (text, expect) in [
            ("Finance\tTia presented the accounts. Olu asked why they fell.\tTia", true),
            ("Lease\tIs the lease to be signed this year?", true),
            ("Finance\tTia to write.\t9 Dec", false),
            ("Finance\tAnn Elm, Treasurer\t10 minutes for all of it", false),
            ("Finance", false),
        ] {
            let row = Block { form: Form::TableRow, ..block(text) };
            assert_eq!(talks(&row, Some(BlockRole::ItemHeading)), expect, "{text}");
            assert!(!talks(&row, Some(BlockRole::Body)));
        }
    }

    #[test]
    fn the_title_is_a_sentence_by_itself() {
        let row = block("Finance\tTia presented the accounts. Olu asked why.\tTia");
        let said: Vec<&str> = sentences(&row, true).into_iter().map(|r| row.text[r].trim()).collect();
        assert_eq!(said, ["Finance", "Tia presented the accounts.", "Olu asked why.", "Tia"]);
    }
}
