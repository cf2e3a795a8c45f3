//! `"workforce stability"~8`: these words within so many words of each other. Read behind a phrase.

use super::near::FURTHEST;
use crate::query::help::Operator;
use crate::query::lexer::Lexer;

pub(super) const OPERATOR: Operator = Operator::by_parser(
    "within",
    "\"workforce stability\"~8",
    "these words within 8 words of each other, in any order and any form",
);

/// Takes the `~8` after a closing quotation mark.
pub(super) fn take_distance(lexer: &mut Lexer) -> Option<u32> {
    let start = lexer.position;
    if lexer.peek(0) != Some('~') {
        return None;
    }
    lexer.position += 1;
    let digits = lexer.take_while(|c| c.is_ascii_digit());
    match digits.parse::<u32>() {
        Ok(distance @ 1..=FURTHEST) => Some(distance),
        Ok(_) | Err(_) => {
            let why = format!("after a phrase, ~ takes a number of words from 1 to {FURTHEST}");
            lexer.ignore(start, lexer.position, why, Some("~8".to_owned()));
            (digits.len() > 2).then_some(FURTHEST)
        }
    }
}
