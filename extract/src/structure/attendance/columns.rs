//! Lists that stand side by side, each under its label.

use super::entry::{is_list_like, is_nobody};
use super::label::{self, List};
use crate::structure::people::{self, Person};
use std::borrow::Cow;

patterns! {
    /// What somebody sits for, in a number before their name: "Seat 1:", "District No. 4 -", "Siège #2 :".
    SEAT = r"(?i)^\s*(?:seat|si[eè]ge|place|position|district|ward|division|zone|area|precinct)\s*(?:no\.?|n[o°]|#)?\s*\d{1,2}\s*[:–—-]\s*";
}

/// The lists that a line of several labels heads, a column each.
pub fn headed(line: &str) -> Option<Vec<List>> {
    let cells: Vec<&str> = line.split('\t').map(str::trim).filter(|c| !c.is_empty()).collect();
    let labels: Vec<List> =
        cells.iter().filter_map(|c| label::parse(c).filter(|l| l.end == c.len())).map(|l| l.list).collect();
    (labels.len() > 1 && labels.len() == cells.len()).then_some(labels)
}

/// A person at the side of the label that heads the column beside them: "Mayor Jo Elm\tCity Staff:".
pub fn beside(line: &str) -> Option<(&str, List)> {
    let (person, head) = line.split_once('\t').map(|(a, b)| (a.trim(), b.trim()))?;
    let label = label::parse(head).filter(|l| l.closed && l.end == head.len())?;
    (people::looks_like_one(person) && label::parse(person).is_none()).then_some((person, label.list))
}

/// The entries in each cell of a row whose cells hold several lines each; `None` where there are not as many cells as
/// columns.
pub fn entries(printed: &[String], columns: usize) -> Option<Vec<Vec<String>>> {
    let text = printed.join("\n");
    let cells: Vec<&str> = text.split('\t').collect();
    if columns < 2 || printed.len() < 2 || cells.len() != columns {
        return None;
    }
    let entries = |cell: &str| cell.lines().filter(|l| is_list_like(l)).map(|l| l.trim().to_owned()).collect();
    Some(cells.into_iter().map(entries).collect())
}

/// The lines of a row whose cells hold a list with its label each, of several lines, one cell after the other: the same
/// in two languages, or lists side by side.
pub fn labelled(printed: &[String]) -> Option<Vec<String>> {
    let text = printed.join("\n");
    let cells: Vec<&str> = text.split('\t').map(str::trim).filter(|cell| cell.contains(char::is_alphabetic)).collect();
    let first = |cell: &&str| cell.lines().next().is_some_and(|line| label::parse(line).is_some_and(|l| l.closed));
    let fits = cells.len() > 1 && cells.iter().all(|cell| first(cell) && cell.contains('\n'));
    fits.then(|| cells.iter().flat_map(|cell| cell.lines()).map(str::to_owned).collect())
}

/// Whether a line heads a column of names and one of whom or what they sit for, that stand on one line each: "Name Ward".
pub fn heads_seats(line: &str) -> bool {
    const NAMES: [&str; 8] = ["name", "names", "member", "members", "councillor", "councillors", "director", "trustee"];
    const SEATS: [&str; 12] = [
        "ward",
        "wards",
        "division",
        "district",
        "riding",
        "seat",
        "zone",
        "organisation",
        "organization",
        "representing",
        "party",
        "area",
    ];
    let lower = line.to_lowercase();
    let mut words = lower.split_whitespace();
    words.next().is_some_and(|w| NAMES.contains(&w))
        && words.next().is_some_and(|w| SEATS.contains(&w))
        && words.next().is_none()
}

/// A line of such columns ("Jo Elm Northgate") with the seat in brackets behind the name, which has two words there and
/// perhaps a particle between them.
pub fn with_seat(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    let titles = words.iter().take_while(|w| crate::lexicon::is_title(w)).count();
    let particles = words.iter().skip(titles + 1).take_while(|w| crate::lexicon::is_particle(w)).count();
    let end = titles + particles + 2;
    let whole = words.len() > end && people::whole_name(&words[..end].join(" "));
    let plain =
        !line.contains([',', '(', '\t']) && !words[end.min(words.len())..].iter().any(|w| matches!(*w, "and" | "&"));
    if whole && plain { format!("{} ({})", words[..end].join(" "), words[end..].join(" ")) } else { line.to_owned() }
}

/// Those whom a line of a list calls by their surnames alone, side by side: "Elm\tOak (via Zoom)", "Ash, J    Fir".
/// `None` where something else stands on it.
pub fn surnames(line: &str) -> Option<Vec<Person>> {
    let cells: Vec<&str> =
        line.split('\t').flat_map(|c| c.split("  ")).map(str::trim).filter(|c| !c.is_empty()).collect();
    let people: Vec<Person> = cells.iter().filter_map(|cell| by_surname(cell)).collect();
    (!cells.is_empty() && people.len() == cells.len()).then_some(people)
}

/// "Elm", "Elm (7.15 pm)", "Elm, J": somebody without a first name.
fn by_surname(cell: &str) -> Option<Person> {
    let bare = cell.split('(').next().unwrap_or_default().trim().trim_end_matches('.');
    let (surname, given) = bare.split_once(',').map_or((bare, ""), |(surname, given)| (surname, given.trim()));
    let letters = given.chars().filter(|c| c.is_alphabetic()).count();
    let named = !surname.contains(' ') && people::is_plain_name(surname) && letters <= 2;
    let name = format!("{} {surname}", given.trim_end_matches('.')).trim().to_owned();
    named.then(|| Person { as_printed: cell.to_owned(), name, ..Person::default() })
}

/// A line without the seats in front of its people, "Seat 1: Jo Elm\tSeat 2: Vacant".
pub fn without_seats(line: &str) -> Cow<'_, str> {
    if !SEAT.is_match(line) {
        return Cow::Borrowed(line);
    }
    let behind = |cell: &str| {
        let rest = SEAT.find(cell).map_or(cell, |seat| cell[seat.end()..].trim_start());
        if people::looks_like_one(rest) {
            rest.to_owned()
        } else if is_nobody(rest) {
            String::new()
        } else {
            cell.to_owned()
        }
    };
    Cow::Owned(line.split('\t').map(|cell| behind(cell.trim())).collect::<Vec<_>>().join("\t"))
}

/// A line of a name without the cells behind it that tell how long they were there, or why not: "Jo Elm\tFrom 6.21pm",
/// "Kim Oak\tOn leave".
pub fn without_note_cells(line: &str) -> &str {
    let mut line = line;
    while let Some((rest, _)) =
        line.rsplit_once('\t').filter(|(rest, last)| !rest.trim().is_empty() && is_note_cell(last))
    {
        line = rest;
    }
    line
}

fn is_note_cell(cell: &str) -> bool {
    const TELLS: [&str; 12] =
        ["from", "until", "till", "left", "arrived", "joined", "via", "by", "on", "late", "remotely", "online"];
    let lower = cell.trim().to_lowercase();
    let first = lower.split_whitespace().next().unwrap_or_default();
    let few = lower.split_whitespace().count() <= 5;
    let timed = lower.contains(|c: char| c.is_ascii_digit()) || lower.split_whitespace().count() <= 3;
    few && TELLS.contains(&first) && timed
}

/// The cells of a line with empty ones kept, so that each stays in its column.
pub fn cells(line: &str) -> Vec<&str> {
    line.split('\t').map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn surnames_stand_side_by_side() {
        let shown =
            |line: &str| surnames(line).map(|all| all.into_iter().map(|p| p.name).collect::<Vec<_>>().join("; "));
        for (line, expect) in [
            ("Elm\tOak (via Zoom)", Some("Elm; Oak")),
            ("Ash, J          Fir", Some("J Ash; Fir")),
            ("O’Yew", Some("O’Yew")),
            ("Jo Elm\tKim Oak", None),
            ("Elm\tChairman of Works", None),
            ("The report was noted", None),
            ("", None),
        ] {
            assert_eq!(shown(line).as_deref(), expect, "{line}");
        }
    }

    #[test]
    fn seats_and_notes_are_no_part_of_a_name() {
        for (line, expect) in [
            ("Seat 1: Jo Elm\tSeat 2: Vacant", "Jo Elm\t"),
            ("District No. 4 - Kim Oak", "Kim Oak"),
            ("Siège #2 : Ann Ash", "Ann Ash"),
            ("Ward 3: the road was mended", "Ward 3: the road was mended"),
        ] {
            assert_eq!(without_seats(line), expect, "{line}");
        }
        for (line, expect) in [
            ("Jo Elm\tFrom 6.21pm, item 9", "Jo Elm"),
            ("Member\tKim Oak\tOn leave", "Member\tKim Oak"),
            ("Jo Elm\tOnslow Trust", "Jo Elm\tOnslow Trust"),
            ("Jo Elm\tBy-law officer", "Jo Elm\tBy-law officer"),
        ] {
            assert_eq!(without_note_cells(line), expect, "{line}");
        }
    }
}
