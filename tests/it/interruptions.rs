//! Killed, torn, deleted, copied: what is held comes back the same.

use crate::sandbox::{MINUTES, Sandbox, found};
use jiff::Timestamp;
use minutebook::store::WriterLock;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

fn filled() -> Sandbox {
    let sandbox = Sandbox::new();
    for day in 1..=6 {
        let text = MINUTES.replace("12 MARCH", &format!("{day} MARCH")).replace("by June", &format!("by {day} June"));
        sandbox.paper(&format!("{day}.txt"), text);
    }
    sandbox
}

/// Everything that a search says, but for how long it took.
fn answer(sandbox: &Sandbox) -> Vec<String> {
    let mut ids = found(&sandbox.search(&["\"repairs backlog\"", "--sort", "oldest", "--page-size", "100"]));
    assert!(!ids.is_empty());
    ids.sort();
    ids
}

#[test]
fn a_run_that_is_killed_anywhere_is_carried_on() {
    let undisturbed = filled();
    undisturbed.done(&["update"]);
    let expected = answer(&undisturbed);
    let sandbox = filled();
    // Killed once it has said its first line, its second, and so on to its last.
    for lines in 1..=8 {
        let mut child = sandbox.command(&["update"]).stderr(Stdio::piped()).spawn().unwrap();
        let said = BufReader::new(child.stderr.take().unwrap()).lines().take(lines).count();
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(said <= lines);
    }
    sandbox.done(&["update"]);
    let checked = sandbox.done(&["check"]);
    assert!(checked.contains("nothing is wrong"), "{checked}");
    assert_eq!(answer(&sandbox), expected);
}

#[test]
fn catalogue_and_index_come_back_from_the_archive() {
    let sandbox = filled();
    sandbox.done(&["update"]);
    let expected = answer(&sandbox);
    fs::remove_dir_all(sandbox.data().join("index")).unwrap();
    sandbox.done(&["update"]);
    assert_eq!(answer(&sandbox), expected);
    for file in fs::read_dir(sandbox.data()).unwrap().map(|e| e.unwrap().path()) {
        if file.file_name().unwrap().to_string_lossy().starts_with("catalogue") {
            fs::remove_file(file).unwrap();
        }
    }
    // Without the papers: what is read comes from the archive.
    fs::remove_dir_all(sandbox.path("papers")).unwrap();
    sandbox.done(&["read"]);
    sandbox.done(&["index"]);
    assert_eq!(answer(&sandbox), expected);
    sandbox.done(&["check"]);
}

#[test]
fn a_damaged_catalogue_is_made_again() {
    let sandbox = filled();
    sandbox.done(&["update"]);
    let expected = answer(&sandbox);
    fs::write(sandbox.data().join("catalogue.sqlite"), "this is no database, and long enough to tell").unwrap();
    for log in ["catalogue.sqlite-wal", "catalogue.sqlite-shm"] {
        let _ = fs::remove_file(sandbox.data().join(log));
    }
    assert_eq!(sandbox.run(&["check"]).status, 3);
    let told = sandbox.done(&["check", "--repair"]);
    assert!(told.contains("made again from the journal"), "{told}");
    assert_eq!(answer(&sandbox), expected);
}

#[test]
fn damaged_bytes_are_found_and_asked_for_again() {
    let sandbox = filled();
    sandbox.done(&["update"]);
    let blob = first_file(&sandbox.data().join("archive/blobs"));
    fs::write(&blob, zstd::encode_all(&b"other bytes"[..], 1).unwrap()).unwrap();
    let checked = sandbox.run(&["check"]);
    assert_eq!(checked.status, 2, "{checked:?}");
    assert!(checked.stdout.contains("is damaged"), "{checked:?}");
    sandbox.done(&["check", "--repair"]);
    sandbox.done(&["crawl"]);
    sandbox.done(&["check"]);
}

#[test]
fn a_copy_restores_what_cannot_be_rebuilt() {
    let sandbox = filled();
    sandbox.done(&["update"]);
    let expected = answer(&sandbox);
    sandbox.done(&["backup", "copy"]);
    assert!(sandbox.done(&["backup", "copy"]).contains("0 blobs copied"));
    assert_eq!(sandbox.run(&["restore", "copy"]).status, 3);
    fs::remove_dir_all(sandbox.data()).unwrap();
    sandbox.done(&["restore", "copy"]);
    sandbox.done(&["index"]);
    assert_eq!(answer(&sandbox), expected);
    sandbox.done(&["check"]);
}

#[test]
fn a_copy_that_was_not_brought_back_whole_is_told_and_gone_on_with() {
    let sandbox = filled();
    sandbox.done(&["update"]);
    let expected = answer(&sandbox);
    sandbox.done(&["backup", "copy"]);
    fs::remove_dir_all(sandbox.data()).unwrap();
    sandbox.done(&["restore", "copy"]);
    // As a kill leaves it: the mark is there, and not all bytes are.
    fs::write(sandbox.data().join("restoring"), "copy").unwrap();
    fs::remove_file(first_file(&sandbox.data().join("archive/blobs"))).unwrap();
    for command in [&["update"][..], &["search", "backlog"], &["status"], &["backup", "other"]] {
        let refused = sandbox.run(command);
        assert_eq!(refused.status, 3, "{command:?} {refused:?}");
        assert!(refused.stderr.contains("run `minutebook restore` again"), "{refused:?}");
    }
    sandbox.done(&["restore", "copy"]);
    sandbox.done(&["index"]);
    assert_eq!(answer(&sandbox), expected);
    sandbox.done(&["check"]);
}

#[test]
fn text_of_bytes_that_were_lost_for_a_while_stays() {
    let sandbox = filled();
    sandbox.done(&["update"]);
    let expected = answer(&sandbox);
    let lost = first_file(&sandbox.data().join("archive/blobs"));
    fs::remove_file(&lost).unwrap();
    let read = sandbox.run(&["read", "--all"]);
    assert_eq!(read.status, 2, "{read:?}");
    sandbox.done(&["index"]);
    assert_eq!(answer(&sandbox), expected, "what was read of them before");
    sandbox.done(&["check", "--repair"]);
    sandbox.done(&["update"]);
    sandbox.done(&["check", "--repair"]);
    sandbox.done(&["update"]);
    assert_eq!(answer(&sandbox), expected);
    sandbox.done(&["check"]);
}

#[test]
fn one_process_writes_and_a_second_is_told_which() {
    let sandbox = filled();
    sandbox.done(&["update"]);
    let _held = WriterLock::take(&sandbox.data(), "update", Timestamp::now()).unwrap();
    let refused = sandbox.run(&["update"]);
    assert_eq!(refused.status, 3, "{refused:?}");
    assert!(refused.stderr.contains(&format!("process {}, job `update`", std::process::id())), "{refused:?}");
    assert!(!answer(&sandbox).is_empty());
}

fn first_file(dir: &std::path::Path) -> std::path::PathBuf {
    let path = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).min().unwrap();
    if path.is_dir() { first_file(&path) } else { path }
}
