//! People who speak by one name alone ("Elm said", "Tim asked why"): whose full name the paper prints somewhere.

use super::label_words::can_be_named;
use super::open_label;
use crate::content::Block;
use crate::structure::speech::name::Name;
use crate::structure::speech::roster::{Found, Known, Roster};
use crate::structure::speech::words::words;
use std::collections::BTreeMap;

/// How often a name that is printed in full nowhere has to stand before it is somebody.
const LEAST: usize = 2;

/// Adds those who speak by one name alone, where the paper prints their full name somewhere, or they come back.
pub fn introduce_subjects(subjects: &BTreeMap<String, usize>, blocks: &[Block], roster: &mut Roster) {
    let full = full_names(subjects, blocks);
    for (printed, count) in subjects {
        let Some(name) = Name::parse(printed) else { continue };
        match roster.named(&name, None) {
            Found::Nobody => {}
            // "Tim said" where a Tim who is away has a namesake of whom the paper tells.
            Found::One(at) if roster.people[at].known == Known::Absent => {
                introduce_namesake(at, full.get(printed).map_or(&[], Vec::as_slice), roster);
                continue;
            }
            _ => continue,
        }
        match full.get(printed).map(Vec::as_slice) {
            Some([only]) => {
                if let Some(name) = Name::parse(only) {
                    roster.introduce(only, name, None);
                }
            }
            None | Some([]) if *count >= LEAST => {
                roster.introduce(printed, name, None);
            }
            // Two people have the name, or it stands once: no more is known than what is printed.
            _ => {}
        }
    }
}

/// Adds the one person of these names who is not the one of the lists.
fn introduce_namesake(listed: usize, full: &[String], roster: &mut Roster) {
    let theirs = &roster.people[listed].name;
    let parsed = full.iter().filter_map(|printed| Some((printed, Name::parse(printed)?)));
    let others: Vec<(&String, Name)> = parsed.filter(|(_, name)| !name.same_surname(theirs)).collect();
    if let [(printed, name)] = &others[..]
        && name.given.first() == theirs.given.first()
        && matches!(roster.named(name, None), Found::Nobody)
    {
        roster.introduce(printed, name.clone(), None);
    }
}

/// Adds those by whose one name a paragraph opens without a colon, where the paper prints what is said so.
pub fn introduce_openers(blocks: &[Block], spoken: &[usize], roster: &mut Roster) {
    let mut openers: BTreeMap<String, usize> = BTreeMap::new();
    for &i in spoken {
        let found = words(&blocks[i].text);
        let first = found.first().filter(|word| can_be_named(word) && open_label::begins(&found));
        if let Some(name) = first {
            *openers.entry(name.text.to_owned()).or_default() += 1;
        }
    }
    introduce_subjects(&openers, blocks, roster);
}

/// The names of two words that the paper prints with these as their first or last, each once.
fn full_names(singles: &BTreeMap<String, usize>, blocks: &[Block]) -> BTreeMap<String, Vec<String>> {
    let mut full: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for block in blocks {
        let found = words(&block.text);
        for pair in found.windows(2) {
            // "Ann & Tom Elm": two people, and no "Ann Tom".
            let adjoining = block.text[pair[0].start + pair[0].text.len()..pair[1].start].trim().is_empty();
            let is_name = pair.iter().all(can_be_named) && !pair[0].is_closed() && adjoining;
            for single in pair.iter().map(|word| word.text).filter(|single| is_name && singles.contains_key(*single)) {
                let printed = format!("{} {}", pair[0].text, pair[1].text);
                let known = full.entry(single.to_owned()).or_default();
                if !known.contains(&printed) {
                    known.push(printed);
                }
            }
        }
    }
    full
}
