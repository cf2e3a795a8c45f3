//! How the store puts SQL to a catalogue. Nobody else can: whoever holds a [`Catalogue`] has the functions of this folder.

use jiff::Timestamp;
use rusqlite::{CachedStatement, Connection, Params, Row, Statement};

/// The tables, open to be asked, or by the one process that writes to be changed.
#[derive(Debug)]
pub struct Catalogue {
    pub(super) connection: Connection,
}

impl Catalogue {
    /// The connection itself, to copy what it holds.
    pub(in crate::store) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// A statement, compiled once for each connection.
    pub(in crate::store) fn prepare_cached(&self, sql: &str) -> rusqlite::Result<CachedStatement<'_>> {
        self.connection.prepare_cached(sql)
    }

    /// A statement that is not worth keeping.
    pub(in crate::store) fn prepare(&self, sql: &str) -> rusqlite::Result<Statement<'_>> {
        self.connection.prepare(sql)
    }

    /// The first row that a query finds.
    pub(in crate::store) fn query_row<T, P: Params>(
        &self,
        sql: &str,
        params: P,
        row: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        self.connection.query_row(sql, params, row)
    }

    /// Changes rows; gives how many.
    pub(in crate::store) fn execute<P: Params>(&self, sql: &str, params: P) -> rusqlite::Result<usize> {
        self.connection.execute(sql, params)
    }

    /// Several statements, one after another.
    pub(in crate::store) fn execute_batch(&self, sql: &str) -> rusqlite::Result<()> {
        self.connection.execute_batch(sql)
    }
}

/// Reads an instant. What is no instant is an error that names the column.
pub(super) fn instant(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Timestamp>> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| {
        text.parse().map_err(|e: jiff::Error| {
            rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(e))
        })
    })
    .transpose()
}
