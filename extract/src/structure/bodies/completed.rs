//! The name in full where a title is short for it.

use super::name::{alone, name_in, parts};
use crate::content::Block;
use crate::structure::names::{self, names_a_council};
use crate::structure::top;

patterns! {
    /// Words that are no name by themselves, in the committee of something.
    COMMON = r"(?i)^(?:committee|board|council|executive|management|general|full|members|trustees|directors|steering)$";
    /// Something that has a committee or a board.
    OWNER = r"(?i)\b(?:associations?|society|club|trust|foundation|federation|union|league|district|college|school|academy|library|township)\b";
    /// A board by its members.
    BOARD_OF = r"(?i)\bboard\s+of\s+(?P<who>trustees|directors|governors|commissioners|supervisors|managers|selectmen)\b";
}

/// Blocks at the start of a paper in which a board may be called by its members.
const TOLD_WITHIN: usize = 40;

/// "Committee" below the name of an association is the association's, "College Board" is the Board of Trustees where
/// the head calls it so.
pub(super) fn complete(name: String, lines: &[&str], blocks: &[Block]) -> String {
    let common = name.split_whitespace().all(|word| COMMON.is_match(word));
    if common && !name.contains(" of ") {
        let members = || board_of(blocks).filter(|_| name == "Board").map(|who| format!("Board of {who}"));
        return whole(&name, lines).or_else(members).unwrap_or(name);
    }
    let of_something = OWNER.is_match(&name) || name == "Public Board";
    let board = if name.ends_with("Board") { name.clone() } else { format!("{name} Board") };
    let folded = board.to_lowercase();
    let printed = board == name || lines.iter().any(|line| line.to_lowercase().contains(&folded));
    if !printed || name.contains(" of ") || !of_something {
        return name;
    }
    board_of(blocks).map_or(name, |who| format!("{board} of {who}"))
}

/// Who a board consists of, where the start of a paper calls it by them and by nobody else.
fn board_of(blocks: &[Block]) -> Option<String> {
    let told = blocks.iter().take(TOLD_WITHIN).map(|b| top::clip(&b.text, 600));
    let told = told.flat_map(|text| BOARD_OF.captures_iter(text)).map(|found| names::title_case(&found["who"]));
    let mut told: Vec<String> = told.collect();
    told.sort_unstable();
    told.dedup();
    match told.as_slice() {
        [who] => Some(who.clone()),
        _ => None,
    }
}

/// The name of which this is the end, or the name of what it is the committee of.
fn whole(name: &str, lines: &[&str]) -> Option<String> {
    let small = name.to_lowercase();
    if let Some(whole) = alone(lines).filter(|whole| whole.to_lowercase().ends_with(&format!(" {small}"))) {
        return Some(whole);
    }
    let mut named = lines.iter().flat_map(parts).filter_map(|line| name_in(line, line));
    let owner = named.find(|owner| OWNER.is_match(owner) && !names_a_council(owner))?;
    (!owner.to_lowercase().contains(&small)).then(|| format!("{owner} {name}"))
}
