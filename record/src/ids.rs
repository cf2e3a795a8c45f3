//! Identifiers, each of its own type, all stable: the same published thing gets the same id in every rebuild.

use crate::text;
use data_encoding::BASE32_NOPAD;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes an id that was made before (from the catalogue, an address, the index).
            pub fn from_stored(id: impl Into<String>) -> Self {
                Self(id.into())
            }

            /// The id as it stands in addresses: lower-case letters, digits, `-` and `.` only.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

id! {
    /// A council: its name, slugged (`trafford-council`).
    CouncilId,
    /// A committee: council and name (`trafford-council.cabinet`).
    CommitteeId,
    /// A meeting: committee and date, with a number from the second on the same day (`trafford-council.cabinet.2022-07-05`).
    MeetingId,
    /// A published document, by the key its source gives it.
    DocumentId,
    /// A passage, by its document, its words and how often those words stood in the document before.
    PassageId,
    /// A person within one council.
    PersonId,
    /// One numbered part of what a meeting resolved.
    ResolutionId,
    /// One undertaking.
    CommitmentId,
    /// One vote.
    VoteId,
    /// An inspection letter or report.
    LetterId,
}

impl CouncilId {
    /// The id of the council with this name.
    pub fn from_name(name: &str) -> Self {
        Self(text::slug(name))
    }
}

impl CommitteeId {
    /// The id of the committee with this (normalised) name.
    pub fn derive(council: &CouncilId, name: &str) -> Self {
        Self(format!("{council}.{}", text::slug(name)))
    }
}

impl MeetingId {
    /// The id of the `n`th meeting (1-based) of this committee on this day.
    pub fn derive(committee: &CommitteeId, on: Date, n: u32) -> Self {
        match n {
            0 | 1 => Self(format!("{committee}.{on}")),
            _ => Self(format!("{committee}.{on}.{n}")),
        }
    }
}

impl DocumentId {
    /// The id of the document that `scope` (a council's slug, or a source's name) knows by `key`.
    pub fn derive(scope: &str, key: &str) -> Self {
        Self(hashed("document", &[scope, key]))
    }
}

impl PassageId {
    /// The id of the `nth` (0-based) passage of this document that has these words.
    pub fn derive(document: &DocumentId, words: &str, nth: u32) -> Self {
        Self(hashed("passage", &[document.as_str(), &text::fold(words), &nth.to_string()]))
    }
}

impl PersonId {
    /// The id of the person that a council's papers know by this name.
    pub fn derive(council: &CouncilId, name: &str) -> Self {
        Self(format!("{council}.{}", text::slug(name)))
    }
}

macro_rules! row_id {
    ($($name:ident, $tag:literal);+ $(;)?) => {$(
        impl $name {
            /// The id of the `nth` (0-based) such row with these words in its document.
            pub fn derive(document: &DocumentId, words: &str, nth: u32) -> Self {
                Self(hashed($tag, &[document.as_str(), &text::fold(words), &nth.to_string()]))
            }
        }
    )+};
}

row_id! {
    ResolutionId, "resolution";
    CommitmentId, "commitment";
    VoteId, "vote";
    LetterId, "letter";
}

/// 80 bits of SHA-256 in lower-case base 32: 16 characters, no collision to be expected below a hundred million rows.
fn hashed(tag: &str, parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(tag);
    for part in parts {
        hasher.update([0]);
        hasher.update(part);
    }
    BASE32_NOPAD.encode(&hasher.finalize()[..10]).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_readable_where_they_name_and_short_where_they_hash() {
        let council = CouncilId::from_name("Trafford Council");
        let committee = CommitteeId::derive(&council, "Children and Young People’s Scrutiny Committee");
        assert_eq!(committee.as_str(), "trafford-council.children-and-young-peoples-scrutiny-committee");
        let on = jiff::civil::date(2022, 7, 5);
        assert_eq!(MeetingId::derive(&committee, on, 2).as_str(), format!("{committee}.2022-07-05.2"));
        assert_eq!(DocumentId::derive("trafford-council", "s4401").as_str().len(), 16);
    }

    #[test]
    fn a_passage_keeps_its_id_when_only_its_spacing_or_quotes_change() {
        let document = DocumentId::derive("papers", "a.pdf");
        let a = PassageId::derive(&document, "The  Council’s plan", 0);
        let b = PassageId::derive(&document, "The Council's\nplan", 0);
        assert_eq!(a, b);
        assert_ne!(a, PassageId::derive(&document, "The Council's plan", 1));
    }
}
