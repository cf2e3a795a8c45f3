//! Inspection letters and reports: the list, and one with its judgements, what it asked for and what followed.

use super::address::Address;
use super::filters::{self, Chip};
use super::listing::{ListPage, Listed, draw_list};
use super::{Drawn, Shell, draw, letter, words};
use crate::web::answers::Letter;
use crate::web::params::{LettersRequest, Params};
use crate::web::queries;
use crate::web::state::App;
use askama::Template;
use axum::extract::{Path, State};

#[derive(Template)]
#[template(path = "letters.html")]
struct Letters {
    shell: Shell,
    list: Listed<Letter>,
    total: u64,
    chosen: Vec<Chip>,
}

impl ListPage for Letters {
    type Row = Letter;

    fn list(&mut self) -> &mut Listed<Letter> {
        &mut self.list
    }
}

pub async fn list(State(app): State<App>, Params(request): Params<LettersRequest>) -> Drawn {
    let here = Address::new("/letters", &request);
    app.answer(move |context| {
        let found = queries::letters(context, &request)?;
        let page = Letters {
            shell: Shell::new("Inspection letters and reports", "/letters"),
            total: found.total,
            chosen: filters::chips(context, &here),
            list: Listed::new(found, &here),
        };
        draw_list(page, &here, &request.paging, |paging| {
            Ok(queries::letters(context, &LettersRequest { paging, ..request.clone() })?.next)
        })
    })
    .await
}

#[derive(Template)]
#[template(path = "letter.html")]
struct OneLetter {
    shell: Shell,
    letter: Letter,
}

/// What a letter is, whom it is about and of when: what letters print above themselves tells little.
fn heading(letter: &Letter) -> String {
    let about = letter.council.as_ref().map(|council| council.name.clone());
    let day = words::day_or_unknown(letter.date.as_deref());
    [Some(words::plain(letter.kind.as_str())), about, Some(day)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

pub async fn letter(State(app): State<App>, Path(id): Path<String>) -> Drawn {
    let letter = app.answer(move |context| queries::letter(context, &id)).await?;
    draw(&OneLetter { shell: Shell::new(heading(&letter), "/letters"), letter })
}
