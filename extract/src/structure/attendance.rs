//! Who was at a meeting: the lists under PRESENT, In attendance and Apologies, wherever in a paper they stand, and those
//! of whom sentences tell.
//!
//! Never drops a person: an entry that names nobody ("two members of the public") is the only thing left out. Never
//! invents one: a list ends where a sentence, a motion, a vote or a heading begins.

mod answers;
mod columns;
mod dumped;
mod entry;
mod gathered;
mod grid;
mod label;
mod lists;
mod parts;
mod placing;
mod reader;
mod roll;
mod sentences;
mod statuses;
mod together;
mod told;
mod unlabelled;

use super::top;
use crate::content::Block;
use label::List;
use parts::{opens_full_list, people_follow};
use reader::Reader;
use record::Attendance;
use sentences::Sentences;
use together::put_together;

pub use label::{opens_list, opens_present};
pub use parts::talks_of_more;

/// The lists of one set of minutes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lists {
    /// Everyone found.
    pub attendance: Attendance,
    /// Which blocks the lists stand in.
    pub blocks: Vec<usize>,
}

/// Blocks before the first list, and after the last, in which another list may begin.
const OPENING_BLOCKS: usize = 60;

/// Blocks between two lists that stand together.
const NEAR_BLOCKS: usize = 25;

/// Blocks at the end of a paper in which lists may stand that other papers open with.
const CLOSING_BLOCKS: usize = 60;

/// Reads the lists of a set of minutes. `lines` gives the printed lines of a block: names and posts that stand on
/// lines of their own are only apart there.
pub fn read<'b>(blocks: &'b [Block], lines: impl Fn(&'b Block) -> Vec<String>) -> Lists {
    let mut reader = Reader::default();
    let mut sentences = Sentences::default();
    let mut used = Vec::new();
    let mut last_list = None;
    let top = top::menu_end(blocks);
    let (dumped, dumped_blocks) =
        dumped::read(blocks.get(..OPENING_BLOCKS).unwrap_or(blocks), &lines).unwrap_or_default();
    reader.gathered.lists.extend(dumped.into_iter().map(|(list, lines)| (list, vec![lines])));
    let (answered, rows) = statuses::read(blocks).unwrap_or_default();
    reader.gathered.told.extend(answered);
    used.extend(&rows);
    let read_already = |i: &usize| dumped_blocks.contains(i) || rows.contains(i);
    for (i, block) in blocks.iter().enumerate().skip(top).filter(|(i, b)| !b.furniture && !read_already(i)) {
        let opening = last_list.map_or(i < top + OPENING_BLOCKS, |at| i <= at + NEAR_BLOCKS);
        let closing = i + CLOSING_BLOCKS >= blocks.len() && !reader.gathered.has(List::Present);
        let opening = opening || last_list.is_none() && opens_full_list(&block.text);
        if opening || closing {
            reader.people_follow = people_follow(blocks.get(i..).unwrap_or_default());
            if reader.gathered.lists.is_empty() && reader.gathered.told.iter().all(|(list, _)| *list == List::Apologies)
            {
                reader.open_unlabelled(&lines(block), blocks.get(i + 1..).unwrap_or_default());
            }
            if reader.block(block, || lines(block)) {
                last_list = Some(i);
                used.push(i);
            }
        } else {
            reader.close();
        }
        sentences.read(block, opening, reader.open.is_empty(), &mut reader.gathered);
    }
    let (answered, rows) = answers::find_answers(blocks);
    reader.gathered.told.extend(answered);
    used.extend(rows);
    used.extend(dumped_blocks);
    used.sort_unstable();
    used.dedup();
    Lists { attendance: put_together(reader.gathered), blocks: used }
}

#[cfg(test)]
mod tests;
