//! Reading: the generation in use, its segments and its dictionary.

use super::generations;
use crate::deadline;
use crate::engine::{Address, Addresses, Caches, Counted, Engine, Expansion, Extent, Part, Source, State};
use crate::entry::Entry;
use crate::error::IndexError;
use crate::plan::{Leaf, Plan};
use crate::request::Sort;
use crate::schema::{self, Fields, NumberColumn};
use crate::segment::{each_term, numbers};
use crate::stored;
use crate::text::{LONGEST_JOIN, joined_term};
use record::PassageId;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::fs;
use std::ops::ControlFlow;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::directory::error::LockError;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{Field, IndexRecordOption, Value};
use tantivy::{
    DocAddress, DocSet, IndexReader, ReloadPolicy, Searcher, SegmentReader, TERMINATED, TantivyDocument, TantivyError,
    Term,
};

/// The generation of a folder that is open.
pub(crate) struct Folder {
    folder: PathBuf,
    generation: PathBuf,
    reader: IndexReader,
    caches: Caches,
    mark: Mark,
    /// What is open was not given yet.
    fresh: bool,
}

/// What tells one commit's list of segments from the next: it is a new file each time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    inode: u64,
    bytes: u64,
    modified: (i64, i64),
}

/// One commit.
struct Commit {
    searcher: Searcher,
    fields: Fields,
    folder: PathBuf,
    caches: Caches,
    count: u64,
}

impl Folder {
    /// Opens the generation in use.
    pub fn open(folder: &Path) -> Result<Self, IndexError> {
        // A swap between reading the pointer and opening removes what it named; then the pointer has moved on.
        loop {
            let generation = generations::current(folder)?;
            match open_generation(folder, &generation) {
                Err(_) if generations::current(folder)? != generation => {}
                opened => return opened,
            }
        }
    }

    fn take_up(&self) -> Result<State, IndexError> {
        let commit = commit(&self.reader, &self.generation, self.caches.clone())?;
        Ok(State { engine: Arc::new(commit), caches: self.caches.clone() })
    }
}

impl Source for Folder {
    fn look_again(&mut self) -> Result<Option<State>, IndexError> {
        if generations::current(&self.folder)? != self.generation {
            *self = Self::open(&self.folder)?;
        }
        // The mark is taken first: a commit that comes in between is taken up again the next time, never missed.
        let mark = mark(&self.generation)?;
        if !self.fresh && mark == self.mark {
            return Ok(None);
        }
        // What stems became and columns hold is looked up again; words and runs of segments stay true.
        let Caches { word_totals, runs, .. } = self.caches.clone();
        self.caches = Caches { word_totals, runs, ..Caches::remembering() };
        let state = self.take_up()?;
        self.mark = mark;
        self.fresh = false;
        Ok(Some(state))
    }
}

fn open_generation(folder: &Path, generation: &Path) -> Result<Folder, IndexError> {
    let reader = |index: tantivy::Index| index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
    let opened: tantivy::Result<IndexReader> = match reader(generations::open(generation)?) {
        // A disk that is full or only read: nobody writes, and nothing has to be kept from whoever does.
        Err(TantivyError::LockFailure(LockError::IoError(_), _)) => reader(generations::open_unlocked(generation)?),
        opened => opened,
    };
    let reader = opened.map_err(|source| IndexError::Engine { folder: generation.to_owned(), source })?;
    let mark = mark(generation)?;
    let caches = Caches::remembering();
    Ok(Folder { folder: folder.to_owned(), generation: generation.to_owned(), reader, caches, mark, fresh: true })
}

fn mark(generation: &Path) -> Result<Mark, IndexError> {
    let path = generation.join("meta.json");
    let file = fs::metadata(&path).map_err(|source| IndexError::Io { what: "look at", path, source })?;
    Ok(Mark { inode: file.ino(), bytes: file.size(), modified: (file.mtime(), file.mtime_nsec()) })
}

/// Takes up the last commit and its count, which must be of the same moment.
fn commit(reader: &IndexReader, generation: &Path, caches: Caches) -> Result<Commit, IndexError> {
    let failed = |source| IndexError::Engine { folder: generation.to_owned(), source };
    loop {
        let before = count_of(reader).map_err(failed)?;
        reader.reload().map_err(failed)?;
        let searcher = reader.searcher();
        if count_of(reader).map_err(failed)? == before {
            let fields = schema::schema().1;
            return Ok(Commit { searcher, fields, folder: generation.to_owned(), caches, count: before });
        }
    }
}

fn count_of(reader: &IndexReader) -> tantivy::Result<u64> {
    let payload = reader.searcher().index().load_metas()?.payload;
    Ok(payload.and_then(|count| count.parse().ok()).unwrap_or(0))
}

impl Commit {
    fn failed(&self, source: impl Into<TantivyError>) -> IndexError {
        IndexError::Engine { folder: self.folder.clone(), source: source.into() }
    }

    /// What is stored of a passage, as `decode` takes it out.
    fn stored<T>(&self, Address(at): Address, decode: fn(&str) -> serde_json::Result<T>) -> Result<T, IndexError> {
        let address = DocAddress::new((at >> 32) as u32, at as u32);
        let document: TantivyDocument = self.searcher.doc(address).map_err(|e| self.failed(e))?;
        let stored = document.get_first(self.fields.entry).and_then(|v| v.as_str()).unwrap_or_default();
        decode(stored).map_err(|e| IndexError::Damaged { folder: self.folder.clone(), cause: e.to_string() })
    }

    fn postings(&self, field: Field, term: &str) -> tantivy::Result<Vec<(u64, Address)>> {
        let term = Term::from_field_text(field, term);
        let mut found = Vec::new();
        for (number, segment) in (0u32..).zip(self.searcher.segment_readers()) {
            let inverted = segment.inverted_index(field)?;
            let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else { continue };
            let places = numbers(&self.caches.columns, segment, NumberColumn::Place)?;
            while postings.doc() != TERMINATED {
                let doc = postings.doc();
                if !segment.is_deleted(doc) {
                    found.push((places.get_val(doc), Addresses::Segment(number).of(doc)));
                }
                postings.advance();
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    /// Adds up what `each` finds in the dictionaries of all segments.
    fn in_dictionaries(
        &self,
        field: Field,
        mut each: impl FnMut(&tantivy::InvertedIndexReader, &mut BTreeMap<String, u64>) -> Result<(), TantivyError>,
    ) -> Result<BTreeMap<String, u64>, IndexError> {
        let mut found = BTreeMap::new();
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field).map_err(|e| self.failed(e))?;
            each(&inverted, &mut found).map_err(|e| self.failed(e))?;
        }
        Ok(found)
    }
}

impl Engine for Commit {
    fn generation(&self) -> u64 {
        self.count
    }

    fn passages(&self) -> u64 {
        self.searcher.num_docs()
    }

    fn for_each_part(
        &self,
        _: &Plan,
        _: Extent,
        each: &mut dyn FnMut(&Part<'_>) -> tantivy::Result<ControlFlow<()>>,
    ) -> Result<(), IndexError> {
        for (number, segment) in (0u32..).zip(self.searcher.segment_readers()) {
            let part = Part { segment, addresses: Addresses::Segment(number) };
            if each(&part).map_err(|e| self.failed(e))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn entries(&self, at: &[Address]) -> Result<Vec<Entry>, IndexError> {
        at.iter().map(|&at| self.stored(at, stored::decode)).collect()
    }

    fn ids(&self, at: &[Address]) -> Result<Vec<PassageId>, IndexError> {
        at.iter().map(|&at| self.stored(at, stored::decode_id)).collect()
    }

    fn read_ahead(&self) -> usize {
        1
    }

    fn having(&self, field: Field, term: &str) -> Result<Vec<(u64, Address)>, IndexError> {
        self.postings(field, term).map_err(|e| self.failed(e))
    }

    fn terms_that_begin(&self, letters: &str) -> Result<Vec<Expansion>, IndexError> {
        deadline::check().map_err(|e| self.failed(e))?;
        let mut all = Vec::new();
        for length in 1..=LONGEST_JOIN {
            let from = if length == 1 { letters.to_owned() } else { joined_term(length, letters) };
            // The byte after every continuation: no UTF-8 text contains it.
            let until = [from.as_bytes(), &[0xFF]].concat();
            let found = self.in_dictionaries(self.fields.text, |inverted, found| {
                let mut terms = inverted.terms().range().ge(from.as_bytes()).lt(&until).into_stream()?;
                while terms.advance() {
                    let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                    *found.entry(term.to_owned()).or_insert(0) += u64::from(terms.value().doc_freq);
                }
                Ok(())
            })?;
            all.extend(found.into_iter().map(|(term, passages)| (term, length as u32, passages)));
        }
        all.sort_unstable();
        Ok(all)
    }

    fn terms_like(&self, field: Field, word: &str, letters: u8) -> Result<Vec<Expansion>, IndexError> {
        deadline::check().map_err(|e| self.failed(e))?;
        let query = FuzzyTermQuery::new(Term::from_field_text(field, word), letters.min(2), true);
        let found = self.in_dictionaries(field, |inverted, found| {
            let mut terms = inverted.terms().search(query.automaton()?).into_stream()?;
            while terms.advance() {
                let Ok(term) = std::str::from_utf8(terms.key()) else { continue };
                *found.entry(term.to_owned()).or_insert(0) += u64::from(terms.value().doc_freq);
            }
            Ok(())
        })?;
        Ok(found.into_iter().map(|(term, passages)| (term, 1, passages)).collect())
    }

    fn has_name(&self, field: Field, word: &str) -> Result<bool, IndexError> {
        for segment in self.searcher.segment_readers() {
            let inverted = segment.inverted_index(field).map_err(|e| self.failed(e))?;
            if inverted.terms().get(word).map_err(|e| self.failed(e))?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn frequencies(&self, words: &[&str]) -> Result<Vec<u64>, IndexError> {
        let of = |word: &&str| self.searcher.doc_freq(&Term::from_field_text(self.fields.text, word));
        words.iter().map(of).collect::<tantivy::Result<_>>().map_err(|e| self.failed(e))
    }

    fn weight(&self, leaf: &Leaf) -> Result<(f64, f64), IndexError> {
        let (mut all, mut with) = (0.0, 0.0);
        let mut add_up = |segment: &SegmentReader| -> tantivy::Result<()> {
            let inverted = segment.inverted_index(self.fields.text)?;
            each_term(&self.caches.stem_expansions, self.fields.text, leaf, segment, |term, _| {
                with += f64::from(inverted.doc_freq(&term)?);
                Ok(())
            })?;
            all += f64::from(segment.max_doc());
            Ok(())
        };
        self.searcher.segment_readers().iter().try_for_each(&mut add_up).map_err(|e| self.failed(e))?;
        Ok((with, all))
    }

    fn average_length(&self) -> Result<f32, IndexError> {
        let words = |s: &SegmentReader| s.inverted_index(self.fields.text).map_or(0, |i| i.total_num_tokens());
        let segments = self.searcher.segment_readers();
        let passages: u64 = segments.iter().map(|s| u64::from(s.max_doc())).sum();
        Ok(segments.iter().map(words).sum::<u64>() as f32 / passages.max(1) as f32)
    }

    fn totals(&self, _: &Plan) -> Result<Option<Counted>, IndexError> {
        Ok(None)
    }

    fn by_document(&self) -> Result<FxHashMap<u64, u64>, IndexError> {
        let mut found = FxHashMap::default();
        for segment in self.searcher.segment_readers() {
            let documents =
                numbers(&self.caches.columns, segment, NumberColumn::Document).map_err(|e| self.failed(e))?;
            for doc in segment.doc_ids_alive() {
                *found.entry(documents.get_val(doc)).or_insert(0) += 1;
            }
        }
        Ok(found)
    }

    fn counted_among(&self, _: &Plan, _: &[u64], _: &[u64]) -> Result<(u64, u64), IndexError> {
        Ok((0, 0))
    }

    fn lists(&self, _: &Plan, _: Sort) -> Result<bool, IndexError> {
        Ok(false)
    }

    fn words_by_date(&self, _: &Plan) -> Result<Option<Vec<(u64, u64)>>, IndexError> {
        Ok(None)
    }
}
