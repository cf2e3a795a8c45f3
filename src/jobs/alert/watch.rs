//! Who is told of what: the alerts of the configuration and the subscriptions of visitors.

use crate::config::{About, Alert, Config};
use crate::store::subscriptions::{Every, State, Subscription, Subscriptions};
use index::{RouteKind, Routes};
use jiff::Timestamp;
use std::collections::HashSet;
use url::Url;

/// A query with those who are told of what is new in its answer.
pub struct Watch {
    /// What the ledger knows it by.
    pub name: String,
    /// What the report knows it by.
    pub reported_as: String,
    /// What sort of thing it tells of.
    pub about: About,
    /// What is looked for, in the query language; nothing where it tells of silence.
    pub query: String,
    /// Routes to other words that count as well.
    pub related: Routes,
    /// Who is told.
    pub recipients: Vec<Recipient>,
    /// Subscriptions that left: what still waits for them is not told.
    pub left: Vec<String>,
}

impl Watch {
    /// What is asked as the ledger keeps it: with other routes it is another question.
    pub fn asked(&self) -> String {
        match self.related.is_empty() {
            true => self.query.clone(),
            false => format!("{} related={}", self.query, self.routes()),
        }
    }

    /// The routes to other words by name.
    pub fn routes(&self) -> String {
        self.related.kinds().map(RouteKind::as_str).collect::<Vec<_>>().join(",")
    }
}

/// Somebody who is told.
pub enum Recipient {
    /// A program, by a webhook.
    Webhook {
        /// Its address.
        url: Url,
        /// The variable that holds the secret which signs.
        secret_env: Option<String>,
    },
    /// A person, by mail.
    Mail(Subscription),
}

impl Recipient {
    /// What the ledger knows them by.
    pub fn key(&self) -> &str {
        match self {
            Self::Webhook { .. } => "",
            Self::Mail(subscription) => &subscription.id,
        }
    }

    /// Whether what is new waits for the end of the week.
    pub fn is_weekly(&self) -> bool {
        matches!(self, Self::Mail(subscription) if subscription.every == Every::Week)
    }
}

/// Begins the names in the ledger of what visitors are told. No name in a configuration has a colon.
pub const VISITORS: &str = "mail:";

/// What reports call all that visitors are told.
const SUBSCRIPTIONS: &str = "subscriptions";

/// Everything that somebody is told of. `subscriptions` is there where mail goes out.
///
/// # Errors
/// The subscriptions cannot be read.
pub fn watches(config: &Config, subscriptions: Option<&Subscriptions>) -> anyhow::Result<Vec<Watch>> {
    let now = Timestamp::now();
    let mut watches = Vec::new();
    for alert in &config.alert {
        watches.push(configured(alert, subscriptions, now)?);
    }
    let visitors = match subscriptions {
        Some(subscriptions) if config.mail.subscribe => subscriptions.visitors()?,
        _ => Vec::new(),
    };
    watches.extend(visitors.into_iter().map(|subscription| Watch {
        name: format!("{VISITORS}{}", subscription.id),
        reported_as: SUBSCRIPTIONS.to_owned(),
        about: About::Passages,
        query: subscription.query.clone(),
        related: Routes::NONE,
        recipients: vec![Recipient::Mail(subscription)],
        left: Vec::new(),
    }));
    Ok(watches)
}

fn configured(alert: &Alert, subscriptions: Option<&Subscriptions>, now: Timestamp) -> anyhow::Result<Watch> {
    let (webhook, query) = (alert.webhook.clone(), alert.query.clone().unwrap_or_default());
    let mut recipients: Vec<Recipient> =
        webhook.map(|url| Recipient::Webhook { url, secret_env: alert.secret_env.clone() }).into_iter().collect();
    let mut left = Vec::new();
    let mut seen = HashSet::new();
    for address in alert.mail.iter().filter(|address| seen.insert(*address)) {
        let Some(subscriptions) = subscriptions else { continue };
        let found = subscriptions.configured(&alert.name, address, &query, alert.every, now)?;
        match found.state {
            State::Left => left.push(found.id),
            _ => recipients.push(Recipient::Mail(found)),
        }
    }
    Ok(Watch {
        name: alert.name.clone(),
        reported_as: alert.name.clone(),
        about: alert.about,
        query,
        related: alert.related,
        recipients,
        left,
    })
}
