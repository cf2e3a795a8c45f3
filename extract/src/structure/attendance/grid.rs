//! Tables of names in which a tick, a word or a letter says who was there.

use super::label::{self, List};
use crate::layout::presence::{says_away, says_there};
use crate::structure::people::{self, Person};

/// What a column of such a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    /// Names.
    Name,
    /// Posts or bodies.
    Post,
    /// A mark here puts the name on this list.
    Marks(List),
    /// The word in it says whether they were there.
    Status,
    /// A letter that its head names says so: "P / Y / A".
    Letters,
    /// Nothing that matters.
    Other,
}

/// The columns of a table of names and marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Columns(Vec<Column>);

impl Columns {
    /// Reads the row that heads such a table: a column of names and at least one that says who was there.
    pub fn parse(row: &str) -> Option<Self> {
        let cells: Vec<&str> = row.split('\t').map(str::trim).collect();
        if cells.len() < 2 || cells.len() > 12 {
            return None;
        }
        let columns: Vec<Column> = cells.iter().enumerate().map(|(i, cell)| column(i, cell)).collect();
        // "Member\tJo Elm\tOn leave": a row of people.
        if cells.iter().zip(&columns).any(|(cell, column)| *column == Column::Other && people::looks_like_one(cell)) {
            return None;
        }
        let says = columns.iter().any(|c| matches!(c, Column::Marks(_) | Column::Status | Column::Letters));
        (columns.contains(&Column::Name) && says).then_some(Self(columns))
    }

    /// Whether the columns that ticks would stand in hold people: the heads are then those of lists side by side.
    pub fn holds_people(&self, row: &str) -> bool {
        let cells = self.0.iter().zip(row.split('\t').map(str::trim));
        cells.into_iter().any(|(column, cell)| matches!(column, Column::Marks(_)) && people::looks_like_one(cell))
    }

    /// Reads a row: whom it lists and where, or nothing where no mark says so; `None` where it is no row of the table.
    pub fn row(&self, text: &str) -> Option<Option<(List, Person)>> {
        let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
        if cells.len() < 2 || cells.len() > self.0.len() {
            return None;
        }
        // "X (travelling)", "✓ (from 10.02)".
        let mark = |cell: &'_ str| cell.split('(').next().unwrap_or_default().trim().to_owned();
        let at = self.0.iter().position(|c| *c == Column::Name)?;
        let mut person = people::person(cells.get(at)?)?;
        let mut list = None;
        for (column, cell) in self.0.iter().zip(&cells) {
            let marked = mark(cell);
            match column {
                // Empty cells are not printed, so that a word may stand under the head of another column.
                Column::Marks(_) if says_itself(&marked) => list = list.or_else(|| status(&marked)),
                Column::Marks(own) if is_mark(&marked) => list = list.or(Some(*own)),
                Column::Status => list = list.or_else(|| status(&marked)),
                Column::Letters => list = list.or_else(|| letter(&marked)),
                Column::Post if !cell.is_empty() && person.role.is_none() => person.role = Some((*cell).to_owned()),
                _ => {}
            }
        }
        // Where only presence is ticked, an empty cell is absence.
        let alone = self.0.iter().filter(|c| matches!(c, Column::Marks(_))).count() == 1;
        let absent = || (alone && self.0.contains(&Column::Marks(List::Present))).then_some(List::Apologies);
        Some(list.or_else(absent).map(|list| (list, person)))
    }
}

fn column(i: usize, cell: &str) -> Column {
    let lower = cell.to_lowercase();
    let word = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let labelled = label::parse(cell).filter(|l| l.end == cell.len() && !cell.is_empty()).map(|l| l.list);
    let labelled = labelled.filter(|list| matches!(list, List::Present | List::Apologies));
    if names_letters(&lower) {
        return Column::Letters;
    }
    // "Cynghorydd / Councillor": the same in two languages.
    let word = word.rsplit('/').next().unwrap_or(word).trim();
    // "Attendee name".
    match word.strip_suffix(" name").unwrap_or(word) {
        "status" | "attendance" | "attended" | "in attendance" | "present?" | "attending" | "roll" | "roll call"
        | "presence" => Column::Status,
        "present" | "p" => Column::Marks(List::Present),
        "a" => Column::Marks(List::Apologies),
        away if says_away(away) => Column::Marks(List::Apologies),
        "name" | "names" | "member" | "members" | "councillor" | "councillors" | "director" | "directors"
        | "trustee" | "trustees" | "commissioner" | "commissioners" | "attendee" | "board member"
        | "committee member" | "senator" | "senators" | "delegate" | "delegates" | "supervisor" | "supervisors"
        | "representative" | "representatives" | "governor" | "governors" | "alderman" | "aldermen" | "elder"
        | "elders" | "voting member" | "council member" | "councilmember" | "elected member" => Column::Name,
        "title" | "role" | "position" | "post" | "office" | "representing" | "organisation" | "organization"
        | "ward" | "department" | "designation" | "affiliation" | "agency" | "seat" | "district" | "party"
        | "constituency" | "college" | "area" | "group" => Column::Post,
        "" if i == 0 => Column::Name,
        _ => labelled.map_or(Column::Other, Column::Marks),
    }
}

/// Whether the head of a column names the letters in it, that for presence first: "P / Y / A", "P/A/E", "(P, A or L)".
fn names_letters(head: &str) -> bool {
    let mut letters = head.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && *word != "or");
    let first = letters.next();
    let others: Vec<&str> = letters.collect();
    first == Some("p") && !others.is_empty() && others.iter().all(|word| word.chars().count() == 1)
}

/// What a letter says in a column whose head names several: that for presence, and whoever was late or far away was there.
fn letter(cell: &str) -> Option<List> {
    match cell.to_lowercase().as_str() {
        "p" | "l" | "t" | "r" | "v" => Some(List::Present),
        other => (other.chars().count() == 1 && other.contains(char::is_alphabetic)).then_some(List::Apologies),
    }
}

/// Whether a cell is ticked.
fn is_mark(cell: &str) -> bool {
    matches!(
        cell.trim_matches('*').to_lowercase().as_str(),
        "✓" | "✔"
            | "√"
            | "☑"
            | "☒"
            | "■"
            | "●"
            | "•"
            | "x"
            | "✗"
            | "✘"
            | "y"
            | "yes"
            | "p"
            | "a"
            | "1"
            | "present"
            | "absent"
            | "apologies"
            | "excused"
            | "\u{fc}"
            | "\u{f0fc}"
    )
}

/// Whether a cell says in a word of its own on which list its row belongs.
fn says_itself(cell: &str) -> bool {
    let word = cell.to_lowercase();
    says_there(&word) || says_away(&word)
}

/// What the word in a cell says.
fn status(cell: &str) -> Option<List> {
    Some(match cell.trim_matches(['*', '.', ' ']).to_lowercase().as_str() {
        "✓" | "✔" | "√" | "☑" | "■" | "●" | "x" | "y" | "yes" | "p" | "present" | "attended" | "in person"
        | "attending" | "yn bresennol" | "remote" | "online" | "virtual" | "zoom" | "in attendance" | "here"
        | "aye" | "v" | "l" | "t" | "late" | "tardy" | "arrived late" | "left early" => List::Present,
        "a" | "n" | "no" | "-" | "–" | "e" | "r" | "ex" | "ap" | "✗" | "✘" => List::Apologies,
        away if says_away(away) => List::Apologies,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&str], expect: &[&str]) {
        let columns = Columns::parse(rows[0]).unwrap();
        let shown: Vec<String> = rows[1..]
            .iter()
            .filter_map(|row| columns.row(row).flatten())
            .map(|(list, p)| format!("{list:?} {} {}", p.name, p.role.unwrap_or_default()).trim_end().to_owned())
            .collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn ticks_say_who_was_there() {
        check(
            &["Name\tPresent\tAbsent", "Jo Elm\t✓\t", "Kim Oak\t\tX", "Cllr Ash\tx"],
            &["Present Jo Elm", "Apologies Kim Oak", "Present Ash"],
        );
        check(
            &[
                "Member\tRole\tAttendance",
                "Jo Elm\tChair\tPresent",
                "Kim Oak\tTreasurer\tApologies",
                "Ann Ash\t\tMaybe",
            ],
            &["Present Jo Elm Chair", "Apologies Kim Oak Treasurer"],
        );
        check(
            &["Attendee Name\tTitle\tStatus\tArrived", "Jo Elm\tDirector\tRemote\t5:30 PM", "Kim Oak\tChair\tExcused"],
            &["Present Jo Elm Director", "Apologies Kim Oak Chair"],
        );
        check(
            &["Trustee\tAttended\tApologies", "Jo Elm\t✓\t", "Kim Oak\t\t✓", "Ann Ash\tApologies"],
            &["Present Jo Elm", "Apologies Kim Oak", "Apologies Ann Ash"],
        );
        check(
            &["Member\tPresent\tAbsent", "Jo Elm\tX (10.02)\t", "Kim Oak\t\tX (travelling)"],
            &["Present Jo Elm", "Apologies Kim Oak"],
        );
        check(
            &["Senator\tSeat\tRoll", "Jo Elm\tArts\tP", "Kim Oak\tLaw\tL (5:52)", "Ann Ash\tAt Large\tE"],
            &["Present Jo Elm Arts", "Present Kim Oak Law", "Apologies Ann Ash At Large"],
        );
        check(
            &[
                "Cynghorydd / Councillor\tWard\tP / Y / A",
                "Jo Elm\tMill\tP (o 7.40)",
                "Kim Oak\tMill\tY",
                "Al Fir\tWeir\tA",
            ],
            &["Present Jo Elm Mill", "Apologies Kim Oak Mill", "Apologies Al Fir Weir"],
        );
        assert!(
            names_letters("p/a/e")
                && names_letters("p, a or l")
                && !names_letters("p")
                && !names_letters("present / absent")
        );
        check(&["Director\tPresent", "Elm\tP", "Jo Oak\t"], &["Present Elm", "Apologies Jo Oak"]);
        assert_eq!(Columns::parse("Item\tAmount\tPaid to"), None);
        assert_eq!(Columns::parse("Name\tAmount"), None);
        assert_eq!(Columns::parse("Member\tJo Elm\tOn leave"), None);
    }
}
