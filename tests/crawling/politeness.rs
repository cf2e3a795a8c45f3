//! How we behave towards a site, as its own log tells it, and what each misbehaviour of a site comes to.

use super::World;
use crawler::Outcome;
use crawler::client::{Form, Trial};
use demo::{Mischief, RetryAfter};
use jiff::SignedDuration;
use record::Absence;
use std::sync::Arc;
use std::time::Duration;

#[tokio::test]
async fn one_request_at_a_time_and_none_too_soon() {
    for (robots, delay) in [
        ("", 1),
        ("User-agent: *\nCrawl-delay: 3\n", 3),
        ("User-agent: Minutebook\nCrawl-delay: 2\n\nUser-agent: *\nCrawl-delay: 5\n", 5),
    ] {
        let mut world = World::new().await;
        world.site.set_robots(robots);
        let (_, log) = world.log_of_visit().await;
        assert!(log.len() > 50);
        assert_eq!(log[0].target, "/robots.txt");
        assert_eq!(log.iter().filter(|asked| asked.target == "/robots.txt").count(), 1, "read once in a run");
        assert!(log.iter().all(|asked| asked.in_flight == 1));
        assert!(log.iter().all(|asked| asked.user_agent.starts_with("Minutebook/")));
        for pair in log.windows(2) {
            let apart = pair[1].at.duration_since(pair[0].at);
            assert!(
                apart >= SignedDuration::from_secs(delay),
                "{apart} between {} and {}",
                pair[0].target,
                pair[1].target
            );
        }
    }
}

#[tokio::test]
async fn robots_that_forbid_or_cannot_be_read_mean_no() {
    let html = Mischief::Html;
    for (robots, mischief, refused, words) in [
        ("User-agent: *\nDisallow: /\n", None, true, "robots.txt forbids"),
        ("", Some(html), true, "robots.txt is not a text"),
        ("", Some(Mischief::Status(403)), true, "robots.txt cannot be read"),
        ("", Some(Mischief::Status(500)), false, "robots.txt cannot be read"),
        ("", Some(Mischief::TooMany(RetryAfter::Unsaid)), false, "robots.txt cannot be read"),
        ("", Some(Mischief::BreaksOff), false, "robots.txt cannot be read"),
    ] {
        let mut world = World::new().await;
        world.site.set_robots(robots);
        if let Some(mischief) = mischief.clone() {
            world.site.misbehave("robots.txt", mischief, None);
        }
        let (report, log) = world.log_of_visit().await;
        let (is_refused, reason) = match report.outcome {
            Outcome::Refused { reason } => (true, reason),
            Outcome::Failed { reason } => (false, reason),
            Outcome::Done => panic!("{mischief:?} must end the visit"),
        };
        assert!(reason.contains(words), "{reason}");
        assert_eq!(is_refused, refused, "{mischief:?}: {reason}");
        assert!(log.iter().all(|asked| asked.target == "/robots.txt"), "nothing else is asked");
        assert!(world.sink.documents.is_empty());
    }
}

#[tokio::test]
async fn no_robots_at_all_means_yes() {
    for status in [404, 410] {
        let mut world = World::new().await;
        world.site.misbehave("robots.txt", Mischief::Status(status), None);
        assert_eq!(world.visit().await.outcome, Outcome::Done);
    }
}

#[tokio::test]
async fn a_host_that_asks_us_to_wait_is_obeyed() {
    let later = "Tue, 18 Feb 2025 12:10:00 GMT";
    for (mischief, least) in [
        (Mischief::TooMany(RetryAfter::Seconds(77)), 77),
        (Mischief::Unavailable(RetryAfter::Seconds(90)), 90),
        (Mischief::TooMany(RetryAfter::Until(later.into())), 200),
        (Mischief::TooMany(RetryAfter::Unsaid), 2),
        (Mischief::Unavailable(RetryAfter::Unsaid), 2),
    ] {
        let mut world = World::new().await;
        world.site.misbehave("documents/s7104", mischief.clone(), Some(1));
        let (report, log) = world.log_of_visit().await;
        assert_eq!((report.outcome, report.failed), (Outcome::Done, 0), "{mischief:?}");
        let asked: Vec<_> = log.iter().filter(|asked| asked.target.contains("s7104")).collect();
        assert_eq!(asked.len(), 2, "{mischief:?}");
        let apart = asked[1].at.duration_since(asked[0].at);
        assert!(apart >= SignedDuration::from_secs(least), "{mischief:?}: {apart}");
    }
}

#[tokio::test]
async fn whoever_wants_us_away_for_long_is_left_alone_for_this_run() {
    let mut world = World::new().await;
    world.site.misbehave("documents/s7104", Mischief::TooMany(RetryAfter::Seconds(7200)), None);
    let (report, log) = world.log_of_visit().await;
    let Outcome::Failed { reason } = report.outcome else { panic!("the visit must end") };
    assert!(reason.contains("stay away for 7200 seconds"), "{reason}");
    assert!(log.last().unwrap().target.contains("s7104"), "and nothing more is asked");
}

#[tokio::test]
async fn backing_off_takes_longer_each_time() {
    let mut world = World::new().await;
    world.site.misbehave("documents/s7104", Mischief::Status(502), None);
    world.visit().await;
    let waits: Vec<_> = world.clock.waits().into_iter().filter(|wait| *wait > Duration::from_secs(1)).collect();
    assert!(waits.iter().any(|wait| *wait >= Duration::from_secs(18)), "{waits:?}");
}

#[tokio::test]
async fn a_source_is_given_up_after_five_failures_in_a_row() {
    for (mischief, refused) in
        [(Mischief::Status(500), false), (Mischief::ErrorPage, false), (Mischief::Status(403), true)]
    {
        let mut world = World::new().await;
        world.site.misbehave("ieListDocuments", mischief.clone(), None);
        let (report, log) = world.log_of_visit().await;
        let pages: std::collections::BTreeSet<_> =
            log.iter().filter(|asked| asked.target.contains("ieListDocuments")).map(|asked| &asked.target).collect();
        assert_eq!(pages.len(), 5, "{mischief:?}");
        match report.outcome {
            Outcome::Refused { reason } if refused => {
                assert!(reason.contains("five") || reason.contains('5'), "{reason}")
            }
            Outcome::Failed { reason } if !refused => assert!(reason.contains("5 failures in a row"), "{reason}"),
            other => panic!("{mischief:?} ended as {other:?}"),
        }
    }
}

#[tokio::test]
async fn each_misbehaviour_of_a_file_is_told_and_the_others_go_on() {
    for (mischief, absence, words) in [
        (Mischief::Status(404), Absence::Gone, "404"),
        (Mischief::Status(403), Absence::Refused, "403"),
        (Mischief::Status(500), Absence::Failed, "500"),
        (Mischief::Challenge, Absence::Refused, "Cloudflare challenge"),
        (Mischief::Stub, Absence::Refused, "a stub of"),
        (Mischief::Html, Absence::Failed, "some other page instead of a PDF"),
        (Mischief::WrongType, Absence::Failed, "something else instead of a PDF"),
        (Mischief::Empty, Absence::Failed, "nothing instead of a PDF"),
        (Mischief::ErrorPage, Absence::Failed, "error page"),
        (Mischief::ScriptRedirect, Absence::Failed, "redirects by script to https://moved.invalid/"),
        (Mischief::RedirectLoop, Absence::Failed, "in a circle"),
        (
            Mischief::RedirectTo("http://169.254.169.254/latest/".into()),
            Absence::Failed,
            "whose host is not this source's",
        ),
        (Mischief::RedirectTo("http://[::ffff:10.0.0.1]/".into()), Absence::Failed, "whose host is not this source's"),
        (Mischief::RedirectTo("file:///etc/passwd".into()), Absence::Failed, "no web address"),
        (Mischief::Silent, Absence::Failed, "timed out"),
        (Mischief::Endless, Absence::TooLarge, "longer than 1000000 bytes"),
        (Mischief::ZipBomb, Absence::TooLarge, "longer than 1000000 bytes"),
        (Mischief::BreaksOff, Absence::Failed, "error"),
        (Mischief::LyingLength, Absence::Failed, "error"),
    ] {
        let mut world = World::new().await;
        if mischief == Mischief::Silent {
            world.manners.patience = Duration::from_secs(1);
        }
        world.site.misbehave("documents/s7104", mischief.clone(), None);
        let report = world.visit().await;
        assert_eq!(report.outcome, Outcome::Done, "{mischief:?}");
        let document = world.sink.document_by_key("s7104").unwrap();
        assert_eq!(document.absence, Some(absence), "{mischief:?}");
        let message = document.message.clone().unwrap_or_default();
        assert!(message.contains(words), "{mischief:?}: {message}");
        assert!(document.versions.is_empty(), "{mischief:?}");
        assert!(world.sink.document_by_key("g4203:T1").is_some_and(|later| later.versions.len() == 1), "{mischief:?}");
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_built_ends_nothing() {
    let mut world = World::new().await;
    world.site.misbehave("mgListCommittees", Mischief::Nested, None);
    world.site.misbehave("GetCommittees", Mischief::Status(404), None);
    let report = world.visit().await;
    let told = format!("{report:?}");
    assert!(told.contains("elements nested more than"), "{told}");
}

/// Finds that every answer of one form that holds some words cannot be built.
struct Refusing(Form, &'static str);

impl Trial for Refusing {
    fn build(&self, form: Form, answer: &[u8]) -> Result<(), String> {
        let holds = String::from_utf8_lossy(answer).contains(self.1);
        if form == self.0 && holds { Err("building it took too long".to_owned()) } else { Ok(()) }
    }
}

#[tokio::test]
async fn what_cannot_be_built_elsewhere_is_not_built_here_and_the_others_go_on() {
    let mut whole = World::new().await;
    whole.visit().await;
    let mut world = World::new().await;
    world.trial = Some(Arc::new(Refusing(Form::Page, "Saltmarsh")));
    let told = format!("{:?} {:?}", world.visit().await, world.sink.problems);
    assert!(told.contains("building it took too long"), "{told}");
    assert!(!world.sink.documents.is_empty(), "{told}");
    for (form, words) in [(Form::Xml, "<"), (Form::Robots, "")] {
        let mut world = World::new().await;
        world.trial = Some(Arc::new(Refusing(form, words)));
        let report = world.visit().await;
        let told = format!("{report:?} {:?}", world.sink.problems);
        assert!(told.contains("building it took too long"), "{form:?}: {told}");
        assert_eq!(form == Form::Robots, world.sink.documents.is_empty(), "{form:?}: what cannot be read means no");
    }
}

#[tokio::test]
async fn a_site_that_takes_several_runs_is_had_whole_in_the_end() {
    let held = |world: &World| -> Vec<String> {
        let documents = world.sink.documents.iter().filter(|(_, document)| !document.versions.is_empty());
        documents.map(|((_, key), _)| key.clone()).collect()
    };
    let mut whole = World::new().await;
    let (_, asked) = whole.log_of_visit().await;
    let mut world = World::new().await;
    world.manners.budget.requests = asked.len() as u64 / 2;
    let mut runs = 1;
    while world.visit().await.outcome != Outcome::Done {
        runs += 1;
        assert!(runs <= 6, "it does not get on: {} of {} documents", held(&world).len(), held(&whole).len());
    }
    assert!(runs > 1);
    assert_eq!(held(&world), held(&whole));
}

#[tokio::test]
async fn a_site_is_left_where_its_budget_ends() {
    let mut world = World::new().await;
    world.manners.budget.requests = 12;
    let (report, log) = world.log_of_visit().await;
    let Outcome::Failed { reason } = report.outcome else { panic!("it must be told") };
    assert!(reason.contains("the next run goes on from here"), "{reason}");
    assert!(log.len() <= 14, "robots.txt, and what the budget allows: {}", log.len());
    assert!(report.asked > 0);
}

#[tokio::test]
async fn a_redirect_to_another_port_is_not_followed() {
    let mut world = World::new().await;
    let url = world.serving.council_url();
    let port: u16 = url.trim_end_matches('/').rsplit(':').next().unwrap().split('/').next().unwrap().parse().unwrap();
    let elsewhere = url.replace(&port.to_string(), &(port - 1).to_string());
    world.site.misbehave("documents/s7104", Mischief::RedirectTo(elsewhere), None);
    assert_eq!(world.visit().await.outcome, Outcome::Done, "only that document fails");
    let document = world.sink.document_by_key("s7104").unwrap();
    assert!(document.message.clone().unwrap_or_default().contains("whose port is neither"), "{document:?}");
}

#[tokio::test]
async fn a_web_service_that_answers_something_else_is_told_and_the_pages_are_read() {
    for (mischief, words) in [
        (Mischief::Html, "some other page instead of XML"),
        (Mischief::Stub, "a stub of"),
        (Mischief::ScriptRedirect, "redirects by script"),
        (Mischief::Empty, "nothing instead of XML"),
        (Mischief::Status(404), "switched off"),
        (Mischief::Status(500), "500"),
    ] {
        let mut world = World::new().await;
        world.site.misbehave("GetCommittees", mischief.clone(), None);
        let report = world.visit().await;
        assert_eq!(report.outcome, Outcome::Done);
        assert!(report.notes.iter().any(|note| note.contains(words)), "{mischief:?}: {:?}", report.notes);
        assert!(world.sink.document_by_key("g4019:T1").is_some());
    }
}

#[tokio::test]
async fn private_hosts_are_refused_unless_allowed_and_public_ones_need_a_contact() {
    let mut world = World::new().await;
    world.manners.allow_private_hosts = false;
    let (report, log) = world.log_of_visit().await;
    let Outcome::Failed { reason } = report.outcome else { panic!("a private host must be refused") };
    assert!(reason.contains("private or special address") && log.is_empty(), "{reason}");
    world.spec.url = Some("https://democracy.wexcombe.invalid/".into());
    world.manners.contact = Some("you@example.org".into());
    let Outcome::Failed { reason } = world.visit().await.outcome else { panic!("a contact must be asked for") };
    assert!(reason.contains("`crawl.contact` is not set"), "{reason}");
}
