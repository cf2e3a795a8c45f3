//! One visit to one source: what it may use, and the figures that it adds up.

use crate::client::Client;
use crate::report::Report;
use crate::sink::{Absence, Fetched, Missing, Sink, SinkError, Stored};
use jiff::{SignedDuration, Timestamp};
use record::DocumentFacts;

/// What a run asks of every source.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The time of the run; every date rule counts from here.
    pub now: Timestamp,
    /// Meetings this recent are asked for again, in days.
    pub look_back_days: u16,
    /// Ask again for everything, whatever is held.
    pub full: bool,
    /// Most bytes of one document; larger ones are recorded and not fetched.
    pub max_document_bytes: u64,
}

/// Why a visit ended early.
#[derive(Debug, thiserror::Error)]
pub enum Stop {
    /// The sink cannot keep what was found: the whole run ends.
    #[error(transparent)]
    Sink(#[from] SinkError),
    /// The source refuses us.
    #[error("refused: {0}")]
    Refused(String),
    /// The source cannot be visited now.
    #[error("{0}")]
    Failed(String),
}

/// One visit to one source.
pub struct Visit<'a> {
    /// To go out with.
    pub client: &'a Client,
    /// Who keeps what is found.
    pub sink: &'a mut dyn Sink,
    /// What the run asks.
    pub plan: &'a Plan,
    /// What it came to so far.
    pub report: Report,
}

/// A document is withdrawn only when two checks at least this far apart did not find it.
const WITHDRAWN_AFTER: SignedDuration = SignedDuration::from_hours(24);

impl<'a> Visit<'a> {
    pub(crate) fn new(source: &str, client: &'a Client, plan: &'a Plan, sink: &'a mut dyn Sink) -> Self {
        Self { client, sink, plan, report: Report::begin(source, Timestamp::now()) }
    }

    /// Hands a document on and counts what it turned out to be.
    pub(crate) fn keep(&mut self, facts: &DocumentFacts, fetched: Fetched) -> Result<Stored, SinkError> {
        let stored = self.sink.document(facts, fetched)?;
        match stored {
            Stored::New => self.report.new += 1,
            Stored::Changed => self.report.changed += 1,
            Stored::Unchanged | Stored::Forgotten => self.report.unchanged += 1,
        }
        Ok(stored)
    }

    /// Notes that a held document is as it was.
    pub(crate) fn keep_as_is(&mut self, facts: &DocumentFacts) -> Result<(), SinkError> {
        self.report.unchanged += 1;
        self.sink.unchanged(facts, self.plan.now)
    }

    /// Notes that a document could not be had and counts why.
    pub(crate) fn miss(&mut self, facts: &DocumentFacts, absence: Absence, message: String) -> Result<(), SinkError> {
        match absence {
            Absence::Refused => self.report.refused += 1,
            Absence::Failed => self.report.failed += 1,
            Absence::Withdrawn => self.report.withdrawn += 1,
            Absence::Gone | Absence::Restricted => {}
        }
        self.sink.missing(facts, Missing { absence, message, at: self.plan.now })
    }

    /// Notes that the source answered and does not have a held document any more: gone at first, withdrawn once a
    /// second check at least a day later finds the same.
    pub(crate) fn miss_listed(&mut self, facts: &DocumentFacts, message: &str) -> Result<(), SinkError> {
        let known = self.sink.known_document(&facts.scope, &facts.key)?;
        let long_gone = known
            .and_then(|known| known.missing_since)
            .is_some_and(|since| self.plan.now.duration_since(since) >= WITHDRAWN_AFTER);
        let absence = if long_gone { Absence::Withdrawn } else { Absence::Gone };
        self.miss(facts, absence, message.to_owned())
    }
}
