//! `"workforce stability"`: the words next to each other, exactly these forms.

use super::proximity;
use crate::query::ast::Node;
use crate::query::help::Operator;
use crate::query::lexer::{Lexer, is_quote};
use crate::text::Tokens;

pub(super) const OPERATOR: Operator = Operator::operand(
    "phrase",
    "\"workforce stability\"",
    "the words next to each other in this order, exactly these forms; case, punctuation and line breaks make no difference",
    parse,
);

fn parse(lexer: &mut Lexer) -> Option<Node> {
    let start = lexer.position;
    let text = take_quoted(lexer)?;
    let distance = proximity::take_distance(lexer);
    if Tokens::from_text(&text).len() == 0 {
        lexer.ignore(start, lexer.position, "there are no words between these quotation marks", None);
        return None;
    }
    Some(match distance {
        Some(distance) => Node::Proximity { words: text, distance },
        None => Node::Phrase(text),
    })
}

/// What stands between quotation marks that begin here.
pub(super) fn take_quoted(lexer: &mut Lexer) -> Option<String> {
    let start = lexer.position;
    if !lexer.peek(0).is_some_and(is_quote) {
        return None;
    }
    lexer.position += 1;
    let text = lexer.take_while(|c| !is_quote(c));
    if lexer.is_done() {
        let suggestion = format!("\"{}\"", text.trim());
        lexer.ignore(start, lexer.position, "there is no closing quotation mark", Some(suggestion));
    } else {
        lexer.position += 1;
    }
    Some(text.trim().to_owned())
}
