//! Titles behind the hour at which each matter was taken: "7:06 Bills. Warrants 11 to 48 were read.", "10:04 Opening",
//! "[18.30] Welcome", "7:15 PM - Reports".
//!
//! Minutes also tell the hour of what happened. Titles have few words that end with their print or a stop, and the hours
//! of a paper go forward.

use super::run_in::title::{is_finite, starts_upper, words_of};
use super::stressed::is_name;
use super::unnumbered::{apart, taken_apart};
use crate::content::Block;
use record::Form;
use regex::Regex;
use std::sync::LazyLock;

// An hour, in brackets or not, with a dash behind it or not: "7:06 ", "[18.30] ", "1905h - ", "7:15 p.m.: ".
static HOUR: LazyLock<Regex> = LazyLock::new(|| {
    let figures = r"(?P<hour>\d{1,2})(?:[:.h](?P<minute>[0-5]\d)|(?P<minutes>[0-5]\d)\s?h(?:rs|ours)?)";
    Regex::new(&format!(r"(?i)^[\[(]?{figures}\s*(?:[ap]\.?m\.?)?[\])]?\s*[-–—:|]?\s+")).expect("a constant pattern")
});

/// A paper has so many of them.
const FEWEST: usize = 4;

/// Most words of a title.
const LONGEST: usize = 10;

/// Most words of one that only a stop ends.
const SHORT: usize = 4;

/// Takes such titles and their paragraphs apart.
pub fn split(blocks: Vec<Block>) -> Vec<Block> {
    if !are_titles(&blocks) {
        return blocks;
    }
    let ends: Vec<Option<usize>> =
        blocks.iter().map(|block| title_end(block).filter(|end| !block.text[*end..].trim().is_empty())).collect();
    let mut blocks = taken_apart(blocks, ends, apart);
    for block in &mut blocks {
        if block.form == Form::Paragraph && title_end(block) == Some(block.text.len()) {
            block.form = Form::Heading;
        }
    }
    blocks
}

/// Whether the items of a paper have their hours before them.
pub fn are_titles(blocks: &[Block]) -> bool {
    let hours: Vec<u32> = blocks.iter().filter_map(timed_title).map(|(hour, _)| hour.minutes).collect();
    let forward = hours.windows(2).filter(|pair| pair[0] <= pair[1]).count();
    // "4.10 Roads", "4.11 Mill": decimals that count.
    let counted = hours.windows(2).filter(|pair| pair[0] + 1 == pair[1]).count();
    // Past noon the hours begin again.
    hours.len() >= FEWEST && forward + 2 >= hours.len() && counted * 2 < hours.len()
}

/// The title of a heading behind its hour.
pub fn title(block: &Block) -> Option<&str> {
    let (hour, end) = timed_title(block).filter(|(_, end)| *end == block.text.len())?;
    Some(block.text[hour.end..end].trim())
}

/// The hour before a title.
struct Hour {
    /// Minutes since midnight, by its figures.
    minutes: u32,
    /// Where it ends, in bytes.
    end: usize,
}

/// The hour with which a text begins.
fn hour(text: &str) -> Option<Hour> {
    let found = HOUR.captures(text)?;
    let minute = found.name("minute").or_else(|| found.name("minutes"))?;
    let hour: u32 = found["hour"].parse().ok().filter(|hour| *hour < 24)?;
    Some(Hour { minutes: hour * 60 + minute.as_str().parse::<u32>().ok()?, end: found.get(0)?.end() })
}

/// Where the title ends that stands behind an hour, in bytes.
fn title_end(block: &Block) -> Option<usize> {
    timed_title(block).map(|(_, end)| end)
}

/// The hour before a title, and where the title ends, in bytes.
fn timed_title(block: &Block) -> Option<(Hour, usize)> {
    let form = matches!(block.form, Form::Paragraph | Form::Heading);
    let hour = hour(&block.text).filter(|_| form && !block.furniture && block.marker.is_none())?;
    let rest = &block.text[hour.end..];
    let stressed = block.lead.checked_sub(hour.end).filter(|lead| *lead > 1);
    let words = words_of(rest);
    let stop =
        || words.iter().take(SHORT).find(|(_, word)| word.ends_with(['.', ':'])).map(|(at, word)| at + word.len());
    let whole = (words.len() <= LONGEST && !rest.trim_end().ends_with(['.', ';', ','])).then_some(rest.len());
    let end = if block.lead > 0 { stressed } else { whole.or_else(stop) }?;
    let title = rest.get(..end)?;
    let says = words_of(title).iter().any(|(_, word)| is_finite(word));
    let bare = title.trim_end_matches(['.', ':', ' ']);
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let named = bare.contains(' ') && is_name(bare) && block.lead == 0 && block.form != Form::Heading;
    let end = hour.end + end;
    (starts_upper(title) && letters > 2 && !says && !named).then_some((hour, end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    #[test]
    fn titles_stand_behind_hours() {
        for lines in [
            [
                "7:04 Minutes. They were read.",
                "7:06 Bills. Warrants were paid.",
                "7:15 Reports.",
                "7:31 Public. Mr Elm asked why.",
            ],
            ["10:04 Opening", "10:31 The case for review", "11:44 The mill", "12:37 Outcome"],
            ["[18.30] Welcome", "[18.35] Apologies", "[18.40] Mill roof", "[19.05] Closing"],
            ["7:15 PM - Reports", "7:20 p.m. - Mill", "7:40 pm: Weir", "8:05 PM | Adjournment"],
            ["1905h Welcome", "1910h Mill roof", "1925 hrs Weir", "2010h Close"],
        ] {
            let blocks = split(lines.iter().map(|line| block(line)).collect());
            let titles: Vec<&str> = blocks.iter().filter_map(title).collect();
            assert_eq!(titles.len(), 4, "{titles:?}");
            assert!(titles.iter().all(|title| title.split_whitespace().count() < 5), "{titles:?}");
        }
    }

    #[test]
    fn decimals_that_count_are_no_hours() {
        let items = ["4.10 Roads", "4.11 Mill roof", "4.12 Weir", "4.13 Parks", "5.01 Reports"];
        assert!(!are_titles(&items.iter().map(|line| block(line)).collect::<Vec<_>>()));
    }

    #[test]
    fn what_happened_at_an_hour_is_no_title() {
        let told = [
            "7:04 Jo Elm rapped the gavel and sat down.",
            "7:06 The clerk was asked to read the bills.",
            "7.30 pm Jo Elm",
            "4.5 Roads",
            "12.40 Warrants were paid.",
        ];
        let blocks: Vec<Block> = told.iter().map(|line| block(line)).collect();
        assert!(!are_titles(&blocks));
    }
}
