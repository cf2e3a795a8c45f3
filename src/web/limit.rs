//! How much one address may ask. Behind a proxy the address is the one that the proxy tells, and only then.

use super::error::Problem;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::response::IntoResponse;
use ipnet::IpNet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Once};
use std::time::Duration;
use tower_governor::governor::{GovernorConfig, GovernorConfigBuilder};
use tower_governor::key_extractor::KeyExtractor;
use tower_governor::{GovernorError, GovernorLayer};

/// One request more every so often, once the burst is used up: 200 a second.
const REFILL: Duration = Duration::from_millis(5);

/// Requests that may come at once.
const BURST: u32 = 2_000;

/// Who asks, for counting.
#[derive(Debug, Clone)]
pub struct Asker {
    trusted: Arc<[IpNet]>,
}

impl Asker {
    /// Believes `X-Forwarded-For` from these networks alone.
    pub fn new(trusted: &[IpNet]) -> Self {
        Self { trusted: trusted.into() }
    }

    /// Whether this is one of our own proxies.
    pub fn is_proxy(&self, address: IpAddr) -> bool {
        self.trusted.iter().any(|network| network.contains(&address.to_canonical()))
    }

    /// Who sent this request.
    pub fn client<T>(&self, request: &Request<T>) -> IpAddr {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
        // Without a connection there is no listener either: the application is asked in memory.
        let peer = peer.map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |ConnectInfo(address)| address.ip());
        // Several lines are one list. What is no text nobody of ours wrote.
        let lines = request.headers().get_all("x-forwarded-for").iter();
        let lines: Vec<&str> = lines.map(|line| line.to_str().unwrap_or("?")).collect();
        self.address(peer, &lines)
    }

    fn address(&self, peer: IpAddr, forwarded: &[&str]) -> IpAddr {
        if !self.is_proxy(peer) {
            return network(peer);
        }
        // The last address that no proxy of ours wrote about itself; what stands before it anybody could have written.
        for one in forwarded.iter().rev().flat_map(|list| list.rsplit(',')) {
            match told_address(one.trim()) {
                Some(address) if self.is_proxy(address) => {}
                Some(address) => return network(address),
                None => {
                    // A proxy that tells nothing usable: all who come by it count as one.
                    UNUSABLE
                        .call_once(|| tracing::warn!("{peer} tells no address in `X-Forwarded-For`: it counts as one"));
                    break;
                }
            }
        }
        network(peer)
    }
}

static UNUSABLE: Once = Once::new();

/// An address as proxies write it: plain, in brackets, with a port.
fn told_address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(text);
    bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

/// An IPv6 customer holds a /64 at least: it counts as one.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

impl KeyExtractor for Asker {
    type Key = IpAddr;

    fn extract<T>(&self, request: &Request<T>) -> Result<Self::Key, GovernorError> {
        Ok(self.client(request))
    }
}

/// The limit of all addresses.
pub type Limit = GovernorConfig<Asker, governor::middleware::StateInformationMiddleware>;

/// The limit, with what it has counted so far.
pub fn limit(trusted: &[IpNet]) -> Option<Arc<Limit>> {
    let mut builder = GovernorConfigBuilder::default().key_extractor(Asker::new(trusted)).use_headers();
    builder.period(REFILL).burst_size(BURST).finish().map(Arc::new)
}

/// The layer that counts and refuses.
pub fn layer(
    limit: Arc<Limit>,
) -> GovernorLayer<Asker, governor::middleware::StateInformationMiddleware, axum::body::Body> {
    GovernorLayer::new(limit).error_handler(|error| match error {
        GovernorError::TooManyRequests { wait_time, headers } => {
            let mut response = Problem::too_many(wait_time).into_response();
            response.headers_mut().extend(headers.unwrap_or_default());
            response
        }
        other => Problem::internal(other).into_response(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_proxies_are_believed() {
        let asker = Asker::new(&["10.0.0.0/8".parse().unwrap()]);
        for (peer, forwarded, who) in [
            ("192.0.2.1", &[][..], "192.0.2.1"),
            ("192.0.2.1", &["198.51.100.7"], "192.0.2.1"),
            ("10.0.0.1", &["198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["203.0.113.9, 198.51.100.7, 10.0.0.2"], "198.51.100.7"),
            ("10.0.0.1", &["203.0.113.9", "198.51.100.7"], "198.51.100.7"),
            ("10.0.0.1", &["203.0.113.9", "10.0.0.2"], "203.0.113.9"),
            ("10.0.0.1", &["198.51.100.7:4711"], "198.51.100.7"),
            ("10.0.0.1", &["[2001:db8:1:2:3::4]:4711"], "2001:db8:1:2::"),
            ("10.0.0.1", &["[2001:db8:1:2:3::4]"], "2001:db8:1:2::"),
            ("10.0.0.1", &["203.0.113.9, nonsense"], "10.0.0.1"),
            ("10.0.0.1", &[], "10.0.0.1"),
            ("2001:db8:1:2:3:4:5:6", &[], "2001:db8:1:2::"),
            ("::ffff:192.0.2.1", &[], "192.0.2.1"),
        ] {
            let found = asker.address(peer.parse().unwrap(), forwarded);
            assert_eq!(found, who.parse::<IpAddr>().unwrap(), "{peer} {forwarded:?}");
        }
    }
}
