//! What a source's system says is held against what its minutes print, and both are kept.

use crate::sandbox::Sandbox;
use axum::Router;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// Minutes that print other words than the interface: Birch moved, and Cedar was in favour.
const MINUTES: &str = "ELM COUNTY COUNCIL\n\nMINUTES of the Works Committee held on 3 March 2026 at 1.30 pm\n\nPRESENT: Councillors J Ash (Chair), K Birch, \
L Cedar, M Dogwood\n\n1. Bridges\n\nMoved by Councillor Birch, seconded by Councillor Dogwood, that the report on bridges be approved.\n\n\
For (4): Ash, Birch, Cedar, Dogwood\n\nAgainst (0)\n\nMotion carried.\n";

async fn answer(request: Request) -> Response {
    let host = request.headers()["host"].to_str().unwrap().to_owned();
    let json = |value: Value| ([(CONTENT_TYPE, "application/json")], value.to_string()).into_response();
    match request.uri().path() {
        "/v1/elm/Events" => json(json!([{
            "EventId": 501, "EventBodyId": 3, "EventBodyName": "Works Committee", "EventDate": "2026-03-03T00:00:00", "EventTime": "1:30 PM",
            "EventLastModifiedUtc": "2026-03-20T00:00:00", "EventMinutesFile": format!("http://{host}/files/minutes.txt"),
            "EventMinutesStatusName": "Final", "EventItems": []
        }])),
        "/v1/elm/Events/501/EventItems" => json(json!([{
            "EventItemId": 1, "EventItemMinutesSequence": 1, "EventItemAgendaNumber": "1.", "EventItemTitle": "Bridges", "EventItemMover": "J Ash",
            "EventItemSeconder": "M Dogwood", "EventItemPassedFlagName": "Pass", "EventItemTally": "3:1", "EventItemRollCallFlag": 1,
            "EventItemActionText": "that the report on bridges be approved"
        }])),
        "/v1/elm/EventItems/1/Votes" => json(json!([
            {"VotePersonName": "J Ash", "VoteValueName": "Yea", "VoteSort": 1}, {"VotePersonName": "K Birch", "VoteValueName": "Yea", "VoteSort": 2},
            {"VotePersonName": "M Dogwood", "VoteValueName": "Yea", "VoteSort": 3}, {"VotePersonName": "L Cedar", "VoteValueName": "Nay", "VoteSort": 4}
        ])),
        "/files/minutes.txt" => ([(CONTENT_TYPE, "text/plain")], MINUTES).into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

#[test]
fn votes_of_a_system_and_of_minutes_that_differ_are_both_kept_shown_and_counted() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener).unwrap();
            axum::serve(listener, Router::new().fallback(answer)).await.unwrap();
        });
    });
    let sandbox = Sandbox::new();
    sandbox.configure(&format!(
        "[crawl]\ncontact = \"test@example.org\"\ndelay_ms = 0\nallow_private_hosts = true\n\
         [[source]]\nname = \"elm\"\nkind = \"legistar\"\nurl = \"http://{address}/v1/elm\"\ncouncil = \"Elm County Council\"\n"
    ));
    let ran = sandbox.run(&["update"]);
    assert_eq!(ran.status, 0, "{ran:?}");
    let votes: Value = serde_json::from_str(&sandbox.get("/api/v1/votes").1).unwrap();
    let movers: Vec<&str> =
        votes["results"].as_array().unwrap().iter().filter_map(|vote| vote["mover"].as_str()).collect();
    assert_eq!(movers.len(), 2, "both are kept: {votes}");
    let meetings: Value = serde_json::from_str(&sandbox.get("/api/v1/meetings").1).unwrap();
    let id = meetings["results"][0]["id"].as_str().unwrap();
    let meeting: Value = serde_json::from_str(&sandbox.get(&format!("/api/v1/meetings/{id}")).1).unwrap();
    let told: Vec<&str> =
        meeting["disagreements"].as_array().unwrap().iter().map(|told| told.as_str().unwrap()).collect();
    for words in ["mover, Bridges", "count, Bridges", "side, L Cedar on Bridges: “against”"] {
        assert!(told.iter().any(|told| told.starts_with(words)), "{words}: {told:?}");
    }
    assert!(
        sandbox.get(&format!("/meetings/{id}")).1.contains("by the council&#39;s system")
            || sandbox.get(&format!("/meetings/{id}")).1.contains("by the council's system")
    );
    let coverage: Value = serde_json::from_str(&sandbox.get("/api/v1/coverage").1).unwrap();
    assert_eq!(coverage["disagreements"], told.len(), "{told:?}");
    assert_eq!(coverage["meetings_with_disagreements"], 1);
}
