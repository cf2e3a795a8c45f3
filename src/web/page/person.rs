//! People: the list, and one person with their offices, what they said, asked and undertook, and a search of their own.

use super::address::{Address, parse_request};
use super::filters::{self, Chip};
use super::result::Card;
use super::{Drawn, Shell, draw, ledger, words};
use crate::web::api::record::{CertaintyRequest, PeopleRequest};
use crate::web::error::Problem;
use crate::web::params::Params;
use crate::web::state::App;
use crate::web::view::{
    self, Commitment, LedgerRequest, Person, PersonDetail, ReadContext, SearchRequest, Vote, VotesRequest,
};
use askama::Template;
use axum::extract::{Path, State};
use record::Certainty;

#[derive(Template)]
#[template(path = "people.html")]
struct People {
    shell: Shell,
    words_typed: String,
    people: Vec<Person>,
    total: u64,
    next: Option<String>,
    chosen: Vec<Chip>,
}

pub async fn list(State(app): State<App>, Params(PeopleRequest(values)): Params<PeopleRequest>) -> Drawn {
    let here = Address::from_values("/people", &values);
    let page = app
        .answer(move |context| {
            let scope = crate::web::api::record::scope(&values);
            let found = view::people(context, &scope, values.text("q"), &values)?;
            Ok(People {
                shell: Shell::new("People", "/people"),
                words_typed: values.text("q").unwrap_or_default().to_owned(),
                total: found.total,
                next: found.next.map(|cursor| here.clone().set("cursor", cursor).to_string()),
                chosen: filters::chips(context, &here),
                people: found.results,
            })
        })
        .await?;
    draw(&page)
}

#[derive(Template)]
#[template(path = "person.html")]
struct OnePerson {
    shell: Shell,
    q: String,
    hidden: Vec<(String, String)>,
    detail: PersonDetail,
    latest: Vec<Card>,
    commitments: Vec<Commitment>,
    commitments_total: u64,
    votes: Vec<Vote>,
    /// The certainties that were asked for, as the end of an address.
    within: String,
}

impl OnePerson {
    /// In how many of the passages that are shown as theirs that is only likely.
    fn likely(&self) -> u64 {
        self.detail.acts.iter().map(|count| count.likely).sum()
    }

    /// How they voted, in words.
    fn side(&self, vote: &Vote) -> String {
        let id = &self.detail.person.id;
        vote.side_of(id).map_or_else(|| "Moved or seconded".to_owned(), words::plain)
    }

    fn label(&self) -> String {
        format!("Search what {} said", self.detail.person.name)
    }
}

/// What somebody said last, and the last votes, that their page shows.
const LATEST: &str = "5";

pub async fn person(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(CertaintyRequest(certainties)): Params<CertaintyRequest>,
) -> Drawn {
    let public_url = app.public_url().to_owned();
    let page = app.answer(move |context| one(context, &id, &certainties, &public_url)).await?;
    draw(&page)
}

fn one(context: &ReadContext<'_>, id: &str, certainties: &[Certainty], public_url: &str) -> Result<OnePerson, Problem> {
    let detail = view::person(context, id, certainties)?;
    let id = detail.person.id.clone();
    let theirs = Address::new("").and("person", &id).and("sort", "newest").and("page_size", LATEST);
    let request: SearchRequest = parse_request(
        &certainties.iter().fold(theirs, |address, certainty| address.and("certainty", certainty.as_str())),
    )?;
    let owed: LedgerRequest = parse_request(&Address::new("").and("owner", &id))?;
    let commitments = view::commitments(context, &owed)?;
    let latest = view::search(context, &request)?.results;
    let theirs = Address::new("").and("person", &id).and("sort", "newest").and("page_size", LATEST);
    let votes = view::votes(context, &parse_request::<VotesRequest>(&theirs)?)?.results;
    Ok(OnePerson {
        shell: Shell::new(detail.person.name.clone(), "/people"),
        q: String::new(),
        hidden: vec![("person".to_owned(), id)],
        latest: latest.into_iter().map(|passage| Card::new(passage, "", public_url)).collect(),
        commitments_total: commitments.total,
        commitments: commitments.results,
        votes,
        within: certainties.iter().map(|certainty| format!("&certainty={certainty}")).collect(),
        detail,
    })
}
