//! What one connection is doing, and when it has done nothing for too long: silent, idle, or no longer read.

use super::limit::network;
use axum::body::{Body, Bytes};
use axum::http::Request;
use axum::response::Response;
use http_body::Frame;
use std::collections::HashMap;
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

/// How long a connection may keep its place.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// Until its first request has come, headers and all.
    pub first_request: Duration,
    /// Between requests.
    pub idle: Duration,
    /// While an answer is under way of which nothing is taken.
    pub stalled: Duration,
    /// Connections of one address that is no proxy of ours.
    pub of_one_address: usize,
    /// Connections in all.
    pub in_all: usize,
}

impl Default for Patience {
    /// Browsers open six connections, and keep them for a minute at most; an answer begins within 30 seconds.
    fn default() -> Self {
        Self {
            first_request: Duration::from_secs(10),
            idle: Duration::from_secs(30),
            stalled: Duration::from_secs(60),
            of_one_address: 64,
            in_all: 1_024,
        }
    }
}

/// What one connection is doing.
#[derive(Debug, Clone)]
pub(super) struct Activity {
    now: Arc<Mutex<Doing>>,
}

#[derive(Debug)]
struct Doing {
    requests: u64,
    under_way: usize,
    last: Instant,
}

impl Activity {
    /// Of a connection that was just opened.
    pub fn begin() -> Self {
        Self { now: Arc::new(Mutex::new(Doing { requests: 0, under_way: 0, last: Instant::now() })) }
    }

    fn note(&self, change: impl FnOnce(&mut Doing)) {
        let mut now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut now);
        now.last = Instant::now();
    }

    /// A request has come; it is under way until the answer's body ends or is dropped.
    pub fn request<B>(&self, _: &Request<B>) -> UnderWay {
        self.note(|now| {
            now.requests += 1;
            now.under_way += 1;
        });
        UnderWay(self.clone())
    }

    /// Whether a request has come.
    pub fn has_begun(&self) -> bool {
        self.now.lock().unwrap_or_else(PoisonError::into_inner).requests > 0
    }

    /// Waits until it has done nothing for too long.
    pub async fn is_over(&self, patience: Patience) {
        loop {
            let left = self.left(patience);
            if left.is_zero() {
                return;
            }
            tokio::time::sleep(left).await;
        }
    }

    fn left(&self, patience: Patience) -> Duration {
        let now = self.now.lock().unwrap_or_else(PoisonError::into_inner);
        let allowed = match (now.requests, now.under_way) {
            (0, _) => patience.first_request,
            (_, 0) => patience.idle,
            _ => patience.stalled,
        };
        allowed.saturating_sub(now.last.elapsed())
    }
}

/// A request under way.
pub(super) struct UnderWay(Activity);

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.note(|now| now.under_way -= 1);
    }
}

impl UnderWay {
    /// The same answer, noting each piece of it that is taken.
    pub fn watch(self, answer: Response) -> Response {
        answer.map(|body| Body::new(Watched { body, under_way: self }))
    }
}

struct Watched {
    body: Body,
    under_way: UnderWay,
}

impl http_body::Body for Watched {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(cx);
        if polled.is_ready() {
            self.under_way.0.note(|_| {});
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.body.size_hint()
    }
}

/// How many connections each address has.
#[derive(Debug, Clone, Default)]
pub(super) struct Addresses {
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// The place of one connection among those of its address.
pub(super) struct Place {
    addresses: Addresses,
    address: IpAddr,
}

impl Addresses {
    /// A place for one more connection of this address; none where it has so many.
    pub fn place(&self, address: IpAddr, most: usize) -> Option<Place> {
        let address = network(address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(address).or_default();
        if *count >= most {
            return None;
        }
        *count += 1;
        drop(open);
        Some(Place { addresses: self.clone(), address })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.addresses.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_last_how_long_depends_on_what_is_done() {
        let patience = Patience::default();
        let activity = Activity::begin();
        let allowed = |activity: &Activity| activity.left(patience).as_secs_f32().round() as u64;
        assert_eq!(allowed(&activity), 10, "nothing was asked yet");
        let first = activity.request(&Request::new(()));
        assert_eq!(allowed(&activity), 60);
        drop(first);
        assert_eq!(allowed(&activity), 30, "between requests");
    }

    #[test]
    fn an_address_has_so_many_places_and_gives_them_back() {
        let addresses = Addresses::default();
        let one: IpAddr = "192.0.2.1".parse().unwrap();
        let first = addresses.place(one, 2);
        let second = addresses.place(one, 2);
        assert!(first.is_some() && second.is_some() && addresses.place(one, 2).is_none());
        assert!(addresses.place("192.0.2.2".parse().unwrap(), 2).is_some());
        drop(first);
        assert!(addresses.place(one, 2).is_some());
        drop(second);
        assert!(addresses.open.lock().unwrap().is_empty(), "nothing is kept of who is gone");
    }
}
