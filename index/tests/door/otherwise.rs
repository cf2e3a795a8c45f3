//! Lists that take what is said in other words beside what is said exactly: mentions, timelines, the newest, alerts.

use super::record;
use index::{Filters, Index, Interval, Query, RouteKind, Routes, Snapshot};
use std::sync::Arc;

/// A record that says one thing in three ways, over three years and without a date.
fn record_of_three_ways() -> (tempfile::TempDir, Arc<Snapshot>) {
    let folder = tempfile::tempdir().unwrap();
    let entries = [
        ("m1", Some("2019-01-01"), "Looked-after children were counted. Looked-after children matter."),
        ("m2", Some("2020-01-01"), "Children in care did well; children in care were heard."),
        ("m5", Some("2021-01-01"), "The LAC review was held."),
        ("m4", None, "A child in care wrote."),
        ("m5", Some("2021-01-01"), "Looked-after children and LAC were named."),
    ];
    let entries: Vec<_> =
        (0u32..).zip(entries).map(|(seq, (document, date, text))| record::entry(document, seq, date, text)).collect();
    record::write(folder.path(), &entries);
    let snapshot = Index::open(folder.path()).unwrap().snapshot();
    (folder, snapshot)
}

fn asked() -> Query {
    Query::strict("\"looked-after children\"").unwrap()
}

#[test]
fn mentions_in_other_words_come_behind_with_their_routes() {
    let (_folder, index) = record_of_three_ways();
    let list = index.mentions(&asked(), &Filters::default(), Routes::same(), None).unwrap();
    let counted: Vec<_> = list.otherwise().unwrap().iter().map(|c| (c.route, c.passages)).collect();
    assert_eq!(counted, [(RouteKind::Synonym, 2), (RouteKind::Abbreviation, 1)]);
    assert_eq!(list.total().mentions, 3);
    let all: Vec<_> = list.map(Result::unwrap).collect();
    let said: Vec<_> = all.iter().map(|m| (m.words.as_str(), m.route.as_ref().map(|r| r.route))).collect();
    let (synonym, short) = (Some(RouteKind::Synonym), Some(RouteKind::Abbreviation));
    assert_eq!(
        said,
        [
            ("Looked-after children", None),
            ("Looked-after children", None),
            ("Looked-after children", None),
            ("Children in care", synonym),
            ("children in care", synonym),
            ("child in care", synonym),
            ("LAC", short),
        ]
    );
    assert!(all[3].route.as_ref().unwrap().why.contains("another name"), "{:?}", all[3].route);
    for (at, mention) in all.iter().enumerate() {
        let rest = index.mentions(&asked(), &Filters::default(), Routes::same(), Some(&mention.cursor)).unwrap();
        assert_eq!(rest.total().mentions, 3);
        let rest: Vec<_> = rest.map(|m| m.unwrap().span).collect();
        assert_eq!(rest, all[at + 1..].iter().map(|m| m.span).collect::<Vec<_>>(), "after {at}");
    }
    let exact = index.mentions(&asked(), &Filters::default(), Routes::NONE, None).unwrap();
    assert_eq!((exact.otherwise(), exact.count()), (None, 3));
    let of_another = index.mentions(&asked(), &Filters::default(), Routes::NONE, Some(&all[3].cursor));
    assert!(of_another.is_err());
}

#[test]
fn a_timeline_counts_each_route_beside_the_mentions() {
    let (_folder, index) = record_of_three_ways();
    let steps = index.timeline(&asked(), &Filters::default(), Interval::Year, Routes::same()).unwrap().found;
    let told: Vec<_> = steps
        .iter()
        .map(|s| {
            let routes: Vec<_> = s.otherwise.iter().map(|c| (c.route, c.passages)).collect();
            (s.period.as_deref(), s.mentions, routes)
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some("2019"), 2, vec![]),
            (Some("2020"), 0, vec![(RouteKind::Synonym, 1)]),
            (Some("2021"), 1, vec![(RouteKind::Abbreviation, 1)]),
            (None, 0, vec![(RouteKind::Synonym, 1)]),
        ]
    );
    let plain = index.timeline(&asked(), &Filters::default(), Interval::Year, Routes::NONE).unwrap().found;
    assert!(plain.iter().all(|step| step.otherwise.is_empty()) && plain.len() == 3);
}

#[test]
fn the_newest_and_all_that_match_are_told_with_the_reason() {
    let (_folder, index) = record_of_three_ways();
    let all = Filters::default();
    let newest = index.newest_otherwise(&asked(), &all, Routes::same(), 2).unwrap().found;
    let days: Vec<_> = newest.iter().map(|hit| hit.entry.date.map(|d| d.to_string())).collect();
    assert_eq!(days, [Some("2021-01-01".to_owned()), Some("2020-01-01".to_owned())]);
    assert!(newest.iter().all(|hit| hit.related.is_some()));
    let only = Routes::from_kinds([RouteKind::Abbreviation]);
    let matching = index.matching_otherwise(&asked(), &all, only).unwrap().found;
    let words: Vec<_> = matching.values().map(|route| (route.route, route.words.as_str())).collect();
    assert_eq!(words, [(RouteKind::Abbreviation, "LAC")]);
    assert!(index.matching_otherwise(&asked(), &all, Routes::NONE).unwrap().found.is_empty());
}
