//! What is held: the archive of bytes and facts, the catalogue made from it, and the way to read both.
//!
//! One process writes, with the lock in hand; any number read. Every fact goes to the journal first and to the catalogue
//! after, and what a killed writer left between the two is done when the next one opens the store.

pub mod archive;
pub mod backup;
pub mod catalogue;
pub mod journal;
pub(crate) mod json;
mod keeper;
mod lock;
pub mod notebooks;
mod paths;
pub mod read;
mod reader;
pub mod requests;
mod side_file;
pub mod subscriptions;
mod takedown;
mod words;
mod writer;

pub use archive::{Archive, ArchiveError};
pub use catalogue::{Catalogue, CatalogueError};
pub use journal::{Fact, Journal, JournalError, Retrieval};
pub use keeper::Keeper;
pub use lock::{LockError, WriterLock};
pub use paths::{DataPaths, Unfinished};
pub use reader::{Reader, ReaderError};
pub use requests::Request;
pub(crate) use side_file::random_bytes;
pub use writer::{Store, StoreError};
