//! Councils and committees: their meetings by year, what is held of them, and a search within them.

use super::address::Address;
use super::{Drawn, Shell, draw, words};
use crate::store::read::Scope;
use crate::web::error::Problem;
use crate::web::params::{PAGING, Param, Params, RequestParams, Values};
use crate::web::state::App;
use crate::web::view::{self, Committee, Council, Figures, Meeting, ReadContext};
use askama::Template;
use axum::extract::{Path, State};

/// Which part of a long list of meetings.
#[derive(Debug)]
pub struct PartRequest(Values);

impl RequestParams for PartRequest {
    const PARAMS: &'static [&'static [Param]] = &[PAGING];

    fn parse(values: Values) -> Result<Self, Problem> {
        Ok(Self(values))
    }
}

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
    Params(PartRequest(values)): Params<PartRequest>,
) -> Drawn {
    let page = app
        .answer(move |context| {
            let scope = Scope { councils: vec![vec![id.clone()]], ..Scope::default() };
            let council = view::council(context, &id)?;
            let found = view::committees(context, &scope, &values)?;
            let here = Address::from_values(format!("/councils/{id}"), &values);
            Ok(OneCouncil {
                shell: Shell::new(council.name.clone(), ""),
                q: String::new(),
                hidden: vec![("council".to_owned(), id)],
                coverage: view::figures(context, &scope)?,
                total: found.total,
                next: found.next.map(|cursor| here.clone().set("cursor", cursor).to_string()),
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
    Params(PartRequest(values)): Params<PartRequest>,
) -> Drawn {
    let page = app.answer(move |context| one(context, id, &values)).await?;
    draw(&page)
}

fn one(context: &ReadContext<'_>, id: String, values: &Values) -> Result<OneCommittee, Problem> {
    let scope = Scope { committees: vec![vec![id.clone()]], ..Scope::default() };
    let committee = view::committee(context, &id)?;
    let here = Address::from_values(format!("/committees/{id}"), values).set("page_size", "100");
    let values = Values::read(&part(&here, values).query(), PartRequest::PARAMS)?;
    let wanted = view::MeetingFilter { order: view::MeetingOrder::NewestFirst, ..Default::default() };
    let found = view::meetings(context, &scope, &wanted, &values)?;
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
        coverage: view::figures(context, &scope)?,
        next: found.next.map(|cursor| here.clone().set("cursor", cursor).to_string()),
        committee,
        years,
    })
}

/// The address with the cursor that was asked for, which [`Address::from_values`] leaves out.
fn part(here: &Address, values: &Values) -> Address {
    match values.text("cursor") {
        Some(cursor) => here.clone().set("cursor", cursor),
        None => here.clone(),
    }
}
