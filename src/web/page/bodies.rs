//! Councils and committees: their meetings by year, what is held of them, and a search within them.

use super::address::Address;
use super::listing::{ListPage, Listed, draw_list};
use super::{Drawn, Shell, words};
use crate::store::read::Scope;
use crate::web::answers::{Committee, Council, Figures, Meeting};
use crate::web::params::{
    BodiesRequest, ListPageRequest, MeetingsRequest, Number, PagingParams, Params, PlaceParams, Text,
};
use crate::web::queries::{self, MeetingOrder, ReadContext};
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
    list: Listed<Committee>,
    total: u64,
}

impl ListPage for OneCouncil {
    type Row = Committee;

    fn list(&mut self) -> &mut Listed<Committee> {
        &mut self.list
    }
}

pub async fn council(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(request): Params<ListPageRequest>,
) -> Drawn {
    app.answer(move |context| {
        let scope = Scope { councils: vec![vec![id.clone()]], ..Scope::default() };
        let council = queries::council(context, &id)?;
        let place = PlaceParams { council: vec![Text::from(id.as_str())], ..PlaceParams::default() };
        let committees = |paging| queries::committees(context, &BodiesRequest { place: place.clone(), paging });
        let found = committees(request.paging.clone())?;
        let here = Address::new(format!("/councils/{id}"), &request);
        let page = OneCouncil {
            shell: Shell::new(council.name.clone(), ""),
            q: String::new(),
            hidden: vec![("council".to_owned(), id)],
            coverage: queries::figures(context, &scope)?,
            total: found.total,
            list: Listed::new(found, &here),
            council,
        };
        draw_list(page, &here, &request.paging, |paging| Ok(committees(paging)?.next))
    })
    .await
}

#[derive(Template)]
#[template(path = "committee.html")]
struct OneCommittee {
    shell: Shell,
    q: String,
    hidden: Vec<(String, String)>,
    committee: Committee,
    coverage: Figures,
    list: Listed<Meeting>,
}

impl ListPage for OneCommittee {
    type Row = Meeting;

    fn list(&mut self) -> &mut Listed<Meeting> {
        &mut self.list
    }
}

/// Meetings of one year.
struct Year<'a> {
    year: &'a str,
    meetings: Vec<&'a Meeting>,
}

impl OneCommittee {
    /// The meetings, year by year.
    fn years(&self) -> Vec<Year<'_>> {
        let mut years: Vec<Year<'_>> = Vec::new();
        for meeting in &self.list.rows {
            let year = meeting.date.get(..4).unwrap_or_default();
            match years.last_mut() {
                Some(last) if last.year == year => last.meetings.push(meeting),
                _ => years.push(Year { year, meetings: vec![meeting] }),
            }
        }
        years
    }
}

pub async fn committee(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(request): Params<ListPageRequest>,
) -> Drawn {
    app.answer(move |context| one(context, id, &request)).await
}

fn one(context: &ReadContext<'_>, id: String, request: &ListPageRequest) -> Drawn {
    let scope = Scope { committees: vec![vec![id.clone()]], ..Scope::default() };
    let committee = queries::committee(context, &id)?;
    let here = Address::new(format!("/committees/{id}"), request);
    let place = PlaceParams { committee: vec![Text::from(id.as_str())], ..PlaceParams::default() };
    let meetings = |paging| {
        let request = MeetingsRequest { place: place.clone(), paging, ..MeetingsRequest::default() };
        queries::meetings(context, &request, MeetingOrder::NewestFirst)
    };
    // A line each: many years can be seen at once.
    let page_size = request.paging.page_size.or(Some(Number(100)));
    let page = OneCommittee {
        shell: Shell::new(committee.name.clone(), "/meetings"),
        q: String::new(),
        hidden: vec![("committee".to_owned(), id)],
        coverage: queries::figures(context, &scope)?,
        list: Listed::new(meetings(PagingParams { page_size, ..request.paging.clone() })?, &here),
        committee,
    };
    draw_list(page, &here, &request.paging, |paging| Ok(meetings(paging)?.next))
}
