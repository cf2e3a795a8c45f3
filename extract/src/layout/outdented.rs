//! Titles of typed text that stand at the margin, above what was said, which is indented below each of them.

use super::flow::Piece;
use crate::content::Block;
use crate::structure::items::titles;
use record::Form;
use std::collections::BTreeSet;

/// A text has so many of them.
const FEWEST: usize = 4;

/// Most words of such a title.
const LONGEST: usize = 8;

/// Whether the line before is a title at the margin and this one begins what is indented below it.
pub fn is_title(before: &Piece, next: &Piece) -> bool {
    let text = before.text.trim();
    let typed = before.line.width == 0.0 && before.line.form.is_none() && next.line.form.is_none();
    let label = text.contains(':') && !titles::is_usual(text);
    typed
        && !next.gap
        && before.gap
        && before.depth == 1
        && next.depth > before.depth
        && before.marker.is_none()
        && next.marker.is_none()
        && text.split_whitespace().count() <= LONGEST
        && text.starts_with(char::is_uppercase)
        && !text.ends_with(['.', ',', ';', '?', '!'])
        && !text.contains('\t')
        && !label
}

/// Marks these blocks as headings, where they are the habit of the text.
pub fn mark(blocks: &mut [Block], found: &[usize]) {
    let titles: BTreeSet<&str> = found.iter().filter_map(|at| blocks.get(*at)).map(|b| b.text.as_str()).collect();
    if titles.len() < FEWEST || titles.len() * 4 < found.len() * 3 {
        return;
    }
    for at in found {
        if let Some(block) = blocks.get_mut(*at).filter(|block| block.form == Form::Paragraph) {
            block.form = Form::Heading;
        }
    }
}
