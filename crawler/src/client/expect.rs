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
    /// XML with this root element, names compared without case.
    Xml {
        /// Its name.
        root: &'static str,
    },
    /// A PDF: `%PDF-` within the first kilobyte, whatever the content type says.
    Pdf,
    /// A published file of any other type: not empty, and no page unless its name says so.
    File,
    /// Anything; for robots.txt, which is judged elsewhere.
    Anything,
}

/// What is wrong with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wrong {
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

/// How much of a body is needed to judge it, in bytes.
pub(super) const HEAD_BYTES: usize = 64 * 1024;

/// The challenge that this body is, if it is one.
pub(super) fn challenge(head: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(head).to_lowercase();
    CHALLENGES.iter().find(|(mark, _)| text.contains(mark)).map(|(_, name)| *name)
}

/// Whether this body, come from this address, is what was asked for. `head` is at least its first kilobyte, and all of
/// it where a page is judged.
pub(super) fn judge(expect: Expect, final_url: &Url, head: &[u8]) -> Result<(), Wrong> {
    let path = final_url.path().to_lowercase();
    if ERROR_PAGES.iter().any(|page| path.ends_with(page)) {
        return Err(Wrong::ErrorPage(format!("the site's error page ({final_url}) with status 200")));
    }
    let fits = match expect {
        Expect::Anything => true,
        Expect::Html { marker } => contains(head, marker.as_bytes()),
        Expect::Xml { root } => root_element(head).is_some_and(|name| name.eq_ignore_ascii_case(root)),
        Expect::Pdf => contains(&head[..head.len().min(1024)], b"%PDF-"),
        Expect::File => {
            !head.is_empty() && (!looks_like_html(head) || path.ends_with(".html") || path.ends_with(".htm"))
        }
    };
    if fits { Ok(()) } else { Err(describe(expect, head)) }
}

fn describe(expect: Expect, head: &[u8]) -> Wrong {
    let wanted = match expect {
        Expect::Html { marker } => format!("a page with {marker}"),
        Expect::Xml { root } => format!("XML with the root <{root}>"),
        Expect::Pdf => "a PDF".to_owned(),
        Expect::File | Expect::Anything => "a file".to_owned(),
    };
    if let Some(name) = challenge(head) {
        return Wrong::Refused(format!("{name} instead of {wanted}"));
    }
    if let Some(target) = script_redirect(head) {
        return Wrong::Other(format!(
            "a page that redirects by script to {target} instead of {wanted}; put that into `url`"
        ));
    }
    match head.len() {
        0 => Wrong::Other(format!("nothing instead of {wanted}")),
        _ if looks_like_html(head) && head.len() < STUB_BYTES && !matches!(expect, Expect::Html { .. }) => {
            Wrong::Refused(format!("a stub of {} bytes instead of {wanted}", head.len()))
        }
        _ if looks_like_html(head) => Wrong::Other(format!("some other page instead of {wanted}")),
        _ => Wrong::Other(format!("something else instead of {wanted}")),
    }
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
            Err(Wrong::Refused(what)) => format!("refused: {what}"),
            Err(Wrong::Other(what) | Wrong::ErrorPage(what)) => what,
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
