//! Who we say we are, how we behave, and why a source cannot be visited at all.

use super::budget::Budget;
use std::path::{Path, PathBuf};
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
pub(super) const PRODUCT: &str = "Minutebook";

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
    cryptography();
    reqwest::Client::builder()
        .user_agent(manners.user_agent())
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
}

/// Chooses whose implementation of cryptography TLS uses.
pub(crate) fn cryptography() {
    // An error says that it is installed already.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// The authorities of a PEM file.
pub(crate) fn authorities(path: Option<&Path>) -> Result<Vec<reqwest::Certificate>, ClientError> {
    let Some(path) = path else { return Ok(Vec::new()) };
    let bad = |reason: String| ClientError::ExtraAuthorities { path: path.to_owned(), reason };
    let pem = std::fs::read(path).map_err(|error| bad(error.to_string()))?;
    let found = reqwest::Certificate::from_pem_bundle(&pem).map_err(|error| bad(error.to_string()))?;
    if found.is_empty() { Err(bad("it holds no certificate".into())) } else { Ok(found) }
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
