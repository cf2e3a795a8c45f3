//! The operators, one a file, and the one table of them from which help is made.

pub(crate) mod all;
pub(crate) mod either;
mod exact;
mod filter;
mod fuzzy;
mod group;
pub(crate) mod near;
mod phrase;
mod prefix;
mod within;
pub(crate) mod without;
pub(crate) mod word;

pub(crate) use filter::field_words;

use super::Operator;

/// Every operator. Those that stand alone are tried in this order where a part begins; a plain word is read last.
pub(crate) const OPERATORS: &[Operator] = &[
    all::OPERATOR,
    phrase::OPERATOR,
    within::OPERATOR,
    near::OPERATOR,
    either::OPERATOR,
    without::OPERATOR,
    group::OPERATOR,
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
