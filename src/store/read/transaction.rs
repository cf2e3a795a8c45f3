//! The way to ask the catalogue: one read transaction, on a connection that is lent and given back.

use crate::store::{Catalogue, CatalogueError};
use rusqlite::{CachedStatement, Statement};
use std::sync::{Arc, Mutex, PoisonError};

/// The catalogue in one state, for as long as this is held. Keep it no longer than one answer takes: an old one holds the
/// space of the write-ahead log. Only the questions of [`super`] are put to it; SQL and its types stay in the store.
pub struct ReadTransaction {
    catalogue: Option<Catalogue>,
    idle: IdleCatalogues,
}

/// Connections kept open between answers; more are opened when more is asked at once.
#[derive(Clone, Default)]
pub(in crate::store) struct IdleCatalogues(Arc<Mutex<Vec<Catalogue>>>);

/// How many are kept open.
const MOST_IDLE: usize = 8;

impl IdleCatalogues {
    /// One that is free.
    pub fn take(&self) -> Option<Catalogue> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Keeps one for the next answer, or closes it where there are enough.
    pub fn give_back(&self, catalogue: Catalogue) {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MOST_IDLE {
            idle.push(catalogue);
        }
    }
}

impl ReadTransaction {
    /// Begins on a connection that only reads.
    ///
    /// # Errors
    /// SQLite refuses.
    pub(in crate::store) fn begin(catalogue: Catalogue, idle: IdleCatalogues) -> Result<Self, CatalogueError> {
        catalogue.execute_batch("BEGIN")?;
        Ok(Self { catalogue: Some(catalogue), idle })
    }

    fn catalogue(&self) -> &Catalogue {
        self.catalogue.as_ref().expect("it is taken out only when dropped")
    }

    /// A statement, compiled once for each connection.
    ///
    /// # Errors
    /// It is no SQL.
    pub(in crate::store) fn prepare_cached(&self, sql: &str) -> rusqlite::Result<CachedStatement<'_>> {
        self.catalogue().prepare_cached(sql)
    }

    /// A statement that is not worth keeping.
    ///
    /// # Errors
    /// It is no SQL.
    pub(in crate::store) fn prepare(&self, sql: &str) -> rusqlite::Result<Statement<'_>> {
        self.catalogue().prepare(sql)
    }
}

impl Drop for ReadTransaction {
    fn drop(&mut self) {
        // One that cannot be ended is closed, not lent again.
        if let Some(catalogue) = self.catalogue.take()
            && catalogue.execute_batch("ROLLBACK").is_ok()
        {
            self.idle.give_back(catalogue);
        }
    }
}
