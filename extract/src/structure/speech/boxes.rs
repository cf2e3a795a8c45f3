//! Boxes that record a vote: RESULT, MOVER, SECONDER, AYES, each a label with its value, as agenda systems print them. A
//! text layer may give all labels first and then all values.

use super::movers::clean_name;
use super::outcomes::worded;
use super::voters::{Voters, Which, read_voters};
use crate::content::Block;
use record::VoteOutcome;

patterns! {
    LABEL = r"(?:^|\s)(?P<label>RESULT|MOVER|SECONDER|AYES|YEAS|NAYS|NOES|ABSTAIN|ABSTAINED|ABSENT|RECUSED|EXCUSED|AWAY|REMOTE)\s*:";
    CARRIED = r"(?i)\b(?:passed|adopted|approved|carried|accepted|enacted|received)\b";
    LOST = r"(?i)\b(?:failed|defeated|lost|denied|rejected)\b";
    PUT_OFF = r"(?i)\b(?P<word>tabled|withdrawn|deferred)\b";
    /// "[3 TO 2]".
    FIGURES = r"(?i)[\[(](?P<yes>\d{1,3}) to (?P<no>\d{1,3})[\])]";
}

/// Most blocks that a box takes.
const MOST: usize = 24;

/// A vote as such a box has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoteBox {
    /// How many blocks it takes.
    pub blocks: usize,
    /// What came of it.
    pub outcome: VoteOutcome,
    /// Who moved.
    pub mover: Option<String>,
    /// Who seconded.
    pub seconder: Option<String>,
    /// The sides, with their names.
    pub sides: Vec<(Which, Voters)>,
}

/// Reads the box that begins with the block at `i`, if one does.
pub fn find_box(blocks: &[Block], i: usize) -> Option<VoteBox> {
    if !blocks[i].text.trim_start().starts_with("RESULT") {
        return None;
    }
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut end = i;
    while let Some(block) = blocks.get(end).filter(|_| end < i + MOST) {
        let own = labelled(&block.text);
        let blank = block.furniture || block.text.trim().is_empty();
        if own.is_empty() && !blank || end > i && own.first().is_some_and(|(label, _)| label == "RESULT") {
            break;
        }
        rows.extend(own);
        end += 1;
    }
    let heads = |label: &str| rows.iter().any(|(l, _)| l == label);
    if !heads("RESULT") || !heads("MOVER") && !heads("SECONDER") {
        return None;
    }
    if rows.iter().all(|(_, value)| value.is_empty()) {
        end = take_values(&mut rows, blocks, end);
    }
    let value = |label: &str| rows.iter().find(|(l, _)| l == label).map(|(_, value)| value.as_str());
    let name = |label: &str| value(label).and_then(|v| clean_name(v.split(',').next()?.trim())).map(str::to_owned);
    let result = value("RESULT")?;
    Some(VoteBox {
        blocks: end - i,
        outcome: outcome(result)?,
        mover: name("MOVER"),
        seconder: name("SECONDER"),
        sides: sides(&rows, result),
    })
}

/// The labels of a block, each with its value.
fn labelled(text: &str) -> Vec<(String, String)> {
    let found: Vec<_> = LABEL.captures_iter(text).filter_map(|c| Some((c.get(0)?.range(), c.name("label")?))).collect();
    if found.first().is_none_or(|(range, _)| !text[..range.start].trim().is_empty()) {
        return Vec::new();
    }
    let ends = found.iter().skip(1).map(|(range, _)| range.start).chain([text.len()]);
    let rows = found.iter().zip(ends);
    rows.map(|((range, label), end)| (label.as_str().to_owned(), text[range.end..end].trim().to_owned())).collect()
}

/// Gives the labels the values that stand behind all of them, in order, and says where these end.
fn take_values(rows: &mut [(String, String)], blocks: &[Block], from: usize) -> usize {
    let mut end = from;
    for (label, value) in rows {
        let next =
            (end..blocks.len().min(from + MOST)).find(|&k| !blocks[k].furniture && !blocks[k].text.trim().is_empty());
        let Some(k) = next else { break };
        let text = blocks[k].text.trim();
        let fits = match label.as_str() {
            "RESULT" => outcome(text).is_some() && text.split_whitespace().count() < 6,
            "MOVER" | "SECONDER" => text.split_whitespace().count() < 12,
            _ => read_voters(text).is_some(),
        };
        if !fits {
            break;
        }
        text.clone_into(value);
        end = k + 1;
    }
    end
}

/// What came of it: of several words that say so the first is the result ("APPROVED AS AMENDED, motion to table lost").
fn outcome(result: &str) -> Option<VoteOutcome> {
    let put_off = PUT_OFF.captures(result).and_then(|found| {
        let word = found.name("word")?;
        let known = word.as_str().to_lowercase().parse().ok()?;
        Some((word.start(), known))
    });
    let lost = LOST.find(result).map(|found| (found.start(), VoteOutcome::Lost));
    let carried = CARRIED.find(result).map(|found| (found.start(), worded(VoteOutcome::Carried, result)));
    [lost, put_off, carried].into_iter().flatten().min_by_key(|(at, _)| *at).map(|(_, word)| word)
}

/// The sides that have names, with the figures of the result where it has some.
fn sides(rows: &[(String, String)], result: &str) -> Vec<(Which, Voters)> {
    let figures = FIGURES.captures(result);
    let figure = |which: Which| {
        let name = match which {
            Which::For => "yes",
            Which::Against => "no",
            _ => return None,
        };
        figures.as_ref()?.name(name)?.as_str().parse().ok()
    };
    let named = rows.iter().filter_map(|(label, value)| {
        let which = match label.as_str() {
            "AYES" | "YEAS" => Which::For,
            "NAYS" | "NOES" => Which::Against,
            "ABSTAIN" | "ABSTAINED" => Which::Abstain,
            _ => return None,
        };
        let Voters { count, names } = read_voters(value).filter(|_| !value.is_empty())?;
        Some((which, Voters { count: figure(which).or(count), names }))
    });
    named.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn found(lines: &[&str]) -> Option<(usize, String)> {
        let blocks: Vec<_> = lines.iter().map(|line| block(line)).collect();
        let found = find_box(&blocks, 0)?;
        let sides = found.sides.iter().map(|(which, voters)| {
            let names: Vec<_> = voters.names.iter().map(|v| v.as_printed.as_str()).collect();
            format!("{which:?} {:?} {}", voters.count, names.join("/"))
        });
        let sides: Vec<_> = sides.collect();
        let (mover, seconder) = (found.mover.unwrap_or_default(), found.seconder.unwrap_or_default());
        Some((found.blocks, format!("{} {mover}/{seconder} {}", found.outcome, sides.join("; "))))
    }

    #[test]
    fn labels_with_their_values_or_before_all_of_them() {
        let rows = [
            "RESULT: ADOPTED [2 TO 1]",
            "MOVER: Ann Elm, Director, District O",
            "SECONDER: Ben Oak, Director",
            "AYES: Elm, Oak",
            "NAYS: Ash",
        ];
        let expect = "carried Ann Elm/Ben Oak For Some(2) Elm/Oak; Against Some(1) Ash";
        assert_eq!(found(&rows), Some((5, expect.to_owned())));
        assert_eq!(found(&[&rows.join(" ")]), Some((1, expect.to_owned())));
        let columns = [
            "RESULT:",
            "MOVER:",
            "SECONDER:",
            "AYES:",
            "REMOTE:",
            "PASSED [UNANIMOUS]",
            "Ann Elm, Director",
            "Ben Oak",
            "Elm, Oak, Ash",
            "The chair declared the motion passed.",
        ];
        assert_eq!(found(&columns), Some((9, "carried Ann Elm/Ben Oak For None Elm/Oak/Ash".to_owned())));
    }

    #[test]
    fn other_lines_are_no_boxes() {
        assert_eq!(found(&["RESULT: PASSED"]), None);
        assert_eq!(outcome("ADOPTED, after a motion to refer was lost"), Some(VoteOutcome::Carried));
        assert_eq!(outcome("DEFERRED until the appeal is passed"), Some(VoteOutcome::Deferred));
        assert_eq!(found(&["RESULT: the pump was painted", "MOVER: Ann Elm"]), None);
        assert_eq!(found(&["Result of the survey", "MOVER: Ann Elm"]), None);
    }
}
