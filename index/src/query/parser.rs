//! The grammar: OR binds loosest, then AND (written or not), then NOT, then NEAR.
//!
//! It cannot fail: what cannot be read is noted and left out. Each operator has a file of its own in `operator`.

use super::ast::{LenientQuery, Node, Query};
use super::help::Parse;
use super::ignored::QueryError;
use super::lexer::{DEEPEST, Lexer, MOST_CLAUSES};
use super::operator::{OPERATORS, brackets, near, not, or};

impl Query {
    /// Reads what can be read; never fails.
    pub fn lenient(typed: &str) -> LenientQuery {
        let mut lexer = Lexer::new(typed);
        let root = parse_query(&mut lexer);
        let mut ignored = lexer.ignored;
        ignored.sort_by_key(|i| (i.from, i.to));
        LenientQuery { query: Query { root }, ignored }
    }

    /// Reads a query exactly.
    ///
    /// # Errors
    ///
    /// The first part that cannot be read as written.
    pub fn strict(typed: &str) -> Result<Self, QueryError> {
        let read = Self::lenient(typed);
        match read.ignored.into_iter().next() {
            Some(first) => Err(QueryError(first)),
            None => Ok(read.query),
        }
    }
}

/// A whole query; `None` where it asks for nothing.
fn parse_query(lexer: &mut Lexer) -> Option<Node> {
    let mut parts = Vec::new();
    loop {
        parts.extend(parse_alternatives(lexer));
        lexer.skip_space();
        if lexer.is_done() {
            return Node::and(parts);
        }
        // Only a closing bracket ends alternatives before the end.
        let bracket = lexer.position;
        lexer.position += 1;
        lexer.ignore(bracket, bracket + 1, "there is no opening bracket for it", None);
    }
}

/// `a b OR c d`
fn parse_alternatives(lexer: &mut Lexer) -> Option<Node> {
    let mut parts: Vec<Node> = parse_conjunction(lexer).into_iter().collect();
    while let Some(position) = or::take(lexer) {
        let part = parse_conjunction(lexer);
        if parts.is_empty() || part.is_none() {
            lexer.ignore(position, position + 2, "OR needs something on both sides", None);
        }
        parts.extend(part);
    }
    Node::or(parts)
}

/// `a AND b -c`
fn parse_conjunction(lexer: &mut Lexer) -> Option<Node> {
    let mut parts = Vec::new();
    loop {
        lexer.skip_space();
        let start = lexer.position;
        if ends_conjunction(lexer) {
            return Node::and(parts);
        }
        if lexer.take_keyword("AND") {
            lexer.skip_space();
            if parts.is_empty() || ends_conjunction(lexer) {
                lexer.ignore(start, start + 3, "AND needs something on both sides", None);
            }
            continue;
        }
        parts.extend(parse_negation(lexer));
        if lexer.position == start {
            // Nothing reads it: never stand still.
            lexer.position += 1;
        }
    }
}

fn ends_conjunction(lexer: &Lexer) -> bool {
    lexer.is_done() || lexer.peek(0) == Some(')') || or::is_next(lexer)
}

/// `NOT a`, `-a`
fn parse_negation(lexer: &mut Lexer) -> Option<Node> {
    let Some(start) = not::take(lexer) else { return parse_proximity(lexer) };
    let found = one_level_down(lexer, parse_negation);
    if found.is_none() {
        lexer.ignore(start, lexer.position, "NOT needs something after it", None);
    }
    found.map(Node::not)
}

/// `a NEAR/8 b`
fn parse_proximity(lexer: &mut Lexer) -> Option<Node> {
    let mut left = parse_operand(lexer);
    while let Some(sign) = near::take(lexer) {
        lexer.skip_space();
        let right = if lexer.is_done() || or::is_next(lexer) { None } else { parse_operand(lexer) };
        left = near::join(lexer, &sign, left, right);
    }
    left
}

/// One word, phrase, filter or bracket: the first operator that knows what begins here.
fn parse_operand(lexer: &mut Lexer) -> Option<Node> {
    lexer.skip_space();
    let start = lexer.position;
    if lexer.peek(0) == Some('-') && lexer.peek(1).is_some_and(|c| !c.is_whitespace()) {
        lexer.take_while(|c| c == '-');
        lexer.ignore(start, lexer.position, "a minus excludes nothing here", None);
    }
    let start = lexer.position;
    let bracketed = |lexer: &mut Lexer| brackets::parse(lexer, |lexer| one_level_down(lexer, parse_alternatives));
    let operands = OPERATORS.iter().filter_map(|operator| match operator.parse {
        Parse::Operand(parse) => Some(parse),
        Parse::ByParser => None,
    });
    for parse in std::iter::once(bracketed as fn(&mut Lexer) -> Option<Node>).chain(operands) {
        let found = parse(lexer);
        if found.is_none() && lexer.position == start {
            continue;
        }
        lexer.clauses += 1;
        if lexer.clauses > MOST_CLAUSES {
            let why = format!("a query has at most {MOST_CLAUSES} words, phrases and filters");
            lexer.ignore(start, lexer.position, why, None);
            return None;
        }
        return found;
    }
    None
}

/// Reads one level down, if there is one left.
fn one_level_down(lexer: &mut Lexer, parse: fn(&mut Lexer) -> Option<Node>) -> Option<Node> {
    if lexer.depth >= DEEPEST {
        let start = lexer.position;
        lexer.take_while(|_| true);
        let why = format!("a query is nested at most {DEEPEST} deep");
        lexer.ignore(start, lexer.position, why, None);
        return None;
    }
    lexer.depth += 1;
    let found = parse(lexer);
    lexer.depth -= 1;
    found
}
