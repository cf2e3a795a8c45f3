//! From a folder of papers to answers, and what becomes of them when papers change.

use crate::sandbox::{MINUTES, Sandbox, found};
use std::fs;

#[test]
fn a_folder_becomes_answers_in_every_format() {
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.done(&["update"]);
    let answer = sandbox.search(&["\"repairs backlog\""]);
    assert_eq!(answer["total"]["mentions"], 2, "{answer}");
    let hit = &answer["results"][0];
    assert_eq!((&hit["date"], &hit["kind"]), (&"2020-03-12".into(), &"minutes".into()), "{hit}");
    assert_eq!(hit["council"]["name"], "Anytown Borough Council");
    for (format, mentions, line) in [
        ("text", false, "2 mentions in"),
        ("csv", false, "date,council,committee"),
        ("ndjson", false, "\"date\":\"2020-03-12\""),
        ("csv", true, "repairs backlog"),
        ("ndjson", true, "\"match\":\"repairs backlog\""),
        ("text", true, "[repairs backlog]"),
    ] {
        let flag: &[&str] = if mentions { &["--mentions"] } else { &[] };
        let told = sandbox.done(&[&["search", "\"repairs backlog\"", "--format", format], flag].concat());
        assert!(told.contains(line), "{format}, mentions {mentions}: {told}");
    }
    assert_eq!(sandbox.run(&["search", "zeppelin"]).status, 1);
    assert_eq!(found(&sandbox.search(&["backlog", "--until", "2019"])).len(), 0);
    assert_eq!(found(&sandbox.search(&["backlog", "--speaker", "thorn", "--act", "answer"])).len(), 1);
}

#[test]
fn what_did_not_change_is_not_read_again() {
    let sandbox = Sandbox::new();
    sandbox.paper("a.txt", MINUTES);
    sandbox.paper("b.txt", MINUTES.replace("12 MARCH 2020", "9 APRIL 2020"));
    sandbox.done(&["update"]);
    assert_eq!(sandbox.report("update")["read"]["documents"], 2);
    let first = sandbox.report("update")["index"]["generation"].clone();
    sandbox.done(&["update"]);
    let report = sandbox.report("update");
    assert_eq!(report["read"]["documents"], 0, "{report}");
    assert_eq!(report["index"]["generation"], first, "{report}");
    sandbox.paper("b.txt", MINUTES.replace("12 MARCH 2020", "9 APRIL 2020").replace("by June", "by Michaelmas"));
    sandbox.done(&["update"]);
    let report = sandbox.report("update");
    assert_eq!((&report["read"]["documents"], &report["index"]["documents"]), (&1.into(), &1.into()), "{report}");
    assert_eq!(found(&sandbox.search(&["michaelmas"])).len(), 1);
    assert_eq!(found(&sandbox.search(&["\"cleared by June\""])).len(), 1);
}

#[test]
fn a_passage_keeps_its_id_when_the_paper_around_it_changes() {
    let sandbox = Sandbox::new();
    sandbox.paper("a.txt", MINUTES);
    sandbox.done(&["update"]);
    let before = found(&sandbox.search(&["\"cleared by June\""]));
    sandbox.paper("a.txt", MINUTES.replace("That the plan be noted", "That the plan be approved and funded"));
    sandbox.done(&["update"]);
    assert_eq!(found(&sandbox.search(&["\"cleared by June\""])), before);
    sandbox.done(&["read", "--all"]);
    sandbox.done(&["index", "--rebuild"]);
    assert_eq!(found(&sandbox.search(&["\"cleared by June\""])), before);
}

#[test]
fn the_same_minutes_in_two_files_count_once() {
    let sandbox = Sandbox::new();
    sandbox.paper("own.txt", MINUTES);
    sandbox.paper("again.txt", format!("{MINUTES}\n"));
    sandbox.done(&["update"]);
    let answer = sandbox.search(&["\"repairs backlog\""]);
    assert_eq!(answer["total"]["mentions"], 2, "{answer}");
    assert_eq!(answer["results"][0]["also_in"].as_array().unwrap().len(), 1, "{answer}");
    assert_eq!(sandbox.search(&["\"repairs backlog\"", "--copies", "all"])["total"]["mentions"], 4);
}

#[test]
fn what_cannot_be_read_is_named_once_and_stops_nothing() {
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.paper("empty.pdf", "");
    sandbox.paper("noise.pdf", [0x89u8, 0, 1, 2, 3, 0xFF, 0xFE, 7, 9, 200].repeat(50));
    sandbox.paper("torn.pdf", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R");
    let first = sandbox.run(&["update"]);
    assert_eq!(first.status, 2, "{first:?}");
    assert_eq!(found(&sandbox.search(&["\"cleared by June\""])).len(), 1);
    let problems = sandbox.held()["problems"].to_string();
    assert!(problems.contains("empty"), "{problems}");
    sandbox.done(&["update"]);
    assert_eq!(sandbox.report("update")["read"]["documents"], 0);
}

#[test]
fn a_folder_that_vanishes_takes_nothing_with_it() {
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.done(&["update"]);
    fs::rename(sandbox.path("papers"), sandbox.path("elsewhere")).unwrap();
    assert_eq!(sandbox.run(&["update"]).status, 2);
    assert_eq!(sandbox.held()["sources"][0]["state"], "failing");
    assert_eq!(found(&sandbox.search(&["\"cleared by June\""])).len(), 1);
}

#[test]
fn records_of_other_systems_come_with_their_speakers() {
    let sandbox = Sandbox::new();
    sandbox.configure("[[source]]\nname = \"said\"\nkind = \"records\"\npath = \"papers\"\n");
    let line = |id: &str, date: &str, speaker: &str, text: &str| {
        format!(
            "{{\"id\":\"{id}\",\"council\":\"Anytown\",\"committee\":\"Inquiry\",\"date\":\"{date}\",\"item\":\"Opening\",\
             \"speaker\":\"{speaker}\",\"kind\":\"minutes\",\"text\":\"{text}\"}}\n"
        )
    };
    let lines = [
        line("1", "2021-05-04", "Ms Thorn", "The ledger was never balanced."),
        "not a record\n".to_owned(),
        line("2", "2021-05-05", "Mr Vale", "Nobody balanced the ledger either."),
    ];
    sandbox.paper("said.ndjson", lines.concat());
    sandbox.done(&["update"]);
    let answer = sandbox.search(&["ledger", "--sort", "oldest"]);
    assert_eq!(answer["total"]["passages"], 2, "{answer}");
    assert_eq!(answer["total"]["meetings"], 2, "{answer}");
    assert_eq!(answer["results"][0]["speaker"]["as_printed"], "Ms Thorn");
    assert_eq!(sandbox.held()["problems"][0]["code"], "bad_record");
}

#[test]
fn a_document_is_taken_down_with_its_copies_and_stays_down() {
    let sandbox = Sandbox::new();
    sandbox.paper("a.txt", MINUTES);
    sandbox.paper("b.txt", MINUTES);
    sandbox.done(&["update"]);
    let document = sandbox.search(&["backlog"])["results"][0]["document"]["id"].as_str().unwrap().to_owned();
    assert_eq!(sandbox.run(&["forget", "nothing", "--reason", "a test"]).status, 1);
    let told = sandbox.done(&["forget", &document, "--reason", "asked to"]);
    assert_eq!(told.lines().count(), 2, "{told}");
    for _ in 0..2 {
        assert_eq!(found(&sandbox.search(&["backlog", "--copies", "all"])).len(), 0);
        sandbox.done(&["crawl", "--full"]);
        sandbox.done(&["read"]);
        sandbox.done(&["index"]);
    }
    let blobs = walk(&sandbox.data().join("archive/blobs"));
    assert_eq!(blobs, 0);
    sandbox.done(&["check"]);
}

#[test]
fn what_was_left_alone_is_counted_and_can_be_listed() {
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.paper("survey.exe", b"MZ");
    sandbox.done(&["update"]);
    let held = sandbox.held();
    assert_eq!((&held["sources"][0]["documents"], &held["sources"][0]["not_held"]), (&1.into(), &1.into()), "{held}");
    let (status, listed) = sandbox.get("/api/v1/documents?state=left_alone");
    assert!(status == 200 && listed.contains("survey.exe") && !listed.contains("minutes.txt"), "{listed}");
}

#[test]
fn what_looks_exempt_waits_for_a_person() {
    let sandbox = Sandbox::new();
    let exempt = "NOT FOR PUBLICATION\n\nANYTOWN BOROUGH COUNCIL\n\nReport to the Housing Scrutiny Committee\n\n\
                  12 March 2020\n\nThe tender of the roofing firm was the lowest of the four.\n";
    sandbox.paper("report.txt", exempt);
    sandbox.done(&["update"]);
    assert_eq!(found(&sandbox.search(&["tender"])).len(), 0);
    let held = sandbox.held();
    assert_eq!(held["sources"][0]["not_held"], 1, "{held}");
    let id = record::DocumentId::derive("papers", "report.txt");
    sandbox.done(&["release", id.as_str()]);
    assert_eq!(found(&sandbox.search(&["tender"])).len(), 1);
    assert_eq!(sandbox.run(&["release", id.as_str()]).status, 1);
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_a_folder() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.path("secret.txt"), MINUTES.replace("repairs backlog", "backlog of secrets")).unwrap();
    sandbox.paper("minutes.txt", MINUTES);
    std::os::unix::fs::symlink(sandbox.path("secret.txt"), sandbox.path("papers").join("leak.txt")).unwrap();
    std::os::unix::fs::symlink("minutes.txt", sandbox.path("papers").join("same.txt")).unwrap();
    sandbox.done(&["update"]);
    assert_eq!(found(&sandbox.search(&["secrets"])).len(), 0);
    assert!(sandbox.report("update")["crawl"][0]["notes"].to_string().contains("leads out of the folder"));
    assert_eq!(
        found(&sandbox.search(&["backlog", "--copies", "all"])).len(),
        4,
        "a link within the folder is followed"
    );
}

#[test]
fn answers_do_not_depend_on_how_many_runs_brought_the_papers() {
    let answers = [true, false].map(|one_run| {
        let sandbox = Sandbox::new();
        for name in ["b.txt", "a.txt"] {
            sandbox.paper(name, MINUTES);
            if !one_run {
                sandbox.done(&["update"]);
            }
        }
        sandbox.done(&["update"]);
        let answer = sandbox.search(&["backlog"]);
        let places = |hit: &serde_json::Value| (hit["document"]["file_name"].clone(), hit["also_in"].clone());
        answer["results"].as_array().unwrap().iter().map(places).collect::<Vec<_>>()
    });
    assert_eq!(answers[0], answers[1]);
}

fn walk(dir: &std::path::Path) -> usize {
    let entries = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path());
    entries.map(|path| if path.is_dir() { walk(&path) } else { 1 }).sum()
}
