//! Inspection letters and reports.

use super::ReadTransaction;
use super::row::row;
use super::select::{Conditions, Rows, Scope, Slice};
use crate::store::CatalogueError;
use record::LetterKind;
use rusqlite::OptionalExtension;

row! {
    /// One letter.
    Letter {
        /// Id.
        id: String,
        /// Document.
        document_id: String,
        /// Its component within the document.
        component: u32,
        /// Its own date.
        date: Option<String>,
        /// Council that it is about.
        council_id: Option<String>,
        /// That council's name.
        council: Option<String>,
        /// Subject line.
        title: String,
        /// What sort of letter.
        sort: LetterKind,
        /// What was read in it, JSON.
        reading: String,
        /// Title of the document.
        document_title: String,
        /// File name of the document.
        file_name: String,
        /// Where the document is published.
        url: Option<String>,
        /// Media type of the document's bytes.
        media_type: Option<String>,
        /// First page of the letter within the file.
        first_page: u32,
        /// The letter that stands for this one, where it is a further copy.
        copy_of: Option<String>,
    }
}

const COLUMNS: &str = "r.id, r.document_id, r.component, r.date, r.council_id, k.name, r.title, r.sort, r.reading, \
     d.title, d.file_name, d.url, d.media_type, c.first_page, r.copy_of";
const TABLES: &str = "letter r JOIN document d ON d.id = r.document_id \
     JOIN component c ON c.document_id = r.document_id AND c.n = r.component \
     LEFT JOIN council k ON k.id = r.council_id";

/// Lists letters by date. `sorts` limits to sorts of letter; empty means all.
///
/// # Errors
/// The database's.
pub fn list(
    catalogue: &ReadTransaction,
    scope: &Scope,
    sorts: &[LetterKind],
    slice: Slice,
) -> Result<Rows<Letter>, CatalogueError> {
    let mut conditions = Conditions::default();
    conditions.dates("r.date", scope.since, scope.until, scope.undated);
    conditions.body(catalogue, scope, "r.council_id", "c.committee_id")?;
    conditions.one_of("r.sort", sorts);
    conditions.one_of("r.document_id", &scope.documents.iter().map(|id| id.as_str()).collect::<Vec<_>>());
    if let Some(passages) = &scope.passages {
        conditions.with_list(
            "EXISTS (SELECT 1 FROM passage p WHERE p.document_id = r.document_id AND p.component = r.component \
             AND p.id IN (SELECT value FROM json_each(?)))",
            passages,
        );
    }
    if !scope.copies {
        conditions.plain("r.copy_of IS NULL");
    }
    Ok(conditions
        .list(catalogue, COLUMNS, TABLES, "r.date IS NULL, r.date, r.id", slice, |row| Letter::read_from(row, 0))?)
}

/// The documents that inspectors wrote: letters of a sort of theirs, or with the names of inspectors. Ministers and
/// residents write letters too.
///
/// # Errors
/// The database's.
pub fn of_inspectors(catalogue: &ReadTransaction) -> Result<Vec<String>, CatalogueError> {
    let sql = "SELECT DISTINCT document_id FROM letter WHERE sort <> 'letter' \
               OR json_array_length(reading, '$.inspectors') > 0 ORDER BY document_id";
    Ok(catalogue.prepare_cached(sql)?.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// One letter.
///
/// # Errors
/// The database's.
pub fn one(catalogue: &ReadTransaction, id: &str) -> Result<Option<Letter>, CatalogueError> {
    let sql = format!("SELECT {COLUMNS} FROM {TABLES} WHERE r.id = ?");
    Ok(catalogue.prepare_cached(&sql)?.query_row([id], |row| Letter::read_from(row, 0)).optional()?)
}
