//! Search-like questions: passages, mentions, timelines, speakers, terms, changes, coverage.

use super::Answer;
use crate::web::error::Problem;
use crate::web::negotiate::Format;
use crate::web::params::{
    Ask, Asked, FILTERS, FORMAT, INTERVAL, PAGING, Param, READING, SINCE_GENERATION, TERM, Values,
};
use crate::web::state::App;
use crate::web::stream;
use crate::web::view::{self, Mention, Said, SearchAsk};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

/// Declares a question of words and filters with the further parameters that it takes.
macro_rules! question {
    ($($(#[$doc:meta])* $name:ident: $($table:expr),+;)+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(pub Said);

        impl Ask for $name {
            const PARAMS: &'static [&'static [Param]] = &[FILTERS, READING, $($table),+];

            fn ask(values: Values) -> Result<Self, Problem> {
                Ok(Self(view::read_query(values)?))
            }
        }
    )+};
}

question! {
    /// Every mention.
    MentionsAsk: FORMAT, PAGING;
    /// Mentions over time.
    TimelineAsk: INTERVAL;
    /// Mentions by speaker.
    SpeakersAsk: PAGING;
    /// What an answer rests on.
    CoverageAsk: &[];
    /// Related terms.
    RelatedAsk: &[];
    /// What changed.
    ChangesAsk: SINCE_GENERATION, PAGING;
}

/// A word that is being typed.
#[derive(Debug)]
pub struct TermAsk(pub Values);

impl Ask for TermAsk {
    const PARAMS: &'static [&'static [Param]] = &[TERM];

    fn ask(values: Values) -> Result<Self, Problem> {
        match values.text("q") {
            Some(_) => Ok(Self(values)),
            None => Err(Problem::bad_value("q", "“q” is needed: what was typed so far", Vec::new())),
        }
    }
}

pub async fn search(State(app): State<App>, Asked(asked): Asked<SearchAsk>) -> Answer<view::SearchAnswer> {
    app.ask(move |at| view::search(at, &asked)).await.map(Json)
}

pub async fn mentions(
    State(app): State<App>,
    headers: HeaderMap,
    Asked(MentionsAsk(said)): Asked<MentionsAsk>,
) -> Result<Response, Problem> {
    match Format::asked(&said.values, &headers) {
        Format::Json => Ok(Json(app.ask(move |at| view::mentions(at, &said)).await?).into_response()),
        format => {
            stream::respond::<Mention>(app, format, "mentions", move |at, sink| view::stream_mentions(at, &said, sink))
                .await
        }
    }
}

pub async fn timeline(State(app): State<App>, Asked(TimelineAsk(said)): Asked<TimelineAsk>) -> Answer<view::Timeline> {
    app.ask(move |at| view::timeline(at, &said)).await.map(Json)
}

pub async fn speakers(State(app): State<App>, Asked(SpeakersAsk(said)): Asked<SpeakersAsk>) -> Answer<view::Speakers> {
    app.ask(move |at| view::speakers(at, &said)).await.map(Json)
}

pub async fn coverage(
    State(app): State<App>,
    Asked(CoverageAsk(said)): Asked<CoverageAsk>,
) -> Answer<view::CoverageLists> {
    app.ask(move |at| view::coverage(at, &said.scope())).await.map(Json)
}

pub async fn related(State(app): State<App>, Asked(RelatedAsk(said)): Asked<RelatedAsk>) -> Answer<view::Related> {
    app.ask(move |at| view::related(at, &said)).await.map(Json)
}

pub async fn suggest(State(app): State<App>, Asked(TermAsk(values)): Asked<TermAsk>) -> Answer<view::Suggestions> {
    app.ask(move |at| view::suggest(at, values.text("q").unwrap_or_default())).await.map(Json)
}

pub async fn brief(State(app): State<App>, Asked(asked): Asked<view::BriefAsk>) -> Answer<view::Brief> {
    app.ask(move |at| view::brief(at, &asked)).await.map(Json)
}

pub async fn changes(State(app): State<App>, Asked(ChangesAsk(said)): Asked<ChangesAsk>) -> Answer<view::Changes> {
    app.ask(move |at| view::changes(at, &said)).await.map(Json)
}
