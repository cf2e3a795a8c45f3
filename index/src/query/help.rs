//! How an operator is explained and read: one row of the table in `operator`.

use super::ast::Node;
use super::lexer::Lexer;
use serde::Serialize;

/// One operator, as help pages, the API's description and the command line show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OperatorHelp {
    /// Short name.
    pub name: &'static str,
    /// An example that can be tried.
    pub example: &'static str,
    /// What it means, one line.
    pub help: &'static str,
}

/// One operator.
pub(crate) struct Operator {
    pub help: OperatorHelp,
    pub parse: Parse,
}

/// Where an operator is read.
#[derive(Clone, Copy)]
pub(crate) enum Parse {
    /// Where a part may begin; `None` without a step forward where something else begins there.
    Operand(fn(&mut Lexer) -> Option<Node>),
    /// Between, before or around parts: the parser asks for it by name.
    ByParser,
}

impl Operator {
    /// One that may begin a part.
    pub const fn operand(
        name: &'static str,
        example: &'static str,
        help: &'static str,
        parse: fn(&mut Lexer) -> Option<Node>,
    ) -> Self {
        Self { help: OperatorHelp { name, example, help }, parse: Parse::Operand(parse) }
    }

    /// One that stands between, before or around parts.
    pub const fn by_parser(name: &'static str, example: &'static str, help: &'static str) -> Self {
        Self { help: OperatorHelp { name, example, help }, parse: Parse::ByParser }
    }
}
