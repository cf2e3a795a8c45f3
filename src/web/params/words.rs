//! Closed lists of words that parameters take.

use record::{Act, Basis, Certainty, Grade, Kind, Strength};

/// A closed list of words.
pub trait Vocabulary: Copy + PartialEq + 'static {
    /// Every value, in the order in which they are told.
    const ALL: &'static [Self];

    /// The word that stands for it in an address.
    fn as_str(self) -> &'static str;
}

/// Every word of a list.
pub fn words<T: Vocabulary>() -> impl Iterator<Item = &'static str> {
    T::ALL.iter().map(|value| value.as_str())
}

macro_rules! known_words {
    ($($name:ident),+) => {$(
        impl Vocabulary for $name {
            const ALL: &'static [Self] = $name::ALL;

            fn as_str(self) -> &'static str {
                $name::as_str(self)
            }
        }
    )+};
}

known_words!(Kind, Act, Grade, Certainty, Basis, Strength);

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
    /// What became of something.
    FollowUpStatus {
        /// Nothing was seen of it, and nothing says that it should have been.
        Open = "open",
        /// A later paper takes it up.
        CameBack = "came_back",
        /// A later paper says that it is done.
        ReportedDone = "reported_done",
        /// Later meetings were searched, and none takes it up.
        NotSeenAgain = "not_seen_again",
    }
    /// Whether the text of a document is held, or why not.
    DocumentState {
        /// It is.
        Held = "held",
        /// It is not for the public.
        Restricted = "restricted",
        /// The site refuses it.
        Refused = "refused",
        /// It cannot be had.
        Failed = "failed",
        /// It is not published any more.
        Withdrawn = "withdrawn",
        /// It is held back.
        Quarantined = "quarantined",
        /// It is larger than files may be.
        TooLarge = "too_large",
        /// It was left alone for its ending.
        LeftAlone = "left_alone",
    }
    /// Sort of letter.
    LetterKind {
        /// A focused visit.
        FocusedVisit = "focused_visit",
        /// A monitoring visit.
        MonitoringVisit = "monitoring_visit",
        /// An inspection.
        Inspection = "inspection",
        /// A joint targeted area inspection.
        Jtai = "jtai",
        /// An area inspection of provision for special needs.
        AreaSend = "area_send",
        /// A single inspection.
        SingleInspection = "single_inspection",
        /// Any other.
        Letter = "letter",
    }
}
