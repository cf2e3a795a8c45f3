//! Counts against a naive scan of the same words.

use crate::record;

use index::{Filters, Index, Query, Routes};
use proptest::prelude::*;

const WORDS: [&str; 6] = ["alder", "birch", "cedar", "dogwood", "elm", "fir"];

/// Where each word of a text stands.
fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

fn phrase_mentions(text: &[String], phrase: &[&str]) -> u64 {
    text.windows(phrase.len()).filter(|w| w.iter().zip(phrase).all(|(a, b)| a == b)).count() as u64
}

fn is_near(text: &[String], a: &str, b: &str, within: usize) -> bool {
    let at = |w: &str| text.iter().enumerate().filter(|(_, t)| *t == w).map(|(i, _)| i).collect::<Vec<_>>();
    at(a).iter().any(|x| at(b).iter().any(|y| x != y && x.abs_diff(*y) <= within))
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    let piece = (prop::sample::select(&WORDS[..]), prop::sample::select(vec![" ", " ", ", ", "\n", ". ", " — ", "/"]));
    let text = prop::collection::vec(piece, 1..30)
        .prop_map(|list| list.into_iter().map(|(w, s)| format!("{w}{s}")).collect::<String>());
    prop::collection::vec(text, 20..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn totals_equal_a_naive_scan(texts in texts(), within in 1usize..9) {
        let folder = tempfile::tempdir().unwrap();
        let entries: Vec<_> = (0u32..).zip(&texts).map(|(i, t)| record::entry("m1", i, Some("2020-01-01"), t)).collect();
        record::write(folder.path(), &entries);
        let index = Index::open(folder.path()).unwrap().snapshot();
        let total = |typed: String| index.count(&Query::strict(&typed).unwrap(), &Filters::default()).unwrap().found;
        let scanned: Vec<Vec<String>> = texts.iter().map(|t| words(t)).collect();
        let passages = |holds: &dyn Fn(&Vec<String>) -> bool| scanned.iter().filter(|t| holds(t)).count() as u64;
        let has = |t: &Vec<String>, w: &str| t.iter().any(|x| x == w);
        for a in WORDS {
            prop_assert_eq!(total(format!("={a}")).mentions, scanned.iter().map(|t| phrase_mentions(t, &[a])).sum::<u64>());
            for b in WORDS {
                let phrase = total(format!("\"{a} {b}\""));
                prop_assert_eq!(phrase.mentions, scanned.iter().map(|t| phrase_mentions(t, &[a, b])).sum::<u64>());
                prop_assert_eq!(phrase.passages, passages(&|t| phrase_mentions(t, &[a, b]) > 0));
                let three = scanned.iter().map(|t| phrase_mentions(t, &[a, b, "elm"])).sum::<u64>();
                prop_assert_eq!(total(format!("\"{a} {b} elm\"")).mentions, three);
                prop_assert_eq!(total(format!("={a} ={b}")).passages, passages(&|t| has(t, a) && has(t, b)));
                prop_assert_eq!(total(format!("={a} OR ={b}")).passages, passages(&|t| has(t, a) || has(t, b)));
                prop_assert_eq!(total(format!("={a} -{b}")).passages, passages(&|t| has(t, a) && !has(t, b)));
                let near = total(format!("={a} NEAR/{within} ={b}"));
                prop_assert_eq!(near.passages, passages(&|t| is_near(t, a, b, within)));
                prop_assert_eq!(total(format!("\"{a} {b}\"~{within}")).passages, near.passages);
                // Every mention that is counted is listed.
                let query = Query::strict(&format!("={a} NEAR/{within} ={b} OR \"{b} {a}\"")).unwrap();
                let list = index.mentions(&query, &Filters::default(), Routes::NONE, None).unwrap();
                let counted = list.total().mentions;
                prop_assert_eq!(list.count() as u64, counted);
            }
        }
    }
}
