//! Lists that stand side by side, each under its label.

use super::entry::is_list_like;
use super::label::{self, List};
use crate::structure::people;

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

/// The cells of a line with empty ones kept, so that each stays in its column.
pub fn cells(line: &str) -> Vec<&str> {
    line.split('\t').map(str::trim).collect()
}
