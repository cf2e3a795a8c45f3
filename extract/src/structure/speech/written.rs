//! Questions put in writing, and transcripts: "Question 4 by Mr A to Mrs B, Cabinet Member", "Answer", "Q:".

use super::mention::{Mention, Who, mentions_at};
use super::roster::Roster;
use super::words::words;

/// What a line of a written question says.
#[derive(Debug, Clone, PartialEq)]
pub enum Written {
    /// A question, who put it and to whom.
    Question {
        /// Who asks.
        asker: Option<Box<Mention>>,
        /// Who is to answer.
        answerer: Option<Box<Mention>>,
    },
    /// An answer begins.
    Answer,
    /// A question without a name.
    Unsigned,
}

patterns! {
    QUESTION = r"(?i)^(?:(?:public |written |supplementary |members?.? )?question)(?:\s+(?:no\.?\s*)?\d+)?\s*[:.–-]?\s*(?:asked\s+)?(?:by|from)\s+";
    ANSWER = r"^(?:A|ANSWER|Answer|REPLY|Reply|RESPONSE|Response)(?:\s+\d+)?\s*(?:[:.–-]|$)";
    ASKED = r"^(?:Q|QUESTION|Question|SUPPLEMENTARY QUESTION|Supplementary [Qq]uestion)(?:\s*\d+)?\s*(?:[:.–-]|$)";
}

/// What a block says of this kind, if it does.
pub fn parse(text: &str, roster: &Roster) -> Option<Written> {
    let text = text.trim();
    if let Some(found) = QUESTION.find(text) {
        let all = words(text);
        let from = all.iter().position(|w| w.start >= found.end())?;
        let name = |k: usize| {
            let found = mentions_at(&all, k, text, roster).into_iter();
            found.filter(|m| matches!(m.who, Who::Name { .. } | Who::Office(_))).map(Box::new).next()
        };
        let asker = name(from);
        let to = all.iter().skip(from).position(|w| w.key == "to").map(|k| from + k + 1);
        return Some(Written::Question { asker, answerer: to.and_then(name) });
    }
    if ANSWER.is_match(text) {
        return Some(Written::Answer);
    }
    ASKED.is_match(text).then_some(Written::Unsigned)
}
