//! Undertakings in papers that nobody speaks in: what a report, letter or slide says will be done.
//!
//! Few sentences of a report undertake anything. Those that do are found by flat rules (`rules/undertakings.toml`), by
//! learnt weights, or as entries of a list under a heading that announces what is still to be done.

use super::undertaking::candidate::{Candidate, Wording};
use super::undertaking::deeds::{Shape, deed};
use super::undertaking::{self, People, Setting};
use super::words::{Word, words};
use super::{commitments, due, owner};
use crate::lexicon::{self, Tags};
use crate::rules::{Match, rules};
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

/// Words of the shortest sentence that undertakes something.
const SENTENCE: usize = 4;

/// The probability from which an undertaking without a term counts, where it is known who is to do it.
const ENOUGH_WITHOUT_TERM: f64 = 0.5;

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
        // The cells of a row are no one sentence, and a head of two words is none.
        let cells = text.split('\t').filter(|cell| cell.split_whitespace().count() >= SENTENCE);
        let sentences = cells.flat_map(|cell| super::sentences::sentences(cell).into_iter().map(move |r| &cell[r]));
        sentences.filter_map(|text| sentence(text.trim(), at, on)).collect()
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
    let told: Vec<Match<'_, '_>> = UNDERTAKINGS.all_matches(text).collect();
    let done = |deed_printed: &str| {
        deed(&record::text::fold(deed_printed)).is_some_and(|d| !matches!(d.class, "effect" | "state" | "hold"))
    };
    let mut ruling = told.iter().filter(|m| m.rule.gives != "standing" && !conditional);
    let ruled = ruling.find(|m| m.group("deed").is_none_or(done));
    let decides = ruled.is_some_and(|m| matches!(m.rule.gives.as_str(), "decision" | "proposal"));
    if !decides && told.iter().any(|m| m.rule.gives == "standing") {
        return None;
    }
    // "Support to enable people to work" heads a thing in a report, and charges nobody.
    let weighed =
        undertaking::weigh(&found, Setting::paper(), &People::default()).filter(|u| !u.place.wording.is_note());
    let doer = weighed.as_ref().and_then(|u| printed_doer(&found, text, &u.place));
    if let Some(ruled) = ruled {
        let firm = matches!(ruled.rule.gives.as_str(), "decision" | "plan");
        let strength = if firm { Strength::Firm } else { Strength::Soft };
        return Some(row(text, strength, &ruled.rule.id, doer, at, on));
    }
    let weighed = weighed.filter(|u| u.probability >= undertaking::ENOUGH_IN_PAPERS)?;
    if !is_definite(&found, text, &weighed, on) {
        return None;
    }
    let owner = doer.map(|d| record::Owner { as_printed: Some(d), ..record::Owner::default() });
    Some(commitments::commitment(text, Basis::Plan, &weighed, owner, at, on))
}

/// "I will", "my vision": a speech, an email or a letter that somebody writes for themselves.
fn speaks_of_itself(words: &[Word]) -> bool {
    words.iter().any(|w| matches!(w.text, "I" | "I'll" | "I’ll") || w.key == "my")
}

/// Whether one could come back to it: somebody but the council as a whole is to do something that can be seen to be
/// done, or it has a term. What was agreed or asked for is told of, and what things "will provide" is praise.
fn is_definite(words: &[Word], text: &str, found: &undertaking::Undertaking, on: Option<Date>) -> bool {
    let place = &found.place;
    let foretells = matches!(place.wording, Wording::Will | Wording::IsTo | Wording::Plan | Wording::Intended);
    let expected = words.get(place.mark).is_some_and(|w| matches!(w.key.as_str(), "expected" | "required"));
    // "will need to", "will be able to": what must or can be.
    if !foretells || expected || place.negated || place.soft {
        return false;
    }
    let class = place.deed.map(|d| d.class);
    let doer = words.get(place.doer.start..place.doer.end.min(place.mark)).unwrap_or_default();
    // "The report to the Cabinet" is a report.
    let behind = |w: &Word| matches!(w.key.as_str(), "to" | "from" | "on" | "in" | "with" | "by");
    let doer = &doer[..doer.iter().position(behind).unwrap_or(doer.len())];
    let whole = |w: &Word| matches!(w.key.as_str(), "we" | "they" | "it" | "which" | "council" | "authority");
    let somebody = !place.passive && !doer.is_empty() && !doer.last().is_some_and(whole);
    // A word that is capital for beginning the sentence is no name.
    let begins =
        place.doer.start == 0 && doer.len() == 1 && doer.iter().all(|w| w.text.chars().any(char::is_lowercase));
    let office = owner::is_office(words, place.doer.start..place.doer.start + doer.len());
    let several = |w: &Word| w.key.strip_suffix('s').is_some_and(|one| lexicon::tags(one).has(Tags::HEAD));
    let somebody =
        somebody && (office || doer.last().is_some_and(several) || !begins && owner::is_somebody_among(doer));
    if somebody && matches!(class, Some("tell" | "ask" | "look" | "make" | "arrange")) {
        return found.probability >= ENOUGH_WITHOUT_TERM;
    }
    let thing = !place.passive && !somebody && !doer.last().is_some_and(whole);
    let starts = matches!(class, Some("works" | "hold" | "arrange"));
    (!thing || starts) && due::find(text, on).is_some()
}

/// The body or office that is to do it, as printed; `None` where a thing, a pronoun or nobody stands before the verb.
fn printed_doer(words: &[Word], text: &str, place: &Candidate) -> Option<String> {
    let end = place.doer.end.min(place.mark);
    // "4.2 The Board": the number of the paragraph.
    let numbered =
        words.get(place.doer.start..end)?.iter().take_while(|w| w.key.starts_with(|c: char| c.is_ascii_digit()));
    let range = place.doer.start + numbered.count()..end;
    let whole = words.get(range.clone()).filter(|d| !d.is_empty() && !place.passive)?;
    let pronoun = |w: &Word| matches!(w.key.as_str(), "it" | "they" | "this" | "these" | "which");
    if whole.last().is_some_and(pronoun) {
        return None;
    }
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
            ("A new contract will start on 25 May 2024.", Some(Strength::Firm)),
            ("Officers will explore the cost of lights.", Some(Strength::Soft)),
            ("The trust has plans to extend the review to colleges.", Some(Strength::Soft)),
            ("B. Delegate authority to the Clerk to sign, as necessary.", Some(Strength::Firm)),
            ("The report to the Cabinet will include the costs.", None),
            ("Learners will complete a course.", None),
            ("Any decision will be reported to the Board.", None),
            ("Training will be arranged as required.", None),
            ("We will work with residents to help them.", None),
            ("Proposals will need to explain the costs by May 2024.", None),
            ("Areas will be expected to send plans by May 2024.", None),
            ("The Board agreed to recommend the plan.", None),
            ("Support to enable people to work", None),
            ("What was promised\tPlans in place to deliver", None),
        ] {
            assert_eq!(sentence(text, (None, 0), None).map(|c| c.strength), expect, "{text}");
        }
    }

    #[test]
    fn no_number_and_no_pronoun_is_an_owner() {
        let printed = |text: &str| sentence(text, (None, 0), None).map(|c| c.owner.and_then(|o| o.as_printed));
        assert_eq!(printed("1.3 It is proposed to transfer the team from May."), Some(None));
        assert_eq!(printed("4.2 The Youth Board will publish a plan."), Some(Some("The Youth Board".to_owned())));
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
