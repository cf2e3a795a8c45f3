//! Real pages that were saved, served from loopback and read by the same door as live ones. They are their owners' and not
//! part of this project: `PLATFORM_PAGES` names the folder that holds them, where they do not lie beside it.

use super::World;
use super::clock::StillClock;
use super::server::{Asked, Draw, Reply, Twin};
use jiff::civil::Date;
use record::Kind;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

/// The folder; says loudly when there is none.
fn folder() -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus/platforms");
    let folder = std::env::var_os("PLATFORM_PAGES").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    if !folder.is_dir() {
        println!("SKIPPED: no saved pages are read: {} is no folder (PLATFORM_PAGES)", folder.display());
    }
    Some(folder).filter(|folder| folder.is_dir())
}

/// A page of the folder beside: saved pages of Modern.gov lie in one of their own.
fn saved_beside(name: &str) -> Option<String> {
    fs::read(folder()?.join("../moderngov").join(name)).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn saved(name: &str) -> Option<String> {
    fs::read(folder()?.join(name)).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

async fn world(kind: &str, path: &str, draw: Draw, now: &str) -> World {
    let clock = StillClock::new(now);
    let twin = Twin::with_meetings(Vec::new(), draw, clock.clone());
    let mut world = World::with(twin, clock, kind, path).await;
    world.plan.now = now.parse().unwrap();
    world
}

/// One saved year of an InfoCouncil site; every paper is a file of its own.
fn infocouncil(asked: &Asked, name: &str, year: &str) -> Option<Reply> {
    match asked.path() {
        "/" if asked.parameter("year").as_deref() == Some(year) => saved(name).map(Reply::Html),
        "/" => None,
        "/RedirectToDoc.aspx" => Some(Reply::Redirect(format!("/{}", asked.parameter("URL")?))),
        path if path.to_lowercase().ends_with(".pdf") => Some(Reply::Pdf(format!("%PDF-1.7 {path}").into_bytes())),
        path => Some(Reply::Page(format!("<html><body>{path}</body></html>").into_bytes())),
    }
}

fn hornsby(_: &Twin, asked: &Asked) -> Option<Reply> {
    infocouncil(asked, "infocouncil/hornsby_year2024_grid.html", "2024")
}

fn penrith(_: &Twin, asked: &Asked) -> Option<Reply> {
    infocouncil(asked, "infocouncil/penrith_2023_grid.html", "2023")
}

fn lane_cove(_: &Twin, asked: &Asked) -> Option<Reply> {
    infocouncil(asked, "infocouncil/lane_cove_year2023_responsive.html", "2023")
}

fn whitehorse(_: &Twin, asked: &Asked) -> Option<Reply> {
    infocouncil(asked, "infocouncil/whitehorse_first.html", "2020")
}

fn stem(address: &str) -> String {
    let name = address.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_uppercase();
    stem.trim_end_matches("_WEB").to_owned()
}

/// What must be found of a year: stem of each paper, its day, and whether it is minutes.
fn expected(name: &str, year: i16) -> BTreeMap<String, (Date, Kind)> {
    let rows: Vec<Value> = serde_json::from_str(&saved(name).unwrap()).unwrap();
    let mut out = BTreeMap::new();
    for row in rows {
        let on = Date::strptime("%d %b %Y", row["date"].as_str().unwrap()).unwrap();
        for (field, kind) in [
            ("agenda_url", Kind::Agenda),
            ("agenda_html_url", Kind::Agenda),
            ("minutes_url", Kind::Minutes),
            ("minutes_html_url", Kind::Minutes),
        ] {
            if let Some(address) = row[field].as_str().filter(|_| on.year() == year) {
                out.insert(stem(address), (on, kind));
            }
        }
    }
    out
}

#[tokio::test]
async fn saved_years_of_infocouncil_are_read_whole() {
    if folder().is_none() {
        return;
    }
    for (site, draw, list, year) in [
        ("hornsby", hornsby as Draw, Some("hornsby-expected.json"), 2024),
        ("penrith", penrith, Some("penrith_city-expected.json"), 2023),
        ("lane cove", lane_cove, Some("lane_cove-expected.json"), 2023),
        ("whitehorse", whitehorse, None, 2020),
    ] {
        let mut world = world("infocouncil", "/", draw, &format!("{year}-12-30T12:00:00Z")).await;
        world.spec.since = Some(year.to_string());
        let (_, log) = world.log_of_visit().await;
        let keys: BTreeSet<&String> = world.sink.documents.keys().map(|(_, key)| key).collect();
        let expected = list.map(|list| expected(&format!("infocouncil/{list}"), year)).unwrap_or_default();
        let missing: Vec<_> = expected.keys().filter(|stem| !keys.contains(stem)).collect();
        println!(
            "{site} {year}: {} meetings, {} papers, {} of {} expected, {} requests",
            world.sink.meetings.len(),
            keys.len(),
            expected.len() - missing.len(),
            expected.len(),
            log.len()
        );
        assert!(missing.is_empty(), "{site}: {missing:?}");
        assert!(world.sink.meetings.len() > 10, "{site}");
        for (stem, (on, kind)) in &expected {
            let held = world.sink.document_by_key(stem).unwrap();
            assert_eq!((held.facts.meeting_on, held.facts.kind), (Some(*on), Some(*kind)), "{site} {stem}");
            assert_eq!(held.versions.len(), 1, "{site} {stem}");
        }
    }
}

fn cmis(twin: &Twin, asked: &Asked) -> Option<Reply> {
    let page = |name: &str| {
        let text = saved(&format!("cmis/{name}"))?;
        Some(Reply::Html(text.replace("https://birmingham.cmis.uk.com", &twin.home())))
    };
    let path = asked.path();
    match path {
        "/birmingham/Meetings.aspx" if asked.parameter("ctl").is_some() => page("cmis_listview.html"),
        "/birmingham/Meetings.aspx" => page("cmis_base.html"),
        path if path.contains("/Date/2026-06-01/") => page("cmis_calendar_month.html"),
        path if path.contains("/Meeting/15042/") => page("cmis_detail_with_minutes.html"),
        path if path.contains("/Meeting/15028/") => page("cmis_meeting_summary.html"),
        path if path.contains("/Meeting/") => page("cmis_detail_no_minutes.html"),
        path if path.to_lowercase().ends_with("/document.ashx") => {
            Some(Reply::Pdf(format!("%PDF-1.7 {}", asked.target).into_bytes()))
        }
        _ => None,
    }
}

#[tokio::test]
async fn saved_pages_of_cmis_are_read() {
    if folder().is_none() {
        return;
    }
    let mut world = world("cmis", "/birmingham/", cmis, "2026-06-20T12:00:00Z").await;
    world.spec.since = Some("2026-06-01".into());
    world.visit().await;
    let meeting = |key: &str| world.sink.meetings.values().find(|held| held.key == key).unwrap();
    assert_eq!(world.sink.meetings.len(), 6, "{:?}", world.sink.meetings.keys());
    let planning = meeting("15042");
    assert_eq!((planning.committee.as_str(), planning.on), ("Planning Committee", Some("2026-07-09".parse().unwrap())));
    assert_eq!(planning.place.as_deref(), Some("Committee Rooms 3 & 4"));
    let panel = meeting("15028");
    assert_eq!((panel.status.as_deref(), panel.place.as_deref()), (Some("Scheduled"), Some("On-line meeting")));
    assert_eq!(meeting("15099").on, Some("2026-06-30".parse().unwrap()));
    let minutes = world.sink.document_by_key("m15042:final-planning-minutes-16042026:156kb").unwrap();
    assert!(minutes.facts.item_key.is_some(), "the last meeting's: {:?}", minutes.facts);
}

fn legistar(_: &Twin, asked: &Asked) -> Option<Reply> {
    let list = |name: &str| saved(&format!("legistar/{name}")).map(Reply::Json);
    match asked.path() {
        "/v1/maui/Events" => list("event_maui_2854.json"),
        "/v1/maui/Events/2854/EventItems" => list("eventitem_maui_54630.json"),
        _ => None,
    }
}

fn primegov(_: &Twin, asked: &Asked) -> Option<Reply> {
    match asked.path() {
        "/api/v2/PublicPortal/ListUpcomingMeetings" => Some(Reply::Json("[]".into())),
        "/api/v2/PublicPortal/ListArchivedMeetings" => saved("primegov/meeting_lacity_16238.json").map(Reply::Json),
        _ => Some(Reply::Pdf(b"%PDF-1.7".to_vec())),
    }
}

fn civicclerk(_: &Twin, asked: &Asked) -> Option<Reply> {
    let name = "civicclerk/event_franklintn_77_partial.json";
    if asked.path() == "/v1/Events" { saved(name).map(Reply::Json) } else { None }
}

#[tokio::test]
async fn saved_answers_of_interfaces_are_read() {
    if folder().is_none() {
        return;
    }
    let mut maui = world("legistar", "/v1/maui", legistar, "2020-09-25T12:00:00Z").await;
    maui.visit().await;
    let held = maui.sink.meetings.values().next().unwrap();
    assert_eq!(
        (held.committee.as_str(), held.on),
        ("Affordable Housing Committee", Some("2020-09-23".parse().unwrap()))
    );
    assert_eq!((held.at, held.items.len()), (Some("13:30:00".parse().unwrap()), 1));
    let mut city = world("primegov", "/", primegov, "2025-01-02T12:00:00Z").await;
    city.spec.since = Some("2025".into());
    city.visit().await;
    let held = city.sink.meetings.values().next().unwrap();
    assert_eq!((held.status.as_deref(), held.on), (Some("CANCELLED"), Some("2025-01-01".parse().unwrap())));
    assert_eq!(city.sink.documents.len(), 1, "one notice in two forms: {:?}", city.sink.documents.keys());
    let mut county = world("civicclerk", "/", civicclerk, "2020-04-20T12:00:00Z").await;
    county.visit().await;
    let held = county.sink.meetings.values().next().unwrap();
    assert_eq!((held.committee.as_str(), held.on), ("Budget & Finance Committee", Some("2020-04-09".parse().unwrap())));
}

fn kingston(_: &Twin, asked: &Asked) -> Option<Reply> {
    let page = |name: &str| saved_beside(&format!("kingston-{name}.html")).map(Reply::Html);
    let number = |name: &str| asked.parameter(name).unwrap_or_default();
    match asked.path().to_lowercase().as_str() {
        "/mglistcommittees.aspx" => page("CommitteeStructure"),
        "/ielistmeetings.aspx" => page("BrowseMeetings").filter(|_| number("CId") == "711"),
        "/mgcommitteedetails.aspx" => page("CommitteeDetails").filter(|_| number("ID") == "711"),
        "/ielistdocuments.aspx" if number("MId") == "10221" => page("Agenda_151"),
        "/ielistdocuments.aspx" if number("MId") == "10161" => page("Agenda_412"),
        path if path.contains("/documents/") => Some(Reply::Pdf(format!("%PDF-1.7 {}", asked.target).into_bytes())),
        _ => None,
    }
}

#[tokio::test]
async fn saved_pages_of_modern_gov_are_read() {
    if folder().is_none() || saved_beside("kingston-BrowseMeetings.html").is_none() {
        return;
    }
    let mut world = world("moderngov", "/", kingston, "2026-02-10T12:00:00Z").await;
    world.spec.committees = Some(vec!["711".into()]);
    let report = world.visit().await;
    let key = |key: &str| world.sink.meetings.values().find(|held| held.key == key).unwrap();
    let (held, off) = (key("10221"), key("10161"));
    let papers: Vec<&String> = world.sink.documents.keys().map(|(_, key)| key).collect();
    println!(
        "kingston: {} meetings listed, {} pages of them saved, {} items, {} papers, {} members",
        report.meetings,
        world.sink.meetings.len(),
        held.items.len(),
        papers.len(),
        world.sink.members.len()
    );
    assert_eq!(held.on, Some("2026-01-15".parse().unwrap()));
    assert_eq!((off.status.as_deref(), off.items.len()), (Some("CANCELLED"), 0));
    assert!(held.items.len() > 8, "{:?}", held.items);
    for paper in ["g10230:T1", "g10230:T0", "g10230:T2"] {
        let held = world.sink.document_by_key(paper).unwrap_or_else(|| panic!("{paper} of {papers:?}"));
        assert_eq!(held.facts.meeting_key.as_deref(), Some("10221"));
    }
    let reports = papers.iter().filter(|key| key.starts_with('s')).count();
    assert!(reports > 5, "{papers:?}");
}

fn oakland(_: &Twin, asked: &Asked) -> Option<Reply> {
    let name = match asked.path() {
        "/v1/oakland/Events" => "event_oakland_573.json",
        _ => return Some(Reply::Json("[]".into())),
    };
    saved(&format!("legistar/{name}")).map(Reply::Json)
}

#[tokio::test]
async fn a_saved_meeting_without_papers_is_a_meeting() {
    if folder().is_none() {
        return;
    }
    let mut world = world("legistar", "/v1/oakland", oakland, "2000-09-20T12:00:00Z").await;
    world.visit().await;
    let held = world.sink.meetings.values().next().unwrap();
    assert_eq!((held.committee.as_str(), held.on), ("Life Enrichment Committee", Some("2000-09-12".parse().unwrap())));
    assert_eq!((held.at, world.sink.documents.len()), (Some("13:00:00".parse().unwrap()), 0));
}

/// A saved page that lists papers by links; each paper is a file of its own.
fn listed(twin: &Twin, asked: &Asked, name: &str, host: &str) -> Option<Reply> {
    if asked.path() == "/list" {
        return Some(Reply::Html(saved(name)?.replace(host, &twin.home())));
    }
    let is_file = ["viewer.php", "/viewfile/"].iter().any(|part| asked.path().to_lowercase().contains(part));
    is_file.then(|| Reply::Pdf(format!("%PDF-1.7 {}", asked.target).into_bytes()))
}

fn metra(twin: &Twin, asked: &Asked) -> Option<Reply> {
    listed(twin, asked, "granicus/il_metra_board.html", "http://metrarr.granicus.com")
}

fn transit_past(twin: &Twin, asked: &Asked) -> Option<Reply> {
    listed(twin, asked, "granicus/il_regional_transit_past.html", "http://rtachicago.granicus.com")
}

fn transit_to_come(twin: &Twin, asked: &Asked) -> Option<Reply> {
    listed(twin, asked, "granicus/il_regional_transit_upcoming.html", "http://rtachicago.granicus.com")
}

fn agenda_search(twin: &Twin, asked: &Asked) -> Option<Reply> {
    listed(twin, asked, "civicplus/civplus_agenda_search_results_page.html", "https://none.invalid")
}

fn water(twin: &Twin, asked: &Asked) -> Option<Reply> {
    listed(twin, asked, "civicplus/civplus_alameda_water.html", "https://none.invalid")
}

/// The papers that a saved page links to, editions as pages left out.
fn linked(name: &str) -> BTreeSet<String> {
    let page = saved(name).unwrap().replace("&amp;", "&");
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let is_paper = |link: &&str| ["viewer.php", "/viewfile/"].iter().any(|part| link.to_lowercase().contains(part));
    let path = |link: &str| {
        let rest = link.split_once("://").map_or(link, |(_, rest)| &rest[rest.find('/').unwrap_or_default()..]);
        rest.trim().to_owned()
    };
    links.filter(is_paper).filter(|link| !link.ends_with("?html=true")).map(path).collect()
}

#[tokio::test]
async fn saved_lists_of_platforms_without_a_source_are_read_by_their_links() {
    if folder().is_none() {
        return;
    }
    for (name, draw) in [
        ("granicus/il_metra_board.html", metra as Draw),
        ("granicus/il_regional_transit_past.html", transit_past),
        ("granicus/il_regional_transit_upcoming.html", transit_to_come),
        ("civicplus/civplus_agenda_search_results_page.html", agenda_search),
        ("civicplus/civplus_alameda_water.html", water),
    ] {
        let mut world = world("links", "/list", draw, "2020-01-01T12:00:00Z").await;
        let report = world.visit().await;
        let found: BTreeSet<String> = world.sink.documents.keys().map(|(_, key)| key.clone()).collect();
        let wanted = linked(name);
        let missing: Vec<_> = wanted.difference(&found).collect();
        let dated = world.sink.documents.values().filter(|held| held.facts.meeting_on.is_some()).count();
        let told = world.sink.documents.values().filter(|held| held.facts.kind.is_some()).count();
        println!(
            "{name}: {} of {} papers, {dated} with a day, {told} with a kind; {}",
            wanted.len() - missing.len(),
            wanted.len(),
            report.notes.join("; ")
        );
        assert!(missing.is_empty(), "{name}: {missing:?}");
        // The list of meetings to come says the day in a block beside the link, which is no heading and no row: it is not read.
        assert!(dated == wanted.len() || name.ends_with("upcoming.html"), "{name}: each has its day");
    }
}
