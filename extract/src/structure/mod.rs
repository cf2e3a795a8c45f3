//! Structure: from blocks to the documents inside a file, who was there, what was on the agenda, what letters found,
//! and what was said.
//!
//! One recogniser a file, each pure. They recognise forms, never particular people, committees or offices. Nothing is
//! refused: what fits no form becomes a component of kind `other`, a passage that nobody speaks, or a problem in words.

#[macro_use]
mod pattern;

pub mod action_by;
mod attendance;
pub mod bodies;
pub mod call_signs;
pub mod components;
pub mod dates;
pub mod evidence;
pub mod exempt;
pub mod head;
pub mod items;
pub mod kinds;
pub mod letters;
pub mod lines;
pub mod names;
pub mod openings;
pub mod own_date;
pub mod people;
pub mod personal;
pub mod printed;
#[cfg(test)]
pub(crate) mod samples;
pub mod speech;
#[cfg(test)]
mod tests;
pub mod top;

use crate::content::{Block, Content};
use crate::context::Context;
use head::Head;
use head::file::File;
use head::reader::read_head;
use record::{Component, Kind, PageText, Problem, Reading};

/// Version of the recognisers: raised whenever a file that was read before would now be read differently.
pub const RECOGNISERS: u32 = 21;

/// Reads everything that structure can tell of one file. Cannot fail: what went wrong is listed in the reading.
pub fn read(content: &Content, blocks: &[Block], context: &Context) -> Reading {
    let mut problems = content.problems.clone();
    let mut components: Vec<Component> = Vec::new();
    for (own, head) in heads(content, blocks, context, &mut problems) {
        problems.extend(exempt::find(own));
        problems.extend(personal::find(own));
        components.push(component(components.len() + 1, own, head, context));
    }
    span_pages(&mut components, content);
    Reading {
        recognisers: RECOGNISERS,
        title: title(content, &components),
        pages: pages(content),
        components,
        problems,
    }
}

/// The documents inside a file: the blocks of each, and what its head tells. A file inside it is read as it would be
/// alone, with what is known of the whole.
pub fn heads<'b>(
    content: &Content,
    blocks: &'b [Block],
    context: &Context,
    problems: &mut Vec<Problem>,
) -> Vec<(&'b [Block], Head)> {
    let apart = content.apart();
    let mut found = Vec::new();
    for (member, one) in &apart {
        let within = |page: u32| {
            one.pages
                .first()
                .zip(one.pages.last())
                .is_some_and(|(first, last)| (first.number..=last.number).contains(&page))
        };
        let from = blocks.iter().position(|b| within(b.page)).unwrap_or(blocks.len());
        let until = blocks[from..].iter().position(|b| !within(b.page)).map_or(blocks.len(), |length| from + length);
        let own = &blocks[from..until];
        match member {
            Some(member) => found.extend(heads_of(one, own, &context.of_member(member), problems)),
            // A cover that only binds files together is none of them.
            None if own.is_empty() && apart.len() > 1 => {}
            None => found.extend(heads_of(one, own, context, problems)),
        }
    }
    found
}

fn heads_of<'b>(
    content: &Content,
    blocks: &'b [Block],
    context: &Context,
    problems: &mut Vec<Problem>,
) -> Vec<(&'b [Block], Head)> {
    let parts = if content.pages.is_empty() { Vec::new() } else { components::split(content, blocks, context) };
    let mut file = File::new(content, context, parts.len() > 1);
    let mut found = Vec::with_capacity(parts.len());
    for part in &parts {
        let own = &blocks[part.blocks.clone()];
        let head = read_head(own, part, &file, problems);
        file.learn(&head);
        found.push((own, head));
    }
    found
}

/// The file's title: what its system's metadata says, else its only component's, or the agenda's with which it begins.
fn title(content: &Content, components: &[Component]) -> Option<String> {
    let pack = content.metadata.title.clone().filter(|t| names::pack_title(t).is_some());
    let first = || match components {
        [one] => Some(one.title.clone()),
        [first, ..] if first.kind == Kind::Agenda => Some(first.title.clone()),
        _ => None,
    };
    pack.or_else(first).or_else(|| content.metadata.title.clone()).filter(|t| !t.trim().is_empty())
}

/// Gives the pages between two components (blank, or pictures without text) to the one before.
fn span_pages(components: &mut [Component], content: &Content) {
    let first = content.pages.first().map_or(1, |p| p.number);
    let last = content.pages.last().map_or(1, |p| p.number);
    let starts: Vec<u32> = components.iter().skip(1).map(|c| c.first_page).collect();
    for (i, component) in components.iter_mut().enumerate() {
        let end = starts.get(i).map_or(last, |next| next.saturating_sub(1));
        component.last_page = component.last_page.max(end);
        if i == 0 {
            component.first_page = first;
        }
    }
}

/// Puts together what the head and the speech recognisers found in one component.
fn component(n: usize, blocks: &[Block], head: Head, context: &Context) -> Component {
    let spoken = speech::read(blocks, &head, context);
    let letter = matches!(head.kind, Kind::Letter | Kind::InspectionReport)
        .then(|| letters::read(blocks, &head, &spoken.passage_of))
        .flatten();
    let (date, date_basis) = head.date.unzip();
    Component {
        n: u32::try_from(n).unwrap_or(u32::MAX),
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
        last_page: blocks.iter().filter(|b| !b.furniture).map(|b| b.last_page).max().unwrap_or(1),
        begins: begins(blocks),
        passages: spoken.passages,
        items: head.items,
        attendance: head.attendance,
        resolutions: spoken.resolutions,
        votes: spoken.votes,
        commitments: spoken.commitments,
        letter,
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
    let mut labels = crate::layout::printed_labels(content).into_iter();
    let shown = content.pages.iter().map(|page| PageText {
        number: page.number,
        printed: labels.next().flatten(),
        text: page.lines.iter().map(|l| l.text.as_str()).collect::<Vec<_>>().join("\n"),
        state: page.state,
        quality: page.quality,
    });
    shown.collect()
}
