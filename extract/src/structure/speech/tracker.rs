//! Action logs and trackers: tables whose columns say what is to be done, by whom and by when.

use super::due;
use super::undertaking::candidate::Wording;
use super::undertaking::candidates::candidates;
use super::words::words;
use jiff::civil::Date;
use record::{Basis, Commitment, Due, Owner, Strength};
use std::sync::LazyLock;

patterns! {
    /// That something has been done.
    DONE = r"(?i)^\W*(?:all\s+|action\s+|now\s+)?(?:done|completed?|closed|discharged|actioned|resolved|no\s+longer\s+(?:needed|required))\b";
}

/// The words of the heads of columns, by what the column holds.
const HEADS: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/action-columns.txt"));

/// The columns of a table of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    count: usize,
    action: usize,
    owner: Option<usize>,
    due: Option<usize>,
    status: Option<usize>,
    /// Whether the head of the column of actions says so: "Detail" does not.
    plain: bool,
}

/// What a row of the table is.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// Something that is to be done.
    Undertakes(Box<Commitment>),
    /// Something that the table says has been done.
    Done,
    /// Neither: a line between groups of rows, an empty row.
    Other,
}

/// Words of heads, each with the kind of its column.
static WORDS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    HEADS.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t')).collect()
});

/// Whether the head of a column has a word of this kind.
fn is_head(cell: &str, kind: &str) -> bool {
    let parts: Vec<&str> = cell.split(|x: char| !x.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    // Letters drawn apart: "OW NER".
    let (joined, spaced) = (cell.replace(' ', ""), parts.join(" "));
    let has = |word: &str| parts.contains(&word) || joined == word || word.contains(' ') && spaced.contains(word);
    parts.len() <= 5 && WORDS.iter().any(|(word, k)| *k == kind && has(word))
}

impl Columns {
    /// Reads a row as the head of a table of actions; `None` for any other row. It must name the action and who does
    /// it, when, or how it stands.
    pub fn in_head(row: &str) -> Option<Self> {
        let cells: Vec<String> = row.split('\t').map(|c| record::text::fold(c.trim())).collect();
        let find = |kind: &str| cells.iter().position(|cell| is_head(cell, kind));
        // "By" is by when where another column says who, and else by whom.
        let by = cells.iter().position(|cell| cell == "by");
        let owner = find("owner").or_else(|| by.filter(|_| find("due").is_some()));
        // "Action by" says who does it, not what is done.
        let plain = cells.iter().position(|cell| is_head(cell, "action") && !is_head(cell, "owner"));
        let action = plain.or_else(|| owner.and(find("matter")))?;
        let due = find("due").or_else(|| by.filter(|_| owner.is_some())).filter(|&d| d != action && Some(d) != owner);
        let status = find("status").filter(|&s| s != action);
        (owner.is_some() || (due.is_some() && status.is_some())).then_some(Self {
            count: cells.len(),
            action,
            owner,
            due,
            status,
            plain: plain.is_some(),
        })
    }

    /// What a row of the table is. A number in its first cell may have been taken for the marker of a list.
    pub fn row(self, marker: Option<&str>, row: &str, at: (Option<usize>, usize), on: Option<Date>) -> Row {
        let mut cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        if let Some(marker) = marker.filter(|_| cells.len() < self.count) {
            cells.insert(0, marker);
        }
        let cell = |k: Option<usize>| k.and_then(|k| cells.get(k)).copied().filter(|c| !c.is_empty());
        let Some(text) = cell(Some(self.action)).filter(|t| t.split_whitespace().count() > 1) else {
            return Row::Other;
        };
        if !self.plain && !asks_for_a_deed(text) {
            return Row::Other;
        }
        if cell(self.status).is_some_and(|status| DONE.is_match(status)) {
            return Row::Done;
        }
        let owner = cell(self.owner).map(|o| Owner { as_printed: Some(o.to_owned()), ..Owner::default() });
        let printed = cell(self.due).map(|d| {
            let found = due::find(&format!("by {d}"), on);
            Due { as_printed: d.to_owned(), date: found.and_then(|f| f.date) }
        });
        Row::Undertakes(Box::new(Commitment {
            text: text.to_owned(),
            basis: Basis::ActionLog,
            strength: Strength::Firm,
            owner,
            beneficiary: None,
            due: printed.or_else(|| due::find(text, on)),
            item: at.0,
            passage: at.1,
            why: Some("action-table".into()),
        }))
    }
}

/// Whether a cell says what is to be done: it begins with a deed, or somebody is charged in it.
fn asks_for_a_deed(text: &str) -> bool {
    candidates(&words(text)).iter().any(|c| matches!(c.wording, Wording::Bare | Wording::Charge | Wording::Action))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_says_which_cell_is_what() {
        let columns = Columns::in_head("Ref\tAction\tOwner\tDue date\tStatus").unwrap();
        let text = "Write to the county about the road\tJ. Pell\t5 May 2023\tOpen";
        let row = columns.row(None, &format!("3\t{text}"), (None, 2), None);
        assert_eq!(columns.row(Some("3"), text, (None, 2), None), row);
        let Row::Undertakes(row) = row else { panic!("{row:?}") };
        assert_eq!(row.text, "Write to the county about the road");
        assert_eq!(row.owner.unwrap().as_printed.as_deref(), Some("J. Pell"));
        assert_eq!(row.due.unwrap().date.map(|d| d.to_string()).as_deref(), Some("2023-05-05"));
        assert_eq!(Columns::in_head("Action\tOwner\tBy").and_then(|c| c.due), Some(2));
        assert!(Columns::in_head("NO\tACTION\tUpdate\tOW NER").is_some());
        assert_eq!(Columns::in_head("Year\tBudget\tActual"), None);
        assert_eq!(Columns::in_head("The action that we take\tis described below"), None);
    }

    #[test]
    fn what_is_done_and_what_only_stands_there_is_nothing_to_do() {
        let columns = Columns::in_head("No.\tDetail\tResp.\tStatus").unwrap();
        for (row, expect) in [
            ("2.1\tWrite to the county about the road\tJP\tNot done", "to do"),
            ("2.2\tAsk the bank for a second card\tJP", "to do"),
            ("2.3\tWrite to the owner of the hedge\tAO\tDone - he answered", "done"),
            ("2.4\tThe road was wet in May\tJP\t", "other"),
            ("2.5\t\tJP\t", "other"),
        ] {
            let found = match columns.row(None, row, (None, 0), None) {
                Row::Undertakes(_) => "to do",
                Row::Done => "done",
                Row::Other => "other",
            };
            assert_eq!(found, expect, "{row}");
        }
    }

    #[test]
    fn heads_of_columns_are_known_by_their_words() {
        for (head, action, owner) in [
            ("Action required\tBy whom\tBy when", Some(0), Some(1)),
            ("Minute\tTask\tAction by\tTarget date", Some(1), Some(2)),
            ("Agreed actions\tAssigned to", Some(0), Some(1)),
            ("Description\tResponsible", Some(0), Some(1)),
            ("Action\tBy\tDate", Some(0), Some(1)),
            ("Action\tOwner\tBy", Some(0), Some(1)),
            ("Who\tWhat\tBy when", Some(1), Some(0)),
            ("Detail\tAmount\tBalance", None, None),
            ("Item\tOfficer", None, None),
        ] {
            let found = Columns::in_head(head);
            assert_eq!(found.map(|c| c.action), action, "{head}");
            assert_eq!(found.and_then(|c| c.owner), owner, "{head}");
        }
    }
}
