//! The closed vocabularies of papers: what a document is, what a passage does, how sure an attribution is, what was decided.

use crate::vocabulary::vocabulary;

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
    /// What came of a motion: that it was carried or lost in whatever words, and the papers' own word where that says more.
    VoteOutcome {
        /// It was agreed.
        Carried = "carried",
        /// Somebody was elected by it.
        Elected = "elected",
        /// It is law now.
        Enacted = "enacted",
        /// It stood against what was moved instead.
        Prevailed = "prevailed",
        /// Minutes were taken as a true record.
        TrueRecord = "taken as a true record",
        /// It was not agreed.
        Lost = "lost",
        /// It was not put, for what was agreed before it.
        Fell = "fell",
        /// Its mover took it back.
        Withdrawn = "withdrawn",
        /// It was put off to another day.
        Deferred = "deferred",
        /// It was laid on the table.
        Tabled = "tabled",
        /// What stood was set aside.
        SetAside = "set aside",
    }
}

impl VoteOutcome {
    /// Those that mean that what was put is now decided.
    pub const CARRIED: [Self; 5] = [Self::Carried, Self::Elected, Self::Enacted, Self::Prevailed, Self::TrueRecord];

    /// Whether what was put is now decided.
    pub fn is_carried(self) -> bool {
        Self::CARRIED.contains(&self)
    }

    /// What came of a motion by how many were for and against it; `None` where as many were.
    pub fn by_count(r#for: u32, against: u32) -> Option<Self> {
        (r#for != against).then_some(if r#for > against { Self::Carried } else { Self::Lost })
    }
}

vocabulary! {
    /// By what verb a meeting decided.
    ResolutionVerb {
        /// It decided.
        Resolved = "resolved",
        /// It asked another body to decide.
        Recommended = "recommended",
        /// Nobody objected.
        Agreed = "agreed",
        /// It took notice, and decided nothing.
        Noted = "noted",
    }
}

vocabulary! {
    /// What sort of letter an inspectorate wrote.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_read_back_as_themselves() {
        for &kind in Kind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        for &act in Act::ALL {
            assert_eq!(act.as_str().parse(), Ok(act));
        }
        let unknown = "certain".parse::<Grade>().unwrap_err().to_string();
        assert_eq!(unknown, "“certain” is none of named, role, continued, none");
    }
}
