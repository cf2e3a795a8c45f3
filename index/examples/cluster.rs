//! Measures both engines side by side on a file of attributed passages:
//! `RECORDS=passages.ndjson MOST=100000 cargo run --release -p index --example cluster`. Needs what `tests/engine/install`
//! gathers, and starts three nodes of its own. Prints building time, bytes, and for each kind of query the p50 and
//! p99 of 30 times (`TIMES`) of both, and whether they answered the same.

#[path = "../tests/cluster/nodes.rs"]
#[allow(dead_code, reason = "what is measured loses no node")]
mod nodes;
mod records;

use index::{Filters, Group, Index, Interval, Place, Query, Routes, SearchRequest, Snapshot, Sort, Writer};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Times that each question is asked, unless `TIMES` says another number.
const TIMES: usize = 30;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let (Ok(records), Some(nodes)) = (std::env::var("RECORDS"), nodes::nodes()) else {
        println!("nothing to measure: RECORDS names no file of passages, or there is no engine");
        return Ok(());
    };
    let most = std::env::var("MOST").ok().and_then(|most| most.parse().ok()).unwrap_or(usize::MAX);
    let entries = records::read(Path::new(&records), most)?;
    let folder = tempfile::tempdir()?;
    let embedded = Place::folder(folder.path().join("embedded"));
    let cluster = nodes.place(&folder.path().join("cluster"), "measured");
    for (name, place) in [("embedded", &embedded), ("cluster", &cluster)] {
        let began = Instant::now();
        let mut writer = Writer::rebuild(place)?;
        entries.iter().try_for_each(|entry| writer.add(entry))?;
        writer.commit()?;
        println!("{name}: {} passages in {:.1} s", entries.len(), began.elapsed().as_secs_f64());
    }
    println!("bytes: embedded {:.1} MB", bytes(&embedded.folder) as f64 / 1e6);
    println!("bytes: cluster, both copies {:.1} MB", bytes(&nodes.data) as f64 / 1e6);
    let ours = Index::open_within(&embedded, Duration::from_secs(600))?.snapshot();
    let theirs = Index::open_within(&cluster, Duration::from_secs(600))?.snapshot();
    println!("{:34} {:>10} {:>10} {:>10} {:>10}  same", "ms", "ours p50", "p99", "theirs p50", "p99");
    for (what, ask) in QUESTIONS {
        let (ours_took, ours_said) = times(&ours, ask)?;
        let (theirs_took, theirs_said) = times(&theirs, ask)?;
        let ms = |took: &[Duration], share: usize| took[(took.len() - 1) * share / 100].as_secs_f64() * 1e3;
        println!(
            "{what:34} {:10.2} {:10.2} {:10.2} {:10.2}  {}",
            ms(&ours_took, 50),
            ms(&ours_took, 99),
            ms(&theirs_took, 50),
            ms(&theirs_took, 99),
            ours_said == theirs_said
        );
    }
    for typed in STREAMED {
        for (name, snapshot) in [("embedded", &ours), ("cluster", &theirs)] {
            let began = Instant::now();
            let list = snapshot.mentions(&Query::lenient(typed).query, &Filters::default(), Routes::NONE, None)?;
            let passages = list.total().passages;
            let listed = list.filter(Result::is_ok).count();
            let took = began.elapsed().as_secs_f64();
            println!(
                "{name}, {typed}: {listed} mentions of {passages} passages streamed, {:.0} passages a second",
                passages as f64 / took
            );
        }
    }
    Ok(())
}

type Ask = fn(&Arc<Snapshot>) -> Result<String, Failure>;

/// What is streamed: what few and many passages hold, and what is looked at here.
const STREAMED: [&str; 3] = ["government", "because", "think NEAR/5 because"];

/// What is asked.
const QUESTIONS: &[(&str, Ask)] = &[
    ("count, word", |i| count(i, "hospital")),
    ("count, frequent word", |i| count(i, "government")),
    ("count, phrase", |i| count(i, "\"social care\"")),
    ("count, two words since", |i| count(i, "police funding since:2018")),
    ("count, prefix", |i| count(i, "stabil*")),
    ("count, fuzzy", |i| count(i, "hospitl~")),
    ("count, NEAR", |i| count(i, "police NEAR/5 funding")),
    ("count, not", |i| count(i, "police NOT \"social care\"")),
    ("page by relevance, word", |i| page(i, "hospital", Sort::Relevance, false)),
    ("page by relevance, frequent word", |i| page(i, "government", Sort::Relevance, false)),
    ("page by relevance, phrase", |i| page(i, "\"social care\"", Sort::Relevance, false)),
    ("page by relevance, three words", |i| page(i, "police officer pay", Sort::Relevance, false)),
    ("page by date, word", |i| page(i, "hospital", Sort::Newest, false)),
    ("page with facets, phrase", |i| page(i, "\"social care\"", Sort::Newest, true)),
    ("page with facets, frequent word", |i| page(i, "because", Sort::Newest, true)),
    ("page of meetings, frequent word", |i| {
        let query = Query::lenient("because").query;
        let request = SearchRequest::new(query, Filters::default());
        Ok(format!("{:?}", i.search(&SearchRequest { group: Some(Group::Meeting), ..request })?))
    }),
    ("page, NEAR", |i| page(i, "police NEAR/5 funding", Sort::Relevance, false)),
    ("years, phrase", |i| {
        let query = Query::lenient("\"social care\"").query;
        Ok(format!("{:?}", i.timeline(&query, &Filters::default(), Interval::Year, Routes::NONE)?))
    }),
    ("years, frequent word", |i| {
        let query = Query::lenient("because").query;
        Ok(format!("{:?}", i.timeline(&query, &Filters::default(), Interval::Year, Routes::NONE)?))
    }),
    ("who, frequent word", |i| Ok(format!("{:?}", i.speakers(&Query::lenient("because").query, &Filters::default())?))),
    ("who, phrase", |i| {
        Ok(format!("{:?}", i.speakers(&Query::lenient("\"social care\"").query, &Filters::default())?))
    }),
    ("suggestions", |i| Ok(format!("{:?}", i.suggest("hospitl car")?))),
];

fn count(index: &Arc<Snapshot>, typed: &str) -> Result<String, Failure> {
    Ok(format!("{:?}", index.count(&Query::lenient(typed).query, &Filters::default())?))
}

fn page(index: &Arc<Snapshot>, typed: &str, sort: Sort, facets: bool) -> Result<String, Failure> {
    let request = SearchRequest { sort, facets, ..SearchRequest::new(Query::lenient(typed).query, Filters::default()) };
    Ok(format!("{:?}", index.search(&request)?))
}

fn times(index: &Arc<Snapshot>, ask: &Ask) -> Result<(Vec<Duration>, String), Failure> {
    let said = ask(index)?;
    let mut took = Vec::new();
    let times = std::env::var("TIMES").ok().and_then(|times| times.parse().ok()).unwrap_or(TIMES);
    for _ in 0..times {
        let began = Instant::now();
        ask(index)?;
        took.push(began.elapsed());
    }
    took.sort_unstable();
    Ok((took, said))
}

fn bytes(folder: &Path) -> u64 {
    let Ok(list) = std::fs::read_dir(folder) else { return 0 };
    list.flatten().map(|e| if e.path().is_dir() { bytes(&e.path()) } else { e.metadata().map_or(0, |m| m.len()) }).sum()
}
