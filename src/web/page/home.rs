//! The first page: the box, what may be asked, and what is held.

use super::{Drawn, Shell, draw, words};
use crate::store::read::Scope;
use crate::web::answers::{Committee, Council, Figures, Meeting};
use crate::web::params::BodiesRequest;
use crate::web::queries;
use crate::web::state::App;
use askama::Template;
use axum::extract::State;

/// Meetings that are shown.
const LATEST: u64 = 5;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    shell: Shell,
    q: String,
    hidden: Vec<(String, String)>,
    coverage: Figures,
    councils: Vec<Council>,
    committees: Vec<Committee>,
    committees_total: u64,
    meetings: Vec<Meeting>,
}

pub async fn home(State(app): State<App>) -> Drawn {
    let page = app
        .answer(|context| {
            let everything = BodiesRequest::default();
            let committees = queries::committees(context, &everything)?;
            Ok(Home {
                shell: Shell::new("Search what councils said, decided and promised", ""),
                q: String::new(),
                hidden: Vec::new(),
                coverage: queries::figures(context, &Scope::default())?,
                councils: queries::councils(context, &everything)?.results,
                committees_total: committees.total,
                committees: committees.results,
                meetings: queries::latest_with_minutes(context, LATEST)?,
            })
        })
        .await?;
    draw(&page)
}
