//! Validators: an answer of the API or a page changes only with the index, its parameters, or a finished run.
//!
//! ETags are weak, since compression changes the bytes and not what they say.

use super::etag::is_held;
use super::routes::ENDPOINTS;
use super::state::App;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

/// How long an answer may be used without asking again: what is taken down is to leave every cache within minutes.
const CACHE: HeaderValue = HeaderValue::from_static("public, max-age=120, must-revalidate");

/// Answers 304 where the asker holds the present answer; else adds the validator to what is answered.
pub async fn conditional(State(app): State<App>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let Some(tag) = tag(&app, cache_key(&request)).await else { return next.run(request).await };
    if is_held(request.headers(), &tag) {
        let mut response = StatusCode::NOT_MODIFIED.into_response();
        describe(&mut response, &tag);
        return response;
    }
    let mut response = next.run(request).await;
    if response.status() == StatusCode::OK && !response.headers().contains_key(header::ETAG) {
        describe(&mut response, &tag);
    }
    response
}

fn describe(response: &mut Response, tag: &str) {
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.entry(header::CACHE_CONTROL).or_insert(CACHE);
    headers.append(header::VARY, HeaderValue::from_static("accept"));
}

/// What a request's answer depends on besides the record. Pages, and what was understood of a question, speak of days
/// ("overdue", "last year"): theirs is part of it.
fn cache_key(request: &Request) -> Vec<u8> {
    let path = request.extensions().get::<MatchedPath>().map_or_else(|| request.uri().path(), MatchedPath::as_str);
    let has_day = ENDPOINTS.iter().find(|endpoint| endpoint.path == path).is_none_or(|endpoint| endpoint.is_of_today);
    let mut key = request.uri().path_and_query().map(|p| p.as_str()).unwrap_or_default().as_bytes().to_vec();
    key.push(0);
    key.extend(request.headers().get(header::ACCEPT).map(HeaderValue::as_bytes).unwrap_or_default());
    if has_day {
        key.extend(jiff::Zoned::now().date().to_string().into_bytes());
    }
    key
}

/// The validator of the answer to what was asked; none while the record cannot be read.
async fn tag(app: &App, key: Vec<u8>) -> Option<String> {
    let state = app.answer(|context| Ok((context.state()?, context.index.thesaurus().version()))).await;
    let ((generation, revision), terms) = state.ok()?;
    let digest = Sha256::new()
        .chain_update(revision.to_be_bytes())
        .chain_update(terms.to_be_bytes())
        // Pages lead to what is switched on.
        .chain_update([u8::from(app.desk().is_some()), u8::from(app.keepers().is_some())])
        .chain_update(key)
        .finalize();
    Some(format!("W/\"g{generation}-{}\"", data_encoding::HEXLOWER.encode(&digest[..8])))
}
