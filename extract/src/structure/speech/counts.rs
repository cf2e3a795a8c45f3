//! Counts of a vote, in figures or words.

use super::movers::clean_name;
use crate::lexicon::SMALL_NUMBERS;
use crate::rules::rules;
use record::VoteOutcome;

rules! {
    /// The ways to print the counts of a vote.
    COUNTS = "counts.toml";
}

/// How many voted how.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    /// In favour.
    pub yes: Option<u32>,
    /// Against.
    pub no: Option<u32>,
    /// Abstaining.
    pub abstain: Option<u32>,
    /// Who is named as against, as printed.
    pub named_against: Option<String>,
    /// Whether the larger number stands first whichever side it is: of a lost motion it is then the votes against.
    larger_first: bool,
    /// The rule that found the first of them.
    pub rule: Option<&'static str>,
}

impl Counts {
    /// Figures as they are printed, those in favour first.
    pub fn printed(yes: Option<u32>, no: Option<u32>, abstain: Option<u32>, rule: &'static str) -> Self {
        Self { yes, no, abstain, rule: Some(rule), ..Self::default() }
    }

    /// The counts of a motion with this outcome: "lost by 45 votes to 16" puts the larger side first, "lost by 16
    /// votes to 45" the votes for it.
    pub fn settled(mut self, outcome: Option<VoteOutcome>) -> Self {
        let lost = matches!(outcome, Some(VoteOutcome::Lost | VoteOutcome::Fell));
        if self.larger_first && lost && self.yes > self.no {
            std::mem::swap(&mut self.yes, &mut self.no);
        }
        self
    }

    /// What the counts say came of it; `None` where they are equal or one is missing.
    pub fn outcome(&self) -> Option<VoteOutcome> {
        // Where only those in favour are counted, nobody was against.
        VoteOutcome::by_count(self.yes?, self.no.unwrap_or(0))
    }
}

/// Finds the counts in a sentence or line.
pub fn find_counts(text: &str) -> Option<Counts> {
    let mut found: Option<Counts> = None;
    for matched in COUNTS.all_matches(text) {
        let number = |group: &str| matched.group(group).and_then(figure);
        // "CARRIED (Mr Elm opposed)": what stands before the bracket is no name.
        let inside = |name| match str::rsplit_once(name, '(') {
            Some((_, inside)) if !inside.contains(')') => inside,
            _ => name,
        };
        let against = matched.group("names_against").map(inside).and_then(clean_name).map(str::to_owned);
        let (yes, no, abstain) = (number("for").or_else(|| number("for2")), number("against"), number("abstain"));
        match &mut found {
            None => {
                found = Some(Counts {
                    yes,
                    no,
                    abstain,
                    named_against: against,
                    larger_first: matched.rule.gives == "larger",
                    rule: Some(matched.rule.id.as_str()),
                });
            }
            Some(counts) => counts.named_against = counts.named_against.take().or(against),
        }
    }
    let found = found?;
    (found.yes.is_some() || found.no.is_some() || found.named_against.is_some()).then_some(found)
}

/// The number that digits or a word mean.
pub fn figure(printed: &str) -> Option<u32> {
    const TENS: [&str; 5] = ["twenty", "thirty", "forty", "fifty", "sixty"];
    let lower = printed.trim().to_lowercase();
    // A letter that was read for the figure.
    if matches!(lower.as_str(), "no" | "nil" | "none" | "o") {
        return Some(0);
    }
    let place = |list: &[&str], word: &str| list.iter().position(|w| *w == word).and_then(|at| u32::try_from(at).ok());
    let tens = |word: &str| place(&TENS, word).map(|at| (at + 2) * 10);
    let joined = || lower.split_once(['-', ' ']).and_then(|(a, b)| Some(tens(a)? + place(&SMALL_NUMBERS[..10], b)?));
    place(&SMALL_NUMBERS, &lower).or_else(|| tens(&lower)).or_else(joined).or_else(|| lower.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_in_figures_and_words() {
        for (text, outcome, expect) in [
            ("lost by 16 votes to 45", Some("lost"), (Some(16), Some(45), None)),
            ("lost by 45 votes to 16", Some("lost"), (Some(16), Some(45), None)),
            ("carried by 3 votes to 1", Some("carried"), (Some(3), Some(1), None)),
            ("For: 23 Against: 12 Abstain: 3", None, (Some(23), Some(12), Some(3))),
            ("There were 2 votes for, 12 against and 3 abstentions.", None, (Some(2), Some(12), Some(3))),
            ("two in favour and three against", None, (Some(2), Some(3), None)),
            ("Motion Carried 6-0.", Some("carried"), (Some(6), Some(0), None)),
            ("The substitute motion failed, 2-4-1, on a roll call:", Some("lost"), (Some(2), Some(4), Some(1))),
            ("(Y-4; N-1, Lott)", None, (Some(4), Some(1), None)),
            ("Yeas 5, Nays 3.", None, (Some(5), Some(3), None)),
            ("seven were in favour and one abstained", None, (Some(7), None, Some(1))),
            ("11 For 7 Against", None, (Some(11), Some(7), None)),
            ("it fell with nine in favour and seventeen against", None, (Some(9), Some(17), None)),
            ("twenty-one voted in favour and two against", None, (Some(21), Some(2), None)),
        ] {
            let found = find_counts(text)
                .unwrap_or_else(|| panic!("{text}"))
                .settled(outcome.and_then(|word: &str| word.parse().ok()));
            assert_eq!((found.yes, found.no, found.abstain), expect, "{text}");
        }
        let against = |text: &str| find_counts(text).and_then(|c| c.named_against);
        assert_eq!(against("Carried 4-1, Councillor Hale dissenting.").as_deref(), Some("Councillor Hale"));
        assert_eq!(against("CARRIED (Councillor Hale opposed)").as_deref(), Some("Councillor Hale"));
        assert_eq!(against("(Y-4; N-1, Lott)").as_deref(), Some("Lott"));
        for text in ["Resolution 2021-14 was read", "It rained for 3 days", "Items 2-4 were taken together"] {
            assert_eq!(find_counts(text), None, "{text}");
        }
    }
}
