//! How long people wait for an answer: each kind of query over HTTP, beside a server that asks the bare engine on the same
//! index, in turns, over one connection each.
//!
//! `DATA=FOLDER cargo bench --bench latency`, where FOLDER is the data folder of a configuration. Without `DATA` it says
//! so and ends. `JSON=FILE` writes the figures there too. The reference is what the bare engine takes to count and rank
//! the same passages behind an empty handler, and 0.3 ms for ten results with their mentions marked; it knows nothing of
//! mentions, meetings and coverage. Figures are for people to read: compare the ratios, not the milliseconds.

use axum::Router;
use axum::routing::get;
use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use minutebook::store::{DataPaths, Reader};
use minutebook::web::{self, App, Listeners};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Searcher, Term};
use tokio_util::sync::CancellationToken;

/// Answers asked for of each server and kind. All of them together stay within what one address may ask at once.
const ROUNDS: usize = 100;

/// Passages in an answer.
const PAGE: usize = 10;

/// What ten results with their mentions marked may take beside counting and ranking, in milliseconds.
const SHOWN: f64 = 0.3;

/// A kind of query: its name, our address for it, and the query as the bare engine takes it.
struct Kind {
    name: &'static str,
    address: &'static str,
    bare: fn(&Bare) -> Box<dyn Query>,
}

const KINDS: [Kind; 19] = [
    Kind { name: "a rare word", address: "search?q=%3Dvennells", bare: |bare| bare.word("vennells") },
    Kind { name: "a word", address: "search?q=%3Dworkforce", bare: |bare| bare.word("workforce") },
    Kind { name: "a common word", address: "search?q=%3Dpeople", bare: |bare| bare.word("people") },
    Kind { name: "\u{201c}the\u{201d}", address: "search?q=%3Dthe", bare: |bare| bare.word("the") },
    Kind { name: "two words", address: "search?q=%3Dsocial+%3Dcare", bare: |bare| bare.all(&["social", "care"]) },
    Kind {
        name: "three common words",
        address: "search?q=%3Dpeople+%3Dthink+%3Dknow",
        bare: |bare| bare.all(&["people", "think", "know"]),
    },
    Kind {
        name: "one of two words",
        address: "search?q=%3Dworkforce+OR+%3Dstaffing",
        bare: |bare| bare.any(&["workforce", "staffing"]),
    },
    Kind {
        name: "one of four common",
        address: "search?q=%3Dpeople+OR+%3Dthink+OR+%3Dtime+OR+%3Dknow",
        bare: |bare| bare.any(&["people", "think", "time", "know"]),
    },
    Kind {
        name: "a word without another",
        address: "search?q=%3Dpeople+-%3Dthink",
        bare: |bare| {
            let parts = vec![(Occur::Must, bare.word("people")), (Occur::MustNot, bare.word("think"))];
            Box::new(BooleanQuery::new(parts))
        },
    },
    Kind { name: "a phrase", address: "search?q=%22social+care%22", bare: |bare| bare.phrase(&["social", "care"]) },
    Kind {
        name: "a frequent phrase",
        address: "search?q=%22post+office%22",
        bare: |bare| bare.phrase(&["post", "office"]),
    },
    Kind {
        name: "a phrase since a year",
        address: "search?q=%22social+care%22+since:2022",
        bare: |bare| {
            let since = RangeQuery::new(bare.first_day(20_220_101), std::ops::Bound::Unbounded);
            let parts: Vec<(Occur, Box<dyn Query>)> =
                vec![(Occur::Must, bare.phrase(&["social", "care"])), (Occur::Must, Box::new(since))];
            Box::new(BooleanQuery::new(parts))
        },
    },
    // Its slop is not our NEAR: it is the nearest that the engine has.
    Kind {
        name: "two words near",
        address: "search?q=%3Dsocial+NEAR/5+%3Dcare",
        bare: |bare| {
            let mut near = bare.terms(&["social", "care"]);
            near.set_slop(4);
            Box::new(near)
        },
    },
    Kind {
        name: "a prefix",
        address: "search?q=workf*",
        bare: |bare| Box::new(FuzzyTermQuery::new_prefix(bare.term("workf"), 0, true)),
    },
    Kind { name: "a word, facets", address: "search?facets=true&q=%3Dworkforce", bare: |bare| bare.word("workforce") },
    Kind { name: "a common word, facets", address: "search?facets=true&q=%3Dpeople", bare: |bare| bare.word("people") },
    Kind { name: "timeline", address: "api/v1/timeline?interval=year&q=%3Dpeople", bare: |bare| bare.word("people") },
    Kind { name: "page of results", address: "search-page?q=%3Dworkforce", bare: |bare| bare.word("workforce") },
    Kind { name: "page, a common word", address: "search-page?q=%3Dpeople", bare: |bare| bare.word("people") },
];

/// The engine without us, on the index that we wrote.
struct Bare {
    searcher: Searcher,
    text: tantivy::schema::Field,
    date: tantivy::schema::Field,
}

impl Bare {
    fn open(index: &std::path::Path) -> Self {
        let current = std::fs::read_to_string(index.join("current")).expect("the name of the generation in use");
        let engine = tantivy::Index::open_in_dir(index.join(current.trim())).expect("the generation in use");
        let searcher = engine.reader().expect("a reader").searcher();
        let [text, date] = ["text", "date"].map(|name| engine.schema().get_field(name).expect(name));
        Self { searcher, text, date }
    }

    fn term(&self, word: &str) -> Term {
        Term::from_field_text(self.text, word)
    }

    fn terms(&self, words: &[&str]) -> PhraseQuery {
        PhraseQuery::new(words.iter().map(|word| self.term(word)).collect())
    }

    fn word(&self, word: &str) -> Box<dyn Query> {
        Box::new(TermQuery::new(self.term(word), IndexRecordOption::WithFreqs))
    }

    fn phrase(&self, words: &[&str]) -> Box<dyn Query> {
        Box::new(self.terms(words))
    }

    fn all(&self, words: &[&str]) -> Box<dyn Query> {
        Box::new(BooleanQuery::intersection(words.iter().map(|word| self.word(word)).collect()))
    }

    fn any(&self, words: &[&str]) -> Box<dyn Query> {
        Box::new(BooleanQuery::union(words.iter().map(|word| self.word(word)).collect()))
    }

    fn first_day(&self, day: u64) -> std::ops::Bound<Term> {
        std::ops::Bound::Included(Term::from_field_u64(self.date, day))
    }

    fn answer(&self, kind: usize) -> String {
        let collectors = (Count, TopDocs::with_limit(PAGE).order_by_score());
        let (count, first) = self.searcher.search(&*(KINDS[kind].bare)(self), &collectors).expect("an answer");
        format!("{count} {}", first.len())
    }
}

/// What one server took for one kind.
#[derive(Default)]
struct Waited {
    times: Vec<Duration>,
}

impl Waited {
    /// Milliseconds below which so many of the answers came.
    fn at(&self, share: f64) -> f64 {
        let mut times = self.times.clone();
        times.sort_unstable();
        times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3
    }
}

fn main() {
    let Some(data) = std::env::var_os("DATA") else {
        println!("nothing to measure: DATA names no data folder");
        return;
    };
    let paths = DataPaths::below(data);
    let reader = Reader::open(&paths.dir).expect("a record to serve");
    let bare = Arc::new(Bare::open(&paths.index()));
    println!("{} passages; milliseconds over one connection, {ROUNDS} answers of each", bare.searcher.num_docs());
    println!("{:24}{:>10}{:>10}{:>10}{:>10}{:>10}", "query", "engine", "reference", "p50", "p99", "times");
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(measure(reader, bare));
}

async fn measure(reader: Reader, bare: Arc<Bare>) {
    let listeners = Listeners::bind(SocketAddr::from(([127, 0, 0, 1], 0)), None).await.expect("a port");
    let ours = listeners.address().expect("its address");
    let app = App::new(reader, format!("http://{ours}/").parse().expect("an address"), Vec::new());
    let stop = CancellationToken::new();
    tokio::spawn(web::serve(listeners, app, stop.clone()));
    let engine = beside(Router::new().route(
        "/{kind}",
        get(move |axum::extract::Path(kind): axum::extract::Path<usize>| async move { bare.answer(kind) }),
    ))
    .await;
    let client = Client::builder(TokioExecutor::new()).build_http();
    let mut rows = Vec::new();
    for (number, kind) in KINDS.iter().enumerate() {
        let path = match kind.address.split_once('?') {
            Some(("search", asked)) => format!("api/v1/search?page_size={PAGE}&{asked}"),
            Some(("search-page", asked)) => format!("search?{asked}"),
            _ => kind.address.to_owned(),
        };
        let addresses = [format!("http://{engine}/{number}"), format!("http://{ours}/{path}")];
        let mut waited = [Waited::default(), Waited::default()];
        // In turns, so that whatever else the machine does meets both; the first round only warms.
        for round in 0..=ROUNDS {
            for (address, waited) in addresses.iter().zip(&mut waited) {
                let began = Instant::now();
                ask(&client, address).await;
                if round > 0 {
                    waited.times.push(began.elapsed());
                }
            }
        }
        let [engine, ours] = waited;
        let (reference, p50, p99) = (engine.at(0.5) + SHOWN, ours.at(0.5), ours.at(0.99));
        println!("{:24}{:10.2}{reference:10.2}{p50:10.2}{p99:10.2}{:10.2}", kind.name, engine.at(0.5), p50 / reference);
        rows.push(serde_json::json!({
            "query": kind.name, "engine_ms": engine.at(0.5), "reference_ms": reference, "p50_ms": p50, "p99_ms": p99,
            "times": p50 / reference,
        }));
    }
    if let Some(file) = std::env::var_os("JSON") {
        let figures = serde_json::to_string_pretty(&rows).expect("figures");
        std::fs::write(&file, figures).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
    stop.cancel();
}

/// Serves a router on a port of its own.
async fn beside(router: Router) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.expect("a port");
    let address = listener.local_addr().expect("its address");
    tokio::spawn(async { axum::serve(listener, router).await });
    address
}

/// Asks once and reads the answer to its end.
async fn ask(client: &Client<HttpConnector, Empty<Bytes>>, address: &str) {
    let answer = client.get(address.parse().expect("an address")).await.expect("an answer");
    assert_eq!(answer.status(), 200, "{address}");
    answer.into_body().collect().await.expect("its body");
}
