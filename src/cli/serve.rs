//! `serve`: the API and the pages; with `[schedule]`, also the update when it is due.

use super::Ended;
use crate::config::{Config, Schedule as ScheduleConfig};
use crate::jobs;
use crate::jobs::schedule::Schedule;
use crate::store::catalogue::{Catalogue, runs};
use crate::store::notebooks::Notebooks;
use crate::store::{DataPaths, LockError, Reader, Store, StoreError};
use crate::web::{self, App, Desk, Keepers, Listeners};
use crate::worker::this_program;
use anyhow::Context;
use clap::Args;
use index::Place;
use jiff::{SignedDuration, Timestamp};
use listenfd::ListenFd;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Address to listen at, in place of the configured one
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
}

/// The longest sleep before the clock is looked at again: clocks are set, and machines wake from sleep.
const LOOK_AT_CLOCK: Duration = Duration::from_secs(30);

pub fn run(config: Config, file: Option<&Path>, arguments: &Arguments) -> anyhow::Result<Ended> {
    // Before there are threads: it takes the variables of the service manager out of the environment.
    let held = ListenFd::from_env();
    let listen = arguments.listen.unwrap_or(config.server.listen);
    serve(config, file, held, listen, |address| tracing::info!("serving http://{address}"))?;
    Ok(Ended::Done)
}

/// Serves what is held until the process is told to stop; `ready` is called with the address once it answers. `file` is
/// the configuration's, for the updates that it starts; `held` are sockets that a service manager holds open.
///
/// # Errors
/// What is held cannot be opened, or the address not be listened at.
pub fn serve(
    config: Config,
    file: Option<&Path>,
    held: ListenFd,
    listen: SocketAddr,
    ready: impl FnOnce(SocketAddr),
) -> anyhow::Result<()> {
    let paths = DataPaths::below(&config.data.dir);
    let place = config.index.place(&paths)?;
    prepare(&paths, &place)?;
    let reader = Reader::open_at(&paths.dir, place, config.search.thesaurus.clone())?;
    let mut app = App::new(reader, config.server.public_url.clone(), config.server.trusted_proxies.clone());
    let requested = Arc::new(Notify::new());
    if !config.mail.server.is_empty() {
        app = app.with_desk(Desk::new(paths.clone(), config.mail.subscribe, Arc::clone(&requested)));
    }
    if config.notebook.is_on() {
        app = app.with_keepers(Keepers::new(
            Notebooks::below(&paths),
            config.notebook.users.clone(),
            config.notebook.identity_header.as_deref(),
            &config.server.trusted_proxies,
            config.server.public_url.scheme() == "https",
        ));
    }
    let config = Arc::new(config);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let listeners = Listeners::open(held, listen, config.server.admin_listen).await?;
        let address = listeners.address().context("cannot tell the address that is listened at")?;
        let stop = CancellationToken::new();
        tokio::spawn(stop_on_signal(stop.clone()));
        if let Some(schedule) = &config.schedule {
            let schedule = schedule_of(schedule)?;
            tokio::spawn(run_when_due(Arc::clone(&config), file.map(Path::to_owned), schedule, stop.clone()));
        }
        if config.mail.subscribe {
            tokio::spawn(send_requests(Arc::clone(&config), requested, stop.clone()));
        }
        // Where no service manager listens this does nothing.
        let _ = sd_notify::notify(&[sd_notify::NotifyState::Ready]);
        ready(address);
        web::serve(listeners, app, stop).await;
        let _ = sd_notify::notify(&[sd_notify::NotifyState::Stopping]);
        Ok::<_, anyhow::Error>(())
    })?;
    // An update under way is stopped where it is: the next one carries on.
    runtime.shutdown_background();
    Ok(())
}

/// Makes catalogue and index where they are missing and brings them up to date with this program. Where another process
/// writes, it sees to that.
fn prepare(paths: &DataPaths, place: &Place) -> anyhow::Result<()> {
    let is_there = || paths.catalogue().exists() && (place.cluster.is_some() || paths.index().exists());
    match Store::open(&paths.dir, "serve") {
        Ok(_store) => Ok(jobs::index::ensure(place)?),
        Err(StoreError::Lock(LockError::Held { .. })) if is_there() => Ok(()),
        // A disk that is full or only read: what is held is shown as it is.
        Err(error) if !matches!(error, StoreError::Unfinished(_)) && is_there() => {
            tracing::warn!("nothing can be written, and what is held is served as it is: {error}");
            Ok(())
        }
        Err(error) => Err(error.into()),
    }
}

fn schedule_of(config: &ScheduleConfig) -> anyhow::Result<Schedule> {
    Ok(Schedule::new(&config.update, config.timezone.clone())?)
}

async fn run_when_due(config: Arc<Config>, file: Option<PathBuf>, schedule: Schedule, stop: CancellationToken) {
    loop {
        let now = Timestamp::now();
        let began = last_began(&config);
        if schedule.is_due(began, now) {
            tokio::select! {
                ran = update_once(file.as_deref()) => if let Err(error) = ran {
                    tracing::error!("the scheduled update failed: {error:#}");
                },
                () = stop.cancelled() => return,
            }
        }
        let next = schedule.next(now).map_or(SignedDuration::MAX, |next| next.duration_since(Timestamp::now()));
        let wait = Duration::try_from(next).unwrap_or_default().clamp(Duration::from_secs(1), LOOK_AT_CLOCK);
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = stop.cancelled() => return,
        }
    }
}

/// Writes to those whose address was given, as soon as it is given, and again where that failed.
async fn send_requests(config: Arc<Config>, requested: Arc<Notify>, stop: CancellationToken) {
    loop {
        let config = Arc::clone(&config);
        let done = tokio::task::spawn_blocking(move || jobs::alert::send_confirmation_requests(&config)).await;
        match done {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!("whoever gave an address cannot be written to: {error:#}"),
            Err(error) => tracing::error!("whoever gave an address cannot be written to: {error}"),
        }
        tokio::select! {
            () = requested.notified() => {}
            () = tokio::time::sleep(LOOK_AT_CLOCK) => {}
            () = stop.cancelled() => return,
        }
    }
}

fn last_began(config: &Config) -> Option<Timestamp> {
    let catalogue = Catalogue::open_to_read(&DataPaths::below(&config.data.dir).catalogue()).ok()?;
    runs::last_started(&catalogue, "update").ok().flatten()
}

/// One update, in a process of its own: whatever a site sends, it ends no server. It is stopped with us.
async fn update_once(file: Option<&Path>) -> anyhow::Result<()> {
    let mut update = tokio::process::Command::new(this_program()?);
    if let Some(file) = file {
        update.arg("--config").arg(file);
    }
    let status = update.arg("update").stdin(Stdio::null()).kill_on_drop(true).status().await?;
    match status.code() {
        Some(0) => Ok(()),
        Some(2) => {
            tracing::warn!("the scheduled update is done, and something failed in it: see its log");
            Ok(())
        }
        _ => anyhow::bail!("it ended with {status}"),
    }
}

async fn stop_on_signal(stop: CancellationToken) {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => {
                tokio::select! {
                    _ = terminate.recv() => {}
                    _ = tokio::signal::ctrl_c() => {}
                }
            }
            Err(error) => {
                tracing::warn!("SIGTERM cannot be listened for: {error}");
                let _ = tokio::signal::ctrl_c().await;
            }
        }
    }
    #[cfg(not(unix))]
    let _ = tokio::signal::ctrl_c().await;
    tracing::info!("stopping: answers under way come to their end");
    stop.cancel();
}
