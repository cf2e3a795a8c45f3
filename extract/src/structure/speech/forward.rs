//! Undertakings in papers that nobody speaks in: what a report, letter or slide says will be done.
//!
//! Few sentences of a report undertake anything. Those that do are found by flat rules (`rules/undertakings.toml`), by
//! learnt weights, or as entries of a list under a heading that announces what is still to be done.

use super::undertaking::candidates::Candidate;
use super::undertaking::deeds::{Shape, deed};
use super::undertaking::{self, People, Setting};
use super::words::{Word, words};
use super::{commitments, due, owner};
use crate::rules::rules;
use jiff::civil::Date;
use record::{Basis, Commitment, Form, Kind, Strength};

rules! {
    /// What papers undertake, by wording.
    UNDERTAKINGS = "undertakings.toml";
}

patterns! {
    NEXT = r"(?i)\bnext\s+steps?\b|\bstill\s+need\s+to\s+do\b|\bwhat\s+(?:next|we\s+will\s+do)\b|\bway\s+forward\b";
    PLANNED_NEXT = r"(?i)\bfuture\s+(?:plans|actions)\b|\bactions?\s+(?:required|log)\b|\bplans?\s+for\s+(?:the\s+)?(?:coming|next)\b";
    LAUNCH = r"^(?:Launch|Development day|Roll-?out|Introduction|Implementation|Recruitment|Delivery|Review)\s+(?:of|with|day)\b";
}

/// What of a paper is read as undertakings, and the state of its headings.
#[derive(Debug, Default)]
pub struct Forward {
    /// Whether the last heading announced what is still to be done.
    next_steps: bool,
}

impl Forward {
    /// Takes a heading, or a short line that stands over a list.
    pub fn heading(&mut self, text: &str) {
        self.next_steps = announces(text);
    }

    /// The undertakings of a block, each with the sentence that is its evidence.
    pub fn read(&mut self, text: &str, form: Form, at: (Option<usize>, usize), on: Option<Date>) -> Vec<Commitment> {
        if text.split_whitespace().count() <= 10 && announces(text) {
            self.heading(text);
            return Vec::new();
        }
        let listed = matches!(form, Form::ListEntry | Form::SlideBlock | Form::TableRow);
        if listed && self.next_steps && (begins_with_deed(text) || LAUNCH.is_match(text)) {
            return vec![row(text, Strength::Firm, "next-steps", None, at, on)];
        }
        let sentences = super::sentences::sentences(text);
        sentences.into_iter().filter_map(|range| sentence(text[range].trim(), at, on)).collect()
    }
}

/// Whether a line announces what is still to be done.
fn announces(text: &str) -> bool {
    NEXT.is_match(text) || PLANNED_NEXT.is_match(text)
}

/// "Review the arrangements", "Formally review": what is to be done comes first.
fn begins_with_deed(text: &str) -> bool {
    let found = words(text);
    let bare = |k: usize| found.get(k).and_then(|w| deed(&w.key)).is_some_and(|d| d.shape == Shape::Bare);
    found.len() > 2 && (bare(0) || found.first().is_some_and(|w| w.key.ends_with("ly")) && bare(1))
}

/// What one sentence undertakes.
fn sentence(text: &str, at: (Option<usize>, usize), on: Option<Date>) -> Option<Commitment> {
    let found = words(text);
    if text.ends_with('?') || speaks_of_itself(&found) {
        return None;
    }
    let conditional =
        ["if", "should", "where", "when", "unless"].iter().any(|w| found.first().is_some_and(|f| f.key == *w));
    let weighed = undertaking::weigh(&found, Setting::paper(), &People::default());
    let doer = weighed.as_ref().and_then(|u| printed_doer(&found, text, &u.place));
    let ruled = UNDERTAKINGS.all_matches(text).find(|m| {
        m.group("deed").is_none_or(|d| {
            deed(&record::text::fold(d)).is_some_and(|d| !matches!(d.class, "effect" | "state" | "hold"))
        })
    });
    if let Some(ruled) = ruled.filter(|_| !conditional) {
        let strength = if ruled.rule.gives == "hope" { Strength::Soft } else { Strength::Firm };
        return Some(row(text, strength, &ruled.rule.id, doer, at, on));
    }
    let weighed = weighed.filter(|u| u.probability >= undertaking::ENOUGH_IN_PAPERS)?;
    let owner = doer.map(|d| record::Owner { as_printed: Some(d), ..record::Owner::default() });
    Some(commitments::commitment(text, Basis::Plan, &weighed, owner, at, on))
}

/// "I will", "my vision": a speech, an email or a letter that somebody writes for themselves.
fn speaks_of_itself(words: &[Word]) -> bool {
    words.iter().any(|w| matches!(w.text, "I" | "I'll" | "I’ll") || w.key == "my")
}

/// The body or office that is to do it, as printed; `None` where a thing, a pronoun or nobody stands before the verb.
fn printed_doer(words: &[Word], text: &str, place: &Candidate) -> Option<String> {
    let range = place.doer.start..place.doer.end.min(place.mark);
    let whole = words.get(range.clone()).filter(|d| !d.is_empty() && !place.passive)?;
    let capital = whole.iter().any(|w| w.is_capital() && w.key != "the");
    (owner::is_somebody(words, place) || capital || owner::is_office(words, range.clone()))
        .then(|| super::mention::printed(words, range.start, range.end, text))
}

fn row(
    text: &str,
    strength: Strength,
    why: &str,
    owner: Option<String>,
    at: (Option<usize>, usize),
    on: Option<Date>,
) -> Commitment {
    Commitment {
        text: text.to_owned(),
        basis: Basis::Plan,
        strength,
        owner: owner.map(|o| record::Owner { as_printed: Some(o), ..record::Owner::default() }),
        beneficiary: None,
        due: due::find(text, on),
        item: at.0,
        passage: at.1,
        why: Some(why.to_owned()),
    }
}

/// Which kinds of paper undertake anything: an agenda only announces, and of other papers (rules, licences, papers of
/// questions) it is not known who speaks to whom.
pub fn undertakes(kind: Kind) -> bool {
    matches!(kind, Kind::Report | Kind::Plan | Kind::Presentation | Kind::Letter | Kind::InspectionReport)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_say_what_will_be_done() {
        for (text, expect) in [
            ("There is a plan to roll out this approach to partners.", Some(Strength::Soft)),
            ("It is envisaged that a draft will be presented in September.", Some(Strength::Soft)),
            ("The Head of Libraries will bring a costed plan to the Committee in January.", Some(Strength::Firm)),
            ("A report will be presented to the Board in May.", Some(Strength::Firm)),
            ("This is a tool which will enable staff to plan.", None),
            ("If it rains, the fair will be moved.", None),
            ("The service was good.", None),
            ("Will the plan be shared?", None),
            ("I will write to you about the plan.", None),
            ("As a consequence it is not clear what success will look like.", None),
            ("Savings will amount to £2,000.", None),
            ("The Council shall provide a library under the Act.", None),
        ] {
            assert_eq!(sentence(text, (None, 0), None).map(|c| c.strength), expect, "{text}");
        }
    }

    #[test]
    fn whoever_is_to_do_it_is_printed() {
        let found = sentence("The Head of Libraries will bring a costed plan to the Committee.", (None, 0), None);
        let owner = found.and_then(|c| c.owner).and_then(|o| o.as_printed);
        assert_eq!(owner.as_deref(), Some("The Head of Libraries"));
    }

    #[test]
    fn lists_of_next_steps_are_undertakings() {
        let mut forward = Forward::default();
        let mut read = |text: &str| forward.read(text, Form::ListEntry, (None, 0), None).len();
        assert_eq!(read("Review the front door arrangements to measure impact"), 0);
        assert_eq!(read("What do we still need to do?"), 0);
        assert_eq!(read("Review the front door arrangements to measure impact"), 1);
        assert_eq!(read("Launch of the priorities in October"), 1);
    }
}
