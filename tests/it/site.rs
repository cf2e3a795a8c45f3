//! The made-up council's site, brought in by the program over HTTP.

use crate::sandbox::Sandbox;
use minutebook::demo::{Serving, Site, serve};
use serde_json::Value;
use std::sync::Arc;
use tokio::runtime::Runtime;

/// A sandbox whose sources are a site and an inspectorate on loopback.
fn council() -> (Sandbox, Arc<Site>, Serving, Runtime) {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let site = Site::made_up(jiff::Zoned::now().date()).unwrap();
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

fn asked_for(site: &Site, words: &str) -> usize {
    site.take_log().iter().filter(|asked| asked.target.contains(words)).count()
}

#[test]
fn a_site_becomes_a_record_and_stays_one() {
    let (sandbox, site, _serving, _runtime) = council();
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
