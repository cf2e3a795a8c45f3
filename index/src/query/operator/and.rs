//! `workforce stability`, `workforce AND stability`: all of them. Read by the parser.

use crate::query::help::Operator;

pub(super) const OPERATOR: Operator = Operator::by_parser(
    "and",
    "workforce stability",
    "all of the words in the same passage, in any form (“plans” finds “planning”); AND may be written or left out",
);
