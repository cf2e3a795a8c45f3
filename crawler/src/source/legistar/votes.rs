//! Who moved, who seconded, how it was decided and who voted how, made into a document as pages of recorded votes have it: a
//! heading for each item, a table of what was put and one of who voted. Nothing that the interface does not say, so that the
//! same answer gives the same bytes.

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
         <body>\n<h1>Recorded votes</h1>\n<p>{committee}</p>\n<p>{day}</p>\n"
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
    let fields = [
        ("Title", item.action.as_ref()),
        ("Mover", item.mover.as_ref()),
        ("Seconder", item.seconder.as_ref()),
        ("Result", item.outcome.as_ref()),
    ];
    let rows = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
    let rows: String =
        rows.map(|(name, value)| format!("<tr><td>{name}:</td><td>{}</td></tr>\n", escape(value))).collect();
    let _ = writeln!(out, "<table>\n{rows}</table>");
    let votes = voters(&item.votes);
    let tally = item.tally.as_deref().map(|tally| format!(" ({})", escape(tally.trim()))).unwrap_or_default();
    let _ = writeln!(out, "<p>Votes{tally}</p>");
    if !votes.is_empty() {
        let row = |(name, value): &(String, String)| {
            format!("<tr><td>{}</td><td>{}</td></tr>\n", escape(name), escape(value))
        };
        let rows: String = votes.iter().map(row).collect();
        let _ = writeln!(out, "<table>\n<tr><td>Person Name</td><td>Vote</td></tr>\n{rows}</table>");
    }
    out
}

/// Who voted and how, in the order of the interface.
fn voters(votes: &[Vote]) -> Vec<(String, String)> {
    let mut votes: Vec<&Vote> = votes.iter().collect();
    votes.sort_by_key(|vote| vote.vote_sort);
    let voter = |vote: &&Vote| Some((vote.vote_person_name.as_ref()?.trim().to_owned(), vote.vote_value_name.clone()?));
    votes.iter().filter_map(voter).collect()
}
