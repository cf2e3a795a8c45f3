//! Tables of votes whose cells stand on a line each, empty ones as blank lines: what is left of a table in text that
//! was taken out of a PDF.

use crate::layout::{is_for, is_side, is_tick};

/// Fewest rows by which such a table is told from a list of names.
const FEWEST: usize = 3;

/// The most heads that such a table has: sides of a vote are a handful, and a page that says "Yes" for ever is no table.
const MOST_HEADS: usize = 36;

/// Longest name of a voter, in words.
const LONGEST_NAME: usize = 5;

/// Reads a table of votes that begins with these lines: how many of them it takes, and its rows. The first row holds
/// the heads; the tick of another is told by the head of its column, as one that stands alone says nothing.
pub fn votes(lines: &[&str]) -> Option<(usize, Vec<String>)> {
    if !is_for(lines.first()?.trim()) {
        return None;
    }
    let heads = lines.iter().map(|line| line.trim()).take_while(|line| is_side(line));
    let heads: Vec<&str> = heads.take(MOST_HEADS + 1).collect();
    if !(2..=MOST_HEADS).contains(&heads.len()) {
        return None;
    }
    let mut rows = vec![heads.join("\t")];
    let mut at = heads.len();
    while let Some((end, row)) = voter(lines, at, &heads) {
        rows.push(row);
        at = end;
    }
    (rows.len() > FEWEST).then_some((at, rows))
}

/// The row that begins behind line `at`, and where it ends.
fn voter(lines: &[&str], at: usize, heads: &[&str]) -> Option<(usize, String)> {
    let blank = lines[at..].iter().take_while(|line| line.trim().is_empty()).count();
    let name = lines.get(at + blank)?.trim();
    if !is_name(name) {
        return None;
    }
    let from = at + blank + 1;
    let cells = lines[from..].iter().take(heads.len()).take_while(|line| line.trim().is_empty() || is_tick(line));
    let ticked: Vec<usize> = cells.enumerate().filter(|(_, cell)| is_tick(cell)).map(|(column, _)| column).collect();
    let [column] = ticked[..] else { return None };
    Some((from + column + 1, format!("{name}\t{}", heads[column])))
}

fn is_name(line: &str) -> bool {
    let words = line.split_whitespace().count();
    (1..=LONGEST_NAME).contains(&words)
        && line.starts_with(char::is_uppercase)
        && !line.ends_with([':', '.'])
        && !line.chars().any(|c| c.is_ascii_digit())
        && !is_tick(line)
        && !is_side(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_column_of_a_tick_is_told_by_the_empty_cells_before_it() {
        let lines = [
            "For ",
            "Against ",
            "Abstain ",
            " Ann Oake ",
            "√",
            " ",
            " ",
            " Tom Barr ",
            " ",
            "√",
            " ",
            "",
            " ",
            " Jo Hale",
            " ",
            " ",
            "√",
            " Result 1 For 1 Against",
        ];
        let (taken, rows) = votes(&lines).unwrap();
        assert_eq!(rows, ["For\tAgainst\tAbstain", "Ann Oake\tFor", "Tom Barr\tAgainst", "Jo Hale\tAbstain"]);
        assert_eq!(lines[taken], " Result 1 For 1 Against");
        assert_eq!(votes(&["For", "the sake of it", "we go"]), None);
        assert_eq!(votes(&["For", "Against", "Ann Oake", "Tom Barr", "Jo Hale"]), None);
        let rows = ["Ann Oake", "√", "Tom Barr", "√", "Jo Hale", "√"];
        let below = |heads: usize| [vec!["Yes"; heads], rows.to_vec()].concat();
        assert!(votes(&below(MOST_HEADS)).is_some());
        assert_eq!(votes(&below(MOST_HEADS + 1)), None);
    }
}
