//! Sources: one file each, one line each in [`KINDS`].
//!
//! A source owes: keys that the published thing itself carries (a number, a path), never a title or a position; dates
//! as the source gives them; no network but through the client it is handed; and silence about what it could not see -
//! a document is *gone* only when the source answered and did not list it, never because it did not answer.

mod civicclerk;
mod cmis;
mod dates;
mod detect;
mod due;
mod escribe;
mod files;
mod folder;
mod gather;
mod identity;
mod infocouncil;
mod legistar;
mod links;
mod moderngov;
mod ofsted;
mod oparl;
mod page;
mod primegov;
mod publisher;
mod records;
mod spec;
mod visit;
mod xml;

pub use detect::{Detected, detect};
pub use spec::{SourceSpec, SpecError};
pub use visit::{Plan, Stop, Visit};

use crate::client::Client;
use crate::report::{Outcome, Report};
use crate::sink::{Sink, SinkError};
use jiff::Timestamp;
use std::pin::Pin;

/// What a visit's work looks like from outside.
pub type Visiting<'a> = Pin<Box<dyn Future<Output = Result<(), Stop>> + Send + 'a>>;

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
    build: fn(&SourceSpec) -> Result<Box<dyn Source>, SpecError>,
}

/// Every kind of source.
pub const KINDS: &[Kind] = &[
    moderngov::KIND,
    cmis::KIND,
    links::KIND,
    infocouncil::KIND,
    legistar::KIND,
    escribe::KIND,
    civicclerk::KIND,
    primegov::KIND,
    oparl::KIND,
    ofsted::KIND,
    folder::KIND,
    records::KIND,
];

impl SourceSpec {
    /// The source that this block describes.
    ///
    /// # Errors
    /// Says which key is missing, unknown to this kind or unreadable, and what would be right.
    pub fn build(&self) -> Result<Box<dyn Source>, SpecError> {
        let kind = self.checked_kind()?;
        (kind.build)(self)
    }
}

/// Visits one source.
///
/// # Errors
/// Only when the sink cannot keep what was found. Whatever goes wrong at the source is told in the report.
pub async fn crawl(
    source: &dyn Source,
    client: &Client,
    plan: &Plan,
    sink: &mut dyn Sink,
) -> Result<Report, SinkError> {
    let mut visit = Visit::new(source.name(), client, plan, sink);
    let stopped = source.visit(&mut visit).await;
    visit.report.ended_at = Timestamp::now();
    match stopped {
        Ok(()) => {}
        Err(Stop::Sink(error)) => return Err(error),
        Err(Stop::Refused(reason)) => {
            visit.sink.problem("refused", &reason)?;
            visit.report.outcome = Outcome::Refused { reason };
        }
        Err(Stop::Failed(reason)) => {
            visit.sink.problem("source_failed", &reason)?;
            visit.report.outcome = Outcome::Failed { reason };
        }
    }
    Ok(visit.report)
}
