//! InfoCouncil: what councils in Australia and New Zealand publish with. One page lists a year; two templates of it are in
//! use side by side: a grid, and cards that fold on small screens.
//!
//! The name of a file tells code of the committee, day and kind (`GM_14022024_AGN`); the same paper as a PDF and as a page
//! differs only in its ending. The page is read where minutes have one, the PDF of everything else.

use super::gather::{Gathering, Listed, Paper, Platform};
use super::page::{
    self, ANCHOR, CARD, CARD_DATE, CARD_GROUP, CARD_PLACE, CARD_TIME, CARD_TITLE, GRID_COMMITTEE, GRID_DATE, GRID_ROW,
    SPAN, YEARS, href, words,
};
use super::publisher::{KEYS, Publisher};
use super::visit::VisitError;
use super::{Kind, Source, SourceSpec, SpecError, dates};
use crate::client::{Expect, Page};
use jiff::civil::{Date, Time, date};
use record::text::slug;
use record::{Kind as DocumentKind, MeetingFacts, MinutesState};
use regex::Regex;
use scraper::{ElementRef, Html, Selector};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use url::Url;

pub(super) const KIND: Kind = Kind {
    name: "infocouncil",
    help: "a council's InfoCouncil site (Australia, New Zealand), by the address of its list of meetings",
    keys: KEYS,
    build,
};

/// What every list holds, in both templates and whether or not a year has meetings: the choice of years.
const PAGE: Expect = Expect::Html { marker: "ddlYear" };

/// Words that the name of a committee is followed by where a row is about papers that came later.
#[allow(clippy::unwrap_used, reason = "a constant pattern, compiled in a test")]
static LATER_PAPERS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[\s(-]*\b(supplementary|additional business|addendum|late papers?)\b.*$").unwrap()
});

/// Words that tell that a meeting is not held, or not then.
#[allow(clippy::unwrap_used, reason = "a constant pattern, compiled in a test")]
static STATUS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[\s(*-]*\b(cancelled|postponed|rescheduled|abandoned|lapsed)\b[\s)*-]*").unwrap()
});

fn build(spec: &SourceSpec) -> Result<Box<dyn Source>, SpecError> {
    let mut publisher = Publisher::from_spec(spec)?;
    publisher.access.url.set_query(None);
    Platform::source(publisher, |to| Box::pin(crawl(to)))
}

/// This year first, for it says which others there are; then the others, the newest first.
async fn crawl(gathering: &mut Gathering<'_, '_>) -> Result<(), VisitError> {
    let this_year = gathering.visit.today().year();
    let url = of_year(gathering, this_year);
    let page = gathering.must_have(&url, PAGE).await?;
    let html = Html::parse_document(&page::text(&page.body));
    let mut years = years(&html);
    let rows = rows(&html, &page.url);
    drop(html);
    keep(gathering, this_year, &url, rows, &page).await?;
    years.retain(|year| *year != this_year && *year >= gathering.publisher.first_year());
    let mut saw_all = true;
    for year in years.into_iter().rev() {
        let url = of_year(gathering, year);
        if !gathering.is_due(&url, Some(date(year, 12, 31)))? {
            saw_all = false;
            continue;
        }
        let Some(page) = gathering.fetch_page(&url, PAGE, None).await? else {
            saw_all = false;
            continue;
        };
        let rows = self::rows(&Html::parse_document(&page::text(&page.body)), &page.url);
        keep(gathering, year, &url, rows, &page).await?;
    }
    if saw_all { gathering.tell_unknown_committees() } else { Ok(()) }
}

fn of_year(gathering: &Gathering<'_, '_>, year: i16) -> Url {
    let mut url = gathering.publisher.access.url.clone();
    url.set_query(Some(&format!("year={year}")));
    url
}

/// Keeps the meetings of a year. Some sites answer every year with the same list: that is told and not kept again.
async fn keep(
    gathering: &mut Gathering<'_, '_>,
    year: i16,
    url: &Url,
    mut rows: Vec<Row>,
    page: &Page,
) -> Result<(), VisitError> {
    let known = page.known.clone();
    if !page.is_whole() {
        // Of a page that breaks off the last row may be half of one.
        rows.pop();
    }
    if !rows.is_empty() && rows.iter().all(|row| row.on.year() != year) {
        let told = format!("{url} lists meetings of other years than {year}");
        gathering.visit.report.notes.push(told);
        return gathering.was_read(url, known);
    }
    rows.retain(|row| row.on.year() == year);
    let names: BTreeSet<(Date, String)> = rows.iter().map(|row| (row.on, row.committee.clone())).collect();
    let mut listed = Vec::new();
    for row in rows {
        listed.push(Listed { whole: page.is_whole(), ..meeting(gathering, row, url, &names)? });
    }
    let keys: BTreeSet<String> = listed.iter().map(|listed| listed.facts.key.clone()).collect();
    gathering.keep_all(listed).await?;
    gathering.tell_unlisted(date(year, 1, 1), date(year, 12, 31), &keys)?;
    if page.is_whole() { gathering.was_read(url, known) } else { gathering.misread(url, "breaks off") }
}

/// The years that can be chosen.
fn years(page: &Html) -> BTreeSet<i16> {
    let values = page.select(&YEARS).filter_map(|option| option.value().attr("value"));
    values.filter_map(|value| value.trim().parse().ok()).filter(|year| (1990..2200).contains(year)).collect()
}

/// One row or card of the list.
#[derive(Debug, Clone, PartialEq)]
struct Row {
    on: Date,
    at: Option<Time>,
    committee: String,
    status: Option<String>,
    place: Option<String>,
    links: Vec<Link>,
}

/// One link of a row.
#[derive(Debug, Clone, PartialEq)]
struct Link {
    /// What it stands under: "Agenda", "Minutes", "Agenda - Supplementary".
    group: String,
    url: Url,
    title: String,
}

fn rows(page: &Html, at: &Url) -> Vec<Row> {
    let of_grid = page.select(&GRID_ROW).filter_map(|row| grid_row(row, at));
    of_grid.chain(page.select(&CARD).filter_map(|card| card_row(card, at))).collect()
}

fn grid_row(row: ElementRef<'_>, at: &Url) -> Option<Row> {
    let when = words(row.select(&GRID_DATE).next()?);
    let committee = row.select(&GRID_COMMITTEE).next()?;
    // The number of a supplement stands in such a span, too, before the place.
    let place = committee.select(&SPAN).last().map(words).filter(|place| !is_number(place)).unwrap_or_default();
    let name = page::own_words(committee);
    let mut links = Vec::new();
    for cell in row.child_elements() {
        let class = cell.value().attr("class").unwrap_or_default();
        let Some(group) = class.split_whitespace().find_map(|class| class.strip_prefix("bpsGrid")) else { continue };
        links.extend(cell.select(&ANCHOR).filter_map(|anchor| link(anchor, group, at)));
    }
    row_of(&when, &name, &place, links)
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn card_row(card: ElementRef<'_>, at: &Url) -> Option<Row> {
    let text = |selector: &Selector| card.select(selector).next().map(words).unwrap_or_default();
    let when = format!("{} {}", text(&CARD_DATE), text(&CARD_TIME));
    let mut links = Vec::new();
    for header in card.select(&CARD_GROUP) {
        let group = words(header);
        let items = header.next_siblings().filter_map(ElementRef::wrap).next();
        links.extend(items.into_iter().flat_map(|items| items.select(&ANCHOR)).filter_map(|a| link(a, &group, at)));
    }
    row_of(&when, &text(&CARD_TITLE), &text(&CARD_PLACE), links)
}

fn link(anchor: ElementRef<'_>, group: &str, at: &Url) -> Option<Link> {
    let url = href(anchor, at).filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let title = anchor.value().attr("title").map(str::to_owned).unwrap_or_else(|| words(anchor));
    Some(Link { group: group.to_owned(), url, title })
}

fn row_of(when: &str, name: &str, place: &str, links: Vec<Link>) -> Option<Row> {
    let on = dates::day(when)?;
    let status = STATUS.captures(name).map(|found| found[1].to_uppercase());
    let committee = STATUS.replace_all(name, " ");
    let committee = LATER_PAPERS.replace(committee.trim(), "").trim().to_owned();
    let place = Some(place.to_owned()).filter(|place| !place.is_empty());
    Some(Row { on, at: dates::time(when), committee, status, place, links })
}

/// A row as the meeting and the papers that it is.
fn meeting(
    gathering: &mut Gathering<'_, '_>,
    row: Row,
    url: &Url,
    names: &BTreeSet<(Date, String)>,
) -> Result<Listed, VisitError> {
    let by_name = format!("{}_{}", slug(&row.committee), row.on);
    let by_code = row.links.iter().find_map(|link| meeting_key(&stem(&file_name(&link.url)), row.on));
    let scope = &gathering.publisher.scope;
    // A meeting that was listed before it had papers keeps the key that it had then; one whose papers are gone keeps the one
    // that they gave it.
    let held = gathering.visit.sink.held_meetings(scope, row.on, row.on)?;
    let is_this = |held: &&MeetingFacts| held.committee == row.committee && (held.at == row.at || held.at.is_none());
    // Before it has papers a meeting is known by its committee's name: where that is listed no more, and another one at the
    // same hour, the committee was renamed.
    let is_renamed = |held: &&MeetingFacts| {
        held.at == row.at
            && held.key == format!("{}_{}", slug(&held.committee), row.on)
            && !names.contains(&(row.on, held.committee.clone()))
    };
    let before = held.iter().find(is_this).or_else(|| held.iter().find(is_renamed)).map(|held| held.key.clone());
    let key = match by_code {
        Some(code) if !held.iter().any(|held| held.key == by_name) => code,
        Some(_) => by_name,
        None => before.unwrap_or(by_name),
    };
    let papers = papers(&row.links);
    let has = |kind: DocumentKind| Some(papers.iter().any(|paper| paper.kind == Some(kind)));
    let mut facts = gathering.publisher.meeting(key, row.committee);
    (facts.on, facts.at, facts.place, facts.status) = (Some(row.on), row.at, row.place, row.status);
    facts.url = Some(url.to_string());
    facts.agenda_published = has(DocumentKind::Agenda);
    facts.minutes_published = has(DocumentKind::Minutes);
    Ok(Listed { facts, papers, extracts: Vec::new(), whole: true })
}

/// Each paper once, whatever forms it has.
fn papers(links: &[Link]) -> Vec<Paper> {
    let mut forms: BTreeMap<String, Vec<&Link>> = BTreeMap::new();
    let mut order = Vec::new();
    for link in links {
        let key = stem(&file_name(&link.url)).to_uppercase();
        if !forms.contains_key(&key) {
            order.push(key.clone());
        }
        forms.entry(key).or_default().push(link);
    }
    order.into_iter().filter_map(|key| paper(&key, &forms[&key])).collect()
}

fn paper(key: &str, forms: &[&Link]) -> Option<Paper> {
    let first = forms.first()?;
    let (kind, state) = kind_of(&first.group, key);
    let is_page = |link: &&&Link| file_name(&link.url).to_lowercase().ends_with(".htm");
    let page = forms.iter().find(is_page);
    let file = forms.iter().find(|link| !is_page(link));
    let (chosen, other) =
        if kind == Some(DocumentKind::Minutes) { (page.or(file), file) } else { (file.or(page), None) };
    let chosen = chosen?;
    let otherwise = other.filter(|other| other.url != chosen.url);
    Some(Paper {
        key: key.to_owned(),
        url: chosen.url.clone(),
        file_name: file_name(&chosen.url),
        title: title(&chosen.title),
        kind,
        state,
        item_key: None,
        version: None,
        expect: expect(chosen),
        otherwise: otherwise.map(|link| (link.url.clone(), file_name(&link.url), expect(link))),
    })
}

fn expect(link: &Link) -> Expect {
    super::gather::by_name(&file_name(&link.url))
}

/// What a paper is: the cell or group that it stands in says it, and else its name.
fn kind_of(group: &str, key: &str) -> (Option<DocumentKind>, Option<MinutesState>) {
    let group = group.to_lowercase();
    let named = |part: &str| key.split('_').any(|of| of == part);
    if group.contains("minutes") || named("MIN") && !group.contains("agenda") {
        let is_draft = group.contains("unconfirmed") || group.contains("draft");
        (Some(DocumentKind::Minutes), is_draft.then_some(MinutesState::Draft))
    } else if group.contains("attachment") || named("ATT") {
        (Some(DocumentKind::Report), None)
    } else if group.contains("agenda") || group.contains("business") || named("AGN") {
        (Some(DocumentKind::Agenda), None)
    } else {
        (None, None)
    }
}

/// "Agenda PDF for 14 February 2024 (989.4KB)" without what is no part of a title.
fn title(text: &str) -> String {
    let text =
        text.rsplit_once('(').filter(|(_, size)| size.trim_end().ends_with("B)")).map_or(text, |(title, _)| title);
    text.split_whitespace().filter(|word| *word != "PDF").collect::<Vec<_>>().join(" ")
}

/// The name of the file that a link leads to, mostly as a parameter of the page that redirects to it.
fn file_name(url: &Url) -> String {
    let named =
        url.query_pairs().find(|(name, _)| name.eq_ignore_ascii_case("url")).map(|(_, value)| value.into_owned());
    let path = named.unwrap_or_else(|| url.path().to_owned());
    path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

/// A file's name without what tells its form.
fn stem(file_name: &str) -> String {
    let stem = file_name.rsplit_once('.').map_or(file_name, |(stem, _)| stem);
    let cut = stem.len().saturating_sub("_WEB".len());
    match stem.get(cut..) {
        Some(end) if end.eq_ignore_ascii_case("_WEB") => stem[..cut].to_owned(),
        _ => stem.to_owned(),
    }
}

/// The meeting that a file's name tells: code, day, number where there is one, and whether it is an extraordinary one.
/// `None` where the name tells another day than the row, or none.
fn meeting_key(stem: &str, on: Date) -> Option<String> {
    let upper = stem.to_uppercase();
    let parts: Vec<&str> = upper.split('_').collect();
    let day = [on.strftime("%d%m%Y").to_string(), on.strftime("%Y%m%d").to_string()];
    let at = parts.iter().position(|part| day.iter().any(|day| day == part)).filter(|at| *at > 0)?;
    let number = parts.get(at + 2).filter(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    let mut key = format!("{}_{on}", parts[..at].join("_"));
    if let Some(number) = number {
        key.push_str(&format!("_{number}"));
    }
    if parts[at..].contains(&"EXTRA") {
        key.push_str("_EXTRA");
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_tells_its_meeting() {
        for (name, on, key) in [
            ("GM_14022024_AGN_WEB.htm", "2024-02-14", Some("GM_2024-02-14")),
            ("GM_14022024_AGN_SUP_15465.PDF", "2024-02-14", Some("GM_2024-02-14")),
            ("C_08122020_AGN_3761_AT_SUP_59828.PDF", "2020-12-08", Some("C_2020-12-08_3761")),
            ("CO_20201214_MIN_1036.PDF", "2020-12-14", Some("CO_2020-12-14_1036")),
            ("CNL_04122023_AGN_AT_EXTRA_WEB.htm", "2023-12-04", Some("CNL_2023-12-04_EXTRA")),
            ("CNL_04122023_AGN.PDF", "2023-12-05", None),
            ("Minutes.pdf", "2023-12-05", None),
        ] {
            assert_eq!(meeting_key(&stem(name), on.parse().unwrap()).as_deref(), key, "{name}");
        }
    }

    #[test]
    fn a_row_with_a_number_of_a_supplement_has_its_place_behind_it() {
        let row = |date: &str, cell: &str| {
            let html = Html::parse_document(&format!(
                "<table class=\"bpsGridMenu\"><tbody><tr class=\"bpsGridMenuItem\"><td class=\"bpsGridDate\">{date}</td>\
                 <td class=\"bpsGridCommittee\">{cell}</td></tr></tbody></table>"
            ));
            rows(&html, &"https://x.infocouncil.biz/".parse().unwrap()).swap_remove(0)
        };
        let told = row(
            "8 Dec 2020<br /><span>6.30pm</span>",
            "Council Supplementary <span>59828</span><br /><span>Town Hall</span>",
        );
        assert_eq!((told.committee.as_str(), told.place.as_deref()), ("Council", Some("Town Hall")));
        let bare = row("23/05/2024", "Traffic Committee");
        assert_eq!((bare.on.to_string(), bare.at, bare.place), ("2024-05-23".into(), None, None));
    }

    #[test]
    fn a_row_tells_committee_state_and_place_apart() {
        let of = |name: &str| row_of("4 Dec 2023 the conclusion of the Review Committee", name, "", vec![]).unwrap();
        assert_eq!(of("General Meeting Supplementary uploaded 13/02/2024 16:27").committee, "General Meeting");
        assert_eq!(of("Council Additional Business").committee, "Council");
        let off = of("Works Committee - CANCELLED");
        assert_eq!(
            (off.committee.as_str(), off.status.as_deref(), off.at),
            ("Works Committee", Some("CANCELLED"), None)
        );
        assert_eq!(title("Agenda PDF for 14 February 2024 (989.4KB)"), "Agenda for 14 February 2024");
    }

    #[test]
    fn the_page_of_minutes_goes_before_their_file_and_the_file_of_an_agenda_before_its_page() {
        let at: Url = "https://x.infocouncil.biz/".parse().unwrap();
        let form = |group: &str, name: &str| Link {
            group: group.into(),
            url: at.join(&format!("RedirectToDoc.aspx?URL=Open/2024/02/{name}")).unwrap(),
            title: name.into(),
        };
        let found = papers(&[
            form("Agenda", "GM_14022024_AGN_WEB.htm"),
            form("Agenda", "GM_14022024_AGN.PDF"),
            form("Minutes", "GM_14022024_MIN_WEB.htm"),
            form("Minutes", "GM_14022024_MIN.PDF"),
            form("Attachments", "GM_14022024_ATT.PDF"),
        ]);
        let told: Vec<_> =
            found.iter().map(|p| (p.key.as_str(), p.file_name.as_str(), p.otherwise.is_some())).collect();
        assert_eq!(
            told,
            [
                ("GM_14022024_AGN", "GM_14022024_AGN.PDF", false),
                ("GM_14022024_MIN", "GM_14022024_MIN_WEB.htm", true),
                ("GM_14022024_ATT", "GM_14022024_ATT.PDF", false),
            ]
        );
    }
}
