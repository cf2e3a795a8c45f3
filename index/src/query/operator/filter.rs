//! `speaker:acton`, `since:2019`: filters, the same as the parameters of the same names.

use super::phrase;
use crate::query::ast::Node;
use crate::query::fields::Field;
use crate::query::help::Operator;
use crate::query::lexer::{Lexer, is_in_word};

pub(super) const SPEAKER: Operator = Operator::operand(
    "speaker",
    "speaker:\"corporate director\"",
    "who says it: words of the name, the office or what is printed",
    |lexer| parse(lexer, Field::Speaker),
);
pub(super) const COMMITTEE: Operator =
    Operator::operand("committee", "committee:cabinet", "words of the committee's name, or its id", |lexer| {
        parse(lexer, Field::Committee)
    });
pub(super) const COUNCIL: Operator =
    Operator::operand("council", "council:trafford", "words of the council's name, or its id", |lexer| {
        parse(lexer, Field::Council)
    });
pub(super) const KIND: Operator = Operator::operand(
    "kind",
    "kind:minutes",
    "agenda, minutes, decision, report, presentation, letter, inspection_report, plan or other",
    |lexer| parse(lexer, Field::Kind),
);
pub(super) const ACT: Operator = Operator::operand(
    "act",
    "act:question",
    "question, answer, statement, presentation, resolution, commitment, attendance, heading or narration",
    |lexer| parse(lexer, Field::Act),
);
pub(super) const ITEM: Operator = Operator::operand(
    "item",
    "item:\"school funding\"",
    "the agenda item: its number as printed, or words of its title",
    |lexer| parse(lexer, Field::Item),
);
pub(super) const SINCE: Operator =
    Operator::operand("since", "since:2019", "from this year, month (2019-03) or day (2019-03-31) on", |lexer| {
        parse(lexer, Field::Since)
    });
pub(super) const UNTIL: Operator =
    Operator::operand("until", "until:2021-03", "up to and with this year, month or day", |lexer| {
        parse(lexer, Field::Until)
    });

fn parse(lexer: &mut Lexer, field: Field) -> Option<Node> {
    let start = lexer.position;
    let piece = lexer.piece();
    let (name, _) = piece.split_once(':')?;
    if !name.eq_ignore_ascii_case(field.name()) {
        return None;
    }
    lexer.position += name.chars().count() + 1;
    let value = match phrase::take_quoted(lexer) {
        Some(value) => value,
        None => take_bare_value(lexer),
    };
    if value.trim().is_empty() {
        let why = format!("{}: needs a value directly after it", field.name());
        lexer.ignore(start, lexer.position, why, None);
        return None;
    }
    if let Some((why, suggestion)) = field.refuse(&value) {
        let suggestion = suggestion.map(|value| format!("{}:{value}", field.name()));
        lexer.ignore(start, lexer.position, why, suggestion);
        return None;
    }
    Some(Node::Filter { field, value })
}

/// An unbroken value; brackets that it opens itself belong to it (`item:7(a)`).
fn take_bare_value(lexer: &mut Lexer) -> String {
    let mut open = 0;
    let mut value = String::new();
    while let Some(c) = lexer.peek(0).filter(|&c| is_in_word(c) || c == '(' || (c == ')' && open > 0)) {
        open += i32::from(c == '(') - i32::from(c == ')');
        value.push(c);
        lexer.position += 1;
    }
    value
}
