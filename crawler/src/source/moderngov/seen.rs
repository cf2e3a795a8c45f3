//! A meeting whose page is in the hand.

use super::lists::{CommitteeRow, MeetingRow};
use super::meeting_page::MeetingPage;
use super::service::ServiceMeeting;
use std::collections::BTreeSet;

/// A meeting page in the hand, with what the web service adds.
pub(super) struct Seen<'a> {
    pub committee: &'a CommitteeRow,
    pub row: &'a MeetingRow,
    /// What the meeting is known by: its number, unless that was another meeting's before.
    pub key: String,
    pub page: MeetingPage,
    pub service: Option<ServiceMeeting>,
    pub url: String,
    /// Keys of its files that are held, or were taken down here: nothing of those is wanted.
    pub had: BTreeSet<String>,
    /// Nothing about it failed so far: it need not be asked for again before it is due.
    pub whole: bool,
}
