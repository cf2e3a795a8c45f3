//! What the grammar of a sentence says about who is speaking.

pub mod finder;

use super::mention::Mention;
use super::verbs::Verb;

/// What a sentence says about who is speaking.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// Somebody speaks.
    Speaks(Speaks),
    /// Somebody does something else: the turn before goes on around it.
    Acts(Mention),
    /// Several speak, or somebody without a name: "Members asked ...".
    Group {
        /// The words that say who.
        printed: String,
        /// What they do.
        verb: Verb,
    },
    /// "The Committee were informed that ...": goes on with whoever has the floor.
    Told,
    /// "It was noted that ...", "In response ...": somebody speaks and nothing says who.
    Unsaid {
        /// What they do.
        verb: Verb,
    },
    /// Nothing about it.
    Nothing,
}

/// Somebody as the subject of a verb of speech.
#[derive(Debug, Clone, PartialEq)]
pub struct Speaks {
    /// Who.
    pub mention: Mention,
    /// Office printed in apposition ("Mr Hook, Leader of the Group, said").
    pub office: Option<String>,
    /// What they do.
    pub verb: Verb,
    /// Index of the word after the verb; for "Marrow: text", of the first word of the text.
    pub after: usize,
}
