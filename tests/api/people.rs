//! People: where they were, how they voted, and two of them side by side.

use crate::mini::{application, ask, ask_with};
use axum::Router;
use axum::http::StatusCode;
use serde_json::{Value, json};

/// The id of a councillor of the Licensing Committee. Those of another committee years before have the same initials and
/// are not taken to be the same people.
fn id(name: &str) -> String {
    match name {
        "Tilney" => "westmere-council.bram-tilney".to_owned(),
        "Brand" => "westmere-council.h-brand".to_owned(),
        name => format!("westmere-council.{name}-2"),
    }
}

async fn compared(application: &Router, one: &str, other: &str, more: &str) -> Value {
    let (one, other) = (id(one), id(other));
    let reply = ask(application, &format!("/api/v1/compare?person={one}&person={other}{more}")).await;
    assert_eq!(reply.status, StatusCode::OK, "{}", reply.text());
    reply.json()
}

#[tokio::test]
async fn somebody_has_committees_attendance_and_votes() {
    let application = application();
    let quill = ask(&application, &format!("/api/v1/people/{}", id("e-quill"))).await.json();
    let votes = &quill["votes"];
    assert_eq!((&votes["for"], &votes["against"], &votes["abstain"]), (&json!(1), &json!(1), &json!(0)), "{quill}");
    let total = ask(&application, quill["links"]["votes"].as_str().unwrap()).await.json()["total"].clone();
    assert_eq!(votes["total"], total);
    let committees = quill["committees"].as_array().unwrap();
    let named: Vec<(&str, u64)> = committees
        .iter()
        .map(|time| (time["committee"]["name"].as_str().unwrap(), time["present"].as_u64().unwrap()))
        .collect();
    assert_eq!(named, [("Licensing Committee", 2)], "{quill}");
    assert_eq!((&committees[0]["not_listed"], &committees[0]["not_recorded"]), (&json!(0), &json!(0)), "{quill}");
    let brand = ask(&application, &format!("/api/v1/people/{}", id("Brand"))).await.json();
    assert_eq!((&brand["committees"][0]["apologies"], &brand["votes"]["total"]), (&json!(3), &json!(0)), "{brand}");
}

#[tokio::test]
async fn who_moved_is_whoever_the_paper_calls_so_where_they_vote() {
    let application = application();
    let person = async |name: &str| ask(&application, &format!("/api/v1/people/{}", id(name))).await.json();
    let owned = async |name: &str| {
        ask(&application, &format!("/api/v1/votes?owner={}", id(name))).await.json()["total"].clone()
    };
    for (name, moved, moved_or_seconded) in [("e-quill", 1, 1), ("f-marsh", 1, 1), ("g-idle", 0, 2), ("d-farrow", 0, 0)]
    {
        let detail = person(name).await;
        assert_eq!((&detail["moved"], owned(name).await), (&json!(moved), json!(moved_or_seconded)), "{detail}");
        assert_eq!(detail["votes"]["total"], 2, "who moves and votes is recorded once: {detail}");
    }
}

#[tokio::test]
async fn attendance_is_a_record_by_meeting_and_person_and_says_where_there_is_none() {
    let application = application();
    let all = ask(&application, "/api/v1/attendance?page_size=100").await.json();
    let rows = all["results"].as_array().unwrap();
    assert_eq!(all["total"], rows.len(), "{all}");
    let days: Vec<&str> = rows.iter().map(|row| row["date"].as_str().unwrap()).collect();
    assert!(days.is_sorted());
    let nobody: Vec<&Value> = rows.iter().filter(|row| row["presence"] == "not_recorded").collect();
    assert!(!nobody.is_empty() && nobody.iter().all(|row| row["name"].is_null()), "{all}");
    let listed = rows.len() - nobody.len();
    assert!(listed > 3, "{all}");
    // Of one committee, of one person.
    let licensing = ask(&application, "/api/v1/attendance?committee=licensing&page_size=100").await.json();
    let licensing = licensing["results"].as_array().unwrap();
    assert!(licensing.iter().all(|row| row["committee"]["name"] == "Licensing Committee"));
    let quill = ask(&application, &format!("/api/v1/attendance?person={}", id("e-quill"))).await.json();
    let quill = quill["results"].as_array().unwrap();
    let present = quill.iter().filter(|row| row["presence"] == "present").count();
    assert_eq!(present, 2, "{quill:?}");
    assert!(quill.iter().all(|row| row["presence"] == "not_recorded" || row["person"]["id"] == id("e-quill")));
    let by_name = ask(&application, "/api/v1/attendance?person=quill&committee=licensing").await.json();
    assert_eq!(by_name["results"], json!(quill), "a name means whoever bears it");
    // As a table, and as a page.
    let csv = ask(&application, "/api/v1/attendance?format=csv").await.text();
    assert_eq!(csv.lines().count(), rows.len() + 1, "{csv}");
    assert!(
        csv.contains("not_recorded")
            && csv.trim_start_matches('\u{FEFF}').starts_with("date,council,committee,presence,")
    );
    let page = ask(&application, "/attendance?committee=licensing").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("Present (") && page.text().contains("format=csv"), "{}", page.text());
    let page = ask(&application, "/attendance").await.text();
    assert!(page.contains("Attendance not recorded."), "{page}");
}

#[tokio::test]
async fn two_people_are_compared_vote_by_vote() {
    let application = application();
    let differing = compared(&application, "e-quill", "f-marsh", "").await;
    assert_eq!(
        (&differing["both_voted"], &differing["same"], &differing["different"]),
        (&json!(2), &json!(0), &json!(2)),
        "{differing}"
    );
    let sides: Vec<&Value> = differing["results"].as_array().unwrap().iter().map(|vote| &vote["sides"]).collect();
    assert_eq!(sides, [&json!(["against", "for"]), &json!(["for", "against"])], "the latest first: {differing}");
    assert_eq!(differing["meetings_together"], 2, "{differing}");
    assert!(differing["coverage"]["documents"].is_u64() && differing["generation"].is_u64());

    let agreeing = compared(&application, "e-quill", "g-idle", "").await;
    assert_eq!((&agreeing["same"], &agreeing["different"], &agreeing["total"]), (&json!(2), &json!(0), &json!(2)));
    let none = compared(&application, "e-quill", "g-idle", "&differed=true").await;
    assert_eq!((&none["total"], &none["both_voted"]), (&json!(0), &json!(2)), "{none}");
    let of_march = compared(&application, "e-quill", "f-marsh", "&since=2024-03").await;
    assert_eq!(
        (&of_march["both_voted"], &of_march["results"][0]["outcome"]),
        (&json!(1), &json!("lost")),
        "{of_march}"
    );
    let first = compared(&application, "e-quill", "f-marsh", "&page_size=1").await;
    assert_eq!((&first["total"], first["next"].is_string()), (&json!(2), true), "{first}");
    let never = compared(&application, "e-quill", "Tilney", "").await;
    assert_eq!((&never["both_voted"], &never["meetings_together"]), (&json!(0), &json!(0)), "{never}");
}

#[tokio::test]
async fn only_two_different_people_can_be_compared() {
    let application = application();
    let quill = id("e-quill");
    for (query, words) in [
        (String::new(), "give the ids of two people"),
        (format!("?person={quill}"), "give the ids of two people"),
        (format!("?person={quill}&person={quill}"), "both are the same person"),
        (format!("?person={quill}&person=nobody"), "there is no person “nobody”"),
        (format!("?person={quill}&person=a&person=b"), "give the ids of two people"),
    ] {
        let refused = ask(&application, &format!("/api/v1/compare{query}")).await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{query}");
        let problem = refused.json();
        assert_eq!(problem["parameter"], "person", "{query}");
        assert!(problem["detail"].as_str().unwrap().contains(words), "{query}: {problem}");
    }
}

#[tokio::test]
async fn the_pages_show_it_and_lead_from_one_to_the_other() {
    let application = application();
    let page = |path: String| {
        let application = application.clone();
        async move {
            let reply = ask_with(&application, &path, &[("accept", "text/html")]).await;
            assert_eq!(reply.status, StatusCode::OK, "{path}: {}", reply.text());
            reply.text()
        }
    };
    let quill = id("e-quill");
    let person = page(format!("/people/{quill}")).await;
    for words in [
        "Committees and attendance",
        "How they voted",
        "Against: ",
        "fees for taxis be doubled",
        "Compare with somebody",
    ] {
        assert!(person.contains(words), "{words}: {person}");
    }
    let whom = page(format!("/compare?person={quill}")).await;
    assert!(whom.contains("With whom?") && whom.contains("Marsh") && whom.contains("2 votes"), "{whom}");
    let marsh = id("f-marsh");
    assert!(whom.contains(&format!("/compare?person={quill}&#38;person={marsh}")), "{whom}");
    let both = page(format!("/compare?person={quill}&person={marsh}")).await;
    for words in
        ["2 votes: 0 the same way, 2 not", "Both were at 2 meetings", "Only those in which they differed", "against; "]
    {
        assert!(both.contains(words), "{words}: {both}");
    }
    let since = page(format!("/compare?person={quill}&person={marsh}&since=1990&until=2090")).await;
    let without = format!("href=\"/compare?person={quill}&#38;person={marsh}&#38;until=2090\"");
    assert!(since.contains(&without), "a filter is taken away and the two stay: {since}");
}
