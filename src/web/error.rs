//! What goes wrong over HTTP, with two faces: a sentence for whoever asked, and a private cause that is logged once.
//!
//! The API answers RFC 9457 `application/problem+json`. No message of a database, file system or engine ever leaves.

use crate::store::CatalogueError;
use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// An answer that says what was wrong and what would have been right. Source: RFC 9457.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// A stable word for this sort of problem, as a reference into `/docs`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The sort of problem, in words.
    pub title: String,
    /// HTTP status.
    pub status: u16,
    /// What was wrong this time, on what, and what to do.
    pub detail: String,
    /// The parameter that was wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// What is allowed in its place.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub allowed: Vec<String>,
    /// The places of the query that could not be read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored: Vec<Ignored>,
    /// Where to go on instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub see: Option<String>,
}

/// A part of a query that was not read as written. Offsets count Unicode characters of `q`, half open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Ignored {
    /// The part, as typed.
    pub what: String,
    /// Its first character.
    pub from: usize,
    /// The character after its last.
    pub to: usize,
    /// Why it was not read as written.
    pub message: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

impl Ignored {
    /// The part as the query language reports it.
    pub fn from_index(ignored: &index::Ignored) -> Self {
        Self {
            what: ignored.what.clone(),
            from: ignored.from,
            to: ignored.to,
            message: ignored.why.clone(),
            suggestion: ignored.suggestion.clone(),
        }
    }
}

impl Problem {
    fn new(status: StatusCode, word: &str, title: &str, detail: impl Into<String>) -> Self {
        Self {
            kind: format!("/docs#{word}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: detail.into(),
            parameter: None,
            allowed: Vec::new(),
            ignored: Vec::new(),
            see: None,
        }
    }

    /// A parameter that this address does not take.
    pub fn unknown_parameter(name: &str, allowed: Vec<String>, nearest: Option<&str>) -> Self {
        let hint = nearest.map(|n| format!(" Did you mean “{n}”?")).unwrap_or_default();
        let detail = format!("“{name}” is not a parameter here.{hint} Allowed: {}.", allowed.join(", "));
        let problem = Self::new(StatusCode::BAD_REQUEST, "unknown_parameter", "unknown parameter", detail);
        Self { parameter: Some(name.to_owned()), allowed, ..problem }
    }

    /// A parameter whose value cannot be used; `allowed` says what could be.
    pub fn bad_value(name: &str, detail: impl Into<String>, allowed: Vec<String>) -> Self {
        let problem = Self::new(StatusCode::BAD_REQUEST, "bad_value", "a parameter cannot be used", detail);
        Self { parameter: Some(name.to_owned()), allowed, ..problem }
    }

    /// A query that cannot be read as written, where the asker wanted it read strictly.
    pub fn bad_query(ignored: Vec<Ignored>) -> Self {
        let detail = ignored.iter().map(|i| i.message.clone()).collect::<Vec<_>>().join("; ");
        let problem = Self::new(StatusCode::BAD_REQUEST, "bad_query", "the query cannot be read as written", detail);
        Self { parameter: Some("q".to_owned()), ignored, ..problem }
    }

    /// Nothing has this id. `what` is the sort of thing, `see` where such things are listed.
    pub fn not_found(what: &str, id: &str, see: &str) -> Self {
        let detail = format!("there is no {what} “{id}” in this record; {see} lists what there is");
        let problem = Self::new(StatusCode::NOT_FOUND, "not_found", "not in the record", detail);
        Self { see: Some(see.to_owned()), ..problem }
    }

    /// It was here and was taken down.
    pub fn gone(what: &str, id: &str, reason: Option<&str>) -> Self {
        let reason = reason.map(|r| format!(": {r}")).unwrap_or_default();
        Self::new(StatusCode::GONE, "taken_down", "taken down", format!("the {what} “{id}” was taken down{reason}"))
    }

    /// A cursor of an earlier state of the index; `first` is the first page of the same list.
    pub fn stale_cursor(first: String) -> Self {
        let detail = format!("the record has changed since this cursor was given; begin again at {first}");
        let problem = Self::new(StatusCode::GONE, "stale_cursor", "the cursor is out of date", detail);
        Self { parameter: Some("cursor".to_owned()), see: Some(first), ..problem }
    }

    /// The bytes exist but may not be shown, or the format cannot be drawn.
    pub fn not_available(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_available", "not available", detail)
    }

    /// Nobody answers at this address.
    pub fn no_such_path(path: &str) -> Self {
        let detail = format!("nothing answers at {path}; /openapi.json lists every address of the API");
        let problem = Self::new(StatusCode::NOT_FOUND, "no_such_path", "no such address", detail);
        Self { see: Some("/openapi.json".to_owned()), ..problem }
    }

    /// Another method than GET or HEAD.
    pub fn read_only(method: &str) -> Self {
        let detail = format!("{method} is not answered: nothing over HTTP changes the record; use GET");
        let problem = Self::new(StatusCode::METHOD_NOT_ALLOWED, "read_only", "read only", detail);
        Self { allowed: vec!["GET".into(), "HEAD".into()], ..problem }
    }

    /// A request with a longer body than is read.
    pub fn too_long(most_bytes: usize) -> Self {
        let detail = format!("a request may have a body of at most {most_bytes} bytes");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_long", "too long", detail)
    }

    /// What is no message of the protocol that is spoken at this address.
    pub fn not_of_the_protocol(status: StatusCode, detail: &str) -> Self {
        Self::new(status, "protocol", "not of the protocol", detail)
    }

    /// Nobody is named by the proxy that signs people in.
    pub fn not_signed_in() -> Self {
        let detail =
            "notebooks are kept by whoever is signed in, and nobody is: the proxy in front of this site names nobody";
        Self::new(StatusCode::UNAUTHORIZED, "not_signed_in", "not signed in", detail)
    }

    /// A form that no page of ours sent.
    pub fn not_ours() -> Self {
        let detail = "this was not sent by a page that you were shown here, or that was long ago; load the page again and send \
                      it once more";
        Self::new(StatusCode::FORBIDDEN, "not_ours", "not sent from here", detail)
    }

    /// Too many requests from one address.
    pub fn too_many(wait_seconds: u64) -> Self {
        let detail = format!("too many requests from this address; ask again in {wait_seconds} s");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "too_many_requests", "too many requests", detail)
    }

    /// The server cannot take it now; `why` says of what there is too much.
    pub fn busy(why: &str) -> Self {
        let detail = format!("{why}; ask again shortly");
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "busy", "busy", detail)
    }

    /// It took longer than is allowed.
    pub fn too_slow() -> Self {
        let detail = "the answer took longer than is allowed; narrow the question (dates, committee) or stream it";
        Self::new(StatusCode::GATEWAY_TIMEOUT, "too_slow", "too slow", detail)
    }

    /// What went wrong with the index. A cluster that holds it and cannot answer now is told of as such.
    pub fn of_index(error: impl Into<index::SearchError>) -> Self {
        let error = error.into();
        let index::SearchError::Index(index::IndexError::Cluster(cause)) = &error else { return Self::internal(error) };
        tracing::error!(%cause, "the cluster that holds the index gave no answer");
        let detail = format!("{}; nothing is answered in part: ask again shortly", cause.in_public());
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "index_unavailable", "the index cannot be asked now", detail)
    }

    /// Our own fault. The cause is logged here and not told.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        // What was broken off because its time was up is no fault of ours.
        if index::deadline::is_over() {
            return Self::too_slow();
        }
        tracing::error!(%cause, "a request failed");
        let detail = "something went wrong here; it has been logged under the request id of this answer";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", "internal error", detail)
    }
}

/// When whoever was turned away may come again, in seconds.
const RETRY_AFTER: HeaderValue = HeaderValue::from_static("5");

impl From<CatalogueError> for Problem {
    fn from(error: CatalogueError) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(&self)).into_response();
        // Whoever draws pages finds it here again.
        response.extensions_mut().insert(self);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if status == StatusCode::SERVICE_UNAVAILABLE {
            headers.insert(header::RETRY_AFTER, RETRY_AFTER);
        }
        response
    }
}
