//! The shorthand of clerks: a line that holds what was decided, who moved and who seconded, and how it went.
//!
//! "Lease of the mill, prop FA, sec OL, 3-1 (SF no)." "Bills as listed. M/S/C Elm/Oak 4-0." "ACTION: Postponed to June,
//! Elm/Oak, 6-0." The words stand before the names, in their sentence or the one before it, or behind how it went. Where
//! there are none, what the item proposes was decided.

use super::counts::{Counts, find_counts};
use super::motions::{speaks, talks};
use super::movers::clean_name;
use super::resolutions::{Opening, soft};
use super::sentences::sentences;
use crate::rules::rules;
use record::VoteOutcome;
use std::ops::Range;

rules! {
    /// The forms of names and of what stands behind them.
    SHORTHAND = "shorthand.toml";
}

patterns! {
    /// What stands before the words: a label, the number of the decision.
    LABEL = r"^[\s:;,.–—>*-]*(?i:(?:(?:board |council |committee )?action(?: taken)?|voted|outcome|result|motion|decision|agreed|resolved|penderfynwyd|penderfyniad|/)\b\s*[:/–—-]+\s*|(?:resolved|penderfynwyd(?: / resolved)?)\s+|\(?\d{1,2}\)\s+|(?:res(?:olution)?|ord(?:inance)?|motion)\.? (?:no\.? )?\d[\d/-]*\s*[:,.–-]\s*)";
    /// The number of a decision before its words: "CA-2023-61 To award".
    NUMBER = r"^\W*(?:[A-Z]{1,4}[-. /]?)?\d{1,4}\s?[-–/.]\s?\d{1,5}(?:[-/]\d{1,4})?\s*[:–—-]?\s+";
    /// A verb by which it is said that something was done, with nothing of what.
    BARE = r"^\W*(?i:(?:(?:the )?(?:motion|recommendations?|item) )?(?:was |were )?(?:approved|adopted|passed|carried|confirmed|agreed|accepted|ratified|granted|received|carries)(?:\W+\d{1,2}\s?[-–]\s?\d{1,2})?)\W*$";
    /// Something was done: words behind which two names are those who moved and seconded it.
    DONE = r"(?i)\b(?:approved|adopted|agreed|accepted|postponed|deferred|referred|tabled|adjourn(?:ed|ment)|granted|received|confirmed|ratified|noted|appointed|elected|closed)\b";
    /// What is only about the vote in the words before the names.
    TRAIL = r"(?i)(?:[\s,;:(\[–—-]|\bon (?:the|a) (?:voices?|voice vote|show of hands)|\b(?:and|by|on motion(?: of)?|\d{1,2}-\d{1,2}))+$";
    /// Somebody is told to have thought or wanted something.
    TELLS = r"^\W*(?:(?:\p{Lu}[\p{L}’'.-]* ){1,3}|(?:The|A) \w+ |He |She |They |I )(?:\w+ly )?(?:said|thought|wanted|asked|felt|wondered|noted|put|had|was|would|did|warned|preferred|believed|knew|left|declared|told)\b";
}

/// A decision in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Short {
    /// What is told around the names.
    pub told: Told,
    /// Who moved it, as printed.
    pub mover: String,
    /// Who seconded it, as printed.
    pub seconder: String,
    /// The rule that found it.
    pub rule: &'static str,
}

/// What is told around the names of a decision in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The stretch of the text that tells it.
    pub range: Range<usize>,
    /// Its words; empty where they stand elsewhere.
    pub words: String,
    /// What came of it.
    pub outcome: Option<VoteOutcome>,
    /// How many were on which side.
    pub counts: Option<Counts>,
    /// What stands behind the names: who was on which side.
    pub tail: String,
}

/// What stands behind the names.
#[derive(Default)]
struct Tail {
    end: usize,
    outcome: Option<VoteOutcome>,
    how: bool,
    figures: Option<Counts>,
}

/// The decisions in shorthand that a block holds, in order. The cells of a row are read apart.
pub fn find(text: &str) -> Vec<Short> {
    let mut found = Vec::new();
    let mut from = 0;
    for cell in text.split('\t') {
        let mut at = 0;
        while let Some(mut short) = next(cell, at) {
            at = short.told.range.end;
            short.told.range = short.told.range.start + from..at + from;
            found.push(short);
        }
        from += cell.len() + 1;
    }
    found
}

/// The first one from `at` on.
fn next(text: &str, at: usize) -> Option<Short> {
    let mut from = at;
    while let Some(rest) = text.get(from..).filter(|rest| !rest.is_empty()) {
        let firsts = ["sure", "pair"].into_iter().filter_map(|gives| {
            let found = SHORTHAND.first_giving(gives, rest)?;
            Some((found.captures.name("mover")?.start(), gives == "sure", found))
        });
        let (_, sure, found) = firsts.min_by_key(|(start, sure, _)| (*start, !*sure))?;
        let whole = from + found.start()..from + found.end();
        let names = found.group("mover").and_then(name).zip(found.group("seconder").and_then(name));
        let rule = found.rule.id.as_str();
        if let Some((mover, seconder)) = names {
            let cut = found.group("seconder").map_or(0, str::len) - seconder.len();
            let behind = whole.end - if text[..whole.end].ends_with(seconder) { 0 } else { cut };
            if let Some(told) = told(text, at, whole.start..behind, sure) {
                return Some(Short { told, mover: mover.to_owned(), seconder: seconder.to_owned(), rule });
            }
        }
        from = whole.end;
    }
    None
}

/// A name without the outcome that reads as a part of it: "Oak CARRIED".
fn name(printed: &str) -> Option<&str> {
    const ENDS: [&str; 12] = [
        "carried",
        "lost",
        "passed",
        "passes",
        "failed",
        "fails",
        "unanimous",
        "voice",
        "defeated",
        "vote",
        "abstain",
        "y",
    ];
    // "MS" may be somebody, as "Ms" is not.
    if (2..=4).contains(&printed.len()) && printed.chars().all(|c| c.is_ascii_uppercase()) {
        return Some(printed);
    }
    let clean = clean_name(printed)?;
    let last = clean.rsplit(' ').next().unwrap_or(clean);
    let cut = ENDS.contains(&last.to_lowercase().as_str());
    let clean = if cut { clean[..clean.len() - last.len()].trim_end() } else { clean };
    let letters = clean.chars().filter(|c| c.is_alphabetic()).count();
    (letters > 1).then_some(clean)
}

/// What is told around the names at `names`, where that is a decision; `from` is where the words may begin.
fn told(text: &str, from: usize, names: Range<usize>, sure: bool) -> Option<Told> {
    let bracketed = text[..names.end].rfind(['(', '[']).filter(|&open| !text[open..names.end].contains([')', ']']));
    let mut tail = tail(text, names.end);
    let mut told_behind = "";
    let start = bracketed.filter(|&open| open >= from && text[open + 1..names.start.max(open + 1)].trim().is_empty());
    let lead_end = start.unwrap_or(names.start);
    let lead = &text[from..lead_end];
    let printed = &text[names.end..tail.end];
    let mut counts = tail.figures.take().or_else(|| find_counts(printed));
    let settled = tail.outcome.is_some() || tail.how || counts.as_ref().is_some_and(|counts| counts.yes.is_some());
    let done = start.is_some() && last_sentence(lead).is_some_and(|range| DONE.is_match(&lead[range]));
    let before = before(lead);
    if !sure && !settled && !done {
        return None;
    }
    let behind = text[tail.end..].trim_start_matches([')', ']', ',', ';', ':', '.', ' ', '–', '—', '-']);
    let goes_on = ["to ", "that ", "To ", "That ", "THAT "].iter().any(|begins| behind.starts_with(begins));
    let behind_at = text.len() - behind.len();
    let mut range = from + before.start..tail.end;
    let mut words = without_label(&lead[before]).to_owned();
    let own = words.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 1).count();
    if goes_on && (own < 3 || BARE.is_match(&words)) {
        let end = sentences(behind).first().map_or(behind.len(), |first| first.end);
        range.end = behind_at + end;
        let (own, result) = without_result(behind[..end].trim());
        words = own.to_owned();
        tail.outcome = tail.outcome.or(result.outcome);
        tail.how |= result.how;
        counts = counts.or(result.figures);
        told_behind = &behind[own.len()..end];
    } else if own == 0 || BARE.is_match(&words) {
        // "CONFIRMED, 6-0, on motion of Elm (2nd Oak)".
        tail.how |= BARE.is_match(&words);
        words.clear();
    }
    let outcome = tail.outcome.or_else(|| counts.as_ref().and_then(Counts::outcome));
    let passed = |range: Range<usize>| {
        text.get(range).is_some_and(|names| names.contains("/C") || names.to_lowercase().contains("resolved "))
    };
    let outcome = outcome.or((tail.how || done || sure && passed(names)).then_some(VoteOutcome::Carried));
    Some(Told { range, words, outcome, counts, tail: format!("{printed}{told_behind}") })
}

/// The words behind the names without what is said at their end of how it went: "to buy the boat, 3-1, Ash no."
fn without_result(words: &str) -> (&str, Tail) {
    let mut stops = words.match_indices([',', ' ', ';']).map(|(at, _)| at);
    let ends = |at: usize| {
        let result = tail(words, at);
        let settled = result.outcome.is_some() || result.how || result.figures.is_some();
        let whole = words[result.end..].chars().all(|c| !c.is_alphanumeric());
        (settled && whole).then_some((words[..at].trim_end(), result))
    };
    stops.find_map(ends).unwrap_or((words, Tail::default()))
}

/// The words before the names: their sentence, or the one before it in which nobody speaks.
fn before(lead: &str) -> Range<usize> {
    let all = sentences(lead);
    let own = |range: &&Range<usize>| {
        let text = without_label(&lead[(*range).clone()]);
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        letters > 3
            && !TELLS.is_match(text)
            && !speaks(text)
            && (!talks(text) || soft(text).is_some())
            && !text.ends_with('?')
    };
    all.iter().rev().find(own).cloned().unwrap_or(lead.len()..lead.len())
}

fn last_sentence(lead: &str) -> Option<Range<usize>> {
    sentences(lead).into_iter().rev().find(|range| lead[range.clone()].chars().any(char::is_alphabetic))
}

/// The words without a label or a number before them, and without what is about the vote behind them.
fn without_label(words: &str) -> &str {
    let mut words = words.trim();
    while let Some(label) = LABEL.find(words).or_else(|| NUMBER.find(words)).filter(|label| label.end() > 0) {
        words = words[label.end()..].trim_start();
    }
    let end = TRAIL.find(words).map_or(words.len(), |trail| trail.start());
    words[..end].trim_start_matches(['.', ',', ';', ')', ' ']).trim()
}

/// What stands behind the names, token by token.
fn tail(text: &str, from: usize) -> Tail {
    let mut tail = Tail { end: from, ..Tail::default() };
    while let Some(rest) = text.get(tail.end..) {
        let gap = rest.len()
            - rest.trim_start_matches([' ', ',', ';', ':', '.', '(', ')', '[', ']', '–', '—', '-', '/', '|']).len();
        let bracket = rest[..gap].rfind(['(', '[']);
        let behind = [bracket.unwrap_or(gap), gap];
        let token = behind.into_iter().find_map(|at| {
            let rest = &rest[at..];
            let gives = |rule: &str| !matches!(rule, "sure" | "pair");
            let found = SHORTHAND.all_matches(rest).find(|found| gives(&found.rule.gives) && found.start() == 0)?;
            let end = found.captures.name("end").map_or(found.end(), |end| end.start());
            (end > 0).then(|| (at + end, found))
        });
        let Some((end, found)) = token else { break };
        match found.rule.gives.as_str() {
            "how" => tail.how = true,
            "figures" => {
                let number = |group| found.group(group).and_then(|n| n.parse().ok());
                let (yes, no, abstain) = (number("yes"), number("no"), number("abstain"));
                tail.figures = tail.figures.or(Some(Counts::printed(yes, no, abstain, found.rule.id.as_str())));
            }
            "carried" => tail.outcome = tail.outcome.or(Some(VoteOutcome::Carried)),
            "lost" => tail.outcome = tail.outcome.or(Some(VoteOutcome::Lost)),
            "withdrawn" => tail.outcome = tail.outcome.or(Some(VoteOutcome::Withdrawn)),
            _ => {}
        }
        tail.end += end;
    }
    tail
}

/// Most letters behind a decision in shorthand that say nothing more of it.
const MOST_BEHIND: usize = 20;

/// The decisions in shorthand of a block; none where it opens with a form of its own that says more: "RESOLVED: (1) That
/// it be let; (2) That it be painted. Elm/Oak, carried".
pub fn in_block(text: &str, opens: Option<&Opening>) -> Vec<Short> {
    let shorts = find(text);
    let whole = shorts.first().is_some_and(|short| opens.is_none_or(|opens| short.told.range.start <= opens.at));
    // Other sentences of such a block are decided too.
    let rest = |short: &Short| text[short.told.range.end..].chars().filter(|c| c.is_alphabetic()).count();
    let whole = whole && (opens.is_none() || shorts.last().is_some_and(|last| rest(last) < MOST_BEHIND));
    if whole { shorts } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_in_one_line() {
        for (text, words, movers, outcome) in [
            ("ACTION: Postponed to 6/18, Elm/Oak, 6-0.", "Postponed to 6/18", "Elm/Oak", Some("carried")),
            ("The list, as mailed. M/S/C Elm/Oak 4-0.", "The list, as mailed.", "Elm/Oak", Some("carried")),
            ("M/S/C Elm/Oak to buy the boat, 3-1, Ash no.", "to buy the boat", "Elm/Oak", Some("carried")),
            ("The mill be let, prop. FA, sec. OL, 3-1.", "The mill be let", "FA/OL", Some("carried")),
            ("CCTV, prop LC, sec PV, 2 for, 4 against, LOST.", "CCTV", "LC/PV", Some("lost")),
            ("To lease the mill. M: Elm S: Oak V: 4-1", "To lease the mill.", "Elm/Oak", Some("carried")),
            (
                "CA-2023-61 To let it. Prop. H. Elm / App. R. Oak. Carried.",
                "To let it.",
                "H. Elm/R. Oak",
                Some("carried"),
            ),
            ("Motion to adopt (Elm/Oak). Passes, voice.", "Motion to adopt", "Elm/Oak", Some("carried")),
            ("Report received — TR / AH, c/d.", "Report received", "TR/AH", Some("carried")),
            ("CONFIRMED, 6-0, on motion of Elm (2nd Oak).", "", "Elm/Oak", Some("carried")),
            ("VOTED: to hire the van, JD/FL, 5-0.", "to hire the van", "JD/FL", Some("carried")),
            ("Otherwise confirmed. DK / MS, nem con.", "Otherwise confirmed.", "DK/MS", Some("carried")),
            ("RESOLVED 174/24 (Elm/Oak) that it be let.", "that it be let.", "Elm/Oak", Some("carried")),
            ("ADJOURNMENT 6:41 p.m. (Elm/Oak).", "ADJOURNMENT 6:41 p.m.", "Elm/Oak", Some("carried")),
        ] {
            let found = find(text);
            let short = found.first().unwrap_or_else(|| panic!("{text}"));
            let names = format!("{}/{}", short.mover, short.seconder);
            assert_eq!(
                (short.told.words.as_str(), names.as_str(), short.told.outcome.map(VoteOutcome::as_str)),
                (words, movers, outcome),
                "{text}"
            );
        }
        for text in ["The Cycle/Footpath was mended.", "Elm/Oak woods are ours.", "A copy and/or a fee.", "24/07 Elm"] {
            assert_eq!(find(text), Vec::new(), "{text}");
        }
    }
}
