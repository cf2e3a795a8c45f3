//! `(agency OR temporary) staff`: brackets.

use crate::query::ast::Node;
use crate::query::help::Operator;
use crate::query::lexer::Lexer;

pub(super) const OPERATOR: Operator =
    Operator::by_parser("brackets", "(agency OR temporary) staff", "what stands in brackets is read first");

/// Brackets that begin here; `inside` reads what stands in them.
pub(in crate::query) fn parse(lexer: &mut Lexer, inside: impl FnOnce(&mut Lexer) -> Option<Node>) -> Option<Node> {
    let start = lexer.position;
    if lexer.peek(0) != Some('(') {
        return None;
    }
    lexer.position += 1;
    let found = inside(lexer);
    lexer.skip_space();
    if lexer.peek(0) == Some(')') {
        lexer.position += 1;
        if found.is_none() {
            lexer.ignore(start, lexer.position, "there is nothing in these brackets", None);
        }
    } else {
        let suggestion = format!("{})", lexer.text(start, lexer.position));
        lexer.ignore(start, start + 1, "there is no closing bracket for it", Some(suggestion));
    }
    found
}
