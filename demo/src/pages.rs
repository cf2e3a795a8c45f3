//! Pages of the made-up site that list: committees, meetings, members; and the inspectorate's.
//!
//! The markup is awkward on purpose: numeric entities, no-break spaces, blanks before `>`, hard-wrapped tags, list
//! entries outside lists, an element that is closed and was never opened.

use super::council::{Council, Stage};
use std::fmt::Write;

/// Reports on one page of the inspectorate's list.
const REPORTS_A_PAGE: usize = 2;

/// A page: the council's chrome around the system's part.
pub(super) fn framed(title: &str, head: &str, heading: &str, subtitle: &str, links: &str, content: &str) -> String {
    format!(
        "<!DOCTYPE html>\n\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">{head}\n<title>{title}</title>\n\
         <link type=\"text/css\" href=\"jquery-ui/Add-ons/mg.jqueryaddons.css\" rel=\"stylesheet\" /> </head>\n<body>\n\
         <nav><ul><li><a  href=\"mgListCommittees.aspx?bcr=1\" >Committees</a></li></ul></nav>\n\
         <div id=\"modgov\"><div class=\"mgHeader\"><h1  class=\"mgMainTitleTxt\" >{heading}</h1></div>\n\
         <div class=\"mgSubTitle\" >\t\n<h2 class=\"mgSubTitleTxt\">{subtitle}</h2>\n</div>\n\
         <script type=\"text/javascript\">\nif(window.$ModernGov === undefined) {{ }}\n</script>\n\
         <div class=\"mgLinks\" >\n\n<ul  class=\"mgActionList\" >\n{links}\n</ul>\n</div>\n\
         <div class=\"mgContent\" >\n{content}\n</div>\n<div class=\"mgFooter\" >\t\t\n<p>&nbsp;</p></div>\n</div>\n\
         <footer>&copy; The council</footer></body></html>\n"
    )
}

/// A name as the system writes it into pages.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&#38;")
        .replace('\'', "&#39;")
        .replace('’', "&rsquo;")
        .replace('(', "&#40;")
        .replace(')', "&#41;")
}

/// The same within an attribute: blanks are entities too.
pub(super) fn attribute(text: &str) -> String {
    escaped(text).replace(' ', "&#32;")
}

pub(super) fn committees(council: &Council) -> String {
    let mut content = String::new();
    for committee in &council.committees {
        let _ = write!(
            content,
            "<h2 class=\"mgSectionTitle\">{}</h2>\n\n<ul  class=\"mgBulletList\" >\n<li><a  href=\"mgCommitteeDetails.aspx?ID={}\"  \
             title=\"Link&#32;to&#32;details&#32;for&#32;{}\" >{}</a></li>\n\n</ul>\n",
            escaped(&committee.category),
            committee.id,
            attribute(&committee.name),
            escaped(&committee.name)
        );
    }
    framed("Committee structure", "", "Committee structure", "", "", &content)
}

/// The home of meetings; its last committee does not meet any more.
pub(super) fn home(council: &Council) -> String {
    let mut content = String::from("<ul class=\"mgBulletList\">");
    for committee in &council.committees {
        let _ = writeln!(
            content,
            "<li><a href=\"ieListMeetings.aspx?CommitteeId={}\">{}</a></li>",
            committee.id,
            escaped(&committee.name)
        );
    }
    content.push_str(
        "<li><a href=\"ieListMeetings.aspx?CId=99\">Education Committee</a> decommissioned 09/05/2011</li></ul>",
    );
    framed("Browse meetings", "", "Browse meetings", "", "", &content)
}

pub(super) fn committee(council: &Council, id: u64) -> Option<String> {
    let committee = council.committee(id)?;
    let mut content = String::from(
        "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"mgRss.aspx?CID=1\"  /> \n\
         <h2 class=\"mgSectionTitle\">Membership<a name=\"#MEM\"></a></h2>\n<ul  class=\"mgBulletList\" >\n",
    );
    for member in &council.members {
        let Some(seat) = member.terms.iter().find(|seat| seat.committee == id && seat.until.is_none()) else {
            continue;
        };
        let office = if seat.role.contains("Chair") {
            format!("&#40;{}&#41;", seat.role.replace(['(', ')'], ""))
        } else {
            String::new()
        };
        let _ = write!(
            content,
            "\n\t<li><a  href=\"mgUserInfo.aspx?UID={}\"  title=\"Link&#32;to&#32;{}\">{}</a>&nbsp; {office}&nbsp; </li>\t\t\n",
            member.uid,
            attribute(&member.name),
            escaped(&member.name)
        );
    }
    content.push_str("</ul>\n<h2 class=\"mgSectionTitle\">Contact information</h2>\t\t\t\n<p><span  class=\"mgLabel\" >Support officer: </span>Olive Strand.</p>");
    let links = format!("<li><a  href=\"ieListMeetings.aspx?CommitteeId={id}\" >Browse meetings and agendas</a></li>");
    Some(framed("Committee details", "", "Committee details", &escaped(&committee.name), &links, &content))
}

/// The list of meetings, newest first. Without all years it shows only the newest five.
pub(super) fn meetings(council: &Council, id: u64, all_years: bool, stage: Stage) -> Option<String> {
    let committee = council.committee(id)?;
    let mut held: Vec<_> = council.meetings.iter().filter(|meeting| meeting.committee == id).collect();
    held.sort_by_key(|meeting| std::cmp::Reverse(meeting.date));
    held.truncate(if all_years { usize::MAX } else { 5 });
    let mut rows = String::new();
    for (n, meeting) in held.iter().enumerate() {
        let class = if n % 2 == 0 { "mgTableEvenRow" } else { "mgTableOddRow" };
        // The same address in several spellings.
        let link = match n % 3 {
            0 => format!("ieListDocuments.aspx?CId={id}&amp;MId={}&amp;Ver=4", meeting.id),
            1 => format!("ieListDocuments.aspx?MID={}&amp;J=3", meeting.id),
            _ => format!("ieListDocuments.aspx?CommitteeId={id}&amp;MeetingId={}", meeting.id),
        };
        let _ = write!(
            rows,
            "<li  class=\"{class}\" ><a  class=\"mgMeetingTableLnk\"    href=\"{link}\"  title=\"Link&#32;to&#32;{}\">{}&nbsp;{}</a>{}</li>",
            attribute(&committee.name),
            meeting.date.strftime("%-d %b %Y"),
            meeting.time.replace('.', "&#58;"),
            suffix(council, meeting, stage)
        );
    }
    let content = format!(
        "<div  class='mgMeetingsEarlierLater' ><p>\n<a   class=\"mgTableNextLnk\"   href=\"ieListMeetings.aspx?Act=earlier&amp;CId={id}&amp;D=202206141830&amp;MD=ielistmeetings\"  >Earlier meetings</a></p></div>\n\
         <input type=\"hidden\" name=\"hCommitteeId\"  value=\"{id}\" />\n<ul  class=\"mgNonBulletTableList\"  >{rows}</ul>"
    );
    Some(framed("Browse meetings", "", "Browse meetings", &escaped(&committee.name), "", &content))
}

fn suffix(council: &Council, meeting: &super::council::Meeting, stage: Stage) -> String {
    if !meeting.status.is_empty() {
        return format!(" - {}", meeting.status);
    }
    if meeting.items.is_empty() {
        return String::new();
    }
    let has = |t| council.papers_of(meeting.id, stage).any(|paper| paper.t == Some(t) || t == 1 && paper.inline);
    let parts = [Some("Agenda"), has(2).then_some("Decisions"), has(1).then_some("Minutes")];
    format!(" - {}", parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
}

pub(super) fn members(council: &Council) -> String {
    let mut rows = String::new();
    for member in &council.members {
        let _ = writeln!(
            rows,
            "<tr><td><img src=\"UserData/1/Info000{0}/bigpic.jpg\"></td><td><a href=\"mgUserInfo.aspx?UID={0}\">{1}</a><br>({2})</td></tr>",
            member.uid,
            escaped(&member.name),
            escaped(&member.party)
        );
    }
    framed("Your Councillors", "", "Your Councillors", "", "", &format!("<table class=\"mgStatsTable\">{rows}</table>"))
}

pub(super) fn member(council: &Council, id: u64) -> Option<String> {
    let member = council.members.iter().find(|member| member.uid == id)?;
    let mut content = format!(
        "<p><span class=\"mgLabel\">Party: </span>{}</p><p><span class=\"mgLabel\">Ward: </span>{}</p>\n\
         <h2 class=\"mgSectionTitle\">Contact information</h2><p><span class=\"mgLabel\">Home address: </span>1 Made Up Lane</p>\n\
         <h2 class=\"mgSectionTitle\">Committee appointments</h2><ul class=\"mgBulletList\">",
        escaped(&member.party),
        escaped(&member.ward)
    );
    for seat in member.terms.iter().filter(|seat| seat.until.is_none()) {
        let name = council.committee(seat.committee).map(|committee| escaped(&committee.name)).unwrap_or_default();
        let _ = write!(
            content,
            "<li><a href=\"mgCommitteeDetails.aspx?ID={}\">{name}</a> ({})</li>",
            seat.committee,
            seat.role.replace(['(', ')'], "")
        );
    }
    content.push_str("</ul>");
    Some(framed("Councillor details", "", "Councillor details", &escaped(&member.name), "", &content))
}

pub(super) fn error() -> String {
    framed("Error", "", "Sorry", "", "", "<p>An error has occurred. Please try again later.</p>")
}

/// The provider's page at the inspectorate, newest first, two reports a page.
pub(super) fn provider(council: &Council, start: u64) -> String {
    let mut letters: Vec<_> = council.letters.iter().collect();
    letters.sort_by_key(|letter| std::cmp::Reverse(letter.published));
    let start = usize::try_from(start).unwrap_or(0);
    let mut entries = String::new();
    for letter in letters.iter().skip(start).take(REPORTS_A_PAGE) {
        let title = if letter.kind.contains("visit") { "Focused visit" } else { "Inspection" };
        let _ = write!(
            entries,
            "<li><a class=\"publication-link\" href=\"/v1/file/{}\" target=\"_blank\">\n  {title} <span class=\"nonvisual\">{}, pdf - {}</span></a></li>\n",
            letter.number,
            escaped(&letter.kind),
            letter.published.strftime("%d %B %Y")
        );
    }
    let next = start + REPORTS_A_PAGE;
    let more = if next < letters.len() {
        format!("<ul class=\"pagination\"><li class=\"next\"><a href=\"?start={next}\">Next</a></li></ul>")
    } else {
        String::new()
    };
    format!(
        "<!DOCTYPE html><html><body><h1>{0}</h1><a href=\"/provider/44/{1}\">{0}</a><ol>\n{entries}</ol>{more}</body></html>",
        escaped(&council.council),
        council.urn
    )
}
