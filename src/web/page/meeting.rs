//! Meetings: the list, and one meeting with its papers, its minutes as turns, what it decided and what was promised.

use super::address::Address;
use super::{Drawn, Shell, draw, ledger, question, words};
use crate::web::api::record::MeetingsAsk;
use crate::web::error::Problem;
use crate::web::params::Asked;
use crate::web::state::App;
use crate::web::view::{self, Commitment, LedgerAsk, Meeting, Moment, PagePassage, Resolution, Vote};
use askama::Template;
use axum::extract::{Path, State};

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
                meetings: found.results,
                since: values.text("since").unwrap_or_default().to_owned(),
                until: values.text("until").unwrap_or_default().to_owned(),
                kept: here.pairs().iter().filter(|(name, _)| name != "since" && name != "until").cloned().collect(),
            })
        })
        .await?;
    draw(&page)
}

#[derive(Template)]
#[template(path = "meeting.html")]
struct OneMeeting {
    shell: Shell,
    q: String,
    kept: Vec<(String, String)>,
    meeting: Meeting,
    minutes: Option<Minutes>,
    resolutions: Vec<Resolution>,
    resolutions_total: u64,
    votes: Vec<Vote>,
    commitments: Vec<Commitment>,
    commitments_total: u64,
}

impl OneMeeting {
    /// Who voted how.
    fn sides<'v>(&self, vote: &'v Vote) -> [(&'static str, &'v view::Side); 3] {
        [("For", &vote.r#for), ("Against", &vote.against), ("Abstained", &vote.abstain)]
    }

    /// Where an item is dealt with: below on this page, where its minutes stand here, else in its own paper.
    fn to_item(&self, passage: &str) -> String {
        let below = self.minutes.iter().flat_map(|minutes| &minutes.turns).any(|turn| turn.passage.id == passage);
        if below { format!("#p{passage}") } else { format!("/passages/{passage}") }
    }
}

/// The minutes of a meeting, wherever they were published.
struct Minutes {
    document: String,
    title: String,
    state: Option<String>,
    turns: Vec<Turn>,
}

/// One passage of minutes; its speaker is named where they take the floor.
struct Turn {
    passage: PagePassage,
    speaks: Option<view::Named>,
    printed: Option<String>,
}

pub async fn meeting(State(app): State<App>, Path(id): Path<String>) -> Drawn {
    let page = app.ask(move |at| one(at, &id)).await?;
    draw(&page)
}

fn one(at: &Moment<'_>, id: &str) -> Result<OneMeeting, Problem> {
    let meeting = view::meeting(at, id)?;
    let rows: LedgerAsk = question(&Address::new("").and("meeting", id).and("page_size", "100"))?;
    let resolutions = view::resolutions(at, &rows)?;
    let commitments = view::commitments(at, &rows)?;
    Ok(OneMeeting {
        shell: Shell::new(format!("{}, {}", meeting.committee.name, words::day(&meeting.date)), "/meetings"),
        q: String::new(),
        kept: vec![("meeting".to_owned(), id.to_owned())],
        minutes: minutes(at, &meeting)?,
        votes: view::votes(at, &rows)?.results,
        resolutions_total: resolutions.total,
        resolutions: resolutions.results,
        commitments_total: commitments.total,
        commitments: commitments.results,
        meeting,
    })
}

/// Minutes stand alone, in a pack, or both; those that stand alone and are confirmed are read most easily.
fn minutes(at: &Moment<'_>, meeting: &Meeting) -> Result<Option<Minutes>, Problem> {
    let mut best: Option<((bool, bool), view::Document, view::Component)> = None;
    for paper in meeting.documents.iter().flatten() {
        let document = view::document(at, &paper.id)?;
        let parts = document.components.clone().unwrap_or_default();
        let alone = parts.len() == 1;
        for part in parts {
            let records = part.meeting.as_ref().is_some_and(|m| m.id == meeting.id);
            let rank = (part.state.as_deref() != Some("draft"), alone);
            if part.kind == "minutes" && records && best.as_ref().is_none_or(|(held, ..)| rank > *held) {
                best = Some((rank, document.clone(), part));
            }
        }
    }
    let Some((_, document, part)) = best else { return Ok(None) };
    let mut before: Option<String> = None;
    let turns = view::component_passages(at, &document.id, part.n)?.into_iter().map(|passage| {
        let who = passage.speaker.person.as_ref().map(|person| person.name.clone());
        let who = who.or_else(|| passage.speaker.as_printed.clone());
        let begins = who.is_some() && who != before;
        before = who;
        Turn {
            speaks: passage.speaker.person.clone().filter(|_| begins),
            printed: passage.speaker.as_printed.clone().filter(|_| begins),
            passage,
        }
    });
    Ok(Some(Minutes { turns: turns.collect(), document: document.id, title: document.title, state: part.state }))
}
