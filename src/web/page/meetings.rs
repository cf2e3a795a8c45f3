//! The list of meetings.

use super::address::Address;
use super::fields::day;
use super::filters::{self, Chip};
use super::{Drawn, Shell, draw, words};
use crate::web::answers::Meeting;
use crate::web::params::{MeetingsRequest, Params};
use crate::web::queries;
use crate::web::state::App;
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "meetings.html")]
struct Meetings {
    shell: Shell,
    meetings: Vec<Meeting>,
    total: u64,
    since: String,
    until: String,
    hidden: Vec<(String, String)>,
    next: Option<String>,
    chosen: Vec<Chip>,
}

pub async fn list(State(app): State<App>, Params(request): Params<MeetingsRequest>) -> Drawn {
    let here = Address::new("/meetings", &request);
    let page = app
        .answer(move |context| {
            let found = queries::meetings(context, &request, queries::MeetingOrder::NewestFirst)?;
            Ok(Meetings {
                shell: Shell::new("Meetings", "/meetings"),
                total: found.total,
                next: found.next.map(|cursor| here.next_page(cursor)),
                chosen: filters::chips(context, &here),
                meetings: found.results,
                since: day(request.place.since),
                until: day(request.place.until),
                hidden: here.with(|request| (request.place.since, request.place.until) = (None, None)).fields(),
            })
        })
        .await?;
    draw(&page)
}
