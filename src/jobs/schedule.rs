//! When the next run is due: a cron expression in a time zone, with clocks that go forward and back.
//!
//! Knows no clock of its own: whoever asks says what time it is.

use croner::Cron;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::str::FromStr;

/// When something is to be done.
#[derive(Debug, Clone)]
pub struct Schedule {
    cron: Cron,
    timezone: TimeZone,
}

/// An expression that is no cron expression.
#[derive(Debug, thiserror::Error)]
#[error("`{expression}` is no cron expression: {source}")]
pub struct ScheduleError {
    expression: String,
    source: croner::errors::CronError,
}

impl Schedule {
    /// A schedule from a cron expression in the local time of `timezone`.
    ///
    /// # Errors
    /// The expression cannot be read.
    pub fn new(expression: &str, timezone: TimeZone) -> Result<Self, ScheduleError> {
        let cron =
            Cron::from_str(expression).map_err(|source| ScheduleError { expression: expression.to_owned(), source })?;
        Ok(Self { cron, timezone })
    }

    /// The first time after `after`; `None` where the expression names no day that ever comes.
    pub fn next(&self, after: Timestamp) -> Option<Timestamp> {
        let after = after.to_zoned(self.timezone.clone());
        self.cron.find_next_occurrence(&after, false).ok().map(|next| next.timestamp())
    }

    /// Whether a run is due at `now`: none ever began, or a time lies between the last beginning and now. Any number of
    /// missed times is one run.
    pub fn is_due(&self, last_began: Option<Timestamp>, now: Timestamp) -> bool {
        match last_began {
            None => true,
            Some(last) => self.next(last).is_some_and(|next| next <= now),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn london(expression: &str) -> Schedule {
        Schedule::new(expression, TimeZone::get("Europe/London").unwrap()).unwrap()
    }

    fn instant(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_night_is_neither_skipped_nor_doubled_when_clocks_change() {
        for (expression, after, expected) in [
            // Summer time begins on 28 March 2027 at 01:00 UTC: 01:30 does not exist that night.
            ("30 4 * * *", "2027-03-27T05:00:00Z", ["2027-03-28T03:30:00Z", "2027-03-29T03:30:00Z"]),
            ("30 1 * * *", "2027-03-27T02:00:00Z", ["2027-03-28T01:00:00Z", "2027-03-29T00:30:00Z"]),
            // It ends on 31 October 2027 at 01:00 UTC: 01:30 comes twice.
            ("30 1 * * *", "2027-10-30T02:00:00Z", ["2027-10-31T00:30:00Z", "2027-11-01T01:30:00Z"]),
            ("30 4 * * *", "2027-10-30T05:00:00Z", ["2027-10-31T04:30:00Z", "2027-11-01T04:30:00Z"]),
        ] {
            let schedule = london(expression);
            let first = schedule.next(instant(after)).unwrap();
            let second = schedule.next(first).unwrap();
            assert_eq!([first, second], expected.map(instant), "{expression} after {after}");
        }
    }

    #[test]
    fn what_was_missed_is_caught_up_once() {
        let schedule = london("30 4 * * *");
        let now = instant("2026-11-21T12:00:00Z");
        for (last, due) in [
            (None, true),
            (Some("2026-11-21T04:30:05Z"), false),
            (Some("2026-11-21T11:00:00Z"), false),
            (Some("2026-11-20T04:30:00Z"), true),
            (Some("2026-11-01T04:30:00Z"), true),
        ] {
            assert_eq!(schedule.is_due(last.map(instant), now), due, "{last:?}");
        }
    }

    #[test]
    fn a_day_that_never_comes_is_never_due() {
        let schedule = london("0 0 30 2 *");
        assert_eq!(schedule.next(instant("2026-01-01T00:00:00Z")), None);
    }
}
