//! Entries of a list that hold a list of their own, as the topics of notes do that are one list within another.

use crate::content::Block;
use record::Form;

/// Most words of a topic.
const LONGEST: usize = 8;

/// Whether the first block is an entry of a few words without a number, and the second an entry of a list within it.
pub fn holds(entry: &Block, below: &Block) -> bool {
    let listed = |block: &Block| block.form == Form::ListEntry && !block.furniture;
    let counted = entry.marker.as_deref().is_some_and(|marker| marker.contains(char::is_alphanumeric));
    listed(entry)
        && listed(below)
        && !counted
        && below.depth > entry.depth
        && entry.text.split_whitespace().count() <= LONGEST
        && !entry.text.ends_with([',', ';', ':'])
}
