//! Writing a generation: what it adds and hides is seen by nobody before it is published, and then by everybody.

use super::answer::Hit;
use super::client::{Body, Client};
use super::cluster::Cluster;
use super::error::ClusterError;
use super::layout::{self, ALWAYS, PAGE};
use super::seen::raise_markers;
use super::state::{self, Read, State};
use super::view::decode;
use crate::engine::Writing;
use crate::engine::embedded::generations::{self, Lock};
use crate::entry::Entry;
use crate::error::IndexError;
use crate::text::Tokens;
use record::DocumentId;
use serde_json::{Value, json};
use std::collections::HashSet;
use std::fs;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Bytes of one request that writes; a cluster takes 100 MB and is slower with more than a few.
const REQUEST_BYTES: usize = 4_000_000;

/// Generations that are kept for readers that began with them: as many updates may come while a list is read.
const KEPT: u64 = 16;

/// Documents whose passages are looked for at once.
const DOCUMENTS: usize = 500;

/// How often it is looked whether deleted passages are gone from all files, and the wait between: copies of a shard tell
/// each other every half minute what nobody needs any more.
const LOOKS: u32 = 100;
const BETWEEN_LOOKS: Duration = Duration::from_secs(2);

/// The file that names the data folder to a cluster.
const OWNER: &str = "cluster-owner";

/// A generation that is being written.
pub(super) struct Generation {
    folder: PathBuf,
    client: Client,
    owner: String,
    before: Option<Read>,
    /// The index that is written to.
    index: String,
    generation: u64,
    anew: bool,
    request: String,
    added: u64,
    /// Documents of which passages were added.
    filled: HashSet<DocumentId>,
    /// Documents whose passages of earlier generations are hidden.
    hidden: Vec<DocumentId>,
    failed: Option<ClusterError>,
    tokens: Tokens,
    _lock: Lock,
}

impl Generation {
    /// Begins, `anew` in an index beside the one in use.
    pub fn begin(folder: &Path, cluster: &Cluster, anew: bool) -> Result<Self, IndexError> {
        let lock = generations::lock(folder)?;
        let client = Client::new(cluster);
        state::check_version(&client)?;
        let before = state::read(&client)?;
        let owner = owner(folder)?;
        match &before {
            Some(read) if owner.as_ref() != Some(&read.state.owner) => {
                return Err(ClusterError::Foreign { index: client.name.to_string() }.into());
            }
            None if !anew => return Err(IndexError::Missing(folder.to_owned())),
            None if !indices(&client)?.is_empty() && owner.is_none() => {
                return Err(ClusterError::Foreign { index: client.name.to_string() }.into());
            }
            _ => {}
        }
        let owner = owner.map_or_else(|| name_folder(folder), Ok)?;
        let used = before.as_ref().map(|read| read.state.index.clone());
        let held = remove_unused(&client, used.as_deref())?;
        let last = before.as_ref().map_or(0, |read| read.state.generation);
        // Changes go on behind what is published; what is made anew, also behind what a folder held.
        let generation = if anew { last.max(generations::last_count(folder)) } else { last } + 1;
        let index = match used {
            Some(used) if !anew => used,
            _ => {
                let last = held.iter().chain(&used).filter_map(|name| number(&client, name)).max().unwrap_or(0);
                let index = format!("{}-{}", client.name, last + 1);
                state::create(&client, cluster.replicas)?;
                state::make(&client, &index, &layout::creation(cluster))?;
                index
            }
        };
        let mut begun = Self {
            folder: folder.to_owned(),
            client,
            owner,
            before,
            index,
            generation,
            anew,
            request: String::new(),
            added: 0,
            filled: HashSet::new(),
            hidden: Vec::new(),
            failed: None,
            tokens: Tokens::default(),
            _lock: lock,
        };
        if !anew {
            begun.mend()?;
        }
        Ok(begun)
    }

    /// Takes back what a writer left that did not come to its end, and what no reader is promised any more.
    fn mend(&mut self) -> Result<(), IndexError> {
        let Some(read) = self.before.clone() else { return Ok(()) };
        state::check_fields(&self.client, &self.index)?;
        let now = read.state.generation;
        self.refresh()?;
        self.delete(json!({"range": {"from": {"gt": now}}}))?;
        // Hidden from a generation that never came.
        let half = json!({"range": {"until": {"gt": now, "lt": ALWAYS}}});
        self.hide(half, ALWAYS)?;
        let oldest = now.saturating_sub(KEPT);
        if oldest > read.state.oldest {
            let state = State { oldest, ..read.state.clone() };
            state::publish(&self.client, &state, Some(&read))?;
            self.before = state::read(&self.client)?;
            raise_markers(&self.client, &self.index, oldest)?;
            self.delete(json!({"range": {"until": {"lte": oldest}}}))?;
        }
        self.send()?;
        self.refresh()
    }

    fn refresh(&self) -> Result<(), IndexError> {
        let answer = self.client.ask("POST", &format!("/{}/_refresh", self.index), Body::None)?;
        whole(&answer, "_refresh")
    }

    /// Deletes what a query finds; seen at once.
    fn delete(&mut self, query: Value) -> Result<(), IndexError> {
        self.send()?;
        self.each(query, &mut |writer, hit| {
            writer.request += &format!("{}\n", json!({"delete": {"_id": hit.id}}));
            writer.send_if_long()
        })?;
        self.send()?;
        self.refresh()
    }

    /// Writes again what a query finds, seen until a generation.
    fn hide(&mut self, query: Value, until: u64) -> Result<(), IndexError> {
        self.each(query, &mut |writer, hit| {
            let entry = decode(&writer.index, hit.stored()?)?;
            writer.put(&entry, hit.number(1)?.cast_unsigned(), until)
        })
    }

    /// Calls `each` with every passage that a query finds, as the last refresh left it.
    fn each(
        &mut self,
        query: Value,
        each: &mut dyn FnMut(&mut Self, &Hit) -> Result<(), IndexError>,
    ) -> Result<(), IndexError> {
        let mut after: Option<Vec<Value>> = None;
        loop {
            let mut body = json!({
                "size": PAGE,
                "track_total_hits": false,
                "query": query,
                "sort": [{"key": "asc"}, {"from": "asc"}],
            });
            if let Some(after) = after.take() {
                body["search_after"] = after.into();
            }
            let hits = self.client.search(&self.index, &body)?.into_hits();
            hits.iter().try_for_each(|hit| each(self, hit))?;
            if hits.len() < PAGE {
                return Ok(());
            }
            after = hits.last().map(|hit| hit.sort.clone());
        }
    }

    /// Takes up a passage for the next request.
    fn put(&mut self, entry: &Entry, from: u64, until: u64) -> Result<(), IndexError> {
        let unwritable =
            |e: serde_json::Error| ClusterError::Garbled { asked: "a passage".to_owned(), cause: e.to_string() };
        let document = layout::document(entry, from, until, &mut self.tokens).map_err(unwritable)?;
        let action = json!({"index": {"_id": layout::name(entry, from)}});
        self.request += &format!("{action}\n{document}\n");
        self.send_if_long()
    }

    fn send_if_long(&mut self) -> Result<(), IndexError> {
        if self.request.len() >= REQUEST_BYTES { self.send() } else { Ok(()) }
    }

    /// Sends what was taken up.
    fn send(&mut self) -> Result<(), IndexError> {
        if self.request.is_empty() {
            return Ok(());
        }
        let path = format!("/{}/_bulk?filter_path=errors,items.*.status,items.*.error", self.index);
        let answer = self.client.ask("POST", &path, Body::Lines(&self.request))?;
        if answer["errors"] != Value::Bool(false) {
            return Err(first_refusal(&answer).into());
        }
        self.request.clear();
        Ok(())
    }

    /// What a query finds, as the last refresh left it.
    fn count(&self, query: Value) -> Result<u64, IndexError> {
        let body = json!({"size": 0, "track_total_hits": true, "query": query});
        Ok(self.client.search(&self.index, &body)?.total()?)
    }

    /// Takes away again what this generation added of a document.
    fn take_away(&mut self, document: &DocumentId) -> Result<(), IndexError> {
        self.send()?;
        self.refresh()?;
        let query = json!({"bool": {"filter": [
            {"term": {"document": document.as_str()}},
            {"term": {"from": self.generation}},
        ]}});
        self.added -= self.count(query.clone())?;
        self.delete(query)
    }

    fn hide_documents(&mut self) -> Result<(), IndexError> {
        let hidden = std::mem::take(&mut self.hidden);
        for documents in hidden.chunks(DOCUMENTS) {
            let ids: Vec<&str> = documents.iter().map(DocumentId::as_str).collect();
            let query = json!({"bool": {"filter": [
                {"terms": {"document": ids}},
                {"range": {"from": {"lt": self.generation}}},
                {"term": {"until": ALWAYS}},
            ]}});
            self.hide(query, self.generation)?;
        }
        Ok(())
    }

    /// Leaves nothing that no reader sees: not in the index, not in its files, and no index beside it.
    fn purge(&mut self, published: State) -> Result<u64, IndexError> {
        let read = state::read(&self.client)?;
        let generation = published.generation + 1;
        let state = State { generation, oldest: generation, ..published };
        state::publish(&self.client, &state, read.as_ref())?;
        raise_markers(&self.client, &self.index, generation)?;
        remove_unused(&self.client, Some(&self.index))?;
        self.delete(json!({"range": {"until": {"lte": generation}}}))?;
        let mut held = 0;
        for look in 0..LOOKS {
            if look > 0 {
                std::thread::sleep(BETWEEN_LOOKS);
            }
            let path = format!("/{}/_forcemerge?only_expunge_deletes=true&flush=true", self.index);
            whole(&self.client.ask("POST", &path, Body::None)?, "_forcemerge")?;
            let path = format!("/{}/_flush?force=true&wait_if_ongoing=true", self.index);
            whole(&self.client.ask("POST", &path, Body::None)?, "_flush")?;
            self.refresh()?;
            let stats = self.client.ask("GET", &format!("/{}/_stats/docs", self.index), Body::None)?;
            let shards = &stats["_shards"];
            held = stats["_all"]["total"]["docs"]["deleted"].as_u64().unwrap_or(u64::MAX);
            if held == 0 && shards["total"] == shards["successful"] {
                return Ok(generation);
            }
        }
        Err(ClusterError::NotPurged { index: self.index.clone(), held }.into())
    }
}

impl Writing for Generation {
    fn delete_document(&mut self, document: &DocumentId) {
        if self.filled.remove(document)
            && let Err(IndexError::Cluster(error)) = self.take_away(document)
        {
            self.failed.get_or_insert(error);
        }
        if !self.anew {
            self.hidden.push(document.clone());
        }
    }

    fn add(&mut self, entry: &Entry) -> Result<(), IndexError> {
        if let Some(error) = self.failed.take() {
            return Err(error.into());
        }
        if !self.filled.contains(&entry.document.id) {
            self.filled.insert(entry.document.id.clone());
        }
        self.added += 1;
        self.put(entry, self.generation, ALWAYS)
    }

    fn publish(mut self: Box<Self>, purging: bool) -> Result<u64, IndexError> {
        if let Some(error) = self.failed.take() {
            return Err(error.into());
        }
        self.hide_documents()?;
        self.send()?;
        self.refresh()?;
        let found = self.count(json!({"term": {"from": self.generation}}))?;
        if found != self.added {
            return Err(ClusterError::Lost { index: self.index.clone(), found, written: self.added }.into());
        }
        let oldest = match &self.before {
            Some(read) if !self.anew => read.state.oldest,
            _ => self.generation,
        };
        let state = State {
            owner: self.owner.clone(),
            fields: state::fields(),
            index: self.index.clone(),
            generation: self.generation,
            oldest,
        };
        state::publish(&self.client, &state, self.before.as_ref())?;
        let generation = if purging { self.purge(state)? } else { self.generation };
        generations::note_count(&self.folder, generation)?;
        Ok(generation)
    }
}

/// The name of a data folder to clusters; `None` where it never wrote to one.
fn owner(folder: &Path) -> Result<Option<String>, IndexError> {
    let path = folder.join(OWNER);
    match fs::read_to_string(&path) {
        Ok(owner) => Ok(Some(owner.trim().to_owned())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(source) => Err(IndexError::Io { what: "read", path, source }),
    }
}

/// Gives a data folder a name that no other has.
fn name_folder(folder: &Path) -> Result<String, IndexError> {
    // Each of these is seeded by the system.
    let random = || RandomState::new().build_hasher().finish();
    let owner = format!("{:016x}{:016x}", random(), random());
    let path = folder.join(OWNER);
    fs::write(&path, &owner).map_err(|source| IndexError::Io { what: "write", path, source })?;
    Ok(owner)
}

/// Indexes of ours in the cluster that hold passages.
fn indices(client: &Client) -> Result<Vec<String>, ClusterError> {
    let path = format!("/_cat/indices/{}-*?format=json&h=index", client.name);
    let answer = client.find("GET", &path, Body::None)?.unwrap_or_default();
    let names = answer.as_array().into_iter().flatten().filter_map(|index| index["index"].as_str());
    Ok(names.filter(|name| number(client, name).is_some()).map(str::to_owned).collect())
}

/// Removes those that are not in use; gives all that there were.
fn remove_unused(client: &Client, used: Option<&str>) -> Result<Vec<String>, ClusterError> {
    let held = indices(client)?;
    for index in held.iter().filter(|index| Some(index.as_str()) != used) {
        client.find("DELETE", &format!("/{index}"), Body::None)?;
    }
    Ok(held)
}

fn number(client: &Client, index: &str) -> Option<u64> {
    index.strip_prefix(&*client.name)?.strip_prefix('-')?.parse().ok()
}

/// Refuses an answer that not all shards took part in.
fn whole(answer: &Value, asked: &str) -> Result<(), IndexError> {
    match answer["_shards"]["failed"].as_u64() {
        Some(0) => Ok(()),
        failed => Err(refused(asked, &format!("{} shards did not answer", failed.unwrap_or_default()))),
    }
}

fn refused(asked: &str, reason: &str) -> IndexError {
    ClusterError::Refused { status: 503, asked: asked.to_owned(), reason: reason.to_owned() }.into()
}

/// Why the first passage was refused that was.
fn first_refusal(answer: &Value) -> ClusterError {
    let items = answer["items"].as_array().into_iter().flatten();
    let refused = items.filter_map(|item| item.as_object()?.values().next()).find(|item| !item["error"].is_null());
    let error = refused.map_or(Value::Null, |item| item["error"].clone());
    ClusterError::Refused {
        status: refused.and_then(|item| item["status"].as_u64()).and_then(|s| u16::try_from(s).ok()).unwrap_or(500),
        asked: "_bulk".to_owned(),
        reason: format!(
            "{}: {}",
            error["type"].as_str().unwrap_or("error"),
            error["reason"].as_str().unwrap_or("a passage was refused")
        ),
    }
}
