//! The figures that every answer rests on.

use record::FileState;
use serde::Serialize;
use utoipa::ToSchema;

/// How much of the record the filters cover. Dates, bodies, kinds, meetings and documents limit it; words and speakers
/// do not, since they are what is looked for in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Figures {
    /// Meetings known.
    pub meetings: u64,
    /// Those whose minutes are held.
    pub with_minutes: u64,
    /// Documents held.
    pub documents: u64,
    /// Their pages.
    pub pages: u64,
    /// Pages without text that can be searched.
    pub pages_without_text: u64,
    /// What became of every file that a source saw.
    pub files: FileCounts,
    /// Date of the first paper.
    pub earliest: Option<String>,
    /// Date of the last.
    pub latest: Option<String>,
    /// Sources whose last crawl failed.
    pub sources_failing: Vec<String>,
}

/// Files that sources saw, each in exactly one of these states. Files of which nothing was read count whatever date and
/// kind is asked for: neither is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct FileCounts {
    /// All of it was read.
    pub read_whole: u64,
    /// Some of it was not read: pages that are pictures, attachments, what stands behind damage.
    pub read_in_part: u64,
    /// It holds only pictures, or text that is nonsense.
    pub no_text: u64,
    /// It is locked with a password.
    pub locked: u64,
    /// It is empty, cut off or damaged.
    pub damaged: u64,
    /// Nobody can tell what it is.
    pub unknown_format: u64,
    /// Its format is known and not read.
    pub format_not_read: u64,
    /// It is larger than is fetched, or reading it took too long or too much memory.
    pub too_large: u64,
    /// Files with its ending are not looked at.
    pub left_alone: u64,
    /// The source refuses it to us.
    pub refused: u64,
    /// It could not be had.
    pub failed: u64,
    /// It exists and is not for the public.
    pub restricted: u64,
    /// Its source does not publish it any more.
    pub withdrawn: u64,
    /// It is held back until a person has looked.
    pub quarantined: u64,
    /// It is held and waits to be read.
    pub waiting: u64,
}

impl FileCounts {
    /// Counts of files by state, as the catalogue has them.
    pub(super) fn from_rows(found: Vec<(String, u64)>) -> Self {
        let mut counts = Self::default();
        for (state, files) in found {
            let Some(state) = FileState::parse(&state) else { continue };
            let count = match state {
                FileState::ReadWhole => &mut counts.read_whole,
                FileState::ReadInPart => &mut counts.read_in_part,
                FileState::NoText => &mut counts.no_text,
                FileState::Locked => &mut counts.locked,
                FileState::Damaged => &mut counts.damaged,
                FileState::UnknownFormat => &mut counts.unknown_format,
                FileState::FormatNotRead => &mut counts.format_not_read,
                FileState::TooLarge => &mut counts.too_large,
                FileState::LeftAlone => &mut counts.left_alone,
                FileState::Refused => &mut counts.refused,
                FileState::Failed => &mut counts.failed,
                FileState::Restricted => &mut counts.restricted,
                FileState::Withdrawn => &mut counts.withdrawn,
                FileState::Quarantined => &mut counts.quarantined,
                FileState::Waiting => &mut counts.waiting,
            };
            *count += files;
        }
        counts
    }

    /// Files of which nothing can be searched.
    pub fn unread(&self) -> u64 {
        let counts = serde_json::to_value(self).unwrap_or_default();
        let all: u64 = counts.as_object().into_iter().flat_map(|map| map.values()).filter_map(|n| n.as_u64()).sum();
        all - self.read_whole - self.read_in_part
    }
}
