//! Questions in words: what they ask of which address.

use super::Answer;
use crate::web::error::Problem;
use crate::web::params::{Param, Params, RequestParams, Takes, Values, one};
use crate::web::state::App;
use crate::web::view;
use axum::Json;
use axum::extract::State;

/// A question in words.
#[derive(Debug)]
pub struct InterpretRequest(pub String);

impl RequestParams for InterpretRequest {
    const PARAMS: &'static [&'static [Param]] = &[&[one(
        "text",
        Takes::Text,
        "a question in words: what did the director promise about agency staff since 2021",
    )]];

    fn parse(values: Values) -> Result<Self, Problem> {
        match values.text("text") {
            Some(text) => Ok(Self(text.to_owned())),
            None => Err(Problem::bad_value("text", "“text” is needed: a question in words", Vec::new())),
        }
    }
}

pub async fn interpret(
    State(app): State<App>,
    Params(InterpretRequest(text)): Params<InterpretRequest>,
) -> Answer<view::Interpretation> {
    let today = jiff::Zoned::now().date();
    app.answer(move |context| view::interpret(context, &text, today)).await.map(Json)
}
