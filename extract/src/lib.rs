//! Reading committee papers: bytes in, pages, components, passages, attributions, resolutions and commitments out.
//!
//! Pure: no files, no network, no clock. Reading cannot fail; it gives a [`record::Reading`] whose list of problems
//! says what could not be read. The one exception to purity is that callers may hand in pages read by OCR.

pub mod content;
pub mod context;
pub mod follow;
pub mod format;
pub mod layout;
pub mod lexicon;
pub mod people;
pub mod rules;
pub mod structure;

pub use content::{Block, Content, Line, Metadata, OutlineEntry, Page, Part};
pub use context::{Context, OfficeHolder};
