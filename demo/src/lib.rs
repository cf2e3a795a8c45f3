//! A council that does not exist, on a loopback port: its Modern.gov site and the inspectorate that reports on it.
//!
//! Serves `demo` on a fresh machine, and the tests, which can make it misbehave. The markup is drawn element for element
//! as real sites have it, awkwardness included; people and words are made up. Never asked for anything but loopback.

mod asking;
mod council;
mod decisions;
mod generated;
mod generated_papers;
pub mod living;
mod meeting_page;
mod mischief;
mod pages;
mod respond;
mod service;
mod site;

pub use council::{Council, Stage};
pub use mischief::{Mischief, RetryAfter};
pub use site::{Asked, Site};

use std::net::SocketAddr;
use std::sync::Arc;

/// A site that is being served; it ends when this is dropped.
pub struct Serving {
    /// Where.
    pub address: SocketAddr,
    task: tokio::task::JoinHandle<()>,
}

impl Serving {
    /// Address of the council's site.
    pub fn council_url(&self) -> String {
        format!("http://{}/democracy/", self.address)
    }

    /// Address of the provider's page at the inspectorate.
    pub fn inspectorate_url(&self, site: &Site) -> String {
        format!("http://{}/provider/44/{}", self.address, site.council().urn)
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Serves a site on a free loopback port.
///
/// # Errors
/// When no port can be had.
pub async fn serve(site: Arc<Site>) -> std::io::Result<Serving> {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let router = respond::router(site);
    let task = tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).await {
            tracing::error!(%error, "the made-up council's site ended");
        }
    });
    Ok(Serving { address, task })
}
