//! Who moved, who seconded, how it was decided and who voted how, made into a document as minutes print it: one heading for
//! each item, nothing that the interface does not say, so that the same answer gives the same bytes.

use crate::source::page::escape;
use record::MeetingFacts;
use serde::Deserialize;
use std::fmt::Write;

/// One vote.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Vote {
    #[serde(default)]
    vote_person_name: Option<String>,
    #[serde(default)]
    vote_value_name: Option<String>,
    #[serde(default)]
    vote_sort: Option<i64>,
}

/// An item that was put to a vote.
pub(super) struct VotedItem {
    pub key: String,
    pub number: Option<String>,
    pub title: String,
    pub action: Option<String>,
    pub mover: Option<String>,
    pub seconder: Option<String>,
    pub tally: Option<String>,
    pub outcome: Option<String>,
    pub votes: Vec<Vote>,
}

/// All votes of a meeting as one document.
pub(super) fn document(meeting: &MeetingFacts, items: &[VotedItem]) -> String {
    let day = meeting.on.map(|on| on.strftime("%-d %B %Y").to_string()).unwrap_or_default();
    let (committee, day) = (escape(&meeting.committee), escape(&day));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Recorded votes of {committee}, {day}</title></head>\n\
         <body>\n<h1>{committee}</h1>\n<p>{day}</p>\n"
    );
    for item in items {
        out.push_str(&section(item));
    }
    out.push_str("</body>\n</html>\n");
    out
}

fn section(item: &VotedItem) -> String {
    let mut out = String::new();
    let number = item.number.as_deref().map(|number| format!("{} ", escape(number.trim()))).unwrap_or_default();
    // Writing to a string cannot fail.
    let _ = writeln!(out, "<h2 id=\"{}\">{number}{}</h2>", escape(&item.key), escape(&item.title));
    let moved = match (&item.mover, &item.seconder) {
        (Some(mover), Some(seconder)) => Some(format!("Moved by {mover}, seconded by {seconder}.")),
        (Some(mover), None) => Some(format!("Moved by {mover}.")),
        (None, _) => None,
    };
    for text in item.action.iter().chain(&moved) {
        let _ = writeln!(out, "<p>{}</p>", escape(text));
    }
    if let Some(outcome) = &item.outcome {
        let tally = item.tally.as_deref().map(|tally| format!(" {tally}")).unwrap_or_default();
        let _ = writeln!(out, "<p>{}{}</p>", escape(outcome), escape(&tally));
    }
    for (value, names) in sides(&item.votes) {
        let _ = writeln!(out, "<p>{} ({}): {}</p>", escape(&value), names.len(), escape(&names.join(", ")));
    }
    out
}

/// Names by the way they voted, in the order of the interface.
fn sides(votes: &[Vote]) -> Vec<(String, Vec<String>)> {
    let mut votes: Vec<&Vote> = votes.iter().collect();
    votes.sort_by_key(|vote| vote.vote_sort);
    let mut sides: Vec<(String, Vec<String>)> = Vec::new();
    for vote in votes {
        let (Some(name), Some(value)) = (&vote.vote_person_name, &vote.vote_value_name) else { continue };
        match sides.iter_mut().find(|(side, _)| side == value) {
            Some((_, names)) => names.push(name.trim().to_owned()),
            None => sides.push((value.clone(), vec![name.trim().to_owned()])),
        }
    }
    sides
}
