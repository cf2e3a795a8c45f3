//! An address that is used again: "latest-minutes.pdf" holds another meeting's minutes every month. The day in the words of its
//! link tells; the paper that stood there before is kept.

use super::rule::Link;
use super::{Crawl, VisitError};
use crate::client::Expect;
use crate::sink::{Body, Fetched, HeldDocument};
use crate::source::identity::dated_paper_key;
use crate::source::visit::survive;
use data_encoding::HEXLOWER;
use jiff::civil::Date;
use record::{DocumentFacts, ProblemCode};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, BufRead, BufReader};

/// Days by which the day of a link may be corrected: beyond, it is looked whether the bytes are others.
const CORRECTED_BY: i64 = 6;

impl Crawl<'_, '_> {
    /// The paper that stands at this address if it is not the one that is held under its key: the key that it has.
    pub(super) async fn another(
        &mut self,
        link: &Link,
        facts: &DocumentFacts,
        expect: Expect,
    ) -> Result<Option<String>, VisitError> {
        let scope = self.source.publisher.scope.clone();
        let Some(held) = self.to.visit.sink.held_document(&scope, &facts.key)? else { return Ok(None) };
        let Some(day) = link.day().filter(|day| is_far_from(&held, *day)) else { return Ok(None) };
        let key = dated_paper_key(&facts.key, day);
        let is_known = self.to.visit.sink.held_document(&scope, &key)?.is_some_and(|held| held.known.hash.is_some());
        if is_known || self.to.visit.sink.is_taken_down(&scope, &key)? {
            return Ok(Some(key));
        }
        let fetched = match survive(self.to.site.file(&link.url, expect, None).await)? {
            Ok(Some(fetched)) => fetched,
            Ok(None) => return Ok(None),
            Err(miss) => {
                self.to.visit.note_missed_page(&miss)?;
                return Ok(None);
            }
        };
        if hash(&fetched)? == held.known.hash {
            return Ok(None);
        }
        let before = held.facts.meeting_on.map(|on| on.to_string()).unwrap_or_default();
        let message = format!("{} held a paper of {before} and holds one of {day} now; both are kept", link.url);
        self.to.visit.sink.problem(ProblemCode::ReusedId, &message)?;
        let facts = DocumentFacts { key: key.clone(), ..facts.clone() };
        self.to.visit.keep(&facts, fetched)?;
        Ok(Some(key))
    }
}

/// Whether a held paper is of quite another day.
fn is_far_from(held: &HeldDocument, day: Date) -> bool {
    let apart = held.facts.meeting_on.map(|on| on.duration_since(day).as_hours().abs() / 24);
    held.known.hash.is_some() && apart.is_some_and(|apart| apart > CORRECTED_BY)
}

/// The hash of what came.
fn hash(fetched: &Fetched) -> Result<Option<String>, VisitError> {
    let mut hasher = Sha256::new();
    match &fetched.body {
        Body::Memory(bytes) => hasher.update(bytes),
        Body::File(path) => {
            let failed = |error: io::Error| VisitError::Failed(format!("cannot read a temporary file: {error}"));
            let mut file = BufReader::new(File::open(path).map_err(failed)?);
            while let portion = file.fill_buf().map_err(failed)?
                && !portion.is_empty()
            {
                hasher.update(portion);
                let read = portion.len();
                file.consume(read);
            }
        }
        Body::Opened(_) => return Ok(None),
    }
    Ok(Some(HEXLOWER.encode(&hasher.finalize())))
}
