//! Who is told of what is new: alerts, and how mail goes out.

use super::{ConfigError, check};
use crate::store::subscriptions::Every;
use crawler::mail::{Security, is_address, is_sender};
use index::Routes;
use serde::Deserialize;
use serde::de::{Deserializer, Error};
use std::net::IpAddr;
use std::path::PathBuf;
use url::Url;

/// `[mail]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mail {
    /// The server that takes mail: name and port; empty: no mail goes out.
    pub server: String,
    /// How the way to it is kept from being read.
    #[serde(deserialize_with = "security")]
    pub security: Security,
    /// Whom mail is from.
    pub from: String,
    /// Environment variable that holds the user's name.
    pub username_env: Option<String>,
    /// Environment variable that holds the password.
    pub password_env: Option<String>,
    /// PEM file of authorities beside those of the system.
    pub extra_ca: Option<PathBuf>,
    /// When weekly mail is due, as a cron expression in the time zone of the schedule.
    #[serde(deserialize_with = "check::cron")]
    pub weekly: String,
    /// Whether visitors may ask to be told.
    pub subscribe: bool,
}

/// `[[alert]]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alert {
    /// Name, unique among alerts.
    pub name: String,
    /// What it tells of.
    #[serde(default)]
    pub about: About,
    /// What is asked, in the query language.
    #[serde(default, deserialize_with = "check::query_if_any")]
    pub query: Option<String>,
    /// Routes to other words that count as well.
    #[serde(default, deserialize_with = "check::routes")]
    pub related: Routes,
    /// Address that is told.
    #[serde(default, deserialize_with = "check::web_address_if_any")]
    pub webhook: Option<Url>,
    /// Environment variable that holds the secret which signs what is sent.
    pub secret_env: Option<String>,
    /// Addresses of mail that are told.
    #[serde(default)]
    pub mail: Vec<String>,
    /// How often those are told.
    #[serde(default)]
    pub every: Every,
}

/// What an alert tells of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum About {
    /// What is new in the answer to its query.
    #[default]
    Passages,
    /// What is missing where something used to come.
    Silence,
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            server: String::new(),
            security: Security::StartTls,
            from: String::new(),
            username_env: None,
            password_env: None,
            extra_ca: None,
            weekly: "0 0 * * 1".to_owned(),
            subscribe: false,
        }
    }
}

impl Mail {
    /// Name and port of the server; none where no mail goes out.
    pub fn host_and_port(&self) -> Option<(&str, u16)> {
        let (host, port) = self.server.rsplit_once(':')?;
        Some((host.trim_start_matches('[').trim_end_matches(']'), port.parse().ok()?))
    }

    /// What no single key can tell.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        let refuse = |message: String| Err(ConfigError::Mail(message));
        if self.server.is_empty() {
            return match self.subscribe {
                true => refuse("`subscribe` needs a `server` that takes mail".to_owned()),
                false => Ok(()),
            };
        }
        if self.host_and_port().is_none_or(|(host, port)| host.is_empty() || port == 0) {
            let message = format!("`server`: `{}` is no server: write one like \"mail.example.org:587\"", self.server);
            return refuse(message);
        }
        if !is_sender(&self.from) {
            let message = format!(
                "`from`: `{}` is nobody whom mail can be from: write \"Minutebook <minutes@example.org>\"",
                self.from
            );
            return refuse(message);
        }
        if self.username_env.is_some() != self.password_env.is_some() {
            return refuse("`username_env` and `password_env` go together".to_owned());
        }
        let is_here = |host: &str| host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback());
        if self.security == Security::Plain
            && self.username_env.is_some()
            && !self.host_and_port().is_some_and(|(host, _)| is_here(host))
        {
            let message = "a password goes over the network with `security` \"starttls\" or \"tls\" alone";
            return refuse(message.to_owned());
        }
        Ok(())
    }
}

impl Alert {
    /// What no single key can tell.
    pub(super) fn check(&self, mail: &Mail) -> Result<(), ConfigError> {
        let refuse = |message: String| Err(ConfigError::Alert { name: self.name.clone(), message });
        match (self.about, &self.query) {
            (About::Passages, None) => {
                return refuse("it asks nothing: write `query`, or `about = \"silence\"`".to_owned());
            }
            (About::Silence, Some(_)) => return refuse("silence is told of as it is: leave out `query`".to_owned()),
            _ => {}
        }
        if self.webhook.is_none() && self.mail.is_empty() {
            return refuse("it tells nobody: write `webhook` or `mail`".to_owned());
        }
        if let Some(bad) = self.mail.iter().find(|address| !is_address(address)) {
            return refuse(format!("`{bad}` is no address of mail: write one like \"clerk@example.org\""));
        }
        if !self.mail.is_empty() && mail.server.is_empty() {
            return refuse("it is told by mail, and [mail] has no `server`".to_owned());
        }
        Ok(())
    }
}

/// How the way to a mail server is kept from being read.
fn security<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Security, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "starttls" => Ok(Security::StartTls),
        "tls" => Ok(Security::Tls),
        "none" => Ok(Security::Plain),
        other => Err(D::Error::custom(format!("`{other}` is no security: write \"starttls\", \"tls\" or \"none\""))),
    }
}
