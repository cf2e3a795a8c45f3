//! What makes a thesaurus wrong as a whole.

use super::concept::{ByName, Concept, Problem, Relation};
use super::key::key;
use std::collections::{BTreeMap, HashMap};

/// Terms in several concepts that no note explains, terms that stand twice in one, circles of broader terms.
pub(super) fn check(concepts: &[Concept], by_name: &ByName) -> Vec<Problem> {
    let mut problems = shared(concepts, by_name);
    problems.extend(twice(concepts));
    problems.extend(circles(concepts, by_name));
    problems
}

fn problem(concept: &Concept, line: u32, message: String) -> Problem {
    Problem { file: concept.file.to_string(), line, message }
}

/// A term that names several concepts must be explained in each: what is counted for one is not the other.
fn shared(all: &[Concept], by_name: &ByName) -> Vec<Problem> {
    let mut problems = Vec::new();
    let sorted: BTreeMap<_, _> = by_name.iter().collect();
    for places in sorted.values() {
        let mut concepts: Vec<usize> = places.iter().map(|(at, _)| *at).collect();
        concepts.dedup();
        if concepts.len() < 2 {
            continue;
        }
        for &(at, nth) in places.iter() {
            let concept = &all[at];
            let term = &concept.terms[nth];
            let explained = concept.note.as_deref().is_some_and(|note| note.to_lowercase().contains(&bare(&term.text)));
            if !explained {
                let others: Vec<&str> = concepts.iter().filter(|o| **o != at).map(|o| all[*o].preferred()).collect();
                let message = format!(
                    "“{}” names “{}” and also “{}”: write a note that says “{}” and which is meant",
                    term.text,
                    concept.preferred(),
                    others.join("”, “"),
                    term.text
                );
                problems.push(problem(concept, term.line, message));
            }
        }
    }
    problems
}

/// The term in small letters without its plural.
fn bare(term: &str) -> String {
    term.to_lowercase().trim_end_matches('s').to_owned()
}

fn twice(concepts: &[Concept]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for concept in concepts {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for term in concept.terms.iter().filter(|t| !t.relation.is_same()) {
            if concept.names().any(|name| key(&name.text) == key(&term.text)) {
                let message = format!("“{}” names “{}” and is linked to it as well", term.text, concept.preferred());
                problems.push(problem(concept, term.line, message));
            }
        }
        for term in concept.terms.iter().filter(|t| t.relation != Relation::Abroad) {
            if let Some(before) = seen.insert(key(&term.text), &term.text)
                && before == term.text
            {
                let message = format!("“{}” stands twice under “{}”", term.text, concept.preferred());
                problems.push(problem(concept, term.line, message));
            }
        }
    }
    problems
}

/// Concepts that are broader than themselves, by however many steps.
fn circles(concepts: &[Concept], by_name: &ByName) -> Vec<Problem> {
    let by_name = |text: &str| by_name.get(&key(text)).into_iter().flatten().map(|(at, _)| *at);
    let mut up: Vec<Vec<usize>> = vec![Vec::new(); concepts.len()];
    for (at, concept) in concepts.iter().enumerate() {
        up[at].extend(concept.linked(Relation::Broader).flat_map(|t| by_name(&t.text)));
        for below in concept.linked(Relation::Narrower).flat_map(|t| by_name(&t.text)) {
            up[below].push(at);
        }
    }
    let reaches_itself = |from: usize| {
        let (mut seen, mut next) = (vec![false; up.len()], up[from].clone());
        while let Some(at) = next.pop() {
            if at == from {
                return true;
            }
            if !std::mem::replace(&mut seen[at], true) {
                next.extend(&up[at]);
            }
        }
        false
    };
    let circle = (0..concepts.len()).filter(|&at| reaches_itself(at));
    circle
        .map(|at| {
            let concept = &concepts[at];
            problem(concept, concept.line, format!("“{}” is broader than itself by its links", concept.preferred()))
        })
        .collect()
}
