//! Silences as a feed: what is missing where something used to come, and what came after all.
//!
//! Source: RFC 4287.

use super::answers::Silence;
use super::error::Problem;
use super::feed::{date, envelope, link, respond, tag};
use super::params::{EmptyRequest, Params};
use super::queries;
use super::state::App;
use atom_syndication::{Category, Content, Entry, Feed, Person, Text};
use axum::extract::State;
use axum::response::Response;

/// Entries of the feed: readers that ask once a day miss none even where a whole council goes quiet.
const ENTRIES: u64 = 200;

/// Answers with the feed.
pub async fn atom(State(app): State<App>, _: Params<EmptyRequest>) -> Result<Response, Problem> {
    let silences = app.answer(|context| queries::latest_silences(context, ENTRIES)).await?;
    let base = app.public_url();
    let updated = silences.first().map(|silence| date(Some(changed(silence)))).unwrap_or_default();
    let mut feed = envelope(base, "silence", "", updated);
    // There is no page of that name: what is missing stands on the page of what is held.
    feed.links = vec![
        link(format!("{base}/feeds/silence.atom"), "self", "application/atom+xml"),
        link(format!("{base}/status"), "alternate", "text/html"),
    ];
    Ok(respond(Feed {
        title: Text::plain("Minutebook: what is missing where something used to come"),
        entries: silences.iter().map(|silence| entry(base, silence)).collect(),
        ..feed
    }))
}

fn changed(silence: &Silence) -> &str {
    silence.ended_at.as_deref().unwrap_or(&silence.noticed_at)
}

fn entry(base: &str, silence: &Silence) -> Entry {
    let about = silence.committee.as_ref().map(|committee| committee.name.as_str());
    let over = if silence.ended_at.is_some() { ", over" } else { "" };
    let kind = silence.kind.replace('_', " ");
    let page = match (&silence.meeting, &silence.committee) {
        (Some(meeting), _) => format!("{base}/meetings/{meeting}"),
        (None, Some(committee)) => format!("{base}/committees/{}", committee.id),
        (None, None) => format!("{base}/status"),
    };
    Entry {
        title: Text::plain(format!("{}: {kind}{over}, since {}", about.unwrap_or(&silence.source), silence.since)),
        id: tag(base, &format!("silences/{}", silence.id)),
        updated: date(Some(changed(silence))),
        authors: vec![Person { name: silence.source.clone(), ..Default::default() }],
        categories: vec![Category { term: silence.kind.clone(), ..Default::default() }],
        links: vec![link(page, "alternate", "text/html")],
        content: Some(Content {
            value: Some(silence.message.clone()),
            content_type: Some("text".to_owned()),
            ..Default::default()
        }),
        ..Default::default()
    }
}
