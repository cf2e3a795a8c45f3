//! Copies of statements: which papers may hold the same ones, and which passage stands for which.

use super::entries::ANSWERS;
use super::{Catalogue, CatalogueError};
use crate::store::words::word_if_any;
use record::MinutesState;
use rusqlite::params;
use std::collections::BTreeSet;

/// Papers that may hold the same statements: those of one council, one date and one kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Group {
    council: Option<String>,
    date: String,
    sort: String,
}

/// One component, as far as folding needs it.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Its file.
    pub document: String,
    /// Its number in the file.
    pub n: u32,
    /// Its meeting.
    pub meeting: Option<String>,
    /// Of minutes, whether they were agreed.
    pub state: Option<MinutesState>,
    /// Its passages in order.
    pub passages: Vec<Line>,
}

/// One passage, as far as folding needs it.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its id.
    pub id: String,
    /// Its words.
    pub text: String,
}

/// A passage that says what another one says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copy {
    /// Which.
    pub passage: String,
    /// The one that stands.
    pub of: String,
}

impl Paper {
    /// The words of its passages, folded: what makes no difference in print makes none here.
    pub fn folded(&self) -> Vec<String> {
        self.passages.iter().map(|line| record::text::fold(&line.text)).collect()
    }

    /// Whether these are minutes that a later meeting agreed.
    pub fn is_confirmed(&self) -> bool {
        self.state == Some(MinutesState::Confirmed)
    }

    /// Whether these are minutes that nobody agreed yet.
    pub fn is_draft(&self) -> bool {
        self.state == Some(MinutesState::Draft)
    }
}

/// An inspectorate's letter is filed as a letter in one place and as a report in another.
const SORT: &str = "CASE component.kind WHEN 'inspection_report' THEN 'letter' ELSE component.kind END";

/// Groups of more than one file that a document which is to be indexed belongs to.
///
/// # Errors
/// SQLite refuses.
pub fn changed_groups(catalogue: &Catalogue) -> Result<BTreeSet<Group>, CatalogueError> {
    let sql = format!(
        "WITH changed AS (
             SELECT DISTINCT component.council_id AS council, component.date AS date, {SORT} AS sort
             FROM component JOIN to_index ON to_index.document_id = component.document_id WHERE component.date IS NOT NULL)
         SELECT changed.council, changed.date, changed.sort FROM changed
         JOIN component ON component.date = changed.date AND component.council_id IS changed.council
             AND {SORT} = changed.sort
         GROUP BY changed.council, changed.date, changed.sort HAVING count(DISTINCT component.document_id) > 1"
    );
    let mut statement = catalogue.prepare(&sql)?;
    let rows =
        statement.query_map([], |row| Ok(Group { council: row.get(0)?, date: row.get(1)?, sort: row.get(2)? }))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The papers of a group, in the order in which they stand: confirmed minutes, then those that do not say, then drafts;
/// files of their own before packs; those dated earlier before those dated later. Never in the order in which they were
/// found: answers do not depend on how many runs brought the papers.
///
/// # Errors
/// SQLite refuses.
pub fn papers(catalogue: &Catalogue, group: &Group) -> Result<Vec<Paper>, CatalogueError> {
    let sql = format!(
        "SELECT component.document_id, component.n, component.meeting_id, component.state FROM component
         JOIN document ON document.id = component.document_id
         WHERE component.council_id IS ?1 AND component.date = ?2 AND {SORT} = ?3 AND {ANSWERS}
         ORDER BY CASE component.state WHEN 'confirmed' THEN 0 WHEN 'draft' THEN 2 ELSE 1 END,
             EXISTS (SELECT 1 FROM component other WHERE other.document_id = component.document_id AND other.n <> component.n),
             coalesce(document.facts ->> '$.dated', document.facts ->> '$.meeting_on', '9999'),
             document.id, component.n"
    );
    let mut statement = catalogue.prepare_cached(&sql)?;
    let rows = statement.query_map(params![group.council, group.date, group.sort], |row| {
        let (document, n) = (row.get(0)?, row.get(1)?);
        Ok(Paper { document, n, meeting: row.get(2)?, state: word_if_any(row, 3)?, passages: Vec::new() })
    })?;
    let mut papers: Vec<Paper> = rows.collect::<Result<_, _>>()?;
    let mut lines = catalogue
        .prepare_cached("SELECT id, text FROM passage WHERE document_id = ?1 AND component = ?2 ORDER BY seq")?;
    for paper in &mut papers {
        let rows =
            lines.query_map(params![paper.document, paper.n], |row| Ok(Line { id: row.get(0)?, text: row.get(1)? }))?;
        paper.passages = rows.collect::<Result<_, _>>()?;
    }
    Ok(papers)
}

/// Keeps which passages of these papers are copies; what is none stands for itself. Documents in which something
/// changed are to be indexed, and so are those that hold what the change points at.
///
/// # Errors
/// SQLite refuses.
pub fn keep(catalogue: &Catalogue, papers: &[Paper], copies: &[Copy], amended: &[Copy]) -> Result<(), CatalogueError> {
    catalogue.execute_batch(
        "CREATE TEMP TABLE IF NOT EXISTS folding (passage TEXT PRIMARY KEY, of TEXT) WITHOUT ROWID; DELETE FROM folding;",
    )?;
    let mut insert = catalogue.prepare_cached("INSERT INTO folding (passage, of) VALUES (?1, ?2)")?;
    for copy in copies {
        insert.execute([&copy.passage, &copy.of])?;
    }
    for paper in papers {
        keep_paper(catalogue, paper)?;
    }
    let mut insert =
        catalogue.prepare_cached("INSERT OR IGNORE INTO amended (passage_id, draft_id) VALUES (?1, ?2)")?;
    for pair in amended {
        insert.execute([&pair.of, &pair.passage])?;
    }
    Ok(())
}

/// Brings what hangs on copies into line: rows and letters of copies, and wordings whose passages are no more.
///
/// # Errors
/// SQLite refuses.
pub fn settle(catalogue: &Catalogue) -> Result<(), CatalogueError> {
    for table in ["resolution", "commitment", "vote"] {
        let stands = format!(
            "(SELECT other.id FROM passage JOIN {table} other ON other.passage_id = passage.copy_of
              WHERE passage.id = {table}.passage_id ORDER BY abs(other.seq - {table}.seq) LIMIT 1)"
        );
        catalogue.execute(&format!("UPDATE {table} SET copy_of = {stands} WHERE copy_of IS NOT {stands}"), [])?;
    }
    for side in ["passage_id", "draft_id"] {
        catalogue.execute(
            &format!("DELETE FROM amended WHERE NOT EXISTS (SELECT 1 FROM passage WHERE passage.id = amended.{side})"),
            [],
        )?;
    }
    letters(catalogue)
}

fn keep_paper(catalogue: &Catalogue, paper: &Paper) -> Result<(), CatalogueError> {
    let at = params![paper.document, paper.n];
    // Whoever is pointed at, before or now, says so in its own entry.
    catalogue
        .prepare_cached(
            "INSERT OR IGNORE INTO to_index
             SELECT DISTINCT stands.document_id FROM passage LEFT JOIN folding ON folding.passage = passage.id
             JOIN passage stands ON stands.id IN (passage.copy_of, folding.of, passage.id)
             WHERE passage.document_id = ?1 AND passage.component = ?2 AND passage.copy_of IS NOT folding.of",
        )?
        .execute(at)?;
    catalogue
        .prepare_cached(
            "UPDATE passage SET copy_of = (SELECT of FROM folding WHERE folding.passage = passage.id)
             WHERE document_id = ?1 AND component = ?2
                 AND copy_of IS NOT (SELECT of FROM folding WHERE folding.passage = passage.id)",
        )?
        .execute(at)?;
    Ok(())
}

/// A letter is a copy where most of its passages are copies of those of another letter.
fn letters(catalogue: &Catalogue) -> Result<(), CatalogueError> {
    catalogue.execute_batch(
        "UPDATE letter SET copy_of = (
             SELECT other.id FROM passage
             JOIN passage stands ON stands.id = passage.copy_of
             JOIN letter other ON other.document_id = stands.document_id AND other.component = stands.component
             WHERE passage.document_id = letter.document_id AND passage.component = letter.component
             GROUP BY other.id
             HAVING count(*) * 2 > (SELECT count(*) FROM passage own
                 WHERE own.document_id = letter.document_id AND own.component = letter.component)
             LIMIT 1);",
    )?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Catalogue;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU64, Ordering};

    /// Hundreds of steps that SQLite takes to give the papers of a file of so many records.
    fn steps(records: u32) -> u64 {
        let catalogue = &Catalogue::in_memory().unwrap();
        catalogue
            .execute_batch(
                "INSERT INTO document (id, source, scope, key, file_name, title, kind, state, facts, first_seen_at, modified_at)
                 VALUES ('d', 's', 's', 'd', 'd', 'd', 'other', 'held', '{}', '', '');",
            )
            .unwrap();
        for n in 1..=records {
            catalogue
                .execute(
                    "INSERT INTO component (document_id, n, kind, title, date, first_page, last_page, begins, passages, words)
                     VALUES ('d', ?1, 'minutes', '', '2020-01-01', 1, 1, '', 1, 1)",
                    [n],
                )
                .unwrap();
            catalogue
                .execute(
                    "INSERT INTO passage (id, document_id, component, seq, page, last_page, form, act, text, words, grade)
                     VALUES ('p' || ?1, 'd', ?1, ?1, 1, 1, 'paragraph', 'narration', 'Noted.', 1, 'none')",
                    [n],
                )
                .unwrap();
        }
        let counted = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&counted);
        let count = move || {
            counter.fetch_add(1, Ordering::Relaxed);
            false
        };
        catalogue.connection().progress_handler(100, Some(count)).unwrap();
        let group = Group { council: None, date: "2020-01-01".to_owned(), sort: "minutes".to_owned() };
        assert_eq!(papers(catalogue, &group).unwrap().len(), records as usize);
        counted.load(Ordering::Relaxed)
    }

    #[test]
    fn twice_the_records_cost_twice_the_steps() {
        let (few, many) = (steps(500), steps(1_000));
        assert!(many < few * 3, "{few} {many}");
    }
}
