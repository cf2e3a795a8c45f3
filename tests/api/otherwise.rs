//! The same in other words wherever it can be asked for: mentions, timeline, feed and page, each with route and reason.

use crate::mini::{application, ask, ask_with};
use axum::http::StatusCode;

const HTML: [(&str, &str); 1] = [("accept", "text/html")];

const ASKED: &str = "q=%22workforce+stability%22&related=true";

#[tokio::test]
async fn mentions_have_the_route_in_their_last_columns() {
    let application = application();
    let page = ask(&application, &format!("/api/v1/mentions?{ASKED}")).await.json();
    let rows = page["results"].as_array().unwrap();
    let (last, exact) = rows.split_last().unwrap();
    assert!(exact.iter().all(|row| row["route"].is_null() && row["route_why"].is_null()), "{page}");
    assert_eq!((&last["route"], &last["match"]), (&"word_order".into(), &"stability of the workforce".into()));
    assert!(last["route_why"].as_str().unwrap().contains("in another order"), "{last}");
    assert_eq!((page["related"].as_u64(), page["routes"][0]["passages"].as_u64()), (Some(1), Some(1)), "{page}");
    assert_eq!(page["total"].as_u64(), Some(exact.len() as u64), "{page}");
    let csv = ask(&application, &format!("/api/v1/mentions?{ASKED}&format=csv")).await.text();
    assert!(csv.lines().next().unwrap().ends_with(",route,route_why"), "{csv}");
    assert_eq!(csv.matches(",word_order,").count(), 1, "{csv}");
    let ndjson = ask(&application, &format!("/api/v1/mentions?{ASKED}&format=ndjson")).await.text();
    let end = ndjson.lines().last().unwrap();
    assert!(end.contains(&format!("\"count\":{}", rows.len())) && end.contains("true"), "{end}");
    let refused = ask(&application, "/api/v1/mentions?q=stability&related=kin").await;
    assert_eq!(refused.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_timeline_stacks_the_routes() {
    let application = application();
    let answer = ask(&application, &format!("/api/v1/timeline?{ASKED}")).await.json();
    let step = |year: &str| answer["results"].as_array().unwrap().iter().find(|step| step["period"] == year).unwrap();
    assert_eq!(step("2020")["routes"][0]["route"], "word_order", "{answer}");
    assert!(step("2021")["routes"].is_null() && step("2021")["mentions"].as_u64() > Some(0), "{answer}");
    let page = ask_with(&application, &format!("/search?{ASKED}"), &HTML).await.text();
    assert!(page.contains("2020: 0 mentions; another order: 1 passage"), "{page}");
    assert!(page.contains("Passages in other words"), "{page}");
    assert!(page.contains("/api/v1/mentions?q=%22workforce+stability%22&#38;related=true&#38;format=csv"), "{page}");
    let plain = ask_with(&application, "/search?q=%22workforce+stability%22", &HTML).await.text();
    assert!(!plain.contains("Passages in other words"), "{plain}");
}

#[tokio::test]
async fn a_feed_says_why_an_entry_is_there() {
    let application = application();
    let feed = ask(&application, &format!("/feeds/search.atom?{ASKED}")).await.text();
    assert!(feed.contains("and the same in other words</title>"), "{feed}");
    assert_eq!(feed.matches("<summary>In other words: “stability of the workforce”: ").count(), 1, "{feed}");
    let days: Vec<&str> =
        feed.split("<entry>").skip(1).filter_map(|e| e.split("<updated>").nth(1)).map(|e| &e[..10]).collect();
    assert!(days.len() > 1 && days.is_sorted_by(|a, b| a >= b), "{days:?}");
    let plain = ask(&application, "/feeds/search.atom?q=%22workforce+stability%22").await.text();
    assert_eq!((plain.matches("<entry>").count() + 1, plain.contains("<summary>")), (days.len(), false));
}
