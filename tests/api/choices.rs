//! What is offered beside a list to narrow it: each choice with how much it leaves.

use crate::mini::{application, ask, ask_with};
use axum::Router;

async fn page(application: &Router, path: &str) -> String {
    ask_with(application, path, &[("accept", "text/html")]).await.text()
}

/// The choices of one filter of a search page: address, name and number.
fn offered(page: &str, filter: &str) -> Vec<(String, String, u64)> {
    let heading = format!("<h3 class=\"govuk-heading-s\">{filter}</h3>");
    let list =
        page.split(&heading).nth(1).unwrap_or_else(|| panic!("no {filter}: {page}")).split("<h3").next().unwrap();
    let list = list.split("</div>").next().unwrap();
    let choices = list.split("<li><a href=\"").skip(1).map(|choice| {
        let (link, rest) = choice.split_once("\">").unwrap();
        let (name, rest) = rest.split_once("</a> <span>").unwrap();
        let passages = rest.split('<').next().unwrap().replace(',', "").parse().unwrap();
        (link.replace("&#38;", "&"), name.to_owned(), passages)
    });
    choices.collect()
}

#[tokio::test]
async fn a_committee_is_chosen_knowing_how_many_passages_it_leaves() {
    let application = application();
    let drawn = page(&application, "/search?q=workforce").await;
    let offered = offered(&drawn, "Committee");
    assert!(offered.len() > 1, "{drawn}");
    let facets =
        ask(&application, "/api/v1/search?q=workforce&facets=true").await.json()["facets"]["committee"].clone();
    for (link, name, passages) in &offered {
        let facet = facets.as_array().unwrap().iter().find(|facet| facet["label"] == **name).unwrap();
        assert_eq!(facet["passages"], *passages, "{name}");
        let chosen = ask(&application, &format!("/api/v1/search{link}")).await.json();
        assert_eq!(chosen["total"]["passages"], *passages, "{name}: {link}");
        assert!(
            page(&application, &format!("/search{link}")).await.contains(&format!("Committee: {name} <span")),
            "{link}"
        );
    }
}

#[tokio::test]
async fn no_speaker_is_no_kind_of_act() {
    let application = application();
    let facets = ask(&application, "/api/v1/search?kind=minutes&facets=true").await.json()["facets"]["act"].clone();
    assert!(
        facets.as_array().unwrap().iter().any(|facet| facet["value"] == "narration"),
        "there are such passages: {facets}"
    );
    let drawn = page(&application, "/search?kind=minutes").await;
    let offered = offered(&drawn, "What it does");
    assert!(offered.len() > 2, "{offered:?}");
    for (link, name, _) in offered {
        assert!(!name.to_lowercase().contains("no speaker") && !link.contains("act=narration"), "{name}: {link}");
    }
}
