//! Who may keep notebooks: names with hashed passwords, or whoever a proxy in front of us names.

use super::ConfigError;
use argon2::password_hash::phc::PasswordHash;
use axum::http::HeaderName;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[notebook]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Notebook {
    /// Names with hashed passwords, as `minutebook password` writes them.
    pub users: BTreeMap<String, String>,
    /// Header in which a trusted proxy names whoever is signed in there.
    pub identity_header: Option<String>,
}

/// The longest name, in characters.
const LONGEST_NAME: usize = 100;

impl Notebook {
    /// Whether anybody can keep one.
    pub fn is_on(&self) -> bool {
        !self.users.is_empty() || self.identity_header.is_some()
    }

    /// What no single key can tell.
    pub(super) fn check(&self, has_proxies: bool) -> Result<(), ConfigError> {
        let refuse = |message: String| Err(ConfigError::Notebook(message));
        for (name, hash) in &self.users {
            if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
                return refuse(format!("`users`: `{name}` is no name: write at most {LONGEST_NAME} characters"));
            }
            let is_hash = PasswordHash::new(hash).is_ok_and(|hash| hash.algorithm.as_str().starts_with("argon2"));
            if !is_hash {
                return refuse(format!(
                    "`users`: what stands for `{name}` is no hash of a password: write what `minutebook password` says"
                ));
            }
        }
        let Some(header) = &self.identity_header else { return Ok(()) };
        if header.parse::<HeaderName>().is_err() {
            return refuse(format!("`identity_header`: `{header}` is no header: write one like \"X-Remote-User\""));
        }
        if !has_proxies {
            return refuse(
                "`identity_header` is believed from `[server] trusted_proxies` alone, and there are none".into(),
            );
        }
        Ok(())
    }
}
