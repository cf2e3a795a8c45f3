//! Commands that are killed at random moments, and what is held once they were carried on.

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

/// A command that is killed, and what carries it on to its end.
struct Job {
    killed: &'static [&'static str],
    /// What is run after the kill, in order.
    then: &'static [&'static [&'static str]],
    /// What the folder is like before.
    from: From,
    /// Whether the document that is named [`ONE`] is gone afterwards.
    takes_down: bool,
}

/// What a folder is like before a command is killed in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum From {
    /// Nothing is held.
    Nothing,
    /// Everything is held.
    Whole,
    /// Everything is held in `copy`, and nothing in the data folder.
    Copy,
}

/// Stands for the id of a document.
const ONE: &str = "ID";

const JOBS: &[Job] = &[
    Job { killed: &["update"], then: &[&["update"]], from: From::Nothing, takes_down: false },
    Job { killed: &["read", "--all"], then: &[&["update"]], from: From::Whole, takes_down: false },
    Job { killed: &["index", "--rebuild"], then: &[&["update"]], from: From::Whole, takes_down: false },
    Job {
        killed: &["forget", ONE, "--reason", "asked to"],
        then: &[&["forget", ONE, "--reason", "asked to"], &["update"]],
        from: From::Whole,
        takes_down: true,
    },
    Job { killed: &["check", "--repair"], then: &[&["check", "--repair"]], from: From::Whole, takes_down: false },
    Job {
        killed: &["backup", "fresh"],
        then: &[&["backup", "fresh"], &["restore", "fresh"], &["index"]],
        from: From::Whole,
        takes_down: false,
    },
    Job {
        killed: &["restore", "copy"],
        then: &[&["restore", "copy"], &["index"]],
        from: From::Copy,
        takes_down: false,
    },
];

pub fn measure(runtime: &Runtime, kills: u64, seed: u64) {
    let site = Site::made_up(Zoned::now().date()).expect("the made-up council");
    let serving = runtime.block_on(demo::serve(Arc::clone(&site))).expect("a port");
    let whole = Place::new(&site, &serving);
    let update = whole.run(&["update"]).time;
    whole.run(&["backup", "copy"]);
    let expected = held(runtime, &whole);
    let one = one_of(&expected);
    let without = whole.copy();
    without.run(&["forget", &one, "--reason", "asked to"]);
    let expected_without = held(runtime, &without);
    println!("\nundisturbed: {:.1} s, {}; seed {seed}", update.as_secs_f64(), counted(&expected));
    let mut random = Random(seed);
    let (mut under_way, mut bad) = (0, 0);
    // How long each takes where nobody disturbs it, measured when it is first killed.
    let mut times = [None; JOBS.len()];
    for n in 0..kills {
        let job = &JOBS[n as usize % JOBS.len()];
        let named = |words: &[&'static str]| words.iter().map(|word| word.replace(ONE, &one)).collect::<Vec<_>>();
        let killed = named(job.killed);
        let begin = || match job.from {
            From::Nothing => Place::new(&site, &serving),
            From::Whole => whole.copy(),
            From::Copy => whole.copy().without_data(),
        };
        let time = *times[n as usize % JOBS.len()].get_or_insert_with(|| begin().run(&words(&killed)).time);
        let place = begin();
        let moment = random.moment(time);
        under_way += u64::from(place.kill_after(&words(&killed), moment));
        for then in job.then {
            if then[0] == "restore" && job.from == From::Whole {
                place.remove_data();
            }
            place.run(&words(&named(then)));
        }
        let expected = if job.takes_down { &expected_without } else { &expected };
        let what = format!("{} killed after {moment:.2?} of {time:.2?}", killed.join(" "));
        bad += u64::from(!is_as_expected(runtime, &place, expected, &what));
    }
    println!("{kills} commands killed once each ({under_way} of them under way): {bad} differ");
    let place = Place::new(&site, &serving);
    let mut under_way = 0;
    for _ in 0..kills {
        // Soon: what one run has done the next need not do, so that a later kill would find nothing under way.
        under_way += u64::from(place.kill_after(&["update"], random.moment(update / 10)));
    }
    place.run(&["update"]);
    let same = is_as_expected(runtime, &place, &expected, "kills in a row");
    println!(
        "one update killed {kills} times in a row ({under_way} under way): {}",
        if same { "the same" } else { "differs" }
    );
    assert!(bad == 0 && same, "what is held depends on the kills");
}

fn words(owned: &[String]) -> Vec<&str> {
    owned.iter().map(String::as_str).collect()
}

/// A document with text.
fn one_of(held: &BTreeMap<&str, Vec<String>>) -> String {
    let passage: Value = serde_json::from_str(&held["passages"][0]).expect("an object a line");
    passage["document"]["id"].as_str().expect("a passage knows its document").to_owned()
}

/// Compares what is held with what it should be.
fn is_as_expected(runtime: &Runtime, place: &Place, expected: &BTreeMap<&str, Vec<String>>, what: &str) -> bool {
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
