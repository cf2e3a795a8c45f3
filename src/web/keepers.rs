//! Who keeps a notebook: signing in with a password, or being named by a proxy that is trusted; and that what is sent was
//! sent from a page of ours.
//!
//! A session is a signed cookie: nothing of it is kept here, and it ends with the process that signed it.

use super::error::Problem;
use super::limit::Asker;
use super::turns::ASKER;
use crate::store::notebooks::Notebooks;
use crate::store::random_bytes;
use argon2::Argon2;
use argon2::password_hash::PasswordVerifier;
use argon2::password_hash::phc::PasswordHash;
use axum::http::{HeaderMap, HeaderName, header};
use data_encoding::BASE64URL_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};
use tokio::sync::Semaphore;

/// How long a session lasts, in seconds: a working day.
const SESSION_SECONDS: u64 = 12 * 60 * 60;

/// Wrong passwords that one network may try in [`WHILE`].
const TRIES: u32 = 10;

/// How long a wrong password counts.
const WHILE: Duration = Duration::from_secs(15 * 60);

/// Passwords hashed at the same time: each takes 19 MiB.
const HASHED_AT_ONCE: usize = 2;

/// The name of the cookie.
const COOKIE: &str = "minutebook";

/// A hash of no password that anybody knows: who is not known is refused as slowly as who is.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdA$mnTjBFyp0lUNVjRZ0YW4ZTSw31lH1sFcVwvN4Sj0vpg";

/// Notebooks and who may keep them.
pub struct Keepers {
    /// Where notebooks lie.
    pub notebooks: Notebooks,
    users: BTreeMap<String, String>,
    header: Option<HeaderName>,
    proxies: Asker,
    is_https: bool,
    key: [u8; 32],
    tries: Mutex<HashMap<IpAddr, (Instant, u32)>>,
    hashing: Arc<Semaphore>,
}

impl Keepers {
    /// Those of the configuration. `header` is believed from `proxies` alone.
    pub fn new(
        notebooks: Notebooks,
        users: BTreeMap<String, String>,
        header: Option<&str>,
        proxies: &[ipnet::IpNet],
        is_https: bool,
    ) -> Self {
        Self {
            notebooks,
            users,
            header: header.and_then(|name| name.parse().ok()),
            proxies: Asker::new(proxies),
            is_https,
            key: random_bytes(),
            tries: Mutex::default(),
            hashing: Arc::new(Semaphore::new(HASHED_AT_ONCE)),
        }
    }

    /// Whether people sign in here, and not at a proxy.
    pub(super) fn has_passwords(&self) -> bool {
        !self.users.is_empty()
    }

    /// Signs somebody in. Gives the cookie's header; none where name or password are wrong.
    ///
    /// # Errors
    /// Too much was tried from there.
    pub(super) async fn sign_in(&self, name: &str, password: String) -> Result<Option<String>, Problem> {
        let asker = ASKER.try_with(|asker| *asker).unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        if !self.may_try(asker) {
            return Err(Problem::too_many(WHILE.as_secs()));
        }
        let held = self.users.get(name).cloned();
        let is_known = held.is_some();
        let hash = held.unwrap_or_else(|| NOBODY.to_owned());
        let turn = Arc::clone(&self.hashing).acquire_owned().await.map_err(Problem::internal)?;
        // The turn is the thread's: whoever goes away gives nothing back before it is done.
        let is_right = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            PasswordHash::new(&hash)
                .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        })
        .await
        .map_err(Problem::internal)?;
        if !(is_known && is_right) {
            return Ok(None);
        }
        self.tries().remove(&asker);
        let until = now() + SESSION_SECONDS;
        let signed = format!("{}.{until}", BASE64URL_NOPAD.encode(name.as_bytes()));
        let secure = if self.is_https { "; Secure" } else { "" };
        Ok(Some(format!(
            "{COOKIE}={signed}.{}; Path=/; HttpOnly; SameSite=Lax; Max-Age={SESSION_SECONDS}{secure}",
            self.sign("session", &signed)
        )))
    }

    /// The header that ends a session in the browser.
    pub(super) fn sign_out(&self) -> String {
        format!("{COOKIE}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
    }

    /// Whether a form was sent by a page of ours that this person was shown.
    pub(super) fn is_ours(&self, name: &str, token: &str) -> bool {
        self.is_signed("form", name, token)
    }

    /// Who sent a request with these headers, over a connection from `peer`.
    pub(super) fn who(&self, headers: &HeaderMap, peer: Option<IpAddr>) -> Option<String> {
        self.named_by_proxy(headers, peer).or_else(|| self.signed_in(headers))
    }

    fn named_by_proxy(&self, headers: &HeaderMap, peer: Option<IpAddr>) -> Option<String> {
        let header = self.header.as_ref()?;
        if !self.proxies.is_proxy(peer?) {
            return None;
        }
        // A second line was not written by the proxy: whose word counts is not known.
        let mut lines = headers.get_all(header).iter();
        let (name, second) = (lines.next()?.to_str().ok()?.trim(), lines.next());
        (second.is_none() && !name.is_empty()).then(|| name.to_owned())
    }

    fn signed_in(&self, headers: &HeaderMap) -> Option<String> {
        let cookies = headers.get_all(header::COOKIE).iter().filter_map(|line| line.to_str().ok());
        let mut each = cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        let (signed, mac) = each.find(|(name, _)| *name == COOKIE)?.1.rsplit_once('.')?;
        let (name, until) = signed.split_once('.')?;
        if !self.is_signed("session", signed, mac) || until.parse::<u64>().ok()? <= now() {
            return None;
        }
        let name = String::from_utf8(BASE64URL_NOPAD.decode(name.as_bytes()).ok()?).ok()?;
        // Whoever was taken out of the configuration is signed in no more.
        self.users.contains_key(&name).then_some(name)
    }

    fn may_try(&self, asker: IpAddr) -> bool {
        let now = Instant::now();
        let mut tries = self.tries();
        tries.retain(|_, (since, _)| now.duration_since(*since) < WHILE);
        let (_, count) = tries.entry(asker).or_insert((now, 0));
        *count += 1;
        *count <= TRIES
    }

    fn tries(&self) -> std::sync::MutexGuard<'_, HashMap<IpAddr, (Instant, u32)>> {
        self.tries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What every form of somebody’s carries.
    pub(super) fn token(&self, name: &str) -> String {
        self.sign("form", name)
    }

    fn sign(&self, purpose: &str, what: &str) -> String {
        BASE64URL_NOPAD.encode(&self.mac(purpose, what).finalize().into_bytes())
    }

    /// Compares in the same time wherever the first difference is.
    fn is_signed(&self, purpose: &str, what: &str, signature: &str) -> bool {
        let signature = BASE64URL_NOPAD.decode(signature.as_bytes());
        signature.is_ok_and(|signature| self.mac(purpose, what).verify_slice(&signature).is_ok())
    }

    fn mac(&self, purpose: &str, what: &str) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.key).expect("a key of any length is taken");
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(what.as_bytes());
        mac
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::DataPaths;
    use argon2::password_hash::PasswordHasher;

    fn keepers() -> Keepers {
        let hash = Argon2::default().hash_password(b"a long password").unwrap().to_string();
        let users = BTreeMap::from([("ann".to_owned(), hash)]);
        let proxies = ["10.0.0.0/8".parse().unwrap()];
        Keepers::new(Notebooks::below(&DataPaths::below("data")), users, Some("x-remote-user"), &proxies, true)
    }

    fn with(name: &'static str, value: &str) -> HeaderMap {
        HeaderMap::from_iter([(HeaderName::from_static(name), value.parse().unwrap())])
    }

    #[tokio::test]
    async fn whoever_has_the_password_is_signed_in_and_nobody_else() {
        let keepers = keepers();
        assert_eq!(keepers.sign_in("ann", "a wrong password".into()).await.unwrap(), None);
        assert_eq!(keepers.sign_in("ben", "a long password".into()).await.unwrap(), None);
        let cookie = keepers.sign_in("ann", "a long password".into()).await.unwrap().unwrap();
        assert!(cookie.contains("; HttpOnly") && cookie.contains("; Secure") && cookie.contains("; SameSite=Lax"));
        let pair = cookie.split(';').next().unwrap();
        assert_eq!(keepers.who(&with("cookie", pair), None).as_deref(), Some("ann"));
        let forged = pair.replace("YW5u", "YmVu");
        assert_ne!(forged, pair);
        assert_eq!(keepers.who(&with("cookie", &forged), None), None);
        assert_eq!(super::tests::keepers().who(&with("cookie", pair), None), None, "another process signs otherwise");
    }

    #[tokio::test]
    async fn guessing_comes_to_an_end() {
        let keepers = keepers();
        for _ in 0..TRIES {
            assert_eq!(keepers.sign_in("ann", "guess".into()).await.unwrap(), None);
        }
        assert_eq!(keepers.sign_in("ann", "a long password".into()).await.unwrap_err().status, 429);
    }

    #[test]
    fn a_header_is_believed_from_our_proxies_alone() {
        let keepers = keepers();
        let named = with("x-remote-user", "ben");
        assert_eq!(keepers.who(&named, Some("10.1.2.3".parse().unwrap())).as_deref(), Some("ben"));
        assert_eq!(keepers.who(&named, Some("192.0.2.1".parse().unwrap())), None);
        assert_eq!(keepers.who(&named, None), None);
        let mut twice = named.clone();
        twice.append("x-remote-user", "ann".parse().unwrap());
        assert_eq!(keepers.who(&twice, Some("10.1.2.3".parse().unwrap())), None);
    }

    #[test]
    fn what_stands_for_nobody_is_a_hash() {
        assert!(PasswordHash::new(NOBODY).is_ok());
    }
}
