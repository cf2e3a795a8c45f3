//! `NOT agency`, `-agency`: passages without it.

use crate::query::reader::Reader;
use crate::query::{Node, Operation, Operator, Planner, Reads};
use crate::search::plan::{Pattern, Plan};
use std::sync::Arc;

pub(crate) const OPERATOR: Operator = Operator {
    name: "not",
    example: "workforce -agency",
    help: "passages without it; NOT or a leading minus, also alone",
    reads: Reads::Between,
};

#[derive(Debug)]
struct Without(Node);

/// Goes over a NOT or a leading minus; gives where it stood.
pub(crate) fn begins(reader: &mut Reader) -> Option<usize> {
    reader.skip_space();
    let at = reader.at;
    // A doubled minus is one: nobody who writes it asks for what stands behind it.
    let signs = (0..).take_while(|n| reader.peek(*n) == Some('-')).count();
    let minus = signs > 0 && reader.peek(signs).is_some_and(|c| !c.is_whitespace() && c != ')');
    if minus {
        reader.at += signs;
    }
    (minus || reader.take_keyword("NOT")).then_some(at)
}

/// Excludes a part; twice excluded is meant.
pub(crate) fn of(part: Node) -> Node {
    match part.excluded() {
        Some(meant) => Arc::clone(meant),
        None => Arc::new(Without(part)),
    }
}

impl Operation for Without {
    fn plan(&self, planner: &mut Planner) -> Plan {
        let excluded = self.0.plan(planner);
        Plan::all(Vec::new(), vec![excluded])
    }

    fn pattern(&self, _: &mut Planner) -> Option<Pattern> {
        None
    }

    fn words(&self) -> String {
        format!("without {}", self.0.words())
    }

    fn write(&self) -> String {
        if self.0.is_compound() { format!("NOT ({})", self.0.write()) } else { format!("NOT {}", self.0.write()) }
    }

    fn excluded(&self) -> Option<&Node> {
        Some(&self.0)
    }
}
