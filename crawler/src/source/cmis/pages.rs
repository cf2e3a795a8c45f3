//! Pages of a CMIS site, read: addresses, months, lists, meetings.

use crate::source::dates;
use crate::source::page::{self, ANCHOR, CMIS_CONTENT, CMIS_DAY, CMIS_LABEL, CMIS_SIZE, href, words};
use jiff::civil::{Date, Time, Weekday};
use record::text::slug;
use record::{Kind, MinutesState};
use regex::Regex;
use scraper::{ElementRef, Html};
use std::sync::LazyLock;
use url::Url;

#[allow(clippy::unwrap_used, reason = "constant patterns, compiled in the tests")]
fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

static MODULE: LazyLock<Regex> = LazyLock::new(|| pattern(r"dnn[$_]ctr(\d+)[$_]MeetingCalendarPublic\w*[$_]"));
static MEETING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^(.*/tabid/\d+)/ctl/ViewMeetingPublic/mid/(\d+)/Meeting/(\d+)(?:/Committee/(\d+))?")
});
static COMMITTEE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)/ctl/ViewCMIS_CommitteeDetails/mid/\d+/id/(\d+)"));
static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"^\s*(\p{L}+),?\s+(\d{1,2})(?:st|nd|rd|th)?\s+(\p{L}+)"));
static HOUR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)^\d{1,2}(?:[.:]\d{2})?\s*(?:[ap]\.?m\b\.?|noon\b)?"));
static FIGURES: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|\D)(\d{2})(\d{2})(\d{4})(?:\D|$)"));

/// Where the pages of meetings are: the tab and the module differ from site to site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// Everything up to the number of the tab.
    pub tab: Url,
    pub module: String,
}

impl Place {
    /// The calendar of the month of this day, drawn without scripts: the only list that knows any month.
    pub fn month(&self, day: Date) -> Url {
        let first = day.first_of_month();
        self.under(&format!("MeetingCalendarPublicNoJava/mid/{}/Date/{first}/Default.aspx", self.module))
    }

    /// A meeting with its papers.
    pub fn meeting(&self, meeting: u64, committee: Option<u64>) -> Url {
        let committee = committee.map(|id| format!("/Committee/{id}")).unwrap_or_default();
        self.under(&format!(
            "ViewMeetingPublic/mid/{}/Meeting/{meeting}{committee}/SelectedTab/Documents/Default.aspx",
            self.module
        ))
    }

    fn under(&self, page: &str) -> Url {
        let mut url = self.tab.clone();
        url.set_path(&format!("{}/ctl/{page}", self.tab.path()));
        url
    }
}

/// The number of the module that draws the calendar, under whatever name.
pub(super) fn module(text: &str) -> Option<String> {
    Some(MODULE.captures(text)?[1].to_owned())
}

/// A meeting as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub meeting: u64,
    pub committee_id: Option<u64>,
    pub committee: Option<String>,
    pub on: Option<Date>,
    pub at: Option<Time>,
    pub place: Option<String>,
    pub found_at: Place,
}

/// What a link leads to, if it is a meeting.
fn target(url: &Url) -> Option<(Place, u64, Option<u64>)> {
    let found = MEETING.captures(url.path())?;
    let mut tab = url.clone();
    tab.set_query(None);
    tab.set_path(&found[1]);
    let committee = found.get(4).and_then(|id| id.as_str().parse().ok());
    Some((Place { tab, module: found[2].to_owned() }, found[3].parse().ok()?, committee))
}

/// Every meeting that a page links to, with what stands around the link: "9 Jul 2026 11:00 - Planning Committee".
pub(super) fn listed(page: &Html, at: &Url) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for link in page.select(&ANCHOR) {
        let Some(url) = href(link, at).map(|url| page::as_safe_as(url, at)) else { continue };
        let Some((found_at, meeting, committee_id)) = target(&url) else { continue };
        if rows.iter().any(|row| row.meeting == meeting) {
            continue;
        }
        let text = words(link);
        let around = row_around(link).map(words).unwrap_or_default();
        let place = row_around(link).filter(|row| row.value().name() == "tr").and_then(second_cell);
        let committee = text.split_once(" - ").map(|(_, name)| name.trim().to_owned());
        rows.push(Row {
            meeting,
            committee_id,
            committee: committee.filter(|name| !name.is_empty()),
            on: dates::day(&text).or_else(|| dates::day(&around)),
            at: dates::time(&text).or_else(|| dates::time(&around)),
            place,
            found_at,
        });
    }
    rows
}

fn row_around(link: ElementRef<'_>) -> Option<ElementRef<'_>> {
    link.ancestors().filter_map(ElementRef::wrap).find(|e| matches!(e.value().name(), "tr" | "li" | "p"))
}

fn second_cell(row: ElementRef<'_>) -> Option<String> {
    let cell = row.child_elements().filter(|cell| cell.value().name() == "td").nth(1)?;
    Some(words(cell)).filter(|words| !words.is_empty() && dates::day(words).is_none())
}

/// A month as its calendar shows it, or why it is not that month's. Days have no year: it is that of the month which was asked
/// for, or the next or last one's for the days of neighbouring months that fill its first and last week.
pub(super) fn month(page: &Html, at: &Url, asked: Date) -> Result<Vec<Row>, String> {
    let mut rows = Vec::new();
    let mut days = 0;
    let mut own = 0;
    for cell in page.select(&CMIS_DAY) {
        let Some((weekday, on)) = day_of(&words(cell), asked) else { continue };
        days += 1;
        own += usize::from(on.month() == asked.month());
        if weekday.is_some_and(|weekday| weekday != on.weekday()) {
            return Err(format!("the calendar's “{}” is no day of {}", words(cell), asked.strftime("%B %Y")));
        }
        for cell in cell.next_siblings().filter_map(ElementRef::wrap) {
            for link in cell.select(&ANCHOR) {
                rows.extend(row_of_day(link, at, on));
            }
        }
    }
    if days > 0 && own == 0 {
        return Err(format!("the calendar of another month instead of {}", asked.strftime("%B %Y")));
    }
    Ok(rows)
}

/// Further pages of the calendar of this month, where it has several: the next week, the next page. What is called a month is
/// another one.
pub(super) fn rest_of_month(page: &Html, at: &Url, asked: Date) -> Vec<Url> {
    let mut found: Vec<Url> = Vec::new();
    for link in page.select(&ANCHOR) {
        let said = words(link).to_lowercase();
        let is_number = !said.is_empty() && said.len() <= 2 && said.bytes().all(|b| b.is_ascii_digit());
        let leads_on =
            ["next", "more", ">", "»", "›"].iter().any(|word| said.starts_with(word)) && !said.contains("month");
        let Some(url) = href(link, at).map(|url| page::as_safe_as(url, at)).filter(|_| leads_on || is_number) else {
            continue;
        };
        let path = url.path().to_lowercase();
        let of_day = path.split_once("/date/").and_then(|(_, rest)| dates::day(rest.get(..10)?));
        // Numbers of days lead into the same month, too: only those of pages say so.
        let is_page = leads_on
            || path.contains("/page/")
            || url.query().is_some_and(|query| query.to_lowercase().contains("page="));
        let is_of_month = of_day.is_some_and(|day| day.first_of_month() == asked.first_of_month());
        if path.contains("/ctl/meetingcalendarpublic") && is_page && is_of_month && url != *at && !found.contains(&url)
        {
            found.push(url);
        }
    }
    found
}

fn row_of_day(link: ElementRef<'_>, at: &Url, on: Date) -> Option<Row> {
    let url = page::as_safe_as(href(link, at)?, at);
    let (found_at, meeting, committee_id) = target(&url)?;
    let text = words(link);
    let hour = HOUR.find(&text).map_or("", |found| found.as_str());
    let time = dates::time(hour);
    let name = if time.is_some() { &text[hour.len()..] } else { &text };
    let name = name.trim_start_matches([' ', '-', '–']);
    let committee = Some(name.to_owned()).filter(|name| !name.is_empty());
    Some(Row { meeting, committee_id, committee, on: Some(on), at: time, place: None, found_at })
}

/// "Monday, 8 June" in the months around the one that was asked for.
fn day_of(text: &str, asked: Date) -> Option<(Option<Weekday>, Date)> {
    let found = DAY.captures(text)?;
    let year = asked.year();
    let date_in = |year: i16| dates::day(&format!("{} {} {year}", &found[2], &found[3]));
    let this = date_in(year).or_else(|| date_in(year + 1))?;
    let on = match (asked.month(), this.month()) {
        (12, 1) => date_in(year + 1)?,
        (1, 12) => date_in(year - 1)?,
        _ => this,
    };
    Some((weekday(&found[1]), on))
}

fn weekday(name: &str) -> Option<Weekday> {
    let days = [
        ("mon", Weekday::Monday),
        ("tue", Weekday::Tuesday),
        ("wed", Weekday::Wednesday),
        ("thu", Weekday::Thursday),
        ("fri", Weekday::Friday),
        ("sat", Weekday::Saturday),
        ("sun", Weekday::Sunday),
    ];
    let name = name.to_lowercase();
    days.iter().find(|(begin, _)| name.starts_with(begin)).map(|(_, day)| *day)
}

/// Pages of committees that a page links to.
pub(super) fn committees(page: &Html, at: &Url) -> Vec<Url> {
    let mut found: Vec<Url> = Vec::new();
    for link in page.select(&ANCHOR) {
        let Some(url) = href(link, at).map(|url| page::as_safe_as(url, at)) else { continue };
        if COMMITTEE.is_match(url.path()) && !found.contains(&url) {
            found.push(url);
        }
    }
    found
}

/// Lists of committees in the menu of a page: "Committees", "Boards and committees".
pub(super) fn lists_of_committees(page: &Html, at: &Url) -> Vec<Url> {
    let folder = at.path().rsplit_once('/').map_or("/", |(folder, _)| folder).to_lowercase();
    let mut found: Vec<Url> = Vec::new();
    for link in page.select(&ANCHOR) {
        let Some(url) = href(link, at).map(|url| page::as_safe_as(url, at)) else { continue };
        let path = url.path().to_lowercase();
        let name = path.strip_prefix(&folder).unwrap_or_default();
        let is_list = ["committee", "board"].iter().any(|word| name.contains(word)) && name.ends_with(".aspx");
        let is_near = url.host_str() == at.host_str() && !name.contains("/ctl/") && !name.contains("calendar");
        if is_list && is_near && !found.contains(&url) {
            found.push(url);
        }
    }
    found
}

/// Most pages of a menu that are tried for the calendar.
const MAX_HOMES: usize = 3;

/// What a menu calls the page of meetings, likeliest first: the tab's name is the council's choice.
pub(super) fn homes(page: &Html, at: &Url) -> Vec<Url> {
    let mut found: Vec<Url> = Vec::new();
    for words_of_it in [&["calendar", "diary"][..], &["meetings"], &["meeting"]] {
        for link in page.select(&ANCHOR) {
            let Some(url) = href(link, at).map(|url| page::as_safe_as(url, at)) else { continue };
            let said = words(link).to_lowercase();
            let is_page = url.path().to_lowercase().ends_with(".aspx") && url.host_str() == at.host_str();
            if is_page && words_of_it.iter().any(|word| said.contains(word)) && !found.contains(&url) {
                found.push(url);
            }
        }
    }
    found.truncate(MAX_HOMES);
    found
}

/// What a meeting's page says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct MeetingPage {
    pub committee: Option<String>,
    pub on: Option<Date>,
    pub at: Option<Time>,
    pub place: Option<String>,
    pub status: Option<String>,
    pub papers: Vec<PaperRow>,
    pub content_hash: String,
}

/// A paper of a meeting's page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PaperRow {
    pub url: Url,
    pub title: String,
    /// As printed: "156Kb".
    pub size: String,
    /// The ending that its picture names.
    pub ending: Option<String>,
}

pub(super) fn meeting(page: &Html, at: &Url) -> MeetingPage {
    let when = labelled(page, "date/time").or_else(|| labelled(page, "date"));
    let papers = papers(page, at);
    let said: Vec<String> = page.select(&CMIS_CONTENT).map(words).collect();
    // Addresses of papers are made anew for every visitor: a page is the same where its words are.
    let content_hash = page::hash_of(said.iter().map(String::as_str));
    MeetingPage {
        committee: labelled(page, "committee"),
        on: when.as_deref().and_then(dates::day),
        at: when.as_deref().and_then(dates::time),
        place: labelled(page, "venue"),
        status: labelled(page, "status"),
        papers,
        content_hash,
    }
}

/// The value beside a label, by the words of the label: classes are shared by labels of different things.
fn labelled(page: &Html, label: &str) -> Option<String> {
    let is = |element: &ElementRef<'_>| words(*element).to_lowercase().trim_end_matches([':', ' ']) == label;
    let found = page.select(&CMIS_LABEL).find(is)?;
    let value =
        found.next_siblings().filter_map(ElementRef::wrap).find(|e| e.value().classes().any(|c| c == "Value"))?;
    Some(page::words_without(value, &["holder"])).filter(|words| !words.is_empty())
}

fn papers(page: &Html, at: &Url) -> Vec<PaperRow> {
    let mut found: Vec<PaperRow> = Vec::new();
    for link in page.select(&ANCHOR) {
        let Some(url) = href(link, at).map(|url| page::as_safe_as(url, at)) else { continue };
        if !url.path().to_lowercase().ends_with("/document.ashx") {
            continue;
        }
        let entry = link.parent().and_then(ElementRef::wrap);
        let size = entry.and_then(|entry| entry.select(&CMIS_SIZE).next()).map(words).unwrap_or_default();
        let picture = entry.into_iter().flat_map(|entry| entry.child_elements()).find(|e| e.value().name() == "img");
        let ending = picture.and_then(|picture| picture.value().attr("alt")).map(|alt| alt.trim().to_lowercase());
        found.push(PaperRow {
            url,
            title: words(link),
            size: size.trim_matches(['(', ')', ' ']).to_owned(),
            ending: ending.filter(|e| (2..=4).contains(&e.len()) && e.bytes().all(|b| b.is_ascii_alphanumeric())),
        });
    }
    found
}

impl PaperRow {
    /// The key within its meeting: addresses are no names, so that title and size must do.
    pub fn key(&self, meeting: &str) -> String {
        format!("m{meeting}:{}:{}", slug(&self.title), slug(&self.size))
    }

    pub fn file_name(&self) -> String {
        match &self.ending {
            Some(ending) => format!("{}.{ending}", self.title),
            None => self.title.clone(),
        }
    }

    pub fn kind(&self) -> (Option<Kind>, Option<MinutesState>) {
        let title = self.title.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
        if has(&["minutes"]) {
            (Some(Kind::Minutes), has(&["draft"]).then_some(MinutesState::Draft))
        } else if has(&["agenda"]) {
            (Some(Kind::Agenda), None)
        } else if has(&["decision"]) {
            (Some(Kind::Decision), None)
        } else {
            (None, None)
        }
    }

    /// Whether these are another meeting's minutes, tabled to be approved: their title says so, or names another day.
    pub fn is_of_earlier(&self, on: Option<Date>) -> bool {
        let title = self.title.to_lowercase();
        let says = ["previous", "last meeting", "last minutes"].iter().any(|word| title.contains(word));
        let day = dates::day(&self.title).or_else(|| in_figures(&self.title));
        title.contains("minutes") && (says || day.is_some_and(|day| on.is_some_and(|on| on != day)))
    }
}

/// "Final Planning Minutes 16042026".
fn in_figures(text: &str) -> Option<Date> {
    let found = FIGURES.captures(text)?;
    Date::new(found[3].parse().ok()?, found[2].parse().ok()?, found[1].parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const AT: &str = "https://elm.cmis.uk.com/elm/Meetings.aspx";

    fn calendar(days: &[(&str, &str)]) -> Html {
        let rows: String = days
            .iter()
            .map(|(day, link)| {
                format!("<tr><td class=\"SimpleCalendarDate\">{day}</td><td><p class=\"Meeting\">{link}</p></td></tr>")
            })
            .collect();
        Html::parse_document(&format!("<table>{rows}</table>"))
    }

    #[test]
    fn further_pages_of_a_month_are_of_that_month() {
        let to = |said: &str, rest: &str| {
            format!(
                "<a href='/elm/M/tabid/7/ctl/MeetingCalendarPublicNoJava/mid/4/Date/{rest}/Default.aspx'>{said}</a>"
            )
        };
        let links = [
            to("Next week", "2026-06-08"),
            to("Next month", "2026-07-01"),
            to("Next", "2026-07-01"),
            to("9", "2026-06-09"),
            to("2", "2026-06-01/Page/2"),
            to("Previous", "2026-05-25"),
        ];
        let found = rest_of_month(&Html::parse_document(&links.concat()), &AT.parse().unwrap(), date(2026, 6, 1));
        let told: Vec<_> = found.iter().filter_map(|url| Some(url.path().split_once("/Date/")?.1.to_owned())).collect();
        assert_eq!(told, ["2026-06-08/Default.aspx", "2026-06-01/Page/2/Default.aspx"]);
    }

    #[test]
    fn hours_and_names_are_told_apart_in_every_form() {
        for (text, hour, name) in [
            ("10:00 Licensing Sub-Committee A", Some("10:00"), "Licensing Sub-Committee A"),
            ("6.30 pm - Works Panel", Some("18:30"), "Works Panel"),
            ("2pm Cabinet", Some("14:00"), "Cabinet"),
            ("Cabinet", None, "Cabinet"),
        ] {
            let link = format!(
                "<a href='/elm/Meetings/tabid/7/ctl/ViewMeetingPublic/mid/4/Meeting/1/Default.aspx'>{text}</a>"
            );
            let page = calendar(&[("Mon 8th June 2026", &link)]);
            let rows = month(&page, &AT.parse().unwrap(), date(2026, 6, 1)).unwrap();
            let told = (rows[0].at, rows[0].committee.as_deref(), rows[0].on);
            assert_eq!(told, (hour.and_then(dates::time), Some(name), Some(date(2026, 6, 8))), "{text}");
        }
    }

    #[test]
    fn a_month_has_the_year_that_was_asked_for_and_neighbours_theirs() {
        let at: Url = AT.parse().unwrap();
        let link = |id: u64| {
            format!(
                "<a href=\"http://elm.cmis.uk.com/elm/Meetings/tabid/73/ctl/ViewMeetingPublic/mid/410/Meeting/{id}/Committee/6/SelectedTab/Documents/Default.aspx\">10:00 Works - Roads Panel</a>"
            )
        };
        let (one, two) = (link(1), link(2));
        let page = calendar(&[("Monday, 29 December", &one), ("Thursday, 1 January", &two)]);
        let rows = month(&page, &at, date(2025, 12, 1)).unwrap();
        let told: Vec<_> = rows.iter().map(|row| (row.meeting, row.on.unwrap().to_string())).collect();
        assert_eq!(told, [(1, "2025-12-29".to_owned()), (2, "2026-01-01".to_owned())]);
        assert_eq!(rows[0].committee.as_deref(), Some("Works - Roads Panel"));
        assert_eq!(rows[0].found_at.module, "410");
        assert_eq!(rows[0].found_at.tab.as_str(), "https://elm.cmis.uk.com/elm/Meetings/tabid/73");
        let january = month(&page, &at, date(2026, 1, 1)).unwrap();
        assert_eq!(january[0].on, Some(date(2025, 12, 29)));
        assert!(month(&page, &at, date(2026, 6, 1)).is_err(), "another month's");
        assert!(month(&calendar(&[("Monday, 30 December", "")]), &at, date(2025, 12, 1)).is_err(), "no such Monday");
    }

    #[test]
    fn modules_are_known_by_their_stem() {
        assert_eq!(module("name=\"dnn$ctr397$MeetingCalendarPublic$btn\"").as_deref(), Some("397"));
        assert_eq!(module("name=\"dnn$ctr410$MeetingCalendarPublicList$grd\"").as_deref(), Some("410"));
        assert_eq!(module("name=\"dnn$ctr410$Search$grd\""), None);
    }

    #[test]
    fn minutes_of_another_day_are_of_another_meeting() {
        let paper =
            |title: &str| PaperRow { url: AT.parse().unwrap(), title: title.into(), size: String::new(), ending: None };
        let on = Some(date(2026, 7, 9));
        for (title, earlier) in [
            ("Minutes of the previous meeting", true),
            ("Final Planning Minutes 16042026", true),
            ("Minutes - 9 July 2026", false),
            ("Minutes", false),
            ("Agenda for last meeting of the year", false),
        ] {
            assert_eq!(paper(title).is_of_earlier(on), earlier, "{title}");
        }
    }

    #[test]
    fn values_are_found_by_the_words_of_their_label() {
        let page = Html::parse_document(
            "<div class=ModCMISMeetingsC><div class=holder><div class=\"DNNLabel\">Date/Time:</div><div class=\"Value DateTime\">3 Aug 2026 - 10:00</div></div>\
             <div class=holder><div class=\"DNNLabel VenueLabel\"><span>Status:</span></div><div class=\"Value Venue\">Scheduled\
             <div class=holder><div class=\"DNNLabel VenueLabel\">Venue:</div><div class=\"Value Venue\"><a>On-line</a></div></div></div></div>\
             <ol><li><img alt=pdf><a href=\"/elm/Document.ashx?czJKcaeAi5tUFL1DTL2UE4sOqCLHzE2A\">Agenda</a> <span class=FileSize>(50Kb)</span></li></ol></div>",
        );
        let read = meeting(&page, &AT.parse().unwrap());
        assert_eq!((read.status.as_deref(), read.place.as_deref()), (Some("Scheduled"), Some("On-line")));
        assert_eq!((read.on, read.at), (Some(date(2026, 8, 3)), dates::time("10:00")));
        assert_eq!(read.papers[0].key("7"), "m7:agenda:50kb");
        assert_eq!(read.papers[0].file_name(), "Agenda.pdf");
    }
}
