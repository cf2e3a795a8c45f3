//! The pages that list: committees, members of a committee, meetings, packs, attendance.

use super::address::{Target, file_name, target};
use crate::source::dates;
use crate::source::page::{
    self, ACTION, ANCHOR, ATTENDANCE, CELL, H1, LABEL, LIST_ENTRY, MEETING_LINK, MODGOV, SUBTITLE, WORD, href,
};
use jiff::civil::{Date, Time};
use record::text::fold;
use record::{Appearance, MemberFacts, Presence, Term};
use scraper::{ElementRef, Html};
use url::Url;

/// A committee as a list or the web service names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CommitteeRow {
    pub id: u64,
    pub name: String,
    /// Whether it does not meet any more.
    pub expired: bool,
}

/// A meeting as a list or the web service names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MeetingRow {
    pub id: u64,
    pub on: Option<Date>,
    pub at: Option<Time>,
    /// `CANCELLED`, `Confirmed`: verbatim.
    pub status: Option<String>,
    /// What the list says is published: "Agenda", "Decisions", "Minutes".
    pub published: Vec<String>,
}

/// Somebody who sits on a committee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Seat {
    pub member: u64,
    pub name: String,
    /// "Chair", "Vice-Chair"; absent for everybody else.
    pub office: Option<String>,
}

/// A link to a published file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FileLink {
    pub key: String,
    pub url: Url,
    pub title: String,
    pub file_name: String,
}

/// Every committee that a page links to: the list of committees, or the home of meetings, where dead ones say so.
pub(super) fn committees(page: &Html) -> Vec<CommitteeRow> {
    let base = any_base();
    let mut found: Vec<CommitteeRow> = Vec::new();
    for link in inside(page).flat_map(|modgov| modgov.select(&ANCHOR)) {
        let Some(Target::Committee(id) | Target::Meetings(id)) = href(link, &base).as_ref().and_then(target) else {
            continue;
        };
        let name = page::title(link);
        if name.is_empty() || found.iter().any(|row| row.id == id) {
            continue;
        }
        let entry = link.ancestors().filter_map(ElementRef::wrap).find(|above| above.value().name() == "li");
        let around = entry.map(page::words).unwrap_or_default().to_lowercase();
        found.push(CommitteeRow { id, name, expired: around.contains("decommissioned") });
    }
    found
}

/// Who sits on a committee, from its details page.
pub(super) fn seats(page: &Html) -> Vec<Seat> {
    let base = any_base();
    let entries = inside(page).flat_map(|modgov| modgov.select(&LIST_ENTRY));
    entries
        .filter_map(|entry| {
            let link = entry.select(&ANCHOR).next()?;
            let Target::Member(member) = target(&href(link, &base)?)? else { return None };
            let name = page::words(link);
            let after = page::words(entry).replacen(&name, "", 1);
            let office = after
                .split_once('(')
                .and_then(|(_, rest)| rest.split_once(')'))
                .map(|(office, _)| office.trim().to_owned());
            Some(Seat { member, name, office })
        })
        .collect()
}

/// The meetings of a committee, in the order of the list.
pub(super) fn meetings(page: &Html) -> Vec<MeetingRow> {
    let base = any_base();
    let links = inside(page).flat_map(|modgov| modgov.select(&MEETING_LINK));
    links
        .filter_map(|link| {
            let Target::Meeting(id) = target(&href(link, &base)?)? else { return None };
            let shown = page::words(link);
            let entry = link.parent().and_then(ElementRef::wrap).map(page::words).unwrap_or_default();
            let (status, published) = suffix(entry.replacen(&shown, "", 1).trim());
            Some(MeetingRow { id, on: dates::day(&shown), at: dates::time(&shown), status, published })
        })
        .collect()
}

/// What stands after a meeting's date: nothing, what is published, or a status in capitals.
fn suffix(text: &str) -> (Option<String>, Vec<String>) {
    let text = text.trim_matches(['-', '–', ' ', '(', ')']);
    if is_status(text) {
        return (Some(text.to_owned()), Vec::new());
    }
    let parts = text.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty());
    let (statuses, published): (Vec<_>, Vec<_>) = parts.partition(|part| is_status(part));
    (statuses.into_iter().next(), published)
}

/// Beginnings of words that say that a meeting is not where or when it was to be.
const STATUSES: &[&str] =
    &["cancel", "postpone", "reschedule", "re-schedule", "moved ", "adjourned", "abandoned", "wedi'i ", "gohirio"];

/// Whether words are a status: capitals, with figures behind them at most ("MOVED TO 12 JUNE"), or a word that is one.
pub(super) fn is_status(text: &str) -> bool {
    let text = text.trim();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let is_in_capitals = !text.chars().any(|c| c.is_lowercase()) && text.starts_with(char::is_alphabetic);
    let folded = fold(text);
    letters >= 3 && (is_in_capitals || STATUSES.iter().any(|status| folded.starts_with(status)))
}

/// Every published file that a page links to: a chooser, a decision.
pub(super) fn files(page: &Html, at: &Url) -> Vec<FileLink> {
    inside(page).flat_map(|modgov| modgov.select(&ANCHOR)).filter_map(|link| file_link(link, at)).collect()
}

/// The published file that a link leads to.
pub(super) fn file_link(link: ElementRef<'_>, at: &Url) -> Option<FileLink> {
    let url = href(link, at)?;
    let Target::File(key) = target(&url)? else { return None };
    let file_name = file_name(&url);
    let title = Some(page::title(link)).filter(|title| !title.is_empty()).unwrap_or_else(|| stem(&file_name));
    Some(FileLink { key, url, title, file_name })
}

fn stem(file_name: &str) -> String {
    file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem).to_owned()
}

/// The whole text of an agenda item that the meeting page cuts: what stands under "Minutes", or else the longest text.
pub(super) fn full_item(page: &Html) -> Option<String> {
    let modgov = inside(page).next()?;
    let texts: Vec<ElementRef<'_>> = modgov.select(&WORD).collect();
    let after_minutes =
        texts.iter().find(|text| heading_before(**text).is_some_and(|heading| is_minutes_label(&heading)));
    let chosen = after_minutes.or_else(|| texts.iter().max_by_key(|text| page::words(**text).len()))?;
    Some(chosen.html()).filter(|_| !page::words(*chosen).is_empty())
}

fn heading_before(text: ElementRef<'_>) -> Option<String> {
    let before = text.prev_siblings().filter_map(ElementRef::wrap).find(|sibling| !page::words(*sibling).is_empty())?;
    Some(page::words(before)).filter(|heading| heading.ends_with(':'))
}

/// Whether a sub-heading of an item says "Minutes", in English or Welsh.
pub(super) fn is_minutes_label(label: &str) -> bool {
    matches!(label.trim_end_matches(':').trim().to_lowercase().as_str(), "minutes" | "draft minutes" | "cofnodion")
}

/// Who was at a meeting. Where everybody is only expected, attendance was never recorded: nobody.
pub(super) fn attendance(page: &Html) -> Vec<Appearance> {
    let base = any_base();
    let rows = page.select(&ATTENDANCE).filter_map(|row| {
        let cells: Vec<_> = row.select(&CELL).collect();
        let [name, role, presence, ..] = cells.as_slice() else { return None };
        let link = name.select(&ANCHOR).next().and_then(|link| target(&href(link, &base)?));
        let member = if let Some(Target::Member(member)) = link { Some(member) } else { None };
        Some((page::words(*name), page::words(*role), page::words(*presence), member))
    });
    appearances(rows.collect())
}

/// Attendance out of rows of name, role, word for presence and member number.
pub(super) fn appearances(rows: Vec<(String, String, String, Option<u64>)>) -> Vec<Appearance> {
    let recorded = rows.iter().any(|(_, _, word, _)| !word.eq_ignore_ascii_case("expected") && !word.is_empty());
    let rows = rows.into_iter().filter(|_| recorded);
    rows.filter_map(|(as_printed, role, word, member)| {
        let presence = presence(&word, &role)?;
        let name = without_title(&as_printed);
        Some(Appearance {
            councillor: name.len() < as_printed.len() && as_printed.to_lowercase().starts_with(['c']),
            chair: role.eq_ignore_ascii_case("chair") || role.eq_ignore_ascii_case("chairman"),
            role: Some(role).filter(|role| !role.is_empty()),
            source_id: member.map(|member| member.to_string()),
            name,
            as_printed,
            presence,
        })
    })
    .collect()
}

/// `None` for those who were not there and sent no apologies, or of whom nothing was recorded.
fn presence(word: &str, role: &str) -> Option<Presence> {
    let word = word.to_lowercase();
    let guest = matches!(role.to_lowercase().as_str(), "officer" | "guest");
    match word.as_str() {
        word if word.starts_with("apolog") => Some(Presence::Apologies),
        word if word.starts_with("in attendance") => Some(Presence::InAttendance),
        word if word.starts_with("present") && guest => Some(Presence::InAttendance),
        word if word.starts_with("present") => Some(Presence::Present),
        _ => None,
    }
}

fn without_title(name: &str) -> String {
    let titles = ["Councillor ", "Cllr. ", "Cllr "];
    titles.iter().find_map(|title| name.strip_prefix(title)).unwrap_or(name).trim().to_owned()
}

/// The heading of a page: `h1`, then the sub-title.
pub(super) fn headings(page: &Html) -> (String, String) {
    let first = |selector| inside(page).flat_map(|modgov| modgov.select(selector)).next().map(page::words);
    (first(&H1).unwrap_or_default(), first(&SUBTITLE).unwrap_or_default())
}

/// What stands after a label (`Venue:`) in its paragraph.
pub(super) fn labelled(page: &Html, labels: &[&str]) -> Option<String> {
    let found = inside(page).flat_map(|modgov| modgov.select(&LABEL)).find(|label| {
        let words = page::words(*label).to_lowercase();
        labels.iter().any(|wanted| words.trim_end_matches(':').trim() == *wanted)
    })?;
    let paragraph = found.parent().and_then(ElementRef::wrap)?;
    let whole = page::words(paragraph);
    let value = whole.replacen(&page::words(found), "", 1);
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Links of the list of actions at the head of a page.
pub(super) fn actions<'a>(page: &'a Html) -> impl Iterator<Item = ElementRef<'a>> {
    inside(page).flat_map(|modgov| modgov.select(&ACTION))
}

/// The part of the page that is the system's.
pub(super) fn inside(page: &Html) -> impl Iterator<Item = ElementRef<'_>> {
    page.select(&MODGOV)
}

/// For links of which only the numbers matter.
fn any_base() -> Url {
    #[allow(clippy::unwrap_used, reason = "a constant address")]
    Url::parse("https://base.invalid/").unwrap()
}

/// The numbers of every member that the index of members links to.
pub(super) fn members(page: &Html) -> Vec<u64> {
    let base = any_base();
    let mut found = Vec::new();
    for link in inside(page).flat_map(|modgov| modgov.select(&ANCHOR)) {
        if let Some(Target::Member(member)) = href(link, &base).as_ref().and_then(target)
            && !found.contains(&member)
        {
            found.push(member);
        }
    }
    found
}

/// A member's own page: name, party, ward, appointments. Nothing else on it is read.
pub(super) fn member(page: &Html, id: u64) -> MemberFacts {
    let (heading, subtitle) = headings(page);
    let generic = heading.to_lowercase().contains("details") || heading.is_empty();
    let seats = inside(page).flat_map(|modgov| modgov.select(&ANCHOR)).filter_map(|link| {
        let Target::Committee(_) = target(&href(link, &any_base())?)? else { return None };
        let entry = link.parent().and_then(ElementRef::wrap).map(page::words).unwrap_or_default();
        let role = entry.split_once('(').and_then(|(_, rest)| rest.split_once(')')).map_or("Member", |(role, _)| role);
        Some(Term { role: role.trim().to_owned(), committee: Some(page::words(link)), ..Term::default() })
    });
    MemberFacts {
        key: id.to_string(),
        name: if generic { subtitle } else { heading },
        party: labelled(page, &["party"]),
        ward: labelled(page, &["ward"]),
        terms: seats.collect(),
        ..MemberFacts::default()
    }
}
