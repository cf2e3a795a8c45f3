//! Tables taken from papers: resolutions, commitments, votes and attendance, as pages or whole.

use crate::web::error::Problem;
use crate::web::negotiate::Format;
use crate::web::params::{AttendanceRequest, LedgerRequest, Params, VotesRequest};
use crate::web::state::App;
use crate::web::{answers, queries, stream};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

pub async fn resolutions(
    State(app): State<App>,
    headers: HeaderMap,
    Params(request): Params<LedgerRequest>,
) -> Result<Response, Problem> {
    match Format::requested(&request.format, &headers) {
        Format::Json => {
            Ok(Json(app.answer(move |context| queries::resolutions(context, &request)).await?).into_response())
        }
        format => {
            stream::respond::<answers::Resolution>(app, format, "resolutions", move |context, sink| {
                queries::stream_resolutions(context, &request, sink).map(drop)
            })
            .await
        }
    }
}

pub async fn commitments(
    State(app): State<App>,
    headers: HeaderMap,
    Params(request): Params<LedgerRequest>,
) -> Result<Response, Problem> {
    match Format::requested(&request.format, &headers) {
        Format::Json => {
            Ok(Json(app.answer(move |context| queries::commitments(context, &request)).await?).into_response())
        }
        format => {
            stream::respond::<answers::Commitment>(app, format, "commitments", move |context, sink| {
                queries::stream_commitments(context, &request, sink).map(drop)
            })
            .await
        }
    }
}

pub async fn votes(
    State(app): State<App>,
    headers: HeaderMap,
    Params(request): Params<VotesRequest>,
) -> Result<Response, Problem> {
    match Format::requested(&request.format, &headers) {
        Format::Json => Ok(Json(app.answer(move |context| queries::votes(context, &request)).await?).into_response()),
        format => {
            stream::respond::<answers::Vote>(app, format, "votes", move |context, sink| {
                queries::stream_votes(context, &request, sink).map(drop)
            })
            .await
        }
    }
}

pub async fn attendance(
    State(app): State<App>,
    headers: HeaderMap,
    Params(request): Params<AttendanceRequest>,
) -> Result<Response, Problem> {
    let today = jiff::Zoned::now().date();
    match Format::requested(&request.format, &headers) {
        Format::Json => {
            Ok(Json(app.answer(move |context| queries::attendance(context, &request, today)).await?).into_response())
        }
        format => {
            stream::respond::<answers::Attendance>(app, format, "attendance", move |context, sink| {
                queries::stream_attendance(context, &request, today, sink).map(drop)
            })
            .await
        }
    }
}
