//! The list of meetings.

use super::address::Address;
use super::fields::day;
use super::filters::{self, Chip};
use super::listing::{ListPage, Listed, draw_list};
use super::{Drawn, Shell, words};
use crate::web::answers::Meeting;
use crate::web::params::{MeetingsRequest, Params};
use crate::web::queries::{self, MeetingOrder};
use crate::web::state::App;
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "meetings.html")]
struct Meetings {
    shell: Shell,
    list: Listed<Meeting>,
    total: u64,
    since: String,
    until: String,
    hidden: Vec<(String, String)>,
    chosen: Vec<Chip>,
}

impl ListPage for Meetings {
    type Row = Meeting;

    fn list(&mut self) -> &mut Listed<Meeting> {
        &mut self.list
    }
}

pub async fn list(State(app): State<App>, Params(request): Params<MeetingsRequest>) -> Drawn {
    let here = Address::new("/meetings", &request);
    app.answer(move |context| {
        let found = queries::meetings(context, &request, MeetingOrder::NewestFirst)?;
        let page = Meetings {
            shell: Shell::new("Meetings", "/meetings"),
            total: found.total,
            chosen: filters::chips(context, &here),
            list: Listed::new(found, &here),
            since: day(request.place.since),
            until: day(request.place.until),
            hidden: here.with(|request| (request.place.since, request.place.until) = (None, None)).fields(),
        };
        draw_list(page, &here, &request.paging, |paging| {
            let shorter = MeetingsRequest { paging, ..request.clone() };
            Ok(queries::meetings(context, &shorter, MeetingOrder::NewestFirst)?.next)
        })
    })
    .await
}
