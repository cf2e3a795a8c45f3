//! Silence is told wherever somebody may look: by the command, over HTTP, in the feed, and by an alert, once.

use crate::sandbox::Sandbox;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// A site on a port of its own that answers as it is told, and what was posted to it.
#[derive(Clone, Default)]
struct Site {
    refuses: Arc<Mutex<bool>>,
    posted: Arc<Mutex<Vec<Value>>>,
}

impl Site {
    fn serve(&self) -> String {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let app = Router::new().fallback(answer).with_state(self.clone());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                axum::serve(tokio::net::TcpListener::from_std(listener).unwrap(), app).await.unwrap();
            });
        });
        format!("http://{address}/")
    }
}

async fn answer(State(site): State<Site>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let path = parts.uri.path();
    if path == "/hook" {
        let bytes = axum::body::to_bytes(body, 1_000_000).await.unwrap();
        site.posted.lock().unwrap().push(serde_json::from_slice(&bytes).unwrap());
        return StatusCode::NO_CONTENT.into_response();
    }
    if *site.refuses.lock().unwrap() {
        return StatusCode::FORBIDDEN.into_response();
    }
    let day = jiff::Zoned::now().date().tomorrow().unwrap();
    let rows = json!([{"id": 7, "committeeId": 1, "dateTime": format!("{day}T18:30:00"), "title": "Planning Committee", "documentList": []}]);
    match path {
        "/api/v2/PublicPortal/ListUpcomingMeetings" => {
            ([(CONTENT_TYPE, "application/json")], rows.to_string()).into_response()
        }
        "/api/v2/PublicPortal/ListArchivedMeetings" => ([(CONTENT_TYPE, "application/json")], "[]").into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

#[test]
fn a_site_that_refuses_is_told_of_everywhere_and_told_once() {
    let (sandbox, site) = (Sandbox::new(), Site::default());
    let url = site.serve();
    sandbox.configure(&format!(
        "[crawl]\ncontact = \"test@example.org\"\ndelay_ms = 0\nallow_private_hosts = true\n\
         [[source]]\nname = \"elm\"\nkind = \"primegov\"\nurl = \"{url}\"\ncouncil = \"Elm Council\"\n\
         [[alert]]\nname = \"quiet\"\nabout = \"silence\"\nwebhook = \"{url}hook\"\n"
    ));
    // A site that never answered well is told of at once: there is no good visit that it could be compared with.
    *site.refuses.lock().unwrap() = true;
    sandbox.run(&["update"]);
    let (status, told) = sandbox.get("/api/v1/status");
    let told: Value = serde_json::from_str(&told).unwrap();
    assert_eq!((status, &told["silences"][0]["kind"]), (200, &json!("refused")), "{told}");
    assert_eq!(told["silences"][0]["source"], "elm");
    assert_eq!(sandbox.held()["silences"][0]["kind"], "refused");
    assert!(sandbox.done(&["status"]).contains("is missing"), "the command says it");
    for (page, words) in [
        ("/status", "What is missing where something used to come"),
        ("/coverage", "What is missing where something used to come"),
        ("/api/v1/coverage", "\"refused\""),
        ("/feeds/silence.atom", "<title>elm: refused, since "),
    ] {
        let (status, text) = sandbox.get(page);
        assert!(status == 200 && text.contains(words), "{page}: {text}");
    }
    let posted = || std::mem::take(&mut *site.posted.lock().unwrap());
    let first = posted();
    assert_eq!((first.len(), &first[0]["silences"][0]["kind"]), (1, &json!("refused")), "{first:?}");
    assert!(first[0]["silences"][0]["page_address"].as_str().unwrap().ends_with("/status"), "{first:?}");
    sandbox.run(&["update"]);
    assert!(posted().is_empty(), "told once");
    // It answers again: that it was silent stays in the feed, and nowhere else.
    *site.refuses.lock().unwrap() = false;
    sandbox.done(&["update"]);
    assert_eq!(sandbox.held()["silences"], json!([]));
    assert!(sandbox.get("/feeds/silence.atom").1.contains("<title>elm: refused, over, since "));
    assert!(posted().is_empty());
}
