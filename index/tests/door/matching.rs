//! A query asked of a passage alone, against the same query asked of an index that holds it.

use crate::record;

use ::record::{Act, Certainty, Grade, Kind};
use index::{Copies, Entry, Filters, Index, Query, Routes};
use proptest::prelude::*;
use std::collections::HashSet;

const WORDS: [&str; 16] = [
    "plans",
    "planning",
    "stability",
    "stabilise",
    "work-force",
    "workforce",
    "children’s",
    "O'Brien",
    "obrien",
    "s.47",
    "£1,250",
    "1250",
    "2021/22",
    "not-for-profit",
    "Café",
    "of",
];

const DATES: [Option<&str>; 4] = [None, Some("2019-05-14"), Some("2020-02-03"), Some("2021-11-30")];

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&WORDS[..])
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    let text = prop::collection::vec(word(), 0..9).prop_map(|words| words.join(" "));
    let speaker = prop::sample::select(vec![None, Some("Ann Acton"), Some("Pat O’Brien")]);
    let facts = (prop::sample::select(&DATES[..]), speaker, any::<(bool, bool, bool, bool, bool)>());
    prop::collection::vec((text, facts), 10..40).prop_map(|list| {
        let mut entries = Vec::new();
        for (seq, (text, (date, name, (cabinet, question, letter, copy, likely)))) in (0u32..).zip(list) {
            let mut entry = record::entry(if cabinet { "c1" } else { "m1" }, seq, date, &text);
            entry.kind = if letter { Kind::Letter } else { Kind::Minutes };
            entry.act = if question { Act::Question } else { Act::Statement };
            entry.canonical = !copy;
            entries.push(match name {
                Some(name) => {
                    let said = record::said_by(entry, "The Director", Some(name), Some("Director of Plans"));
                    if likely { record::likely(said) } else { said }
                }
                None => entry,
            });
        }
        entries
    })
}

fn part() -> impl Strategy<Value = String> {
    let filter = prop::sample::select(vec![
        "speaker:acton",
        "speaker:\"o'brien director\"",
        "committee:cabinet",
        "council:northmere",
        "kind:letter",
        "act:question",
        "item:7(a)",
        "item:planning",
        "since:2020",
        "until:2019-05-14",
    ]);
    prop_oneof![
        4 => word().prop_map(str::to_owned),
        2 => (word(), word()).prop_map(|(a, b)| format!("\"{a} {b}\"")),
        1 => (word(), word(), 1..5).prop_map(|(a, b, n)| format!("\"{a} {b}\"~{n}")),
        1 => word().prop_map(|w| format!("={w}")),
        1 => prop::sample::select(vec!["pla*", "stab*", "work*", "wor*", "125*", "not*", "s4*"]).prop_map(str::to_owned),
        1 => prop::sample::select(vec!["stabilty~", "plan~", "plan~2", "workfroce~", "caef~"]).prop_map(str::to_owned),
        1 => (word(), word(), 1..5).prop_map(|(a, b, n)| format!("{a} NEAR/{n} {b}")),
        2 => filter.prop_map(str::to_owned),
    ]
}

fn query() -> impl Strategy<Value = String> {
    part().prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) OR ({b})")),
            (inner.clone(), inner).prop_map(|(a, b)| format!("({a}) NOT ({b})")),
        ]
    })
}

fn filters() -> impl Strategy<Value = Filters> {
    let flags = (any::<(bool, bool, bool, bool, bool, bool)>(), any::<(bool, bool)>());
    flags.prop_map(|((since, undated, copies, letters, named, speaker), (sure, surely))| Filters {
        since: "2020".parse().ok().filter(|_| since),
        undated,
        copies: if copies { Copies::All } else { Copies::Canonical },
        kinds: if letters { vec![Kind::Letter, Kind::Agenda] } else { Vec::new() },
        attributions: if named { vec![Grade::Named] } else { Vec::new() },
        certainties: if sure { vec![Certainty::Sure] } else { Vec::new() },
        sure_speakers: surely,
        speakers: if speaker { vec!["pat".to_owned(), "acton".to_owned()] } else { Vec::new() },
        ..Filters::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]
    #[test]
    fn a_passage_alone_says_what_the_index_says(
        entries in entries(),
        asked in prop::collection::vec((query(), prop_oneof![Just(Filters::default()), filters()]), 60),
    ) {
        let folder = tempfile::tempdir().unwrap();
        record::write(folder.path(), &entries);
        let index = Index::open(folder.path()).unwrap().snapshot();
        for (typed, filters) in asked {
            let query = Query::lenient(&typed).query;
            let found = index.matching(&query, &filters).unwrap().found;
            let alone = entries.iter().filter(|e| query.matches(e, &filters)).map(|e| e.id.clone());
            prop_assert_eq!(alone.collect::<HashSet<_>>(), found, "{} {:?}", typed, filters);
            let list = index.mentions(&query, &filters, Routes::NONE, None).unwrap();
            let counted = list.total().mentions;
            prop_assert_eq!(list.count() as u64, counted, "mentions listed of {} {:?}", typed, filters);
        }
    }
}
