//! What an operator watches: how fresh each source is, what waits, what failed, how much there is.

use super::ReadTransaction;
use crate::store::CatalogueError;

/// One figure: its name, its labels, its value.
pub type Figure = (&'static str, Vec<(&'static str, String)>, f64);

/// Figures that are one number each, with the question that gives it.
const SINGLE: &[(&str, &str)] = &[
    (
        "minutebook_documents_unread",
        "SELECT count(*) FROM document d JOIN version v ON v.document_id = d.id AND v.n = d.version
         WHERE d.state IN ('held', 'withdrawn') AND d.read_hash IS NOT v.hash",
    ),
    ("minutebook_documents_to_index", "SELECT count(*) FROM to_index"),
    ("minutebook_documents_quarantined", "SELECT count(*) FROM document WHERE state = 'quarantined'"),
    ("minutebook_documents_taken_down", "SELECT count(*) FROM tombstone WHERE what = 'document'"),
    ("minutebook_disagreements", "SELECT count(*) FROM disagreement"),
    ("minutebook_silences", "SELECT count(*) FROM silence WHERE ended_at IS NULL"),
    ("minutebook_alerts_waiting", "SELECT count(*) FROM delivery WHERE delivered_at IS NULL"),
    ("minutebook_catalogue_bytes", "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"),
];

/// Figures that are one number for each of something: the name of the label, and the question.
const MANY: &[(&str, &str, &str)] = &[
    (
        "minutebook_source_last_good_crawl_seconds",
        "source",
        "SELECT name, unixepoch(last_ok_at) FROM source WHERE last_ok_at IS NOT NULL",
    ),
    ("minutebook_source_failing", "source", "SELECT name, state IN ('failing', 'refused') FROM source"),
    ("minutebook_problems", "code", "SELECT code, count(*) FROM problem GROUP BY code ORDER BY code"),
    ("minutebook_documents", "state", "SELECT state, count(*) FROM document GROUP BY state ORDER BY state"),
    (
        "minutebook_job_last_end_seconds",
        "job",
        "SELECT job, max(unixepoch(finished_at)) FROM run WHERE finished_at IS NOT NULL GROUP BY job",
    ),
    (
        "minutebook_job_failed",
        "job",
        "SELECT job, outcome = 'failed' FROM run WHERE id IN (SELECT max(id) FROM run WHERE outcome IS NOT NULL GROUP BY job)",
    ),
];

/// All of them.
///
/// # Errors
/// The database's.
pub fn figures(catalogue: &ReadTransaction) -> Result<Vec<Figure>, CatalogueError> {
    let mut figures = Vec::new();
    for (name, sql) in SINGLE {
        let value: i64 = catalogue.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        figures.push((*name, Vec::new(), value as f64));
    }
    for (name, label, sql) in MANY {
        let mut statement = catalogue.prepare_cached(sql)?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        for row in rows {
            let (of, value) = row?;
            figures.push((*name, vec![(*label, of)], value as f64));
        }
    }
    Ok(figures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Catalogue;
    use crate::store::read::IdleCatalogues;

    #[test]
    fn every_question_can_be_asked() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("catalogue.sqlite");
        let _writer = Catalogue::open(&path).unwrap();
        let reader =
            ReadTransaction::begin(Catalogue::open_to_read(&path).unwrap(), IdleCatalogues::default()).unwrap();
        assert_eq!(figures(&reader).unwrap().len(), SINGLE.len());
    }
}
