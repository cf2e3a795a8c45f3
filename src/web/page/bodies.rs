//! Councils and committees: their meetings by year, what is held of them, and a search within them.

use super::address::Address;
use super::{Drawn, Shell, draw, words};
use crate::store::read::Scope;
use crate::web::answers::{Committee, Council, Figures, Meeting};
use crate::web::error::Problem;
use crate::web::params::{
    BodiesRequest, ListPageRequest, MeetingsRequest, Number, PagingParams, Params, PlaceParams, Text,
};
use crate::web::queries::{self, ReadContext};
use crate::web::state::App;
use askama::Template;
use axum::extract::{Path, State};

#[derive(Template)]
#[template(path = "council.html")]
struct OneCouncil {
    shell: Shell,
    q: String,
    hidden: Vec<(String, String)>,
    council: Council,
    coverage: Figures,
    committees: Vec<Committee>,
    total: u64,
    next: Option<String>,
}

pub async fn council(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(request): Params<ListPageRequest>,
) -> Drawn {
    let page = app
        .answer(move |context| {
            let scope = Scope { councils: vec![vec![id.clone()]], ..Scope::default() };
            let council = queries::council(context, &id)?;
            let place = PlaceParams { council: vec![Text::from(id.as_str())], ..PlaceParams::default() };
            let found = queries::committees(context, &BodiesRequest { place, paging: request.paging.clone() })?;
            let here = Address::new(format!("/councils/{id}"), &request);
            Ok(OneCouncil {
                shell: Shell::new(council.name.clone(), ""),
                q: String::new(),
                hidden: vec![("council".to_owned(), id)],
                coverage: queries::figures(context, &scope)?,
                total: found.total,
                next: found.next.map(|cursor| here.next_page(cursor)),
                committees: found.results,
                council,
            })
        })
        .await?;
    draw(&page)
}

#[derive(Template)]
#[template(path = "committee.html")]
struct OneCommittee {
    shell: Shell,
    q: String,
    hidden: Vec<(String, String)>,
    committee: Committee,
    coverage: Figures,
    years: Vec<Year>,
    next: Option<String>,
}

/// Meetings of one year.
struct Year {
    year: String,
    meetings: Vec<Meeting>,
}

pub async fn committee(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(request): Params<ListPageRequest>,
) -> Drawn {
    let page = app.answer(move |context| one(context, id, request.paging)).await?;
    draw(&page)
}

fn one(context: &ReadContext<'_>, id: String, paging: PagingParams) -> Result<OneCommittee, Problem> {
    let scope = Scope { committees: vec![vec![id.clone()]], ..Scope::default() };
    let committee = queries::committee(context, &id)?;
    let paging = PagingParams { page_size: Some(Number(100)), ..paging };
    let here = Address::new(format!("/committees/{id}"), &ListPageRequest { paging: paging.clone() });
    let place = PlaceParams { committee: vec![Text::from(id.as_str())], ..PlaceParams::default() };
    let request = MeetingsRequest { place, paging, ..MeetingsRequest::default() };
    let found = queries::meetings(context, &request, queries::MeetingOrder::NewestFirst)?;
    let mut years: Vec<Year> = Vec::new();
    for meeting in found.results {
        let year = meeting.date.get(..4).unwrap_or_default().to_owned();
        match years.last_mut() {
            Some(last) if last.year == year => last.meetings.push(meeting),
            _ => years.push(Year { year, meetings: vec![meeting] }),
        }
    }
    Ok(OneCommittee {
        shell: Shell::new(committee.name.clone(), "/meetings"),
        q: String::new(),
        hidden: vec![("committee".to_owned(), id)],
        coverage: queries::figures(context, &scope)?,
        next: found.next.map(|cursor| here.next_page(cursor)),
        committee,
        years,
    })
}
