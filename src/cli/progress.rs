//! Progress on standard error: a bar on a terminal, plain lines elsewhere.

use crate::jobs::Progress;
use indicatif::{HumanDuration, ProgressBar, ProgressStyle};
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Time between two lines where there is no bar: a night's log stays readable.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// What suits standard error.
pub fn for_stderr() -> Box<dyn Progress> {
    if std::io::stderr().is_terminal() { Box::new(Bar::default()) } else { Box::new(Lines::default()) }
}

/// A bar with totals and time left.
#[derive(Default)]
struct Bar {
    bar: Mutex<Option<ProgressBar>>,
}

impl Progress for Bar {
    fn begin(&self, what: &str, total: Option<u64>) {
        let (bar, template) = match total {
            Some(total) => (ProgressBar::new(total), "{msg} [{bar:30}] {pos}/{len}, {eta} left"),
            None => (ProgressBar::new_spinner(), "{spinner} {msg} {elapsed}"),
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style.progress_chars("=> "));
        }
        bar.set_message(what.to_owned());
        bar.enable_steady_tick(Duration::from_millis(200));
        *self.bar.lock().unwrap_or_else(PoisonError::into_inner) = Some(bar);
    }

    fn step(&self, n: u64) {
        if let Some(bar) = self.bar.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            bar.inc(n);
        }
    }

    fn end(&self, told: &str) {
        if let Some(bar) = self.bar.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
        super::tell(told);
    }
}

/// A line now and then.
#[derive(Default)]
struct Lines {
    task: Mutex<Option<Task>>,
}

struct Task {
    what: String,
    total: Option<u64>,
    done: u64,
    begun: Instant,
    told_at: Instant,
}

impl Progress for Lines {
    fn begin(&self, what: &str, total: Option<u64>) {
        tracing::info!("{what}");
        let now = Instant::now();
        let task = Task { what: what.to_owned(), total, done: 0, begun: now, told_at: now };
        *self.task.lock().unwrap_or_else(PoisonError::into_inner) = Some(task);
    }

    fn step(&self, n: u64) {
        let mut task = self.task.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(task) = task.as_mut() else { return };
        task.done += n;
        if task.told_at.elapsed() < BETWEEN_LINES {
            return;
        }
        task.told_at = Instant::now();
        match task.total {
            Some(total) => {
                let left =
                    task.begun.elapsed().mul_f64(total.saturating_sub(task.done) as f64 / task.done.max(1) as f64);
                tracing::info!("{}: {} of {total}, {} left", task.what, task.done, HumanDuration(left));
            }
            None => tracing::info!("{}: {}", task.what, task.done),
        }
    }

    fn end(&self, told: &str) {
        *self.task.lock().unwrap_or_else(PoisonError::into_inner) = None;
        tracing::info!("{told}");
    }
}
