//! The search page: one box, filters with counts, exact totals, a timeline, and results that can be checked and cited.

use super::address::Address;
use super::chart::{Chart, Label};
use super::fields::{day, text};
use super::filters::{self, Chip, Filter};
use super::links::Links;
use super::listing::{ListPage, Listed, draw_list};
use super::reading::{self, ReadAs};
use super::result::Card;
use super::ways;
use super::wider::{self, Wider};
use super::{Drawn, Shell, words};
use crate::web::answers::{self, QueryEcho, SpeakerCount, Step, Totals};
use crate::web::error::Problem;
use crate::web::params::{
    Day, IntervalParams, Params, SearchRequest, SpeakersRequest, TimelineInterval, TimelineRequest, Word,
};
use crate::web::queries::{self, ReadContext};
use crate::web::state::App;
use crate::web::turns::Cost;
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
    list: Listed<Card>,
    filters: Vec<Filter>,
    chips: Vec<Chip>,
    form: Form,
    counts: Counts,
    links: Links,
    names: Vec<Chip>,
    wider: Vec<Wider>,
}

impl ListPage for Search {
    type Row = Card;

    fn list(&mut self) -> &mut Listed<Card> {
        &mut self.list
    }
}

/// What stands in the forms of the page.
struct Form {
    since: String,
    until: String,
    speaker: String,
    /// What is asked beside the words.
    hidden: Vec<(String, String)>,
    /// What is asked beside the fields of the filters.
    unseen: Vec<(String, String)>,
}

/// How often it is said, over time and by whom.
struct Counts {
    chart: Chart,
    speakers: Vec<SpeakerCount>,
    /// Those that are not listed.
    others: usize,
    /// What of the counts was cut, in words.
    cut: Vec<String>,
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
}

/// People listed under “who says it most”; the file of all is one link away.
const SPEAKERS: usize = 10;

pub async fn search(State(app): State<App>, Params(request): Params<SearchRequest>) -> Drawn {
    let site =
        Site { public_url: app.public_url().to_owned(), tells_by_mail: app.desk().is_some_and(|desk| desk.takes()) };
    app.answer_at(Cost::SeveralPasses, move |context| drawn(context, request, &site)).await
}

/// What the page must know of the site.
struct Site {
    public_url: String,
    tells_by_mail: bool,
}

fn drawn(context: &ReadContext<'_>, request: SearchRequest, site: &Site) -> Drawn {
    let here = Address::new("/search", &request);
    let page = found(context, &request, &here, site)?;
    draw_list(page, &here, &request.paging, |paging| {
        Ok(queries::search(context, &SearchRequest { paging, ..request.clone() })?.next)
    })
}

fn found(
    context: &ReadContext<'_>,
    request: &SearchRequest,
    here: &Address<SearchRequest>,
    site: &Site,
) -> Result<Search, Problem> {
    let q = text(request.filters.q.as_ref());
    let mut counted = request.clone();
    counted.search.facets = Some(true);
    let answer = queries::search(context, &counted)?;
    let nothing = answer.total.passages == 0;
    let hint = if q.is_empty() { None } else { queries::suggest(context, &q)?.did_you_mean };
    let parsed = queries::parse_query(&request.filters, &request.reading)?;
    let counts = if nothing { Counts::none(here) } else { Counts::load(context, request, here)? };
    let mut echo = QueryEcho { understood: filters::in_names(context, &parsed), ..answer.query };
    for cut in &counts.cut {
        if !echo.cut.contains(cut) {
            echo.cut.push(cut.clone());
        }
    }
    let links = Links::new(here, request, &answer.routes, site.tells_by_mail);
    let with_words = |words: &str| here.with(|request| request.filters.q = Some(words.into())).to_string();
    Ok(Search {
        shell: Shell { feed: Some(links.feed.clone()), ..Shell::new(title(&q, nothing), "/search") },
        better: hint.as_ref().map(|better| Chip { label: better.clone(), link: with_words(better) }),
        read_as: reading::read_as(context, &q, jiff::Zoned::now().date())?,
        wider: if nothing { wider::wider(context, request, &q, hint.as_deref())? } else { Vec::new() },
        total: answer.total,
        related: answer.related,
        coverage: answer.coverage,
        list: Listed {
            rows: answer.results.into_iter().map(|passage| Card::new(passage, &q, &site.public_url)).collect(),
            next: answer.next.map(|cursor| here.next_page(cursor)),
        },
        filters: answer.facets.map(|facets| filters::filters(&facets, here)).unwrap_or_default(),
        chips: filters::chips(context, here),
        form: Form::new(here),
        names: match q.is_empty() {
            true => Vec::new(),
            false => ways::names(here, &q, queries::names_to_tick(context, &parsed)?),
        },
        counts,
        links,
        echo,
        q,
    })
}

impl Form {
    fn new(here: &Address<SearchRequest>) -> Self {
        let filters = &here.request().filters;
        let without_words = here.with(|request| request.filters.q = None);
        let without_fields = without_words.with(|request| {
            (request.filters.since, request.filters.until) = (None, None);
            request.filters.speaker.clear();
        });
        Self {
            since: day(filters.since),
            until: day(filters.until),
            speaker: text(filters.speaker.first()),
            hidden: without_words.fields(),
            unseen: without_fields.fields(),
        }
    }
}

impl Counts {
    fn none(here: &Address<SearchRequest>) -> Self {
        Self { chart: chart(Vec::new(), here), speakers: Vec::new(), others: 0, cut: Vec::new() }
    }

    fn load(
        context: &ReadContext<'_>,
        request: &SearchRequest,
        here: &Address<SearchRequest>,
    ) -> Result<Self, Problem> {
        let timeline = queries::timeline(context, &timeline_of(request))?;
        let everyone = queries::speakers(context, &speakers_of(request))?;
        let mut speakers = everyone.results;
        let others = speakers.len().saturating_sub(SPEAKERS);
        speakers.truncate(SPEAKERS);
        let cut = timeline.query.cut.into_iter().chain(everyone.query.cut).collect();
        Ok(Self { chart: chart(timeline.results, here), speakers, others, cut })
    }
}

fn chart(steps: Vec<Step>, here: &Address<SearchRequest>) -> Chart {
    Chart::from_steps(steps, |period| filters::within(here, period).relative())
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
        otherwise: request.otherwise.clone(),
        interval: IntervalParams { interval: within_one_year.then_some(Word(TimelineInterval::Month)) },
    }
}

/// Everyone who says it.
fn speakers_of(request: &SearchRequest) -> SpeakersRequest {
    let (filters, reading) = (request.filters.clone(), request.reading.clone());
    SpeakersRequest { filters, reading, ..SpeakersRequest::default() }
}
