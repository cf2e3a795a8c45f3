//! Attacks of publishers: files that are hostile to whoever reads them.

use super::Outcome;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// Resident memory of the program itself beyond which a file has done harm, in kB.
const MOST_MEMORY: u64 = 1 << 20;

/// How often the program is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Files that cost much more than their size, by the way in which they do.
fn made() -> Vec<(&'static str, Vec<u8>)> {
    let nested = |open: &str, n: usize| open.repeat(n).into_bytes();
    let attributes: String = (0..200_000).map(|n| format!(" a{n}=1")).collect();
    let formatting: String = (0..3_000).map(|n| format!("<font size={n}>")).collect();
    let entities = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
    vec![
        ("deep.html", nested("<span>", 60_000)),
        ("wide.html", nested("<br>", 500_000)),
        ("attributes.html", format!("<p{attributes}>words").into_bytes()),
        ("formatting.html", format!("{formatting}{}", "<p>x".repeat(3_000)).into_bytes()),
        ("tables.html", nested("<table><tr><td>", 20_000)),
        ("feeds.txt", nested("a\u{c}", 2_500_000)),
        ("lines.txt", nested("line\n", 60_000)),
        ("line.txt", nested("word ", 1_000_000)),
        ("nulls.txt", vec![0; 5_000_000]),
        ("lists.md", nested("- ", 100_000)),
        ("quotes.md", nested("> ", 100_000)),
        ("deep.rtf", [b"{\\rtf1 ".to_vec(), nested("{", 200_000)].concat()),
        ("entities.xml", format!("{entities}<x>{}</x>", "&c;".repeat(50_000)).into_bytes()),
        ("deep.xml", nested("<a>", 200_000)),
        ("empty.pdf", Vec::new()),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer << /Root 1 0 R >>".to_vec()),
        ("loop.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type /Pages /Kids [1 0 R 1 0 R] /Count 2 >>\nendobj\n2 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 2 0 R >>\n%%EOF".to_vec()),
        ("no.docx", b"PK\x03\x04 and no more".to_vec()),
        ("parts.mhtml", format!("Content-Type: multipart/related; boundary=b\r\n\r\n{}", "--b\r\n\r\n".repeat(200_000)).into_bytes()),
    ]
}

/// Reads each file in a record of its own: it ends, is recorded, and costs the program itself little.
pub fn attack(hostile: Option<&Path>) -> Vec<Outcome> {
    let further = hostile.map(|folder| std::fs::read_dir(folder).expect("the folder of hostile files").flatten());
    let further = further.into_iter().flatten().filter(|entry| entry.path().is_file());
    let further = further
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).expect("a file")));
    let files: Vec<(String, Vec<u8>)> =
        made().into_iter().map(|(name, bytes)| (name.to_owned(), bytes)).chain(further).collect();
    let mut outcome = Outcome { name: "hostile files read", tried: files.len(), held: 0, note: String::new() };
    let mut most = 0;
    for (name, bytes) in files {
        let (status, memory, checked) = read(&name, &bytes);
        most = most.max(memory);
        let held = matches!(status, Some(0 | 2)) && checked && memory < MOST_MEMORY;
        outcome.held += usize::from(held);
        if !held {
            outcome.note += &format!("{name}: {status:?}, {} MB, sound: {checked}; ", memory / 1024);
        }
    }
    outcome.note += &format!("at most {} MB of the program itself", most / 1024);
    vec![outcome]
}

/// How an update with this file ends, its memory in kB, and whether what is held then is sound.
fn read(name: &str, bytes: &[u8]) -> (Option<i32>, u64, bool) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let papers = dir.path().join("papers");
    std::fs::create_dir(&papers).expect("a folder");
    std::fs::write(papers.join(name), bytes).expect("a file");
    let block = "[[source]]\nname = \"papers\"\nkind = \"folder\"\npath = \"papers\"\ncouncil = \"Anytown Council\"\n";
    std::fs::write(dir.path().join("config.toml"), block).expect("a configuration");
    let program = || {
        let program = std::env::var_os("MINUTEBOOK_PROGRAM").unwrap_or_else(|| env!("CARGO_BIN_EXE_minutebook").into());
        let mut command = Command::new(program);
        command.current_dir(dir.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let mut child = program().arg("update").spawn().expect("the program");
    let mut memory = 0;
    let status = loop {
        let told = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = told.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        memory = memory.max(line.trim().trim_end_matches(" kB").parse().unwrap_or(0));
        match child.try_wait().expect("its end") {
            Some(status) => break status.code(),
            None => std::thread::sleep(LOOK_EVERY),
        }
    };
    let checked = program().arg("check").status().expect("the program").success();
    (status, memory, checked)
}
