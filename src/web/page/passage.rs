//! One passage with what stands around it, and how to cite it: the address that citations carry.

use super::address::Address;
use super::result::Card;
use super::{Drawn, Shell, draw, words};
use crate::web::answers::Passage;
use crate::web::params::{MarkParams, MarkRequest};
use crate::web::queries;
use crate::web::state::App;
use askama::Template;
use axum::extract::{Path, State};

#[derive(Template)]
#[template(path = "passage.html")]
struct OnePassage {
    shell: Shell,
    card: Card,
    before: Vec<Passage>,
    after: Vec<Passage>,
    /// The form that marks it in a notebook, where those are kept.
    marking: Option<String>,
}

pub async fn passage(State(app): State<App>, Path(id): Path<String>) -> Drawn {
    let public_url = app.public_url().to_owned();
    let marking = app.keepers().map(|_| {
        let mark = MarkParams { passage: Some(id.as_str().into()), ..MarkParams::default() };
        Address::new("/notebooks/mark", &MarkRequest { mark }).to_string()
    });
    let found = app.answer(move |context| queries::passage_in_place(context, &id)).await?;
    let title = format!("{}, page {}", found.passage.document.title, found.passage.page);
    draw(&OnePassage {
        shell: Shell::new(title, "/search"),
        card: Card::new(found.passage, "", &public_url),
        before: found.before,
        after: found.after,
        marking,
    })
}
