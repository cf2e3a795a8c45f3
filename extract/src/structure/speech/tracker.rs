//! Action logs and trackers: tables whose columns say what is to be done, by whom and by when.

use super::due;
use jiff::civil::Date;
use record::{Basis, Commitment, Due, Owner, Strength};

/// The columns of a table of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    count: usize,
    action: usize,
    owner: Option<usize>,
    due: Option<usize>,
}

impl Columns {
    /// Reads a row as the head of a table of actions; `None` for any other row. It must name the action and who does
    /// it, when, or how it stands.
    pub fn of(row: &str) -> Option<Self> {
        let cells: Vec<String> = row.split('\t').map(|c| record::text::fold(c.trim())).collect();
        let find = |words: &[&str]| {
            cells.iter().position(|c| {
                c.split_whitespace().count() <= 5
                    // Letters drawn apart: "OW NER".
                    && words.iter().any(|w| c.split(|x: char| !x.is_alphanumeric()).any(|p| p == *w) || c.replace(' ', "") == *w)
            })
        };
        let action = find(&["action", "actions", "recommendation", "task"])?;
        let owner = find(&["owner", "lead", "responsible", "responsibility", "whom", "who", "officer", "assigned"])
            .filter(|&o| o != action);
        let due =
            find(&["due", "deadline", "when", "timescale", "target", "completion", "date"]).filter(|&d| d != action);
        let status = find(&["status", "update", "progress", "outcome"]).filter(|&s| s != action);
        (owner.is_some() || (due.is_some() && status.is_some())).then_some(Self {
            count: cells.len(),
            action,
            owner,
            due,
        })
    }

    /// What a row of the table undertakes. A number in its first cell may have been taken for the marker of a list.
    pub fn row(
        self,
        marker: Option<&str>,
        row: &str,
        at: (Option<usize>, usize),
        on: Option<Date>,
    ) -> Option<Commitment> {
        let mut cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        if let Some(marker) = marker.filter(|_| cells.len() < self.count) {
            cells.insert(0, marker);
        }
        let cell = |k: Option<usize>| k.and_then(|k| cells.get(k)).copied().filter(|c| !c.is_empty());
        let text = cell(Some(self.action)).filter(|t| t.split_whitespace().count() > 1)?;
        let owner = cell(self.owner).map(|o| Owner { as_printed: Some(o.to_owned()), ..Owner::default() });
        let printed = cell(self.due).map(|d| {
            let found = due::find(&format!("by {d}"), on);
            Due { as_printed: d.to_owned(), date: found.and_then(|f| f.date) }
        });
        Some(Commitment {
            text: text.to_owned(),
            basis: Basis::ActionLog,
            strength: Strength::Firm,
            owner,
            beneficiary: None,
            due: printed.or_else(|| due::find(text, on)),
            item: at.0,
            passage: at.1,
            why: Some("action-table".into()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_head_says_which_cell_is_what() {
        let columns = Columns::of("Ref\tAction\tOwner\tDue date\tStatus").unwrap();
        let text = "Write to the county about the road\tJ. Pell\t5 May 2023\tOpen";
        let row = columns.row(None, &format!("3\t{text}"), (None, 2), None).unwrap();
        assert_eq!(columns.row(Some("3"), text, (None, 2), None).as_ref(), Some(&row));
        assert_eq!(row.text, "Write to the county about the road");
        assert_eq!(row.owner.unwrap().as_printed.as_deref(), Some("J. Pell"));
        assert_eq!(row.due.unwrap().date.map(|d| d.to_string()).as_deref(), Some("2023-05-05"));
        assert!(Columns::of("NO\tACTION\tUpdate\tOW NER").is_some());
        assert_eq!(Columns::of("Year\tBudget\tActual"), None);
        assert_eq!(Columns::of("The action that we take\tis described below"), None);
    }
}
