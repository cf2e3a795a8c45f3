//! The cluster's own words, over all its shards: which there are, and in how many passages of a generation each stands.

use super::ClusterError;
use super::view::View;
use crate::engine::Expansion;
use crate::text::{LONGEST_JOIN, joined_term};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Words that are read at once; a cluster refuses more than 65,535 values in one answer unless it is told otherwise.
const MOST_WORDS: usize = 60_000;

/// Words that are asked for at once.
const ASKED: usize = 1_000;

/// Shortest word for which the cluster looks for passages with a word like it: of shorter ones it leaves some out.
const SHORTEST_LIKE: usize = 5;

/// Counts the values of a field that are so many letters off: two that change places are one, as in our own measure, which
/// is asked once more of what comes back.
const LIKE: &str = "
int distance(String a, String b) {
  int n = a.length(); int m = b.length();
  int[] older = new int[m + 1]; int[] old = new int[m + 1]; int[] now = new int[m + 1];
  for (int j = 0; j <= m; ++j) { old[j] = j; }
  for (int i = 1; i <= n; ++i) {
    now[0] = i;
    for (int j = 1; j <= m; ++j) {
      int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
      int best = now[j - 1] + 1;
      if (old[j] + 1 < best) { best = old[j] + 1; }
      if (old[j - 1] + cost < best) { best = old[j - 1] + cost; }
      if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
        if (older[j - 2] + 1 < best) { best = older[j - 2] + 1; }
      }
      now[j] = best;
    }
    int[] freed = older; older = old; old = now; now = freed;
  }
  return old[m];
}
for (String word : doc[params.field]) {
  if (state.found.containsKey(word)) { state.found[word] = state.found[word] + 1L; continue; }
  if (Math.abs(word.length() - params.word.length()) > params.letters || state.others.contains(word)) { continue; }
  if (distance(params.word, word) <= params.letters) { state.found[word] = 1L; } else { state.others.add(word); }
}";

impl View {
    /// In how many passages each value of a field stands that `include` names; `query` finds all passages with one.
    fn values(
        &self,
        field: &str,
        query: Value,
        include: Value,
        what: &str,
    ) -> Result<BTreeMap<String, u64>, ClusterError> {
        let body = json!({
            "size": 0,
            "track_total_hits": false,
            "query": {"bool": {"filter": [self.seen(), query]}},
            "aggs": {"words": {"terms": {"field": field, "include": include, "size": MOST_WORDS}}},
        });
        let answer = self.search(&body)?;
        let words = &answer.aggregations["words"];
        if words["sum_other_doc_count"].as_u64() != Some(0) || words["doc_count_error_upper_bound"].as_i64() != Some(0)
        {
            return Err(ClusterError::TooManyWords { what: what.to_owned(), most: MOST_WORDS });
        }
        let of = |bucket: &Value| Some((bucket["key"].as_str()?.to_owned(), bucket["doc_count"].as_u64()?));
        Ok(words["buckets"].as_array().into_iter().flatten().filter_map(of).collect())
    }

    /// In how many passages each of these words of the text stands; those that stand in none are left out.
    pub(super) fn frequencies_of(&self, words: &[&str]) -> Result<BTreeMap<String, u64>, ClusterError> {
        let mut found = BTreeMap::new();
        for asked in words.chunks(ASKED) {
            found.extend(self.values("terms", json!({"terms": {"terms": asked}}), json!(asked), "are asked for")?);
        }
        Ok(found)
    }

    /// Words of the text that begin with one of these.
    pub(super) fn words_that_begin(&self, beginnings: &[String]) -> Result<BTreeMap<String, u64>, ClusterError> {
        let any: Vec<Value> = beginnings.iter().map(|from| json!({"prefix": {"terms": from}})).collect();
        let patterns: Vec<String> = beginnings.iter().map(|from| format!("{}.*", escaped(from))).collect();
        let query = json!({"bool": {"should": any, "minimum_should_match": 1}});
        let what = format!("begin with “{}”", beginnings.first().map_or("", String::as_str));
        self.values("terms", query, json!(patterns.join("|")), &what)
    }

    /// The same with the number of words that each spans.
    pub(super) fn expansions(&self, letters: &str) -> Result<Vec<Expansion>, ClusterError> {
        let from = |length| if length == 1 { letters.to_owned() } else { joined_term(length, letters) };
        let beginnings: Vec<String> = (1..=LONGEST_JOIN).map(from).collect();
        let found = self.words_that_begin(&beginnings)?;
        let mut all = Vec::new();
        for (term, passages) in found {
            // Each beginning has a mark of its own.
            let length = (1..=LONGEST_JOIN).rev().find(|length| term.starts_with(&beginnings[length - 1])).unwrap_or(1);
            all.push((term, length as u32, passages));
        }
        all.sort_unstable();
        Ok(all)
    }

    /// Values of a field that are at most so many letters off.
    pub(super) fn words_like(&self, field: &str, word: &str, letters: u8) -> Result<Vec<Expansion>, ClusterError> {
        let letters = letters.min(2);
        let near = match word.chars().count() < SHORTEST_LIKE {
            true => json!({"match_all": {}}),
            false => json!({"fuzzy": {field: {
                "value": word, "fuzziness": letters, "transpositions": true, "rewrite": "constant_score",
            }}}),
        };
        let body = json!({
            "size": 0,
            "track_total_hits": false,
            "query": {"bool": {"filter": [self.seen(), near, {"exists": {"field": field}}]}},
            "aggs": {"like": {"scripted_metric": {
                "params": {"field": field, "word": word, "letters": letters},
                "init_script": "state.found = new HashMap(); state.others = new HashSet();",
                "map_script": LIKE,
                "combine_script": "return state.found;",
                "reduce_script": "Map all = new TreeMap();
                    for (found in states) {
                      if (found == null) { continue; }
                      for (word in found.entrySet()) {
                        all[word.getKey()] = all.getOrDefault(word.getKey(), 0L) + word.getValue();
                      }
                    }
                    return all;",
            }}},
        });
        let answer = self.search(&body)?;
        let found = answer.aggregations["like"]["value"].as_object().cloned().unwrap_or_default();
        let near = |term: &str| strsim::osa_distance(term, word) <= usize::from(letters);
        let found = found.into_iter().filter(|(term, _)| near(term));
        Ok(found.filter_map(|(term, passages)| Some((term, 1, passages.as_u64()?))).collect())
    }
}

/// A text in which no sign means anything to a pattern.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
