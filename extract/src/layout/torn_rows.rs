//! Rows of drawn tables that a page end cut: what stands on the next page goes back to the cells it belongs to.
//!
//! The format gives such a row with its first cells empty. It is the rest of the last row of the page before, where only
//! the head of the table, printed once more, stands between them.

use super::clean;
use super::flow::Piece;
use crate::content::Block;
use record::Form;

/// Puts a piece into the row that it goes on with; says whether there is such a row.
pub fn take(blocks: &mut [Block], piece: &Piece<'_>) -> bool {
    if piece.line.cell == 0 || !piece.line.text.starts_with('\t') {
        return false;
    }
    let cells: Vec<String> = piece.line.text.split('\t').map(clean).collect();
    let Some(at) = cut_row(blocks, piece.page).filter(|at| blocks[*at].text.split('\t').count() >= cells.len()) else {
        return false;
    };
    put(&mut blocks[at], &cells, piece.page);
    true
}

/// The last row of the page before.
fn cut_row(blocks: &[Block], page: u32) -> Option<usize> {
    let mut before = (0..blocks.len()).rev().filter(|at| !blocks[*at].furniture);
    let last = before.next()?;
    let head = |at: usize| {
        let text = &blocks[at].text;
        blocks[at].page == page && blocks[..at].iter().any(|block| block.page < page && block.text == *text)
    };
    let at = if head(last) { before.next()? } else { last };
    let row = &blocks[at];
    (row.form == Form::TableRow && row.page < page && row.last_page + 1 >= page).then_some(at)
}

fn put(row: &mut Block, cells: &[String], page: u32) {
    let mut texts: Vec<String> = row.text.split('\t').map(str::to_owned).collect();
    let last = texts.len() - 1;
    for (at, more) in cells.iter().enumerate().filter(|(_, more)| !more.is_empty()) {
        if at == last && row.last_page != page {
            let begins = texts.iter().map(|text| text.len() + 1).sum::<usize>() - 1;
            row.page_turns.push((begins, page));
        }
        super::join(&mut texts[at], more);
    }
    row.last_page = page;
    row.text = texts.join("\t");
}

#[cfg(test)]
mod tests {
    use crate::content::{Content, Line, Page};
    use record::PageState;

    fn page(number: u32, lines: &[(&str, u32)]) -> Page {
        let line = |(at, (text, cell)): (usize, &(&str, u32))| Line {
            y: 100.0 + 20.0 * at as f32,
            x: 70.0,
            width: 300.0,
            size: 10.0,
            cell: *cell,
            starts_paragraph: true,
            ..Line::plain(*text)
        };
        Page {
            number,
            width: 595.0,
            height: 842.0,
            lines: lines.iter().enumerate().map(line).collect(),
            links: Vec::new(),
            state: PageState::Text,
            quality: 1.0,
        }
    }

    #[test]
    fn what_a_page_end_cut_off_goes_back_to_its_cells() {
        let head = ("Who\tWhat\tDecision", 1);
        for (rest, expected) in [
            ("\t\tit has no brake.", "Tuba Band\tA tuba\tRefused: it has no brake."),
            ("\tand a cart\tit has no brake.", "Tuba Band\tA tuba and a cart\tRefused: it has no brake."),
        ] {
            let first = page(1, &[head, ("Tuba Band\tA tuba\tRefused:", 2)]);
            let second = page(2, &[head, (rest, 2), ("Quilters\tThread\tGranted", 3)]);
            let blocks = crate::layout::blocks(&Content { pages: vec![first, second], ..Content::default() });
            let rows: Vec<(&str, u32)> = blocks.iter().map(|b| (b.text.as_str(), b.last_page)).collect();
            assert!(rows.contains(&(expected, 2)), "{rows:?}");
            assert!(rows.contains(&("Quilters\tThread\tGranted", 2)), "{rows:?}");
        }
    }

    #[test]
    fn an_empty_first_cell_elsewhere_is_a_row_of_its_own() {
        let first = page(1, &[("Prose before the table ends here.", 0)]);
        let second = page(2, &[("\tTotal\t£40", 1)]);
        let blocks = crate::layout::blocks(&Content { pages: vec![first, second], ..Content::default() });
        assert_eq!(blocks.last().map(|b| b.text.as_str()), Some("Total\t£40"));
    }
}
