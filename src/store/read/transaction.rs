//! The way to ask the catalogue: one read transaction, on a connection that is lent and given back.

use crate::store::CatalogueError;
use rusqlite::{CachedStatement, Connection, Statement};
use std::sync::{Arc, Mutex, PoisonError};

/// The catalogue in one state, for as long as this is held. Keep it no longer than one answer takes: an old one holds the
/// space of the write-ahead log. Only the questions of [`super`] are put to it; SQL and its types stay in the store.
pub struct ReadTransaction {
    connection: Option<Connection>,
    idle: IdleConnections,
}

/// Connections kept open between answers; more are opened when more is asked at once.
#[derive(Clone, Default)]
pub(in crate::store) struct IdleConnections(Arc<Mutex<Vec<Connection>>>);

/// How many are kept open.
const MOST_IDLE: usize = 8;

impl IdleConnections {
    /// One that is free.
    pub fn take(&self) -> Option<Connection> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Keeps one for the next answer, or closes it where there are enough.
    pub fn give_back(&self, connection: Connection) {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < MOST_IDLE {
            idle.push(connection);
        }
    }
}

impl ReadTransaction {
    /// Begins on a connection that only reads.
    ///
    /// # Errors
    /// SQLite refuses.
    pub(in crate::store) fn begin(connection: Connection, idle: IdleConnections) -> Result<Self, CatalogueError> {
        connection.execute_batch("BEGIN")?;
        Ok(Self { connection: Some(connection), idle })
    }

    fn connection(&self) -> &Connection {
        self.connection.as_ref().expect("it is taken out only when dropped")
    }

    /// A statement, compiled once for each connection.
    ///
    /// # Errors
    /// It is no SQL.
    pub(in crate::store) fn prepare_cached(&self, sql: &str) -> rusqlite::Result<CachedStatement<'_>> {
        self.connection().prepare_cached(sql)
    }

    /// A statement that is not worth keeping.
    ///
    /// # Errors
    /// It is no SQL.
    pub(in crate::store) fn prepare(&self, sql: &str) -> rusqlite::Result<Statement<'_>> {
        self.connection().prepare(sql)
    }
}

impl Drop for ReadTransaction {
    fn drop(&mut self) {
        // One that cannot be ended is closed, not lent again.
        if let Some(connection) = self.connection.take()
            && connection.execute_batch("ROLLBACK").is_ok()
        {
            self.idle.give_back(connection);
        }
    }
}
