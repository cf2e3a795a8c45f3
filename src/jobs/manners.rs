//! How we behave towards publishers, as it is configured.

use crate::config::Crawl;
use crawler::Manners;
use std::time::Duration;

/// The manners of the `[crawl]` section.
pub(super) fn manners(config: &Crawl) -> Manners {
    Manners {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        contact: Some(config.contact.trim().to_owned()).filter(|contact| !contact.is_empty()),
        delay: Duration::from_millis(config.delay_ms),
        allow_private_hosts: config.allow_private_hosts,
        max_document_bytes: config.max_document_bytes,
        ..Manners::default()
    }
}
