//! In which other files the statements of a file, or its very bytes, were published too.

use super::ReadTransaction;
use super::row::row;
use crate::store::CatalogueError;
use crate::store::catalogue::entries::ANSWERS;

row! {
    /// Another file that says some of the same.
    Elsewhere {
        /// Id.
        id: String,
        /// Title.
        title: String,
        /// File name as published.
        file_name: String,
        /// Kind of the whole file.
        kind: String,
        /// Date of its first component.
        date: Option<String>,
        /// Where it is published.
        url: Option<String>,
        /// Media type of its bytes.
        media_type: Option<String>,
        /// Committee.
        committee_id: Option<String>,
        /// Its name.
        committee: Option<String>,
        /// Meeting that it was published for.
        meeting_id: Option<String>,
        /// That meeting's day.
        held_on: Option<String>,
        /// How many passages of the one file stand in this one too.
        passages: u64,
        /// The first page of this one with such a passage.
        page: u32,
        /// Whether both hold the same bytes.
        same_file: bool,
    }
}

/// The files that hold statements of this one too, or the same bytes at another address: the same bytes first, then
/// those that share most. What is no part of answers is left out.
///
/// # Errors
/// The database's.
pub fn elsewhere(catalogue: &ReadTransaction, id: &str) -> Result<Vec<Elsewhere>, CatalogueError> {
    let sql = format!(
        "WITH own AS MATERIALIZED (SELECT id, copy_of FROM passage WHERE document_id = ?1),
         shared (document_id, own_id, page) AS (
             SELECT other.document_id, own.id, other.page FROM own
                 CROSS JOIN passage other ON other.copy_of = coalesce(own.copy_of, own.id)
             UNION ALL
             SELECT other.document_id, own.id, other.page FROM own CROSS JOIN passage other ON other.id = own.copy_of),
         found (document_id, passages, page, same_file) AS (
             SELECT document_id, count(DISTINCT own_id), min(page), 0 FROM shared GROUP BY document_id
             UNION ALL
             SELECT other.document_id, 0, NULL, 1 FROM document here
                 JOIN version ON version.document_id = here.id AND version.n = here.version
                 JOIN version other ON other.hash = version.hash
                 JOIN document holder ON holder.id = other.document_id AND holder.version = other.n
                 WHERE here.id = ?1)
         SELECT document.id, document.title, document.file_name, document.kind, document.date, document.url,
             document.media_type, document.committee_id, committee.name, document.meeting_id, meeting.held_on,
             sum(found.passages) AS passages, coalesce(min(found.page), 1), max(found.same_file) AS same_file
         FROM found JOIN document ON document.id = found.document_id
         LEFT JOIN committee ON committee.id = document.committee_id
         LEFT JOIN meeting ON meeting.id = document.meeting_id
         WHERE document.id <> ?1 AND {ANSWERS}
         GROUP BY document.id ORDER BY same_file DESC, passages DESC, document.date, document.id"
    );
    Ok(catalogue
        .prepare_cached(&sql)?
        .query_map([id], |row| Elsewhere::read_from(row, 0))?
        .collect::<rusqlite::Result<_>>()?)
}
