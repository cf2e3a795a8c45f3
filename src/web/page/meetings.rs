//! The list of meetings.

use super::address::Address;
use super::filters::{self, Chip};
use super::{Drawn, Shell, draw, words};
use crate::web::api::record::MeetingsAsk;
use crate::web::params::Asked;
use crate::web::state::App;
use crate::web::view::{self, Meeting};
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
    kept: Vec<(String, String)>,
    next: Option<String>,
    chosen: Vec<Chip>,
}

pub async fn list(State(app): State<App>, Asked(MeetingsAsk(values)): Asked<MeetingsAsk>) -> Drawn {
    let here = Address::of("/meetings", &values);
    let page = app
        .ask(move |at| {
            let wanted = view::MeetingFilter {
                with_minutes: values.text("with_minutes").map(|flag| flag == "true"),
                order: view::MeetingOrder::NewestFirst,
                ..Default::default()
            };
            let found = view::meetings(at, &crate::web::api::record::scope(&values), &wanted, &values)?;
            Ok(Meetings {
                shell: Shell::new("Meetings", "/meetings"),
                total: found.total,
                next: found.next.map(|cursor| here.clone().set("cursor", cursor).to_string()),
                chosen: filters::chips(at, &here),
                meetings: found.results,
                since: values.text("since").unwrap_or_default().to_owned(),
                until: values.text("until").unwrap_or_default().to_owned(),
                kept: here.pairs().iter().filter(|(name, _)| name != "since" && name != "until").cloned().collect(),
            })
        })
        .await?;
    draw(&page)
}
