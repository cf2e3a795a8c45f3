//! Which cluster holds the index, and how it is reached.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A cluster and what of it is ours.
#[derive(Clone)]
pub struct Cluster {
    /// Addresses of its nodes; whichever answers is asked.
    pub urls: Vec<String>,
    /// Name of the index: everything of ours in the cluster is called so, with an ending.
    pub index: String,
    /// Shards of an index that is made anew.
    pub shards: u32,
    /// Copies of each shard beside the first.
    pub replicas: u32,
    /// How it is asked, credentials included.
    pub transport: Arc<dyn Transport>,
}

impl fmt::Debug for Cluster {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        // What the transport knows is secret.
        let Self { urls, index, shards, replicas, .. } = self;
        write!(out, "Cluster {{ urls: {urls:?}, index: {index:?}, shards: {shards}, replicas: {replicas} }}")
    }
}

/// Sends requests: this crate goes nowhere itself.
pub trait Transport: Send + Sync {
    /// One request and its answer within `patience`. `content` is the media type of the body.
    ///
    /// # Errors
    ///
    /// Nobody answered; why, in words without secrets.
    fn send(&self, method: &str, url: &str, content: &str, body: &[u8], patience: Duration) -> Result<Reply, String>;
}

/// An answer over HTTP.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Its status.
    pub status: u16,
    /// Its body.
    pub body: Vec<u8>,
}
