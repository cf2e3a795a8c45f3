//! Titles that run into the word or the bullet which opens what stands below them: "5. Mill roof Recommendation: Approve the
//! contract", "5.2 Clerk's Report • The path is shut. • The bench is lost".

use super::number;
use super::run_in::title::{starts_upper, words_of};
use super::unnumbered::apart;
use crate::content::Block;
use record::Form;
use record::text::fold;
use std::collections::BTreeSet;

/// A paper has so many of them.
const FEWEST: usize = 2;

/// Most words of such a title behind a number.
const LONGEST: usize = 30;

/// Most words of one in capitals, or before a bullet.
const SHORT: usize = 10;

/// What opens the text of an item, where its title ends, before a colon.
const SIGNPOSTS: [&str; 19] = [
    "Action Required",
    "Action Requested",
    "Action Taken",
    "Background",
    "Decision",
    "Discussion",
    "Motion",
    "Officer Comment",
    "Outcome",
    "Presenter",
    "Presenters",
    "Purpose",
    "Recommendation",
    "Recommendations",
    "Recommended Action",
    "Reporting Officer",
    "Resolution",
    "Resolved",
    "Staff Recommendation",
];

/// Marks of lists that stand inside a line.
const BULLETS: [&str; 5] = [" • ", " ▪ ", " ● ", " · ", " \u{f0b7} "];

/// Takes titles and what they run into apart.
pub fn split(blocks: Vec<Block>) -> Vec<Block> {
    let ends: Vec<Option<usize>> = blocks.iter().map(title_end).collect();
    let titles: BTreeSet<String> =
        blocks.iter().zip(&ends).filter_map(|(block, end)| end.map(|end| fold(&block.text[..end]))).collect();
    if titles.len() < FEWEST {
        return blocks;
    }
    let taken = |(block, end): (Block, Option<usize>)| match end {
        Some(end) => with_entries(&block, end),
        None => vec![block],
    };
    blocks.into_iter().zip(ends).flat_map(taken).collect()
}

/// Where the title ends with which a block begins, in bytes, if a signpost follows it.
fn title_end(block: &Block) -> Option<usize> {
    if block.furniture || block.form == Form::TableRow {
        return None;
    }
    let text = block.text.as_str();
    let numbered = match &block.marker {
        Some(marker) => number::alone(marker).is_some(),
        None => number::leading(text).is_some_and(|(number, _)| number.closed || number.printed.contains('.')),
    };
    let bullet = BULLETS.iter().filter_map(|mark| text.find(mark)).min();
    let signpost = signpost(text).filter(|_| numbered);
    let short = |end: &usize| words_of(&text[..*end]).len() <= SHORT;
    let end = signpost.into_iter().chain(bullet.filter(short)).min()?;
    let title = text[..end].trim_end();
    let words = words_of(title);
    let behind = text[end..].trim_start_matches(|c: char| !c.is_alphanumeric());
    let shouted = !title.contains(char::is_lowercase) && block.marker.is_none();
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let begins =
        words.iter().find(|(_, word)| word.contains(char::is_alphabetic)).is_some_and(|(_, word)| starts_upper(word));
    let ends = title.ends_with(['.', ';', ',', '?', ':']) || title.contains(". ") && signpost.is_none();
    ((numbered || shouted) && words.len() <= LONGEST && letters > 3 && begins && !ends && !behind.is_empty())
        .then_some(end)
}

/// Where the first signpost of a text begins, in bytes.
fn signpost(text: &str) -> Option<usize> {
    let mut colons = text.match_indices(':').map(|(at, _)| text[..at].trim_end());
    colons.find_map(|before| {
        let behind_blank =
            |label: &&&str| before.ends_with(**label) && before[..before.len() - label.len()].ends_with(' ');
        let label = SIGNPOSTS.iter().filter(behind_blank).max_by_key(|label| label.len())?;
        Some(before.len() - label.len() - 1)
    })
}

/// Heading and text; bullets inside the text are entries of a list.
fn with_entries(block: &Block, end: usize) -> Vec<Block> {
    let Some(mark) = BULLETS.iter().find(|mark| block.text[end..].starts_with(*mark)) else {
        let mut parts = apart(block, end);
        parts.iter_mut().skip(1).for_each(|text| text.marker = None);
        return parts;
    };
    let mut starts: Vec<usize> = block.text[end..].match_indices(mark).map(|(at, _)| end + at).collect();
    starts.push(block.text.len());
    let mut parts = vec![Block { form: Form::Heading, ..block.part(0..end) }];
    parts.extend(starts.windows(2).filter_map(|pair| {
        let entry = block.part(pair[0] + mark.len()..pair[1]);
        let bullet = Some(mark.trim().to_owned());
        let entry = Block { form: Form::ListEntry, marker: bullet, level: None, bold: false, ..entry };
        (!entry.text.is_empty()).then_some(entry)
    }));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn check(texts: &[&str], expect: &[&str]) {
        let blocks = split(texts.iter().map(|text| block(text)).collect());
        let mark = |b: &Block| if b.form == Form::Heading { "# " } else { b.marker.as_deref().map_or("", |_| "* ") };
        let shown: Vec<String> = blocks.iter().map(|b| format!("{}{}", mark(b), b.text)).collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn titles_end_before_what_opens_their_text() {
        check(
            &[
                "5. Mill roof (R) Recommendation: Approve the contract.",
                "6. Weir Background: It leaks.",
                "7.1 Old bridge Discussion: Jo Elm asked why.",
                "8. Pond Staff Recommendation: Wait.",
            ],
            &[
                "# 5. Mill roof (R)",
                "Recommendation: Approve the contract.",
                "# 6. Weir",
                "Background: It leaks.",
                "# 7.1 Old bridge",
                "Discussion: Jo Elm asked why.",
                "# 8. Pond",
                "Staff Recommendation: Wait.",
            ],
        );
        check(
            &["5.2 Clerk’s Report • The path is shut. • The bench is lost.", "OPEN FORUM • Somebody spoke of dogs."],
            &[
                "# 5.2 Clerk’s Report",
                "* The path is shut.",
                "* The bench is lost.",
                "# OPEN FORUM",
                "* Somebody spoke of dogs.",
            ],
        );
    }

    #[test]
    fn sentences_and_single_ones_are_left() {
        let alone = ["5. Mill roof Recommendation: Approve the contract.", "It was late."];
        check(&alone, &alone);
        let said = [
            "5. The roof leaks. Discussion: it was long.",
            "He read the Background: it was dull.",
            "Tea • Cake • Jam",
            "1. Jo Elm, • Kim Oak",
        ];
        check(&said, &said);
    }
}
