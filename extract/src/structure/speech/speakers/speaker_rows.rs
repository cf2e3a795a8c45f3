//! Rows of a table that are a discussion: who speaks in one cell, what they say in the next.
//!
//! Tables of actions, fees and votes name people in their first cells, too, so that a table is a discussion only where
//! several rows have somebody whom the paper knows and a sentence beside them. A cell of the hour or of a running number
//! may stand before them.

use super::candidate::Candidate;
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
        let told: Vec<Told> = table.iter().map(|&i| read(&blocks[i].text, roster)).collect();
        let named = told.iter().filter(|told| matches!(told, Told::By(_))).count();
        let other = told.iter().filter(|told| matches!(told, Told::Nothing)).count();
        if named < LEAST || other * 4 > table.len() {
            continue;
        }
        let mut floor: Option<Candidate> = None;
        for (&i, told) in table.iter().zip(told) {
            match told {
                Told::By(speaker) => floor = Some(speaker),
                Told::On => {}
                Told::ByOthers | Told::Nothing => floor = None,
            }
            found.extend(floor.clone().map(|speaker| (i, speaker)));
        }
    }
    found
}

/// What a row tells.
enum Told {
    /// "Ann Elm | The roof leaks.": what somebody says.
    By(Candidate),
    /// "| It has leaked for years.": what whoever spoke before goes on to say.
    On,
    /// "All | Agreement was general.": what others say, whom the paper does not name.
    ByOthers,
    /// "Item | Fee": no discussion.
    Nothing,
}

fn is_row(blocks: &[Block], head: &Head, i: usize) -> bool {
    let body = head.roles.get(i).is_none_or(|role| *role == BlockRole::Body);
    blocks[i].form == Form::TableRow && !blocks[i].furniture && body
}

/// Reads a row of two cells, or of three where the first is an hour or a number.
fn read(row: &str, roster: &Roster) -> Told {
    let row = match row.split_once('\t') {
        Some((first, rest)) if is_count(first) && rest.contains('\t') => rest,
        _ => row,
    };
    let (name, words) = row.split_once('\t').unwrap_or(("", row));
    // "Ann Elm (Treasurer)"
    let name = name.split_once(" (").map_or(name, |(name, _)| name).trim().trim_end_matches(':');
    let ends = words.trim_end().ends_with(['.', '?', '!', '”', '"', '…']);
    let told = ends && !words.contains('\t') && words.split_whitespace().count() >= LEAST_SAID;
    match name_line(name, roster).filter(|_| !name.is_empty()) {
        _ if words.contains('\t') || !ends => Told::Nothing,
        Some(speaker) if told => Told::By(speaker),
        None if told && name.is_empty() => Told::On,
        None if is_others(name) => Told::ByOthers,
        _ => Told::Nothing,
    }
}

/// "10:05", "2.45 pm", "17": an hour, or the number of a row.
fn is_count(cell: &str) -> bool {
    let cell = cell.trim().to_lowercase();
    let digits = cell.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c.is_whitespace());
    let rest = cell[digits.len()..].replace(['.', ' '], "");
    let counts = digits.is_empty() || digits.chars().all(|c| c.is_ascii_digit() || matches!(c, ':' | '.'));
    counts && matches!(&*rest, "" | "am" | "pm" | "h")
}

/// "All", "N/K", "Several members": those whom nobody can tell.
fn is_others(cell: &str) -> bool {
    matches!(&*cell.to_lowercase(), "all" | "n/k" | "unknown" | "several" | "various" | "others")
        || cell.to_lowercase().ends_with(" members")
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
        let hours = [
            "10:05\tPetra Ash\tWe begin with the weir.",
            "\t\tIt has two boards too few.",
            "10.07 am\tDr Jo Oak\tIt rained all of the day.",
            "10:08\tAll\tThere was general assent.",
            "\tAnd a little laughter behind it.",
            "10:09\tTia Elm\tWhen will it stop?",
        ];
        let expect = [(0, "Petra Ash"), (1, "Petra Ash"), (2, "Dr Jo Oak"), (5, "Tia Elm")];
        assert_eq!(speak(&hours), expect.map(|(i, name)| (i, name.to_owned())));
        let fares = ["Petra Ash\t£4", "Dr Jo Oak\t£5 each", "Tia Elm\tno fare"];
        assert_eq!(speak(&fares), []);
        let actions =
            ["Petra Ash\tWrite to the mill.\tMay", "Dr Jo Oak\tAsk for a quote.\tMay", "Tia Elm\tTo pay.\tMay"];
        assert_eq!(speak(&actions), []);
    }
}
