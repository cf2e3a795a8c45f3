//! Telling an address of something new: one signed POST, tried again where that may help.
//!
//! The form of the headers and of the signature is that of Standard Webhooks 1.0, so that a receiver can check it with
//! any of that specification's libraries. `Webhook-Id` is the same each time one delivery is tried: a receiver that
//! answered but was not heard drops the second by it.

use crate::client::{Clock, Manners, connections, pauses, with_causes};
use data_encoding::BASE64;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use sha2::Sha256;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// Whom to tell.
#[derive(Debug, Clone, Copy)]
pub struct Webhook<'a> {
    /// The address.
    pub url: &'a Url,
    /// What signs; without it nothing is signed. `whsec_` and base64, or the bytes as they are.
    pub secret: Option<&'a str>,
}

/// What to tell.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// Names this delivery for ever.
    pub id: &'a str,
    /// JSON.
    pub body: &'a [u8],
}

/// Why somebody could not be told.
#[derive(Debug, thiserror::Error)]
pub enum Untold {
    /// It answered, but with no success.
    #[error("{url} answered {status}")]
    Answered {
        /// The address.
        url: Url,
        /// Its answer.
        status: StatusCode,
    },
    /// It did not answer.
    #[error("{url}: {reason}")]
    Unreachable {
        /// The address.
        url: Url,
        /// What went wrong.
        reason: String,
    },
    /// A secret that says it is base64 and is not.
    #[error("the secret begins with `whsec_` but the rest is not base64")]
    Secret,
    /// The HTTP library cannot be set up.
    #[error("cannot set up the HTTP client: {0}")]
    Setup(reqwest::Error),
}

/// Longest wait for an answer: whoever is told should note it and answer, not work on it.
const PATIENCE: Duration = Duration::from_secs(30);

/// Tells whoever runs the webhook. Its address stands in the configuration, so that private hosts are as good as others;
/// redirects are not followed, since a body that is signed for one host is nobody else's.
pub struct Messenger {
    http: reqwest::Client,
    clock: Arc<dyn Clock>,
}

impl Messenger {
    /// A messenger that says who it is as the crawler does.
    ///
    /// # Errors
    /// The HTTP library cannot be set up.
    pub fn new(manners: &Manners, clock: Arc<dyn Clock>) -> Result<Self, Untold> {
        let http = connections(manners).timeout(PATIENCE).build().map_err(Untold::Setup)?;
        Ok(Self { http, clock })
    }

    /// Tells, and tries again after a while where nobody answered or the answer was a passing one (408, 429, 5xx).
    ///
    /// # Errors
    /// Nobody could be told; the message may be delivered later, under the same id.
    pub async fn tell(&self, webhook: Webhook<'_>, message: Message<'_>) -> Result<(), Untold> {
        let mut pauses = pauses();
        loop {
            let error = match self.tell_once(webhook, message).await {
                Ok(()) => return Ok(()),
                Err(error) if !error.may_pass() => return Err(error),
                Err(error) => error,
            };
            let Some(pause) = pauses.next() else { return Err(error) };
            self.clock.sleep(pause).await;
        }
    }

    async fn tell_once(&self, webhook: Webhook<'_>, message: Message<'_>) -> Result<(), Untold> {
        let at = self.clock.now().as_second();
        let mut request = self
            .http
            .post(webhook.url.clone())
            .header(CONTENT_TYPE, "application/json")
            .header("Webhook-Id", message.id)
            .header("Webhook-Timestamp", at)
            .body(message.body.to_vec());
        if let Some(secret) = webhook.secret {
            request = request.header("Webhook-Signature", signature(secret, at, message)?);
        }
        let url = || webhook.url.clone();
        let answer = request.send().await.map_err(|e| Untold::Unreachable { url: url(), reason: with_causes(&e) })?;
        match answer.status() {
            status if status.is_success() => Ok(()),
            status => Err(Untold::Answered { url: url(), status }),
        }
    }
}

impl Untold {
    fn may_pass(&self) -> bool {
        match self {
            Self::Answered { status, .. } => {
                status.is_server_error()
                    || matches!(*status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT)
            }
            Self::Unreachable { .. } => true,
            Self::Secret | Self::Setup(_) => false,
        }
    }
}

/// HMAC-SHA256 of id, time and body. Source: Standard Webhooks 1.0, "Signature scheme".
fn signature(secret: &str, at: i64, message: Message<'_>) -> Result<String, Untold> {
    let key = match secret.strip_prefix("whsec_") {
        Some(encoded) => BASE64.decode(encoded.as_bytes()).map_err(|_| Untold::Secret)?,
        None => secret.as_bytes().to_vec(),
    };
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(|_| Untold::Secret)?;
    mac.update(format!("{}.{at}.", message.id).as_bytes());
    mac.update(message.body);
    Ok(format!("v1,{}", BASE64.encode(&mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_as_the_specification_does() {
        // The specification's own example.
        let message = Message { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", body: br#"{"test": 2432232314}"# };
        let signed = signature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", 1_614_265_330, message).unwrap();
        assert_eq!(signed, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assert!(matches!(signature("whsec_*", 0, message), Err(Untold::Secret)));
    }

    #[test]
    fn a_refusal_is_not_tried_again_and_an_outage_is() {
        let answered = |status: u16| {
            let url = "https://example.org/hook".parse().unwrap();
            Untold::Answered { url, status: StatusCode::from_u16(status).unwrap() }
        };
        for (status, again) in
            [(301, false), (400, false), (410, false), (408, true), (429, true), (500, true), (503, true)]
        {
            assert_eq!(answered(status).may_pass(), again, "{status}");
        }
    }
}
