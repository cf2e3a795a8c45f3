//! Who moves, by the words of a sentence alone: "It was moved by Ms Elm, seconded by Mr Oak".

use super::candidate::Candidate;
use crate::structure::speech::movers::find_movers;
use crate::structure::speech::words::Word;
use std::ops::Range;

/// Which mention a sentence says to have moved something. Where it is not known who that is ("Motion by Elm" of two Elms),
/// who seconded is left out: the motion would be taken for theirs.
pub fn single_out_mover(candidates: &mut Vec<Candidate>, words: &[Word], text: &str) -> Option<usize> {
    if candidates.is_empty() || !words.iter().any(|word| word.key.starts_with("second")) {
        return None;
    }
    let movers = find_movers(text);
    let (mover, seconder) = (movers.mover?, movers.seconder?);
    let stands = |candidate: &Candidate, range: &Range<usize>| {
        words.get(candidate.start).is_some_and(|word| range.contains(&word.start))
    };
    let moved = candidates.iter().position(|candidate| stands(candidate, &mover.range));
    if moved.is_none() {
        candidates.retain(|candidate| !stands(candidate, &seconder.range));
    }
    moved
}

/// Whether a sentence begins as the words of a motion do.
pub fn begins_motion(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['“', '"', '\'', '‘']) || ["That ", "To ", "I call", "We call"].iter().any(|s| text.starts_with(s))
}

/// Whether a line begins by saying who moved something.
pub fn names_mover(text: &str) -> bool {
    let lower = text.trim_start().to_lowercase();
    [
        "proposed",
        "moved",
        "proposer",
        "mover",
        "on the proposal of",
        "on the proposition of",
        "motion by",
        "it was moved",
        "it was proposed",
        "on motion of",
        "on a motion by",
    ]
    .iter()
    .any(|begins| lower.starts_with(begins))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::speech::roster::Roster;
    use crate::structure::speech::speakers::candidates::{candidates, introduce};
    use crate::structure::speech::words::words;

    #[test]
    fn who_moved_is_singled_out_among_those_of_whom_it_is_said() {
        let mut roster = Roster::default();
        for text in ["Councillor Petra Ash", "Councillor Jo Oak", "Councillor Tia Elm"] {
            introduce(&words(text), text, &mut roster);
        }
        for (text, mover, mentioned) in [
            ("Motion by Councillor Petra Ash, second by Councillor Jo Oak.", Some("Councillor Petra Ash"), 2),
            ("Tia Elm, proposed by Petra Ash, seconded by Jo Oak.", Some("Petra Ash"), 3),
            ("Tia Elm was nominated by Petra Ash and seconded by Jo Oak.", Some("Petra Ash"), 3),
            ("It was moved by Ash, seconded by Councillor Oak.", Some("Ash"), 2),
            ("It was moved by a neighbour, seconded by Councillor Oak.", None, 1),
            ("Councillor Petra Ash asked for a second lamp.", None, 1),
        ] {
            let found = words(text);
            let mut all = candidates(&found, text, &roster);
            let named = single_out_mover(&mut all, &found, text).map(|nth| all[nth].printed.clone());
            assert_eq!((named.as_deref(), all.len()), (mover, mentioned), "{text}");
        }
    }
}
