//! Rows of a table that are a discussion: who speaks in one cell, what they say in the next.
//!
//! Tables of actions, fees and votes name people in their first cells, too, so that a table is a discussion only where
//! several rows have somebody whom the paper knows and a sentence beside them.

use super::candidates::Candidate;
use super::headed::name_line;
use crate::content::Block;
use crate::structure::head::{BlockRole, Head};
use crate::structure::speech::roster::Roster;
use record::Form;
use std::collections::BTreeMap;

/// Rows that make a discussion.
const LEAST: usize = 3;

/// Fewest words that are said.
const LEAST_SAID: usize = 4;

/// Who speaks in which row, by the position of its block. A row with nothing in its first cell goes on.
pub fn speakers(blocks: &[Block], head: &Head, roster: &Roster) -> BTreeMap<usize, Candidate> {
    let mut found = BTreeMap::new();
    let rows: Vec<usize> = (0..blocks.len()).filter(|&i| is_row(blocks, head, i)).collect();
    for table in rows.chunk_by(|a, b| a + 1 == *b) {
        let named: Vec<(usize, Option<Candidate>)> =
            table.iter().filter_map(|&i| Some((i, speaker(&blocks[i].text, roster)?))).collect();
        if named.iter().filter(|(_, speaker)| speaker.is_some()).count() < LEAST || named.len() * 4 < table.len() * 3 {
            continue;
        }
        let mut floor: Option<Candidate> = None;
        for (i, speaker) in named {
            floor = speaker.or(floor);
            found.extend(floor.clone().map(|speaker| (i, speaker)));
        }
    }
    found
}

fn is_row(blocks: &[Block], head: &Head, i: usize) -> bool {
    let body = head.roles.get(i).is_none_or(|role| *role == BlockRole::Body);
    blocks[i].form == Form::TableRow && !blocks[i].furniture && body
}

/// Who speaks in a row of two cells in which something is said; `None` inside where its first cell is empty, and outside
/// where it is no such row.
fn speaker(row: &str, roster: &Roster) -> Option<Option<Candidate>> {
    let (name, words) = row.split_once('\t').unwrap_or(("", row));
    let ends = words.trim_end().ends_with(['.', '?', '!', '”', '"', '…']);
    if words.contains('\t') || !ends || words.split_whitespace().count() < LEAST_SAID {
        return None;
    }
    let name = name.trim().trim_end_matches(':');
    if name.is_empty() { Some(None) } else { name_line(name, roster).map(Some) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::{block, head_of_minutes};
    use crate::structure::speech::speakers::candidates::introduce;
    use crate::structure::speech::words::words;

    fn speak(rows: &[&str]) -> Vec<(usize, String)> {
        let mut roster = Roster::default();
        for text in ["Councillor Petra Ash", "Dr Jo Oak", "Ms Tia Elm"] {
            introduce(&words(text), text, &mut roster);
        }
        let row = |text: &&str| Block { form: Form::TableRow, ..block(text) };
        let blocks: Vec<Block> = rows.iter().map(row).collect();
        let found = speakers(&blocks, &head_of_minutes(vec![BlockRole::Body; blocks.len()]), &roster);
        found.into_iter().map(|(i, c)| (i, c.printed)).collect()
    }

    #[test]
    fn a_name_in_the_left_cell_says_what_stands_in_the_right_one() {
        let rows = [
            "Petra Ash\tWe begin with the weir.",
            "Dr Jo Oak\tIt rained all of the day.",
            "\tIt is still raining on it.",
            "Tia Elm:\tWhen will it stop?",
        ];
        let expect = [(0, "Petra Ash"), (1, "Dr Jo Oak"), (2, "Dr Jo Oak"), (3, "Tia Elm")];
        assert_eq!(speak(&rows), expect.map(|(i, name)| (i, name.to_owned())));
        assert_eq!(speak(&rows[..2]), []);
        let fares = ["Petra Ash\t£4", "Dr Jo Oak\t£5 each", "Tia Elm\tno fare"];
        assert_eq!(speak(&fares), []);
        let actions =
            ["Petra Ash\tWrite to the mill.\tMay", "Dr Jo Oak\tAsk for a quote.\tMay", "Tia Elm\tTo pay.\tMay"];
        assert_eq!(speak(&actions), []);
    }
}
