//! What is held, and how fresh it is.

use super::{Drawn, Shell, draw, words};
use crate::web::answers;
use crate::web::queries;
use crate::web::state::App;
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "status.html")]
struct Held {
    shell: Shell,
    status: answers::Status,
}

pub async fn status(State(app): State<App>) -> Drawn {
    let status = app.answer(queries::status).await?;
    draw(&Held { shell: Shell::new("What is held", "/status"), status })
}
