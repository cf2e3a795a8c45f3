//! Turns: how much is worked at at once, in all and for one address. A turn belongs to the thread that works: it comes back
//! when that ends, whoever still waits for the answer.

use super::error::Problem;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

tokio::task_local! {
    /// Who sent the request that this task answers.
    pub(super) static ASKER: IpAddr;
}

/// Turns of one sort.
pub(super) struct Turns {
    all: Arc<Semaphore>,
    each: Mutex<HashMap<IpAddr, Weak<Semaphore>>>,
    of_one: usize,
    patience: Duration,
    told: &'static str,
}

/// Work that may be done now.
#[derive(Debug)]
pub(super) struct Turn {
    _own: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
    // Kept alive by whoever works for this address.
    _of: Arc<Semaphore>,
}

impl Turns {
    /// `all` at once, `of_one` of them for one address; further ones wait for so long and are told this.
    pub fn new(all: usize, of_one: usize, patience: Duration, told: &'static str) -> Self {
        Self { all: Arc::new(Semaphore::new(all)), each: Mutex::default(), of_one, patience, told }
    }

    /// A turn for whoever sent the request.
    ///
    /// # Errors
    /// None came free in time.
    pub async fn take(&self) -> Result<Turn, Problem> {
        let asker = ASKER.try_with(|asker| *asker).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let of = self.of_address(asker);
        // Its own first: whoever asks for much waits for itself and holds nobody else up.
        let both = async {
            let own = Arc::clone(&of).acquire_owned().await?;
            Ok::<_, tokio::sync::AcquireError>((own, Arc::clone(&self.all).acquire_owned().await?))
        };
        match tokio::time::timeout(self.patience, both).await {
            Ok(Ok((own, all))) => Ok(Turn { _own: own, _all: all, _of: of }),
            Ok(Err(closed)) => Err(Problem::internal(closed)),
            Err(_) => Err(Problem::busy(self.told)),
        }
    }

    fn of_address(&self, asker: IpAddr) -> Arc<Semaphore> {
        let mut each = self.each.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(of) = each.get(&asker).and_then(Weak::upgrade) {
            return of;
        }
        each.retain(|_, of| of.strong_count() > 0);
        let of = Arc::new(Semaphore::new(self.of_one));
        each.insert(asker, Arc::downgrade(&of));
        of
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_address_leaves_turns_for_the_others() {
        let turns = Turns::new(3, 2, Duration::ZERO, "too much is streamed");
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        let other: IpAddr = "192.0.2.2".parse().unwrap();
        let first = ASKER.scope(one, turns.take()).await.unwrap();
        let _second = ASKER.scope(one, turns.take()).await.unwrap();
        let refused = ASKER.scope(one, turns.take()).await.unwrap_err();
        assert_eq!(refused.status, 503);
        assert!(refused.detail.contains("too much is streamed"));
        let _others = ASKER.scope(other, turns.take()).await.unwrap();
        assert!(ASKER.scope(other, turns.take()).await.is_err(), "all are taken");
        drop(first);
        ASKER.scope(other, turns.take()).await.unwrap();
    }
}
