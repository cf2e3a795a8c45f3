//! A disk that writes too little, fails or is full, and a clock that jumps, under the program while it runs: it says so and
//! ends, takes nothing away that was there, and the next run holds what an undisturbed one holds.
//!
//! `FAULTS` says at how many places of each part of the record each fault is tried; one, unless it is set.

use crate::sandbox::{MINUTES, Ran, Sandbox, found, root};
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;

/// What stands between the program and the system: see `faults.c`.
static LIBRARY: LazyLock<(tempfile::TempDir, PathBuf)> = LazyLock::new(|| {
    let dir = tempfile::tempdir().unwrap();
    let library = dir.path().join("faults.so");
    let mut compiler = Command::new("cc");
    compiler.args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"]).arg(&library);
    let compiled = compiler.arg(root().join("tests/it/faults.c")).arg("-ldl").status();
    assert!(compiled.expect("a C compiler, as Rust needs one to link").success());
    (dir, library)
});

/// The parts of the record: archive and journal, SQLite with its log, Tantivy.
const PARTS: &[&str] = &["archive", "catalogue", "index"];

fn run(sandbox: &Sandbox, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    let preload = ("LD_PRELOAD", LIBRARY.1.to_str().unwrap());
    sandbox.run_with(arguments, &[variables, &[preload]].concat())
}

fn paper(day: u32) -> String {
    MINUTES.replace("12 MARCH", &format!("{day} MARCH")).replace("by June", &format!("by {day} June"))
}

/// A record of two papers, and a third that is not taken in yet.
fn begun() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.paper("1.txt", paper(1));
    sandbox.paper("2.txt", paper(2));
    sandbox.done(&["update"]);
    sandbox.paper("3.txt", paper(3));
    sandbox
}

fn answer(sandbox: &Sandbox) -> Vec<String> {
    let mut ids = found(&sandbox.search(&["\"repairs backlog\"", "--page-size", "100"]));
    ids.sort();
    ids
}

/// How often an update writes, flushes or renames in this part.
fn writes(part: &str) -> u64 {
    let sandbox = begun();
    let (below, count) = (sandbox.data().join(part), sandbox.path("count"));
    let variables = [("FAULT_BELOW", below.to_str().unwrap()), ("FAULT_COUNT", count.to_str().unwrap())];
    assert_eq!(run(&sandbox, &["update"], &variables).status, 0);
    fs::read_to_string(count).unwrap().trim().parse().unwrap()
}

#[test]
fn whatever_a_disk_does_nothing_is_lost_and_the_next_run_makes_it_good() {
    let places: u64 = std::env::var("FAULTS").map_or(1, |number| number.parse().expect("a whole number"));
    let undisturbed = begun();
    let before = answer(&undisturbed);
    undisturbed.done(&["update"]);
    let expected = answer(&undisturbed);
    assert!(before.len() < expected.len());
    let (mut tried, mut met) = (0, 0);
    for part in PARTS {
        let writes = writes(part);
        assert!(writes > 0, "nothing is written in {part}: the faults would not be met");
        for kind in ["short", "eio", "enospc"] {
            for place in 0..places {
                // One in each of so many stretches, and not at the same place of each.
                let at = 1 + writes * (3 * place + 1) / (3 * places);
                let sandbox = begun();
                let (below, at) = (sandbox.data().join(part), at.to_string());
                let fault = [("FAULT_BELOW", below.to_str().unwrap()), ("FAULT_AT", at.as_str()), ("FAULT_KIND", kind)];
                let ran = run(&sandbox, &["update"], &fault);
                let what = format!("{kind} at write {at} of {writes} in {part}: {ran:?}");
                tried += 1;
                met += u32::from(ran.status != 0);
                assert!(!ran.stderr.contains("panicked"), "{what}");
                assert!(kind != "short" || ran.status == 0, "a short write is no fault of a disk: {what}");
                let still = answer(&sandbox);
                assert!(before.iter().all(|id| still.contains(id)), "{what}: {still:?} instead of {before:?}");
                sandbox.done(&["update"]);
                let checked = sandbox.done(&["check"]);
                assert!(checked.contains("nothing is wrong"), "{what}: {checked}");
                assert_eq!(answer(&sandbox), expected, "{what}");
            }
        }
    }
    println!("{tried} faults tried; {met} runs ended with an error");
    assert!(met > 0, "no fault was met at all");
}

#[test]
fn a_clock_that_jumps_takes_nothing_away() {
    let undisturbed = begun();
    undisturbed.done(&["update"]);
    let expected = answer(&undisturbed);
    for (looks, by) in [("1", "-34560000"), ("1", "34560000"), ("12", "-34560000"), ("12", "34560000")] {
        let sandbox = begun();
        let ran = run(&sandbox, &["update"], &[("CLOCK_AT", looks), ("CLOCK_BY", by)]);
        let what = format!("{by} s at look {looks}: {ran:?}");
        assert_eq!(ran.status, 0, "{what}");
        assert_eq!(answer(&sandbox), expected, "{what}");
        // Back in its own time.
        sandbox.done(&["update"]);
        assert_eq!(answer(&sandbox), expected, "{what}");
        let (_, documents) = sandbox.get("/api/v1/export/documents.ndjson");
        assert_eq!(documents.matches("\"state\":\"held\"").count(), 3, "{what}: {documents}");
        assert!(sandbox.done(&["check"]).contains("nothing is wrong"), "{what}");
    }
}
