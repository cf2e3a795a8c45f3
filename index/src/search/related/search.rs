//! Passages that say the same in other words, ranked below those that say it exactly.

use super::named::term_pattern;
use super::{Needs, Rewrite};
use crate::answer::Hit;
use crate::cache::Numbers;
use crate::engine::{Address, Part};
use crate::entry::Entry;
use crate::error::IndexError;
use crate::filters::Filters;
use crate::plan::{MentionUnit, Pattern, Plan};
use crate::query::Query;
use crate::read::Snapshot;
use crate::routes::{Route, RouteCount, RouteKind, Routes};
use crate::schema::{NumberColumn, document_of, seq_in};
use crate::search::highlighter::{Found, Highlighter};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;
use std::time::Instant;

/// Ways that are looked for at most.
const MOST_REWRITES: usize = 240;

/// Passages of one route whose print is looked at, for capitals.
const PRINTED: usize = 20_000;

/// Passages before and after in which a word counts as close by: about a page.
const CLOSE: u32 = 8;

/// Letters up to which an abbreviation with a number behind it is the name of a policy or a paragraph ("Policy DM 2").
const REFERENCE: usize = 2;

/// A passage found by one of the ways.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Otherwise {
    address: Address,
    /// Which of the passes found it.
    pass: usize,
    /// Its day as the index writes it; 0 where it is not known.
    pub date: u64,
}

/// What was found in other words, in its order.
pub(crate) struct RelatedPassages {
    rewrites: Vec<Rewrite>,
    /// Ways that were looked for at once.
    passes: Vec<Range<usize>>,
    pub passages: Vec<Otherwise>,
}

impl RelatedPassages {
    /// How many passages by each route.
    pub fn counts(&self) -> Vec<RouteCount> {
        let mut counts: BTreeMap<RouteKind, u64> = BTreeMap::new();
        for passage in &self.passages {
            *counts.entry(self.route(passage.pass)).or_default() += 1;
        }
        counts.into_iter().map(|(route, passages)| RouteCount { route, passages }).collect()
    }

    /// By which route a passage came.
    pub fn route_of(&self, passage: Otherwise) -> RouteKind {
        self.route(passage.pass)
    }

    fn route(&self, pass: usize) -> RouteKind {
        self.rewrites[self.passes[pass].start].route
    }
}

/// One passage on its way: where it is, its order in the list, its place.
#[derive(Clone, Copy)]
struct Candidate {
    address: Address,
    newest_first: u64,
    place: u64,
    meeting: u64,
}

impl Snapshot {
    /// Every passage within the filters that says it otherwise and not exactly: nearest route first, then newest.
    pub(crate) fn related_passages(
        &self,
        query: &Query,
        filters: &Filters,
        exact: &Plan,
        routes: Routes,
        cut: &mut Vec<String>,
    ) -> Result<RelatedPassages, IndexError> {
        let began = Instant::now();
        let mut rewrites = Vec::new();
        for phrase in self.phrases(query) {
            rewrites.extend(self.rewrites(&phrase, routes, cut)?);
        }
        let in_full = self.documents_in_full(&rewrites, exact, cut)?;
        rewrites.retain(|rewrite| routes.has(rewrite.route));
        let by = |w: &Rewrite| (w.route, w.needs, w.close_to.clone(), w.but_not.clone(), w.known_to.clone());
        rewrites.sort_by_cached_key(by);
        if rewrites.len() > MOST_REWRITES {
            cut.push(format!(
                "other words: {MOST_REWRITES} of {} terms were looked for, nearest first",
                rewrites.len()
            ));
            rewrites.truncate(MOST_REWRITES);
        }
        let passes = self.affordable(&rewrites, passes(&rewrites), cut)?;
        let within = self.prepare_filters(query, filters)?.plan;
        let mut best: HashMap<Address, (usize, u64, u64)> = HashMap::new();
        for (number, pass) in passes.iter().enumerate() {
            if number > 0 && began.elapsed() > self.budget {
                cut.push(left_out(&rewrites[pass.start..]));
                break;
            }
            let group = &rewrites[pass.clone()];
            if group[0].needs.attested && !self.attested(&group[0], &in_full, cut)? {
                continue;
            }
            let mut found = self.candidates(group, &within, exact, cut)?;
            found.retain(|c| {
                let elsewhere = group[0].but_not.contains(&document_of(c.place));
                let told = in_full.allow(group[0].needs, c) || !group[0].known_to.is_empty();
                !elsewhere && !best.contains_key(&c.address) && told
            });
            let found = self.shown_so(group, self.close_by(group, found, cut)?, &in_full, cut)?;
            best.extend(found.into_iter().map(|c| (c.address, (number, c.newest_first, c.place))));
        }
        let mut list: Vec<_> = best.into_iter().collect();
        list.sort_unstable_by_key(|(address, (number, date, place))| {
            (rewrites[passes[*number].start].route, *date, *place, *address)
        });
        let passages = list.into_iter().map(|(address, (pass, newest_first, _))| Otherwise {
            address,
            pass,
            date: u64::MAX - newest_first,
        });
        let passages = passages.collect();
        Ok(RelatedPassages { rewrites, passes, passages })
    }

    /// Whether a document that has this also says it in full.
    fn attested(&self, rewrite: &Rewrite, in_full: &InFull, cut: &mut Vec<String>) -> Result<bool, IndexError> {
        let mut attested = false;
        let pass = self.for_each_match(
            &Plan::Find(rewrite.pattern.clone(), MentionUnit::Phrase),
            |part| self.places_and_meetings(part),
            |columns, doc| {
                let [place, meeting] = [0, 1].map(|i| columns[i].get_val(doc));
                attested |= in_full.0.contains_key(&(document_of(place), meeting));
            },
        );
        pass?.report(cut);
        Ok(attested)
    }

    fn places_and_meetings(&self, part: &Part<'_>) -> tantivy::Result<Vec<Numbers>> {
        [NumberColumn::Place, NumberColumn::Meeting].into_iter().map(|c| self.numbers(part.segment, c)).collect()
    }

    /// What is sought; bare words that together are a term of the thesaurus are that term.
    fn phrases(&self, query: &Query) -> Vec<String> {
        let phrases = query.phrases();
        let together = phrases.join(" ");
        let bare = phrases.len() > 1 && phrases.iter().all(|p| !p.contains(char::is_whitespace));
        if bare && !self.thesaurus.named(&together).is_empty() { vec![together] } else { phrases }
    }

    /// Passages within the filters that one of a group of ways finds.
    fn candidates(
        &self,
        group: &[Rewrite],
        within: &Plan,
        exact: &Plan,
        cut: &mut Vec<String>,
    ) -> Result<Vec<Candidate>, IndexError> {
        let pattern = Pattern::any(group.iter().map(|rewrite| rewrite.pattern.clone()).collect());
        let plan = Plan::all(vec![Plan::Find(pattern, MentionUnit::Phrase), within.clone()], vec![exact.clone()]);
        let open = |part: &Part<'_>| {
            let columns =
                [NumberColumn::Date, NumberColumn::Place, NumberColumn::Meeting].map(|c| self.numbers(part.segment, c));
            Ok((part.addresses.clone(), columns.into_iter().collect::<tantivy::Result<Vec<_>>>()?))
        };
        let mut found = Vec::new();
        let pass = self.for_each_match(&plan, open, |(addresses, columns), doc| {
            let [date, place, meeting] = [0, 1, 2].map(|i| columns[i].get_val(doc));
            found.push(Candidate { address: addresses.of(doc), newest_first: u64::MAX - date, place, meeting });
        });
        pass?.report(cut);
        Ok(found)
    }

    /// Those of the candidates that have a word close by that the group wants there.
    fn close_by(
        &self,
        group: &[Rewrite],
        mut found: Vec<Candidate>,
        cut: &mut Vec<String>,
    ) -> Result<Vec<Candidate>, IndexError> {
        let words = &group[0].close_to;
        if words.is_empty() || found.is_empty() {
            return Ok(found);
        }
        let documents: HashSet<u64> = found.iter().map(|c| document_of(c.place)).collect();
        let pattern = Pattern::any(words.iter().map(|word| term_pattern(word)).collect());
        let mut places = BTreeSet::new();
        let pass = self.for_each_match(
            &Plan::Find(pattern, MentionUnit::Phrase),
            |part| self.numbers(part.segment, NumberColumn::Place),
            |column, doc| {
                let place = column.get_val(doc);
                if documents.contains(&document_of(place)) {
                    places.insert(place);
                }
            },
        );
        pass?.report(cut);
        found.retain(|c| {
            let around = u64::from(seq_in(c.place).min(CLOSE));
            let end = c.place.saturating_add(u64::from(CLOSE));
            places.range(c.place - around..=end).any(|&p| document_of(p) == document_of(c.place))
        });
        Ok(found)
    }

    /// Those of the candidates that are printed as the group needs it, in documents or committees that tell what it means.
    fn shown_so(
        &self,
        group: &[Rewrite],
        mut found: Vec<Candidate>,
        in_full: &InFull,
        cut: &mut Vec<String>,
    ) -> Result<Vec<Candidate>, IndexError> {
        if !group[0].needs.print() {
            return Ok(found);
        }
        if found.len() > PRINTED {
            cut.push(format!("other words: the print of {PRINTED} of {} passages was looked at", found.len()));
            found.truncate(PRINTED);
        }
        let mut kept = Vec::new();
        for candidate in found {
            let entry = self.entry_at(candidate.address)?;
            let knows =
                || entry.committee.as_ref().is_some_and(|c| group[0].known_to.iter().any(|k| k == c.id.as_str()));
            if (in_full.allow(group[0].needs, &candidate) || knows()) && shown(group, &entry).is_some() {
                kept.push(candidate);
            }
        }
        Ok(kept)
    }

    /// Documents that say it in full, exactly or in other forms of all its words, and where first.
    fn documents_in_full(
        &self,
        rewrites: &[Rewrite],
        exact: &Plan,
        cut: &mut Vec<String>,
    ) -> Result<InFull, IndexError> {
        let mut documents = InFull::default();
        if !rewrites.iter().any(|w| w.needs.same_document || w.needs.after_full || w.needs.attested) {
            return Ok(documents);
        }
        let full = rewrites.iter().filter(|w| w.says_all && w.needs == Needs::default() && w.close_to.is_empty());
        let mut plans = vec![exact.clone()];
        let patterns: Vec<Pattern> = full.map(|w| w.pattern.clone()).collect();
        if !patterns.is_empty() {
            plans.push(Plan::Find(Pattern::any(patterns), MentionUnit::Phrase));
        }
        let pass = self.for_each_match(
            &Plan::Any(plans),
            |part| self.places_and_meetings(part),
            |columns, doc| {
                let [place, meeting] = [0, 1].map(|i| columns[i].get_val(doc));
                let first = documents.0.entry((document_of(place), meeting)).or_insert(place);
                *first = place.min(*first);
            },
        );
        pass?.report(cut);
        Ok(documents)
    }

    /// One of them as it is shown.
    pub(crate) fn hit_otherwise(&self, found: &RelatedPassages, passage: Otherwise) -> Result<Hit, IndexError> {
        let (entry, route, Found { mentions, highlights }) = self.read_otherwise(found, passage)?;
        let mentions = mentions.len().max(1) as u64;
        Ok(Hit { mentions, highlights, passages_in_group: None, related: Some(route), entry })
    }

    /// One of them, with its route and where it says so.
    pub(crate) fn read_otherwise(
        &self,
        found: &RelatedPassages,
        passage: Otherwise,
    ) -> Result<(Entry, Route, Found), IndexError> {
        let entry = self.entry_at(passage.address)?;
        let group = &found.rewrites[found.passes[passage.pass].clone()];
        let (rewrite, there) = shown(group, &entry).unwrap_or((&group[0], Found::default()));
        let first = there.mentions.first().map(|m| (m.iter().map(|s| s[0]).min(), m.iter().map(|s| s[1]).max()));
        let words = match first {
            Some((Some(from), Some(to))) => entry.text.chars().skip(from).take(to - from).collect(),
            _ => String::new(),
        };
        let route = Route { route: rewrite.route, words, why: rewrite.why.clone() };
        Ok((entry, route, there))
    }
}

/// Documents that say it in full, by the place where they first do. What a document tells of several meetings is as many
/// documents: one file may hold the transcripts of years.
#[derive(Default)]
struct InFull(HashMap<(u64, u64), u64>);

impl InFull {
    fn allow(&self, needs: Needs, found: &Candidate) -> bool {
        let first = self.0.get(&(document_of(found.place), found.meeting));
        (!needs.same_document || first.is_some())
            && (!needs.after_full || first.is_some_and(|&first| first < found.place))
    }
}

/// Runs of ways that one pass over the index looks for.
fn passes(rewrites: &[Rewrite]) -> Vec<Range<usize>> {
    let mut passes: Vec<Range<usize>> = Vec::new();
    for (at, rewrite) in rewrites.iter().enumerate() {
        match passes.last_mut() {
            Some(last) if rewrites[last.start].goes_with(rewrite) => last.end = at + 1,
            _ => passes.push(at..at + 1),
        }
    }
    passes
}

/// What is told of ways for which no time was left.
fn left_out(rewrites: &[Rewrite]) -> String {
    let routes: BTreeSet<&str> = rewrites.iter().map(|w| w.route.as_str()).collect();
    let routes: Vec<&str> = routes.into_iter().collect();
    format!("other words: the time was up, {} terms were not looked for ({})", rewrites.len(), routes.join(", "))
}

/// The first way of a group that stands in a text and where; what must be in capitals only where it is.
fn shown<'a>(group: &'a [Rewrite], entry: &Entry) -> Option<(&'a Rewrite, Found)> {
    let chars: Vec<char> = entry.text.chars().collect();
    group.iter().find_map(|rewrite| {
        let mut found = Highlighter::default().find(&Plan::Find(rewrite.pattern.clone(), MentionUnit::Phrase), entry);
        if rewrite.needs.print() {
            found.mentions.retain(|mention| is_printed_so(rewrite, mention, &chars));
            found.highlights = found.mentions.iter().flatten().copied().collect();
            found.highlights.sort_unstable();
        }
        (!found.mentions.is_empty()).then_some((rewrite, found))
    })
}

/// Whether what was found is printed as a way needs it.
fn is_printed_so(rewrite: &Rewrite, mention: &[[usize; 2]], chars: &[char]) -> bool {
    let is_capital = |[from, to]: &[usize; 2]| {
        if rewrite.letters <= REFERENCE && is_numbered(&chars[*to..]) {
            return false;
        }
        let printed: String = chars[*from..*to].iter().collect();
        let whole: String = printed.chars().filter(|c| c.is_alphanumeric()).collect();
        let mut words = printed.split(|c: char| !c.is_alphanumeric());
        let is_plural = |word: &str| word.chars().count() == rewrite.letters + 1;
        let is_short = |word: &str| in_capitals(word) && (!is_plural(word) || word.ends_with('s'));
        is_short(&whole) || words.any(is_short)
    };
    let begins_with_capital = |[from, _]: &[usize; 2]| chars.get(*from).is_some_and(|c| c.is_uppercase());
    let needs = rewrite.needs;
    // The abbreviation may stand before or after what stays in full.
    (!needs.capitals || mention.iter().any(is_capital)) && (!needs.initials || mention.iter().all(begins_with_capital))
}

/// Whether a number of one or two figures stands next in a text.
fn is_numbered(rest: &[char]) -> bool {
    let rest = rest.iter().skip_while(|c| **c == ' ');
    (1..=2).contains(&rest.take_while(|c| c.is_ascii_digit()).count())
}

/// Whether a word is printed as an abbreviation is, its plural s apart.
fn in_capitals(word: &str) -> bool {
    super::abbreviation::is_short(word.strip_suffix('s').unwrap_or(word))
}
