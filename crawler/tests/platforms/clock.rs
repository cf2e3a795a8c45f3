//! A clock that stands still but for those who wait.

use crawler::Clock;
use jiff::{SignedDuration, Timestamp};
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

pub struct StillClock(Mutex<Timestamp>);

impl StillClock {
    pub fn new(now: &str) -> Arc<Self> {
        Arc::new(Self(Mutex::new(now.parse().unwrap())))
    }
}

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        *self.0.lock().unwrap() += SignedDuration::try_from(time).unwrap();
        Box::pin(std::future::ready(()))
    }
}
