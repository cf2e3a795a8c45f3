//! What is followed, and where it may have been taken up.

use jiff::civil::Date;

/// A name that stands in a text, and of what: texts that name one thing by several names can be linked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The thing, by one and the same name everywhere.
    pub thing: String,
    /// As printed here.
    pub printed: String,
}

/// Something that was promised, resolved or asked for, to be followed.
#[derive(Debug, Clone, PartialEq)]
pub struct Undertaking {
    /// Its row id; comes back in nothing but the caller's own pairing.
    pub id: String,
    /// The words that were undertaken.
    pub text: String,
    /// Title of its agenda item.
    pub item: Option<String>,
    /// Who is to do it: full name.
    pub owner: Option<String>,
    /// The words that name the owner, as printed, with name and office.
    pub owner_words: String,
    /// When it was undertaken.
    pub on: Date,
    /// By when it is due.
    pub due: Option<Date>,
    /// Names in its words, where other names of the same are to count as well.
    pub names: Vec<Name>,
}

/// A passage in which it may have been taken up.
#[derive(Debug, Clone, PartialEq)]
pub struct Later {
    /// The passage's id.
    pub passage: String,
    /// Its date.
    pub on: Date,
    /// Its meeting, to count how many were searched.
    pub meeting: Option<String>,
    /// Its words.
    pub text: String,
    /// Title of its agenda item.
    pub item: Option<String>,
    /// Who says it: full name.
    pub speaker: Option<String>,
    /// Names in its words, where other names of the same are to count as well.
    pub names: Vec<Name>,
}
