//! Attacks on the program from outside, bounded, and whether it held: `cargo bench --bench attacks`.
//!
//! A server over a made-up record is asked what nobody should ask, by addresses of its own for who attacks and who looks on;
//! then hostile files and a hostile site are read. It holds where nobody else is kept waiting for ever, nothing but an honest
//! refusal comes back, and the process is there afterwards. `HOSTILE` names a folder with further files to be read;
//! `MINUTEBOOK_PROGRAM` another build of the program. Loopback alone is attacked.

mod papers;
#[path = "../unattended/place.rs"]
#[allow(dead_code)] // of the bench that it is shared with
mod place;
mod server;
mod wire;

use demo::{Mischief, Site};
use place::Place;
use std::path::PathBuf;
use std::sync::Arc;

/// What came of one sort of attack.
pub struct Outcome {
    /// Which.
    pub name: &'static str,
    /// How many were tried.
    pub tried: usize,
    /// How many of them did no harm.
    pub held: usize,
    /// What a person should know of it.
    pub note: String,
}

fn main() {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    let mut outcomes = runtime.block_on(server::attack());
    let hostile = std::env::var_os("HOSTILE").map(PathBuf::from);
    outcomes.extend(papers::attack(hostile.as_deref()));
    outcomes.push(runtime.block_on(a_hostile_site()));
    println!("\n| attack | tried | held | failed | note |\n|---|---|---|---|---|");
    for Outcome { name, tried, held, note } in &outcomes {
        println!("| {name} | {tried} | {held} | {} | {note} |", tried - held);
    }
    let (tried, held) = outcomes.iter().fold((0, 0), |sum, one| (sum.0 + one.tried, sum.1 + one.held));
    println!("| **sum** | **{tried}** | **{held}** | **{}** | |", tried - held);
    assert_eq!(tried, held, "some attacks came through");
}

/// One source whose pages are hostile, in ways of every sort; the other is to be had all the same.
async fn a_hostile_site() -> Outcome {
    let mischief = [
        Mischief::Nested,
        Mischief::ZipBomb,
        Mischief::Endless,
        Mischief::LyingLength,
        Mischief::RedirectLoop,
        Mischief::RedirectTo("http://169.254.169.254/latest/meta-data/".to_owned()),
        Mischief::RedirectTo("file:///etc/passwd".to_owned()),
        Mischief::WrongType,
    ];
    let mut outcome = Outcome { name: "pages of a hostile site", tried: mischief.len(), held: 0, note: String::new() };
    for mischief in mischief {
        let site = Site::made_up(jiff::Zoned::now().date()).expect("the made-up council");
        let serving = demo::serve(Arc::clone(&site)).await.expect("a port");
        for page in ["mgListCommittees", "ieListMeetings", "ieListDocuments", "GetCommittees", "GetMeetings"] {
            site.misbehave(page, mischief.clone(), None);
        }
        let place = Place::new(&site, &serving);
        let read = tokio::task::spawn_blocking(move || {
            place.run(&["update"]);
            place.report()
        });
        let report = read.await.expect("a report");
        let other = report["crawl"].as_array().and_then(|all| all.iter().find(|one| one["source"] == "inspectorate"));
        let held = other.is_some_and(|other| other["new"].as_u64().is_some_and(|new| new > 0));
        outcome.held += usize::from(held);
        if !held {
            outcome.note += &format!("{mischief:?} kept the other source from being read; ");
        }
    }
    outcome
}
