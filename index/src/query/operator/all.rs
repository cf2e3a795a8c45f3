//! `workforce stability`, `workforce AND stability`: all of them in the same passage.

use crate::query::{Node, Operation, Operator, Planner, Reads};
use crate::search::plan::{Pattern, Plan};
use std::sync::Arc;

pub(crate) const OPERATOR: Operator = Operator {
    name: "and",
    example: "workforce stability",
    help: "all of the words in the same passage, in any form (“plans” finds “planning”); AND may be written or left out",
    reads: Reads::Between,
};

#[derive(Debug)]
struct All(Vec<Node>);

/// These together, or the only one; parts of parts become parts.
pub(crate) fn of(parts: Vec<Node>) -> Option<Node> {
    let flat: Vec<Node> = parts
        .into_iter()
        .flat_map(|p| p.conjuncts().map(<[Node]>::to_vec).unwrap_or_else(|| vec![p.clone()]))
        .collect();
    match flat.len() {
        0 | 1 => flat.into_iter().next(),
        _ => Some(Arc::new(All(flat))),
    }
}

impl Operation for All {
    fn plan(&self, planner: &mut Planner) -> Plan {
        let (mut parts, mut without) = (Vec::new(), Vec::new());
        let mut filters: Vec<(&'static str, Vec<Plan>)> = Vec::new();
        for part in &self.0 {
            if let Some(excluded) = part.excluded() {
                without.push(excluded.plan(planner));
            } else if let Some((name, _)) = part.filter() {
                let plan = part.plan(planner);
                match filters.iter_mut().find(|(n, _)| *n == name) {
                    Some((_, values)) => values.push(plan),
                    None => filters.push((name, vec![plan])),
                }
            } else {
                parts.push(part.plan(planner));
            }
        }
        parts.extend(filters.into_iter().map(|(_, values)| Plan::any(values)));
        Plan::all(parts, without)
    }

    fn pattern(&self, _: &mut Planner) -> Option<Pattern> {
        None
    }

    fn words(&self) -> String {
        let is_plain = |n: &&Node| n.excluded().is_none() && n.filter().is_none();
        let sought: Vec<String> = self.0.iter().filter(is_plain).map(|n| n.words()).collect();
        let others = self.0.iter().filter(|n| !is_plain(n)).map(|n| n.words());
        let together = if sought.len() > 1 { " in the same passage" } else { "" };
        let sought = (!sought.is_empty()).then(|| sought.join(" and ") + together);
        sought.into_iter().chain(others).collect::<Vec<_>>().join(", ")
    }

    fn write(&self) -> String {
        let write = |n: &Node| if n.is_compound() { format!("({})", n.write()) } else { n.write() };
        self.0.iter().map(write).collect::<Vec<_>>().join(" ")
    }

    fn is_compound(&self) -> bool {
        true
    }

    fn conjuncts(&self) -> Option<&[Node]> {
        Some(&self.0)
    }

    fn sought(&self, phrases: &mut Vec<String>) {
        self.0.iter().for_each(|n| n.sought(phrases));
    }
}
