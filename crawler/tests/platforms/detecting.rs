//! Which platform a site is, asked of the twins.

use super::server::Trouble;
use super::{PLATFORMS, World};
use crawler::{Client, Detected, detect};

async fn detected(world: &World, path: &str) -> Detected {
    let url = format!("{}{path}", world.twin.home()).parse().unwrap();
    detect(&Client::new(world.manners.clone()), &url).await
}

#[tokio::test]
async fn platforms_are_known_by_their_pages_in_three_questions_at_most() {
    for (name, path) in [
        ("cmis", "/elm/Meetings.aspx"),
        ("infocouncil, grid", "/"),
        ("links", "/council/minutes/"),
        ("oparl", "/oparl"),
    ] {
        let platform = PLATFORMS.iter().find(|platform| platform.name == name).unwrap();
        let mut world = World::new(platform).await;
        world.manners.delay = std::time::Duration::ZERO;
        let found = detected(&world, path).await;
        let Detected::Known { kind, .. } = &found else { panic!("{name}: {found:?}") };
        assert_eq!(*kind, platform.kind, "{found:?}");
        let questions = world.twin.take_log().iter().filter(|asked| asked.target != "/robots.txt").count();
        assert!(questions <= 3, "{name}: {questions}");
    }
}

#[tokio::test]
async fn who_refuses_and_who_does_not_answer_is_said() {
    let platform = PLATFORMS.iter().find(|platform| platform.name == "links").unwrap();
    let mut world = World::new(platform).await;
    world.manners.delay = std::time::Duration::ZERO;
    assert!(matches!(detected(&world, "/nowhere").await, Detected::Unanswered(_)));
    world.twin.state().trouble = Some(Trouble::Status(403));
    assert!(matches!(detected(&world, "/council/").await, Detected::Refused(_)));
    world.twin.state().trouble = None;
    world.twin.state().robots = "User-agent: *\nDisallow: /\n".into();
    assert!(matches!(detected(&world, "/council/").await, Detected::Refused(_)));
}
