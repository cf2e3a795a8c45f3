//! The verbs with which minutes report speech.

use crate::lexicon::{self, Speech, Tags, VerbForm};

/// What a verb says that its subject does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// Asks.
    Ask,
    /// Replies.
    Reply,
    /// Presents or introduces something.
    Present,
    /// Says something.
    Say,
    /// Thanks, welcomes or praises.
    Thank,
    /// Moves a motion, invites a speaker, opens, closes: speaks, but nobody goes on from it.
    Procedure,
    /// Offers, agrees or undertakes to do something.
    Undertake,
}

/// What this word reports, where it reports speech. Bare forms are accepted, since minutes misspell ("Councillor X
/// welcome the change"); forms in "-ing" go on with what another verb reports.
pub fn speech(word: &str) -> Option<Verb> {
    let verb = lexicon::verb(word).filter(|v| v.reports && v.form != VerbForm::Ing)?;
    Some(match verb.speech {
        Speech::Ask => Verb::Ask,
        Speech::Reply => Verb::Reply,
        Speech::Present => Verb::Present,
        Speech::Say => Verb::Say,
        Speech::Thank => Verb::Thank,
        Speech::Move | Speech::Second | Speech::Procedure => Verb::Procedure,
        Speech::Undertake => Verb::Undertake,
    })
}

/// "asking", "querying": the question that "followed up by asking" leads to.
pub fn is_asking(word: &str) -> bool {
    lexicon::verb(word).is_some_and(|v| v.speech == Speech::Ask && v.form == VerbForm::Ing)
}

/// What somebody can be said to be when that is what they said ("was confident that ...").
pub fn is_state(word: &str) -> bool {
    lexicon::tags(word).has(Tags::STATE)
}

/// Words that may stand between a subject and its verb.
pub fn is_between(word: &str) -> bool {
    (word.ends_with("ly") && word.len() > 3)
        || matches!(
            word,
            "also"
                | "then"
                | "further"
                | "again"
                | "therefore"
                | "next"
                | "did"
                | "both"
                | "once"
                | "thereafter"
                | "however"
                | "still"
                | "so"
                | "thus"
                | "too"
                | "instead"
                | "jointly"
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_forms() {
        for (word, verb) in [
            ("asked", Some(Verb::Ask)),
            ("enquired", Some(Verb::Ask)),
            ("queried", Some(Verb::Ask)),
            ("replied", Some(Verb::Reply)),
            ("welcome", Some(Verb::Thank)),
            ("stated", Some(Verb::Say)),
            ("noted", Some(Verb::Say)),
            ("agreed", Some(Verb::Say)),
            ("recognised", Some(Verb::Say)),
            ("spoke", Some(Verb::Say)),
            ("raised", Some(Verb::Say)),
            ("clarified", Some(Verb::Say)),
            ("introduced", Some(Verb::Present)),
            ("proposed", Some(Verb::Procedure)),
            ("offered", Some(Verb::Undertake)),
            ("explained", Some(Verb::Say)),
            ("provided", Some(Verb::Say)),
            ("hoped", Some(Verb::Say)),
            ("urged", Some(Verb::Say)),
            ("left", None),
            ("met", None),
            ("was", None),
            ("not", None),
            ("attended", None),
        ] {
            assert_eq!(speech(word), verb, "{word}");
        }
    }
}
