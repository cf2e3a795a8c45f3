//! Alerts: what is new is told once, signed, to whoever asked for it, whatever happens on the way.

use crate::sandbox::{MINUTES, Ran, Sandbox};
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use std::sync::{Arc, Mutex};

const SECRET: &str = "a secret of the receiver";

/// Somebody who listens, answers as told beforehand (204 otherwise) and remembers.
#[derive(Clone, Default)]
struct Receiver {
    heard: Arc<Mutex<Vec<(HeaderMap, Value)>>>,
    answers: Arc<Mutex<VecDeque<StatusCode>>>,
}

impl Receiver {
    /// Listens on a port of its own until the program ends. Gives its address.
    fn listen(&self) -> String {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let app = Router::new().fallback(hear).with_state(self.clone());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                axum::serve(listener, app).await.unwrap();
            });
        });
        format!("http://{address}/hook")
    }

    fn will_answer(&self, status: StatusCode) {
        self.answers.lock().unwrap().push_back(status);
    }

    fn heard(&self) -> Vec<(HeaderMap, Value)> {
        std::mem::take(&mut self.heard.lock().unwrap())
    }
}

async fn hear(State(receiver): State<Receiver>, headers: HeaderMap, body: axum::body::Bytes) -> StatusCode {
    assert_eq!(headers["webhook-signature"], signature(&headers, &body).as_str());
    receiver.heard.lock().unwrap().push((headers, serde_json::from_slice(&body).unwrap()));
    receiver.answers.lock().unwrap().pop_front().unwrap_or(StatusCode::NO_CONTENT)
}

fn signature(headers: &HeaderMap, body: &[u8]) -> String {
    let of = |name: &str| headers[name].to_str().unwrap().to_owned();
    let mut mac = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).unwrap();
    mac.update(format!("{}.{}.", of("webhook-id"), of("webhook-timestamp")).as_bytes());
    mac.update(body);
    format!("v1,{}", data_encoding::BASE64.encode(&mac.finalize().into_bytes()))
}

/// Words of the passages of everything that was heard.
fn words(heard: &[(HeaderMap, Value)]) -> Vec<String> {
    let passages = heard.iter().flat_map(|(_, body)| body["passages"].as_array().unwrap());
    passages.map(|passage| passage["text"].as_str().unwrap().to_owned()).collect()
}

struct Told {
    sandbox: Sandbox,
    receiver: Receiver,
}

impl Told {
    /// A sandbox whose alert has seen the minutes of March.
    fn new() -> Self {
        Self::asking("")
    }

    /// The same with further keys of the alert.
    fn asking(keys: &str) -> Self {
        let (sandbox, receiver) = (Sandbox::new(), Receiver::default());
        let hook = receiver.listen();
        sandbox.configure(&format!(
            "[[source]]\nname = \"papers\"\nkind = \"folder\"\npath = \"papers\"\ncouncil = \"Anytown Borough Council\"\n\
             [[alert]]\nname = \"repairs\"\nquery = '\"repairs backlog\"'\nwebhook = \"{hook}\"\nsecret_env = \"HOOK\"\n{keys}"
        ));
        sandbox.paper("march.txt", MINUTES);
        let told = Self { sandbox, receiver };
        assert_eq!(told.update().status, 0);
        assert!(told.receiver.heard().is_empty(), "what was there before is no news");
        told
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        self.sandbox.run_with(arguments, &[("HOOK", SECRET)])
    }

    fn update(&self) -> Ran {
        self.run(&["update"])
    }

    /// Minutes of April that never say "repairs backlog" but mean it.
    fn publish_april_in_other_words(&self) {
        let april = MINUTES.replace("12 MARCH", "9 APRIL").replace("repairs backlog", "backlog of repairs");
        self.sandbox.paper("april.txt", april);
    }

    /// Minutes of April, which say something new of the repairs backlog.
    fn publish_april(&self) {
        let april = MINUTES.replace("12 MARCH", "9 APRIL").replace("by June", "by Michaelmas");
        self.sandbox.paper("april.txt", april);
    }

    fn report(&self) -> Value {
        self.sandbox.report("update")["alerts"][0].clone()
    }
}

#[test]
fn what_is_new_is_told_once() {
    let told = Told::new();
    told.publish_april();
    assert_eq!(told.update().status, 0);
    let heard = told.receiver.heard();
    let (_, body) = &heard[0];
    assert_eq!((heard.len(), &body["alert"], &body["query"]), (1, &"repairs".into(), &"\"repairs backlog\"".into()));
    assert!(words(&heard).iter().any(|words| words.contains("by Michaelmas")), "{body}");
    let passage = &body["passages"][0];
    assert_eq!(passage["date"], "2020-04-09");
    assert!(passage["page_address"].as_str().unwrap().starts_with("http://127.0.0.1:8080/passages/"), "{passage}");
    // Nothing new; the index made anew; everything read anew; the same minutes published again elsewhere.
    for arguments in [&["update"][..], &["index", "--rebuild"], &["update"], &["read", "--all"], &["update"]] {
        assert_eq!(told.run(arguments).status, 0);
    }
    told.sandbox.paper("april-again.txt", std::fs::read(told.sandbox.path("papers/april.txt")).unwrap());
    assert_eq!(told.update().status, 0);
    assert!(told.receiver.heard().is_empty());
}

#[test]
fn what_says_it_in_other_words_is_told_where_that_was_asked_for() {
    for (keys, routes) in [("", vec![]), ("related = \"word_order\"\n", vec!["word_order"; 2])] {
        let told = Told::asking(keys);
        told.publish_april_in_other_words();
        assert_eq!(told.update().status, 0);
        let heard = told.receiver.heard();
        let passages: Vec<&Value> = heard
            .iter()
            .flat_map(|(_, body)| body["passages"].as_array().unwrap())
            .map(|p| &p["in_other_words"])
            .collect();
        assert_eq!(passages.iter().map(|p| p["route"].as_str().unwrap()).collect::<Vec<_>>(), routes);
        assert!(passages.iter().all(|p| p["words"] == "backlog of repairs"), "{passages:?}");
        assert!(passages.iter().all(|p| p["why"].as_str().unwrap().contains("another order")), "{passages:?}");
        assert!(heard.iter().all(|(_, body)| body["related"] == "word_order"), "{heard:?}");
    }
    let sandbox = Sandbox::new();
    sandbox
        .configure("[[alert]]\nname = \"a\"\nquery = \"roof\"\nwebhook = \"http://127.0.0.1:1/\"\nrelated = \"kin\"\n");
    let ran = sandbox.run(&["update"]);
    assert!(ran.status == 3 && ran.stderr.contains("“kin” is no route to other words"), "{}", ran.stderr);
}

#[test]
fn what_could_not_be_told_waits_under_the_same_id() {
    let told = Told::new();
    told.publish_april();
    told.receiver.will_answer(StatusCode::FORBIDDEN);
    let ran = told.update();
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    let first = told.receiver.heard();
    let report = told.report();
    assert_eq!((&report["told"], report["waiting"] == report["new"]), (&0.into(), true), "{report}");
    assert!(report["error"].as_str().unwrap().contains("403"), "{report}");
    assert_eq!(told.update().status, 0);
    let second = told.receiver.heard();
    assert_eq!((first.len(), second.len()), (1, 1));
    assert_eq!(first[0].0["webhook-id"], second[0].0["webhook-id"]);
    assert_eq!(words(&first), words(&second));
    assert_eq!(told.update().status, 0);
    assert!(told.receiver.heard().is_empty());
}

#[test]
fn a_kill_after_telling_tells_nothing_twice() {
    let told = Told::new();
    told.publish_april();
    let mut child = told.sandbox.command(&["update"]).env("HOOK", SECRET).stderr(Stdio::piped()).spawn().unwrap();
    // Killed as soon as it says that it told.
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map(Result::unwrap);
    assert!(lines.any(|line| line.contains("alert repairs") && line.contains(" told")));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(told.receiver.heard().len(), 1);
    assert_eq!(told.update().status, 0);
    assert!(told.receiver.heard().is_empty());
}

#[test]
fn nothing_is_told_unsigned_where_a_signature_is_wanted() {
    let told = Told::new();
    told.publish_april();
    let ran = told.sandbox.run(&["update"]);
    assert_eq!(ran.status, 2, "{}", ran.stderr);
    assert!(told.receiver.heard().is_empty());
    assert!(told.report()["error"].as_str().unwrap().contains("HOOK"));
    let problems = told.sandbox.held()["problems"].clone();
    assert!(problems.to_string().contains("undelivered"), "{problems}");
}

#[test]
fn another_query_begins_anew() {
    let told = Told::new();
    let config = std::fs::read_to_string(told.sandbox.path("config.toml")).unwrap();
    told.sandbox.configure(&config.replace("\"repairs backlog\"", "\"repairs plan\""));
    told.publish_april();
    assert_eq!(told.update().status, 0);
    let heard = told.receiver.heard();
    assert!(words(&heard).iter().all(|words| words.to_lowercase().contains("repairs plan")), "{heard:?}");
    assert!(heard[0].1["passages"].as_array().unwrap().iter().all(|passage| passage["date"] == "2020-04-09"));
}

#[test]
fn an_alert_that_names_a_speaker_tells_only_what_is_surely_theirs() {
    let told = Told::new();
    let config = std::fs::read_to_string(told.sandbox.path("config.toml")).unwrap();
    let config = config.replace("'\"repairs backlog\"'", "'speaker:marrow OR \"rota\"'");
    told.sandbox.configure(&format!("{config}[[source]]\nname = \"said\"\nkind = \"records\"\npath = \"said\"\n"));
    std::fs::create_dir(told.sandbox.path("said")).unwrap();
    let line = |n: u32, speaker: &str, certainty: &str, text: &str| {
        let line = serde_json::json!({
            "id": n.to_string(), "date": "2020-05-14", "council": "Anytown Borough Council", "committee": "Housing",
            "speaker": speaker, "certainty": certainty, "text": text,
        });
        format!("{line}\n")
    };
    let write = |lines: String| std::fs::write(told.sandbox.path("said/may.ndjson"), lines).unwrap();
    write(line(1, "Councillor Vale", "sure", "Nothing of note."));
    assert_eq!(told.update().status, 0);
    assert!(told.receiver.heard().is_empty(), "another query begins anew");
    write(
        [
            line(1, "Councillor Vale", "sure", "Nothing of note."),
            line(2, "Councillor Marrow", "sure", "The roof leaks."),
            line(3, "Councillor Marrow", "likely", "The cellar is dry."),
            line(4, "Councillor Vale", "likely", "The rota is late."),
        ]
        .concat(),
    );
    assert_eq!(told.update().status, 0);
    assert_eq!(words(&told.receiver.heard()), ["The roof leaks.", "The rota is late."]);
}
