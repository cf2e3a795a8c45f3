//! What came of a motion.

use crate::rules::rules;
use record::VoteOutcome;
use std::ops::Range;

rules! {
    /// The ways to say what came of a motion.
    OUTCOMES = "outcomes.toml";
}

patterns! {
    /// What may come of a motion, told before it is put: "will either be carried or defeated", "If it is lost, ...".
    MAY_COME = r"(?i)\b(?:carried|passed|approved|adopted)\s+or\s+(?:not\s+\w+|defeated|lost|rejected|failed)\b|^\W*if\s";
}

/// An outcome in a sentence or a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What it is.
    pub word: VoteOutcome,
    /// Where the words that say so stand.
    pub range: Range<usize>,
    /// Whether the line is nothing else.
    pub bare: bool,
    /// Whether the words speak of a motion, or mean nothing else than the end of a vote.
    pub of_motion: bool,
    /// What it was that was decided: an amendment, or a motion; `None` where that is not said.
    pub amendment: Option<bool>,
    /// The rule that found it.
    pub rule: &'static str,
}

/// Finds the outcome that a sentence or line tells.
pub fn find_outcome(text: &str) -> Option<Outcome> {
    let found = OUTCOMES.first_match(text).filter(|_| !MAY_COME.is_match(text))?;
    let rule: &'static str = found.rule.id.as_str();
    // "That Bylaw 12 be adopted" are the words of a motion, and no outcome.
    let told = &text[found.start()..found.end()];
    let wished = told.split_whitespace().rev().skip(1).take(2).any(|word| word == "be");
    if wished
        && matches!(rule, "outcome.thing-carried" | "outcome.lost" | "outcome.carried-behind-seconder")
        && !told.to_lowercase().contains("motion")
    {
        return None;
    }
    let bare = rule.starts_with("outcome.bare-");
    let vague =
        ["outcome.no-objection", "outcome.all-agreed", "outcome.agreed-unanimously", "outcome.behind", "outcome.msc"];
    let of_motion = bare || !vague.contains(&rule);
    let range = found.start()..found.end();
    // "The substitute motion failed": a word before says which.
    let lead = text[..range.start].trim_end().rsplit(' ').next().unwrap_or("");
    let amendment = sort_of(&nearest(&format!("{lead} {}", &text[range.clone()])));
    Some(Outcome { word: found.rule.gives.parse().ok()?, range, bare, of_motion, amendment, rule })
}

/// The words from the last thing on that is said to be decided: "accepted the amendments, and the motion was agreed" is
/// about the motion.
fn nearest(words: &str) -> String {
    let lower = words.to_lowercase();
    match (lower.rfind("amendment"), lower.rfind("motion")) {
        (Some(amendment), Some(motion)) if amendment < motion && lower[amendment..motion].contains(" and ") => {
            lower[motion..].to_owned()
        }
        _ => lower,
    }
}

/// The outcome of a vote in the paper's own word, where that says more than `carried` or has none of the words for it:
/// somebody was elected, a bill is enacted. That all were in favour says how it was carried, and no more.
pub fn worded(outcome: VoteOutcome, text: &str) -> VoteOutcome {
    const SAME: [&str; 13] = [
        "carried",
        "carries",
        "agreed",
        "passed",
        "passes",
        "approved",
        "adopted",
        "resolved",
        "unanimous",
        "unanimously",
        "consent",
        "pass",
        "ordered",
    ];
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |any: &[&str]| words.iter().any(|word| any.contains(word));
    // "That Elm be elected" is what was moved, and "the elected members" are elected long since.
    const DONE: [&str; 7] = ["was", "were", "is", "are", "duly", "hereby", "then"];
    let done = |verb: &str| {
        words.windows(2).any(|pair| pair[1] == verb && DONE.contains(&pair[0])) || words.first() == Some(&verb)
    };
    match () {
        () if outcome != VoteOutcome::Carried || has(&SAME) => outcome,
        // "Jo Elm elected treasurer unopposed": the verb may lack its "was".
        () if has(&["elected"]) && has(&["unopposed", "acclamation"]) => VoteOutcome::Elected,
        () if has(&["prevailed", "prevails"]) => VoteOutcome::Prevailed,
        () if done("enacted") => VoteOutcome::Enacted,
        () if done("elected") => VoteOutcome::Elected,
        () if has(&["taken"]) && has(&["true", "correct"]) => VoteOutcome::TrueRecord,
        () => outcome,
    }
}

/// What words put to the vote: an amendment, or a motion; `None` where that is not said.
pub fn sort_of(text: &str) -> Option<bool> {
    let lower = text.to_lowercase();
    let (amendment, motion) = (
        ["amendment", "substitute motion", "counter-motion", "counter-proposal"].iter().any(|w| lower.contains(w)),
        lower.contains("motion"),
    );
    // "The substantive amendment, now the motion" is no amendment, but one to the substantive motion is.
    let substantive = lower.contains("substantive") && !lower.contains("amendment to the ");
    if amendment && !substantive { Some(true) } else { motion.then_some(false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_gives_an_outcome() {
        for rule in OUTCOMES.rules() {
            assert!(rule.gives.parse::<VoteOutcome>().is_ok(), "{} gives “{}”", rule.id, rule.gives);
        }
    }

    #[test]
    fn outcomes_in_many_words() {
        for (text, word, amendment) in [
            ("On being put to the vote, the motion was CARRIED.", "carried", Some(false)),
            ("The substitute motion failed, 2-4-1, on a roll call:", "lost", Some(true)),
            ("The substantive amendment, now the motion, was carried.", "carried", Some(false)),
            ("“CARRIED”", "carried", None),
            ("Agreed unanimously.", "carried", None),
            ("Proposed by Oake, seconded by Barr, all agreed.", "carried", None),
            ("The mover withdrew her motion.", "withdrawn", None),
            ("and the proposal fell.", "fell", None),
            ("MOTION PREVAILED", "carried", Some(false)),
            ("VOICE VOTE ON MOTION CARRIED UNANIMOUSLY.", "carried", Some(false)),
            ("The Motions was defeated", "lost", Some(false)),
            ("Unanimously approved.", "carried", None),
            ("seconded without objection.", "carried", None),
            ("as editors (passed)", "carried", None),
        ] {
            let found = find_outcome(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(found.word.as_str(), word, "{text}");
            if amendment.is_some() {
                assert_eq!(found.amendment, amendment, "{text}");
            }
        }
        for text in [
            "That Bylaw 12 be adopted.",
            "Work was carried out in May.",
            "The report was read.",
            "Members voted in the past.",
        ] {
            assert_eq!(find_outcome(text), None, "{text}");
        }
    }
}
