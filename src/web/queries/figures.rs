//! The figures that every answer rests on.

use crate::web::answers::FileCounts;
use record::FileState;

impl FileCounts {
    /// Counts of files by state, as the catalogue has them.
    pub(super) fn from_rows(found: Vec<(FileState, u64)>) -> Self {
        let mut counts = Self::default();
        for (state, files) in found {
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
