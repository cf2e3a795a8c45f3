//! Taking in one answer: to memory or to disk, never more than allowed.

use super::expect::{HEAD_BYTES, is_file};
use crate::sink::{Body, Known};
use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{Response, StatusCode};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, SystemTime};
use url::Url;

/// Where a body goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Destination {
    /// Into memory: pages.
    Memory,
    /// Into a temporary file: documents.
    Disk,
}

/// A page, whole in memory.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its bytes, decompressed.
    pub body: Vec<u8>,
    /// Address after redirects.
    pub url: Url,
    /// What the next run can ask with.
    pub known: Known,
}

impl Page {
    /// Whether it is a file, and no page at all.
    pub fn is_file(&self) -> bool {
        is_file(&self.body)
    }

    /// Whether it came to its end, as far as it tells: a page of HTML that is never closed may have been broken off, and
    /// nothing is concluded from what it does not say.
    pub fn is_whole(&self) -> bool {
        let has = |tag: &[u8]| self.body.windows(tag.len()).any(|window| window.eq_ignore_ascii_case(tag));
        !has(b"<html") || has(b"</html") || has(b"</body")
    }
}

/// One answer, taken in.
#[derive(Debug)]
pub(super) struct Received {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// The address that gave it.
    pub url: Url,
    pub body: Body,
    /// Its first bytes: all of a page, the beginning of a file.
    pub head: Vec<u8>,
    /// Length of the body, decompressed.
    pub bytes: u64,
}

/// Why an answer could not be taken in.
#[derive(Debug)]
pub(super) enum TransportError {
    /// It broke off, took too long or never came: may be tried again.
    Broken(String),
    /// It is longer than allowed.
    TooLarge(String),
    /// It was not asked for: what one source may take of one run is used up.
    UsedUp(String),
}

impl Received {
    pub fn header(&self, name: reqwest::header::HeaderName) -> Option<String> {
        self.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
    }

    /// What it is judged by: all of a page, since what a page is known by may stand behind a hundred kilobytes of state that
    /// forms carry; the beginning of a file.
    pub fn seen(&self) -> &[u8] {
        match &self.body {
            Body::Memory(body) => body,
            _ => &self.head,
        }
    }

    /// How long the host asks us to stay away, in either form of `Retry-After`.
    ///
    /// Source: RFC 9110, 10.2.3.
    pub fn retry_after(&self, now: SystemTime) -> Option<Duration> {
        let value = self.header(RETRY_AFTER)?;
        match value.trim().parse::<u64>() {
            Ok(seconds) => Some(Duration::from_secs(seconds)),
            Err(_) => httpdate::parse_http_date(&value).ok().map(|at| at.duration_since(now).unwrap_or_default()),
        }
    }
}

/// Reads a body to its end, decompressed, at most `limit` bytes of it. Of an answer that is no success only the
/// beginning is read.
pub(super) async fn receive(
    mut response: Response,
    into: Destination,
    limit: u64,
    scratch_dir: Option<&Path>,
) -> Result<Received, TransportError> {
    let (status, headers, url) = (response.status(), response.headers().clone(), response.url().clone());
    let mut store = match into {
        Destination::Disk if status.is_success() => Store::file(scratch_dir)?,
        _ => Store::Memory(Vec::new()),
    };
    let too_large = || TransportError::TooLarge(format!("{url} is longer than {limit} bytes"));
    if status.is_success() && response.content_length().is_some_and(|length| length > limit) {
        return Err(too_large());
    }
    let (mut head, mut bytes) = (Vec::new(), 0_u64);
    while let Some(chunk) = response.chunk().await.map_err(|error| TransportError::Broken(with_causes(&error)))? {
        bytes += chunk.len() as u64;
        if bytes > limit {
            return Err(too_large());
        }
        head.extend_from_slice(&chunk[..chunk.len().min(HEAD_BYTES.saturating_sub(head.len()))]);
        store.write(&chunk)?;
        if !status.is_success() && head.len() >= HEAD_BYTES {
            break;
        }
    }
    Ok(Received { status, headers, url, body: store.finish()?, head, bytes })
}

/// An error of the HTTP library with its causes, which alone tell what happened.
pub(crate) fn with_causes(error: &reqwest::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    text
}

enum Store {
    Memory(Vec<u8>),
    File(tempfile::NamedTempFile),
}

impl Store {
    fn file(scratch_dir: Option<&Path>) -> Result<Self, TransportError> {
        let file = match scratch_dir {
            Some(dir) => tempfile::NamedTempFile::new_in(dir),
            None => tempfile::NamedTempFile::new(),
        };
        file.map(Self::File).map_err(unwritable)
    }

    fn write(&mut self, chunk: &[u8]) -> Result<(), TransportError> {
        match self {
            Self::Memory(bytes) => {
                bytes.extend_from_slice(chunk);
                Ok(())
            }
            Self::File(file) => file.write_all(chunk).map_err(unwritable),
        }
    }

    fn finish(self) -> Result<Body, TransportError> {
        match self {
            Self::Memory(bytes) => Ok(Body::Memory(bytes)),
            Self::File(mut file) => {
                file.flush().map_err(unwritable)?;
                Ok(Body::File(file.into_temp_path()))
            }
        }
    }
}

fn unwritable(error: std::io::Error) -> TransportError {
    TransportError::Broken(format!("cannot write a temporary file: {error}"))
}
