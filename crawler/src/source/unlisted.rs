//! What a list showed before and shows no more: told, and nothing concluded from it. Half a calendar looks like that, and so
//! does a site that has moved.

use super::visit::Visit;
use crate::sink::SinkError;
use record::{MeetingFacts, ProblemCode};
use std::collections::BTreeSet;

/// Whether a list that lost so many of so many shows far less than before. One or two may have been taken off it.
pub(super) fn is_far_less(gone: usize, held: usize) -> bool {
    gone >= 3 && gone * 3 >= held
}

impl Visit<'_> {
    /// Tells which of the meetings that are held a list does not show any more. `of` says which list that is.
    pub(super) fn tell_unlisted(
        &mut self,
        of: &str,
        held: &[MeetingFacts],
        listed: &BTreeSet<String>,
    ) -> Result<(), SinkError> {
        let is_gone = |held: &&MeetingFacts| {
            let plain = held.key.split('@').next().unwrap_or_default();
            !listed.contains(&held.key) && !listed.contains(plain)
        };
        let keys = |these: Vec<&MeetingFacts>| these.iter().map(|held| held.key.clone()).collect::<Vec<_>>();
        let (unlisted, listed) = held.iter().partition(is_gone);
        if let Some(first) = held.first() {
            self.sink.listed(&first.scope, &keys(listed), &keys(unlisted))?;
        }
        let gone = held.iter().filter(is_gone).count();
        if gone == 0 {
            return Ok(());
        }
        let all = held.len();
        let message =
            format!("{of}: {gone} of {all} meetings that were listed before are not listed any more; they are kept");
        let code = if is_far_less(gone, all) { ProblemCode::FarFewerMeetings } else { ProblemCode::FewerMeetings };
        self.sink.problem(code, &message)
    }
}
