//! The brief: turning points in order, each with a quotation and its page, the same bytes each time.

use crate::mini::{application, ask, ask_with};
use axum::http::StatusCode;

#[tokio::test]
async fn a_brief_has_the_turning_points_in_order_each_with_its_page() {
    let application = application();
    let brief = ask(&application, "/api/v1/brief?q=recruitment").await.json();
    let points = brief["results"].as_array().unwrap();
    let what = |n: usize| {
        let list = points[n]["what"].as_array().unwrap().iter();
        list.map(|what| what.as_str().unwrap()).collect::<Vec<_>>().join(" ")
    };
    assert!(what(0).starts_with("first_said"), "{brief}");
    let all: Vec<String> = (0..points.len()).map(what).collect();
    for sort in ["first_said", "first_asked", "promised", "due", "resolved", "last_said"] {
        assert!(all.iter().any(|what| what.split(' ').any(|what| what == sort)), "{sort}: {brief}");
    }
    let dates: Vec<&str> = points.iter().filter_map(|point| point["date"].as_str()).collect();
    assert!(dates.is_sorted() && dates.len() == points.len(), "{dates:?}");
    for point in points {
        let words = point["quotation"].as_str().unwrap();
        assert!(!words.is_empty() && words.chars().count() <= 242, "{point}");
        assert!(point["page"].is_u64() && point["passage"].is_string(), "{point}");
        let passage = ask(&application, &format!("/api/v1/passages/{}", point["passage"].as_str().unwrap())).await;
        assert_eq!(passage.status, StatusCode::OK, "{point}");
    }
    let due = points.iter().find(|point| point["what"][0] == "due").unwrap();
    assert_eq!((due["date"].as_str(), due["note"].is_string()), (Some("2022-10-31"), true), "{due}");
    let total = ask(&application, "/api/v1/search?q=recruitment").await.json()["total"].clone();
    assert_eq!(brief["total"], total);
}

#[tokio::test]
async fn the_same_record_gives_the_same_bytes() {
    let application = application();
    for url in ["/api/v1/brief?q=recruitment", "/api/v1/brief?committee=health+scrutiny", "/brief?q=%22late+visits%22"]
    {
        let first = ask_with(&application, url, &[("accept", "text/html,application/json")]).await;
        assert_eq!(first.status, StatusCode::OK, "{url}: {}", first.text());
        assert_eq!(first.body, ask_with(&application, url, &[("accept", "text/html,application/json")]).await.body);
    }
}

#[tokio::test]
async fn a_brief_counts_what_it_leaves_out_and_is_of_something() {
    let application = application();
    let brief = ask(&application, "/api/v1/brief?kind=minutes").await.json();
    let resolved = brief["counts"].as_array().unwrap().iter().find(|count| count["what"] == "resolved").unwrap();
    let total = ask(&application, "/api/v1/resolutions?kind=minutes").await.json()["total"].as_u64();
    assert_eq!((resolved["total"].as_u64(), resolved["shown"].as_u64()), (total, Some(4)), "{brief}");
    let refused = ask(&application, "/api/v1/brief").await;
    assert_eq!((refused.status, refused.json()["parameter"].as_str()), (StatusCode::BAD_REQUEST, Some("q")));
    let nothing = ask(&application, "/api/v1/brief?q=unicorn").await.json();
    assert_eq!((&nothing["results"], &nothing["total"]["passages"]), (&serde_json::json!([]), &0.into()));
    assert!(nothing["coverage"]["documents"].as_u64() > Some(0), "{nothing}");
}
