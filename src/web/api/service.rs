//! The service itself: what it holds, whether it lives, how it is found.

use super::Answer;
use crate::store::read::figures;
use crate::web::error::Problem;
use crate::web::params::{EmptyRequest, Params};
use crate::web::state::App;
use crate::web::{answers, queries};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

pub async fn status(State(app): State<App>, _: Params<EmptyRequest>) -> Answer<answers::Status> {
    app.answer(queries::status).await.map(Json)
}

/// The process answers.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// The catalogue and the index can be read.
pub async fn readyz(State(app): State<App>) -> Response {
    let checked = app.answer(|context| context.state()).await;
    match checked {
        Ok((generation, _)) => format!("ready, index generation {generation}\n").into_response(),
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "the record cannot be read\n").into_response(),
    }
}

/// Figures for Prometheus.
pub async fn metrics(State(app): State<App>) -> Response {
    let figures = app
        .answer(|context| {
            Ok((figures::figures(context.catalogue)?, context.index.generation(), context.index.passages()))
        })
        .await;
    let mut text = app.metrics().render();
    match figures {
        Ok((figures, generation, passages)) => {
            let index = [
                ("minutebook_index_generation", Vec::new(), generation as f64),
                ("minutebook_index_passages", Vec::new(), passages as f64),
            ];
            figures.into_iter().chain(index).for_each(|figure| text.push_str(&as_text(&figure)));
        }
        // Figures of requests are told all the same: they say what is wrong.
        Err(problem) => text.push_str(&format!("# the record cannot be read: {}\n", problem.detail)),
    }
    let mut response = text.into_response();
    let media_type = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, media_type);
    response
}

/// One line of the text format. Source: Prometheus, exposition formats, 0.0.4.
fn as_text((name, labels, value): &figures::Figure) -> String {
    let escaped = |text: &str| text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    let labels: Vec<String> = labels.iter().map(|(label, of)| format!("{label}=\"{}\"", escaped(of))).collect();
    let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
    format!("{name}{labels} {value}\n")
}

/// What crawlers may fetch: meetings and documents, not the endless pages of searches.
pub async fn robots() -> &'static str {
    "User-agent: *\nDisallow: /api/\nDisallow: /search\nDisallow: /feeds/\nAllow: /\n"
}

/// How a browser can search here. Source: OpenSearch 1.1, draft 6.
pub async fn opensearch(State(app): State<App>) -> Response {
    let url = escape(app.public_url());
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>Minutebook</ShortName>\n\
         <Description>What was said, decided and promised in council committees</Description>\n\
         <InputEncoding>UTF-8</InputEncoding>\n\
         <Url type=\"text/html\" template=\"{url}/search?q={{searchTerms}}\"/>\n\
         <Url type=\"application/atom+xml\" template=\"{url}/feeds/search.atom?q={{searchTerms}}\"/>\n\
         <Url type=\"application/opensearchdescription+xml\" rel=\"self\" template=\"{url}/opensearch.xml\"/>\n\
         </OpenSearchDescription>\n"
    );
    ([(header::CONTENT_TYPE, "application/opensearchdescription+xml")], body).into_response()
}

/// Text as it may stand in XML.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // XML 1.0 has no way to write the other control characters.
            c if c.is_control() && !matches!(c, '\t' | '\n' | '\r') => {}
            c => out.push(c),
        }
    }
    out
}

/// Nothing answers here.
pub async fn no_such_path(request: axum::extract::Request) -> Problem {
    if matches!(*request.method(), axum::http::Method::GET | axum::http::Method::HEAD) {
        Problem::no_such_path(request.uri().path())
    } else {
        Problem::read_only(request.method().as_str())
    }
}
