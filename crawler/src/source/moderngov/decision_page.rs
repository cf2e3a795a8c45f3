//! The page of one decision, or of one recorded vote.

use super::address::{Target, target};
use super::lists;
use crate::source::dates;
use crate::source::page::{self, ANCHOR, CONTENT, HEADING, href};
use jiff::civil::Date;
use scraper::{ElementRef, Html};
use url::Url;

/// What a decision's page says of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct DecisionPage {
    pub title: String,
    /// What the page calls itself: "Decision details", "Voting record".
    pub heading: String,
    /// Who decided: a committee, a member, an officer.
    pub maker: Option<String>,
    pub decided: Option<Date>,
    /// The meeting at which it was decided, where it was.
    pub meeting: Option<u64>,
    pub files: Vec<lists::FileLink>,
    /// Everything that it says, as HTML.
    pub body: String,
    pub content_hash: String,
}

/// Reads a decision's page.
pub(super) fn parse(text: &str, at: &Url) -> DecisionPage {
    let page = Html::parse_document(text);
    let (heading, subtitle) = lists::headings(&page);
    let said = |label: &str| lists::labelled(&page, &[label]).or_else(|| under_heading(&page, label));
    let meetings = lists::inside(&page).flat_map(|modgov| modgov.select(&ANCHOR)).filter_map(|link| {
        let Target::Meeting(meeting) = target(&href(link, at)?)? else { return None };
        Some(meeting)
    });
    DecisionPage {
        title: Some(subtitle).filter(|title| !title.is_empty()).unwrap_or_else(|| heading.clone()),
        heading,
        maker: said("decision maker"),
        decided: said("date of decision").and_then(|day| dates::day(&day)),
        meeting: meetings.into_iter().next(),
        files: lists::files(&page, at),
        body: page.select(&CONTENT).map(|content| content.inner_html()).collect(),
        content_hash: page::content_hash(&page),
    }
}

/// What stands between a heading ("Date of decision:") and the next one.
fn under_heading(page: &Html, label: &str) -> Option<String> {
    let names = |heading: &ElementRef<'_>| page::words(*heading).to_lowercase().trim_end_matches(':').trim() == label;
    let heading = lists::inside(page).flat_map(|modgov| modgov.select(&HEADING)).find(names)?;
    let after =
        heading.next_siblings().take_while(|node| !ElementRef::wrap(*node).is_some_and(|e| HEADING.matches(&e)));
    let words: Vec<String> = after
        .filter_map(|node| match ElementRef::wrap(node) {
            Some(element) => Some(page::words(element)),
            None => node.value().as_text().map(|text| text.trim().to_owned()),
        })
        .filter(|words| !words.is_empty())
        .collect();
    Some(words.join(" ")).filter(|words| !words.is_empty())
}
