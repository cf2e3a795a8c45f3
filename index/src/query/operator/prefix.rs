//! `stabil*`: words that begin so.

use crate::query::ast::Node;
use crate::query::help::Operator;
use crate::query::lexer::{Lexer, is_in_word};
use crate::text::Tokens;

pub(super) const OPERATOR: Operator = Operator::operand(
    "prefix",
    "stabil*",
    "words that begin with these letters, at least 3; the answer says if there were too many to try all",
    parse,
);

/// Fewest letters: two begin thousands of words.
const FEWEST_LETTERS: usize = 3;

fn parse(lexer: &mut Lexer) -> Option<Node> {
    let piece = lexer.piece();
    let letters = piece.strip_suffix('*')?;
    if letters.contains('*') {
        return None;
    }
    let tokens = Tokens::from_text(letters);
    let in_last_word = tokens.iter().last().map_or(0, |t| tokens.form(t).chars().count());
    let ends_in_word = tokens.iter().last().is_some_and(|t| t.end == letters.len());
    if in_last_word < FEWEST_LETTERS || !ends_in_word {
        return None;
    }
    lexer.take_while(is_in_word);
    Some(Node::Prefix(letters.to_owned()))
}
