//! `agency OR temporary`: any of them.

use crate::query::reader::Reader;
use crate::query::{Node, Operation, Operator, Planner, Reads};
use crate::search::plan::{Pattern, Plan};
use std::sync::Arc;

pub(crate) const OPERATOR: Operator = Operator {
    name: "or",
    example: "agency OR temporary",
    help: "any of them; AND binds tighter than OR",
    reads: Reads::Between,
};

#[derive(Debug)]
struct Either(Vec<Node>);

/// Whether an OR stands here.
pub(crate) fn is_next(reader: &Reader) -> bool {
    reader.piece() == "OR"
}

/// Goes over an OR; gives where it stood.
pub(crate) fn begins(reader: &mut Reader) -> Option<usize> {
    reader.skip_space();
    let at = reader.at;
    reader.take_keyword("OR").then_some(at)
}

/// Any of these, or the only one.
pub(crate) fn of(mut parts: Vec<Node>) -> Option<Node> {
    if parts.len() < 2 { parts.pop() } else { Some(Arc::new(Either(parts))) }
}

impl Operation for Either {
    fn plan(&self, planner: &mut Planner) -> Plan {
        Plan::Any(self.0.iter().map(|n| n.plan(planner)).collect())
    }

    fn pattern(&self, planner: &mut Planner) -> Option<Pattern> {
        self.0.iter().map(|n| n.pattern(planner)).collect::<Option<Vec<_>>>().map(Pattern::any)
    }

    fn words(&self) -> String {
        self.0.iter().map(|n| n.words()).collect::<Vec<_>>().join(", or ")
    }

    fn write(&self) -> String {
        let write = |n: &Node| if n.is_compound() { format!("({})", n.write()) } else { n.write() };
        self.0.iter().map(write).collect::<Vec<_>>().join(" OR ")
    }

    fn is_compound(&self) -> bool {
        true
    }

    fn sought(&self, phrases: &mut Vec<String>) {
        self.0.iter().for_each(|n| n.sought(phrases));
    }
}
