//! Measures the index on a file of attributed passages, one JSON object a line:
//! `RECORDS=passages.ndjson cargo run --release -p index --example measure -- FOLDER`. Without `RECORDS` it says so and ends.
//!
//! Prints what it takes to write and open, and the time of each kind of query beside the bare engine on the same
//! segments. Times are those of this thread's processor where the system tells them (Linux), so that other work on the
//! machine does not count. `EXPECT="social care=5838/3623;…"` checks known totals of phrases (mentions/passages);
//! `ONLY="=the"` measures that query alone.

mod records;

use index::{Filters, Index, Interval, Query, Routes, SearchRequest, Sort, Writer};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, PhraseQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Term, query};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let Ok(records) = std::env::var("RECORDS") else {
        println!("nothing to measure: RECORDS names no file of passages");
        return Ok(());
    };
    let Some(folder) = std::env::args().nth(1) else { return Err("usage: RECORDS=FILE.ndjson measure FOLDER".into()) };
    let folder = Path::new(&folder);
    if Index::open(folder).is_err() {
        build(&records, folder)?;
    }
    let began = Instant::now();
    let index = Index::open(folder)?;
    println!("opened in {:?}", began.elapsed());
    let snapshot = index.snapshot();
    for known in std::env::var("EXPECT").unwrap_or_default().split(';').filter(|k| !k.is_empty()) {
        let (phrase, expected) = known.split_once('=').ok_or("EXPECT: phrase=mentions/passages;…")?;
        let total = snapshot.count(&Query::strict(&format!("\"{phrase}\""))?, &Filters::default())?.found;
        let found = format!("{}/{}", total.mentions, total.passages);
        println!("{phrase}: {found}, {}", if found == expected { "as known" } else { "NOT as known" });
    }
    compare(&snapshot, folder)?;
    if std::env::var_os("ONLY").is_some() {
        return Ok(());
    }
    in_other_words(&index)?;
    let mut out = std::io::BufWriter::new(std::io::sink());
    let (began, busy) = (Instant::now(), processor());
    let mut count = 0;
    for mention in snapshot.mentions(&Query::strict("\"post office\"")?, &Filters::default(), Routes::NONE, None)? {
        let m = mention?;
        writeln!(
            out,
            "{}",
            serde_json::json!({"date": m.entry.date, "speaker": m.entry.speaker.as_printed, "before": m.before, "match": m.words, "after": m.after})
        )?;
        count += 1;
    }
    let (took, busy) = (began.elapsed(), since(busy));
    println!("{count} mentions listed with context in {took:?}, processor {busy:?}");
    Ok(())
}

/// Time that this thread has had a processor; where the system does not tell it, time itself.
fn processor() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|t| t.split_whitespace().next()?.parse().ok());
    nanoseconds.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn since(before: Duration) -> Duration {
    processor().saturating_sub(before)
}

/// Time that all threads of this process have had a processor, where the system tells it.
fn processors() -> Option<Duration> {
    let told = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = told.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
    Some(Duration::from_millis(ticks * 10))
}

fn build(records: &str, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let entries = records::read(Path::new(records), usize::MAX)?;
    let bytes: usize = entries.iter().map(|e| e.text.len()).sum();
    let passages = entries.len();
    let (began, before) = (Instant::now(), processors());
    let mut writer = Writer::rebuild(folder)?;
    for entry in &entries {
        writer.add(entry)?;
    }
    let added = began.elapsed();
    writer.commit()?;
    let took = began.elapsed();
    let mb = bytes as f64 / 1e6;
    let busy =
        processors().zip(before).map_or(String::new(), |(p, b)| format!(", processors {:?}", p.saturating_sub(b)));
    let size: u64 = walk(folder)?;
    println!(
        "{passages} passages, {mb:.1} MB: added in {added:?}, whole in {took:?}, {:.1} MB/s{busy}",
        mb / took.as_secs_f64()
    );
    println!("index {:.1} MB, {:.2} times the text", size as f64 / 1e6, size as f64 / 1e6 / mb);
    Ok(())
}

/// The mean of many runs, in microseconds.
fn mean(mut run: impl FnMut()) -> f64 {
    run();
    let (began, mut runs) = (processor(), 0);
    // The system counts in ticks of some milliseconds: enough runs that one more or less makes no difference.
    while since(began) < Duration::from_millis(200) {
        run();
        runs += 1;
    }
    since(began).as_secs_f64() * 1e6 / f64::from(runs)
}

/// Passages of an answer.
const PAGE: usize = 10;

/// What a page with its mentions marked may take beside what the engine takes to count and rank it, in microseconds.
const SHOWN: f64 = 300.0;

/// Counting, and a whole page, beside the bare engine: it counts and ranks the same passages, and shows none.
fn compare(snapshot: &index::Snapshot, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let generation = folder.join(std::fs::read_to_string(folder.join("current"))?.trim());
    let engine = tantivy::Index::open_in_dir(generation)?;
    let searcher = engine.reader()?.searcher();
    let field = engine.schema().get_field("text")?;
    let term = |w: &str| Term::from_field_text(field, w);
    let word = |w: &str| -> Box<dyn query::Query> { Box::new(TermQuery::new(term(w), IndexRecordOption::WithFreqs)) };
    let phrase =
        |ws: &[&str]| -> Box<dyn query::Query> { Box::new(PhraseQuery::new(ws.iter().map(|w| term(w)).collect())) };
    let any =
        |ws: &[&str]| -> Box<dyn query::Query> { Box::new(BooleanQuery::union(ws.iter().map(|w| word(w)).collect())) };
    let all = |ws: &[&str]| -> Box<dyn query::Query> {
        Box::new(BooleanQuery::intersection(ws.iter().map(|w| word(w)).collect()))
    };
    let without = BooleanQuery::new(vec![(Occur::Must, word("people")), (Occur::MustNot, word("think"))]);
    let bare: [(&str, Box<dyn query::Query>); 13] = [
        ("workf*", Box::new(FuzzyTermQuery::new_prefix(term("workf"), 0, true))),
        ("=vennells", word("vennells")),
        ("=workforce", word("workforce")),
        ("=people", word("people")),
        ("=the", word("the")),
        ("=social =care", all(&["social", "care"])),
        ("=people =think =know", all(&["people", "think", "know"])),
        ("=workforce OR =staffing", any(&["workforce", "staffing"])),
        ("=people OR =think OR =time OR =know", any(&["people", "think", "time", "know"])),
        ("=people -=think", Box::new(without)),
        ("\"social care\"", phrase(&["social", "care"])),
        ("\"post office\"", phrase(&["post", "office"])),
        ("\"of the\"", phrase(&["of", "the"])),
    ];
    println!(
        "{:44} {:>10} {:>10} {:>7} {:>10} {:>10} {:>7}",
        "query", "counted us", "engine", "times", "answered", "engine", "times"
    );
    let only = std::env::var("ONLY").ok();
    for (typed, theirs) in bare.into_iter().filter(|(typed, _)| only.as_ref().is_none_or(|only| only == typed)) {
        let query = Query::strict(typed)?;
        let ours = mean(|| drop(snapshot.count(&query, &Filters::default())));
        let counted = mean(|| drop(searcher.search(&*theirs, &Count)));
        let asked = SearchRequest { page_size: PAGE, ..SearchRequest::new(query, Filters::default()) };
        let answered = mean(|| drop(snapshot.search(&asked)));
        let ranked =
            mean(|| drop(searcher.search(&*theirs, &(Count, TopDocs::with_limit(PAGE).order_by_score())))) + SHOWN;
        println!(
            "{typed:44} {ours:10.0} {counted:10.0} {:7.2} {answered:10.0} {ranked:10.0} {:7.2}",
            ours / counted,
            answered / ranked
        );
    }
    if only.is_some() {
        return Ok(());
    }
    for typed in [
        "\"social care\" since:2023 until:2023",
        "\"post office\" speaker:vennells",
        "social NEAR/5 care",
        "stabilty~",
        "workforce stability",
        "\"social care\"~5",
        "\"of the\" since:2023",
    ] {
        let query = Query::strict(typed)?;
        println!("{typed:44} {:10.0}", mean(|| drop(snapshot.count(&query, &Filters::default()))));
    }
    let asked = SearchRequest {
        sort: Sort::Newest,
        page_size: 20,
        ..SearchRequest::new(Query::strict("\"social care\" since:2022")?, Filters::default())
    };
    println!("newest 20 with highlights {:28.0}", mean(|| drop(snapshot.search(&asked))));
    println!(
        "the same with facets {:33.0}",
        mean(|| drop(snapshot.search(&SearchRequest { facets: true, ..asked.clone() })))
    );
    let query = Query::strict("\"post office\"")?;
    println!(
        "timeline {:45.0}",
        mean(|| drop(snapshot.timeline(&query, &Filters::default(), Interval::Month, Routes::NONE)))
    );
    println!("speakers {:45.0}", mean(|| drop(snapshot.speakers(&query, &Filters::default()))));
    Ok(())
}

/// Phrases of council work that are asked for in other words.
const PHRASES: [&str; 20] = [
    "children in care",
    "foster carers",
    "special educational needs",
    "school places",
    "adult social care",
    "mental health",
    "hospital discharge",
    "affordable housing",
    "homelessness",
    "planning permission",
    "local plan",
    "public transport",
    "road safety",
    "recycling",
    "climate change",
    "council tax",
    "agency staff",
    "public consultation",
    "anti-social behaviour",
    "emergency planning",
];

/// What it takes to answer in other words beside the plain answer: the middle and the slowest of all phrases, at the
/// first time, when abbreviations and names are learned, and afterwards.
fn in_other_words(index: &Index) -> Result<(), Box<dyn std::error::Error>> {
    let (mut plain, mut first, mut again) = (Vec::new(), Vec::new(), Vec::new());
    let snapshot = index.snapshot();
    for phrase in PHRASES {
        let asked = SearchRequest {
            page_size: 20,
            ..SearchRequest::new(Query::strict(&format!("\"{phrase}\""))?, Filters::default())
        };
        let otherwise = SearchRequest { related: Routes::same(), ..asked.clone() };
        let busy = processor();
        let answer = snapshot.search(&otherwise)?;
        first.push(since(busy).as_secs_f64() * 1e3);
        plain.push(mean(|| drop(snapshot.search(&asked))) / 1e3);
        again.push(mean(|| drop(snapshot.search(&otherwise))) / 1e3);
        let last = |of: &[f64]| of.last().copied().unwrap_or_default();
        let (passages, related) = (answer.total.passages, answer.related.unwrap_or_default());
        println!(
            "{phrase:28} {passages:8} exact {related:8} otherwise; ms: plain {:8.1} otherwise {:8.1} first {:8.1}",
            last(&plain),
            last(&again),
            last(&first)
        );
    }
    for (name, mut times) in [("plain", plain), ("in other words", again), ("the first time", first)] {
        times.sort_by(f64::total_cmp);
        let (middle, slowest) = (times[times.len() / 2], times[times.len() - 1]);
        println!("{name:16} middle {middle:8.1} ms, slowest {slowest:8.1} ms");
    }
    Ok(())
}

fn walk(folder: &Path) -> std::io::Result<u64> {
    let mut size = 0;
    for entry in std::fs::read_dir(folder)?.flatten() {
        let meta = entry.metadata()?;
        size += if meta.is_dir() { walk(&entry.path())? } else { meta.len() };
    }
    Ok(size)
}
