//! What is said or moved in a block that names those present, too: "Jo Elm was not able to come. The Superintendent
//! reported that ..." and "It was moved by Ms Elm, seconded by Mr Oak, that ... AYES: Elm, Oak; ABSENT: Ash".

use crate::content::Block;
use crate::structure::speech::movers::find_movers;
use crate::structure::speech::roster::Roster;
use crate::structure::speech::sentences::sentences;
use crate::structure::speech::subject::Subject;
use crate::structure::speech::subject::finder::find_subject;
use crate::structure::speech::verbs::Verb;
use crate::structure::speech::words::words;
use record::Form;

/// Fewest words of a sentence in which somebody speaks: "Ms Elm welcomed all." says who was there.
const LEAST: usize = 6;

/// Whether somebody speaks in a paragraph among whose words those present are listed.
pub fn talks(block: &Block, roster: &Roster) -> bool {
    let plain = matches!(block.form, Form::Paragraph | Form::ListEntry);
    plain && sentences(&block.text).into_iter().any(|range| says(&block.text[range], roster))
}

/// Whether a sentence tells what somebody said or moved.
fn says(text: &str, roster: &Roster) -> bool {
    let found = words(text);
    let movers = find_movers(text);
    let moved = movers.mover.is_some() && (movers.seconder.is_some() || movers.firm);
    // "Apologies: Ms Elm reported that she was ill" is how a list begins.
    let labelled = text.split_whitespace().take(3).any(|word| word.ends_with(':'));
    let speaks = match find_subject(&found, text, roster) {
        Subject::Speaks(speaks) => matches!(speaks.verb, Verb::Say | Verb::Ask | Verb::Reply | Verb::Present),
        _ => false,
    };
    moved || speaks && !labelled && found.len() >= LEAST && text.trim_end().ends_with(['.', '?', '!'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    #[test]
    fn talk_among_those_present_is_talk() {
        for (text, expect) in [
            ("It was moved by Ms Elm, seconded by Mr Oak, to adopt it. AYES: Elm, Oak; ABSENT: Ash.", true),
            ("Jo Ash was not present. Mr Oak reported that the road was closed again.", true),
            ("Present: Ms Elm, Mr Oak and Dr Ash.", false),
            ("Ms Elm and Mr Oak were in attendance.", false),
            ("Apologies: Ms Elm reported that she was ill today.", false),
        ] {
            assert_eq!(talks(&block(text), &Roster::default()), expect, "{text}");
        }
    }
}
