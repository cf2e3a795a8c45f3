//! Questions in words: what they ask of which address.

use super::Answer;
use crate::web::error::Problem;
use crate::web::params::{Ask, Asked, Param, Takes, Values, one};
use crate::web::state::App;
use crate::web::view;
use axum::Json;
use axum::extract::State;

/// A question in words.
#[derive(Debug)]
pub struct InterpretAsk(pub String);

impl Ask for InterpretAsk {
    const PARAMS: &'static [&'static [Param]] = &[&[one(
        "text",
        Takes::Text,
        "a question in words: what did the director promise about agency staff since 2021",
    )]];

    fn ask(values: Values) -> Result<Self, Problem> {
        match values.text("text") {
            Some(text) => Ok(Self(text.to_owned())),
            None => Err(Problem::bad_value("text", "“text” is needed: a question in words", Vec::new())),
        }
    }
}

pub async fn interpret(
    State(app): State<App>,
    Asked(InterpretAsk(text)): Asked<InterpretAsk>,
) -> Answer<view::Interpretation> {
    let today = jiff::Zoned::now().date();
    app.ask(move |at| view::interpret(at, &text, today)).await.map(Json)
}
