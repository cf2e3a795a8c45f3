//! The list of meetings.

use super::address::Address;
use super::filters::{self, Chip};
use super::{Drawn, Shell, draw, words};
use crate::web::api::record::MeetingsRequest;
use crate::web::params::Params;
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
    hidden: Vec<(String, String)>,
    next: Option<String>,
    chosen: Vec<Chip>,
}

pub async fn list(State(app): State<App>, Params(MeetingsRequest(values)): Params<MeetingsRequest>) -> Drawn {
    let here = Address::from_values("/meetings", &values);
    let page = app
        .answer(move |context| {
            let wanted = view::MeetingFilter {
                with_minutes: values.text("with_minutes").map(|flag| flag == "true"),
                order: view::MeetingOrder::NewestFirst,
                ..Default::default()
            };
            let found = view::meetings(context, &crate::web::api::record::scope(&values), &wanted, &values)?;
            Ok(Meetings {
                shell: Shell::new("Meetings", "/meetings"),
                total: found.total,
                next: found.next.map(|cursor| here.clone().set("cursor", cursor).to_string()),
                chosen: filters::chips(context, &here),
                meetings: found.results,
                since: values.text("since").unwrap_or_default().to_owned(),
                until: values.text("until").unwrap_or_default().to_owned(),
                hidden: here.pairs().iter().filter(|(name, _)| name != "since" && name != "until").cloned().collect(),
            })
        })
        .await?;
    draw(&page)
}
