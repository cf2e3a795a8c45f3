//! The parts of a sentence that are sentences of their own: notes of actions that ran into it, and the entries of a
//! list in one paragraph.

use std::ops::Range;

patterns! {
    /// The label of an action inside a sentence: "… on the list Action: Jo to book it".
    LABEL = r"(?:^|\s)[\[(]?(?:ACTION|Action)(?:S|s)?(?:\s+(?:[Pp]oint|[Ii]tem|[Rr]equired|POINT|ITEM))?\s*\d*\s*[:–—]";
    /// The letter of an entry behind the end of the one before: "… was cut. d) The fence is old."
    ENTRY = r"[.;:]\s*\(?[a-z]\)\s+[A-Z]";
}

/// The parts, in order; together they are the text.
pub fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut cuts: Vec<usize> = LABEL.find_iter(text).map(|found| found.start()).collect();
    cuts.extend(ENTRY.find_iter(text).map(|found| found.start() + 1));
    cuts.sort_unstable();
    let mut from = 0;
    let mut out = Vec::new();
    for cut in cuts {
        if !text[from..cut].trim().is_empty() {
            out.push(from..cut);
            from = cut;
        }
    }
    out.push(from..text.len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn notes_and_entries_inside_a_sentence_are_parts() {
        for (text, expect) in [
            (
                "It was late Action: Jo to ring Action: Una to write",
                &["It was late", "Action: Jo to ring", "Action: Una to write"][..],
            ),
            ("Action: Jo to ring", &["Action: Jo to ring"]),
            (
                "The Clerk will write. d) The fence is old. e) It is red.",
                &["The Clerk will write.", "d) The fence is old.", "e) It is red."],
            ),
            ("The action taken: none", &["The action taken: none"]),
            ("See part b) of the plan.", &["See part b) of the plan."]),
        ] {
            let found: Vec<&str> = pieces(text).into_iter().map(|range| text[range].trim()).collect();
            assert_eq!(found, expect, "{text}");
        }
    }

    proptest! {
        #[test]
        fn parts_put_together_are_the_text(text in "[ A-Za-z.:);]{0,80}") {
            let joined: String = pieces(&text).into_iter().map(|range| text[range].to_owned()).collect();
            prop_assert_eq!(joined, text);
        }
    }
}
