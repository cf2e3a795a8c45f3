//! Where visitors ask to be told by mail: how much one of them may ask for, and who is woken to write to them.

use super::turns::ASKER;
use crate::store::DataPaths;
use crate::store::subscriptions::Subscriptions;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;

/// Mails that one network may have sent to addresses that it names, in [`WHILE`]: each may go to somebody who did not ask.
const MAILS: u32 = 10;

/// How long a mail counts.
const WHILE: Duration = Duration::from_secs(60 * 60);

/// The desk, there where mail goes out.
pub struct Desk {
    paths: DataPaths,
    subscribe: bool,
    wake: Arc<Notify>,
    asked: Mutex<HashMap<IpAddr, (Instant, u32)>>,
}

impl Desk {
    /// A desk over a data folder. Without `subscribe` nobody can ask there, only leave. `wake` is told when somebody asked.
    pub fn new(paths: DataPaths, subscribe: bool, wake: Arc<Notify>) -> Self {
        Self { paths, subscribe, wake, asked: Mutex::default() }
    }

    /// Whether visitors may ask.
    pub(super) fn takes(&self) -> bool {
        self.subscribe
    }

    /// Whether whoever sent the request may ask once more.
    pub(super) fn has_room(&self) -> bool {
        let asker = ASKER.try_with(|asker| *asker).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let now = Instant::now();
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.retain(|_, (since, _)| now.duration_since(*since) < WHILE);
        let (_, count) = asked.entry(asker).or_insert((now, 0));
        *count += 1;
        *count <= MAILS
    }

    /// Wakes whoever writes.
    pub(super) fn wake(&self) {
        self.wake.notify_one();
    }

    /// The subscriptions.
    pub(super) fn subscriptions(&self) -> Result<Subscriptions, crate::store::CatalogueError> {
        Subscriptions::open(&self.paths)
    }
}
