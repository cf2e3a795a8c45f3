//! A service of the operator's own, asked over HTTP: a cluster that holds the index. Its addresses stand in the
//! configuration, so that private hosts are as good as others, and nobody's manners are minded but what it says itself.

use crate::client::{authorities, cryptography, with_causes};
use data_encoding::BASE64;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;
use tokio::runtime::Runtime;

/// Longest wait for a connection: a machine that is gone does not refuse one.
const CONNECTING: Duration = Duration::from_secs(3);

/// Who asks; never logged.
#[derive(Clone, Copy)]
pub enum Credentials<'a> {
    /// Nobody in particular.
    None,
    /// User and password.
    Basic(&'a str, &'a str),
    /// A key of its own, as the service gave it out.
    ApiKey(&'a str),
}

/// Why a service cannot be asked at all.
#[derive(Debug, thiserror::Error)]
pub enum ServiceError {
    /// The file of authorities, or the HTTP library.
    #[error("cannot set up the HTTP client: {0}")]
    Setup(String),
    /// A credential with signs that no header takes.
    #[error("the credentials hold a sign that cannot be sent: see the environment")]
    Credentials,
}

/// A service that is asked from any thread, which waits for the answer.
pub struct Service {
    http: reqwest::Client,
    /// Its own, since whoever asks may or may not stand in one.
    runtime: Option<Runtime>,
}

impl Service {
    /// A way to the service; `extra_ca` names a PEM file of authorities beside those of the system.
    ///
    /// # Errors
    /// The file cannot be read, or the library not be set up.
    pub fn new(credentials: Credentials<'_>, extra_ca: Option<&Path>) -> Result<Self, ServiceError> {
        let setup = |error: &dyn std::fmt::Display| ServiceError::Setup(error.to_string());
        let said = match credentials {
            Credentials::None => None,
            Credentials::Basic(user, password) => {
                Some(format!("Basic {}", BASE64.encode(format!("{user}:{password}").as_bytes())))
            }
            Credentials::ApiKey(key) => Some(format!("ApiKey {key}")),
        };
        let mut headers = HeaderMap::new();
        if let Some(said) = said {
            let mut value = HeaderValue::from_str(&said).map_err(|_| ServiceError::Credentials)?;
            value.set_sensitive(true);
            headers.insert(AUTHORIZATION, value);
        }
        cryptography();
        let builder = reqwest::Client::builder()
            .default_headers(headers)
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .no_proxy()
            .connect_timeout(CONNECTING)
            .tls_certs_merge(authorities(extra_ca).map_err(|e| setup(&e))?);
        let http = builder.build().map_err(|e| setup(&e))?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("service")
            .enable_all()
            .build()
            .map_err(|e| setup(&e))?;
        Ok(Self { http, runtime: Some(runtime) })
    }

    /// One request, and the status and body of its answer within `patience`. `content` is the media type of what is sent.
    ///
    /// # Errors
    /// Nobody answered; why, in words.
    pub fn send(
        &self,
        method: &str,
        url: &str,
        content: &str,
        body: &[u8],
        patience: Duration,
    ) -> Result<(u16, Vec<u8>), String> {
        let Some(runtime) = &self.runtime else { return Err("the program is ending".to_owned()) };
        let method: reqwest::Method = method.parse().map_err(|_| format!("{method} is no method"))?;
        let request =
            self.http.request(method, url).timeout(patience).header(CONTENT_TYPE, content).body(body.to_vec());
        let (done, answer) = mpsc::sync_channel(1);
        runtime.spawn(async move {
            let exchange = async {
                let response = request.send().await?;
                let status = response.status().as_u16();
                Ok::<_, reqwest::Error>((status, response.bytes().await?.to_vec()))
            };
            // Whoever asked may have ended.
            let _ = done.send(exchange.await);
        });
        let answered = answer.recv().map_err(|_| "the program is ending".to_owned())?;
        answered.map_err(|error| with_causes(&error))
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // It may end where nothing may wait.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
