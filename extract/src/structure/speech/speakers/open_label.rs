//! Notes of speech in which a name opens each paragraph and no colon parts it from what is said: "Elm can we go on?",
//! "Ash I liked it".
//!
//! Such a name looks like the subject of a sentence, so that it is a label only in a paper that has several names before
//! words which no subject stands before.

use super::candidate::{Candidate, Manner};
use super::candidates::candidates;
use crate::content::Block;
use crate::lexicon::verb;
use crate::structure::speech::predicate::verb_at;
use crate::structure::speech::roster::Roster;
use crate::structure::speech::words::{Word, words};

/// How many paragraphs have to show the form before it is the paper's.
const LEAST: usize = 4;

/// Words that begin what somebody says, and that follow no subject.
const BEGINNINGS: [&str; 16] =
    ["i", "we", "you", "it", "they", "there", "this", "these", "the", "my", "our", "how", "what", "why", "do", "any"];

/// Words that follow a subject of which something is told.
const TELLS: [&str; 25] = [
    "and", "or", "is", "was", "has", "had", "who", "for", "against", "from", "of", "to", "in", "on", "at", "by",
    "with", "as", "then", "also", "left", "came", "arrived", "joined", "entered",
];

/// Whether the paper prints what is said in this way.
pub fn is_form_of(blocks: &[Block], spoken: &[usize], roster: &Roster) -> bool {
    let shows = |i: &&usize| {
        let text = &blocks[**i].text;
        let found = words(text);
        let plain = |c: &Candidate| BEGINNINGS.contains(&found[c.end].key.as_str());
        candidates(&found, text, roster).first().is_some_and(|c| opens(c, &found) && plain(c))
    };
    spoken.iter().filter(shows).take(LEAST).count() == LEAST
}

/// Whether a mention is one name of somebody known that opens a paragraph, with no word of telling behind it.
pub fn opens(candidate: &Candidate, words: &[Word]) -> bool {
    let single = candidate.start == 0 && candidate.end == 1 && candidate.person.is_some();
    single && matches!(candidate.manner, Manner::Surname | Manner::Known) && begins(words)
}

/// Whether the first word may be such a label: words that are said stand behind it, none that tell of it.
pub fn begins(words: &[Word]) -> bool {
    let open = words.first().is_some_and(|word| !word.is_closed() && !word.possessive);
    let says = |next: &Word| {
        let told = TELLS.contains(&next.key.as_str()) || verb(&next.key).is_some() || verb_at(words, 1).is_some();
        (!next.is_capital() || next.key == "i") && next.before.is_empty() && !told
    };
    open && words.len() > 3 && words.get(1).is_some_and(says)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;
    use crate::structure::speech::speakers::candidates::introduce;

    /// Which of these paragraphs open with such a label, where the paper prints them so.
    fn opened(texts: &[&str]) -> Vec<bool> {
        let mut roster = Roster::default();
        for text in ["Councillor Petra Marrow", "Councillor Jo Quince"] {
            introduce(&words(text), text, &mut roster);
        }
        let blocks: Vec<Block> = texts.iter().map(|text| block(text)).collect();
        let spoken: Vec<usize> = (0..blocks.len()).collect();
        let form = is_form_of(&blocks, &spoken, &roster);
        let label = |text: &&str| {
            let found = words(text);
            form && candidates(&found, text, &roster).first().is_some_and(|c| opens(c, &found))
        };
        texts.iter().map(label).collect()
    }

    #[test]
    fn a_name_without_a_colon_is_a_label_where_the_paper_prints_several() {
        let said = [
            "Marrow why did you come back?",
            "Quince I liked it here.",
            "Marrow how was it?",
            "Quince the fair was best.",
        ];
        let more = [
            "Marrow great candidate, urge to confirm.",
            "Quince was late for it.",
            "Marrow left at ten o'clock.",
            "Quince, the fair is on.",
        ];
        let all: Vec<&str> = said.into_iter().chain(more).collect();
        assert_eq!(opened(&all), [true, true, true, true, true, false, false, false]);
        assert_eq!(opened(&all[1..]), [false; 7]);
    }
}
