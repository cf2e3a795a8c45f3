//! What is held, how fresh it is, and what could not be searched, by name.

use super::address::Address;
use super::filters::{self, Chip};
use super::{Drawn, Shell, draw, words};
use crate::web::answers::{self, CoverageLists};
use crate::web::params::{CoverageRequest, Params};
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

#[derive(Template)]
#[template(path = "coverage.html")]
struct Coverage {
    shell: Shell,
    chips: Vec<Chip>,
    lists: CoverageLists,
    back: String,
}

pub async fn coverage(State(app): State<App>, Params(request): Params<CoverageRequest>) -> Drawn {
    let here = Address::new("/coverage", &request);
    let page = app
        .answer(move |context| {
            Ok(Coverage {
                shell: Shell::new("What could not be searched", "/status"),
                chips: filters::chips(context, &here),
                lists: queries::coverage(context, &request)?,
                back: here.at("/search").to_string(),
            })
        })
        .await?;
    draw(&page)
}
