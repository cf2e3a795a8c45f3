//! What is held, counted: for `status`, from the command line and over HTTP.

use super::{Catalogue, CatalogueError};
use crate::store::words::word;
use record::{FileState, ProblemCode, SilenceKind, SourceState};
use serde::Serialize;
use serde_json::Value;

/// Everything that is held, and how fresh it is.
#[derive(Debug, Clone, Serialize)]
pub struct Held {
    /// Per source.
    pub sources: Vec<SourceHeld>,
    /// Per kind of component.
    pub kinds: Vec<KindHeld>,
    /// What is missing where something used to come.
    pub silences: Vec<SilenceHeld>,
    /// Problems by stage and code.
    pub problems: Vec<ProblemHeld>,
    /// Pages without usable text.
    pub pages_without_text: i64,
    /// Files that were not read, or not whole, by what became of them.
    pub unread: Vec<UnreadFile>,
    /// The last run of each job.
    pub runs: Vec<RunHeld>,
}

/// What one source gave.
#[derive(Debug, Clone, Serialize)]
pub struct SourceHeld {
    /// Its name.
    pub name: String,
    /// Its kind.
    pub kind: String,
    /// How its last crawl ended.
    pub state: SourceState,
    /// Why, where it is not `ok`.
    pub message: Option<String>,
    /// Last crawl that went well, UTC.
    pub last_ok_at: Option<String>,
    /// Documents held.
    pub documents: i64,
    /// Pages of them.
    pub pages: i64,
    /// Documents that are known but not held: refused, failed, restricted, quarantined.
    pub not_held: i64,
    /// Documents withdrawn by their publisher.
    pub withdrawn: i64,
}

/// What is held of one kind.
#[derive(Debug, Clone, Serialize)]
pub struct KindHeld {
    /// The kind.
    pub kind: String,
    /// Components of it.
    pub components: i64,
    /// Their passages.
    pub passages: i64,
    /// First day.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
    /// Components without a date.
    pub undated: i64,
}

/// How often a problem was met.
#[derive(Debug, Clone, Serialize)]
pub struct ProblemHeld {
    /// `crawl`, `read`, `index` or `check`.
    pub stage: String,
    /// Its code.
    pub code: ProblemCode,
    /// How often.
    pub count: i64,
    /// One of them, in words.
    pub example: String,
}

/// A file that was not read, or not whole.
#[derive(Debug, Clone, Serialize)]
pub struct UnreadFile {
    /// Its source.
    pub source: String,
    /// Its id.
    pub id: String,
    /// Its name as published; "(held back)" until a person has looked at it.
    pub file_name: String,
    /// What became of it.
    pub state: FileState,
    /// Why, in words.
    pub message: Option<String>,
}

/// Something that is missing.
#[derive(Debug, Clone, Serialize)]
pub struct SilenceHeld {
    /// The source.
    pub source: String,
    /// Of what kind.
    pub kind: SilenceKind,
    /// Since which day.
    pub since: String,
    /// In words.
    pub message: String,
}

/// How a job last went.
#[derive(Debug, Clone, Serialize)]
pub struct RunHeld {
    /// The job.
    pub job: String,
    /// When it began, UTC.
    pub started_at: String,
    /// When it ended, UTC; absent: under way or killed.
    pub finished_at: Option<String>,
    /// `done`, `failed_in_part`, `failed`; absent: under way or killed.
    pub outcome: Option<String>,
    /// Its figures.
    pub report: Value,
}

/// Counts what is held.
///
/// # Errors
/// SQLite refuses.
pub fn held(catalogue: &Catalogue) -> Result<Held, CatalogueError> {
    Ok(Held {
        sources: sources(catalogue)?,
        kinds: kinds(catalogue)?,
        silences: silences(catalogue)?,
        problems: problems(catalogue)?,
        pages_without_text: catalogue
            .query_row("SELECT coalesce(sum(pages_unread), 0) FROM document", [], |row| row.get(0))?,
        unread: unread(catalogue)?,
        runs: runs(catalogue)?,
    })
}

fn unread(catalogue: &Catalogue) -> Result<Vec<UnreadFile>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT source, id, CASE state WHEN 'quarantined' THEN '(held back)' ELSE file_name END,
             CASE state WHEN 'held' THEN reading ELSE state END AS became, coalesce(state_message, reading_message)
         FROM document WHERE state <> 'forgotten' AND became <> 'read_whole'
         ORDER BY became, source, file_name, id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(UnreadFile {
            source: row.get(0)?,
            id: row.get(1)?,
            file_name: row.get(2)?,
            state: word(row, 3)?,
            message: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn sources(catalogue: &Catalogue) -> Result<Vec<SourceHeld>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT s.name, s.kind, s.state, s.message, s.last_ok_at,
             count(d.id) FILTER (WHERE d.state IN ('held', 'withdrawn') AND d.version > 0),
             coalesce(sum(d.pages) FILTER (WHERE d.state IN ('held', 'withdrawn')), 0),
             count(d.id) FILTER (WHERE d.state IN
                 ('refused', 'failed', 'restricted', 'quarantined', 'too_large', 'left_alone')),
             count(d.id) FILTER (WHERE d.state = 'withdrawn')
         FROM source s LEFT JOIN document d ON d.source = s.name GROUP BY s.name ORDER BY s.name",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(SourceHeld {
            name: row.get(0)?,
            kind: row.get(1)?,
            state: word(row, 2)?,
            message: row.get(3)?,
            last_ok_at: row.get(4)?,
            documents: row.get(5)?,
            pages: row.get(6)?,
            not_held: row.get(7)?,
            withdrawn: row.get(8)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn kinds(catalogue: &Catalogue) -> Result<Vec<KindHeld>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT kind, count(*), coalesce(sum(passages), 0), min(date), max(date), count(*) FILTER (WHERE date IS NULL)
         FROM component GROUP BY kind ORDER BY kind",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(KindHeld {
            kind: row.get(0)?,
            components: row.get(1)?,
            passages: row.get(2)?,
            first: row.get(3)?,
            last: row.get(4)?,
            undated: row.get(5)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn silences(catalogue: &Catalogue) -> Result<Vec<SilenceHeld>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT source, kind, since, message FROM silence WHERE ended_at IS NULL ORDER BY source, since DESC, id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(SilenceHeld { source: row.get(0)?, kind: word(row, 1)?, since: row.get(2)?, message: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn problems(catalogue: &Catalogue) -> Result<Vec<ProblemHeld>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT stage, code, count(*), max(message) FROM problem GROUP BY stage, code ORDER BY count(*) DESC, code",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(ProblemHeld { stage: row.get(0)?, code: word(row, 1)?, count: row.get(2)?, example: row.get(3)? })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn runs(catalogue: &Catalogue) -> Result<Vec<RunHeld>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT job, started_at, finished_at, outcome, report FROM run
         WHERE id IN (SELECT max(id) FROM run GROUP BY job) ORDER BY id DESC",
    )?;
    let rows = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get::<_, String>(4)?)))?;
    rows.map(|row| {
        let (job, started_at, finished_at, outcome, report) = row?;
        Ok(RunHeld { job, started_at, finished_at, outcome, report: serde_json::from_str(&report)? })
    })
    .collect()
}
