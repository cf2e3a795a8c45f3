//! The client that jobs go out with: it behaves as is configured, and what sites answer is built in a worker before it is
//! built here.

use super::manners::manners;
use crate::config::Crawl;
use crate::worker::Workers;
use crawler::Client;
use crawler::client::{Form, Trial};
use std::sync::{Arc, Mutex, PoisonError};

/// The client of the `[crawl]` section.
pub(super) fn client(config: &Crawl) -> Client {
    Client::new(manners(config)).with_trial(Arc::new(InWorkers::default()))
}

/// Builds what sites answer in workers, one answer after another.
#[derive(Default)]
struct InWorkers(Mutex<Workers>);

impl Trial for InWorkers {
    fn build(&self, form: Form, answer: &[u8]) -> Result<(), String> {
        let mut workers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        workers.build(form, answer).unwrap_or_else(|error| Err(format!("{error:#}")))
    }
}
