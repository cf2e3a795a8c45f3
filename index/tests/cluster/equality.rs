//! The same answers from both engines, byte for byte.

use crate::chance::{Chance, KINDS, entries, filters, query};
use crate::nodes::nodes;
use index::{Entry, Group, Index, Interval, Place, Query, Routes, SearchRequest, Snapshot, Sort, Writer};
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
        ("timeline", format!("{:?}", index.timeline(&query, &filters, interval).unwrap())),
        ("speakers", format!("{:?}", index.speakers(&query, &filters).unwrap())),
    ];
    let list = index.mentions(&query, &filters, None).unwrap();
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

#[test]
fn both_engines_answer_the_same() {
    let Some(nodes) = nodes() else { return };
    let folder = tempfile::tempdir().unwrap();
    let embedded = Place::folder(folder.path().join("embedded"));
    let cluster = nodes.place(&folder.path().join("cluster"), "equality");
    let mut chance = Chance(0x5EED_0F0D_DBA1);
    let entries = entries(&mut chance, 40, 30);
    assert_eq!(write(&embedded, &entries), write(&cluster, &entries));
    let ours = Index::open(&embedded).unwrap().snapshot();
    let theirs = Index::open(&cluster).unwrap().snapshot();
    assert_eq!(theirs.passages(), entries.len() as u64);
    let of_each = std::env::var("CLUSTER_QUERIES").ok().and_then(|n| n.parse().ok()).unwrap_or(OF_EACH_KIND);
    println!("kind          queries  answers  differ");
    let mut wrong = Vec::new();
    for kind in KINDS {
        let (mut answers, mut differ) = (0, 0);
        for _ in 0..of_each {
            let typed = query(&mut chance, kind);
            let mut same = Chance(chance.0);
            let expected = everything(&ours, &typed, &mut chance);
            let found = everything(&theirs, &typed, &mut same);
            for ((what, expected), (_, found)) in expected.iter().zip(&found) {
                answers += 1;
                if expected != found {
                    differ += 1;
                    wrong.push(format!("{kind} {typed:?} {what}\n  ours   {expected:.1500}\n  theirs {found:.1500}"));
                }
            }
        }
        println!("{kind:12} {of_each:8} {answers:8} {differ:7}");
    }
    assert!(wrong.is_empty(), "{} answers differ:\n{}", wrong.len(), wrong[..wrong.len().min(12)].join("\n"));
}
