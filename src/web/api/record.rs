//! The record itself: councils, committees, meetings, people, documents, passages, letters.

use super::Answer;
use crate::store::read::Slice;
use crate::web::error::Problem;
use crate::web::params::{
    BodiesRequest, CertaintyRequest, ComingRequest, CompareRequest, DocumentsRequest, EmptyRequest, LettersRequest,
    MeetingsRequest, PageRequest, Params, PeopleRequest, Word,
};
use crate::web::state::App;
use crate::web::turns::Cost;
use crate::web::{answers, queries};
use axum::Json;
use axum::extract::{Path, State};

/// Most passages in one answer.
const MOST_PASSAGES: u64 = 500;

pub async fn councils(
    State(app): State<App>,
    Params(request): Params<BodiesRequest>,
) -> Answer<answers::Page<answers::Council>> {
    app.answer(move |context| queries::councils(context, &request)).await.map(Json)
}

pub async fn committees(
    State(app): State<App>,
    Params(request): Params<BodiesRequest>,
) -> Answer<answers::Page<answers::Committee>> {
    app.answer(move |context| queries::committees(context, &request)).await.map(Json)
}

pub async fn meetings(
    State(app): State<App>,
    Params(request): Params<MeetingsRequest>,
) -> Answer<answers::Page<answers::Meeting>> {
    app.answer(move |context| queries::meetings(context, &request, queries::MeetingOrder::default())).await.map(Json)
}

pub async fn coming(State(app): State<App>, Params(request): Params<ComingRequest>) -> Answer<answers::Coming> {
    let today = jiff::Zoned::now().date();
    app.answer(move |context| queries::coming(context, &request, today)).await.map(Json)
}

pub async fn meeting(
    State(app): State<App>,
    Path(id): Path<String>,
    _: Params<EmptyRequest>,
) -> Answer<answers::Meeting> {
    app.answer(move |context| queries::meeting(context, &id)).await.map(Json)
}

pub async fn people(
    State(app): State<App>,
    Params(request): Params<PeopleRequest>,
) -> Answer<answers::Page<answers::Person>> {
    app.answer(move |context| queries::people(context, &request)).await.map(Json)
}

pub async fn person(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(request): Params<CertaintyRequest>,
) -> Answer<answers::PersonDetail> {
    let certainties = Word::list(&request.person.certainty);
    app.answer(move |context| queries::person(context, &id, &certainties)).await.map(Json)
}

pub async fn compare(State(app): State<App>, Params(request): Params<CompareRequest>) -> Answer<answers::Comparison> {
    app.answer_at(Cost::SeveralPasses, move |context| queries::compare(context, &request)).await.map(Json)
}

pub async fn documents(
    State(app): State<App>,
    Params(request): Params<DocumentsRequest>,
) -> Answer<answers::Page<answers::Document>> {
    app.answer(move |context| queries::documents(context, &request)).await.map(Json)
}

pub async fn document(
    State(app): State<App>,
    Path(id): Path<String>,
    _: Params<EmptyRequest>,
) -> Answer<answers::Document> {
    app.answer(move |context| queries::document(context, &id)).await.map(Json)
}

pub async fn document_page(
    State(app): State<App>,
    Path((id, n)): Path<(String, String)>,
    Params(request): Params<PageRequest>,
) -> Answer<answers::DocumentPage> {
    let n = page_number(&id, &n)?;
    let from = request.passages.from.map_or(0, |from| from.0);
    let slice = Slice { offset: from, limit: MOST_PASSAGES };
    app.answer(move |context| queries::document_page(context, &id, n, slice)).await.map(Json)
}

/// The page number in an address.
pub fn page_number(id: &str, n: &str) -> Result<u32, Problem> {
    n.parse().map_err(|_| Problem::not_found("page", n, &format!("/api/v1/documents/{id}")))
}

pub async fn passage(
    State(app): State<App>,
    Path(id): Path<String>,
    _: Params<EmptyRequest>,
) -> Answer<answers::PassageInPlace> {
    app.answer(move |context| queries::passage_in_place(context, &id)).await.map(Json)
}

pub async fn letters(
    State(app): State<App>,
    Params(request): Params<LettersRequest>,
) -> Answer<answers::Page<answers::Letter>> {
    app.answer(move |context| queries::letters(context, &request)).await.map(Json)
}

pub async fn letter(
    State(app): State<App>,
    Path(id): Path<String>,
    _: Params<EmptyRequest>,
) -> Answer<answers::Letter> {
    app.answer(move |context| queries::letter(context, &id)).await.map(Json)
}
