//! What one source may take of one run: a site without end is left where the budget ends, and gone on with by the next run.

use jiff::{SignedDuration, Timestamp};
use std::time::Duration;

/// Limits of one visit to one source.
#[derive(Debug, Clone)]
pub struct Budget {
    /// Requests.
    pub requests: u64,
    /// Bytes received.
    pub bytes: u64,
    /// Time.
    pub time: Duration,
}

impl Default for Budget {
    /// A night: a first crawl of a large council takes several.
    fn default() -> Self {
        Self { requests: 30_000, bytes: 50_000_000_000, time: Duration::from_secs(8 * 60 * 60) }
    }
}

impl Budget {
    /// What is used up, in words; `None` while nothing is.
    pub(super) fn used_up(&self, requests: u64, bytes: u64, began: Timestamp, now: Timestamp) -> Option<String> {
        let time = SignedDuration::try_from(self.time).unwrap_or(SignedDuration::MAX);
        let which = if requests >= self.requests {
            format!("{requests} requests")
        } else if bytes >= self.bytes {
            format!("{bytes} bytes")
        } else if now.duration_since(began) >= time {
            format!("{} hours", self.time.as_secs() / 3_600)
        } else {
            return None;
        };
        Some(format!("{which} are what one source may take of one run: the next run goes on from here"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_limit_ends_a_visit() {
        let budget = Budget { requests: 10, bytes: 1_000, time: Duration::from_secs(60) };
        let (began, later) = (Timestamp::UNIX_EPOCH, Timestamp::from_second(60).unwrap());
        assert_eq!(budget.used_up(9, 999, began, began), None);
        assert!(budget.used_up(10, 0, began, began).is_some_and(|told| told.starts_with("10 requests")));
        assert!(budget.used_up(0, 1_000, began, began).is_some_and(|told| told.starts_with("1000 bytes")));
        assert!(budget.used_up(0, 0, began, later).is_some());
    }
}
