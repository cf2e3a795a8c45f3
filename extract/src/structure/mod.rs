//! Structure: from blocks to the documents inside a file, who was there, what was on the agenda, what letters found,
//! and what was said.
//!
//! One recogniser a file, each pure. They recognise forms, never particular people, committees or offices. Nothing is
//! refused: what fits no form becomes a component of kind `other`, a passage that nobody speaks, or a problem in words.

#[macro_use]
mod pattern;

pub mod head;
pub mod speech;

use crate::content::{Block, Content};
use crate::context::Context;
use head::Head;
use record::{Component, PageText, Reading};

/// Version of the recognisers: raised whenever a file that was read before would now be read differently.
pub const RECOGNISERS: u32 = 1;

/// Reads everything that structure can tell of one file. Cannot fail: what went wrong is listed in the reading.
pub fn read(content: &Content, blocks: &[Block], context: &Context) -> Reading {
    let mut problems = content.problems.clone();
    let mut components = Vec::new();
    if !content.pages.is_empty() {
        let head = Head::of(blocks, context);
        components.push(component(1, blocks, head, context));
    }
    Reading {
        recognisers: RECOGNISERS,
        title: content.metadata.title.clone(),
        pages: pages(content),
        components,
        problems: std::mem::take(&mut problems),
    }
}

/// Puts together what the head and the speech recognisers found in one component.
fn component(n: u32, blocks: &[Block], head: Head, context: &Context) -> Component {
    let spoken = speech::read(blocks, &head, context);
    let (date, date_basis) = head.date.unzip();
    Component {
        n,
        kind: head.kind,
        state: head.state,
        title: head.title,
        date,
        date_basis,
        council: head.council,
        committee: head.committee,
        meeting_on: head.meeting_on,
        times: head.times,
        place: head.place,
        first_page: blocks.first().map_or(1, |b| b.page),
        last_page: blocks.iter().map(|b| b.last_page).max().unwrap_or(1),
        begins: begins(blocks),
        passages: spoken.passages,
        items: head.items,
        attendance: head.attendance,
        resolutions: spoken.resolutions,
        votes: spoken.votes,
        commitments: spoken.commitments,
        letter: None,
    }
}

/// The first 20 words of a component as printed, list numbers included.
fn begins(blocks: &[Block]) -> String {
    let printed = blocks.iter().filter(|b| !b.furniture).flat_map(|b| {
        b.marker.iter().flat_map(|m| m.split_whitespace()).chain(b.text.split_whitespace()).collect::<Vec<_>>()
    });
    printed.take(20).collect::<Vec<_>>().join(" ")
}

/// The pages as they can be shown, whatever structure made of them.
fn pages(content: &Content) -> Vec<PageText> {
    content
        .pages
        .iter()
        .map(|page| PageText {
            number: page.number,
            printed: None,
            text: page.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join("\n"),
            state: page.state,
            quality: page.quality,
        })
        .collect()
}
