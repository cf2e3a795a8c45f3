//! What goes wrong while papers are crawled and read, and what it makes of a file.

use crate::states::FileState;
use crate::vocabulary::vocabulary;
use serde::{Deserialize, Serialize};

vocabulary! {
    /// What went wrong, in one word that stays.
    ProblemCode {
        /// The file is locked with a password.
        Encrypted = "encrypted",
        /// The file, or a part of it, is cut off or damaged.
        Damaged = "damaged",
        /// The file breaks off, or is damaged, before its end.
        Truncated = "truncated",
        /// The file holds nothing.
        Empty = "empty",
        /// The archive does not give its bytes.
        LostBytes = "lost_bytes",
        /// No page of it can be found.
        NoPages = "no_pages",
        /// The worker that read it ended.
        ReaderDied = "reader_died",
        /// One page of it could not be read.
        PageFailed = "page_failed",
        /// Nobody can tell what it is.
        UnknownFormat = "unknown_format",
        /// Its format is known and not read.
        FormatNotRead = "format_not_read",
        /// Reading it took too long.
        TimeLimit = "time_limit",
        /// It has more pages than are read.
        PageLimit = "page_limit",
        /// It holds or unpacks to more than is read.
        PartLimit = "part_limit",
        /// A page of it has more characters than are read.
        GlyphLimit = "glyph_limit",
        /// It holds pictures and no text.
        NoText = "no_text",
        /// A file inside it was not read.
        Attachment = "attachment",
        /// It is a form that only another program fills in.
        Form = "form",
        /// What is hidden in it was not read.
        Hidden = "hidden",
        /// Something of it was left out on purpose.
        LeftOut = "left_out",
        /// Numbers of its lists are not known.
        ListNumbers = "list_numbers",
        /// A line of a file of records cannot be read.
        BadRecord = "bad_record",
        /// Text that nobody can see on the page was read, or left out.
        Unseen = "unseen",
        /// Its dates disagree.
        DateConflict = "date_conflict",
        /// The encoding of its text is a guess.
        EncodingGuessed = "encoding_guessed",
        /// It is of another format than it says.
        OtherFormat = "other_format",
        /// It is marked as not for the public.
        Exempt = "exempt",
        /// A page seems to print somebody's personal data. For whoever runs the program: telling the public where would be
        /// the worse fault.
        PersonalData = "personal_data",
        /// OCR could not read a page.
        OcrFailed = "ocr_failed",
        /// A page could not be drawn for OCR.
        NotDrawn = "not_drawn",
        /// It was read by way of LibreOffice.
        ByOffice = "by_office",
        /// LibreOffice could not read it.
        OfficeFailed = "office_failed",
        /// LibreOffice is asked for and not installed.
        OfficeMissing = "office_missing",
        /// The configuration names a committee that the source does not have.
        UnknownCommittee = "unknown_committee",
        /// The source gives one id to several things.
        DoubleId = "double_id",
        /// The source gives an id to something else than before.
        ReusedId = "reused_id",
        /// A folder or file cannot be opened.
        Unreadable = "unreadable",
        /// The address leads to another site.
        Moved = "moved",
        /// The address answers as another platform.
        OtherPlatform = "other_platform",
        /// The site refuses us.
        Refused = "refused",
        /// A page could not be had.
        Failed = "failed",
        /// The crawl of the source did not come to its end.
        SourceFailed = "source_failed",
        /// The site answered what cannot be understood.
        BadAnswer = "bad_answer",
        /// The source lists fewer papers than before.
        FewerPapers = "fewer_papers",
        /// The source lists far fewer papers than before.
        FarFewerPapers = "far_fewer_papers",
        /// The source lists fewer meetings than before.
        FewerMeetings = "fewer_meetings",
        /// The source lists far fewer meetings than before.
        FarFewerMeetings = "far_fewer_meetings",
        /// An alert could not be told.
        Undelivered = "undelivered",
    }
}

impl ProblemCode {
    /// What a file with this problem is where nothing of it could be read; `None` where the problem loses no text.
    /// [`FileState::ReadInPart`]: a part of the file that is not its pages.
    pub fn loss(self) -> Option<FileState> {
        match self {
            Self::Encrypted => Some(FileState::Locked),
            Self::Damaged
            | Self::Truncated
            | Self::Empty
            | Self::LostBytes
            | Self::NoPages
            | Self::ReaderDied
            | Self::PageFailed => Some(FileState::Damaged),
            Self::UnknownFormat => Some(FileState::UnknownFormat),
            Self::FormatNotRead => Some(FileState::FormatNotRead),
            Self::TimeLimit | Self::PageLimit | Self::PartLimit | Self::GlyphLimit => Some(FileState::TooLarge),
            Self::NoText => Some(FileState::NoText),
            Self::Attachment | Self::Form | Self::Hidden | Self::LeftOut | Self::ListNumbers | Self::BadRecord => {
                Some(FileState::ReadInPart)
            }
            Self::Unseen
            | Self::DateConflict
            | Self::EncodingGuessed
            | Self::OtherFormat
            | Self::Exempt
            | Self::PersonalData
            | Self::OcrFailed
            | Self::NotDrawn
            | Self::ByOffice
            | Self::OfficeFailed
            | Self::OfficeMissing
            | Self::UnknownCommittee
            | Self::DoubleId
            | Self::ReusedId
            | Self::Unreadable
            | Self::Moved
            | Self::OtherPlatform
            | Self::Refused
            | Self::Failed
            | Self::SourceFailed
            | Self::BadAnswer
            | Self::FewerPapers
            | Self::FarFewerPapers
            | Self::FewerMeetings
            | Self::FarFewerMeetings
            | Self::Undelivered => None,
        }
    }
}

/// Something that went wrong while a file was read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Problem {
    /// What.
    pub code: ProblemCode,
    /// What happened and what to do, for a person.
    pub message: String,
    /// 1-based page, where it is about one.
    pub page: Option<u32>,
}

/// What became of a file that was read, and what of it was not, in words for a person. `unread` of its `pages` have no
/// text that can be searched.
///
/// A file with passages was read, whole or in part; one without was not, for the reason that its problems give.
pub fn file_state(pages: u32, unread: u32, has_passages: bool, problems: &[Problem]) -> (FileState, Option<String>) {
    let lost: Vec<&Problem> = problems.iter().filter(|problem| problem.code.loss().is_some()).collect();
    let mut reasons: Vec<String> = lost.iter().map(|problem| problem.message.clone()).collect();
    reasons.dedup();
    if unread > 0 {
        reasons.push(format!("{unread} of {pages} pages have no text that can be searched"));
    }
    let reason = (!reasons.is_empty()).then(|| reasons.join("; "));
    if has_passages {
        return (if reason.is_some() { FileState::ReadInPart } else { FileState::ReadWhole }, reason);
    }
    if unread > 0 {
        return (FileState::NoText, reason);
    }
    let losses = || lost.iter().filter_map(|problem| problem.code.loss());
    match losses().find(|state| *state != FileState::ReadInPart).or_else(|| losses().next()) {
        Some(FileState::ReadInPart) => (FileState::NoText, reason),
        Some(state) => (state, reason),
        // Blank pages are read whole, however little stands on them.
        None if pages > 0 => (FileState::ReadWhole, reason),
        None => (FileState::NoText, Some("the file has no pages".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_in_one_state() {
        for (pages, unread, passages, codes, state) in [
            (3, 0, true, &[][..], FileState::ReadWhole),
            (3, 0, true, &[ProblemCode::EncodingGuessed], FileState::ReadWhole),
            (3, 1, true, &[], FileState::ReadInPart),
            (3, 0, true, &[ProblemCode::Truncated], FileState::ReadInPart),
            (3, 0, true, &[ProblemCode::Attachment], FileState::ReadInPart),
            (2, 2, false, &[], FileState::NoText),
            (1, 0, false, &[ProblemCode::NoText], FileState::NoText),
            (1, 0, false, &[ProblemCode::Form], FileState::NoText),
            (0, 0, false, &[ProblemCode::Encrypted], FileState::Locked),
            (0, 0, false, &[ProblemCode::Attachment, ProblemCode::Encrypted], FileState::Locked),
            (0, 0, false, &[ProblemCode::Empty], FileState::Damaged),
            (0, 0, false, &[ProblemCode::UnknownFormat], FileState::UnknownFormat),
            (0, 0, false, &[ProblemCode::FormatNotRead], FileState::FormatNotRead),
            (0, 0, false, &[ProblemCode::TimeLimit], FileState::TooLarge),
            (1, 0, false, &[], FileState::ReadWhole),
            (0, 0, false, &[], FileState::NoText),
        ] {
            let problem = |code: &ProblemCode| Problem { code: *code, message: format!("about {code}"), page: None };
            let problems: Vec<Problem> = codes.iter().map(problem).collect();
            let (found, reason) = file_state(pages, unread, passages, &problems);
            assert_eq!(found, state, "{codes:?}");
            assert_eq!(reason.is_none(), state == FileState::ReadWhole, "{codes:?} {reason:?}");
        }
    }
}
