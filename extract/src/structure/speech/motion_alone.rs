//! Motions that are printed without who moved them: "Motion to adopt the agenda carries", "Motion: Sell the van".

use super::motions::{clean, named_by_no_one, without_that};

patterns! {
    /// What came of a motion, behind its words: "carries unanimously; 17 ayes", ", was seconded and passed 5-0".
    CAME_OF_IT = r"(?i)[\s,;.–-]+(?:(?:and|was|were|is|it|the motion|motion|which)\s+)*(?:(?:duly|then|properly|unanimously)\s+)*(?:carried|carries|passed|passes|approved|adopted|seconded|second|failed|fails|defeated|lost|withdrawn|tabled|all in favou?r|all voted|voice vote|on a roll call)\b.*$";
    /// "Vote on motion: Elm-Aye": a roll of the motion above, and no words of another.
    VOTED_ON_IT = r"(?i)^(?:(?:the|this|that) )?(?:motion|amendment|item|question)\s*[:–—-]";
    /// What a label may have behind it instead of the words of a motion: what came of it, or who moved it.
    TOLD = r"(?i)^(?:(?:was|is|were|has|and|then|duly|not|no|none|nil|unanimous(?:ly)?|carried|carries|passed|passes|pass|approved|adopted|accepted|agreed|failed|fails|lost|denied|tabled|withdrawn|seconded|second|moved|made|by|vote|voted|see)\b|n/?a\b)";
    /// A bracket that is not closed, at the end.
    BRACKET = r"\s*\([^()]*$";
}

/// Fewest words of a motion that has nothing but its label.
const FEWEST: usize = 3;

/// The rule and the words of a sentence that moves something and does not say who did.
pub fn unnamed(sentence: &str) -> Option<(&'static str, &str)> {
    let (rule, words) = named_by_no_one(sentence)?;
    let labelled = rule == "motion.labelled";
    if VOTED_ON_IT.is_match(words) || labelled && TOLD.is_match(words) {
        return None;
    }
    // "that the minutes be adopted as read": what is wished for has not come.
    let wished = |before: &str| before.ends_with(" be") || before.ends_with(" to");
    let came = CAME_OF_IT.find(words).filter(|came| !wished(&words[..came.start()]));
    let own = came.map_or(words, |came| &words[..came.start()]);
    let own = BRACKET.find(own).map_or(own, |bracket| &own[..bracket.start()]);
    let own = clean(own);
    let least = if labelled { FEWEST } else { 2 };
    (own.split_whitespace().count() >= least).then_some((rule, without_that(own)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roll_on_the_motion_moves_nothing() {
        assert_eq!(unnamed("Vote on motion: Ann Elm-Aye; Bo Oak, Jr.-Aye"), None);
        assert!(unnamed("Vote on spending $850 to mend the roof").is_some());
    }

    #[test]
    fn a_label_is_enough() {
        for (text, words) in [
            ("Motion: Ann and Bo will form a subcommittee.", "Ann and Bo will form a subcommittee."),
            ("Counter-Motion: The hall is let to the scouts", "The hall is let to the scouts"),
            ("Motion: that the minutes be adopted as read.", "the minutes be adopted as read."),
            ("It was moved to accept the budget (Ann, second Bo).", "to accept the budget"),
        ] {
            assert_eq!(unnamed(text).map(|(_, words)| words), Some(words), "{text}");
        }
        for text in
            ["Motion: Passed unanimously", "Motion: no motion required here", "Motion: Ann Elm", "The motion: it"]
        {
            assert_eq!(unnamed(text), None, "{text}");
        }
    }
}
