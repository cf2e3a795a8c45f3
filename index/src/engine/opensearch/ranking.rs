//! The first of a list, told by the cluster: by date, or by relevance with the weights of the whole record.
//!
//! The formula is that of the scan, in numbers of the same 32 bits added in the same order, so that both engines rank
//! alike. Where that cannot be said of a plan, its passages are all looked at.

use super::ClusterError;
use super::layout::{oldest, order};
use super::request::{Request, should};
use super::totals::Countable;
use super::view::View;
use crate::engine::First;
use crate::plan::{Leaf, Pattern, Plan};
use crate::request::Sort;
use crate::weights;
use serde_json::{Value, json};

/// One pattern of a plan: `_score` is how often it stands in the passage.
const SCORE: &str = "float count = (float) Math.round(_score);
    float idf = ((Number) params.idf).floatValue();
    float most = ((Number) params.most).floatValue();
    float length = ((Number) params.lengths[(int) doc['class'].value]).floatValue();
    return idf * count * most / (count + length);";

/// What of its score a passage keeps.
const KEEP: &str = "float score = (float) _score; return score * (float) doc['kept'].value;";

/// Patterns of a plan that the cluster adds up.
const MOST_PATTERNS: usize = 12;

/// Where the key stands among the numbers by which these lists are in order.
pub(super) const KEY: usize = 2;

impl View {
    /// Whether the cluster tells the first of a list.
    pub(super) fn ranks(&self, plan: &Plan, sort: Sort) -> Result<bool, ClusterError> {
        Ok(self.countable(plan)?.is_some() && (sort != Sort::Relevance || self.relevance(plan)?.is_some()))
    }

    /// A query that finds what the cluster counts of a plan and, by relevance, scores it as the scan does.
    pub(super) fn in_rank(&self, plan: &Plan, sort: Sort) -> Result<Option<Value>, ClusterError> {
        let Some(Countable { query, .. }) = self.countable(plan)? else { return Ok(None) };
        if sort == Sort::Relevance {
            match self.relevance(plan)? {
                None => return Ok(None),
                // Filters alone: no passage is better than another.
                Some(None) => {}
                Some(Some(relevance)) => {
                    let query = json!({"bool": {"filter": [query], "must": [relevance]}});
                    return Ok(Some(json!({"script_score": {"query": query, "script": {"source": KEEP}}})));
                }
            }
        }
        Ok(Some(json!({"bool": {"filter": [query]}})))
    }

    /// What to ask for the first of a list, from which a page is taken: the query, the order, and after which values.
    pub(super) fn first(&self, plan: &Plan, first: First) -> Result<Option<Value>, ClusterError> {
        let Some(query) = self.in_rank(plan, first.sort)? else { return Ok(None) };
        let by = match first.sort {
            Sort::Newest => json!({"date": "desc"}),
            Sort::Oldest => json!({"oldest": "asc"}),
            Sort::Relevance => json!({"_score": "desc"}),
        };
        let mut body = json!({
            "size": first.size,
            "track_total_hits": false,
            "track_scores": true,
            "query": query,
            "sort": [by, {"order": "asc"}, {"key": "asc"}],
        });
        if let Some((rank, place)) = first.after {
            let value = match first.sort {
                Sort::Newest => json!(u64::MAX - rank),
                Sort::Oldest => json!(if rank == u64::MAX { oldest(0) } else { rank }),
                Sort::Relevance => json!(f32::from_bits(u32::try_from(u64::MAX - rank).unwrap_or(0))),
            };
            // Behind all keys of the place.
            body["search_after"] = json!([value, order(place), i64::MAX]);
        }
        Ok(Some(body))
    }

    /// A query whose score is that of the scan; nothing where all scores are 0, `None` where it cannot be told so.
    fn relevance(&self, plan: &Plan) -> Result<Option<Option<Value>>, ClusterError> {
        let plain = Request { view: self, plain: true };
        match plan {
            Plan::All { parts, .. } => {
                let mut scored = Vec::new();
                for part in parts.iter().filter(|part| part.seeks_words()) {
                    let Some(part) = self.part(&plain, part)? else { return Ok(None) };
                    scored.push(part);
                }
                Ok(added("must", scored))
            }
            plan if plan.seeks_words() => Ok(self.part(&plain, plan)?.map(Some)),
            _ => Ok(Some(None)),
        }
    }

    /// A pattern, or any of several.
    fn part(&self, plain: &Request<'_>, plan: &Plan) -> Result<Option<Value>, ClusterError> {
        match plan {
            Plan::Find(pattern, _) => self.pattern(plain, pattern),
            Plan::Any(parts) => {
                let mut scored = Vec::new();
                for part in parts {
                    let Plan::Find(pattern, _) = part else { return Ok(None) };
                    let Some(part) = self.pattern(plain, pattern)? else { return Ok(None) };
                    scored.push(part);
                }
                Ok(added("should", scored).flatten())
            }
            _ => Ok(None),
        }
    }

    fn pattern(&self, plain: &Request<'_>, pattern: &Pattern) -> Result<Option<Value>, ClusterError> {
        let Some(query) = plain.occurrences(pattern)? else { return Ok(None) };
        let idf = self.idf(pattern)?;
        let most = weights::K1 + 1.0;
        let script = json!({"source": SCORE, "params": {"idf": idf, "most": most, "lengths": &*self.lengths}});
        Ok(Some(json!({"script_score": {"query": query, "script": script}})))
    }

    /// How rare a pattern is, as the matcher of positions has it.
    fn idf(&self, pattern: &Pattern) -> Result<f32, ClusterError> {
        match pattern {
            Pattern::Leaf(leaf) => self.idf_of_leaf(leaf),
            Pattern::AndNextWord(only) => self.idf(only),
            Pattern::Sequence(parts) | Pattern::Near(_, parts) => {
                parts.iter().map(|part| self.idf(part)).sum::<Result<f32, _>>()
            }
            Pattern::Any(parts) => parts.iter().try_fold(0.0, |most, part| Ok(self.idf(part)?.max(most))),
        }
    }

    fn idf_of_leaf(&self, leaf: &Leaf) -> Result<f32, ClusterError> {
        let (with, all) = self.weight_of(leaf)?;
        Ok(weights::idf(with, all))
    }
}

/// Scores added one after the other, as numbers of 32 bits: each sum stands by itself, so that it is rounded before the
/// next is added.
fn added(how: &str, scored: Vec<Value>) -> Option<Option<Value>> {
    if scored.len() > MOST_PATTERNS {
        return None;
    }
    let mut scored = scored.into_iter();
    let Some(first) = scored.next() else { return Some(None) };
    Some(Some(scored.fold(first, |sum, next| {
        let both = match how {
            "must" => json!({"bool": {"must": [sum, next]}}),
            _ => should(vec![sum, next]),
        };
        json!({"script_score": {"query": both, "script": {"source": "_score"}}})
    })))
}
