//! `mcp`: what is held, as tools for an assistant that starts this program.

use super::Ended;
use crate::config::Config;
use crate::web::{App, Tools};

pub fn run(config: &Config) -> anyhow::Result<Ended> {
    let reader = super::search::open(config)?;
    let app = App::new(reader, config.server.public_url.clone(), Vec::new());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(Tools::new(&app).serve_stdio());
    // A pending read of standard input cannot be taken back.
    runtime.shutdown_background();
    served.map_err(|error| anyhow::anyhow!("the client does not speak the protocol: {error}"))?;
    Ok(Ended::Done)
}
