//! The routes to other words, to take or leave, and other names of what was asked for, to ask for as well.

use super::address::Address;
use super::filters::Chip;
use super::words;
use crate::web::answers::{RelatedTerm, RouteCount};
use crate::web::params::{Related, SearchRequest};
use index::{RouteKind, Routes};

/// One route on the page.
pub struct Way {
    /// What it is called.
    pub label: &'static str,
    /// Whether it is taken.
    pub here: bool,
    /// How many passages came by it, where it is taken.
    pub passages: Option<u64>,
    /// Where it is taken, or left out.
    pub link: String,
}

/// Every route with what it found, and the address that takes it or leaves it out.
pub fn ways(here: &Address<SearchRequest>, taken: &Routes, found: &[RouteCount]) -> Vec<Way> {
    let way = |kind: RouteKind| {
        let is_here = taken.has(kind);
        let others =
            RouteKind::sought().filter(|other| (taken.has(*other) && *other != kind) || (!is_here && *other == kind));
        let others: Vec<RouteKind> = others.collect();
        let related = (!others.is_empty()).then_some(Related::Some(others));
        let counted = found.iter().find(|count| count.route == kind.as_str()).map_or(0, |count| count.passages);
        Way {
            label: words::route(kind),
            here: is_here,
            passages: is_here.then_some(counted),
            link: here.with(|request| request.otherwise.related = related).to_string(),
        }
    };
    RouteKind::sought().map(way).collect()
}

/// Other names, each with its count, and the address that asks for it as well.
pub fn names(here: &Address<SearchRequest>, q: &str, terms: Vec<RelatedTerm>) -> Vec<Chip> {
    let chip = |term: RelatedTerm| Chip {
        label: format!("{}, {}", term.term.trim_matches('"'), words::figure(term.passages)),
        link: here.with(|request| request.filters.q = Some(format!("{q} OR {}", term.term).into())).to_string(),
    };
    terms.into_iter().map(chip).collect()
}
