//! Whether what came back is what was asked for. Status 200 proves nothing: error pages, challenge pages and stubs of
//! firewalls come with it too.

use url::Url;

/// What an answer must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expect {
    /// A page that holds this text (`id="modgov"`).
    Html {
        /// A piece of markup without which it is another page.
        marker: &'static str,
    },
    /// A page of any site: HTML that keeps nobody out.
    Page,
    /// XML with this root element, names compared without case.
    Xml {
        /// Its name.
        root: &'static str,
    },
    /// JSON: an object or a list.
    Json,
    /// A PDF: `%PDF-` within the first kilobyte, whatever the content type says.
    Pdf,
    /// A published file of any other type: not empty, and no page unless its name says so.
    File,
    /// Anything; for robots.txt, which is judged elsewhere.
    Anything,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum ContentMismatch {
    /// Somebody between us and the source does not want us there.
    Refused(String),
    /// It is something else.
    Other(String),
    /// The site's own error page.
    ErrorPage(String),
}

/// Addresses that error pages are redirected to, in lower case. Source: Modern.gov sites answer an unknown page or
/// number with a redirect to `mgError.aspx`, which then has status 200.
const ERROR_PAGES: &[&str] = &["/mgerror.aspx"];

/// Marks of pages by which firewalls and delivery networks keep programs out.
const CHALLENGES: &[(&str, &str)] = &[
    ("cf-chl", "a Cloudflare challenge"),
    ("challenge-platform", "a Cloudflare challenge"),
    ("attention required! | cloudflare", "a Cloudflare block page"),
    ("_incapsula_resource", "an Imperva challenge"),
    ("request unsuccessful. incapsula", "an Imperva block page"),
    ("the requested url was rejected. please consult with your administrator", "a firewall's block page"),
    ("errors.edgesuite.net", "an Akamai block page"),
    ("awswafintegration", "an AWS firewall challenge"),
    ("ddos-guard", "a DDoS-Guard challenge"),
    ("g-recaptcha", "a captcha"),
    ("h-captcha", "a captcha"),
];

/// A page shorter than this that was not what was asked for is a firewall's stub. Source: stubs of 212 bytes were seen
/// instead of web-service answers; error pages of council sites are tens of kilobytes.
const STUB_BYTES: usize = 1000;

/// A page that says that a site is being worked on is shorter than this: the word stands in long pages about roads, too.
const MAINTENANCE_BYTES: usize = 16 * 1024;

/// How much of a body is needed to judge it, in bytes.
pub(super) const HEAD_BYTES: usize = 64 * 1024;

/// The challenge that this body is, if it is one.
pub(super) fn challenge(head: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(head).to_lowercase();
    CHALLENGES.iter().find(|(mark, _)| text.contains(mark)).map(|(_, name)| *name)
}

/// Whether this body, come from this address, is what was asked for. `head` is at least its first kilobyte, and all of
/// it where a page is judged.
pub(super) fn judge(expect: Expect, final_url: &Url, head: &[u8]) -> Result<(), ContentMismatch> {
    let path = final_url.path().to_lowercase();
    if ERROR_PAGES.iter().any(|page| path.ends_with(page)) {
        return Err(ContentMismatch::ErrorPage(format!("the site's error page ({final_url}) with status 200")));
    }
    let fits = match expect {
        Expect::Anything => true,
        Expect::Html { marker } => contains(head, marker.as_bytes()),
        Expect::Page => looks_like_html(head) && !is_closed(head, &path),
        Expect::Xml { root } => root_element(head).is_some_and(|name| name.eq_ignore_ascii_case(root)),
        Expect::Json => first_sign(head).is_some_and(|sign| matches!(sign, b'{' | b'[')),
        Expect::Pdf => contains(&head[..head.len().min(1024)], b"%PDF-"),
        Expect::File => {
            !head.is_empty() && (!looks_like_html(head) || path.ends_with(".html") || path.ends_with(".htm"))
        }
    };
    if fits { Ok(()) } else { Err(describe(expect, head)) }
}

fn describe(expect: Expect, head: &[u8]) -> ContentMismatch {
    let wanted = match expect {
        Expect::Html { marker } => format!("a page with {marker}"),
        Expect::Page => "a page".to_owned(),
        Expect::Xml { root } => format!("XML with the root <{root}>"),
        Expect::Json => "JSON".to_owned(),
        Expect::Pdf => "a PDF".to_owned(),
        Expect::File | Expect::Anything => "a file".to_owned(),
    };
    if let Some(name) = challenge(head) {
        return ContentMismatch::Refused(format!("{name} instead of {wanted}"));
    }
    if let Some(target) = script_redirect(head) {
        return ContentMismatch::Other(format!(
            "a page that redirects by script to {target} instead of {wanted}; put that into `url`"
        ));
    }
    if let Some(what) = closed_door(head) {
        return what(&wanted);
    }
    match head.len() {
        0 => ContentMismatch::Other(format!("nothing instead of {wanted}")),
        _ if looks_like_html(head) && head.len() < STUB_BYTES && !matches!(expect, Expect::Html { .. }) => {
            ContentMismatch::Refused(format!("a stub of {} bytes instead of {wanted}", head.len()))
        }
        _ if looks_like_html(head) => ContentMismatch::Other(format!("some other page instead of {wanted}")),
        _ => ContentMismatch::Other(format!("something else instead of {wanted}")),
    }
}

/// Whether a page of any site is none of those that are shown to everybody: many a page has a box to log in at or a form
/// with a captcha, so that what is long is believed unless its address says otherwise.
fn is_closed(head: &[u8], path: &str) -> bool {
    let is_short = head.len() < MAINTENANCE_BYTES;
    is_short && (challenge(head).is_some() || closed_door(head).is_some()) || is_login(path)
}

/// Whether an address is that of a page to log in at.
pub(super) fn leads_to_login(url: &Url) -> bool {
    is_login(&url.path().to_lowercase())
}

fn is_login(path: &str) -> bool {
    ["login", "signin", "sign-in", "log-in"].iter().any(|word| path.contains(word))
}

/// What to make of a page by which a site keeps everybody out: one to log in at, or one that says that it is being worked
/// on. Both come with status 200.
fn closed_door(head: &[u8]) -> Option<fn(&str) -> ContentMismatch> {
    if !looks_like_html(head) {
        return None;
    }
    let text = String::from_utf8_lossy(head).to_lowercase();
    if text.contains("type=\"password\"") || text.contains("type='password'") {
        return Some(|wanted| ContentMismatch::Refused(format!("a page to log in at instead of {wanted}")));
    }
    let works = ["maintenance", "temporarily unavailable", "be back soon", "back shortly"];
    let is_short = head.len() < MAINTENANCE_BYTES;
    (is_short && works.iter().any(|words| text.contains(words))).then_some(|wanted: &str| {
        ContentMismatch::Other(format!("a page that says that the site is being worked on instead of {wanted}"))
    })
}

/// The first byte that is no blank, after a byte order mark.
fn first_sign(head: &[u8]) -> Option<u8> {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.iter().find(|byte| !byte.is_ascii_whitespace()).copied()
}

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack.windows(needle.len()).any(|window| window == needle)
}

fn looks_like_html(head: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&head[..head.len().min(1024)]).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    start.starts_with("<!doctype html") || start.contains("<html") || start.contains("<head") || start.contains("<body")
}

/// The name of the first element, prefix dropped.
fn root_element(head: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(head);
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    while rest.starts_with("<?") || rest.starts_with("<!--") {
        let end = if rest.starts_with("<?") { "?>" } else { "-->" };
        rest = rest.split_once(end)?.1.trim_start();
    }
    let name = rest.strip_prefix('<')?.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next()?;
    Some(name.rsplit(':').next().unwrap_or(name).to_owned())
}

/// Where a short page sends browsers with a script or a refresh, which we do not follow.
fn script_redirect(head: &[u8]) -> Option<String> {
    if head.len() > 4096 {
        return None;
    }
    let text = String::from_utf8_lossy(head);
    let lower = text.to_ascii_lowercase();
    let at = ["location.href", "location.replace", "window.location", "document.location", "http-equiv=\"refresh\""]
        .iter()
        .find_map(|mark| lower.find(mark))?;
    let target = text[at..].split(['"', '\'']).find(|part| part.contains('/')).unwrap_or("another address");
    Some(target.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Expect = Expect::Html { marker: "id=\"modgov\"" };
    const XML: Expect = Expect::Xml { root: "committees" };

    fn verdict(expect: Expect, url: &str, body: &str) -> String {
        match judge(expect, &Url::parse(url).unwrap(), body.as_bytes()) {
            Ok(()) => "good".into(),
            Err(ContentMismatch::Refused(what)) => format!("refused: {what}"),
            Err(ContentMismatch::Other(what) | ContentMismatch::ErrorPage(what)) => what,
        }
    }

    #[test]
    fn knows_what_came_back() {
        let site = "https://x.gov.uk/ieListMeetings.aspx";
        let long = format!("<html><body>{}</body></html>", "Sorry. ".repeat(300));
        for (expect, url, body, expected) in [
            (PAGE, site, "<html><div id=\"modgov\">", "good"),
            (PAGE, "https://x.gov.uk/mgError.aspx?x=1", "<div id=\"modgov\">", "the site's error page"),
            (PAGE, site, long.as_str(), "some other page instead of a page with id=\"modgov\""),
            (PAGE, site, "<html><script src=\"/cdn-cgi/challenge-platform/x.js\">", "refused: a Cloudflare challenge"),
            (
                PAGE,
                site,
                "<script>window.location.href='https://x.gov.uk/new';</script>",
                "a page that redirects by script to https://x.gov.uk/new",
            ),
            (XML, site, "\u{feff}<?xml version=\"1.0\"?>\n<!-- a --><Committees>", "good"),
            (XML, site, "<ns:committees xmlns:ns='x'/>", "good"),
            (XML, site, "<meetings/>", "something else instead of XML with the root <committees>"),
            (XML, site, long.as_str(), "some other page instead of XML"),
            (XML, site, "<html><body>Denied.</body></html>", "refused: a stub of 33 bytes"),
            (XML, site, "", "nothing instead of XML"),
            (Expect::Json, site, "\u{feff} [1]", "good"),
            (Expect::Json, site, "{}", "good"),
            (Expect::Page, site, long.as_str(), "good"),
            (Expect::Page, "https://x.gov.uk/Login.aspx", long.as_str(), "some other page instead of a page"),
            (Expect::Page, site, "%PDF-1.7", "something else instead of a page"),
            (Expect::Json, site, "Sorry", "something else instead of JSON"),
            (PAGE, site, "<html><input type=\"password\">", "refused: a page to log in at instead of a page"),
            (
                Expect::Json,
                site,
                "<html><h1>Planned maintenance</h1>",
                "a page that says that the site is being worked on",
            ),
            (Expect::Pdf, "https://x.gov.uk/documents/s1/a.pdf", "\n\n%PDF-1.7", "good"),
            (Expect::Pdf, "https://x.gov.uk/documents/s1/a.pdf", long.as_str(), "some other page instead of a PDF"),
            (Expect::Pdf, "https://x.gov.uk/documents/s1/a.pdf", "", "nothing instead of a PDF"),
            (Expect::File, "https://x.gov.uk/a.docx", "PK", "good"),
            (Expect::File, "https://x.gov.uk/a.docx", long.as_str(), "some other page instead of a file"),
            (Expect::File, "https://x.gov.uk/a.htm", long.as_str(), "good"),
        ] {
            let told = verdict(expect, url, body);
            assert!(told.starts_with(expected), "{told:?} should begin {expected:?}");
        }
    }
}
