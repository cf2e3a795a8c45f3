//! The configuration: one struct per section of `config.toml`.
//!
//! Owns what may be configured and what makes a value wrong, and says so in words. The `config.toml` at the root of the
//! project is the default itself, embedded. Unknown keys are refused with the nearest known one.

mod check;
mod engine;
mod environment;
mod error;
mod notebook;
mod telling;

pub use engine::{Engine, EngineKind};
pub use error::ConfigError;
pub use notebook::Notebook;
pub use telling::{About, Alert, Mail};

use crawler::SourceSpec;
use jiff::tz::TimeZone;
use serde::Deserialize;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use url::Url;

/// The commented default, as it lies at the root of the project.
pub const DEFAULT: &str = include_str!("../config.toml");

/// Everything that can be configured.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where everything is kept.
    #[serde(default)]
    pub data: Data,
    /// How it is served.
    #[serde(default)]
    pub server: Server,
    /// When `serve` runs updates; absent: never.
    pub schedule: Option<Schedule>,
    /// How it is crawled.
    #[serde(default)]
    pub crawl: Crawl,
    /// How it is read.
    #[serde(default)]
    pub read: Read,
    /// What holds the index.
    #[serde(default)]
    pub index: Engine,
    /// How it is searched.
    #[serde(default)]
    pub search: Search,
    /// Who may keep notebooks.
    #[serde(default)]
    pub notebook: Notebook,
    /// How mail goes out.
    #[serde(default)]
    pub mail: Mail,
    /// What is to be told when it is said.
    #[serde(default)]
    pub alert: Vec<Alert>,
    /// What is crawled.
    #[serde(default)]
    pub source: Vec<SourceSpec>,
}

/// `[data]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Data {
    /// Archive, catalogue and index.
    pub dir: PathBuf,
}

/// `[server]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Server {
    /// Address of the public listener.
    #[serde(deserialize_with = "check::address")]
    pub listen: SocketAddr,
    /// Address that people use.
    #[serde(deserialize_with = "check::web_address")]
    pub public_url: Url,
    /// Address of the listener for metrics; absent: they are on the public one.
    #[serde(deserialize_with = "check::address_if_any")]
    pub admin_listen: Option<SocketAddr>,
    /// Networks whose `X-Forwarded-For` is believed.
    #[serde(deserialize_with = "check::networks")]
    pub trusted_proxies: Vec<ipnet::IpNet>,
}

/// `[schedule]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Schedule {
    /// Cron expression.
    #[serde(deserialize_with = "check::cron")]
    pub update: String,
    /// Time zone of the expression.
    #[serde(default = "check::london", deserialize_with = "check::timezone")]
    pub timezone: TimeZone,
}

/// `[crawl]`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Crawl {
    /// Who can be asked about the crawl; empty: real hosts are not crawled.
    pub contact: String,
    /// Milliseconds between two requests to one host.
    pub delay_ms: u64,
    /// Days for which a meeting is asked for again.
    pub look_back_days: u32,
    /// Whether loopback and private addresses may be crawled.
    pub allow_private_hosts: bool,
    /// Largest document that is taken, in bytes.
    pub max_document_bytes: u64,
}

/// `[read]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Read {
    /// Documents read at the same time; 0: one per core.
    pub workers: usize,
    /// Whether pages without usable text go through tesseract.
    pub ocr: bool,
    /// Whether files in formats that are not read here go through LibreOffice.
    pub office: bool,
}

/// `[search]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Search {
    /// Files of terms that say the same, beside the built-in ones.
    pub thesaurus: Vec<PathBuf>,
    /// Whether what became of commitments and resolutions is looked for by their other names too.
    pub follow_other_names: bool,
}

impl Config {
    /// Reads the configuration: `file`, or `config.toml` in the working folder, or the embedded default where neither
    /// is there; then the environment.
    ///
    /// # Errors
    /// The file is named but cannot be read, or something in it or in the environment is wrong.
    pub fn load(file: Option<&Path>) -> Result<Self, ConfigError> {
        let standard = Path::new("config.toml");
        let path = match file {
            Some(path) => Some(path),
            None => standard.exists().then_some(standard),
        };
        let Some(path) = path else {
            return Self::parse(DEFAULT, "the default configuration", Path::new(""), std::env::vars());
        };
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
        let base = path.parent().unwrap_or(Path::new(""));
        Self::parse(&text, &path.display().to_string(), base, std::env::vars())
    }

    /// Reads the configuration from `text`, called `name` in errors, whose relative paths start at `base`, overridden
    /// by those of `variables` that begin with `MINUTEBOOK__`.
    ///
    /// # Errors
    /// Something in it is wrong; the error says where and what to write instead.
    pub fn parse(
        text: &str,
        name: &str,
        base: &Path,
        variables: impl Iterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut config: Config = toml::from_str(text).map_err(|e| ConfigError::in_file(name, text, &e))?;
        let overrides = environment::overrides(variables);
        if !overrides.is_empty() {
            config = environment::apply(text, name, &overrides)?;
        }
        config.check()?;
        config.data.dir = base.join(&config.data.dir);
        config.mail.extra_ca = config.mail.extra_ca.take().map(|path| base.join(path));
        config.index.below(base);
        config.search.thesaurus.iter_mut().for_each(|file| *file = base.join(&*file));
        for source in &mut config.source {
            source.path = source.path.take().map(|path| base.join(path));
        }
        Ok(config)
    }

    /// The source with this name.
    ///
    /// # Errors
    /// There is none; the error lists those that there are.
    pub fn source(&self, name: &str) -> Result<&SourceSpec, ConfigError> {
        self.source.iter().find(|s| s.name == name).ok_or_else(|| ConfigError::NoSuchSource {
            name: name.to_owned(),
            known: self.source.iter().map(|s| s.name.clone()).collect(),
        })
    }

    /// The time zone in which times of day are meant.
    pub fn timezone(&self) -> TimeZone {
        self.schedule.as_ref().map_or_else(check::london, |schedule| schedule.timezone.clone())
    }

    /// What no single key can tell: names that stand twice, keys that do not go with a source's kind.
    fn check(&self) -> Result<(), ConfigError> {
        check::names("source", self.source.iter().map(|s| s.name.as_str()))?;
        check::names("alert", self.alert.iter().map(|a| a.name.as_str()))?;
        self.notebook.check(!self.server.trusted_proxies.is_empty())?;
        self.index.check()?;
        self.mail.check()?;
        self.alert.iter().try_for_each(|alert| alert.check(&self.mail))?;
        self.source.iter().try_for_each(|source| Ok(source.build().map(|_| ())?))
    }
}

impl Default for Data {
    fn default() -> Self {
        Self { dir: PathBuf::from("data") }
    }
}

impl Default for Server {
    fn default() -> Self {
        let listen = SocketAddr::from(([127, 0, 0, 1], 8080));
        Self {
            listen,
            public_url: Url::parse("http://127.0.0.1:8080").expect("a constant address"),
            admin_listen: None,
            trusted_proxies: Vec::new(),
        }
    }
}

impl Default for Crawl {
    fn default() -> Self {
        Self {
            contact: String::new(),
            delay_ms: 1000,
            look_back_days: 120,
            allow_private_hosts: false,
            max_document_bytes: 200_000_000,
        }
    }
}

#[cfg(test)]
mod tests;
