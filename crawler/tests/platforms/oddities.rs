//! Bad input that whole platforms send at times: each a recorded state, nothing withdrawn, nothing doubled.

use super::body::{self, BOARD, Meeting};
use super::clock::StillClock;
use super::server::{Asked, Draw, Reply, Twin};
use super::{PLATFORMS, World, cmis, data, infocouncil, moderngov, plain};
use crawler::Outcome;
use jiff::civil::date;
use std::collections::BTreeSet;

/// A world whose body is changed before it is served.
async fn changed(kind: &str, path: &str, draw: Draw, change: impl FnOnce(&mut Vec<Meeting>)) -> World {
    let clock = StillClock::new(body::NOON);
    let mut meetings = body::meetings();
    change(&mut meetings);
    World::with(Twin::with_meetings(meetings, draw, clock.clone()), clock, kind, path).await
}

/// The sink of one world handed to another: the same record, after the site has changed.
fn go_on(before: World, mut after: World) -> World {
    after.sink = before.sink;
    after.plan = before.plan;
    after
}

#[tokio::test]
async fn two_meetings_with_one_number_are_both_kept_and_told_of() {
    for (kind, path, draw) in [("primegov", "/", data::primegov as Draw), ("civicclerk", "/", data::civicclerk)] {
        let mut world = changed(kind, path, draw, |meetings| {
            let (first, second) = (meetings[0].id, meetings.len() - 20);
            meetings[second].id = first;
        })
        .await;
        world.visit().await;
        assert_eq!(world.sink.meetings.len(), world.twin.meetings.len(), "{kind}");
        let told = |world: &World| world.sink.problems.iter().filter(|told| told.starts_with("double_id")).count();
        assert!(told(&world) > 0, "{kind}: {:?}", world.sink.problems);
        let keys = |world: &World| world.sink.meetings.keys().cloned().collect::<Vec<_>>();
        let papers = |world: &World| world.sink.documents.keys().cloned().collect::<Vec<_>>();
        let first = (keys(&world), papers(&world));
        world.after_days(1).visit().await;
        assert_eq!((keys(&world), papers(&world)), first, "{kind}: the same keys the next day");
        assert!(world.sink.documents.values().all(|held| held.absence.is_none()), "{kind}: nothing is withdrawn");
    }
}

#[tokio::test]
async fn numbers_that_are_used_again_after_a_migration_replace_nothing() {
    for (kind, path, draw) in [
        ("moderngov", "/mg/", moderngov::draw as Draw),
        ("primegov", "/", data::primegov),
        ("escribe", "/", data::escribe),
    ] {
        let mut before = changed(kind, path, draw, |meetings| meetings.retain(|m| m.on < date(2025, 3, 1))).await;
        before.visit().await;
        let (meetings, papers) = (before.sink.meetings.clone(), before.sink.documents.len());
        let bytes: Vec<_> =
            before.sink.documents.iter().map(|(key, held)| (key.clone(), held.versions.clone())).collect();
        // The new system counts meetings and papers from the same number again, for other committees.
        let after = changed(kind, path, draw, |meetings| {
            meetings.retain(|meeting| meeting.on >= date(2025, 4, 15));
            for (n, meeting) in meetings.iter_mut().enumerate() {
                meeting.id = 502 + n as u64;
                meeting.papers.iter_mut().for_each(|paper| paper.id = meeting.id * 10 + paper.id % 10);
            }
        })
        .await;
        let published = after.twin.published().len();
        let mut world = go_on(before, after);
        world.plan.full = true;
        world.after_days(1).visit().await;
        assert!(meetings.iter().all(|(key, held)| world.sink.meetings[key].on == held.on), "{kind}: none is replaced");
        assert!(world.sink.problems.iter().any(|told| told.starts_with("reused_id")), "{kind}");
        for (key, versions) in &bytes {
            let held = &world.sink.documents[key];
            assert!(held.versions == *versions && held.absence.is_none(), "{kind}: {key:?} is another's now");
        }
        assert!(world.sink.documents.len() <= papers + published, "{kind}: nothing is doubled");
        let after_first: Vec<_> = world.sink.documents.keys().cloned().collect();
        let again = world.after_days(1).visit().await;
        assert_eq!((again.new, again.changed, again.withdrawn), (0, 0, 0), "{kind}: the same the next day");
        assert_eq!(world.sink.documents.keys().cloned().collect::<Vec<_>>(), after_first, "{kind}");
    }
}

#[tokio::test]
async fn a_committee_that_is_renamed_keeps_its_meetings_and_papers() {
    for platform in PLATFORMS {
        let mut before = changed(platform.kind, platform.path, platform.draw, |_| {}).await;
        before.visit().await;
        let keys = |world: &World| {
            let meetings: Vec<_> = world.sink.meetings.keys().cloned().collect();
            (meetings, world.sink.documents.keys().cloned().collect::<Vec<_>>())
        };
        let first = keys(&before);
        let after = changed(platform.kind, platform.path, platform.draw, |meetings| {
            meetings.iter_mut().filter(|m| m.committee == 0).for_each(|m| m.name = "Development Committee");
        })
        .await;
        let mut world = go_on(before, after);
        world.plan.full = true;
        let name = platform.name;
        for _ in 0..2 {
            let report = world.after_days(2).visit().await;
            assert_eq!((report.new, report.withdrawn, report.failed), (0, 0, 0), "{name}: {:?}", world.sink.problems);
        }
        assert_eq!(keys(&world), first, "{name}");
        assert!(world.sink.documents.values().all(|held| held.absence.is_none()), "{name}");
        let renamed =
            world.sink.documents.values().any(|held| held.facts.committee.as_deref() == Some("Development Committee"));
        assert!(renamed, "{name}: the new name is taken down");
    }
}

#[tokio::test]
async fn half_a_calendar_is_told_and_withdraws_nothing() {
    for (kind, path, draw) in [
        ("moderngov", "/mg/", moderngov::draw as Draw),
        ("cmis", "/elm/", cmis::draw),
        ("infocouncil", "/", infocouncil::grid),
        ("primegov", "/", data::primegov),
    ] {
        let mut before = changed(kind, path, draw, |_| {}).await;
        before.visit().await;
        let papers = before.sink.documents.len();
        let after = changed(kind, path, draw, |meetings| {
            let mut n = 0;
            meetings.retain(|meeting| {
                n += 1;
                meeting.committee == BOARD || n % 2 == 0
            });
        })
        .await;
        let mut world = go_on(before, after);
        world.plan.full = true;
        for _ in 0..2 {
            world.after_days(2).visit().await;
        }
        assert!(world.sink.problems.iter().any(|told| told.starts_with("far_fewer_meetings")), "{kind}");
        assert_eq!(world.sink.documents.len(), papers, "{kind}");
        assert!(world.sink.documents.values().all(|held| held.absence.is_none()), "{kind}");
    }
}

#[tokio::test]
async fn a_page_that_lists_next_to_nothing_for_a_day_withdraws_nothing() {
    let mut before = changed("links", "/council/", plain::draw, |_| {}).await;
    before.visit().await;
    let after = changed("links", "/council/", plain::draw, |meetings| meetings.truncate(3)).await;
    let mut world = go_on(before, after);
    world.spec.url = world.spec.url.clone();
    for _ in 0..2 {
        world.after_days(2).visit().await;
    }
    let gone = world.sink.documents.values().filter(|held| held.absence == Some(record::Absence::Withdrawn)).count();
    assert_eq!(gone, 0);
}

#[tokio::test]
async fn a_plain_site_says_what_it_left_out_and_goes_into_no_calendar() {
    let mut world = changed("links", "/council/", plain::draw, |_| {}).await;
    let (report, log) = world.log_of_visit().await;
    assert_eq!(report.outcome, Outcome::Done);
    assert!(!log.iter().any(|asked| asked.target.contains("/events/")), "no calendar");
    let said = report.notes.join("; ");
    for words in ["files that are no papers by their words", "papers on elsewhere.invalid, which `hosts` does not name"]
    {
        assert!(said.contains(words), "{said}");
    }
    assert!(world.sink.document_by_key("/files/privacy.pdf").is_none());
}

/// A site whose files have addresses of pages, and one address for the minutes of every month.
fn shared_addresses(twin: &Twin, asked: &Asked) -> Option<Reply> {
    let (day, month) = if twin.later() { ("8 September 2025", "September") } else { ("11 August 2025", "August") };
    match asked.path() {
        "/minutes" => Some(Reply::Html(format!(
            "<html><body><h1>Minutes</h1><a href=\"/minutes/345-minutes-9-june-2025/file\">Minutes 9 June 2025</a>\
             <a href=\"/latest-minutes.pdf\">Minutes {day}</a></body></html>"
        ))),
        "/minutes/345-minutes-9-june-2025/file" => Some(Reply::Pdf(b"%PDF-1.7 June".to_vec())),
        "/latest-minutes.pdf" => Some(Reply::Pdf(format!("%PDF-1.7 {month}").into_bytes())),
        _ => None,
    }
}

#[tokio::test]
async fn a_plain_site_may_give_files_addresses_of_pages_and_use_an_address_again() {
    let mut world = changed("links", "/minutes", shared_addresses, Vec::clear).await;
    world.visit().await;
    let held = |world: &World| {
        let held = world.sink.documents.values().filter(|held| held.absence.is_none());
        held.map(|held| (held.facts.meeting_on.unwrap().to_string(), held.versions.len())).collect::<BTreeSet<_>>()
    };
    let expected = |days: &[&str]| days.iter().map(|day| ((*day).to_owned(), 1)).collect::<BTreeSet<_>>();
    assert_eq!(held(&world), expected(&["2025-06-09", "2025-08-11"]));
    world.twin.state().later = true;
    world.after_days(1).visit().await;
    assert_eq!(held(&world), expected(&["2025-06-09", "2025-08-11", "2025-09-08"]), "August's are kept");
    assert!(world.sink.problems.iter().any(|told| told.starts_with("reused_id")), "{:?}", world.sink.problems);
    for _ in 0..2 {
        let (report, log) = world.after_days(2).log_of_visit().await;
        assert_eq!((report.new, report.changed, report.withdrawn, report.failed), (0, 0, 0, 0));
        assert_eq!(log.len(), 2, "robots.txt and the list: {log:?}");
    }
}

#[tokio::test]
async fn votes_by_name_stand_beside_the_minutes() {
    let mut world = changed("legistar", "/v1/elm", data::legistar, |_| {}).await;
    world.visit().await;
    let votes = world.sink.document_by_key("votes:501").unwrap();
    let html = String::from_utf8(votes.versions[0].clone()).unwrap();
    for words in [
        "<tr><td>Mover:</td><td>Ash</td></tr>",
        "<tr><td>Seconder:</td><td>Birch</td></tr>",
        "<p>Votes (2:1)</p>",
        "<tr><td>Birch</td><td>Yea</td></tr>",
        "<tr><td>Cedar</td><td>Nay</td></tr>",
        "<h2 id=\"50101\">2. Bridges</h2>",
    ] {
        assert!(html.contains(words), "{words} in {html}");
    }
    let held = world.sink.meetings.values().find(|held| held.key == "501").unwrap();
    assert_eq!(held.items.iter().map(|item| item.title.as_str()).collect::<Vec<_>>(), ["Apologies", "Bridges"]);
}

#[tokio::test]
async fn a_block_says_what_is_wrong_with_it() {
    let mut world = changed("links", "/council/", plain::draw, |_| {}).await;
    world.spec.papers = Some("(".into());
    let error = world.spec.build().err().map(|error| error.to_string()).unwrap_or_default();
    assert!(error.contains("`papers`: is no pattern"), "{error}");
}
