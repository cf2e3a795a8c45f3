//! One visit to one source: what it may use, and the figures that it adds up.

use crate::client::{Client, Expect, FetchError, Site};
use crate::report::Report;
use crate::sink::{Fetched, Missing, Sink, SinkError, Stored};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use record::{Absence, DocumentFacts, ProblemCode};
use url::Url;

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

impl Plan {
    /// Today where the councils are.
    pub(crate) fn today(&self) -> Date {
        // The zone is part of the library's own data; UTC is at most an hour off.
        let zone = TimeZone::get("Europe/London").unwrap_or(TimeZone::UTC);
        self.now.to_zoned(zone).date()
    }
}

/// Why a visit ended early.
#[derive(Debug, thiserror::Error)]
pub enum VisitError {
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

    pub(crate) fn today(&self) -> Date {
        self.plan.today()
    }

    /// Asks for a document and keeps it, or tells why it could not be had. Answers whether it could. One that was taken
    /// down here is not asked for: nothing of it is wanted.
    pub(crate) async fn fetch_document(
        &mut self,
        site: &mut Site<'_>,
        facts: &DocumentFacts,
        expect: Expect,
    ) -> Result<bool, VisitError> {
        let Some(url) = facts.url.as_deref().and_then(|url| Url::parse(url).ok()) else { return Ok(false) };
        if self.sink.is_taken_down(&facts.scope, &facts.key)? {
            return Ok(true);
        }
        let known = self.sink.known_document(&facts.scope, &facts.key)?;
        let known = known.filter(|known| known.hash.is_some() && !self.plan.full);
        match survive(site.file(&url, expect, known.as_ref()).await)? {
            Ok(Some(fetched)) => {
                self.keep(facts, fetched)?;
                Ok(true)
            }
            Ok(None) => {
                self.keep_as_is(facts)?;
                Ok(true)
            }
            Err(FetchError::Gone(message)) => {
                self.miss_listed(facts, &message)?;
                Ok(true)
            }
            Err(miss) => {
                self.miss(facts, miss.absence(), miss.to_string())?;
                Ok(false)
            }
        }
    }

    /// Counts and tells that a page could not be had.
    pub(crate) fn note_missed_page(&mut self, miss: &FetchError) -> Result<(), SinkError> {
        let code = match miss.absence() {
            Absence::Refused => {
                self.report.refused += 1;
                ProblemCode::Refused
            }
            _ => {
                self.report.failed += 1;
                ProblemCode::Failed
            }
        };
        self.sink.problem(code, &miss.to_string())
    }

    /// Hands a document on and counts what it turned out to be.
    pub(crate) fn keep(&mut self, facts: &DocumentFacts, fetched: Fetched) -> Result<Stored, SinkError> {
        let stored = self.sink.document(&at_the_door(facts), fetched)?;
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
        self.sink.unchanged(&at_the_door(facts), self.plan.now)
    }

    /// Notes that a document could not be had and counts why.
    pub(crate) fn miss(&mut self, facts: &DocumentFacts, absence: Absence, message: String) -> Result<(), SinkError> {
        match absence {
            Absence::Refused => self.report.refused += 1,
            Absence::Failed | Absence::TooLarge => self.report.failed += 1,
            Absence::LeftAlone => self.report.left_alone += 1,
            Absence::Withdrawn => self.report.withdrawn += 1,
            Absence::Gone | Absence::Restricted => {}
        }
        let message = record::text::printable(&message);
        self.sink.missing(&at_the_door(facts), Missing { absence, message, at: self.plan.now })
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

/// What a publisher calls a document, made safe before anything keeps or prints it.
fn at_the_door(facts: &DocumentFacts) -> DocumentFacts {
    DocumentFacts {
        file_name: record::text::safe_name(&facts.file_name),
        title: facts.title.as_deref().map(record::text::printable),
        ..facts.clone()
    }
}

/// Lets a visit go on after a miss, unless the site is given up.
pub(crate) fn survive<T>(answer: Result<T, FetchError>) -> Result<Result<T, FetchError>, VisitError> {
    match answer {
        Err(FetchError::GivenUp { reason, refused: true }) => Err(VisitError::Refused(reason)),
        Err(FetchError::GivenUp { reason, refused: false }) => Err(VisitError::Failed(reason)),
        other => Ok(other),
    }
}
