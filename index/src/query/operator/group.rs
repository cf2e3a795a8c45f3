//! `(agency OR temporary) staff`: brackets.

use crate::query::reader::Reader;
use crate::query::{Node, Operator, Reads, grammar};

pub(crate) const OPERATOR: Operator = Operator {
    name: "brackets",
    example: "(agency OR temporary) staff",
    help: "what stands in brackets is read first",
    reads: Reads::Alone(read),
};

fn read(reader: &mut Reader) -> Option<Node> {
    let from = reader.at;
    if reader.peek(0) != Some('(') {
        return None;
    }
    reader.at += 1;
    let found = grammar::deeper(reader, grammar::alternatives);
    reader.skip_space();
    if reader.peek(0) == Some(')') {
        reader.at += 1;
        if found.is_none() {
            reader.ignore(from, reader.at, "there is nothing in these brackets", None);
        }
    } else {
        let suggestion = format!("{})", reader.text(from, reader.at));
        reader.ignore(from, from + 1, "there is no closing bracket for it", Some(suggestion));
    }
    found
}
