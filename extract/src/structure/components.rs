//! The documents inside a file: where each begins and ends.
//!
//! A file is one component unless it says or shows that it holds several: by its metadata title, name or label, its
//! bookmarks, the stamps of its items, an agenda before other documents, or two documents of one form. Debris (stamps,
//! blank pages) belongs to the component before it.

use super::kinds;
use super::openings::{self, Opening};
use crate::content::{Block, Content, OutlineEntry, Page};
use crate::context::Context;
use record::Kind;
use std::ops::Range;

patterns! {
    /// The stamp on the first page of an item.
    STAMP = r"(?i)^\s*agenda\s+item\s+(?:no\.?\s*)?\d+[a-z]?\s*$";
    /// A bookmark of an item: "7 Quarterly report".
    ITEM_MARK = r"^\s*\d{1,3}[a-z]?[.)]?\s+\S";
    /// A heading of a report that brought its own bookmarks: "9.\tBackground Documents", "2.1 Options".
    SECTION_MARK = r"(?i)^\s*(?:\d+(?:\.\d+)*\.?\t|\d+(?:\.\d+)*\.\s|\d+\.\d+\s|(?:executive\s+)?summary$|background$|introduction$|recommendations?$|conclusions?$|contents$|_)";
    /// The bookmark of the agenda.
    AGENDA_MARK = r"(?i)^\s*(?:agenda|front\s*sheet|letter)\b";
}

/// One document of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    /// Its blocks.
    pub blocks: Range<usize>,
    /// The kind that its opening form tells.
    pub kind: Option<Kind>,
    /// The title that a bookmark gives it.
    pub title: Option<String>,
}

/// Splits a file. Gives at least one part, which covers every block.
pub fn split(content: &Content, blocks: &[Block], context: &Context) -> Vec<Part> {
    let openings = openings::find(blocks);
    let front = openings::front(blocks);
    let mut starts = if is_pack(content, blocks, context, &openings, front) {
        pack_starts(content, blocks, openings)
    } else {
        let first = openings.into_iter().next();
        first.map(|o| Start { at: 0, kind: Some(o.kind), title: None }).into_iter().collect()
    };
    match starts.first_mut() {
        // What little stands before the first opening is its head; more than that is a document of its own.
        Some(first) if first.at == 0 || words(&blocks[..first.at]) < 12 => first.at = 0,
        Some(first) if first.kind == Some(Kind::Minutes) && is_lead_in(&blocks[..first.at]) => first.at = 0,
        _ => starts.insert(0, Start { at: 0, kind: None, title: None }),
    }
    if let Some(first) = starts.first_mut()
        && first.kind.is_none_or(|k| k == Kind::Report)
    {
        first.kind = front.or(first.kind);
    }
    let ends = starts.iter().skip(1).map(|s| s.at).chain([blocks.len()]).collect::<Vec<_>>();
    starts
        .into_iter()
        .zip(ends)
        .map(|(start, end)| Part { blocks: start.at..end, kind: start.kind, title: start.title })
        .collect()
}

struct Start {
    at: usize,
    kind: Option<Kind>,
    title: Option<String>,
}

/// Whether the file holds several documents.
fn is_pack(content: &Content, blocks: &[Block], context: &Context, openings: &[Opening], front: Option<Kind>) -> bool {
    let facts = &context.facts;
    let titles = [content.metadata.title.as_deref(), facts.title.as_deref(), Some(facts.file_name.as_str())];
    let stamps = blocks.iter().filter(|b| STAMP.is_match(&b.text)).count();
    let marks = content.outline.iter().filter(|m| m.level == 0 && ITEM_MARK.is_match(&m.title)).count();
    let agenda_mark = content.outline.iter().any(|m| AGENDA_MARK.is_match(&m.title));
    let again = |kind: Kind| openings.iter().filter(|o| o.kind == kind).count() > 1;
    // An inspection report ends with pages of addresses, and quotes letters: it is one document.
    if openings.first().is_some_and(|o| o.kind == Kind::InspectionReport && words(&blocks[..o.at]) < 40) {
        return false;
    }
    titles.into_iter().flatten().any(kinds::says_pack)
        || stamps >= 2
        || (agenda_mark && marks >= 1)
        || again(Kind::Minutes)
        || again(Kind::Report)
        || has_minutes_behind_summons(blocks, openings)
        || (front == Some(Kind::Agenda) && openings.iter().any(|o| o.at > 0 && words(&blocks[..o.at]) > 60))
}

/// Whether a letter that calls to a meeting stands before the minutes of it: papers are filed so, each with its summons.
fn has_minutes_behind_summons(blocks: &[Block], openings: &[Opening]) -> bool {
    let [first, next, ..] = openings else { return false };
    first.kind == Kind::Letter && next.kind == Kind::Minutes && openings::calls_to_meeting(&blocks[first.at..next.at])
}

/// Where the documents of a pack begin: at its bookmarks, at item stamps, and wherever a form leaves no doubt.
fn pack_starts(content: &Content, blocks: &[Block], openings: Vec<Opening>) -> Vec<Start> {
    let mut starts: Vec<Start> = Vec::new();
    let of_documents =
        |mark: &&OutlineEntry| mark.level == 0 || (mark.level == 1 && !SECTION_MARK.is_match(&mark.title));
    for mark in content.outline.iter().filter(of_documents) {
        let Some(at) = mark.page.and_then(|page| blocks.iter().position(|b| b.page >= page && !b.furniture)) else {
            continue;
        };
        starts.push(Start { at, kind: None, title: Some(mark.title.trim().to_owned()) });
    }
    if starts.is_empty() {
        starts.extend(stamped(blocks));
        starts.extend(turned(&content.pages, blocks));
    }
    let page = |i| openings::title_page(blocks, i).or_else(|| openings::minutes_page(blocks, i));
    let titles = (0..blocks.len()).filter_map(page);
    for opening in openings.into_iter().chain(titles) {
        let same = starts.iter_mut().filter(|s| near(blocks, s.at, &opening)).max_by_key(|s| s.at);
        match same {
            Some(start) => {
                start.kind = start.kind.or(Some(opening.kind));
                // Bookmarks point to a page; what stands above the opening on it is the tail of the one before.
                start.at = start.at.min(opening.at);
            }
            None => starts.push(Start { at: opening.at, kind: Some(opening.kind), title: None }),
        }
    }
    starts.sort_by_key(|s| s.at);
    starts.dedup_by(|later, first| {
        let same = later.at == first.at;
        if same {
            first.kind = first.kind.or(later.kind);
            // The attachment's name says more than the item's.
            first.title = later.title.take().or(first.title.take());
        }
        same
    });
    starts
}

/// Whether a start and an opening are one: the start stands inside the opening or a few words before it on its page.
fn near(blocks: &[Block], start: usize, opening: &Opening) -> bool {
    let inside = (opening.at..=opening.anchor).contains(&start);
    let same_page = || blocks[start].page == blocks[opening.at].page;
    inside || (start < opening.at && same_page() && words(&blocks[start..opening.at]) < 12)
}

/// First blocks of the pages that carry an item's stamp.
fn stamped(blocks: &[Block]) -> Vec<Start> {
    let pages: Vec<u32> = blocks.iter().filter(|b| STAMP.is_match(&b.text)).map(|b| b.page).collect();
    let first_of = |page: u32| blocks.iter().position(|b| b.page == page && !b.furniture && !STAMP.is_match(&b.text));
    let starts = pages.into_iter().filter_map(first_of);
    starts.map(|at| Start { at, kind: None, title: None }).collect()
}

/// First blocks of runs of pages turned to landscape, three or longer: slides bound in among reports.
fn turned(pages: &[Page], blocks: &[Block]) -> Vec<Start> {
    let landscape = |p: &Page| p.width > p.height && p.height > 0.0;
    let mut starts = Vec::new();
    for (i, page) in pages.iter().enumerate() {
        let begins = landscape(page) && (i == 0 || !landscape(&pages[i - 1]));
        let length = pages[i..].iter().take_while(|p| landscape(p)).count();
        let ends = i > 0 && !landscape(page) && landscape(&pages[i - 1]);
        let run_before = pages[..i].iter().rev().take_while(|p| landscape(p)).count();
        if ((begins && length >= 3) || (ends && run_before >= 3))
            && let Some(at) = blocks.iter().position(|b| b.page == page.number && !b.furniture)
        {
            let kind = (begins && few_words(&pages[i..i + length])).then_some(Kind::Presentation);
            starts.push(Start { at, kind, title: None });
        }
    }
    starts
}

/// Whether pages have so few words each as slides have.
pub fn few_words(pages: &[Page]) -> bool {
    let words: usize = pages.iter().flat_map(|p| &p.lines).map(|l| l.text.split_whitespace().count()).sum();
    words < pages.len().max(1) * 220
}

/// Whether what stands before the first head of minutes is only a page's title, fields and links: no sentence in it.
fn is_lead_in(blocks: &[Block]) -> bool {
    openings::front(blocks).is_none()
        && words(blocks) < 60
        && !blocks.iter().any(|b| b.text.split_whitespace().count() > 12 && b.text.trim_end().ends_with('.'))
}

fn words(blocks: &[Block]) -> usize {
    blocks.iter().filter(|b| !b.furniture).map(|b| b.text.split_whitespace().count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::{block, furniture, heading};

    fn shown(parts: &[Part]) -> Vec<String> {
        let one = |p: &Part| {
            let kind = p.kind.map_or("-".to_owned(), |k| k.to_string());
            let title = p.title.as_deref().map(|t| format!(" {t}")).unwrap_or_default();
            format!("{}..{} {kind}{title}", p.blocks.start, p.blocks.end)
        };
        parts.iter().map(one).collect()
    }

    #[test]
    fn a_report_with_headings_of_appendices_is_one_document() {
        let blocks = [
            heading("NORTHGATE COUNCIL"),
            block("Report to: Cabinet"),
            block("Date: July 2022"),
            block("Report of: Ann Elm"),
            heading("APPENDIX 1: LETTER"),
            block("9 May 2022"),
            block("Dear Ann"),
        ];
        assert_eq!(shown(&split(&Content::default(), &blocks, &Context::default())), ["0..7 report"]);
    }

    #[test]
    fn an_agenda_before_other_documents_makes_a_pack() {
        let long =
            "For help, advice and information about this meeting please contact the officer whose name is given here ";
        let blocks = [
            block("AGENDA PAPERS MARKED 'TO FOLLOW' FOR SCRUTINY COMMITTEE"),
            block("Date: Tuesday, 5 July 2022"),
            block(&long.repeat(5)),
            heading("SCRUTINY COMMITTEE"),
            heading("9 FEBRUARY 2022"),
            heading("PRESENT"),
            block("Councillor D. Elm (in the Chair)."),
            furniture("This page is intentionally left blank"),
            heading("NORTHGATE COUNCIL"),
            block("Report to: Scrutiny Committee"),
            block("Date: July 2022"),
            block("Report of: Ann Elm"),
        ];
        let parts = split(&Content::default(), &blocks, &Context::default());
        assert_eq!(shown(&parts), ["0..3 agenda", "3..8 minutes", "8..12 report"]);
    }

    #[test]
    fn minutes_behind_their_summons_are_documents_of_their_own() {
        let entry = |marker: &str, text: &str| Block { marker: Some(marker.into()), ..block(text) };
        let paper = |notice: &str| {
            [
                block("Elm County Council, Town Hall"),
                block("3rd May 2022"),
                block("Dear Councillor,"),
                block(notice),
                block("Yours sincerely"),
                block("Jo Oak"),
                block("AGENDA"),
                entry("1.", "Mill roof"),
                entry("2.", "Weir"),
                block("MINUTES OF THE SPECIAL MEETING OF ELM COUNTY COUNCIL HELD ON THE 9th MAY 2022"),
                heading("MEMBERS PRESENT"),
                block("Cllrs Ann Elm, Kim Ash"),
            ]
        };
        for notice in [
            "A special meeting of Elm County Council will be held on Monday 9th May 2022 at noon.",
            "NOTICE OF MEETING",
            "The Council is to be held at noon in the Town Hall.",
        ] {
            let parts = split(&Content::default(), &paper(notice), &Context::default());
            assert_eq!(shown(&parts), ["0..9 letter", "9..12 minutes"], "{notice}");
        }
        let mut blocks = paper("I enclose what you asked for.").to_vec();
        blocks.drain(6..9);
        assert_eq!(split(&Content::default(), &blocks, &Context::default()).len(), 1);
    }

    #[test]
    fn bookmarks_split_a_pack() {
        let on = |page: u32, text: &str| Block { page, last_page: page, ..block(text) };
        let blocks =
            [on(1, "AGENDA"), on(2, "From:\tAnn Elm"), on(2, "To:\tCabinet"), on(2, "Subject:\tRoads"), on(4, "Table")];
        let mark = |title: &str, page, level| OutlineEntry { title: title.into(), page: Some(page), level };
        let content = Content {
            outline: vec![
                mark("Agenda", 1, 0),
                mark("5 Roads", 2, 0),
                mark("Roads report", 2, 1),
                mark("Appendix A", 4, 1),
            ],
            ..Content::default()
        };
        let parts = split(&content, &blocks, &Context::default());
        assert_eq!(shown(&parts), ["0..1 agenda Agenda", "1..4 report Roads report", "4..5 - Appendix A"]);
    }
}
