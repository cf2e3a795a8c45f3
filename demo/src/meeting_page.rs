//! Pages of the made-up site about one meeting: the meeting itself, an item in full, packs to choose from, attendance.

use super::council::{Council, Meeting, Paper, Stage};
use super::pages::{attribute, escaped, framed};
use std::fmt::Write;

/// Minutes longer than this, in bytes of HTML, are cut on the meeting page.
const CUT_AFTER: usize = 900;

/// One item of a meeting.
pub(super) struct Item<'a> {
    /// Number by which the system knows it.
    pub id: u64,
    /// As printed, with its stop: "4.".
    pub number: &'a str,
    pub title: &'a str,
    /// Minutes as HTML, where they stand on the page.
    pub minutes: Option<String>,
}

/// The items of a meeting; minutes only where a paper stands on the page itself.
pub(super) fn items<'a>(council: &Council, meeting: &'a Meeting) -> Vec<Item<'a>> {
    let inline = council.papers.iter().find(|paper| paper.meeting == meeting.id && paper.inline);
    let minutes =
        inline.and_then(|paper| council.bytes(&paper.file)).map(|bytes| by_heading(&String::from_utf8_lossy(&bytes)));
    let minutes = minutes.unwrap_or_default();
    let rows = meeting.items.iter().zip(1_u64..);
    rows.map(|(text, n)| {
        let (number, title) = text.split_once(' ').unwrap_or(("", text));
        let found = minutes.iter().find(|(of, _)| of == number).map(|(_, html)| html.clone());
        Item { id: meeting.id * 100 + n, number, title, minutes: found }
    })
    .collect()
}

/// Cuts minutes at their headings: number of the item and what stands below it.
fn by_heading(html: &str) -> Vec<(String, String)> {
    let body = html.rsplit_once("</body>").map_or(html, |(body, _)| body);
    let parts = body.split("<h2>").skip(1).filter_map(|part| part.split_once("</h2>"));
    parts
        .filter_map(|(heading, text)| {
            Some((heading.split_once(' ')?.0.to_owned(), text.replace("<p>", "<p class=\"MsoNormal\">")))
        })
        .collect()
}

pub(super) fn meeting(council: &Council, id: u64, stage: Stage) -> Option<String> {
    let meeting = council.meeting(id)?;
    let committee = council.committee(meeting.committee)?;
    let day = meeting.date.strftime("%A %-d %B %Y").to_string();
    let time = meeting.time.replace('.', ":");
    let papers: Vec<&Paper> = council.papers_of(id, stage).collect();
    let is_published = meeting.status.is_empty() && !meeting.items.is_empty();
    let heading = heading(&papers, stage, is_published);
    let status = if meeting.status.is_empty() { String::new() } else { format!(", {}", meeting.status) };
    let subtitle = format!(
        "<a  href=\"mgCommitteeDetails.aspx?ID={}\"  title=\"Link&#32;to&#32;{}\">{} - {day} {time}{status}</a>",
        committee.id,
        attribute(&committee.name),
        escaped(&committee.name)
    );
    let title = format!("{heading} for {} on {day}, {time}", committee.name);
    let head = format!(
        "<meta name=\"DC.title\"  content=\"{}\"/>\n<meta name=\"DC.date\" scheme=\"W3CDTF\"  content=\"{}\"/>",
        escaped(&title),
        meeting.date
    );
    let links = links(meeting, &papers, stage, &day);
    let content = if is_published {
        format!(
            "<p><span  class=\"mgLabel\" >Venue: </span>Council Chamber, Town Hall. <a  href=\"mgLocationDetails.aspx?RID=1\" > View directions</a></p>\n\
             <p><span  class=\"mgLabel\" >Contact: </span>Olive Strand&nbsp; </p>\n{}",
            table(council, meeting, &papers)
        )
    } else {
        "<p>No documents are available for this meeting</p>\n<p><span  class=\"mgLabel\" >Proposed venue: </span>Council Chamber, Town Hall.</p>".to_owned()
    };
    Some(framed(&escaped(&title), &head, &heading, &subtitle, &links, &content))
}

fn heading(papers: &[&Paper], stage: Stage, is_published: bool) -> String {
    if !is_published {
        return "Meeting".into();
    }
    let minutes = papers.iter().find(|paper| paper.t == Some(1) || paper.inline);
    let draft = minutes.is_some_and(|paper| paper.label_at(stage).contains("draft"));
    let decisions = papers.iter().any(|paper| paper.t == Some(2));
    match (decisions, minutes.is_some(), draft) {
        (true, true, _) => "Agenda, decisions and minutes".into(),
        (true, false, _) => "Agenda and decisions".into(),
        (false, true, true) => "Agenda and draft minutes".into(),
        (false, true, false) => "Agenda and minutes".into(),
        _ => "Agenda".into(),
    }
}

/// The list of actions: attendance, front sheet, pack behind a chooser, supplements, printed files.
fn links(meeting: &Meeting, papers: &[&Paper], stage: Stage, day: &str) -> String {
    let mut links = format!(
        "<li><a  href=\"mgMeetingAttendance.aspx?ID={}\"  title=\"Link&#32;to&#32;attendance&#32;details\">Attendance details</a></li>\n",
        meeting.id
    );
    for paper in papers {
        let label = paper.label_at(stage);
        let _ = match (paper.t, paper.b) {
            (Some(10), _) => {
                writeln!(
                    links,
                    "\t<li><a  href=\"mgChooseDocPack.aspx?ID={}\"  >{}</a></li>",
                    meeting.agenda,
                    escaped(&label)
                )
            }
            (Some(_), _) if paper.welsh => writeln!(
                links,
                "\t<li><a  href=\"{0}\"  >{1}\n{2} </a>\t\n</li><li><a href=\"{0}&amp;LLL=1\" >Cofnodion {2}</a></li>",
                generated(meeting, paper, &label, day),
                escaped(&label),
                size()
            ),
            (Some(_), _) => writeln!(
                links,
                "\t<li><a  href=\"{}\"   title=\"Link&#32;to&#32;{}&#32;pdf&#32;file\">{}\n{} </a>\t\n</li>",
                generated(meeting, paper, &label, day),
                attribute(&label),
                escaped(&label),
                size()
            ),
            (None, Some(b)) => writeln!(
                links,
                "\t<li><a  href=\"mgChooseDocPack.aspx?ID={}&amp;SID={b}\"  >{} {} </a></li>",
                meeting.agenda,
                escaped(&label).replace(": ", "&#58; "),
                size()
            ),
            _ => Ok(()),
        };
    }
    links
}

/// The address of a generated file: raw blanks in its name, and the agenda's number, not the meeting's.
fn generated(meeting: &Meeting, paper: &Paper, label: &str, day: &str) -> String {
    let label = if paper.t == Some(10) { "Public reports pack" } else { label };
    format!("documents/g{}/{label} {day} {}.pdf?T={}", meeting.agenda, meeting.time, paper.t.unwrap_or_default())
}

fn size() -> &'static str {
    "<span  class=\"mgFileSize\" ><img height=\"12\" src=\"mgimages/logo-pdf-1.gif\" alt=\"pdf icon\" /> PDF 198 KB</span>"
}

fn table(council: &Council, meeting: &Meeting, papers: &[&Paper]) -> String {
    let mut rows = String::new();
    for item in items(council, meeting) {
        let of_item: Vec<_> =
            papers.iter().filter(|paper| paper.s.is_some() && paper.item.as_deref() == Some(item.number)).collect();
        let _ = write!(
            rows,
            "\n\t<tr>\n\n\t<td  class=\"mgItemNumberCell\" ><p  class=\"mgAiTitleTxt\" ><a name=\"AI{}\" aria-disabled=\"true\"></a>{}</p></td>\n\t\t\n\t<td >\t\n",
            item.id, item.number
        );
        match of_item.first() {
            Some(report) => {
                let _ = write!(
                    rows,
                    "<p  class=\"mgAiTitleTxt\" ><a  class=\"mgAiTitleLnk\"   href=\"{}\"    \n\ttitle=\"Link&#32;to&#32;document\">{} {} </a></p>\n",
                    attachment(report),
                    escaped(item.title),
                    size()
                );
            }
            None => {
                let _ = writeln!(rows, "<p  class=\"mgAiTitleTxt\" >{}</p>", escaped(item.title));
            }
        }
        rows.push_str("<div class=\"mgWordPara\"><div class=\"WordSection1\">\n<p class=\"MsoNormal\">To consider\nthis item.</p>\n<p class=\"MsoNormal\">&nbsp;</p>\n</div>\n</div> \n");
        if of_item.len() > 1 {
            rows.push_str(
                "<p class=\"mgSubItemTitleTxt\">Additional documents:</p>\n\n<ul  class=\"mgBulletList\" >\n",
            );
            for paper in &of_item[1..] {
                let _ = write!(
                    rows,
                    "<li>\n<a  href=\"{}\"   title=\"Link to document\">{} <span  class=\"mgHide\" >, item {}</span>\n{} </a>  </li>\n",
                    attachment(paper),
                    escaped(&paper.label),
                    item.number,
                    size()
                );
            }
            rows.push_str("</ul>\n");
        }
        for decision in council.decisions.iter().filter(|d| d.meeting == Some(meeting.id) && d.title == item.title) {
            let _ = writeln!(
                rows,
                "<ul class=\"mgActionList\"><li><a href=\"ieDecisionDetails.aspx?ID={}&amp;LLL=0\">View the decision for item {}</a></li></ul>",
                decision.id, item.number
            );
        }
        if let Some(minutes) = &item.minutes {
            let _ = write!(
                rows,
                "<p class=\"mgSubItemTitleTxt\">Minutes:</p>\n<div class=\"mgWordPara\"><div class=\"WordSection1\">\n{}\n</div>\n</div> \n",
                cut(minutes, item.id)
            );
        }
        rows.push_str("\n</td>\n\t</tr>\n");
    }
    // Papers of the meeting that belong to no item stand below the table, and a vote table's head is closed twice.
    let loose = papers.iter().filter(|paper| paper.s.is_some() && paper.item.is_none()).map(|paper| {
        format!("<tr><td class=\"mgItemNumberCell\"></td><td><p class=\"mgAiTitleTxt\"><a class=\"mgAiTitleLnk\" href=\"{}\">{}</a></p></td></tr>", attachment(paper), escaped(&paper.label))
    });
    format!(
        "<table class=\"mgItemTable\"  summary=\"Table of agenda items\" id=\"mgItemTable\">\n<caption  class=\"mgSectionTitle\" >Items</caption>\n\
         <tr>\n<th class=\"mgHide\" abbr=\"No\" scope=\"col\">No.</th>\n<th class=\"mgHide\" abbr=\"Item\" scope=\"col\">Item</th></th>\n</tr>\n{rows}{}</table>\n",
        loose.collect::<String>()
    )
}

/// The address of an attachment; its name holds what names hold.
fn attachment(paper: &Paper) -> String {
    let ending = paper.file.rsplit_once('.').map_or("pdf", |(_, ending)| ending);
    format!("documents/s{}/{} &#40;final&#41;.{ending}", paper.s.unwrap_or_default(), paper.label.replace('&', "and"))
}

/// Long minutes are cut at the end of a paragraph, with a link to the whole of them.
fn cut(minutes: &str, item: u64) -> String {
    let Some(end) = minutes.match_indices("</p>").map(|(at, end)| at + end.len()).find(|end| *end > CUT_AFTER) else {
        return minutes.to_owned();
    };
    if end >= minutes.trim_end().len() {
        return minutes.to_owned();
    }
    format!(
        "{} &nbsp;...&nbsp; <a href=\n\"mgAi.aspx?ID={item}\" title=\n\"Full text\">view the full minutes text for this item.</a>",
        &minutes[..end]
    )
}

pub(super) fn item_in_full(council: &Council, id: u64) -> Option<String> {
    let meeting = council.meeting(id / 100)?;
    let item = items(council, meeting).into_iter().find(|item| item.id == id)?;
    let minutes = item.minutes?;
    let content = format!(
        "<div class=\"mgWordPara\"><p class=\"MsoNormal\">To consider this item.</p></div>\n<p class=\"mgSubItemTitleTxt\">Minutes:</p>\n\
         <div class=\"mgWordPara\"><div class=\"WordSection1\">{minutes}</div></div>"
    );
    Some(framed("Agenda item", "", "Agenda item", &escaped(item.title), "", &content))
}

/// What stands between a visitor and a pack.
pub(super) fn chooser(council: &Council, agenda: u64, supplement: Option<u64>, stage: Stage) -> Option<String> {
    let meeting = council.meetings.iter().find(|meeting| meeting.agenda == agenda)?;
    let day = meeting.date.strftime("%A %d-%b-%Y").to_string();
    let wanted = |paper: &&Paper| match supplement {
        Some(b) => paper.b == Some(b),
        None => paper.t == Some(10),
    };
    let paper = council.papers_of(meeting.id, stage).find(wanted)?;
    let link = match paper.b {
        Some(b) => format!("documents/b{b}/{} {day}.pdf?T=9", paper.label.replace(':', "")),
        None => generated(meeting, paper, &paper.label, &day),
    };
    let content = format!(
        "<p>Choose the pack to view:</p><ul><li><a href=\"{link}\">{} {}</a></li></ul>",
        escaped(&paper.label),
        size()
    );
    Some(framed("Choose", "", "Choose agenda document pack", "", "", &content))
}

/// Who was there: recorded only where the manifest says who sent apologies; otherwise everybody is for ever expected.
pub(super) fn attendance(council: &Council, id: u64) -> Option<String> {
    let meeting = council.meeting(id)?;
    let mut rows = String::new();
    for (member, role, presence, _) in attendees(council, meeting) {
        let _ = writeln!(
            rows,
            "<tr><td><a href=\"mgUserInfo.aspx?UID={}\">{}</a></td><td>{role}</td><td>{presence}</td></tr>",
            member.uid,
            escaped(&member.name)
        );
    }
    let content = format!(
        "<table summary=\"Table of meeting attendance\"><tr><th>Attendee</th><th>Role</th><th>Attendance</th></tr>{rows}</table>"
    );
    Some(framed("Attendance", "", "Attendance", "", "", &content))
}

/// Member, role, attendance and ward of everybody with a seat.
pub(super) fn attendees<'a>(
    council: &'a Council,
    meeting: &'a Meeting,
) -> impl Iterator<Item = (&'a super::council::Member, &'a str, &'static str, &'a str)> {
    council.seats(meeting.committee, meeting.date).map(|(member, seat)| {
        let presence = match &meeting.apologies {
            None => "Expected",
            Some(apologies) if apologies.contains(&member.uid) => "Apologies",
            Some(_) => "Present",
        };
        (member, seat.role.as_str(), presence, member.ward.as_str())
    })
}
