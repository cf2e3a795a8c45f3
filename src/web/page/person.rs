//! People: the list, and one person with their offices, what they said, asked and undertook, and a search of their own.

use super::address::Address;
use super::fields::text;
use super::filters::{self, Chip};
use super::listing::{ListPage, Listed, draw_list};
use super::result::Card;
use super::{Drawn, Shell, draw, ledger, recognised, words};
use crate::web::answers::{Commitment, Person, PersonDetail, Vote};
use crate::web::error::Problem;
use crate::web::params::{
    CertaintyParams, CertaintyRequest, DateOrder, FilterParams, LedgerOrder, LedgerParams, LedgerRequest, Number,
    OrderParams, PageSize, PagingParams, Params, PassageOrder, PeopleRequest, SearchRequest, Text, VoteParams,
    VotesRequest, Word,
};
use crate::web::queries::{self, ReadContext};
use crate::web::state::App;
use askama::Template;
use axum::extract::{Path, State};
use record::Basis;

#[derive(Template)]
#[template(path = "people.html")]
struct People {
    shell: Shell,
    words_typed: String,
    list: Listed<Person>,
    total: u64,
    chosen: Vec<Chip>,
}

impl ListPage for People {
    type Row = Person;

    fn list(&mut self) -> &mut Listed<Person> {
        &mut self.list
    }
}

pub async fn list(State(app): State<App>, Params(request): Params<PeopleRequest>) -> Drawn {
    let here = Address::new("/people", &request);
    app.answer(move |context| {
        let found = queries::people(context, &request)?;
        let page = People {
            shell: Shell::new("People", "/people"),
            words_typed: text(request.people.q.as_ref()),
            total: found.total,
            chosen: filters::chips(context, &here),
            list: Listed::new(found, &here),
        };
        draw_list(page, &here, &request.paging, |paging| {
            Ok(queries::people(context, &PeopleRequest { paging, ..request.clone() })?.next)
        })
    })
    .await
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
const LATEST: PageSize = Number(5);

pub async fn person(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(request): Params<CertaintyRequest>,
) -> Drawn {
    let public_url = app.public_url().to_owned();
    let page = app.answer(move |context| one(context, &id, &request.person, &public_url)).await?;
    draw(&page)
}

fn one(context: &ReadContext<'_>, id: &str, asked: &CertaintyParams, public_url: &str) -> Result<OnePerson, Problem> {
    let certainties = Word::list(&asked.certainty);
    let detail = queries::person(context, id, &certainties)?;
    let id = detail.person.id.clone();
    let theirs = FilterParams { person: vec![Text::from(id.as_str())], ..FilterParams::default() };
    let paging = PagingParams { page_size: Some(LATEST), cursor: None };
    let request = SearchRequest {
        filters: FilterParams { certainty: asked.certainty.clone(), ..theirs.clone() },
        order: OrderParams { sort: Some(Word(PassageOrder::Newest)) },
        paging: paging.clone(),
        ..SearchRequest::default()
    };
    let latest = queries::search(context, &request)?.results;
    // As the page of commitments shows them, to which "All of them" leads.
    let ledger = LedgerParams {
        owner: theirs.person.clone(),
        basis: Basis::BINDING.map(Word).to_vec(),
        sort: Some(Word(LedgerOrder::Newest)),
        ..LedgerParams::default()
    };
    let commitments = queries::commitments(context, &LedgerRequest { ledger, ..LedgerRequest::default() })?;
    let newest = VoteParams { sort: Some(Word(DateOrder::Newest)), ..VoteParams::default() };
    let request = VotesRequest { filters: theirs, votes: newest, paging, ..VotesRequest::default() };
    let votes = queries::votes(context, &request)?.results;
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
