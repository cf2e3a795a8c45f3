//! `demo`: a made-up council on loopback, crawled, read, indexed and served. Needs no configuration and no network.

use super::serve::serve;
use super::{Ended, progress};
use crate::config::Config;
use crate::jobs::update::update;
use crate::jobs::{self, Setting};
use crate::store::Store;
use anyhow::Context;
use clap::Args;
use demo::Site;
use jiff::Zoned;
use listenfd::ListenFd;
use std::net::SocketAddr;
use std::sync::Arc;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Address to listen at
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
}

/// What can be tried, each an address below that of the server.
const TRY: &[(&str, &str)] = &[
    ("/", "the search page"),
    ("/search?q=%22workforce+stability%22", "every mention of a phrase, by meeting, date and speaker"),
    ("/api/v1/mentions?q=%22workforce+stability%22&format=csv", "the same as a table"),
    ("/api/v1/commitments?page_size=5", "what was promised, and what became of it"),
    ("/api/v1/coverage", "what an answer rests on"),
    ("/docs", "the API"),
];

pub fn run(arguments: &Arguments) -> anyhow::Result<Ended> {
    let dir = tempfile::tempdir().context("cannot make a temporary folder")?;
    let site = Site::made_up(Zoned::now().date())?;
    let name = site.council().council.clone();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let serving = runtime.block_on(demo::serve(Arc::clone(&site)))?;
    let text = configuration(&name, &serving.council_url(), &serving.inspectorate_url(&site), arguments.listen);
    let config = Config::parse(&text, "the demo's configuration", dir.path(), std::iter::empty())?;
    update_all(&config)?;
    serve(config, None, ListenFd::empty(), arguments.listen, |address| {
        println!("\n{name} does not exist; its papers can be searched all the same:\n");
        for (path, what) in TRY {
            println!("  http://{address}{path}\n      {what}");
        }
        println!("\nCtrl-C stops it, and nothing of it stays behind.");
    })?;
    Ok(Ended::Done)
}

fn update_all(config: &Config) -> anyhow::Result<()> {
    let mut store = Store::open(&config.data.dir, "demo")?;
    let progress = progress::for_stderr();
    let setting = Setting { config, source: None, progress: progress.as_ref() };
    jobs::run(&mut store, "update", |store, report| update(store, setting, report)).map(|_| ())
}

/// Loopback is private and needs no pauses.
fn configuration(council: &str, site: &str, inspectorate: &str, listen: SocketAddr) -> String {
    format!(
        "[server]\nlisten = \"{listen}\"\npublic_url = \"http://{listen}\"\n\
         [crawl]\ncontact = \"demo@example.org\"\ndelay_ms = 0\nallow_private_hosts = true\n\
         [[source]]\nname = \"council\"\nkind = \"moderngov\"\nurl = \"{site}\"\ncouncil = \"{council}\"\n\
         [[source]]\nname = \"inspectorate\"\nkind = \"ofsted\"\nurl = \"{inspectorate}\"\ncouncil = \"{council}\"\n"
    )
}
