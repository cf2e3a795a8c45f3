//! A made-up CMIS site, as DotNetNuke draws one: an opaque address for every paper, another at every visit; a board that is
//! in no calendar; one paper behind a redirect; links to itself without encryption left out, since loopback has none.

use super::body::{BOARD, Meeting, What, names};
use super::server::{Asked, Reply, Twin};
use jiff::ToSpan;
use jiff::civil::Date;

/// Numbers that are this site's own.
const TAB: u32 = 73;
const MODULE: u32 = 410;

pub fn draw(twin: &Twin, asked: &Asked) -> Option<Reply> {
    let path = asked.path();
    if path == "/elm/Meetings.aspx" {
        return Some(match asked.parameter("ctl").as_deref() {
            Some("MeetingCalendarListView") => list(twin),
            _ => home(),
        });
    }
    if path == "/elm/CommitteesandBoards.aspx" {
        let link = format!(
            "<a href=\"/elm/Committees/tabid/185/ctl/ViewCMIS_CommitteeDetails/mid/692/id/{BOARD}/Default.aspx\">{}</a>",
            names(&twin.meetings)[BOARD]
        );
        return Some(page("ModCMISCommitteesC", &link));
    }
    if let Some(at) = path.find("/Date/") {
        return Some(month(twin, path.get(at + 6..at + 16)?.parse().ok()?));
    }
    if path.contains("/ViewCMIS_CommitteeDetails/") {
        return Some(board(twin));
    }
    if let Some((_, rest)) = path.split_once("/ViewMeetingPublic/") {
        let id: u64 = rest.split("/Meeting/").nth(1)?.split('/').next()?.parse().ok()?;
        return twin.meetings.iter().find(|meeting| meeting.id == id).map(|meeting| details(twin, meeting));
    }
    let secret = asked.target.strip_prefix("/elm/Document.ashx?czJKcaeAi5x")?;
    let paper = twin.paper(secret.split('u').next()?.parse().ok()?)?;
    // One of them lies elsewhere.
    if paper.what == What::Report && !secret.ends_with("Z") {
        return Some(Reply::Redirect(format!("{}Z", asked.target)));
    }
    Some(Reply::Pdf(paper.pdf()))
}

fn page(module: &str, inside: &str) -> Reply {
    Reply::Html(format!(
        "<html><head><meta name=\"robots\" content=\"noindex,nofollow\"></head><body><div id=\"menu\"><a href=\"/elm/CommitteesandBoards.aspx\">Committees and boards</a>\
         <a href=\"/elm/Councillors.aspx\">Councillors</a></div><div id=\"dnn_ContentPane\"><div class=\"DNNModuleContent {module}\">{inside}</div></div></body></html>"
    ))
}

fn home() -> Reply {
    page(
        "ModCMISMeetingsC",
        &format!(
            "<input type=\"submit\" name=\"dnn$ctr{MODULE}$MeetingCalendarPublicList$btnButtonListView\" value=\"Meeting List View\">"
        ),
    )
}

fn address(meeting: &Meeting) -> String {
    let (tab, module) = if meeting.committee == BOARD { (185, 692) } else { (TAB, MODULE) };
    format!(
        "/elm/Meetings/tabid/{tab}/ctl/ViewMeetingPublic/mid/{module}/Meeting/{}/Committee/{}/SelectedTab/Documents/Default.aspx",
        meeting.id, meeting.committee
    )
}

fn list(twin: &Twin) -> Reply {
    let of_month = twin.meetings.iter().filter(|m| m.on.year() == 2025 && m.on.month() == 9 && m.committee != BOARD);
    let rows: String = of_month
        .map(|m| {
            let when = format!("{} {:02}:{:02}", m.on.strftime("%-d %b %Y"), m.at.hour(), m.at.minute());
            format!(
                "<tr class=\"rgRow\"><td class=\"DateColumn\"><a href=\"{}\">{when} - {}</a></td><td>{}</td></tr>",
                address(m),
                m.name(),
                m.place
            )
        })
        .collect();
    page(
        "MeetingCalendarListView",
        &format!("<table id=\"dnn_ctr{MODULE}_MeetingCalendarPublicList_grd\">{rows}</table>"),
    )
}

fn month(twin: &Twin, first: Date) -> Reply {
    let mut rows = String::new();
    // Days of neighbouring months fill the first and the last week.
    let mut day = first.checked_sub(i64::from(first.weekday().to_monday_zero_offset()).days()).unwrap();
    let last = first.last_of_month();
    while day <= last || day.weekday() != jiff::civil::Weekday::Monday {
        let of_day = twin.meetings.iter().filter(|m| m.on == day && m.committee != BOARD);
        let links: String = of_day
            .map(|m| {
                format!(
                    "<p class=\"Meeting\"><a href=\"{}\">{:02}:{:02} {}</a></p>",
                    address(m),
                    m.at.hour(),
                    m.at.minute(),
                    m.name()
                )
            })
            .collect();
        rows.push_str(&format!(
            "<tr class=\"rgRow\"><td class=\"SimpleCalendarDate\">{}</td><td>{links}</td></tr>",
            day.strftime("%A, %-d %B")
        ));
        day = day.tomorrow().unwrap();
    }
    page(
        "ModCMISMeetingsC",
        &format!(
            "<table class=\"rgMasterTable\" id=\"dnn_ctr{MODULE}_MeetingCalendarPublicPrinter_grd\">{rows}</table>"
        ),
    )
}

fn board(twin: &Twin) -> Reply {
    let rows: String = twin
        .meetings
        .iter()
        .filter(|meeting| meeting.committee == BOARD)
        .map(|m| format!("<li><a href=\"{}\">{}</a> Occurred</li>", address(m), m.on.strftime("%-d %b %Y 18:30")))
        .collect();
    page("ModCMISCommitteesC", &format!("<h1>{}</h1><ul>{rows}</ul>", names(&twin.meetings)[BOARD]))
}

fn details(twin: &Twin, meeting: &Meeting) -> Reply {
    let (later, epoch) = (twin.later(), twin.state().epoch);
    let papers: String = meeting
        .published(later)
        .map(|paper| {
            format!(
                "<li class=\"DocumentListItem\"><img class=\"FileTypeImage\" alt=\"pdf\"><a class=\"TitleLink\" href=\"/elm/Document.ashx?czJKcaeAi5x{}u{epoch}q\">{}</a>\
                 <span class=\"FileSize\">({}Kb)</span></li>",
                paper.id, paper.title.replace('&', "&amp;"), paper.id % 90 + 1
            )
        })
        .collect();
    let status = if meeting.cancelled { "Cancelled" } else { "Scheduled" };
    let label = |name: &str, value: &str| {
        format!(
            "<div class=\"holder\"><div class=\"DNNLabel\"><span>{name}:</span></div><div class=\"Value\">{value}</div></div>"
        )
    };
    let when = format!("{} - {:02}:{:02}", meeting.on.strftime("%-d %b %Y"), meeting.at.hour(), meeting.at.minute());
    let summary = [
        label("Committee", meeting.name()),
        label("Date/Time", &when),
        label("Status", status),
        label("Venue", meeting.place),
    ];
    page(
        "ModCMISMeetingsC",
        &format!(
            "<h1>Meeting Details</h1>{}<div class=\"CmisDocumentList\"><ol class=\"DocumentList\">{papers}</ol></div>",
            summary.concat()
        ),
    )
}
