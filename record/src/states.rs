//! The closed vocabularies of what is held: what became of files, sources and undertakings.

use crate::vocabulary::vocabulary;

vocabulary! {
    /// Whether the bytes of a document are held and shown, or why not.
    DocumentState {
        /// They are.
        Held = "held",
        /// It is not for the public.
        Restricted = "restricted",
        /// The site refuses it.
        Refused = "refused",
        /// It cannot be had.
        Failed = "failed",
        /// It is not published any more.
        Withdrawn = "withdrawn",
        /// It is held back until a person has looked.
        Quarantined = "quarantined",
        /// It is larger than files may be.
        TooLarge = "too_large",
        /// It was left alone for its ending.
        LeftAlone = "left_alone",
        /// It was taken down.
        Forgotten = "forgotten",
    }
}

vocabulary! {
    /// Why a document that should be there is not.
    Absence {
        /// The server refuses us: 401, 403, a challenge page, robots.txt.
        Refused = "refused",
        /// It could not be had this time: time-out, 5xx, broken connection, a bad answer.
        Failed = "failed",
        /// The source answered and does not list it any more, or answers 404 or 410: once, so far. When it was first found
        /// so is kept, and forgotten when it is seen again.
        Gone = "gone",
        /// Gone at two checks at least a day apart.
        Withdrawn = "withdrawn",
        /// It exists but is not for the public.
        Restricted = "restricted",
        /// It is longer than is fetched.
        TooLarge = "too_large",
        /// Files with its ending are not looked at.
        LeftAlone = "left_alone",
    }
}

impl Absence {
    /// The state of a document that is missing so.
    pub fn state(self) -> DocumentState {
        match self {
            Self::Refused => DocumentState::Refused,
            Self::Failed => DocumentState::Failed,
            Self::Gone | Self::Withdrawn => DocumentState::Withdrawn,
            Self::Restricted => DocumentState::Restricted,
            Self::TooLarge => DocumentState::TooLarge,
            Self::LeftAlone => DocumentState::LeftAlone,
        }
    }
}

vocabulary! {
    /// How the last crawl of a source ended.
    SourceState {
        /// There was none.
        Never = "never",
        /// It came to its end.
        Ok = "ok",
        /// The site did not answer as it should.
        Failing = "failing",
        /// The site refuses us.
        Refused = "refused",
    }
}

vocabulary! {
    /// How a run of a job ended.
    RunOutcome {
        /// Everything was done.
        Done = "done",
        /// Everything was tried; something failed.
        FailedInPart = "failed_in_part",
        /// It ended before its end.
        Failed = "failed",
    }
}

vocabulary! {
    /// What the record shows of an undertaking.
    FollowUpStatus {
        /// Its time has not come, or nothing later has been searched.
        Open = "open",
        /// Later passages take it up.
        CameBack = "came_back",
        /// A later passage says that it was done.
        ReportedDone = "reported_done",
        /// Later meetings were searched, and none takes it up.
        NotSeenAgain = "not_seen_again",
    }
}

vocabulary! {
    /// Whether a page can be searched.
    PageState {
        /// It has a usable text layer.
        Text = "text",
        /// Nothing is printed on it.
        Blank = "blank",
        /// It is a picture: there is no text to search.
        NoText = "no_text",
        /// Its text layer is nonsense.
        Nonsense = "nonsense",
        /// It was a picture or nonsense and was read by OCR.
        Ocr = "ocr",
    }
}

vocabulary! {
    /// What became of a file that a source saw. Every file is in exactly one of these states.
    FileState {
        /// All of it was read.
        ReadWhole = "read_whole",
        /// Some of it was not read: pages that are pictures, attachments, what stands behind damage.
        ReadInPart = "read_in_part",
        /// It holds only pictures, or text that is nonsense.
        NoText = "no_text",
        /// It is locked with a password.
        Locked = "locked",
        /// It is empty, cut off or damaged.
        Damaged = "damaged",
        /// Nobody can tell what it is.
        UnknownFormat = "unknown_format",
        /// Its format is known and not read.
        FormatNotRead = "format_not_read",
        /// It is larger than is fetched, or reading it took too long or too much memory.
        TooLarge = "too_large",
        /// Files with its ending are not looked at.
        LeftAlone = "left_alone",
        /// The source refuses it to us.
        Refused = "refused",
        /// It could not be had.
        Failed = "failed",
        /// It exists and is not for the public.
        Restricted = "restricted",
        /// Its source does not publish it any more.
        Withdrawn = "withdrawn",
        /// It is held back until a person has looked.
        Quarantined = "quarantined",
        /// It is held and waits to be read.
        Waiting = "waiting",
    }
}

vocabulary! {
    /// What is missing where something used to come.
    SilenceKind {
        /// A meeting passed and no paper of it was published, though those of its committee are by then.
        NoPapers = "no_papers",
        /// Minutes are later than those of the committee ever were.
        LateMinutes = "late_minutes",
        /// A committee does not meet any more as often as it did.
        NoMeetings = "no_meetings",
        /// The site lists far less than before.
        LessThanBefore = "less_than_before",
        /// The address leads to another site.
        Moved = "moved",
        /// The address answers as another platform than it was.
        OtherPlatform = "other_platform",
        /// The site refuses us.
        Refused = "refused",
        /// The site does not answer as it should.
        Failing = "failing",
    }
}
