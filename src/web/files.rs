//! Archived bytes as published, and pages of them drawn as pictures.
//!
//! What somebody else wrote is served from our address: it gets a policy under which it can do nothing, and only types
//! that a browser shows without running them are shown in place.

use super::api::record::page_number;
use super::chunks::ChunkSender;
use super::error::Problem;
use super::etag::is_held;
use super::params::{EmptyRequest, FileRequest, Params};
use super::queries;
use super::state::App;
use crate::store::Archive;
use crate::store::read::documents;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::io::Read;

/// Bytes read from the archive at a time.
const CHUNK_BYTES: usize = 64 * 1024;

/// What caches may do with bytes: keep them, and ask each time whether they may still be shown. They may be taken down.
const ASK_AGAIN: &str = "public, no-cache";

/// Types that browsers show without running anything in them.
const SHOWN_IN_PLACE: &[&str] = &["application/pdf", "text/plain", "image/png", "image/jpeg"];

/// Whether a type is that of an Office document, which browsers hand to a program and never run themselves. A page of HTML
/// goes without its type: whoever opens it must not run its scripts under our address.
fn is_office(media_type: &str) -> bool {
    media_type.starts_with("application/vnd.") || matches!(media_type, "application/msword" | "application/rtf")
}

/// The archived bytes of a document.
pub async fn file(
    State(app): State<App>,
    Path(id): Path<String>,
    headers: HeaderMap,
    Params(request): Params<FileRequest>,
) -> Result<Response, Problem> {
    let wanted = id.clone();
    let asked = request.version.version.and_then(|n| u32::try_from(n.0).ok());
    let (document, version) = app.answer(move |context| version(context, &wanted, asked)).await?;
    let tag = format!("\"{}\"", version.hash);
    if is_held(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    let part = match requested_range(&headers, &tag, version.bytes) {
        RequestedRange::Whole => None,
        RequestedRange::Part(part) => Some(part),
        RequestedRange::Nothing => return Ok(unsatisfiable(version.bytes)),
    };
    let (from, until) = part.unwrap_or((0, version.bytes));
    let mut response = send(&app, &version.hash, (from, until)).await?.into_response();
    if part.is_some() {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
    }
    let media_type = document.media_type.as_deref().unwrap_or("application/octet-stream");
    let plain = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let shown = SHOWN_IN_PLACE.contains(&plain.as_str());
    let headers = response.headers_mut();
    let mut set = |name, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    };
    let named = shown || is_office(&plain);
    set(header::CONTENT_TYPE, if named { media_type } else { "application/octet-stream" });
    set(header::CONTENT_LENGTH, &(until - from).to_string());
    set(header::ACCEPT_RANGES, "bytes");
    if part.is_some() {
        set(header::CONTENT_RANGE, &format!("bytes {from}-{}/{}", until - 1, version.bytes));
    }
    set(header::CONTENT_DISPOSITION, &disposition(shown, &document.file_name));
    set(header::ETAG, &tag);
    set(header::CACHE_CONTROL, ASK_AGAIN);
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    Ok(response)
}

/// Dots per inch of a page's picture: as wide as a column of a page, and sharp enough to be read.
const DOTS_PER_INCH: f32 = 96.0;

/// One page of an archived PDF as a picture.
pub async fn image(
    State(app): State<App>,
    Path((id, n)): Path<(String, String)>,
    headers: HeaderMap,
    _: Params<EmptyRequest>,
) -> Result<Response, Problem> {
    let n = page_number(&id, &n)?;
    let (document, version) = app.answer(move |context| version(context, &id, None)).await?;
    let tag = format!("\"{}-{n}\"", version.hash);
    if is_held(&headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response());
    }
    if document.media_type.as_deref() != Some("application/pdf") {
        return Err(Problem::not_available(format!("“{}” is no PDF: only pages of those are drawn", document.id)));
    }
    let png = app.picture(&version.hash, n, DOTS_PER_INCH).await?;
    let cache = ASK_AGAIN.to_owned();
    Ok(([(header::CONTENT_TYPE, "image/png".to_owned()), (header::ETAG, tag), (header::CACHE_CONTROL, cache)], png)
        .into_response())
}

fn version(
    context: &queries::ReadContext<'_>,
    id: &str,
    wanted: Option<u32>,
) -> Result<(documents::Document, documents::Version), Problem> {
    let document = queries::held(context, id)?;
    if !queries::shown(&document) {
        return Err(queries::not_shown(&document));
    }
    let n = wanted.unwrap_or(document.version);
    let version = documents::versions(context.catalogue, id)?.into_iter().find(|version| version.n == n);
    let missing = || Problem::not_found("version", &n.to_string(), &format!("/api/v1/documents/{id}"));
    Ok((document, version.ok_or_else(missing)?))
}

/// A name for whoever saves the file, in both ways of writing it. Source: RFC 6266.
fn disposition(shown: bool, name: &str) -> String {
    let how = if shown { "inline" } else { "attachment" };
    let plain: String =
        name.chars().map(|c| if c.is_ascii_graphic() && !"\"\\".contains(c) || c == ' ' { c } else { '_' }).collect();
    let encoded: String = url::form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    format!("{how}; filename=\"{plain}\"; filename*=UTF-8''{encoded}")
}

/// What a request asks of a file.
#[derive(Debug, PartialEq, Eq)]
enum RequestedRange {
    Whole,
    /// First byte, and the byte after the last.
    Part((u64, u64)),
    /// A part that there is not.
    Nothing,
}

/// The one range of bytes that is asked for. Several at once, other units and ranges of another version get the whole.
/// Source: RFC 9110, 13.1.5 and 14.
fn requested_range(headers: &HeaderMap, tag: &str, bytes: u64) -> RequestedRange {
    let of_this = headers.get(header::IF_RANGE).is_none_or(|held| held.as_bytes() == tag.as_bytes());
    let range = headers.get(header::RANGE).and_then(|range| range.to_str().ok()).filter(|_| of_this);
    let Some((first, last)) = range.and_then(|range| range.strip_prefix("bytes=")?.trim().split_once('-')) else {
        return RequestedRange::Whole;
    };
    let number = |digits: &str| digits.trim().parse::<u64>().ok();
    let (from, until) = match (first.trim(), last.trim()) {
        ("", length) => match number(length) {
            Some(0) => return RequestedRange::Nothing,
            Some(length) => (bytes.saturating_sub(length), bytes),
            None => return RequestedRange::Whole,
        },
        (first, "") => match number(first) {
            Some(from) => (from, bytes),
            None => return RequestedRange::Whole,
        },
        (first, last) => match (number(first), number(last)) {
            (Some(from), Some(last)) if from <= last => (from, last.saturating_add(1).min(bytes)),
            _ => return RequestedRange::Whole,
        },
    };
    if from >= bytes { RequestedRange::Nothing } else { RequestedRange::Part((from, until)) }
}

fn unsatisfiable(bytes: u64) -> Response {
    (StatusCode::RANGE_NOT_SATISFIABLE, [(header::CONTENT_RANGE, format!("bytes */{bytes}"))]).into_response()
}

/// The bytes from one place up to another.
async fn send(app: &App, hash: &str, (from, until): (u64, u64)) -> Result<Body, Problem> {
    let turn = app.file_turn().await?;
    let (archive, hash) = (app.reader().paths().archive(), hash.to_owned());
    let open = move || Archive::open(&archive)?.reader(&hash);
    let reader = tokio::task::spawn_blocking(open).await.map_err(Problem::internal)?.map_err(Problem::internal)?;
    let (chunks, body) = ChunkSender::with_body(app);
    turn.spawn(move || {
        if let Err(error) = pour(reader, (from, until), &chunks) {
            tracing::error!(%error, "an archived file cannot be read: run `minutebook check`");
            chunks.send(Err(error));
        }
    });
    Ok(body)
}

/// Hands a part of what is read on, until its end or until nobody reads any more.
fn pour(mut reader: impl Read, (from, until): (u64, u64), chunks: &ChunkSender) -> std::io::Result<()> {
    // Blobs are compressed as a whole: what stands before the part is read and dropped.
    std::io::copy(&mut reader.by_ref().take(from), &mut std::io::sink())?;
    let mut reader = reader.take(until - from);
    loop {
        let mut chunk = Vec::with_capacity(CHUNK_BYTES);
        let read = reader.by_ref().take(CHUNK_BYTES as u64).read_to_end(&mut chunk)?;
        if read == 0 || !chunks.send(Ok(chunk.into())) {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{RequestedRange, disposition, requested_range};
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn one_range_of_this_version_is_given() {
        let tag = "\"a\"";
        for (range, held, expected) in [
            (None, None, RequestedRange::Whole),
            (Some("bytes=0-9"), None, RequestedRange::Part((0, 10))),
            (Some("bytes=90-"), None, RequestedRange::Part((90, 100))),
            (Some("bytes=-10"), None, RequestedRange::Part((90, 100))),
            (Some("bytes=-500"), None, RequestedRange::Part((0, 100))),
            (Some("bytes=90-500"), None, RequestedRange::Part((90, 100))),
            (Some("bytes=100-"), None, RequestedRange::Nothing),
            (Some("bytes=-0"), None, RequestedRange::Nothing),
            (Some("bytes=9-0"), None, RequestedRange::Whole),
            (Some("bytes=0-1,5-6"), None, RequestedRange::Whole),
            (Some("lines=0-1"), None, RequestedRange::Whole),
            (Some("bytes=0-9"), Some("\"a\""), RequestedRange::Part((0, 10))),
            (Some("bytes=0-9"), Some("\"b\""), RequestedRange::Whole),
            (Some("bytes=0-9"), Some("W/\"a\""), RequestedRange::Whole),
        ] {
            let mut headers = HeaderMap::new();
            let mut set = |name, value: Option<&'static str>| {
                if let Some(value) = value {
                    headers.insert(name, HeaderValue::from_static(value));
                }
            };
            set(header::RANGE, range);
            set(header::IF_RANGE, held);
            assert_eq!(requested_range(&headers, tag, 100), expected, "{range:?} {held:?}");
        }
    }

    #[test]
    fn file_names_cannot_break_out_of_their_header() {
        assert_eq!(disposition(true, "a.pdf"), "inline; filename=\"a.pdf\"; filename*=UTF-8''a.pdf");
        assert_eq!(
            disposition(false, "é\"\r\n; x.html"),
            "attachment; filename=\"____; x.html\"; filename*=UTF-8''%C3%A9%22%0D%0A%3B%20x.html"
        );
    }
}
