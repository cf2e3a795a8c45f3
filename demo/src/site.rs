//! The made-up site: what it publishes, how it behaves, and the log of what it was asked.

use super::council::{Council, Stage};
use super::mischief::{self, Mischief};
use crawler::Clock;
use jiff::Timestamp;
use jiff::civil::Date;
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
    pub(super) clock: Arc<dyn Clock>,
}

pub(super) struct State {
    pub stage: Stage,
    pub robots: String,
    pub has_service: bool,
    pub mischief: Vec<mischief::Planned>,
    pub asked: Vec<Asked>,
    pub in_flight: usize,
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

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
