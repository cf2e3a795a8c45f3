//! Plain sites: councils with pages of their own, parishes, most councils in Ireland.
//!
//! From its start pages on, links are followed that may lead to papers, so many steps far. What a paper is says a rule for the
//! words of links, of files' names and of headings; the committee is that of the heading above the link; the day is the
//! paper's own, and the link's only where the paper prints none. It never leaves its hosts, goes into no calendar, and says
//! what it left out.
//!
//! No system vouches for such pages. So that a page which is empty for a day withdraws nothing, a paper counts as gone
//! only where its page was read and still lists most of what it listed.

mod again;
mod context;
mod read;
mod rule;

use super::due::is_due;
use super::gather::{Gathering, Paper, by_name};
use super::page;
use super::publisher::{Publisher, addresses};
use super::unlisted::is_far_less;
use super::visit::{Visit, VisitError, survive};
use super::{Kind, Source, SourceSpec, SpecError, Visiting};
use crate::client::{Expect, Page};
use crate::sink::{Body, Fetched, Known};
use jiff::civil::{Date, date};
use record::{DocumentFacts, Kind as DocumentKind, MinutesState, ProblemCode};
use rule::{Link, Rule, Verdict};
use scraper::Html;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use url::Url;

pub(super) const KIND: Kind = Kind {
    name: "links",
    help: "a plain site, by the page that lists its minutes and agendas: parishes, councils with pages of their own",
    keys: &[
        ("url", true),
        ("council", true),
        ("committee", false),
        ("pages", false),
        ("papers", false),
        ("depth", false),
        ("since", false),
        ("hosts", false),
        ("extra_ca", false),
        ("timeout_seconds", false),
    ],
    build,
};

/// How many links away from the start pages papers are looked for where the configuration does not say.
const DEPTH: u8 = 2;

/// Most pages of one visit, and most of one form (an address with its numbers left out): forty years of year pages are not
/// met, calendars without end are left.
const MAX_PAGES: usize = 1_000;
const MAX_OF_SHAPE: usize = 60;

/// Words that a page must have to be minutes itself.
const PAPER_WORDS: usize = 150;

/// Most addresses of a map of the site that are looked at, and most maps.
const MAX_MAPS: usize = 20;

struct Links {
    publisher: Publisher,
    starts: Vec<Url>,
    rule: Rule,
    depth: u8,
    committee: Option<String>,
}

fn build(spec: &SourceSpec) -> Result<Box<dyn Source>, SpecError> {
    let publisher = Publisher::from_spec(spec)?;
    let rule =
        Rule::new(spec.papers.as_deref()).map_err(|error| spec.bad("papers", format!("is no pattern: {error}")))?;
    let mut starts = vec![publisher.access.url.clone()];
    starts.extend(addresses(spec, spec.pages.as_deref().unwrap_or_default())?);
    let (depth, committee) = (spec.depth.unwrap_or(DEPTH), spec.committee.clone());
    Ok(Box::new(Links { publisher, starts, rule, depth, committee }))
}

impl Source for Links {
    fn name(&self) -> &str {
        &self.publisher.name
    }

    fn visit<'a>(&'a self, visit: &'a mut Visit<'_>) -> Visiting<'a> {
        Box::pin(async move {
            let mut crawl = Crawl {
                source: self,
                to: Gathering::begin(&self.publisher, visit)?,
                waiting: VecDeque::new(),
                met: BTreeSet::new(),
                shapes: BTreeMap::new(),
                listed: BTreeSet::new(),
                pages: BTreeMap::new(),
                skipped: BTreeMap::new(),
            };
            let ended = crawl.run().await;
            crawl.to.finish()?;
            ended
        })
    }
}

/// Where a page leads, and how many of its links lead to papers or to lists of them.
pub(super) fn look(body: &[u8], at: &Url) -> (Vec<Url>, usize) {
    let read = read::page(&Html::parse_document(&page::text(body)), at);
    let rule = Rule::usual();
    let is_meeting = |link: &Link| link.headings.iter().any(|heading| rule.names(heading)) && link.day().is_some();
    let leads = |link: &&Link| match rule.judge(link) {
        Verdict::Paper => true,
        verdict => rule.names(&link.own_words()) || verdict == Verdict::Page && !link.in_menu && is_meeting(link),
    };
    let papers = read.links.iter().filter(leads).count();
    (read.links.into_iter().map(|link| link.url).collect(), papers)
}

/// A page that waits to be read.
struct Waiting {
    url: Url,
    /// The page that links to it.
    on: Url,
    depth: u8,
    /// The last day of what it is about, where its link tells a year.
    until: Option<Date>,
    /// The link that led there, where the page itself may be a paper.
    link: Option<Link>,
}

/// One visit to one site.
struct Crawl<'a, 'v> {
    source: &'a Links,
    to: Gathering<'a, 'v>,
    waiting: VecDeque<Waiting>,
    met: BTreeSet<Url>,
    shapes: BTreeMap<String, usize>,
    /// Keys of papers that were listed.
    listed: BTreeSet<String>,
    /// Pages that were read, with the number of papers that each lists.
    pages: BTreeMap<String, usize>,
    /// What was left out: why, how often, and the first of it.
    skipped: BTreeMap<String, (usize, String)>,
}

impl Crawl<'_, '_> {
    async fn run(&mut self) -> Result<(), VisitError> {
        let starts = self.source.starts.clone();
        for url in &starts {
            self.met.insert(url.clone());
            self.waiting.push_back(Waiting { url: url.clone(), on: url.clone(), depth: 0, until: None, link: None });
        }
        let mut read = 0;
        let mut last = None;
        while let Some(next) = self.waiting.pop_front() {
            if read >= MAX_PAGES {
                self.skip(format!("pages beyond the first {MAX_PAGES}"), &next.url);
                continue;
            }
            if !self.is_due(&next)? {
                continue;
            }
            read += 1;
            let is_start = next.depth == 0 && starts.contains(&next.url);
            let answer = survive(self.to.site.page(&next.url, Expect::PageOrFile, None).await)?;
            match answer {
                Ok(Some(page)) if page.is_file() => self.file(next, page)?,
                Ok(Some(page)) => self.page(next, page).await?,
                Ok(None) => {}
                Err(miss) => {
                    self.to.visit.note_missed_page(&miss)?;
                    last = Some((is_start, miss));
                }
            }
            if read == 1 {
                self.maps().await?;
            }
        }
        if let Some((true, miss)) = last.filter(|_| self.pages.is_empty()) {
            super::gather::must_have(&starts[0], Err(miss))?;
        }
        self.tell_skipped();
        self.tell_gone()
    }

    /// Pages of past years are read rarely; of others nobody can say what stands there now.
    fn is_due(&mut self, next: &Waiting) -> Result<bool, VisitError> {
        let Some(until) = next.until else { return Ok(true) };
        let known = self.to.visit.sink.known_page(next.url.as_str())?;
        Ok(is_due(self.to.visit.plan, Some(until), known.and_then(|known| known.checked_at)))
    }

    async fn page(&mut self, from: Waiting, page: Page) -> Result<(), VisitError> {
        let html = Html::parse_document(&page::text(&page.body));
        let read = read::page(&html, &page.url);
        drop(html);
        let feeds = if from.depth == 0 { read.feeds.clone() } else { Vec::new() };
        let papers = self.links(read.links, &from.url, from.depth, from.until).await?;
        if page.is_whole() {
            self.pages.insert(from.url.to_string(), papers);
        }
        let names_day = |link: &Link| link.day().is_some() && link.text.to_lowercase().contains("minutes");
        // Where "Next" or "Read more" led here, the page's own heading says what it is.
        let link = from.link.map(|link| match names_day(&link) {
            true => link,
            false => Link { text: read.heading, ..link },
        });
        match link.filter(|link| papers == 0 && read.words >= PAPER_WORDS && names_day(link)) {
            Some(link) => self.keep_page(&link, page)?,
            None => self.to.was_read(&from.url, page.known)?,
        }
        for feed in feeds {
            self.entries(&feed).await?;
        }
        Ok(())
    }

    /// Takes the links of a page: papers are asked for, pages wait. Answers how many papers there are.
    async fn links(&mut self, links: Vec<Link>, on: &Url, depth: u8, until: Option<Date>) -> Result<usize, VisitError> {
        let mut papers = 0;
        for link in links {
            match self.source.rule.judge(&link) {
                Verdict::Paper => {
                    papers += 1;
                    self.paper(&link, on).await?;
                }
                Verdict::Page if self.was_file(&link.url)? => {
                    papers += 1;
                    self.paper(&link, on).await?;
                }
                Verdict::Page => self.wait_for(link, on, depth, until),
                Verdict::OtherFile => self.skip("files that are no papers by their words".to_owned(), &link.url),
                Verdict::Nothing => {}
            }
        }
        Ok(papers)
    }

    fn wait_for(&mut self, link: Link, on: &Url, depth: u8, until: Option<Date>) {
        let depth = if link.is_next { depth } else { depth + 1 };
        if self.met.contains(&link.url) {
            // "Next" and "Read more" say less of a page than its name in a list.
            let waiting = self.waiting.iter_mut().find(|waiting| waiting.url == link.url);
            if let Some(known) = waiting.and_then(|waiting| waiting.link.as_mut())
                && known.day().is_none()
                && link.day().is_some()
            {
                *known = link;
            }
            return;
        }
        if !self.is_ours(&link.url) {
            let host = link.url.host_str().unwrap_or_default().to_owned();
            return self.skip(format!("pages on {host}, which `hosts` does not name"), &link.url);
        }
        if depth > self.source.depth {
            return self.skip(format!("pages more than {} links away", self.source.depth), &link.url);
        }
        let of_shape = self.shapes.entry(rule::shape(&link.url)).or_default();
        *of_shape += 1;
        if *of_shape > MAX_OF_SHAPE {
            return self.skip(format!("pages beyond the first {MAX_OF_SHAPE} of one form"), &link.url);
        }
        self.met.insert(link.url.clone());
        let year = super::dates::year(&format!("{} {}", link.text, link.url.path()));
        let this_year = self.to.visit.today().year();
        let until = match (link.is_next, year) {
            (true, _) => until,
            (false, Some(year)) if year < this_year => Some(date(year, 12, 31)),
            _ => None,
        };
        self.waiting.push_back(Waiting { url: link.url.clone(), on: on.clone(), depth, until, link: Some(link) });
    }

    /// Asks for a paper if it is new or due.
    async fn paper(&mut self, link: &Link, on: &Url) -> Result<(), VisitError> {
        let key = self.key(&link.url);
        if !self.listed.insert(key.clone()) {
            return Ok(());
        }
        if !self.is_ours(&link.url) {
            let host = link.url.host_str().unwrap_or_default().to_owned();
            self.skip(format!("papers on {host}, which `hosts` does not name"), &link.url);
            return Ok(());
        }
        let day = link.day();
        if day.is_some_and(|day| self.source.publisher.since.is_some_and(|since| day < since)) {
            self.skip("papers of before `since`".to_owned(), &link.url);
            return Ok(());
        }
        let mut facts = self.facts(link, key, on);
        let expect = by_name(&facts.file_name);
        if let Some(key) = self.another(link, &facts, expect).await? {
            self.listed.insert(key.clone());
            facts.key = key;
        }
        let paper = Paper {
            key: facts.key.clone(),
            url: link.url.clone(),
            file_name: facts.file_name.clone(),
            title: link.title(),
            kind: facts.kind,
            state: facts.state,
            item_key: None,
            version: None,
            expect,
            otherwise: None,
        };
        self.to.document(facts, &paper, day).await?;
        Ok(())
    }

    fn facts(&self, link: &Link, key: String, on: &Url) -> DocumentFacts {
        let own = link.said().to_lowercase();
        // "Agendas and minutes" above a list tells nothing of one of them; a year or a committee leaves it to what stands above.
        let heading = link.headings.iter().rev().find(|heading| rule::names_paper(heading));
        let heading = heading.and_then(|heading| kind_of(&heading.to_lowercase()));
        let kind = kind_of(&own).or(heading);
        let is_draft = kind == Some(DocumentKind::Minutes) && own.contains("draft");
        DocumentFacts {
            scope: self.source.publisher.scope.clone(),
            key,
            url: Some(link.url.to_string()),
            file_name: rule::file_name(&link.url),
            title: Some(link.title()).filter(|title| !title.is_empty()),
            kind,
            state: is_draft.then_some(MinutesState::Draft),
            council: Some(self.source.publisher.council.clone()),
            committee: link.body().or_else(|| self.source.committee.clone()),
            meeting_on: link.day(),
            found_on: Some(on.to_string()),
            ..DocumentFacts::default()
        }
    }

    /// A page that is a paper itself: minutes that were written into the site.
    fn keep_page(&mut self, link: &Link, page: Page) -> Result<(), VisitError> {
        let mut facts = self.facts(link, self.key(&link.url), &link.url);
        facts.file_name = format!("{}.html", facts.file_name.trim_end_matches(".html"));
        self.keep(facts, page)
    }

    /// What was taken for a page turns out to be a file: a paper where its link says so.
    fn file(&mut self, from: Waiting, page: Page) -> Result<(), VisitError> {
        let Some(link) = from.link.filter(|link| self.source.rule.names(&link.said())) else {
            self.skip("files that are no papers by their words".to_owned(), &from.url);
            return Ok(());
        };
        if let Some(papers) = self.pages.get_mut(from.on.as_str()) {
            *papers += 1;
        }
        self.keep(self.facts(&link, self.key(&link.url), &from.on), page)
    }

    /// Whether a file was found at this address before, which does not say that it is one.
    fn was_file(&mut self, url: &Url) -> Result<bool, VisitError> {
        let held = self.to.visit.sink.held_document(&self.source.publisher.scope, &self.key(url))?;
        Ok(held.is_some_and(|held| held.known.hash.is_some() && !held.facts.file_name.ends_with(".html")))
    }

    fn keep(&mut self, facts: DocumentFacts, page: Page) -> Result<(), VisitError> {
        self.listed.insert(facts.key.clone());
        let content_type = (!page.is_file()).then(|| "text/html".to_owned());
        let fetched = Fetched {
            body: Body::Memory(page.body),
            content_type,
            final_url: Some(page.url.to_string()),
            etag: page.known.etag,
            last_modified: page.known.last_modified,
            fetched_at: self.to.visit.plan.now,
        };
        self.to.visit.keep(&facts, fetched)?;
        Ok(())
    }

    /// Maps of the site that robots.txt names, once a week.
    async fn maps(&mut self) -> Result<(), VisitError> {
        let home = self.source.publisher.access.url.clone();
        let mut maps: Vec<Url> = self.to.site.site_maps().iter().filter_map(|map| page::resolve(&home, map)).collect();
        let mut done = 0;
        while let Some(map) = maps.pop().filter(|_| done < MAX_MAPS) {
            if !self.is_ours(&map) || !self.to.is_due(&map, None)? {
                continue;
            }
            done += 1;
            maps.extend(self.entries(&map).await?);
        }
        Ok(())
    }

    /// What a feed or a map lists. Answers the maps that it names.
    async fn entries(&mut self, at: &Url) -> Result<Vec<Url>, VisitError> {
        if !self.met.insert(at.clone()) || !self.is_ours(at) {
            return Ok(Vec::new());
        }
        let Some(page) = self.to.fetch_page(at, Expect::Anything, None).await? else { return Ok(Vec::new()) };
        let entries = match read::entries(&page.body, &page.url) {
            Ok(entries) => entries,
            Err(what) => {
                self.to.misread(at, &what)?;
                return Ok(Vec::new());
            }
        };
        self.links(entries.links, at, 0, None).await?;
        self.to.was_read(at, Known { etag: None, last_modified: None, ..page.known })?;
        Ok(entries.maps)
    }

    /// The key of a paper: its address, without the host where that is the site's own.
    fn key(&self, url: &Url) -> String {
        let own = url.host_str() == self.source.publisher.access.url.host_str();
        let address = rule::lasting(url);
        match url.host_str().filter(|_| !own) {
            Some(host) => format!("{host}{address}"),
            None => address,
        }
    }

    fn is_ours(&self, url: &Url) -> bool {
        let access = &self.source.publisher.access;
        let host = url.host_str().unwrap_or_default();
        access.url.host_str() == Some(host) || access.hosts.iter().any(|of| of.eq_ignore_ascii_case(host))
    }

    fn skip(&mut self, why: String, url: &Url) {
        let (count, _) = self.skipped.entry(why).or_insert_with(|| (0, url.to_string()));
        *count += 1;
    }

    fn tell_skipped(&mut self) {
        for (why, (count, first)) in &self.skipped {
            self.to.visit.report.notes.push(format!("left out: {count} {why}, the first {first}"));
        }
    }

    /// Papers that the pages which were read do not list any more.
    fn tell_gone(&mut self) -> Result<(), VisitError> {
        let scope = self.source.publisher.scope.clone();
        let mut gone: BTreeMap<String, Vec<DocumentFacts>> = BTreeMap::new();
        let mut held_on: BTreeMap<String, usize> = BTreeMap::new();
        for key in self.to.visit.sink.held_keys(&scope)? {
            let Some(held) = self.to.visit.sink.held_document(&scope, &key)? else { continue };
            let Some(page) = held.facts.found_on.clone().filter(|page| self.pages.contains_key(page)) else { continue };
            *held_on.entry(page.clone()).or_default() += 1;
            if !self.listed.contains(&key) {
                gone.entry(page).or_default().push(held.facts);
            }
        }
        for (page, papers) in gone {
            let held = held_on.get(&page).copied().unwrap_or_default();
            if papers.len() * 2 > held {
                let message =
                    format!("{page} lists {} of the {held} papers that it listed; all are kept", held - papers.len());
                let code = if is_far_less(papers.len(), held) {
                    ProblemCode::FarFewerPapers
                } else {
                    ProblemCode::FewerPapers
                };
                self.to.visit.sink.problem(code, &message)?;
                continue;
            }
            for facts in papers {
                self.to.visit.miss_listed(&facts, "its page does not list it any more")?;
            }
        }
        Ok(())
    }
}

/// The kind that words tell, where they tell one.
fn kind_of(words: &str) -> Option<DocumentKind> {
    let has = |names: &[&str]| names.iter().any(|name| words.contains(name));
    match (has(&["minutes", "cofnodion", "miontuairisc"]), has(&["agenda", "summons", "rhaglen", "clár oibre"])) {
        (true, false) => Some(DocumentKind::Minutes),
        (false, true) => Some(DocumentKind::Agenda),
        _ => None,
    }
}
