//! What speaks for and against a candidate: its number and print, its words, its neighbours, and the other candidates of
//! its paper that are like it.

use super::candidate::{Candidate, Place};
use super::outline;
use super::series::{self, Standing};
use super::titles;
use crate::content::Block;
use crate::lexicon::{self, Tags};
use record::Form;
use std::collections::BTreeMap;

/// Words that make a statement of a line: no title has them but as part of a clause.
const FINITE: [&str; 16] = [
    "was",
    "were",
    "had",
    "has",
    "have",
    "is",
    "are",
    "said",
    "advised",
    "noted",
    "agreed",
    "asked",
    "reported",
    "thanked",
    "proposed",
    "confirmed",
];

/// The features of each candidate, in order.
pub fn features(blocks: &[Block], candidates: &[Candidate]) -> Vec<Vec<String>> {
    let series = series::stands(blocks, candidates);
    let groups = groups(blocks, candidates);
    let outline = outline::stands(blocks, candidates);
    let main = MainRun::find(candidates, &series);
    let one = |at: usize| {
        let candidate = &candidates[at];
        let mut found = Vec::new();
        of_print(candidate, &mut found);
        of_number(candidate, series[at], &mut found);
        of_words(candidate, &mut found);
        of_neighbours(blocks, candidates, at, &mut found);
        main.features(candidate, series[at], &mut found);
        outline::features(outline[at], candidate, &mut found);
        found.extend(groups.get(&group(candidate)).map(|g| g.features(candidate)).unwrap_or_default());
        found
    };
    (0..candidates.len()).map(one).collect()
}

fn kind(candidate: &Candidate) -> String {
    match &candidate.number {
        None => "none".to_owned(),
        Some((number, Place::Behind)) => format!("behind-{:?}", number.scheme),
        Some((number, _)) => format!("{:?}", number.scheme),
    }
}

fn print(candidate: &Candidate) -> &'static str {
    match (candidate.stressed, candidate.caps) {
        (true, true) => "stressed-caps",
        (true, false) => "stressed",
        (false, true) => "caps",
        (false, false) => "plain",
    }
}

fn bucket(n: usize) -> &'static str {
    match n {
        0 => "0",
        1 => "1",
        2 => "2",
        3..=4 => "3-4",
        5..=8 => "5-8",
        9..=14 => "9-14",
        15..=25 => "15-25",
        _ => "more",
    }
}

fn of_print(candidate: &Candidate, found: &mut Vec<String>) {
    let (kind, print) = (kind(candidate), print(candidate));
    found.extend([format!("kind={kind}"), format!("print={print}"), format!("kind={kind}&print={print}")]);
    let numbered = if candidate.number.is_some() { "numbered" } else { "unnumbered" };
    found.push(format!("{numbered}&print={print}"));
    if candidate.agenda_number.is_some() {
        found.push("agenda-number".to_owned());
    }
    if let Some((number, place)) = &candidate.number {
        found.push(format!("place={place:?}"));
        found.push(format!("closed={}", number.closed));
    }
}

fn of_number(candidate: &Candidate, series: Standing, found: &mut Vec<String>) {
    let Some((number, _)) = &candidate.number else { return };
    let kind = kind(candidate);
    let before = series.before.map_or("first".to_owned(), |step| format!("{step:?}"));
    let after = series.after.map_or("last".to_owned(), |step| format!("{step:?}"));
    found.push(format!("before={before}"));
    found.push(format!("after={after}"));
    found.push(format!("before={before}&after={after}"));
    found.push(format!("in-run={}&run={}", series.in_run, bucket(series.run)));
    found.push(format!("in-run={}&span={}", series.in_run, series.span));
    found.push(format!("kind={kind}&in-run={}&span={}", series.in_run, series.span / 3));
    if number.is_first() {
        found.push(format!("kind={kind}&one"));
    }
}

fn of_words(candidate: &Candidate, found: &mut Vec<String>) {
    let title = candidate.title.as_str();
    let words: Vec<&str> = title.split_whitespace().collect();
    let numbered = if candidate.number.is_some() { "numbered" } else { "unnumbered" };
    found.push(format!("words={}", bucket(words.len())));
    found.push(format!("{numbered}&words={}", bucket(words.len())));
    let end = title.chars().next_back().filter(|c| !c.is_alphanumeric());
    let end = end.map_or("word".to_owned(), |c| c.to_string());
    found.push(format!("end={end}"));
    found.push(format!("{numbered}&end={end}"));
    let lower = title.to_lowercase();
    found.push(format!("{numbered}&finite={}", is_statement(title)));
    let usual = if titles::is_usual(title) {
        "begins"
    } else if titles::names_usual(title) {
        "has"
    } else {
        "no"
    };
    found.push(format!("usual={usual}"));
    found.push(format!("{numbered}&usual={usual}"));
    found.push(format!("usual={usual}&print={}", print(candidate)));
    for (place, word) in [("first", lower.split_whitespace().next()), ("last", lower.split_whitespace().next_back())] {
        if let Some(word) = word {
            found.push(format!("{numbered}&{place}={}", plain(word)));
        }
    }
    let titled = words.iter().take(2).any(|word| lexicon::tags(&plain(word).to_lowercase()).has(Tags::TITLE));
    if titled {
        found.push(format!("{numbered}&titled"));
    }
    let capital = words.iter().filter(|w| crate::structure::names::starts_upper(w)).count() * 4 / words.len().max(1);
    found.push(format!("capitals={capital}"));
    if title.contains('\t') {
        found.push("cells".to_owned());
    }
}

fn plain(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a title has a word that makes a statement of it.
pub fn is_statement(title: &str) -> bool {
    title.to_lowercase().split_whitespace().any(|word| FINITE.contains(&plain(word)))
}

fn of_neighbours(blocks: &[Block], candidates: &[Candidate], at: usize, found: &mut Vec<String>) {
    let candidate = &candidates[at];
    let numbered = if candidate.number.is_some() { "numbered" } else { "unnumbered" };
    let next = candidates.get(at + 1);
    let gap = next.map_or(9, |n| n.first().saturating_sub(candidate.next()));
    found.push(format!("{numbered}&gap={}", bucket(gap)));
    if let Some(next) = next.filter(|_| gap == 0) {
        found.push(format!("{numbered}&then={}", kind(next)));
        found.push(format!("kind={}&then={}&{}", kind(candidate), kind(next), print(next)));
    }
    if let Some(before) = at.checked_sub(1).map(|i| &candidates[i]).filter(|b| b.next() == candidate.first()) {
        found.push(format!("{numbered}&under={}&{}", kind(before), print(before)));
    }
    let below = blocks[candidate.next().min(blocks.len())..].iter().find(|b| !b.furniture);
    let below = match below {
        None => "end",
        Some(b) if b.form == Form::TableRow => "row",
        Some(b) if b.form == Form::Heading => "heading",
        Some(b) if b.marker.is_some() => "entry",
        Some(b) if b.text.split_whitespace().count() < 5 => "short",
        Some(b) if b.text.trim_end().ends_with(['.', ':', ';', '?', '!', '"', '”']) => "sentence",
        Some(_) => "words",
    };
    found.push(format!("{numbered}&below={below}"));
    let own = &blocks[candidate.first()];
    found.push(format!("form={:?}", own.form));
    if candidate.number.is_none() && own.marker.is_some() {
        found.push("bullet".to_owned());
        found.push(format!("bullet&below={below}&print={}", print(candidate)));
    }
    if candidate.number.is_none() && is_statement(&candidate.title) {
        found.push(format!("statement&form={:?}&print={}", own.form, print(candidate)));
    }
}

/// Candidates with numbers of one kind and printed alike.
fn group(candidate: &Candidate) -> (String, &'static str) {
    (kind(candidate), print(candidate))
}

/// The run of numbers that most likely counts the items of a paper: how it is printed, and where it begins and ends.
#[derive(Debug, Clone, Copy, Default)]
struct MainRun {
    members: usize,
    stressed: bool,
    caps: bool,
    first: usize,
    last: usize,
}

impl MainRun {
    fn find(candidates: &[Candidate], series: &[Standing]) -> Self {
        let members: Vec<&Candidate> =
            candidates.iter().zip(series).filter(|(_, s)| s.in_main_run).map(|(c, _)| c).collect();
        let most = |holds: &dyn Fn(&Candidate) -> bool| members.iter().filter(|c| holds(c)).count() * 2 > members.len();
        Self {
            members: members.len(),
            stressed: most(&|c| c.stressed),
            caps: most(&|c| c.caps),
            first: members.first().map_or(0, |c| c.first()),
            last: members.last().map_or(0, |c| c.first()),
        }
    }

    fn features(self, candidate: &Candidate, series: Standing, found: &mut Vec<String>) {
        let sort = match (&candidate.number, series.in_main_run) {
            (_, true) => "main".to_owned(),
            (None, _) => "unnumbered".to_owned(),
            (Some(_), _) => kind(candidate),
        };
        let alike = candidate.stressed == self.stressed && candidate.caps == self.caps;
        let place = match candidate.first() {
            at if at < self.first => "before",
            at if at > self.last => "behind",
            _ => "within",
        };
        let words = candidate.title.split_whitespace().count();
        found.push(format!("{sort}&main={}", bucket(self.members)));
        found.push(format!("{sort}&words={}", bucket(words)));
        found.push(format!("{sort}&finite={}", is_statement(&candidate.title)));
        found.push(format!("{sort}&kind={}&print={}", kind(candidate), print(candidate)));
        found.push(format!("{sort}&span={}", series.span));
        if self.members == 0 {
            found.push(format!(
                "no-main&{sort}&print={}&usual={}",
                print(candidate),
                titles::is_usual(&candidate.title)
            ));
        }
        if self.members > 0 {
            found.push(format!("{sort}&main-alike={alike}"));
            found.push(format!("{sort}&main-{place}"));
            found.push(format!("{sort}&main-stressed={}&own={}", self.stressed || self.caps, print(candidate)));
        }
    }
}

/// What a group of candidates has in common.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    members: usize,
    sentences: usize,
    usual: usize,
    followed: usize,
    words: usize,
}

impl Group {
    fn features(self, candidate: &Candidate) -> Vec<String> {
        let numbered = if candidate.number.is_some() { "numbered" } else { "unnumbered" };
        let share = |n: usize| n * 4 / self.members.max(1);
        vec![
            format!("{numbered}&group={}", bucket(self.members)),
            format!("{numbered}&group-sentences={}", share(self.sentences)),
            format!("{numbered}&group-usual={}", share(self.usual)),
            format!("{numbered}&group-any-usual={}", bucket(self.usual)),
            format!("{numbered}&group-followed={}", share(self.followed)),
            format!("{numbered}&group-words={}", bucket(self.words / self.members.max(1))),
            format!("kind={}&group={}&sentences={}", kind(candidate), bucket(self.members), share(self.sentences)),
        ]
    }
}

fn groups(blocks: &[Block], candidates: &[Candidate]) -> BTreeMap<(String, &'static str), Group> {
    let mut groups: BTreeMap<(String, &'static str), Group> = BTreeMap::new();
    for (at, candidate) in candidates.iter().enumerate() {
        let entry = groups.entry(group(candidate)).or_default();
        let finite = is_statement(&candidate.title);
        let words = candidate.title.split_whitespace().count();
        let next = candidates.get(at + 1).map_or(blocks.len(), Candidate::first);
        entry.members += 1;
        entry.sentences += usize::from(finite && candidate.title.ends_with(['.', ';', ',']) || words > 25);
        entry.usual += usize::from(titles::is_usual(&candidate.title));
        entry.followed += usize::from(next > candidate.next());
        entry.words += words;
    }
    groups
}
