//! `stabilty~`: words one letter off, or two.

use super::word;
use crate::query::ast::Node;
use crate::query::help::Operator;
use crate::query::lexer::{Lexer, is_in_word};
use crate::text::Tokens;

pub(super) const OPERATOR: Operator = Operator::operand(
    "fuzzy",
    "stabilty~",
    "words that are one letter off (~2: two letters); never for words with digits",
    parse,
);

fn parse(lexer: &mut Lexer) -> Option<Node> {
    let start = lexer.position;
    let piece = lexer.piece();
    let (typed, number) = piece.rsplit_once('~')?;
    if Tokens::from_text(typed).len() == 0 {
        return None;
    }
    lexer.take_while(is_in_word);
    let letters = match number {
        "" | "1" => 1,
        "2" => 2,
        _ => {
            let suggestion = Some(format!("{typed}~2"));
            lexer.ignore(start, lexer.position, "~ after a word takes 1 or 2 letters", suggestion);
            1
        }
    };
    let has_digits = typed.contains(|c: char| c.is_numeric());
    if has_digits || Tokens::from_text(typed).len() > 1 {
        let why = "~ is for single words without digits: a number one digit off is another number";
        lexer.ignore(start, lexer.position, why, Some(format!("\"{typed}\"")));
        return word::parse(&mut Lexer::new(typed));
    }
    Some(Node::Fuzzy { word: typed.to_owned(), letters })
}
