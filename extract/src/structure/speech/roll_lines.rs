//! Roll calls in lines or cells of their own: a name, and then how it voted, by a word or by a letter.
//!
//! A text layer takes a table of votes apart into its cells, and a table with a name and a letter in each pair of columns has
//! rows that are no list of one side. Both are read as one run of names and marks.

use super::counts::find_counts;
use super::outcomes::find_outcome;
use super::voters::{Which, side_of};
use crate::content::Block;
use crate::lexicon::{Tags, tags};
use record::Voter;
use std::collections::BTreeSet;

/// Least voters of such a roll.
const LEAST: usize = 5;

/// Most cells before the first name: the heads of the columns.
const MOST_HEADS: usize = 8;

/// Most words of a voter's name.
const MOST_WORDS: usize = 6;

/// A roll that begins with a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll {
    /// How many blocks it takes.
    pub blocks: usize,
    /// How each voted.
    pub voters: Vec<(Which, Voter)>,
}

/// Reads the roll that begins with the block at `i`, if one does.
pub fn read(blocks: &[Block], i: usize) -> Option<Roll> {
    let mut taken: Vec<(String, String)> = Vec::new();
    let mut pieces: Vec<&str> = Vec::new();
    let mut heads = 0;
    let mut end = i;
    'blocks: for (k, block) in blocks.iter().enumerate().skip(i) {
        if block.furniture || block.text.trim().is_empty() {
            continue;
        }
        let cells = block.marker.as_deref().into_iter().chain(block.text.split('\t')).map(str::trim);
        for cell in cells.filter(|cell| !cell.is_empty()) {
            match () {
                () if is_mark(cell) && !pieces.is_empty() => {
                    taken.push((joined(&pieces), cell.to_lowercase()));
                    pieces.clear();
                }
                // "Elm", "-", "Oak": the pieces of one name.
                () if is_piece(cell) && (pieces.last().is_none_or(|p| is_dash(p)) || is_dash(cell)) => {
                    pieces.push(cell)
                }
                // The heads of the columns, or the number of a row.
                () if taken.is_empty() && block.text.contains('\t') && heads < MOST_HEADS => {
                    pieces = Some(cell).filter(|cell| is_piece(cell)).into_iter().collect();
                    heads += 1;
                }
                () if block.text.contains('\t') && cell.chars().all(|c| c.is_ascii_digit()) => {}
                () => break 'blocks,
            }
        }
        if pieces.is_empty() && !taken.is_empty() {
            end = k + 1;
        }
        // A name that stands alone in the first block, and nothing that says how it voted below it, is no roll.
        if taken.is_empty() && k > i + 3 {
            return None;
        }
    }
    let by_letter = |letter: &str| taken.iter().any(|(_, mark)| mark == letter);
    let affirmed = by_letter("f") || by_letter("for");
    let which = |mark: &str| match mark {
        "f" | "y" => Which::For,
        "n" => Which::Against,
        "a" if affirmed => Which::Against,
        "a" | "ab" | "abs" => Which::Abstain,
        mark => side_of(mark).unwrap_or(Which::Other),
    };
    let told = taken.iter().filter(|(_, mark)| !matches!(which(mark), Which::Other)).count();
    // "A" and "No" alone say nothing, where nobody is for it or a name comes back.
    let decided = taken.iter().any(|(_, mark)| matches!(which(mark), Which::For));
    let names: BTreeSet<&String> = taken.iter().map(|(name, _)| name).collect();
    let decided = decided && names.len() == taken.len();
    let voters = taken.iter().map(|(name, mark)| (which(mark), Voter { as_printed: name.clone(), name: None }));
    (taken.len() >= LEAST && told * 2 > taken.len() && decided)
        .then(|| Roll { blocks: end - i, voters: voters.collect() })
}

/// Reads a division that begins with the block at `i`: the sides as heads of columns, and below them a voter a cell, where
/// the longer side goes on alone.
pub fn read_columns(blocks: &[Block], i: usize) -> Option<Roll> {
    const FEWEST: usize = 3;
    let heads: Vec<Which> = blocks.get(i)?.text.split('\t').map(side_of_head).collect::<Option<_>>()?;
    if heads.len() < 2 || !heads.contains(&Which::For) || heads[0] == Which::Other {
        return None;
    }
    let (mut placed, mut alone): (Vec<(Which, Voter)>, Vec<Voter>) = Default::default();
    let mut end = i + 1;
    for (k, block) in blocks.iter().enumerate().skip(end).filter(|(_, b)| !b.furniture && !b.text.trim().is_empty()) {
        // "Councillors" over a part of the names is none of them.
        let cells = block.text.split('\t').map(|cell| if is_rank(cell.trim()) { "" } else { cell.trim() });
        let cells: Vec<&str> = cells.collect();
        let names = cells.iter().all(|cell| cell.is_empty() || is_piece(cell) && !is_dash(cell));
        if block.marker.is_some() || cells.len() > heads.len() || !names {
            break;
        }
        let voters = cells.iter().map(|cell| Voter { as_printed: (*cell).to_owned(), name: None });
        match cells.len() {
            1 => alone.extend(voters.filter(|voter| !voter.as_printed.is_empty())),
            _ => placed.extend(heads.iter().copied().zip(voters).filter(|(_, voter)| !voter.as_printed.is_empty())),
        }
        end = k + 1;
    }
    // Those who stand alone are of the longer side, which the figures below tell where it is not the first.
    let counts = blocks.get(end).and_then(|block| {
        let outcome = find_outcome(&block.text).map(|found| found.word);
        find_counts(&block.text).map(|counts| counts.settled(outcome))
    });
    let headed = |which: &Which| {
        let cell = blocks[i].text.split('\t').find(|cell| side_of_head(cell) == Some(*which))?;
        cell.split_once('(')?.1.split(')').next()?.trim().parse().ok()
    };
    let told = |which: &Which| {
        headed(which).or_else(|| match which {
            Which::For => counts.as_ref().and_then(|c| c.yes),
            Which::Against => counts.as_ref().and_then(|c| c.no),
            Which::Abstain => counts.as_ref().and_then(|c| c.abstain),
            Which::Other => None,
        })
    };
    let listed = |which: &Which| placed.iter().filter(|(side, _)| side == which).count();
    let fits = |which: &&Which| told(which).is_some_and(|n| n as usize == listed(which) + alone.len());
    let longer = heads.iter().find(fits).unwrap_or(&heads[0]);
    let (longer, in_rows) = (*longer, !placed.is_empty());
    placed.extend(alone.into_iter().map(|voter| (longer, voter)));
    (in_rows && placed.len() >= FEWEST).then_some(Roll { blocks: end - i, voters: placed })
}

/// The side that heads a column, its number in brackets left out: "For (4)", "Against:", "Absent:".
fn side_of_head(cell: &str) -> Option<Which> {
    let words = cell.split('(').next().unwrap_or_default().trim();
    side_of(words)
}

/// The name whose pieces stand in several cells: "Elm", "-", "Oak".
fn joined(pieces: &[&str]) -> String {
    pieces.join(" ").replace(" - ", "-")
}

/// Whether a cell says how somebody voted.
fn is_mark(cell: &str) -> bool {
    let mark = cell.trim_matches(['.', '(', ')']).to_lowercase();
    matches!(mark.as_str(), "f" | "a" | "y" | "n" | "ab" | "abs" | "np" | "in favour" | "excused" | "not present")
        || side_of(&mark).is_some()
}

/// Whether a cell says of what rank those below it are, and names nobody: "Councillors", "Aldermen".
fn is_rank(cell: &str) -> bool {
    let bare = cell.trim_end_matches([':', '.']);
    !cell.contains(' ') && tags(bare).has_any(Tags::TITLE | Tags::SEVERAL) && !tags(bare).has(Tags::NAME)
        || bare.eq_ignore_ascii_case("aldermen")
}

/// The dash of a double name in a cell of its own.
fn is_dash(cell: &str) -> bool {
    matches!(cell, "-" | "–" | "‑")
}

/// Whether a cell can be a name, or a piece of one.
fn is_piece(cell: &str) -> bool {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let capital =
        |w: &&str| w.starts_with(char::is_uppercase) && !w.ends_with(':') || tags(w).has(Tags::PARTICLE) || is_dash(w);
    let title = words.len() == 1 && tags(cell).has_any(Tags::TITLE | Tags::OFFICE_TITLE | Tags::SEVERAL | Tags::HEAD);
    let plain = cell.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | ',' | '\'' | '’' | '-' | '–' | '‑'));
    plain && !words.is_empty() && words.len() <= MOST_WORDS && words.iter().all(capital) && !title && !is_mark(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn shown(lines: &[&str]) -> Option<(usize, Vec<String>)> {
        let blocks: Vec<Block> = lines.iter().map(|line| block(line)).collect();
        let roll = read(&blocks, 0)?;
        let voters = roll.voters.into_iter().map(|(which, voter)| format!("{} {which:?}", voter.as_printed));
        Some((roll.blocks, voters.collect()))
    }

    #[test]
    fn a_name_and_a_letter_in_lines_of_their_own() {
        let lines = [
            "Elm, Ann",
            "A",
            "Oak, Bo",
            "F",
            "Ash",
            "-",
            "Fir, Di",
            "A",
            "Yew, Cy",
            "F",
            "Box, Al",
            "A",
            "It was late.",
        ];
        let expect = ["Elm, Ann Against", "Oak, Bo For", "Ash-Fir, Di Against", "Yew, Cy For", "Box, Al Against"];
        assert_eq!(shown(&lines), Some((12, expect.map(str::to_owned).into())));
    }

    #[test]
    fn rows_with_several_names() {
        let lines = [
            "Councillor\tVote\tCouncillor\tVote",
            "Ann Elm\tFor\tBo Oak\tAgainst",
            "Cy Ash\tFor\tDi Fir\tAbsent",
            "Al Box\tFor",
        ];
        let expect = ["Ann Elm For", "Bo Oak Against", "Cy Ash For", "Di Fir Other", "Al Box For"];
        assert_eq!(shown(&lines), Some((4, expect.map(str::to_owned).into())));
    }

    #[test]
    fn voters_stand_below_the_heads_of_their_sides() {
        let columns = |lines: &[&str]| {
            let blocks: Vec<Block> = lines.iter().map(|line| block(line)).collect();
            let roll = read_columns(&blocks, 0)?;
            let voters = roll.voters.into_iter().map(|(which, voter)| format!("{} {which:?}", voter.as_printed));
            Some((roll.blocks, voters.collect::<Vec<_>>().join("; ")))
        };
        let rows = ["For:\tAgainst:", "Mayor Elm\tCr Oak", "Cr Ash\tCr Te Yew", "Cr Fir"];
        assert_eq!(
            columns(&rows),
            Some((4, "Mayor Elm For; Cr Oak Against; Cr Ash For; Cr Te Yew Against; Cr Fir For".into()))
        );
        let told = [&rows[..], &["The motion was lost by 3 votes to 2."]].concat();
        assert!(columns(&told).unwrap().1.ends_with("Cr Fir Against"), "the longer side by its figure");
        let ranked = ["FOR (2)\tAGAINST (3)", "Aldermen\tAlderman", "Elm\tOak", "Ash\tCouncillors", "Yew, T", "Fir"];
        assert_eq!(
            columns(&ranked).unwrap().1,
            "Elm For; Oak Against; Ash For; Yew, T Against; Fir Against",
            "by the figure of the head"
        );
        let absent = ["Yeas:\tAbsent:", "A. Elm\tB. Oak", "C. Ash", "D. Yew"];
        assert_eq!(columns(&absent).unwrap().1, "A. Elm For; B. Oak Other; C. Ash For; D. Yew For");
        assert_eq!(columns(&["Absent\tFor", "A. Elm\tPaint", "C. Ash\tOil", "D. Yew\tTar"]), None);
        assert_eq!(columns(&["For\tAgainst", "12\t3"]), None);
        assert_eq!(columns(&["Item\tAgainst", "Cr Elm\tCr Oak", "Cr Ash\tCr Yew"]), None);
    }

    #[test]
    fn other_runs_of_short_lines_are_no_rolls() {
        for lines in [
            &["Ann Elm", "Clerk", "Bo Oak", "Treasurer"][..],
            &["Ann Elm", "A", "Bo Oak", "A", "Cy Ash", "A", "Di Fir", "A", "Al Box", "A"],
            &["Paint", "No", "Oil", "Yes", "Paint", "No", "Wax", "Yes", "Tar", "Yes"],
            &["Ann Elm\tPresent", "Bo Oak\tPresent", "Cy Ash\tAbsent", "Di Fir\tPresent", "Al Box\tPresent"],
            &["Ann Elm", "For", "Bo Oak"],
        ] {
            assert_eq!(shown(lines), None, "{lines:?}");
        }
    }
}
