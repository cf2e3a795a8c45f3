//! A sink that keeps everything in memory: the reference for what a [`Sink`] owes, used to probe a source and by tests.

use super::{Body, Fetched, HeldDocument, Known, Missing, Sink, SinkError, Stored};
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use jiff::civil::Date;
use record::{Absence, DocumentFacts, MeetingFacts, MemberFacts, ProblemCode};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// A document as [`MemorySink`] holds it.
#[derive(Debug, Clone, Default)]
pub struct MemoryDocument {
    /// What the source said last.
    pub facts: DocumentFacts,
    /// Every version of its bytes, oldest first.
    pub versions: Vec<Vec<u8>>,
    /// What the next run will be told.
    pub known: Known,
    /// Why it could not be had, if it could not the last time.
    pub absence: Option<Absence>,
    /// What was asked then and what came back.
    pub message: Option<String>,
}

/// Everything that was handed over, by scope and key.
#[derive(Debug, Default)]
pub struct MemorySink {
    /// Documents, held or only known of.
    pub documents: BTreeMap<(String, String), MemoryDocument>,
    /// Pages that were asked for facts.
    pub pages: BTreeMap<String, Known>,
    /// Meetings.
    pub meetings: BTreeMap<(String, String), MeetingFacts>,
    /// Members.
    pub members: BTreeMap<(String, String), MemberFacts>,
    /// Documents that were taken down on purpose.
    pub taken_down: BTreeSet<(String, String)>,
    /// Problems, as `code: message`.
    pub problems: Vec<String>,
}

impl MemorySink {
    /// The document with this key, in whatever scope.
    pub fn document_by_key(&self, key: &str) -> Option<&MemoryDocument> {
        self.documents.iter().find(|((_, held), _)| held == key).map(|(_, document)| document)
    }

    fn entry(&mut self, facts: &DocumentFacts) -> &mut MemoryDocument {
        let document = self.documents.entry((facts.scope.clone(), facts.key.clone())).or_default();
        document.facts = facts.clone();
        document
    }
}

impl Sink for MemorySink {
    fn known_document(&mut self, scope: &str, key: &str) -> Result<Option<Known>, SinkError> {
        Ok(self.documents.get(&(scope.to_owned(), key.to_owned())).map(|document| document.known.clone()))
    }

    fn held_document(&mut self, scope: &str, key: &str) -> Result<Option<HeldDocument>, SinkError> {
        let held = self.documents.get(&(scope.to_owned(), key.to_owned()));
        Ok(held.map(|held| HeldDocument { facts: held.facts.clone(), known: held.known.clone() }))
    }

    fn is_taken_down(&mut self, scope: &str, key: &str) -> Result<bool, SinkError> {
        Ok(self.taken_down.contains(&(scope.to_owned(), key.to_owned())))
    }

    fn known_page(&mut self, url: &str) -> Result<Option<Known>, SinkError> {
        Ok(self.pages.get(url).cloned())
    }

    fn page(&mut self, url: &str, known: Known) -> Result<(), SinkError> {
        self.pages.insert(url.to_owned(), known);
        Ok(())
    }

    fn document(&mut self, facts: &DocumentFacts, fetched: Fetched) -> Result<Stored, SinkError> {
        if self.is_taken_down(&facts.scope, &facts.key)? {
            return Ok(Stored::Forgotten);
        }
        let bytes = match fetched.body {
            Body::Memory(bytes) => bytes,
            Body::File(path) => std::fs::read(&path).map_err(|error| SinkError(Box::new(error)))?,
            Body::Opened(mut file) => {
                let mut bytes = Vec::new();
                file.read_to_end(&mut bytes).map_err(|error| SinkError(Box::new(error)))?;
                bytes
            }
        };
        let hash = HEXLOWER.encode(&Sha256::digest(&bytes));
        let document = self.entry(facts);
        let stored = match &document.known.hash {
            None => Stored::New,
            Some(held) if *held == hash => Stored::Unchanged,
            Some(_) => Stored::Changed,
        };
        if stored != Stored::Unchanged {
            document.versions.push(bytes);
        }
        document.absence = None;
        document.known = Known {
            etag: fetched.etag,
            last_modified: fetched.last_modified,
            hash: Some(hash),
            content_hash: None,
            checked_at: Some(fetched.fetched_at),
            missing_since: None,
        };
        Ok(stored)
    }

    fn unchanged(&mut self, facts: &DocumentFacts, at: Timestamp) -> Result<(), SinkError> {
        let document = self.entry(facts);
        document.absence = None;
        document.known.checked_at = Some(at);
        document.known.missing_since = None;
        Ok(())
    }

    fn missing(&mut self, facts: &DocumentFacts, missing: Missing) -> Result<(), SinkError> {
        let document = self.entry(facts);
        document.absence = Some(missing.absence);
        document.message = Some(missing.message);
        if matches!(missing.absence, Absence::Gone | Absence::Withdrawn) {
            document.known.missing_since.get_or_insert(missing.at);
        }
        Ok(())
    }

    fn meeting(&mut self, facts: &MeetingFacts) -> Result<(), SinkError> {
        self.meetings.insert((facts.scope.clone(), facts.key.clone()), facts.clone());
        Ok(())
    }

    fn member(&mut self, facts: &MemberFacts) -> Result<(), SinkError> {
        self.members.insert((facts.scope.clone(), facts.key.clone()), facts.clone());
        Ok(())
    }

    fn held_keys(&mut self, scope: &str) -> Result<Vec<String>, SinkError> {
        let held = self.documents.iter().filter(|((of, _), document)| of == scope && document.known.hash.is_some());
        Ok(held.map(|((_, key), _)| key.clone()).collect())
    }

    fn documents_of(&mut self, scope: &str, meeting_key: &str) -> Result<Vec<HeldDocument>, SinkError> {
        let of_meeting = self.documents.values().filter(|document| {
            document.facts.scope == scope
                && document.facts.meeting_key.as_deref() == Some(meeting_key)
                && document.absence != Some(Absence::Withdrawn)
        });
        Ok(of_meeting.map(|held| HeldDocument { facts: held.facts.clone(), known: held.known.clone() }).collect())
    }

    fn held_meeting(&mut self, scope: &str, key: &str) -> Result<Option<MeetingFacts>, SinkError> {
        Ok(self.meetings.get(&(scope.to_owned(), key.to_owned())).cloned())
    }

    fn held_meetings(&mut self, scope: &str, from: Date, until: Date) -> Result<Vec<MeetingFacts>, SinkError> {
        let within =
            |held: &&MeetingFacts| held.scope == scope && held.on.is_some_and(|on| (from..=until).contains(&on));
        Ok(self.meetings.values().filter(within).cloned().collect())
    }

    fn problem(&mut self, code: ProblemCode, message: &str) -> Result<(), SinkError> {
        self.problems.push(format!("{code}: {message}"));
        Ok(())
    }
}
