//! Notebooks: passages that a person marked, labelled and noted something of, a file each.
//!
//! They are no part of the record and are not made from it. What a publisher wrote stands in none of them: a mark knows its
//! passage by its id, and what the passage was like when it was marked by hashes, so that a change can be told and what
//! is taken down leaves nothing behind.

use super::json::Json;
use super::side_file::{self, random_bytes};
use super::{CatalogueError, DataPaths};
use data_encoding::HEXLOWER;
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};
use rusqlite_migration::M;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const STEPS: &[M<'static>] = &[M::up(include_str!("migrations/notebook_001.sql"))];

/// Notebooks that one person may have.
const OF_ONE: usize = 200;

/// Passages that one notebook may hold: what is shown and exported of it is built in memory.
const MARKS: i64 = 5_000;

/// The folder of notebooks.
#[derive(Debug, Clone)]
pub struct Notebooks {
    dir: PathBuf,
}

/// What a list of notebooks says of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Passages marked in it.
    pub marks: u64,
}

/// One notebook, open.
pub struct Notebook {
    path: PathBuf,
    connection: Connection,
}

/// What a passage was like when it was marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Was {
    /// Document that it stood in.
    pub document: String,
    /// Page of the file.
    pub page: u32,
    /// Date of its component.
    pub date: Option<String>,
    /// Hash of its words.
    pub text: String,
    /// Hash of who said it.
    pub speaker: String,
}

/// What a person wrote beside a passage.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Remark {
    /// Folder of the notebook; empty: none.
    pub folder: String,
    /// Labels.
    pub labels: BTreeSet<String>,
    /// Note.
    pub note: String,
}

/// A passage that was marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// Number within the notebook.
    pub id: i64,
    /// The passage.
    pub passage: String,
    /// What it was like.
    pub was: Was,
    /// What was written beside it.
    pub remark: Remark,
    /// When it was marked.
    pub marked_at: String,
}

/// Why something could not be done with notebooks.
#[derive(Debug, thiserror::Error)]
pub enum NotebookError {
    /// As many as may be are there.
    #[error("{0}")]
    Full(&'static str),
    /// A file or folder cannot be read or written.
    #[error("notebooks: {}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// SQLite refuses.
    #[error(transparent)]
    Tables(#[from] CatalogueError),
}

impl From<rusqlite::Error> for NotebookError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Tables(error.into())
    }
}

impl Notebooks {
    /// The notebooks of a data folder.
    pub fn below(paths: &DataPaths) -> Self {
        Self { dir: paths.notebooks() }
    }

    /// A person's notebooks, by title.
    ///
    /// # Errors
    /// One cannot be read.
    pub fn list(&self, person: &str) -> Result<Vec<About>, NotebookError> {
        let dir = self.folder_of(person);
        let mut found = Vec::new();
        for path in files(&dir)? {
            let Some(id) = path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned) else { continue };
            let Some(notebook) = self.open(person, &id)? else { continue };
            found.push(About { title: notebook.title()?, marks: notebook.marks()?.len() as u64, id });
        }
        found.sort_by_key(|about| (about.title.to_lowercase(), about.id.clone()));
        Ok(found)
    }

    /// Makes a notebook. Gives its id.
    ///
    /// # Errors
    /// The person has as many as may be, or it cannot be written.
    pub fn create(&self, person: &str, title: &str, now: Timestamp) -> Result<String, NotebookError> {
        let dir = self.folder_of(person);
        if files(&dir)?.len() >= OF_ONE {
            return Err(NotebookError::Full("you have as many notebooks as may be: delete one first"));
        }
        super::paths::make_private(&dir).map_err(|source| NotebookError::File { path: dir.clone(), source })?;
        let id = HEXLOWER.encode(&random_bytes::<8>());
        let notebook = Notebook::open(dir.join(format!("{id}.sqlite")))?;
        notebook.connection.execute("INSERT INTO about VALUES (?1, ?2)", [title, &now.to_string()])?;
        Ok(id)
    }

    /// A person's notebook with this id.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn open(&self, person: &str, id: &str) -> Result<Option<Notebook>, NotebookError> {
        // What is no id of ours names no file.
        if id.len() != 16 || !id.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Ok(None);
        }
        let path = self.folder_of(person).join(format!("{id}.sqlite"));
        if !path.exists() {
            return Ok(None);
        }
        let notebook = Notebook::open(path)?;
        // One whose making was interrupted has no title.
        let is_whole: bool =
            notebook.connection.query_row("SELECT EXISTS (SELECT 1 FROM about)", [], |row| row.get(0))?;
        Ok(is_whole.then_some(notebook))
    }

    /// Copies all of them into another data folder.
    ///
    /// # Errors
    /// One cannot be read or written.
    pub fn copy_to(&self, to: &DataPaths) -> Result<(), NotebookError> {
        let target = to.notebooks();
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source| NotebookError::File { path, source }
        };
        let mut copied = BTreeSet::new();
        for person in files(&self.dir)? {
            let dir = target.join(person.file_name().unwrap_or_default());
            super::paths::make_private(&dir).map_err(failed(&dir))?;
            for path in files(&person)? {
                let copy = dir.join(path.file_name().unwrap_or_default());
                let partial = dir.join("partial");
                Notebook::open(path)?.connection.backup(rusqlite::MAIN_DB, &partial, None)?;
                std::fs::rename(&partial, &copy).map_err(failed(&copy))?;
                copied.insert(copy);
            }
        }
        // What was deleted since an earlier copy leaves it.
        for path in files(&target)?.iter().map(|person| files(person)).collect::<Result<Vec<_>, _>>()?.concat() {
            if !copied.contains(&path) {
                std::fs::remove_file(&path).map_err(failed(&path))?;
            }
        }
        Ok(())
    }

    /// A person's folder: no name that anybody chose stands in a path.
    fn folder_of(&self, person: &str) -> PathBuf {
        self.dir.join(&HEXLOWER.encode(&Sha256::digest(person.as_bytes()))[..32])
    }
}

impl Notebook {
    fn open(path: PathBuf) -> Result<Self, NotebookError> {
        let connection = side_file::prepare(Connection::open(&path)?, STEPS)?;
        Ok(Self { path, connection })
    }

    /// Its title.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn title(&self) -> Result<String, NotebookError> {
        Ok(self.connection.query_row("SELECT title FROM about", [], |row| row.get(0))?)
    }

    /// Gives it another title.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn rename(&self, title: &str) -> Result<(), NotebookError> {
        self.connection.execute("UPDATE about SET title = ?1", [title])?;
        Ok(())
    }

    /// Deletes it with everything in it.
    ///
    /// # Errors
    /// The file cannot be removed.
    pub fn delete(self) -> Result<(), NotebookError> {
        let Self { path, connection } = self;
        // Overwritten first: a removed file's bytes stay on the disk.
        connection.execute_batch("DELETE FROM mark; DELETE FROM about;")?;
        drop(connection);
        std::fs::remove_file(&path).map_err(|source| NotebookError::File { path, source })
    }

    /// Marks a passage. One that is marked keeps what it was like then; what is written beside it is written anew.
    ///
    /// # Errors
    /// The notebook is full, or SQLite refuses.
    pub fn mark(&self, passage: &str, was: &Was, remark: &Remark, now: Timestamp) -> Result<(), NotebookError> {
        let held: i64 = self.connection.query_row("SELECT count(*) FROM mark", [], |row| row.get(0))?;
        if held >= MARKS && self.of_passage(passage)?.is_none() {
            return Err(NotebookError::Full("this notebook is full: begin another one"));
        }
        self.connection.execute(
            "INSERT INTO mark (passage_id, document_id, page, date, text_hash, speaker_hash, folder, labels, note, marked_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
             ON CONFLICT (passage_id) DO UPDATE SET folder = excluded.folder, labels = excluded.labels, note = excluded.note",
            params![
                passage,
                was.document,
                was.page,
                was.date,
                was.text,
                was.speaker,
                remark.folder,
                serde_json::to_string(&remark.labels).map_err(CatalogueError::from)?,
                remark.note,
                now.to_string()
            ],
        )?;
        Ok(())
    }

    /// Takes a mark away.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn remove(&self, passage: &str) -> Result<(), NotebookError> {
        self.connection.execute("DELETE FROM mark WHERE passage_id = ?1", [passage])?;
        Ok(())
    }

    /// The mark of a passage.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn of_passage(&self, passage: &str) -> Result<Option<Mark>, NotebookError> {
        let sql = format!("SELECT {COLUMNS} FROM mark WHERE passage_id = ?1");
        Ok(self.connection.query_row(&sql, [passage], from_row).optional()?)
    }

    /// All marks, folder by folder in the order in which they were made.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn marks(&self) -> Result<Vec<Mark>, NotebookError> {
        let mut statement = self.connection.prepare(&format!("SELECT {COLUMNS} FROM mark ORDER BY folder, id"))?;
        let rows = statement.query_map([], from_row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

const COLUMNS: &str =
    "id, passage_id, document_id, page, date, text_hash, speaker_hash, folder, labels, note, marked_at";

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Mark> {
    let Json(labels) = row.get(8)?;
    Ok(Mark {
        id: row.get(0)?,
        passage: row.get(1)?,
        was: Was {
            document: row.get(2)?,
            page: row.get(3)?,
            date: row.get(4)?,
            text: row.get(5)?,
            speaker: row.get(6)?,
        },
        remark: Remark { folder: row.get(7)?, labels, note: row.get(9)? },
        marked_at: row.get(10)?,
    })
}

/// What lies in a folder, in order; nothing where there is none.
fn files(dir: &Path) -> Result<Vec<PathBuf>, NotebookError> {
    let failed = |source| NotebookError::File { path: dir.to_owned(), source };
    let entries = match std::fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(failed(error)),
    };
    let mut found = entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>().map_err(failed)?;
    // A journal is there while somebody writes, and a copy while it is made.
    found.retain(|path| path.is_dir() || path.extension().is_some_and(|ending| ending == "sqlite"));
    found.sort();
    Ok(found)
}

/// The hash by which a notebook remembers words.
pub fn hash(words: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(words.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn was(text: &str) -> Was {
        Was { document: "d".into(), page: 3, date: None, text: hash(text), speaker: hash("") }
    }

    fn remark(labels: &[&str]) -> Remark {
        let labels = labels.iter().map(|label| (*label).to_owned()).collect();
        Remark { folder: "roof".into(), labels, note: "ask again".into() }
    }

    #[test]
    fn each_has_their_own_and_a_copy_has_what_is_there_and_no_more() {
        let (from, to) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let (from, to) = (DataPaths::below(from.path()), DataPaths::below(to.path()));
        let held = Notebooks::below(&from);
        let now = Timestamp::UNIX_EPOCH;
        let id = held.create("ann", "Roofs", now).unwrap();
        let gone = held.create("ann", "Cellars", now).unwrap();
        let notebook = held.open("ann", &id).unwrap().unwrap();
        notebook.mark("p1", &was("the roof leaks"), &remark(&["b", "a"]), now).unwrap();
        notebook.mark("p1", &was("the roof is dry"), &remark(&["c"]), now).unwrap();
        let marks = notebook.marks().unwrap();
        assert_eq!(marks.len(), 1);
        assert_eq!(marks[0].was.text, hash("the roof leaks"), "what it was like when it was marked first");
        assert_eq!(marks[0].remark, remark(&["c"]));
        assert!(held.open("ben", &id).unwrap().is_none());
        assert!(held.open("ann", "../../catalogue").unwrap().is_none());
        held.copy_to(&to).unwrap();
        assert_eq!(Notebooks::below(&to).list("ann").unwrap().len(), 2);
        held.open("ann", &gone).unwrap().unwrap().delete().unwrap();
        held.copy_to(&to).unwrap();
        let copied = Notebooks::below(&to).list("ann").unwrap();
        assert_eq!(copied, [About { id, title: "Roofs".into(), marks: 1 }]);
    }

    #[test]
    fn no_word_of_a_publisher_stands_in_the_file() {
        let dir = tempfile::tempdir().unwrap();
        let held = Notebooks::below(&DataPaths::below(dir.path()));
        let id = held.create("ann", "Roofs", Timestamp::UNIX_EPOCH).unwrap();
        let notebook = held.open("ann", &id).unwrap().unwrap();
        notebook.mark("p1", &was("the roof leaks"), &remark(&[]), Timestamp::UNIX_EPOCH).unwrap();
        let bytes = std::fs::read(&notebook.path).unwrap();
        assert!(!bytes.windows(5).any(|window| window == b"leaks"));
        assert!(bytes.windows(9).any(|window| window == b"ask again"));
    }
}
