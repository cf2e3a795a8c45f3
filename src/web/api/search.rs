//! Search-like questions: passages, mentions, timelines, speakers, terms, changes, coverage.

use super::Answer;
use crate::web::error::Problem;
use crate::web::negotiate::Format;
use crate::web::params::{
    FILTERS, FORMAT, INTERVAL, PAGING, Param, Params, READING, RequestParams, SINCE_GENERATION, TERM, Values,
};
use crate::web::state::App;
use crate::web::stream;
use crate::web::view::{self, Mention, ParsedQuery, SearchRequest};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

/// Declares a question of words and filters with the further parameters that it takes.
macro_rules! question {
    ($($(#[$doc:meta])* $name:ident: $($table:expr),+;)+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(pub ParsedQuery);

        impl RequestParams for $name {
            const PARAMS: &'static [&'static [Param]] = &[FILTERS, READING, $($table),+];

            fn parse(values: Values) -> Result<Self, Problem> {
                Ok(Self(view::parse_query(values)?))
            }
        }
    )+};
}

question! {
    /// Every mention.
    MentionsRequest: FORMAT, PAGING;
    /// Mentions over time.
    TimelineRequest: INTERVAL;
    /// Mentions by speaker.
    SpeakersRequest: PAGING;
    /// What an answer rests on.
    CoverageRequest: &[];
    /// Related terms.
    RelatedRequest: &[];
    /// What changed.
    ChangesRequest: SINCE_GENERATION, PAGING;
}

/// A word that is being typed.
#[derive(Debug)]
pub struct TermRequest(pub Values);

impl RequestParams for TermRequest {
    const PARAMS: &'static [&'static [Param]] = &[TERM];

    fn parse(values: Values) -> Result<Self, Problem> {
        match values.text("q") {
            Some(_) => Ok(Self(values)),
            None => Err(Problem::bad_value("q", "“q” is needed: what was typed so far", Vec::new())),
        }
    }
}

pub async fn search(State(app): State<App>, Params(request): Params<SearchRequest>) -> Answer<view::SearchAnswer> {
    app.answer(move |context| view::search(context, &request)).await.map(Json)
}

pub async fn mentions(
    State(app): State<App>,
    headers: HeaderMap,
    Params(MentionsRequest(parsed)): Params<MentionsRequest>,
) -> Result<Response, Problem> {
    match Format::requested(&parsed.values, &headers) {
        Format::Json => Ok(Json(app.answer(move |context| view::mentions(context, &parsed)).await?).into_response()),
        format => {
            stream::respond::<Mention>(app, format, "mentions", move |context, sink| {
                view::stream_mentions(context, &parsed, sink)
            })
            .await
        }
    }
}

pub async fn timeline(
    State(app): State<App>,
    Params(TimelineRequest(parsed)): Params<TimelineRequest>,
) -> Answer<view::Timeline> {
    app.answer(move |context| view::timeline(context, &parsed)).await.map(Json)
}

pub async fn speakers(
    State(app): State<App>,
    Params(SpeakersRequest(parsed)): Params<SpeakersRequest>,
) -> Answer<view::Speakers> {
    app.answer(move |context| view::speakers(context, &parsed)).await.map(Json)
}

pub async fn coverage(
    State(app): State<App>,
    Params(CoverageRequest(parsed)): Params<CoverageRequest>,
) -> Answer<view::CoverageLists> {
    app.answer(move |context| view::coverage(context, &parsed.scope())).await.map(Json)
}

pub async fn related(
    State(app): State<App>,
    Params(RelatedRequest(parsed)): Params<RelatedRequest>,
) -> Answer<view::Related> {
    app.answer(move |context| view::related(context, &parsed)).await.map(Json)
}

pub async fn suggest(
    State(app): State<App>,
    Params(TermRequest(values)): Params<TermRequest>,
) -> Answer<view::Suggestions> {
    app.answer(move |context| view::suggest(context, values.text("q").unwrap_or_default())).await.map(Json)
}

pub async fn brief(State(app): State<App>, Params(request): Params<view::BriefRequest>) -> Answer<view::Brief> {
    app.answer(move |context| view::brief(context, &request)).await.map(Json)
}

pub async fn changes(
    State(app): State<App>,
    Params(ChangesRequest(parsed)): Params<ChangesRequest>,
) -> Answer<view::Changes> {
    app.answer(move |context| view::changes(context, &parsed)).await.map(Json)
}
