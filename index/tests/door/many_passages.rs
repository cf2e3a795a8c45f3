//! Words that many passages have: counted by windows, they must come out as they do where each passage is looked at.
//!
//! A word in quotation marks counts as a phrase, and phrases are looked for passage by passage: what it finds, and in which
//! order, is what the same word without them must find.

use crate::record;
use ::record::DocumentId;
use index::{Entry, Filters, Index, Query, SearchRequest, Sort, Writer};

/// Some windows of passages.
const PASSAGES: u32 = 18_000;

/// Words and how many passages of a thousand have them; a line that was cut leaves one whose joined form begins where the plain word begins.
const WORDS: [(&str, u64); 9] = [
    ("alder", 700),
    ("birch", 300),
    ("cedar", 40),
    ("dogwood", 3),
    ("alder-s", 60),
    ("alders", 50),
    ("birch-cedar", 30),
    ("alder/birch", 20),
    ("elm", 120),
];

/// Numbers without a pattern, the same each time: a linear congruential generator by Knuth (MMIX).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

fn passages() -> Vec<Entry> {
    let mut numbers = Numbers(7);
    let mut passage = |i: u32| {
        let mut text = String::from("Noted");
        for (word, of_thousand) in WORDS {
            while numbers.below(1000) < of_thousand {
                text.push_str(&format!(" {word}"));
                (0..numbers.below(4)).for_each(|_| text.push_str(" oak"));
            }
        }
        let document = format!("{}{}", if i.is_multiple_of(3) { 'c' } else { 'm' }, i / 40);
        let date = format!("20{:02}-05-14", 10 + i / 1_800);
        record::entry(&document, i, Some(&date), &text)
    };
    (0..PASSAGES).map(&mut passage).collect()
}

/// Queries of words, and the same with each word in quotation marks.
const QUERIES: [(&str, &str); 12] = [
    ("=alder", "\"alder\""),
    ("=dogwood", "\"dogwood\""),
    ("=alder OR =elm", "\"alder\" OR \"elm\""),
    ("=alder OR =birch OR =cedar", "\"alder\" OR \"birch\" OR \"cedar\""),
    ("=alder =birch", "\"alder\" \"birch\""),
    ("=cedar =elm", "\"cedar\" \"elm\""),
    ("=dogwood =alder", "\"dogwood\" \"alder\""),
    ("=alder -elm", "\"alder\" -\"elm\""),
    ("=birch -=alder -=elm", "\"birch\" -\"alder\" -\"elm\""),
    ("=alder since:2014 until:2017", "\"alder\" since:2014 until:2017"),
    ("=elm committee:cabinet", "\"elm\" committee:cabinet"),
    ("(=alder OR =elm) =birch -=dogwood since:2012", "(\"alder\" OR \"elm\") \"birch\" -\"dogwood\" since:2012"),
];

#[test]
fn words_by_window_are_words_passage_by_passage() {
    let folder = tempfile::tempdir().unwrap();
    record::write(folder.path(), &passages());
    let mut writer = Writer::update(folder.path()).unwrap();
    // Deleted passages lie in every window; what is added lies in a segment of its own.
    (0..PASSAGES / 40).step_by(4).for_each(|i| {
        writer.delete_document(&DocumentId::from_stored(format!("m{i}")));
    });
    (0..50).for_each(|i| writer.add(&record::entry("late", i, Some("2016-02-01"), "alder-s elm, an alder")).unwrap());
    writer.commit().unwrap();
    let index = Index::open(folder.path()).unwrap().snapshot();
    for (words, phrases) in QUERIES {
        let [counted, looked_at] = [words, phrases]
            .map(|typed| index.count(&Query::strict(typed).unwrap(), &Filters::default()).unwrap().found);
        assert!(counted.passages > 0, "{words} finds nothing");
        assert_eq!(counted.passages, looked_at.passages, "passages of {words}");
        assert_eq!((counted.documents, counted.meetings), (looked_at.documents, looked_at.meetings), "{words}");
        // Beside each other several words make the passage one mention, several phrases do not.
        if !words.contains(" =") || words.contains(" OR ") && !words.contains('(') {
            assert_eq!(counted.mentions, looked_at.mentions, "mentions of {words}");
        }
        for sort in [Sort::Relevance, Sort::Newest] {
            let [counted, looked_at] = [words, phrases].map(|typed| first_pages(&index, typed, sort));
            assert_eq!(counted, looked_at, "{sort:?} of {words}");
        }
    }
}

#[test]
fn forms_that_print_joins_are_one_mention() {
    let folder = tempfile::tempdir().unwrap();
    let passages = passages();
    record::write(folder.path(), &passages);
    let index = Index::open(folder.path()).unwrap().snapshot();
    let printed = passages.iter().flat_map(|passage| passage.text.split(' ')).collect::<Vec<_>>();
    let holding = |wanted: &[&str]| printed.iter().filter(|word| wanted.contains(word)).count() as u64;
    let alder = holding(&["alder", "alders", "alder-s", "alder/birch"]);
    let either = alder + holding(&["birch", "birch-cedar", "alder/birch"]);
    for (typed, mentions) in [("alder", alder), ("alder OR birch", either)] {
        let counted = index.count(&Query::strict(typed).unwrap(), &Filters::default()).unwrap().found;
        assert_eq!(counted.mentions, mentions, "{typed}");
    }
}

/// The ids of the first sixty in an order, by pages.
fn first_pages(index: &index::Snapshot, typed: &str, sort: Sort) -> Vec<String> {
    let query = Query::strict(typed).unwrap();
    let mut request = SearchRequest { sort, page_size: 20, ..SearchRequest::new(query, Filters::default()) };
    let mut ids = Vec::new();
    for _ in 0..3 {
        let answer = index.search(&request).unwrap();
        ids.extend(answer.hits.iter().map(|hit| hit.entry.id.to_string()));
        let Some(next) = answer.next else { break };
        request.cursor = Some(next);
    }
    ids
}
