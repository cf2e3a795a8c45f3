//! Families of words: what English derives from the same root. "stability", "stabilise" and "stable" are of one family,
//! though not forms of one word, which is why they are offered as another way of saying it and never sought unasked.

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

/// Fewest letters of a root: below this too many words share it ("car" in care, career, carpet).
const SHORTEST_ROOT: usize = 4;

/// Whether two folded words are of one family, and not the same word.
pub(crate) fn related(a: &str, b: &str) -> bool {
    if a == b || !a.is_ascii() || !b.is_ascii() {
        return false;
    }
    let shared = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    // The root may end before the shared letters do: "stabil-ity" and "stabil-ise", but "stab-le" and "stab-ility".
    (SHORTEST_ROOT..=shared).rev().any(|root| {
        let enough = root * 2 >= a.len().min(b.len());
        // English drops the e of a root before another vowel: "carer", not "career".
        let keeps_e =
            a[..root].ends_with('e') && [&a[root..], &b[root..]].iter().any(|e| e.starts_with(['a', 'e', 'i']));
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
        ] {
            assert_eq!(related(a, b), expect, "{a} {b}");
        }
    }
}
