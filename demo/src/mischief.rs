//! What can go wrong with a site, on demand.

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, LOCATION, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use futures_util::stream;
use std::convert::Infallible;

/// How long a site asks to be left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RetryAfter {
    /// It does not say.
    Unsaid,
    /// In seconds.
    Seconds(u64),
    /// Until a time, as an HTTP date.
    Until(String),
}

/// One way to misbehave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mischief {
    /// A status and nothing else.
    Status(u16),
    /// 429.
    TooMany(RetryAfter),
    /// 503.
    Unavailable(RetryAfter),
    /// Never answers.
    Silent,
    /// Answers, and never comes to an end.
    Endless,
    /// Breaks off in the middle.
    BreaksOff,
    /// Announces more than it sends.
    LyingLength,
    /// A body that is small on the way and a gigabyte when unpacked.
    ZipBomb,
    /// Another content type and other bytes than were asked for.
    WrongType,
    /// A page of HTML, whatever was asked for.
    Html,
    /// A firewall's challenge, with status 403.
    Challenge,
    /// A firewall's stub, with status 200.
    Stub,
    /// A page that redirects by script, with status 200.
    ScriptRedirect,
    /// The site's error page, by redirect.
    ErrorPage,
    /// A redirect to itself.
    RedirectLoop,
    /// A redirect to this address.
    RedirectTo(String),
    /// An empty body with status 200.
    Empty,
    /// A page of elements within elements, thousands deep, with what every page of its kind has.
    Nested,
}

/// A misbehaviour that waits for its address.
#[derive(Debug, Clone)]
pub(super) struct Planned {
    pub words: String,
    pub mischief: Mischief,
    pub times: Option<u32>,
}

/// Set on answers that are to be compressed on the way out, so that they grow when they come in.
pub(super) const BOMB: &str = "x-bomb";

/// Size of the bomb, unpacked.
const BOMB_BYTES: usize = 50_000_000;

impl Mischief {
    /// The answer; `None` for silence.
    pub(super) fn answer(&self, target: &str) -> Option<Response> {
        let html = |status: StatusCode, text: &str| {
            Some((status, [(CONTENT_TYPE, "text/html; charset=utf-8")], text.to_owned()).into_response())
        };
        let redirect = |to: &str| Some((StatusCode::FOUND, [(LOCATION, to.to_owned())]).into_response());
        match self {
            Self::Status(status) => Some(StatusCode::from_u16(*status).unwrap_or_default().into_response()),
            Self::TooMany(after) => Some(busy(StatusCode::TOO_MANY_REQUESTS, after)),
            Self::Unavailable(after) => Some(busy(StatusCode::SERVICE_UNAVAILABLE, after)),
            Self::Silent => None,
            Self::Endless => Some(Body::from_stream(zeros(usize::MAX)).into_response()),
            Self::BreaksOff => {
                let parts = [Ok(Bytes::from_static(b"%PDF-1.7 and then")), Err(std::io::Error::other("broken off"))];
                Some(Body::from_stream(stream::iter(parts)).into_response())
            }
            Self::LyingLength => {
                let parts = stream::iter([Ok::<_, Infallible>(Bytes::from_static(b"%PDF-1.7 short"))]);
                Some(([(CONTENT_LENGTH, "100000")], Body::from_stream(parts)).into_response())
            }
            Self::ZipBomb => Some(([(BOMB, "1")], Body::from_stream(zeros(BOMB_BYTES))).into_response()),
            Self::WrongType => Some(([(CONTENT_TYPE, "image/png")], vec![0x89_u8, b'P', b'N', b'G']).into_response()),
            Self::Html => {
                html(StatusCode::OK, &format!("<html><body>{}</body></html>", "Our offices are closed. ".repeat(99)))
            }
            Self::Challenge => {
                html(StatusCode::FORBIDDEN, "<html><script src='/cdn-cgi/challenge-platform/x.js'></script>")
            }
            Self::Stub => html(StatusCode::OK, "<html><body>Support id 1234</body></html>"),
            Self::ScriptRedirect => {
                html(StatusCode::OK, "<html><script>window.location.href = 'https://moved.invalid/';</script></html>")
            }
            // As IIS sends it: from the root of the site, so that it means the same below documents/.
            Self::ErrorPage => redirect("/democracy/mgError.aspx?LLL=0"),
            Self::RedirectLoop => redirect(target),
            Self::RedirectTo(to) => redirect(to),
            Self::Empty => Some(().into_response()),
            Self::Nested => html(StatusCode::OK, &format!("<div id=\"modgov\">{}", "<span>".repeat(60_000))),
        }
    }
}

fn busy(status: StatusCode, after: &RetryAfter) -> Response {
    let mut response = status.into_response();
    let value = match after {
        RetryAfter::Unsaid => None,
        RetryAfter::Seconds(seconds) => Some(HeaderValue::from(*seconds)),
        RetryAfter::Until(date) => HeaderValue::from_str(date).ok(),
    };
    if let Some(value) = value {
        response.headers_mut().insert(RETRY_AFTER, value);
    }
    response
}

fn zeros(bytes: usize) -> impl futures_util::Stream<Item = Result<Bytes, Infallible>> {
    const CHUNK: &[u8] = &[0; 64 * 1024];
    stream::iter((0..bytes / CHUNK.len()).map(|_| Ok(Bytes::from_static(CHUNK))))
}
