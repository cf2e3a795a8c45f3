//! Tables of names and of who came that a text layer gives column by column: "Attendee Name / Jo Elm / Kim Oak / Title /
//! Director, Ward 1 / Director, Ward 2 / Status / Present / Absent / Arrived / 5:41 PM".

use super::label::List;
use crate::content::Block;
use crate::structure::dates;
use crate::structure::people::{self, Person};

/// Blocks at the start of a paper in which such a table may begin.
const WITHIN: usize = 120;

/// Fewer rows are no table.
const FEWEST: usize = 3;

/// Most words of a cell.
const CELL: usize = 8;

/// What a cell says.
enum Cell {
    Name(Person),
    Post(String),
    Status(List),
    /// The head of a column, or an hour.
    Other,
}

/// Those whom a table puts on lists, and the blocks that it stands in.
type Found = (Vec<(List, Person)>, Vec<usize>);

/// Whom such a table, or lines that end in a letter for who came, put on which list.
pub fn read(blocks: &[Block]) -> Option<Found> {
    columns(blocks).or_else(|| coded(blocks))
}

/// Lines of a name and a letter or word in capitals, one below the other: "Jo Elm P", "Kim Oak A", "Ann Ash EXCUSED".
fn coded(blocks: &[Block]) -> Option<Found> {
    let printed = || blocks.iter().enumerate().take(WITHIN).filter(|(_, block)| !block.furniture);
    let from = printed().position(|(_, block)| code(&block.text).is_some())?;
    let rows = printed().skip(from).map_while(|(at, block)| Some((at, code(&block.text)?)));
    let (used, listed): (Vec<usize>, Vec<(List, Person)>) = rows.unzip();
    let came = listed.iter().filter(|(list, _)| *list == List::Present).count();
    // A letter that all have may be anything.
    (listed.len() >= FEWEST && (1..listed.len()).contains(&came)).then_some((listed, used))
}

/// Somebody's name with such a letter or word behind it.
fn code(text: &str) -> Option<(List, Person)> {
    let (name, code) = text.trim().rsplit_once([' ', '\t'])?;
    let list = match code {
        "P" | "PRESENT" => List::Present,
        "A" | "E" | "X" | "ABSENT" | "EXCUSED" => List::Apologies,
        _ => return None,
    };
    let name = name.trim_end_matches([' ', '\t', '-', '–', '.', ':']);
    let person = people::person(name).filter(|_| name.contains(' ') && people::whole_name(name))?;
    Some((list, person))
}

/// Whom a table in columns puts on which list. Nothing where there are not as many names as words for who came: whose word
/// is whose cannot be told then.
fn columns(blocks: &[Block]) -> Option<Found> {
    let from = blocks.iter().take(WITHIN).position(|block| heads_names(&block.text))?;
    let (mut people, mut posts, mut lists, mut used) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    // Names behind the last word for who came are of something else: "Executive Session".
    let (mut whole, mut last) = (0, 0);
    for (at, block) in blocks.iter().enumerate().skip(from + 1).filter(|(_, block)| !block.furniture) {
        match cell(block.text.trim()) {
            Some(Cell::Name(person)) => people.push(person),
            Some(Cell::Post(post)) => posts.push(post),
            Some(Cell::Status(list)) => {
                lists.push(list);
                (whole, last) = (people.len(), at);
            }
            Some(Cell::Other) => {}
            None => break,
        }
        used.push(at);
    }
    people.truncate(whole);
    used.retain(|at| *at <= last);
    if people.len() != lists.len() || people.len() < FEWEST {
        return None;
    }
    if posts.len() == people.len() {
        people.iter_mut().zip(posts).for_each(|(person, post)| person.role = person.role.take().or(Some(post)));
    }
    Some((lists.into_iter().zip(people).collect(), used))
}

/// Whether a text is, or ends in, the head of the column of names.
fn heads_names(text: &str) -> bool {
    ["attendee name", "member name"].iter().any(|head| text.trim().to_lowercase().ends_with(head))
}

/// What a block says that is one cell of such a table; `None` of anything else.
fn cell(text: &str) -> Option<Cell> {
    if text.split_whitespace().count() > CELL || text.contains('\t') || text.ends_with('.') {
        return None;
    }
    let list = match text.to_lowercase().as_str() {
        "title" | "status" | "arrived" | "departed" | "organization" => return Some(Cell::Other),
        "present" | "remote" | "late" => Some(List::Present),
        "absent" | "excused" | "away" => Some(List::Apologies),
        _ => None,
    };
    if let Some(list) = list {
        return Some(Cell::Status(list));
    }
    if dates::times(text).first().is_some_and(|time| time.start == 0) {
        return Some(Cell::Other);
    }
    let office = text.split([',', '-', '–']).next().unwrap_or_default();
    let office = office.split(" of ").next().unwrap_or_default();
    if office.split_whitespace().all(people::is_post_word) {
        return Some(Cell::Post(text.to_owned()));
    }
    people::person(text).filter(|_| people::looks_like_one(text)).map(Cell::Name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    #[test]
    fn columns_one_below_the_other_are_put_together_where_they_are_as_long() {
        let table = |lines: &[&str]| {
            let blocks: Vec<Block> = lines.iter().map(|line| block(line)).collect();
            let found = read(&blocks)?.0;
            Some(found.into_iter().map(|(list, person)| (list == List::Present, person.name)).collect::<Vec<_>>())
        };
        let names = ["The chair began. Attendee Name", "Jo Elm", "Kim Oak", "Title", "Director, Ward 1", "Chair"];
        let rest = ["Status", "Present", "Absent", "Arrived", "5:41 PM", "Ann Ash", "Director", "Present", "5:42 PM"];
        let behind = ["Executive Session", "The Board went into it at 6 pm."];
        let whole: Vec<&str> = names.into_iter().chain(rest).chain(behind).collect();
        let expect = [(true, "Jo Elm"), (false, "Kim Oak"), (true, "Ann Ash")];
        assert_eq!(table(&whole), Some(expect.map(|(there, name)| (there, name.to_owned())).into()));
        let torn: Vec<&str> = whole.iter().copied().filter(|line| *line != "Absent").collect();
        assert_eq!(table(&torn), None);
    }

    #[test]
    fn letters_behind_names_say_who_came() {
        let listed = |lines: &[&str]| {
            let blocks: Vec<Block> = lines.iter().map(|line| block(line)).collect();
            read(&blocks).map(|(listed, _)| listed.into_iter().map(|(list, _)| list).collect::<Vec<_>>())
        };
        let roll = ["Roll call", "Jo Elm P", "Kim Oak A", "Ann Ash EXCUSED", "1. Roads"];
        assert_eq!(listed(&roll), Some(vec![List::Present, List::Apologies, List::Apologies]));
        assert_eq!(listed(&["Jo Elm P", "Kim Oak P", "Ann Ash P"]), None, "all have it");
        assert_eq!(listed(&["Part A", "Jo Elm A"]), None);
    }
}
