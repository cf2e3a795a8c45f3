//! Telling a program, by its webhook.

use super::missing::ToldSilence;
use super::news::NewPassage;
use super::site::Site;
use anyhow::Context;
use crawler::webhook::{Message, Messenger, Webhook};
use index::{Entry, Route};
use serde::Serialize;
use url::Url;

/// A delivery as the webhook gets it.
#[derive(Serialize)]
pub struct Told<'a> {
    /// Its id.
    pub delivery: &'a str,
    /// The alert's name.
    pub alert: &'a str,
    /// Its query.
    pub query: &'a str,
    /// The routes to other words that count as well; empty: none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub related: String,
    /// The state of the index that answered.
    pub generation: u64,
    /// What is new.
    pub passages: Vec<ToldPassage>,
    /// What is missing, for an alert about silence.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub silences: Vec<ToldSilence>,
}

/// One passage.
#[derive(Serialize)]
pub struct ToldPassage {
    #[serde(flatten)]
    entry: Entry,
    /// Where it says in other words what is looked for: by which route, and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    in_other_words: Option<Route>,
    /// The page of this site that shows it.
    page_address: Url,
}

impl ToldPassage {
    /// A passage with its place here.
    pub fn new(NewPassage { entry, route }: NewPassage, site: Site<'_>) -> Self {
        Self { page_address: site.passage(&entry.id), in_other_words: route, entry }
    }
}

/// Tells one delivery.
///
/// # Errors
/// Nobody could be told, or the secret is not there.
pub async fn tell(messenger: &Messenger, url: &Url, secret_env: Option<&str>, told: &Told<'_>) -> anyhow::Result<()> {
    let body = serde_json::to_vec(told)?;
    let secret = secret(secret_env)?;
    let webhook = Webhook { url, secret: secret.as_deref() };
    Ok(messenger.tell(webhook, Message { id: told.delivery, body: &body }).await?)
}

/// The secret that signs. An alert that is to be signed is not told without.
fn secret(name: Option<&str>) -> anyhow::Result<Option<String>> {
    let Some(name) = name else { return Ok(None) };
    let secret = std::env::var(name).ok().filter(|secret| !secret.is_empty());
    secret.map(Some).with_context(|| format!("the environment variable {name}, which holds its secret, is not set"))
}
