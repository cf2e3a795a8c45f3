//! What every source owes: all papers found, keys that stay, dates that are right, nothing asked twice, nothing lost or
//! doubled in an outage, manners.

use super::body::{What, number};
use super::server::Trouble;
use super::{PLATFORMS, Platform, World};
use crawler::{MemorySink, Outcome};
use jiff::SignedDuration;
use record::{Absence, DocumentFacts, Kind};
use std::collections::{BTreeMap, BTreeSet};

/// What is held, by the numbers that the papers' bytes carry.
fn found(sink: &MemorySink) -> BTreeMap<u64, DocumentFacts> {
    let held = sink.documents.values().filter_map(|held| {
        let bytes = held.versions.last()?;
        Some((number(bytes)?, held.facts.clone()))
    });
    held.collect()
}

/// Documents by their keys, with the versions of each: what an outage must not touch.
fn holdings(sink: &MemorySink) -> Vec<(String, usize)> {
    sink.documents.iter().map(|((_, key), held)| (key.clone(), held.versions.len())).collect()
}

#[tokio::test]
async fn every_paper_is_found_with_its_meeting_its_day_and_its_kind_and_asked_for_once() {
    for platform in PLATFORMS {
        let mut world = World::new(platform).await;
        let (report, log) = world.log_of_visit().await;
        let name = platform.name;
        assert_eq!(report.outcome, Outcome::Done, "{name}: {:?}", world.sink.problems);
        assert_eq!((report.failed, report.refused), (0, 0), "{name}: {:?}", world.sink.problems);
        let found = found(&world.sink);
        let published = world.twin.published();
        let missing: Vec<_> = published.iter().filter(|(_, paper)| !found.contains_key(&paper.id)).collect();
        assert!(missing.is_empty(), "{name} misses {} of {}: {:?}", missing.len(), published.len(), missing.first());
        for (meeting, paper) in &published {
            let facts = &found[&paper.id];
            assert_eq!(facts.meeting_on, Some(meeting.on), "{name}: {facts:?}");
            assert_eq!(facts.committee.as_deref(), Some(meeting.name()), "{name}: {facts:?}");
            let kind = match paper.what {
                What::Agenda => Some(Kind::Agenda),
                What::Minutes => Some(Kind::Minutes),
                What::Report => facts.kind,
            };
            assert_eq!(facts.kind, kind, "{name}: {facts:?}");
        }
        assert_meetings(platform, &world);
        let mut targets = BTreeSet::new();
        for asked in &log {
            assert!(
                targets.insert((asked.target.clone(), asked.posted.clone())),
                "{name} asks twice for {}",
                asked.target
            );
        }
        let redirected = log.iter().filter(|asked| is_second_hop(&asked.target)).count();
        let least = 1 + (platform.lists)(&world.twin) + published.len() + redirected;
        println!("{name}: {} of {} papers, {} requests, {least} at least", found.len(), published.len(), log.len());
        assert!(log.len() <= least + 2, "{name}: {} requests where {least} would do", log.len());
    }
}

/// What a redirect leads to is no request of ours.
fn is_second_hop(target: &str) -> bool {
    target.starts_with("/Open/") || target.contains("Document.ashx") && target.ends_with('Z')
}

fn assert_meetings(platform: &Platform, world: &World) {
    if !platform.has_meetings {
        return;
    }
    let name = platform.name;
    assert_eq!(world.sink.meetings.len(), world.twin.meetings.len(), "{name}");
    let told: BTreeSet<_> = world.sink.meetings.values().map(|m| (m.on, m.at, m.committee.clone())).collect();
    for meeting in &world.twin.meetings {
        let expected = (Some(meeting.on), Some(meeting.at), meeting.name().to_owned());
        assert!(told.contains(&expected), "{name}: {expected:?}");
    }
    let off = world.sink.meetings.values().find(|held| held.on == Some("2025-05-10".parse().unwrap())).unwrap();
    let status = off.status.clone().unwrap_or_default().to_lowercase();
    assert!(status.contains("cancelled"), "{name}: {off:?}");
}

#[tokio::test]
async fn a_second_visit_finds_nothing_new_and_asks_for_no_paper() {
    for platform in PLATFORMS {
        let mut world = World::new(platform).await;
        let first = world.visit().await;
        let before = holdings(&world.sink);
        let (second, log) = world.after_days(1).log_of_visit().await;
        let name = platform.name;
        println!("{name}: {} requests, {} the next day", first.asked, second.asked);
        assert_eq!((second.new, second.changed, second.withdrawn, second.failed), (0, 0, 0, 0), "{name}");
        assert_eq!(holdings(&world.sink), before, "{name}");
        assert!(second.asked * 3 < first.asked * 2, "{name}: {} then {}", first.asked, second.asked);
        let papers = log.iter().filter(|asked| asked.target.contains(".pdf") || asked.target.contains("Document.ashx"));
        assert_eq!(papers.count(), 0, "{name}");
        assert!(world.sink.problems.is_empty(), "{name}: {:?}", world.sink.problems);
    }
}

#[tokio::test]
async fn keys_are_the_same_for_whoever_comes_and_whenever() {
    for platform in PLATFORMS {
        let mut one = World::new(platform).await;
        one.visit().await;
        let mut other = World::new(platform).await;
        other.after_days(200).visit().await;
        let keys = |world: &World| {
            let by_paper: BTreeMap<_, _> = found(&world.sink).into_iter().map(|(id, facts)| (id, facts.key)).collect();
            by_paper
        };
        let (one, other) = (keys(&one), keys(&other));
        assert_eq!(one, other, "{}", platform.name);
        assert_eq!(one.values().collect::<BTreeSet<_>>().len(), one.len(), "{}: keys differ", platform.name);
    }
}

#[tokio::test]
async fn late_minutes_come_and_a_paper_that_goes_is_withdrawn_at_the_second_look() {
    for platform in PLATFORMS {
        let mut world = World::new(platform).await;
        world.visit().await;
        let name = platform.name;
        let late: Vec<u64> = world
            .twin
            .meetings
            .iter()
            .flat_map(|m| &m.papers)
            .filter(|paper| paper.late)
            .map(|paper| paper.id)
            .collect();
        let goes = world.twin.published().iter().find(|(_, paper)| paper.goes).map(|(_, paper)| paper.id).unwrap();
        assert!(late.len() > 1 && late.iter().all(|id| !found(&world.sink).contains_key(id)), "{name}");
        world.twin.state().later = true;
        let report = world.after_days(1).visit().await;
        let held = found(&world.sink);
        assert!(late.iter().all(|id| held.contains_key(id)), "{name}: late minutes");
        assert_eq!(report.new as usize, late.len(), "{name}");
        let key =
            (world.sink.documents.iter().find(|(_, held)| number(&held.versions[0]) == Some(goes))).unwrap().0.clone();
        let absence = |world: &World| world.sink.documents[&key].absence;
        assert_eq!(absence(&world), Some(Absence::Gone), "{name}: once is not for good");
        // An interface that lists only what was changed says it once; the second look is that of a full visit.
        world.plan.full = platform.kind == "oparl";
        let report = world.after_days(2).visit().await;
        assert_eq!((absence(&world), report.withdrawn), (Some(Absence::Withdrawn), 1), "{name}");
        assert_eq!(world.sink.documents[&key].versions.len(), 1, "{name}: its bytes stay");
    }
}

#[tokio::test]
async fn an_outage_withdraws_nothing_doubles_nothing_and_heals() {
    let troubles = [
        Trouble::Status(503),
        Trouble::Status(403),
        Trouble::Status(404),
        Trouble::Login,
        Trouble::Maintenance,
        Trouble::Captcha,
        Trouble::Empty,
        Trouble::Half,
    ];
    for platform in PLATFORMS {
        let mut world = World::new(platform).await;
        world.visit().await;
        let (before, meetings) = (holdings(&world.sink), world.sink.meetings.len());
        world.plan.full = true;
        for trouble in troubles {
            world.sink.problems.clear();
            world.twin.state().trouble = Some(trouble);
            let what = format!("{}, {trouble:?}", platform.name);
            for _ in 0..2 {
                let report = world.after_days(2).visit().await;
                let told = report.has_failures() || !world.sink.problems.is_empty();
                assert!(told || trouble == Trouble::Half && platform.kind == "links", "{what}: is told");
            }
            assert_eq!(holdings(&world.sink), before, "{what}");
            assert_eq!(world.sink.meetings.len(), meetings, "{what}");
            let gone = world.sink.documents.values().filter(|held| held.absence == Some(Absence::Withdrawn)).count();
            assert_eq!(gone, 0, "{what}");
            world.twin.state().trouble = None;
            let healed = world.after_days(1).visit().await;
            assert_eq!((healed.failed, healed.refused, healed.new, healed.changed), (0, 0, 0, 0), "{what}");
        }
    }
}

#[tokio::test]
async fn refusals_are_told_apart_from_failures() {
    for platform in PLATFORMS {
        for (trouble, refused) in [
            (Trouble::Status(403), true),
            (Trouble::Login, true),
            (Trouble::Captcha, true),
            (Trouble::Status(500), false),
        ] {
            // A plain site has no mark by which a page could be told from one that keeps everybody out.
            if platform.kind == "links" && trouble == Trouble::Login {
                continue;
            }
            let mut world = World::new(platform).await;
            world.twin.state().trouble = Some(trouble);
            let report = world.visit().await;
            let what = format!("{}, {trouble:?}: {:?}", platform.name, report.outcome);
            assert_eq!(matches!(report.outcome, Outcome::Refused { .. }), refused, "{what}");
            assert!(report.outcome != Outcome::Done && world.sink.documents.is_empty(), "{what}");
        }
    }
}

#[tokio::test]
async fn everyone_is_asked_politely() {
    for platform in PLATFORMS {
        let mut world = World::new(platform).await;
        world.twin.state().robots = "User-agent: *\nCrawl-delay: 3\n".to_owned();
        let (_, log) = world.log_of_visit().await;
        assert_eq!(log[0].target, "/robots.txt");
        assert_eq!(log.iter().filter(|asked| asked.target == "/robots.txt").count(), 1, "read once in a run");
        assert!(log.iter().all(|asked| asked.in_flight == 1 && asked.user_agent.starts_with("Minutebook/")));
        for pair in log.windows(2) {
            let apart = pair[1].at.duration_since(pair[0].at);
            assert!(apart >= SignedDuration::from_secs(3), "{}: {apart} before {}", platform.name, pair[1].target);
        }
        let mut shut = World::new(platform).await;
        shut.twin.state().robots = "User-agent: *\nDisallow: /\n".to_owned();
        let (report, log) = shut.log_of_visit().await;
        assert!(matches!(report.outcome, Outcome::Refused { .. }), "{}: {:?}", platform.name, report.outcome);
        assert_eq!(log.len(), 1, "{}", platform.name);
    }
}

#[tokio::test]
async fn only_the_wanted_committees_and_years_are_kept() {
    for platform in PLATFORMS.iter().filter(|platform| platform.has_meetings) {
        let mut world = World::new(platform).await;
        world.spec.committees = Some(vec!["full council".into(), "Parks Committee".into()]);
        world.spec.since = Some("2025-03".into());
        let report = world.visit().await;
        let name = platform.name;
        let since = "2025-03-01".parse().unwrap();
        let wanted = world.twin.meetings.iter().filter(|m| m.name() == "Full Council" && m.on >= since).count();
        assert_eq!(world.sink.meetings.len(), wanted, "{name}");
        assert!(world.sink.meetings.values().all(|held| held.committee == "Full Council" && held.on.unwrap() >= since));
        assert_eq!(report.failed, 1, "{name}: {:?}", world.sink.problems);
        assert!(world.sink.problems.iter().any(|problem| problem.contains("“Parks Committee”")), "{name}");
    }
}
