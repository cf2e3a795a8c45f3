//! Tables of votes with a column for each side and a tick for each voter.
//!
//! A tick that stands alone says nothing: which side it means is told by the empty cells before it, which no passage keeps.
//! So the tick is written as the head of its column: "Ann Oake, For".

use super::clean::clean;
use super::presence::{says_away, says_there};
use crate::content::Line;
use record::Form;

/// The heads of the table that is being read: by column, where that is one of a side.
#[derive(Debug, Default)]
pub struct Ballots {
    heads: Vec<Option<String>>,
}

impl Ballots {
    /// Takes the next line; gives its words where it is the row of a voter with one tick.
    pub fn row(&mut self, line: &Line) -> Option<String> {
        if line.form != Some(Form::TableRow) {
            self.heads.clear();
            return None;
        }
        let cells: Vec<String> = line.text.split('\t').map(clean).collect();
        let heads: Vec<Option<String>> = cells.iter().map(|cell| Some(cell.clone()).filter(|c| is_side(c))).collect();
        if make_columns(heads.iter().flatten().map(String::as_str)) {
            self.heads = heads;
            return None;
        }
        if self.heads.is_empty() || cells.len() > self.heads.len() {
            return None;
        }
        let ticked = |at: &usize| self.heads[*at].is_some() && !is_empty(&cells[*at]);
        let ticks: Vec<usize> = (0..cells.len()).filter(ticked).collect();
        let [tick] = ticks[..] else { return None };
        if !is_marked(&cells[tick]) {
            return None;
        }
        let beside = cells.iter().zip(&self.heads).filter(|(cell, head)| head.is_none() && !cell.is_empty());
        let mut words: Vec<&str> = beside.map(|(cell, _)| cell.as_str()).collect();
        if words.first().is_none_or(|name| is_sum(name)) {
            return None;
        }
        words.extend(self.heads[tick].as_deref());
        Some(words.join("\t"))
    }
}

/// Whether heads are those of a table of votes, or of one that says who was there and who was not.
pub fn make_columns<'a>(heads: impl Iterator<Item = &'a str>) -> bool {
    let heads: Vec<&str> = heads.collect();
    heads.len() > 1 && heads.iter().any(|head| is_for(head) || says_there(&own_tongue(head)))
}

/// Whether the name of a row is that of the sum of others.
pub fn is_sum(name: &str) -> bool {
    const SUMS: [&str; 6] = ["total", "totals", "sum", "result", "votes", "count"];
    let first = name.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    SUMS.contains(&first.as_str())
}

/// Whether a cell is left empty, or has a box that is not ticked.
pub fn is_empty(cell: &str) -> bool {
    matches!(cell, "" | "☐" | "□" | "-" | "–" | "—" | "0")
}

/// Whether the head of a column is that of the voters for a motion.
pub fn is_for(head: &str) -> bool {
    // The Welsh and the Irish at the end.
    const HEADS: [&str; 12] = [
        "for",
        "in favour",
        "in favor",
        "yes",
        "aye",
        "yea",
        "ayes",
        "yeas",
        "votes for",
        "o blaid",
        "ar son",
        "i bhfabhar",
    ];
    HEADS.contains(&own_tongue(head).as_str())
}

/// Whether the head of a column is that of one side of a vote, or of those who were there or away.
pub fn is_side(head: &str) -> bool {
    const HEADS: [&str; 22] = [
        "yn erbyn",
        "in aghaidh",
        "i gcoinne",
        "ymatal",
        "ymataliad",
        "staonadh",
        "against",
        "votes against",
        "opposed",
        "no",
        "nay",
        "noes",
        "nays",
        "abstain",
        "abstains",
        "abstained",
        "abstaining",
        "abstention",
        "abstentions",
        "not voting",
        "did not vote",
        "recused",
    ];
    let own = own_tongue(head);
    is_for(head) || says_there(&own) || says_away(&own) || HEADS.contains(&own.as_str())
}

/// A head in small letters; of one in two languages ("Ar son / For") the first.
fn own_tongue(head: &str) -> String {
    let lower = head.to_lowercase();
    lower.split(['/', '|']).next().unwrap_or_default().trim().to_owned()
}

/// Whether a cell is ticked.
pub fn is_tick(cell: &str) -> bool {
    matches!(
        cell.trim(),
        "√" | "✓"
            | "✔"
            | "☑"
            | "☒"
            | "✗"
            | "✘"
            | "✕"
            | "✖"
            | "❌"
            | "✅"
            | "X"
            | "x"
            | "•"
            | "●"
            | "*"
            | "1"
    )
}

/// Whether a cell below the head of a side is marked, in signs or by the words that stand for a picture of one.
fn is_marked(cell: &str) -> bool {
    const WORDS: [&str; 9] = ["yes", "y", "tick", "ticked", "check", "checked", "check mark", "cross", "voted"];
    is_tick(cell) || WORDS.contains(&cell.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(table: &[&str]) -> Vec<Option<String>> {
        let mut ballots = Ballots::default();
        table.iter().map(|row| ballots.row(&Line::whole(*row, Form::TableRow))).collect()
    }

    #[test]
    fn a_tick_is_the_head_of_its_column() {
        let told = rows(&[
            "Councillor\tWard\tFor\tAgainst\tAbstain",
            "Ann Oake\tMill\t\t✔\u{fe0f}\t",
            "Tom Barr\t\tX\t\t",
            "Jo Hale\tQuay\t☐\t☐\t☒",
            "Kit Moss\tQuay\tYes\t\t",
            "Pat Fenn\tQuay\t\t\t",
            "Total\t\t1\t0\t0",
        ]);
        let expected = [
            None,
            Some("Ann Oake\tMill\tAgainst"),
            Some("Tom Barr\tFor"),
            Some("Jo Hale\tQuay\tAbstain"),
            Some("Kit Moss\tQuay\tFor"),
            None,
            None,
        ];
        assert_eq!(told.iter().map(Option::as_deref).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn who_was_there_is_told_from_who_was_not() {
        let told = rows(&["Councillor\tPresent\tApologies", "Ann Oake\t✓\t", "Tom Barr\t\t✓"]);
        assert_eq!(told[1..], [Some("Ann Oake\tPresent".to_owned()), Some("Tom Barr\tApologies".to_owned())]);
        let told = rows(&["Member\tAttended\tApologies received\tAbsent", "Ann Oake\tx\t\t", "Tom Barr\t\tx\t"]);
        assert_eq!(told[1..], [Some("Ann Oake\tAttended".to_owned()), Some("Tom Barr\tApologies received".to_owned())]);
    }

    #[test]
    fn other_tables_are_left_alone() {
        assert_eq!(rows(&["Road\tCost\tAgainst", "Mill Lane\tX\t"]), [None, None]);
        assert_eq!(rows(&["Vote\tCouncillors", "For\tA. Oake"]), [None, None]);
        let mut ballots = Ballots::default();
        ballots.row(&Line::whole("\tFor\tAgainst", Form::TableRow));
        ballots.row(&Line::plain("The motion was lost."));
        assert_eq!(ballots.row(&Line::whole("Ann Oake\tX\t", Form::TableRow)), None);
    }
}
