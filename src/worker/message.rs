//! What a worker is asked, and what it answers.

use crawler::client::Form;
use extract::{Context, Part};
use record::Reading;
use serde::{Deserialize, Serialize};

/// What a worker is asked.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Request {
    /// How many compressed bytes follow.
    pub blob: Option<u64>,
    /// How many parts follow, one JSON line each, in place of bytes.
    pub parts: usize,
    /// What is to be made of them.
    pub task: Task,
}

/// What is to be made of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Task {
    /// Everything that is known of it before it is read.
    Reading(Box<Context>),
    /// One page (1-based), drawn.
    Picture { page: u32, dots_per_inch: f32 },
    /// An answer of a site, built into a tree and dropped: whether that ends.
    Trial(Form),
}

/// What a worker answers, line by line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Answer {
    /// The next part of the file.
    Part(Box<Part>),
    /// Everything, and what sort of file it is; nothing comes after it.
    Reading(Box<Reading>, Sort),
    /// A picture of so many bytes follows this line; nothing comes after it.
    Picture(u64),
    /// It cannot be drawn, and why; nothing comes after it.
    NotDrawn(String),
    /// It was built, or what keeps it from being read; nothing comes after it.
    Built(Result<(), String>),
}

/// What sort of file the bytes themselves say that it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// Media type.
    pub media_type: Option<String>,
    /// The encoding that it is in, should it be text.
    pub charset: Option<String>,
}
