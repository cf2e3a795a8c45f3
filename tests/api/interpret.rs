//! Questions in words, asked of the mini record: each is read as the table says, and its request is one that is answered.

use crate::mini::{application, ask, ask_with, escaped};
use axum::http::StatusCode;
use serde_json::Value;

fn table() -> Vec<toml::Table> {
    let table: toml::Table = toml::from_str(include_str!("../../src/web/interpret/questions.toml")).unwrap();
    table["question"].as_array().unwrap().iter().map(|question| question.as_table().unwrap().clone()).collect()
}

/// The parameters of an interpretation as an address takes them.
fn query(request: &Value) -> String {
    let mut pairs = Vec::new();
    for (name, value) in request.as_object().unwrap() {
        let one = |value: &Value| format!("{name}={}", escaped(value.as_str().unwrap()));
        match value.as_array() {
            Some(values) => pairs.extend(values.iter().map(one)),
            None => pairs.push(one(value)),
        }
    }
    pairs.join("&")
}

#[tokio::test]
async fn every_question_is_read_as_the_table_says_and_its_request_is_answered() {
    let application = application();
    for question in table() {
        let text = question["text"].as_str().unwrap();
        let read = ask(&application, &format!("/api/v1/interpret?text={}", escaped(text))).await.json();
        let mut names: Vec<&str> = read.as_object().unwrap().keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["endpoint", "left", "request", "said_back", "text", "understood"], "{text}");
        assert_eq!(read["text"], text);
        assert_eq!(read["endpoint"].as_str(), question.get("target").and_then(|target| target.as_str()), "{read}");
        assert_eq!(read["understood"], read["endpoint"].is_string(), "{read}");
        assert!(!read["said_back"].as_str().unwrap().is_empty(), "{read}");
        if read["understood"] == false {
            assert!(read["request"].is_null() && !read["left"].as_array().unwrap().is_empty(), "{read}");
            continue;
        }
        if !question.contains_key("moves") {
            let expected = serde_json::to_value(&question["request"]).unwrap();
            assert_eq!(read["request"], expected, "{text}");
        }
        let url = format!("/api/v1/{}?{}", read["endpoint"].as_str().unwrap(), query(&read["request"]));
        let reply = ask(&application, &url).await;
        assert_eq!(reply.status, StatusCode::OK, "{url}: {}", reply.text());
    }
}

#[tokio::test]
async fn what_nobody_can_be_asked_is_refused() {
    let application = application();
    for (url, parameter) in [("/api/v1/interpret", "text"), ("/api/v1/interpret?q=x", "q")] {
        let reply = ask(&application, url).await;
        assert_eq!((reply.status, reply.json()["parameter"].as_str()), (StatusCode::BAD_REQUEST, Some(parameter)));
    }
}

#[tokio::test]
async fn nothing_that_is_typed_breaks_a_reading() {
    let application = application();
    for text in
        ["\"", "“", "@who @body", "what did @who promise", "who said ( most", "since since since", "🦄?", "a\0b", "%"]
    {
        let reply = ask(&application, &format!("/api/v1/interpret?text={}", escaped(text))).await;
        assert_eq!(reply.status, StatusCode::OK, "{text}: {}", reply.text());
    }
}

#[tokio::test]
async fn the_search_page_says_a_question_back_and_leads_to_its_answer() {
    let application = application();
    let page = async |q: &str| {
        let url = format!("/search?q={}", escaped(q));
        ask_with(&application, &url, &[("accept", "text/html")]).await.text()
    };
    let asked = page("What did the Director of Public Health promise about late visits since 2021?").await;
    assert!(asked.contains("I read this as: what was promised"), "{asked}");
    let link = asked.split("Show that answer").next().unwrap().rsplit("href=\"").next().unwrap();
    let link = link.split('"').next().unwrap().replace("&#38;", "&");
    assert!(link.starts_with("/commitments?") && link.contains("since=2021"), "{link}");
    let answer = ask_with(&application, &link, &[("accept", "text/html")]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text().contains("From 2021"), "{}", answer.text());
    // One click leaves a part out.
    assert!(asked.contains(">From 2021</a>"), "{asked}");
    let unknown = page("why did the leader leave?").await;
    assert!(unknown.contains("This question is not understood"), "{unknown}");
    for plain in ["workforce stability", "\"workforce stability\"", "act:question visits", "agency NEAR/8 permanent"] {
        assert!(!page(plain).await.contains("id=\"read-as\""), "{plain}");
    }
}

#[tokio::test]
async fn votes_are_found_by_who_took_part() {
    let application = application();
    let total = async |query: &str| ask(&application, &format!("/api/v1/votes?{query}")).await.json()["total"].clone();
    assert_eq!(total("").await, 2);
    assert_eq!(total("speaker=quill").await, 2);
    assert_eq!(total("speaker=farrow&q=budget").await, 1);
    assert_eq!(total("speaker=nobody").await, 0);
    assert_eq!(total("owner=marsh").await, 1);
    assert_eq!(total("outcome=lost").await, 1);
    assert_eq!(total("status=came_back").await, 0);
    let newest = ask(&application, "/api/v1/votes?sort=newest").await.json();
    let oldest = ask(&application, "/api/v1/votes").await.json();
    assert_eq!(newest["results"][0]["id"], oldest["results"][1]["id"]);
    let voter = newest["results"][0]["against"]["names"][0]["person"].as_str().map(str::to_owned);
    if let Some(id) = voter {
        assert_ne!(total(&format!("person={}", escaped(&id))).await, 0);
    }
}
