//! `=plans`: exactly this form.

use crate::query::ast::Node;
use crate::query::help::Operator;
use crate::query::lexer::{Lexer, is_in_word};
use crate::text::Tokens;

pub(super) const OPERATOR: Operator =
    Operator::operand("exact", "=plans", "exactly this form: not “plan” or “planning”", parse);

fn parse(lexer: &mut Lexer) -> Option<Node> {
    let start = lexer.position;
    if lexer.peek(0) != Some('=') {
        return None;
    }
    lexer.position += 1;
    let word = lexer.take_while(is_in_word);
    if Tokens::from_text(&word).len() == 0 {
        lexer.ignore(start, lexer.position, "= stands directly before a word", None);
        return None;
    }
    Some(Node::Exact(word))
}
