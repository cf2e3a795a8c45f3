//! The tools over HTTP. Each request stands for itself: no session is kept, and nothing is held open.

use super::tools::{Asker, Tools};
use crate::web::error::Problem;
use crate::web::layers::BODY_BYTES;
use crate::web::state::App;
use crate::web::turns::ASKER;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use std::convert::Infallible;
use std::sync::Arc;

type Service = StreamableHttpService<Tools, NeverSessionManager>;

/// The one address of the tools.
pub fn routes(app: &App) -> Router<App> {
    let tools = Tools::new(app);
    let config = StreamableHttpServerConfig::default()
        .with_legacy_session_mode(false)
        .with_json_response(true)
        .with_max_request_body_bytes(BODY_BYTES)
        // A name that leads to us and is not ours is another site's, opened in a browser beside us; its pages may not ask.
        .with_allowed_hosts(["localhost", "127.0.0.1", "::1"].map(str::to_owned).into_iter().chain(app.public_host()))
        .with_allowed_origins([app.public_origin()])
        .enforce_origin_validation();
    let service: Service =
        StreamableHttpService::new(move || Ok(tools.clone()), Arc::new(NeverSessionManager::default()), config);
    let service = tower::service_fn(move |request: Request<Body>| {
        let service = service.clone();
        async move { Ok::<_, Infallible>(answer(service, request).await) }
    });
    Router::new().route_service("/mcp", service)
}

async fn answer(service: Service, request: Request<Body>) -> Response {
    let (mut parts, body) = request.into_parts();
    // All of it first: what is too long is told as such, however it is sent.
    let Ok(body) = to_bytes(body, BODY_BYTES).await else { return Problem::too_long(BODY_BYTES).into_response() };
    if let Ok(address) = ASKER.try_with(|address| *address) {
        parts.extensions.insert(Asker(address));
    }
    let (parts, body) = service.handle(Request::from_parts(parts, Body::from(body))).await.into_parts();
    let is_json = parts.headers.get(header::CONTENT_TYPE).is_some_and(|media_type| media_type == "application/json");
    if is_json || !(parts.status.is_client_error() || parts.status.is_server_error()) {
        return Response::from_parts(parts, Body::new(body));
    }
    // What it says of a refusal is a line; more than that says nothing to anybody.
    let refusal = to_bytes(Body::new(body), BODY_BYTES).await.unwrap_or_default();
    refused(parts.status, &String::from_utf8_lossy(&refusal))
}

/// What the protocol's own layer refuses, in the form in which everything else here is refused.
fn refused(status: StatusCode, refusal: &str) -> Response {
    let mut response = Problem::not_of_the_protocol(status, &words(status, refusal)).into_response();
    if status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, header::HeaderValue::from_static("POST"));
    }
    response
}

fn words(status: StatusCode, refusal: &str) -> String {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => {
            "this address is for assistants, which send POST (Model Context Protocol); people ask at /".to_owned()
        }
        StatusCode::FORBIDDEN => format!(
            "{refusal}: only programs, and pages of this site itself, may ask here, under the name that `[server] public_url` \
             gives or on this machine"
        ),
        _ => format!("this is not a message of the Model Context Protocol, one at a time: {refusal}"),
    }
}
