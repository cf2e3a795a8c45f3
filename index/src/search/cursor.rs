//! Cursors: where a page ended, so that the next begins there, opaque to those who carry them.

use crate::request::SearchError;
use crate::schema::KeyHasher;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use std::hash::{Hash, Hasher};

/// Where a list ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor {
    /// Generation of the index.
    pub generation: u64,
    /// What the list was of: [`question`].
    pub question: u64,
    /// Sort value of the last entry.
    pub rank: u64,
    /// Its place.
    pub place: u64,
    /// Mentions of that passage that were given, or entries before the exact ones ended.
    pub nth: u64,
}

impl Cursor {
    /// As it is given out.
    pub fn write(&self) -> String {
        let numbers = [self.generation, self.question, self.rank, self.place, self.nth];
        let bytes: Vec<u8> = numbers.iter().flat_map(|n| n.to_be_bytes()).collect();
        BASE64URL_NOPAD.encode(&bytes)
    }

    /// Takes one back, for the same question in the same generation.
    pub fn parse(text: &str, generation: u64, question: u64) -> Result<Self, SearchError> {
        let bad = || SearchError::BadCursor(text.chars().take(120).collect());
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_| bad())?;
        let numbers: Vec<u64> =
            bytes.chunks_exact(8).filter_map(|c| c.try_into().ok()).map(u64::from_be_bytes).collect();
        let ([of, asked, rank, place, nth], 40) = (&numbers[..], bytes.len()) else { return Err(bad()) };
        let cursor = Self { generation: *of, question: *asked, rank: *rank, place: *place, nth: *nth };
        if cursor.generation != generation {
            return Err(SearchError::StaleCursor { cursor: cursor.generation, now: generation });
        }
        if cursor.question != question { Err(bad()) } else { Ok(cursor) }
    }
}

/// A number for everything on which the order and extent of a list depend.
pub(crate) fn question(asked: impl Hash) -> u64 {
    let mut hasher = KeyHasher::default();
    asked.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_cursor_comes_back_and_nothing_else_is_one(
            numbers in prop::array::uniform5(any::<u64>()), other in "\\PC{0,60}",
        ) {
            let [generation, question, rank, place, nth] = numbers;
            let cursor = Cursor { generation, question, rank, place, nth };
            prop_assert_eq!(Cursor::parse(&cursor.write(), generation, question).unwrap(), cursor);
            let stale = Cursor::parse(&cursor.write(), generation.wrapping_add(1), question);
            let is_stale = matches!(stale, Err(SearchError::StaleCursor { .. }));
            prop_assert!(is_stale);
            let of_another = Cursor::parse(&cursor.write(), generation, question.wrapping_add(1));
            let is_bad = matches!(of_another, Err(SearchError::BadCursor(_)));
            prop_assert!(is_bad);
            prop_assert!(Cursor::parse(&other, generation, question).is_err());
        }
    }
}
