//! Who leads on an item, printed behind its title: "Welcome – Jo Elm", "Skills - Dr Kim Oak (KO) and Ann Ash (AA)".
//!
//! It is no part of the title, and a numbered line that has it heads an item.

use super::candidate::{Candidate, Place};
use crate::layout::number::Scheme;
use crate::structure::people;
use std::collections::BTreeSet;

/// A paper has so many of them, of different titles.
const FEWEST: usize = 3;

/// Words of a title, at least.
const LEAST: usize = 1;

/// What stands between a title and who leads on it.
const SIGNS: [&str; 4] = [" – ", " — ", " - ", " -- "];

/// Takes the names off the titles of a paper that prints them there.
pub fn take_off(candidates: &mut [Candidate]) {
    if habit(candidates) {
        for candidate in candidates.iter_mut() {
            if let Some(end) = title_end(&candidate.title) {
                candidate.title.truncate(end);
                candidate.led = true;
            }
        }
    }
}

/// Whether the paper prints them behind several numbered titles.
fn habit(candidates: &[Candidate]) -> bool {
    let numbered = candidates.iter().filter(|c| matches!(c.number, Some((_, Place::Before))));
    let led = numbered.filter_map(|c| title_end(&c.title).map(|end| &c.title[..end]));
    led.collect::<BTreeSet<_>>().len() >= FEWEST
}

/// Takes the candidates with such names.
pub fn lift(candidates: &[Candidate], heads: &mut [bool]) {
    for (candidate, heads) in candidates.iter().zip(heads) {
        // A letter is as often a part of an item.
        let counted = matches!(&candidate.number, Some((number, Place::Before)) if number.scheme != Scheme::Letter);
        *heads |= candidate.led && counted;
    }
}

/// Where a title ends, in bytes, behind which nothing but names stands.
fn title_end(title: &str) -> Option<usize> {
    let (end, sign) = SIGNS.iter().filter_map(|sign| title.rfind(sign).map(|at| (at, sign.len()))).max()?;
    let own = title[..end].trim_end();
    let names = title[end + sign..].trim().trim_end_matches(['.', ':']);
    let pieces = names.split([',', '&', '/']).flat_map(|piece| piece.split(" and ")).map(str::trim);
    let is_name = |piece: &str| {
        let name = piece.split_once('(').map_or(piece, |(name, _)| name).trim();
        people::whole_name(name) || people::is_titled(name)
    };
    let named = names.contains(char::is_alphabetic) && pieces.filter(|piece| !piece.is_empty()).all(is_name);
    (named && own.split_whitespace().count() >= LEAST && !people::whole_name(own)).then_some(own.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Block;
    use crate::structure::items::candidates::candidates;
    use crate::structure::samples::block;

    #[test]
    fn names_behind_titles_are_no_part_of_them() {
        for (title, own) in [
            ("Welcome – Jo Elm", Some("Welcome")),
            ("Roads & weirs – the old mill - Jo Elm", Some("Roads & weirs – the old mill")),
            ("Skills - Dr Kim Oak (KO) and Ann Ash (AA)", Some("Skills")),
            ("Budget — Cllr Elm/Cllr Oak", Some("Budget")),
            ("Roads – Mill Lane closure", None),
            ("Jo Elm – Kim Oak", None),
            ("Welcome", None),
        ] {
            assert_eq!(title_end(title).map(|end| &title[..end]), own, "{title}");
        }
    }

    #[test]
    fn it_takes_several_to_be_the_habit_of_a_paper() {
        let paper = |titles: &[&str]| {
            let lines: Vec<Block> = (1..)
                .zip(titles)
                .flat_map(|(n, title)| [block(&format!("{n}. {title}")), block("It was talked about at length.")])
                .collect();
            let found = candidates(&lines, 0, &[]);
            found.iter().map(|c| c.title.clone()).collect::<Vec<_>>()
        };
        assert_eq!(paper(&["Welcome – Jo Elm", "Roads – Kim Oak", "Fees – Jo Elm"]), ["Welcome", "Roads", "Fees"]);
        assert_eq!(paper(&["Welcome – Jo Elm", "Roads – Kim Oak"]), ["Welcome – Jo Elm", "Roads – Kim Oak"]);
    }
}
