//! Filters of a search: what may be chosen, with counts, and what was chosen, each to be taken away again.

use super::address::Address;
use super::words;
use crate::web::answers::{Facet, Facets};
use crate::web::params::{Day, FilterParams, Limit, Request, SearchRequest, Word};
use crate::web::queries::{self, ParsedQuery, ReadContext};
use index::IdFilter;
use std::collections::HashSet;

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
pub fn filters(facets: &Facets, here: &Address<SearchRequest>) -> Vec<Filter> {
    let chosen: HashSet<String> = here.request().limits().into_iter().map(|(_, value)| value).collect();
    let one = |name: &'static str, list: &[Facet], link: &dyn Fn(&str, &Facet) -> Address<SearchRequest>| {
        let (mut first, mut others, mut beyond) = (Vec::new(), Vec::new(), 0);
        for facet in list {
            let Some(value) = facet.value.as_deref() else { continue };
            let is_listed = others.len() < OTHERS;
            // An address is made only where it is shown, or where it may be that of this page: there are thousands.
            let link = (is_listed || chosen.contains(value)).then(|| link(value, facet));
            match link {
                Some(link) if link.request() == here.request() => {}
                Some(link) if is_listed => {
                    let list = if first.len() < FIRST { &mut first } else { &mut others };
                    list.push(Choice { label: label(name, facet), passages: facet.passages, link: link.relative() });
                }
                _ => beyond += 1,
            }
        }
        Filter { name, first, others, beyond }
    };
    let newest_first: Vec<Facet> = facets.year.iter().rev().cloned().collect();
    let lists = [
        one("Year", &newest_first, &|year, _| within(here, year)),
        one("Committee", &facets.committee, &|id, _| adding(here, |filters| &mut filters.committee, Some(id.into()))),
        one("Council", &facets.council, &|id, _| adding(here, |filters| &mut filters.council, Some(id.into()))),
        one("Speaker", &facets.speaker, &|value, facet| match value == facet.label {
            // Who was identified has an id; others are known by the words as printed.
            true => adding(here, |filters| &mut filters.speaker, Some(value.into())),
            false => adding(here, |filters| &mut filters.person, Some(value.into())),
        }),
        one("How sure the speaker is", &facets.certainty, &|word, _| {
            adding(here, |filters| &mut filters.certainty, Word::parse(word))
        }),
        one("Kind of paper", &facets.kind, &|word, _| adding(here, |filters| &mut filters.kind, Word::parse(word))),
        one("What it does", &doing(&facets.act), &|word, _| {
            adding(here, |filters| &mut filters.act, Word::parse(word))
        }),
    ];
    // One council is no choice, nor is one certainty.
    let alone = |list: &Filter| matches!(list.name, "Council" | "How sure the speaker is") && list.first.len() < 2;
    let lists = lists.into_iter().filter(|list| !list.first.is_empty() && !alone(list));
    lists.collect()
}

/// The same search with one more value of a filter.
fn adding<T: PartialEq>(
    here: &Address<SearchRequest>,
    filter: fn(&mut FilterParams) -> &mut Vec<T>,
    value: Option<T>,
) -> Address<SearchRequest> {
    here.with(|request| {
        let chosen = filter(&mut request.filters);
        chosen.extend(value.filter(|value| !chosen.contains(value)));
    })
}

/// The same search within a year or a month.
pub fn within(here: &Address<SearchRequest>, period: &str) -> Address<SearchRequest> {
    let set = |request: &mut SearchRequest, day| (request.filters.since, request.filters.until) = (day, day);
    here.with(|request| set(request, None)).with(|request| set(request, Day::parse(period)))
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
pub fn chips<R: Request>(context: &ReadContext<'_>, here: &Address<R>) -> Vec<Chip> {
    chips_with(context, here, "Speaker")
}

/// What was chosen; `person` is what somebody who was chosen by their id is to this page.
pub fn chips_with<R: Request>(context: &ReadContext<'_>, here: &Address<R>, person: &str) -> Vec<Chip> {
    chosen(context, here.request(), person).into_iter().map(|chosen| chip(here, chosen)).collect()
}

/// What was chosen but for people, where the page is of those.
pub fn chips_beside_people<R: Request>(context: &ReadContext<'_>, here: &Address<R>) -> Vec<Chip> {
    let chosen = chosen(context, here.request(), "").into_iter().filter(|(_, limit, _)| *limit != Limit::Person);
    chosen.map(|chosen| chip(here, chosen)).collect()
}

fn chip<R: Request>(here: &Address<R>, (label, limit, value): (String, Limit, String)) -> Chip {
    Chip { label, link: here.with(|request| *request = request.without(limit, &value)).to_string() }
}

/// What limits a request: what people call each, and its value.
pub fn chosen(context: &ReadContext<'_>, request: &impl Request, person: &str) -> Vec<(String, Limit, String)> {
    let chosen = request.limits().into_iter();
    chosen.filter_map(|(limit, value)| Some((limit_in_words(context, limit, &value, person)?, limit, value))).collect()
}

fn limit_in_words(context: &ReadContext<'_>, limit: Limit, value: &str, person: &str) -> Option<String> {
    let named = || named(context, limit, value);
    Some(match limit {
        Limit::Since => format!("From {}", words::period(value)),
        Limit::Until => format!("Until {}", words::period(value)),
        Limit::Speaker => format!("Speaker: {value}"),
        Limit::Person => format!("{person}: {}", named()),
        Limit::Committee => format!("Committee: {}", named()),
        Limit::Council => format!("Council: {}", named()),
        Limit::Kind => format!("Kind of paper: {}", words::plain(value)),
        Limit::Act => format!("What it does: {}", words::plain(value)),
        Limit::Item => format!("Agenda item: {value}"),
        Limit::Meeting => format!("Meeting: {}", named()),
        Limit::Document => format!("Document: {}", named()),
        Limit::Attribution => format!("Speaker known: {value}"),
        Limit::Certainty if value == "sure" => "Only where it is sure who speaks".to_owned(),
        Limit::Certainty => "Where it is likely who speaks".to_owned(),
        Limit::Undated => "Also papers without a date".to_owned(),
        Limit::DueBefore => format!("Due by {}", words::period(value)),
        Limit::Outcome => format!("Outcome: {value}"),
        Limit::Owner => format!("Who: {}", named()),
        Limit::Status => format!("What became of it: {}", words::plain(value)),
        Limit::Basis => format!("What it rests on: {}", words::plain(value)),
        Limit::WithMinutes if value == "true" => "With minutes".to_owned(),
        Limit::WithMinutes => "Without minutes".to_owned(),
        Limit::Copies if value == "all" => "Every published copy".to_owned(),
        Limit::Related if value == "true" => "Also in other words".to_owned(),
        Limit::Related if value != "false" => format!("Also: {}", words::routes(value)),
        Limit::Copies | Limit::Related => return None,
    })
}

/// What people call the thing that a value is the id of; any other value as it was typed.
pub fn named(context: &ReadContext<'_>, limit: Limit, value: &str) -> String {
    let name = match limit {
        Limit::Person | Limit::Owner => queries::person_named(context, value).map(|found| found.name),
        Limit::Committee => queries::committee(context, value).map(|found| found.name),
        Limit::Council => queries::council(context, value).map(|found| found.name),
        Limit::Meeting => queries::meeting(context, value)
            .map(|found| format!("{}, {}", found.committee.name, words::day(&found.date))),
        Limit::Document => queries::held(context, value).map(|found| found.title),
        _ => return value.to_owned(),
    };
    name.unwrap_or_else(|_| value.to_owned())
}

/// What a search was understood to ask, with names for the ids that stand in it.
pub fn in_names(context: &ReadContext<'_>, parsed: &ParsedQuery) -> String {
    parsed.query.understood_with(&parsed.filters, |filter, id| {
        let limit = match filter {
            IdFilter::Person => Limit::Person,
            IdFilter::Committee => Limit::Committee,
            IdFilter::Council => Limit::Council,
            IdFilter::Meeting => Limit::Meeting,
            IdFilter::Document => Limit::Document,
        };
        Some(named(context, limit, id))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::params::parse;

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
        let here = Address::new("/search", &parse("q=x&kind=minutes").unwrap());
        let drawn: Vec<_> = filters(&facets, &here).into_iter().flat_map(|f| f.first).map(|c| c.link).collect();
        assert_eq!(
            drawn,
            [
                "?kind=minutes&q=x&since=2022&until=2022",
                "?kind=minutes&q=x&person=a.ann-ash",
                "?kind=minutes&q=x&speaker=The+Chair",
            ]
        );
    }
}
