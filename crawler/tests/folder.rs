//! The folder and records sources against real folders.

use crawler::{Client, Manners, MemorySink, Outcome, Plan, Report, SourceSpec, crawl};
use jiff::{Timestamp, ToSpan};
use record::Absence;
use std::fs;
use std::path::Path;

struct Visits {
    spec: SourceSpec,
    sink: MemorySink,
    now: Timestamp,
    max_document_bytes: u64,
}

impl Visits {
    fn to(kind: &str, path: &Path) -> Self {
        let spec = SourceSpec {
            name: "papers".into(),
            kind: kind.into(),
            path: Some(path.to_owned()),
            council: Some("Elmbury Council".into()),
            ..SourceSpec::default()
        };
        let now = "2024-03-01T06:00:00Z".parse().unwrap();
        Self { spec, sink: MemorySink::default(), now, max_document_bytes: 1000 }
    }

    fn visit(&mut self) -> Report {
        let client = Client::new(Manners::default());
        let plan =
            Plan { now: self.now, look_back_days: 120, full: false, max_document_bytes: self.max_document_bytes };
        let source = self.spec.build().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(crawl(source.as_ref(), &client, &plan, &mut self.sink)).unwrap()
    }

    fn after_days(&mut self, days: i64) -> &mut Self {
        self.now += (days * 24).hours();
        self
    }

    fn keys(&self) -> Vec<&str> {
        self.sink.documents.keys().map(|(_, key)| key.as_str()).collect()
    }
}

fn papers() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir_all(dir.path().join("2021/May")).unwrap();
    for (path, words) in [
        ("minutes.pdf", "%PDF-1.7 x"),
        ("2021/May/Pack (1) & más.PDF", "%PDF-1.4"),
        ("2021/notes.md", "# Notes"),
        ("2021/a.docx", "PK"),
        ("2021/a.htm", "<p>"),
        ("2021/b.html", "<p>b"),
        ("2021/c.txt", ""),
        ("2021/talk.mp3", "PK"),
        ("2021/~$a.docx", "owner"),
        (".hidden.txt", "no"),
    ] {
        fs::write(dir.path().join(path), words).unwrap();
    }
    dir
}

#[test]
fn finds_papers_by_their_path_below_the_folder() {
    let dir = papers();
    let mut visits = Visits::to("folder", dir.path());
    let report = visits.visit();
    assert_eq!(
        visits.keys(),
        [
            "2021/May/Pack (1) & más.PDF",
            "2021/a.docx",
            "2021/a.htm",
            "2021/b.html",
            "2021/c.txt",
            "2021/notes.md",
            "2021/talk.mp3",
            "minutes.pdf"
        ]
    );
    assert_eq!((report.new, report.unchanged, report.left_alone, report.outcome), (7, 0, 1, Outcome::Done));
    let alone = visits.sink.documents.values().find(|document| document.absence == Some(Absence::LeftAlone)).unwrap();
    assert!(alone.facts.file_name.ends_with(".mp3"), "a file that is left alone is known by its name");
    let pack = visits.sink.document_by_key("2021/May/Pack (1) & más.PDF").unwrap();
    assert_eq!(pack.facts.file_name, "Pack (1) & más.PDF");
    assert_eq!((pack.facts.scope.as_str(), pack.facts.council.as_deref()), ("papers", Some("Elmbury Council")));
    assert!(pack.known.last_modified.as_ref().is_some_and(|time| time.ends_with("GMT")));
}

#[test]
fn notices_what_changed_and_nothing_else() {
    let dir = papers();
    let mut visits = Visits::to("folder", dir.path());
    visits.visit();
    let second = visits.visit();
    assert_eq!((second.new, second.changed, second.unchanged, second.bytes), (0, 0, 7, 0));
    fs::write(dir.path().join("minutes.pdf"), "%PDF-1.7 longer").unwrap();
    let third = visits.visit();
    assert_eq!((third.changed, third.unchanged, third.bytes), (1, 6, 15));
    assert_eq!(visits.sink.document_by_key("minutes.pdf").unwrap().versions.len(), 2, "the earlier version stays");
}

#[test]
fn a_removed_paper_is_gone_then_withdrawn_then_back() {
    let dir = papers();
    let mut visits = Visits::to("folder", dir.path());
    visits.visit();
    let path = dir.path().join("minutes.pdf");
    let aside = dir.path().join("aside");
    fs::rename(&path, &aside).unwrap();
    let absence = |visits: &Visits| visits.sink.document_by_key("minutes.pdf").unwrap().absence;
    assert_eq!(visits.visit().withdrawn, 0);
    assert_eq!(absence(&visits), Some(Absence::Gone));
    assert_eq!(visits.after_days(1).visit().withdrawn, 1);
    assert_eq!(absence(&visits), Some(Absence::Withdrawn));
    fs::rename(&aside, &path).unwrap();
    visits.after_days(1).visit();
    assert_eq!(absence(&visits), None);
    assert_eq!(visits.sink.document_by_key("minutes.pdf").unwrap().known.missing_since, None);
}

#[test]
fn a_folder_that_vanished_or_was_emptied_withdraws_nothing() {
    let dir = papers();
    let mut visits = Visits::to("folder", dir.path());
    visits.visit();
    let root = dir.path().to_owned();
    let inner = dir.path().join("2021");
    for _ in 0..2 {
        fs::rename(&inner, root.with_extension("away")).unwrap();
        fs::rename(root.join("minutes.pdf"), root.with_extension("pdf")).unwrap();
        let report = visits.after_days(2).visit();
        let Outcome::Failed { reason } = report.outcome else { panic!("an emptied folder must be a failure") };
        assert!(reason.contains("nothing is withdrawn"), "{reason}");
        fs::rename(root.with_extension("away"), &inner).unwrap();
        fs::rename(root.with_extension("pdf"), root.join("minutes.pdf")).unwrap();
    }
    drop(dir);
    let report = visits.after_days(2).visit();
    assert!(matches!(report.outcome, Outcome::Failed { .. }));
    let absent = visits.sink.documents.values().filter_map(|document| document.absence);
    assert!(absent.eq([Absence::LeftAlone]), "only the recording");
    assert!(visits.sink.problems.iter().any(|problem| problem.starts_with("source_failed: cannot read")));
}

#[test]
fn a_file_that_is_too_large_is_told_and_the_others_go_on() {
    let dir = papers();
    fs::write(dir.path().join("huge.pdf"), vec![b' '; 1001]).unwrap();
    let mut visits = Visits::to("folder", dir.path());
    let report = visits.visit();
    assert_eq!((report.new, report.failed), (7, 1));
    assert_eq!(visits.sink.document_by_key("huge.pdf").unwrap().absence, Some(Absence::TooLarge));
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_a_circle_or_nowhere_are_told_and_the_others_go_on() {
    use std::os::unix::fs::symlink;
    let dir = papers();
    symlink(dir.path(), dir.path().join("2021/again")).unwrap();
    symlink(dir.path().join("nowhere"), dir.path().join("dangling.pdf")).unwrap();
    let mut visits = Visits::to("folder", dir.path());
    let report = visits.visit();
    assert_eq!((report.new, report.failed), (7, 2));
    assert_eq!(visits.sink.problems.len(), 2, "{:?}", visits.sink.problems);
}

#[cfg(unix)]
#[test]
fn links_that_lead_out_of_the_folder_are_left_alone_and_those_within_are_followed() {
    use std::os::unix::fs::symlink;
    let (dir, other) = (papers(), tempfile::tempdir().unwrap());
    fs::write(other.path().join("secret.txt"), "for our user alone").unwrap();
    symlink(other.path().join("secret.txt"), dir.path().join("one.txt")).unwrap();
    symlink(other.path(), dir.path().join("2021/all")).unwrap();
    symlink(dir.path().join("minutes.pdf"), dir.path().join("same.pdf")).unwrap();
    let mut visits = Visits::to("folder", dir.path());
    let report = visits.visit();
    assert!(visits.keys().contains(&"same.pdf"), "{:?}", visits.keys());
    assert!(!visits.keys().iter().any(|key| ["one.txt", "2021/all/secret.txt"].contains(key)), "{:?}", visits.keys());
    assert!(
        !format!("{report:?}{:?}", visits.sink.problems).contains("secret"),
        "nor is anything told of what is there"
    );
    for name in ["one.txt", "2021/all"] {
        let left = |note: &&String| note.contains("leads out of the folder") && note.ends_with(name);
        assert!(report.notes.iter().any(|note| left(&note)), "{name}: {:?}", report.notes);
    }
}

#[cfg(unix)]
#[test]
fn what_is_told_of_a_folder_names_no_place_of_this_machine() {
    use std::os::unix::fs::symlink;
    let dir = papers();
    symlink(dir.path(), dir.path().join("2021/again")).unwrap();
    symlink(dir.path().join("nowhere"), dir.path().join("dangling.pdf")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("socket.pdf")).unwrap();
    let mut visits = Visits::to("folder", dir.path());
    let mut told = format!("{:?}", visits.visit());
    let mut vanished = Visits::to("folder", &dir.path().join("vanished"));
    told += &format!("{:?}", vanished.visit());
    fs::rename(dir.path().join("minutes.pdf"), dir.path().join(".minutes.pdf")).unwrap();
    fs::remove_dir_all(dir.path().join("2021")).unwrap();
    fs::remove_file(dir.path().join("socket.pdf")).unwrap();
    fs::remove_file(dir.path().join("dangling.pdf")).unwrap();
    told += &format!("{:?}", visits.visit());
    for problem in visits.sink.problems.iter().chain(&vanished.sink.problems) {
        told += problem;
    }
    assert!(told.contains("2021/again") && told.contains("dangling.pdf") && told.contains("is empty"), "{told}");
    assert!(!told.contains(dir.path().to_str().unwrap()), "{told}");
}

#[test]
fn records_are_one_document_a_file() {
    let dir = tempfile::tempdir().unwrap();
    let line = "{\"id\":\"1\",\"date\":\"2020-01-02\",\"text\":\"Words.\"}\n";
    fs::write(dir.path().join("a.ndjson"), line).unwrap();
    fs::write(dir.path().join("b.ndjson.zst"), zstd::encode_all(line.as_bytes(), 1).unwrap()).unwrap();
    fs::write(dir.path().join("c.json"), line).unwrap();
    let mut visits = Visits::to("records", dir.path());
    visits.visit();
    assert_eq!(visits.keys(), ["a.ndjson", "b.ndjson.zst", "c.json"]);
    assert_eq!(visits.sink.document_by_key("c.json").unwrap().absence, Some(Absence::LeftAlone));
    for document in visits.sink.documents.values().filter(|document| document.absence.is_none()) {
        assert_eq!(document.facts.channel, record::Channel::Records);
        let lines: Vec<_> = crawler::records::lines(&document.versions[0][..]).unwrap().collect();
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].as_ref().unwrap().text, "Words.");
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_told_and_never_opened() {
    let dir = papers();
    fs::create_dir(dir.path().join("folder.pdf")).unwrap();
    // A socket stands for all that is neither file nor folder: opening a pipe would wait for ever.
    let _socket = std::os::unix::net::UnixListener::bind(dir.path().join("socket.pdf")).unwrap();
    let mut visited = Visits::to("folder", dir.path());
    let report = visited.visit();
    assert_eq!(report.outcome, Outcome::Done);
    assert!(!visited.keys().iter().any(|key| key.contains("socket") || key.contains("folder.pdf")));
    assert!(
        report.notes.iter().any(|note| note.contains("no file") && note.contains("socket.pdf")),
        "{:?}",
        report.notes
    );
}
