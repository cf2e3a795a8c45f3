//! Short forms of first names: "Nick" of "Nicholas".

use super::rows::rows;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Short forms of first names, and the names that each stands for.
static NICKNAMES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    rows(include_str!("../../lexicon/nicknames.txt")).map(|row| (row.word, row.tags.split(' ').collect())).collect()
});

/// A beginning of a first name of so many letters is one of its short forms: "Fitz" of "Fitzgerald", "Jeremy" is none.
const SHORTENED: usize = 4;

/// Whether one of two folded first names is a short form of the other: "nick" of "nicholas", "jere" of "jeremiah".
pub fn is_short_for(short: &str, full: &str) -> bool {
    let listed = NICKNAMES.get(short).is_some_and(|names| names.contains(&full));
    listed || short.chars().count() >= SHORTENED && full.starts_with(short) && full.len() > short.len()
}
