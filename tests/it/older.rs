//! A record that the first version made: opened, brought up to date, checked and searched by the program of today.
//!
//! `first-record.zip` holds the folder that the program of 22 November 2026 left: two papers, its catalogue of two
//! migrations, its index of an earlier layout. It is never made again.

use crate::sandbox::{MINUTES, Sandbox, found};

const FIRST: &[u8] = include_bytes!("first-record.zip");

fn first() -> Sandbox {
    let sandbox = Sandbox::new();
    let mut files = zip::ZipArchive::new(std::io::Cursor::new(FIRST)).unwrap();
    files.extract(sandbox.path(".")).unwrap();
    sandbox
}

fn answer(sandbox: &Sandbox) -> Vec<String> {
    let mut ids = found(&sandbox.search(&["\"repairs backlog\"", "--page-size", "100"]));
    ids.sort();
    ids
}

#[test]
fn what_the_first_version_held_is_told_to_be_old_and_brought_up_to_date() {
    let fresh = Sandbox::new();
    fresh.paper("march.txt", MINUTES);
    fresh.paper("may.txt", MINUTES.replace("12 MARCH 2020", "14 MAY 2020").replace("by June", "by July"));
    fresh.done(&["update"]);
    let sandbox = first();
    // Before anything is written: no wrong answer, but what to do.
    for command in [&["search", "backlog"][..], &["status"]] {
        let refused = sandbox.run(command);
        assert_eq!(refused.status, 3, "{refused:?}");
        assert!(refused.stderr.contains("minutebook update"), "{refused:?}");
    }
    sandbox.done(&["update"]);
    assert_eq!(answer(&sandbox), answer(&fresh));
    assert!(sandbox.done(&["check"]).contains("nothing is wrong"));
    assert_eq!(sandbox.report("update")["crawl"][0]["new"], 0, "the bytes that were held are those that are there");
}

#[test]
fn what_the_first_version_held_can_be_copied_taken_down_and_made_again() {
    let sandbox = first();
    std::fs::remove_dir_all(sandbox.path("papers")).unwrap();
    sandbox.done(&["backup", "copy"]);
    let id = record::DocumentId::derive("papers", "may.txt").to_string();
    sandbox.done(&["forget", &id, "--reason", "asked to"]);
    // Read again by what recognises more; nothing of it is shown before.
    sandbox.done(&["read"]);
    sandbox.done(&["index"]);
    let left = answer(&sandbox);
    assert!(!left.is_empty());
    std::fs::remove_dir_all(sandbox.data()).unwrap();
    sandbox.done(&["restore", "copy"]);
    sandbox.done(&["read"]);
    sandbox.done(&["index"]);
    let both = answer(&sandbox);
    assert!(both.len() > left.len() && left.iter().all(|id| both.contains(id)), "{both:?} {left:?}");
    sandbox.done(&["check"]);
}
