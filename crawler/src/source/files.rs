//! Walking a folder, for the sources whose documents are files.
//!
//! A file that is not there any more is gone; a folder that cannot be read says nothing about the files in it.

use super::visit::{Visit, VisitError};
use crate::sink::{Body, Fetched, SinkError};
use data_encoding::HEXLOWER;
use record::text::{printable, safe_name};
use record::{Absence, Channel, DocumentFacts, ProblemCode};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use walkdir::{DirEntry, WalkDir};

/// A folder with documents of some endings in it.
pub(super) struct Files {
    pub source: String,
    root: PathBuf,
    council: Option<String>,
    committee: Option<String>,
    channel: Channel,
    endings: &'static [&'static str],
}

/// The files of the folder that a block names. [`super::Kind::keys`] has seen to it that there is a path.
pub(super) fn from_spec(spec: &super::SourceSpec, channel: Channel, endings: &'static [&'static str]) -> Files {
    Files {
        source: spec.name.clone(),
        root: spec.path.clone().unwrap_or_default(),
        council: spec.council.clone(),
        committee: spec.committee.clone(),
        channel,
        endings,
    }
}

/// What a walk saw besides the documents that it handed on.
#[derive(Default)]
struct Seen {
    keys: BTreeSet<String>,
    unreadable: Vec<PathBuf>,
}

impl Files {
    /// Hands on every file that is new or changed since it was last seen, and tells which are gone.
    pub fn visit(&self, visit: &mut Visit<'_>) -> Result<(), VisitError> {
        let root = self.check_root()?;
        let mut seen = Seen::default();
        let mut walk = WalkDir::new(&self.root).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) if entry.depth() > 0 && is_hidden(&entry) => {
                    if entry.file_type().is_dir() {
                        walk.skip_current_dir();
                    }
                }
                // Not gone into: the names of what is there are nobody's business either.
                Ok(entry) if entry.file_type().is_dir() && leads_out(&entry, &root) => {
                    walk.skip_current_dir();
                    let name = self.name(entry.path());
                    visit.report.notes.push(format!("left alone, since it leads out of the folder: {name}"));
                }
                Ok(entry) if entry.file_type().is_file() => self.visit_file(&entry, &root, &mut seen, visit)?,
                Ok(entry) if entry.file_type().is_dir() => {}
                // Pipes, sockets, devices: opening one could wait for ever.
                Ok(entry) => {
                    let name = self.name(entry.path());
                    visit.report.notes.push(format!("left alone, since it is no file: {name}"));
                }
                Err(error) => {
                    visit.report.failed += 1;
                    visit.sink.problem(ProblemCode::Unreadable, &self.why(&error))?;
                    seen.unreadable.extend(error.path().map(Path::to_owned));
                }
            }
        }
        self.tell_gone(&seen, visit)
    }

    /// The folder with every link in its own path followed.
    fn check_root(&self) -> Result<PathBuf, VisitError> {
        let failed = |error: io::Error| {
            VisitError::Failed(format!(
                "cannot read the folder of this source: {error}; what was read from it before is kept as it was"
            ))
        };
        let about = fs::metadata(&self.root).map_err(failed)?;
        if about.is_dir() {
            fs::read_dir(&self.root).map(drop).map_err(failed)?;
        }
        self.root.canonicalize().map_err(failed)
    }

    fn visit_file(
        &self,
        entry: &DirEntry,
        root: &Path,
        seen: &mut Seen,
        visit: &mut Visit<'_>,
    ) -> Result<(), SinkError> {
        let facts = self.facts(entry.path());
        let opened = match open_below(entry.path(), root) {
            Ok(None) => {
                let name = self.name(entry.path());
                visit.report.notes.push(format!("left alone, since it leads out of the folder: {name}"));
                return Ok(());
            }
            Ok(Some(opened)) => Ok(opened),
            Err(error) => Err(error),
        };
        seen.keys.insert(facts.key.clone());
        visit.report.asked += 1;
        if !self.is_ours(&facts.file_name) {
            let ending = Path::new(&facts.file_name).extension().map(|ending| ending.to_string_lossy());
            let which = ending.map_or("without an ending".to_owned(), |ending| format!("ending in .{ending}"));
            return visit.miss(&facts, Absence::LeftAlone, format!("left alone: files {which} are not looked at"));
        }
        let (file, about) = match opened {
            Ok(opened) => opened,
            Err(error) => {
                return visit.miss(&facts, Absence::Failed, format!("cannot read {}: {error}", facts.key));
            }
        };
        if about.len() > visit.plan.max_document_bytes {
            let message = format!(
                "{} has {} bytes, more than max_document_bytes ({})",
                facts.key,
                about.len(),
                visit.plan.max_document_bytes
            );
            return visit.miss(&facts, Absence::TooLarge, message);
        }
        let modified = about.modified().unwrap_or(SystemTime::UNIX_EPOCH);
        let validator = validator(about.len(), modified);
        let known = visit.sink.known_document(&facts.scope, &facts.key)?;
        if !visit.plan.full
            && known.is_some_and(|known| known.missing_since.is_none() && known.etag.as_ref() == Some(&validator))
        {
            return visit.keep_as_is(&facts);
        }
        visit.report.bytes += about.len();
        let fetched = Fetched {
            body: Body::Opened(file),
            content_type: None,
            final_url: None,
            etag: Some(validator),
            last_modified: Some(httpdate::fmt_http_date(modified)),
            fetched_at: visit.plan.now,
        };
        visit.keep(&facts, fetched).map(drop)
    }

    /// A path as it may be told to anybody: as seen from the folder, which nobody else needs to know.
    fn name(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.root).ok().filter(|below| !below.as_os_str().is_empty());
        below.map_or_else(|| "the folder itself".to_owned(), |below| printable(&below.to_string_lossy()))
    }

    /// What kept a walk from going on, without the paths of this machine that the library tells.
    fn why(&self, error: &walkdir::Error) -> String {
        let name = error.path().map_or_else(|| "the folder".to_owned(), |path| self.name(path));
        match error.io_error() {
            Some(cause) => format!("{name} cannot be read: {cause}"),
            None => format!("{name} leads back to a folder above it"),
        }
    }

    fn tell_gone(&self, seen: &Seen, visit: &mut Visit<'_>) -> Result<(), VisitError> {
        let held = visit.sink.held_keys(&self.source)?;
        if seen.keys.is_empty() && !held.is_empty() {
            return Err(VisitError::Failed(format!(
                "the folder of this source is empty but {} documents from it are held: taken for a disk that is not \
                 there, nothing is withdrawn. To empty a source for good, take its block out of the configuration",
                held.len()
            )));
        }
        for key in held.into_iter().filter(|key| !seen.keys.contains(key)) {
            let path = self.root.join(&key);
            if seen.unreadable.iter().any(|unreadable| path.starts_with(unreadable)) {
                continue;
            }
            let facts = self.facts(&path);
            visit.miss_listed(&facts, &format!("{} is not in the folder any more", facts.key))?;
        }
        Ok(())
    }

    fn facts(&self, path: &Path) -> DocumentFacts {
        let below = path.strip_prefix(&self.root).ok().filter(|below| !below.as_os_str().is_empty());
        let below = below.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
        DocumentFacts {
            scope: self.source.clone(),
            key: key(below),
            channel: self.channel,
            file_name: safe_name(&path.file_name().unwrap_or_default().to_string_lossy()),
            council: self.council.clone(),
            committee: self.committee.clone(),
            ..DocumentFacts::default()
        }
    }

    fn is_ours(&self, file_name: &str) -> bool {
        let name = file_name.to_lowercase();
        self.endings.iter().any(|ending| name.strip_suffix(ending).is_some_and(|stem| stem.ends_with('.')))
    }
}

/// Whether a folder is a link to one that lies elsewhere. What cannot be followed is told where it is opened.
fn leads_out(entry: &DirEntry, root: &Path) -> bool {
    entry.path_is_symlink() && entry.path().canonicalize().is_ok_and(|path| !path.starts_with(root))
}

/// Opens a file that is really in the folder; nothing where it is not. A link may lead to another file of it, not to what
/// only our user may read. What is asked of it afterwards is asked of the open file, so that nobody can put another in its
/// place in between.
fn open_below(path: &Path, root: &Path) -> io::Result<Option<(File, Metadata)>> {
    let path = path.canonicalize()?;
    if !path.starts_with(root) {
        return Ok(None);
    }
    let mut options = OpenOptions::new();
    options.read(true);
    // Links were followed above; a pipe that was put there since would be waited for.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NOFOLLOW | libc::O_NONBLOCK);
    let file = options.open(&path)?;
    let about = file.metadata()?;
    Ok(Some((file, about)).filter(|(file, about)| about.is_file() && is_really_below(file, root)))
}

/// Whether an open file lies in the folder, where the system tells: a folder above it may have been replaced by a link.
fn is_really_below(file: &File, root: &Path) -> bool {
    #[cfg(target_os = "linux")]
    {
        let handle = std::os::fd::AsRawFd::as_raw_fd(file);
        fs::read_link(format!("/proc/self/fd/{handle}")).map_or(true, |path| path.starts_with(root))
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = (file, root);
        true
    }
}

/// Hidden files, the owner files (`~$report.docx`) that word processors leave beside an open document, and what systems
/// leave in a folder.
fn is_hidden(entry: &DirEntry) -> bool {
    const LEFT_BY_SYSTEMS: [&str; 2] = ["desktop.ini", "thumbs.db"];
    let name = entry.file_name().to_string_lossy();
    name.starts_with('.') || name.starts_with("~$") || LEFT_BY_SYSTEMS.contains(&name.to_lowercase().as_str())
}

/// The path with `/`. A name that is not UTF-8 gets a hash of its bytes, so that two such names stay apart.
fn key(below: &Path) -> String {
    let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let key = parts.join("/");
    match below.to_str() {
        Some(_) => key,
        None => format!("{key}~{}", HEXLOWER.encode(&Sha256::digest(below.as_os_str().as_encoded_bytes())[..6])),
    }
}

fn validator(bytes: u64, modified: SystemTime) -> String {
    let since = modified.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    format!("\"{bytes}-{}\"", since.as_nanos())
}
