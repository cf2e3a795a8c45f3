//! A made-up Modern.gov site without its web service: what every council in the country can be read by. Its own oddities are
//! those of the made-up council (`tests/crawling` of the program).

use super::body::{Meeting, What, names};
use super::server::{Asked, Reply, Twin};

/// Numbers of agendas are not those of meetings.
const AGENDAS: u64 = 7_000;

pub fn draw(twin: &Twin, asked: &Asked) -> Option<Reply> {
    let number = |name: &str| asked.parameter(name).and_then(|value| value.parse::<u64>().ok());
    let page = asked.path().strip_prefix("/mg/")?;
    if let Some(name) = page.strip_prefix("documents/") {
        return file(twin, name, asked.parameter("T").as_deref());
    }
    let of_number = |id: u64| twin.meetings.iter().find(|meeting| meeting.id == id);
    match page {
        "mgListCommittees.aspx" | "ieDocHome.aspx" => Some(framed("Committee structure", "", &committees(twin))),
        "ieListMeetings.aspx" => Some(list(twin, usize::try_from(number("CId")?).ok()?)),
        "ieListDocuments.aspx" => Some(meeting(twin, of_number(number("MId")?)?)),
        "mgMeetingAttendance.aspx" => Some(framed("Attendance", "", &attendance(of_number(number("ID")?)?))),
        "mgCommitteeDetails.aspx"
        | "mgMemberIndex.aspx"
        | "mgDelegatedDecisions.aspx"
        | "mgListOfficerDecisions.aspx" => Some(framed("Nothing to list", "", "<p>None</p>")),
        _ => None,
    }
}

fn framed(heading: &str, subtitle: &str, content: &str) -> Reply {
    Reply::Html(format!(
        "<html><head><title>{heading}</title></head><body><div id=\"modgov\"><div class=\"mgHeader\"><h1  class=\"mgMainTitleTxt\" >{heading}</h1></div>\
         <div class=\"mgSubTitle\" ><h2 class=\"mgSubTitleTxt\">{subtitle}</h2></div>{content}</div></body></html>"
    ))
}

fn committees(twin: &Twin) -> String {
    let entries = names(&twin.meetings).into_iter().enumerate().map(|(n, name)| {
        format!("<li><a  href=\"mgCommitteeDetails.aspx?ID={n}\" title=\"Link&#32;to\" >{name}</a></li>")
    });
    format!("<ul  class=\"mgBulletList\" >{}</ul>", entries.collect::<String>())
}

fn list(twin: &Twin, committee: usize) -> Reply {
    let rows = twin.meetings.iter().rev().filter(|meeting| meeting.committee == committee).map(|meeting| {
        let has = |what: What| meeting.published(twin.later()).any(|paper| paper.what == what);
        let words = [(What::Agenda, "Agenda"), (What::Minutes, "Minutes")].iter().filter(|(what, _)| has(*what));
        let published = words.map(|(_, word)| *word).collect::<Vec<_>>().join(", ");
        let after = match (meeting.cancelled, published.is_empty()) {
            (true, _) => " - CANCELLED".to_owned(),
            (false, true) => String::new(),
            (false, false) => format!(" - {published}"),
        };
        format!(
            "<li class=\"mgTableOddRow\"><a class=\"mgMeetingTableLnk\" href=\"ieListDocuments.aspx?CId={committee}&amp;MId={}&amp;Ver=4\">{}</a>{after}</li>",
            meeting.id,
            meeting.on.at(meeting.at.hour(), meeting.at.minute(), 0, 0).strftime("%-d %b %Y&nbsp;%-I&#58;%M %P")
        )
    });
    framed("Browse meetings", "", &format!("<ul class=\"mgNonBulletTableList\">{}</ul>", rows.collect::<String>()))
}

fn meeting(twin: &Twin, meeting: &Meeting) -> Reply {
    let (mut printed, mut reports) = (String::new(), String::new());
    for paper in meeting.published(twin.later()) {
        let agenda = meeting.id + AGENDAS;
        let day = meeting.on.strftime("%A %d-%b-%Y");
        match paper.what {
            What::Agenda => printed.push_str(&format!(
                "<li><a  href=\"documents/g{agenda}/Agenda frontsheet {day} 18.30.pdf?T=0\">Agenda frontsheet <span class=\"mgFileSize\">PDF 198 KB</span></a></li>"
            )),
            What::Minutes => printed.push_str(&format!(
                "<li><a  href=\"documents/g{agenda}/Printed minutes\r\n{day} 18.30.pdf?T=1\">Printed minutes</a></li>"
            )),
            What::Report => reports.push_str(&format!(
                "<tr><td class=\"mgItemNumberCell\"><p class=\"mgAiTitleTxt\"><a name=\"AI{id}\"></a>2.</p></td><td><p class=\"mgAiTitleTxt\">\
                 <a class=\"mgAiTitleLnk\" href=\"documents/s{id}/Report on bridges.pdf\">Report on bridges &#38; culverts</a></p></td></tr>",
                id = paper.id
            )),
        }
    }
    let heading = match (printed.contains("?T=0"), printed.contains("?T=1")) {
        (true, true) => "Agenda and minutes",
        (false, true) => "Minutes",
        (true, false) => "Agenda",
        (false, false) => "Meeting",
    };
    let when = meeting.on.at(meeting.at.hour(), meeting.at.minute(), 0, 0).strftime("%A %-d %B %Y %-I:%M %P");
    let off = if meeting.cancelled { ", CANCELLED" } else { "" };
    let subtitle =
        format!("<a href=\"mgCommitteeDetails.aspx?ID={}\">{} - {when}{off}</a>", meeting.committee, meeting.name());
    let content = format!(
        "<div class=\"mgLinks\"><ul class=\"mgActionList\"><li><a href=\"mgMeetingAttendance.aspx?ID={}\">Attendance details</a></li>{printed}</ul></div>\
         <div class=\"mgContent\"><p><span class=\"mgLabel\">Venue: </span>{}</p><table class=\"mgItemTable\" id=\"mgItemTable\"><tr><th>No.</th><th>Item</th></tr>{reports}</table></div>",
        meeting.id, meeting.place
    );
    framed(heading, &subtitle, &content)
}

fn attendance(meeting: &Meeting) -> String {
    format!(
        "<table summary=\"Table of meeting attendance\"><tr><th>Attendee</th><th>Role</th><th>Attendance</th></tr>\
         <tr><td><a href=\"mgUserInfo.aspx?UID={}\">Councillor Ash</a></td><td>Chair</td><td>Present</td></tr></table>",
        meeting.committee + 30
    )
}

fn file(twin: &Twin, name: &str, t: Option<&str>) -> Option<Reply> {
    let (key, _) = name.split_once('/')?;
    if let Some(id) = key.strip_prefix('s') {
        return twin.paper(id.parse().ok()?).map(|paper| Reply::Pdf(paper.pdf()));
    }
    let agenda: u64 = key.strip_prefix('g')?.parse().ok()?;
    let what = if t? == "1" { What::Minutes } else { What::Agenda };
    let meeting = twin.meetings.iter().find(|meeting| meeting.id + AGENDAS == agenda)?;
    let paper = meeting.published(twin.later()).find(|paper| paper.what == what)?;
    Some(Reply::Pdf(paper.pdf()))
}
