//! `stabilty~`: words one letter off, or two.

use crate::query::reader::{Reader, in_word};
use crate::query::{Node, Operation, Operator, Planner, Reads, pattern};
use crate::search::plan::{Pattern, Plan, Weight};
use crate::text::Tokens;
use std::sync::Arc;

pub(crate) const OPERATOR: Operator = Operator {
    name: "fuzzy",
    example: "stabilty~",
    help: "words that are one letter off (~2: two letters); never for words with digits",
    reads: Reads::Alone(read),
};

#[derive(Debug)]
struct Fuzzy {
    word: String,
    letters: u8,
}

fn read(reader: &mut Reader) -> Option<Node> {
    let from = reader.at;
    let piece = reader.piece();
    let (word, number) = piece.rsplit_once('~')?;
    if Tokens::of(word).len() == 0 {
        return None;
    }
    reader.take_while(in_word);
    let letters = match number {
        "" | "1" => 1,
        "2" => 2,
        _ => {
            reader.ignore(from, reader.at, "~ after a word takes 1 or 2 letters", Some(format!("{word}~2")));
            1
        }
    };
    let has_digits = word.contains(|c: char| c.is_numeric());
    if has_digits || Tokens::of(word).len() > 1 {
        let why = "~ is for single words without digits: a number one digit off is another number";
        reader.ignore(from, reader.at, why, Some(format!("\"{word}\"")));
        let mut plain = Reader::new(word);
        return super::word::OPERATOR.read_alone(&mut plain);
    }
    Some(Arc::new(Fuzzy { word: word.to_owned(), letters }))
}

impl Operation for Fuzzy {
    fn plan(&self, planner: &mut Planner) -> Plan {
        Plan::Find(pattern::with_last(&self.word, |last| planner.words_like(last, self.letters)), Weight::Word)
    }

    fn pattern(&self, planner: &mut Planner) -> Option<Pattern> {
        Some(pattern::with_last(&self.word, |last| planner.words_like(last, self.letters)))
    }

    fn words(&self) -> String {
        let off = if self.letters == 1 { "one letter" } else { "two letters" };
        format!("words at most {off} off “{}”", self.word)
    }

    fn write(&self) -> String {
        let number = if self.letters == 1 { "" } else { "2" };
        format!("{}~{number}", super::word::no_operator(self.word.clone()))
    }
}
