//! Questions in words: what they ask of which address.

use super::Answer;
use crate::web::error::Problem;
use crate::web::params::{InterpretRequest, Params};
use crate::web::state::App;
use crate::web::{answers, queries};
use axum::Json;
use axum::extract::State;

pub async fn interpret(
    State(app): State<App>,
    Params(request): Params<InterpretRequest>,
) -> Answer<answers::Interpretation> {
    let Some(text) = request.question.text else {
        return Err(Problem::bad_value("text", "“text” is needed: a question in words", Vec::new()));
    };
    let today = jiff::Zoned::now().date();
    app.answer(move |context| queries::interpret(context, &text, today)).await.map(Json)
}
