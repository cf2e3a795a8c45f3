//! `agency OR temporary`: any of them.

use crate::query::help::Operator;
use crate::query::lexer::Lexer;

pub(super) const OPERATOR: Operator =
    Operator::by_parser("or", "agency OR temporary", "any of them; AND binds tighter than OR");

/// Whether an OR stands here.
pub(in crate::query) fn is_next(lexer: &Lexer) -> bool {
    lexer.piece() == "OR"
}

/// Goes over an OR; gives where it stood.
pub(in crate::query) fn take(lexer: &mut Lexer) -> Option<usize> {
    lexer.skip_space();
    let start = lexer.position;
    lexer.take_keyword("OR").then_some(start)
}
