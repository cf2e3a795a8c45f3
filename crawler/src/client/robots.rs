//! What a host's robots.txt lets us do. One that cannot be read means no.

use super::manners::PRODUCT;
use std::time::Duration;
use texting_robots::Robot;
use url::Url;

/// Longest robots.txt that is read, in bytes. Source: RFC 9309, 2.5.
pub(super) const MAX_BYTES: usize = 500 * 1024;

/// Longest pause between requests that is obeyed, as a reading of what the host meant: a longer one forbids a crawl.
const MAX_DELAY_SECONDS: f32 = 600.0;

/// What a host lets us do.
pub(crate) enum Robots {
    /// There is none: everything.
    Absent,
    /// What it says.
    Rules(Box<Robot>),
    /// It could not be read or makes no sense: nothing. The reason, for a person.
    Unreadable {
        reason: String,
        /// Whether it looks as if the host does not want us, rather than as if it were out of order.
        refused: bool,
    },
}

impl Robots {
    /// Reads the body of an answer with status 200. A page of HTML is an error page, not rules: the usual reading of
    /// it would be that everything is allowed.
    pub fn parse(content_type: Option<&str>, body: &[u8]) -> Self {
        let unreadable = |reason: String| Self::Unreadable { reason, refused: true };
        let is_text = content_type.is_none_or(|kind| {
            kind.starts_with("text/") && !kind.starts_with("text/html") || kind.starts_with("application/octet-stream")
        });
        let text = String::from_utf8_lossy(body);
        if !is_text || text.trim_start_matches('\u{feff}').trim_start().starts_with('<') {
            return unreadable(format!("robots.txt is not a text but {}", content_type.unwrap_or("a page")));
        }
        match Robot::new(PRODUCT, body) {
            Ok(robot) => Self::Rules(Box::new(robot)),
            Err(error) => unreadable(format!("robots.txt cannot be read: {error}")),
        }
    }

    /// The pause that it asks for: the longer of ours and everybody's, since a group of our own does not mean that the
    /// host can bear more from us than from others.
    pub fn delay(&self, body: &[u8]) -> Option<Duration> {
        let Self::Rules(ours) = self else { return None };
        let everybody = Robot::new("*", body).ok().and_then(|robot| robot.delay);
        let longest = [ours.delay, everybody].into_iter().flatten().fold(0.0_f32, f32::max);
        (longest > 0.0).then(|| Duration::from_secs_f32(longest.min(MAX_DELAY_SECONDS)))
    }

    /// Whether this address may be asked for; if not, why.
    pub fn check(&self, url: &Url) -> Result<(), String> {
        match self {
            Self::Absent => Ok(()),
            Self::Rules(robot) if robot.allowed(url.as_str()) => Ok(()),
            Self::Rules(_) => Err(format!("robots.txt forbids {url}")),
            Self::Unreadable { reason, .. } => Err(reason.clone()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(content_type: Option<&str>, body: &str, path: &str) -> bool {
        let url = Url::parse("https://x.gov.uk").unwrap().join(path).unwrap();
        Robots::parse(content_type, body.as_bytes()).check(&url).is_ok()
    }

    #[test]
    fn reads_rules_and_takes_a_page_for_a_no() {
        let plain = Some("text/plain");
        for (content_type, body, path, may) in [
            (plain, "User-agent: *\nDisallow: /documents/", "/documents/s1/a.pdf", false),
            (plain, "User-agent: *\nDisallow: /documents/", "/ieDocHome.aspx", true),
            (plain, "User-agent: minutebook\nDisallow: /\n\nUser-agent: *\nAllow: /", "/x", false),
            (plain, "", "/x", true),
            (None, "User-agent: *\nDisallow:", "/x", true),
            (plain, "\u{feff}<!DOCTYPE html><title>Not found</title>", "/x", false),
            (Some("text/html; charset=utf-8"), "User-agent: *\nAllow: /", "/x", false),
            (Some("image/png"), "", "/x", false),
        ] {
            assert_eq!(allowed(content_type, body, path), may, "{content_type:?} {body:?} {path}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_can_be_read(body in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..500)) {
            let rules = Robots::parse(None, &body);
            rules.delay(&body);
            let _ = rules.check(&Url::parse("https://x.gov.uk/a?b").unwrap());
        }

        #[test]
        fn rules_with_many_wildcards_are_read(paths in proptest::collection::vec("[/*$a-c%]{0,40}", 0..40)) {
            let body: String = paths.iter().map(|path| format!("Disallow: {path}\n")).collect();
            let rules = Robots::parse(None, format!("User-agent: *\n{body}").as_bytes());
            let _ = rules.check(&Url::parse("https://x.gov.uk/aaaaaaaaaaaaaaaabbbbbbbbbbbb").unwrap());
        }
    }

    #[test]
    fn takes_the_longest_delay() {
        for (body, seconds) in [
            ("User-agent: *\nCrawl-delay: 5", Some(5)),
            ("User-agent: Minutebook\nCrawl-delay: 2\n\nUser-agent: *\nCrawl-delay: 7", Some(7)),
            ("User-agent: Minutebook\nCrawl-delay: 9\n\nUser-agent: *\nCrawl-delay: 7", Some(9)),
            ("User-agent: *\nCrawl-delay: 1e30", Some(600)),
            ("User-agent: *\nDisallow: /x", None),
        ] {
            let delay = Robots::parse(None, body.as_bytes()).delay(body.as_bytes());
            assert_eq!(delay, seconds.map(Duration::from_secs), "{body}");
        }
    }
}
