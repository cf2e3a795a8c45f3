//! English stems, with -ize and -ise spelling made one.

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// Stems words, remembering what it has stemmed.
#[derive(Default)]
pub(crate) struct Stems {
    known: FxHashMap<Box<str>, Box<str>>,
}

/// Words remembered at most: about the distinct words of a hundred million words of minutes.
const MOST_KNOWN: usize = 100_000;

/// Letters that stand before an ending of two spellings at least ("size" and "prize" stay).
const FIRST_SPELT: usize = 3;

/// An index term longer than this is dropped by the engine; a run this long is no word.
const LONGEST_STEMMED: usize = 64;

impl Stems {
    /// The stem of a folded word.
    pub fn stem(&mut self, word: &str) -> &str {
        if self.known.len() >= MOST_KNOWN && !self.known.contains_key(word) {
            self.known.clear();
        }
        if !self.known.contains_key(word) {
            self.known.insert(word.into(), stem(word).as_ref().into());
        }
        &self.known[word]
    }
}

/// Whether a folded word has this stem.
pub(crate) fn has_stem(word: &str, sought: &str) -> bool {
    stem(word) == sought
}

/// Letters with which every word of this stem begins: stems change the end of a word, and of what is left at most the
/// last letter ("happi"), in those like "die" (of "dying") the last two; and an s may have been a z, as [`british`] makes it.
pub(crate) fn begins_of(stem: &str) -> &str {
    let changed = if stem.len() == 3 && stem.ends_with("ie") { 2 } else { 1 };
    let first = stem.chars().next().map_or(0, char::len_utf8);
    let kept = stem.char_indices().rev().nth(changed - 1).map_or(0, |(at, _)| at);
    let spelt = stem.rfind("is").max(stem.rfind("ys")).filter(|&at| at >= FIRST_SPELT);
    &stem[..kept.min(spelt.map_or(kept, |at| at + 1)).max(first)]
}

fn stem(word: &str) -> Cow<'_, str> {
    if word.len() > LONGEST_STEMMED || !word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Cow::Borrowed(word);
    }
    match british(word) {
        Cow::Borrowed(word) => Stemmer::new(Algorithm::English).stem(word),
        Cow::Owned(spelt) => Cow::Owned(Stemmer::new(Algorithm::English).stem(&spelt).into_owned()),
    }
}

/// Makes `organization` `organisation`: the stemmer keeps the two spellings apart. Only where enough of a word stands
/// before the ending.
fn british(word: &str) -> Cow<'_, str> {
    const ENDINGS: [&str; 12] =
        ["ize", "ized", "izes", "izing", "izer", "izers", "ization", "izations", "izational", "izable", "yze", "yzed"];
    let Some(at) = word.rfind("iz").or_else(|| word.rfind("yz")) else { return Cow::Borrowed(word) };
    if at < FIRST_SPELT || !ENDINGS.contains(&&word[at..]) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(format!("{}s{}", &word[..=at], &word[at + 2..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_word_begins_as_its_stem_does(
            root in "[a-z]{1,6}|[aeiouy]{1,3}|[a-z0-9]{1,8}",
            endings in prop::collection::vec(
                prop::sample::select(vec![
                    "s", "es", "ies", "ied", "ing", "ying", "ed", "eed", "edly", "ingly", "ly", "y", "ize", "iz", "yze",
                    "ization", "ise", "ational", "ation", "ator", "bility", "biliti", "able", "ibly", "ble", "ful",
                    "fulness", "ness", "ness", "ement", "ment", "ent", "ence", "ency", "enci", "ance", "anci", "ogy",
                    "ogist", "ical", "icate", "iciti", "ative", "alize", "alism", "aliti", "ous", "ousness", "ive",
                    "iveness", "iviti", "al", "er", "izer", "ic", "ion", "sion", "tion", "ll", "e", "at", "bl", "tt", "ss",
                ]),
                0..4,
            ),
        ) {
            let word = root + &endings.concat();
            let found = stem(&word);
            prop_assert!(word.starts_with(begins_of(&found)), "{word} {found}");
        }
    }

    #[test]
    fn odd_words_begin_as_their_stems_do() {
        for word in [
            "dying", "lying", "tying", "skies", "skis", "idly", "gently", "ugly", "early", "only", "singly", "aed",
            "é", "£120", "a",
        ] {
            let found = stem(word);
            assert!(word.starts_with(begins_of(&found)) && !begins_of(&found).is_empty(), "{word} {found}");
        }
    }

    #[test]
    fn forms_that_meet_and_forms_that_do_not() {
        for (a, b, meet) in [
            ("plans", "planning", true),
            ("organisation", "organization", true),
            ("stabilise", "stabilizing", true),
            ("analysed", "analyzed", true),
            ("children", "childrens", true),
            ("ehcp", "ehcps", true),
            ("stable", "stability", false),
            ("policy", "police", false),
            ("carers", "careers", false),
            ("prize", "prise", false),
            ("2021", "2024", false),
        ] {
            let mut stems = Stems::default();
            let first = stems.stem(a).to_owned();
            assert_eq!(first == stems.stem(b), meet, "{a} {b}");
        }
    }
}
