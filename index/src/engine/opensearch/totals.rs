//! What the cluster counts itself, exactly: occurrences of words and plain phrases, alone or with filters and with other
//! words beside them. A score says how often what counts stands in a passage; filters have none.
//!
//! Words that print joins may begin where another word of the same stem begins, and are then one occurrence with it: their
//! places must be compared. Passages that hold such a word are few. They are left out here and handed over to be looked at,
//! so that the cluster counts all others by frequencies alone.

use super::ClusterError;
use super::layout::{signed, unsigned};
use super::request::{Request, phrase, should};
use super::view::View;
use crate::answer::Totals;
use crate::engine::Counted;
use crate::plan::{Counts, MentionUnit, Pattern, Plan};
use crate::schema::NumberColumn;
use serde_json::{Value, json};

/// Values that are read at once of what is counted by value.
const VALUES: usize = 10_000;

/// Words of a leaf that are counted one by one in a query.
const MOST_WORDS: usize = 500;

/// Joined words of a plan whose passages are left out.
const MOST_JOINED: usize = 5_000;

/// A plan as the cluster counts it.
pub(super) struct Countable {
    /// Finds the passages that are counted, and scores each by its mentions where there may be several.
    pub query: Value,
    pub scored: bool,
    /// Finds the passages that are not.
    pub others: Option<Value>,
}

impl View {
    /// A plan as the cluster counts it; `None` where it cannot.
    pub(super) fn countable(&self, plan: &Plan) -> Result<Option<Countable>, ClusterError> {
        let joined = self.joined_words(plan)?;
        if joined.len() > MOST_JOINED {
            return Ok(None);
        }
        let plain = Request { view: self, plain: true };
        let narrowed = plain.plan(plan)?;
        if !narrowed.exact {
            return Ok(None);
        }
        let Some(scored) = plain.scored(plan)? else { return Ok(None) };
        let with_joined = json!({"terms": {"terms": joined}});
        let without: Vec<&Value> = if joined.is_empty() { Vec::new() } else { vec![&with_joined] };
        let query = json!({"bool": {
            "filter": [self.seen(), narrowed.query],
            "must": scored.iter().collect::<Vec<_>>(),
            "must_not": without,
        }});
        let others = match joined.is_empty() {
            true => None,
            false => {
                let all = Request { view: self, plain: false }.plan(plan)?.query;
                Some(json!({"bool": {"filter": [all, with_joined]}}))
            }
        };
        Ok(Some(Countable { query, scored: scored.is_some(), others }))
    }

    /// The joined words that the leaves of a plan stand for.
    fn joined_words(&self, plan: &Plan) -> Result<Vec<String>, ClusterError> {
        let mut leaves = Vec::new();
        plan.each_leaf(&mut |leaf| leaves.push(leaf));
        let mut joined = Vec::new();
        for leaf in leaves {
            joined.extend(self.resolve(leaf)?.iter().filter(|word| word.is_joined()).map(|word| word.term.clone()));
        }
        joined.sort_unstable();
        joined.dedup();
        Ok(joined)
    }

    /// Totals of a plan, where the cluster tells them exactly.
    pub(super) fn count(&self, plan: &Plan) -> Result<Option<Counted>, ClusterError> {
        let Some(Countable { query, scored, others }) = self.countable(plan)? else { return Ok(None) };
        let mut aggregations = json!({
            "documents": distinct(NumberColumn::Document.name()),
            "meetings": distinct(NumberColumn::Meeting.name()),
        });
        if scored {
            aggregations["mentions"] = mentions();
        }
        let body = json!({"size": 0, "track_total_hits": true, "query": query, "aggs": aggregations});
        let answer = self.search(&body)?;
        let passages = answer.total()?;
        let of = |name: &str| answer.aggregations[name]["value"].as_f64().unwrap_or(0.0) as u64;
        let mentions = if scored { of("mentions") } else { passages };
        let totals = Totals { mentions, passages, documents: of("documents"), meetings: of("meetings") };
        Ok(Some(Counted { totals, has_more: others.is_some() }))
    }

    /// How many of these documents and meetings the cluster counts.
    pub(super) fn among(&self, plan: &Plan, documents: &[u64], meetings: &[u64]) -> Result<(u64, u64), ClusterError> {
        let Some(Countable { query, .. }) = self.countable(plan)? else { return Ok((0, 0)) };
        let count = |column: &'static str, keys: &[u64]| -> Result<u64, ClusterError> {
            if keys.is_empty() {
                return Ok(0);
            }
            let keys: Vec<i64> = keys.iter().map(|&key| signed(key)).collect();
            let query = json!({"bool": {"filter": [query, {"terms": {column: keys}}]}});
            let aggregations = json!({"found": distinct(column)});
            let body = json!({"size": 0, "track_total_hits": false, "query": query, "aggs": aggregations});
            Ok(self.search(&body)?.aggregations["found"]["value"].as_u64().unwrap_or(0))
        };
        Ok((count(NumberColumn::Document.name(), documents)?, count(NumberColumn::Meeting.name(), meetings)?))
    }

    /// Words of all passages that filters let through, by date.
    pub(super) fn add_up_words(&self, filters: &Plan) -> Result<Option<Vec<(u64, u64)>>, ClusterError> {
        let narrowed = Request { view: self, plain: false }.plan(filters)?;
        if !narrowed.exact || filters.seeks_words() {
            return Ok(None);
        }
        let sum = json!({"aggs": {"words": {"sum": {"field": NumberColumn::Words.name()}}}});
        let found = self.by_value(NumberColumn::Date.name(), &narrowed.query, sum)?;
        let words = |bucket: &Value| bucket["words"]["value"].as_f64().unwrap_or(0.0) as u64;
        Ok(Some(found.iter().map(|bucket| (unsigned(&bucket["key"]["value"]), words(bucket))).collect()))
    }

    /// Every value of a column that passages of a query have, with what is added up of each.
    pub(super) fn by_value(&self, column: &str, query: &Value, sums: Value) -> Result<Vec<Value>, ClusterError> {
        let mut found = Vec::new();
        let mut after = Value::Null;
        loop {
            let mut values = json!({"size": VALUES, "sources": [{"value": {"terms": {"field": column}}}]});
            if !after.is_null() {
                values["after"] = after;
            }
            let mut values = json!({"composite": values});
            if let (Some(values), Some(sums)) = (values.as_object_mut(), sums.as_object()) {
                values.extend(sums.clone());
            }
            let body = json!({
                "size": 0,
                "track_total_hits": false,
                "query": {"bool": {"filter": [self.seen(), query]}},
                "aggs": {"values": values},
            });
            let mut answer = self.search(&body)?;
            let values = &mut answer.aggregations["values"];
            let buckets = values["buckets"].as_array_mut().map(std::mem::take).unwrap_or_default();
            after = values["after_key"].take();
            let is_all = buckets.len() < VALUES;
            found.extend(buckets);
            if is_all {
                return Ok(found);
            }
        }
    }
}

impl Request<'_> {
    /// What scores a plan by its mentions: a query, or nothing where each passage is one mention. `None` where
    /// frequencies do not tell them.
    fn scored(&self, plan: &Plan) -> Result<Option<Option<Value>>, ClusterError> {
        match plan {
            Plan::Everything | Plan::Check(_) | Plan::HasTerms(..) => Ok(Some(None)),
            Plan::Find(pattern, _) => Ok(self.occurrences(pattern)?.map(Some)),
            Plan::All { counts: Counts::Passage, .. } => Ok(Some(None)),
            Plan::All { parts, counts: Counts::Parts(counted), .. } => match counted[..] {
                [] => Ok(Some(None)),
                [only] => self.scored(&parts[only]),
                _ => Ok(None),
            },
            Plan::Any(parts) => self.any_scored(parts),
        }
    }

    /// Alternatives that are single words, of which none is a word of another: as the scan adds them up.
    fn any_scored(&self, parts: &[Plan]) -> Result<Option<Option<Value>>, ClusterError> {
        if !parts.iter().any(Plan::seeks_words) {
            return Ok(Some(None));
        }
        let (mut queries, mut seen) = (Vec::new(), Vec::new());
        for part in parts {
            let Plan::Find(Pattern::Leaf(leaf), MentionUnit::Word) = part else { return Ok(None) };
            seen.extend(self.words(leaf)?.into_iter().map(|word| word.term));
            // An amount of money stands where its number stands.
            if !seen.iter().all(|term| term.starts_with(char::is_alphanumeric)) {
                return Ok(None);
            }
            let Some(query) = self.occurrences(&Pattern::Leaf(leaf.clone()))? else { return Ok(None) };
            queries.push(query);
        }
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        Ok((seen.len() == all).then(|| Some(should(queries))))
    }

    /// A query that scores a pattern by how often it stands in a passage, where frequencies tell that.
    pub(super) fn occurrences(&self, pattern: &Pattern) -> Result<Option<Value>, ClusterError> {
        match pattern {
            Pattern::Leaf(leaf) => {
                let words = self.words(leaf)?;
                // An amount of money stands where its number stands.
                let apart = words.len() == 1 || words.iter().all(|word| word.term.starts_with(char::is_alphanumeric));
                if words.len() > MOST_WORDS || !apart {
                    return Ok(None);
                }
                Ok(Some(should(words.iter().map(|word| json!({"term": {"text": {"value": word.term}}})).collect())))
            }
            Pattern::Sequence(_) => {
                Ok(self.plain_phrase(pattern)?.map(|words| phrase(&words, 1.0 / words.len() as f64)))
            }
            Pattern::Near(..) | Pattern::Any(_) | Pattern::AndNextWord(_) => Ok(None),
        }
    }
}

/// Mentions, added up: what each passage scores.
pub(super) fn mentions() -> Value {
    json!({"sum": {"script": {"source": "Math.round(_score.doubleValue())"}}})
}

/// How many values a column has, but for 0: a set for each shard, made one. An estimate would be no answer.
fn distinct(column: &str) -> Value {
    json!({"scripted_metric": {
        "params": {"column": column},
        "init_script": "state.found = new HashSet();",
        "map_script": "long value = doc[params.column].value; if (value != 0L) { state.found.add(value); }",
        "combine_script": "return state.found;",
        "reduce_script": "Set all = new HashSet(); for (found in states) { if (found != null) { all.addAll(found); } }
            return all.size();",
    }})
}
