//! Workers: processes in which everything that publishers wrote is read and drawn, so that no file can do more than fail.
//!
//! A worker is this program, started again with nothing in its environment. Before it sees a byte it gives up files,
//! network and other programs, and takes limits of memory and processor time; time and output are limited from here. It is
//! asked by a `Request` on standard input, which the compressed bytes or the parts follow, and answers with one
//! `Answer` a line.

mod inside;
mod ocr;
mod office;
mod process;
mod program;
mod sandbox;

pub use inside::run;
pub use process::{Workers, this_program};

use extract::{Context, Part};
use record::Reading;
use serde::{Deserialize, Serialize};

/// What a worker is asked.
#[derive(Debug, Serialize, Deserialize)]
struct Request {
    /// How many compressed bytes follow.
    blob: Option<u64>,
    /// How many parts follow, one JSON line each, in place of bytes.
    parts: usize,
    /// What is to be made of them.
    wanted: Wanted,
}

/// What is to be made of a file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Wanted {
    /// Everything that is known of it before it is read.
    Reading(Box<Context>),
    /// One page (1-based), drawn.
    Picture { page: u32, dots_per_inch: f32 },
}

/// What a worker answers, line by line.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    /// The next part of the file.
    Part(Box<Part>),
    /// Everything, and what sort of file it is; nothing comes after it.
    Reading(Box<Reading>, Sort),
    /// A picture of so many bytes follows this line; nothing comes after it.
    Picture(u64),
    /// It cannot be drawn, and why; nothing comes after it.
    NotDrawn(String),
}

/// What sort of file the bytes themselves say that it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// Media type.
    pub media_type: Option<String>,
    /// The encoding that it is in, should it be text.
    pub charset: Option<String>,
}

/// How one runs under limits: the hidden command's other uses.
pub use ocr::run as run_ocr;
pub use office::run as run_office;
