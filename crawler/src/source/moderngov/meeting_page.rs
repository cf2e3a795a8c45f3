//! The meeting page: state, files, items with their minutes and decisions, votes, restricted papers.

use super::address::{Target, target};
use super::lists::{self, FileLink, file_link, is_minutes_label, is_status};
use crate::source::dates;
use crate::source::page::{self, ANCHOR, CELL, ITEM_TABLE, META, NAMED, ROW, SUB_ITEM, TITLE, VOTES, href};
use jiff::civil::{Date, Time};
use scraper::{ElementRef, Html};
use url::Url;

/// Everything that a meeting page says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct MeetingPage {
    /// "Agenda and draft minutes": what the heading says is published.
    pub state: String,
    pub meeting: Option<u64>,
    pub committee: Option<u64>,
    pub committee_name: Option<String>,
    /// From the page's metadata, or else its sub-title.
    pub on: Option<Date>,
    pub at: Option<Time>,
    pub status: Option<String>,
    pub place: Option<String>,
    pub files: Vec<FileLink>,
    pub choosers: Vec<Chooser>,
    pub items: Vec<ItemRow>,
    /// Decisions that have a page of their own.
    pub decisions: Vec<Target>,
    pub restricted: Vec<String>,
    /// Where the sub-title's day differs from the metadata's.
    pub disagreement: Option<String>,
    pub content_hash: String,
}

/// A link to a page that offers packs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chooser {
    pub agenda: u64,
    pub supplement: Option<u64>,
    pub title: String,
}

/// One row of the item table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ItemRow {
    /// `AI9001`.
    pub key: Option<String>,
    /// As printed, without the final stop; none for headings.
    pub number: Option<String>,
    pub title: String,
    pub files: Vec<FileLink>,
    /// Minutes as HTML.
    pub minutes: Option<String>,
    /// Decisions as HTML.
    pub decision: Option<String>,
    /// Recorded votes as HTML tables.
    pub votes: Vec<String>,
    /// The minutes are cut here and whole on the page of this item.
    pub full_at: Option<u64>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Agenda,
    Documents,
    Decision,
    Minutes,
    Other,
}

/// Reads a meeting page.
pub(super) fn parse(text: &str, at: &Url) -> MeetingPage {
    let page = Html::parse_document(text);
    let (state, subtitle) = lists::headings(&page);
    let mut read = MeetingPage { state, content_hash: page::content_hash(&page), ..MeetingPage::default() };
    read_subtitle(&mut read, &subtitle);
    read_dates(&mut read, &page, &subtitle);
    read.place = lists::labelled(&page, &["venue", "proposed venue", "lleoliad"])
        .map(|place| place.trim_end_matches("View directions").trim().to_owned());
    for link in lists::inside(&page).flat_map(|modgov| modgov.select(&ANCHOR)) {
        match href(link, at).as_ref().and_then(target) {
            Some(Target::Attendance(meeting)) => read.meeting = Some(meeting),
            Some(Target::Committee(committee)) => read.committee = read.committee.or(Some(committee)),
            Some(
                decided @ (Target::Decision(_) | Target::ItemDecision(_) | Target::Votes(_) | Target::ItemVotes(_)),
            ) if !read.decisions.contains(&decided) => read.decisions.push(decided),
            Some(Target::Chooser(agenda, supplement)) => {
                let chooser = Chooser { agenda, supplement, title: page::title(link) };
                if !read.choosers.contains(&chooser) {
                    read.choosers.push(chooser);
                }
            }
            _ => {}
        }
    }
    read.files = lists::actions(&page).filter_map(|link| file_link(link, at)).collect();
    for table in lists::inside(&page).flat_map(|modgov| modgov.select(&ITEM_TABLE)) {
        read.items.extend(rows(table).filter_map(|row| item(row, at)));
    }
    read.restricted = restricted(&page);
    read
}

/// Only the rows of the item table itself: minutes and votes hold tables of their own.
fn rows<'a>(table: ElementRef<'a>) -> impl Iterator<Item = ElementRef<'a>> {
    let sections = table.child_elements().flat_map(|child| -> Vec<ElementRef<'a>> {
        match child.value().name() {
            "tbody" | "thead" => child.child_elements().collect(),
            _ => vec![child],
        }
    });
    sections.filter(|row| row.value().name() == "tr")
}

fn item(row: ElementRef<'_>, at: &Url) -> Option<ItemRow> {
    let cells: Vec<_> = row.child_elements().filter(|cell| cell.value().name() == "td").collect();
    let body = *cells.last()?;
    let number_cell = cells.first().filter(|_| cells.len() > 1);
    let number = number_cell.map(|cell| page::words(*cell).trim_end_matches('.').to_owned());
    let anchor = cells
        .iter()
        .flat_map(|cell| cell.select(&NAMED))
        .find_map(|anchor| anchor.value().attr("name").filter(|name| name.starts_with("AI")).map(str::to_owned));
    let title = body.select(&TITLE).next().map(page::title).unwrap_or_default();
    let mut item =
        ItemRow { key: anchor, number: number.filter(|number| !number.is_empty()), title, ..ItemRow::default() };
    let mut section = Section::Agenda;
    for child in body.child_elements() {
        read_part(&mut item, &mut section, child, at);
    }
    if item.title.is_empty() && item.number.is_none() && item.minutes.is_none() && item.files.is_empty() {
        return None;
    }
    Some(item)
}

fn read_part(item: &mut ItemRow, section: &mut Section, part: ElementRef<'_>, at: &Url) {
    if SUB_ITEM.matches(&part) {
        *section = named(&page::words(part));
        return;
    }
    if part.select(&SUB_ITEM).next().is_some() {
        for child in part.child_elements() {
            read_part(item, section, child, at);
        }
        return;
    }
    let mut whole_elsewhere = false;
    for link in part.select(&ANCHOR) {
        item.files.extend(file_link(link, at));
        if let Some(Target::Item(full)) = href(link, at).as_ref().and_then(target)
            && *section == Section::Minutes
        {
            item.full_at = Some(full);
            whole_elsewhere = true;
        }
    }
    for votes in part.select(&VOTES).chain(Some(part).filter(|part| VOTES.matches(part))) {
        item.votes.push(votes.html());
    }
    if VOTES.matches(&part) || part.value().name() == "li" {
        return;
    }
    let text = match section {
        Section::Minutes => &mut item.minutes,
        Section::Decision => &mut item.decision,
        _ => return,
    };
    if !page::words(part).is_empty() || whole_elsewhere {
        text.get_or_insert_default().push_str(&part.html());
    }
}

fn named(label: &str) -> Section {
    match label.trim_end_matches(':').trim().to_lowercase().as_str() {
        label if is_minutes_label(label) => Section::Minutes,
        "decision" | "decisions" | "penderfyniad" | "penderfyniadau" => Section::Decision,
        "additional documents" | "dogfennau ychwanegol" => Section::Documents,
        _ => Section::Other,
    }
}

/// Splits "Committee - Thursday 15 January 2026 7:30 pm, CANCELLED" from the right: names hold dashes and commas.
fn read_subtitle(read: &mut MeetingPage, subtitle: &str) {
    let rest = match subtitle.rsplit_once(',') {
        Some((rest, status)) if is_status(status) => {
            read.status = Some(status.trim().to_owned());
            rest
        }
        _ => subtitle,
    };
    let Some(day_at) = dates::start_of_day(rest) else { return };
    read.at = dates::time(&rest[day_at..]);
    // What stands between the name and the day is a weekday.
    let name = rest[..day_at].rsplit_once(" - ").map(|(name, _)| name.trim().to_owned());
    read.committee_name = name.filter(|name| !name.is_empty());
}

fn read_dates(read: &mut MeetingPage, page: &Html, subtitle: &str) {
    let meta = page.select(&META).find(|meta| meta.value().attr("name") == Some("DC.date"));
    let system = meta.and_then(|meta| dates::day(meta.value().attr("content")?));
    let printed = dates::start_of_day(subtitle).and_then(|at| dates::day(&subtitle[at..]));
    if let (Some(system), Some(printed)) = (system, printed)
        && system != printed
    {
        read.disagreement = Some(format!("the page's metadata says {system}, its sub-title {printed}"));
    }
    read.on = system.or(printed);
}

/// Papers that exist but are not for the public, by what the page shows of them.
fn restricted(page: &Html) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let rows = lists::inside(page).flat_map(|modgov| modgov.select(&ROW)).flat_map(|row| row.select(&CELL));
    for cell in rows.filter(|cell| cell.select(&ROW).next().is_none()) {
        let words = page::words(cell);
        let title = cell.select(&TITLE).next().map(page::title).unwrap_or_default();
        for part in words.match_indices("Restricted enclosure").map(|(at, _)| &words[at..]) {
            let enclosure: String = part.split_whitespace().take(3).collect::<Vec<_>>().join(" ");
            let told =
                [title.clone(), enclosure].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ");
            if !found.contains(&told) {
                found.push(told);
            }
        }
    }
    found
}
