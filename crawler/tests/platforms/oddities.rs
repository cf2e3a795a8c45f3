//! Bad input that whole platforms send at times: each a recorded state, nothing withdrawn, nothing doubled.

use super::body::{self, BOARD, Meeting};
use super::clock::StillClock;
use super::server::{Draw, Twin};
use super::{World, cmis, data, infocouncil, plain};
use crawler::Outcome;
use jiff::civil::date;

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
    let mut world = changed("primegov", "/", data::primegov, |meetings| {
        let (first, second) = (meetings[0].id, meetings.len() - 20);
        meetings[second].id = first;
    })
    .await;
    world.visit().await;
    assert_eq!(world.sink.meetings.len(), world.twin.meetings.len());
    let first = world.sink.meetings.keys().cloned().collect::<Vec<_>>();
    world.after_days(1).visit().await;
    assert_eq!(world.sink.meetings.keys().cloned().collect::<Vec<_>>(), first, "the same keys the next day");
}

#[tokio::test]
async fn numbers_that_are_used_again_after_a_migration_replace_nothing() {
    let mut before =
        changed("escribe", "/", data::escribe, |meetings| meetings.retain(|m| m.on < date(2025, 3, 1))).await;
    before.visit().await;
    let (meetings, papers) = (before.sink.meetings.clone(), before.sink.documents.len());
    // The new system counts from the same number again, for other committees.
    let after = changed("escribe", "/", data::escribe, |meetings| {
        meetings.retain(|meeting| meeting.on >= date(2025, 3, 1));
        for (n, meeting) in meetings.iter_mut().enumerate() {
            meeting.id = 502 + n as u64;
            meeting.papers.clear();
        }
    })
    .await;
    let mut world = go_on(before, after);
    world.plan.full = true;
    world.after_days(1).visit().await;
    assert!(meetings.iter().all(|(key, held)| world.sink.meetings[key].on == held.on), "none is replaced");
    assert!(world.sink.problems.iter().any(|told| told.starts_with("reused_id")), "{:?}", world.sink.problems);
    assert_eq!(world.sink.documents.len(), papers);
    assert!(world.sink.documents.values().all(|held| held.absence.is_none()), "nothing is withdrawn");
}

#[tokio::test]
async fn half_a_calendar_is_told_and_withdraws_nothing() {
    for (kind, path, draw) in [
        ("cmis", "/elm/", cmis::draw as Draw),
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
        assert!(world.sink.problems.iter().any(|told| told.starts_with("fewer_meetings")), "{kind}");
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
    let gone = world.sink.documents.values().filter(|held| held.absence == Some(crawler::Absence::Withdrawn)).count();
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

#[tokio::test]
async fn votes_by_name_stand_beside_the_minutes() {
    let mut world = changed("legistar", "/v1/elm", data::legistar, |_| {}).await;
    world.visit().await;
    let votes = world.sink.document_by_key("votes:501").unwrap();
    let html = String::from_utf8(votes.versions[0].clone()).unwrap();
    for words in [
        "Moved by Ash, seconded by Birch.",
        "Pass 2:1",
        "Yea (2): Ash, Birch",
        "Nay (1): Cedar",
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
