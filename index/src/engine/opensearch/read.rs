//! Reading: one published generation, its passages handed over a page at a time.

use super::ClusterError;
use super::client::Client;
use super::layout::{PAGE, signed, unsigned};
use super::ranking;
use super::request::Request;
use super::state::{self, State};
use super::view::View;
use crate::engine::{self, Address, Best, Caches, Counted, Engine, Expansion, Extent, InOrder, Part, Source, Tallied};
use crate::entry::Entry;
use crate::error::IndexError;
use crate::plan::{Leaf, Plan};
use crate::request::{Group, Sort};
use crate::schema::{NumberColumn, place, schema};
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tantivy::schema::Field;

/// Passages that are read at once when they are shown one after another.
const AHEAD: usize = 500;

/// What is published in a cluster, as it changes.
pub(super) struct Published {
    folder: PathBuf,
    client: Client,
    /// The state that was given last.
    given: Option<State>,
    /// The last two generations that were opened: what an index held that was made anew meanwhile is still there.
    opened: Vec<Arc<View>>,
}

/// Generations that are kept open.
const OPENED: usize = 2;

impl Published {
    /// Sees that there is an engine; what is published is looked at when it is asked for.
    pub fn open(folder: &Path, client: Client) -> Result<Self, IndexError> {
        state::check_version(&client)?;
        Ok(Self { folder: folder.to_owned(), client, given: None, opened: Vec::new() })
    }

    fn open_state(&mut self, state: &State) -> Result<engine::State, ClusterError> {
        let view = Arc::new(View::open(self.client.clone(), state)?);
        self.opened.truncate(OPENED - 1);
        self.opened.insert(0, Arc::clone(&view));
        Ok(state_of(&view))
    }
}

impl Source for Published {
    fn look_again(&mut self) -> Result<Option<engine::State>, IndexError> {
        let missing = || IndexError::Missing(self.folder.clone());
        let state = state::read(&self.client)?.ok_or_else(missing)?.state;
        if self.given.as_ref().is_some_and(|given| (&given.index, given.generation) == (&state.index, state.generation))
        {
            return Ok(None);
        }
        let ours = state::fields();
        if state.fields != ours {
            let what = format!("{}, now {ours}", state.fields);
            return Err(IndexError::Outdated { folder: PathBuf::from(&state.index), what });
        }
        if self.given.as_ref().is_none_or(|given| given.index != state.index) {
            state::check_fields(&self.client, &state.index)?;
        }
        let opened = self.open_state(&state)?;
        self.given = Some(state);
        Ok(Some(opened))
    }

    fn goes_back(&self) -> bool {
        true
    }

    fn earlier(&mut self, generation: u64) -> Result<Option<engine::State>, IndexError> {
        if let Some(view) = self.opened.iter().find(|view| view.generation() == generation) {
            return Ok(Some(state_of(view)));
        }
        let Some(published) = self.given.clone() else { return Ok(None) };
        if !(published.oldest..published.generation).contains(&generation) {
            return Err(ClusterError::OtherState { wanted: generation, published: published.generation }.into());
        }
        Ok(Some(self.open_state(&State { generation, ..published })?))
    }
}

fn state_of(view: &Arc<View>) -> engine::State {
    engine::State { engine: Arc::clone(view) as Arc<dyn Engine>, caches: Caches::forgetting() }
}

impl Engine for View {
    fn generation(&self) -> u64 {
        self.seen.generation
    }

    fn passages(&self) -> u64 {
        self.passages
    }

    fn for_each_part(
        &self,
        plan: &Plan,
        extent: Extent,
        each: &mut dyn FnMut(&Part<'_>) -> tantivy::Result<ControlFlow<()>>,
    ) -> Result<(), IndexError> {
        let all = Request { view: self, plain: false };
        match extent {
            Extent::All => self.in_parts(&all.plan(plan)?.query, each),
            Extent::Uncounted => match self.countable(plan)?.and_then(|countable| countable.others) {
                Some(others) => self.in_parts(&others, each),
                None => Ok(()),
            },
            Extent::First(first) => {
                let Some(body) = self.first(plan, first)? else { return Ok(()) };
                let made = self.make(&self.search(&body)?.into_hits(), ranking::KEY)?;
                made.hand_over(each).map(drop).map_err(|e| self.failed(e))
            }
        }
    }

    fn entries(&self, at: &[Address]) -> Result<Vec<Entry>, IndexError> {
        let mut known: FxHashMap<u64, Arc<Entry>> = FxHashMap::default();
        let mut missing = Vec::new();
        for &Address(key) in at {
            match self.entries.get(&key) {
                Some(entry) => drop(known.insert(key, entry)),
                None => missing.push(signed(key)),
            }
        }
        for asked in missing.chunks(PAGE) {
            for page in self.pages(&json!({"terms": {"key": asked}})) {
                for hit in page? {
                    known.insert(hit.number(0)?.cast_unsigned(), Arc::new(self.decode(hit.stored()?)?));
                }
            }
        }
        let entry = |Address(key): &Address| known.get(key).map(|entry| Entry::clone(entry));
        let entries: Option<Vec<Entry>> = at.iter().map(entry).collect();
        Ok(entries.ok_or(ClusterError::Gone(self.seen.generation))?)
    }

    fn read_ahead(&self) -> usize {
        AHEAD
    }

    fn having(&self, field: Field, term: &str) -> Result<Vec<(u64, Address)>, IndexError> {
        let mut found = Vec::new();
        let name = schema().0.get_field_name(field);
        for page in self.pages(&json!({"term": {name: term}})) {
            for hit in page? {
                let (key, entry) = (hit.number(0)?.cast_unsigned(), self.decode(hit.stored()?)?);
                found.push((place(&entry), Address(key)));
                self.entries.put(key, Arc::new(entry));
            }
        }
        found.sort_unstable();
        Ok(found)
    }

    fn terms_that_begin(&self, letters: &str) -> Result<Vec<Expansion>, IndexError> {
        Ok(self.expansions(letters)?)
    }

    fn terms_like(&self, field: Field, word: &str, letters: u8) -> Result<Vec<Expansion>, IndexError> {
        let (schema, fields) = schema();
        let name = if field == fields.text { "terms" } else { schema.get_field_name(field) };
        Ok(self.words_like(name, word, letters)?)
    }

    fn has_name(&self, field: Field, word: &str) -> Result<bool, IndexError> {
        let name = schema().0.get_field_name(field);
        let query = json!({"bool": {"filter": [self.seen(), {"term": {name: word}}]}});
        let body = json!({"size": 0, "track_total_hits": 1, "query": query});
        Ok(self.search(&body)?.total()? > 0)
    }

    fn frequencies(&self, words: &[&str]) -> Result<Vec<u64>, IndexError> {
        let found = self.frequencies_of(words)?;
        Ok(words.iter().map(|word| found.get(*word).copied().unwrap_or(0)).collect())
    }

    fn weight(&self, leaf: &Leaf) -> Result<(f64, f64), IndexError> {
        Ok(self.weight_of(leaf)?)
    }

    fn average_length(&self) -> Result<f32, IndexError> {
        Ok(self.average_length)
    }

    fn totals(&self, plan: &Plan) -> Result<Option<Counted>, IndexError> {
        Ok(self.count(plan)?)
    }

    fn by_document(&self) -> Result<FxHashMap<u64, u64>, IndexError> {
        let everything = json!({"match_all": {}});
        let found = self.by_value(NumberColumn::Document.name(), &everything, json!({}))?;
        let count = |bucket: &Value| (unsigned(&bucket["key"]["value"]), bucket["doc_count"].as_u64().unwrap_or(0));
        Ok(found.iter().map(count).collect())
    }

    fn counted_among(&self, plan: &Plan, documents: &[u64], meetings: &[u64]) -> Result<(u64, u64), IndexError> {
        Ok(self.among(plan, documents, meetings)?)
    }

    fn lists(&self, plan: &Plan, sort: Sort) -> Result<bool, IndexError> {
        Ok(self.ranks(plan, sort)?)
    }

    fn words_by_date(&self, filters: &Plan) -> Result<Option<Vec<(u64, u64)>>, IndexError> {
        Ok(self.add_up_words(filters)?)
    }

    fn tallies(&self, plan: &Plan, columns: &[&'static str]) -> Result<Option<Vec<Tallied>>, IndexError> {
        Ok(self.tally(plan, columns)?)
    }

    fn groups(&self, plan: &Plan, sort: Sort, by: Group) -> Result<Option<Vec<Best>>, IndexError> {
        Ok(self.best_of_groups(plan, sort, by)?)
    }

    fn mentions_in(&self, plan: &Plan, at: &[Address]) -> Result<Vec<u64>, IndexError> {
        let known = self.mentions_of(plan, at)?;
        let mentions: Option<Vec<u64>> = at.iter().map(|Address(key)| known.get(key).copied()).collect();
        Ok(mentions.ok_or(ClusterError::Gone(self.seen.generation))?)
    }

    fn in_order(&self, plan: &Plan, from: Option<(u64, u64)>) -> Result<Option<InOrder>, IndexError> {
        Ok(self.oldest_first(plan, from)?.map(|listed| Box::new(listed) as InOrder))
    }
}
