//! Search-like questions: passages, mentions, timelines, speakers, terms, changes, coverage.

use super::Answer;
use crate::web::answers::{self, Mention};
use crate::web::error::Problem;
use crate::web::negotiate::Format;
use crate::web::params::{
    BriefRequest, ChangesRequest, CoverageRequest, MentionsRequest, OtherWordsParams, Params, RelatedRequest,
    SearchRequest, SpeakersRequest, TermRequest, TimelineRequest,
};
use crate::web::state::App;
use crate::web::turns::Cost;
use crate::web::{queries, stream};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

/// Other words are looked for one route after the other.
fn cost(otherwise: &OtherWordsParams) -> Cost {
    if otherwise.routes().is_empty() { Cost::Once } else { Cost::SeveralPasses }
}

pub async fn search(State(app): State<App>, Params(request): Params<SearchRequest>) -> Answer<answers::SearchAnswer> {
    app.answer_at(cost(&request.otherwise), move |context| queries::search(context, &request)).await.map(Json)
}

pub async fn mentions(
    State(app): State<App>,
    headers: HeaderMap,
    Params(request): Params<MentionsRequest>,
) -> Result<Response, Problem> {
    match Format::requested(&request.format, &headers) {
        Format::Json => {
            let cost = cost(&request.otherwise);
            Ok(Json(app.answer_at(cost, move |context| queries::mentions(context, &request)).await?).into_response())
        }
        format => {
            stream::respond::<Mention>(app, format, "mentions", move |context, sink| {
                queries::stream_mentions(context, &request, sink)
            })
            .await
        }
    }
}

pub async fn timeline(State(app): State<App>, Params(request): Params<TimelineRequest>) -> Answer<answers::Timeline> {
    app.answer_at(cost(&request.otherwise), move |context| queries::timeline(context, &request)).await.map(Json)
}

pub async fn speakers(State(app): State<App>, Params(request): Params<SpeakersRequest>) -> Answer<answers::Speakers> {
    app.answer(move |context| queries::speakers(context, &request)).await.map(Json)
}

pub async fn coverage(
    State(app): State<App>,
    Params(request): Params<CoverageRequest>,
) -> Answer<answers::CoverageLists> {
    app.answer(move |context| queries::coverage(context, &request)).await.map(Json)
}

pub async fn related(State(app): State<App>, Params(request): Params<RelatedRequest>) -> Answer<answers::Related> {
    app.answer_at(Cost::SeveralPasses, move |context| queries::related(context, &request)).await.map(Json)
}

pub async fn suggest(State(app): State<App>, Params(request): Params<TermRequest>) -> Answer<answers::Suggestions> {
    let Some(typed) = request.term.q else {
        return Err(Problem::bad_value("q", "“q” is needed: what was typed so far", Vec::new()));
    };
    app.answer(move |context| queries::suggest(context, &typed)).await.map(Json)
}

pub async fn brief(State(app): State<App>, Params(request): Params<BriefRequest>) -> Answer<answers::Brief> {
    app.answer_at(Cost::SeveralPasses, move |context| queries::brief(context, &request)).await.map(Json)
}

pub async fn changes(State(app): State<App>, Params(request): Params<ChangesRequest>) -> Answer<answers::Changes> {
    app.answer(move |context| queries::changes(context, &request)).await.map(Json)
}
