//! Tables taken from papers: resolutions, commitments and votes, as pages or whole.

use crate::web::error::Problem;
use crate::web::negotiate::Format;
use crate::web::params::Asked;
use crate::web::state::App;
use crate::web::stream;
use crate::web::view::{self, LedgerAsk, VotesAsk};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

pub async fn resolutions(
    State(app): State<App>,
    headers: HeaderMap,
    Asked(asked): Asked<LedgerAsk>,
) -> Result<Response, Problem> {
    match Format::asked(&asked.said.values, &headers) {
        Format::Json => Ok(Json(app.ask(move |at| view::resolutions(at, &asked)).await?).into_response()),
        format => {
            stream::respond::<view::Resolution>(app, format, "resolutions", move |at, sink| {
                view::stream_resolutions(at, &asked, sink).map(drop)
            })
            .await
        }
    }
}

pub async fn commitments(
    State(app): State<App>,
    headers: HeaderMap,
    Asked(asked): Asked<LedgerAsk>,
) -> Result<Response, Problem> {
    match Format::asked(&asked.said.values, &headers) {
        Format::Json => Ok(Json(app.ask(move |at| view::commitments(at, &asked)).await?).into_response()),
        format => {
            stream::respond::<view::Commitment>(app, format, "commitments", move |at, sink| {
                view::stream_commitments(at, &asked, sink).map(drop)
            })
            .await
        }
    }
}

pub async fn votes(
    State(app): State<App>,
    headers: HeaderMap,
    Asked(asked): Asked<VotesAsk>,
) -> Result<Response, Problem> {
    match Format::asked(&asked.said.values, &headers) {
        Format::Json => Ok(Json(app.ask(move |at| view::votes(at, &asked)).await?).into_response()),
        format => {
            stream::respond::<view::Vote>(app, format, "votes", move |at, sink| {
                view::stream_votes(at, &asked, sink).map(drop)
            })
            .await
        }
    }
}
