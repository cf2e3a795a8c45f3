//! What comes back. Offsets count Unicode characters of the passage's text, half open.

use crate::entry::{Entry, Named};
use crate::routes::{Route, RouteCount, RouteKind};
use jiff::civil::Date;
use record::PersonId;
use serde::Serialize;

/// Answer to one search.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Generation of the index that it comes from.
    pub generation: u64,
    /// Exact totals, over all pages; passages found only by `related` are not in them.
    pub total: Totals,
    /// How many passages say the same in other words; absent unless `related` was asked for.
    pub related: Option<u64>,
    /// The same by route, nearest first; each passage counts once, under its nearest.
    pub routes: Vec<RouteCount>,
    /// This page.
    pub hits: Vec<Hit>,
    /// Counts by value, where asked for.
    pub facets: Option<Facets>,
    /// Cursor of the next page, where there is one.
    pub next: Option<String>,
    /// What was cut, in words: expansions of a prefix, the time budget. Empty when the answer is whole.
    pub cut: Vec<String>,
    /// What a name that nothing is called by probably meant ("no committee is called “cabnet”: perhaps “cabinet”").
    pub hints: Vec<String>,
}

/// What was counted, with what has to be said of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Counted<T> {
    /// What was counted.
    pub found: T,
    /// What was cut, in words: expansions of a prefix, the time budget. Empty when the count is whole.
    pub cut: Vec<String>,
    /// As [`Answer::hints`].
    pub hints: Vec<String>,
}

/// How much was found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// Occurrences of what was asked for.
    pub mentions: u64,
    /// Passages that match.
    pub passages: u64,
    /// Documents with such a passage.
    pub documents: u64,
    /// Meetings with such a passage.
    pub meetings: u64,
}

/// One passage of an answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The passage.
    pub entry: Entry,
    /// Where what was asked for stands, `[from, until)`.
    pub highlights: Vec<[usize; 2]>,
    /// How many mentions are in it.
    pub mentions: u64,
    /// Of a grouped answer: how many passages of the group match.
    pub passages_in_group: Option<u64>,
    /// Where it says the same in other words: by which route it came, and through which words.
    pub related: Option<Route>,
}

/// Counts by value; every value with at least one passage, most passages first (years in order).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Facets {
    /// By year; `null` for passages without a date.
    pub year: Vec<Facet>,
    /// By committee id.
    pub committee: Vec<Facet>,
    /// By council id.
    pub council: Vec<Facet>,
    /// By person id, or by the words as printed where nobody was identified.
    pub speaker: Vec<Facet>,
    /// By kind.
    pub kind: Vec<Facet>,
    /// By act.
    pub act: Vec<Facet>,
    /// By certainty of the speaker; passages that nobody says are in none.
    pub certainty: Vec<Facet>,
}

/// One value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// What a filter takes.
    pub value: Option<String>,
    /// What people read.
    pub label: String,
    /// Passages with it.
    pub passages: u64,
    /// Mentions in them.
    pub mentions: u64,
    /// Of a speaker: in how many of these passages it is only likely, not sure, that they speak.
    pub likely: Option<u64>,
}

/// One mention, with what stands around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Its passage.
    pub entry: std::sync::Arc<Entry>,
    /// Where it stands, `[from, until)`.
    pub span: [usize; 2],
    /// About 80 characters before it, whole words.
    pub before: String,
    /// Its words as printed.
    pub words: String,
    /// About 80 characters after it, whole words.
    pub after: String,
    /// Where the list can be taken up after it.
    pub cursor: String,
    /// Where it says it in other words: by which route, and why.
    pub route: Option<Route>,
}

/// One step of a timeline.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    /// `2022`, `2022-Q1`, `2022-02`; absent for passages without a date.
    pub period: Option<String>,
    /// Mentions.
    pub mentions: u64,
    /// Passages with one.
    pub passages: u64,
    /// Words of all passages within the filters, whether they match or not.
    pub words: u64,
    /// Mentions per 10,000 of those words.
    pub per_10_000_words: f64,
    /// Passages that say it in other words, by route, where routes were asked for.
    pub otherwise: Vec<RouteCount>,
}

/// How often somebody says it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SpeakerCount {
    /// The person, where identified.
    pub person: Option<Named<PersonId>>,
    /// Name, or words as printed where nobody was identified.
    pub name: String,
    /// Mentions.
    pub mentions: u64,
    /// Passages.
    pub passages: u64,
    /// Of these mentions, those in passages where it is only likely, not sure, that they speak.
    pub likely_mentions: u64,
    /// Of these passages, those where it is only likely, not sure, that they speak.
    pub likely_passages: u64,
    /// Date of the first.
    pub first: Option<Date>,
    /// Date of the last.
    pub last: Option<Date>,
}

/// What the index itself suggests for words typed so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Suggestions {
    /// The query with rare words put right, where there is something to put right.
    pub did_you_mean: Option<String>,
    /// Ways in which the last word may go on, most frequent first.
    pub completions: Vec<Completion>,
}

/// One completion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completion {
    /// The word.
    pub word: String,
    /// Passages that have it.
    pub passages: u64,
}

/// A term that a searcher may want to tick as well.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RelatedTerm {
    /// As it is written in a query.
    pub term: String,
    /// How it comes to be here.
    pub route: RouteKind,
    /// Passages that have it, within the filters.
    pub passages: u64,
    /// How strongly: log-likelihood for company, 0 for the others.
    pub score: f64,
    /// In words.
    pub why: String,
    /// For company: in how many of each year's passages; empty for the others.
    pub years: Vec<YearShare>,
}

/// How often a word stood beside what was asked for in one year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct YearShare {
    /// The year; absent for passages without a date.
    pub year: Option<i16>,
    /// Passages that have both.
    pub passages: u64,
    /// Passages that have what was asked for.
    pub of: u64,
}
