//! The best passage of each meeting or document, and how many each has: told by every shard, put together by whoever asked.

use super::ClusterError;
use super::answer::garbled;
use super::layout::{oldest, place_of, signed};
use super::totals::Countable;
use super::view::View;
use crate::engine::{Address, Best};
use crate::plan::Plan;
use crate::request::{Group, Sort};
use crate::schema::NumberColumn;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::json;

/// Keeps of each group how many passages it has and the best: the one that `by` is highest of, then the first in order.
const KEEP_BEST: &str = "
long group = doc[params.group].value;
if (group == 0L) { group = doc['document_key'].value; }
double by = params.by == 'score' ? _score : params.by == 'newest' ? (double) doc['date'].value : -(double) doc['oldest'].value;
long order = doc['order'].value;
List best = state.groups.get(group);
if (best == null) { state.groups.put(group, [1L, by, order, doc['key'].value]); return; }
best[0] = (long) best[0] + 1L;
if (by > (double) best[1] || by == (double) best[1] && order < (long) best[2]) {
  best[1] = by; best[2] = order; best[3] = doc['key'].value;
}";

/// What a shard tells of a group: its key, how many passages it has, by what the best stands before the others, the
/// order and the key of that.
#[derive(Deserialize)]
struct Told(i64, u64, f64, i64, i64);

impl View {
    /// The best passages of groups, shard by shard: a group comes as often as shards have passages of it. `None` where the
    /// cluster cannot tell them.
    pub(super) fn best_of_groups(&self, plan: &Plan, sort: Sort, by: Group) -> Result<Option<Vec<Best>>, ClusterError> {
        let Some(query) = self.in_rank(plan, sort)? else { return Ok(None) };
        let group = match by {
            Group::Meeting => NumberColumn::Meeting.name(),
            Group::Document => NumberColumn::Document.name(),
        };
        let by = match sort {
            Sort::Relevance => "score",
            Sort::Newest => "newest",
            Sort::Oldest => "oldest",
        };
        let groups = json!({"scripted_metric": {
            "params": {"group": group, "by": by},
            "init_script": "state.groups = new HashMap();",
            "map_script": KEEP_BEST,
            "combine_script": "List all = new ArrayList();
                for (group in state.groups.entrySet()) {
                  List told = new ArrayList(); told.add(group.getKey()); told.addAll(group.getValue()); all.add(told);
                }
                return all;",
            "reduce_script": "List all = new ArrayList();
                for (told in states) { if (told != null) { all.addAll(told); } }
                return all;",
        }});
        let body = json!({"size": 0, "track_total_hits": false, "query": query, "aggs": {"groups": groups}});
        let told = self.search(&body)?.aggregations["groups"]["value"].take();
        let told: Vec<Told> = serde_json::from_value(told).map_err(|e| garbled(&e.to_string()))?;
        Ok(Some(told.into_iter().map(|told| best(sort, told)).collect()))
    }

    /// Mentions in passages that the cluster counts, by their keys.
    pub(super) fn mentions_of(&self, plan: &Plan, at: &[Address]) -> Result<FxHashMap<u64, u64>, ClusterError> {
        let Some(Countable { query, scored, .. }) = self.countable(plan)? else { return Ok(FxHashMap::default()) };
        let keys: Vec<i64> = at.iter().map(|&Address(key)| signed(key)).collect();
        let body = json!({
            "size": keys.len(),
            "track_total_hits": false,
            "track_scores": true,
            "query": {"bool": {"filter": [{"terms": {"key": keys}}], "must": [query]}},
            "sort": [{"key": "asc"}],
            "_source": false,
        });
        let hits = self.search(&body)?.into_hits();
        let mentions = |score: Option<f64>| if scored { score.unwrap_or(0.0).round() as u64 } else { 1 };
        hits.iter().map(|hit| Ok((hit.number(0)?.cast_unsigned(), mentions(hit.score)))).collect()
    }
}

fn best(sort: Sort, Told(group, passages, by, order, key): Told) -> Best {
    let rank = match sort {
        Sort::Relevance => u64::MAX - u64::from((by as f32).max(0.0).to_bits()),
        Sort::Newest => u64::MAX - by as u64,
        Sort::Oldest if -by as u64 >= oldest(0) => u64::MAX,
        Sort::Oldest => -by as u64,
    };
    Best { group: group.cast_unsigned(), passages, rank, place: place_of(order), address: Address(key.cast_unsigned()) }
}
