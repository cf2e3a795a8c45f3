//! What the papers of coming meetings take up.

use super::ReadTransaction;
use super::row;
use crate::store::CatalogueError;

row! {
    /// An earlier undertaking that a passage takes up.
    TakenUp {
        /// The meeting to whose papers the passage belongs.
        meeting_id: String,
        /// The passage.
        passage_id: String,
        /// Why it was linked.
        why: String,
        /// What is taken up: `commitment`, `resolution` or `improvement_point`.
        sort: String,
        /// Its id.
        row_id: String,
        /// Its words, where it is no point of a letter.
        text: Option<String>,
        /// The passage in which it stands, likewise.
        source_id: Option<String>,
    }
}

/// What the papers of these meetings take up, in the order of the papers. Only links of this day or later are looked at:
/// papers may be dated some time before their meeting.
///
/// # Errors
/// The database's.
pub fn taken_up(catalogue: &ReadTransaction, meetings: &[&str], from: &str) -> Result<Vec<TakenUp>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT k.meeting_id, f.passage_id, f.why, \
         CASE WHEN c.id IS NOT NULL THEN 'commitment' WHEN r.id IS NOT NULL THEN 'resolution' ELSE 'improvement_point' END, \
         f.row_id, coalesce(c.text, r.text), coalesce(c.passage_id, r.passage_id) \
         FROM follow_up f JOIN passage p ON p.id = f.passage_id \
         JOIN component k ON k.document_id = p.document_id AND k.n = p.component \
         LEFT JOIN commitment c ON c.id = f.row_id LEFT JOIN resolution r ON r.id = f.row_id \
         WHERE f.date >= ?2 AND k.meeting_id IN (SELECT value FROM json_each(?1)) \
         ORDER BY k.meeting_id, p.document_id, p.seq, f.row_id",
    )?;
    let rows =
        statement.query_map((serde_json::json!(meetings).to_string(), from), |row| TakenUp::read_from(row, 0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
