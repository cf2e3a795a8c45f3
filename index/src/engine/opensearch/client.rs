//! Asking a cluster: whichever node answers, tried again where that may help, and told in words where it does not.

use super::answer::Answer;
use super::cluster::{Cluster, Reply, Transport};
use super::error::ClusterError;
use crate::deadline;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Waits between rounds over all nodes: a shard whose node was lost answers from another copy within about a second.
const WAITS: [Duration; 4] = [
    Duration::from_millis(100),
    Duration::from_millis(400),
    Duration::from_millis(1_000),
    Duration::from_millis(2_000),
];

/// What takes long.
const LONG: [&str; 3] = ["_forcemerge", "_flush", "_refresh"];

/// How long an answer is waited for, and the end of something that takes as long as the index is large.
const PATIENCE: Duration = Duration::from_secs(15);
const LONG_PATIENCE: Duration = Duration::from_secs(900);

/// Asks whichever node answers.
#[derive(Clone)]
pub(super) struct Client {
    urls: Arc<[String]>,
    /// What all names of ours begin with.
    pub name: Arc<str>,
    transport: Arc<dyn Transport>,
    /// The node that answered last.
    next: Arc<AtomicUsize>,
}

/// What is sent.
pub(super) enum Body<'a> {
    None,
    Json(&'a Value),
    /// One JSON value a line.
    Lines(&'a str),
}

impl Client {
    pub fn new(cluster: &Cluster) -> Self {
        let urls = cluster.urls.iter().map(|url| url.trim_end_matches('/').to_owned()).collect();
        let name = cluster.index.as_str().into();
        Self { urls, name, transport: Arc::clone(&cluster.transport), next: Arc::default() }
    }

    /// The address that is named first.
    pub fn first(&self) -> &str {
        self.urls.first().map_or("", String::as_str)
    }

    /// Name of the small index that says what is published.
    pub fn state(&self) -> String {
        format!("{}-state", self.name)
    }

    /// An answer of success; `None` where what was asked for is not there.
    pub fn find(&self, method: &str, path: &str, body: Body<'_>) -> Result<Option<Value>, ClusterError> {
        match self.ask(method, path, body) {
            Err(ClusterError::Refused { status: 404, .. }) => Ok(None),
            answered => answered.map(Some),
        }
    }

    /// An answer of success.
    pub fn ask(&self, method: &str, path: &str, body: Body<'_>) -> Result<Value, ClusterError> {
        self.ask_for(method, path, body)
    }

    /// An answer of success, of which no more is kept than its type has room for.
    fn ask_for<T: DeserializeOwned>(&self, method: &str, path: &str, body: Body<'_>) -> Result<T, ClusterError> {
        let is_long = matches!(body, Body::Lines(_)) || LONG.iter().any(|name| path.contains(name));
        let patience = if is_long { LONG_PATIENCE } else { PATIENCE };
        let (content, bytes) = match body {
            Body::None => ("application/json", Vec::new()),
            Body::Json(value) => ("application/json", value.to_string().into_bytes()),
            Body::Lines(lines) => ("application/x-ndjson", lines.as_bytes().to_vec()),
        };
        let asked = || format!("{method} {}", path.split('?').next().unwrap_or(path));
        let mut last = ClusterError::Unreachable("none is named".to_owned());
        for wait in WAITS.iter().map(Some).chain([None]) {
            for _ in 0..self.urls.len() {
                let at = self.next.load(Ordering::Relaxed) % self.urls.len();
                match self.transport.send(method, &format!("{}{path}", self.urls[at]), content, &bytes, patience) {
                    Ok(Reply { status: 200..=299, body }) => {
                        let garbled =
                            |e: serde_json::Error| ClusterError::Garbled { asked: asked(), cause: e.to_string() };
                        let body = if body.is_empty() { b"null" } else { body.as_slice() };
                        return serde_json::from_slice(body).map_err(garbled);
                    }
                    Ok(Reply { status, body }) => {
                        last = ClusterError::Refused { status, asked: asked(), reason: reason(&body) };
                        if !matches!(status, 429 | 500 | 502..=504) {
                            return Err(last);
                        }
                    }
                    // What a node that lives says tells more.
                    Err(_) if matches!(last, ClusterError::Refused { .. }) => {}
                    Err(why) => last = ClusterError::Unreachable(why),
                }
                self.next.store(at + 1, Ordering::Relaxed);
            }
            match wait {
                Some(wait) if !deadline::is_over() => std::thread::sleep(*wait),
                _ => break,
            }
        }
        Err(last)
    }

    /// A search that all shards answered in full.
    pub fn search(&self, index: &str, body: &Value) -> Result<Answer, ClusterError> {
        let path = format!("/{index}/_search?allow_partial_search_results=false");
        let answer: Answer = self.ask_for("POST", &path, Body::Json(body))?;
        match answer.missing() {
            None => Ok(answer),
            Some(failed) => Err(ClusterError::Refused {
                status: 503,
                asked: format!("POST /{index}/_search"),
                reason: format!("{failed} of its shards did not answer"),
            }),
        }
    }
}

/// The reason that an answer gives, short.
fn reason(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let Ok(answer) = serde_json::from_str::<Value>(&text) else { return text.chars().take(200).collect() };
    let error = &answer["error"];
    let cause = &error["root_cause"][0];
    let of = |value: &Value| Some(format!("{}: {}", value["type"].as_str()?, value["reason"].as_str()?));
    let deepest = error["failed_shards"][0]["reason"]["caused_by"].clone();
    let told = of(&deepest).or_else(|| of(cause)).or_else(|| of(error)).or_else(|| error.as_str().map(str::to_owned));
    told.unwrap_or_else(|| text.chars().take(200).collect())
}
