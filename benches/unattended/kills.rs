//! Updates that are killed at random moments, and what is held once they were carried on.

use super::place::Place;
use axum::body::Body;
use axum::http::Request;
use demo::Site;
use http_body_util::BodyExt;
use jiff::Zoned;
use minutebook::store::Reader;
use minutebook::web::{App, app};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// Every export, with copies.
const EXPORTS: &[&str] = &["meetings", "documents", "passages", "commitments", "resolutions", "people"];

pub fn measure(runtime: &Runtime, kills: u64, seed: u64) {
    let site = Site::made_up(Zoned::now().date()).expect("the made-up council");
    let serving = runtime.block_on(demo::serve(Arc::clone(&site))).expect("a port");
    let undisturbed = Place::new(&site, &serving);
    let whole = undisturbed.run(&["update"]).time;
    let expected = held(runtime, &undisturbed);
    println!("\nundisturbed: {:.1} s, {}; seed {seed}", whole.as_secs_f64(), counted(&expected));
    let mut random = Random(seed);
    let mut under_way = 0;
    let mut bad = 0;
    for n in 1..=kills {
        let place = Place::new(&site, &serving);
        let moment = random.moment(whole);
        under_way += u64::from(place.kill_after(&["update"], moment));
        bad += u64::from(!is_as_expected(runtime, &place, &expected, &format!("kill {n} after {moment:.2?}")));
    }
    println!("{kills} updates killed once each ({under_way} of them under way): {bad} differ");
    let place = Place::new(&site, &serving);
    let mut under_way = 0;
    for _ in 0..kills {
        // Soon: what one run has done the next need not do, so that a later kill would find nothing under way.
        under_way += u64::from(place.kill_after(&["update"], random.moment(whole / 10)));
    }
    let same = is_as_expected(runtime, &place, &expected, "kills in a row");
    println!(
        "one update killed {kills} times in a row ({under_way} under way): {}",
        if same { "the same" } else { "differs" }
    );
    assert!(bad == 0 && same, "what is held depends on the kills");
}

/// Carries an update on to its end and compares.
fn is_as_expected(runtime: &Runtime, place: &Place, expected: &BTreeMap<&str, Vec<String>>, what: &str) -> bool {
    place.run(&["update"]);
    let (sound, told) = place.outcome(&["check"]);
    if !sound {
        println!("  {what}: check says {told}");
    }
    let found = held(runtime, place);
    for (name, lines) in expected {
        let found = &found[name];
        if found != lines {
            println!("  {what}: {name} differ, {} lines instead of {}", found.len(), lines.len());
            let differing = lines
                .iter()
                .filter(|line| !found.contains(line))
                .chain(found.iter().filter(|line| !lines.contains(line)));
            differing.take(4).for_each(|line| println!("    {}", line.chars().take(600).collect::<String>()));
        }
    }
    sound && found == *expected
}

/// Everything that is held, as the exports give it, but for the times at which it was done; in order of its text.
fn held<'a>(runtime: &Runtime, place: &Place) -> BTreeMap<&'a str, Vec<String>> {
    let reader = Reader::open(&place.data()).expect("a record");
    let application = app(&App::new(reader, "http://bench.invalid".parse().expect("an address"), Vec::new()), true);
    let export = |name: &&'a str| {
        let request = Request::builder().uri(format!("/api/v1/export/{name}.ndjson")).body(Body::empty());
        let body = runtime.block_on(async {
            let response = application.clone().oneshot(request.expect("a request")).await.expect("an answer");
            response.into_body().collect().await.expect("a whole answer").to_bytes()
        });
        let text = String::from_utf8_lossy(&body).into_owned();
        let mut lines: Vec<String> = text
            .lines()
            .map(|line| {
                let mut value: Value = serde_json::from_str(line).expect("an object a line");
                without_times(&mut value);
                value.to_string()
            })
            .collect();
        lines.sort();
        (*name, lines)
    };
    EXPORTS.iter().map(export).collect()
}

/// When something was first seen, asked for or changed is the run's and not the record's.
fn without_times(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let is_of_the_run = |name: &str| matches!(name, "at" | "missing_since") || name.ends_with("_at");
            fields.retain(|name, _| !is_of_the_run(name) || matches!(name.as_str(), "starts_at" | "ended_at"));
            fields.values_mut().for_each(without_times);
        }
        Value::Array(values) => values.iter_mut().for_each(without_times),
        _ => {}
    }
}

fn counted(held: &BTreeMap<&str, Vec<String>>) -> String {
    // The last line of an export only says that it is whole.
    let counts = held.iter().map(|(name, lines)| format!("{} {name}", lines.len().saturating_sub(1)));
    counts.collect::<Vec<_>>().join(", ")
}

/// A sequence of numbers that looks random and is the same for the same seed.
/// Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014 (SplitMix64).
struct Random(u64);

impl Random {
    fn moment(&mut self, within: Duration) -> Duration {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        within.mul_f64((z >> 11) as f64 / (1_u64 << 53) as f64)
    }
}
