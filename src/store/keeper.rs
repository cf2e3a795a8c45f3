//! What a crawl finds, kept: bytes to the archive, facts to the journal, both to the catalogue.

use super::catalogue::{documents, facts, meetings, runs, takedown};
use super::{CatalogueError, Fact, Retrieval, Store, StoreError};
use crawler::{Body, Fetched, HeldDocument, Known, Missing, Sink, SinkError, Stored};
use jiff::Timestamp;
use jiff::civil::Date;
use record::{Absence, DocumentFacts, DocumentId, DocumentState, MeetingFacts, MemberFacts, ProblemCode};
use std::fs::File;

/// The store, while one source is crawled.
pub struct Keeper<'a> {
    store: &'a mut Store,
    source: &'a str,
    between: &'a (dyn Fn(&mut Store) -> anyhow::Result<()> + Sync),
}

impl<'a> Keeper<'a> {
    /// Keeps what the source of this name finds. A crawl takes hours: what cannot wait for its end is done by `between`
    /// whenever something was found or asked for.
    pub fn new(
        store: &'a mut Store,
        source: &'a str,
        between: &'a (dyn Fn(&mut Store) -> anyhow::Result<()> + Sync),
    ) -> Self {
        Self { store, source, between }
    }

    fn between(&mut self) -> Result<(), SinkError> {
        (self.between)(self.store).map_err(|error| SinkError(error.into()))
    }

    fn put(&self, fetched: &Fetched) -> Result<Retrieval, StoreError> {
        let archive = self.store.archive();
        let open = |path: &std::path::Path| {
            File::open(path).map_err(|source| super::ArchiveError::Io { what: "read", path: path.to_owned(), source })
        };
        let blob = match &fetched.body {
            Body::Memory(bytes) => archive.put(bytes.as_slice())?,
            Body::File(path) => archive.put(open(path)?)?,
            Body::Opened(file) => archive.put(file)?,
        };
        Ok(Retrieval {
            hash: blob.hash,
            bytes: blob.bytes,
            content_type: fetched.content_type.clone(),
            final_url: fetched.final_url.clone(),
            etag: fetched.etag.clone(),
            last_modified: fetched.last_modified.clone(),
        })
    }

    fn checked(&mut self, id: &DocumentId, at: Timestamp) -> Result<(), StoreError> {
        Ok(self.store.write(|t| documents::checked(t, id, at))?)
    }

    fn keep_document(&mut self, facts: &DocumentFacts, fetched: &Fetched) -> Result<Stored, StoreError> {
        let id = DocumentId::derive(&facts.scope, &facts.key);
        let catalogue = self.store.catalogue();
        if takedown::is_forgotten(catalogue, &id)? {
            return Ok(Stored::Forgotten);
        }
        let held = documents::known(catalogue, &id)?.unwrap_or_default();
        let retrieval = self.put(fetched)?;
        if takedown::is_forgotten_content(self.store.catalogue(), &retrieval.hash)? {
            self.store.archive().remove(&retrieval.hash)?;
            return Ok(Stored::Forgotten);
        }
        let stored = match &held.hash {
            None => Stored::New,
            Some(hash) if *hash == retrieval.hash => Stored::Unchanged,
            Some(_) => Stored::Changed,
        };
        let as_before = stored == Stored::Unchanged
            && (&held.etag, &held.last_modified) == (&retrieval.etag, &retrieval.last_modified)
            && self.stands_as(&id, facts)?;
        if as_before {
            self.checked(&id, fetched.fetched_at)?;
        } else {
            self.store.note(&Fact::Document {
                source: self.source.to_owned(),
                facts: Box::new(facts.clone()),
                retrieval: Some(retrieval),
                at: fetched.fetched_at,
            })?;
        }
        Ok(stored)
    }

    /// Whether the catalogue says the same of a document, and nothing was thought to be wrong with it.
    fn stands_as(&self, id: &DocumentId, facts: &DocumentFacts) -> Result<bool, CatalogueError> {
        let catalogue = self.store.catalogue();
        let same = documents::facts(catalogue, id)?.is_some_and(|held| held == *facts);
        let absent = documents::absence(catalogue, id)?.is_some_and(|(_, since)| since.is_some());
        let sound = documents::state(catalogue, id)?.is_some_and(|(state, message)| {
            state == DocumentState::Quarantined || (state == DocumentState::Held && message.is_none())
        });
        Ok(same && sound && !absent)
    }

    fn keep_unchanged(&mut self, facts: &DocumentFacts, at: Timestamp) -> Result<(), StoreError> {
        let id = DocumentId::derive(&facts.scope, &facts.key);
        if self.stands_as(&id, facts)? {
            return self.checked(&id, at);
        }
        let source = self.source.to_owned();
        self.store.note(&Fact::Document { source, facts: Box::new(facts.clone()), retrieval: None, at })
    }

    fn keep_missing(&mut self, facts: &DocumentFacts, missing: Missing) -> Result<(), StoreError> {
        let id = DocumentId::derive(&facts.scope, &facts.key);
        let before = documents::state(self.store.catalogue(), &id)?;
        // The same absence again is no new fact.
        let first_gone = missing.absence == Absence::Gone
            && documents::absence(self.store.catalogue(), &id)?.is_some_and(|(_, since)| since.is_none());
        let again = before.is_some_and(|(state, message)| {
            state == DocumentState::Forgotten || message.as_deref() == Some(&missing.message) && !first_gone
        });
        let withdrawn_now = missing.absence == Absence::Withdrawn;
        if again && !withdrawn_now {
            return self.checked(&id, missing.at);
        }
        self.store.note(&Fact::Missing {
            source: self.source.to_owned(),
            facts: Box::new(facts.clone()),
            absence: missing.absence,
            message: missing.message,
            at: missing.at,
        })
    }
}

impl Sink for Keeper<'_> {
    fn known_document(&mut self, scope: &str, key: &str) -> Result<Option<Known>, SinkError> {
        let id = DocumentId::derive(scope, key);
        documents::known(self.store.catalogue(), &id).map_err(broken)
    }

    fn held_document(&mut self, scope: &str, key: &str) -> Result<Option<HeldDocument>, SinkError> {
        documents::held_document(self.store.catalogue(), &DocumentId::derive(scope, key)).map_err(broken)
    }

    fn is_taken_down(&mut self, scope: &str, key: &str) -> Result<bool, SinkError> {
        self.between()?;
        takedown::is_forgotten(self.store.catalogue(), &DocumentId::derive(scope, key)).map_err(broken)
    }

    fn known_page(&mut self, url: &str) -> Result<Option<Known>, SinkError> {
        documents::known_page(self.store.catalogue(), url).map_err(broken)
    }

    fn page(&mut self, url: &str, known: Known) -> Result<(), SinkError> {
        self.between()?;
        if takedown::is_forgotten_address(self.store.catalogue(), url).map_err(broken)? {
            return Ok(());
        }
        let at = known.checked_at.unwrap_or_else(Timestamp::now);
        let before = self.known_page(url)?;
        let same = before.is_some_and(|b| {
            (&b.etag, &b.last_modified, &b.hash, &b.content_hash)
                == (&known.etag, &known.last_modified, &known.hash, &known.content_hash)
        });
        if same {
            let update = "UPDATE fetched_page SET checked_at = ?2 WHERE url = ?1";
            let at = at.to_string();
            return self.store.write(|t| Ok(t.execute(update, [url, &at]).map(|_| ())?)).map_err(broken);
        }
        let Known { etag, last_modified, hash, content_hash, .. } = known;
        let source = self.source.to_owned();
        let fact = Fact::Page { source, url: url.to_owned(), etag, last_modified, hash, content_hash, at };
        self.store.note(&fact).map_err(broken)
    }

    fn document(&mut self, facts: &DocumentFacts, fetched: Fetched) -> Result<Stored, SinkError> {
        self.between()?;
        self.keep_document(facts, &fetched).map_err(broken)
    }

    fn unchanged(&mut self, facts: &DocumentFacts, at: Timestamp) -> Result<(), SinkError> {
        self.keep_unchanged(facts, at).map_err(broken)
    }

    fn missing(&mut self, facts: &DocumentFacts, missing: Missing) -> Result<(), SinkError> {
        self.keep_missing(facts, missing).map_err(broken)
    }

    fn meeting(&mut self, facts: &MeetingFacts) -> Result<(), SinkError> {
        let before = meetings::by_source_key(self.store.catalogue(), &facts.scope, &facts.key).map_err(broken)?;
        if before.is_some_and(|(_, held)| held.as_ref() == Some(facts)) {
            return Ok(());
        }
        let source = self.source.to_owned();
        self.store.note(&Fact::Meeting { source, facts: Box::new(facts.clone()), at: Timestamp::now() }).map_err(broken)
    }

    fn member(&mut self, facts: &MemberFacts) -> Result<(), SinkError> {
        let held = facts::member_facts(self.store.catalogue(), &facts.scope, &facts.key).map_err(broken)?;
        if held.as_ref() == Some(facts) {
            return Ok(());
        }
        let source = self.source.to_owned();
        self.store.note(&Fact::Member { source, facts: Box::new(facts.clone()), at: Timestamp::now() }).map_err(broken)
    }

    fn held_keys(&mut self, scope: &str) -> Result<Vec<String>, SinkError> {
        documents::held_keys(self.store.catalogue(), self.source, scope).map_err(broken)
    }

    fn documents_of(&mut self, scope: &str, meeting_key: &str) -> Result<Vec<HeldDocument>, SinkError> {
        documents::of_source_meeting(self.store.catalogue(), scope, meeting_key).map_err(broken)
    }

    fn held_meeting(&mut self, scope: &str, key: &str) -> Result<Option<MeetingFacts>, SinkError> {
        let held = meetings::by_source_key(self.store.catalogue(), scope, key).map_err(broken)?;
        Ok(held.and_then(|(_, facts)| facts))
    }

    fn held_meetings(&mut self, scope: &str, from: Date, until: Date) -> Result<Vec<MeetingFacts>, SinkError> {
        meetings::told_between(self.store.catalogue(), scope, from, until).map_err(broken)
    }

    fn listed(&mut self, scope: &str, listed: &[String], unlisted: &[String]) -> Result<(), SinkError> {
        self.store.write(|t| meetings::note_listed(t, scope, listed, unlisted)).map_err(broken)
    }

    fn problem(&mut self, code: ProblemCode, message: &str) -> Result<(), SinkError> {
        let source = self.source;
        let now = Timestamp::now();
        self.store.write(|t| runs::problem(t, Some(source), None, "crawl", code, message, now)).map_err(broken)
    }
}

fn broken(error: impl std::error::Error + Send + Sync + 'static) -> SinkError {
    SinkError(Box::new(error))
}
