//! Opening: which generation is in use, and a snapshot of it to ask.

use crate::cache::{ColumnCache, IdfCache, RunCache, StemExpansions, WordTotals};
use crate::error::IndexError;
use crate::generations;
use crate::schema::{self, Fields};
use crate::search::related::lessons::Lessons;
use crate::thesaurus::{Files, Thesaurus};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tantivy::directory::error::LockError;
use tantivy::{IndexReader, ReloadPolicy, Searcher, TantivyError};

/// An index in a folder, open for questions.
pub struct Index {
    folder: PathBuf,
    budget: Duration,
    open: Mutex<Open>,
    thesaurus: Mutex<Files>,
}

/// How long one pass over the index may take. The worst query over two million passages takes a fifth of it; what is
/// not done then is reported as cut.
const BUDGET: Duration = Duration::from_secs(5);

/// The generation that is open.
struct Open {
    generation: PathBuf,
    reader: IndexReader,
    snapshot: Arc<Snapshot>,
    mark: Mark,
}

/// What tells one commit's list of segments from the next: it is a new file each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    inode: u64,
    bytes: u64,
    modified: (i64, i64),
}

/// The index at one moment: it answers from the same state however long it is held.
pub struct Snapshot {
    pub(crate) searcher: Searcher,
    pub(crate) fields: Fields,
    pub(crate) folder: PathBuf,
    pub(crate) budget: Duration,
    pub(crate) stem_expansions: StemExpansions,
    pub(crate) columns: ColumnCache,
    pub(crate) idf_cache: IdfCache,
    pub(crate) thesaurus: Arc<Thesaurus>,
    /// Shared with the snapshots before and after.
    pub(crate) word_totals: Arc<WordTotals>,
    /// Shared with the snapshots before and after.
    pub(crate) runs: Arc<RunCache>,
    /// What was learned from the passages of phrases.
    pub(crate) lessons: Lessons,
    count: u64,
}

impl Index {
    /// Opens the index in `folder`.
    ///
    /// # Errors
    ///
    /// [`IndexError::Missing`], [`IndexError::Outdated`] and [`IndexError::Damaged`] ask for a rebuild.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        Self::open_within(folder, BUDGET)
    }

    /// The same with another budget of time for each pass over the index.
    ///
    /// # Errors
    ///
    /// As [`Index::open`].
    pub fn open_within(folder: &Path, budget: Duration) -> Result<Self, IndexError> {
        let open = Mutex::new(open_current(folder, budget, Thesaurus::built_in())?);
        Ok(Self { folder: folder.to_owned(), budget, open, thesaurus: Mutex::new(Files::new(Vec::new())) })
    }

    /// The same with files of an operator's own terms, which are read again whenever they change.
    ///
    /// # Errors
    ///
    /// As [`Index::open`].
    pub fn with_thesaurus(self, files: Vec<PathBuf>) -> Result<Self, IndexError> {
        let files = Files::new(files);
        let open = open_current(&self.folder, self.budget, files.thesaurus())?;
        Ok(Self { open: Mutex::new(open), thesaurus: Mutex::new(files), ..self })
    }

    /// The state of the last [`Index::reload`].
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.open.lock().unwrap_or_else(PoisonError::into_inner).snapshot)
    }

    /// Looks whether a writer has committed or swapped since, or a file of terms has changed, and takes that state up. Costs next to nothing.
    ///
    /// # Errors
    ///
    /// As [`Index::open`]; the state before stays in use.
    pub fn reload(&self) -> Result<(), IndexError> {
        let (changed, thesaurus) = {
            let mut files = self.thesaurus.lock().unwrap_or_else(PoisonError::into_inner);
            (files.look_again(), files.thesaurus())
        };
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if generations::current(&self.folder)? != open.generation {
            *open = open_current(&self.folder, self.budget, thesaurus)?;
            return Ok(());
        }
        // The mark is taken first: a commit that comes in between is taken up again the next time, never missed.
        let mark = mark(&open.generation)?;
        if changed || mark != open.mark {
            let (word_totals, runs) = (Arc::clone(&open.snapshot.word_totals), Arc::clone(&open.snapshot.runs));
            let taken_up = snapshot(&open.reader, &open.generation, self.budget, thesaurus)?;
            open.snapshot = Arc::new(Snapshot { word_totals, runs, ..taken_up });
            open.mark = mark;
        }
        Ok(())
    }
}

impl Snapshot {
    /// Counts rebuilds and commits; a higher one is later.
    pub fn generation(&self) -> u64 {
        self.count
    }

    /// How many passages it holds, further copies included.
    pub fn passages(&self) -> u64 {
        self.searcher.num_docs()
    }

    /// The terms that other words are told by.
    pub fn thesaurus(&self) -> &Thesaurus {
        &self.thesaurus
    }

    /// Names this index in an error of the engine.
    pub(crate) fn failed(&self, source: impl Into<tantivy::TantivyError>) -> IndexError {
        IndexError::Engine { folder: self.folder.clone(), source: source.into() }
    }
}

fn open_current(folder: &Path, budget: Duration, thesaurus: Arc<Thesaurus>) -> Result<Open, IndexError> {
    // A swap between reading the pointer and opening removes what it named; then the pointer has moved on.
    loop {
        let generation = generations::current(folder)?;
        match open_generation(&generation, budget, &thesaurus) {
            Err(_) if generations::current(folder)? != generation => {}
            opened => return opened,
        }
    }
}

fn open_generation(generation: &Path, budget: Duration, thesaurus: &Arc<Thesaurus>) -> Result<Open, IndexError> {
    let reader = |index: tantivy::Index| index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
    let opened: tantivy::Result<IndexReader> = match reader(generations::open(generation)?) {
        // A disk that is full or only read: nobody writes, and nothing has to be kept from whoever does.
        Err(TantivyError::LockFailure(LockError::IoError(_), _)) => reader(generations::open_unlocked(generation)?),
        opened => opened,
    };
    let reader = opened.map_err(|source| IndexError::Engine { folder: generation.to_owned(), source })?;
    let mark = mark(generation)?;
    let snapshot = Arc::new(snapshot(&reader, generation, budget, Arc::clone(thesaurus))?);
    Ok(Open { generation: generation.to_owned(), reader, snapshot, mark })
}

fn mark(generation: &Path) -> Result<Mark, IndexError> {
    let path = generation.join("meta.json");
    let file = fs::metadata(&path).map_err(|source| IndexError::Io { what: "look at", path, source })?;
    Ok(Mark { inode: file.ino(), bytes: file.size(), modified: (file.mtime(), file.mtime_nsec()) })
}

/// Takes up the last commit and its count, which must be of the same moment.
fn snapshot(
    reader: &IndexReader,
    generation: &Path,
    budget: Duration,
    thesaurus: Arc<Thesaurus>,
) -> Result<Snapshot, IndexError> {
    let failed = |source| IndexError::Engine { folder: generation.to_owned(), source };
    loop {
        let before = count_of(reader).map_err(failed)?;
        reader.reload().map_err(failed)?;
        let searcher = reader.searcher();
        if count_of(reader).map_err(failed)? == before {
            let fields = schema::schema().1;
            return Ok(Snapshot {
                searcher,
                fields,
                folder: generation.to_owned(),
                budget,
                stem_expansions: StemExpansions::default(),
                columns: ColumnCache::default(),
                idf_cache: IdfCache::default(),
                thesaurus,
                word_totals: Arc::default(),
                runs: Arc::default(),
                lessons: Lessons::default(),
                count: before,
            });
        }
    }
}

fn count_of(reader: &IndexReader) -> tantivy::Result<u64> {
    let payload = reader.searcher().index().load_metas()?.payload;
    Ok(payload.and_then(|count| count.parse().ok()).unwrap_or(0))
}
