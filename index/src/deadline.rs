//! Until when a question may be worked at: set for a thread by whoever asks, looked at by everything that takes long.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// The end of a question: a moment, or that nobody waits for the answer any more.
#[derive(Debug, Clone)]
pub struct Deadline {
    at: Instant,
    left: Arc<AtomicBool>,
}

thread_local! {
    static HERE: RefCell<Option<Deadline>> = const { RefCell::new(None) };
}

impl Deadline {
    /// At this moment, or as soon as `left` is true.
    pub fn new(at: Instant, left: Arc<AtomicBool>) -> Self {
        Self { at, left }
    }

    fn is_over(&self) -> bool {
        self.left.load(Ordering::Relaxed) || Instant::now() >= self.at
    }
}

/// Does `work` on this thread, which is to end by then.
pub fn within<T>(deadline: Deadline, work: impl FnOnce() -> T) -> T {
    struct Before(Option<Deadline>);
    impl Drop for Before {
        fn drop(&mut self) {
            HERE.set(self.0.take());
        }
    }
    let _before = Before(HERE.replace(Some(deadline)));
    work()
}

/// Whether what this thread works at is to end. Never, where nobody said until when.
pub fn is_over() -> bool {
    HERE.with_borrow(|here| here.as_ref().is_some_and(Deadline::is_over))
}

/// Refuses to begin something that takes long once the time is up.
pub(crate) fn check() -> tantivy::Result<()> {
    if is_over() {
        Err(tantivy::TantivyError::InternalError("the time for this question is up".to_owned()))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn it_holds_for_its_work_alone() {
        let left = Arc::new(AtomicBool::new(false));
        let later = Instant::now() + Duration::from_secs(3_600);
        within(Deadline::new(later, Arc::clone(&left)), || {
            assert!(!is_over());
            within(Deadline::new(Instant::now(), Arc::default()), || assert!(check().is_err()));
            assert!(!is_over(), "what held before holds again");
            left.store(true, Ordering::Relaxed);
            assert!(is_over(), "nobody waits any more");
        });
        assert!(!is_over());
    }
}
