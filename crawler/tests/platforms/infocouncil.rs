//! A made-up InfoCouncil site in both templates: a row split in two by a supplement, a row of next year, minutes as a page
//! and as a file.

use super::body::{Meeting, What};
use super::server::{Asked, Reply, Twin};

pub fn grid(twin: &Twin, asked: &Asked) -> Option<Reply> {
    answer(twin, asked, false)
}

pub fn cards(twin: &Twin, asked: &Asked) -> Option<Reply> {
    answer(twin, asked, true)
}

fn answer(twin: &Twin, asked: &Asked, cards: bool) -> Option<Reply> {
    if asked.path() == "/" {
        let year: i16 = asked.parameter("year").and_then(|year| year.parse().ok()).unwrap_or(2025);
        return Some(list(twin, year, cards));
    }
    if asked.path() == "/RedirectToDoc.aspx" {
        return Some(Reply::Redirect(format!("/{}", asked.parameter("URL")?)));
    }
    let name = asked.path().strip_prefix("/Open/")?.rsplit('/').next()?;
    let (stem, ending) = name.rsplit_once('.')?;
    let paper = twin
        .published()
        .into_iter()
        .find(|(meeting, paper)| stem.trim_end_matches("_WEB") == stem_of(meeting, paper.what));
    let (_, paper) = paper?;
    Some(if ending == "htm" { Reply::Page(paper.page()) } else { Reply::Pdf(paper.pdf()) })
}

fn stem_of(meeting: &Meeting, what: What) -> String {
    let code = ["PC", "WH", "FC", "LB"][meeting.committee];
    let kind = match what {
        What::Agenda => "AGN",
        What::Minutes => "MIN",
        What::Report => "ATT",
    };
    // The number tells the two meetings of one day apart.
    format!("{code}_{}_{kind}_{}", meeting.on.strftime("%d%m%Y"), meeting.id)
}

fn list(twin: &Twin, year: i16, cards: bool) -> Reply {
    let rows: String = twin
        .meetings
        .iter()
        .filter(|meeting| meeting.on.year() == year)
        .map(|meeting| if cards { card(twin, meeting) } else { row(twin, meeting) })
        .collect();
    let list = if cards {
        format!("<div id=\"ctl00_MainContent_pnlMenu\">{rows}</div>")
    } else {
        format!(
            "<table class=\"bpsGridMenu\" id=\"grdMenu\"><thead><tr><th>Meeting Date</th></tr></thead><tbody>{rows}</tbody></table>"
        )
    };
    Reply::Html(format!(
        "<html><body><select name=\"ctl00$ddlYear\"><option selected=\"selected\" value=\"2025\">2025</option><option value=\"2024\">2024</option></select>{list}</body></html>"
    ))
}

fn links(twin: &Twin, meeting: &Meeting, what: What, class: &str) -> String {
    let later = twin.later();
    if !meeting.published(later).any(|paper| paper.what == what) {
        return String::new();
    }
    let (stem, day) = (stem_of(meeting, what), meeting.on.strftime("%-d %B %Y"));
    let at = format!("RedirectToDoc.aspx?URL=Open/{}/{stem}", meeting.on.strftime("%Y/%m"));
    format!(
        "<a title=\"Paper for {day}\" class=\"{class}\" href=\"{at}_WEB.htm\" target=\"_blank\">View</a>\
         <a title=\"Paper PDF for {day} (12.3KB)\" class=\"{class}\" href=\"{at}.PDF\" target=\"_blank\">PDF (12.3KB)</a>"
    )
}

fn name(meeting: &Meeting) -> String {
    format!("{}{}", meeting.name(), if meeting.cancelled { " - CANCELLED" } else { "" })
}

fn row(twin: &Twin, meeting: &Meeting) -> String {
    let row = |name: &str, agenda: &str, minutes: &str, attached: &str| {
        format!(
            "<tr class=\"bpsGridMenuItem\"><td class=\"bpsGridDate\">{}<br /><span>{}</span></td>\
             <td class=\"bpsGridCommittee\">{name}<br /><span>{}</span></td><td class=\"bpsGridAgenda\">{agenda}</td>\
             <td class=\"bpsGridMinutes\">{minutes}</td><td class=\"bpsGridAttachments\">{attached}</td></tr>",
            meeting.on.strftime("%-d %b %Y"),
            meeting.at.strftime("%-I:%M%p"),
            meeting.place,
        )
    };
    let cell = |what: What| links(twin, meeting, what, "bpsGridPDFLink");
    let (agenda, minutes, attached) = (cell(What::Agenda), cell(What::Minutes), cell(What::Report));
    // Attachments that came later stand in a row of their own.
    let main = row(&name(meeting), &agenda, &minutes, "");
    let more = row(&format!("{} Supplementary uploaded 13/02/2024 16:27", meeting.name()), "", "", &attached);
    if attached.is_empty() { main } else { format!("{more}{main}") }
}

fn card(twin: &Twin, meeting: &Meeting) -> String {
    let groups = [("Agenda", What::Agenda), ("Minutes", What::Minutes), ("Attachments", What::Report)];
    let papers: String = groups
        .iter()
        .map(|(group, what)| (group, links(twin, meeting, *what, "paper-link")))
        .filter(|(_, links)| !links.is_empty())
        .map(|(group, links)| {
            format!(
                "<div class=\"paper-group-header\"><span>{group}</span></div><div class=\"paper-items\">{links}</div>"
            )
        })
        .collect();
    format!(
        "<div class=\"meeting-row\"><div class=\"meeting-date\">{}</div><div class=\"meeting-time\">{}</div><div class=\"meeting-title\">{}</div>\
         <div class=\"meeting-location\">{}</div><div class=\"col-papers\">{papers}</div></div>",
        meeting.on.strftime("%d %b %Y"),
        meeting.at.strftime("%-I:%M %p"),
        name(meeting),
        meeting.place
    )
}
