//! The rules of the house: which crates and modules may know each other, how long a file may be, what it must say.

use crate::sandbox::root;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Longest file, in lines.
const LONGEST: usize = 500;

#[test]
fn crates_know_only_what_is_below_them() {
    let ours = ["record", "extract", "index", "crawler", "demo", "minutebook"];
    for (name, allowed) in [
        ("record", &[][..]),
        ("extract", &["record"]),
        ("index", &["record"]),
        ("crawler", &["record"]),
        ("demo", &["crawler"]),
    ] {
        let manifest = fs::read_to_string(root().join(name).join("Cargo.toml")).unwrap();
        let manifest: toml::Table = toml::from_str(&manifest).unwrap();
        let dependencies = ["dependencies", "dev-dependencies", "build-dependencies"];
        for dependency in
            dependencies.iter().filter_map(|table| manifest.get(*table)?.as_table()).flat_map(|t| t.keys())
        {
            let known = ours.contains(&dependency.as_str());
            assert!(!known || allowed.contains(&dependency.as_str()), "{name} may not know {dependency}");
        }
    }
}

/// Heavy libraries, by the beginning of their names, and the packages that may depend on them.
const HEAVY: [(&str, &[&str]); 5] = [
    ("rusqlite", &["minutebook"]),
    ("reqwest", &["crawler"]),
    ("lettre", &["crawler"]),
    // A bench asks the bare engine beside us.
    ("tantivy", &["index", "minutebook (dev)"]),
    ("hayro", &["extract"]),
];

#[test]
fn one_package_depends_on_each_heavy_library() {
    let cargo = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline", "--locked"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    let metadata: Value = serde_json::from_slice(&cargo.stdout).unwrap();
    let mut met = BTreeSet::new();
    for package in metadata["packages"].as_array().unwrap() {
        for dependency in package["dependencies"].as_array().unwrap() {
            let (name, library) = (package["name"].as_str().unwrap(), dependency["name"].as_str().unwrap());
            let Some((heavy, may)) = HEAVY.iter().find(|(heavy, _)| library.starts_with(heavy)) else { continue };
            let who = match dependency["kind"].as_str() {
                Some(kind) => format!("{name} ({kind})"),
                None => name.to_owned(),
            };
            assert!(may.contains(&who.as_str()), "{who} may not depend on {library}");
            met.insert(*heavy);
        }
    }
    assert_eq!(met.len(), HEAVY.len(), "a library that nobody depends on needs no rule");
}

#[test]
fn modules_know_only_what_is_below_them() {
    for (module, never) in [
        ("store", &["worker", "jobs", "web", "cli"][..]),
        ("worker", &["jobs", "web", "cli"]),
        ("jobs", &["web", "cli"]),
        ("web", &["jobs", "cli"]),
    ] {
        for file in sources(&root().join("src").join(module)) {
            let text = fs::read_to_string(&file).unwrap();
            for other in never {
                let known = text
                    .lines()
                    .filter(|l| !l.trim_start().starts_with("//"))
                    .any(|l| l.contains(&format!("crate::{other}")) || l.contains(&format!("super::super::{other}")));
                assert!(!known, "{} may not know {other}", file.display());
            }
            assert!(!text.contains(" demo::"), "{} may not know the made-up council", file.display());
        }
    }
}

#[test]
fn one_crate_knows_each_heavy_library_and_one_module_sqlite() {
    for (library, folders) in [
        ("rusqlite", &["src/store"][..]),
        ("reqwest", &["crawler"]),
        ("lettre", &["crawler"]),
        ("tantivy", &["index", "benches"]),
        ("hayro", &["extract"]),
    ] {
        let all = ["record", "extract", "index", "crawler", "demo", "src", "tests", "benches"];
        let files = all.into_iter().flat_map(|folder| sources(&root().join(folder)));
        // This file names them to look for them.
        for file in files.filter(|file| !file.ends_with("tests/it/house.rs")) {
            let may = folders.iter().any(|folder| file.starts_with(root().join(folder)));
            let name = names(&fs::read_to_string(&file).unwrap()).into_iter().find(|name| name.starts_with(library));
            assert!(may || name.is_none(), "{} may not know {}", file.display(), name.unwrap_or_default());
        }
    }
}

/// Every name in a file, in declarations and out of them, without its comments.
fn names(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split(|c: char| !(c.is_alphanumeric() || c == '_'))).map(str::to_owned).collect()
}

#[test]
fn a_library_is_found_wherever_code_names_it() {
    for (text, is_named) in [
        ("use rusqlite::Row;", true),
        ("fn f(c: &rusqlite::Connection) {}", true),
        ("let x = (rusqlite::Error, 1);", true),
        ("// rusqlite is not for here", false),
        ("let rus_qlite = 1;", false),
    ] {
        assert_eq!(names(text).iter().any(|name| name == "rusqlite"), is_named, "{text}");
    }
}

#[test]
fn what_publishers_wrote_is_read_in_workers_alone() {
    for file in sources(&root().join("src")).into_iter().filter(|file| !file.starts_with(root().join("src/worker"))) {
        let text = fs::read_to_string(&file).unwrap();
        for reader in ["extract::format", "format::pdf", "scraper", "hayro", "quick_xml"] {
            assert!(!text.contains(reader), "{} may not read files itself ({reader})", file.display());
        }
    }
    // Pages of sites are judged before anything is built of them, and nothing else of a site is.
    for file in sources(&root().join("crawler/src")) {
        let builds = fs::read_to_string(&file).unwrap().contains("Html::parse_document");
        // The judge compares itself with what is really built.
        let may = file.starts_with(root().join("crawler/src/source")) || file.ends_with("client/markup.rs");
        assert!(!builds || may, "{}", file.display());
    }
}

/// Reading is pure: a value in, a value out. Tests may look at the files that they try.
#[test]
fn what_reads_touches_nothing_outside() {
    for file in ["extract/src", "record/src"].into_iter().flat_map(|folder| sources(&root().join(folder))) {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for line in code.lines().map(str::trim_start).filter(|line| !line.starts_with("//")) {
            let outside = ["std::fs", "std::net", "std::process", "std::env", "std::thread", "tokio"];
            let grouped = ["fs", "net", "process", "env", "thread"];
            let is_named = outside.iter().any(|name| line.contains(name))
                || line.starts_with("use std::{") && names(line).iter().any(|name| grouped.contains(&name.as_str()));
            assert!(!is_named, "{} may not touch what is outside: {line}", file.display());
        }
    }
}

#[test]
fn every_invariant_names_a_test_that_is_there() {
    let all = ["record", "extract", "index", "crawler", "src", "tests"];
    let code: Vec<String> = all
        .into_iter()
        .flat_map(|folder| sources(&root().join(folder)))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let is_there = |test: &str| code.iter().any(|text| text.contains(&format!("fn {test}(")));
    let document = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let table = document.split("## Invariants").nth(1).unwrap();
    let rows: Vec<&str> = table.lines().filter(|line| line.starts_with("| **")).collect();
    assert!(rows.len() > 20, "the table of invariants was not found");
    for row in rows {
        // What stands between backticks and is no path; tests are called by sentences.
        let quoted = row.rsplit(" | ").next().unwrap().split('`').skip(1).step_by(2);
        let tests: Vec<&str> = quoted.filter(|name| name.matches('_').count() > 1).collect();
        assert!(!tests.is_empty(), "no test is named: {row}");
        for test in tests {
            assert!(is_there(test), "{test} is named and is not there: {row}");
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_are() {
    for folder in ["src", "record", "extract", "index", "crawler", "demo", "tests", "benches"] {
        for file in sources(&root().join(folder)) {
            let text = fs::read_to_string(&file).unwrap();
            let lines = text.lines().count();
            assert!(lines <= LONGEST, "{} has {lines} lines, more than {LONGEST}", file.display());
            let is_tests = file.file_stem().is_some_and(|stem| stem.to_string_lossy().contains("tests"));
            assert!(is_tests || text.starts_with("//!"), "{} does not say what it owns", file.display());
        }
    }
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "node_modules" && name != "target" {
            found.extend(sources(&path));
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
    found
}
