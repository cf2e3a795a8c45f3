//! Tantivy, in a folder of ours: the engine that needs nothing.

pub(crate) mod generations;
mod read;
mod unlocked;
mod write;

pub(crate) use read::Folder;
pub(crate) use write::Embedded;
