//! The ways of writing something, one a file, and the one table of them from which help is made.

mod and;
pub(super) mod brackets;
mod exact;
mod filter;
mod fuzzy;
pub(super) mod near;
pub(super) mod not;
pub(super) mod or;
mod phrase;
mod prefix;
mod proximity;
mod word;

use super::help::Operator;

/// Every operator. Those that may begin a part are tried in this order, brackets before all; a plain word is read last.
pub(super) const OPERATORS: &[Operator] = &[
    and::OPERATOR,
    phrase::OPERATOR,
    proximity::OPERATOR,
    near::OPERATOR,
    or::OPERATOR,
    not::OPERATOR,
    brackets::OPERATOR,
    exact::OPERATOR,
    filter::SPEAKER,
    filter::COMMITTEE,
    filter::COUNCIL,
    filter::KIND,
    filter::ACT,
    filter::ITEM,
    filter::SINCE,
    filter::UNTIL,
    prefix::OPERATOR,
    fuzzy::OPERATOR,
    word::OPERATOR,
];
