//! The lane of one host: one request at a time, and none too soon.

use super::clock::Clock;
use super::robots::Robots;
use jiff::{SignedDuration, Timestamp};
use std::time::Duration;
use tokio::sync::{Mutex, MutexGuard, OnceCell};

/// What is shared by all who ask one host.
pub(super) struct Host {
    lane: Mutex<Lane>,
    /// Read once in a run.
    pub robots: OnceCell<Robots>,
}

/// Held for as long as a request is in flight.
pub(super) struct Lane {
    left_at: Option<Timestamp>,
    /// Until when the host asked us to stay away.
    away_until: Option<Timestamp>,
    delay: Duration,
}

impl Host {
    pub fn new(delay: Duration) -> Self {
        Self { lane: Mutex::new(Lane { left_at: None, away_until: None, delay }), robots: OnceCell::new() }
    }

    /// Waits until nobody else asks this host and its delay is over.
    pub async fn enter(&self, clock: &dyn Clock) -> MutexGuard<'_, Lane> {
        let lane = self.lane.lock().await;
        let wait = lane.ready_at().duration_since(clock.now());
        if let Ok(wait) = Duration::try_from(wait)
            && !wait.is_zero()
        {
            clock.sleep(wait).await;
        }
        lane
    }

    /// Keeps at least this long between requests from now on.
    pub async fn slow_down(&self, delay: Duration) {
        let mut lane = self.lane.lock().await;
        lane.delay = lane.delay.max(delay);
    }
}

impl Lane {
    /// Notes that the request is over, and how long the host asked us to stay away.
    pub fn leave(&mut self, now: Timestamp, retry_after: Option<Duration>) {
        self.left_at = Some(now);
        self.away_until = retry_after.map(|stay| later(now, stay));
    }

    fn ready_at(&self) -> Timestamp {
        let rested = self.left_at.map(|left| later(left, self.delay));
        rested.max(self.away_until).unwrap_or(Timestamp::MIN)
    }
}

fn later(at: Timestamp, by: Duration) -> Timestamp {
    SignedDuration::try_from(by).ok().and_then(|by| at.checked_add(by).ok()).unwrap_or(Timestamp::MAX)
}
