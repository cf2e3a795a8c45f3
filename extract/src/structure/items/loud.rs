//! Headings in capitals that nothing counts, each above what was said, where they are the habit of a paper: "MILL ROOF
//! APPROVED:", "PROCEDURAL". Numbers in such a paper count paragraphs: "3 The Chair introduced the paper. It was late."

use super::candidate::{Candidate, text_follows};
use super::features::is_statement;
use super::together::{are_sure_together, is_title};
use crate::content::Block;
use crate::structure::people;
use record::Form;
use record::text::fold;
use std::collections::BTreeSet;

/// A paper has so many of them.
const FEWEST: usize = 5;

/// Most words of one.
const LONGEST: usize = 18;

/// Most words of somebody's name.
const NAME: usize = 4;

/// How probable they have to be together, on an average, and each of them.
const TOGETHER: f64 = 0.3;
const ENOUGH: f64 = 0.1;

/// Takes them, and leaves numbered paragraphs, where no numbered titles are items.
pub fn lift(blocks: &[Block], candidates: &[Candidate], probable: &[f64], heads: &mut [bool]) {
    let members: Vec<usize> = (0..heads.len()).filter(|at| is_loud(blocks, candidates, *at)).collect();
    let titles: BTreeSet<String> = members.iter().map(|at| fold(&candidates[*at].title)).collect();
    let together = are_sure_together(&members, probable, TOGETHER);
    let first = members.first().copied().unwrap_or_default();
    let rivals = (first..heads.len())
        .filter(|at| heads[*at] && !members.contains(at) && !is_paragraph(blocks, &candidates[*at]))
        .count();
    if titles.len() < FEWEST || titles.len() * 5 < members.len() * 4 || !together || rivals * 3 > members.len() {
        return;
    }
    for at in members {
        heads[at] |= probable[at] >= ENOUGH;
    }
    for (at, candidate) in candidates.iter().enumerate() {
        heads[at] &= !is_paragraph(blocks, candidate);
    }
}

/// Whether a candidate is a title in capitals, alone on its line, with text below it.
fn is_loud(blocks: &[Block], candidates: &[Candidate], at: usize) -> bool {
    let candidate = &candidates[at];
    let below = blocks.get(candidate.next()..).and_then(|rest| rest.iter().find(|block| !block.furniture));
    let said = below.is_some_and(|b| b.form != Form::Heading && b.text.split_whitespace().count() > 3);
    candidate.number.is_none()
        && candidate.agenda_number.is_none()
        && candidate.caps
        && candidate.stressed
        && said
        && (text_follows(candidates, at) || below.is_some_and(|b| b.marker.is_some() || starts_with_figure(&b.text)))
        && candidate.title.split_whitespace().count() <= LONGEST
        && !(candidate.title.split_whitespace().count() <= NAME && people::looks_like_one(&candidate.title))
}

fn starts_with_figure(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a numbered line is a paragraph of what was said: plain, and a sentence or several.
fn is_paragraph(blocks: &[Block], candidate: &Candidate) -> bool {
    let plain = !candidate.stressed && !candidate.caps;
    let form = blocks.get(candidate.first()).map(|block| block.form);
    let said = is_statement(&candidate.title) || !is_title(&candidate.title, LONGEST);
    candidate.number.is_some() && plain && form != Some(Form::Heading) && said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::items::candidates::candidates;
    use crate::structure::samples::{block, heading};

    fn titles(blocks: &[Block], probable: f64, sure: &[&str]) -> Vec<String> {
        let found = candidates(blocks, 0, &[]);
        let mut heads: Vec<bool> = found.iter().map(|c| sure.contains(&c.title.as_str())).collect();
        lift(blocks, &found, &vec![probable; found.len()], &mut heads);
        found.into_iter().zip(heads).filter(|(_, heads)| *heads).map(|(candidate, _)| candidate.title).collect()
    }

    #[test]
    fn capitals_above_what_was_said_head_items_and_numbered_sentences_do_not() {
        let all = ["PROCEDURAL", "MILL ROOF APPROVED:", "OLD WEIR", "PARKS AND PATHS", "WORK PROGRAMME"];
        let said = ["1 Mr Elm was late.", "2 It was agreed to mend it.", "3 The clerk said so.", "4 None was there."];
        let paper: Vec<Block> =
            all.iter().zip(said.iter().cycle()).flat_map(|(title, said)| [heading(title), block(said)]).collect();
        assert_eq!(titles(&paper, 0.4, &["It was agreed to mend it."]), all);
        assert!(titles(&paper, 0.25, &[]).is_empty(), "unsure together");
        let numbered: Vec<Block> = ["1. ROADS", "2. MILL", "3. ELM STREET"]
            .iter()
            .flat_map(|title| {
                [
                    heading(title),
                    block("The clerk read it out."),
                    heading("THOSE PRESENT"),
                    block("They all sat down then."),
                ]
            })
            .collect();
        assert_eq!(titles(&numbered, 0.3, &["ROADS", "MILL", "ELM STREET"]).len(), 3);
    }
}
