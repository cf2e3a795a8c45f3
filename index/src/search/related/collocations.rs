//! Terms to tick beside a query: other ways of saying it, and words that keep it company.

use super::abbreviation::is_small;
use crate::answer::{Counted, RelatedTerm, YearShare};
use crate::engine::Address;
use crate::error::IndexError;
use crate::filters::Filters;
use crate::plan::Plan;
use crate::query::Query;
use crate::read::Snapshot;
use crate::routes::{RouteKind, Routes};
use crate::search::highlighter::Highlighter;
use crate::text::Tokens;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Matching passages whose words are read: enough for the company of a frequent word, and quickly read. Where there are
/// more they are taken evenly from all of them, and the answer says so.
const READ: usize = 3_000;

/// Company shown; the answer says where there is more.
const SHOWN: usize = 25;

/// Passages in which a word must keep company to be more than an accident.
const FEWEST: u64 = 3;

/// Log-likelihood above which chance explains it in less than one case in a thousand (chi-squared, one degree).
const SURE: f64 = 10.83;

impl Snapshot {
    /// Terms to tick beside this query: forms, abbreviations and spellings of its words, and words that keep it company.
    ///
    /// # Errors
    ///
    /// The engine's.
    pub fn related(&self, query: &Query, filters: &Filters) -> Result<Counted<Vec<RelatedTerm>>, IndexError> {
        let mut prepared = self.prepare(query, filters)?;
        let mut terms = Vec::new();
        if prepared.plan.seeks_words() {
            terms = self.other_ways(query, filters, &prepared.plan, &mut prepared.cut)?;
            terms.extend(self.company(&prepared.plan, &mut prepared.cut)?);
        }
        Ok(prepared.counted(terms))
    }

    /// The words that stand in passages that say it otherwise, by route.
    fn other_ways(
        &self,
        query: &Query,
        filters: &Filters,
        exact: &Plan,
        cut: &mut Vec<String>,
    ) -> Result<Vec<RelatedTerm>, IndexError> {
        let found = self.related_passages(query, filters, exact, Routes::same(), cut)?;
        let mut seen: BTreeMap<(RouteKind, String), (u64, String)> = BTreeMap::new();
        for passage in sample(&found.passages, "other words", cut) {
            let Some(route) = self.hit_otherwise(&found, passage)?.related else { continue };
            let words = record::text::fold(&route.words);
            seen.entry((route.route, words)).or_insert((0, route.why)).0 += 1;
        }
        let term = |((route, words), (passages, why)): ((RouteKind, String), (u64, String))| RelatedTerm {
            term: if words.contains(' ') { format!("\"{words}\"") } else { words },
            route,
            passages,
            score: 0.0,
            why,
            years: Vec::new(),
        };
        let mut terms: Vec<RelatedTerm> = seen.into_iter().map(term).collect();
        terms.sort_by(|a, b| a.route.cmp(&b.route).then(b.passages.cmp(&a.passages)));
        Ok(terms)
    }

    /// Words that stand in matching passages far more often than elsewhere, and how often in each year.
    fn company(&self, plan: &Plan, cut: &mut Vec<String>) -> Result<Vec<RelatedTerm>, IndexError> {
        let mut addresses = Vec::new();
        let pass = self.for_each_match(plan, |part| Ok(part.addresses.clone()), |n, doc| addresses.push(n.of(doc)));
        pass?.report(cut);
        let addresses = sample(&addresses, "company", cut);
        let read = addresses.len() as u64;
        let Company { words, years } = self.words_of(plan, &addresses)?;
        let all = self.passages();
        let often = words.into_iter().map(|(word, by_year)| (word, by_year.values().sum::<u64>(), by_year));
        let often: Vec<_> = often.filter(|(_, passages, _)| *passages >= FEWEST).collect();
        let names: Vec<&str> = often.iter().map(|(word, ..)| word.as_str()).collect();
        let everywhere = self.engine.frequencies(&names)?;
        let mut terms = Vec::new();
        for ((word, passages, by_year), everywhere) in often.into_iter().zip(everywhere) {
            let score = log_likelihood(passages, read, everywhere.saturating_sub(passages), all.saturating_sub(read));
            if score > SURE {
                let why = format!("in {passages} of {read} passages with it, in {everywhere} of {all} altogether");
                let of = |(year, &of): (&Option<i16>, &u64)| YearShare {
                    year: *year,
                    passages: by_year.get(year).copied().unwrap_or(0),
                    of,
                };
                let years = years.iter().map(of).collect();
                terms.push(RelatedTerm { term: word, route: RouteKind::Company, passages, score, why, years });
            }
        }
        terms.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.term.cmp(&b.term)));
        if terms.len() > SHOWN {
            cut.push(format!("company: the {SHOWN} closest of {} words are shown", terms.len()));
            terms.truncate(SHOWN);
        }
        Ok(terms)
    }

    /// In how many of these passages each word stands that is not itself sought.
    fn words_of(&self, plan: &Plan, addresses: &[Address]) -> Result<Company, IndexError> {
        let mut highlighter = Highlighter::default();
        let (mut company, mut sought) = (Company::default(), HashSet::new());
        for &address in addresses {
            let entry = self.entry_at(address)?;
            let year = entry.date.map(|d| d.year());
            *company.years.entry(year).or_insert(0) += 1;
            let text = &entry.text;
            for [from, to] in highlighter.find(plan, &entry).highlights {
                let marked: String = text.chars().skip(from).take(to - from).collect();
                let tokens = Tokens::from_text(&marked);
                sought.extend(tokens.iter().map(|t| tokens.form(t).to_owned()));
            }
            let tokens = Tokens::from_text(text);
            let words: HashSet<&str> = tokens.iter().map(|t| tokens.form(t)).filter(|w| is_telling(w)).collect();
            for word in words {
                *company.words.entry(word.to_owned()).or_default().entry(year).or_insert(0) += 1;
            }
        }
        company.words.retain(|word, _| !sought.contains(word));
        Ok(company)
    }
}

/// Words of the passages that were read, by year; `None` stands for passages without a date.
#[derive(Default)]
struct Company {
    /// Passages with each word.
    words: HashMap<String, BTreeMap<Option<i16>, u64>>,
    /// Passages.
    years: BTreeMap<Option<i16>, u64>,
}

/// At most so many as are read, evenly from all; says so where that is not all.
fn sample<T: Copy>(of: &[T], what: &str, cut: &mut Vec<String>) -> Vec<T> {
    if of.len() <= READ {
        return of.to_vec();
    }
    cut.push(format!("{what}: the words of {READ} of {} passages were read, evenly over all of them", of.len()));
    (0..READ).filter_map(|i| of.get(i * of.len() / READ).copied()).collect()
}

fn is_telling(word: &str) -> bool {
    word.chars().count() > 2 && word.chars().all(char::is_alphabetic) && !is_small(word)
}

/// Dunning's log-likelihood ratio; 0 where the word is not more frequent with than without.
fn log_likelihood(with: u64, of: u64, without: u64, of_others: u64) -> f64 {
    let [a, n, b, m] = [with, of, without, of_others].map(|v| v as f64);
    if n == 0.0 || a / n <= b / m.max(1.0) {
        return 0.0;
    }
    let rate = (a + b) / (n + m);
    let part = |observed: f64, expected: f64| if observed > 0.0 { observed * (observed / expected).ln() } else { 0.0 };
    2.0 * (part(a, n * rate) + part(b, m * rate) + part(n - a, n * (1.0 - rate)) + part(m - b, m * (1.0 - rate)))
}
