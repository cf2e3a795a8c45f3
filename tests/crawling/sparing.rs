//! What is asked for and what is not: decisions, editions in Welsh, packs, documents that were taken down, large sites.

use super::World;
use crawler::Outcome;
use demo::{Council, Mischief};
use record::{Channel, Kind};
use std::time::Duration;

/// A large site, asked without pauses.
async fn generated(meetings: u64, documents: u64) -> World {
    let mut world = World::with_council(Council::generated(meetings, documents, "2025-02-17".parse().unwrap())).await;
    world.manners.delay = Duration::ZERO;
    world
}

#[tokio::test]
async fn decisions_are_documents_whether_a_meeting_or_a_register_lists_them() {
    let mut world = World::new().await;
    let report = world.visit().await;
    assert_eq!((report.outcome, report.failed), (Outcome::Done, 0), "{:?}", world.sink.problems);
    let at_meeting = world.sink.document_by_key("decision:871").unwrap();
    assert_eq!((at_meeting.facts.channel, at_meeting.facts.kind), (Channel::Inline, Some(Kind::Decision)));
    assert_eq!(at_meeting.facts.meeting_key.as_deref(), Some("4059"));
    let between = world.sink.document_by_key("decision:884").unwrap();
    assert_eq!(between.facts.meeting_key, None);
    assert_eq!(between.facts.dated, Some("2023-05-04".parse().unwrap()), "the day of the decision, not of publication");
    let text = String::from_utf8(between.versions[0].clone()).unwrap();
    assert!(text.contains("Director of Children and Families") && text.contains("renewed for five years"), "{text}");
    let paper = world.sink.document_by_key("s7131").unwrap();
    assert_eq!(paper.facts.meeting_key.as_deref(), Some("4059"), "a paper that a meeting lists stays the meeting's");
    // No list of officers' decisions here: told, and no failure.
    assert!(report.notes.iter().any(|note| note.contains("no register of decisions")), "{:?}", report.notes);
}

#[tokio::test]
async fn decisions_are_asked_for_once_and_missed_by_no_meeting() {
    let mut world = World::new().await;
    world.visit().await;
    world.after_days(1);
    let (_, log) = world.log_of_visit().await;
    assert!(!log.iter().any(|asked| asked.target.contains("ieDecisionDetails")), "{log:?}");
    world.plan.full = true;
    let report = world.after_days(2).visit().await;
    assert_eq!((report.new, report.changed, report.withdrawn), (0, 0, 0));
    let decision = world.sink.document_by_key("decision:884").unwrap();
    assert_eq!((decision.absence, decision.versions.len()), (None, 1));
}

#[tokio::test]
async fn a_decision_that_cannot_be_had_is_asked_for_again() {
    let mut world = World::new().await;
    world.site.misbehave("ieDecisionDetails.aspx?ID=884", Mischief::Status(500), None);
    assert_eq!(world.visit().await.failed, 1);
    assert!(world.sink.document_by_key("decision:884").is_none());
    world.site.behave();
    assert_eq!(world.visit().await.new, 1, "on the same day already");
}

#[tokio::test]
async fn a_welsh_edition_is_a_variant_of_the_english_one() {
    let mut world = World::new().await;
    world.visit().await;
    let welsh = world.sink.document_by_key("g4063:T1:cy").unwrap();
    assert_eq!(welsh.facts.variant_of.as_deref(), Some("g4063:T1"));
    assert_eq!(welsh.facts.kind, Some(Kind::Minutes));
    assert_eq!(world.sink.document_by_key("g4063:T1").unwrap().facts.variant_of, None);
}

#[tokio::test]
async fn a_pack_is_asked_for_only_where_a_part_of_it_may_be_missing() {
    let is_for_a_pack = |target: &str| target.contains("mgChooseDocPack") || target.contains("T=10");
    let mut covered = generated(20, 200).await;
    let (report, log) = covered.log_of_visit().await;
    assert_eq!((report.new, report.packs_left), (200, 20));
    assert!(!log.iter().any(|asked| is_for_a_pack(&asked.target)));
    assert!(report.notes.iter().any(|note| note.contains("20 packs")), "told: {:?}", report.notes);
    // Items without a paper of their own may have one in the pack.
    let mut sparse = generated(20, 60).await;
    assert_eq!(sparse.visit().await.new, 80);
    // So may a report that could not be had by itself.
    let mut failing = generated(20, 200).await;
    failing.site.misbehave("documents/s100045", Mischief::Status(404), None);
    let report = failing.visit().await;
    assert_eq!((report.new, report.packs_left), (200, 19));
}

#[tokio::test]
async fn what_was_taken_down_is_not_asked_for() {
    let mut world = World::new().await;
    world.visit().await;
    for key in ["s7104", "decision:884"] {
        let held = world.sink.document_by_key(key).unwrap().facts.clone();
        world.sink.documents.remove(&(held.scope.clone(), key.to_owned()));
        world.sink.taken_down.insert((held.scope, key.to_owned()));
    }
    world.plan.full = true;
    world.after_days(1);
    let (report, log) = world.log_of_visit().await;
    assert_eq!((report.outcome, report.new, report.failed), (Outcome::Done, 0, 0));
    for address in ["documents/s7104/", "ID=884"] {
        assert!(!log.iter().any(|asked| asked.target.contains(address)), "{address}");
    }
    assert!(world.sink.document_by_key("s7104").is_none());
}

#[tokio::test]
async fn a_large_site_is_read_once() {
    let mut world = generated(60, 300).await;
    let first = world.visit().await;
    assert_eq!((first.meetings, first.new, first.outcome), (60, 360, Outcome::Done));
    let second = world.after_days(1).visit().await;
    assert_eq!((second.new, second.changed), (0, 0));
    assert!(second.asked * 10 < first.asked, "{} requests after {}", second.asked, first.asked);
}
