//! Terms to tick beside a query: other ways of saying it, and words that keep it company.

use super::abbreviation::is_small;
use crate::answer::{RelatedTerm, RouteKind};
use crate::ask::Filters;
use crate::error::IndexError;
use crate::query::Query;
use crate::read::Snapshot;
use crate::search::passage::Finder;
use crate::search::plan::Plan;
use crate::text::Tokens;
use std::collections::{BTreeMap, HashMap, HashSet};
use tantivy::{DocAddress, Term};

/// Matching passages whose words are counted: enough for the company of a frequent word, and quickly read.
const READ: usize = 3_000;

/// Company shown.
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
    pub fn related(&self, query: &Query, filters: &Filters) -> Result<Vec<RelatedTerm>, IndexError> {
        let mut terms = self.other_ways(query, filters)?;
        terms.extend(self.company(query, filters)?);
        Ok(terms)
    }

    /// The words that stand in passages that say it otherwise, by route.
    fn other_ways(&self, query: &Query, filters: &Filters) -> Result<Vec<RelatedTerm>, IndexError> {
        let exact = self.prepare(query, filters)?.plan;
        if !exact.is_sought() {
            return Ok(Vec::new());
        }
        let found = self.in_other_words(query, filters, &exact, &mut Vec::new())?;
        let mut seen: BTreeMap<(RouteKind, String), (u64, String)> = BTreeMap::new();
        for &passage in found.passages.iter().take(READ) {
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
        };
        let mut terms: Vec<RelatedTerm> = seen.into_iter().map(term).collect();
        terms.sort_by(|a, b| a.route.cmp(&b.route).then(b.passages.cmp(&a.passages)));
        Ok(terms)
    }

    /// Words that stand in matching passages far more often than elsewhere.
    fn company(&self, query: &Query, filters: &Filters) -> Result<Vec<RelatedTerm>, IndexError> {
        let plan = self.prepare(query, filters)?.plan;
        if !plan.is_sought() {
            return Ok(Vec::new());
        }
        let (mut addresses, mut matching) = (Vec::new(), 0u64);
        self.visit(
            &plan,
            |n, _| Ok(n),
            |n, doc, _| {
                matching += 1;
                if addresses.len() < READ {
                    addresses.push(DocAddress::new(*n, doc));
                }
            },
        )
        .map_err(|e| self.failed(e))?;
        let read = addresses.len() as u64;
        let with = self.words_of(&plan, &addresses)?;
        let all = self.passages();
        let mut terms = Vec::new();
        for (word, passages) in with.into_iter().filter(|(_, n)| *n >= FEWEST) {
            let term = Term::from_field_text(self.fields.exact, &word);
            let everywhere = self.searcher.doc_freq(&term).map_err(|e| self.failed(e))?;
            let score = log_likelihood(passages, read, everywhere.saturating_sub(passages), all.saturating_sub(read));
            if score > SURE {
                let why = format!("in {passages} of {read} passages with it, in {everywhere} of {all} altogether");
                terms.push(RelatedTerm { term: word, route: RouteKind::Company, passages, score, why });
            }
        }
        terms.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.term.cmp(&b.term)));
        terms.truncate(SHOWN);
        Ok(terms)
    }

    /// In how many of these passages each word stands that is not itself sought.
    fn words_of(&self, plan: &Plan, addresses: &[DocAddress]) -> Result<HashMap<String, u64>, IndexError> {
        let mut finder = Finder::default();
        let (mut counts, mut sought) = (HashMap::new(), HashSet::new());
        for &address in addresses {
            let entry = self.entry_at(address)?;
            let text = &entry.text;
            for [from, to] in finder.find(plan, &entry).highlights {
                let marked: String = text.chars().skip(from).take(to - from).collect();
                let tokens = Tokens::of(&marked);
                sought.extend(tokens.iter().map(|t| tokens.form(t).to_owned()));
            }
            let tokens = Tokens::of(text);
            let words: HashSet<&str> = tokens.iter().map(|t| tokens.form(t)).filter(|w| is_telling(w)).collect();
            for word in words {
                *counts.entry(word.to_owned()).or_insert(0) += 1;
            }
        }
        counts.retain(|word, _| !sought.contains(word));
        Ok(counts)
    }
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
