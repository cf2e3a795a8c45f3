//! Three updates of a generated council: everything, nothing changed, one document replaced.

use super::place::Place;
use demo::{Council, Site, Stage};
use jiff::{ToSpan, Zoned};
use std::sync::Arc;
use tokio::runtime::Runtime;

pub fn measure(runtime: &Runtime, meetings: u64, documents: u64) {
    let last = Zoned::now().date().saturating_sub(3.days());
    let site = Site::new(Council::generated(meetings, documents, last));
    site.set_stage(Stage::Earlier);
    let serving = runtime.block_on(demo::serve(Arc::clone(&site))).expect("a port");
    let place = Place::new(&site, &serving);
    println!("\n{meetings} meetings, {documents} documents");
    for what in ["everything is new", "nothing changed", "one document replaced"] {
        if what == "one document replaced" {
            site.set_stage(Stage::Later);
        }
        let ran = place.run(&["update"]);
        let asked = site.take_log();
        let report = place.report();
        let of_crawl = |name: &str| -> u64 {
            report["crawl"].as_array().into_iter().flatten().filter_map(|source| source[name].as_u64()).sum()
        };
        let peak = ran.peak.map_or("not told".into(), |(own, worker)| {
            format!("{:.1} MB, of a worker {:.1} MB", own as f64 / 1024.0, worker as f64 / 1024.0)
        });
        println!("  {what}: {:.1} s", ran.time.as_secs_f64());
        println!(
            "    crawl: {} requests ({} of them for files), {} bytes; new {}, changed {}, unchanged {}",
            asked.len(),
            asked.iter().filter(|asked| asked.target.contains("/documents/")).count(),
            of_crawl("bytes"),
            of_crawl("new"),
            of_crawl("changed"),
            of_crawl("unchanged")
        );
        println!(
            "    read {} documents, {} passages; folded {} groups; followed {}; indexed {} documents",
            report["read"]["documents"],
            report["read"]["passages"],
            report["fold"]["groups"],
            report["follow"]["followed"],
            report["index"]["documents"]
        );
        println!("    seconds: {}", seconds(&report));
        println!("    peak memory {peak}");
    }
    println!("  data folder: {:.1} MB", place.size() as f64 / 1e6);
    let (sound, told) = place.outcome(&["check"]);
    println!("  check: {}", if sound { "nothing is wrong" } else { &told });
}

/// How long each step took, where the report says.
fn seconds(report: &serde_json::Value) -> String {
    let steps = ["read", "identify", "fold", "follow", "index"];
    let told = steps.iter().filter_map(|step| Some(format!("{step} {:.1}", report[step]["seconds"].as_f64()?)));
    let crawl = report["crawl"].as_array().into_iter().flatten().filter_map(|source| {
        let at = |name: &str| source[name].as_str()?.parse::<jiff::Timestamp>().ok();
        Some(at("ended_at")?.duration_since(at("began_at")?).as_secs_f64())
    });
    let crawl = format!("crawl {:.1}", crawl.sum::<f64>());
    std::iter::once(crawl).chain(told).collect::<Vec<_>>().join(", ")
}
