//! The query language: from what people type to what is looked for, and back into words.
//!
//! There are two doors. The lenient one never fails: it answers with a query and a list of what was ignored. The strict
//! one answers with the first thing that it could not read, where it stands, and what was probably meant.
//!
//! Each operator is a file of `operator`: it reads itself, plans itself, says itself in words and writes itself.

mod grammar;
pub(crate) mod operator;
pub(crate) mod pattern;
mod planner;
mod reader;

pub(crate) use operator::field_words;
pub(crate) use planner::Planner;

use crate::ask::Filters;
use crate::search::plan::{Pattern, Plan};
use reader::Reader;
use serde::Serialize;
use std::fmt;
use std::sync::Arc;

/// A query that has been read.
#[derive(Debug, Clone)]
pub struct Query {
    root: Option<Node>,
}

/// What the lenient door gives.
#[derive(Debug, Clone, PartialEq)]
pub struct LenientQuery {
    /// What could be read.
    pub query: Query,
    /// What could not.
    pub ignored: Vec<Ignored>,
}

/// A part of a query that was not read as written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ignored {
    /// The part, as typed.
    pub what: String,
    /// Its first character, counted in Unicode characters of the query from 0.
    pub from: usize,
    /// The character after its last.
    pub to: usize,
    /// Why it was not read so, in words.
    pub why: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

/// Why the strict door did not read a query.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{}” (characters {} to {}): {}", .0.what, .0.from, .0.to, .0.why)]
pub struct QueryError(pub Ignored);

/// One operator, as help pages, the API's description and the command line show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OperatorHelp {
    /// Short name.
    pub name: &'static str,
    /// An example that can be tried.
    pub example: &'static str,
    /// What it means, one line.
    pub help: &'static str,
}

/// Every operator, in the order in which they are explained.
pub fn operators() -> Vec<OperatorHelp> {
    operator::OPERATORS.iter().map(|o| OperatorHelp { name: o.name, example: o.example, help: o.help }).collect()
}

/// One part of a query.
pub(crate) type Node = Arc<dyn Operation>;

/// What an operator does with what it has read.
pub(crate) trait Operation: fmt::Debug + Send + Sync {
    /// What the index is to look for.
    fn plan(&self, planner: &mut Planner) -> Plan;

    /// The same as something that stands at places, for NEAR; `None` where it does not.
    fn pattern(&self, planner: &mut Planner) -> Option<Pattern>;

    /// The part in words.
    fn words(&self) -> String;

    /// The part as it is typed; reading it gives the same part.
    fn write(&self) -> String;

    /// Whether it must stand in brackets beside others.
    fn is_compound(&self) -> bool {
        false
    }

    /// What it excludes, for a negation.
    fn excluded(&self) -> Option<&Node> {
        None
    }

    /// Its filter and value, for a filter: values of one filter are alternatives.
    fn filter(&self) -> Option<(&'static str, &str)> {
        None
    }

    /// Its parts, for a conjunction.
    fn conjuncts(&self) -> Option<&[Node]> {
        None
    }

    /// The phrases and words that it seeks, for what says the same in other words.
    fn sought(&self, _phrases: &mut Vec<String>) {}
}

/// One operator: how it is explained and how it is read.
pub(crate) struct Operator {
    pub name: &'static str,
    pub example: &'static str,
    pub help: &'static str,
    pub reads: Reads,
}

/// Where an operator is read.
#[derive(Clone, Copy)]
pub(crate) enum Reads {
    /// Where a part may begin.
    Alone(fn(&mut Reader) -> Option<Node>),
    /// Between or before parts: the grammar asks for it by name.
    Between,
}

impl Operator {
    /// Reads a part with this operator, where it stands alone.
    fn read_alone(&self, reader: &mut Reader) -> Option<Node> {
        match self.reads {
            Reads::Alone(read) => read(reader),
            Reads::Between => None,
        }
    }
}

impl Query {
    /// The query that every passage matches.
    pub fn everything() -> Self {
        Self { root: None }
    }

    /// Reads what can be read; never fails.
    pub fn lenient(typed: &str) -> LenientQuery {
        let mut reader = Reader::new(typed);
        let root = grammar::read(&mut reader);
        let mut ignored = reader.ignored;
        ignored.sort_by_key(|i| (i.from, i.to));
        LenientQuery { query: Self { root }, ignored }
    }

    /// Reads a query exactly.
    ///
    /// # Errors
    ///
    /// The first part that cannot be read as written.
    pub fn strict(typed: &str) -> Result<Self, QueryError> {
        let read = Self::lenient(typed);
        match read.ignored.into_iter().next() {
            Some(first) => Err(QueryError(first)),
            None => Ok(read.query),
        }
    }

    /// Whether it asks for nothing in particular: no words, no filters.
    pub fn is_everything(&self) -> bool {
        self.root.is_none()
    }

    /// The query and these filters said back in words.
    pub fn understood(&self, filters: &Filters) -> String {
        let query = self.root.iter().map(|r| r.words());
        let said: Vec<String> = query.chain(filters.words()).collect();
        if said.is_empty() { "everything".to_owned() } else { said.join(", ") }
    }

    /// The filters that stand in the query itself beside its words; those within OR, NOT or brackets limit only a part
    /// of it and are not among them.
    pub fn filters(&self) -> Filters {
        let mut filters = Filters::default();
        let Some(root) = &self.root else { return filters };
        for (name, value) in root.conjuncts().unwrap_or(std::slice::from_ref(root)).iter().filter_map(|p| p.filter()) {
            filters.add(name, value);
        }
        filters
    }

    /// What the index is to look for.
    pub(crate) fn plan(&self, planner: &mut Planner) -> Plan {
        self.root.as_ref().map_or(Plan::Everything, |r| r.plan(planner))
    }

    /// The filters alone, for what words are counted against.
    pub(crate) fn plan_filters(&self, planner: &mut Planner) -> Plan {
        let Some(root) = &self.root else { return Plan::Everything };
        let parts = root.conjuncts().unwrap_or(std::slice::from_ref(root));
        let filters = parts.iter().filter(|p| p.filter().is_some()).cloned().collect();
        operator::all::of(filters).map_or(Plan::Everything, |f| f.plan(planner))
    }

    /// The phrases and words that are sought.
    pub(crate) fn sought(&self) -> Vec<String> {
        let mut phrases = Vec::new();
        self.root.iter().for_each(|r| r.sought(&mut phrases));
        phrases
    }
}

/// The query as it would be typed: reading it again gives the same query.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.root.as_ref().map(|r| r.write()).unwrap_or_default())
    }
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.to_string() == other.to_string()
    }
}

#[cfg(test)]
mod tests;
