//! The brief: turning points of a search in order of time, to be printed on two sheets.

use super::address::Address;
use super::fields::text;
use super::filters::{self, Chip};
use super::{Drawn, Shell, draw, words};
use crate::web::answers::{Brief, TurningPoint};
use crate::web::params::{BriefRequest, Params};
use crate::web::queries;
use crate::web::state::App;
use crate::web::turns::Cost;
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "brief.html")]
struct Drawing {
    shell: Shell,
    q: String,
    hidden: Vec<(String, String)>,
    chosen: Vec<Chip>,
    brief: Brief,
    search: String,
    json: String,
    address: String,
}

pub async fn page(State(app): State<App>, Params(request): Params<BriefRequest>) -> Drawn {
    let public_url = app.public_url().to_owned();
    let page = app
        .answer_at(Cost::SeveralPasses, move |context| {
            let here = Address::new("/brief", &request);
            let mut brief = queries::brief(context, &request)?;
            brief.query.understood =
                filters::in_names(context, &queries::parse_query(&request.filters, &request.reading)?);
            Ok(Drawing {
                shell: Shell::new(format!("Brief: {}", brief.query.understood), "/search"),
                q: text(request.filters.q.as_ref()),
                hidden: here.with(|request| request.filters.q = None).fields(),
                chosen: filters::chips(context, &here),
                brief,
                search: here.at("/search").to_string(),
                json: here.at("/api/v1/brief").to_string(),
                address: format!("{public_url}{here}"),
            })
        })
        .await?;
    draw(&page)
}

impl Drawing {
    /// What happened, in words.
    fn what(&self, point: &TurningPoint) -> String {
        let words: Vec<&str> = point
            .what
            .iter()
            .map(|what| match what.as_str() {
                "first_said" => "first said",
                "first_asked" => "first asked",
                "inspectors_said" => "what inspectors said",
                "reported" => "reported",
                "last_said" => "last said",
                other => other,
            })
            .collect();
        words::capital(&words.join(", "))
    }

    /// Who, and what more is known.
    fn more(&self, point: &TurningPoint) -> String {
        let who = point.who.as_ref().map(|who| if point.likely { format!("probably {who}") } else { who.clone() });
        [who, point.note.clone()].into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// The paper and the page.
    fn place(&self, point: &TurningPoint) -> String {
        let committee = point.committee.as_ref().map(|committee| committee.name.clone());
        let item = point.item.as_ref().and_then(|item| item.number.as_ref()).map(|number| format!("item {number}"));
        let page = point.page.map(|page| format!("page {page}"));
        let paper = Some(words::paper(&point.kind));
        [committee, item, paper, page].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
