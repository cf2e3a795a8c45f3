//! How long people wait for an answer: five kinds of query over HTTP, each beside a server that does nothing and beside
//! one that asks the bare engine on the same index, in turns, over one connection each.
//!
//! `DATA=FOLDER cargo bench --bench latency`, where FOLDER is the data folder of a configuration. Without `DATA` it says
//! so and ends. The bare engine counts, ranks and gives back what it has stored of the first passages as it stands; it
//! finds no mentions, marks nothing, counts no meetings and knows nothing of coverage. Figures are for people to read.

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
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{Searcher, TantivyDocument, Term};
use tokio_util::sync::CancellationToken;

/// Answers asked for of each server and kind. All of them together stay within what one address may ask at once.
const ROUNDS: usize = 200;

/// Passages in an answer.
const PAGE: usize = 20;

/// A kind of query: its name, as people type it (percent-encoded), and as the bare engine takes it.
type Kind = (&'static str, &'static str, fn(&Bare) -> Box<dyn Query>);

const KINDS: [Kind; 5] = [
    ("a word", "%3Dworkforce", |bare| bare.word("workforce")),
    ("a phrase", "%22social+care%22", |bare| bare.phrase(&["social", "care"])),
    ("a phrase since a year", "%22social+care%22+since:2022", |bare| {
        let since = RangeQuery::new(bare.first_day(20_220_101), std::ops::Bound::Unbounded);
        Box::new(BooleanQuery::new(vec![
            (Occur::Must, bare.phrase(&["social", "care"])),
            (Occur::Must, Box::new(since)),
        ]))
    }),
    // Its slop is not our NEAR: it is the nearest that the engine has.
    ("two words near", "%3Dsocial+NEAR/5+%3Dcare", |bare| {
        let mut near = bare.terms(&["social", "care"]);
        near.set_slop(4);
        Box::new(near)
    }),
    ("a prefix", "workf*", |bare| Box::new(FuzzyTermQuery::new_prefix(bare.term("workf"), 0, true))),
];

/// The engine without us, on the index that we wrote.
struct Bare {
    searcher: Searcher,
    text: tantivy::schema::Field,
    date: tantivy::schema::Field,
    entry: tantivy::schema::Field,
}

impl Bare {
    fn open(index: &std::path::Path) -> Self {
        let current = std::fs::read_to_string(index.join("current")).expect("the name of the generation in use");
        let engine = tantivy::Index::open_in_dir(index.join(current.trim())).expect("the generation in use");
        let searcher = engine.reader().expect("a reader").searcher();
        let [text, date, entry] = ["text", "date", "entry"].map(|name| engine.schema().get_field(name).expect(name));
        Self { searcher, text, date, entry }
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

    fn first_day(&self, day: u64) -> std::ops::Bound<Term> {
        std::ops::Bound::Included(Term::from_field_u64(self.date, day))
    }

    fn answer(&self, kind: usize) -> String {
        let collectors = (Count, TopDocs::with_limit(PAGE).order_by_score());
        let (count, first) = self.searcher.search(&*KINDS[kind].2(self), &collectors).expect("an answer");
        let stored = first.into_iter().map(|(_, address)| {
            let document: TantivyDocument = self.searcher.doc(address).expect("a stored passage");
            document.get_first(self.entry).and_then(|v| v.as_str()).expect("its text").to_owned()
        });
        format!("{{\"passages\":{count},\"results\":[{}]}}", stored.collect::<Vec<_>>().join(","))
    }
}

/// What one server took for one kind.
#[derive(Default)]
struct Waited {
    times: Vec<Duration>,
    bytes: usize,
}

impl Waited {
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
    println!("{:24}{:>20}{:>20}{:>20}", "", "nothing", "bare engine", "minutebook");
    println!("{:24}{}", "query", format!("{:>10}{:>10}", "p50", "p99").repeat(3));
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
    let nothing = beside(Router::new().route("/{kind}", get(async || ""))).await;
    let engine = beside(Router::new().route(
        "/{kind}",
        get(move |axum::extract::Path(kind): axum::extract::Path<usize>| async move { bare.answer(kind) }),
    ))
    .await;
    let client = Client::builder(TokioExecutor::new()).build_http();
    for (number, (name, typed, _)) in KINDS.iter().enumerate() {
        let addresses = [
            format!("http://{nothing}/{number}"),
            format!("http://{engine}/{number}"),
            format!("http://{ours}/api/v1/search?page_size={PAGE}&q={typed}"),
        ];
        let mut waited = [Waited::default(), Waited::default(), Waited::default()];
        // In turns, so that whatever else the machine does meets all three; the first round only warms.
        for round in 0..=ROUNDS {
            for (address, waited) in addresses.iter().zip(&mut waited) {
                let began = Instant::now();
                waited.bytes = ask(&client, address).await;
                if round > 0 {
                    waited.times.push(began.elapsed());
                }
            }
        }
        let figures = waited.iter().map(|w| format!("{:10.2}{:10.2}", w.at(0.5), w.at(0.99))).collect::<String>();
        println!("{name:24}{figures}   {} bytes beside {}", waited[2].bytes, waited[1].bytes);
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

/// Asks once, reads the answer to its end and gives its length.
async fn ask(client: &Client<HttpConnector, Empty<Bytes>>, address: &str) -> usize {
    let answer = client.get(address.parse().expect("an address")).await.expect("an answer");
    assert_eq!(answer.status(), 200, "{address}");
    answer.into_body().collect().await.expect("its body").to_bytes().len()
}
