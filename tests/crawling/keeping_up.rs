//! What is found on a site, and how a record is kept current.

use super::World;
use crawler::Outcome;
use demo::{Mischief, Stage};
use record::{Absence, Channel, Kind, MinutesState, Presence};

#[tokio::test]
async fn finds_everything_that_the_site_publishes() {
    let mut world = World::new().await;
    let report = world.visit().await;
    assert_eq!(report.outcome, Outcome::Done, "{:?}", world.sink.problems);
    assert_eq!((report.failed, report.refused), (0, 0), "{:?}", world.sink.problems);
    assert_eq!(world.sink.meetings.len(), world.site.council().meeting_count());
    let status = |key: &str| {
        world.sink.meetings.values().find(|meeting| meeting.key == key).and_then(|meeting| meeting.status.clone())
    };
    assert_eq!(status("4140").as_deref(), Some("CANCELLED"));
    assert_eq!(status("4148").as_deref(), Some("POSTPONED"));
    assert_eq!(status("4301").as_deref(), Some("Confirmed"), "still to come");
    let document = |key: &str| world.sink.document_by_key(key).unwrap_or_else(|| panic!("{key} was not found"));
    let minutes = document("g4019:T1");
    assert_eq!(minutes.facts.kind, Some(Kind::Minutes));
    assert_eq!(minutes.facts.meeting_key.as_deref(), Some("4011"), "the agenda's number is not the meeting's");
    assert_eq!(minutes.facts.title.as_deref(), Some("Printed minutes"));
    assert!(minutes.versions[0].starts_with(b"%PDF-"));
    assert_eq!(document("g4032:T10").facts.kind, Some(Kind::Agenda), "a pack behind a chooser");
    assert_eq!(document("s7104").facts.item_key.as_deref(), Some("AI404805"));
    assert_eq!(document("s7215").facts.file_name, "Minutes (final).docx");
    assert!(world.sink.document_by_key("b1733").is_none(), "withdrawn before anyone came");
    assert_eq!(document("s13967").absence, Some(Absence::Restricted));
    assert!(!world.site.take_log().iter().any(|asked| asked.target.contains("13967")), "never asked for");
}

#[tokio::test]
async fn both_channels_give_the_same_minutes_of_the_page() {
    let mut by_service = World::new().await;
    by_service.visit().await;
    let mut by_pages = World::new().await;
    by_pages.site.set_service(false);
    let report = by_pages.visit().await;
    assert!(report.notes.iter().any(|note| note.contains("without the web service")), "{:?}", report.notes);
    assert!(
        by_pages.site.take_log().iter().any(|asked| asked.target.contains("mgAi.aspx")),
        "a cut minute is followed"
    );
    let words = |world: &World| {
        let document = world.sink.document_by_key("inline:4048").unwrap();
        assert_eq!((document.facts.channel, document.facts.kind), (Channel::Inline, Some(Kind::Minutes)));
        let html = String::from_utf8(document.versions[0].clone()).unwrap();
        assert!(!html.contains("view the full minutes text"));
        let text = html.replace("<div class=\"mgWordPara\">", "").replace("<div class=\"WordSection1\">", "");
        text.replace("</div>", "").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(words(&by_service), words(&by_pages));
    assert!(words(&by_pages).contains("workforce stability was the greatest risk"));
    let keys = |world: &World| world.sink.documents.keys().cloned().collect::<Vec<_>>();
    let restricted =
        |keys: Vec<(String, String)>| keys.into_iter().filter(|(_, key)| key != "s13967").collect::<Vec<_>>();
    assert_eq!(restricted(keys(&by_service)), keys(&by_pages));
}

#[tokio::test]
async fn attendance_is_what_was_recorded_and_nothing_else() {
    for service in [true, false] {
        let mut world = World::new().await;
        world.site.set_service(service);
        world.visit().await;
        let attendance =
            |key: &str| world.sink.meetings.values().find(|meeting| meeting.key == key).unwrap().attendance.clone();
        let recorded = attendance("4048");
        let of = |presence| recorded.iter().filter(|who| who.presence == presence).count();
        assert_eq!((of(Presence::Present), of(Presence::Apologies)), (4, 1), "{recorded:?}");
        let chair = recorded.iter().find(|who| who.chair).unwrap();
        assert_eq!((chair.name.as_str(), chair.source_id.as_deref()), ("Marian Ashdown", Some("301")));
        assert!(attendance("4011").is_empty(), "everybody only expected means not recorded");
    }
}

#[tokio::test]
async fn members_come_with_their_terms_and_nothing_private() {
    for service in [true, false] {
        let mut world = World::new().await;
        world.site.set_service(service);
        world.site.set_robots("");
        world.visit().await;
        assert!(world.sink.members.len() >= 10, "{}", world.sink.members.len());
        let chair = world.sink.members.values().find(|member| member.key == "302").unwrap();
        assert_eq!(chair.name, "Councillor Tobias Renfrew");
        assert_eq!((chair.party.as_deref(), chair.ward.as_deref()), (Some("Civic"), Some("Millfield")));
        assert!(chair.terms.iter().any(|term| term.role == "Chair" && term.committee.is_some()), "{chair:?}");
        let kept = format!("{:?}{:?}", world.sink.members, world.sink.meetings);
        for private in ["Made Up Lane", "ZZ1 1ZZ", "01632"] {
            assert!(!kept.contains(private), "{private}");
        }
    }
}

#[tokio::test]
async fn only_the_wanted_committees_and_years_are_visited() {
    let mut world = World::new().await;
    world.spec.committees = Some(vec!["cabinet".into(), "Planning".into()]);
    world.spec.since = Some("2023".into());
    let report = world.visit().await;
    let committees: std::collections::BTreeSet<_> =
        world.sink.meetings.values().map(|meeting| meeting.committee.as_str()).collect();
    assert_eq!(committees.into_iter().collect::<Vec<_>>(), ["Cabinet"]);
    assert!(world.sink.meetings.values().all(|meeting| meeting.on.unwrap().year() >= 2023));
    assert_eq!(report.failed, 1);
    assert!(
        world.sink.problems.iter().any(|problem| problem.contains("no committee “Planning”")),
        "{:?}",
        world.sink.problems
    );
}

#[tokio::test]
async fn a_second_visit_costs_next_to_nothing_and_keeps_all() {
    let mut world = World::new().await;
    let (first, _) = world.log_of_visit().await;
    world.after_days(1);
    let (second, log) = world.log_of_visit().await;
    assert_eq!((second.new, second.changed, second.withdrawn, second.failed), (0, 0, 0, 0));
    assert!(second.asked * 4 < first.asked, "{} then {}", first.asked, second.asked);
    assert!(second.bytes * 5 < first.bytes, "{} then {}", first.bytes, second.bytes);
    assert!(
        !log.iter().any(|asked| asked.target.contains("MId=4011")),
        "a meeting of 2022 is not asked again the next day"
    );
    assert!(log.iter().any(|asked| asked.target.contains("MId=4208")), "one of last week is");
}

#[tokio::test]
async fn late_minutes_a_replaced_draft_and_a_withdrawn_paper_are_noticed() {
    let mut world = World::new().await;
    world.site.set_stage(Stage::Earlier);
    world.visit().await;
    assert!(world.sink.document_by_key("g4203:T1").is_none());
    assert_eq!(world.sink.document_by_key("g4128:T1").unwrap().facts.state, Some(MinutesState::Draft));
    assert!(world.sink.document_by_key("b1733").is_some());
    world.site.set_stage(Stage::Later);
    // Past the quarter after which even old meetings are asked for again.
    world.after_days(92).visit().await;
    assert_eq!(world.sink.document_by_key("g4203:T1").unwrap().versions.len(), 1, "late minutes");
    let replaced = world.sink.document_by_key("g4128:T1").unwrap();
    assert_eq!((replaced.versions.len(), replaced.facts.state), (2, None), "the draft stays as an earlier version");
    let absence = |world: &World| world.sink.document_by_key("b1733").unwrap().absence;
    assert_eq!(absence(&world), Some(Absence::Gone), "once is not for good");
    let report = world.after_days(1).visit().await;
    assert_eq!((absence(&world), report.withdrawn), (Some(Absence::Withdrawn), 1));
    assert_eq!(world.sink.document_by_key("b1733").unwrap().versions.len(), 1, "its bytes stay");
}

#[tokio::test]
async fn an_outage_withdraws_nothing_and_a_bad_answer_replaces_nothing() {
    for mischief in [Mischief::ErrorPage, Mischief::Html, Mischief::Status(403), Mischief::Status(503), Mischief::Empty]
    {
        let mut world = World::new().await;
        world.visit().await;
        let before: Vec<_> = world.sink.documents.values().map(|held| held.versions.clone()).collect();
        world.plan.full = true;
        for words in ["documents/", "ieListDocuments", "mgChooseDocPack"] {
            world.site.behave();
            world.site.misbehave(words, mischief.clone(), None);
            for _ in 0..2 {
                world.after_days(2).visit().await;
            }
        }
        let after: Vec<_> = world.sink.documents.values().map(|held| held.versions.clone()).collect();
        assert_eq!(before, after, "{mischief:?}");
        let withdrawn = world.sink.documents.values().filter(|held| held.absence == Some(Absence::Withdrawn)).count();
        assert_eq!(withdrawn, 0, "{mischief:?}");
        world.site.behave();
        let healed = world.after_days(1).visit().await;
        assert_eq!((healed.failed, healed.new, healed.changed), (0, 0, 0), "{mischief:?}");
    }
}

#[tokio::test]
async fn a_meeting_that_was_not_had_whole_is_asked_for_again() {
    let mut world = World::new().await;
    world.site.misbehave("documents/s7104", Mischief::Status(500), None);
    let report = world.visit().await;
    assert_eq!(report.failed, 1);
    assert_eq!(world.sink.document_by_key("s7104").unwrap().absence, Some(Absence::Failed));
    world.site.behave();
    let report = world.visit().await;
    assert_eq!((report.new, report.failed), (1, 0), "on the same day already");
}

#[tokio::test]
async fn the_inspectorates_letters_come_with_type_and_date() {
    let mut world = World::new().await;
    let report = world.of_inspectorate().visit().await;
    assert_eq!((report.outcome.clone(), report.new), (Outcome::Done, 3), "{:?}", world.sink.problems);
    let letter = world.sink.document_by_key("file:50900011").unwrap();
    assert_eq!(letter.facts.dated, Some("2022-11-03".parse().unwrap()));
    assert_eq!((letter.facts.kind, letter.facts.scope.as_str()), (Some(Kind::Letter), "ofsted"));
    assert_eq!(world.sink.document_by_key("file:50900012").unwrap().facts.kind, Some(Kind::InspectionReport));
    let second = world.after_days(1).visit().await;
    assert_eq!((second.new, second.changed, second.withdrawn), (0, 0, 0));
}
