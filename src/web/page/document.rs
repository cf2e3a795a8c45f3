//! One published file, read page by page: its text beside the page as it was published, mentions marked, and the way
//! from each to the next.

use super::address::Address;
use super::fields::text;
use super::result::{self, Piece, pieces};
use super::{Drawn, Shell, draw, words};
use crate::store::read::Slice;
use crate::web::answers::{Document, DocumentPage, PagePassage};
use crate::web::error::Problem;
use crate::web::params::{CopyChoice, Number, Params, PassageOrder, ReaderParams, ReaderRequest, SearchRequest, Word};
use crate::web::queries::{self, ReadContext};
use crate::web::state::App;
use askama::Template;
use axum::extract::{Path, State};
use std::collections::HashMap;

/// Characters of a page that are shown at once, so that with its style it stays below 60 kB. Files without pages of
/// their own (text, records) are one page of any length.
const PART: u32 = 26_000;

/// Pages with mentions that are listed on either side of the one that is shown; the search lists all.
const NEAR: usize = 8;

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
    /// How many further pages, or parts of one, have mentions.
    beyond: usize,
    mentions: u64,
    /// What of the mentions was cut, in words.
    cut: Vec<String>,
    before: Option<String>,
    after: Option<String>,
    pages: Vec<PageLink>,
    page_before: Option<String>,
    page_after: Option<String>,
    /// Of a file that holds several documents: those of them that this page is of.
    inside: Option<String>,
    part: Part,
    /// All mentions in the document, as a search.
    all: String,
}

impl OneDocument {
    /// How many documents the file holds.
    fn inside_count(&self) -> u64 {
        self.document.components.as_ref().map_or(0, Vec::len) as u64
    }
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

pub async fn document(State(app): State<App>, Path(id): Path<String>, Params(request): Params<ReaderRequest>) -> Drawn {
    let page = app.answer(move |context| load(context, &id, &request.reader)).await?;
    draw(&page)
}

fn load(context: &ReadContext<'_>, id: &str, asked: &ReaderParams) -> Result<OneDocument, Problem> {
    let document = queries::document(context, id)?;
    let q = text(asked.q.as_ref());
    let within = if q.is_empty() { None } else { Some(queries::within(context, id, &q)?) };
    let found = within.as_ref().map_or(&[][..], |within| &within.found);
    let wanted_page = asked.page.and_then(|n| u32::try_from(n.0).ok());
    let first = found.first().filter(|_| wanted_page.is_none());
    let n = wanted_page.unwrap_or_else(|| first.map_or(1, |place| place.page));
    let chosen = asked.passage.as_deref().or(first.map(|place| place.passage.as_str()));
    let parts = if document.pages > 0 { queries::parts_of_page(context, id, n, PART)? } else { Vec::new() };
    let on_page = found.iter().filter(|place| place.page == n).map(|place| place.passage.as_str());
    let places = match parts.len() {
        0 | 1 => HashMap::new(),
        _ => queries::part_of_page(context, id, n, PART, &on_page.chain(chosen).collect::<Vec<_>>())?,
    };
    let part = asked.part.map(|part| part.0).or(chosen.and_then(|passage| places.get(passage).copied())).unwrap_or(1);
    let slice = parts.get(part as usize - 1).copied().unwrap_or(Slice::NONE);
    let page = if document.pages > 0 { Some(queries::document_page(context, id, n, slice)?) } else { None };
    let lines = page.iter().flat_map(|page| &page.passages).map(|passage| {
        let marks = within.as_ref().map_or(Ok(Vec::new()), |within| within.marks(&passage.id))?;
        Ok(Line { pieces: pieces(&passage.text, &marks, usize::MAX), passage: passage.clone() })
    });
    let lines = lines.collect::<Result<_, Problem>>()?;
    let parts = parts.len().max(1) as u64;
    let hits = hits(id, &q, found, n, &places);
    let before = hits.partition_point(|hit| (hit.page, hit.part) < (n, part));
    let after = hits.partition_point(|hit| (hit.page, hit.part) <= (n, part));
    let here = result::page(id, n, &q);
    let near = |n: u32| result::page(id, n, &q).to_string();
    let window = before.saturating_sub(NEAR)..(after + NEAR).min(hits.len());
    Ok(OneDocument {
        shell: Shell::new(format!("{}, page {n}", document.title), ""),
        before: before.checked_sub(1).map(|nth| hits[nth].link.clone()),
        after: hits.get(after).map(|hit| hit.link.clone()),
        mentions: found.iter().map(|place| place.mentions).sum(),
        beyond: hits.len() - window.len(),
        hits: hits.into_iter().skip(window.start).take(window.len()).collect(),
        cut: within.map(|within| within.cut).unwrap_or_default(),
        lines,
        shown: n,
        page,
        pages: pages_around(id, &q, n, document.pages),
        page_before: n.checked_sub(1).filter(|&n| n > 0).map(near),
        page_after: Some(n + 1).filter(|&n| n <= document.pages).map(near),
        inside: inside(&document, n),
        part: Part::new(&here, part, parts),
        all: search_within(id, &q),
        document,
        q,
    })
}

/// The ways to the first page, the last, and those around page `n`.
fn pages_around(id: &str, q: &str, n: u32, last: u32) -> Vec<PageLink> {
    let window = n.saturating_sub(3).max(1)..=n.saturating_add(3).min(last);
    let listed = [1].into_iter().chain(window).chain([last]).filter(|&page| page >= 1);
    let mut pages: Vec<PageLink> = listed.map(|n| PageLink { n, link: result::page(id, n, q).to_string() }).collect();
    pages.dedup_by_key(|link| link.n);
    pages
}

impl Part {
    /// Part `n` of `of` parts of the page at `page`.
    fn new(page: &Address<ReaderRequest>, n: u64, of: u64) -> Self {
        let link = |part: u64| page.with(|request| request.reader.part = Some(Number(part))).to_string();
        let near = |part: u64| (1..=of).contains(&part).then(|| link(part));
        Self { n, of, before: near(n - 1), after: near(n + 1) }
    }
}

/// The documents inside a file that have something on page `n`, where it holds several.
fn inside(document: &Document, n: u32) -> Option<String> {
    let parts = document.components.as_ref().filter(|parts| parts.len() > 1)?;
    let named = parts.iter().filter(|part| (part.first_page..=part.last_page).contains(&n)).map(|part| {
        let day = words::dated(part.date.as_deref(), part.date_basis.as_deref());
        let day = if part.title.contains(&day) { String::new() } else { format!(", {day}") };
        format!("“{}”{day} (pages {} to {})", part.title, part.first_page, part.last_page)
    });
    Some(named.collect::<Vec<_>>().join(" and ")).filter(|named| !named.is_empty())
}

/// The search that lists every mention in a document.
fn search_within(id: &str, q: &str) -> String {
    let search = Address::new("/search", &SearchRequest::default());
    let search = search.with(|request| request.filters.q = Some(q.into()));
    let search = search.with(|request| request.filters.document.push(id.into()));
    let search = search.with(|request| request.reading.copies = Some(Word(CopyChoice::All)));
    search.with(|request| request.order.sort = Some(Word(PassageOrder::Oldest))).to_string()
}

/// The pages and parts with mentions, as they follow each other; `places` tells in which part of page `n` a
/// passage stands, where it has several.
fn hits(id: &str, q: &str, found: &[queries::Place], n: u32, places: &HashMap<String, u64>) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for place in found {
        let part = if place.page == n { places.get(&place.passage).copied().unwrap_or(1) } else { 1 };
        match hits.last_mut().filter(|hit| (hit.page, hit.part) == (place.page, part)) {
            Some(hit) => hit.mentions += place.mentions,
            None => hits.push(Hit {
                page: place.page,
                part,
                mentions: place.mentions,
                link: result::place(id, place.page, &place.passage, q),
            }),
        }
    }
    hits
}
