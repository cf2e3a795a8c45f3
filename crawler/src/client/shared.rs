//! What all sources of one run share.

use super::clock::{Clock, SystemClock};
use super::host::Host;
use super::manners::Manners;
use super::trial::{Form, Trial};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use url::Url;

/// What all sources of one run share: manners, and for each host its lane and its robots.txt.
///
/// Make a new one for every run: robots.txt is read once in its life.
pub struct Client {
    pub(super) manners: Manners,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) trial: Option<Arc<dyn Trial>>,
    hosts: Mutex<HashMap<String, Arc<Host>>>,
    /// Where a page last led that was not the source's any more.
    led_away: Mutex<Option<(Url, Url)>>,
}

impl Client {
    /// A client with these manners.
    pub fn new(manners: Manners) -> Self {
        Self::with_clock(manners, Arc::new(SystemClock))
    }

    /// A client that tells time and waits by this clock.
    pub fn with_clock(manners: Manners, clock: Arc<dyn Clock>) -> Self {
        Self { manners, clock, trial: None, hosts: Mutex::default(), led_away: Mutex::default() }
    }

    /// The same, with somebody who builds what sites answer before it is built here.
    pub fn with_trial(mut self, trial: Arc<dyn Trial>) -> Self {
        self.trial = Some(trial);
        self
    }

    /// How it behaves.
    pub fn manners(&self) -> &Manners {
        &self.manners
    }

    /// Tries an answer, where there is anybody to try it.
    pub(super) fn try_to_build(&self, form: Form, answer: &[u8]) -> Result<(), String> {
        self.trial.as_ref().map_or(Ok(()), |trial| trial.build(form, answer))
    }

    /// The time by its clock.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Notes that a page leads to a host that is not its source's.
    pub(super) fn note_led_away(&self, from: &Url, to: &Url) {
        *self.led_away.lock().unwrap_or_else(PoisonError::into_inner) = Some((from.clone(), to.clone()));
    }

    /// Which page led where, since this was last asked.
    pub(crate) fn take_led_away(&self) -> Option<(Url, Url)> {
        self.led_away.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The lane of this address's host, shared by every source that asks it.
    pub(super) fn host(&self, url: &Url) -> Arc<Host> {
        let origin = url.origin().ascii_serialization();
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        hosts.entry(origin).or_insert_with(|| Arc::new(Host::new(self.manners.delay))).clone()
    }
}
