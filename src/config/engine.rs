//! `[index]`: which engine holds the index, and how a cluster is asked.

use super::ConfigError;
use crate::store::DataPaths;
use crawler::service::{Credentials, Service};
use index::{Cluster, Place, Reply, Transport};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// `[index]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Engine {
    /// What holds the index.
    pub engine: EngineKind,
    /// Addresses of the nodes of a cluster; whichever answers is asked.
    pub urls: Vec<Url>,
    /// What everything of ours in the cluster is called, with an ending.
    pub index: String,
    /// Shards of an index that is made anew.
    pub shards: u32,
    /// Copies of each shard beside the first.
    pub replicas: u32,
    /// Environment variable that holds the user's name.
    pub username_env: Option<String>,
    /// Environment variable that holds the password.
    pub password_env: Option<String>,
    /// Environment variable that holds an API key, in place of user and password.
    pub api_key_env: Option<String>,
    /// PEM file of authorities beside those of the system.
    pub extra_ca: Option<PathBuf>,
}

/// What holds an index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EngineKind {
    /// A folder below the data folder.
    Tantivy,
    /// A cluster that an operator runs.
    OpenSearch,
}

/// Longest name of an index and its ending that a cluster takes, in bytes.
const LONGEST_NAME: usize = 200;

impl Default for Engine {
    fn default() -> Self {
        Self {
            engine: EngineKind::Tantivy,
            urls: Vec::new(),
            index: "minutebook".to_owned(),
            shards: 3,
            replicas: 1,
            username_env: None,
            password_env: None,
            api_key_env: None,
            extra_ca: None,
        }
    }
}

impl Engine {
    /// What no single key can tell.
    pub(super) fn check(&self) -> Result<(), ConfigError> {
        if self.engine == EngineKind::Tantivy {
            return Ok(());
        }
        let refuse = |key: &str, why: &str| Err(ConfigError::index(key, why));
        if self.urls.is_empty() {
            return refuse("urls", "a cluster has addresses: [\"https://node-1:9200\", \"https://node-2:9200\"]");
        }
        if self.urls.iter().any(|url| !url.username().is_empty() || url.password().is_some()) {
            return refuse("urls", "credentials stand in the environment (username_env, password_env, api_key_env)");
        }
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_' | '.');
        let is_name = self.index.starts_with(|c: char| c.is_ascii_lowercase()) && self.index.chars().all(plain);
        if !is_name || self.index.len() > LONGEST_NAME {
            return refuse("index", "a name begins with a small letter and goes on with these, digits, - _ and .");
        }
        if self.shards == 0 {
            return refuse("shards", "an index has one shard at least");
        }
        if self.username_env.is_some() != self.password_env.is_some() {
            return refuse("username_env", "user and password go together");
        }
        if self.api_key_env.is_some() && self.username_env.is_some() {
            return refuse("api_key_env", "an API key stands in place of user and password");
        }
        Ok(())
    }

    /// Where the index of a data folder is.
    ///
    /// # Errors
    /// A variable of the environment is missing, or the file of authorities cannot be read.
    pub fn place(&self, paths: &DataPaths) -> Result<Place, ConfigError> {
        if self.engine == EngineKind::Tantivy {
            return Ok(Place::folder(paths.index()));
        }
        let secret = |name: &Option<String>| match name {
            None => Ok(None),
            Some(name) => match std::env::var(name) {
                Ok(value) => Ok(Some(value)),
                Err(_) => Err(ConfigError::index("engine", &format!("the environment has no {name}"))),
            },
        };
        let (user, password, key) =
            (secret(&self.username_env)?, secret(&self.password_env)?, secret(&self.api_key_env)?);
        let credentials = match (&user, &password, &key) {
            (Some(user), Some(password), _) => Credentials::Basic(user, password),
            (_, _, Some(key)) => Credentials::ApiKey(key),
            _ => Credentials::None,
        };
        let refuse = |error: crawler::service::ServiceError| ConfigError::index("engine", &error.to_string());
        let service = Service::new(credentials, self.extra_ca.as_deref()).map_err(refuse)?;
        let cluster = Cluster {
            urls: self.urls.iter().map(Url::to_string).collect(),
            index: self.index.clone(),
            shards: self.shards,
            replicas: self.replicas,
            transport: Arc::new(Wire(service)),
        };
        Ok(Place { folder: paths.index(), cluster: Some(cluster) })
    }

    /// Takes paths from the folder of the configuration.
    pub(super) fn below(&mut self, base: &Path) {
        self.extra_ca = self.extra_ca.take().map(|path| base.join(path));
    }
}

/// How a cluster is reached: the index goes nowhere itself.
struct Wire(Service);

impl Transport for Wire {
    fn send(&self, method: &str, url: &str, content: &str, body: &[u8], patience: Duration) -> Result<Reply, String> {
        let (status, body) = self.0.send(method, url, content, body, patience)?;
        Ok(Reply { status, body })
    }
}
