//! Figures for Prometheus: requests by route, and how long they take.

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Instant;

/// The figures of this process.
#[derive(Clone)]
pub struct Metrics {
    handle: Option<PrometheusHandle>,
}

/// Upper bounds of the histogram, in seconds: from a cached count to the time limit.
const BUCKETS: &[f64] = &[0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0];

impl Metrics {
    /// Starts to measure; once a process, however often it is called.
    pub fn install() -> Self {
        static INSTALLED: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
        let handle = INSTALLED.get_or_init(|| {
            let builder = PrometheusBuilder::new();
            let name = Matcher::Full("minutebook_http_seconds".to_owned());
            builder.set_buckets_for_metric(name, BUCKETS).ok()?.install_recorder().ok()
        });
        Self { handle: handle.clone() }
    }

    /// All figures as text.
    pub fn render(&self) -> String {
        self.handle.as_ref().map(PrometheusHandle::render).unwrap_or_default()
    }

    /// Folds what was measured into its buckets. Without this every single measurement is kept until somebody asks.
    /// Source: the library's own tracker, github.com/metrics-rs/metrics, number 467.
    pub fn upkeep(&self) {
        if let Some(handle) = &self.handle {
            handle.run_upkeep();
        }
    }
}

/// What a method is counted and logged as: anybody may send any word as one.
pub fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Counts a request and its time under its route: never under its path, of which there is no end.
pub async fn measure(request: Request, next: Next) -> Response {
    let begun = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("none", |path| path.as_str()).to_owned();
    let method = method_label(request.method());
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::counter!("minutebook_http_requests_total", "route" => route.clone(), "method" => method, "status" => status)
        .increment(1);
    metrics::histogram!("minutebook_http_seconds", "route" => route).record(begun.elapsed().as_secs_f64());
    response
}
