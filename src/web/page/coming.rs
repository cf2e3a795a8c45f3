//! Coming meetings: agendas, and which items touch what is looked for, somebody, or what was undertaken.

use super::address::Address;
use super::fields::{day, text};
use super::filters::{self, Chip};
use super::listing::{ListPage, Listed, draw_list};
use super::{Drawn, Shell, ledger, recognised, words};
use crate::web::answers::{self, Coming, ComingMeeting, Commitment, Touch};
use crate::web::params::{ComingRequest, Params, SearchRequest, Text};
use crate::web::queries;
use crate::web::state::App;
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "coming.html")]
struct Page {
    shell: Shell,
    q: String,
    since: String,
    until: String,
    hidden: Vec<(String, String)>,
    chosen: Vec<Chip>,
    coming: Coming,
    list: Listed<ComingMeeting>,
    calendar: String,
    feed: String,
}

impl ListPage for Page {
    type Row = ComingMeeting;

    fn list(&mut self) -> &mut Listed<ComingMeeting> {
        &mut self.list
    }
}

pub async fn page(State(app): State<App>, Params(request): Params<ComingRequest>) -> Drawn {
    let today = jiff::Zoned::now().date();
    app.answer(move |context| {
        let here = Address::new("/coming", &request);
        let mut coming = queries::coming(context, &request, today)?;
        let subscribed = here.with(|request| request.paging.page_size = None);
        let feed = subscribed.at("/feeds/coming.atom").to_string();
        let rows = answers::Page {
            results: std::mem::take(&mut coming.results),
            total: coming.total,
            next: coming.next.take(),
        };
        let page = Page {
            shell: Shell { feed: Some(feed.clone()), ..Shell::new("Coming meetings", "/meetings") },
            q: text(request.coming.q.as_ref()),
            since: day(request.coming.since),
            until: day(request.coming.until),
            hidden: here
                .with(|ComingRequest { coming, .. }| (coming.q, coming.since, coming.until) = (None, None, None))
                .fields(),
            // People are looked for in print here, whoever speaks.
            chosen: filters::chips_with(context, &here, "Person"),
            list: Listed::new(rows, &here),
            calendar: subscribed.at("/feeds/coming.ics").to_string(),
            feed,
            coming,
        };
        draw_list(page, &here, &request.paging, |paging| {
            Ok(queries::coming(context, &ComingRequest { paging, ..request.clone() }, today)?.next)
        })
    })
    .await
}

/// Quotations that are shown of one item, and rows of what falls due at one meeting.
const QUOTED: usize = 3;

impl Page {
    /// The quotations that are shown.
    fn first<'a>(&self, touches: &'a [Touch]) -> &'a [Touch] {
        touches.get(..QUOTED).unwrap_or(touches)
    }

    /// What falls due and is shown.
    fn first_due<'a>(&self, meeting: &'a ComingMeeting) -> &'a [Commitment] {
        meeting.falling_due.get(..QUOTED).unwrap_or(&meeting.falling_due)
    }

    /// All that this meeting’s papers say of what was looked for, where more is found than is shown.
    fn all_of(&self, meeting: &ComingMeeting, touches: &[Touch]) -> Option<String> {
        let more_of_query = touches.iter().skip(QUOTED).any(|touch| touch.what == "query");
        let all = Address::new("/search", &SearchRequest::for_words(Text::from(self.q.as_str())));
        let all = all.with(|request| request.filters.meeting.push(meeting.meeting.id.as_str().into()));
        more_of_query.then(|| all.to_string())
    }

    /// How many more there are.
    fn more(&self, touches: &[Touch]) -> u64 {
        touches.len().saturating_sub(QUOTED) as u64
    }

    /// What is touched, in words.
    fn what(&self, touch: &Touch) -> &'static str {
        match touch.what.as_str() {
            "query" => "What was looked for",
            "person" => "Name or office",
            "commitment" => "Takes up what was undertaken",
            "resolution" => "Takes up what was resolved",
            _ => "Takes up what inspectors wanted improved",
        }
    }
}
