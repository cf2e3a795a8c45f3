//! Which meeting is which, where numbers, days and names of committees may change or be used twice.

use super::visit::Visit;
use crate::sink::SinkError;
use jiff::civil::Date;
use record::text::fold;
use record::{MeetingFacts, ProblemCode};

pub(super) fn is_named(facts: &MeetingFacts, word: &str) -> bool {
    fold(&facts.committee) == fold(word) || facts.committee_key.as_deref() == Some(word.trim())
}

pub(super) fn dated_key(facts: &MeetingFacts) -> String {
    let day = facts.on.map(|on| on.to_string()).unwrap_or_default();
    let hour = facts.at.map(|at| format!("T{:02}{:02}", at.hour(), at.minute())).unwrap_or_default();
    format!("{}@{day}{hour}", facts.key)
}

/// The key of a paper whose address was another paper's before.
pub(super) fn dated_paper_key(key: &str, day: Date) -> String {
    format!("{key}@{day}")
}

/// Whether two rows of one list speak of one meeting.
pub(super) fn is_one_meeting(a: &MeetingFacts, b: &MeetingFacts) -> bool {
    a.on == b.on && (a.at == b.at || a.at.is_none() || b.at.is_none()) && is_one_committee(a, b)
}

fn is_one_committee(a: &MeetingFacts, b: &MeetingFacts) -> bool {
    match (&a.committee_key, &b.committee_key) {
        (Some(a), Some(b)) => a == b,
        _ => fold(&a.committee) == fold(&b.committee),
    }
}

/// Longest that a meeting is moved by, in days: beyond, the number means another meeting.
const LONGEST_MOVE: i64 = 31;

/// Whether a number that was one meeting's is now another's: another committee on quite another day. A committee that is
/// renamed keeps its number or its days; a meeting that is moved keeps its committee.
pub(super) fn is_another(held: &MeetingFacts, now: &MeetingFacts) -> bool {
    let (Some(then), Some(on)) = (held.on, now.on) else { return false };
    let apart = then.duration_since(on).as_hours().abs() / 24;
    apart > LONGEST_MOVE && !is_one_committee(held, now) && fold(&held.committee) != fold(&now.committee)
}

impl Visit<'_> {
    /// The key of a meeting: the platform's number, unless that number was another meeting's before. A system that begins to
    /// count anew replaces nothing.
    pub(super) fn own_key(&mut self, facts: &MeetingFacts) -> Result<String, SinkError> {
        let (scope, dated) = (&facts.scope, dated_key(facts));
        if facts.key.contains('@') {
            return Ok(facts.key.clone());
        }
        if self.sink.held_meeting(scope, &dated)?.is_some() {
            return Ok(dated);
        }
        let Some(held) = self.sink.held_meeting(scope, &facts.key)? else { return Ok(facts.key.clone()) };
        if !is_another(&held, facts) {
            return Ok(facts.key.clone());
        }
        let message =
            format!("number {} was {} and is now {}; both are kept", facts.key, in_words(&held), in_words(facts));
        self.sink.problem(ProblemCode::ReusedId, &message)?;
        Ok(dated)
    }

    /// The key of a paper: the platform's number, unless its meeting's number was another meeting's before, and the paper's a
    /// paper of that one.
    pub(super) fn own_paper_key(&mut self, meeting: &MeetingFacts, key: &str) -> Result<String, SinkError> {
        let Some((_, day)) = meeting.key.split_once('@') else { return Ok(key.to_owned()) };
        let held = self.sink.held_document(&meeting.scope, key)?.and_then(|held| held.facts.meeting_key);
        let is_of_another = held.is_some_and(|of| of != meeting.key);
        Ok(if is_of_another { format!("{key}@{day}") } else { key.to_owned() })
    }
}

pub(super) fn in_words(facts: &MeetingFacts) -> String {
    format!("{} on {}", facts.committee, facts.on.map(|on| on.to_string()).unwrap_or_else(|| "an unknown day".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_means_another_meeting_only_where_committee_and_day_are_others() {
        let meeting = |committee: &str, key: &str, on: &str| MeetingFacts {
            committee: committee.into(),
            committee_key: Some(key.into()),
            on: Some(on.parse().unwrap()),
            ..MeetingFacts::default()
        };
        let held = meeting("Planning Committee", "4", "2024-05-14");
        for (now, another) in [
            (meeting("Planning Committee", "4", "2024-09-14"), false),
            (meeting("Planning and Regulatory Committee", "4", "2024-09-14"), false),
            (meeting("Planning Committee", "17", "2025-09-14"), false),
            (meeting("Cabinet", "9", "2024-05-28"), false),
            (meeting("Cabinet", "9", "2024-09-14"), true),
        ] {
            assert_eq!(is_another(&held, &now), another, "{now:?}");
        }
    }
}
