//! One published generation of an index in a cluster: what it sees, page after page, and the parts that are made of it.

use super::answer::{Answer, Hit};
use super::client::Client;
use super::error::ClusterError;
use super::layout::PAGE;
use super::pages::Pages;
use super::seen::Seen;
use super::state::State;
use crate::cache::Cache;
use crate::deadline;
use crate::engine::{Addresses, Part};
use crate::entry::Entry;
use crate::error::IndexError;
use crate::plan::Leaf;
use crate::schema::{schema, tokenizers};
use crate::stored;
use crate::text::Tokens;
use crate::weights;
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;
use tantivy::Searcher;
use tantivy::directory::RamDirectory;

/// Memory of what makes a part; the least that is taken.
const PART_BYTES: usize = 50_000_000;

/// Parts that are kept, of at most a page of passages each: some megabytes altogether.
const PARTS: usize = 8;

/// A term that the leaf stands for and that stands somewhere.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub term: String,
    /// Over how many words it goes.
    pub length: u32,
    /// Passages that have it.
    pub passages: u64,
}

impl Word {
    /// Whether print joins it of several words: then it may begin where another begins.
    pub fn is_joined(&self) -> bool {
        self.term.starts_with(char::is_control)
    }
}

/// A part that was made of passages.
pub(super) struct Made {
    searcher: Searcher,
    addresses: Addresses,
}

impl Made {
    pub fn hand_over(
        &self,
        each: &mut dyn FnMut(&Part<'_>) -> tantivy::Result<ControlFlow<()>>,
    ) -> tantivy::Result<ControlFlow<()>> {
        for segment in self.searcher.segment_readers() {
            if each(&Part { segment, addresses: self.addresses.clone() })?.is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}

/// One generation.
pub(super) struct View {
    pub seen: Seen,
    pub passages: u64,
    pub average_length: f32,
    /// What lengths of passages divide scores by, for each class of them.
    pub lengths: Arc<[f32]>,
    /// The words that leaves of plans stand for.
    pub resolved: Cache<Leaf, Arc<[Word]>>,
    /// Passages that were read last.
    pub entries: Cache<u64, Arc<Entry>>,
    /// Parts that were made last, by what they were asked for with.
    pub parts: Cache<String, Arc<Made>>,
}

impl View {
    /// Opens a generation of an index.
    pub fn open(client: Client, state: &State) -> Result<Self, ClusterError> {
        let mut view = Self {
            seen: Seen { client, index: state.index.as_str().into(), generation: state.generation },
            passages: 0,
            average_length: 0.0,
            lengths: Arc::default(),
            parts: Cache::of(PARTS),
            resolved: Cache::default(),
            entries: Cache::default(),
        };
        let body = json!({
            "size": 0,
            "track_total_hits": true,
            "query": view.seen(),
            "aggs": {"length": {"sum": {"field": "length"}}},
        });
        let answer = view.search(&body)?;
        view.passages = answer.total()?;
        let terms = answer.aggregations["length"]["value"].as_f64().unwrap_or(0.0);
        view.average_length = terms as u64 as f32 / view.passages.max(1) as f32;
        view.lengths = weights::by_class(view.average_length).into();
        Ok(view)
    }

    /// What this generation sees.
    pub fn seen(&self) -> Value {
        self.seen.filter()
    }

    /// A search of this generation.
    pub fn search(&self, body: &Value) -> Result<Answer, ClusterError> {
        self.seen.search(body)
    }

    /// The passages that a query finds, by their keys, a page at a time.
    pub fn pages(&self, query: &Value) -> Pages {
        Pages::new(self.seen.clone(), query, json!([{"key": "asc"}]), None)
    }

    /// Hands over parts with what a query finds.
    pub fn in_parts(
        &self,
        query: &Value,
        each: &mut dyn FnMut(&Part<'_>) -> tantivy::Result<ControlFlow<()>>,
    ) -> Result<(), IndexError> {
        let asked = query.to_string();
        if let Some(made) = self.parts.get(&asked) {
            return made.hand_over(each).map(drop).map_err(|e| self.failed(e));
        }
        for (nth, page) in self.pages(query).enumerate() {
            let page = page?;
            deadline::check().map_err(|e| self.failed(e))?;
            let is_all = nth == 0 && page.len() < PAGE;
            let made = self.make(&page, 0)?;
            let flow = made.hand_over(each).map_err(|e| self.failed(e))?;
            // The same is asked again for the next page, for facets, for the years.
            if is_all {
                self.parts.put(asked.clone(), Arc::new(made));
            }
            if flow.is_break() {
                break;
            }
        }
        Ok(())
    }

    /// Makes a part of passages, whose keys are the so-manieth of the numbers that they stand in their list by.
    pub fn make(&self, passages: &[Hit], key: usize) -> Result<Made, IndexError> {
        let (schema, fields) = schema();
        let index = tantivy::Index::builder().schema(schema.clone()).tokenizers(tokenizers());
        let failed = |e| self.failed(e);
        let mut writer = index.single_segment_index_writer(RamDirectory::create(), PART_BYTES).map_err(failed)?;
        let (mut keys, mut tokens) = (Vec::with_capacity(passages.len()), Tokens::default());
        for passage in passages {
            let (key, entry) = (passage.number(key)?.cast_unsigned(), self.decode(passage.stored()?)?);
            writer.add_document(fields.searchable(&entry, &mut tokens)).map_err(failed)?;
            keys.push(key);
            self.entries.put(key, Arc::new(entry));
        }
        let searcher = writer.finalize().and_then(|index| Ok(index.reader()?.searcher())).map_err(failed)?;
        Ok(Made { searcher, addresses: Addresses::Keys(keys.into()) })
    }

    /// How many passages have the words of a leaf, added up, and of how many.
    pub(super) fn weight_of(&self, leaf: &Leaf) -> Result<(f64, f64), ClusterError> {
        let with = self.resolve(leaf)?.iter().map(|word| word.passages as f64).sum();
        Ok((with, self.passages as f64))
    }

    pub fn failed(&self, source: tantivy::TantivyError) -> IndexError {
        IndexError::Engine { folder: PathBuf::from(&*self.seen.index), source }
    }

    pub fn decode(&self, stored: &str) -> Result<Entry, IndexError> {
        decode(&self.seen.index, stored)
    }
}

/// A passage as it was stored in this index.
pub(super) fn decode(index: &str, stored: &str) -> Result<Entry, IndexError> {
    stored::decode(stored).map_err(|e| IndexError::Damaged { folder: PathBuf::from(index), cause: e.to_string() })
}
