//! Minutes and decisions that stand on the meeting page, made into documents: one heading per item and its text as
//! published. Nothing is added that the page does not say, so that the same page gives the same bytes.

use super::decision_page::DecisionPage;
use super::meeting_page::ItemRow;
use crate::source::page::escape;
use record::MeetingFacts;
use scraper::Html;
use std::fmt::Write;

/// The minutes of all items, votes behind each; `None` where there are none.
pub(super) fn minutes(meeting: &MeetingFacts, items: &[ItemRow]) -> Option<String> {
    let text = |item: &ItemRow| {
        let minutes = item.minutes.clone()?;
        // Decisions are part of what the minutes of an item say, printed before them.
        Some(item.decision.iter().chain([&minutes]).chain(&item.votes).cloned().collect::<String>())
    };
    document("Minutes", meeting, items, text)
}

/// The decisions of all items; `None` where there are none.
pub(super) fn decisions(meeting: &MeetingFacts, items: &[ItemRow]) -> Option<String> {
    document("Decisions", meeting, items, |item| item.decision.clone())
}

/// A decision that has a page of its own: title, who decided and when, and everything that its page says.
pub(super) fn decision(page: &DecisionPage) -> String {
    let day = page.decided.map(|on| on.strftime("%-d %B %Y").to_string()).unwrap_or_default();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Decision: {title}</title></head>\n<body>\n\
         <h1>{title}</h1>\n<p>{maker}</p>\n<p>{day}</p>\n{body}\n</body>\n</html>\n",
        title = escape(&page.title),
        maker = escape(page.maker.as_deref().unwrap_or_default()),
        body = page.body
    )
}

/// Recorded votes that have a page of their own: what the page calls itself, whose votes, and everything that it says.
pub(super) fn votes(page: &DecisionPage) -> String {
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{heading}: {title}</title></head>\n<body>\n\
         <h1>{heading}</h1>\n<p>{title}</p>\n{body}\n</body>\n</html>\n",
        heading = escape(&page.heading),
        title = escape(&page.title),
        body = page.body
    )
}

/// Minutes of the web service as the page has them, so that both channels give the same bytes.
pub(super) fn as_on_the_page(body: &str) -> String {
    let body = Html::parse_fragment(body).root_element().inner_html();
    format!("<div class=\"mgWordPara\">{body}</div>")
}

fn document(
    title: &str,
    meeting: &MeetingFacts,
    items: &[ItemRow],
    text: impl Fn(&ItemRow) -> Option<String>,
) -> Option<String> {
    let day = meeting.on.map(|on| on.strftime("%-d %B %Y").to_string()).unwrap_or_default();
    let (committee, day) = (escape(&meeting.committee), escape(&day));
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>{title} of {committee}, {day}</title></head>\n\
         <body>\n<h1>{committee}</h1>\n<p>{day}</p>\n"
    );
    let mut any = false;
    for item in items {
        let Some(text) = text(item) else { continue };
        any = true;
        let heading = match &item.number {
            Some(number) => format!("{}. {}", escape(number), escape(&item.title)),
            None => escape(&item.title),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "<h2 id=\"{}\">{heading}</h2>\n{text}", escape(item.key.as_deref().unwrap_or_default()));
    }
    out.push_str("</body>\n</html>\n");
    any.then_some(out)
}
