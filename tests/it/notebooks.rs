//! Notebooks as whoever keeps one uses them: with a browser's requests, against the program itself.

use crate::limits::pdf;
use crate::program::Program;
use crate::sandbox::{MINUTES, Sandbox};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{Cursor, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::Stdio;

const PASSWORD: &str = "a long password";

/// The hash that the program makes of a password.
fn hashed(sandbox: &Sandbox, password: &str) -> (i32, String) {
    let mut command = sandbox.command(&["password"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    writeln!(child.stdin.take().unwrap(), "{password}").unwrap();
    let ended = child.wait_with_output().unwrap();
    (ended.status.code().unwrap(), String::from_utf8(ended.stdout).unwrap().trim().to_owned())
}

struct Answer {
    status: u16,
    head: String,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(held, _)| held.eq_ignore_ascii_case(name)).map(|(_, value)| value).next().unwrap_or_default()
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// What every form of this page carries.
    fn token(&self) -> String {
        let text = self.text();
        let at = text.split("name=\"token\" value=\"").nth(1).unwrap_or_else(|| panic!("no form in {text}"));
        at.split('"').next().unwrap().to_owned()
    }
}

/// A browser, with its cookie and what a proxy adds.
struct Browser {
    address: SocketAddr,
    cookie: String,
    more: String,
}

impl Browser {
    fn new(program: &Program) -> Self {
        Self { address: program.1, cookie: String::new(), more: String::new() }
    }

    fn send(&mut self, method: &str, path: &str, body: &str) -> Answer {
        let mut stream = TcpStream::connect(self.address).unwrap();
        let form = "application/x-www-form-urlencoded";
        write!(
            stream,
            "{method} {path} HTTP/1.0\r\nhost: x\r\naccept: text/html\r\ncookie: {}\r\n{}content-type: {form}\r\n\
             content-length: {}\r\n\r\n{body}",
            self.cookie,
            self.more,
            body.len()
        )
        .unwrap();
        let mut all = Vec::new();
        stream.read_to_end(&mut all).unwrap();
        let end = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap();
        let head = String::from_utf8(all[..end].to_vec()).unwrap();
        let answer = Answer { status: head[9..12].parse().unwrap(), head, body: all[end + 4..].to_vec() };
        if !answer.header("set-cookie").is_empty() {
            self.cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        }
        answer
    }

    fn get(&mut self, path: &str) -> Answer {
        self.send("GET", path, "")
    }

    /// Sends a form, expects it to be taken, and gives where it leads.
    fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> String {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let answer = self.send("POST", path, &body);
        assert_eq!(answer.status, 303, "{}{}", answer.head, answer.text());
        answer.header("location").to_owned()
    }

    fn sign_in(&mut self) {
        self.post("/login", &[("name", "ann"), ("password", PASSWORD)]);
    }

    /// Marks what a search finds. Gives the passage and the notebook's page.
    fn mark(&mut self, sandbox: &Sandbox, words: &str, fields: &[(&str, &str)]) -> (String, String) {
        let found = sandbox.search(&[words]);
        let id = found["results"][0]["id"].as_str().unwrap_or_else(|| panic!("{words}: {found}")).to_owned();
        let token = self.get(&format!("/notebooks/mark?passage={id}")).token();
        let to = self.post("/notebooks/mark", &[&[("token", token.as_str()), ("passage", &id)], fields].concat());
        (id, to)
    }
}

const SOURCE: &str =
    "[[source]]\nname = \"papers\"\nkind = \"folder\"\npath = \"papers\"\ncouncil = \"Anytown Borough Council\"\n";

/// A record with minutes and a PDF, where Ann may keep notebooks.
fn record() -> Sandbox {
    let sandbox = Sandbox::new();
    let (status, hash) = hashed(&sandbox, PASSWORD);
    assert_eq!(status, 0);
    assert!(hash.starts_with("$argon2id$"), "{hash}");
    sandbox.configure(&format!(
        "[server]\ntrusted_proxies = [\"127.0.0.2\"]\n[notebook]\nusers = {{ ann = '{hash}' }}\n\
         identity_header = \"X-Remote-User\"\n{SOURCE}"
    ));
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.paper("report.pdf", pdf("BT /F 12 Tf 72 700 Td (The committee noted the report of the surveyors.) Tj ET"));
    sandbox.done(&["update"]);
    sandbox
}

#[test]
fn without_anybody_who_may_keep_one_there_are_none() {
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.done(&["update"]);
    for path in ["/notebooks", "/login", "/notebooks/mark?passage=a"] {
        assert_eq!(sandbox.get(path).0, 404, "{path}");
    }
    let id = sandbox.search(&["backlog"])["results"][0]["id"].as_str().unwrap().to_owned();
    assert!(!sandbox.get(&format!("/passages/{id}")).1.contains("/notebooks/mark"));
    assert_eq!(hashed(&sandbox, "short").0, 3);
}

#[test]
fn passages_are_marked_found_again_and_taken_away_with_hashes() {
    let sandbox = record();
    let program = Program::serving(&sandbox);
    let mut ann = Browser::new(&program);
    let answer = ann.get("/notebooks");
    assert_eq!((answer.status, answer.header("location")), (303, "/login?to=%2Fnotebooks"));
    let wrong = ann.send("POST", "/login", "name=ann&password=wrong+password");
    assert!(wrong.status == 200 && wrong.text().contains("Name or password are wrong"), "{}", wrong.text());
    assert!(ann.cookie.is_empty());
    ann.sign_in();
    let list = ann.get("/notebooks");
    assert!(list.text().contains("Yours, ann") && list.header("cache-control").contains("no-store"), "{}", list.head);

    // What another site makes a browser send has no token, or says where it is from.
    let token = list.token();
    assert_eq!(ann.send("POST", "/notebooks", "title=x").status, 403);
    assert_eq!(ann.send("POST", "/notebooks", "title=x&token=guessed").status, 403);
    ann.more = "sec-fetch-site: cross-site\r\n".to_owned();
    assert_eq!(ann.send("POST", "/notebooks", &format!("title=x&token={token}")).status, 403);
    ann.more.clear();
    let notebook = ann.post("/notebooks", &[("title", "Repairs <2020>"), ("token", &token)]);
    let id = notebook.rsplit('/').next().unwrap().to_owned();

    let beside = |folder: &'static str, labels: &'static str, note: &'static str| {
        [("folder", folder), ("labels", labels), ("note", note)]
    };
    let into = ("notebook", id.as_str());
    let (backlog, _) =
        ann.mark(&sandbox, "Marrow", &[&[into][..], &beside("Roofs", "promise, overdue", "=ask\nagain")].concat());
    ann.mark(&sandbox, "surveyors", &[&[into][..], &beside("", "promise", "")].concat());
    let page = ann.get(&notebook).text();
    assert!(page.contains("Repairs &#60;2020&#62;") || page.contains("Repairs &lt;2020&gt;"), "{page}");
    assert!(page.contains("2 passages") && !page.contains("govuk-inset-text"), "nothing has changed: {page}");
    for (asked, found) in [
        ("q=surveyors", 1),
        ("q=ask", 1),
        ("q=%22repairs+backlog%22", 1),
        ("label=promise", 2),
        ("label=overdue", 1),
        ("folder=Roofs", 1),
        ("q=nothing+at+all", 0),
    ] {
        let page = ann.get(&format!("{notebook}?{asked}")).text();
        assert_eq!(page.matches("<li class=\"mb-result\">").count(), found, "{asked}: {page}");
    }
    // Nobody else sees it.
    let mut other = Browser::new(&program);
    assert_eq!(other.get(&notebook).status, 303);

    let table = ann.get(&format!("{notebook}/notebook.csv"));
    let mut reader = csv::Reader::from_reader(&table.body["\u{FEFF}".len()..]);
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!((rows.len(), &rows[1][0], &rows[1][1], &rows[1][2]), (2, "Roofs", "overdue, promise", "'=ask\nagain"));
    assert!(rows[1][11].contains("repairs backlog") && rows[1][21] == backlog[..], "{rows:?}");
    assert!(rows[1][17].contains("Not the official record"), "{rows:?}");

    let dossier = ann.get(&format!("{notebook}/dossier.docx")).body;
    let mut word = zip::ZipArchive::new(Cursor::new(dossier.clone())).unwrap();
    let part = |word: &mut zip::ZipArchive<Cursor<Vec<u8>>>, name: &str| {
        let mut bytes = Vec::new();
        word.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
        bytes
    };
    let text = String::from_utf8(part(&mut word, "word/document.xml")).unwrap();
    for words in
        ["repairs backlog", "Roofs", "Not the official record", "What this rests on", "The record holds 2 documents"]
    {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    assert!(part(&mut word, "word/media/page1.png").starts_with(b"\x89PNG"), "the page of the PDF");

    let package = ann.get(&format!("{notebook}/ro-crate.zip")).body;
    let mut package = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let metadata: Value = serde_json::from_slice(&part(&mut package, "ro-crate-metadata.json")).unwrap();
    let graph = metadata["@graph"].as_array().unwrap();
    let files: Vec<&Value> = graph.iter().filter(|entry| entry["@type"] == "File").collect();
    assert_eq!(files.len(), 3);
    for file in files {
        let bytes = part(&mut package, file["@id"].as_str().unwrap());
        assert_eq!(file["sha256"], data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes)), "{file}");
    }
    let minutes = data_encoding::HEXLOWER.encode(&Sha256::digest(MINUTES.as_bytes()));
    assert!(graph.iter().any(|entry| entry["sha256"] == minutes[..]), "the paper's own hash: {metadata}");

    // Kept apart from the record, copied with it.
    sandbox.done(&["backup", "copy"]);
    let folder = fs::read_dir(sandbox.path("copy/notebooks")).unwrap().next().unwrap().unwrap().path();
    assert_eq!(fs::read_dir(folder).unwrap().count(), 1);
    // A change, and the end of it.
    let form = ann.get(&format!("/notebooks/mark?passage={backlog}&notebook={id}"));
    assert!(form.text().contains("overdue, promise"), "{}", form.text());
    ann.post("/notebooks/mark", &[("token", &token), ("passage", &backlog), into, ("do", "remove")]);
    assert!(ann.get(&notebook).text().contains("1 passage."));
    assert_eq!(ann.send("POST", &notebook, &format!("do=delete&token={token}")).status, 400);
    ann.post(&notebook, &[("do", "delete"), ("sure", "yes"), ("token", &token)]);
    assert_eq!(ann.get(&notebook).status, 404);
    ann.post("/logout", &[("token", &token)]);
    assert_eq!(ann.get("/notebooks").status, 303);
}

#[test]
fn a_passage_is_marked_in_as_many_notebooks_as_somebody_likes() {
    let sandbox = record();
    let program = Program::serving(&sandbox);
    let mut ann = Browser::new(&program);
    ann.sign_in();
    let (passage, first) = ann.mark(&sandbox, "Marrow", &[("notebook", ""), ("title", "Repairs"), ("note", "of June")]);
    let form = ann.get(&format!("/notebooks/mark?passage={passage}")).text();
    let link = format!("/notebooks/mark?passage={passage}&amp;another=true");
    assert!(form.contains("of June") && form.contains(&link), "{form}");
    let form = ann.get(&format!("/notebooks/mark?passage={passage}&another=true"));
    // The notebook that has it is not offered: what is noted there stays.
    assert!(!form.text().contains("of June") && !form.text().contains(">Repairs</option>"), "{}", form.text());
    let fields =
        [("token", &*form.token()), ("passage", &passage), ("notebook", ""), ("title", "Roofs"), ("note", "of May")];
    let second = ann.post("/notebooks/mark", &fields);
    assert_ne!(first, second);
    assert!(ann.get(&first).text().contains("of June") && ann.get(&second).text().contains("of May"));
}

#[test]
fn a_notebook_outlives_what_becomes_of_the_record_and_says_it() {
    let sandbox = record();
    let program = Program::serving(&sandbox);
    let mut ann = Browser::new(&program);
    ann.sign_in();
    let new = [("notebook", ""), ("title", "Repairs"), ("note", "my own words")];
    let (_, notebook) = ann.mark(&sandbox, "Marrow", &new);
    for arguments in [&["index", "--rebuild"][..], &["read", "--all"], &["update"]] {
        sandbox.done(arguments);
        let page = ann.get(&notebook).text();
        assert!(page.contains("repairs backlog") && !page.contains("govuk-inset-text"), "{arguments:?}: {page}");
    }
    // The paper is corrected.
    sandbox.paper(
        "minutes.txt",
        MINUTES.replace("the repairs backlog would be cleared", "the repairs arrears would be cleared"),
    );
    sandbox.done(&["update"]);
    let page = ann.get(&notebook).text();
    let told =
        page.contains("Its words are not those of when it was marked") || page.contains("Its paper was corrected");
    assert!(told && page.contains("my own words"), "{page}");
    // It is taken down.
    let document = record::DocumentId::derive("papers", "minutes.txt").to_string();
    sandbox.done(&["forget", &document, "--reason", "a mistake"]);
    let page = ann.get(&notebook).text();
    assert!(page.contains("Its paper was taken down: a mistake") && page.contains("my own words"), "{page}");
    assert!(!page.contains("arrears") && !page.contains("backlog"), "{page}");
    for file in ["notebook.csv", "dossier.docx", "ro-crate.zip"] {
        let bytes = ann.get(&format!("{notebook}/{file}")).body;
        assert!(!bytes.windows(7).any(|window| window == b"backlog" || window == b"arrears"), "{file}");
    }
    let folder = fs::read_dir(sandbox.path("data/notebooks")).unwrap().next().unwrap().unwrap().path();
    for file in fs::read_dir(folder).unwrap() {
        let bytes = fs::read(file.unwrap().path()).unwrap();
        assert!(!bytes.windows(7).any(|window| window == b"backlog" || window == b"arrears"));
        assert!(bytes.windows(12).any(|window| window == b"my own words"));
    }
}

#[test]
fn a_proxy_that_is_not_trusted_names_nobody() {
    let sandbox = record();
    let program = Program::serving(&sandbox);
    let mut ben = Browser::new(&program);
    ben.more = "x-remote-user: ben\r\n".to_owned();
    assert_eq!(ben.get("/notebooks").status, 303, "127.0.0.1 is no proxy of ours");
    let config = fs::read_to_string(sandbox.path("config.toml")).unwrap();
    sandbox.configure(&config.replace("127.0.0.2", "127.0.0.1"));
    let program = Program::serving(&sandbox);
    let mut ben = Browser::new(&program);
    ben.more = "x-remote-user: ben\r\n".to_owned();
    let page = ben.get("/notebooks").text();
    assert!(page.contains("Yours, ben"), "{page}");
    let mut nobody = Browser::new(&program);
    assert_eq!(nobody.get("/notebooks").status, 303);
}
