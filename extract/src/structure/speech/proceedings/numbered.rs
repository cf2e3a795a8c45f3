//! Decisions that only point to what has a number above them: "Amendment No. 4: The mill be let", and below it "The amendment
//! was proposed by A, seconded by B and agreed." What was decided is both together.

use super::super::movers::find_movers;
use super::super::place::Place;
use crate::content::Block;
use record::Resolution;

patterns! {
    /// What has a number and is put to the meeting, at the start of a block or behind a sentence.
    LABEL = r"(?:^\W*|[.;]\s+)(?P<label>(?:(?:Proposed|Material|Further|Revised|Additional)\s+)?(?:Amendment|Alteration|Proposal|Recommendation|Submission)s?\s+(?:(?:No|Nr)\.?|Number|#)?\s*\d{1,3}[A-Za-z]?\s*[:.–-]\s*\S)";
    /// Words that point to it.
    REFERS = r"(?i)\b(?:the|this|that)\s+(?:(?:said|above|revised|further|proposed)\s+)?(?:amendment|alteration|proposal|recommendation|submission)s?(?:\s+(?:outlined|above|as\s+\w+))?,?\s+(?:of\s+\S+\s+)?(?:was|were|proposed|moved|put)\b";
}

/// Blocks between a number and what was decided of it, at most: the names of a vote may stand there.
const WITHIN: usize = 16;

/// Most words of a decision that only points.
const LONGEST: usize = 45;

/// Most lines of what has a number.
const LINES: usize = 5;

/// Puts the words of what has a number before each decision that points to it.
pub(super) fn complete(blocks: &[Block], resolutions: &mut [(Place, Resolution)]) {
    for (place, resolution) in resolutions {
        if points(&resolution.text)
            && let Some(words) = numbered_above(blocks, place.block)
        {
            resolution.text = format!("{words} {}", resolution.text);
        }
    }
}

fn points(text: &str) -> bool {
    text.split_whitespace().count() <= LONGEST && REFERS.is_match(text) && !LABEL.is_match(text)
}

/// What has a number nearest above the block at `at`.
fn numbered_above(blocks: &[Block], at: usize) -> Option<String> {
    let from = at.saturating_sub(WITHIN);
    let (label, start) = (from..at).rev().filter(|&i| !blocks[i].furniture).find_map(|i| {
        let last = LABEL.captures_iter(&blocks[i].text).last()?;
        Some((i, last.name("label")?.start()))
    })?;
    let mut words = blocks[label].text[start..].trim().to_owned();
    for block in blocks[label + 1..at].iter().filter(|b| !b.furniture).take(LINES) {
        let told =
            words.ends_with(['.', ':', ';']) || REFERS.is_match(&block.text) || find_movers(&block.text).is_some();
        if told {
            break;
        }
        words = format!("{words} {}", block.text.trim());
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    #[test]
    fn what_has_a_number_is_decided_with_the_sentence_that_points_to_it() {
        let above = |lines: &[&str], told: &str| {
            let mut blocks: Vec<Block> = lines.iter().map(|line| block(line)).collect();
            blocks.push(block(told));
            points(told).then(|| numbered_above(&blocks, lines.len())).flatten()
        };
        let told = "The Amendment was proposed by Councillor Elm, seconded by Councillor Oak and agreed.";
        for (lines, told, expect) in [
            (&["Amendment No. 4: Let the mill."][..], told, Some("Amendment No. 4: Let the mill.")),
            (
                &["Amendment 4 – Change of use of the", "old mill to a hall"],
                told,
                Some("Amendment 4 – Change of use of the old mill to a hall"),
            ),
            (
                &["Material Alteration No. 12: Weir", "FOR: Elm, Oak", "AGAINST: Ash"],
                "The proposed alteration was approved.",
                Some("Material Alteration No. 12: Weir FOR: Elm, Oak AGAINST: Ash"),
            ),
            (&["Recommendation 3: Wait."], "This recommendation was accepted.", Some("Recommendation 3: Wait.")),
            (
                &["Submission No. 9: Trees."],
                "The submission, moved by Cllr Elm, was rejected.",
                Some("Submission No. 9: Trees."),
            ),
            (
                &["Amendment No. 3: Weir.", "It was lost. Amendment No. 4: Let the mill."],
                told,
                Some("Amendment No. 4: Let the mill."),
            ),
            (&["Amendments were made in 2004."], told, None),
            (&["Amendment No. 4: Let the mill."], "The hall is let.", None),
        ] {
            assert_eq!(above(lines, told).as_deref(), expect, "{lines:?}");
        }
    }
}
