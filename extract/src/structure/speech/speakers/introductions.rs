//! Whom a paper knows without a list: names that stand as labels before what they say ("Rod: who would like to go on?"),
//! and initials that speak ("MW said that ..."), where they come back.
//!
//! One label may be a heading; two of the same name are a transcript. A word of procedure, an office, a month or a
//! usual heading is nobody.

use crate::content::Block;
use crate::lexicon::{Tags, tags};
use crate::structure::items::titles;
use crate::structure::speech::name::Name;
use crate::structure::speech::predicate::verb_at;
use crate::structure::speech::roster::{Found, Roster};
use crate::structure::speech::sentences::sentences;
use crate::structure::speech::words::{Word, words};
use std::collections::BTreeMap;

/// How often a label or initials have to stand in a paper before they are somebody.
const LEAST: usize = 2;

/// A label of several words has to stand so often: things are named by two words more often than by one.
const LEAST_OF_SEVERAL: usize = 3;

/// Most words of a name before a colon.
const LONGEST_LABEL: usize = 3;

/// Words before a colon that are no name, beyond those that the lexicon knows.
const NO_LABEL: [&str; 12] = ["q", "a", "re", "nb", "ps", "tel", "email", "fax", "cc", "http", "https", "www"];

/// Adds to the roster everybody whom these blocks show to be speaking so often.
pub fn introduce_speakers(blocks: &[Block], spoken: &[usize], roster: &mut Roster) {
    let mut labels: BTreeMap<String, usize> = BTreeMap::new();
    let mut initials: BTreeMap<String, usize> = BTreeMap::new();
    let mut with_article: BTreeMap<String, usize> = BTreeMap::new();
    for &i in spoken {
        let text = &blocks[i].text;
        if let Some(name) = label(text) {
            *labels.entry(name.to_owned()).or_default() += 1;
        }
        for range in sentences(text) {
            let found = words(&text[range]);
            for (at, word) in found.iter().enumerate().filter(|(_, word)| are_initials(word.text)) {
                let speaks = (at == 0 || found[at - 1].is_closed()) && verb_at(&found, at + 1).is_some();
                let article = at > 0 && found[at - 1].key == "the";
                *initials.entry(word.text.to_owned()).or_default() += usize::from(speaks);
                *with_article.entry(word.text.to_owned()).or_default() += usize::from(article);
            }
        }
    }
    // A full name is somebody where its first name comes back as a label: "Rod Vagg:", then "Rod:".
    let called_later = |label: &str| {
        let first = label.split_whitespace().next().unwrap_or_default();
        first.len() < label.len() && labels.contains_key(first)
    };
    let mut speakers: Vec<&String> = labels
        .iter()
        .filter(|(label, count)| {
            let several = label.contains(char::is_whitespace);
            **count >= if several { LEAST_OF_SEVERAL } else { LEAST } || called_later(label)
        })
        .map(|(label, _)| label)
        .collect();
    speakers.sort_by_key(|label| std::cmp::Reverse(label.split_whitespace().count()));
    for label in speakers {
        if let Some(name) = Name::parse(label).filter(|name| matches!(roster.named(name, None), Found::Nobody)) {
            roster.introduce(label, name, None);
        }
    }
    for (letters, _) in initials.iter().filter(|(_, count)| **count >= LEAST) {
        // "the NHS said": a body.
        if with_article.get(letters).is_none_or(|count| *count == 0) {
            introduce_initials(letters, roster);
        }
    }
}

/// Gives the initials to the one of the roster who has them; else they are all that is known of somebody.
fn introduce_initials(letters: &str, roster: &mut Roster) {
    if roster.short(letters).is_some() {
        return;
    }
    let capitals: String = letters.chars().filter(|c| c.is_uppercase()).collect();
    let theirs: Vec<usize> =
        (0..roster.people.len()).filter(|&i| roster.people[i].name.has_initials(&capitals)).collect();
    let at = match theirs[..] {
        [one] => one,
        // Three capitals that nobody on the list has are a body more often than a person.
        [] if capitals.len() > 2 => return,
        [] => match Name::parse(letters) {
            Some(name) => roster.introduce(letters, name, None),
            None => return,
        },
        _ => return,
    };
    roster.people[at].short = Some(letters.to_owned());
}

/// Two or three capitals, perhaps with a small letter that tells two people apart: "MW", "AWa".
fn are_initials(word: &str) -> bool {
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    let letters = word.chars().count();
    word.chars().all(char::is_alphabetic)
        && (2..=3).contains(&capitals)
        && (letters == capitals || letters == capitals + 1 && word.ends_with(char::is_lowercase))
        && word.starts_with(char::is_uppercase)
        && !tags(&word.to_lowercase()).has_any(Tags::NOT_NAME | Tags::POST | Tags::TITLE | Tags::BODY)
}

/// The name with which a text begins before a colon, if something is said after it.
fn label(text: &str) -> Option<&str> {
    let (label, said) = text.split_once(':')?;
    let label = label.trim().trim_start_matches(['*', '-', '•', ' ']);
    let name = label.split('(').next().unwrap_or(label).trim();
    let found = words(name);
    let fits = (1..=LONGEST_LABEL).contains(&found.len()) && found.iter().all(can_be_named);
    let talks = said.split_whitespace().count() >= 2;
    (fits && talks && !titles::is_usual(name) && !titles::names_usual(name)).then_some(name)
}

fn can_be_named(word: &Word) -> bool {
    let nothing_else =
        Tags::NOT_NAME | Tags::POST | Tags::HEAD | Tags::BODY | Tags::LABEL | Tags::MONTH | Tags::WEEKDAY;
    let known = tags(&word.key);
    let name = known.has(Tags::NAME) || !known.has_any(nothing_else | Tags::TITLE);
    word.is_capital()
        && word.text.chars().count() > 1
        && word.text.chars().any(char::is_lowercase)
        && word.text.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
        && name
        && !NO_LABEL.contains(&word.key.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn people(texts: &[&str]) -> Vec<String> {
        let blocks: Vec<Block> = texts.iter().map(|text| block(text)).collect();
        let spoken: Vec<usize> = (0..blocks.len()).collect();
        let mut roster = Roster::default();
        introduce_speakers(&blocks, &spoken, &mut roster);
        roster.people.into_iter().map(|person| person.display).collect()
    }

    #[test]
    fn labels_that_come_back_are_speakers() {
        let paper = [
            "Rod: who would like to go on?",
            "Jeremiah (TSC): put it on hold",
            "Rod: then we wait",
            "Jeremiah: until Friday then",
            "Action: Rod to ask",
            "Action: Rod to write",
            "Finance: the accounts were agreed",
            "Finance: bills were paid",
            "Rod Vagg: a website",
            "Domenic: only once here",
        ];
        assert_eq!(people(&paper), ["Rod Vagg", "Jeremiah"]);
    }

    #[test]
    fn initials_that_speak_are_somebody_and_bodies_are_not() {
        let paper = [
            "MW said that the site was ready. MW asked members for their views.",
            "AWa raised an issue. RJ agreed. AWa suggested a note.",
            "The EU said that it would pay. EU asked for more. EU said no. TII said yes. TII asked why.",
        ];
        assert_eq!(people(&paper), ["AWa", "MW"]);
    }
}
