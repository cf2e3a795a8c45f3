//! One file of concepts. Lines that are wrong are told and left out; nothing stops the reading.

use super::concept::{Concept, Problem, Relation, Term};
use std::sync::Arc;

/// Concepts and what is wrong.
pub(super) struct Read {
    pub concepts: Vec<Concept>,
    pub problems: Vec<Problem>,
}

/// Characters of a term at most: longer ones are sentences that lack a semicolon.
const LONGEST_TERM: usize = 100;

/// Bytes of a file at most.
const LARGEST: usize = 8_000_000;

/// The labels of lines, as they are written.
const LABELS: [(&str, Relation); 9] = [
    ("same", Relation::Same),
    ("older", Relation::Older),
    ("newer", Relation::Newer),
    ("short", Relation::Short),
    ("narrower", Relation::Narrower),
    ("broader", Relation::Broader),
    ("related", Relation::Near),
    ("opposite", Relation::Opposite),
    ("abroad", Relation::Abroad),
];

/// Reads the text of a file.
pub(super) fn parse(file: &str, text: &str) -> Read {
    let mut reader =
        Reader { file: file.into(), concept: None, read: Read { concepts: Vec::new(), problems: Vec::new() } };
    if text.len() > LARGEST {
        reader.wrong(0, format!("the file has more than {LARGEST} bytes and was not read: cut it in several"));
        return reader.read;
    }
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines()) {
        reader.line(number, line.trim());
    }
    reader.end();
    reader.read
}

struct Reader {
    file: Arc<str>,
    concept: Option<Concept>,
    read: Read,
}

impl Reader {
    fn line(&mut self, number: u32, line: &str) {
        if line.starts_with('#') {
            return;
        }
        if line.is_empty() {
            return self.end();
        }
        match (line.split_once(':'), &self.concept) {
            (Some((label, rest)), Some(_)) => self.labelled(number, label.trim(), rest.trim()),
            (Some((label, _)), None) if is_label(label.trim()) => {
                self.wrong(
                    number,
                    format!("“{label}” stands before any term: begin a concept with its preferred term"),
                );
            }
            (_, None) => self.begin(number, line),
            (None, Some(_)) => self.wrong(
                number,
                format!("“{line}” has no label: write `same: {line}`, or an empty line before it for a new concept"),
            ),
        }
    }

    fn begin(&mut self, number: u32, line: &str) {
        let Some(term) = self.term(number, Relation::Preferred, line) else { return };
        self.concept =
            Some(Concept { terms: vec![term], country: None, note: None, file: Arc::clone(&self.file), line: number });
    }

    fn end(&mut self) {
        self.read.concepts.extend(self.concept.take());
    }

    fn labelled(&mut self, number: u32, label: &str, rest: &str) {
        if rest.is_empty() {
            return self.wrong(number, format!("nothing stands after `{label}:`"));
        }
        if label == "note" || label == "country" {
            if let Some(concept) = &mut self.concept {
                let place = if label == "note" { &mut concept.note } else { &mut concept.country };
                *place = Some(rest.to_owned());
            }
            return;
        }
        let Some((_, relation)) = LABELS.iter().find(|(name, _)| *name == label) else {
            let known: Vec<&str> = LABELS.iter().map(|(name, _)| *name).collect();
            return self.wrong(number, format!("`{label}:` is no label: {}, country, note", known.join(", ")));
        };
        for text in rest.split(';') {
            let term = self.term(number, *relation, text.trim());
            if let (Some(concept), Some(term)) = (&mut self.concept, term) {
                concept.terms.push(term);
            }
        }
    }

    /// One term, with the words that must be close by in braces and its countries in brackets.
    fn term(&mut self, line: u32, relation: Relation, written: &str) -> Option<Term> {
        let (text, close_to) = match written.split_once('{') {
            Some((text, rest)) => {
                (text.trim(), rest.trim_end_matches('}').split(',').map(|w| w.trim().to_owned()).collect())
            }
            None => (written, Vec::new()),
        };
        let (text, country) = match text.rsplit_once('(') {
            Some((text, rest)) if relation == Relation::Abroad && rest.ends_with(')') => {
                (text.trim(), Some(rest.trim_end_matches(')').to_owned()))
            }
            _ => (text, None),
        };
        let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
        let wrong = match letters {
            0 => Some("a term is empty: is there a semicolon too many?".to_owned()),
            1 => Some(format!("“{text}” is a single letter, which says too little")),
            _ if text.chars().count() > LONGEST_TERM => {
                Some(format!("“{}…” is longer than {LONGEST_TERM} characters: semicolons part terms", &first(text)))
            }
            _ => None,
        };
        if let Some(message) = wrong {
            self.wrong(line, message);
            return None;
        }
        Some(Term { text: text.to_owned(), relation, close_to, country, line })
    }

    fn wrong(&mut self, line: u32, message: String) {
        self.read.problems.push(Problem { file: self.file.to_string(), line, message });
    }
}

fn first(text: &str) -> String {
    text.chars().take(30).collect()
}

fn is_label(text: &str) -> bool {
    LABELS.iter().any(|(name, _)| *name == text) || text == "note" || text == "country"
}
