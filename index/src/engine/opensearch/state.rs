//! What is published, and whether what answers is what we made.

use super::client::{Body, Client};
use super::{ClusterError, layout};
use crate::schema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// Version of [`layout`]: an index of another must be made anew.
const LAYOUT: u32 = 2;

/// Lowest version of OpenSearch that was tried.
const LOWEST: (u64, u64, &str) = (2, 19, "2.19");

/// What is published: one document, so that all of it changes at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct State {
    /// Whose it is: a name of the data folder that fills it.
    pub owner: String,
    /// Which fields and words it has.
    pub fields: String,
    /// The index that holds the passages.
    pub index: String,
    /// The generation that is seen.
    pub generation: u64,
    /// The oldest that is still whole in that index.
    pub oldest: u64,
}

/// A state as it was read, so that nobody else’s is overwritten.
#[derive(Debug, Clone)]
pub(super) struct Read {
    pub state: State,
    seq_no: u64,
    primary_term: u64,
}

/// A text that changes whenever an index written before could no longer be read as it was meant.
pub(super) fn fields() -> String {
    format!("{}/{LAYOUT}", schema::fingerprint())
}

/// What is published; `None` where nothing is.
pub(super) fn read(client: &Client) -> Result<Option<Read>, ClusterError> {
    let path = format!("/{}/_doc/published", client.state());
    let Some(answer) = client.find("GET", &path, Body::None)? else { return Ok(None) };
    let garbled = |cause: String| ClusterError::Garbled { asked: format!("GET {path}"), cause };
    let state = serde_json::from_value(answer["_source"].clone()).map_err(|e| garbled(e.to_string()))?;
    match (answer["_seq_no"].as_u64(), answer["_primary_term"].as_u64()) {
        (Some(seq_no), Some(primary_term)) => Ok(Some(Read { state, seq_no, primary_term })),
        _ => Err(garbled("it has no number of its version".to_owned())),
    }
}

/// Publishes a state in the place of the one that was read, or of none.
pub(super) fn publish(client: &Client, state: &State, before: Option<&Read>) -> Result<(), ClusterError> {
    let condition = match before {
        Some(read) => format!("if_seq_no={}&if_primary_term={}", read.seq_no, read.primary_term),
        None => "op_type=create".to_owned(),
    };
    let path = format!("/{}/_doc/published?{condition}&refresh=true", client.state());
    match client.ask("PUT", &path, Body::Json(&json!(state))) {
        // What was tried again after an answer that was lost is there.
        Err(ClusterError::Refused { status: 409, .. }) if read(client)?.is_some_and(|r| r.state == *state) => Ok(()),
        Err(ClusterError::Refused { status: 409, .. }) => Err(ClusterError::Overtaken(client.name.to_string())),
        answered => answered.map(drop),
    }
}

/// Makes the index that says what is published.
pub(super) fn create(client: &Client, replicas: u32) -> Result<(), ClusterError> {
    let settings = json!({
        "settings": {"number_of_shards": 1, "number_of_replicas": replicas},
        "mappings": {"enabled": false},
    });
    make(client, &client.state(), &settings)
}

/// Makes an index; one that is there stays.
pub(super) fn make(client: &Client, name: &str, settings: &Value) -> Result<(), ClusterError> {
    match client.ask("PUT", &format!("/{name}?wait_for_active_shards=1"), Body::Json(settings)) {
        Err(ClusterError::Refused { status: 400, reason, .. })
            if reason.starts_with("resource_already_exists_exception") =>
        {
            Ok(())
        }
        answered => answered.map(drop),
    }
}

/// Refuses what is no OpenSearch, or an older one than was tried.
pub(super) fn check_version(client: &Client) -> Result<(), ClusterError> {
    let answer = match client.ask("GET", "/", Body::None) {
        Err(ClusterError::Garbled { cause, .. }) => {
            return Err(ClusterError::NotAnEngine { url: client.first().to_owned(), said: cause });
        }
        answer => answer?,
    };
    let version = &answer["version"];
    let number = version["number"].as_str().unwrap_or_default();
    if version["distribution"].as_str() != Some("opensearch") {
        let said: String = answer.to_string().chars().take(120).collect();
        return Err(ClusterError::NotAnEngine { url: client.first().to_owned(), said });
    }
    let mut parts = number.split('.').map(|part| part.parse::<u64>().unwrap_or(0));
    let found = (parts.next().unwrap_or(0), parts.next().unwrap_or(0));
    if found < (LOWEST.0, LOWEST.1) {
        return Err(ClusterError::TooOld { found: number.to_owned(), lowest: LOWEST.2 });
    }
    Ok(())
}

/// Refuses an index whose fields are not as they were made.
pub(super) fn check_fields(client: &Client, index: &str) -> Result<(), ClusterError> {
    let answer = client.ask("GET", &format!("/{index}/_mapping"), Body::None)?;
    let found = &answer[index]["mappings"]["properties"];
    let changed = |field: &str| ClusterError::Changed { index: index.to_owned(), field: field.to_owned() };
    let ours = layout::properties();
    for (name, field) in &ours {
        for (what, value) in field.as_object().into_iter().flatten() {
            // What it has anyway is not told back.
            if found[name][what] != *value {
                return Err(changed(name));
            }
        }
    }
    match found.as_object().into_iter().flatten().find(|(name, _)| !ours.contains_key(*name)) {
        Some((name, _)) => Err(changed(name)),
        None => Ok(()),
    }
}
