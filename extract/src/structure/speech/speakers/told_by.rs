//! Whose words a sentence tells behind its verb: "A question was raised by Cllr Elm", "It was explained by the Clerk that ...",
//! "According to Cllr Elm, ...".
//!
//! Few of the papers that the weights were learnt from print such sentences, and more of these name nobody ("a question was
//! raised by a resident"); where somebody is named, the words leave no doubt.

use super::candidate::Candidate;
use crate::lexicon::{Speech, speech_class, speech_noun};
use crate::structure::speech::words::Word;

/// Words before the verb, at most: "A further written question on the lamps was".
const LONGEST_SUBJECT: usize = 8;

/// Words between the verb and "by", at most: "A presentation was given to the members of the panel by".
const LONGEST_OBJECT: usize = 7;

/// Words from "according to" to the end of a sentence, at most: "according to the Director of Public Works, Ms Elm".
const LONGEST_NAME: usize = 10;

/// The mention whose words these are: position among the candidates.
pub(super) fn teller(words: &[Word], candidates: &[Candidate]) -> Option<usize> {
    let named = |at: usize| candidates.iter().position(|c| c.start == at);
    if let Some(at) = according_to(words) {
        return named(at).or_else(|| named(at + 1).filter(|_| words[at].key == "the"));
    }
    let told = participle_of_speech(words)?;
    let by = (told + 1..words.len()).take(LONGEST_OBJECT).find(|&i| words[i].key == "by")?;
    let parted = words[told..by].iter().any(Word::is_closed);
    named(by + 1).or_else(|| named(by + 2).filter(|_| words[by + 1].key == "the")).filter(|_| !parted)
}

/// Where whoever a sentence is according to stands: at its beginning, or behind a comma at its end.
fn according_to(words: &[Word]) -> Option<usize> {
    let at = words.windows(2).position(|pair| pair[0].key == "according" && pair[1].key == "to")?;
    let behind = at.checked_sub(1).is_some_and(|before| words[before].has_comma() && at + LONGEST_NAME >= words.len());
    (at == 0 || behind).then_some(at + 2).filter(|&name| name < words.len())
}

/// Where the participle stands of a sentence that begins with something said, or "It", and tells in the passive that it was
/// said: "Concern was also expressed", "It was reported".
fn participle_of_speech(words: &[Word]) -> Option<usize> {
    let be = words.iter().take(LONGEST_SUBJECT).position(|w| matches!(w.key.as_str(), "was" | "were"))?;
    let subject = &words[..be];
    let something_said =
        subject.iter().any(|w| speech_noun(&w.key).is_some_and(is_told)) || matches!(subject, [it] if it.key == "it");
    let person = subject.iter().skip(1).any(Word::is_capital);
    let told = (be + 1..words.len()).take(2).find(|&i| speech_class(&words[i].key).is_some_and(is_told))?;
    (something_said && !person && !subject.iter().any(Word::is_closed)).then_some(told)
}

/// Whether this kind of speech is somebody's words; a motion has its mover.
fn is_told(speech: Speech) -> bool {
    !matches!(speech, Speech::Move | Speech::Second | Speech::Procedure | Speech::Undertake)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::speech::roster::Roster;
    use crate::structure::speech::speakers::candidates::candidates;
    use crate::structure::speech::words::words;

    #[test]
    fn whoever_stands_behind_the_passive_of_something_said_says_it() {
        for (text, expected) in [
            ("A question was raised by Cllr Elm as to the cost.", Some("Cllr Elm")),
            ("Concern was also expressed by Cllr Elm that it rained.", Some("Cllr Elm")),
            ("It was explained by the Clerk that the lease ended.", Some("the Clerk")),
            ("A presentation was given to the members by Ms Ash.", Some("Ms Ash")),
            ("According to Cllr Elm, the roof was dry.", Some("Cllr Elm")),
            ("A question was raised by a resident about Cllr Elm.", None),
            ("It was moved by Cllr Elm that the report be noted.", None),
            ("The lamp was mended by Mr Oak.", None),
            ("Cllr Elm's question was answered by post by Mr Oak.", None),
            ("A question was raised, and by Cllr Elm too.", None),
            ("The roof was dry, according to the Clerk.", Some("the Clerk")),
            ("According to plan, Cllr Elm left.", None),
            ("Cllr Elm was paid according to the Clerk.", None),
        ] {
            let found = words(text);
            let mentions = candidates(&found, text, &Roster::default());
            let printed = teller(&found, &mentions).map(|nth| mentions[nth].printed.as_str());
            assert_eq!(printed, expected, "{text}");
        }
    }
}
