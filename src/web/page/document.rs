//! One published file, read page by page: its text beside the page as it was published, mentions marked, and the way
//! from each to the next.

use super::address::Address;
use super::result::{Piece, pieces, place};
use super::{Drawn, Shell, draw, question, words};
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

const PAGE: &[Param] = &[one("page", Takes::Number(1, 1_000_000), "page of the file, from 1"), FILTERS[0]];

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
    page: Option<DocumentPage>,
    lines: Vec<Line>,
    hits: Vec<Hit>,
    mentions: u64,
    before: Option<String>,
    after: Option<String>,
    pages: Vec<PageLink>,
}

/// A passage of the page with what was asked for marked.
struct Line {
    passage: PagePassage,
    pieces: Vec<Piece>,
}

/// A page with mentions.
struct Hit {
    page: u32,
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
    let found = if q.is_empty() { Vec::new() } else { found(at, id, &q)? };
    let asked = values.number("page").and_then(|n| u32::try_from(n).ok());
    let n = asked.unwrap_or_else(|| found.iter().map(|passage| passage.page).min().unwrap_or(1));
    let page = if document.pages > 0 { Some(view::document_page(at, id, n)?) } else { None };
    let marks: HashMap<&str, &[[usize; 2]]> =
        found.iter().map(|passage| (passage.id.as_str(), passage.highlights.as_slice())).collect();
    let lines = page.iter().flat_map(|page| &page.passages).map(|passage| {
        let spans = marks.get(passage.id.as_str()).copied().unwrap_or_default();
        Line { pieces: pieces(&passage.text, spans, usize::MAX), passage: passage.clone() }
    });
    let lines = lines.collect();
    let hits = hits(id, &q, &found);
    let near = |from: u32| {
        let mut address = Address::new(format!("/documents/{id}")).and("page", from.to_string());
        if !q.is_empty() {
            address = address.and("q", &q);
        }
        address.to_string()
    };
    let last = document.pages;
    let window = n.saturating_sub(3).max(1)..=n.saturating_add(3).min(last);
    let shown = [1].into_iter().chain(window).chain([last]).filter(|&page| page >= 1);
    let mut pages: Vec<PageLink> = shown.map(|n| PageLink { n, link: near(n) }).collect();
    pages.dedup_by_key(|link| link.n);
    Ok(OneDocument {
        shell: Shell::new(format!("{}, page {n}", document.title), ""),
        before: hits.iter().rev().find(|hit| hit.page < n).map(|hit| hit.link.clone()),
        after: hits.iter().find(|hit| hit.page > n).map(|hit| hit.link.clone()),
        mentions: hits.iter().map(|hit| hit.mentions).sum(),
        hits,
        lines,
        page,
        pages,
        document,
        q,
    })
}

/// Every passage of the document that has a mention.
fn found(at: &Moment<'_>, id: &str, q: &str) -> Result<Vec<view::Passage>, Problem> {
    let here = Address::new("")
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
            return Ok(passages);
        }
    }
}

fn hits(id: &str, q: &str, found: &[view::Passage]) -> Vec<Hit> {
    let mut hits: Vec<Hit> = Vec::new();
    for passage in found {
        match hits.iter_mut().find(|hit| hit.page == passage.page) {
            Some(hit) => hit.mentions += passage.mentions,
            None => hits.push(Hit {
                page: passage.page,
                mentions: passage.mentions,
                link: place(id, passage.page, &passage.id, q),
            }),
        }
    }
    hits.sort_by_key(|hit| hit.page);
    hits
}
