//! Families of words: what English derives from the same root. "stability", "stabilise" and "stable" are of one family,
//! though not forms of one word, which is why they are offered as another way of saying it and never sought unasked.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What endings do not tell, as data.
static LISTED: LazyLock<Listed> = LazyLock::new(|| Listed::parse(include_str!("../../../data/families.txt")));

/// Listed families, and words that are kept apart.
#[derive(Default)]
struct Listed {
    families: Vec<Vec<&'static str>>,
    /// The families of a word.
    of: FxHashMap<&'static str, Vec<usize>>,
    /// Words of different families, both ways round.
    apart: FxHashSet<(&'static str, &'static str)>,
}

impl Listed {
    fn parse(text: &'static str) -> Self {
        let mut listed = Self::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_prefix('-') {
                Some(sides) => listed.keep_apart(sides),
                None => {
                    let family: Vec<&str> = line.split_whitespace().collect();
                    for word in &family {
                        listed.of.entry(word).or_default().push(listed.families.len());
                    }
                    listed.families.push(family);
                }
            }
        }
        listed
    }

    fn keep_apart(&mut self, sides: &'static str) {
        let sides: Vec<Vec<&str>> = sides.split('|').map(|side| side.split_whitespace().collect()).collect();
        for (at, side) in sides.iter().enumerate() {
            let others = sides.iter().enumerate().filter(|(other, _)| *other != at).flat_map(|(_, words)| words);
            for other in others {
                self.apart.extend(side.iter().map(|word| (*word, *other)));
            }
        }
    }
}

/// Whether two words are kept apart.
pub(crate) fn apart(a: &str, b: &str) -> bool {
    LISTED.apart.contains(&(a, b))
}

/// Words of the listed families of a word, without itself.
pub(crate) fn listed(word: &str) -> Vec<&'static str> {
    let families = LISTED.of.get(word).into_iter().flatten();
    families.flat_map(|&at| &LISTED.families[at]).copied().filter(|other| *other != word).collect()
}

/// Endings that English derives with. Two words are of one family where they share a root and both go on with one of
/// these. Source: the usual derivational suffixes of English grammars; British and American spelling.
const ENDINGS: &[&str] = &[
    "",
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "er",
    "ers",
    "or",
    "ors",
    "r",
    "rs",
    "e",
    "ee",
    "ees",
    "y",
    "ies",
    "ied",
    "ly",
    "ment",
    "ments",
    "ion",
    "ions",
    "ive",
    "ively",
    "ation",
    "ations",
    "ational",
    "able",
    "ably",
    "ability",
    "ible",
    "le",
    "ly",
    "ility",
    "ilities",
    "ilise",
    "ilised",
    "ilises",
    "ilising",
    "ilisation",
    "ilize",
    "ilized",
    "ilizing",
    "ilization",
    "ise",
    "ised",
    "ises",
    "ising",
    "isation",
    "isations",
    "ize",
    "ized",
    "izes",
    "izing",
    "ization",
    "al",
    "ally",
    "ance",
    "ence",
    "ant",
    "ants",
    "ent",
    "ents",
    "ity",
    "ities",
    "ness",
    "ful",
    "fully",
    "ed",
    "t",
    "ts",
];

/// Beginnings by which English turns a word to its opposite. Source: as [`ENDINGS`]; "dis-" and "im-" are left out,
/// since they more often begin words that are no opposites ("discharge", "improve").
pub(crate) const SIGNS: [&str; 3] = ["in", "un", "non"];

/// Fewest letters of a word that such a beginning turns: shorter ones are chance ("in-come", "un-der").
const LONG_ENOUGH: usize = 6;

/// Whether a sign turns this word: "in-" only adjectives and what is made of them ("instability", not "information").
pub(crate) fn takes_sign(sign: &str, word: &str) -> bool {
    const ADJECTIVES: [&str; 10] = ["able", "ible", "ility", "ent", "ence", "ency", "ate", "acy", "ive", "ity"];
    word.len() >= LONG_ENOUGH && (sign != "in" || ADJECTIVES.iter().any(|ending| word.ends_with(ending)))
}

/// What a word would be without such a beginning.
pub(crate) fn without_sign(word: &str) -> Option<&str> {
    SIGNS.iter().find_map(|sign| word.strip_prefix(sign).filter(|rest| takes_sign(sign, rest)))
}

/// Whether one word is the other, or of its family, with such a beginning.
pub(crate) fn is_opposite(a: &str, b: &str) -> bool {
    let turns = |a: &str, b: &str| without_sign(a).is_some_and(|rest| rest == b || related(rest, b));
    turns(a, b) || turns(b, a)
}

/// Fewest letters of a root: below this too many words share it ("car" in care, career, carpet).
const SHORTEST_ROOT: usize = 4;

/// Whether two folded words are of one family, and not the same word.
pub(crate) fn related(a: &str, b: &str) -> bool {
    if a == b || !a.is_ascii() || !b.is_ascii() || apart(a, b) {
        return false;
    }
    if listed(a).contains(&b) {
        return true;
    }
    let shared = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    // The root may end before the shared letters do: "stabil-ity" and "stabil-ise", but "stab-le" and "stab-ility".
    (SHORTEST_ROOT..=shared).rev().any(|root| {
        let enough = root * 2 >= a.len().min(b.len());
        // English drops the e of a root before another vowel: "carer", not "career" or "Carey".
        let keeps_e =
            a[..root].ends_with('e') && [&a[root..], &b[root..]].iter().any(|e| e.starts_with(['a', 'e', 'i', 'y']));
        let ends = ENDINGS.contains(&&a[root..]) && ENDINGS.contains(&&b[root..]);
        enough && ends && !keeps_e && !careful(&a[root..], &b[root..], root)
    })
}

/// Endings that make another word of a short root ("part" and "party", "cover" and "covert"): wanted only on long ones.
fn careful(a: &str, b: &str, root: usize) -> bool {
    let risky = |e: &str| {
        matches!(e, "y" | "t" | "ts" | "ee" | "ees" | "al" | "ive" | "ant" | "ants" | "ent" | "ents" | "or" | "ors")
    };
    root < 6 && (risky(a) || risky(b)) && (a.is_empty() || b.is_empty() || a == "s" || b == "s" || a == "e" || b == "e")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_come_off_adjectives_and_their_nouns() {
        for (word, expect) in [
            ("instability", Some("stability")),
            ("unsatisfactory", Some("satisfactory")),
            ("income", None),
            ("information", None),
            ("under", None),
        ] {
            assert_eq!(without_sign(word), expect, "{word}");
        }
    }

    #[test]
    fn families_and_strangers() {
        for (a, b, expect) in [
            ("stability", "stabilise", true),
            ("stability", "stabilisation", true),
            ("stability", "stable", true),
            ("elective", "electively", true),
            ("education", "educated", true),
            ("leavers", "leaving", true),
            ("strengthening", "strengthen", true),
            ("stability", "stability", false),
            ("stability", "instability", false),
            ("party", "part", false),
            ("care", "career", false),
            ("practice", "practise", false),
            ("practice", "practitioner", false),
            ("policy", "police", false),
            ("unit", "unity", false),
            ("absence", "absently", true),
            ("carer", "caring", true),
            ("retention", "retaining", true),
            ("committee", "committed", false),
            ("employer", "employee", false),
            ("authority", "author", false),
            ("governance", "government", false),
        ] {
            assert_eq!(related(a, b), expect, "{a} {b}");
        }
    }

    #[test]
    fn every_listed_word_keeps_to_its_line() {
        for family in &LISTED.families {
            for (a, b) in family.iter().flat_map(|a| family.iter().map(move |b| (a, b))).filter(|(a, b)| a != b) {
                assert!(related(a, b), "{a} {b}");
            }
        }
        for (a, b) in &LISTED.apart {
            assert!(!related(a, b), "{a} {b}");
        }
    }
}
