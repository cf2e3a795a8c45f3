//! Who leads on an item, printed behind its title: "Welcome – Jo Elm", "Skills - Dr Kim Oak (KO) and Ann Ash (AA)".
//!
//! A numbered line that has it heads an item. The title stays as it is printed.

use super::candidate::{Candidate, Place};
use crate::layout::number::Scheme;
use crate::structure::people;
use std::collections::BTreeSet;

/// A paper has so many of them, of different titles.
const FEWEST: usize = 3;

/// What stands between a title and who leads on it.
const SIGNS: [&str; 4] = [" – ", " — ", " - ", " -- "];

/// Takes the numbered titles of a paper that prints them there.
pub fn lift(candidates: &[Candidate], heads: &mut [bool]) {
    // A letter is as often a part of an item.
    let counted = |c: &Candidate| matches!(&c.number, Some((number, Place::Before)) if number.scheme != Scheme::Letter);
    let led = |c: &Candidate| title_end(&c.title).filter(|_| counted(c));
    let titles: BTreeSet<&str> = candidates.iter().filter_map(|c| led(c).map(|end| &c.title[..end])).collect();
    if titles.len() >= FEWEST {
        candidates.iter().zip(heads).filter(|(c, _)| led(c).is_some()).for_each(|(_, heads)| *heads = true);
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
    (named && !own.is_empty() && !people::whole_name(own)).then_some(own.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::Block;
    use crate::structure::items::candidates::candidates;
    use crate::structure::samples::block;

    #[test]
    fn names_stand_behind_titles() {
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
        let lifted = |titles: &[&str]| {
            let lines: Vec<Block> = (1..)
                .zip(titles)
                .flat_map(|(n, title)| [block(&format!("{n}. {title}")), block("It was talked about at length.")])
                .collect();
            let found = candidates(&lines, 0, &[]);
            let mut heads = vec![false; found.len()];
            lift(&found, &mut heads);
            heads.into_iter().filter(|heads| *heads).count()
        };
        assert_eq!(lifted(&["Welcome – Jo Elm", "Roads – Kim Oak", "Fees – Jo Elm", "Any more"]), 3);
        assert_eq!(lifted(&["Welcome – Jo Elm", "Roads – Kim Oak", "Any more"]), 0);
    }
}
