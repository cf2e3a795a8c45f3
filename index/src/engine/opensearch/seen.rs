//! One generation of an index as searches see it, and how they notice that it is gone.
//!
//! Passages that no published generation sees are removed some time. Whoever removes them first raises a marker in each
//! shard, which says from which generation on the shard is whole; and every search asks each shard for a marker beyond its
//! own generation, which makes the shard fail. A shard answers from one state of itself: either nothing was removed of it
//! yet, or the marker is there. So no answer has less in it than it should, and nothing else need be asked.

use super::answer::Answer;
use super::client::{Body, Client};
use super::error::ClusterError;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The field of markers: from which generation on their shard is whole. No passage has it.
pub(super) const WHOLE_FROM: &str = "whole_from";

/// What a shard fails with whose marker lies beyond.
const GONE: &str = "this generation is gone";

/// Values that are tried for each shard to find one that leads there: of ten shards a thousand values all but certainly
/// reach each.
const TRIED: u64 = 100;

/// One generation of an index.
#[derive(Clone)]
pub(super) struct Seen {
    pub client: Client,
    pub index: Arc<str>,
    pub generation: u64,
}

impl Seen {
    /// What it sees, as a filter.
    pub fn filter(&self) -> Value {
        json!({"bool": {"filter": [
            {"range": {"from": {"lte": self.generation}}},
            {"range": {"until": {"gt": self.generation}}},
        ]}})
    }

    /// A search of this generation, which was whole in every shard that answered.
    pub fn search(&self, body: &Value) -> Result<Answer, ClusterError> {
        let mut body = body.clone();
        body["query"] = json!({"bool": {"should": [body["query"].take(), self.gone()], "minimum_should_match": 1}});
        match self.client.search(&self.index, &body) {
            Err(ClusterError::Refused { reason, .. }) if reason.contains(GONE) => {
                Err(ClusterError::Gone(self.generation))
            }
            answered => answered,
        }
    }

    /// Fails where a marker lies beyond; finds nothing otherwise.
    fn gone(&self) -> Value {
        let fail = "throw new IllegalStateException(params.why);";
        json!({"bool": {"filter": [
            {"range": {WHOLE_FROM: {"gt": self.generation}}},
            {"script": {"script": {"source": fail, "params": {"why": GONE}}}},
        ]}})
    }
}

/// Raises the markers of all shards of an index: what older generations see may be removed when this has come back.
pub(super) fn raise_markers(client: &Client, index: &str, oldest: u64) -> Result<(), ClusterError> {
    let marker = json!({WHOLE_FROM: oldest});
    for route in ways_to_shards(client, index)? {
        let path = format!("/{index}/_doc/{WHOLE_FROM}?routing={route}");
        client.ask("PUT", &path, Body::Json(&marker))?;
    }
    Ok(())
}

/// For each shard of an index a value that leads a document there.
fn ways_to_shards(client: &Client, index: &str) -> Result<Vec<u64>, ClusterError> {
    let shards = |asked: &str| -> Result<Vec<u64>, ClusterError> {
        let answer = client.ask("GET", &format!("/{index}/_search_shards{asked}"), Body::None)?;
        Ok(answer["shards"].as_array().into_iter().flatten().filter_map(|copies| copies[0]["shard"].as_u64()).collect())
    };
    let all = shards("")?.len();
    let mut ways = BTreeMap::new();
    for route in 0..TRIED * all as u64 {
        for shard in shards(&format!("?routing={route}"))? {
            ways.entry(shard).or_insert(route);
        }
        if ways.len() == all {
            return Ok(ways.into_values().collect());
        }
    }
    let cause = format!("it leads to {} of {all} shards", ways.len());
    Err(ClusterError::Garbled { asked: format!("GET /{index}/_search_shards"), cause })
}
