//! `agency NEAR/8 permanent`: two parts within so many words of each other.

use crate::ask::Filters;
use crate::query::reader::Reader;
use crate::query::{Node, Operation, Operator, Planner, Reads};
use crate::search::plan::{Pattern, Plan, Weight};
use crate::text::Tokens;
use std::sync::Arc;

pub(crate) const OPERATOR: Operator = Operator {
    name: "near",
    example: "agency NEAR/8 \"permanent staff\"",
    help: "two words or phrases within 8 words of each other, in either order",
    reads: Reads::Between,
};

/// Longest distance: beyond this it is the passage that is meant, and AND finds that.
pub(crate) const FURTHEST: u32 = 100;

#[derive(Debug)]
struct Near {
    distance: u32,
    left: Node,
    right: Node,
}

/// A NEAR as it was typed.
pub(crate) struct Sign {
    from: usize,
    to: usize,
    distance: Option<u32>,
}

/// Goes over a NEAR.
pub(crate) fn begins(reader: &mut Reader) -> Option<Sign> {
    let before = reader.at;
    reader.skip_space();
    let from = reader.at;
    let piece = reader.piece();
    let number = match piece.strip_prefix("NEAR") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => rest.trim_start_matches('/').to_owned(),
        _ => {
            reader.at = before;
            return None;
        }
    };
    reader.at += piece.chars().count();
    let distance = number.parse().ok().filter(|d| (1..=FURTHEST).contains(d));
    if distance.is_none() {
        let why = format!("NEAR takes a number of words from 1 to {FURTHEST}");
        reader.ignore(from, reader.at, why, Some("NEAR/8".to_owned()));
    }
    Some(Sign { from, to: reader.at, distance })
}

/// Both parts near each other; where that cannot be, both in the same passage.
pub(crate) fn of(reader: &mut Reader, sign: Sign, left: Option<Node>, right: Option<Node>) -> Option<Node> {
    let (Some(left), Some(right)) = (&left, &right) else {
        reader.ignore(sign.from, sign.to, "NEAR needs a word or phrase on both sides", None);
        return left.or(right);
    };
    let both = || super::all::of(vec![Arc::clone(left), Arc::clone(right)]);
    let stands = |part: &Node| part.pattern(&mut Planner::for_text(&Tokens::default(), &Filters::default())).is_some();
    if !stands(left) || !stands(right) {
        let why = "NEAR takes words and phrases, or alternatives of them in brackets";
        reader.ignore(sign.from, sign.to, why, None);
        return both();
    }
    let Some(distance) = sign.distance else { return both() };
    Some(Arc::new(Near { distance, left: Arc::clone(left), right: Arc::clone(right) }))
}

impl Near {
    fn near(&self, planner: &mut Planner) -> Option<Pattern> {
        Some(Pattern::Near(self.distance, vec![self.left.pattern(planner)?, self.right.pattern(planner)?]))
    }
}

impl Operation for Near {
    fn plan(&self, planner: &mut Planner) -> Plan {
        match self.near(planner) {
            Some(near) => Plan::Find(near, Weight::Phrase),
            None => Plan::Any(Vec::new()),
        }
    }

    fn pattern(&self, planner: &mut Planner) -> Option<Pattern> {
        self.near(planner)
    }

    fn words(&self) -> String {
        format!("{} within {} words of {}", self.left.words(), self.distance, self.right.words())
    }

    fn write(&self) -> String {
        let write = |n: &Node| if n.is_compound() { format!("({})", n.write()) } else { n.write() };
        format!("{} NEAR/{} {}", write(&self.left), self.distance, write(&self.right))
    }

    fn is_compound(&self) -> bool {
        true
    }

    fn sought(&self, phrases: &mut Vec<String>) {
        self.left.sought(phrases);
        self.right.sought(phrases);
    }
}
