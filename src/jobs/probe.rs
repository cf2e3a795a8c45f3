//! Probing: one polite request to each source, to say before the first crawl whether there is anything behind its block.

use super::Setting;
use super::client::client;
use crate::config::Config;
use crawler::client::{Access, Expect};
use crawler::{Client, SourceSpec};
use std::path::Path;
use std::time::Duration;
use url::Url;

/// What a probe found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probed {
    /// The source's name.
    pub source: String,
    /// What is there, or why nothing is.
    pub found: Result<String, String>,
}

/// Probes every source that `setting` names.
///
/// # Errors
/// No client can be set up.
pub fn probe(setting: Setting<'_>) -> anyhow::Result<Vec<Probed>> {
    let client = client(&setting.config.crawl);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let specs = setting.config.source.iter().filter(|s| setting.source.is_none_or(|name| s.name == name));
    Ok(specs
        .map(|spec| Probed { source: spec.name.clone(), found: runtime.block_on(probe_source(&client, spec)) })
        .collect())
}

/// Says which platform the site at this address is, by a few questions.
///
/// # Errors
/// No client can be set up.
pub fn detect(config: &Config, url: &Url) -> anyhow::Result<crawler::Detected> {
    let client = client(&config.crawl);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(crawler::detect(&client, url)))
}

async fn probe_source(client: &Client, spec: &SourceSpec) -> Result<String, String> {
    match (&spec.url, &spec.path) {
        (Some(url), _) => fetch_first_page(client, spec, url).await,
        (None, Some(path)) => list(path),
        (None, None) => Err("it has neither an address nor a folder".to_owned()),
    }
}

/// Asks a site for the page that a crawl begins with.
async fn fetch_first_page(client: &Client, spec: &SourceSpec, url: &str) -> Result<String, String> {
    let mut url = Url::parse(url).map_err(|e| format!("{url}: {e}"))?;
    let mut expect = Expect::Anything;
    if spec.kind == "moderngov" {
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        url = url.join("mgListCommittees.aspx?bcr=1").map_err(|e| e.to_string())?;
        expect = Expect::Html { marker: "modgov" };
    }
    let access = Access {
        url: url.clone(),
        hosts: spec.hosts.clone().unwrap_or_default(),
        extra_ca: spec.extra_ca.clone(),
        patience: spec.timeout_seconds.map(Duration::from_secs),
    };
    let mut site = client.site(&access).map_err(|e| e.to_string())?;
    match site.page(&url, expect, None).await {
        Ok(Some(page)) => Ok(format!("{} answers with {} bytes", page.url, page.body.len())),
        Ok(None) => Ok(format!("{url} answers")),
        Err(miss) => Err(miss.to_string()),
    }
}

/// Looks into a folder without reading a file.
fn list(path: &Path) -> Result<String, String> {
    if path.is_file() {
        return Ok(format!("{} is a file", path.display()));
    }
    let entries = std::fs::read_dir(path).map_err(|e| format!("{}: {e}", path.display()))?;
    Ok(format!("{} holds {} files and folders", path.display(), entries.count()))
}
