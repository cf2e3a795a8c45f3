//! Measures the index on a folder of attributed passages (`ukinq.ndjson` of `MINUTEBOOK_CORPUS`, unpacked):
//! `cargo run --release -p index --example measure -- ukinq.ndjson FOLDER`.
//!
//! Prints what it takes to write and open, known totals, and the time of each kind of query beside the bare engine on
//! the same segments.

use index::{Ask, Document, Entry, Filters, Index, Interval, Item, Named, Query, Sort, Speaker, Writer};
use record::{Act, CommitteeId, CouncilId, DocumentId, Grade, Kind, PassageId, PersonId};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use tantivy::collector::Count;
use tantivy::query::{BooleanQuery, PhraseQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Term, query};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(records), Some(folder)) = (arguments.next(), arguments.next()) else {
        return Err("usage: measure RECORDS.ndjson FOLDER".into());
    };
    let folder = Path::new(&folder);
    if Index::open(folder).is_err() {
        build(&records, folder)?;
    }
    let began = Instant::now();
    let index = Index::open(folder)?;
    println!("opened in {:?}", began.elapsed());
    let snapshot = index.snapshot();
    for (typed, mentions, passages) in [
        ("\"social care\"", 5_838, 3_623),
        ("\"post office\"", 34_795, 20_945),
        ("\"of the\"", 112_242, 64_547),
        ("\"workforce\"", 1_648, 1_136),
    ] {
        let total = snapshot.count(&Query::strict(typed)?, &Filters::default())?;
        let right = (total.mentions, total.passages) == (mentions, passages);
        println!(
            "{typed}: {} mentions in {} passages, {}",
            total.mentions,
            total.passages,
            if right { "as known" } else { "NOT as known" }
        );
    }
    compare(&snapshot, folder)?;
    let began = Instant::now();
    let mut out = std::io::BufWriter::new(std::io::sink());
    let mut count = 0;
    for mention in snapshot.mentions(&Query::strict("\"post office\"")?, &Filters::default(), None)? {
        let m = mention?;
        writeln!(
            out,
            "{}",
            serde_json::json!({"date": m.entry.date, "speaker": m.entry.speaker.as_printed, "before": m.before, "match": m.words, "after": m.after})
        )?;
        count += 1;
    }
    println!("{count} mentions listed with context in {:?}", began.elapsed());
    Ok(())
}

fn build(records: &str, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let began = Instant::now();
    let mut writer = Writer::rebuild(folder)?;
    let (mut bytes, mut passages) = (0, 0u32);
    for line in BufReader::new(std::fs::File::open(records)?).lines() {
        let row: serde_json::Value = serde_json::from_str(&line?)?;
        let entry = entry(&row, passages).ok_or("a record without text or date")?;
        bytes += entry.text.len();
        passages += 1;
        writer.add(&entry)?;
    }
    let added = began.elapsed();
    writer.commit()?;
    let took = began.elapsed();
    let mb = bytes as f64 / 1e6;
    let size: u64 = walk(folder)?;
    println!(
        "{passages} passages, {mb:.1} MB: added in {added:?}, whole in {took:?}, {:.1} MB/s",
        mb / took.as_secs_f64()
    );
    println!("index {:.1} MB, {:.2} times the text", size as f64 / 1e6, size as f64 / 1e6 / mb);
    Ok(())
}

fn entry(row: &serde_json::Value, seq: u32) -> Option<Entry> {
    let text = |key: &str| row.get(key).and_then(|v| v.as_str());
    let council = CouncilId::of(text("council")?);
    let committee = text("committee")?;
    let id = DocumentId::of("measure", committee);
    let name = text("speaker").unwrap_or_default();
    Some(Entry {
        id: PassageId::of(&id, text("text")?, seq),
        text: text("text")?.to_owned(),
        date: text("date")?.parse().ok(),
        committee: Some(Named { id: CommitteeId::of(&council, committee), name: committee.to_owned() }),
        council: Some(Named { id: council.clone(), name: text("council")?.to_owned() }),
        meeting: None,
        document: Document { id, title: committee.to_owned(), file_name: String::new(), url: None, page_url: None },
        component: 1,
        kind: Kind::Minutes,
        act: Act::Statement,
        item: text("item").map(|t| Item { number: None, title: t.to_owned() }),
        speaker: Speaker {
            as_printed: Some(name.to_owned()),
            person: Some(Named { id: PersonId::of(&council, name), name: name.to_owned() }),
            role: None,
            attribution: Grade::Named,
        },
        page: 1,
        page_label: None,
        seq,
        canonical: true,
        also_in: Vec::new(),
    })
}

/// The median of many runs, in microseconds.
fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<Duration> = (0..60)
        .map(|_| {
            let began = Instant::now();
            run();
            began.elapsed()
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1e6
}

fn compare(snapshot: &index::Snapshot, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let generation = folder.join(std::fs::read_to_string(folder.join("current"))?.trim());
    let engine = tantivy::Index::open_in_dir(generation)?;
    let searcher = engine.reader()?.searcher();
    let field = engine.schema().get_field("exact")?;
    let term = |w: &str| Term::from_field_text(field, w);
    let word = |w: &str| -> Box<dyn query::Query> { Box::new(TermQuery::new(term(w), IndexRecordOption::WithFreqs)) };
    let phrase =
        |ws: &[&str]| -> Box<dyn query::Query> { Box::new(PhraseQuery::new(ws.iter().map(|w| term(w)).collect())) };
    let bare: [(&str, Box<dyn query::Query>); 6] = [
        ("=workforce", word("workforce")),
        ("=social =care", Box::new(BooleanQuery::intersection(vec![word("social"), word("care")]))),
        ("=workforce OR =staffing", Box::new(BooleanQuery::union(vec![word("workforce"), word("staffing")]))),
        ("\"social care\"", phrase(&["social", "care"])),
        ("\"post office\"", phrase(&["post", "office"])),
        ("\"of the\"", phrase(&["of", "the"])),
    ];
    println!("{:44} {:>10} {:>10}", "query", "ours us", "engine us");
    for (typed, theirs) in bare {
        let query = Query::strict(typed)?;
        let ours = median(|| drop(snapshot.count(&query, &Filters::default())));
        let theirs = median(|| drop(searcher.search(&*theirs, &Count)));
        println!("{typed:44} {ours:10.0} {theirs:10.0}  {:.2}", ours / theirs);
    }
    for typed in [
        "\"social care\" since:2023 until:2023",
        "\"post office\" speaker:vennells",
        "social NEAR/5 care",
        "workf*",
        "stabilty~",
        "workforce stability",
    ] {
        let query = Query::strict(typed)?;
        println!("{typed:44} {:10.0}", median(|| drop(snapshot.count(&query, &Filters::default()))));
    }
    let asked = Ask {
        sort: Sort::Newest,
        page_size: 20,
        ..Ask::new(Query::strict("\"social care\" since:2022")?, Filters::default())
    };
    println!("newest 20 with highlights {:28.0}", median(|| drop(snapshot.ask(&asked))));
    println!("the same with facets {:33.0}", median(|| drop(snapshot.ask(&Ask { facets: true, ..asked.clone() }))));
    let query = Query::strict("\"post office\"")?;
    println!("timeline {:45.0}", median(|| drop(snapshot.timeline(&query, &Filters::default(), Interval::Month))));
    println!("speakers {:45.0}", median(|| drop(snapshot.speakers(&query, &Filters::default()))));
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
