//! A council that does not exist, on a loopback port: its Modern.gov site and the inspectorate that reports on it.
//!
//! Serves `demo` on a fresh machine, and the tests, which can make it misbehave. The markup is drawn element for element
//! as real sites have it, awkwardness included; people and words are made up. Never asked for anything but loopback.

mod council;
mod decisions;
mod generated;
mod meeting_page;
mod mischief;
mod pages;
mod respond;
mod service;

pub use council::{Council, Stage};
pub use mischief::{Mischief, RetryAfter};

use crawler::Clock;
use jiff::Timestamp;
use jiff::civil::Date;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// One request as the server saw it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Path and query.
    pub target: String,
    /// The user agent that it named.
    pub user_agent: String,
    /// When it came, by the site's clock.
    pub at: Timestamp,
    /// How many requests were being answered, this one included.
    pub in_flight: usize,
}

/// What a site is made of and how it behaves. Change it before or while it is served.
pub struct Site {
    council: Council,
    state: Mutex<State>,
    clock: Arc<dyn Clock>,
}

struct State {
    stage: Stage,
    robots: String,
    has_service: bool,
    mischief: Vec<mischief::Planned>,
    asked: Vec<Asked>,
    in_flight: usize,
}

impl Site {
    /// The site of a council, well behaved, with all that it will ever publish.
    pub fn new(council: Council) -> Arc<Self> {
        Self::with_clock(council, Arc::new(crawler::SystemClock))
    }

    /// A site whose log tells the time by this clock.
    pub fn with_clock(council: Council, clock: Arc<dyn Clock>) -> Arc<Self> {
        let state = State {
            stage: Stage::Later,
            robots: "User-agent: *\nDisallow: /mgMemberIndex.aspx\n".to_owned(),
            has_service: true,
            mischief: Vec::new(),
            asked: Vec::new(),
            in_flight: 0,
        };
        Arc::new(Self { council, state: Mutex::new(state), clock })
    }

    /// The made-up council with papers of its own, as of this day.
    pub fn made_up(today: Date) -> Result<Arc<Self>, toml::de::Error> {
        Ok(Self::new(Council::made_up(today)?))
    }

    /// Moves on: minutes that come late, a draft that is replaced, a supplement that is withdrawn.
    pub fn set_stage(&self, stage: Stage) {
        self.state().stage = stage;
    }

    /// What robots.txt says from now on.
    pub fn set_robots(&self, text: &str) {
        self.state().robots = text.to_owned();
    }

    /// Switches the web service on or off.
    pub fn set_service(&self, on: bool) {
        self.state().has_service = on;
    }

    /// Misbehaves whenever an address contains these words, so many times (`None`: for ever).
    pub fn misbehave(&self, words: &str, mischief: Mischief, times: Option<u32>) {
        self.state().mischief.push(mischief::Planned { words: words.to_owned(), mischief, times });
    }

    /// Behaves well again.
    pub fn behave(&self) {
        self.state().mischief.clear();
    }

    /// Every request so far; forgets them.
    pub fn take_log(&self) -> Vec<Asked> {
        std::mem::take(&mut self.state().asked)
    }

    /// The council.
    pub fn council(&self) -> &Council {
        &self.council
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

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
        format!("http://{}/provider/44/{}", self.address, site.council.urn)
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
