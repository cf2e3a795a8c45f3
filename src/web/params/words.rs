//! Closed lists of words that parameters take.

use record::DocumentState;
pub use record::Vocabulary;

/// Every word of a list.
pub fn words<T: Vocabulary>() -> impl Iterator<Item = &'static str> {
    T::ALL.iter().map(|value| value.as_str())
}

macro_rules! own_words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl Vocabulary for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),+];

            fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    )+};
}

pub(super) use own_words;

own_words! {
    /// Order of passages.
    PassageOrder {
        /// The best match first.
        Relevance = "relevance",
        /// The latest first.
        Newest = "newest",
        /// The earliest first.
        Oldest = "oldest",
    }
    /// Order of rows of the catalogue by the paper's date.
    DateOrder {
        /// The earliest first.
        Oldest = "oldest",
        /// The latest first.
        Newest = "newest",
    }
    /// Order of what is to be done.
    LedgerOrder {
        /// The earliest paper first.
        Oldest = "oldest",
        /// The latest paper first.
        Newest = "newest",
        /// What is due first.
        Due = "due",
        /// By who is to do it.
        Owner = "owner",
    }
    /// Of which of several only the best passage is shown.
    GroupBy {
        /// Of each meeting.
        Meeting = "meeting",
        /// Of each document.
        Document = "document",
    }
    /// Which published copies of a statement are listed.
    CopyChoice {
        /// One of them.
        One = "one",
        /// Every one.
        All = "all",
    }
    /// How rows are sent.
    RowFormat {
        /// Page by page.
        Json = "json",
        /// All, one object a line.
        Ndjson = "ndjson",
        /// All, comma separated.
        Csv = "csv",
    }
    /// The width of a bar of the timeline.
    TimelineInterval {
        /// A year.
        Year = "year",
        /// Three months.
        Quarter = "quarter",
        /// A month.
        Month = "month",
    }
}

/// A state that documents are listed by: of what was taken down nothing is listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListedState(pub DocumentState);

impl Vocabulary for ListedState {
    const ALL: &'static [Self] = &[
        Self(DocumentState::Held),
        Self(DocumentState::Restricted),
        Self(DocumentState::Refused),
        Self(DocumentState::Failed),
        Self(DocumentState::Withdrawn),
        Self(DocumentState::Quarantined),
        Self(DocumentState::TooLarge),
        Self(DocumentState::LeftAlone),
    ];

    fn as_str(self) -> &'static str {
        self.0.as_str()
    }
}
