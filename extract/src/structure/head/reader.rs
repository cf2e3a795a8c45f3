//! The head of one component, read.
//!
//! Where print, the council's system and the file's name disagree, one is believed and the disagreement becomes a
//! problem: for a meeting's own papers the system, for minutes and letters inside other files what they print.

use super::dates::Dates;
use super::file::File;
use super::kind::tell_kind;
use super::{BlockRole, Head};
use crate::content::Block;
use crate::structure::components::Part;
use crate::structure::own_date::OrderOf;
use crate::structure::speech::ballots;
use crate::structure::{attendance, bodies, items, kinds, lines, openings, printed, top};
use record::{Attendance, Item, Kind, MeetingFacts, MinutesState, Problem};

/// Reads the head of the component that consists of these blocks.
pub fn read_head(blocks: &[Block], part: &Part, file: &File, problems: &mut Vec<Problem>) -> Head {
    let facts = &file.context.facts;
    let kind = tell_kind(blocks, part, file);
    let order = OrderOf::new(blocks);
    let lists_open =
        (kind == Kind::Minutes).then(|| blocks.iter().position(|b| attendance::opens_present(&b.text))).flatten();
    let present = lists_open.filter(|&at| at < 40);
    let above = top::menu_end(blocks).min(blocks.len());
    let numbered = blocks[above..].iter().position(items::is_numbered).unwrap_or(12).clamp(1, 12);
    let head_end = present.filter(|at| *at > above).unwrap_or((above + numbered).min(blocks.len()));
    let (own_council, own_committee) = match kind {
        Kind::Minutes => bodies::find_bodies(blocks, head_end.max(above + 4), facts.council.as_deref()),
        Kind::Agenda | Kind::Decision => bodies::find_bodies(blocks, head_end, facts.council.as_deref()),
        _ => (None, printed::addressee_body(blocks)),
    };
    let printed_date = printed::date(blocks, kind, &order, &file.elsewhere(part));
    let dates = Dates::decide(kind, printed_date, file, blocks.first().map_or(1, |b| b.page), problems);
    let own_meeting = !file.pack && facts.meeting_key.is_some() && dates.meeting_on == facts.meeting_on;
    let known = if own_meeting { facts.committee.clone() } else { None };
    let committee = match kind {
        Kind::Minutes => {
            let council = facts.council.as_deref().or(own_council.as_deref());
            let own = own_committee.map(|own| match facts.meeting_key {
                None => bodies::in_full(own, council),
                // The council's system calls it as it is printed: "County Council".
                Some(_) => own,
            });
            let given = known.or(own).or_else(|| file.committee.clone());
            given.or_else(|| bodies::whole_council(blocks, council))
        }
        Kind::Agenda | Kind::Decision => file.committee.clone().or(own_committee),
        Kind::Letter | Kind::InspectionReport => file.committee.clone(),
        _ => file.committee.clone().or(own_committee),
    };
    let mut head = Head {
        kind,
        state: (kind == Kind::Minutes).then(|| minutes_state(blocks, part, file, head_end)).flatten(),
        title: String::new(),
        date: dates.own,
        council: facts.council.clone().or(own_council),
        committee,
        meeting_on: dates.meeting_on,
        times: (None, None),
        place: None,
        attendance: Attendance::default(),
        items: Vec::new(),
        roles: vec![BlockRole::Body; blocks.len()],
        item_of: vec![None; blocks.len()],
    };
    if matches!(kind, Kind::Minutes | Kind::Agenda | Kind::Decision) {
        head.times = printed::times(blocks);
        head.place = printed::place(blocks);
        read_lists(&mut head, blocks, present, file);
    }
    head.title = title(&head, blocks, part, file);
    head
}

/// Attendance, items, and what each block is for.
fn read_lists(head: &mut Head, blocks: &[Block], present: Option<usize>, file: &File) {
    let agenda = head.kind == Kind::Agenda;
    // Lists may stand at the end of a paper too; then its items begin before them.
    let present = present.filter(|at| *at < top::menu_end(blocks) + 12 || at * 2 < blocks.len());
    let minutes = head.kind == Kind::Minutes;
    let opening = |at: usize| items::opening(&blocks[..at]).filter(|at| minutes && *at > 0);
    let from = present.map_or_else(|| first_body_block(blocks, agenda), |at| opening(at).unwrap_or(at + 1));
    let lists = if minutes {
        attendance::read(blocks, |b| lines::printed_lines(file.content, b))
    } else {
        attendance::Lists::default()
    };
    let found = match head.kind == Kind::Decision && ballots::is_page(blocks) {
        true => ballots::items(blocks),
        false => items::read(blocks, from, agenda, &lists.blocks),
    };
    let first_item = found.headings.iter().flatten().min().copied().unwrap_or(blocks.len());
    if minutes {
        let first_list = lists.blocks.first().copied().filter(|at| *at < first_item);
        let head_end = present.or(first_list).unwrap_or(from).min(first_item);
        head.roles[..head_end].fill(BlockRole::Head);
        let listed = lists.blocks.iter().filter(|&&b| !attendance::talks_of_more(&blocks[b].text));
        listed.for_each(|&b| head.roles[b] = BlockRole::Attendance);
        head.attendance = lists.attendance;
    }
    head.items = found.items;
    if let Some(meeting) = &file.context.meeting
        && meeting.on == head.meeting_on
    {
        head.items.iter_mut().for_each(|item| item.key = key(item, meeting));
    }
    for (n, heading) in found.headings.iter().enumerate() {
        let Some(&begin) = heading.first() else { continue };
        let end = found.headings.get(n + 1).and_then(|h| h.first().copied()).unwrap_or(blocks.len());
        head.item_of[begin..end].fill(Some(n));
        heading.iter().for_each(|&b| head.roles[b] = BlockRole::ItemHeading);
    }
    // The closing line and what follows it belong to no item.
    if let Some(closing) = blocks.iter().rposition(|b| openings::closes(&b.text))
        && closing >= first_item
        && closing + 6 >= blocks.len()
    {
        head.item_of[closing..].fill(None);
    }
}

fn title(head: &Head, blocks: &[Block], part: &Part, file: &File) -> String {
    let facts = &file.context.facts;
    let committee = head.committee.as_deref();
    let given = if file.pack { part.title.clone() } else { facts.title.clone() };
    let made = match head.kind {
        Kind::Minutes => Some(printed::made_title("Minutes", committee, head.meeting_on)),
        Kind::Agenda => Some(printed::made_title("Agenda", committee, head.meeting_on)),
        Kind::Letter => printed::title(blocks, Kind::Letter)
            .or(given)
            .or_else(|| head.date.map(|(on, _)| printed::made_title("Letter", None, Some(on)))),
        _ => given.or_else(|| {
            let printed = printed::title(blocks, head.kind);
            let sentence = printed.as_ref().is_some_and(|title| title.ends_with('.'));
            own_title(file).filter(|_| sentence).or(printed)
        }),
    };
    let fallback = || facts.title.clone().or_else(|| Some(facts.file_name.clone()).filter(|n| !n.is_empty()));
    made.or_else(fallback).unwrap_or_else(|| head.kind.to_string())
}

/// The title that a file of one document gives itself: more than a first sentence is, less than a printed title. What
/// word processors put there by themselves is none.
fn own_title(file: &File) -> Option<String> {
    let title = file.content.metadata.title.as_deref().map(str::trim).filter(|_| !file.pack)?;
    let made = title.starts_with("Microsoft ") || title.to_lowercase().starts_with("untitled") || title.contains('.');
    (!title.is_empty() && !made).then(|| title.to_owned())
}

fn minutes_state(blocks: &[Block], part: &Part, file: &File, head_end: usize) -> Option<MinutesState> {
    let facts = &file.context.facts;
    let title = if file.pack { part.title.as_deref() } else { facts.title.as_deref() };
    let name = if file.pack { None } else { kinds::state(&facts.file_name) };
    let head = || blocks[..head_end].iter().find_map(|b| kinds::state(&b.text));
    let system = if file.pack { None } else { facts.state };
    system.or_else(|| title.and_then(kinds::state)).or(name).or_else(head)
}

/// Where the body of a paper without a list of those present begins: after its head's first lines.
fn first_body_block(blocks: &[Block], agenda: bool) -> usize {
    let head = blocks
        .iter()
        .take(30)
        .position(|b| b.text.trim().to_uppercase().replace(' ', "").starts_with("AGENDA") && b.text.len() < 40);
    if agenda { head.map_or(1, |at| at + 1).min(blocks.len()) } else { 1.min(blocks.len()) }
}

/// The key of the item in the source's own list: by number and title, or by title where numbers differ.
fn key(item: &Item, meeting: &MeetingFacts) -> Option<String> {
    let same_title = |other: &Item| record::text::fold(&other.title) == record::text::fold(&item.title);
    let number = item.agenda_number.as_ref().or(item.number.as_ref());
    let by_title = meeting.items.iter().find(|other| same_title(other));
    let by_number = || {
        meeting
            .items
            .iter()
            .find(|other| number.is_some() && other.number.as_ref() == number && item.agenda_number.is_some())
    };
    by_title.or_else(by_number).and_then(|other| other.key.clone())
}
