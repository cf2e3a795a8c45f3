//! The printed lines of a block, for lists in which every line is a person.

use crate::content::{Block, Content, Line};

/// The lines that a block was made of, as printed. A block whose lines cannot be told is one line.
pub fn printed_lines(content: &Content, block: &Block) -> Vec<String> {
    let marker = block.marker.as_deref().unwrap_or_default();
    let wanted: Vec<char> = letters(marker).chain(letters(&block.text)).collect();
    let pages = content.pages.iter().filter(|p| (block.page..=block.last_page).contains(&p.number));
    let lines: Vec<&Line> = pages.flat_map(|p| &p.lines).filter(|l| !l.text.trim().is_empty()).collect();
    let found = (0..lines.len()).find_map(|start| matching(&lines[start..], &wanted));
    found.unwrap_or_else(|| block.text.split('\n').map(str::to_owned).collect())
}

/// The lines from the first of these on that make up the wanted letters; lines of other blocks between them (page
/// furniture, another column) are stepped over.
fn matching(lines: &[&Line], wanted: &[char]) -> Option<Vec<String>> {
    let mut used = Vec::new();
    let mut at = 0;
    for (i, line) in lines.iter().enumerate() {
        let here: Vec<char> = letters(&line.text).collect();
        if !here.is_empty() && wanted[at..].starts_with(&here) {
            at += here.len();
            // The cells of a row may have several lines each.
            used.extend(line.text.trim_end().split('\n').map(str::to_owned));
            if at == wanted.len() {
                return Some(used);
            }
        } else if i == 0 || i > used.len() + 40 {
            return None;
        }
    }
    None
}

fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::{block, page};

    #[test]
    fn gives_the_lines_that_a_block_was_joined_from() {
        let content = Content {
            pages: vec![page(1, &["In attendance", "Ann Elm Director", "3", "Bea Oak Head of Service"])],
            ..Content::default()
        };
        assert_eq!(
            printed_lines(&content, &block("Ann Elm Director Bea Oak Head of Service")),
            ["Ann Elm Director", "Bea Oak Head of Service"]
        );
        assert_eq!(printed_lines(&content, &block("Somebody else")), ["Somebody else"]);
    }

    #[test]
    fn the_cells_of_a_row_have_lines_of_their_own() {
        let content = Content { pages: vec![page(1, &["Ann Elm\nBea Oak\tLou Ash\nSam Yew"])], ..Content::default() };
        assert_eq!(
            printed_lines(&content, &block("Ann Elm Bea Oak\tLou Ash Sam Yew")),
            ["Ann Elm", "Bea Oak\tLou Ash", "Sam Yew"]
        );
    }
}
