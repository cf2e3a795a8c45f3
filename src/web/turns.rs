//! Turns: how much is worked at at once, in all and for one address. A turn belongs to the thread that works: it comes back
//! when that ends, whoever still waits for the answer.

use super::error::Problem;
use std::collections::HashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinHandle;

tokio::task_local! {
    /// Who sent the request that this task answers.
    pub(super) static ASKER: IpAddr;
}

/// How many turns a piece of work takes, by what it costs beside others of its sort.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cost {
    /// One look at the record.
    Once,
    /// Several passes over the index: the same in other words, wider and narrower questions, figures of two people. Eight of
    /// these at once on two cores were seen to hold nobody up, and forty to keep a light question waiting for 27 seconds.
    SeveralPasses,
}

impl Cost {
    fn turns(self) -> u32 {
        match self {
            Self::Once => 1,
            Self::SeveralPasses => 4,
        }
    }
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

impl Turn {
    /// Works on a thread that may block. The turn is that thread's, and given back when its work ends: whoever asked may
    /// have gone before, and what goes on there still costs.
    pub(super) fn spawn<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> JoinHandle<T> {
        tokio::task::spawn_blocking(move || {
            let _turn = self;
            work()
        })
    }
}

impl Turns {
    /// `all` at once, `of_one` of them for one address; further ones wait for so long and are told this.
    pub fn new(all: usize, of_one: usize, patience: Duration, told: &'static str) -> Self {
        Self { all: Arc::new(Semaphore::new(all)), each: Mutex::default(), of_one, patience, told }
    }

    /// A turn for whoever sent the request, for work that costs so much.
    ///
    /// # Errors
    /// None came free in time.
    pub async fn take(&self, cost: Cost) -> Result<Turn, Problem> {
        let asker = ASKER.try_with(|asker| *asker).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let of = self.of_address(asker);
        // Its own first: whoever asks for much waits for itself and holds nobody else up.
        let both = async {
            let own = Arc::clone(&of).acquire_many_owned(cost.turns()).await?;
            let all = Arc::clone(&self.all).acquire_many_owned(cost.turns()).await?;
            Ok::<_, tokio::sync::AcquireError>((own, all))
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
    use futures_util::FutureExt;
    use std::sync::mpsc;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn one_address_leaves_turns_for_the_others() {
        let turns = Turns::new(3, 2, Duration::ZERO, "too much is streamed");
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        let other: IpAddr = "192.0.2.2".parse().unwrap();
        let first = ASKER.scope(one, turns.take(Cost::Once)).await.unwrap();
        let _second = ASKER.scope(one, turns.take(Cost::Once)).await.unwrap();
        let refused = ASKER.scope(one, turns.take(Cost::Once)).await.unwrap_err();
        assert_eq!(refused.status, 503);
        assert!(refused.detail.contains("too much is streamed"));
        let _others = ASKER.scope(other, turns.take(Cost::Once)).await.unwrap();
        assert!(ASKER.scope(other, turns.take(Cost::Once)).await.is_err(), "all are taken");
        drop(first);
        ASKER.scope(other, turns.take(Cost::Once)).await.unwrap();
    }

    #[tokio::test]
    async fn a_turn_is_given_back_when_its_thread_has_done_and_not_when_its_asker_leaves() {
        let turns = Turns::new(1, 1, Duration::from_secs(60), "more is asked than can be answered");
        let (begins, begun) = oneshot::channel();
        let (end, ends) = mpsc::channel::<()>();
        let turn = turns.take(Cost::Once).await.unwrap();
        let asker = tokio::spawn(turn.spawn(move || {
            begins.send(()).unwrap();
            ends.recv().unwrap();
        }));
        begun.await.unwrap();
        asker.abort();
        assert!(asker.await.unwrap_err().is_cancelled());
        assert!(turns.take(Cost::Once).now_or_never().is_none(), "the thread still works");
        end.send(()).unwrap();
        turns.take(Cost::Once).await.unwrap();
    }

    #[tokio::test]
    async fn what_costs_more_takes_more_turns() {
        let turns = Turns::new(10, 6, Duration::ZERO, "more is asked than can be answered");
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        let other: IpAddr = "192.0.2.2".parse().unwrap();
        let dear = ASKER.scope(one, turns.take(Cost::SeveralPasses)).await.unwrap();
        assert!(ASKER.scope(one, turns.take(Cost::SeveralPasses)).await.is_err(), "two of these are more than six");
        let _light = ASKER.scope(one, turns.take(Cost::Once)).await.unwrap();
        let _others = ASKER.scope(other, turns.take(Cost::SeveralPasses)).await.unwrap();
        drop(dear);
        ASKER.scope(one, turns.take(Cost::SeveralPasses)).await.unwrap();
    }
}
