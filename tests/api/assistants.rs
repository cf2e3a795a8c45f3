//! The tools for assistants, asked over HTTP in the words of the protocol: the answers of the API, and its limits.

use crate::mini::{Reply, application, ask, escaped, send};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};

/// Sends a message with these further headers.
async fn say_with(application: &Router, message: impl Into<Body>, headers: &[(&str, &str)]) -> Reply {
    let mut request = Request::post("/mcp");
    let usual = [("content-type", "application/json"), ("accept", "application/json, text/event-stream")];
    for (name, value) in usual.iter().chain(headers) {
        request = request.header(*name, *value);
    }
    send(application, request.body(message.into()).unwrap()).await
}

/// Sends a message to the site under its own name.
async fn say(application: &Router, message: impl Into<Body>) -> Reply {
    say_with(application, message, &[("host", "minutes.example")]).await
}

fn message(method: &str, params: Value) -> String {
    json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": params}).to_string()
}

/// The result of a call.
async fn call(application: &Router, name: &str, arguments: Value) -> Value {
    let reply = say(application, message("tools/call", json!({"name": name, "arguments": arguments}))).await;
    assert_eq!(reply.status, StatusCode::OK, "{name}: {}", reply.text());
    let answer = reply.json();
    assert!(answer["result"].is_object(), "{name} {arguments}: {answer}");
    answer["result"].clone()
}

/// The answer of a tool, which is no refusal.
async fn answer_of(application: &Router, name: &str, arguments: Value) -> Value {
    let result = call(application, name, arguments.clone()).await;
    assert_ne!(result["isError"], true, "{name} {arguments}: {result}");
    let answer = result["structuredContent"].clone();
    let text = result["content"][0]["text"].as_str().unwrap();
    assert_eq!(serde_json::from_str::<Value>(text).unwrap(), answer, "clients that read text alone are told the same");
    answer
}

/// An id of something in the record, as lists give it.
async fn id(application: &Router, list: &str) -> String {
    let list = ask(application, &format!("/api/v1/{list}")).await.json();
    list["results"][0]["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_tool_tells_what_its_address_tells() {
    let application = application();
    let (passage, meeting, person) = (
        id(&application, "search?q=visits").await,
        id(&application, "meetings").await,
        id(&application, "people").await,
    );
    for (tool, arguments, address) in [
        (
            "search",
            json!({"q": "workforce", "facets": true, "kind": ["minutes"]}),
            "search?q=workforce&facets=true&kind=minutes",
        ),
        ("mentions", json!({"q": "workforce", "page_size": 2}), "mentions?q=workforce&page_size=2"),
        ("passage", json!({"id": passage}), &format!("passages/{}", escaped(&passage))),
        ("meetings", json!({"committee": "health scrutiny"}), "meetings?committee=health+scrutiny"),
        ("meeting", json!({"id": meeting}), &format!("meetings/{}", escaped(&meeting))),
        ("people", json!({"q": "okoro"}), "people?q=okoro"),
        ("person", json!({"id": person}), &format!("people/{}", escaped(&person))),
        ("commitments", json!({"since": 2022}), "commitments?since=2022"),
        ("resolutions", json!({"q": "visits"}), "resolutions?q=visits"),
        ("votes", json!({"outcome": "lost"}), "votes?outcome=lost"),
        ("letters", json!({}), "letters"),
        ("speakers", json!({"q": "workforce"}), "speakers?q=workforce"),
        ("timeline", json!({"q": "workforce", "interval": "quarter"}), "timeline?q=workforce&interval=quarter"),
        ("coverage", json!({"committee": "cabinet"}), "coverage?committee=cabinet"),
        ("brief", json!({"q": "recruitment"}), "brief?q=recruitment"),
        (
            "interpret",
            json!({"text": "what was promised about recruitment"}),
            "interpret?text=what+was+promised+about+recruitment",
        ),
    ] {
        let told = answer_of(&application, tool, arguments).await;
        let said = ask(&application, &format!("/api/v1/{address}")).await;
        assert_eq!(said.status, StatusCode::OK, "{address}");
        for (name, value) in said.json().as_object().unwrap().iter().filter(|(name, _)| *name != "took_ms") {
            assert_eq!(&told[name], value, "{tool}: {name}");
        }
        assert!(told["generation"].as_u64() > Some(0) && told["coverage"]["documents"].is_u64(), "{tool}: {told}");
        for row in told["results"].as_array().into_iter().flatten() {
            let quotes = row["text"].is_string() || row["quotation"].is_string();
            let address = [row.get("page_url"), row.get("url"), row["document"].get("page_url")];
            assert!(!quotes || row["page"].is_u64() && address.iter().any(Option::is_some), "{tool}: {row}");
        }
    }
}

#[tokio::test]
async fn numbers_are_exact_and_coverage_is_of_what_was_asked() {
    let application = application();
    let found = answer_of(&application, "search", json!({"q": "\"workforce stability\"", "page_size": 1})).await;
    assert_eq!(found["total"], json!({"mentions": 7, "passages": 6, "documents": 4, "meetings": 3}), "{found}");
    let mentions = answer_of(&application, "mentions", json!({"q": "\"workforce stability\"", "page_size": 3})).await;
    assert_eq!((&mentions["total"], mentions["results"].as_array().unwrap().len()), (&json!(7), 3), "{mentions}");
    let next = mentions["next"].as_str().unwrap();
    let arguments = json!({"q": "\"workforce stability\"", "page_size": 3, "cursor": next});
    let more = answer_of(&application, "mentions", arguments).await;
    assert_ne!(more["results"], mentions["results"]);
    // A ledger has no coverage of its own: it is that of the same filters, also of those in the query.
    for (tool, arguments) in [
        ("votes", json!({"committee": "licensing"})),
        ("votes", json!({"q": "committee:licensing"})),
        ("meetings", json!({"committee": ["licensing"]})),
    ] {
        let answer = answer_of(&application, tool, arguments.clone()).await;
        assert_eq!(answer["total"], 2, "{tool} {arguments}: {answer}");
        assert_eq!(answer["coverage"]["documents"], 2, "{tool} {arguments}: {answer}");
    }
}

#[tokio::test]
async fn what_cannot_be_answered_is_refused_in_words_to_do_better_by() {
    let application = application();
    for (tool, arguments, status, words) in [
        ("search", json!({"comittee": "x"}), 400, "Did you mean “committee”?"),
        ("search", json!({"since": "2019-13"}), 400, "write a year (2019)"),
        ("search", json!({"q": "a", "kind": "minuets"}), 400, "Allowed: agenda, minutes"),
        ("search", json!({"page_size": 1000}), 400, "from 1 to 100"),
        ("search", json!({"q": "plan \"open", "strict": true}), 400, "quotation mark"),
        ("mentions", json!({"q": "plan", "format": "csv"}), 400, "“format” is not a parameter here"),
        ("passage", json!({}), 400, "“id” is needed"),
        ("passage", json!({"id": "none"}), 404, "there is no passage “none”"),
        ("meeting", json!({"id": "../people"}), 404, "there is no meeting “../people”"),
        ("brief", json!({}), 400, "a brief is of something"),
        ("mentions", json!({"q": "plan", "cursor": "nonsense"}), 400, "take it from `next`"),
    ] {
        let refused = call(&application, tool, arguments.clone()).await;
        assert_eq!(refused["isError"], true, "{tool} {arguments}: {refused}");
        assert_eq!(refused["structuredContent"]["status"], status, "{tool} {arguments}: {refused}");
        let said = refused["content"][0]["text"].as_str().unwrap();
        assert!(said.contains(words), "{tool} {arguments}: {said}");
    }
    let unknown = say(&application, message("tools/call", json!({"name": "summarise", "arguments": {}}))).await.json();
    let said = unknown["error"]["message"].as_str().unwrap();
    assert!(said.contains("there is no tool “summarise”; there are search, mentions, passage"), "{unknown}");
}

#[tokio::test]
async fn nothing_is_guessed() {
    let application = application();
    let read = answer_of(&application, "interpret", json!({"text": "why did the director leave?"})).await;
    assert_eq!((&read["understood"], &read["request"]), (&json!(false), &Value::Null), "{read}");
    let nothing = answer_of(&application, "search", json!({"q": "unicorn"})).await;
    assert_eq!((&nothing["total"]["mentions"], &nothing["results"]), (&json!(0), &json!([])), "{nothing}");
    assert!(nothing["coverage"]["documents"].as_u64() > Some(0));
}

#[tokio::test]
async fn no_session_is_kept_and_only_one_message_is_taken_at_a_time() {
    let application = application();
    let client =
        json!({"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}});
    let first = say(&application, message("initialize", client)).await;
    assert_eq!(first.json()["result"]["protocolVersion"], "2025-06-18", "{}", first.text());
    assert!(first.json()["result"]["instructions"].as_str().unwrap().contains("below http://minutes.example"));
    assert!(!first.headers.contains_key("mcp-session-id"));
    let call = message("tools/call", json!({"name": "coverage", "arguments": {}}));
    for (message, status, words) in [
        (format!("[{call},{call}]"), 415, "one at a time"),
        ("{nope".to_owned(), 415, "not a message of the Model Context Protocol"),
        ("[".repeat(10_000), 415, "not a message"),
    ] {
        let refused = say(&application, message).await;
        assert_eq!(refused.status.as_u16(), status, "{}", refused.text());
        assert_eq!(refused.header("content-type"), "application/problem+json");
        assert!(refused.text().contains(words), "{}", refused.text());
    }
    for method in ["GET", "DELETE", "PUT"] {
        let request = Request::builder().method(method).uri("/mcp").header("host", "minutes.example");
        let refused = send(&application, request.body(Body::empty()).unwrap()).await;
        assert_eq!((refused.status, refused.header("allow")), (StatusCode::METHOD_NOT_ALLOWED, "POST"), "{method}");
        assert!(refused.text().contains("for assistants"), "{}", refused.text());
    }
}

#[tokio::test]
async fn pages_of_other_sites_may_not_ask() {
    let application = application();
    let call = message("tools/call", json!({"name": "coverage", "arguments": {}}));
    for (headers, status) in [
        (&[("host", "minutes.example")][..], 200),
        (&[("host", "minutes.example:8443")], 200),
        (&[("host", "127.0.0.1:8080")], 200),
        (&[("host", "[::1]:8080")], 200),
        (&[("host", "minutes.example"), ("origin", "http://minutes.example")], 200),
        (&[("host", "minutes.example"), ("origin", "https://minutes.example")], 403),
        (&[("host", "minutes.example"), ("origin", "http://minutes.example.evil.example")], 403),
        (&[("host", "minutes.example"), ("origin", "null")], 403),
        (&[("host", "evil.example")], 403),
        (&[("host", "evil.example"), ("origin", "http://evil.example")], 403),
        (&[], 400),
    ] {
        let reply = say_with(&application, call.clone(), headers).await;
        assert_eq!(reply.status.as_u16(), status, "{headers:?}: {}", reply.text());
        if status == 403 {
            assert!(reply.text().contains("public_url"), "{}", reply.text());
        }
    }
}

#[tokio::test]
async fn a_message_has_an_end_however_it_is_sent() {
    let application = application();
    let long = message("tools/call", json!({"name": "search", "arguments": {"q": "a".repeat(20_000)}}));
    let whole = say_with(&application, long.clone(), &[("host", "minutes.example"), ("content-length", "20100")]).await;
    let in_parts = Body::from_stream(futures_util::stream::iter(
        long.into_bytes().chunks(1_000).map(|part| Ok::<_, std::io::Error>(part.to_vec())).collect::<Vec<_>>(),
    ));
    for refused in [whole, say(&application, in_parts).await] {
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", refused.text());
        assert_eq!(refused.header("content-type"), "application/problem+json");
        assert!(refused.text().contains("at most 16384 bytes"), "{}", refused.text());
    }
    let within = json!({"q": "a".repeat(5_000)});
    let refused = call(&application, "search", within).await;
    assert!(refused["content"][0]["text"].as_str().unwrap().contains("at most 1000 characters"), "{refused}");
}

#[tokio::test]
async fn assistants_are_counted_with_everybody_else_of_their_address() {
    let application = application();
    let ping = message("ping", json!({}));
    let mut answered = 0;
    let refused = loop {
        let reply = say(&application, ping.clone()).await;
        if reply.status != StatusCode::OK {
            break reply;
        }
        answered += 1;
        assert!(answered < 100_000, "no limit was met");
    };
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{}", refused.text());
    assert!(refused.text().contains("too many requests from this address"), "{}", refused.text());
    assert!(answered >= 2_000, "{answered}");
    // What a moment gives back may be answered; a limit of the API's own would answer 2,000.
    let mut more = 0;
    while ask(&application, "/api/v1/status").await.status != StatusCode::TOO_MANY_REQUESTS {
        more += 1;
        assert!(more < 1_000, "the API counts by itself");
    }
}
