//! Each kind of query on a generated record of 20,000 passages. `cargo bench -p index`.

use index::{Document, Entry, Filters, Index, Query, SearchRequest, Snapshot, Sort, Speaker, Writer};
use record::{Act, DocumentId, Grade, Kind, PassageId};
use std::sync::{Arc, OnceLock};

fn main() {
    divan::main();
}

const KINDS: [&str; 8] = [
    "workforce",
    "workforce stability",
    "workforce OR agency",
    "\"workforce stability\"",
    "\"workforce stability\" since:2015 until:2015",
    "agency NEAR/5 permanent",
    "stabil*",
    "stabilty~",
];

#[divan::bench(args = KINDS)]
fn count(bencher: divan::Bencher<'_, '_>, typed: &str) {
    let (index, query) = (snapshot(), Query::lenient(typed).query);
    bencher.bench_local(|| index.count(&query, &Filters::default()).map(|t| t.found.mentions));
}

#[divan::bench(args = KINDS)]
fn newest_twenty_with_facets(bencher: divan::Bencher<'_, '_>, typed: &str) {
    let query = Query::lenient(typed).query;
    let ask = SearchRequest {
        sort: Sort::Newest,
        page_size: 20,
        facets: true,
        ..SearchRequest::new(query, Filters::default())
    };
    let index = snapshot();
    bencher.bench_local(|| index.search(&ask).map(|a| a.hits.len()));
}

/// A record made of frequent and rare words by a fixed rule, so that every run asks the same.
fn snapshot() -> Arc<Snapshot> {
    static INDEX: OnceLock<(tempfile::TempDir, Index)> = OnceLock::new();
    let (_, index) = INDEX.get_or_init(|| {
        let folder = tempfile::tempdir().expect("a folder for the benchmark");
        let mut writer = Writer::rebuild(folder.path()).expect("a new index");
        (0..20_000).for_each(|i| writer.add(&passage(i)).expect("room for the index"));
        writer.commit().expect("room for the index");
        let index = Index::open(folder.path()).expect("the index just written");
        (folder, index)
    });
    index.snapshot()
}

fn passage(number: u32) -> Entry {
    const WORDS: [&str; 16] = [
        "the",
        "of",
        "committee",
        "workforce",
        "stability",
        "agency",
        "permanent",
        "staff",
        "report",
        "noted",
        "plan",
        "children",
        "services",
        "stabilise",
        "turnover",
        "budget",
    ];
    let mut state = number.wrapping_mul(2_654_435_761) | 1;
    let mut text = String::new();
    for _ in 0..60 {
        // Xorshift: words early in the list are more frequent, as in print.
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        let (a, b) = (state as usize % WORDS.len(), (state >> 8) as usize % WORDS.len());
        text += WORDS[a.min(b)];
        text.push(' ');
    }
    let id = DocumentId::derive("bench", &(number / 50).to_string());
    Entry {
        id: PassageId::derive(&id, &text, number),
        text,
        date: jiff::civil::Date::new(2000 + (number / 800) as i16, 1 + (number % 12) as i8, 1).ok(),
        council: None,
        committee: None,
        meeting: None,
        document: Document { id, title: String::new(), file_name: String::new(), url: None, page_url: None },
        component: 1,
        date_basis: None,
        component_title: String::new(),
        kind: Kind::Minutes,
        act: Act::Statement,
        item: None,
        speaker: Speaker {
            as_printed: None,
            person: None,
            role: None,
            attribution: Grade::None,
            certainty: None,
            why: None,
        },
        page: 1,
        page_label: None,
        seq: number % 50,
        canonical: true,
        also_in: Vec::new(),
    }
}
