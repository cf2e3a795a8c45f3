//! What a paper does again and again: candidates that are printed and counted like those which head its items, numbers
//! put in between two others, and titles that come again below one item after another.

use super::candidate::{Candidate, Place, text_follows};
use super::series::{self, Standing};
use crate::content::Block;
use crate::layout::number::Scheme;
use record::text::fold;
use std::collections::BTreeMap;

/// A habit has so many members.
const FEWEST: usize = 4;

/// A candidate without a number that is printed like most that head items may be so unsure.
const ENOUGH_ALIKE: f64 = 0.3;

/// One of the numbers that count the items may be less sure.
const ENOUGH_COUNTED: f64 = 0.25;

/// A title that stands so often among numbered items heads a part of each.
const OFTEN: usize = 3;

/// Which candidates head items by the habit of the paper, where `sure` says which do by themselves.
pub fn lifted(blocks: &[Block], candidates: &[Candidate], probable: &[f64], sure: &[bool]) -> Vec<bool> {
    let series = series::stands(blocks, candidates);
    let mut heads = sure.to_vec();
    lift_alike(blocks, candidates, probable, &mut heads);
    lift_ruled(blocks, candidates, &mut heads);
    lift_counted(&series, probable, &mut heads);
    lift_inserted(candidates, &series, &mut heads);
    drop_repeated(candidates, &series, &mut heads);
    prefer_called(blocks, candidates, probable, &mut heads);
    heads
}

/// Where a paper calls its items by that word, "Agenda Item 3 : Sewers", numbers alone count what was said of them.
fn prefer_called(blocks: &[Block], candidates: &[Candidate], probable: &[f64], heads: &mut [bool]) {
    let figure = |at: usize| {
        let number = candidates[at].number.as_ref();
        number.is_some_and(|(number, place)| number.scheme == Scheme::Figure && *place == Place::Before)
    };
    let called =
        |at: usize| figure(at) && blocks.get(candidates[at].first()).is_some_and(|block| calls_item(&block.text));
    // The list of an agenda calls them so too, and no text stands between its entries.
    let heads_text = |at: usize| text_follows(candidates, at) && probable[at] >= ENOUGH_COUNTED;
    let members: Vec<usize> = (0..heads.len()).filter(|at| called(*at) && heads_text(*at)).collect();
    if members.len() < FEWEST {
        return;
    }
    for at in (0..heads.len()).filter(|at| figure(*at)) {
        let member = members.binary_search(&at).is_ok();
        heads[at] = member || heads[at] && (called(at) || candidates[at].stressed);
    }
}

/// Whether a line begins with the word for what its number counts.
fn calls_item(text: &str) -> bool {
    let lower = text.trim_start().to_lowercase();
    let rest = lower.strip_prefix("agenda ").unwrap_or(&lower);
    rest.strip_prefix("item").is_some_and(|rest| rest.starts_with([' ', '\u{a0}']))
}

/// How a heading without a number is printed: its level and whether it is in capitals. `None` of a line that is not
/// printed like a heading, or without text of its own.
fn print(blocks: &[Block], candidates: &[Candidate], at: usize) -> Option<(Option<u8>, bool)> {
    let candidate = &candidates[at];
    let level = blocks.get(candidate.first()).and_then(|block| block.level);
    // A heading so marked may have numbers right below it.
    let bare = level.is_none() && !text_follows(candidates, at);
    let plain = candidate.number.is_some() || !candidate.stressed || bare;
    (!plain).then(|| (level, candidate.caps && level.is_none()))
}

/// Takes those that are printed like headings without numbers of which half head items.
fn lift_alike(blocks: &[Block], candidates: &[Candidate], probable: &[f64], heads: &mut [bool]) {
    let mut groups: BTreeMap<(Option<u8>, bool), Vec<usize>> = BTreeMap::new();
    for at in 0..candidates.len() {
        if let Some(print) = print(blocks, candidates, at) {
            groups.entry(print).or_default().push(at);
        }
    }
    for members in groups.values().filter(|members| members.len() >= FEWEST) {
        let half = members.iter().filter(|at| heads[**at]).count() * 2 >= members.len();
        for at in members.iter().filter(|_| half) {
            heads[*at] |= probable[*at] >= ENOUGH_ALIKE;
        }
    }
}

/// Takes headings right below the lines of marks that part the items of a paper: "* * *".
fn lift_ruled(blocks: &[Block], candidates: &[Candidate], heads: &mut [bool]) {
    let rule = |block: &Block| block.text.trim().len() > 2 && !block.text.contains(char::is_alphanumeric);
    let below_rule = |candidate: &Candidate| {
        let above = blocks.get(..candidate.first()).and_then(|above| above.iter().rfind(|block| !block.furniture));
        candidate.number.is_none() && candidate.stressed && above.is_some_and(rule)
    };
    let members: Vec<usize> = (0..heads.len()).filter(|at| below_rule(&candidates[*at])).collect();
    if members.len() >= FEWEST {
        members.into_iter().filter(|at| text_follows(candidates, *at)).for_each(|at| heads[at] = true);
    }
}

/// Takes members of the run of numbers that counts the items, where most of them head one.
fn lift_counted(series: &[Standing], probable: &[f64], heads: &mut [bool]) {
    let members: Vec<usize> = (0..series.len()).filter(|at| series[*at].in_main_run).collect();
    let most = members.len() >= FEWEST && members.iter().filter(|at| heads[**at]).count() * 4 >= members.len() * 3;
    for at in members.into_iter().filter(|_| most) {
        heads[at] |= probable[at] >= ENOUGH_COUNTED;
    }
}

/// Takes what was put in behind a number that heads an item, before the next: "6A" between "6" and "7", printed alike.
fn lift_inserted(candidates: &[Candidate], series: &[Standing], heads: &mut [bool]) {
    let mut last: Option<&Candidate> = None;
    for (at, candidate) in candidates.iter().enumerate() {
        let Some((number, Place::Before)) = &candidate.number else { continue };
        if series[at].in_main_run {
            last = heads[at].then_some(candidate);
            continue;
        }
        let inserted = last.is_some_and(|last| {
            let alike = last.stressed == candidate.stressed && last.caps == candidate.caps;
            let before = last.number.as_ref().map(|(number, _)| number.printed.as_str());
            alike && before.is_some() && without_letter(&number.printed).as_deref() == before
        });
        heads[at] |= inserted && number.scheme != Scheme::Letter;
    }
}

/// A number without the one letter behind its figures: "6" of "6A", "29/13" of "29A/13".
fn without_letter(printed: &str) -> Option<String> {
    let bytes = printed.as_bytes();
    let at = (1..bytes.len()).find(|&at| {
        let ends = bytes.get(at + 1).is_none_or(|next| !next.is_ascii_alphanumeric());
        bytes[at].is_ascii_alphabetic() && bytes[at - 1].is_ascii_digit() && ends
    })?;
    Some(format!("{}{}", &printed[..at], &printed[at + 1..]))
}

/// Leaves what comes again and again among numbered items: "Public comment" below each of them.
fn drop_repeated(candidates: &[Candidate], series: &[Standing], heads: &mut [bool]) {
    let counted = (0..heads.len()).filter(|at| heads[*at] && series[*at].in_main_run).count();
    if counted < FEWEST {
        return;
    }
    let mut places: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate().filter(|(_, candidate)| candidate.number.is_none()) {
        places.entry(fold(candidate.title.trim_end_matches([':', '.']))).or_default().push(at);
    }
    for at in places.into_values().filter(|places| places.len() >= OFTEN).flatten() {
        heads[at] = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::items::candidates::candidates;
    use crate::structure::samples::{block, heading};

    /// The titles that head items by habit, where `sure` are those that do by themselves, and all others are unsure.
    fn lift(blocks: &[Block], sure: &[&str], unsure: f64) -> Vec<String> {
        let found = candidates(blocks, 0, &[]);
        let are_sure: Vec<bool> = found.iter().map(|c| sure.contains(&c.title.as_str())).collect();
        let probable: Vec<f64> = are_sure.iter().map(|sure| if *sure { 0.9 } else { unsure }).collect();
        let heads = lifted(blocks, &found, &probable, &are_sure);
        found.into_iter().zip(heads).filter(|(_, heads)| *heads).map(|(candidate, _)| candidate.title).collect()
    }

    /// Titles, each with a paragraph below it.
    fn paper(titles: &[&str]) -> Vec<Block> {
        titles.iter().flat_map(|title| [heading(title), block("The clerk said that it rained on the mill.")]).collect()
    }

    #[test]
    fn a_letter_behind_the_figures_of_a_number_puts_it_in_between() {
        for (printed, expected) in [
            ("6A", Some("6")),
            ("1436A", Some("1436")),
            ("29A/13", Some("29/13")),
            ("5A.0", Some("5.0")),
            ("6", None),
            ("IV", None),
            ("6ii", None),
        ] {
            assert_eq!(without_letter(printed).as_deref(), expected, "{printed}");
        }
        let blocks = paper(&["1. Mill", "2. Weir", "2A. Sluice", "3. Oak", "3. Roof", "5A. Elm"]);
        assert_eq!(lift(&blocks, &["Mill", "Weir", "Oak"], 0.1), ["Mill", "Weir", "Sluice", "Oak"]);
    }

    #[test]
    fn headings_printed_like_most_that_head_items_do_so_too() {
        let blocks = paper(&["Mill", "Weir and sluice", "Old oak", "Roof"]);
        assert_eq!(lift(&blocks, &["Mill", "Weir and sluice", "Old oak"], 0.35).len(), 4);
        assert_eq!(lift(&blocks, &["Mill", "Weir and sluice", "Old oak"], 0.2).len(), 3);
        assert_eq!(lift(&blocks, &["Mill"], 0.35).len(), 1);
    }

    #[test]
    fn what_comes_again_below_numbered_items_heads_none() {
        let blocks = paper(&["1. Mill", "Comments", "2. Weir", "Comments", "3. Oak", "Comments", "4. Roof", "Thanks"]);
        let sure = ["Mill", "Weir", "Oak", "Roof", "Comments", "Thanks"];
        assert_eq!(lift(&blocks, &sure, 0.1), ["Mill", "Weir", "Oak", "Roof", "Thanks"]);
        let plain = paper(&["Mill", "Comments", "Weir", "Comments", "Oak", "Comments"]);
        assert_eq!(lift(&plain, &sure, 0.1).len(), 6);
    }

    #[test]
    fn where_items_are_called_so_numbers_alone_count_what_was_said() {
        let blocks: Vec<Block> = ["Mill", "Weir", "Oak", "Roof"]
            .iter()
            .enumerate()
            .flat_map(|(at, title)| {
                let own = at + 1;
                [
                    heading(&format!("Agenda Item {own} : {title}")),
                    block("The clerk read the report."),
                    block(&format!("{}. The Elm {title}", own * 2)),
                    block("It was seen by all."),
                ]
            })
            .collect();
        assert_eq!(
            lift(&blocks, &["The Elm Mill", "Mill", "Weir", "Oak", "Roof"], 0.3),
            ["Mill", "Weir", "Oak", "Roof"]
        );
        assert!(calls_item("Item 3. Roads") && calls_item("AGENDA ITEM 3: ROADS"));
        assert!(!calls_item("Items 3 and 4") && !calls_item("Itemised bills"));
    }
}
