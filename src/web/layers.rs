//! What every request passes through, outermost first: request id, log line, panic guard, limits, headers, compression.

use super::error::Problem;
use super::limit;
use super::state::App;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, Response, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::IntoResponse;
use std::time::Duration;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer};
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::trace::TraceLayer;

/// The longest that an answer may take to begin. Streams go on after it.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// Nothing is sent to us but addresses and the short messages of assistants.
pub(super) const BODY_BYTES: usize = 16 * 1024;

/// Nothing from anywhere else, no script or style that is not a file of ours.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id of a request that is taken over, in bytes.
const LONGEST_ID: usize = 64;

/// Puts the layers around the routes.
pub fn around(routes: Router<App>, app: &App) -> Router {
    let compressed = DefaultPredicate::new()
        // Streams are handed on row by row; a compressor would hold them back until its window is full.
        .and(NotForContentType::new("application/x-ndjson"))
        .and(NotForContentType::new("text/csv"))
        .and(NotForContentType::new("application/pdf"));
    let header = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    let asker = limit::Asker::new(app.trusted_proxies());
    let mut routes = routes
        .layer(middleware::from_fn(super::metrics::measure))
        .with_state(app.clone())
        .layer(CompressionLayer::new().compress_when(compressed))
        .layer(RequestBodyLimitLayer::new(BODY_BYTES))
        .layer(middleware::from_fn(in_time))
        .layer(middleware::from_fn(move |request: Request, next: Next| {
            super::turns::ASKER.scope(asker.client(&request), next.run(request))
        }));
    if let Some(limit) = limit::limit(app.trusted_proxies()) {
        sweep(&limit);
        routes = routes.layer(limit::layer(limit));
    }
    routes.layer(
        ServiceBuilder::new()
            .map_request(without_odd_id)
            .layer(SetRequestIdLayer::new(REQUEST_ID, MakeRequestUuid))
            .layer(TraceLayer::new_for_http().make_span_with(span))
            .layer(PropagateRequestIdLayer::new(REQUEST_ID))
            .layer(SetResponseHeaderLayer::if_not_present(header::CONTENT_SECURITY_POLICY, POLICY))
            .layer(header("x-content-type-options", "nosniff"))
            .layer(header("referrer-policy", "same-origin"))
            .layer(header("permissions-policy", "camera=(), geolocation=(), microphone=()"))
            .layer(header("cross-origin-opener-policy", "same-origin"))
            .layer(CatchPanicLayer::custom(panicked)),
    )
}

/// Ids of requests that others give are short and can be printed; any other is taken off.
fn without_odd_id(mut request: Request) -> Request {
    let fits = |id: &HeaderValue| id.len() <= LONGEST_ID && id.as_bytes().iter().all(u8::is_ascii_graphic);
    if request.headers().get_all(REQUEST_ID).iter().count() != 1 || !request.headers().get(REQUEST_ID).is_some_and(fits)
    {
        request.headers_mut().remove(REQUEST_ID);
    }
    request
}

/// A span that names the route's address without its query: what people look for is nobody's business.
fn span(request: &Request) -> tracing::Span {
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    let method = super::metrics::method_label(request.method());
    tracing::info_span!("request", method, path = request.uri().path(), id)
}

fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response<axum::body::Body> {
    let cause = cause.downcast_ref::<String>().map(String::as_str).or(cause.downcast_ref::<&str>().copied());
    Problem::internal(format!("panic: {}", cause.unwrap_or("of unknown cause"))).into_response()
}

async fn in_time(request: Request, next: Next) -> axum::response::Response {
    match tokio::time::timeout(TIME_LIMIT, next.run(request)).await {
        Ok(response) if response.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            Problem::too_long(BODY_BYTES).into_response()
        }
        Ok(response) => response,
        Err(_) => Problem::too_slow().into_response(),
    }
}

/// Forgets addresses that have not asked for a while, so that the counts do not grow without end.
fn sweep(limit: &std::sync::Arc<limit::Limit>) {
    let limit = std::sync::Arc::downgrade(limit);
    let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
    runtime.spawn(async move {
        let mut every = tokio::time::interval(Duration::from_secs(60));
        loop {
            every.tick().await;
            let Some(limit) = limit.upgrade() else { return };
            limit.limiter().retain_recent();
        }
    });
}
