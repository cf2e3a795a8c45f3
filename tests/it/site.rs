//! The made-up council's site, brought in by the program over HTTP.

use crate::sandbox::Sandbox;
use crate::takedown::files_with;
use axum::body::Body;
use axum::http::Request;
use demo::{Council, Serving, Site, Stage, serve};
use http_body_util::BodyExt;
use minutebook::store::Reader;
use minutebook::web::{App, app};
use serde_json::Value;
use std::sync::Arc;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// A sandbox whose sources are the site of a council and its inspectorate on loopback.
fn with_site(council: Council) -> (Sandbox, Arc<Site>, Serving, Runtime) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let site = Site::new(council);
    let serving = runtime.block_on(serve(Arc::clone(&site))).unwrap();
    let sandbox = Sandbox::new();
    let council = &site.council().council;
    sandbox.configure(&format!(
        "[crawl]\ncontact = \"test@example.org\"\ndelay_ms = 0\nallow_private_hosts = true\n\
         [[source]]\nname = \"council\"\nkind = \"moderngov\"\nurl = \"{}\"\ncouncil = \"{council}\"\n\
         [[source]]\nname = \"inspectorate\"\nkind = \"ofsted\"\nurl = \"{}\"\ncouncil = \"{council}\"\n",
        serving.council_url(),
        serving.inspectorate_url(&site)
    ));
    (sandbox, site, serving, runtime)
}

/// Everything of one sort, as it is taken away.
fn export(sandbox: &Sandbox, runtime: &Runtime, what: &str) -> Vec<Value> {
    let reader = Reader::open(&sandbox.data()).unwrap();
    let application = app(&App::new(reader, "http://minutes.example".parse().unwrap(), Vec::new()), true);
    let request = Request::builder().uri(format!("/api/v1/export/{what}.ndjson")).body(Body::empty()).unwrap();
    let body = runtime.block_on(async {
        application.oneshot(request).await.unwrap().into_body().collect().await.unwrap().to_bytes()
    });
    String::from_utf8_lossy(&body).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn asked_for(site: &Site, words: &str) -> usize {
    site.take_log().iter().filter(|asked| asked.target.contains(words)).count()
}

#[test]
fn the_address_of_a_page_that_was_taken_down_is_kept_nowhere() {
    let (sandbox, _site, _serving, runtime) = with_site(Council::made_up(jiff::Zoned::now().date()).unwrap());
    sandbox.run(&["update"]);
    let of_page = "ID=884";
    let documents = export(&sandbox, &runtime, "documents");
    let page = documents.iter().find(|document| document["url"].as_str().is_some_and(|url| url.contains(of_page)));
    let id = page.unwrap()["id"].as_str().unwrap().to_owned();
    let kept = || {
        let files = files_with(&sandbox.data(), of_page);
        files.into_iter().filter(|file| !file.ends_with("-shm")).collect::<Vec<_>>()
    };
    assert!(kept().iter().any(|file| file.ends_with("journal.ndjson")), "{:?}", kept());
    sandbox.done(&["forget", &id, "--reason", "asked to"]);
    assert_eq!(kept(), [""; 0]);
    // Asked again in full, it is noted no more.
    sandbox.run(&["crawl", "--full"]);
    assert_eq!(kept(), [""; 0]);
}

#[test]
fn a_site_becomes_a_record_and_stays_one() {
    let (sandbox, site, _serving, runtime) = with_site(Council::made_up(jiff::Zoned::now().date()).unwrap());
    let first = sandbox.run(&["update"]);
    // One appendix is damaged on purpose: it is named, and everything else is there.
    assert_eq!(first.status, 2, "{first:?}");
    assert!(sandbox.done(&["check"]).contains("nothing is wrong"));

    // The inspectorate's letter is in a pack of the council too: one statement, two places.
    let letter = sandbox.search(&["\"This letter summarises\" kind:letter", "--until", "2022"]);
    assert_eq!(letter["total"]["mentions"], 1, "{letter}");
    assert_eq!(letter["results"][0]["also_in"].as_array().map(Vec::len), Some(1), "{letter}");
    let decision = sandbox.search(&["\"Saltmarsh youth centre\" kind:decision", "--since", "2023-05"]);
    assert_eq!(decision["results"][0]["date"], "2023-05-04", "{decision}");

    site.take_log();
    sandbox.done(&["update"]);
    assert_eq!(sandbox.report("update")["read"]["documents"], 0);
    assert_eq!(asked_for(&site, "/documents/"), 0, "nothing of the last months was published");

    let documents = export(&sandbox, &runtime, "documents");
    let exempt = documents.iter().find(|document| document["file_name"] == "Placement costs by provider").unwrap();
    assert_eq!(exempt["state"], "restricted", "it exists as before, and was never looked for: {exempt}");

    // That letter’s own page names the pack, and the pack names the letter.
    let letter = documents.iter().find(|d| d["source"] == "inspectorate" && d["date"] == "2022-11-03").unwrap();
    let pack = &letter["also_in"][0];
    let pack = documents.iter().find(|document| document["id"] == pack["document"]).unwrap();
    assert!(pack["also_in"].as_array().unwrap().iter().any(|other| other["document"] == letter["id"]), "{pack}");

    let meetings = export(&sandbox, &runtime, "meetings");
    let november = meetings.iter().find(|meeting| meeting["date"] == "2022-11-22").unwrap();
    let items = november["items"].as_array().unwrap();
    let attendance = items.iter().find(|item| item["title"] == "School attendance").unwrap();
    assert_eq!(attendance["papers"][0]["name"], "School attendance", "{attendance}");

    let paper: Value = sandbox.search(&["retention kind:report", "--since", "2022-12", "--until", "2022-12"]);
    let url = paper["results"][0]["document"]["url"].as_str().unwrap();
    assert!(url.contains("/documents/s7131/"), "{paper}");
    sandbox.done(&["forget", url, "--reason", "a test"]);
    site.take_log();
    sandbox.run(&["crawl", "--full"]);
    let log = site.take_log();
    assert!(log.iter().any(|asked| asked.target.contains("/documents/g4063/")));
    assert!(!log.iter().any(|asked| asked.target.contains("/documents/s7131/")), "it was taken down");
}

#[test]
fn the_systems_date_stands_and_what_a_paper_prints_otherwise_is_told() {
    let last = jiff::Zoned::now().date().yesterday().unwrap();
    let (sandbox, site, _serving, runtime) = with_site(Council::generated(1, 1, last));
    let disagreements = || {
        let meeting = export(&sandbox, &runtime, "meetings").swap_remove(0);
        assert_eq!(meeting["date"], last.to_string(), "{meeting}");
        let told = meeting["disagreements"].as_array().unwrap().clone();
        told.into_iter().filter(|told| told.as_str().unwrap().contains("the paper prints")).collect::<Vec<_>>()
    };
    site.set_stage(Stage::Earlier);
    sandbox.done(&["update"]);
    assert!(disagreements().is_empty());
    site.set_stage(Stage::Later);
    sandbox.done(&["update"]);
    assert_eq!(sandbox.report("update")["crawl"][0]["changed"], 1);
    let told = disagreements();
    assert_eq!(told.len(), 1, "{told:?}");
    let printed = last.yesterday().unwrap();
    assert!(told[0].as_str().unwrap().contains(&format!("says {last}, the paper prints {printed}")), "{told:?}");
}
