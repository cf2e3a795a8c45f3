//! Pages of the made-up site about decisions: each by itself, and the register of a time.

use super::council::{Council, Decision};
use super::pages::{escaped, framed};
use jiff::civil::Date;
use std::fmt::Write;

/// A decision's page: some facts behind labels, others below headings.
pub(super) fn decision(council: &Council, id: u64) -> Option<String> {
    let decision = council.decisions.iter().find(|decision| decision.id == id)?;
    let day = |date: Date| date.strftime("%d/%m/%Y").to_string();
    let at_meeting = decision.meeting.and_then(|id| council.meeting(id)).map(|meeting| {
        format!(
            "<h3  class=\"mgSubSubTitleTxt\" >Decided at meeting:</h3> <p><a href=\"ieListDocuments.aspx?CId={}&amp;MId={}&amp;Ver=4\">{}</a></p>\n",
            meeting.committee,
            meeting.id,
            day(meeting.date)
        )
    });
    let papers = decision.paper.map(|number| {
        format!(
            "<h3  class=\"mgSubSubTitleTxt\" >Accompanying Documents:</h3>\n<ul><li><a href=\"documents/s{number}/Report behind it.pdf\">Report behind it</a></li></ul>\n"
        )
    });
    let content = format!(
        "<p><span  class=\"mgLabel\" >Decision Maker: </span>{}</p>\n<p><span  class=\"mgLabel\" >Decision status: </span>Recommendations Approved</p>\n\
         <h3  class=\"mgSubSubTitleTxt\" >Decision:</h3>\n<div class=\"mgWordPara\"><p class=\"MsoNormal\">{}</p></div>\n\
         <h3  class=\"mgSubSubTitleTxt\" >Publication date:</h3> <p>{}</p>\n<h3  class=\"mgSubSubTitleTxt\" >Date of decision:</h3> <p>{}</p>\n{}{}",
        escaped(&decision.maker),
        escaped(&decision.text),
        day(decision.published),
        day(decision.decided),
        at_meeting.unwrap_or_default(),
        papers.unwrap_or_default()
    );
    Some(framed("Decision", "", "Decision details", &escaped(&decision.title), "", &content))
}

/// What was published within a window, `dd/mm/yyyy-dd/mm/yyyy`; `None` where the window cannot be read.
pub(super) fn register(council: &Council, window: &str) -> Option<String> {
    let (from, until) = window.split_once('-')?;
    let day = |text: &str| Date::strptime("%d/%m/%Y", text).ok();
    let (from, until) = (day(from)?, day(until)?);
    let within = |decision: &&Decision| (from..=until).contains(&decision.published);
    let mut rows = String::new();
    for decision in council.decisions.iter().filter(within) {
        let _ = writeln!(
            rows,
            "<li><a  href=\"ieDecisionDetails.aspx?ID={}\" >{}</a></li>",
            decision.id,
            escaped(&decision.title)
        );
    }
    Some(framed(
        "Decisions",
        "",
        "Officer and member decisions",
        "",
        "",
        &format!("<ul class=\"mgBulletList\">{rows}</ul>"),
    ))
}
