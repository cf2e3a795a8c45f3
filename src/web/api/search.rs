//! Search-like questions: passages, mentions, timelines, speakers, terms, changes, coverage.

use super::Answer;
use crate::web::error::Problem;
use crate::web::negotiate::Format;
use crate::web::params::{
    BriefRequest, ChangesRequest, CoverageRequest, MentionsRequest, Params, RelatedRequest, SearchRequest,
    SpeakersRequest, TermRequest, TimelineRequest,
};
use crate::web::state::App;
use crate::web::stream;
use crate::web::view::{self, Mention};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

pub async fn search(State(app): State<App>, Params(request): Params<SearchRequest>) -> Answer<view::SearchAnswer> {
    app.answer(move |context| view::search(context, &request)).await.map(Json)
}

pub async fn mentions(
    State(app): State<App>,
    headers: HeaderMap,
    Params(request): Params<MentionsRequest>,
) -> Result<Response, Problem> {
    match Format::requested(&request.format, &headers) {
        Format::Json => Ok(Json(app.answer(move |context| view::mentions(context, &request)).await?).into_response()),
        format => {
            stream::respond::<Mention>(app, format, "mentions", move |context, sink| {
                view::stream_mentions(context, &request, sink)
            })
            .await
        }
    }
}

pub async fn timeline(State(app): State<App>, Params(request): Params<TimelineRequest>) -> Answer<view::Timeline> {
    app.answer(move |context| view::timeline(context, &request)).await.map(Json)
}

pub async fn speakers(State(app): State<App>, Params(request): Params<SpeakersRequest>) -> Answer<view::Speakers> {
    app.answer(move |context| view::speakers(context, &request)).await.map(Json)
}

pub async fn coverage(State(app): State<App>, Params(request): Params<CoverageRequest>) -> Answer<view::CoverageLists> {
    app.answer(move |context| view::coverage(context, &request)).await.map(Json)
}

pub async fn related(State(app): State<App>, Params(request): Params<RelatedRequest>) -> Answer<view::Related> {
    app.answer(move |context| view::related(context, &request)).await.map(Json)
}

pub async fn suggest(State(app): State<App>, Params(request): Params<TermRequest>) -> Answer<view::Suggestions> {
    let Some(typed) = request.term.q else {
        return Err(Problem::bad_value("q", "“q” is needed: what was typed so far", Vec::new()));
    };
    app.answer(move |context| view::suggest(context, &typed)).await.map(Json)
}

pub async fn brief(State(app): State<App>, Params(request): Params<BriefRequest>) -> Answer<view::Brief> {
    app.answer(move |context| view::brief(context, &request)).await.map(Json)
}

pub async fn changes(State(app): State<App>, Params(request): Params<ChangesRequest>) -> Answer<view::Changes> {
    app.answer(move |context| view::changes(context, &request)).await.map(Json)
}
