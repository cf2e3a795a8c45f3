//! What a search answers, as far as anybody here reads it.

use super::error::ClusterError;
use serde::Deserialize;
use serde_json::Value;

/// An answer to a search.
#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    timed_out: bool,
    #[serde(rename = "_shards")]
    shards: Shards,
    hits: Hits,
    /// What was counted.
    #[serde(default)]
    pub aggregations: Value,
}

#[derive(Debug, Deserialize)]
struct Shards {
    failed: u64,
}

#[derive(Debug, Deserialize)]
struct Hits {
    total: Option<Total>,
    hits: Vec<Hit>,
}

#[derive(Debug, Deserialize)]
struct Total {
    value: u64,
}

/// A passage that was found.
#[derive(Debug, Deserialize)]
pub(super) struct Hit {
    #[serde(rename = "_id")]
    pub id: String,
    #[serde(rename = "_source")]
    source: Option<Stored>,
    #[serde(rename = "_score", default)]
    pub score: Option<f64>,
    /// What it stands in its list by.
    #[serde(default)]
    pub sort: Vec<Value>,
}

#[derive(Debug, Deserialize)]
struct Stored {
    entry: String,
}

impl Answer {
    /// Shards that did not answer in full, where there are any.
    pub fn missing(&self) -> Option<u64> {
        (self.shards.failed > 0 || self.timed_out).then_some(self.shards.failed)
    }

    /// How many passages there are.
    pub fn total(&self) -> Result<u64, ClusterError> {
        self.hits.total.as_ref().map(|total| total.value).ok_or_else(|| garbled("it has no hits.total"))
    }

    /// The passages.
    pub fn into_hits(self) -> Vec<Hit> {
        self.hits.hits
    }
}

impl Hit {
    /// The passage as it is stored.
    pub fn stored(&self) -> Result<&str, ClusterError> {
        self.source.as_ref().map(|source| source.entry.as_str()).ok_or_else(|| garbled("a passage has no entry"))
    }

    /// A number that it stands in its list by.
    pub fn number(&self, nth: usize) -> Result<i64, ClusterError> {
        self.sort.get(nth).and_then(Value::as_i64).ok_or_else(|| garbled("a passage has no place in its list"))
    }
}

/// An answer that lacks what was asked for.
pub(super) fn garbled(cause: &str) -> ClusterError {
    ClusterError::Garbled { asked: "a search".to_owned(), cause: cause.to_owned() }
}
