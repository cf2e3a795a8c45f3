//! The application: the addresses of the table, the pages, the tools for assistants, what stands beside them, and the
//! layers around all of it.

use super::api::service;
use super::routes::ENDPOINTS;
use super::state::App;
use super::{conditional, layers, mcp, openapi, page};
use axum::Router;
use axum::middleware;
use axum::routing::get;

/// The whole application: the API, what stands beside it, and the layers around them. Figures are served here
/// only where no listener of their own is configured.
pub fn app(app: &App, metrics_here: bool) -> Router {
    let mut routes = Router::new();
    for endpoint in ENDPOINTS {
        routes = routes.route(endpoint.path, (endpoint.route)());
    }
    let mut routes = routes
        .merge(page::routes())
        .layer(middleware::from_fn_with_state(app.clone(), conditional::conditional))
        .route("/openapi.json", get(openapi::json))
        .route("/opensearch.xml", get(service::opensearch))
        .route("/robots.txt", get(service::robots))
        .route("/healthz", get(service::healthz))
        .route("/readyz", get(service::readyz))
        .merge(openapi::readable())
        .merge(mcp::routes(app))
        .merge(page::mail_routes())
        .merge(page::notebook_routes())
        .fallback(service::no_such_path)
        .method_not_allowed_fallback(service::no_such_path);
    if metrics_here {
        routes = routes.route("/metrics", get(service::metrics));
    }
    layers::around(routes.layer(middleware::from_fn(page::as_page)), app)
}

/// What is not for the public: figures, and whether the process lives.
pub fn admin(app: &App) -> Router {
    Router::new()
        .route("/metrics", get(service::metrics))
        .route("/healthz", get(service::healthz))
        .route("/readyz", get(service::readyz))
        .with_state(app.clone())
}
