//! What the record calls people, offices and bodies.

use super::ReadTransaction;
use crate::store::CatalogueError;
use crate::store::json::Json;

/// A name with its other forms.
pub struct Forms {
    /// The name.
    pub name: String,
    /// Other forms.
    pub others: Vec<String>,
}

/// Everybody's name with its printed forms.
///
/// # Errors
/// The database's.
pub fn people(catalogue: &ReadTransaction) -> Result<Vec<Forms>, CatalogueError> {
    Ok(forms(catalogue, "SELECT name, forms FROM person")?)
}

/// Every committee's name with the others that are printed.
///
/// # Errors
/// The database's.
pub fn committees(catalogue: &ReadTransaction) -> Result<Vec<Forms>, CatalogueError> {
    Ok(forms(catalogue, "SELECT name, also_named FROM committee")?)
}

/// Every council's name.
///
/// # Errors
/// The database's.
pub fn councils(catalogue: &ReadTransaction) -> Result<Vec<String>, CatalogueError> {
    Ok(one_column(catalogue, "SELECT name FROM council")?)
}

/// Every office that somebody is known to have held, attended in or undertaken something in.
///
/// # Errors
/// The database's.
pub fn offices(catalogue: &ReadTransaction) -> Result<Vec<String>, CatalogueError> {
    Ok(one_column(
        catalogue,
        "SELECT role FROM office UNION SELECT role FROM attendance WHERE role IS NOT NULL \
         UNION SELECT owner ->> 'role' FROM commitment WHERE owner ->> 'role' IS NOT NULL \
         UNION SELECT owner ->> 'role' FROM resolution WHERE owner ->> 'role' IS NOT NULL",
    )?)
}

fn forms(catalogue: &ReadTransaction, sql: &str) -> rusqlite::Result<Vec<Forms>> {
    let mut statement = catalogue.prepare_cached(sql)?;
    let forms = statement.query_map([], |row| {
        let Json(others) = row.get(1)?;
        Ok(Forms { name: row.get(0)?, others })
    })?;
    forms.collect()
}

fn one_column(catalogue: &ReadTransaction, sql: &str) -> rusqlite::Result<Vec<String>> {
    catalogue.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect()
}
