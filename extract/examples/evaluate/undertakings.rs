//! Of the undertakings of a labelled paper: which were found, and which part of each is right.

use super::compare::{contains_words, words};
use super::labels::{CommitmentRow, Labels};
use super::scoring::Scores;
use record::{Basis, Commitment, Kind, Reading};

/// Holds the undertakings of minutes against their labels.
pub fn score_minutes(reading: &Reading, labels: &Labels, scores: &mut Scores) {
    if labels.turns.is_empty() {
        return;
    }
    let minutes = reading.components.iter().filter(|c| c.kind == Kind::Minutes);
    let found: Vec<_> = minutes.flat_map(|c| &c.commitments).map(|c| (c, words(&c.text))).collect();
    for row in &labels.commitments {
        let phrase = words(&row.phrase);
        let hit = found.iter().find(|(_, text)| contains_words(text, &phrase));
        let kept = matches!(row.kind.as_str(), "promise" | "request_agreed" | "resolution");
        let name = if kept {
            "commitments in minutes: promises found"
        } else {
            "commitments in minutes: plans and requests found"
        };
        scores.add(name, hit.is_some(), || format!("{} ({})", row.phrase, row.kind));
        if let Some((commitment, _)) = hit {
            score_parts(row, commitment, scores);
        }
    }
    let binding: Vec<Vec<String>> =
        labels.resolutions.iter().filter(|r| r.is_commitment == Some(true)).map(|r| words(&r.text)).collect();
    for (commitment, text) in &found {
        let right = labels.commitments.iter().any(|row| contains_words(text, &words(&row.phrase)));
        let miss = || format!("{:?}: {}", commitment.basis, commitment.text);
        scores.add("commitments in minutes: right", right, miss);
        if let Some(name) = right_of(commitment.basis) {
            scores.add(name, right, miss);
        }
        // What binds somebody is labelled among the decisions, not among what is said.
        let decided = binding.iter().any(|b| contains_words(text, b) || contains_words(b, text));
        scores.add("commitments in minutes: right, decisions that bind too", right || decided, miss);
    }
}

/// The figure of one kind of undertakings; none for decisions, whose labels are among the resolutions.
fn right_of(basis: Basis) -> Option<&'static str> {
    match basis {
        Basis::Promise | Basis::RequestAgreed => Some("commitments in minutes: right, of promises"),
        Basis::Resolution => None,
        Basis::Request => Some("commitments in minutes: right, of requests"),
        Basis::Plan => Some("commitments in minutes: right, of plans"),
        Basis::ActionLog => Some("commitments in minutes: right, of notes of actions"),
    }
}

/// Who, by when, and what kind of undertaking.
fn score_parts(row: &CommitmentRow, found: &Commitment, scores: &mut Scores) {
    if let Some(owner) = &row.owner {
        let printed = words(&serde_json::to_string(&found.owner).unwrap_or_default());
        let right = words(owner).pop().is_some_and(|last| printed.contains(&last));
        scores
            .add("commitments in minutes: owner", right, || format!("{:?}, not {owner}: {}", found.owner, row.phrase));
    }
    let due = found.due.as_ref().map(|d| words(&d.as_printed));
    let small = ["the", "of", "by", "at", "in", "on", "to", "a", "for", "before", "after"];
    let same = |a: &[String], b: &[String]| a.iter().any(|w| b.contains(w) && !small.contains(&w.as_str()));
    let right = match (&row.due, &due) {
        (Some(wanted), Some(due)) => same(&words(wanted), due),
        (None, None) => true,
        _ => false,
    };
    let miss = || format!("{:?}, not {:?}: {}", found.due, row.due, found.text);
    if row.due.is_some() {
        scores.add("commitments in minutes: due, where labelled", right, miss);
    }
    if due.is_some() {
        scores.add("commitments in minutes: due, where read", right, miss);
    }
    let kinds: &[Basis] = match row.kind.as_str() {
        "promise" | "request_agreed" => &[Basis::Promise, Basis::RequestAgreed, Basis::ActionLog],
        "request" => &[Basis::Request],
        "plan" => &[Basis::Plan],
        _ => &[Basis::Resolution],
    };
    scores.add("commitments in minutes: kind", kinds.contains(&found.basis), || {
        format!("{:?}, not {}: {}", found.basis, row.kind, found.text)
    });
}

/// Holds the undertakings of a report against its labels.
pub fn score_reports(reading: &Reading, labels: &Labels, scores: &mut Scores) {
    if labels.reports.is_empty() {
        return;
    }
    let found: Vec<_> = reading.components.iter().flat_map(|c| &c.commitments).map(|c| (c, words(&c.text))).collect();
    let rows = labels.reports.iter().filter_map(|row| Some((words(row.phrase.as_deref()?), row)));
    let rows: Vec<_> =
        rows.map(|(phrase, row)| (phrase, matches!(row.kind.as_deref(), Some("other_body" | "unsure")))).collect();
    for (phrase, neither) in &rows {
        if !neither {
            let hit = found.iter().any(|(_, text)| contains_words(text, phrase));
            scores.add("reports: commitments found", hit, || phrase.join(" "));
        }
    }
    for (commitment, text) in &found {
        let kinds: Vec<bool> =
            rows.iter().filter(|(p, _)| contains_words(text, p)).map(|(_, neither)| *neither).collect();
        if kinds.is_empty() || kinds.contains(&false) {
            scores.add("reports: commitments right", !kinds.is_empty(), || {
                format!("{:?}: {}", commitment.basis, commitment.text)
            });
        }
    }
}
