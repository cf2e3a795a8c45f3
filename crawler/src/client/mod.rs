//! The one polite client that every source goes out with.
//!
//! It owns manners: who we say we are, which hosts and addresses may be asked, robots.txt, one request at a time and
//! not too soon after the last, backing off, limits of size and time, and whether what came back is what was asked
//! for. It refuses to look like anybody else. Nothing goes out but through a [`Site`].

mod address;
mod budget;
mod clock;
mod expect;
mod host;
mod markup;
mod receive;
mod robots;
mod site;

pub use budget::Budget;
pub use clock::{Clock, SystemClock};
pub use expect::Expect;
pub use receive::Page;
pub use site::{Access, Miss, Site};

pub(crate) use clock::pauses;
pub(crate) use receive::told;

use host::Host;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use url::Url;

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
    /// Longest wait for the first and for every next piece of an answer.
    pub patience: Duration,
    /// Longest time for one whole answer.
    pub deadline: Duration,
    /// What one source may take of one run.
    pub budget: Budget,
    /// Where large bodies are streamed to; absent: the system's folder for temporary files.
    pub scratch_dir: Option<PathBuf>,
}

impl Default for Manners {
    /// One request a second, no private hosts, and as much patience as the slowest council site seen needs: self-hosted
    /// ones take up to 90 seconds for a page.
    fn default() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            contact: None,
            delay: Duration::from_secs(1),
            allow_private_hosts: false,
            max_document_bytes: 200_000_000,
            patience: Duration::from_secs(120),
            deadline: Duration::from_secs(30 * 60),
            budget: Budget::default(),
            scratch_dir: None,
        }
    }
}

impl Manners {
    /// The contact, unless it is empty or the placeholder of an example domain.
    ///
    /// Source: RFC 2606, 3, reserves example.org and its sisters.
    pub fn real_contact(&self) -> Option<&str> {
        let contact = self.contact.as_deref()?.trim();
        let placeholder = ["example.org", "example.com", "example.net"].iter().any(|domain| contact.contains(domain));
        (!contact.is_empty() && !placeholder).then_some(contact)
    }

    fn user_agent(&self) -> String {
        match self.real_contact() {
            Some(contact) => format!("{PRODUCT}/{} (+{contact})", self.version),
            None => format!("{PRODUCT}/{}", self.version),
        }
    }
}

/// The name by which robots.txt knows us.
const PRODUCT: &str = "Minutebook";

/// Why a source cannot be visited at all.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// The HTTP library cannot be set up.
    #[error("cannot set up the HTTP client: {0}")]
    Setup(#[from] reqwest::Error),
    /// The extra authorities cannot be read.
    #[error("cannot read the authorities in {path}: {reason}; `extra_ca` names a PEM file of certificates")]
    ExtraAuthorities {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        reason: String,
    },
    /// Nobody could be told who we are.
    #[error(
        "{host} is a public host and `crawl.contact` is not set: put a mail address or web page there, so that \
         whoever runs the site can reach whoever runs this"
    )]
    NoContact {
        /// The host.
        host: String,
    },
    /// A private address, and those are not allowed.
    #[error("{host} is a private or special address; `crawl.allow_private_hosts` lets such hosts be crawled")]
    PrivateHost {
        /// The host.
        host: String,
    },
}

/// What every connection begins with: who we are, no redirects but those that we follow ourselves, and whose
/// implementation of cryptography TLS uses.
pub(crate) fn connections(manners: &Manners) -> reqwest::ClientBuilder {
    // An error says that it is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .user_agent(manners.user_agent())
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
}

/// The authorities of a PEM file.
fn authorities(path: Option<&Path>) -> Result<Vec<reqwest::Certificate>, ClientError> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let bad = |reason: String| ClientError::ExtraAuthorities { path: path.to_owned(), reason };
    let pem = std::fs::read(path).map_err(|error| bad(error.to_string()))?;
    let found = reqwest::Certificate::from_pem_bundle(&pem).map_err(|error| bad(error.to_string()))?;
    if found.is_empty() { Err(bad("it holds no certificate".into())) } else { Ok(found) }
}

/// What all sources of one run share: manners, and for each host its lane and its robots.txt.
///
/// Make a new one for every run: robots.txt is read once in its life.
pub struct Client {
    manners: Manners,
    clock: Arc<dyn Clock>,
    hosts: Mutex<HashMap<String, Arc<Host>>>,
}

impl Client {
    /// A client with these manners.
    pub fn new(manners: Manners) -> Self {
        Self::with_clock(manners, Arc::new(SystemClock))
    }

    /// A client that tells time and waits by this clock.
    pub fn with_clock(manners: Manners, clock: Arc<dyn Clock>) -> Self {
        Self { manners, clock, hosts: Mutex::default() }
    }

    /// How it behaves.
    pub fn manners(&self) -> &Manners {
        &self.manners
    }

    /// A way into one site.
    ///
    /// # Errors
    /// When there is no contact for a public host, when the host is private and that is not allowed, or when
    /// certificates cannot be read.
    pub fn site(&self, access: &Access) -> Result<Site<'_>, ClientError> {
        Site::new(self, access)
    }

    /// The lane of this address's host, shared by every source that asks it.
    fn host(&self, url: &Url) -> Arc<Host> {
        let origin = url.origin().ascii_serialization();
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        hosts.entry(origin).or_insert_with(|| Arc::new(Host::new(self.manners.delay))).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_user_agent_says_who_we_are() {
        let with = |contact: Option<&str>| Manners {
            version: "1.2".into(),
            contact: contact.map(str::to_owned),
            ..Manners::default()
        };
        for (contact, agent, real) in [
            (Some("it@elmbury.gov.uk"), "Minutebook/1.2 (+it@elmbury.gov.uk)", true),
            (Some("you@example.org"), "Minutebook/1.2", false),
            (Some("  "), "Minutebook/1.2", false),
            (None, "Minutebook/1.2", false),
        ] {
            assert_eq!(with(contact).user_agent(), agent);
            assert_eq!(with(contact).real_contact().is_some(), real);
        }
    }
}
