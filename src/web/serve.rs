//! The listeners: our own accept loop, since the framework's has no limit on half-sent headers and none on draining.
//!
//! Source: github.com/tokio-rs/axum issues 1070 and 3478 (seen 2026-11).

use super::application;
use super::connection::{Activity, Addresses, Patience};
use super::limit::Asker;
use super::state::App;
use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto;
use hyper_util::service::TowerToHyperService;
use listenfd::ListenFd;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

/// A connection that has not sent its headers by then is closed.
const HEADER_TIME: Duration = Duration::from_secs(10);

/// Answers under way are given this long once the server is told to stop.
const DRAIN_TIME: Duration = Duration::from_secs(10);

/// A connection that was let in before the server was told to stop may still send its first request for this long: closing it
/// at once would drop a request that is on its way.
const LAST_REQUEST_TIME: Duration = Duration::from_secs(1);

/// Most bytes of all headers of a request: addresses have 8 kB, and no browser sends as much again.
const HEADER_BYTES: usize = 32 * 1024;

/// Most headers of a request.
const MOST_HEADERS: usize = 64;

/// Requests of one connection that are answered at once.
const STREAMS_OF_ONE: u32 = 64;

/// Who is let in, and for how long.
#[derive(Clone)]
struct Door {
    asker: Asker,
    patience: Patience,
}

/// How often figures are folded up.
const UPKEEP: Duration = Duration::from_secs(5);

/// The sockets to listen at, open before anything is served.
pub struct Listeners {
    public: TcpListener,
    admin: Option<TcpListener>,
}

/// A socket that cannot be listened at.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address is taken, or not ours.
    #[error(
        "cannot listen at {address}: {source}; is another server running there? `[server]` in the configuration names the address"
    )]
    Taken {
        /// As configured.
        address: SocketAddr,
        /// What the system says.
        source: io::Error,
    },
    /// What a service manager holds is no TCP socket.
    #[error(
        "cannot listen at socket {number} of the service manager: {source}; its socket unit must name a TCP address"
    )]
    Unusable {
        /// Its place among those that are handed over, from 0.
        number: usize,
        /// What is wrong with it.
        source: io::Error,
    },
    /// A service manager holds more than can be used.
    #[error(
        "the service manager hands over {given} sockets, and {wanted} can be used: the public address, and the one of the \
         figures where `admin_listen` in `[server]` is set"
    )]
    TooMany {
        /// How many are handed over.
        given: usize,
        /// How many can be used.
        wanted: usize,
    },
}

impl Listeners {
    /// Takes the sockets that a service manager holds open, the public one first, then that of the figures, and binds the
    /// addresses for which it holds none. A socket that it holds outlives us: who connects while we are restarted waits, and
    /// is not refused.
    ///
    /// # Errors
    /// An address is taken or not ours, or what the service manager holds is no TCP socket, or one too many.
    pub async fn open(mut held: ListenFd, public: SocketAddr, admin: Option<SocketAddr>) -> Result<Self, ServeError> {
        let wanted = 1 + usize::from(admin.is_some());
        if held.len() > wanted {
            return Err(ServeError::TooMany { given: held.len(), wanted });
        }
        let public = take(&mut held, 0, public).await?;
        let admin = match admin {
            Some(address) => Some(take(&mut held, 1, address).await?),
            None => None,
        };
        Ok(Self { public, admin })
    }

    /// Binds the public address and, where given, that of the figures.
    ///
    /// # Errors
    /// An address is taken or not ours.
    pub async fn bind(public: SocketAddr, admin: Option<SocketAddr>) -> Result<Self, ServeError> {
        Self::open(ListenFd::empty(), public, admin).await
    }

    /// The public address as bound: with the port that was found where none was named.
    ///
    /// # Errors
    /// The system does not tell.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.public.local_addr()
    }
}

/// The socket of this number, or where none is held a new one at `address`.
async fn take(held: &mut ListenFd, number: usize, address: SocketAddr) -> Result<TcpListener, ServeError> {
    let unusable = |source| ServeError::Unusable { number, source };
    match held.take_tcp_listener(number).map_err(unusable)? {
        Some(listener) => {
            listener.set_nonblocking(true).map_err(unusable)?;
            TcpListener::from_std(listener).map_err(unusable)
        }
        None => TcpListener::bind(address).await.map_err(|source| ServeError::Taken { address, source }),
    }
}

/// Serves until `stop` is cancelled, then lets answers under way come to their end, for ten seconds at most.
pub async fn serve(listeners: Listeners, app: App, stop: CancellationToken) {
    serve_with(listeners, app, stop, Patience::default()).await;
}

/// As [`serve`], with other limits of connections.
pub async fn serve_with(listeners: Listeners, app: App, stop: CancellationToken, patience: Patience) {
    let door = Door { asker: Asker::new(app.trusted_proxies()), patience };
    let routes = application::app(&app, listeners.admin.is_none());
    let admin = listeners.admin.map(|listener| {
        let routes = application::admin(&app);
        tokio::spawn(accept(listener, routes, door.clone(), stop.clone()))
    });
    let metrics = app.metrics().clone();
    let upkeep = tokio::spawn(async move {
        let mut every = tokio::time::interval(UPKEEP);
        loop {
            every.tick().await;
            metrics.upkeep();
        }
    });
    accept(listeners.public, routes, door, stop).await;
    if let Some(admin) = admin
        && let Err(error) = admin.await
    {
        tracing::error!(%error, "the listener for figures failed");
    }
    upkeep.abort();
}

async fn accept(listener: TcpListener, routes: Router, door: Door, stop: CancellationToken) {
    let mut builder = auto::Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEADER_TIME);
    builder.http1().max_buf_size(HEADER_BYTES).max_headers(MOST_HEADERS);
    builder.http2().timer(TokioTimer::new()).keep_alive_interval(Some(HEADER_TIME));
    builder.http2().max_header_list_size(HEADER_BYTES as u32).max_concurrent_streams(STREAMS_OF_ONE);
    let (connections, open) = (TaskTracker::new(), Arc::new(Semaphore::new(door.patience.in_all)));
    let addresses = Addresses::default();
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file handles, most likely: connections that end give some back.
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    continue;
                }
            },
            () = stop.cancelled() => break,
        };
        let most = if door.asker.is_proxy(peer.ip()) { usize::MAX } else { door.patience.of_one_address };
        // Whoever comes when all places are taken is turned away at once: waiting would hold up everybody behind.
        let (Ok(turn), Some(place)) = (Arc::clone(&open).try_acquire_owned(), addresses.place(peer.ip(), most)) else {
            metrics::counter!("minutebook_connections_refused_total").increment(1);
            continue;
        };
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "small answers of a connection may be held back");
        }
        let activity = Activity::begin();
        let (routes, doing) = (routes.clone(), activity.clone());
        let service = tower::service_fn(move |mut request: Request<_>| {
            let under_way = doing.request(&request);
            request.extensions_mut().insert(ConnectInfo(peer));
            let answer = routes.clone().oneshot(request.map(Body::new));
            async move { answer.await.map(|answer| under_way.watch(answer)) }
        });
        let served = builder.serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
        let (connection, stop) = (served.into_owned(), stop.clone());
        connections.spawn(async move {
            let _held = (turn, place);
            let mut connection = pin!(connection);
            let note = |served: Result<(), _>| {
                if let Err(error) = served {
                    tracing::debug!(%error, "a connection broke off");
                }
            };
            let closed = || tracing::debug!("a connection that did nothing was closed");
            tokio::select! {
                served = connection.as_mut() => return note(served),
                () = activity.is_over(door.patience) => return closed(),
                () = may_close(&stop, &activity) => connection.as_mut().graceful_shutdown(),
            }
            tokio::select! {
                served = connection => note(served),
                () = activity.is_over(door.patience) => closed(),
            }
        });
    }
    drop(listener);
    connections.close();
    if tokio::time::timeout(DRAIN_TIME, connections.wait()).await.is_err() {
        tracing::warn!("some answers were not taken in time and are broken off");
    }
}

/// Waits until a connection need not be kept for further requests: the server was told to stop, and no first request is on
/// its way.
async fn may_close(stop: &CancellationToken, activity: &Activity) {
    stop.cancelled().await;
    if !activity.has_begun() {
        tokio::time::sleep(LAST_REQUEST_TIME).await;
    }
}
