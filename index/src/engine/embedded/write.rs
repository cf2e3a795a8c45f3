//! Writing to Tantivy: one atomic commit for each update, a generation aside for each rebuild.

use super::generations::{self, Lock};
use crate::engine::Writing;
use crate::entry::Entry;
use crate::error::IndexError;
use crate::schema::{self, Fields};
use crate::text::Tokens;
use record::DocumentId;
use std::path::{Path, PathBuf};
use tantivy::indexer::{LogMergePolicy, NoMergePolicy};
use tantivy::{IndexWriter, SegmentMeta, TantivyDocument, Term};

/// Memory for each thread that indexes. Less makes more and smaller segments.
const BYTES_A_THREAD: usize = 48_000_000;

/// Threads of a rebuild at most: beyond these the merging is what takes the time.
const MOST_THREADS: usize = 4;

/// Share of deleted passages from which a segment is written anew. The engine's own default never does.
const MOST_DELETED: f32 = 0.2;

/// What writes to the index in a folder.
pub(crate) struct Embedded {
    folder: PathBuf,
    /// The generation that is written to, `<n>.tmp` when it is built aside.
    generation: PathBuf,
    aside: bool,
    count: u64,
    fields: Fields,
    engine: IndexWriter,
    tokens: Tokens,
    _lock: Lock,
}

impl Embedded {
    /// Continues the index in `folder`: changes become one commit.
    ///
    /// # Errors
    ///
    /// [`IndexError::Missing`] and its like; [`IndexError::Locked`] while another writer lives.
    pub fn update(folder: &Path) -> Result<Self, IndexError> {
        let lock = generations::lock(folder)?;
        let generation = generations::current(folder)?;
        let index = generations::open(&generation)?;
        Self::begin(folder, generation, index, lock, 1)
    }

    /// Begins an empty index beside the one in `folder` (which need not exist, or be readable); publishing
    /// puts it in its place.
    ///
    /// # Errors
    ///
    /// [`IndexError::Locked`] while another writer lives.
    pub fn rebuild(folder: &Path) -> Result<Self, IndexError> {
        let lock = generations::lock(folder)?;
        generations::clean_up(folder)?;
        let (generation, index) = generations::create(folder)?;
        let threads = std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS);
        Self::begin(folder, generation, index, lock, threads)
    }

    fn begin(
        folder: &Path,
        generation: PathBuf,
        index: tantivy::Index,
        lock: Lock,
        threads: usize,
    ) -> Result<Self, IndexError> {
        let engine: IndexWriter = index
            .writer_with_num_threads(threads, threads * BYTES_A_THREAD)
            .map_err(|source| IndexError::Engine { folder: generation.clone(), source })?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(MOST_DELETED);
        engine.set_merge_policy(Box::new(policy));
        Ok(Self {
            folder: folder.to_owned(),
            aside: generation.extension().is_some(),
            generation,
            count: generations::last_count(folder),
            fields: schema::schema().1,
            engine,
            tokens: Tokens::default(),
            _lock: lock,
        })
    }

    fn failed(&self, source: tantivy::TantivyError) -> IndexError {
        IndexError::Engine { folder: self.generation.clone(), source }
    }
}

impl Writing for Embedded {
    fn delete_document(&mut self, document: &DocumentId) {
        self.engine.delete_term(Term::from_field_text(self.fields.document, document.as_str()));
    }

    fn add(&mut self, entry: &Entry) -> Result<(), IndexError> {
        let document: TantivyDocument =
            self.fields.document(entry, &mut self.tokens).map_err(|e| self.failed(e.into()))?;
        self.engine.add_document(document).map_err(|e| self.failed(e))?;
        Ok(())
    }

    fn publish(self: Box<Self>, purging: bool) -> Result<u64, IndexError> {
        let Self { folder, generation, aside, mut count, mut engine, _lock, .. } = *self;
        let failed = |source| IndexError::Engine { folder: generation.clone(), source };
        let mut commit = |engine: &mut IndexWriter| {
            count += 1;
            let mut prepared = engine.prepare_commit()?;
            prepared.set_payload(&count.to_string());
            prepared.commit()
        };
        if purging {
            // Nobody else merges meanwhile: a segment that is being merged cannot be asked for.
            engine.set_merge_policy(Box::new(NoMergePolicy));
        }
        commit(&mut engine).map_err(failed)?;
        if purging {
            let segments = engine.index().searchable_segment_metas().map_err(failed)?;
            for segment in segments.into_iter().filter(SegmentMeta::has_deletes) {
                engine.merge(&[segment.id()]).wait().map_err(failed)?;
            }
            commit(&mut engine).map_err(failed)?;
            engine.garbage_collect_files().wait().map_err(failed)?;
        }
        engine.wait_merging_threads().map_err(failed)?;
        if aside {
            generations::swap_in(&folder, &generation)?;
        }
        generations::clean_up(&folder)?;
        Ok(count)
    }
}
