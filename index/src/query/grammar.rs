//! The grammar: OR binds loosest, then AND (written or not), then NOT, then NEAR.
//!
//! It cannot fail: what cannot be read is noted and left out. Each operator reads itself.

use super::operator::{OPERATORS, all, either, near, without};
use super::reader::{DEEPEST, MOST_CLAUSES, Reader};
use super::{Node, Reads};

/// Reads a whole query; `None` where it asks for nothing.
pub(crate) fn read(reader: &mut Reader) -> Option<Node> {
    let mut parts = Vec::new();
    loop {
        parts.extend(alternatives(reader));
        reader.skip_space();
        if reader.is_done() {
            return all::of(parts);
        }
        // Only a closing bracket ends alternatives before the end.
        let at = reader.at;
        reader.at += 1;
        reader.ignore(at, at + 1, "there is no opening bracket for it", None);
    }
}

/// `a b OR c d`
pub(crate) fn alternatives(reader: &mut Reader) -> Option<Node> {
    let mut parts: Vec<Node> = conjunction(reader).into_iter().collect();
    while let Some(at) = either::begins(reader) {
        let part = conjunction(reader);
        if parts.is_empty() || part.is_none() {
            reader.ignore(at, at + 2, "OR needs something on both sides", None);
        }
        parts.extend(part);
    }
    either::of(parts)
}

/// `a AND b -c`
fn conjunction(reader: &mut Reader) -> Option<Node> {
    let mut parts = Vec::new();
    loop {
        reader.skip_space();
        let at = reader.at;
        if reader.is_done() || reader.peek(0) == Some(')') || either::is_next(reader) {
            return all::of(parts);
        }
        if reader.take_keyword("AND") {
            let before = parts.len();
            reader.skip_space();
            let stands_alone =
                before == 0 || reader.is_done() || reader.peek(0) == Some(')') || either::is_next(reader);
            if stands_alone {
                reader.ignore(at, at + 3, "AND needs something on both sides", None);
            }
            continue;
        }
        parts.extend(negation(reader));
        if reader.at == at {
            // Nothing reads it: never stand still.
            reader.at += 1;
        }
    }
}

/// `NOT a`, `-a`
fn negation(reader: &mut Reader) -> Option<Node> {
    let Some(at) = without::begins(reader) else { return proximity(reader) };
    let found = deeper(reader, negation);
    if found.is_none() {
        reader.ignore(at, reader.at, "NOT needs something after it", None);
    }
    found.map(without::of)
}

/// `a NEAR/8 b`
fn proximity(reader: &mut Reader) -> Option<Node> {
    let mut left = operand(reader);
    while let Some(sign) = near::begins(reader) {
        reader.skip_space();
        let right = if reader.is_done() || either::is_next(reader) { None } else { operand(reader) };
        left = near::of(reader, sign, left, right);
    }
    left
}

/// One word, phrase, filter or bracket: the first operator that knows what begins here.
fn operand(reader: &mut Reader) -> Option<Node> {
    reader.skip_space();
    let from = reader.at;
    if reader.peek(0) == Some('-') && reader.peek(1).is_some_and(|c| !c.is_whitespace()) {
        reader.take_while(|c| c == '-');
        reader.ignore(from, reader.at, "a minus excludes nothing here", None);
    }
    let from = reader.at;
    for operator in OPERATORS {
        let Reads::Alone(read) = operator.reads else { continue };
        let found = read(reader);
        if found.is_none() && reader.at == from {
            continue;
        }
        reader.clauses += 1;
        if reader.clauses > MOST_CLAUSES {
            let why = format!("a query has at most {MOST_CLAUSES} words, phrases and filters");
            reader.ignore(from, reader.at, why, None);
            return None;
        }
        return found;
    }
    None
}

/// Reads one level down, if there is one left.
pub(crate) fn deeper(reader: &mut Reader, read: fn(&mut Reader) -> Option<Node>) -> Option<Node> {
    if reader.depth >= DEEPEST {
        let from = reader.at;
        reader.take_while(|_| true);
        let why = format!("a query is nested at most {DEEPEST} deep");
        reader.ignore(from, reader.at, why, None);
        return None;
    }
    reader.depth += 1;
    let found = read(reader);
    reader.depth -= 1;
    found
}
