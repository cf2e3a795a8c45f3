//! How to search, made of the list of operators itself.

use super::address::Address;
use super::{Drawn, Shell, draw, words};
use crate::web::params::{SearchRequest, Text};
use askama::Template;

#[derive(Template)]
#[template(path = "help.html")]
struct Help {
    shell: Shell,
    operators: Vec<Operator>,
}

struct Operator {
    example: &'static str,
    help: &'static str,
    link: String,
}

pub async fn help() -> Drawn {
    let operators = index::operators().into_iter().map(|operator| Operator {
        example: operator.example,
        help: operator.help,
        link: Address::new("/search", &SearchRequest::for_words(Text::from(operator.example))).to_string(),
    });
    draw(&Help { shell: Shell::new("How to search", "/search"), operators: operators.collect() })
}
