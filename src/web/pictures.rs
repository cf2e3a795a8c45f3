//! Pictures of pages: drawn in workers, two at a time, and remembered with those that cannot be drawn.

use super::error::Problem;
use crate::store::Archive;
use crate::worker::Workers;
use bytes::Bytes;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

/// Pages drawn at the same time: each may take some hundred megabytes.
const AT_ONCE: usize = 2;

/// Pages that may wait for a turn; whoever comes then is told to come again.
const WAITING: usize = 16;

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
    turns: Arc<Semaphore>,
    waiting: Arc<Semaphore>,
    idle: Arc<Mutex<Vec<Workers>>>,
    drawn: Arc<Mutex<VecDeque<(Which, Drawn)>>>,
}

impl Default for Pictures {
    fn default() -> Self {
        Self {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Arc::new(Semaphore::new(AT_ONCE + WAITING)),
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
        let waiting = Arc::clone(&self.waiting)
            .try_acquire_owned()
            .map_err(|_| Problem::busy("too many pages wait to be drawn"))?;
        let turn = Arc::clone(&self.turns).acquire_owned().await.map_err(Problem::internal)?;
        let blob = Archive::open(archive).and_then(|archive| archive.path(hash)).map_err(Problem::internal)?;
        let (idle, drawn) = (Arc::clone(&self.idle), Arc::clone(&self.drawn));
        let drawing = tokio::task::spawn_blocking(move || {
            // The turn belongs to this thread: whoever asked may have gone, and it draws to its end all the same.
            let _held = (turn, waiting);
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
    use super::*;

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
