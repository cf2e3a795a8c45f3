//! Time as the client knows it, so that its manners can be tested without waiting.

use backon::{BackoffBuilder, ExponentialBuilder};
use jiff::Timestamp;
use std::pin::Pin;
use std::time::Duration;

/// Tells time and waits.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> Timestamp;

    /// Waits this long.
    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>>;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, time: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(tokio::time::sleep(time))
    }
}

/// How long to wait before each further try; after the last there is none.
pub(crate) fn pauses() -> impl Iterator<Item = Duration> {
    ExponentialBuilder::new()
        .with_min_delay(Duration::from_secs(2))
        .with_factor(3.0)
        .with_max_delay(Duration::from_secs(60))
        .with_max_times(3)
        .with_jitter()
        .build()
}
