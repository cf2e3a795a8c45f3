//! What the cluster adds up by the values of columns, exactly: every value that passages have, or nothing at all.

use super::ClusterError;
use super::layout::unsigned;
use super::totals::{Countable, mentions};
use super::view::View;
use crate::engine::{ColumnValue, Tallied, Tally};
use crate::plan::Plan;
use crate::schema::{NumberColumn, column, number_in};
use record::Certainty;
use serde_json::{Map, Value, json};

/// Values of a column up to which they are added up: some 40 years of days. A cluster refuses more than 65,535 in an answer
/// altogether unless it is told otherwise, and facets ask for those of four columns that may have as many.
const MOST_VALUES: usize = 15_000;

impl View {
    /// What it counts of a plan, by the values of each of these columns; `None` where it cannot, or not of all values.
    pub(super) fn tally(&self, plan: &Plan, columns: &[&'static str]) -> Result<Option<Vec<Tallied>>, ClusterError> {
        let Some(Countable { query, scored, .. }) = self.countable(plan)? else { return Ok(None) };
        let aggregations: Map<String, Value> =
            columns.iter().map(|&column| (column.to_owned(), by_value(column, scored))).collect();
        let body = json!({"size": 0, "track_total_hits": false, "query": query, "aggs": aggregations});
        let answer = self.search(&body)?;
        Ok(columns.iter().map(|&column| every_value(&answer.aggregations[column], scored)).collect())
    }
}

/// All values of a column, each with what is added up of it. Only of speakers more is asked than how much there is.
fn by_value(column: &str, scored: bool) -> Value {
    let mut sums = Map::new();
    let mut likely =
        json!({"filter": {"term": {(NumberColumn::Certainty.name()): number_in(Certainty::ALL, Certainty::Likely)}}});
    if scored {
        sums.insert("mentions".to_owned(), mentions());
        likely["aggs"] = json!({"mentions": mentions()});
    }
    if column == column::SPEAKER {
        sums.insert("likely".to_owned(), likely);
        sums.insert("first".to_owned(), json!({"min": {"field": "oldest"}}));
        sums.insert("last".to_owned(), json!({"max": {"field": NumberColumn::Date.name()}}));
    }
    // Looked at again for the values that are told, passages would be scored again.
    json!({"terms": {"field": column, "size": MOST_VALUES, "collect_mode": "depth_first"}, "aggs": sums})
}

/// The values of an answer; `None` where it leaves any out.
fn every_value(told: &Value, scored: bool) -> Option<Tallied> {
    let is_whole =
        told["sum_other_doc_count"].as_u64() == Some(0) && told["doc_count_error_upper_bound"].as_i64() == Some(0);
    let buckets = told["buckets"].as_array().filter(|_| is_whole)?;
    Some(buckets.iter().map(|bucket| (value(&bucket["key"]), tally(bucket, scored))).collect())
}

fn value(key: &Value) -> ColumnValue {
    match key.as_str() {
        Some(name) => ColumnValue::Name(name.to_owned()),
        None => ColumnValue::Number(unsigned(key)),
    }
}

fn tally(bucket: &Value, scored: bool) -> Tally {
    let passages = |bucket: &Value| bucket["doc_count"].as_u64().unwrap_or(0);
    let mentions = |bucket: &Value| if scored { number(&bucket["mentions"]) } else { passages(bucket) };
    let likely = &bucket["likely"];
    // What has no date stands behind all dates.
    let last = number(&bucket["last"]);
    Tally {
        mentions: mentions(bucket),
        passages: passages(bucket),
        likely_mentions: mentions(likely),
        likely_passages: passages(likely),
        first: if last == 0 { 0 } else { number(&bucket["first"]) },
        last,
    }
}

fn number(told: &Value) -> u64 {
    told["value"].as_f64().unwrap_or(0.0) as u64
}
