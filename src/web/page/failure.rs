//! What a person sees when something cannot be shown: what it was, and where to go on. Never a cause.

use super::{Shell, draw, words};
use crate::web::error::Problem;
use askama::Template;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

#[derive(Template)]
#[template(path = "failure.html")]
struct Failure {
    shell: Shell,
    problem: Problem,
    go_on: Option<String>,
}

/// Draws problems as pages for whoever asked for a page; the API's stay as they are.
pub async fn as_page(request: Request, next: Next) -> Response {
    let accept = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let path = request.uri().path();
    let for_machines = ["/api/", "/feeds/", "/openapi.json"].iter().any(|start| path.starts_with(start));
    let wanted = accept.contains("text/html") && !for_machines;
    let mut response = next.run(request).await;
    let problem = match response.extensions_mut().remove::<Problem>() {
        Some(problem) if wanted => problem,
        _ => return response,
    };
    let page = Failure {
        shell: Shell::new(words::capital(&problem.title), ""),
        go_on: problem.see.as_deref().and_then(page_of),
        problem,
    };
    let Ok(html) = draw(&page) else { return response };
    let mut drawn = (response.status(), html).into_response();
    drawn.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    drawn
}

/// The page that shows what an address of the API lists.
fn page_of(api: &str) -> Option<String> {
    let page = api.strip_prefix("/api/v1").unwrap_or(api);
    let shown = ["/meetings", "/people", "/letters", "/commitments", "/resolutions", "/search", "/documents/"];
    shown.iter().any(|start| page.starts_with(start)).then(|| page.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_leads_to_a_page_and_not_to_the_api() {
        for (see, expect) in [
            ("/api/v1/meetings", Some("/meetings")),
            ("/api/v1/search?q=a", Some("/search?q=a")),
            ("/openapi.json", None),
            ("/api/v1/councils", None),
        ] {
            assert_eq!(page_of(see).as_deref(), expect);
        }
    }
}
