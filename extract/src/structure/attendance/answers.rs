//! Tables of attendance whose cells a text layer gives one below the other: a name, perhaps whom they come from, and
//! whether they were there.

use super::label::{self, List};
use crate::content::Block;
use crate::lexicon::{self, Tags};
use crate::structure::people::{self, Person};

/// Most lines between two answers: a name, an office and the body that sends them.
const MOST_CELLS: usize = 3;

/// How many rows make a table.
const FEWEST_ROWS: usize = 3;

/// Lines before the first row in which its head says what is answered.
const HEAD: usize = 5;

/// The people of such tables and on what list their answers put them, with the blocks that they stand in.
pub fn find_answers(blocks: &[Block]) -> (Vec<(List, Person)>, Vec<usize>) {
    let printed = blocks.iter().enumerate().filter(|(_, b)| !b.furniture);
    let lines: Vec<(usize, &str)> =
        printed.flat_map(|(i, b)| b.text.lines().map(move |l| (i, l.trim()))).filter(|(_, l)| !l.is_empty()).collect();
    let (mut found, mut used) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < lines.len() {
        let rows = rows(&lines[at..]);
        if rows.len() < FEWEST_ROWS {
            at += 1;
            continue;
        }
        // A table of something else is stepped over, and not gone through again from each of its lines.
        let end = at + rows.iter().map(|(_, _, cells)| cells + 1).sum::<usize>();
        if is_headed(&lines[..at]) {
            used.extend(lines[at..end].iter().map(|(block, _)| *block));
            found.extend(rows.into_iter().map(|(list, person, _)| (list, person)));
        }
        at = end;
    }
    used.dedup();
    (found, used)
}

/// The rows that begin with the first of these lines: whose each is, what it answers, and its cells before the answer.
fn rows(lines: &[(usize, &str)]) -> Vec<(List, Person, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let cells = lines[at..].iter().take(MOST_CELLS + 1).position(|(_, line)| answer(line).is_some());
        let Some(cells) = cells.filter(|cells| *cells > 0) else { return found };
        let (name, said) = (lines[at].1, lines[at + cells].1);
        let named = people::is_titled(name) || people::whole_name(name);
        let Some((list, person)) = answer(said).zip(people::person(name).filter(|p| named && p.is_sure())) else {
            return found;
        };
        found.push((list, person, cells));
        at += cells + 1;
    }
}

/// What a cell answers that is nothing else.
fn answer(line: &str) -> Option<List> {
    match line.trim_end_matches('.').to_lowercase().as_str() {
        "y" | "yes" | "present" | "attended" | "in attendance" | "✓" | "✔" => Some(List::Present),
        "n" | "no" | "absent" | "apologies" | "apology" | "did not attend" | "✗" | "✘" => Some(List::Apologies),
        _ => None,
    }
}

/// Whether the lines above a table say that it is of attendance, and not of a vote.
fn is_headed(above: &[(usize, &str)]) -> bool {
    const BALLOT: [&str; 8] = ["vote", "votes", "voting", "motion", "ayes", "yeas", "nays", "division"];
    let near = above.iter().rev().take(HEAD).map(|(_, line)| *line);
    let words =
        |line: &str| line.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect::<Vec<_>>();
    if near.clone().any(|line| words(line).iter().any(|word| BALLOT.contains(&word.as_str()))) {
        return false;
    }
    let there = |line: &str| {
        let told = line.split_whitespace().any(|w| lexicon::tags(w).has_any(Tags::THERE | Tags::ATTENDED));
        told && line.split_whitespace().count() <= 8 || label::parse(line).is_some_and(|l| !l.weak)
    };
    near.into_iter().any(there)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn shown(lines: &[&str]) -> String {
        let blocks: Vec<Block> = lines.iter().map(|line| block(line)).collect();
        let people = find_answers(&blocks).0.into_iter();
        let one = |(list, p): (List, Person)| format!("{} {}", if list == List::Present { "+" } else { "-" }, p.name);
        people.map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn cells_below_each_other_are_rows_of_a_table_of_attendance() {
        let table =
            ["Jo Elm", "Eden Trust", "Y", "Cllr Kim Oak", "Eden County Council", "N", "Ann Ash", "Fell Works", "Y"];
        let headed = |head: &'static str| [vec![head, "Representative Body"], table.to_vec()].concat();
        assert_eq!(shown(&headed("In Attendance Yes/No")), "+ Jo Elm; - Kim Oak; + Ann Ash");
        assert_eq!(shown(&headed("Recorded vote")), "");
        assert_eq!(shown(&headed("Motion: members present and voting")), "");
        assert_eq!(shown(&["Present", "Jo Elm", "Yes", "Kim Oak", "No"]), "");
    }
}
