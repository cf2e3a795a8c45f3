//! The search page: one box, filters with counts, exact totals, a timeline, and results that can be checked and cited.

use super::address::{Address, parse_request};
use super::chart::{Chart, Label};
use super::filters::{self, Chip, Filter};
use super::reading::{self, ReadAs};
use super::result::{self, Card};
use super::ways::{self, Way};
use super::wider::{self, Wider};
use super::{Drawn, Shell, assets, draw, words};
use crate::web::api::search::TimelineRequest;
use crate::web::error::Problem;
use crate::web::params::Params;
use crate::web::state::App;
use crate::web::view::{self, QueryEcho, ReadContext, SearchRequest, SpeakerCount, Totals};
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
    coverage: view::Figures,
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

/// Results of one page where no other number was asked for, if it stays light with so many.
const RESULTS: usize = 20;

/// Bytes of a page with its style that are too many for a slow line.
const HEAVY: usize = 60_000;

/// People listed under “who says it most”; the file of all is one link away.
const SPEAKERS: usize = 10;

pub async fn search(State(app): State<App>, Params(request): Params<SearchRequest>) -> Drawn {
    let public_url = app.public_url().to_owned();
    app.answer(move |context| drawn(context, request, &public_url)).await
}

/// The page, with as many results as it can carry where their number was not asked for.
fn drawn(context: &ReadContext<'_>, mut request: SearchRequest, public_url: &str) -> Drawn {
    let is_free = request.parsed.values.number("page_size").is_none();
    if is_free {
        request.index.page_size = RESULTS;
    }
    let mut page = found(context, request.clone(), public_url)?;
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
    request.index.page_size = fits.count().max(1);
    page.cards.truncate(request.index.page_size);
    page.next = view::search(context, &request)?.next.map(|cursor| page.here.clone().set("cursor", cursor).to_string());
    draw(&page)
}

fn found(context: &ReadContext<'_>, mut request: SearchRequest, public_url: &str) -> Result<Search, Problem> {
    let values = request.parsed.values.clone();
    let here = Address::from_values("/search", &values);
    let q = request.parsed.typed.clone();
    request.index.facets = true;
    let answer = view::search(context, &request)?;
    let nothing = answer.total.passages == 0;
    let hint = if q.is_empty() { None } else { view::suggest(context, &q)?.did_you_mean };
    let (mut steps, mut speakers, mut echo) = (Vec::new(), Vec::new(), answer.query);
    echo.understood = filters::in_names(context, &here, echo.understood);
    if !nothing {
        let timeline = view::timeline(context, &parse_request::<TimelineRequest>(&timeline_of(&here))?.0)?;
        let counted = view::speakers(context, &request.parsed)?;
        (steps, speakers) = (timeline.results, counted.results);
        for cut in timeline.query.cut.into_iter().chain(counted.query.cut) {
            if !echo.cut.contains(&cut) {
                echo.cut.push(cut);
            }
        }
    }
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
        wider: if nothing { wider::wider(context, &here, &q, hint.as_deref())? } else { Vec::new() },
        total: answer.total,
        related: answer.related,
        coverage: answer.coverage,
        cards: answer.results.into_iter().map(|passage| Card::new(passage, &q, public_url)).collect(),
        filters: answer.facets.map(|facets| filters::filters(&facets, &here)).unwrap_or_default(),
        chips: filters::chips(context, &here),
        hidden: here.pairs().iter().filter(|(name, _)| name != "q").cloned().collect(),
        since: values.text("since").unwrap_or_default().to_owned(),
        until: values.text("until").unwrap_or_default().to_owned(),
        speaker: values.text("speaker").unwrap_or_default().to_owned(),
        chart: Chart::from_steps(steps, &here),
        speakers,
        speakers_total,
        sorts: turns(
            &here,
            "sort",
            &[("Best match", ""), ("Newest first", "newest"), ("Oldest first", "oldest")],
            &values,
        ),
        groups: turns(
            &here,
            "group",
            &[("Every passage", ""), ("One of each meeting", "meeting"), ("One of each document", "document")],
            &values,
        ),
        other_words: (!q.is_empty() && request.index.related.is_empty())
            .then(|| here.clone().set("related", "true").to_string()),
        ways: if request.index.related.is_empty() { Vec::new() } else { ways::ways(&here, &values, &answer.routes) },
        names: if q.is_empty() {
            Vec::new()
        } else {
            ways::names(&here, &q, view::names_to_tick(context, &request.parsed)?)
        },
        exports: vec![
            ("CSV", plain.at("/api/v1/mentions").set("format", "csv").to_string()),
            ("NDJSON", plain.at("/api/v1/mentions").set("format", "ndjson").to_string()),
            ("JSON", plain.at("/api/v1/search").to_string()),
            ("Atom feed", feed),
        ],
        brief: exported(&here).at("/brief").to_string(),
        not_searched: here
            .at("/coverage")
            .without("sort")
            .without("group")
            .without("related")
            .without("page_size")
            .to_string(),
        next: answer.next.map(|cursor| here.clone().set("cursor", cursor).to_string()),
        first: values.text("cursor").map(|_| here.to_string()),
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

/// Years, or months where the search is within one year.
fn timeline_of(here: &Address) -> Address {
    let year = |name: &str| {
        let found = here.pairs().iter().find(|(held, _)| held == name);
        found.and_then(|(_, value)| value.get(..4)).map(str::to_owned)
    };
    let within_one_year = year("since").is_some() && year("since") == year("until");
    let plain = exported(here);
    if within_one_year { plain.set("interval", "month") } else { plain }
}

/// The question alone: words and filters, without the way they are shown.
fn exported(here: &Address) -> Address {
    ["sort", "group", "page_size", "facets", "related"].iter().fold(here.clone(), |address, name| address.without(name))
}

fn turns(
    here: &Address,
    name: &str,
    choices: &[(&'static str, &str)],
    values: &crate::web::params::Values,
) -> Vec<Turn> {
    let chosen = values.text(name).unwrap_or_default();
    choices
        .iter()
        .map(|&(label, value)| Turn {
            label,
            link: if value.is_empty() { here.clone().without(name) } else { here.clone().set(name, value) }.relative(),
            here: chosen == value || chosen == "relevance" && value.is_empty(),
        })
        .collect()
}
