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

/// An index term longer than this is dropped by the engine; a run this long is no word.
const LONGEST_STEMMED: usize = 64;

impl Stems {
    /// The stem of a folded word.
    pub fn of(&mut self, word: &str) -> &str {
        if self.known.len() >= MOST_KNOWN && !self.known.contains_key(word) {
            self.known.clear();
        }
        if !self.known.contains_key(word) {
            self.known.insert(word.into(), stem(word).into());
        }
        &self.known[word]
    }
}

fn stem(word: &str) -> String {
    if word.len() > LONGEST_STEMMED || !word.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return word.to_owned();
    }
    let spelt = british(word);
    Stemmer::new(Algorithm::English).stem(&spelt).into_owned()
}

/// Makes `organization` `organisation`: the stemmer keeps the two spellings apart. Only where enough of a word stands
/// before the ending ("size" and "prize" stay).
fn british(word: &str) -> Cow<'_, str> {
    const ENDINGS: [&str; 12] =
        ["ize", "ized", "izes", "izing", "izer", "izers", "ization", "izations", "izational", "izable", "yze", "yzed"];
    let Some(at) = word.rfind("iz").or_else(|| word.rfind("yz")) else { return Cow::Borrowed(word) };
    if at < 3 || !ENDINGS.contains(&&word[at..]) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(format!("{}s{}", &word[..=at], &word[at + 2..]))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let first = stems.of(a).to_owned();
            assert_eq!(first == stems.of(b), meet, "{a} {b}");
        }
    }
}
