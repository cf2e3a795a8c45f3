//! The figures that every answer rests on.

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
