//! The same answers from both engines, byte for byte.

use crate::UNCUT;
use crate::chance::{Chance, KINDS, entries, filters, query};
use crate::nodes::{Nodes, nodes};
use index::{Entry, Group, Index, Interval, Place, Query, Routes, SearchRequest, Snapshot, Sort, Writer};
use std::path::Path;
use std::sync::Arc;

/// Queries that are tried of each kind, unless `CLUSTER_QUERIES` says another number.
const OF_EACH_KIND: usize = 12;

fn write(place: &Place, entries: &[Entry]) -> u64 {
    let mut writer = Writer::rebuild(place).unwrap();
    entries.iter().for_each(|e| writer.add(e).unwrap());
    writer.commit().unwrap()
}

/// Every page of a search, to its end.
fn pages(index: &Snapshot, request: &SearchRequest) -> Vec<String> {
    let (mut request, mut told) = (request.clone(), Vec::new());
    loop {
        let answer = index.search(&request).unwrap();
        told.push(format!("{answer:?}"));
        match answer.next {
            Some(next) if told.len() < 4 => request.cursor = Some(next),
            _ => return told,
        }
    }
}

/// Everything that is asked of an index with a query, as text.
fn everything(index: &Arc<Snapshot>, typed: &str, chance: &mut Chance) -> Vec<(&'static str, String)> {
    let query = Query::lenient(typed).query;
    let filters = filters(chance);
    let mut request = SearchRequest::new(query.clone(), filters.clone());
    request.sort = chance.of(&[Sort::Relevance, Sort::Relevance, Sort::Newest, Sort::Oldest]);
    request.group = chance.of(&[None, None, Some(Group::Meeting), Some(Group::Document)]);
    request.facets = chance.once_in(2);
    request.page_size = chance.of(&[3, 10, 25]);
    let interval = chance.of(&[Interval::Year, Interval::Quarter, Interval::Month]);
    let mut told = vec![
        ("count", format!("{:?}", index.count(&query, &filters).unwrap())),
        ("pages", pages(index, &request).join("\n")),
        ("timeline", format!("{:?}", index.timeline(&query, &filters, interval, Routes::NONE).unwrap())),
        ("speakers", format!("{:?}", index.speakers(&query, &filters).unwrap())),
    ];
    let list = index.mentions(&query, &filters, Routes::NONE, None).unwrap();
    let head = format!("{:?} {:?}", list.total(), list.cut());
    let listed: Vec<String> = list.map(|mention| format!("{:?}", mention.unwrap())).collect();
    told.push(("stream", format!("{head}\n{}", listed.join("\n"))));
    let mut ids: Vec<String> =
        index.matching(&query, &filters).unwrap().found.iter().map(ToString::to_string).collect();
    ids.sort_unstable();
    told.push(("matching", ids.join(" ")));
    if chance.once_in(4) {
        request.related = Routes::every();
        told.push(("related", pages(index, &request).join("\n")));
        told.push(("suggestions", format!("{:?}", index.suggest(typed).unwrap())));
    }
    told
}

/// Every operator, in each way of writing it.
const LANGUAGE: &[&str] = &[
    "permanent staff",
    "plan stable",
    "\"permanent staff\"",
    "“Council's budget”",
    "\"work-force plan\"",
    "\"permanent staff\"~8",
    "agency NEAR/8 permanent",
    "\"temporary staff\" NEAR/4 (agency OR budget)",
    "agency OR permanent staff",
    "agency NOT permanent",
    "agency -permanent",
    "(agency OR temporary) NOT (\"permanent staff\" OR zebra)",
    "stabil*",
    "st*",
    "stabilty~",
    "stabilty~2",
    "=plans",
    "speaker:acton",
    "plan speaker:\"director of plans\"",
    "plan committee:cabinet council:northmere",
    "plan kind:minutes act:question",
    "plan item:\"school funding\" since:2019 until:2020-03",
    "£120",
    "s.47",
    "EHCP",
    "not-for-profit",
    "2021/22",
    "\"agency staff",
    "NEAR/5 staff",
    "plan AND OR staff)",
    "",
];

/// The same record in both engines.
fn both(folder: &Path, nodes: &Nodes, name: &str, entries: &[Entry]) -> [Arc<Snapshot>; 2] {
    let embedded = Place::folder(folder.join("embedded"));
    let cluster = nodes.place(&folder.join("cluster"), name);
    assert_eq!(write(&embedded, entries), write(&cluster, entries));
    // What a busy machine cuts is no difference.
    [embedded, cluster].map(|place| Index::open_within(&place, UNCUT).unwrap().snapshot())
}

/// What the second says otherwise than the first, of how many answers.
fn differences([ours, theirs]: &[Arc<Snapshot>; 2], typed: &str, chance: &mut Chance) -> (usize, Vec<String>) {
    let mut same = Chance(chance.0);
    let expected = everything(ours, typed, chance);
    let found = everything(theirs, typed, &mut same);
    let pairs = expected.iter().zip(&found).filter(|(expected, found)| expected != found);
    let told = pairs.map(|((what, expected), (_, found))| {
        format!("{typed:?} {what}\n  ours   {expected:.1500}\n  theirs {found:.1500}")
    });
    (expected.len(), told.collect())
}

#[test]
fn the_query_language_means_the_same() {
    let Some(nodes) = nodes() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut chance = Chance(0x1A46_0A6E);
    let engines = both(folder.path(), &nodes, "language", &entries(&mut chance, 20, 20));
    let wrong: Vec<String> = LANGUAGE.iter().flat_map(|typed| differences(&engines, typed, &mut chance).1).collect();
    assert!(wrong.is_empty(), "{} answers differ:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn both_engines_answer_the_same() {
    let Some(nodes) = nodes() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut chance = Chance(0x5EED_0F0D_DBA1);
    let entries = entries(&mut chance, 40, 30);
    let engines = both(folder.path(), &nodes, "equality", &entries);
    assert_eq!(engines[1].passages(), entries.len() as u64);
    let of_each = std::env::var("CLUSTER_QUERIES").ok().and_then(|n| n.parse().ok()).unwrap_or(OF_EACH_KIND);
    println!("kind          queries  answers  differ");
    let mut wrong = Vec::new();
    for kind in KINDS {
        let (mut answers, before) = (0, wrong.len());
        for _ in 0..of_each {
            let typed = query(&mut chance, kind);
            let (of, differ) = differences(&engines, &typed, &mut chance);
            answers += of;
            wrong.extend(differ);
        }
        println!("{kind:12} {of_each:8} {answers:8} {:7}", wrong.len() - before);
    }
    assert!(wrong.is_empty(), "{} answers differ:\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n"));
}
