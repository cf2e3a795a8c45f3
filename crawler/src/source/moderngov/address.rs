//! Addresses of a Modern.gov site: made from numbers, read from links, and always in one form.
//!
//! The same page is linked with parameters in several spellings (`MId`, `MID`, `MeetingId`) and with others that make no
//! difference (`Ver`, `bcr`, `J`, `LLL`): only what identifies is kept.

use std::collections::BTreeMap;
use url::Url;

/// The folder that holds `mgWebService.asmx`. Sites lie at the root of their host or below a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Base(Url);

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Target {
    /// Meetings of a committee.
    Meetings(u64),
    /// A meeting.
    Meeting(u64),
    /// A committee.
    Committee(u64),
    /// An agenda item in full.
    Item(u64),
    /// A choice of packs: agenda, supplement.
    Chooser(u64, Option<u64>),
    /// Who was at a meeting.
    Attendance(u64),
    /// A member.
    Member(u64),
    /// A decision, by its own number.
    Decision(u64),
    /// The decision of an agenda item.
    ItemDecision(u64),
    /// The recorded votes of a meeting.
    Votes(u64),
    /// The recorded votes on an agenda item.
    ItemVotes(u64),
    /// A published file, by its key.
    File(String),
}

impl Base {
    /// Reads what the configuration or an address bar says: a page name, query and fragment at its end are dropped.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut url: Url = text.trim().parse().map_err(|error| format!("{text:?} is no web address: {error}"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(format!("{text:?} must begin with https:// or http://"));
        }
        url.set_query(None);
        url.set_fragment(None);
        let mut parts: Vec<String> = url.path().split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect();
        if parts.last().is_some_and(|part| part.to_lowercase().contains(".as")) {
            parts.pop();
        }
        let path = parts.iter().map(|part| format!("/{part}")).collect::<String>();
        url.set_path(&format!("{path}/"));
        Ok(Self(url))
    }

    pub fn url(&self) -> &Url {
        &self.0
    }

    /// The one address of a target; files have theirs from the page that links to them.
    pub fn page(&self, target: &Target) -> Url {
        let page = match target {
            Target::Meetings(committee) => format!("ieListMeetings.aspx?CId={committee}&Year=0"),
            Target::Meeting(meeting) => format!("ieListDocuments.aspx?MId={meeting}&Ver=4"),
            Target::Committee(committee) => format!("mgCommitteeDetails.aspx?ID={committee}"),
            Target::Item(item) => format!("mgAi.aspx?ID={item}"),
            Target::Chooser(agenda, None) => format!("mgChooseDocPack.aspx?ID={agenda}"),
            Target::Chooser(agenda, Some(supplement)) => format!("mgChooseDocPack.aspx?ID={agenda}&SID={supplement}"),
            Target::Attendance(meeting) => format!("mgMeetingAttendance.aspx?ID={meeting}"),
            Target::Member(member) => format!("mgUserInfo.aspx?UID={member}"),
            Target::Decision(decision) => format!("ieDecisionDetails.aspx?ID={decision}"),
            Target::ItemDecision(item) => format!("ieDecisionDetails.aspx?AIId={item}"),
            Target::Votes(meeting) => format!("mgListRecordedVotes.aspx?MID={meeting}"),
            Target::ItemVotes(item) => format!("mgListRecordedVotesShort.aspx?AIID={item}"),
            Target::File(key) => format!("documents/{key}"),
        };
        self.join(&page)
    }

    /// A page by its name and query.
    pub fn join(&self, page: &str) -> Url {
        self.0.join(page).unwrap_or_else(|_| self.0.clone())
    }

    /// An operation of the web service. Every parameter must be there, spelt exactly so, or it answers 500.
    pub fn service(&self, operation: &str, parameters: &[(&str, &str)]) -> Url {
        let mut url = self.join(&format!("mgWebService.asmx/{operation}"));
        if !parameters.is_empty() {
            url.query_pairs_mut().extend_pairs(parameters);
        }
        url
    }
}

/// What an address leads to, if it is one that is followed at all.
pub(super) fn target(url: &Url) -> Option<Target> {
    let mut segments = url.path_segments()?.rev().filter(|segment| !segment.is_empty());
    let name = segments.next()?.to_lowercase();
    let folder = segments.next().unwrap_or_default();
    let parameters = parameters(url);
    let number = |names: &[&str]| names.iter().find_map(|name| parameters.get(*name)?.parse::<u64>().ok());
    if let Some(mut key) = file_key(folder, parameters.get("t").map(String::as_str)) {
        if parameters.get("lll").is_some_and(|language| language == "1") {
            key.push_str(WELSH);
        }
        return url.path().to_lowercase().contains("/documents/").then_some(Target::File(key));
    }
    match name.as_str() {
        "ielistmeetings.aspx" if parameters.contains_key("info") => None,
        "ielistmeetings.aspx" => number(&["cid", "committeeid"]).map(Target::Meetings),
        "ielistdocuments.aspx" | "celistdocuments.aspx" => number(&["mid", "meetingid"]).map(Target::Meeting),
        "mgcommitteedetails.aspx" => number(&["id"]).map(Target::Committee),
        "mgai.aspx" => number(&["id"]).map(Target::Item),
        "mgchoosedocpack.aspx" => number(&["id"]).map(|agenda| Target::Chooser(agenda, number(&["sid"]))),
        "mgmeetingattendance.aspx" => number(&["id"]).map(Target::Attendance),
        "mguserinfo.aspx" => number(&["uid"]).map(Target::Member),
        "iedecisiondetails.aspx" => {
            number(&["id"]).map(Target::Decision).or_else(|| number(&["aiid"]).map(Target::ItemDecision))
        }
        "mglistrecordedvotes.aspx" | "mglistrecordedvotesshort.aspx" => {
            number(&["aiid"]).map(Target::ItemVotes).or_else(|| number(&["mid", "meetingid"]).map(Target::Votes))
        }
        "mgconvert2pdf.aspx" => number(&["id"])
            .filter(|_| parameters.get("t").is_none_or(|t| t != "6"))
            .map(|attachment| Target::File(format!("s{attachment}"))),
        _ => None,
    }
}

/// Ends the key of the Welsh edition of a file, whose number is that of the English one.
const WELSH: &str = ":cy";

/// The key of the English edition, for the key of a Welsh one.
pub(super) fn english(key: &str) -> Option<&str> {
    key.strip_suffix(WELSH)
}

/// The key of a file: `s4401`, `b1733`, `g5127:T1`. The number after `g` is the agenda's, not the meeting's.
fn file_key(folder: &str, t: Option<&str>) -> Option<String> {
    let folder = folder.to_lowercase();
    let digits = folder.get(1..).filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))?;
    match (folder.as_bytes().first()?, t) {
        (b'g', Some(t)) => Some(format!("g{digits}:T{t}")),
        (b's' | b'b' | b'g', _) => Some(format!("{}{digits}", &folder[..1])),
        _ => None,
    }
}

fn parameters(url: &Url) -> BTreeMap<String, String> {
    url.query_pairs().map(|(name, value)| (name.to_lowercase(), value.trim().to_owned())).collect()
}

/// The file name at the end of an address, decoded.
pub(super) fn file_name(url: &Url) -> String {
    let last = url.path_segments().and_then(|mut segments| segments.next_back()).unwrap_or_default();
    let pair = format!("x={}", last.replace('+', "%2B").replace('&', "%26"));
    let decoded = url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned());
    decoded.unwrap_or_else(|| last.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::page::resolve;

    #[test]
    fn reads_bases_with_and_without_a_path() {
        for (text, base) in [
            ("https://democratic.elmbury.gov.uk", "https://democratic.elmbury.gov.uk/"),
            ("https://www.elmbury.gov.uk/moderngov//", "https://www.elmbury.gov.uk/moderngov/"),
            ("http://elmbury.gov.uk/modern.gov/mgWebService.asmx?WSDL", "http://elmbury.gov.uk/modern.gov/"),
            ("https://x.gov.uk/councilmeetings/ieListMeetings.aspx?CId=3#top", "https://x.gov.uk/councilmeetings/"),
        ] {
            assert_eq!(Base::parse(text).map(|base| base.url().to_string()), Ok(base.to_owned()));
        }
        assert!(Base::parse("ftp://x").is_err() && Base::parse("x").is_err());
    }

    #[test]
    fn makes_addresses_below_the_path() {
        let base = Base::parse("https://x.gov.uk/moderngov").unwrap();
        assert_eq!(
            base.page(&Target::Meeting(5)).as_str(),
            "https://x.gov.uk/moderngov/ieListDocuments.aspx?MId=5&Ver=4"
        );
        assert_eq!(
            base.service("GetMeetings", &[("lCommitteeId", "9"), ("sFromDate", "01/01/1995")]).as_str(),
            "https://x.gov.uk/moderngov/mgWebService.asmx/GetMeetings?lCommitteeId=9&sFromDate=01%2F01%2F1995"
        );
    }

    #[test]
    fn variants_of_an_address_lead_to_one_target() {
        let page: Url = "https://x.gov.uk/moderngov/ieListMeetings.aspx?CId=7".parse().unwrap();
        for (href, expected) in [
            ("ieListDocuments.aspx?CId=7&MId=5119&Ver=4#AI9001", Some(Target::Meeting(5119))),
            ("ielistdocuments.aspx?MID=5119&J=2&LLL=1", Some(Target::Meeting(5119))),
            ("IeListDocuments.aspx?MeetingId=5119&CommitteeId=7", Some(Target::Meeting(5119))),
            ("CeListDocuments.aspx?CommitteeId=7&MeetingId=5119&DF=01%2f02%2f2009&Ver=2", Some(Target::Meeting(5119))),
            ("ieListMeetings.aspx?CommitteeId=7", Some(Target::Meetings(7))),
            ("ieListMeetings.aspx?CId=686&info=1&MD=Constitution", None),
            ("mgChooseDocPack.aspx?ID=10230&SID=23550", Some(Target::Chooser(10230, Some(23550)))),
            ("documents/s4401/Home education.pdf", Some(Target::File("s4401".into()))),
            ("documents/S4401/Home%20education.PDF", Some(Target::File("s4401".into()))),
            ("documents/s4402/Annex &#40;1&#41; A & B.pdf", Some(Target::File("s4402".into()))),
            ("documents/s4403/Report\r\n on\tthings.pdf", Some(Target::File("s4403".into()))),
            ("documents/g5127/Printed minutes.pdf?T=1", Some(Target::File("g5127:T1".into()))),
            ("documents/g5127/Cofnodion.pdf?T=1&LLL=1", Some(Target::File("g5127:T1:cy".into()))),
            ("documents/g5127/Printed minutes.pdf?T=1&LLL=0", Some(Target::File("g5127:T1".into()))),
            ("documents/b881/Supplement.pdf?T=9", Some(Target::File("b881".into()))),
            ("mgConvert2PDF.aspx?ID=4401", Some(Target::File("s4401".into()))),
            ("mgConvert2PDF.aspx?ID=44&T=6", None),
            ("mgLocationDetails.aspx?RID=1", None),
            ("ecCatDisplay.aspx?sch=doc", None),
        ] {
            assert_eq!(resolve(&page, href).as_ref().and_then(target), expected, "{href}");
        }
    }

    #[test]
    fn links_with_blanks_and_line_ends_become_addresses() {
        let page: Url = "https://x.gov.uk/moderngov/ieListDocuments.aspx?MId=1".parse().unwrap();
        let url = resolve(&page, "documents/g9/Printed minutes Thursday 15-Jan-2026\n 19.30 A & B.pdf?T=1").unwrap();
        assert_eq!(
            url.as_str(),
            "https://x.gov.uk/moderngov/documents/g9/Printed%20minutes%20Thursday%2015-Jan-2026%2019.30%20A%20&%20B.pdf?T=1"
        );
        assert_eq!(file_name(&url), "Printed minutes Thursday 15-Jan-2026 19.30 A & B.pdf");
    }
}
