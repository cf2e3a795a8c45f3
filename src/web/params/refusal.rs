//! Why a parameter cannot be used, and the words in which that is told.

use crate::web::error::Problem;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What is wrong with a value. Whoever reads a value says so through serde, which hands errors on as text: on that way it
/// is JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvalidValue {
    /// Longer than so many characters.
    TooLong(usize),
    /// No year, month or day; why.
    NoDay(String),
    /// Neither true nor false.
    NoFlag,
    /// No whole number between these two.
    OutOfRange(u64, u64),
    /// Not a word of a closed list.
    NotOneOf(String, Vec<String>),
    /// A list with a word that is not of a closed list.
    NotSomeOf(String, Vec<String>),
    /// A second value where one is taken.
    Repeated,
    /// More than so many values.
    TooMany(usize),
    /// Something that no value of ours says.
    Unreadable(String),
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

/// A value that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    wrong: InvalidValue,
    /// The parameter, and the place of the value among all that were given.
    place: Option<(usize, String)>,
}

impl Refusal {
    /// A refusal of a value that is not known yet.
    pub(super) fn new(wrong: InvalidValue) -> Self {
        Self { wrong, place: None }
    }

    /// The same of this value, where no other was named before.
    pub(super) fn of_parameter(self, name: &str, place: usize) -> Self {
        Self { place: self.place.or_else(|| Some((place, name.to_owned()))), ..self }
    }

    /// The one that comes first in the query string.
    pub(super) fn first(refusals: Vec<Self>) -> Option<Self> {
        refusals.into_iter().min_by_key(|refusal| refusal.place.as_ref().map(|(place, _)| *place))
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let name = refusal.place.map(|(_, name)| name).unwrap_or_default();
        let (detail, allowed) = match refusal.wrong {
            InvalidValue::TooLong(most) => (format!("“{name}” takes at most {most} characters"), Vec::new()),
            InvalidValue::NoDay(why) => {
                (format!("{name}: {why}"), ["2019", "2019-03", "2019-03-31"].map(str::to_owned).to_vec())
            }
            InvalidValue::NoFlag => (format!("“{name}” is true or false"), vec!["true".to_owned(), "false".to_owned()]),
            InvalidValue::OutOfRange(from, until) => {
                (format!("“{name}” is a whole number from {from} to {until}"), vec![format!("{from}-{until}")])
            }
            InvalidValue::NotOneOf(value, allowed) => {
                (format!("“{value}” is not a {name}. Allowed: {}", allowed.join(", ")), allowed)
            }
            InvalidValue::NotSomeOf(word, allowed) => {
                let list = allowed.join(", ");
                (format!("“{word}” is not a value of {name}. Allowed: {list}, or several with commas"), allowed)
            }
            InvalidValue::Repeated => (format!("“{name}” is taken once"), Vec::new()),
            InvalidValue::TooMany(most) => (format!("“{name}” takes at most {most} values"), Vec::new()),
            InvalidValue::Unreadable(why) => (format!("“{name}” cannot be read: {why}"), Vec::new()),
        };
        Self::bad_value(&name, detail, allowed)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.wrong.fmt(f)
    }
}

impl std::error::Error for Refusal {}

impl serde::de::Error for Refusal {
    fn custom<T: fmt::Display>(text: T) -> Self {
        let text = text.to_string();
        Self::new(serde_json::from_str(&text).unwrap_or(InvalidValue::Unreadable(text)))
    }
}

/// The refusal of a name that is none of those that are known.
pub fn unknown(name: &str, known: &[&str]) -> Problem {
    let nearest = known
        .iter()
        .map(|candidate| (strsim::jaro_winkler(candidate, name), *candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate);
    Problem::unknown_parameter(name, known.iter().map(|n| (*n).to_owned()).collect(), nearest)
}
