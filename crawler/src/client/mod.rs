//! The one polite client that every source goes out with.

use std::time::Duration;

/// How we behave towards every host, from the `[crawl]` section of the configuration.
#[derive(Debug, Clone)]
pub struct Manners {
    /// Version that the user agent names.
    pub version: String,
    /// Mail address or web page of whoever runs this; public hosts are not visited without one.
    pub contact: Option<String>,
    /// Shortest time between the end of one request and the start of the next to the same host.
    pub delay: Duration,
    /// Whether loopback and private addresses may be asked.
    pub allow_private_hosts: bool,
    /// Most bytes of one body, after decompression.
    pub max_document_bytes: u64,
}

/// Why no client could be made.
#[derive(Debug, thiserror::Error)]
#[error("cannot set up the HTTP client: {0}")]
pub struct ClientError(String);

/// A polite client.
#[derive(Debug)]
pub struct Client {
    manners: Manners,
}

impl Client {
    /// A client with these manners.
    ///
    /// # Errors
    /// When the TLS library cannot be set up.
    pub fn new(manners: Manners) -> Result<Self, ClientError> {
        Ok(Self { manners })
    }

    /// How it behaves.
    pub fn manners(&self) -> &Manners {
        &self.manners
    }
}
