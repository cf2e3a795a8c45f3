//! The search page: one box, filters with counts, exact totals, a timeline, and results that can be checked and cited.

use super::address::Address;
use super::chart::{Chart, Label};
use super::fields::{day, text};
use super::filters::{self, Chip, Filter};
use super::reading::{self, ReadAs};
use super::result::{self, Card};
use super::ways::{self, Way};
use super::wider::{self, Wider};
use super::{Drawn, Shell, assets, draw, words};
use crate::web::answers::{self, QueryEcho, SpeakerCount, Totals};
use crate::web::error::Problem;
use crate::web::params::{
    Day, IntervalParams, Number, Params, Related, SearchRequest, SpeakersRequest, TimelineInterval, TimelineRequest,
    Vocabulary, Word,
};
use crate::web::queries::{self, ReadContext};
use crate::web::state::App;
use askama::Template;
use axum::extract::State;

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    shell: Shell,
    q: String,
    echo: QueryEcho,
    better: Option<Chip>,
    read_as: Option<ReadAs>,
    total: Totals,
    related: Option<u64>,
    coverage: answers::Figures,
    cards: Vec<Card>,
    filters: Vec<Filter>,
    chips: Vec<Chip>,
    hidden: Vec<(String, String)>,
    since: String,
    until: String,
    speaker: String,
    chart: Chart,
    speakers: Vec<SpeakerCount>,
    speakers_total: usize,
    sorts: Vec<Turn>,
    groups: Vec<Turn>,
    other_words: Option<String>,
    ways: Vec<Way>,
    names: Vec<Chip>,
    exports: Vec<(&'static str, String)>,
    wider: Vec<Wider>,
    not_searched: String,
    by_mail: Option<String>,
    brief: String,
    next: Option<String>,
    first: Option<String>,
    here: Address,
}

/// One of several ways of showing the same results.
struct Turn {
    label: &'static str,
    link: String,
    here: bool,
}

impl Search {
    /// What the page found, in its heading. A search by filters alone finds passages, and nothing in them.
    fn heading(&self) -> String {
        match (&self.total, self.q.is_empty()) {
            (_, true) if self.chips.is_empty() => "Search".to_owned(),
            (total, true) if total.passages > 0 => words::count(total.passages, "passage", "passages"),
            (total, _) if total.passages == 0 => match self.related {
                Some(related) if related > 0 => {
                    format!("{} in other words", words::count(related, "passage", "passages"))
                }
                _ => "Nothing found".to_owned(),
            },
            (total, _) if total.mentions == 0 => words::count(total.passages, "passage", "passages"),
            (total, _) => words::count(total.mentions, "mention", "mentions"),
        }
    }

    fn without_minutes(&self) -> u64 {
        self.coverage.meetings.saturating_sub(self.coverage.with_minutes)
    }

    /// The same words without any filter.
    fn bare(&self) -> String {
        match self.q.is_empty() {
            true => "/search".to_owned(),
            false => Address::new("/search").and("q", &self.q).to_string(),
        }
    }
}

/// Bytes of a page with its style that are too many for a slow line.
const HEAVY: usize = 60_000;

/// People listed under “who says it most”; the file of all is one link away.
const SPEAKERS: usize = 10;

pub async fn search(State(app): State<App>, Params(request): Params<SearchRequest>) -> Drawn {
    let site =
        Site { public_url: app.public_url().to_owned(), tells_by_mail: app.desk().is_some_and(|desk| desk.takes()) };
    app.answer(move |context| drawn(context, request, &site)).await
}

/// What the page must know of the site.
struct Site {
    public_url: String,
    tells_by_mail: bool,
}

/// The page, with as many results as it can carry where their number was not asked for.
fn drawn(context: &ReadContext<'_>, mut request: SearchRequest, site: &Site) -> Drawn {
    let is_free = request.paging.page_size.is_none();
    let mut page = found(context, &request, site)?;
    let drawn = draw(&page)?;
    let room = HEAVY.saturating_sub(assets::STYLE.weight());
    if !is_free || drawn.0.len() < room {
        return Ok(drawn);
    }
    let weights: Vec<usize> = page.cards.iter().map(result::weight).collect::<Result<_, _>>()?;
    let mut left = room.saturating_sub(drawn.0.len() - weights.iter().sum::<usize>());
    let fits = weights.iter().take_while(|&&weight| {
        let fits = weight < left;
        left = left.saturating_sub(weight);
        fits
    });
    let fits = fits.count().max(1);
    page.cards.truncate(fits);
    request.paging.page_size = Some(Number(fits as u64));
    page.next =
        queries::search(context, &request)?.next.map(|cursor| page.here.clone().set("cursor", cursor).to_string());
    draw(&page)
}

fn found(context: &ReadContext<'_>, request: &SearchRequest, site: &Site) -> Result<Search, Problem> {
    let here = Address::from_request("/search", request);
    let filters = &request.filters;
    let q = text(filters.q.as_ref());
    let mut counted = request.clone();
    counted.search.facets = Some(true);
    let answer = queries::search(context, &counted)?;
    let nothing = answer.total.passages == 0;
    let hint = if q.is_empty() { None } else { queries::suggest(context, &q)?.did_you_mean };
    let (mut steps, mut speakers, mut echo) = (Vec::new(), Vec::new(), answer.query);
    let parsed = queries::parse_query(&request.filters, &request.reading)?;
    echo.understood = filters::in_names(context, &parsed);
    if !nothing {
        let (timeline, everyone) = (timeline_of(request), speakers_of(request));
        let (timeline, counted) = (queries::timeline(context, &timeline)?, queries::speakers(context, &everyone)?);
        (steps, speakers) = (timeline.results, counted.results);
        for cut in timeline.query.cut.into_iter().chain(counted.query.cut) {
            if !echo.cut.contains(&cut) {
                echo.cut.push(cut);
            }
        }
    }
    let taken = request.search.related.as_ref().map(Related::routes).unwrap_or_default();
    let speakers_total = speakers.len();
    speakers.truncate(SPEAKERS);
    let plain = exported(&here);
    let feed = plain.at("/feeds/search.atom").to_string();
    Ok(Search {
        shell: Shell { feed: Some(feed.clone()), ..Shell::new(title(&q, nothing), "/search") },
        better: hint
            .as_ref()
            .map(|better| Chip { label: better.clone(), link: here.clone().set("q", better).to_string() }),
        read_as: reading::read_as(context, &q, jiff::Zoned::now().date())?,
        wider: if nothing { wider::wider(context, request, &q, hint.as_deref())? } else { Vec::new() },
        total: answer.total,
        related: answer.related,
        coverage: answer.coverage,
        cards: answer.results.into_iter().map(|passage| Card::new(passage, &q, &site.public_url)).collect(),
        filters: answer.facets.map(|facets| filters::filters(&facets, &here)).unwrap_or_default(),
        chips: filters::chips(context, &here),
        hidden: here.pairs().iter().filter(|(name, _)| name != "q").cloned().collect(),
        since: day(filters.since),
        until: day(filters.until),
        speaker: text(filters.speaker.first()),
        chart: Chart::from_steps(steps, &here),
        speakers,
        speakers_total,
        sorts: turns(
            &here,
            "sort",
            &[("Best match", ""), ("Newest first", "newest"), ("Oldest first", "oldest")],
            request.order.sort.map_or("", |sort| sort.0.as_str()),
        ),
        groups: turns(
            &here,
            "group",
            &[("Every passage", ""), ("One of each meeting", "meeting"), ("One of each document", "document")],
            request.search.group.map_or("", |group| group.0.as_str()),
        ),
        other_words: (!q.is_empty() && taken.is_empty()).then(|| here.clone().set("related", "true").to_string()),
        ways: if taken.is_empty() { Vec::new() } else { ways::ways(&here, &taken, &answer.routes) },
        names: if q.is_empty() {
            Vec::new()
        } else {
            ways::names(&here, &q, queries::names_to_tick(context, &parsed)?)
        },
        exports: vec![
            ("CSV", plain.at("/api/v1/mentions").set("format", "csv").to_string()),
            ("NDJSON", plain.at("/api/v1/mentions").set("format", "ndjson").to_string()),
            ("JSON", plain.at("/api/v1/search").to_string()),
            ("Atom feed", feed),
        ],
        by_mail: site
            .tells_by_mail
            .then(|| exported(&here).without("copies").without("strict").at("/mail").to_string()),
        brief: exported(&here).at("/brief").to_string(),
        not_searched: here
            .at("/coverage")
            .without("sort")
            .without("group")
            .without("related")
            .without("page_size")
            .to_string(),
        next: answer.next.map(|cursor| here.clone().set("cursor", cursor).to_string()),
        first: request.paging.cursor.as_ref().map(|_| here.to_string()),
        here,
        echo,
        q,
    })
}

fn title(q: &str, nothing: bool) -> String {
    match (q.is_empty(), nothing) {
        (true, _) => "Search".to_owned(),
        (false, true) => format!("Nothing found for {q}"),
        (false, false) => format!("{q} – search"),
    }
}

/// The same search over time: in years, or in months where it is within one year.
fn timeline_of(request: &SearchRequest) -> TimelineRequest {
    let year = |day: Option<Day>| day.map(|day| day.0.first_day().year());
    let within_one_year = request.filters.since.is_some() && year(request.filters.since) == year(request.filters.until);
    TimelineRequest {
        filters: request.filters.clone(),
        reading: request.reading.clone(),
        interval: IntervalParams { interval: within_one_year.then_some(Word(TimelineInterval::Month)) },
    }
}

/// Everyone who says it.
fn speakers_of(request: &SearchRequest) -> SpeakersRequest {
    let (filters, reading) = (request.filters.clone(), request.reading.clone());
    SpeakersRequest { filters, reading, ..SpeakersRequest::default() }
}

/// The question alone: words and filters, without the way they are shown.
fn exported(here: &Address) -> Address {
    ["sort", "group", "page_size", "facets", "related"].iter().fold(here.clone(), |address, name| address.without(name))
}

fn turns(here: &Address, name: &str, choices: &[(&'static str, &str)], chosen: &str) -> Vec<Turn> {
    choices
        .iter()
        .map(|&(label, value)| Turn {
            label,
            link: if value.is_empty() { here.clone().without(name) } else { here.clone().set(name, value) }.relative(),
            here: chosen == value || chosen == "relevance" && value.is_empty(),
        })
        .collect()
}
