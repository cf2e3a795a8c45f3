//! `workforce`: a word in any of its forms.

use crate::query::ast::Node;
use crate::query::fields::nearest_field;
use crate::query::help::Operator;
use crate::query::lexer::{Lexer, is_in_word};
use crate::text::Tokens;

pub(super) const OPERATOR: Operator = Operator::operand(
    "word",
    "plans",
    "the word in any of its English forms: “plans” finds “planning”, “stable” does not find “stability”",
    parse,
);

/// A plain word, whatever stands in it.
pub(super) fn parse(lexer: &mut Lexer) -> Option<Node> {
    let start = lexer.position;
    let word = lexer.take_while(is_in_word);
    match word.as_str() {
        "&&" => lexer.ignore(start, lexer.position, "and is written AND, or left out", None),
        "||" => lexer.ignore(start, lexer.position, "or is written OR", Some("OR".to_owned())),
        _ => {}
    }
    if let Some(star) = word.chars().position(|c| c == '*') {
        let why = "* stands at the end of a word, after at least 3 letters";
        lexer.ignore(start + star, start + star + 1, why, None);
    }
    note_unknown_filter(lexer, start, &word);
    let word = word.replace('*', "/");
    // Punctuation makes no difference, alone neither.
    (Tokens::from_text(&word).len() > 0).then_some(Node::Word(word))
}

/// Notes a filter that there is not, where the name is nearly one that there is.
fn note_unknown_filter(lexer: &mut Lexer, start: usize, word: &str) {
    let Some((name, value)) = word.split_once(':') else { return };
    let is_name = name.len() > 2 && name.chars().all(char::is_alphabetic);
    let Some(known) = nearest_field(name).filter(|_| is_name && !value.is_empty()) else { return };
    let why = format!("there is no filter “{name}”: its words are sought in the text");
    lexer.ignore(start, lexer.position, why, Some(format!("{known}:{value}")));
}
