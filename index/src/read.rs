//! Opening: which generation is in use, and a snapshot of it to ask.

use crate::cache::{Frequencies, IdfCache};
use crate::engine::{Caches, Engine, Source, State};
use crate::error::IndexError;
use crate::place::Place;
use crate::schema::{self, Fields};
use crate::search::related::lessons::Lessons;
use crate::thesaurus::{Files, Thesaurus};
use record::DocumentId;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// An index, open for questions.
pub struct Index {
    folder: PathBuf,
    budget: Duration,
    open: Mutex<Open>,
    thesaurus: Mutex<Files>,
}

/// How long one pass over the index may take. The worst query over two million passages takes a fifth of it; what is
/// not done then is reported as cut.
const BUDGET: Duration = Duration::from_secs(5);

/// The state that is open, and where the next comes from.
struct Open {
    source: Box<dyn Source>,
    snapshot: Arc<Snapshot>,
    /// One of before that was asked for last.
    earlier: Option<Arc<Snapshot>>,
}

/// The index at one moment: it answers from the same state however long it is held.
pub struct Snapshot {
    pub(crate) engine: Arc<dyn Engine>,
    pub(crate) caches: Caches,
    pub(crate) fields: Fields,
    pub(crate) folder: PathBuf,
    pub(crate) budget: Duration,
    pub(crate) idf_cache: IdfCache,
    pub(crate) frequencies: Frequencies,
    pub(crate) thesaurus: Arc<Thesaurus>,
    /// What was learned from the passages of phrases.
    pub(crate) lessons: Lessons,
}

impl Index {
    /// Opens the index at a place.
    ///
    /// # Errors
    ///
    /// [`IndexError::Missing`], [`IndexError::Outdated`] and [`IndexError::Damaged`] ask for a rebuild.
    pub fn open(place: impl Into<Place>) -> Result<Self, IndexError> {
        Self::open_within(place, BUDGET)
    }

    /// The same with another budget of time for each pass over the index.
    ///
    /// # Errors
    ///
    /// As [`Index::open`].
    pub fn open_within(place: impl Into<Place>, budget: Duration) -> Result<Self, IndexError> {
        let place = place.into();
        let mut source = place.source()?;
        // A source gives its first state when it is asked first.
        let state = source.look_again()?.ok_or_else(|| IndexError::Missing(place.folder.clone()))?;
        let snapshot = Arc::new(Snapshot::begin(state, &place.folder, budget, Thesaurus::built_in()));
        let open = Mutex::new(Open { source, snapshot, earlier: None });
        Ok(Self { folder: place.folder, budget, open, thesaurus: Mutex::new(Files::new(Vec::new())) })
    }

    /// The same with files of an operator's own terms, which are read again whenever they change.
    ///
    /// # Errors
    ///
    /// As [`Index::open`].
    pub fn with_thesaurus(self, files: Vec<PathBuf>) -> Result<Self, IndexError> {
        let files = Files::new(files);
        let Open { source, snapshot, .. } = self.open.into_inner().unwrap_or_else(PoisonError::into_inner);
        let snapshot = Arc::new(snapshot.with_thesaurus(files.thesaurus()));
        let open = Mutex::new(Open { source, snapshot, earlier: None });
        Ok(Self { open, thesaurus: Mutex::new(files), folder: self.folder, budget: self.budget })
    }

    /// The state of the last [`Index::reload`].
    pub fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.open.lock().unwrap_or_else(PoisonError::into_inner).snapshot)
    }

    /// Whether [`Index::snapshot_of`] may give another state than that of the last [`Index::reload`].
    pub fn goes_back(&self) -> bool {
        self.open.lock().unwrap_or_else(PoisonError::into_inner).source.goes_back()
    }

    /// The same, or an earlier state where that is of none of these generations: the first of them. An index in a folder
    /// has no other than that of the last [`Index::reload`].
    ///
    /// # Errors
    ///
    /// As [`Index::open`]; the cluster has the first generation no more.
    pub fn snapshot_of(&self, generations: &[u64]) -> Result<Arc<Snapshot>, IndexError> {
        let thesaurus = self.thesaurus.lock().unwrap_or_else(PoisonError::into_inner).thesaurus();
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let is_meant = |snapshot: &&Arc<Snapshot>| generations.contains(&snapshot.generation());
        if let Some(held) = std::iter::once(&open.snapshot).chain(&open.earlier).find(is_meant) {
            return Ok(Arc::clone(held));
        }
        let Some(&first) = generations.first() else { return Ok(Arc::clone(&open.snapshot)) };
        let Some(state) = open.source.earlier(first)? else { return Ok(Arc::clone(&open.snapshot)) };
        let earlier = Arc::new(Snapshot::begin(state, &self.folder, self.budget, thesaurus));
        open.earlier = Some(Arc::clone(&earlier));
        Ok(earlier)
    }

    /// Looks whether a writer has committed or swapped since, or a file of terms has changed, and takes that state up.
    /// Costs next to nothing.
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
        if let Some(state) = open.source.look_again()? {
            open.snapshot = Arc::new(Snapshot::begin(state, &self.folder, self.budget, thesaurus));
        } else if changed {
            open.snapshot = Arc::new(open.snapshot.with_thesaurus(thesaurus));
            open.earlier = None;
        }
        Ok(())
    }
}

impl Snapshot {
    fn begin(state: State, folder: &Path, budget: Duration, thesaurus: Arc<Thesaurus>) -> Self {
        let State { engine, caches } = state;
        Self {
            engine,
            caches,
            fields: schema::schema().1,
            folder: folder.to_owned(),
            budget,
            idf_cache: IdfCache::default(),
            frequencies: Frequencies::default(),
            thesaurus,
            lessons: Lessons::default(),
        }
    }

    /// The same state with other terms.
    fn with_thesaurus(&self, thesaurus: Arc<Thesaurus>) -> Self {
        let state = State { engine: Arc::clone(&self.engine), caches: self.caches.clone() };
        Self::begin(state, &self.folder, self.budget, thesaurus)
    }

    /// Counts rebuilds and commits; a higher one is later.
    pub fn generation(&self) -> u64 {
        self.engine.generation()
    }

    /// How many passages it holds, further copies included.
    pub fn passages(&self) -> u64 {
        self.engine.passages()
    }

    /// How many passages of each document it holds, by [`Snapshot::document_key`].
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn passages_by_document(&self) -> Result<FxHashMap<u64, u64>, IndexError> {
        self.engine.by_document()
    }

    /// A number that stands for a document in [`Snapshot::passages_by_document`].
    pub fn document_key(document: &DocumentId) -> u64 {
        schema::key(document.as_str())
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
