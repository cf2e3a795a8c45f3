//! `serve`: the API and the pages over HTTP, until it is told to stop.

use super::Ended;
use crate::config::Config;
use crate::store::Reader;
use crate::web::{App, Listeners, serve};
use anyhow::Context;
use clap::Args;
use std::net::SocketAddr;
use std::time::Duration;
use tokio_util::sync::CancellationToken;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Listen at this address in place of the configured one
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
}

/// What still runs on threads of its own when the server has drained is given up after this.
const LAST_WAIT: Duration = Duration::from_secs(2);

pub fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<Ended> {
    let reader = Reader::open(&config.data.dir)
        .with_context(|| format!("nothing can be served from {}", config.data.dir.display()))?;
    let app = App::new(reader, config.server.public_url.clone(), config.server.trusted_proxies.clone());
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let served = runtime.block_on(async {
        let listen = arguments.listen.unwrap_or(config.server.listen);
        let listeners = Listeners::bind(listen, config.server.admin_listen).await?;
        eprintln!("listening at http://{}", listeners.address()?);
        let stop = CancellationToken::new();
        tokio::spawn(signalled(stop.clone()));
        // Without systemd there is nobody to notify, and nothing is done.
        let _ = sd_notify::notify(&[sd_notify::NotifyState::Ready]);
        serve(listeners, app, stop).await;
        anyhow::Ok(())
    });
    runtime.shutdown_timeout(LAST_WAIT);
    served.map(|()| Ended::Done)
}

/// Cancels `stop` at SIGTERM or Ctrl-C.
async fn signalled(stop: CancellationToken) {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signals) => {
                signals.recv().await;
            }
            Err(error) => {
                tracing::error!(%error, "SIGTERM cannot be heard: only Ctrl-C stops the server in order");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        () = terminated => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    let _ = sd_notify::notify(&[sd_notify::NotifyState::Stopping]);
    tracing::info!("stopping: answers under way are given ten seconds");
    stop.cancel();
}
