//! How safely it is known who speaks, from the answer to the page: two lines of the record have a likely speaker.

use crate::mini::{Reply, application, ask, ask_with};
use axum::Router;
use serde_json::{Value, json};

async fn page(application: &Router, path: &str) -> Reply {
    let page = ask_with(application, path, &[("accept", "text/html")]).await;
    assert_eq!(page.status, 200, "{path}: {}", page.text());
    page
}

async fn total(application: &Router, path: &str) -> u64 {
    let answer = ask(application, path).await.json();
    answer["total"]["passages"].as_u64().or(answer["total"].as_u64()).unwrap_or_else(|| panic!("{path}: {answer}"))
}

#[tokio::test]
async fn every_attribution_says_how_safe_it_is_and_why() {
    let application = application();
    let answer =
        ask(&application, "/api/v1/search?q=%22workforce+stability%22&committee=cabinet&sort=oldest").await.json();
    let speaker = |n: usize| answer["results"][n]["speaker"].clone();
    assert_eq!((&speaker(0)["certainty"], &speaker(0)["why"]), (&json!("likely"), &json!("record")), "{answer}");
    assert_eq!(speaker(1)["certainty"], "sure", "{answer}");
    // What the program reads itself names its rule.
    let answer = ask(&application, "/api/v1/search?q=recruitment+plan&speaker=health&kind=minutes").await.json();
    let certainty = answer["results"][0]["speaker"]["certainty"].as_str();
    assert!(matches!(certainty, Some("sure" | "likely")), "{answer}");
    assert!(answer["results"][0]["speaker"]["why"].as_str().is_some_and(|why| !why.is_empty()), "{answer}");
    // Nobody speaks: nothing can be sure or likely.
    let answer = ask(&application, "/api/v1/search?attribution=none&page_size=100").await.json();
    for result in answer["results"].as_array().unwrap() {
        assert_eq!((&result["speaker"]["certainty"], &result["speaker"]["person"]), (&Value::Null, &Value::Null));
    }
    let passage = answer["results"][0]["id"].as_str().unwrap();
    let alone = ask(&application, &format!("/api/v1/passages/{passage}")).await.json();
    assert!(alone["speaker"].as_object().unwrap().contains_key("certainty"), "{alone}");
}

#[tokio::test]
async fn certainty_filters_wherever_attribution_does() {
    let application = application();
    let document = ask(&application, "/openapi.json").await.json();
    let mut filtered = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let parameters: Vec<&str> =
            item["get"]["parameters"].as_array().into_iter().flatten().filter_map(|p| p["name"].as_str()).collect();
        if parameters.contains(&"attribution") {
            assert!(parameters.contains(&"certainty"), "{path}");
            filtered += 1;
        }
    }
    assert!(filtered > 8, "{filtered}");
    let spoken = total(&application, "/api/v1/search?attribution=named&attribution=role&attribution=continued").await;
    // The two of the records, and those of the minutes that the weights are not sure of.
    let likely = total(&application, "/api/v1/search?certainty=likely").await;
    assert!((2..spoken).contains(&likely), "{likely} of {spoken}");
    for (filters, passages) in [
        ("certainty=likely", likely),
        ("certainty=sure", spoken - likely),
        ("certainty=sure&certainty=likely", spoken),
        ("certainty=likely&committee=cabinet&speaker=tilney", 1),
        ("certainty=sure&person=westmere-council.bram-tilney&committee=cabinet", 2),
    ] {
        assert_eq!(total(&application, &format!("/api/v1/search?{filters}")).await, passages, "{filters}");
        assert_eq!(total(&application, &format!("/api/v1/mentions?{filters}")).await, passages, "{filters}");
    }
    // A row of a ledger counts where its passage does: nobody speaks a resolution.
    assert_eq!(total(&application, "/api/v1/resolutions?certainty=sure&committee=health+scrutiny").await, 0);
    assert!(total(&application, "/api/v1/resolutions").await > 0);
    let refused = ask(&application, "/api/v1/search?certainty=perhaps").await.json();
    assert_eq!((&refused["status"], &refused["allowed"]), (&json!(400), &json!(["sure", "likely"])), "{refused}");
    let answer = ask(&application, "/api/v1/search?q=budget&certainty=sure").await.json();
    let understood = answer["query"]["understood"].as_str().unwrap();
    assert!(understood.contains("where it is sure who speaks"), "{understood}");
}

#[tokio::test]
async fn counts_by_speaker_say_how_many_are_likely() {
    let application = application();
    let answer = ask(&application, "/api/v1/speakers?committee=cabinet").await.json();
    let count = |name: &str| {
        let found = answer["results"].as_array().unwrap().iter().find(|row| row["name"] == name).unwrap();
        ["passages", "likely_passages", "likely_mentions"].map(|what| found[what].as_u64().unwrap())
    };
    assert_eq!(count("Bram Tilney"), [3, 1, 1], "{answer}");
    assert_eq!(count("Amina Okoro"), [1, 1, 1], "{answer}");
    let facets = ask(&application, "/api/v1/search?committee=cabinet&facets=true").await.json()["facets"].clone();
    let labels = |list: &Value| {
        let rows = list.as_array().unwrap().iter();
        rows.map(|f| (f["label"].as_str().unwrap().to_owned(), f["likely"].as_u64())).collect::<Vec<_>>()
    };
    assert_eq!(labels(&facets["speaker"]), [("Bram Tilney".into(), Some(1)), ("Amina Okoro".into(), Some(1))]);
    assert_eq!(labels(&facets["committee"]), [("Cabinet".into(), None)]);
    assert_eq!(labels(&facets["certainty"]), [("likely".into(), None), ("sure".into(), None)]);

    let id = "westmere-council.bram-tilney";
    let person = ask(&application, &format!("/api/v1/people/{id}")).await.json();
    assert_eq!((&person["passages"], &person["likely_passages"]), (&json!(4), &json!(1)), "{person}");
    let said = |person: &Value| {
        let acts = person["acts"].as_array().unwrap().iter();
        acts.map(|act| (act["act"].as_str().unwrap().to_owned(), act["passages"].clone(), act["likely"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(said(&person)[0], ("statement".into(), json!(2), json!(1)), "{person}");
    let surely = ask(&application, &format!("/api/v1/people/{id}?certainty=sure")).await.json();
    assert!(said(&surely).contains(&("statement".into(), json!(1), json!(0))), "{surely}");
    let link = surely["acts"][0]["link"].as_str().unwrap();
    assert_eq!(total(&application, link).await, surely["acts"][0]["passages"], "{link}");
}

#[tokio::test]
async fn tables_have_it_in_every_row() {
    let application = application();
    let csv =
        ask(&application, "/api/v1/mentions?q=%22workforce+stability%22&committee=cabinet&format=csv").await.text();
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{FEFF}').as_bytes());
    let head: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let column = |name: &str| head.iter().position(|h| h == name).unwrap();
    let rows: Vec<_> = reader.records().map(Result::unwrap).collect();
    let cells: Vec<_> = rows.iter().map(|row| (&row[column("certainty")], &row[column("why")])).collect();
    assert_eq!(cells, [("likely", "record"), ("sure", "record"), ("sure", "record")]);
    let ndjson = ask(&application, "/api/v1/mentions?q=spring&format=ndjson").await.text();
    let row: Value = serde_json::from_str(ndjson.lines().next().unwrap()).unwrap();
    assert_eq!(row["certainty"], "likely", "{row}");
    for list in ["resolutions", "commitments"] {
        let row = ask(&application, &format!("/api/v1/{list}")).await.json()["results"][0].clone();
        assert!(row.as_object().unwrap().contains_key("why"), "{row}");
    }
    let export = ask(&application, "/api/v1/export/passages.ndjson").await.text();
    let likely = total(&application, "/api/v1/search?certainty=likely").await;
    assert_eq!(export.matches("\"certainty\":\"likely\"").count() as u64, likely);
}

#[tokio::test]
async fn pages_say_probably_before_a_likely_speaker() {
    let application = application();
    let found = page(&application, "/search?q=%22workforce+stability%22&committee=cabinet&sort=oldest").await.text();
    assert!(found.contains("Probably Amina Okoro"), "{found}");
    assert!(!found.contains("Probably Bram Tilney"), "{found}");
    assert!(found.contains("href=\"/help#probably\""), "{found}");
    assert!(found.contains("How sure the speaker is") && found.contains("certainty=sure"), "{found}");
    assert!(found.contains("(1 probably)"), "the table of who says it most: {found}");
    let surely =
        page(&application, "/search?q=%22workforce+stability%22&committee=cabinet&certainty=sure").await.text();
    assert!(!surely.contains("Probably Amina Okoro"), "{surely}");
    assert!(surely.contains("Only where it is sure who speaks"), "{surely}");

    let meeting = page(&application, "/meetings/westmere-council.cabinet.2021-11-03").await.text();
    assert!(meeting.contains("Where it says “probably”"), "{meeting}");
    assert_eq!(meeting.matches(">probably</span> <a href=\"/people/westmere-council.amina-okoro\"").count(), 1);
    let sure = page(&application, "/meetings/westmere-council.childrens-scrutiny-committee.2022-07-05").await.text();
    assert!(!sure.contains("probably"), "{sure}");

    let answer = ask(&application, "/api/v1/search?q=spring").await.json();
    let passage =
        page(&application, &format!("/passages/{}", answer["results"][0]["id"].as_str().unwrap())).await.text();
    assert!(passage.matches("Probably Bram Tilney").count() > 2, "heading and both citations: {passage}");

    let person = page(&application, "/people/westmere-council.bram-tilney").await.text();
    assert!(person.contains("(1 of them probably)"), "{person}");
    assert!(person.contains("?certainty=sure"), "{person}");
    let surely = page(&application, "/people/westmere-council.bram-tilney?certainty=sure").await.text();
    assert!(!surely.contains("of them probably") && !surely.contains("Probably Bram Tilney"), "{surely}");
    assert!(page(&application, "/people").await.text().contains("(1 probably)"));
    assert!(page(&application, "/help").await.text().contains("id=\"probably\""));

    let feed = ask(&application, "/feeds/search.atom?q=spring").await.text();
    assert!(feed.contains("<title>Probably Bram Tilney, Cabinet"), "{feed}");
    assert!(!feed.contains("<name>Bram Tilney</name>"), "{feed}");
    let akoma = ask(&application, "/api/v1/meetings/westmere-council.cabinet.2021-11-03/akoma-ntoso.xml").await;
    let akoma = akoma.text();
    assert_eq!(akoma.matches("refersTo=\"#probably\"").count(), 1, "{akoma}");
}
