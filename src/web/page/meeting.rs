//! One meeting: its papers, who was there, what it decided, what was promised, and its minutes as turns. A long one comes
//! in parts: each row stands in one of them, in order.

use super::address::Address;
use super::parts::{Parts, Section};
use super::{Drawn, Shell, draw, ledger, recognised, votes, words};
use crate::store::read::meetings::{Minutes, minutes};
use crate::web::answers::{self, Commitment, Meeting, PagePassage, Resolution, Vote};
use crate::web::error::Problem;
use crate::web::params::{
    FilterParams, LedgerRequest, Number, PagingParams, Params, PartParams, PartRequest, Text, VotesRequest,
};
use crate::web::queries::{self, ReadContext};
use crate::web::state::App;
use askama::Template;
use axum::extract::{Path, State};

/// Characters that are drawn around a row besides its words.
const AROUND_TURN: usize = 260;
const AROUND_ROW: usize = 600;
const AROUND_NAME: usize = 90;
const AROUND_PAPER: usize = 220;

#[derive(Template)]
#[template(path = "meeting.html")]
struct OneMeeting {
    shell: Shell,
    q: String,
    hidden: Vec<(String, String)>,
    meeting: Meeting,
    minutes: Option<Minutes>,
    votes: Section<Vote>,
    resolutions: Section<Resolution>,
    commitments: Section<Commitment>,
    turns: Section<Turn>,
    /// The part that is shown, from 1, and how many there are.
    part: usize,
    parts: usize,
}

/// One passage of minutes; its speaker is named where they take the floor, and where a part begins.
struct Turn {
    passage: PagePassage,
    named: bool,
}

impl OneMeeting {
    /// Whether of some turn that is shown it is only likely who speaks.
    fn some_likely(&self) -> bool {
        self.turns.rows.iter().any(|turn| turn.passage.speaker.is_likely())
    }

    /// Where an item is dealt with: on this page where its minutes stand here, else in its own paper.
    fn to_item(&self, passage: &str) -> String {
        match self.turns.places.iter().find(|(id, _)| id == passage) {
            Some((_, part)) => self.link(*part, &format!("p{passage}")),
            None => format!("/passages/{passage}"),
        }
    }

    /// The address of a part.
    fn part_link(&self, part: usize) -> String {
        let part = PartParams { part: Some(part as u64).filter(|&part| part > 1).map(Number) };
        Address::new(format!("/meetings/{}", self.meeting.id), &PartRequest { part }).to_string()
    }

    /// The address of a place in a part.
    fn link(&self, part: usize, place: &str) -> String {
        let other = if part == self.part { String::new() } else { self.part_link(part) };
        format!("{other}#{place}")
    }

    /// What the page has, in order: name, place and the part where it begins.
    fn contents(&self) -> Vec<(&'static str, String)> {
        let sections = [
            ("Votes", "votes", self.votes.begins),
            ("What was resolved", "resolved", self.resolutions.begins),
            ("What was promised", "promised", self.commitments.begins),
            ("Minutes", "minutes", self.turns.begins),
        ];
        sections.into_iter().filter_map(|(name, place, part)| Some((name, self.link(part?, place)))).collect()
    }
}

pub async fn meeting(State(app): State<App>, Path(id): Path<String>, Params(request): Params<PartRequest>) -> Drawn {
    let part = request.part.part.map_or(1, |part| part.0 as usize);
    let page = app.answer(move |context| load(context, &id, part)).await?;
    draw(&page)
}

fn load(context: &ReadContext<'_>, id: &str, part: usize) -> Result<OneMeeting, Problem> {
    let meeting = queries::meeting(context, id)?;
    let filters = FilterParams { meeting: vec![Text::from(id)], ..FilterParams::default() };
    let paging = PagingParams { page_size: Some(Number(100)), cursor: None };
    let rows = LedgerRequest { filters: filters.clone(), paging: paging.clone(), ..LedgerRequest::default() };
    let (resolutions, commitments) = (queries::resolutions(context, &rows)?, queries::commitments(context, &rows)?);
    let votes = queries::votes(context, &VotesRequest { filters, paging, ..VotesRequest::default() })?;
    let minutes = minutes(context.catalogue, id)?;
    let passages = match &minutes {
        Some(minutes) => queries::component_passages(context, &minutes.document_id, minutes.component)?,
        None => Vec::new(),
    };
    let mut cut = Parts::beginning(part, head(&meeting));
    let votes = cut.section(votes, |vote| (vote.id.clone(), weight_of_vote(vote)));
    let resolutions = cut.section(resolutions, |row| {
        (row.id.clone(), AROUND_ROW + row.text.len() + row.followed_by.len() * AROUND_PAPER)
    });
    let commitments = cut.section(commitments, |row| {
        (row.id.clone(), AROUND_ROW + row.text.len() + row.followed_by.len() * AROUND_PAPER)
    });
    let total = passages.len() as u64;
    let turns = answers::Page { results: turns(passages), total, next: None };
    let mut turns = cut.section(turns, |turn| (turn.passage.id.clone(), AROUND_TURN + turn.passage.text.len()));
    if let Some(first) = turns.rows.first_mut() {
        first.named = true;
    }
    let parts = cut.count(&format!("/meetings/{id}"))?;
    let name = format!("{}, {}", meeting.committee.name, words::day(&meeting.date));
    Ok(OneMeeting {
        shell: Shell::new(if part > 1 { format!("{name}, part {part}") } else { name }, "/meetings"),
        q: String::new(),
        hidden: vec![("meeting".to_owned(), id.to_owned())],
        meeting,
        minutes,
        votes,
        resolutions,
        commitments,
        turns,
        part,
        parts,
    })
}

/// What stands on the first part before all rows.
fn head(meeting: &Meeting) -> usize {
    let people = [&meeting.present, &meeting.in_attendance, &meeting.apologies];
    let people: usize = people.iter().map(|list| list.as_ref().map_or(0, Vec::len)).sum();
    let items = meeting.items.as_ref().map_or(0, Vec::len) + meeting.missing.as_ref().map_or(0, Vec::len);
    let papers = meeting.documents.as_ref().map_or(0, Vec::len) + items;
    people * AROUND_NAME + papers * AROUND_PAPER
}

fn weight_of_vote(vote: &Vote) -> usize {
    let names = [&vote.r#for, &vote.against, &vote.abstain].iter().map(|side| side.names.len()).sum::<usize>();
    AROUND_ROW + vote.motion.len() + names * AROUND_NAME
}

fn turns(passages: Vec<PagePassage>) -> Vec<Turn> {
    let mut before: Option<String> = None;
    let turns = passages.into_iter().map(|passage| {
        let who = passage.speaker.person.as_ref().map(|person| person.name.clone());
        let who = who.or_else(|| passage.speaker.as_printed.clone());
        let who = who.map(|who| words::speaker(&who, &passage.speaker));
        let named = who != before;
        before = who;
        Turn { passage, named }
    });
    turns.collect()
}
