//! The query language: from what people type to a tree, back into words, and on to what the index looks for.
//!
//! There are two doors. [`Query::lenient`] never fails: it answers with a query and a list of what was ignored.
//! [`Query::strict`] answers with the first thing that it could not read, where it stands, and what was probably meant.
//!
//! `lexer` and `parser` read, with one file of `operator` for each way of writing something; `ast` is what they make;
//! `describe` says it in words and writes it as it would be typed; `planner` turns it into a plan.

mod ast;
mod describe;
mod fields;
mod help;
mod ignored;
mod lexer;
mod operator;
mod parser;
pub(crate) mod pattern;
mod planner;

pub use ast::{LenientQuery, Query};
pub use describe::IdFilter;
pub use help::OperatorHelp;
pub use ignored::{Ignored, QueryError};
pub(crate) use planner::Planner;

/// Every operator, in the order in which they are explained.
pub fn operators() -> Vec<OperatorHelp> {
    operator::OPERATORS.iter().map(|o| o.help).collect()
}

#[cfg(test)]
mod tests;
