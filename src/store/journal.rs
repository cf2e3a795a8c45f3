//! The journal of the archive: every fact that came with the bytes, one JSON object a line, appended and flushed.
//!
//! The catalogue is made again from it alone. A fact is on the disk before the catalogue knows it; the catalogue
//! remembers how far it has read, so that whatever a killed writer left undone is done at the next start. A last line
//! without its end was never acknowledged to anybody and is cut off.

use super::catalogue::takedown::Takedown;
use jiff::Timestamp;
use record::{Absence, DocumentFacts, DocumentId, MeetingFacts, MemberFacts};
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// One fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Fact {
    /// A document came, new or with other bytes or facts than before.
    Document {
        /// The source's name.
        source: String,
        /// What the source says of it.
        facts: Box<DocumentFacts>,
        /// Its bytes and where they came from; absent where only the facts are new.
        retrieval: Option<Retrieval>,
        /// When.
        at: Timestamp,
    },
    /// A document is known to exist, or was held, but could not be had.
    Missing {
        /// The source's name.
        source: String,
        /// What the source says of it.
        facts: Box<DocumentFacts>,
        /// Why.
        absence: Absence,
        /// What was asked and what came back.
        message: String,
        /// When.
        at: Timestamp,
    },
    /// What a source says of a meeting; replaces what it said before.
    Meeting {
        /// The source's name.
        source: String,
        /// What it says.
        facts: Box<MeetingFacts>,
        /// When.
        at: Timestamp,
    },
    /// What a source says of a member; replaces what it said before.
    Member {
        /// The source's name.
        source: String,
        /// What it says.
        facts: Box<MemberFacts>,
        /// When.
        at: Timestamp,
    },
    /// A page of facts was answered, with other content or validators than before.
    Page {
        /// The source's name.
        source: String,
        /// Its address.
        url: String,
        /// `ETag`.
        etag: Option<String>,
        /// `Last-Modified`.
        last_modified: Option<String>,
        /// SHA-256 of the bytes.
        hash: Option<String>,
        /// SHA-256 of the part that matters.
        content_hash: Option<String>,
        /// When.
        at: Timestamp,
    },
    /// A document was taken down on purpose.
    Forgotten(Takedown),
    /// What stood here was of a document that was taken down since.
    Redacted,
    /// Somebody looked at a quarantined document and let it through.
    Released {
        /// Which.
        document: DocumentId,
        /// When.
        at: Timestamp,
    },
}

/// How a document's bytes came.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Retrieval {
    /// SHA-256 of the bytes, lower-case hex.
    pub hash: String,
    /// How many there are.
    pub bytes: u64,
    /// Content type as the server gave it.
    pub content_type: Option<String>,
    /// Address after redirects.
    pub final_url: Option<String>,
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`, verbatim.
    pub last_modified: Option<String>,
}

/// Something that could not be noted or read back.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// A file operation failed.
    #[error("journal {}: {source}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A line cannot be read, though others come after it.
    #[error("journal {}: the line at byte {offset} cannot be read: {source}", path.display())]
    Line {
        /// Which file.
        path: PathBuf,
        /// Where it begins.
        offset: u64,
        /// Why.
        source: serde_json::Error,
    },
}

/// The journal, open for appending. Only for whoever holds the writer's lock.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
    len: u64,
}

impl Journal {
    /// Opens the journal in `dir` (`data/archive`), made if it is not there, and cuts off a torn last line.
    ///
    /// # Errors
    /// The file cannot be opened or cut.
    pub fn open(dir: &Path) -> Result<Self, JournalError> {
        let path = path_in(dir);
        let io = io_error(&path);
        let mut file = OpenOptions::new().create(true).read(true).append(true).open(&path).map_err(&io)?;
        let whole = whole_lines(&mut file).map_err(&io)?;
        if whole < file.metadata().map_err(&io)?.len() {
            file.set_len(whole).map_err(&io)?;
            file.sync_all().map_err(&io)?;
        }
        Ok(Self { path, file, len: whole })
    }

    /// Appends a fact and flushes it to the disk. Returns the length of the journal after it, in bytes.
    ///
    /// # Errors
    /// The disk does not take it; the journal is then as it was.
    pub fn append(&mut self, fact: &Fact) -> Result<u64, JournalError> {
        let io = io_error(&self.path);
        let mut line = serde_json::to_vec(fact).map_err(|e| io(e.into()))?;
        line.push(b'\n');
        if let Err(e) = self.file.write_all(&line).and_then(|()| self.file.sync_data()) {
            // A full disk takes half a line: without the cut, the next line would be glued to it.
            self.file.set_len(self.len).map_err(&io)?;
            return Err(io(e));
        }
        self.len += line.len() as u64;
        Ok(self.len)
    }

    /// Takes out every fact that is gone. Every line keeps its place, so that whoever has read up to some point
    /// goes on from there; the file is written anew beside itself, so that a kill leaves one or the other.
    ///
    /// # Errors
    /// The journal cannot be read or written; it is then as it was.
    pub fn redact(&mut self, is_gone: impl Fn(&Fact) -> bool) -> Result<(), JournalError> {
        let io = io_error(&self.path);
        let partial = self.path.with_extension("partial");
        let mut lines = BufReader::new(File::open(&self.path).map_err(&io)?);
        let mut out = BufWriter::new(File::create(&partial).map_err(&io)?);
        let (mut line, mut found) = (Vec::new(), false);
        while lines.read_until(b'\n', &mut line).map_err(&io)? > 0 {
            // What cannot be read is told where the journal is read back.
            if serde_json::from_slice(&line).is_ok_and(|fact| is_gone(&fact)) {
                let length = line.len().saturating_sub(1);
                line = serde_json::to_vec(&Fact::Redacted).map_err(|e| io(e.into()))?;
                line.resize(length, b' ');
                line.push(b'\n');
                found = true;
            }
            out.write_all(&line).map_err(&io)?;
            line.clear();
        }
        let out = out.into_inner().map_err(|e| io(e.into_error()))?;
        if !found {
            return std::fs::remove_file(&partial).map_err(&io);
        }
        out.sync_all().map_err(&io)?;
        std::fs::rename(&partial, &self.path).map_err(&io)?;
        self.file = OpenOptions::new().read(true).append(true).open(&self.path).map_err(&io)?;
        Ok(())
    }

    /// Its length in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether nothing was ever noted.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// Reads the journal in `dir` from byte `offset` on: each fact with the offset after it.
///
/// # Errors
/// The file cannot be opened. A journal that is not there is empty.
pub fn replay(dir: &Path, offset: u64) -> Result<Replay, JournalError> {
    let path = path_in(dir);
    let io = io_error(&path);
    let lines = match File::open(&path) {
        Ok(mut file) => {
            file.seek(SeekFrom::Start(offset)).map_err(&io)?;
            Some(BufReader::new(file))
        }
        Err(e) if e.kind() == io::ErrorKind::NotFound => None,
        Err(e) => return Err(io(e)),
    };
    Ok(Replay { path, lines, offset })
}

/// Facts being read back; a torn last line is left out.
#[derive(Debug)]
pub struct Replay {
    path: PathBuf,
    lines: Option<BufReader<File>>,
    offset: u64,
}

impl Iterator for Replay {
    type Item = Result<(Fact, u64), JournalError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Vec::new();
        let n = match self.lines.as_mut()?.read_until(b'\n', &mut line) {
            Ok(n) => n as u64,
            Err(e) => return Some(Err(io_error(&self.path)(e))),
        };
        if !line.ends_with(b"\n") {
            return None;
        }
        let begins = self.offset;
        self.offset += n;
        let read = serde_json::from_slice(&line).map(|fact| (fact, self.offset));
        Some(read.map_err(|source| JournalError::Line { path: self.path.clone(), offset: begins, source }))
    }
}

fn path_in(dir: &Path) -> PathBuf {
    dir.join("journal.ndjson")
}

fn io_error(path: &Path) -> impl Fn(io::Error) -> JournalError + use<> {
    let path = path.to_owned();
    move |source| JournalError::Io { path: path.clone(), source }
}

/// Length of the file up to the end of its last whole line.
fn whole_lines(file: &mut File) -> io::Result<u64> {
    let mut end = file.seek(SeekFrom::End(0))?;
    let mut buffer = vec![0; 1 << 16];
    while end > 0 {
        let begin = end.saturating_sub(buffer.len() as u64);
        let chunk = &mut buffer[..(end - begin) as usize];
        file.seek(SeekFrom::Start(begin))?;
        file.read_exact(chunk)?;
        if let Some(at) = chunk.iter().rposition(|b| *b == b'\n') {
            return Ok(begin + at as u64 + 1);
        }
        end = begin;
    }
    Ok(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(key: &str) -> Fact {
        let facts = DocumentFacts { key: key.to_owned(), ..Default::default() };
        Fact::Document { source: "papers".into(), facts: Box::new(facts), retrieval: None, at: Timestamp::UNIX_EPOCH }
    }

    fn keys(dir: &Path, offset: u64) -> Vec<String> {
        let facts = replay(dir, offset).unwrap().map(|f| f.unwrap().0);
        facts
            .map(|f| match f {
                Fact::Document { facts, .. } => facts.key,
                other => panic!("{other:?}"),
            })
            .collect()
    }

    #[test]
    fn gives_back_what_was_noted_from_any_point() {
        let dir = tempfile::tempdir().unwrap();
        assert!(keys(dir.path(), 0).is_empty());
        let mut journal = Journal::open(dir.path()).unwrap();
        let first = journal.append(&fact("a")).unwrap();
        let second = journal.append(&fact("b")).unwrap();
        assert_eq!(keys(dir.path(), 0), ["a", "b"]);
        assert_eq!(keys(dir.path(), first), ["b"]);
        assert!(keys(dir.path(), second).is_empty());
        assert_eq!(Journal::open(dir.path()).unwrap().len(), second);
    }

    #[test]
    fn what_is_taken_out_leaves_every_place_as_it_was() {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(dir.path()).unwrap();
        let first = journal.append(&fact("a secret")).unwrap();
        let second = journal.append(&fact("b")).unwrap();
        journal.redact(|noted| *noted == fact("a secret")).unwrap();
        let third = journal.append(&fact("c")).unwrap();
        let facts: Vec<(Fact, u64)> = replay(dir.path(), 0).unwrap().collect::<Result<_, _>>().unwrap();
        assert_eq!(facts, [(Fact::Redacted, first), (fact("b"), second), (fact("c"), third)]);
        assert!(!std::fs::read_to_string(path_in(dir.path())).unwrap().contains("secret"));
    }

    #[test]
    fn a_torn_last_line_is_cut_and_the_next_one_is_whole() {
        for torn in ["{", "{\"what\":\"document\",\"sou", &"x".repeat(200_000)] {
            let dir = tempfile::tempdir().unwrap();
            Journal::open(dir.path()).unwrap().append(&fact("a")).unwrap();
            OpenOptions::new().append(true).open(path_in(dir.path())).unwrap().write_all(torn.as_bytes()).unwrap();
            assert_eq!(keys(dir.path(), 0), ["a"]);
            Journal::open(dir.path()).unwrap().append(&fact("b")).unwrap();
            assert_eq!(keys(dir.path(), 0), ["a", "b"]);
        }
    }

    #[test]
    fn a_line_that_cannot_be_read_is_told_with_its_place() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(path_in(dir.path()), "{\"what\":\"rumour\"}\n").unwrap();
        let error = replay(dir.path(), 0).unwrap().next().unwrap().unwrap_err().to_string();
        assert!(error.contains("the line at byte 0 cannot be read"), "{error}");
    }
}
