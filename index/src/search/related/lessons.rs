//! What a snapshot remembers of what it learned from passages.

use crate::cache::Cache;
use std::sync::Arc;

/// What was learned, by the kind of lesson and what it is about.
pub(crate) type Lessons = Cache<(Lesson, String), Learned>;

/// A kind of lesson.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Lesson {
    /// Whether a phrase is printed as a name.
    Name,
    /// How a phrase is abbreviated.
    Abbreviated,
    /// What an abbreviation stands for.
    StandsFor,
    /// Where an abbreviation stands for something else.
    Otherwise,
    /// How near two words must stand.
    Nearness,
}

/// What was learned, and what has to be said of it. A truth is a list with something in it.
#[derive(Clone)]
pub(crate) struct Learned {
    pub found: Arc<[String]>,
    pub notes: Arc<[String]>,
}
