//! What the head of one component tells: kind, dates, committee, who was there, which items it has.
//!
//! Where print, the council's system and the file's name disagree, one is believed and the disagreement becomes a
//! problem: for a meeting's own papers the system, for minutes and letters inside other files what they print.

use super::components::{Part, few_words};
use super::dates::{Oddity, Precision};
use super::evidence::Evidence;
use super::names::Named;
use super::own_date::{Elsewhere, OrderOf};
use super::speech::ballots;
use super::{attendance, bodies, items, kinds, lines, names, openings, printed};
use crate::content::{Block, Content};
use crate::context::Context;
use jiff::civil::{Date, Time};
use record::{Attendance, Channel, DateBasis, Item, Kind, MeetingFacts, MinutesState, Problem};

/// What is known of one component before its speech is read.
///
/// `roles` and `item_of` run parallel to the blocks that the component was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// What it is.
    pub kind: Kind,
    /// For minutes: draft or confirmed.
    pub state: Option<MinutesState>,
    /// Its title.
    pub title: String,
    /// Its own date and where that comes from.
    pub date: Option<(Date, DateBasis)>,
    /// Council that it names or that its source gives.
    pub council: Option<String>,
    /// Committee, as printed or given.
    pub committee: Option<String>,
    /// Date of its meeting.
    pub meeting_on: Option<Date>,
    /// When that meeting began and ended, where printed.
    pub times: (Option<Time>, Option<Time>),
    /// Where it was held.
    pub place: Option<String>,
    /// Who was there.
    pub attendance: Attendance,
    /// Agenda items in order.
    pub items: Vec<Item>,
    /// What each block is for.
    pub roles: Vec<BlockRole>,
    /// The item that each block stands under: position in `items`.
    pub item_of: Vec<Option<usize>>,
}

/// What a block is for within its component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockRole {
    /// Names the component: committee, date, "MINUTES of a meeting ...".
    Head,
    /// Says who was there.
    Attendance,
    /// Heads an agenda item.
    ItemHeading,
    /// Everything else.
    Body,
}

/// What is known of the whole file when one of its components is read.
#[derive(Debug, Clone)]
pub struct File<'a> {
    /// Its pages and metadata.
    pub content: &'a Content,
    /// What its source says.
    pub context: &'a Context,
    /// What its metadata title or name says.
    pub named: Named,
    /// Whether it has more than one component.
    pub pack: bool,
    /// The meeting that its papers go to, once that is known from its agenda.
    pub meeting_on: Option<Date>,
    /// The committee of that meeting.
    pub committee: Option<String>,
}

impl<'a> File<'a> {
    /// Gathers what is known before any component is read.
    pub fn of(content: &'a Content, context: &'a Context, pack: bool) -> Self {
        let titled = content.metadata.title.as_deref().and_then(names::pack_title);
        let named = titled.unwrap_or_else(|| names::file_name(&context.facts.file_name));
        let committee = context.facts.committee.clone().or_else(|| named.committee.clone());
        let meeting_on = context.facts.meeting_on.or(if pack { named.on } else { None });
        Self { content, context, named, pack, meeting_on, committee }
    }

    /// Where else the day of the meeting of one part may stand: the name and title of the file, or the part's bookmark.
    fn elsewhere<'t>(&'t self, part: &'t Part) -> Elsewhere<'t> {
        let facts = &self.context.facts;
        let own = [Some(facts.file_name.as_str()), facts.title.as_deref(), self.content.metadata.title.as_deref()];
        let texts = if self.pack { vec![part.title.as_deref()] } else { own.to_vec() };
        Elsewhere { texts: texts.into_iter().flatten().filter(|t| !t.is_empty()).collect() }
    }

    /// Takes over the meeting of the agenda that the file opens with.
    pub fn learn(&mut self, head: &Head) {
        if self.pack && head.kind == Kind::Agenda {
            self.meeting_on = self.meeting_on.or(head.meeting_on);
            self.committee = self.committee.take().or_else(|| head.committee.clone());
        }
    }
}

impl Head {
    /// Reads the head of the component that consists of these blocks.
    pub fn of(blocks: &[Block], part: &Part, file: &File, problems: &mut Vec<Problem>) -> Self {
        let facts = &file.context.facts;
        let kind = kind(blocks, part, file);
        let order = OrderOf::new(blocks);
        let lists_open =
            (kind == Kind::Minutes).then(|| blocks.iter().position(|b| attendance::opens_present(&b.text))).flatten();
        let present = lists_open.filter(|&at| at < 40);
        let head_end = present
            .unwrap_or_else(|| blocks.iter().position(items::is_numbered).unwrap_or(12).clamp(1, 12).min(blocks.len()));
        let (own_council, own_committee) = match kind {
            Kind::Minutes => bodies::read(blocks, head_end.max(4), facts.council.as_deref()),
            Kind::Agenda | Kind::Decision => bodies::read(blocks, head_end, facts.council.as_deref()),
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
        let mut head = Self {
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
            head.read_lists(blocks, present, file);
        }
        head.title = head.title(blocks, part, file);
        head
    }

    /// Attendance, items, and what each block is for.
    fn read_lists(&mut self, blocks: &[Block], present: Option<usize>, file: &File) {
        let agenda = self.kind == Kind::Agenda;
        // Lists may stand at the end of a paper too; then its items begin before them.
        let present = present.filter(|at| *at < 12 || at * 2 < blocks.len());
        let minutes = self.kind == Kind::Minutes;
        let opening = |at: usize| items::opening(&blocks[..at]).filter(|at| minutes && *at > 0);
        let from = present.map_or_else(|| first_body_block(blocks, agenda), |at| opening(at).unwrap_or(at + 1));
        let lists = if minutes {
            attendance::read(blocks, |b| lines::of(file.content, b))
        } else {
            attendance::Lists::default()
        };
        let found = match self.kind == Kind::Decision && ballots::is_page(blocks) {
            true => ballots::items(blocks),
            false => items::read(blocks, from, agenda, &lists.blocks),
        };
        let first_item = found.headings.iter().flatten().min().copied().unwrap_or(blocks.len());
        if minutes {
            let first_list = lists.blocks.first().copied().filter(|at| *at < first_item);
            let head_end = present.or(first_list).unwrap_or(from).min(first_item);
            self.roles[..head_end].fill(BlockRole::Head);
            lists.blocks.iter().for_each(|&b| self.roles[b] = BlockRole::Attendance);
            self.attendance = lists.attendance;
        }
        self.items = found.items;
        if let Some(meeting) = &file.context.meeting
            && meeting.on == self.meeting_on
        {
            self.items.iter_mut().for_each(|item| item.key = key(item, meeting));
        }
        for (n, heading) in found.headings.iter().enumerate() {
            let Some(&begin) = heading.first() else { continue };
            let end = found.headings.get(n + 1).and_then(|h| h.first().copied()).unwrap_or(blocks.len());
            self.item_of[begin..end].fill(Some(n));
            heading.iter().for_each(|&b| self.roles[b] = BlockRole::ItemHeading);
        }
        // The closing line and what follows it belong to no item.
        if let Some(closing) = blocks.iter().rposition(|b| openings::closes(&b.text))
            && closing >= first_item
            && closing + 6 >= blocks.len()
        {
            self.item_of[closing..].fill(None);
        }
    }

    fn title(&self, blocks: &[Block], part: &Part, file: &File) -> String {
        let facts = &file.context.facts;
        let committee = self.committee.as_deref();
        let given = if file.pack { part.title.clone() } else { facts.title.clone() };
        let made = match self.kind {
            Kind::Minutes => Some(printed::made_title("Minutes", committee, self.meeting_on)),
            Kind::Agenda => Some(printed::made_title("Agenda", committee, self.meeting_on)),
            Kind::Letter => printed::title(blocks, Kind::Letter)
                .or(given)
                .or_else(|| self.date.map(|(on, _)| printed::made_title("Letter", None, Some(on)))),
            _ => given.or_else(|| {
                let printed = printed::title(blocks, self.kind);
                let sentence = printed.as_ref().is_some_and(|title| title.ends_with('.'));
                own_title(file).filter(|_| sentence).or(printed)
            }),
        };
        let fallback = || facts.title.clone().or_else(|| Some(facts.file_name.clone()).filter(|n| !n.is_empty()));
        made.or_else(fallback).unwrap_or_else(|| self.kind.to_string())
    }
}

/// The title that a file of one document gives itself: more than a first sentence is, less than a printed title. What
/// word processors put there by themselves is none.
fn own_title(file: &File) -> Option<String> {
    let title = file.content.metadata.title.as_deref().map(str::trim).filter(|_| !file.pack)?;
    let made = title.starts_with("Microsoft ") || title.to_lowercase().starts_with("untitled") || title.contains('.');
    (!title.is_empty() && !made).then(|| title.to_owned())
}

/// What a component is: by its label, its opening form, the sum of its forms, its name, and only then by its words.
fn kind(blocks: &[Block], part: &Part, file: &File) -> Kind {
    let facts = &file.context.facts;
    let labelled = if file.pack { None } else { facts.kind };
    if let Some(kind) = labelled.or(part.kind.filter(|k| *k == Kind::Minutes)) {
        return kind;
    }
    let file_name = facts.file_name.rsplit('/').next().unwrap_or_default();
    let called: Vec<&str> = match file.pack {
        true => part.title.as_deref().into_iter().collect(),
        false => facts.title.as_deref().into_iter().chain([file_name]).collect(),
    };
    if ballots::is_page(blocks) {
        return Kind::Decision;
    }
    let evidence = Evidence::of(blocks, &called);
    if evidence.is_minutes(part.kind) {
        return Kind::Minutes;
    }
    if let Some(kind) = part.kind {
        return kind;
    }
    let pages = pages_of(blocks, file.content);
    let turned = pages.iter().filter(|p| p.width > p.height && p.height > 0.0).count();
    if pages.len() >= 3 && turned * 10 >= pages.len() * 8 && few_words(pages) {
        return Kind::Presentation;
    }
    // A letter without "Dear" is what its name says; what its name calls minutes has been asked for its forms.
    let named = called.iter().find_map(|name| kinds::of_words(name)).filter(|k| *k != Kind::Minutes);
    let agenda = || evidence.is_agenda().then_some(Kind::Agenda);
    named.or_else(agenda).or_else(|| by_words(blocks)).unwrap_or(Kind::Other)
}

fn pages_of<'c>(blocks: &[Block], content: &'c Content) -> &'c [crate::content::Page] {
    let (Some(first), Some(last)) = (blocks.first(), blocks.iter().map(|b| b.last_page).max()) else {
        return &content.pages;
    };
    let at = |number: u32| content.pages.iter().position(|p| p.number == number);
    match (at(first.page), at(last)) {
        (Some(from), Some(until)) if from <= until => &content.pages[from..=until],
        _ => &[],
    }
}

/// The kind that the first words of a paper without any opening form tell.
fn by_words(blocks: &[Block]) -> Option<Kind> {
    let mut printed = blocks.iter().filter(|b| !b.furniture);
    let start: Vec<&str> = printed.clone().take(6).flat_map(|b| b.text.split_whitespace()).take(60).collect();
    let heading = printed.find(|b| b.text.split_whitespace().count() <= 20).and_then(|b| kinds::of_words(&b.text));
    heading.filter(|k| !matches!(k, Kind::Minutes | Kind::Letter)).or_else(|| {
        let start = start.join(" ").to_lowercase();
        ["report", "summary", "recommendation", "background", "purpose"]
            .iter()
            .any(|w| start.contains(w))
            .then_some(Kind::Report)
    })
}

fn minutes_state(blocks: &[Block], part: &Part, file: &File, head_end: usize) -> Option<MinutesState> {
    let facts = &file.context.facts;
    let said = if file.pack { part.title.as_deref() } else { facts.title.as_deref() };
    let name = if file.pack { None } else { kinds::state(&facts.file_name) };
    let head = || blocks[..head_end].iter().find_map(|b| kinds::state(&b.text));
    let system = if file.pack { None } else { facts.state };
    system.or_else(|| said.and_then(kinds::state)).or(name).or_else(head)
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

/// The dates of a component, decided.
struct Dates {
    own: Option<(Date, DateBasis)>,
    meeting_on: Option<Date>,
}

impl Dates {
    fn decide(
        kind: Kind,
        printed: Option<super::dates::PrintedDate>,
        file: &File,
        page: u32,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let facts = &file.context.facts;
        let mut flag = |message: String| {
            problems.push(Problem { code: "date_conflict".to_owned(), message, page: Some(page) });
        };
        match printed.and_then(|p| p.oddity) {
            Some(Oddity::Impossible) => flag("the date printed at the head is no day of the calendar".to_owned()),
            Some(Oddity::Weekday) => flag("the weekday printed at the head is not that day's".to_owned()),
            None => {}
        }
        let day = printed.filter(|p| p.precision == Precision::Day).and_then(|p| p.from);
        let month = printed.filter(|p| p.precision == Precision::Month).and_then(|p| p.from);
        let system = facts.meeting_on.map(|on| (on, DateBasis::System));
        // A day that only the words of a link tell, where no system knows a meeting: the paper knows better.
        let linked = system.filter(|_| facts.meeting_key.is_none() && !file.pack);
        let name = file.named.on.filter(|_| !file.pack).map(|on| (on, DateBasis::Name));
        let print = day.map(|on| (on, DateBasis::Printed));
        // Minutes attached to an item are another meeting's; an item's text on a web page is this meeting's.
        let of_meeting = facts.item_key.is_none() || facts.channel == Channel::Inline;
        let own_minutes = kind == Kind::Minutes && !file.pack && facts.meeting_key.is_some() && of_meeting;
        let own = match kind {
            Kind::Minutes if own_minutes => system.or(print).or(name),
            // Where only a month is printed, the month is known and no meeting of a day.
            Kind::Minutes => print.or(name).or(linked).or(month.map(|on| (on, DateBasis::Month))),
            Kind::Letter | Kind::InspectionReport => print.or(facts.dated.map(|on| (on, DateBasis::System))).or(name),
            // A paper of a meeting has the meeting's date; in a pack, one that prints another day keeps its own.
            _ if file.pack => print.or_else(|| in_pack(month, file)),
            _ if linked.is_some() => print.or(name).or(linked),
            _ => system.or(print).or(name).or(month.map(|on| (on, DateBasis::Month))),
        };
        if let (Some((believed, basis @ (DateBasis::System | DateBasis::Name))), Some(day)) = (own, day)
            && believed != day
            && matches!(kind, Kind::Minutes | Kind::Agenda)
        {
            let from = if basis == DateBasis::System { "its source says" } else { "its name says" };
            flag(format!("{from} {believed}, the paper prints {day}; {believed} is kept"));
        }
        if let (Some((believed, DateBasis::Printed)), Some((named, _))) = (own, name)
            && kind == Kind::Minutes
            && believed != named
            && super::dates::find(&facts.file_name.replace('_', " ")).len() == 1
        {
            flag(format!("the paper prints {believed}, the file's name says {named}; {believed} is kept"));
        }
        let own_day = own.map(|(on, _)| on);
        let meeting_on = match kind {
            Kind::Minutes => own.filter(|(_, basis)| *basis != DateBasis::Month).map(|(on, _)| on),
            Kind::Agenda => file.meeting_on.or(own_day),
            Kind::Letter | Kind::InspectionReport => file.meeting_on,
            _ => file.meeting_on.or(day),
        };
        Self { own, meeting_on }
    }
}

/// The date of a paper in a pack that prints at most a month: the meeting's, unless the month is another.
fn in_pack(month: Option<Date>, file: &File) -> Option<(Date, DateBasis)> {
    match (month, file.meeting_on) {
        (Some(month), Some(on)) if month.first_of_month() == on.first_of_month() => Some((on, DateBasis::Meeting)),
        (Some(month), _) => Some((month, DateBasis::Month)),
        (None, on) => on.map(|on| (on, DateBasis::Meeting)),
    }
}
