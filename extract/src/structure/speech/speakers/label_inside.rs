//! Labels that a dash parts from what is said: "Cllr Ash – who pays for that?", "Jo - yes, but late."
//!
//! A dash parts a name from an office, a ward or a vote as often, so that what is said has to be a sentence.

use super::candidate::Candidate;
use crate::content::Block;
use crate::lexicon::{Tags, tags};
use crate::structure::head::{Head, act_by_role};
use crate::structure::speech::words::Word;
use record::Act;
use record::text::fold;

/// What stands behind a name where a vote or a presence is recorded, and nothing is said.
const RECORDS: [&str; 18] = [
    "for",
    "against",
    "aye",
    "nay",
    "yes",
    "no",
    "yea",
    "present",
    "absent",
    "abstain",
    "abstained",
    "excused",
    "apologies",
    "proposed",
    "seconded",
    "proposer",
    "seconder",
    "recused",
];

/// Whether a word behind a name records a vote or a presence.
pub fn records(next: &Word) -> bool {
    RECORDS.contains(&next.key.as_str())
}

/// Fewest words of a sentence behind a dash: "Ann Elm – Harbour Ward." is none.
const LEAST: usize = 4;

/// Whether a sentence begins with somebody known, a dash, and words that they say.
pub fn by_dash(candidate: &Candidate, words: &[Word], text: &str) -> bool {
    let (Some(last), Some(next)) = (words.get(candidate.end.saturating_sub(1)), words.get(candidate.end)) else {
        return false;
    };
    let dash = matches!(text[last.end..next.start].trim(), "-" | "–" | "—" | "--" | ") -" | ") –" | ") —");
    let spaced = text[..next.start].ends_with(char::is_whitespace);
    let post = next.is_capital() && tags(&next.key).has_any(Tags::POST | Tags::HEAD | Tags::TITLE | Tags::OFFICE_TITLE);
    let ends = words.last().is_some_and(|w| w.after.contains(['.', '?', '!', '…']));
    let asks = words.last().is_some_and(|w| w.after.contains('?'));
    let recorded = records(next) && !(matches!(next.key.as_str(), "yes" | "no") && next.has_comma());
    let said = words.len() - candidate.end >= LEAST && ends || asks;
    candidate.start == 0 && candidate.person.is_some() && dash && spaced && said && !post && !recorded
}

/// Of each block whether it stands under a heading of what members declare: "Ms Elm – her husband keeps bees there."
pub fn declares(blocks: &[Block], head: &Head) -> Vec<bool> {
    let mut under = false;
    let of_block = |(i, block): (usize, &Block)| {
        let heads = act_by_role(head.roles.get(i).copied(), block.form) == Act::Heading;
        let text = fold(&block.text);
        let opens = text.split_whitespace().count() <= LONGEST_HEADING;
        let declares = ["interest", "declaration", "disclosure", "recusal"].iter().any(|word| text.contains(word));
        if heads || opens && declares {
            under = declares;
        }
        under
    };
    blocks.iter().enumerate().map(of_block).collect()
}

/// A heading of what is declared has at most so many words.
const LONGEST_HEADING: usize = 8;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::head::BlockRole;
    use crate::structure::samples::head_of_minutes;
    use crate::structure::speech::roster::Roster;
    use crate::structure::speech::speakers::candidates::{candidates, introduce};
    use crate::structure::speech::words::words;

    #[test]
    fn a_dash_parts_a_speaker_from_a_sentence_and_not_from_an_office_or_a_vote() {
        let mut roster = Roster::default();
        for text in ["Councillor Petra Ash", "Councillor Jo Oak"] {
            introduce(&words(text), text, &mut roster);
        }
        for (text, expect) in [
            ("Councillor Ash – And the lamp – who pays for that?", true),
            ("Petra Ash - yes, in two languages, poor uptake.", true),
            ("Jo Oak — it goes in the dumpster.", true),
            ("Cllr Oak - why?", true),
            ("Petra Ash – Director of Finance and of Roads.", false),
            ("Petra Ash – Harbour Ward.", false),
            ("Jo Oak - proposed that the list be paid.", false),
            ("Jo Oak - parking at the school", false),
            ("Petra Ash-Oak said that it rained all day.", false),
            ("The pendulum – iron – was laid on the table.", false),
        ] {
            let found = words(text);
            let labelled = candidates(&found, text, &roster).first().is_some_and(|c| by_dash(c, &found, text));
            assert_eq!(labelled, expect, "{text}");
        }
    }

    #[test]
    fn what_is_declared_is_not_said() {
        let texts = ["Declarations of Interest", "Ms Ash - her husband keeps bees there.", "Bees", "Ms Ash - we wait."];
        let mut blocks: Vec<Block> = texts.iter().map(|text| crate::structure::samples::block(text)).collect();
        (blocks[0].form, blocks[2].form) = (record::Form::Heading, record::Form::Heading);
        assert_eq!(declares(&blocks, &head_of_minutes(vec![BlockRole::Body; 4])), [true, true, false, false]);
    }
}
