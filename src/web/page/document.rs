//! One published file, read page by page: its text beside the page as it was published, mentions marked, and the way
//! from each to the next.

use super::address::Address;
use super::result::{Piece, pieces, place};
use super::{Drawn, Shell, draw, question, words};
use crate::store::read::Slice;
use crate::web::error::Problem;
use crate::web::params::{Ask, Asked, FILTERS, Param, Takes, Values, one};
use crate::web::state::App;
use crate::web::view::{self, Document, DocumentPage, Moment, PagePassage, SearchAsk};
use askama::Template;
use axum::extract::{Path, State};
use std::collections::HashMap;

/// Which page, and what to mark on it.
#[derive(Debug)]
pub struct PageAsk(Values);

const PAGE: &[Param] = &[
    one("page", Takes::Number(1, 1_000_000), "page of the file, from 1"),
    one("part", Takes::Number(1, 10_000_000), "part of a long page, from 1"),
    one("passage", Takes::Text, "the passage whose part of the page is shown"),
    FILTERS[0],
];

/// Passages shown at once. Files without pages of their own (text, records) are one page of any length.
const PART: u64 = 60;

/// Most mentions that are looked up to mark them and to lead from one to the next.
const MOST_FOUND: usize = 500;

impl Ask for PageAsk {
    const PARAMS: &'static [&'static [Param]] = &[PAGE];

    fn ask(values: Values) -> Result<Self, Problem> {
        Ok(Self(values))
    }
}

#[derive(Template)]
#[template(path = "document.html")]
struct OneDocument {
    shell: Shell,
    q: String,
    document: Document,
    /// The page that is shown.
    shown: u32,
    page: Option<DocumentPage>,
    lines: Vec<Line>,
    hits: Vec<Hit>,
    mentions: u64,
    before: Option<String>,
    after: Option<String>,
    pages: Vec<PageLink>,
    part: Part,
    /// All mentions, where there are more than are marked.
    all: Option<String>,
}

/// Which part of a long page is shown.
struct Part {
    n: u64,
    of: u64,
    before: Option<String>,
    after: Option<String>,
}

/// A passage of the page with what was asked for marked.
struct Line {
    passage: PagePassage,
    pieces: Vec<Piece>,
}

/// A page, or a part of a long one, with mentions.
struct Hit {
    page: u32,
    /// Part of the page, where it has several.
    part: u64,
    mentions: u64,
    link: String,
}

/// The way to a page.
struct PageLink {
    n: u32,
    link: String,
}

pub async fn document(State(app): State<App>, Path(id): Path<String>, Asked(PageAsk(values)): Asked<PageAsk>) -> Drawn {
    let page = app.ask(move |at| read(at, &id, &values)).await?;
    draw(&page)
}

fn read(at: &Moment<'_>, id: &str, values: &Values) -> Result<OneDocument, Problem> {
    let document = view::document(at, id)?;
    let q = values.text("q").unwrap_or_default().to_owned();
    let (found, all) = if q.is_empty() { (Vec::new(), None) } else { found(at, id, &q)? };
    let asked = values.number("page").and_then(|n| u32::try_from(n).ok());
    let first = found.iter().min_by_key(|passage| passage.page);
    let n = asked.unwrap_or_else(|| first.map_or(1, |passage| passage.page));
    let chosen = values.text("passage").or(first.filter(|_| asked.is_none()).map(|passage| passage.id.as_str()));
    let part = match (values.number("part"), chosen) {
        (Some(part), _) => part,
        (None, Some(passage)) => {
            view::places_on_page(at, id, n, &[passage])?.get(passage).copied().unwrap_or(0) / PART + 1
        }
        (None, None) => 1,
    };
    let slice = Slice { offset: (part - 1) * PART, limit: PART };
    let page = if document.pages > 0 { Some(view::document_page(at, id, n, slice)?) } else { None };
    let marks: HashMap<&str, &[[usize; 2]]> =
        found.iter().map(|passage| (passage.id.as_str(), passage.highlights.as_slice())).collect();
    let lines = page.iter().flat_map(|page| &page.passages).map(|passage| {
        let spans = marks.get(passage.id.as_str()).copied().unwrap_or_default();
        Line { pieces: pieces(&passage.text, spans, usize::MAX), passage: passage.clone() }
    });
    let lines = lines.collect();
    let total = page.as_ref().map_or(0, |page| page.total_passages);
    let parts = total.div_ceil(PART).max(1);
    let places = if parts > 1 {
        let found: Vec<&str> = found.iter().map(|passage| passage.id.as_str()).collect();
        view::places_on_page(at, id, n, &found)?
    } else {
        HashMap::new()
    };
    let hits = hits(id, &q, &found, n, &places);
    let near = |from: u32| {
        let mut address = Address::new(format!("/documents/{id}")).and("page", from.to_string());
        if !q.is_empty() {
            address = address.and("q", &q);
        }
        address.to_string()
    };
    let last = document.pages;
    let window = n.saturating_sub(3).max(1)..=n.saturating_add(3).min(last);
    let listed = [1].into_iter().chain(window).chain([last]).filter(|&page| page >= 1);
    let mut pages: Vec<PageLink> = listed.map(|n| PageLink { n, link: near(n) }).collect();
    pages.dedup_by_key(|link| link.n);
    let near_part = |part: u64| (1..=parts).contains(&part).then(|| format!("{}&part={part}", near(n)));
    Ok(OneDocument {
        shell: Shell::new(format!("{}, page {n}", document.title), ""),
        before: hits.iter().rev().find(|hit| (hit.page, hit.part) < (n, part)).map(|hit| hit.link.clone()),
        after: hits.iter().find(|hit| (hit.page, hit.part) > (n, part)).map(|hit| hit.link.clone()),
        mentions: hits.iter().map(|hit| hit.mentions).sum(),
        hits,
        lines,
        shown: n,
        page,
        pages,
        part: Part { n: part, of: parts, before: near_part(part - 1), after: near_part(part + 1) },
        all,
        document,
        q,
    })
}

/// The passages of the document that have a mention, the first [`MOST_FOUND`] of them; and the search that lists all,
/// where there are more.
fn found(at: &Moment<'_>, id: &str, q: &str) -> Result<(Vec<view::Passage>, Option<String>), Problem> {
    let here = Address::new("/search")
        .and("q", q)
        .and("document", id)
        .and("copies", "all")
        .and("sort", "oldest")
        .and("page_size", "100");
    let mut passages = Vec::new();
    let mut cursor: Option<String> = None;
    loop {
        let mut asked: SearchAsk = question(&here)?;
        asked.ask.cursor = cursor;
        let answer = view::search(at, &asked)?;
        passages.extend(answer.results);
        cursor = answer.next;
        if cursor.is_none() {
            return Ok((passages, None));
        }
        if passages.len() >= MOST_FOUND {
            return Ok((passages, Some(here.without("page_size").to_string())));
        }
    }
}

/// Where the mentions are; `places` tells how many passages of page `n` stand before one.
fn hits(id: &str, q: &str, found: &[view::Passage], n: u32, places: &HashMap<String, u64>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for passage in found {
        let before = if passage.page == n { places.get(&passage.id).copied().unwrap_or(0) } else { 0 };
        let part = before / PART + 1;
        match hits.iter_mut().find(|hit| (hit.page, hit.part) == (passage.page, part)) {
            Some(hit) => hit.mentions += passage.mentions,
            None => hits.push(Hit {
                page: passage.page,
                part,
                mentions: passage.mentions,
                link: place(id, passage.page, &passage.id, q),
            }),
        }
    }
    hits.sort_by_key(|hit| (hit.page, hit.part));
    hits
}
