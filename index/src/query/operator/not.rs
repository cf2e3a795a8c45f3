//! `NOT agency`, `-agency`: passages without it.

use crate::query::help::Operator;
use crate::query::lexer::Lexer;

pub(super) const OPERATOR: Operator =
    Operator::by_parser("not", "workforce -agency", "passages without it; NOT or a leading minus, also alone");

/// Goes over a NOT or a leading minus; gives where it stood.
pub(in crate::query) fn take(lexer: &mut Lexer) -> Option<usize> {
    lexer.skip_space();
    let start = lexer.position;
    // A doubled minus is one: nobody who writes it asks for what stands behind it.
    let signs = (0..).take_while(|n| lexer.peek(*n) == Some('-')).count();
    let is_minus = signs > 0 && lexer.peek(signs).is_some_and(|c| !c.is_whitespace() && c != ')');
    if is_minus {
        lexer.position += signs;
    }
    (is_minus || lexer.take_keyword("NOT")).then_some(start)
}
