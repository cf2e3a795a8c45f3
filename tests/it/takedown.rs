//! Taking down takes down: a word that only one paper has is looked for in every answer and in every byte that is kept.

use crate::sandbox::{MINUTES, Sandbox, found};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt;
use minutebook::store::Reader;
use minutebook::web::{App, app, routes::ENDPOINTS};
use std::fs;
use std::path::Path;
use tower::ServiceExt;

/// In the text, in the names of people, and in the name of the file.
pub const MARK: &str = "quillonbeck";

fn marked() -> String {
    MINUTES
        .replace("Councillor R. Vale", "Councillor R. Quillonbeck")
        .replace("repairs backlog", "repairs backlog of Quillonbeck House")
}

/// A record with the marked paper, an older version of it, and one that has nothing to do with it.
pub fn filled() -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    sandbox.paper("other.txt", MINUTES.replace("12 MARCH 2020", "14 MAY 2020"));
    sandbox.paper("quillonbeck.txt", marked());
    sandbox.done(&["update"]);
    sandbox.paper("quillonbeck.txt", marked().replace("by June", "by July"));
    sandbox.done(&["update"]);
    let id = record::DocumentId::derive("papers", "quillonbeck.txt").to_string();
    assert_eq!(found(&sandbox.search(&[MARK])).len(), 3);
    (sandbox, id)
}

/// Every file below a folder in which the mark stands, as it is or decompressed.
pub fn marked_files(dir: &Path) -> Vec<String> {
    files_with(dir, MARK)
}

/// Every file below a folder in which a word stands, as it is or decompressed.
pub fn files_with(dir: &Path, mark: &str) -> Vec<String> {
    let holds = |bytes: &[u8]| bytes.windows(mark.len()).any(|window| window.eq_ignore_ascii_case(mark.as_bytes()));
    let mut marked = Vec::new();
    for path in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            marked.extend(files_with(&path, mark));
            continue;
        }
        // A server beside it may be done with a file between its name and its bytes: what is gone holds no word.
        let bytes = match fs::read(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            read => read.unwrap(),
        };
        let plain = zstd::decode_all(bytes.as_slice()).unwrap_or_default();
        let name = path.file_name().unwrap().to_string_lossy().into_owned().into_bytes();
        if [bytes, plain, name].iter().any(|bytes| holds(bytes)) {
            marked.push(path.display().to_string());
        }
    }
    marked
}

fn holds(bytes: &[u8]) -> bool {
    bytes.windows(MARK.len()).any(|window| window.eq_ignore_ascii_case(MARK.as_bytes()))
}

/// Every address of the API and the pages that people see, with what this record has in place of ids.
fn addresses(id: &str, passages: &[String]) -> Vec<String> {
    let mut addresses: Vec<String> = Vec::new();
    for endpoint in ENDPOINTS {
        let ids = match endpoint.path.split('/').nth(3).unwrap_or_default() {
            "passages" => passages.to_vec(),
            _ => vec![id.to_owned()],
        };
        for (id, what) in ids.iter().zip(["meetings", "documents", "passages", "people"].iter().cycle()) {
            let path = endpoint.path.replace("{id}", id).replace("{n}", "1");
            addresses.push(path.replace("{what}", &format!("{what}.ndjson")));
        }
    }
    let of = |path: &str, query: &str| format!("{path}?{query}");
    let asked: Vec<String> = addresses
        .iter()
        .flat_map(|path| {
            ["q=quill", "q=backlog", "since_generation=1", "since_generation=2", "version=1"].map(|q| of(path, q))
        })
        .collect();
    addresses.extend(asked);
    for what in ["documents", "passages", "people", "meetings", "commitments", "resolutions"] {
        addresses.push(format!("/api/v1/export/{what}.ndjson"));
    }
    for page in
        ["/", "/search?q=backlog", "/search?q=quillon&related=true", "/people", "/meetings", "/status", "/coverage"]
    {
        addresses.push(page.to_owned());
    }
    addresses.push(format!("/documents/{id}"));
    addresses.push(format!("/documents/{id}/pages/1"));
    addresses
}

/// Addresses whose answers hold the mark otherwise than by saying back what was asked.
async fn marked_answers(data: &Path, id: &str, passages: &[String]) -> Vec<String> {
    answers_with(data, id, passages, holds).await
}

/// Addresses whose answers have something.
async fn answers_with(data: &Path, id: &str, passages: &[String], holds: impl Fn(&[u8]) -> bool) -> Vec<String> {
    let reader = Reader::open(data).unwrap();
    let application = App::new(reader, "https://record.example".parse().unwrap(), Vec::new());
    let mut marked = Vec::new();
    for address in addresses(id, passages) {
        let request = Request::get(&address).body(Body::empty()).unwrap();
        let response = app(&application, true).oneshot(request).await.unwrap();
        let status = response.status();
        assert_ne!(status, StatusCode::INTERNAL_SERVER_ERROR, "{address}");
        let body = response.into_body().collect().await.unwrap().to_bytes();
        if holds(&body) {
            marked.push(format!("{status} {address}"));
        }
    }
    marked
}

#[tokio::test]
async fn what_is_taken_down_is_in_no_answer_and_in_no_byte() {
    let (sandbox, id) = filled();
    let passages = found(&sandbox.search(&[MARK]));
    let copy = sandbox.path("copy");
    sandbox.done(&["backup", copy.to_str().unwrap()]);
    assert!(marked_files(&sandbox.data()).len() > 2 && !marked_files(&copy).is_empty(), "the test finds what is there");
    assert!(marked_answers(&sandbox.data(), &id, &passages).await.len() > 5, "the test sees what is answered");

    sandbox.done(&["forget", &id, "--reason", "asked to"]);
    assert_eq!(marked_answers(&sandbox.data(), &id, &passages).await, [""; 0]);
    assert_eq!(marked_files(&sandbox.data()), [""; 0]);

    sandbox.done(&["backup", copy.to_str().unwrap()]);
    assert_eq!(marked_files(&copy), [""; 0], "a copy that is refreshed");

    // Made again from the journal, and crawled again, it is as gone as before.
    fs::remove_file(sandbox.data().join("catalogue.sqlite")).unwrap();
    fs::remove_dir_all(sandbox.data().join("index")).unwrap();
    sandbox.done(&["update"]);
    sandbox.done(&["crawl", "--full"]);
    assert_eq!(marked_answers(&sandbox.data(), &id, &passages).await, [""; 0]);
    assert_eq!(marked_files(&sandbox.data()), [""; 0]);
    sandbox.done(&["check"]);
}

#[test]
fn bytes_that_were_taken_down_do_not_come_back_under_another_name() {
    let (sandbox, id) = filled();
    sandbox.done(&["forget", &id, "--reason", "first"]);
    sandbox.done(&["forget", &id, "--reason", "a second time, with other words"]);
    sandbox.paper("newest.txt", marked().replace("by June", "by July"));
    sandbox.paper("older.txt", marked());
    sandbox.done(&["update"]);
    assert_eq!(found(&sandbox.search(&[MARK])).len(), 0);
    assert_eq!(marked_files(&sandbox.data()), [""; 0]);
}

#[test]
fn an_older_copy_does_not_bring_back_what_was_taken_down() {
    let (sandbox, id) = filled();
    let copy = sandbox.path("copy");
    sandbox.done(&["backup", copy.to_str().unwrap()]);
    sandbox.done(&["forget", &id, "--reason", "asked to"]);
    fs::rename(sandbox.data(), sandbox.path("before")).unwrap();
    let told = sandbox.done(&["restore", copy.to_str().unwrap()]);
    assert!(told.contains("1 documents were taken down"), "{told}");
    sandbox.done(&["index"]);
    assert_eq!(found(&sandbox.search(&[MARK])).len(), 0);
    assert_eq!(marked_files(&sandbox.data()), [""; 0]);
}

#[test]
fn what_another_archive_took_down_says_nothing_of_this_one() {
    let (other, id) = filled();
    other.done(&["forget", &id, "--reason", "asked to"]);
    let (sandbox, _) = filled();
    copy_all(&other.data(), &sandbox.path("other"));
    let copy = sandbox.path("copy");
    sandbox.done(&["backup", copy.to_str().unwrap()]);
    fs::rename(sandbox.data(), sandbox.path("before")).unwrap();
    let told = sandbox.done(&["restore", copy.to_str().unwrap()]);
    assert!(!told.contains("taken down"), "{told}");
    sandbox.done(&["index"]);
    assert_eq!(found(&sandbox.search(&[MARK])).len(), 3);
}

#[test]
fn bytes_that_only_a_takedown_names_are_found_and_removed() {
    let (sandbox, id) = filled();
    let blobs = sandbox.data().join("archive/blobs");
    let kept = sandbox.path("kept");
    copy_all(&blobs, &kept);
    sandbox.done(&["forget", &id, "--reason", "asked to"]);
    copy_all(&kept, &blobs);
    assert_eq!(sandbox.run(&["check"]).status, 2);
    sandbox.done(&["check", "--repair"]);
    assert_eq!(marked_files(&sandbox.data()), [""; 0]);
    sandbox.done(&["check"]);
}

#[tokio::test]
async fn what_was_not_read_yet_is_not_shown() {
    let sandbox = Sandbox::new();
    sandbox.paper("secret.txt", format!("NOT FOR PUBLICATION\n\n{}", marked()));
    sandbox.done(&["crawl"]);
    sandbox.done(&["index"]);
    let id = record::DocumentId::derive("papers", "secret.txt").to_string();
    assert_eq!(marked_answers(&sandbox.data(), &id, &[]).await, [""; 0]);
    sandbox.done(&["read"]);
    sandbox.paper("secret.txt", MINUTES);
    sandbox.done(&["update"]);
    assert_eq!(
        marked_answers(&sandbox.data(), &id, &[]).await,
        [""; 0],
        "nor is its exempt version once another one is"
    );
}

/// Status and `Cache-Control` of an answer, asked by somebody who has it with this tag.
async fn asked_again(data: &Path, address: &str, tag: &str) -> (StatusCode, String, String) {
    let application = App::new(Reader::open(data).unwrap(), "https://record.example".parse().unwrap(), Vec::new());
    let request = Request::get(address).header("if-none-match", tag).body(Body::empty()).unwrap();
    let response = app(&application, true).oneshot(request).await.unwrap();
    let header = |name: &str| {
        let value = response.headers().get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    (response.status(), header("cache-control"), header("etag"))
}

#[tokio::test]
async fn a_scan_that_is_marked_around_it_waits_for_a_person_and_other_scans_do_not() {
    let sandbox = Sandbox::new();
    let scan = crate::limits::pdf("q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID x EI Q");
    for name in ["Appendix 2 (Exempt).pdf", "Appendix 3.pdf"] {
        // Other bytes, so that the one says nothing of the other.
        sandbox.paper(name, [scan.clone(), format!("% {name}").into_bytes()].concat());
    }
    sandbox.done(&["update"]);
    let file = |name: &str| format!("/api/v1/documents/{}/file", record::DocumentId::derive("papers", name));
    let status = async |name: &str| asked_again(&sandbox.data(), &file(name), "").await.0;
    assert_eq!(status("Appendix 3.pdf").await, StatusCode::OK);
    assert_eq!(status("Appendix 2 (Exempt).pdf").await, StatusCode::NOT_FOUND);
    assert!(sandbox.done(&["status"]).contains("Appendix 2 (Exempt)"), "a person is told");
    let id = record::DocumentId::derive("papers", "Appendix 2 (Exempt).pdf").to_string();
    sandbox.done(&["release", &id]);
    assert_eq!(status("Appendix 2 (Exempt).pdf").await, StatusCode::OK);
}

#[tokio::test]
async fn no_cache_outlives_a_takedown() {
    let (sandbox, id) = filled();
    let passages = found(&sandbox.search(&[MARK]));
    for address in addresses(&id, &passages) {
        let (_, cache, _) = asked_again(&sandbox.data(), &address, "").await;
        for word in ["immutable", "stale", "s-maxage", "max-age=3", "max-age=8"] {
            assert!(!cache.contains(word), "{address}: {cache}");
        }
    }
    for query in ["", "?version=1"] {
        let file = format!("/api/v1/documents/{id}/file{query}");
        let (status, cache, tag) = asked_again(&sandbox.data(), &file, "").await;
        assert_eq!((status, cache.contains("no-cache")), (StatusCode::OK, true), "{file}: {cache}");
        assert_eq!(asked_again(&sandbox.data(), &file, &tag).await.0, StatusCode::NOT_MODIFIED);
    }
    let file = format!("/api/v1/documents/{id}/file");
    let (_, _, tag) = asked_again(&sandbox.data(), &file, "").await;
    sandbox.done(&["forget", &id, "--reason", "asked to"]);
    assert_eq!(asked_again(&sandbox.data(), &file, &tag).await.0, StatusCode::GONE, "whoever has it is told, too");
}

#[tokio::test]
async fn what_is_held_back_later_leaves_the_changes() {
    let sandbox = Sandbox::new();
    sandbox.paper("report.txt", marked());
    sandbox.done(&["update"]);
    sandbox.paper("report.txt", format!("NOT FOR PUBLICATION\n\n{}", marked()));
    sandbox.done(&["update"]);
    let id = record::DocumentId::derive("papers", "report.txt").to_string();
    assert_eq!(marked_answers(&sandbox.data(), &id, &[]).await, [""; 0]);
}

#[tokio::test]
async fn where_personal_data_stands_is_told_to_the_operator_alone() {
    let sandbox = Sandbox::new();
    sandbox.paper("a.txt", MINUTES.replace("repairs backlog", "repairs backlog of a child, date of birth 03/04/2011,"));
    sandbox.done(&["update"]);
    let told = sandbox.done(&["status"]);
    assert!(told.contains(record::ProblemCode::PersonalData.as_str()), "{told}");
    let id = record::DocumentId::derive("papers", "a.txt").to_string();
    let code = record::ProblemCode::PersonalData.as_str().as_bytes();
    let tells = |bytes: &[u8]| bytes.windows(code.len()).any(|window| window == code);
    assert_eq!(answers_with(&sandbox.data(), &id, &[], tells).await, [""; 0]);
}

#[test]
fn a_person_who_let_a_paper_through_is_remembered_when_the_catalogue_is_made_again() {
    let sandbox = Sandbox::new();
    sandbox.paper("report.txt", format!("NOT FOR PUBLICATION\n\n{}", marked()));
    sandbox.done(&["update"]);
    let id = record::DocumentId::derive("papers", "report.txt").to_string();
    sandbox.done(&["release", &id]);
    let before = found(&sandbox.search(&[MARK]));
    assert!(!before.is_empty());
    fs::remove_file(sandbox.data().join("catalogue.sqlite")).unwrap();
    sandbox.done(&["update"]);
    assert_eq!(found(&sandbox.search(&[MARK])), before);
}

#[cfg(unix)]
#[test]
fn only_our_user_may_look_into_what_is_held() {
    use std::os::unix::fs::PermissionsExt;
    let (sandbox, _) = filled();
    sandbox.done(&["backup", "copy"]);
    for folder in ["data", "copy"] {
        let mode = fs::metadata(sandbox.path(folder)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{folder}: {mode:o}");
    }
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
