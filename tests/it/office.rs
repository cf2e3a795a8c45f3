//! Formats that nothing here reads, by way of LibreOffice where it is installed. Where it is not, these tests say so and
//! look at what is said then.

use crate::sandbox::{MINUTES, Sandbox, found};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

const SOURCE: &str =
    "[[source]]\nname = \"papers\"\nkind = \"folder\"\npath = \"papers\"\ncouncil = \"Anytown Borough Council\"\n";

/// A workbook of Excel 4: its mark is all that is looked at.
const OLD: &[u8] = b"\x09\x04\x06\x00\x00\x00\x10\x00 and what nobody can read";

fn asking_for_office(sandbox: &Sandbox) {
    sandbox.configure(&format!("[read]\noffice = true\n\n{SOURCE}"));
}

fn coverage(sandbox: &Sandbox) -> Value {
    sandbox.search(&["backlog", "--copies", "all"])["coverage"]["files"].clone()
}

/// Makes a file of another format by LibreOffice itself; `None` where it, or the part of it that is needed, is not
/// installed.
fn made(folder: &Path, name: &str, words: &str, ending: &str) -> Option<Vec<u8>> {
    let file = folder.join(name);
    std::fs::write(&file, words).unwrap();
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let mut office = Command::new("soffice");
    office.args([&profile, "--headless", "--convert-to", ending, "--outdir"]).arg(folder).arg(&file);
    office.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let ran = office.status().is_ok_and(|status| status.success());
    let bytes = std::fs::read(file.with_extension(ending.split(':').next().unwrap())).ok().filter(|_| ran);
    if bytes.is_none() {
        eprintln!("LibreOffice (soffice) is not installed whole: reading {ending} by way of it is NOT tested");
    }
    bytes
}

/// A text of WordPerfect 6: a head, and words with its own code for blanks.
fn word_perfect(words: &str) -> Vec<u8> {
    let mut bytes = b"\xFFWPC\x00\x02\x00\x00\x01\x0A\x02\x01\x00\x00\x10\x00".to_vec();
    bytes.resize(0x200, 0);
    bytes.extend(words.bytes().map(|b| if b == b' ' { 0x80 } else { b }));
    bytes.push(0xCC);
    bytes
}

#[test]
fn what_waits_for_libreoffice_is_said_where_there_is_none() {
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.paper("costs.xls", OLD);
    asking_for_office(&sandbox);
    let ran = sandbox.run_with(&["update"], &[("PATH", "/nowhere")]);
    assert!(ran.stderr.contains("LibreOffice (soffice) is not installed: 1 documents wait"), "{}", ran.stderr);
    let held = sandbox.held()["problems"].to_string();
    assert!(held.contains("office_missing") && held.contains("`[read] office` is true"), "{held}");
    assert_eq!(coverage(&sandbox)["format_not_read"], 1);
    // Nobody asks for it any more, or it is there: then it is missed no longer.
    sandbox.configure(SOURCE);
    sandbox.done(&["update"]);
    assert_eq!(coverage(&sandbox)["format_not_read"], 1);
}

#[test]
fn other_formats_are_read_once_it_is_asked_for() {
    let sandbox = Sandbox::new();
    // On paper the next cell would cover the end of this one.
    let rows = "Post,Task,Due\nTreasurer,\"The gasworks backlog is cleared by Lammas, which no column of paper shows\",Lammas\n";
    let Some(workbook) = made(&sandbox.path(""), "rows.csv", rows, "xls") else { return };
    // WordPerfect is read by Writer, which may be missing where Calc is there.
    if made(&sandbox.path(""), "words.txt", "The words of a text", "odt").is_none() {
        return;
    }
    sandbox.paper("costs.xls", &workbook);
    sandbox.paper("torn.xls", &workbook[..workbook.len() / 3]);
    sandbox.paper("empty.xls", OLD);
    sandbox.paper("oiling.wpd", word_perfect("The gasworks pump is oiled at Martinmas"));
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.run(&["update"]);
    assert_eq!(found(&sandbox.search(&["gasworks"])).len(), 0);
    let before = coverage(&sandbox);
    asking_for_office(&sandbox);
    let ran = sandbox.run(&["update"]);
    let answer = sandbox.search(&["\"gasworks backlog\""]);
    assert_eq!(answer["total"]["mentions"], 1, "{answer}\n{before}\n{}", ran.stderr);
    assert_eq!(answer["results"][0]["page"], 1, "{answer}");
    assert_eq!(sandbox.search(&["\"no column of paper shows\""])["total"]["mentions"], 1);
    let report = sandbox.report("update");
    assert_eq!(report["read"]["files_read_by_office"], 2, "{report}");
    let held = sandbox.held()["problems"].to_string();
    assert!(held.contains("by_office") && held.contains("office_failed"), "{held}");
    let after = coverage(&sandbox);
    assert_eq!(after["read_whole"].as_u64(), before["read_whole"].as_u64().map(|whole| whole + 2), "{before} {after}");
    // What was tried is left alone until it changes.
    sandbox.run(&["update"]);
    assert_eq!(sandbox.report("update")["read"]["files_read_by_office"], 0);
    assert_eq!(found(&sandbox.search(&["gasworks"])).len(), 2);
    // And is read in the same way when everything is read anew.
    sandbox.run(&["read", "--all"]);
    sandbox.run(&["index"]);
    assert_eq!(found(&sandbox.search(&["gasworks"])).len(), 2);
}
