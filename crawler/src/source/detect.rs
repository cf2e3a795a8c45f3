//! Which platform a site is, by a few polite questions: its address, what its pages are known by, and where they lead.

use super::links;
use crate::client::{Access, Client, Expect, FetchError};
use record::text::slug;
use url::Url;

/// What was found out about an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Detected {
    /// A platform that can be read.
    Known {
        /// The kind of source.
        kind: &'static str,
        /// Where its source begins.
        url: String,
        /// Why it is taken for that.
        why: String,
    },
    /// A platform that is known and cannot be read yet.
    Unsupported {
        /// Its name.
        platform: &'static str,
        /// Why it is taken for that.
        why: String,
    },
    /// The site does not want us there, or robots.txt forbids it.
    Refused(String),
    /// Nothing was answered that could be looked at.
    Unanswered(String),
    /// A site of no platform that is known here, and without papers in sight.
    Unknown(String),
}

/// Ends of the names of hosts that platforms have, with the kind; an empty kind has no source. Where a platform's pages list
/// papers as plain links, that is the one of plain sites.
const HOSTS: &[(&str, &str, &str)] = &[
    (".moderngov.co.uk", "moderngov", "Modern.gov"),
    (".cmis.uk.com", "cmis", "CMIS"),
    (".cmis-ni.org", "cmis", "CMIS"),
    (".infocouncil.biz", "infocouncil", "InfoCouncil"),
    (".legistar.com", "legistar", "Legistar"),
    (".escribemeetings.com", "escribe", "eScribe"),
    (".civicclerk.com", "civicclerk", "CivicClerk"),
    (".primegov.com", "primegov", "PrimeGov"),
    (".docspublished.com.au", "", "Doc Assembler"),
    (".granicus.com", "links", "Granicus"),
    (".iqm2.com", "", "IQM2"),
    (".civicweb.net", "", "CivicWeb"),
    (".novusagenda.com", "", "NovusAgenda"),
    (".notubiz.nl", "", "Notubiz"),
    (".bestuurlijkeinformatie.nl", "", "iBabs"),
];

/// What pages of platforms hold, in lower case.
const MARKS: &[(&str, &str, &str)] = &[
    ("id=\"modgov\"", "moderngov", "Modern.gov"),
    ("$moderngov", "moderngov", "Modern.gov"),
    ("mgwebservice.asmx", "moderngov", "Modern.gov"),
    ("modcmismeetings", "cmis", "CMIS"),
    ("meetingcalendarpublic", "cmis", "CMIS"),
    ("document.ashx?czjkcaeai5", "cmis", "CMIS"),
    ("bpsgridpdflink", "infocouncil", "InfoCouncil"),
    ("bpsgridmenu", "infocouncil", "InfoCouncil"),
    ("viewpublisher.php", "links", "Granicus"),
    ("/agendacenter/", "links", "CivicPlus"),
];

/// Parts of the addresses that pages of platforms have, in lower case.
const PATHS: &[(&str, &str, &str)] = &[
    ("/iedochome.aspx", "moderngov", "Modern.gov"),
    ("/ielistmeetings.aspx", "moderngov", "Modern.gov"),
    ("/ielistdocuments.aspx", "moderngov", "Modern.gov"),
    ("/mgcommitteedetails.aspx", "moderngov", "Modern.gov"),
    ("/mglistcommittees.aspx", "moderngov", "Modern.gov"),
    ("/ctl/viewmeetingpublic/", "cmis", "CMIS"),
    ("/redirecttodoc.aspx", "infocouncil", "InfoCouncil"),
];

/// Asks at most three questions besides robots.txt and says what the site is.
pub async fn detect(client: &Client, url: &Url) -> Detected {
    if let Some(found) = of_host(url, "its address") {
        return found;
    }
    let access = Access { url: url.clone(), hosts: Vec::new(), extra_ca: None, patience: None };
    let mut site = match client.site(&access) {
        Ok(site) => site,
        Err(error) => return Detected::Unanswered(error.to_string()),
    };
    match site.page(url, Expect::Page, None).await {
        Ok(Some(page)) => of_page(&page.body, &page.url),
        Ok(None) => Detected::Unanswered(format!("{url} answers that it has not changed, though nothing was known")),
        Err(
            FetchError::Refused(what)
            | FetchError::Forbidden(what)
            | FetchError::GivenUp { reason: what, refused: true },
        ) => Detected::Refused(what),
        // Not a page: an interface, perhaps.
        Err(miss) => match site.page(url, Expect::Json, None).await {
            Ok(Some(answer)) if String::from_utf8_lossy(&answer.body).contains("schema.oparl.org") => {
                known("oparl", url, "it answers with an object of OParl")
            }
            Ok(Some(_)) => Detected::Unknown(format!("{url} is an interface that is not known here")),
            _ => Detected::Unanswered(miss.to_string()),
        },
    }
}

fn known(kind: &'static str, url: &Url, why: &str) -> Detected {
    Detected::Known { kind, url: beginning(kind, url), why: why.to_owned() }
}

fn named(kind: &'static str, platform: &'static str, url: &Url, why: &str) -> Detected {
    match kind {
        "" => Detected::Unsupported { platform, why: why.to_owned() },
        kind => known(kind, url, why),
    }
}

fn of_host(url: &Url, why: &str) -> Option<Detected> {
    let host = url.host_str()?.to_lowercase();
    let (_, kind, platform) = HOSTS.iter().find(|(end, _, _)| host.ends_with(end))?;
    Some(named(kind, platform, url, &format!("{why} is one of {platform}")))
}

/// By the page itself, then by where it leads, then by papers on it.
fn of_page(body: &[u8], at: &Url) -> Detected {
    let text = String::from_utf8_lossy(body).to_lowercase();
    if let Some((mark, kind, platform)) = MARKS.iter().find(|(mark, _, _)| text.contains(mark)) {
        return named(kind, platform, at, &format!("its page holds “{mark}”, as those of {platform} do"));
    }
    let (links, papers) = links::look(body, at);
    for link in &links {
        if let Some(found) = of_host(link, &format!("it links to {link}, whose address")) {
            return found;
        }
        let address = link[url::Position::BeforePath..].to_lowercase();
        if let Some((_, kind, platform)) = PATHS.iter().find(|(part, _, _)| address.contains(part)) {
            return named(kind, platform, link, &format!("it links to {link}, a page of {platform}"));
        }
    }
    match papers {
        0 => Detected::Unknown(format!(
            "{at} is of no platform that is known here and links to no papers; give the page that lists minutes or agendas"
        )),
        papers => known("links", at, &format!("a plain site: {papers} links lead to papers or to lists of them")),
    }
}

/// Where a source of this kind begins, for an address of any page of it.
fn beginning(kind: &str, url: &Url) -> String {
    let mut url = url.clone();
    url.set_fragment(None);
    let host = url.host_str().unwrap_or_default().to_owned();
    if kind == "legistar" {
        let client = host.split('.').next().filter(|client| *client != "webapi").map(str::to_owned);
        let of_path = url.path().strip_prefix("/v1/").and_then(|rest| rest.split('/').next()).map(str::to_owned);
        return format!("https://webapi.legistar.com/v1/{}", client.or(of_path).unwrap_or_default());
    }
    if kind == "links" || kind == "oparl" {
        return url.to_string();
    }
    url.set_query(None);
    if matches!(kind, "escribe" | "civicclerk" | "primegov") {
        url.set_path("/");
    } else if let Some((before, _)) = url.path().to_lowercase().split_once("/tabid/") {
        // CMIS: the page of meetings has the name of the tab.
        let tab = url.path()[..before.len()].to_owned();
        url.set_path(&format!("{tab}.aspx"));
    } else if url.path().to_lowercase().ends_with(".aspx") && kind != "cmis" {
        let folder = url.path().rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
        url.set_path(&folder);
    }
    url.to_string()
}

impl Detected {
    /// The block of the configuration that reads this site, where one can.
    pub fn block(&self) -> Option<String> {
        let Self::Known { kind, url, .. } = self else { return None };
        let parsed = Url::parse(url).ok()?;
        let host = parsed.host_str()?.trim_start_matches("www.");
        let name = match *kind {
            "legistar" => parsed.path().rsplit('/').next().unwrap_or(host).to_owned(),
            _ => slug(host),
        };
        Some(format!(
            "[[source]]\nname = \"{name}\"\nkind = \"{kind}\"\nurl = \"{url}\"\ncouncil = \"\"   # the name of the council\n"
        ))
    }

    /// What was found, for a person.
    pub fn in_words(&self) -> String {
        match self {
            Self::Known { kind, why, .. } => format!("{kind}: {why}"),
            Self::Unsupported { platform, why } => format!(
                "{platform}, which has no source of its own: {why}. Where the council also lists its papers on a page of plain \
                 links, a source of kind `links` reads that page"
            ),
            Self::Refused(what) => format!("it does not want to be asked by programs: {what}"),
            Self::Unanswered(what) => format!("nothing that could be looked at was answered: {what}"),
            Self::Unknown(what) => format!("unknown: {what}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(body: &str) -> Detected {
        of_page(body.as_bytes(), &"https://www.elm.gov.uk/council/".parse().unwrap())
    }

    #[test]
    fn sites_are_known_by_address_page_or_links() {
        let by_host = |url: &str| of_host(&url.parse().unwrap(), "its address");
        for (found, kind, url) in [
            (by_host("https://elm.moderngov.co.uk/ieDocHome.aspx?x=1"), "moderngov", "https://elm.moderngov.co.uk/"),
            (
                by_host("https://oakland.legistar.com/Calendar.aspx"),
                "legistar",
                "https://webapi.legistar.com/v1/oakland",
            ),
            (by_host("https://webapi.legistar.com/v1/maui/Events"), "legistar", "https://webapi.legistar.com/v1/maui"),
            (
                by_host("https://pub-elm.escribemeetings.com/Meeting.aspx?Id=1"),
                "escribe",
                "https://pub-elm.escribemeetings.com/",
            ),
            (
                by_host(
                    "https://elm.cmis.uk.com/elm/Meetings/tabid/70/ctl/ViewMeetingPublic/mid/397/Meeting/1/Default.aspx",
                ),
                "cmis",
                "https://elm.cmis.uk.com/elm/Meetings.aspx",
            ),
            (
                by_host("https://elm.granicus.com/ViewPublisher.php?view_id=3"),
                "links",
                "https://elm.granicus.com/ViewPublisher.php?view_id=3",
            ),
            (
                Some(page("<html><body><a href=\"/AgendaCenter/ViewFile/Agenda/_05142024-7\">Agenda</a>")),
                "links",
                "https://www.elm.gov.uk/council/",
            ),
            (Some(page("<html><body><div id=\"modgov\">")), "moderngov", "https://www.elm.gov.uk/council/"),
            (
                Some(page(
                    "<html><body><a href=\"https://democracy.elm.gov.uk/mg/ieListMeetings.aspx?CId=3\">Meetings</a>",
                )),
                "moderngov",
                "https://democracy.elm.gov.uk/mg/",
            ),
            (
                Some(page("<html><body><h1>Minutes</h1><a href=\"m.pdf\">14 May 2024</a>")),
                "links",
                "https://www.elm.gov.uk/council/",
            ),
        ] {
            let Some(Detected::Known { kind: of, url: at, .. }) = &found else { panic!("{found:?}") };
            assert_eq!((*of, at.as_str()), (kind, url));
            let block = found.unwrap().block().unwrap();
            assert!(block.contains(&format!("kind = \"{kind}\"")), "{block}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        let civicweb = of_host(&"https://elm.civicweb.net/Portal/".parse().unwrap(), "its address").unwrap();
        assert!(matches!(civicweb, Detected::Unsupported { platform: "CivicWeb", .. }), "{civicweb:?}");
        assert!(civicweb.in_words().contains("kind `links`"), "{}", civicweb.in_words());
        assert!(matches!(page("<html><body>Bins</body></html>"), Detected::Unknown(_)));
    }
}
