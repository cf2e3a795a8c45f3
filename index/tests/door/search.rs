//! Searches of the mini record, through the door.

use crate::record;

use ::record::{Act, Certainty, DocumentId, Grade, Kind};
use index::{Copies, Filters, Group, Interval, Query, RouteKind, Routes, SearchError, SearchRequest, Snapshot, Sort};
use std::collections::HashSet;
use std::sync::Arc;

fn open(folder: &std::path::Path) -> Arc<Snapshot> {
    record::write(folder, &record::passages());
    index::Index::open(folder).unwrap().snapshot()
}

fn mini() -> (tempfile::TempDir, Arc<Snapshot>) {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = open(folder.path());
    (folder, snapshot)
}

fn query(typed: &str) -> Query {
    let read = Query::lenient(typed);
    assert_eq!(read.ignored, [], "{typed}");
    read.query
}

/// Mentions and passages, and where the first hit is marked.
#[test]
fn counts_and_marks() {
    let (_folder, index) = mini();
    let mut wrong = Vec::new();
    for (typed, mentions, passages, marked) in [
        ("\"workforce stability\"", 4, 3, "Workforce stability|workforce stability"),
        ("\"WORKFORCE-stability\"", 4, 3, "Workforce stability|workforce stability"),
        ("workforce stability", 4, 4, "Workforce|stability|workforce|stability"),
        ("\"workforce stability\"~3", 5, 4, "Workforce|stability|workforce|stability"),
        ("stability NEAR/3 workforce", 5, 4, "Workforce|stability|workforce|stability"),
        ("plans", 5, 2, "plan"),
        ("=plans", 1, 1, "Plans"),
        ("=plan", 2, 2, "plan"),
        ("stabil*", 6, 5, "stability|stability"),
        ("stabilty~", 6, 5, "stability"),
        ("\"important important\"~1", 1, 1, "important|important"),
        ("important", 3, 1, "Important|important|important"),
        ("coordinated", 2, 2, ""),
        ("co-ordinated", 2, 2, ""),
        ("\"co-ordinated\"", 2, 2, ""),
        ("organization", 2, 1, "organisation|organization"),
        ("=organization", 1, 1, "organization"),
        ("children's", 2, 1, "Children|childrens"),
        ("\"children's services\"", 1, 1, "Children’s services"),
        ("£120", 1, 1, "£120"),
        ("£120,000", 1, 1, "£120,000"),
        ("£2.3m", 1, 1, "£2.3m"),
        ("s.47", 1, 1, "s.47"),
        ("s47", 1, 1, "s.47"),
        ("EHCP", 1, 1, "EHCPs"),
        ("not-for-profit", 1, 1, "not-for-profit"),
        ("2021/22", 1, 1, "2021/22"),
        ("resume", 1, 1, "résumé"),
        ("agency NEAR/2 \"permanent staff\"", 1, 1, "agency|permanent staff"),
        ("(agency OR temporary) NEAR/1 staff", 1, 1, "agency|staff"),
        ("\"workforce stability\" OR agency", 8, 5, ""),
        ("stabil* OR agency", 10, 6, ""),
        ("\"workforce stability\" agency", 1, 1, "agency|workforce-stability"),
        ("agency -temporary", 2, 2, "agency"),
        ("stability -workforce", 0, 0, ""),
        ("NOT workforce", 5, 5, ""),
        ("\"workforce stability\" since:2020", 1, 1, "Workforce\nStability"),
        ("\"workforce stability\" until:2019-05", 3, 2, "Workforce stability|workforce stability"),
        ("speaker:acton", 1, 1, ""),
        ("speaker:\"children’s director\"", 1, 1, ""),
        ("stability speaker:\"o'brien\"", 1, 1, "stability"),
        ("agency committee:cabinet", 2, 1, "agency|agency"),
        ("agency committee:northmere-council.cabinet", 2, 1, "agency|agency"),
        ("kind:report", 1, 1, ""),
        ("act:question", 1, 1, ""),
        ("item:\"school funding\" agency", 4, 3, ""),
        ("item:7(a)", 9, 9, ""),
        ("zebra", 0, 0, ""),
        ("\"of the\" zebra", 0, 0, ""),
    ] {
        let ask =
            SearchRequest { sort: Sort::Oldest, ..SearchRequest::new(Query::lenient(typed).query, Filters::default()) };
        let answer = index.search(&ask).unwrap();
        let total = (answer.total.mentions, answer.total.passages);
        let shown: Vec<String> = answer.hits.iter().map(marks).collect();
        let listed = (answer.hits.iter().map(|h| h.mentions).sum::<u64>(), answer.hits.len() as u64);
        if total != (mentions, passages) || listed != total || !(marked.is_empty() || shown.iter().any(|s| s == marked))
        {
            wrong.push(format!("{typed}: {total:?}, listed {listed:?}, {shown:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn marks(hit: &index::Hit) -> String {
    let chars: Vec<char> = hit.entry.text.chars().collect();
    hit.highlights.iter().map(|[from, to]| chars[*from..*to].iter().collect::<String>()).collect::<Vec<_>>().join("|")
}

#[test]
fn filters_are_as_the_parameters_say() {
    let (_folder, index) = mini();
    let check = |filters: Filters, passages| {
        assert_eq!(index.count(&Query::everything(), &filters).unwrap().found.passages, passages, "{filters:?}");
    };
    let none = Filters::default;
    check(none(), 9);
    check(Filters { copies: Copies::All, ..none() }, 10);
    check(Filters { since: "2020".parse().ok(), ..none() }, 4);
    check(Filters { since: "2020".parse().ok(), undated: true, ..none() }, 5);
    check(Filters { until: "2019-05-13".parse().ok(), ..none() }, 0);
    check(Filters { speakers: vec!["acton".into(), "chair".into()], ..none() }, 2);
    check(Filters { kinds: vec![Kind::Report, Kind::Letter], ..none() }, 1);
    check(Filters { acts: vec![Act::Question], ..none() }, 1);
    check(Filters { attributions: vec![Grade::Named], ..none() }, 2);
    check(Filters { documents: vec![DocumentId::from_stored("c1")], ..none() }, 2);
    check(Filters { councils: vec!["northmere".into()], committees: vec!["scrutiny".into()], ..none() }, 5);
    check(Filters { committees: vec!["planning".into()], ..none() }, 0);
}

#[test]
fn likely_speakers_are_counted_and_can_be_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let mut passages = record::passages();
    let also = record::entry("m1", 4, Some("2019-05-14"), "Stability, stability, and workforce plans.");
    passages.push(record::likely(record::said_by(also, "Ms Acton", Some("Ann Acton"), None)));
    record::write(folder.path(), &passages);
    let index = index::Index::open(folder.path()).unwrap().snapshot();

    let none = Filters::default;
    let sure = |wanted: &[Certainty]| Filters { certainties: wanted.to_vec(), ..none() };
    let surely = || Filters { sure_speakers: true, ..none() };
    for (typed, filters, passages) in [
        ("", none(), 10),
        ("", sure(&[Certainty::Sure]), 3),
        ("", sure(&[Certainty::Likely]), 1),
        ("", sure(&[Certainty::Sure, Certainty::Likely]), 4),
        ("speaker:acton", none(), 2),
        ("speaker:acton", sure(&[Certainty::Sure]), 1),
        // Only speakers that are asked for must be sure: other passages count as ever.
        ("", surely(), 10),
        ("stability", surely(), 5),
        ("speaker:acton", surely(), 1),
        ("plans OR speaker:acton", surely(), 4),
        ("stability -speaker:acton", surely(), 4),
    ] {
        let found = index.count(&Query::lenient(typed).query, &filters).unwrap().found.passages;
        assert_eq!(found, passages, "{typed} {filters:?}");
    }
    let acton = |f: Filters| Filters { people: vec![passages[0].speaker.person.clone().unwrap().id], ..f };
    assert_eq!(index.count(&query("stability"), &acton(none())).unwrap().found.passages, 2);
    assert_eq!(index.count(&query("stability"), &acton(surely())).unwrap().found.passages, 1);

    let speakers = index.speakers(&query("=stability"), &none()).unwrap().found;
    let acton = &speakers[0];
    assert_eq!((acton.name.as_str(), acton.mentions, acton.passages), ("Ann Acton", 4, 2));
    assert_eq!((acton.likely_mentions, acton.likely_passages), (2, 1));
    let ask = SearchRequest { facets: true, ..SearchRequest::new(Query::everything(), none()) };
    let facets = index.search(&ask).unwrap().facets.unwrap();
    let likely: Vec<_> = facets.speaker.iter().map(|f| (f.label.as_str(), f.passages, f.likely)).collect();
    assert_eq!(likely, [("Ann Acton", 2, Some(1)), ("Pat O’Brien", 1, Some(0)), ("The Chair", 1, Some(0))]);
    assert!(facets.committee.iter().all(|f| f.likely.is_none()));

    let understood = Query::everything().understood(&sure(&[Certainty::Sure]));
    assert!(understood.contains("where it is sure who speaks"), "{understood}");
}

#[test]
fn pages_follow_each_other_and_stale_cursors_are_told() {
    let folder = tempfile::tempdir().unwrap();
    let index = open(folder.path());
    for sort in [Sort::Relevance, Sort::Newest, Sort::Oldest] {
        for group in [None, Some(Group::Document), Some(Group::Meeting)] {
            let base = SearchRequest {
                sort,
                group,
                page_size: 2,
                ..SearchRequest::new(Query::everything(), Filters::default())
            };
            let whole = index.search(&SearchRequest { page_size: 50, ..base.clone() }).unwrap();
            let (mut ids, mut cursor) = (Vec::new(), None);
            loop {
                let page = index.search(&SearchRequest { cursor, ..base.clone() }).unwrap();
                assert_eq!(page.total, whole.total);
                ids.extend(page.hits.into_iter().map(|h| h.entry.id));
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(ids, whole.hits.into_iter().map(|h| h.entry.id).collect::<Vec<_>>());
            assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
        }
    }
    let base = SearchRequest { page_size: 2, ..SearchRequest::new(Query::everything(), Filters::default()) };
    let cursor = index.search(&base).unwrap().next;
    record::write(folder.path(), &record::passages());
    let later = index::Index::open(folder.path()).unwrap().snapshot();
    let stale = later.search(&SearchRequest { cursor, ..base.clone() });
    assert!(matches!(stale, Err(SearchError::StaleCursor { cursor: 1, now: 2 })), "{stale:?}");
    let bad = later.search(&SearchRequest { cursor: Some("nonsense".into()), ..base });
    assert!(matches!(bad, Err(SearchError::BadCursor(_))));
}

#[test]
fn every_mention_is_listed_in_order_with_what_stands_around_it() {
    let (_folder, index) = mini();
    let asked = query("\"workforce stability\"");
    let list = index.mentions(&asked, &Filters::default(), Routes::NONE, None).unwrap();
    assert_eq!(list.total().mentions, 4);
    let all: Vec<_> = list.map(Result::unwrap).collect();
    let said: Vec<_> = all.iter().map(|m| (m.before.as_str(), m.words.as_str())).collect();
    assert_eq!(
        said,
        [
            ("", "Workforce stability"),
            ("Workforce stability was a concern, and ", "workforce stability"),
            ("The agency used permanent staff. Later the ", "workforce-stability"),
            ("“", "Workforce\nStability"),
        ]
        .to_vec()
        .as_slice()
    );
    for (i, mention) in all.iter().enumerate() {
        let rest = index.mentions(&asked, &Filters::default(), Routes::NONE, Some(&mention.cursor)).unwrap();
        let rest: Vec<_> = rest.map(|m| m.unwrap().span).collect();
        assert_eq!(rest, all[i + 1..].iter().map(|m| m.span).collect::<Vec<_>>());
    }
}

#[test]
fn the_places_in_a_document_are_in_its_own_order_with_copies() {
    let folder = tempfile::tempdir().unwrap();
    // A pack prints the newest paper first and two papers on one page.
    let mut entries = record::passages();
    for (seq, date, text) in [
        (1, "2019-06-01", "Agency staff, workforce stability again."),
        (2, "2018-01-01", "The oldest words on workforce stability."),
        (3, "2018-01-01", "Nothing of it."),
    ] {
        entries.push(record::entry("pack", seq, Some(date), text));
    }
    record::write(folder.path(), &entries);
    let index = index::Index::open(folder.path()).unwrap().snapshot();
    let places = index.document_mentions(&query("\"workforce stability\""), &DocumentId::from_stored("pack")).unwrap();
    assert_eq!(places.list().collect::<Vec<_>>(), [(0, 2), (1, 1), (2, 1)]);
    assert_eq!(places.marks(1).unwrap(), [[14, 33]]);
    assert_eq!(places.marks(3).unwrap(), Vec::<[usize; 2]>::new());
}

/// Speech, resolutions and paragraphs come before bare headings and names, however short those are.
#[test]
fn what_was_said_comes_before_headings() {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        (Act::Heading, "Workforce stability"),
        (Act::Attendance, "Ann Acton, workforce stability lead"),
        (Act::Statement, "Workforce stability 12"),
        (Act::Resolution, "That the workforce stability report be noted."),
        (
            Act::Statement,
            "The Director said that workforce stability had improved since the spring, that fewer agency staff were \
             needed, and that a further report would come to the committee before the end of the year.",
        ),
    ];
    let mut entries: Vec<_> =
        (0u32..).zip(texts).map(|(i, (_, t))| record::entry("m1", i, Some("2020-01-01"), t)).collect();
    entries.iter_mut().zip(texts).for_each(|(entry, (act, _))| entry.act = act);
    // Other passages of usual length: what is short and long is told against them.
    entries
        .extend((5..40).map(|i| record::entry("m1", i, Some("2020-01-01"), &"other words of usual length ".repeat(6))));
    record::write(folder.path(), &entries);
    let index = index::Index::open(folder.path()).unwrap().snapshot();
    for typed in ["\"workforce stability\"", "workforce stability", "workforce OR stability"] {
        let answer = index.search(&SearchRequest::new(query(typed), Filters::default())).unwrap();
        let mut seqs: Vec<u32> = answer.hits.iter().map(|h| h.entry.seq).collect();
        seqs[..2].sort_unstable();
        seqs[3..].sort_unstable();
        assert_eq!(seqs, [3, 4, 2, 0, 1], "{typed}");
    }
}

#[test]
fn facets_timeline_and_speakers_count_the_same() {
    let (_folder, index) = mini();
    let asked = query("workforce");
    let ask = SearchRequest { facets: true, ..SearchRequest::new(asked.clone(), Filters::default()) };
    let answer = index.search(&ask).unwrap();
    let facets = answer.facets.unwrap();
    let years: Vec<_> = facets.year.iter().map(|f| (f.label.as_str(), f.passages, f.mentions)).collect();
    assert_eq!(years, [("2019", 3, 4), ("2020", 1, 1)]);
    assert_eq!(
        facets.committee[0].value.as_deref(),
        Some("northmere-council.children-s-scrutiny-committee".replace("-s-", "s-").as_str())
    );
    let steps = index.timeline(&asked, &Filters::default(), Interval::Year, Routes::NONE).unwrap().found;
    let steps: Vec<_> = steps.iter().map(|s| (s.period.clone().unwrap_or_default(), s.mentions)).collect();
    assert_eq!(steps, [("2019".to_owned(), 4), ("2020".to_owned(), 1), ("2021".to_owned(), 0)]);
    let speakers = index.speakers(&asked, &Filters::default()).unwrap().found;
    let speakers: Vec<_> = speakers.iter().map(|s| (s.name.as_str(), s.mentions)).collect();
    assert_eq!(speakers, [("Ann Acton", 2), ("Pat O’Brien", 1), ("The Chair", 1)]);
}

#[test]
fn hints_and_suggestions_come_from_the_record() {
    let (_folder, index) = mini();
    let hints = |typed| index.search(&SearchRequest::new(query(typed), Filters::default())).unwrap().hints;
    assert_eq!(hints("speaker:actn"), ["no speaker is called “actn”: perhaps “acton”"]);
    assert_eq!(hints("committee:cabinet"), [""; 0]);
    let suggested = index.suggest("stabil").unwrap();
    assert_eq!(suggested.completions[0].word, "stability");
    assert!(index.entry(&::record::PassageId::from_stored("none")).unwrap().is_none());
    let first = index
        .search(&SearchRequest::new(query("\"used permanent\""), Filters::default()))
        .unwrap()
        .hits
        .remove(0)
        .entry;
    let (before, after) = index.around(&first, 2).unwrap();
    assert_eq!((before.len(), after.len()), (1, 2));
    assert_eq!(index.entry(&first.id).unwrap(), Some(first));
}

/// What a search finds in other words: the words that stand there, each with its route.
#[test]
fn the_same_in_other_words_is_marked_and_comes_after() {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        "The workforce stability of the service was praised.",
        "The stability of our work force matters.",
        "They stabilised the workforce.",
        "Placement stability for children.",
        "Officers visited the Harbour Trust. Harbour Trust staff spoke. We trust the harbour.",
        "Electively Home Educated (EHE) pupils, under elective home education.",
        "The officer wrote of home education.",
        "The EHE register. An ehe is nothing.",
        "Home education elsewhere.",
        "Evidence of Jan Pemberton was heard. Jan Pembertson agreed.",
        "Jan Pembertson agreed again. Jan spoke.",
    ];
    let entries: Vec<_> = (0u32..).zip(texts).map(|(i, t)| record::entry("m1", i, Some("2020-01-01"), t)).collect();
    record::write(folder.path(), &entries);
    let index = index::Index::open(folder.path()).unwrap().snapshot();
    for (typed, expect) in [
        ("\"workforce stability\"", vec!["Compound: stability of our work force", "Family: stabilised the workforce"]),
        ("\"workforce instability\"", vec![]),
        ("\"harbour trust\"", vec![]),
        (
            "\"elective home education\"",
            vec!["Abbreviation: EHE", "Synonym: Home education", "Synonym: home education"],
        ),
        ("\"Jan Pemberton\"", vec!["Spelling: Jan Pembertson"]),
    ] {
        let ask = SearchRequest {
            related: Routes::same(),
            page_size: 50,
            ..SearchRequest::new(query(typed), Filters::default())
        };
        let answer = index.search(&ask).unwrap();
        let exact = answer.hits.iter().take_while(|h| h.related.is_none()).count();
        assert_eq!(exact as u64, answer.total.passages, "{typed}");
        let routes = answer.hits[exact..].iter().map(|h| h.related.as_ref().unwrap());
        let mut found: Vec<String> = routes.map(|r| format!("{:?}: {}", r.route, r.words)).collect();
        found.sort();
        assert_eq!(found, expect, "{typed}");
        assert_eq!(answer.related, Some(expect.len() as u64), "{typed}");
    }
}

/// Terms of the thesaurus lead to each other, each by its route and only where it is meant.
#[test]
fn other_names_are_found_by_the_routes_that_are_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let texts = [
        ("m1", "The number of looked-after children rose."),
        ("m1", "Outcomes of children in care improved."),
        ("m1", "The LAC review was held."),
        ("m2", "The lac was applied to the wood."),
        ("m2", "A local area coordinator came, and LAC means that here."),
        ("m3", "The turnover of the bakery doubled."),
        ("m4", "Workforce turnover was high."),
        ("m5", "Domestic violence was discussed."),
        ("m5", "The CP plan was closed. Child protection plans are kept."),
        ("m6", "The Neglect Strategy was agreed."),
        ("m6", "Members welcomed the Strategy."),
        ("m6", "Foster care was praised."),
        ("m7", "The AX Group met: Another Ximena."),
    ];
    let entries: Vec<_> =
        (0u32..).zip(texts).map(|(i, (document, t))| record::entry(document, i, Some("2020-01-01"), t)).collect();
    record::write(folder.path(), &entries);
    let index = index::Index::open(folder.path()).unwrap().snapshot();
    let same = Routes::same();
    for (typed, routes, expect) in [
        ("\"looked after children\"", same, vec!["Abbreviation: LAC", "Synonym: children in care"]),
        (
            "looked after child",
            same,
            vec!["Abbreviation: LAC", "Synonym: children in care", "WordOrder: looked-after children"],
        ),
        ("\"children in care\"", Routes::from_kinds([RouteKind::Synonym]), vec!["Synonym: looked-after children"]),
        ("\"workforce instability\"", same, vec!["Synonym: Workforce turnover"]),
        ("\"domestic abuse\"", same, vec!["Older: Domestic violence"]),
        ("\"child protection plans\"", same, vec![]),
        ("\"child protection plan\"", Routes::from_kinds([RouteKind::Synonym]), vec![]),
        ("\"neglect strategy\"", same, vec![]),
        ("\"neglect strategy\"", Routes::from_kinds([RouteKind::ShortName]), vec!["ShortName: the Strategy"]),
        ("\"looked-after children\"", Routes::from_kinds([RouteKind::Opposite, RouteKind::Narrower]), vec![]),
    ] {
        let ask =
            SearchRequest { related: routes, page_size: 50, ..SearchRequest::new(query(typed), Filters::default()) };
        let answer = index.search(&ask).unwrap();
        let hits = answer.hits.iter().filter_map(|h| h.related.as_ref());
        let mut found: Vec<String> = hits.map(|r| format!("{:?}: {}", r.route, r.words)).collect();
        found.sort();
        assert_eq!(found, expect, "{typed}");
        let counted: u64 = answer.routes.iter().map(|r| r.passages).sum();
        assert_eq!(Some(counted), answer.related, "{typed}");
    }
}

/// An operator's file is read again when it changes; a term with many meanings is not guessed at.
#[test]
fn terms_of_an_operator_are_taken_up_without_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("local.txt");
    let entries = vec![record::entry("m1", 0, Some("2020-01-01"), "Elmton Together was agreed by the council.")];
    record::write(&folder.path().join("index"), &entries);
    let index = index::Index::open(&folder.path().join("index")).unwrap().with_thesaurus(vec![file.clone()]).unwrap();
    let found = || {
        index.reload().unwrap();
        let ask = SearchRequest {
            related: Routes::same(),
            ..SearchRequest::new(query("\"our way of working\""), Filters::default())
        };
        index.snapshot().search(&ask).unwrap().related
    };
    assert_eq!(index.snapshot().thesaurus().problems().len(), 1);
    assert_eq!(found(), Some(0));
    std::fs::write(&file, "Elmton Together\nsame: our way of working\n").unwrap();
    assert_eq!(found(), Some(1));
    assert_eq!(index.snapshot().thesaurus().problems(), []);
    let many: String = (0..40).map(|i| format!("thing number {i}\nsame: rewrite of ours\n\n")).collect();
    std::fs::write(&file, many).unwrap();
    index.reload().unwrap();
    let ask = SearchRequest {
        related: Routes::same(),
        ..SearchRequest::new(query("\"rewrite of ours\""), Filters::default())
    };
    let cut = index.snapshot().search(&ask).unwrap().cut;
    assert!(cut.iter().any(|said| said.contains("names 40 things")), "{cut:?}");
    let long = (0..30).map(|i| format!("word{i}")).collect::<Vec<_>>().join(" ");
    let ask = SearchRequest {
        related: Routes::same(),
        ..SearchRequest::new(query(&format!("\"{long}\"")), Filters::default())
    };
    let cut = index.snapshot().search(&ask).unwrap().cut;
    assert!(cut.iter().any(|said| said.contains("more than 12 words")), "{cut:?}");
}
