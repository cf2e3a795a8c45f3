//! Pictures of pages: drawn in workers, two at a time, and remembered with those that cannot be drawn.

use super::error::Problem;
use super::turns::{Cost, Turn, Turns};
use crate::store::Archive;
use crate::worker::Workers;
use bytes::Bytes;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Pages drawn at the same time: each may take some hundred megabytes.
const AT_ONCE: usize = 2;

/// Of those, for one address: whoever asks for many pages that take long waits for itself and holds nobody else up.
const AT_ONCE_FOR_ONE: usize = 1;

/// Pages that are drawn or wait for it, and for one address; whoever comes then is told to come again.
const WAITING: (usize, usize) = (18, 6);

/// How long a page may wait to be drawn. Its picture is to come some seconds before whoever asked is told that it is too late.
const WAIT: Duration = Duration::from_secs(15);

/// Bytes of pictures that are remembered: some hundred pages.
const REMEMBERED_BYTES: usize = 32 << 20;

/// Pages that are remembered, drawn or not.
const REMEMBERED: usize = 1_024;

/// A page: the hash of its file, its number, its dots per inch.
type Which = (String, u32, u32);

/// A picture, or why there is none.
type Drawn = Result<Bytes, String>;

/// Who draws, and what was drawn.
pub(super) struct Pictures {
    turns: Turns,
    waiting: Turns,
    idle: Arc<Mutex<Vec<Workers>>>,
    drawn: Arc<Mutex<VecDeque<(Which, Drawn)>>>,
}

impl Default for Pictures {
    fn default() -> Self {
        Self {
            turns: Turns::new(AT_ONCE, AT_ONCE_FOR_ONE, WAIT, "pages take longer to be drawn than can be waited for"),
            waiting: Turns::new(WAITING.0, WAITING.1, Duration::ZERO, "too many pages wait to be drawn"),
            idle: Arc::default(),
            drawn: Arc::default(),
        }
    }
}

impl Pictures {
    /// One page of an archived PDF.
    ///
    /// # Errors
    /// It cannot be drawn, or too many wait.
    pub(super) async fn draw(&self, archive: &Path, hash: &str, page: u32, dots: f32) -> Result<Bytes, Problem> {
        let which = (hash.to_owned(), page, dots.to_bits());
        if let Some(drawn) = known(&self.drawn, &which) {
            return drawn.map_err(Problem::not_available);
        }
        let (turn, waiting) = self.turn().await?;
        let blob = Archive::open(archive).and_then(|archive| archive.path(hash)).map_err(Problem::internal)?;
        let (idle, drawn) = (Arc::clone(&self.idle), Arc::clone(&self.drawn));
        let drawing = turn.spawn(move || {
            let _waiting = waiting;
            if let Some(drawn) = known(&drawn, &which) {
                return Ok(drawn);
            }
            let mut workers = lock(&idle).pop().unwrap_or_default();
            let result = workers.draw(&blob, which.1, f32::from_bits(which.2)).map_err(Problem::internal)?;
            lock(&idle).push(workers);
            let result = result.map(Bytes::from);
            remember(&mut lock(&drawn), which, result.clone());
            Ok::<_, Problem>(result)
        });
        drawing.await.map_err(Problem::internal)??.map_err(Problem::not_available)
    }

    /// A turn to draw, and the place among those who wait for one.
    async fn turn(&self) -> Result<(Turn, Turn), Problem> {
        let waiting = self.waiting.take(Cost::Once).await?;
        Ok((self.turns.take(Cost::Once).await?, waiting))
    }
}

fn lock<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

fn known(drawn: &Mutex<VecDeque<(Which, Drawn)>>, which: &Which) -> Option<Drawn> {
    lock(drawn).iter().find(|(known, _)| known == which).map(|(_, drawn)| drawn.clone())
}

/// Keeps the newest; the oldest go first.
fn remember(drawn: &mut VecDeque<(Which, Drawn)>, which: Which, result: Drawn) {
    drawn.push_back((which, result));
    let bytes = |drawn: &VecDeque<(Which, Drawn)>| -> usize {
        drawn.iter().filter_map(|(_, drawn)| drawn.as_ref().ok()).map(Bytes::len).sum()
    };
    while drawn.len() > REMEMBERED || bytes(drawn) > REMEMBERED_BYTES {
        drawn.pop_front();
    }
}

#[cfg(test)]
mod tests {
    use super::super::turns::ASKER;
    use super::*;
    use futures_util::FutureExt;
    use std::net::IpAddr;

    #[tokio::test]
    async fn one_address_leaves_others_their_pages() {
        let pictures = Pictures::default();
        let of = |last| ASKER.scope(IpAddr::from([192, 0, 2, last]), pictures.turn());
        let first = of(1).await.unwrap();
        assert!(of(1).now_or_never().is_none(), "its second page waits for its first");
        let _others = of(2).now_or_never().unwrap().unwrap();
        drop(first);
        let _again = of(1).now_or_never().unwrap().unwrap();
        let waiting: Vec<_> = (0..WAITING.1 - 1).map(|_| Box::pin(of(1))).collect();
        let mut waiting = futures_util::future::join_all(waiting);
        assert!((&mut waiting).now_or_never().is_none());
        assert_eq!(of(1).await.unwrap_err().status, 503, "one address has so many that wait");
        assert!(of(3).now_or_never().is_none(), "and leaves places to the others");
    }

    #[test]
    fn the_newest_pictures_are_remembered_and_the_failures_too() {
        let mut drawn = VecDeque::new();
        remember(&mut drawn, ("bad".into(), 1, 0), Err("damaged".into()));
        for page in 0..5 {
            remember(&mut drawn, ("a".into(), page, 0), Ok(Bytes::from(vec![0; REMEMBERED_BYTES / 4])));
        }
        let drawn = Mutex::new(drawn);
        assert!(known(&drawn, &("a".into(), 4, 0)).is_some_and(|drawn| drawn.is_ok()));
        assert!(known(&drawn, &("a".into(), 0, 0)).is_none());
        assert!(known(&drawn, &("b".into(), 4, 0)).is_none());
    }
}
