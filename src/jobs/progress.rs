//! How far a job is: told to whoever shows it.

/// Whoever shows how far a job is. Calls may come from several threads.
pub trait Progress: Sync {
    /// Something begins that has `total` steps; `None`: nobody knows how many.
    fn begin(&self, what: &str, total: Option<u64>);

    /// `n` more steps are done.
    fn step(&self, n: u64);

    /// It is done; `told` is its outcome in words.
    fn end(&self, told: &str);
}

/// Shows nothing.
#[derive(Debug, Clone, Copy)]
pub struct Quiet;

impl Progress for Quiet {
    fn begin(&self, _: &str, _: Option<u64>) {}

    fn step(&self, _: u64) {}

    fn end(&self, _: &str) {}
}
