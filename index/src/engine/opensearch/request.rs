//! From a plan to a query of the cluster: one small function for each kind of node.
//!
//! A query finds every passage that its part of the plan finds. Where it finds no other it says so: only such a part may be
//! excluded, and only such a plan may be counted by the cluster itself.

use super::ClusterError;
use super::layout::signed;
use super::view::View;
use super::view::Word;
use crate::plan::{Check, Leaf, Pattern, Plan};
use crate::schema::{NumberColumn, schema};
use serde_json::{Value, json};
use tantivy::schema::Field;

/// Words of a leaf up to which they are also looked for by their places.
const FEW: usize = 64;

/// A part of a plan for the cluster.
pub(super) struct Narrowed {
    pub query: Value,
    /// Whether it finds nothing else.
    pub exact: bool,
}

/// Where a pattern may stand, and over how many words it goes at most.
struct Places {
    rule: Value,
    width: u32,
}

/// How plans are asked of a view.
pub(super) struct Request<'a> {
    pub view: &'a View,
    /// Whether joined words are left out: passages that hold one are looked at in another way.
    pub plain: bool,
}

impl Request<'_> {
    /// The words of a leaf.
    pub(super) fn words(&self, leaf: &Leaf) -> Result<Vec<Word>, ClusterError> {
        let words = self.view.resolve(leaf)?;
        Ok(words.iter().filter(|word| !(self.plain && word.is_joined())).cloned().collect())
    }

    /// A plan.
    pub(super) fn plan(&self, plan: &Plan) -> Result<Narrowed, ClusterError> {
        match plan {
            Plan::Everything => Ok(exactly(json!({"match_all": {}}))),
            Plan::Check(check) => Ok(exactly(self::check(check))),
            Plan::HasTerms(field, terms) => Ok(exactly(has_terms(*field, terms))),
            Plan::Find(pattern, _) => self.pattern(pattern),
            Plan::Any(parts) => self.any(parts),
            Plan::All { parts, without, .. } => self.all(parts, without),
        }
    }

    fn any(&self, parts: &[Plan]) -> Result<Narrowed, ClusterError> {
        let parts = parts.iter().map(|part| self.plan(part)).collect::<Result<Vec<_>, _>>()?;
        Ok(one_of(parts))
    }

    fn all(&self, parts: &[Plan], without: &[Plan]) -> Result<Narrowed, ClusterError> {
        let parts = parts.iter().map(|part| self.plan(part)).collect::<Result<Vec<_>, _>>()?;
        let without = without.iter().map(|part| self.plan(part)).collect::<Result<Vec<_>, _>>()?;
        let exact = parts.iter().chain(&without).all(|part| part.exact);
        // What is not told exactly excludes nothing: that is decided here.
        let excluded = without.into_iter().filter(|part| part.exact).map(|part| part.query).collect::<Vec<_>>();
        let query = json!({"bool": {"filter": queries(parts), "must_not": excluded}});
        Ok(Narrowed { query, exact })
    }

    fn pattern(&self, pattern: &Pattern) -> Result<Narrowed, ClusterError> {
        match pattern {
            Pattern::Leaf(leaf) => self.leaf(leaf),
            Pattern::AndNextWord(only) => Ok(Narrowed { exact: false, ..self.pattern(only)? }),
            Pattern::Any(parts) => {
                Ok(one_of(parts.iter().map(|part| self.pattern(part)).collect::<Result<Vec<_>, _>>()?))
            }
            Pattern::Sequence(parts) | Pattern::Near(_, parts) => self.positions(pattern, parts),
        }
    }

    fn leaf(&self, leaf: &Leaf) -> Result<Narrowed, ClusterError> {
        Ok(exactly(any_word(&self.words(leaf)?)))
    }

    /// What stands in a sequence or near each other: all its parts, and near enough where that is quickly told.
    fn positions(&self, pattern: &Pattern, parts: &[Pattern]) -> Result<Narrowed, ClusterError> {
        if let Some(words) = self.plain_phrase(pattern)? {
            return Ok(exactly(phrase(&words, 1.0)));
        }
        let parts = parts.iter().map(|part| self.pattern(part)).collect::<Result<Vec<_>, _>>()?;
        let mut filter = queries(parts);
        filter.extend(self.places(pattern)?.map(|places| json!({"intervals": {"text": places.rule}})));
        Ok(Narrowed { query: json!({"bool": {"filter": filter}}), exact: false })
    }

    /// The words of a sequence, where each is one word in one form: what the cluster counts as we do. None where it stands
    /// nowhere.
    pub(super) fn plain_phrase(&self, pattern: &Pattern) -> Result<Option<Vec<String>>, ClusterError> {
        let Pattern::Sequence(parts) = pattern else { return Ok(None) };
        let mut words = Vec::new();
        for part in parts {
            let Pattern::Leaf(leaf) = part else { return Ok(None) };
            match &self.words(leaf)?[..] {
                // Nothing stands beside what stands nowhere.
                [] => return Ok(Some(Vec::new())),
                [Word { term, length: 1, .. }] => words.push(term.clone()),
                _ => return Ok(None),
            }
        }
        Ok(Some(words))
    }

    /// Where a pattern may stand. The cluster looks for the shortest stretches that hold all parts, and every place that
    /// counts holds such a one; so a stretch is bounded by how long a place may be altogether.
    fn places(&self, pattern: &Pattern) -> Result<Option<Places>, ClusterError> {
        match pattern {
            Pattern::Leaf(leaf) => Ok(leaf_places(&self.words(leaf)?)),
            Pattern::AndNextWord(only) => {
                Ok(self.places(only)?.map(|places| Places { width: places.width + 1, ..places }))
            }
            Pattern::Any(parts) => Ok(self.all_places(parts)?.map(|all| Places {
                width: all.iter().map(|places| places.width).max().unwrap_or(0),
                rule: json!({"any_of": {"intervals": rules(all)}}),
            })),
            Pattern::Sequence(parts) => Ok(self.all_places(parts)?.map(|all| within(0, true, all))),
            Pattern::Near(distance, parts) => Ok(self.all_places(parts)?.map(|all| within(*distance, false, all))),
        }
    }

    fn all_places(&self, parts: &[Pattern]) -> Result<Option<Vec<Places>>, ClusterError> {
        let all = parts.iter().map(|part| self.places(part)).collect::<Result<Vec<_>, _>>()?;
        let all: Option<Vec<Places>> = all.into_iter().collect();
        Ok(all.filter(|all| !all.is_empty()))
    }
}

fn exactly(query: Value) -> Narrowed {
    Narrowed { query, exact: true }
}

fn queries(parts: Vec<Narrowed>) -> Vec<Value> {
    parts.into_iter().map(|part| part.query).collect()
}

fn one_of(parts: Vec<Narrowed>) -> Narrowed {
    let exact = parts.iter().all(|part| part.exact);
    Narrowed { query: should(queries(parts)), exact }
}

/// Any of these; nothing where there is none.
pub(super) fn should(mut any: Vec<Value>) -> Value {
    match any.len() {
        0 => json!({"match_none": {}}),
        1 => any.remove(0),
        _ => json!({"bool": {"should": any, "minimum_should_match": 1}}),
    }
}

fn any_word(words: &[Word]) -> Value {
    let terms: Vec<&str> = words.iter().map(|word| word.term.as_str()).collect();
    if terms.is_empty() { json!({"match_none": {}}) } else { json!({"terms": {"terms": terms}}) }
}

/// Words directly after each other; `boost` is what each word adds to the score for each time that they stand there.
pub(super) fn phrase(words: &[String], boost: f64) -> Value {
    if words.is_empty() {
        return json!({"match_none": {}});
    }
    // No word holds a space.
    json!({"match_phrase": {"text": {"query": words.join(" "), "analyzer": "council", "boost": boost}}})
}

fn leaf_places(words: &[Word]) -> Option<Places> {
    if words.is_empty() || words.len() > FEW {
        return None;
    }
    let word = |word: &Word| json!({"match": {"query": word.term, "analyzer": "keyword"}});
    let width = words.iter().map(|word| word.length).max().unwrap_or(1);
    Some(Places { rule: json!({"any_of": {"intervals": words.iter().map(word).collect::<Vec<_>>()}}), width })
}

/// All of these, with so many words between them at most.
fn within(distance: u32, ordered: bool, all: Vec<Places>) -> Places {
    let width = all.iter().map(|places| places.width).fold(distance, u32::saturating_add);
    let gaps = width.saturating_sub(all.len() as u32);
    Places { rule: json!({"all_of": {"ordered": ordered, "max_gaps": gaps, "intervals": rules(all)}}), width }
}

fn rules(all: Vec<Places>) -> Vec<Value> {
    all.into_iter().map(|places| places.rule).collect()
}

fn has_terms(field: Field, terms: &[String]) -> Value {
    let name = schema().0.get_field_name(field);
    json!({"bool": {"filter": terms.iter().map(|term| json!({"term": {name: term}})).collect::<Vec<_>>()}})
}

fn check(check: &Check) -> Value {
    match check {
        Check::Dates { since, until, undated } => {
            let until = (*until).min(signed_most());
            let dated = json!({"range": {(NumberColumn::Date.name()): {"gte": (*since).max(1), "lte": until}}});
            if *undated { should(vec![dated, json!({"term": {(NumberColumn::Date.name()): 0}})]) } else { dated }
        }
        Check::OneOf { column, bits } => {
            let values: Vec<i64> = (0..64).filter(|value| bits >> value & 1 == 1).map(signed).collect();
            json!({"terms": {(column.name()): values}})
        }
    }
}

fn signed_most() -> u64 {
    i64::MAX.cast_unsigned()
}
