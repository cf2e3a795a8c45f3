//! The closed vocabularies: what a document is, what a passage does, how sure an attribution is.

use serde::{Deserialize, Serialize};

/// Declares an enum whose variants are written in snake_case everywhere: JSON, SQL, the query language, pages.
macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// Every value, in the order in which they are listed to users.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The word that stands for this value outside the program.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            /// Reads the word back; `None` for any other.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

vocabulary! {
    /// What a component of a published file is.
    Kind {
        /// A list of what a meeting will deal with.
        Agenda = "agenda",
        /// What a meeting did and said, in prose.
        Minutes = "minutes",
        /// A decision notice or list of decisions.
        Decision = "decision",
        /// A report to a meeting, with its appendices.
        Report = "report",
        /// Slides.
        Presentation = "presentation",
        /// A letter.
        Letter = "letter",
        /// A report by an inspectorate.
        InspectionReport = "inspection_report",
        /// A plan or strategy.
        Plan = "plan",
        /// Anything else.
        Other = "other",
    }
}

vocabulary! {
    /// What a passage does in its meeting.
    Act {
        /// Somebody asks.
        Question = "question",
        /// Somebody replies.
        Answer = "answer",
        /// Somebody says something that is neither asked nor replied.
        Statement = "statement",
        /// Somebody introduces or presents a paper.
        Presentation = "presentation",
        /// Somebody moves or seconds a motion.
        Motion = "motion",
        /// The meeting decides.
        Resolution = "resolution",
        /// Somebody undertakes something, outside minuted discussion (action lines, plans, letters).
        Commitment = "commitment",
        /// Who was there.
        Attendance = "attendance",
        /// A heading.
        Heading = "heading",
        /// Nobody speaks: procedure, reports and everything else.
        Narration = "narration",
    }
}

vocabulary! {
    /// How a passage came to its speaker.
    Grade {
        /// The passage names the person.
        Named = "named",
        /// The passage names an office, which attendance or membership resolves.
        Role = "role",
        /// It goes on from the speaker before, in the same paragraph or turn.
        Continued = "continued",
        /// Nobody is known to speak.
        None = "none",
    }
}

vocabulary! {
    /// How safely an attribution can be relied on.
    Certainty {
        /// Wrong in fewer than 1 in 200 sentences, measured on labelled papers.
        Sure = "sure",
        /// Probably right: shown with that word, and left out wherever a mistake would cost somebody.
        Likely = "likely",
    }
}

vocabulary! {
    /// What shape a passage has on its page.
    Form {
        /// Running text.
        Paragraph = "paragraph",
        /// One entry of a bulleted or numbered list.
        ListEntry = "list_entry",
        /// One row of a table, cells separated by tabs.
        TableRow = "table_row",
        /// A heading.
        Heading = "heading",
        /// A block of a slide.
        SlideBlock = "slide_block",
    }
}

vocabulary! {
    /// Whether minutes have been confirmed by a later meeting.
    MinutesState {
        /// Published before they were agreed.
        Draft = "draft",
        /// Agreed as a correct record.
        Confirmed = "confirmed",
    }
}

vocabulary! {
    /// In what capacity somebody was at a meeting.
    Presence {
        /// A member of the meeting who was there.
        Present = "present",
        /// There, but not as a member.
        InAttendance = "in_attendance",
        /// Sent apologies.
        Apologies = "apologies",
    }
}

vocabulary! {
    /// What a commitment rests on.
    Basis {
        /// Somebody said they would.
        Promise = "promise",
        /// Somebody was asked and agreed.
        RequestAgreed = "request_agreed",
        /// The meeting resolved it.
        Resolution = "resolution",
        /// Somebody was asked; no agreement is recorded.
        Request = "request",
        /// A paper says that it will be done, or that work goes on.
        Plan = "plan",
        /// An action line, log or tracker.
        ActionLog = "action_log",
    }
}

impl Basis {
    /// What binds somebody. A plan binds nobody, nor does a request that nobody agreed to.
    pub const BINDING: [Self; 4] = [Self::Promise, Self::RequestAgreed, Self::Resolution, Self::ActionLog];
}

vocabulary! {
    /// Where a component's date comes from.
    DateBasis {
        /// The council's system says so.
        System = "system",
        /// It is printed on the component itself.
        Printed = "printed",
        /// The component prints a month and no day: the date is that month's first day.
        Month = "month",
        /// It is in the file's metadata title or in its name.
        Name = "name",
        /// It goes to a meeting of that date.
        Meeting = "meeting",
    }
}

vocabulary! {
    /// How binding the words of a commitment are.
    Strength {
        /// "will", "agreed to", "undertook".
        Firm = "firm",
        /// "hoped", "would look into", "work was ongoing".
        Soft = "soft",
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_as_themselves() {
        for &kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.as_str()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        for &act in Act::ALL {
            assert_eq!(Act::parse(act.as_str()), Some(act));
        }
        assert_eq!(Grade::parse("certain"), None);
    }
}
