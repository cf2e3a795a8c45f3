//! Filters of a search: what may be chosen, with counts, and what was chosen, each to be taken away again.

use super::address::Address;
use super::words;
use crate::web::answers::{Facet, Facets};
use crate::web::queries::{self, ParsedQuery, ReadContext};
use index::IdFilter;

/// Values of one filter that the results have.
pub struct Filter {
    /// What people read above it.
    pub name: &'static str,
    /// The first values.
    pub first: Vec<Choice>,
    /// The others, folded away.
    pub others: Vec<Choice>,
    /// Values beyond those, which only the API lists.
    pub beyond: usize,
}

/// A value that may be chosen.
pub struct Choice {
    /// What people read.
    pub label: String,
    /// Passages with it.
    pub passages: u64,
    /// The same search with this filter.
    pub link: String,
}

/// A filter that was chosen.
pub struct Chip {
    /// What people read: `Committee: Cabinet`.
    pub label: String,
    /// The same search without it.
    pub link: String,
}

/// Values listed at once, and values folded away: a page that lists hundreds of speakers is not read.
const FIRST: usize = 6;
const OTHERS: usize = 14;

/// What may be chosen in addition to what stands in `here`.
pub fn filters(facets: &Facets, here: &Address) -> Vec<Filter> {
    let one = |name: &'static str, list: &[Facet], link: &dyn Fn(&str, &Facet) -> Address| {
        let mut choices: Vec<Choice> = list
            .iter()
            .filter_map(|facet| {
                let to = link(facet.value.as_deref()?, facet);
                (to != *here).then(|| Choice {
                    label: label(name, facet),
                    passages: facet.passages,
                    link: to.relative(),
                })
            })
            .collect();
        let mut others = choices.split_off(choices.len().min(FIRST));
        let beyond = others.len().saturating_sub(OTHERS);
        others.truncate(OTHERS);
        Filter { name, first: choices, others, beyond }
    };
    let add = |name: &'static str| move |value: &str, _: &Facet| here.clone().and(name, value);
    let newest_first: Vec<Facet> = facets.year.iter().rev().cloned().collect();
    let lists = [
        one("Year", &newest_first, &|year, _| here.clone().set("since", year).set("until", year)),
        one("Committee", &facets.committee, &add("committee")),
        one("Council", &facets.council, &add("council")),
        one("Speaker", &facets.speaker, &|value, facet| {
            // Who was identified has an id; others are known by the words as printed.
            here.clone().and(if value == facet.label { "speaker" } else { "person" }, value)
        }),
        one("How sure the speaker is", &facets.certainty, &add("certainty")),
        one("Kind of paper", &facets.kind, &add("kind")),
        one("What it does", &doing(&facets.act), &add("act")),
    ];
    // One council is no choice, nor is one certainty.
    let alone = |list: &Filter| matches!(list.name, "Council" | "How sure the speaker is") && list.first.len() < 2;
    let lists = lists.into_iter().filter(|list| !list.first.is_empty() && !alone(list));
    lists.collect()
}

/// Acts that somebody does: where nobody speaks, nothing is done.
fn doing(acts: &[Facet]) -> Vec<Facet> {
    let nobody = record::Act::Narration.as_str();
    acts.iter().filter(|act| act.value.as_deref() != Some(nobody)).cloned().collect()
}

fn label(name: &str, facet: &Facet) -> String {
    match name {
        "Kind of paper" | "What it does" | "How sure the speaker is" => words::plain(&facet.label),
        _ => facet.label.clone(),
    }
}

/// What was chosen, where people are chosen because they speak.
pub fn chips(context: &ReadContext<'_>, here: &Address) -> Vec<Chip> {
    chips_with(context, here, "Speaker")
}

/// What was chosen; `person` is what somebody who was chosen by their id is to this page.
pub fn chips_with(context: &ReadContext<'_>, here: &Address, person: &str) -> Vec<Chip> {
    let chosen = chosen(context, here.pairs(), person).into_iter();
    chosen.map(|(label, name, value)| Chip { label, link: here.clone().less(&name, &value).to_string() }).collect()
}

/// The parameters that limit what is found: what people call each, its name and its value.
pub fn chosen(context: &ReadContext<'_>, pairs: &[(String, String)], person: &str) -> Vec<(String, String, String)> {
    let chosen = pairs.iter().filter_map(|(name, value)| {
        let label = match name.as_str() {
            "since" => format!("From {}", words::period(value)),
            "until" => format!("Until {}", words::period(value)),
            "speaker" => format!("Speaker: {value}"),
            "person" => format!("{person}: {}", named(context, name, value)),
            "committee" => format!("Committee: {}", named(context, name, value)),
            "council" => format!("Council: {}", named(context, name, value)),
            "kind" => format!("Kind of paper: {}", words::plain(value)),
            "act" => format!("What it does: {}", words::plain(value)),
            "item" => format!("Agenda item: {value}"),
            "meeting" => format!("Meeting: {}", named(context, name, value)),
            "document" => format!("Document: {}", named(context, name, value)),
            "attribution" => format!("Speaker known: {value}"),
            "certainty" if value == "sure" => "Only where it is sure who speaks".to_owned(),
            "certainty" => "Where it is likely who speaks".to_owned(),
            "undated" => "Also papers without a date".to_owned(),
            "due_before" => format!("Due by {}", words::period(value)),
            "outcome" => format!("Outcome: {value}"),
            "owner" => format!("Who: {}", named(context, name, value)),
            "status" => format!("What became of it: {}", words::plain(value)),
            "basis" => format!("What it rests on: {}", words::plain(value)),
            "with_minutes" if value == "true" => "With minutes".to_owned(),
            "with_minutes" => "Without minutes".to_owned(),
            "copies" if value == "all" => "Every published copy".to_owned(),
            "related" if value == "true" => "Also in other words".to_owned(),
            "related" if value != "false" => format!("Also: {}", words::routes(value)),
            _ => return None,
        };
        Some((label, name.clone(), value.clone()))
    });
    chosen.collect()
}

/// What people call the thing that the value of a filter is the id of; any other value as it was typed.
pub fn named(context: &ReadContext<'_>, filter: &str, value: &str) -> String {
    let name = match filter {
        "person" | "owner" => queries::person_named(context, value).map(|found| found.name),
        "committee" => queries::committee(context, value).map(|found| found.name),
        "council" => queries::council(context, value).map(|found| found.name),
        "meeting" => queries::meeting(context, value)
            .map(|found| format!("{}, {}", found.committee.name, words::day(&found.date))),
        "document" => queries::held(context, value).map(|found| found.title),
        _ => return value.to_owned(),
    };
    name.unwrap_or_else(|_| value.to_owned())
}

/// What a search was understood to ask, with names for the ids that stand in it.
pub fn in_names(context: &ReadContext<'_>, parsed: &ParsedQuery) -> String {
    parsed.query.understood_with(&parsed.filters, |filter, id| {
        let filter = match filter {
            IdFilter::Person => "person",
            IdFilter::Committee => "committee",
            IdFilter::Council => "council",
            IdFilter::Meeting => "meeting",
            IdFilter::Document => "document",
        };
        Some(named(context, filter, id))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_adds_itself_and_what_is_chosen_is_not_offered_again() {
        let facet = |value: &str, label: &str| Facet {
            value: Some(value.into()),
            label: label.into(),
            passages: 2,
            mentions: 3,
            likely: None,
        };
        let facets = Facets {
            year: vec![facet("2022", "2022"), Facet { value: None, ..facet("", "no date") }],
            speaker: vec![facet("a.ann-ash", "Ann Ash"), facet("The Chair", "The Chair")],
            kind: vec![facet("minutes", "minutes")],
            council: vec![facet("a", "A")],
            certainty: vec![facet("sure", "sure")],
            ..Facets::default()
        };
        let here = Address::new("/search").and("q", "x").and("kind", "minutes");
        let drawn: Vec<_> = filters(&facets, &here).into_iter().flat_map(|f| f.first).map(|c| c.link).collect();
        assert_eq!(
            drawn,
            [
                "?q=x&kind=minutes&since=2022&until=2022",
                "?q=x&kind=minutes&person=a.ann-ash",
                "?q=x&kind=minutes&speaker=The+Chair",
            ]
        );
    }
}
