//! `agency NEAR/8 permanent`: two parts within so many words of each other.

use crate::query::ast::Node;
use crate::query::help::Operator;
use crate::query::lexer::Lexer;

pub(super) const OPERATOR: Operator = Operator::by_parser(
    "near",
    "agency NEAR/8 \"permanent staff\"",
    "two words or phrases within 8 words of each other, in either order",
);

/// Longest distance: beyond this it is the passage that is meant, and AND finds that.
pub(super) const FURTHEST: u32 = 100;

/// A NEAR as it was typed.
pub(in crate::query) struct Sign {
    from: usize,
    to: usize,
    /// `None` where the number is none that NEAR takes.
    distance: Option<u32>,
}

/// Goes over a NEAR.
pub(in crate::query) fn take(lexer: &mut Lexer) -> Option<Sign> {
    let before = lexer.position;
    lexer.skip_space();
    let from = lexer.position;
    let piece = lexer.piece();
    let number = match piece.strip_prefix("NEAR") {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => rest.trim_start_matches('/').to_owned(),
        _ => {
            lexer.position = before;
            return None;
        }
    };
    lexer.position += piece.chars().count();
    let distance = number.parse().ok().filter(|d| (1..=FURTHEST).contains(d));
    if distance.is_none() {
        let why = format!("NEAR takes a number of words from 1 to {FURTHEST}");
        lexer.ignore(from, lexer.position, why, Some("NEAR/8".to_owned()));
    }
    Some(Sign { from, to: lexer.position, distance })
}

/// Both parts near each other; where that cannot be, both in the same passage.
pub(in crate::query) fn join(lexer: &mut Lexer, sign: &Sign, left: Option<Node>, right: Option<Node>) -> Option<Node> {
    let (left, right) = match (left, right) {
        (Some(left), Some(right)) => (left, right),
        (left, right) => {
            lexer.ignore(sign.from, sign.to, "NEAR needs a word or phrase on both sides", None);
            return left.or(right);
        }
    };
    let is_positional = left.is_positional() && right.is_positional();
    if !is_positional {
        let why = "NEAR takes words and phrases, or alternatives of them in brackets";
        lexer.ignore(sign.from, sign.to, why, None);
    }
    match sign.distance {
        Some(distance) if is_positional => Some(Node::Near { distance, left: left.into(), right: right.into() }),
        _ => Node::and(vec![left, right]),
    }
}
