//! Who moves, where a line of its own above or below the words of a motion says it.

use super::candidate::Manner;
use super::mover_words::{begins_motion, names_mover};
use super::utterance::{Utterance, outside};

/// "That the minutes be approved." and, in a paragraph of its own, "Proposed by Cllr Ash": the mover is a mention of the
/// sentence that is moved.
pub fn name_movers(found: &mut [Utterance]) {
    for at in 1..found.len() {
        name_mover_above(found, at);
        let (before, line) = (&found[at - 1], &found[at]);
        let apart = line.in_block == 0 && before.block < line.block && before.item == line.item;
        let named = before.candidates.iter().any(|c| c.manner == Manner::Mover);
        if !apart || named || !begins_motion(&before.text) || !names_mover(&line.text) {
            continue;
        }
        let mover = line.candidates.iter().find(|c| c.manner.is_name()).cloned();
        let text = found[at - 1].text.clone();
        found[at - 1].candidates.extend(mover.map(|c| outside(c, Manner::Mover, &text)));
    }
}

/// How many lines may stand between who moves and what is moved: "Seconded by Cllr Oak", "and agreed on a show of hands".
const MOST_BETWEEN: usize = 3;

/// "Moved by Cllr Ash" and below it "That the minutes be approved.": the same.
fn name_mover_above(found: &mut [Utterance], at: usize) {
    let motion = &found[at];
    if !begins_motion(&motion.text) {
        return;
    }
    // "That the report be received; and," / "That staff be asked for another.": one motion in parts.
    let part = at
        .checked_sub(1)
        .map(|i| &found[i])
        .filter(|u| u.item == motion.item && u.text.trim_end().ends_with([';', ',']));
    if let Some(mover) = part.and_then(|u| u.candidates.iter().find(|c| c.manner == Manner::Mover).cloned()) {
        let text = motion.text.clone();
        found[at].candidates.push(outside(mover, Manner::Mover, &text));
        return;
    }
    // What was resolved is nobody's any more.
    let resolved = |u: &Utterance| u.text.to_lowercase().contains("resolved");
    let stands = |u: &&Utterance| u.item == motion.item && u.words().len() <= LONGEST_MOVER && !begins_motion(&u.text);
    let above = found[..at].iter().rev().take(MOST_BETWEEN).take_while(|u| stands(u) && !resolved(u));
    let line = above.filter(|u| names_mover(&u.text)).last();
    let mover = line.and_then(|line| line.candidates.iter().find(|c| c.manner.is_name()).cloned());
    let text = motion.text.clone();
    found[at].candidates.extend(mover.map(|c| outside(c, Manner::Mover, &text)));
}

/// Most words of a line that says who moves and who seconds.
const LONGEST_MOVER: usize = 20;
