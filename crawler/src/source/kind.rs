//! What a source is, and a kind of sources.

use super::spec::{SourceSpec, SpecError};
use super::visit::{Visit, VisitError};
use std::pin::Pin;

/// What a visit's work looks like from outside.
pub type Visiting<'a> = Pin<Box<dyn Future<Output = Result<(), VisitError>> + Send + 'a>>;

/// Something that publishes documents.
pub trait Source: Send + Sync {
    /// The name that the configuration gives it.
    fn name(&self) -> &str;

    /// Asks for everything that is due and hands it on.
    fn visit<'a>(&'a self, visit: &'a mut Visit<'_>) -> Visiting<'a>;
}

/// A kind of source.
pub struct Kind {
    /// Its word in `kind = "..."`.
    pub name: &'static str,
    /// What it is, for help and error texts.
    pub help: &'static str,
    /// Keys that it takes besides `name` and `kind`; those marked `true` are required.
    pub keys: &'static [(&'static str, bool)],
    /// Makes a source of a block of the configuration.
    pub(super) build: fn(&SourceSpec) -> Result<Box<dyn Source>, SpecError>,
}
