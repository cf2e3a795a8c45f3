//! Mail to those who are told by it: against a real mail server on loopback, which `tests/mail/install` installs. Where it
//! is not installed these tests say so.

use crate::program::Program;
use crate::sandbox::{MINUTES, Ran, Sandbox, root};
use jiff::Timestamp;
use minutebook::store::Store;
use minutebook::store::catalogue::alerts;
use minutebook::store::subscriptions::{Every, Subscriptions};
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Lines, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

const PASSWORD: &str = "a password that nobody may read";

/// The Python that has the server; none where it is not installed.
///
/// # Panics
/// `MINUTEBOOK_REQUIRED` is set and there is none.
fn python() -> Option<PathBuf> {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir));
    let python =
        std::env::var_os("MINUTEBOOK_MAIL_PYTHON").map_or_else(|| target.join("mail-server/bin/python"), PathBuf::from);
    if python.exists() {
        return Some(python);
    }
    let missing = format!("no mail server at {}: run tests/mail/install", python.display());
    assert!(std::env::var_os("MINUTEBOOK_REQUIRED").is_none(), "{missing}");
    eprintln!("{missing}; mail is NOT tested with a real server");
    None
}

/// A mail server; it ends when this is dropped.
struct Server {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
    folder: PathBuf,
    port: u16,
    read: usize,
}

impl Server {
    fn start(python: &PathBuf, sandbox: &Sandbox, arguments: &[&str]) -> Self {
        let folder = sandbox.path("post");
        let mut child = Command::new(python)
            .arg(root().join("tests/mail/server.py"))
            .arg(&folder)
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let port = lines.next().unwrap().unwrap().parse().unwrap();
        Self { child, lines, folder, port, read: 0 }
    }

    /// The next mail, waited for.
    fn next(&mut self) -> Value {
        self.read += 1;
        serde_json::from_str(&self.lines.next().unwrap().unwrap()).unwrap()
    }

    /// What came since this was last asked, by whoever was sent it before now.
    fn came(&mut self) -> Vec<Value> {
        let names = fs::read_dir(&self.folder).unwrap().map(|entry| entry.unwrap().file_name());
        let taken = names.filter(|name| name.to_string_lossy().ends_with(".json")).count();
        (self.read..taken).map(|_| self.next()).collect()
    }

    /// What it answers the next time that somebody writes to this address.
    fn will_answer(&self, address: &str, answer: &str) {
        fs::write(self.folder.join("answers").join(address), answer).unwrap();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

struct Post {
    sandbox: Sandbox,
    server: Server,
}

impl Post {
    /// A sandbox whose alert has seen the minutes of March. `more` stands in its [[alert]], `mail` in [mail].
    fn new(python: &PathBuf, alert: &str, mail: &str, server: &[&str]) -> Self {
        let sandbox = Sandbox::new();
        let server = Server::start(python, &sandbox, server);
        let post = Self { sandbox, server };
        post.configure(alert, mail);
        post.sandbox.paper("march.txt", MINUTES);
        assert_eq!(post.update().status, 0);
        post
    }

    fn configure(&self, alert: &str, mail: &str) {
        let alert = match alert {
            "" => String::new(),
            alert => format!("[[alert]]\nname = \"repairs\"\nquery = '\"repairs backlog\"'\n{alert}\n"),
        };
        self.sandbox.configure(&format!(
            "[server]\npublic_url = \"https://minutes.example/\"\n\
             [mail]\nserver = \"127.0.0.1:{}\"\nfrom = \"Minutebook <minutes@council.example>\"\n{mail}\n{alert}\
             [[source]]\nname = \"papers\"\nkind = \"folder\"\npath = \"papers\"\ncouncil = \"Anytown Borough Council\"\n",
            self.server.port
        ));
    }

    fn update(&self) -> Ran {
        self.sandbox.run_with(&["update"], &[("POST_USER", "minutes"), ("POST_PASSWORD", PASSWORD)])
    }

    /// Minutes of a month, which say something new of the repairs backlog.
    fn publish(&self, month: &str, by: &str) {
        let minutes = MINUTES.replace("12 MARCH", &format!("9 {month}")).replace("by June", by);
        self.sandbox.paper(&format!("{month}.txt"), minutes);
    }

    fn report(&self) -> Value {
        self.sandbox.report("update")["alerts"][0].clone()
    }
}

const CLERK: &str = "clerk@council.example";
const TO_CLERK: &str = "mail = [\"clerk@council.example\"]";
const PLAIN: &str = "security = \"none\"";

fn send(address: SocketAddr, method: &str, path: &str, body: &str) -> (u16, String) {
    let mut stream = TcpStream::connect(address).unwrap();
    let length = body.len();
    let form = "application/x-www-form-urlencoded";
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nhost: x\r\naccept: text/html\r\nconnection: close\r\ncontent-type: {form}\r\n\
         content-length: {length}\r\n\r\n{body}"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let answer = String::from_utf8_lossy(&answer).into_owned();
    (answer[9..12].parse().unwrap(), answer)
}

/// The path of an address of this site.
fn path(address: &str) -> &str {
    address.strip_prefix("https://minutes.example").unwrap_or_else(|| panic!("{address} is not of this site"))
}

/// The first address in a text that begins so.
fn link(text: &str, begins: &str) -> String {
    let at = text.find(begins).unwrap_or_else(|| panic!("no {begins} in {text}"));
    text[at..].split(|c: char| c.is_whitespace() || "\"<>".contains(c)).next().unwrap().to_owned()
}

#[test]
fn each_statement_is_mailed_once_and_one_click_ends_it() {
    let Some(python) = python() else { return };
    let mut post = Post::new(&python, TO_CLERK, PLAIN, &["plain"]);
    assert!(post.server.came().is_empty(), "what was there before is no news");
    post.publish("APRIL", "by <Michaelmas>");
    let ran = post.update();
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let mails = post.server.came();
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert_eq!((&mail["from"], &mail["to"]), (&"minutes@council.example".into(), &serde_json::json!([CLERK])));
    let header =
        |name: &str| mail["headers"][name].as_str().unwrap_or_else(|| panic!("no {name} in {mail}")).to_owned();
    assert_eq!(header("List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
    assert!(header("Subject").contains("1 new passage") || header("Subject").contains("2 new passages"), "{mail}");
    let (plain, html) = (mail["plain"].as_str().unwrap(), mail["html"].as_str().unwrap());
    for words in
        ["cleared by <Michaelmas>", "9 April 2020", "item 24 REPAIRS PLAN", "the exact phrase “repairs backlog”"]
    {
        assert!(plain.contains(words), "{words} is not in {plain}");
    }
    assert!(html.contains("Michaelmas") && !html.contains("<Michaelmas>"), "{html}");
    let passage = link(plain, "https://minutes.example/passages/");
    assert_eq!(post.sandbox.get(path(&passage)).0, 200);
    // Nothing new; everything read anew; the same minutes published again elsewhere.
    for arguments in [&["update"][..], &["read", "--all"], &["update"]] {
        assert_eq!(post.sandbox.run(arguments).status, 0);
    }
    post.sandbox.paper("again.txt", fs::read(post.sandbox.path("papers/APRIL.txt")).unwrap());
    assert_eq!(post.update().status, 0);
    assert!(post.server.came().is_empty());

    // One click, as a mail program does it: no page looked at, no cookie, a POST of that body.
    let leave = header("List-Unsubscribe").trim_matches(['<', '>']).to_owned();
    assert!(plain.contains(&leave), "{leave}");
    let program = Program::serving(&post.sandbox);
    let (status, page) = send(program.1, "GET", path(&leave), "");
    assert!(status == 200 && page.contains(CLERK), "{page}");
    let (status, page) = send(program.1, "POST", &path(&leave).replace("token=", "token=0"), "");
    assert_eq!(status, 404, "{page}");
    post.publish("MAY", "by August");
    assert_eq!(post.update().status, 0);
    assert_eq!(post.server.came().len(), 1, "looking at the page leaves nothing");
    let (status, page) = send(program.1, "POST", path(&leave), "List-Unsubscribe=One-Click");
    assert_eq!(status, 200, "{page}");
    post.publish("JUNE", "by September");
    assert_eq!(post.update().status, 0);
    assert!(post.server.came().is_empty());
    // Who left is known to a copy.
    post.sandbox.done(&["backup", "copy"]);
    assert!(post.sandbox.path("copy/mail.sqlite").exists());
    let (status, _) = send(program.1, "GET", "/mail?q=roof", "");
    assert_eq!(status, 404, "visitors may not ask here");
}

#[test]
fn a_mail_refused_for_the_moment_waits_and_one_refused_for_good_is_not_sent_again() {
    let Some(python) = python() else { return };
    let three = "mail = [\"clerk@council.example\", \"gone@council.example\", \"chair@council.example\"]";
    let mut post = Post::new(&python, three, PLAIN, &["plain"]);
    post.publish("APRIL", "by Michaelmas");
    post.server.will_answer(CLERK, "451 4.7.1 greylisted, come again later");
    post.server.will_answer("gone@council.example", "550 5.1.1 <gone@council.example> is unknown here");
    let ran = post.update();
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    assert_eq!(post.server.came().len(), 1, "the others keep nobody waiting");
    let report = post.report();
    assert_eq!(
        (&report["told"], &report["waiting"], &report["refused"]),
        (&report["new"], &report["new"], &report["new"])
    );
    assert!(report["error"].as_str().unwrap().contains("5.1.1 <(the address)> is unknown here"), "{report}");
    let held = post.sandbox.held();
    assert_eq!(held["problems"][0]["count"], 2, "{held}");
    assert!(held["problems"].to_string().contains("greylisted"), "{held}");
    assert!(!held.to_string().contains("@council.example"), "whom it was for is nobody's business: {held}");
    let ran = post.update();
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let second = post.server.came();
    assert_eq!(second.iter().map(|mail| mail["to"][0].as_str().unwrap()).collect::<Vec<_>>(), [CLERK]);
    assert_eq!(post.update().status, 0);
    assert!(post.server.came().is_empty());
    // Nobody answers at all: everything waits.
    let Post { sandbox, server } = post;
    drop(server);
    let minutes = MINUTES.replace("12 MARCH", "9 MAY").replace("by June", "by August");
    sandbox.paper("MAY.txt", minutes);
    let ran = sandbox.run(&["update"]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    let report = sandbox.report("update")["alerts"][0].clone();
    assert_eq!(report["waiting"].as_u64(), report["new"].as_u64().map(|new| new * 3), "{report}");
}

#[test]
fn what_was_taken_down_while_it_waited_is_in_no_mail() {
    let Some(python) = python() else { return };
    let mut post = Post::new(&python, TO_CLERK, PLAIN, &["plain"]);
    post.publish("APRIL", "by Michaelmas");
    post.server.will_answer(CLERK, "451 4.7.1 greylisted, come again later");
    assert_eq!(post.update().status, 2);
    let found = post.sandbox.search(&["Michaelmas"]);
    let document = found["results"][0]["document"]["id"].as_str().unwrap().to_owned();
    post.sandbox.done(&["forget", &document, "--reason", "a mistake"]);
    let ran = post.update();
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(post.server.came().is_empty(), "there is nothing left to tell");
}

#[test]
fn visitors_are_told_after_they_said_yes_and_never_after_they_left() {
    let Some(python) = python() else { return };
    let mut post = Post::new(&python, "", &format!("{PLAIN}\nsubscribe = true"), &["plain"]);
    let program = Program::serving(&post.sandbox);
    let (status, page) = send(program.1, "GET", "/search?q=backlog&speaker=thorn", "");
    assert!(status == 200 && page.contains("Be told by mail"), "{page}");
    let (status, page) = send(program.1, "GET", "/mail?q=backlog+OR+roof&kind=minutes&person=a.b", "");
    assert!(status == 200 && page.contains("(backlog OR roof) kind:"), "{page}");
    assert!(page.contains("limited by person"), "{page}");
    for (body, words) in [
        ("address=nobody&q=roof", "Write an address of mail"),
        ("address=reader@home.example&q=", "Write what you want to be told of"),
        ("address=reader@home.example&q=%22open", "quot"),
    ] {
        let (status, page) = send(program.1, "POST", "/mail", body);
        assert!(status == 200 && page.contains(words), "{body}: {page}");
    }
    let asked = "address=reader@home.example&q=%22repairs+backlog%22&every=update";
    let (status, first) = send(program.1, "POST", "/mail", asked);
    assert_eq!(status, 200, "{first}");
    let mail = post.server.next();
    assert_eq!(mail["to"], serde_json::json!(["reader@home.example"]));
    assert!(mail["headers"]["List-Unsubscribe"].is_null(), "there is no list yet: {mail}");
    let confirm = link(mail["plain"].as_str().unwrap(), "https://minutes.example/mail/confirm");

    post.publish("APRIL", "by Michaelmas");
    assert_eq!(post.update().status, 0);
    assert!(post.server.came().is_empty(), "nobody has said yes");
    let (status, page) = send(program.1, "GET", path(&confirm), "");
    assert!(status == 200 && page.contains("Yes, tell me"), "{page}");
    post.publish("MAY", "by August");
    assert_eq!(post.update().status, 0);
    assert!(post.server.came().is_empty(), "following the link says nothing");
    let (status, page) = send(program.1, "POST", path(&confirm), "");
    assert!(status == 200 && page.contains("You will be told"), "{page}");
    assert_eq!(post.update().status, 0);
    post.publish("JUNE", "by September");
    assert_eq!(post.update().status, 0);
    let mails = post.server.came();
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    assert!(mail["plain"].as_str().unwrap().contains("by September"), "{mail}");
    assert!(!mail["plain"].as_str().unwrap().contains("by August"), "{mail}");
    let report = post.report();
    assert!(report["alert"] == "subscriptions" && !report.to_string().contains("reader"), "{report}");
    // The same once more: told already, and the page says no other thing.
    let (_, second) = send(program.1, "POST", "/mail", asked);
    let body = |answer: &str| answer.split("<main").nth(1).unwrap().to_owned();
    assert_eq!(body(&first), body(&second));
    let leave = mail["headers"]["List-Unsubscribe"].as_str().unwrap().trim_matches(['<', '>']).to_owned();
    assert_eq!(send(program.1, "POST", path(&leave), "List-Unsubscribe=One-Click").0, 200);
    assert_eq!(send(program.1, "POST", path(&leave), "List-Unsubscribe=One-Click").0, 200, "twice is once");
    post.publish("JULY", "by October");
    assert_eq!(post.update().status, 0);
    assert!(post.server.came().is_empty());
    let kept = fs::read(post.sandbox.path("data/mail.sqlite")).unwrap();
    assert!(!kept.windows(12).any(|bytes| bytes == b"reader@home."), "the address went with its reader");
}

#[test]
fn a_week_of_statements_is_one_mail() {
    let Some(python) = python() else { return };
    let weekly = format!("{TO_CLERK}\nevery = \"week\"");
    // A week that ends only with the year: nothing is due before.
    let mut post = Post::new(&python, &weekly, &format!("{PLAIN}\nweekly = \"0 0 1 1 *\""), &["plain"]);
    for (month, by) in [("APRIL", "by Michaelmas"), ("MAY", "by August")] {
        post.publish(month, by);
        assert_eq!(post.update().status, 0);
    }
    assert!(post.server.came().is_empty(), "the week has not ended");
    // As if they had waited since before the year's end.
    let mut store = Store::open(&post.sandbox.data(), "test").unwrap();
    let subscriptions = Subscriptions::open(store.paths()).unwrap();
    let clerk =
        subscriptions.configured("repairs", CLERK, "\"repairs backlog\"", Every::Week, Timestamp::now()).unwrap();
    let waiting = alerts::waiting(store.catalogue(), "repairs", &clerk.id).unwrap();
    assert_eq!(waiting.len(), 2);
    for mut delivery in waiting {
        delivery.queued_at = "2020-12-30T00:00:00Z".parse().unwrap();
        store.write(|t| alerts::join(t, "repairs", &clerk.id, &[&delivery], &delivery)).unwrap();
    }
    drop((store, subscriptions));
    post.server.will_answer(CLERK, "451 4.7.1 greylisted, come again later");
    assert_eq!(post.update().status, 2);
    assert_eq!(post.update().status, 0);
    let mails = post.server.came();
    let [mail] = mails.as_slice() else { panic!("{mails:?}") };
    let plain = mail["plain"].as_str().unwrap();
    assert!(plain.contains("by Michaelmas") && plain.contains("by August"), "{plain}");
    assert!(mail["headers"]["Subject"].as_str().unwrap().contains("in the last week"), "{mail}");
    assert_eq!(post.update().status, 0);
    assert!(post.server.came().is_empty());
}

#[test]
fn passwords_go_over_tls_alone_and_are_told_to_nobody() {
    let Some(python) = python() else { return };
    for security in ["starttls", "tls"] {
        let mail = format!(
            "security = \"{security}\"\nusername_env = \"POST_USER\"\npassword_env = \"POST_PASSWORD\"\n\
             extra_ca = \"post/authority.pem\""
        );
        let mut post = Post::new(&python, TO_CLERK, &mail, &[security, "minutes", PASSWORD]);
        post.publish("APRIL", "by Michaelmas");
        let wrong = [("POST_USER", "minutes"), ("POST_PASSWORD", "guessed wrong")];
        let ran = post.sandbox.run_with(&["update"], &wrong);
        assert_eq!(ran.status, 2, "{}", ran.stderr);
        let ran_without = post.sandbox.run(&["update"]);
        assert_eq!(ran_without.status, 2, "{}", ran_without.stderr);
        assert!(post.report()["error"].as_str().unwrap().contains("POST_USER"), "{}", post.report());
        let told = [ran.stderr, post.sandbox.held().to_string()].concat();
        assert!(!told.contains("guessed wrong"), "{told}");
        let ran = post
            .sandbox
            .run_with(&["update"], &[("POST_USER", "minutes"), ("POST_PASSWORD", PASSWORD), ("RUST_LOG", "trace")]);
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        assert!(!ran.stderr.contains(PASSWORD), "{}", ran.stderr);
        let mails = post.server.came();
        assert_eq!(mails.len(), 1);
        assert_eq!(mails[0]["tls"], true);
        // A server whose certificate nobody vouches for is told nothing.
        post.configure(TO_CLERK, &mail.replace("extra_ca = \"post/authority.pem\"", ""));
        post.publish("MAY", "by August");
        assert_eq!(post.update().status, 2);
        assert!(post.server.came().is_empty());
        assert!(post.report()["error"].as_str().unwrap().contains("certificate"), "{}", post.report());
    }
}
