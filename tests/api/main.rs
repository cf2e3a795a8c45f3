//! The API as whoever asks it sees it: the application in memory, on a record of seventeen documents.

mod assistants;
mod brief;
mod certainty;
mod choices;
mod interpret;
mod mini;
mod otherwise;
mod people;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use mini::{application, ask, ask_with, escaped, send};
use serde_json::Value;
use std::collections::HashSet;

#[tokio::test]
async fn a_search_answers_as_the_contract_says() {
    let application = application();
    let reply =
        ask(&application, "/api/v1/search?q=%22workforce+stability%22&since=2019&speaker=okoro&sort=oldest").await;
    insta::assert_json_snapshot!(reply.json(), {
        ".took_ms" => "[ms]",
        ".next" => "[cursor]",
        ".coverage.pages" => "[pages]",
    });
}

#[tokio::test]
async fn a_mention_is_one_flat_record() {
    let application = application();
    let reply = ask(&application, "/api/v1/mentions?q=%22workforce+stability%22&committee=cabinet").await;
    insta::assert_json_snapshot!(reply.json()["results"]);
}

#[tokio::test]
async fn every_address_of_the_document_answers_in_its_media_type() {
    let application = application();
    let document = ask(&application, "/openapi.json").await.json();
    let first = |list: &'static str| {
        let application = application.clone();
        async move {
            ask(&application, &format!("/api/v1/{list}")).await.json()["results"][0]["id"].as_str().map(str::to_owned)
        }
    };
    let with_text = ask(&application, "/api/v1/search?q=visits").await.json()["results"][0].clone();
    for (path, item) in document["paths"].as_object().unwrap() {
        let id = match path.split('/').nth(3).unwrap_or_default() {
            "meetings" => first("meetings").await,
            "people" => first("people").await,
            "documents" => with_text["document"]["id"].as_str().map(str::to_owned),
            "passages" => with_text["id"].as_str().map(str::to_owned),
            "letters" => first("letters").await,
            _ => Some(String::new()),
        };
        // A record without letters or identified people has none to show.
        let Some(id) = id else { continue };
        let mut url = path.replace("{id}", &escaped(&id)).replace("{n}", "1").replace("{what}", "meetings.ndjson");
        if path.ends_with("/suggest") {
            url += "?q=work";
        } else if path.ends_with("/interpret") {
            url += "?text=what+was+promised";
        } else if path.ends_with("/brief") {
            url += "?q=recruitment";
        } else if path.ends_with("/compare") {
            url += "?person=westmere-council.amina-okoro&person=westmere-council.bram-tilney";
        } else if path.ends_with("/changes") {
            url += "?since_generation=1";
        }
        let reply = ask(&application, &url).await;
        let documented = item["get"]["responses"]["200"]["content"].as_object().unwrap();
        let media_type = reply.header("content-type").split(';').next().unwrap().to_owned();
        if path.ends_with("/image") {
            assert_eq!(reply.status, StatusCode::NOT_FOUND, "only pages of PDF files are drawn");
            continue;
        }
        assert_eq!(reply.status, StatusCode::OK, "{url}: {}", reply.text());
        let anything = documented.contains_key("*/*");
        assert!(anything || documented.contains_key(&media_type), "{url}: {media_type}");
    }
}

#[tokio::test]
async fn what_cannot_be_used_is_refused_with_what_is_allowed() {
    let application = application();
    for (url, status, parameter, allowed) in [
        ("/api/v1/search?comittee=cabinet", 400, "comittee", "committee"),
        ("/api/v1/search?kind=minuets", 400, "kind", "minutes"),
        ("/api/v1/search?page_size=0", 400, "page_size", "1-100"),
        ("/api/v1/search?page_size=101", 400, "page_size", "1-100"),
        ("/api/v1/search?since=2019-13", 400, "since", "2019-03"),
        ("/api/v1/search?since=2022&until=2019", 400, "since", ""),
        ("/api/v1/search?q=a&q=b", 400, "q", ""),
        ("/api/v1/search?cursor=nonsense", 400, "cursor", ""),
        ("/api/v1/search?facets=yes", 400, "facets", "true"),
        ("/api/v1/search?strict=true&q=%22open", 400, "q", ""),
        ("/api/v1/mentions?sort=newest", 400, "sort", "format"),
        ("/api/v1/timeline?interval=decade", 400, "interval", "quarter"),
        ("/api/v1/commitments?status=broken", 400, "status", "not_seen_again"),
        ("/api/v1/meetings?q=x", 400, "q", "with_minutes"),
        ("/api/v1/meetings/x?y=1", 400, "y", ""),
        ("/api/v1/changes?since_generation=99999999", 400, "since_generation", ""),
        ("/api/v1/changes", 400, "since_generation", ""),
        ("/api/v1/export/meetings.ndjson?modified_since=soon", 400, "modified_since", ""),
        ("/api/v1/suggest", 400, "q", ""),
        ("/api/v1/meetings/none", 404, "", ""),
        ("/api/v1/documents/none/pages/1", 404, "", ""),
        ("/api/v1/documents/none/file", 404, "", ""),
        ("/api/v1/passages/none", 404, "", ""),
        ("/api/v1/export/secrets.ndjson", 404, "", "people.ndjson"),
        ("/api/v1/nothing", 404, "", ""),
    ] {
        let reply = ask(&application, url).await;
        assert_eq!(reply.status.as_u16(), status, "{url}: {}", reply.text());
        assert_eq!(reply.header("content-type"), "application/problem+json", "{url}");
        let problem = reply.json();
        assert_eq!(problem["status"], status, "{url}");
        assert_eq!(problem["parameter"].as_str().unwrap_or_default(), parameter, "{url}");
        let listed: Vec<&str> = problem["allowed"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        assert!(allowed.is_empty() || listed.contains(&allowed), "{url}: {listed:?}");
        assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{url}");
    }
}

#[tokio::test]
async fn a_strict_query_is_refused_at_its_place() {
    let problem = ask(&application(), "/api/v1/search?strict=true&q=plan+%22open").await.json();
    assert_eq!((problem["ignored"][0]["from"].as_u64(), problem["ignored"][0]["to"].as_u64()), (Some(5), Some(10)));
}

#[tokio::test]
async fn pages_of_a_list_give_every_row_once() {
    let application = application();
    for list in [
        "search?page_size=2",
        "search?q=workforce&page_size=1",
        "mentions?q=workforce&page_size=2",
        "search?q=stability&related=true&page_size=2",
        "documents?page_size=5",
        "meetings?page_size=4",
        "resolutions?page_size=2",
        "commitments?page_size=1",
        "speakers?q=workforce&page_size=1",
        "people?page_size=1",
    ] {
        let (mut seen, mut rows, mut cursor) = (HashSet::new(), 0, String::new());
        let total = loop {
            let reply = ask(&application, &format!("/api/v1/{list}{cursor}")).await;
            assert_eq!(reply.status, StatusCode::OK, "{list}: {}", reply.text());
            let page = reply.json();
            for row in page["results"].as_array().unwrap() {
                rows += 1;
                seen.insert(row.to_string());
            }
            let counted = page["total"]["passages"].as_u64().or(page["total"].as_u64()).unwrap();
            match page["next"].as_str() {
                Some(next) => cursor = format!("&cursor={}", escaped(next)),
                None => break counted + page["related"].as_u64().unwrap_or_default(),
            }
        };
        assert_eq!((rows, seen.len() as u64), (total, total), "{list}");
    }
}

#[tokio::test]
async fn streams_say_how_they_end() {
    let application = application();
    for list in ["mentions?q=workforce", "resolutions?", "commitments?", "votes?"] {
        let total = ask(&application, &format!("/api/v1/{list}")).await.json()["total"].as_u64().unwrap();
        let ndjson = ask_with(&application, &format!("/api/v1/{list}"), &[("accept", "application/x-ndjson")]).await;
        assert_eq!(ndjson.header("content-type"), "application/x-ndjson");
        let text = ndjson.text();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(
            lines.last().copied(),
            Some(format!("{{\"end\":{{\"count\":{total},\"complete\":true}}}}").as_str())
        );
        assert_eq!(lines.len() as u64, total + 1, "{list}");
        let csv = ask(&application, &format!("/api/v1/{list}&format=csv")).await;
        assert_eq!(csv.header("x-total-count"), total.to_string(), "{list}");
        assert!(csv.body.starts_with("\u{FEFF}".as_bytes()), "{list}");
        let rows = csv::Reader::from_reader(csv.body.as_slice()).into_records().map(Result::unwrap).count();
        assert_eq!(rows as u64, total, "{list}");
    }
    for what in ["meetings", "documents", "passages", "commitments", "resolutions", "people"] {
        let text = ask(&application, &format!("/api/v1/export/{what}.ndjson")).await.text();
        let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let (end, rows) = lines.split_last().unwrap();
        assert_eq!(end["end"], serde_json::json!({"count": rows.len(), "complete": true}), "{what}");
        let later = ask(&application, &format!("/api/v1/export/{what}.ndjson?modified_since=2100-01-01")).await.text();
        assert_eq!(later.trim_end(), r#"{"end":{"count":0,"complete":true}}"#, "{what}");
    }
}

#[tokio::test]
async fn a_cell_of_a_table_is_no_formula() {
    let csv = ask(&application(), "/api/v1/mentions?q=sum&format=csv").await.text();
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{FEFF}').as_bytes());
    for cell in reader.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
    }
}

#[tokio::test]
async fn an_answer_that_is_held_already_is_not_sent_again() {
    let application = application();
    let url = "/api/v1/search?q=workforce";
    let first = ask(&application, url).await;
    let tag = first.header("etag").to_owned();
    assert!(tag.starts_with("W/\"g"), "{tag}");
    let held = ask_with(&application, url, &[("accept", "application/json"), ("if-none-match", &tag)]).await;
    assert_eq!((held.status, held.body.len()), (StatusCode::NOT_MODIFIED, 0));
    let other =
        ask_with(&application, "/api/v1/search?q=plan", &[("accept", "application/json"), ("if-none-match", &tag)])
            .await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn the_archived_file_comes_back_harmless() {
    let application = application();
    let found = ask(&application, "/api/v1/documents?q=f.html").await.json();
    let id = found["results"][0]["id"].as_str().unwrap().to_owned();
    let file = ask(&application, &format!("/api/v1/documents/{id}/file")).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.text().contains("£120"));
    assert_eq!(file.header("content-type"), "application/octet-stream");
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert_eq!(file.header("content-security-policy"), "default-src 'none'; sandbox");
    let etag = file.header("etag").to_owned();
    let held = ask_with(&application, &format!("/api/v1/documents/{id}/file"), &[("if-none-match", &etag)]).await;
    assert_eq!(held.status, StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn a_meeting_has_its_people_items_and_papers() {
    let application = application();
    let list = ask(&application, "/api/v1/meetings?committee=health+scrutiny&since=2022-04&until=2022-04").await.json();
    assert_eq!(list["total"], 1, "{list}");
    let id = list["results"][0]["id"].as_str().unwrap().to_owned();
    let meeting = ask(&application, &format!("/api/v1/meetings/{}", escaped(&id))).await.json();
    let names = |part: &str| -> Vec<String> {
        let list = meeting[part].as_array().unwrap().iter();
        list.map(|p| p["as_printed"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("present").len(), 4, "{meeting}");
    assert_eq!(names("apologies").len(), 1, "{meeting}");
    assert_eq!(meeting["items"].as_array().unwrap().len(), 2, "{meeting}");
    assert_eq!(meeting["documents"].as_array().unwrap().len(), 1);
    assert!(meeting["next"]["date"].as_str().unwrap().starts_with("2022-09"));
    let resolutions = ask(&application, &format!("/api/v1/resolutions?meeting={}", escaped(&id))).await.json();
    assert_eq!(resolutions["total"], 3, "{resolutions}");
    let only = ask(&application, &format!("/api/v1/resolutions?meeting={}&q=september", escaped(&id))).await.json();
    assert_eq!(only["total"], 1, "{only}");
}

#[tokio::test]
async fn a_long_page_is_given_in_parts() {
    let application = application();
    let menu = ask(&application, "/api/v1/search?q=%22menu+100%22").await.json()["results"][0].clone();
    let shown = ask(&application, menu["links"]["page"].as_str().unwrap().split('#').next().unwrap()).await.text();
    assert!(shown.contains("Part 2 of 2") && shown.contains("Menu 100 is"), "{shown}");
    assert!(!shown.contains("Menu 10 is"));
    let page = format!("/api/v1/documents/{}/pages/1", menu["document"]["id"].as_str().unwrap());
    let whole = ask(&application, &page).await.json();
    let rest = ask(&application, &format!("{page}?from=100")).await.json();
    assert_eq!((whole["first_passage"].as_u64(), rest["first_passage"].as_u64()), (Some(0), Some(100)));
    assert_eq!(whole["passages"].as_array().unwrap()[100..], rest["passages"].as_array().unwrap()[..]);
    assert_eq!(whole["total_passages"], whole["passages"].as_array().unwrap().len());
}

#[tokio::test]
async fn a_page_says_names_where_addresses_have_ids() {
    let application = application();
    let hit = ask(&application, "/api/v1/search?q=%22late+visits%22").await.json()["results"][0].clone();
    let id = |what: &str| hit[what]["id"].as_str().unwrap().to_owned();
    for (filter, said) in [
        ("committee", format!("of the committee “{}”", hit["committee"]["name"].as_str().unwrap())),
        ("council", "of the council “Westmere Council”".to_owned()),
        ("meeting", format!("of the meeting {}, ", hit["committee"]["name"].as_str().unwrap())),
        ("document", format!("of “{}”", hit["document"]["title"].as_str().unwrap())),
    ] {
        let page = format!("/search?q=visits&{filter}={}", escaped(&id(filter)));
        let page = ask_with(&application, &page, &[("accept", "text/html")]).await.text();
        let heard = page.split("mb-said").nth(1).unwrap().split("</p>").next().unwrap().to_owned();
        let heard = heard.split("<a href").next().unwrap();
        assert!(heard.contains(&said) && !heard.contains(&id(filter)), "{filter}: {heard}");
    }
}

#[tokio::test]
async fn a_long_meeting_is_given_in_parts_that_lose_nothing() {
    let application = application();
    let found = ask(&application, "/api/v1/meetings?committee=planning").await.json();
    let page = format!("/meetings/{}", escaped(found["results"][0]["id"].as_str().unwrap()));
    let first = ask(&application, &page).await.text();
    assert!(first.contains("Part 1 of 3") && !first.contains(">Part before<"), "{first}");
    let mut said = Vec::new();
    for part in 1..=3 {
        let shown = ask(&application, &format!("{page}?part={part}")).await.text();
        let turns: Vec<&str> = shown.split("class=\"mb-turn").skip(1).collect();
        assert!(turns[0].contains("Councillor Ines Farrant") || turns[0].contains("Councillor Otto Greave"));
        said.extend(
            turns.iter().map(|turn| turn.split("Plant ").nth(1).unwrap().split(' ').next().unwrap().to_owned()),
        );
    }
    assert_eq!(said, (0..240).map(|n| n.to_string()).collect::<Vec<_>>());
    let hedges =
        first.split(">2. Hedges<").next().unwrap().rsplit("href=\"").next().unwrap().split('"').next().unwrap();
    let (there, anchor) = hedges.split_once('#').unwrap();
    let there = ask(&application, there).await.text();
    assert!(there.contains(&format!("id=\"{anchor}\"")) && there.contains("Plant 120 "), "{hedges}: {there}");
    let beyond = ask(&application, &format!("{page}?part=4")).await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_document_begins_at_its_first_mention_and_leads_to_the_next() {
    let application = application();
    let menu = ask(&application, "/api/v1/search?q=%22menu+100%22").await.json()["results"][0].clone();
    let document = format!("/documents/{}", menu["document"]["id"].as_str().unwrap());
    let late = ask(&application, &format!("{document}?q=%22menu+120%22")).await.text();
    assert!(late.contains("Part 2 of 2") && late.contains("<mark>Menu 120</mark>"), "{late}");
    let early = ask(&application, &format!("{document}?q=%22menu+3%22+OR+%22menu+120%22")).await.text();
    assert!(early.contains("Part 1 of 2") && early.contains("<mark>Menu 3</mark>"), "{early}");
    assert!(early.contains("2 mentions of") && !early.contains(">Mention before<"), "{early}");
    let next = early.split("rel=\"next\" href=\"").nth(1).unwrap().split('"').next().unwrap();
    let next = next.replace("&#38;", "&");
    let next = ask(&application, next.split('#').next().unwrap()).await.text();
    assert!(next.contains("<mark>Menu 120</mark>") && next.contains(">Mention before<"), "{next}");
    assert!(!next.contains(">Mention after<"), "{next}");
}

#[tokio::test]
async fn a_document_says_where_else_it_was_published() {
    let application = application();
    let found = ask(&application, "/api/v1/documents?q=c").await.json();
    let files = found["results"].as_array().unwrap();
    let id = |name: &str| files.iter().find(|f| f["file_name"] == name).unwrap()["id"].as_str().unwrap().to_owned();
    for (name, others) in [
        ("c.txt", [("c-again.txt", true), ("c-draft.txt", false)]),
        ("c-again.txt", [("c.txt", true), ("c-draft.txt", false)]),
    ] {
        let document = ask(&application, &format!("/api/v1/documents/{}", id(name))).await.json();
        let also = document["also_in"].as_array().unwrap();
        let said: Vec<(&str, bool)> =
            also.iter().map(|o| (o["file_name"].as_str().unwrap(), o["same_file"].as_bool().unwrap())).collect();
        assert_eq!(said, others, "{document}");
        // The same file holds every passage of it, the other all but the resolution that reads otherwise.
        let passages = document["components"][0]["passages"].as_u64().unwrap();
        assert_eq!(also[0]["passages"].as_u64(), Some(passages), "{document}");
        assert!((1..passages).contains(&also[1]["passages"].as_u64().unwrap()), "{document}");
        assert_eq!(also[1]["date"], "2023-01-10");
        let page = ask_with(&application, &format!("/documents/{}", id(name)), &[("accept", "text/html")]).await.text();
        assert!(page.contains("Where else it was published") && page.contains("the same file"), "{page}");
        assert!(page.contains(&format!("href=\"/documents/{}?page=1\"", id(others[1].0))), "{page}");
    }
    let alone = ask(&application, "/api/v1/documents?q=d.txt").await.json()["results"][0]["id"].clone();
    let alone = ask(&application, &format!("/api/v1/documents/{}", alone.as_str().unwrap())).await.json();
    assert_eq!(alone["also_in"], serde_json::json!([]));
}

#[tokio::test]
async fn coverage_names_what_is_missing() {
    let application = application();
    let coverage = ask(&application, "/api/v1/coverage?committee=health+scrutiny").await.json();
    assert_eq!((&coverage["meetings"], &coverage["with_minutes"]), (&3.into(), &3.into()), "{coverage}");
    assert_eq!(coverage["earliest"], "2022-04-12");
    let nothing = ask(&application, "/api/v1/search?q=unicorn&committee=health+scrutiny").await.json();
    assert_eq!(nothing["total"]["mentions"], 0);
    assert_eq!(nothing["coverage"]["meetings"], 3);
    // A filter that stands in the query limits it as the parameter does, and both together more.
    let typed = ask(&application, "/api/v1/search?q=unicorn+committee:%22health+scrutiny%22").await.json();
    assert_eq!(typed["coverage"], nothing["coverage"]);
    let neither = "/api/v1/coverage?q=committee:%22health+scrutiny%22&committee=no+such+body";
    assert_eq!(ask(&application, neither).await.json()["meetings"], 0);
}

#[tokio::test]
async fn nothing_that_is_typed_breaks_a_search() {
    let application = application();
    let long = "a ".repeat(499);
    for typed in [
        "",
        "\"",
        "“workforce stability”",
        "(",
        ")",
        "((((((((((",
        "AND",
        "OR OR",
        "NOT",
        "-",
        "NEAR/",
        "NEAR/99999999999 a",
        "a NEAR/3",
        "*",
        "a*",
        "=",
        "=*",
        "~",
        "a~9",
        "speaker:",
        "since:tomorrow",
        "nonsense:x",
        "\\",
        "%",
        "\0",
        "🦄",
        "' OR 1=1; DROP TABLE document; --",
        "<script>",
        "s.47",
        "£120",
        "2021/22",
        "not-for-profit",
        "\u{202e}",
        &long,
    ] {
        for path in [
            "search",
            "mentions",
            "timeline",
            "speakers",
            "related",
            "coverage",
            "suggest",
            "commitments",
            "votes",
            "brief",
        ] {
            let url = format!("/api/v1/{path}?q={}", escaped(typed));
            let reply = ask(&application, &url).await;
            let refused = matches!(path, "suggest" | "brief") && typed.is_empty();
            let expected = if refused { StatusCode::BAD_REQUEST } else { StatusCode::OK };
            assert_eq!(reply.status, expected, "{url}: {}", reply.text());
        }
    }
}

#[tokio::test]
async fn nothing_over_http_changes_the_record() {
    let application = application();
    for method in ["POST", "PUT", "DELETE", "PATCH"] {
        let request = Request::builder().method(method).uri("/api/v1/search").body(Body::empty()).unwrap();
        let reply = send(&application, request).await;
        assert_eq!(reply.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert_eq!(reply.json()["allowed"], serde_json::json!(["GET", "HEAD"]));
    }
}

#[tokio::test]
async fn a_feed_has_stable_ids() {
    let application = application();
    let first = ask(&application, "/feeds/search.atom?q=workforce").await;
    assert_eq!(first.header("content-type"), "application/atom+xml; charset=utf-8");
    let text = first.text();
    assert!(text.contains("<id>tag:minutes.example,2026:passages/"), "{text}");
    assert!(!text.contains("<script>"));
    assert_eq!(text, ask(&application, "/feeds/search.atom?q=workforce").await.text());
}

#[tokio::test]
async fn every_answer_carries_what_keeps_a_browser_safe() {
    let application = application();
    for url in
        ["/api/v1/search", "/api/v1/search?nope=1", "/healthz", "/readyz", "/docs/", "/opensearch.xml", "/robots.txt"]
    {
        let reply = ask(&application, url).await;
        for name in ["content-security-policy", "x-content-type-options", "referrer-policy", "x-request-id"] {
            assert!(!reply.header(name).is_empty(), "{url} has no {name}");
        }
        assert!(!reply.header("content-security-policy").contains("http"), "{url}");
    }
    let docs = ask(&application, "/docs/").await.text();
    assert!(!docs.contains("//cdn") && !docs.contains("https://unpkg"), "the documentation is read offline");
}

#[tokio::test]
async fn figures_are_kept_by_route() {
    let application = application();
    ask(&application, "/api/v1/meetings/of-nobody").await;
    let figures = ask(&application, "/metrics").await.text();
    assert!(figures.contains("route=\"/api/v1/meetings/{id}\""), "{figures}");
    assert!(!figures.contains("of-nobody"));
}
