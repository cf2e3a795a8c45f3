//! The ways on from a search: in another order, group or in other words, as a brief, by mail, and as files.

use super::address::Address;
use super::ledger::tables;
use super::ways::{self, Way};
use crate::web::answers::RouteCount;
use crate::web::params::{
    BriefRequest, CoverageRequest, FeedRequest, FilterParams, GroupBy, MailRequest, MentionsRequest, OtherWordsParams,
    PassageOrder, ReadingParams, Related, SearchRequest, Word,
};

/// Addresses that a search leads to.
pub struct Links {
    /// The orders of the results.
    pub sorts: Vec<Display>,
    /// Every passage, or the best of each meeting or document.
    pub groups: Vec<Display>,
    /// The same with other words, where none are looked for.
    pub other_words: Option<String>,
    /// The routes to other words, where some are taken.
    pub ways: Vec<Way>,
    /// Ways to take the results away.
    pub exports: Vec<(&'static str, String)>,
    /// The newest of them, as a feed.
    pub feed: String,
    /// The form that asks to be told of new ones, where mail is sent.
    pub by_mail: Option<String>,
    /// A brief of it.
    pub brief: String,
    /// What could not be searched.
    pub not_searched: String,
    /// The same words without any filter.
    pub bare: String,
    /// The first page, where this is another.
    pub first: Option<String>,
}

/// One of several ways of showing the same results.
pub struct Display {
    /// What people read.
    pub label: &'static str,
    /// Where they are shown so.
    pub link: String,
    /// Whether they are shown so now.
    pub here: bool,
}

impl Links {
    /// The ways on from `here`, which answers `request`; `routes` is what each route to other words found.
    pub fn new(
        here: &Address<SearchRequest>,
        request: &SearchRequest,
        routes: &[RouteCount],
        tells_by_mail: bool,
    ) -> Self {
        let taken = request.otherwise.routes();
        // The question alone: words and filters, without the way they are shown.
        let (filters, reading) = (request.filters.clone(), request.reading.clone());
        let otherwise = request.otherwise.clone();
        let feed = FeedRequest { filters: filters.clone(), reading: reading.clone(), otherwise: otherwise.clone() };
        let feed = Address::new("/feeds/search.atom", &feed).to_string();
        let has_words = filters.q.is_some();
        Self {
            sorts: sorts(here),
            groups: groups(here),
            other_words: (has_words && taken.is_empty())
                .then(|| here.with(|request| request.otherwise.related = Some(Related::All(true))).to_string()),
            ways: if taken.is_empty() { Vec::new() } else { ways::ways(here, &taken, routes) },
            exports: files(&filters, &reading, &otherwise, &feed),
            by_mail: tells_by_mail
                .then(|| Address::new("/mail", &MailRequest { filters: filters.clone() }).to_string()),
            brief: Address::new("/brief", &BriefRequest { filters: filters.clone(), reading: reading.clone() })
                .to_string(),
            bare: Address::new("/search", &SearchRequest::for_words(filters.q.clone())).to_string(),
            not_searched: Address::new("/coverage", &CoverageRequest { filters, reading }).to_string(),
            first: request.paging.cursor.as_ref().map(|_| here.to_string()),
            feed,
        }
    }
}

fn sorts(here: &Address<SearchRequest>) -> Vec<Display> {
    let chosen = here.request().order.sort.map(|sort| sort.0).filter(|&sort| sort != PassageOrder::Relevance);
    let choices = [
        ("Best match", None),
        ("Newest first", Some(PassageOrder::Newest)),
        ("Oldest first", Some(PassageOrder::Oldest)),
    ];
    displays(here, choices, chosen, |request, sort| request.order.sort = sort.map(Word))
}

fn groups(here: &Address<SearchRequest>) -> Vec<Display> {
    let chosen = here.request().search.group.map(|group| group.0);
    let choices = [
        ("Every passage", None),
        ("One of each meeting", Some(GroupBy::Meeting)),
        ("One of each document", Some(GroupBy::Document)),
    ];
    displays(here, choices, chosen, |request, group| request.search.group = group.map(Word))
}

fn displays<T: Copy + PartialEq>(
    here: &Address<SearchRequest>,
    choices: [(&'static str, Option<T>); 3],
    chosen: Option<T>,
    set: fn(&mut SearchRequest, Option<T>),
) -> Vec<Display> {
    let display = |(label, value): (&'static str, Option<T>)| Display {
        label,
        link: here.with(|request| set(request, value)).relative(),
        here: chosen == value,
    };
    choices.into_iter().map(display).collect()
}

/// Every mention as a file, and the search as JSON and as a feed, each with other words where they are looked for.
fn files(
    filters: &FilterParams,
    reading: &ReadingParams,
    otherwise: &OtherWordsParams,
    feed: &str,
) -> Vec<(&'static str, String)> {
    let (filters, reading, otherwise) = (filters.clone(), reading.clone(), otherwise.clone());
    let mentions = MentionsRequest {
        filters: filters.clone(),
        reading: reading.clone(),
        otherwise: otherwise.clone(),
        ..MentionsRequest::default()
    };
    let search = SearchRequest { filters, reading, otherwise, ..SearchRequest::default() };
    let tables = tables(&Address::new("/api/v1/mentions", &mentions), |request| &mut request.format);
    let others = [("JSON", Address::new("/api/v1/search", &search).to_string()), ("Atom feed", feed.to_owned())];
    tables.into_iter().chain(others).collect()
}
