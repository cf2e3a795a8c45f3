//! The newest mentions of any search, as Atom: one entry a passage, with an address and an id that stay.
//!
//! Source: RFC 4287; RFC 4151 for the ids.

use super::answers::Passage;
use super::error::Problem;
use super::params::{
    FeedRequest, Number, OrderParams, PagingParams, Params, PassageOrder, Request, SearchRequest, Word,
};
use super::queries;
use super::state::App;
use atom_syndication::{Category, Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// Entries of a feed: readers that ask once a day miss none of a usual day's.
const ENTRIES: u64 = 50;

/// The search whose results are its entries.
fn search_of(feed: &FeedRequest) -> SearchRequest {
    SearchRequest {
        filters: feed.filters.clone(),
        reading: feed.reading.clone(),
        order: OrderParams { sort: Some(Word(PassageOrder::Newest)) },
        paging: PagingParams { page_size: Some(Number(ENTRIES)), cursor: None },
        ..SearchRequest::default()
    }
}

/// Answers with the feed of a search.
pub async fn search(State(app): State<App>, Params(request): Params<FeedRequest>) -> Result<Response, Problem> {
    let (query, search) = (request.canonical(), search_of(&request));
    let (answer, updated) = app
        .answer(move |context| {
            let updated = crate::store::read::status::last_change(context.catalogue)?;
            let mut answer = queries::search(context, &search)?;
            queries::add_newest_otherwise(context, &request, &mut answer, ENTRIES as usize)?;
            Ok((answer, updated))
        })
        .await?;
    let base = app.public_url();
    let updated = date(updated.as_deref());
    let otherwise = if answer.related.is_some() { ", and the same in other words" } else { "" };
    Ok(respond(Feed {
        title: Text::plain(format!("Minutebook: {}{otherwise}", answer.query.understood)),
        entries: answer.results.iter().map(|passage| entry(base, passage, updated)).collect(),
        ..envelope(base, "search", &query, updated)
    }))
}

/// What every feed has: an id that stays, its own address, and that of the page `name` that shows the same.
pub(super) fn envelope(base: &str, name: &str, query: &str, updated: FixedDateTime) -> Feed {
    Feed {
        id: tag(base, &format!("{name}?{query}")),
        updated,
        generator: Some(Generator { value: "Minutebook".to_owned(), ..Default::default() }),
        links: vec![
            link(format!("{base}/feeds/{name}.atom?{query}"), "self", "application/atom+xml"),
            link(format!("{base}/{name}?{query}"), "alternate", "text/html"),
        ],
        ..Default::default()
    }
}

/// A feed as an answer.
pub(super) fn respond(feed: Feed) -> Response {
    let xml = without_controls(&feed.to_string());
    ([(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")], xml).into_response()
}

/// XML without the characters that it has no way to write. Source: XML 1.0, 2.2.
fn without_controls(xml: &str) -> String {
    let may_stand = |c: &char| {
        matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..)
            && *c != '\u{7F}'
    };
    xml.chars().filter(may_stand).collect()
}

fn entry(base: &str, passage: &Passage, updated: FixedDateTime) -> Entry {
    let who = passage.speaker.person.as_ref().map(|p| p.name.clone()).or_else(|| passage.speaker.as_printed.clone());
    let where_said = passage.committee.as_ref().map(|c| c.name.as_str()).unwrap_or(&passage.document.title);
    let when = passage.date.as_deref().unwrap_or("undated");
    // An author is a plain claim: who is only likely stands in the title, where it can be said.
    let sure = who.clone().filter(|_| !passage.speaker.is_likely());
    let author = Person { name: sure.unwrap_or_else(|| where_said.to_owned()), ..Default::default() };
    let who = who.map(|who| if passage.speaker.is_likely() { format!("Probably {who}") } else { who });
    let title = match &who {
        Some(who) => format!("{who}, {where_said}, {when}"),
        None => format!("{where_said}, {when}"),
    };
    let mut links = vec![link(format!("{base}{}", passage.links.page), "alternate", "text/html")];
    links.extend(passage.document.page_url.iter().map(|url| link(url.clone(), "via", "application/octet-stream")));
    Entry {
        title: Text::plain(title),
        id: tag(base, &format!("passages/{}", passage.id)),
        updated: passage.date.as_ref().map_or(updated, |day| date(Some(&format!("{day}T00:00:00Z")))),
        authors: vec![author],
        categories: vec![Category { term: passage.kind.clone(), ..Default::default() }],
        links,
        summary: passage.related.as_ref().map(|r| Text::plain(format!("In other words: “{}”: {}", r.words, r.why))),
        content: Some(Content {
            value: Some(passage.text.clone()),
            content_type: Some("text".to_owned()),
            ..Default::default()
        }),
        ..Default::default()
    }
}

/// A link of a feed.
pub(super) fn link(href: String, rel: &str, media_type: &str) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: Some(media_type.to_owned()), ..Default::default() }
}

/// An id that stays when the address of the site changes its scheme or port.
pub(super) fn tag(base: &str, what: &str) -> String {
    format!("tag:{},2026:{what}", host(base))
}

/// The host of an address.
pub(super) fn host(base: &str) -> String {
    let host = url::Url::parse(base).ok().and_then(|url| url.host_str().map(str::to_owned));
    host.unwrap_or_else(|| "localhost".to_owned())
}

/// An instant; the beginning of time where none can be read.
pub(super) fn date(text: Option<&str>) -> FixedDateTime {
    text.and_then(|text| text.parse().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::without_controls;

    #[test]
    fn characters_that_xml_cannot_write_are_left_out() {
        assert_eq!(without_controls("<a>b\u{3}c\u{b}\n\u{fffe}d é 𝄞\u{7f}</a>"), "<a>bc\nd é 𝄞</a>");
    }
}
