//! Ways by the thesaurus: the other names of a concept, of what it is linked to, and of concepts within a phrase.

use super::nearness::in_shape;
use super::rewrites::{capitals, misread};
use super::words::Word;
use super::{Needs, Rewrite};
use crate::error::IndexError;
use crate::plan::{Pattern, WordMatch};
use crate::query::pattern::{exact, leaf};
use crate::read::Snapshot;
use crate::routes::{RouteKind, Routes};
use crate::text::{Link, Stems, Tokens};
use crate::thesaurus::{Concept, Relation, Term, irregular, is_abbreviation, number_forms, same_name};

/// Concepts of one term that are followed.
const MEANINGS: usize = 4;

/// Letters of an abbreviation up to which it means too much: the document must also say it in full.
const SHORTEST: usize = 2;

/// The same of one that no paper of the record explains.
const SHORT: usize = 3;

/// Letters of a single word that other words may stand for inside a phrase.
const TELLING: usize = 5;

/// Links of a concept, and the route that each is.
const LINKS: [(Relation, RouteKind); 4] = [
    (Relation::Narrower, RouteKind::Narrower),
    (Relation::Broader, RouteKind::Broader),
    (Relation::Opposite, RouteKind::Opposite),
    (Relation::Near, RouteKind::Near),
];

impl Snapshot {
    /// The ways that the thesaurus knows of saying a phrase, or a part of it.
    pub(super) fn by_the_thesaurus(
        &self,
        phrase: &str,
        words: &[Word],
        is_name: bool,
        routes: Routes,
        cut: &mut Vec<String>,
    ) -> Result<Vec<Rewrite>, IndexError> {
        let concepts = self.thesaurus.named(phrase);
        if concepts.is_empty() {
            return if is_name { Ok(Vec::new()) } else { Ok(self.within(phrase, words)) };
        }
        let several = concepts.len() > 1;
        if several && concepts.iter().any(|(_, typed)| is_abbreviation(&typed.text)) {
            let meanings: Vec<&str> = concepts.iter().map(|(c, _)| c.preferred()).collect();
            cut.push(format!(
                "other words: “{phrase}” stands for several things (“{}”): ask for one of them by its name",
                meanings.join("”, “")
            ));
            return Ok(Vec::new());
        }
        if concepts.len() > MEANINGS {
            cut.push(format!("other words: “{phrase}” names {} things, {MEANINGS} were looked for", concepts.len()));
        }
        let mut rewrites = Vec::new();
        for (concept, typed) in concepts.into_iter().take(MEANINGS) {
            for term in concept.names().filter(|term| !same_name(&term.text, &typed.text)) {
                rewrites.extend(self.by_name(concept, typed, term, cut)?);
            }
            rewrites.extend(self.by_links(concept, routes));
        }
        Ok(rewrites)
    }

    /// One other name of a concept.
    fn by_name(
        &self,
        concept: &Concept,
        typed: &Term,
        term: &Term,
        cut: &mut Vec<String>,
    ) -> Result<Vec<Rewrite>, IndexError> {
        let why = reason(concept, typed, term);
        if !is_abbreviation(&term.text) {
            let rewrite = Rewrite::new(route(typed, term), term_pattern(&term.text), why);
            let rewrite = Rewrite { says_all: true, close_to: term.close_to.clone(), ..rewrite };
            return Ok(vec![if is_part_of(term, typed) { where_said_in_full(rewrite) } else { rewrite }]);
        }
        let about = concept.preferred();
        let is_meant = |long: &str| self.thesaurus.named(long).iter().any(|(c, _)| c.preferred() == about);
        let explained = self.where_explained(&term.text, about, is_meant, cut)?;
        let letters = term.text.chars().filter(|c| c.is_alphanumeric()).count();
        // Surroundings that the thesaurus lists tell as well as the full name what few letters mean.
        let unsure = (letters <= SHORTEST && term.close_to.is_empty())
            || self.thesaurus.meanings(&term.text) > 1
            || !explained.but_not.is_empty();
        // Three letters that nobody explains may be anything in this record.
        let attested = letters <= SHORT && explained.known_to.is_empty() && term.close_to.is_empty();
        let needs = Needs { capitals: true, attested: attested && !unsure, ..Needs::default() };
        let misread = misread(&term.text, &[], needs, &why).filter(|_| term.text.chars().all(char::is_alphanumeric));
        let own = abbreviation(&term.text, needs, why);
        let own = if unsure { own.where_told(&explained) } else { own };
        let ways = misread.map(|way| way.where_told(&explained)).into_iter().chain([own]);
        Ok(ways.map(|way| Rewrite { close_to: term.close_to.clone(), ..way }).collect())
    }

    /// What a concept is linked to, by the routes that are taken.
    fn by_links(&self, concept: &Concept, routes: Routes) -> Vec<Rewrite> {
        let mut rewrites = Vec::new();
        for (relation, route) in LINKS.into_iter().filter(|(_, route)| routes.has(*route)) {
            for linked in self.thesaurus.linked(concept, relation) {
                let why = format!("“{linked}” is {} “{}”", relation_in_words(route), concept.preferred());
                let names = self.thesaurus.all_names(&linked);
                rewrites.extend(names.into_iter().map(|name| by_text(name, route, why.clone())));
            }
        }
        if routes.has(RouteKind::Abroad) {
            for term in concept.linked(Relation::Abroad) {
                let country = term.country.as_deref().unwrap_or("elsewhere");
                let why = format!(
                    "“{}” is what “{}” is called in other countries ({country})",
                    term.text,
                    concept.preferred()
                );
                rewrites.push(by_text(&term.text, RouteKind::Abroad, why));
            }
        }
        rewrites
    }

    /// The phrase with concepts inside it by their other names: "CP plan timescales".
    fn within(&self, phrase: &str, words: &[Word]) -> Vec<Rewrite> {
        let folded: Vec<&str> = words.iter().map(|w| w.folded.as_str()).collect();
        let (mut names, mut shorts, mut parts, mut links, mut told) = (vec![], vec![], vec![], vec![], vec![]);
        let mut at = 0;
        while at < folded.len() {
            let longest = self.thesaurus.longest().min(folded.len() - at);
            let found = (1..=longest).rev().find_map(|n| self.part(&folded[at..at + n]).map(|concept| (n, concept)));
            let own = found.as_ref().map_or(1, |(n, _)| *n);
            let as_it_is: Vec<Pattern> = words[at..at + own].iter().map(Word::derived).collect();
            parts.push(as_it_is);
            links.push(words[at].link.clone());
            if let Some((_, concept)) = found {
                let (short, full): (Vec<&Term>, Vec<&Term>) =
                    concept.names().filter(|t| t.close_to.is_empty()).partition(|t| is_abbreviation(&t.text));
                names.push((parts.len() - 1, full.iter().map(|t| term_pattern(&t.text)).collect::<Vec<_>>()));
                let unsure = |t: &&&Term| self.thesaurus.meanings(&t.text) == 1;
                shorts.push((
                    parts.len() - 1,
                    short.iter().filter(unsure).map(|t| short_pattern(&t.text)).collect::<Vec<_>>(),
                ));
                told.push(concept.preferred().to_owned());
            }
            at += own;
        }
        if told.is_empty() {
            return Vec::new();
        }
        let why = format!("another name of “{}” in “{phrase}”", told.join("”, “"));
        let names = Rewrite {
            says_all: true,
            ..Rewrite::new(RouteKind::Synonym, with_others(&parts, &links, &names), why.clone())
        };
        if shorts.iter().all(|(_, of)| of.is_empty()) {
            return vec![names];
        }
        let needs = Needs { capitals: true, same_document: true, ..Needs::default() };
        vec![
            names,
            Rewrite { needs, ..Rewrite::new(RouteKind::Abbreviation, with_others(&parts, &links, &shorts), why) },
        ]
    }

    /// The one concept that these words of a phrase name.
    fn part(&self, words: &[&str]) -> Option<&Concept> {
        if let [only] = words
            && only.len() < TELLING
        {
            return None;
        }
        let concepts = self.thesaurus.named(&words.join(" "));
        let [(concept, typed)] = concepts[..] else { return None };
        (!is_abbreviation(&typed.text)).then_some(concept)
    }
}

/// The words of a phrase, at least one part of them by other names, near each other.
fn with_others(parts: &[Vec<Pattern>], links: &[Vec<String>], others: &[(usize, Vec<Pattern>)]) -> Pattern {
    let part = |at: usize, other: &(usize, Vec<Pattern>)| {
        let named = others.iter().filter(|(of, _)| *of == at).flat_map(|(_, patterns)| patterns.iter().cloned());
        // The part in hand by another name; the others as they are or by another name.
        let own = (other.0 != at).then(|| Pattern::sequence(parts[at].clone()));
        Pattern::any(own.into_iter().chain(named).collect())
    };
    let with = |other: &(usize, Vec<Pattern>)| {
        let all: Vec<Pattern> = (0..parts.len()).map(|at| part(at, other)).collect();
        match (&all[..], links) {
            ([_], _) => Pattern::any(all),
            ([first, second], [_, link]) => in_shape(first, second, link, true),
            _ => Pattern::Near(2 * parts.len() as u32, all),
        }
    };
    Pattern::any(others.iter().filter(|(_, patterns)| !patterns.is_empty()).map(with).collect())
}

/// Whether a term without surroundings is only one word of what was typed: a "vacancy" may be of a seat, not of staff.
fn is_part_of(term: &Term, typed: &Term) -> bool {
    let name = Tokens::from_text(&typed.text);
    let words: Vec<&str> = name.iter().map(|t| name.form(t)).collect();
    let forms = number_forms(&term.text.to_lowercase());
    words.len() > 1 && term.close_to.is_empty() && forms.iter().any(|form| words.contains(&form.as_str()))
}

/// The same, only in documents that also say it in full.
fn where_said_in_full(rewrite: Rewrite) -> Rewrite {
    let needs = Needs { same_document: true, ..rewrite.needs };
    Rewrite {
        needs,
        says_all: false,
        why: format!("{}, in a document that also says it in full", rewrite.why),
        ..rewrite
    }
}

/// The route from the typed name to another one.
fn route(typed: &Term, other: &Term) -> RouteKind {
    let dated = |term: &Term| matches!(term.relation, Relation::Older | Relation::Newer);
    match (typed.relation, other.relation) {
        (Relation::Short, Relation::Preferred) => RouteKind::Abbreviation,
        _ if dated(typed) != dated(other) => RouteKind::Older,
        _ => RouteKind::Synonym,
    }
}

/// Why another name is taken to say the same.
fn reason(concept: &Concept, typed: &Term, term: &Term) -> String {
    let is = match (typed.relation, term.relation) {
        (_, Relation::Short) => format!("“{}” is short for “{}”", term.text, concept.preferred()),
        (Relation::Short, _) => format!("“{}” is short for “{}”", typed.text, term.text),
        (_, Relation::Older) => format!("“{}” is what “{}” was called before", term.text, typed.text),
        (_, Relation::Newer) => format!("“{}” is what “{}” is called now", term.text, typed.text),
        (Relation::Older, _) => format!("“{}” is the later name of “{}”", term.text, typed.text),
        _ => format!("“{}” is another name of “{}”", term.text, typed.text),
    };
    let close = match term.close_to.is_empty() {
        true => String::new(),
        false => format!(", where {} is spoken of", term.close_to.join(" or ")),
    };
    let dated = [typed, term].iter().any(|t| matches!(t.relation, Relation::Older | Relation::Newer));
    let note = concept.note.as_ref().filter(|_| dated).map(|note| format!(". {}", note.trim_end_matches('.')));
    format!("{is}{close}{}", note.unwrap_or_default())
}

fn relation_in_words(route: RouteKind) -> &'static str {
    match route {
        RouteKind::Narrower => "a part or kind of",
        RouteKind::Broader => "wider than",
        RouteKind::Opposite => "the contrary of",
        _ => "spoken of with",
    }
}

fn by_text(text: &str, route: RouteKind, why: String) -> Rewrite {
    if is_abbreviation(text) {
        let needs = Needs { capitals: true, ..Needs::default() };
        return Rewrite { route, ..abbreviation(text, needs, why) };
    }
    Rewrite::new(route, term_pattern(text), why)
}

/// An abbreviation, alone or among other words ("CP plan").
fn abbreviation(text: &str, needs: Needs, why: String) -> Rewrite {
    if text.chars().all(char::is_alphanumeric) {
        return capitals(text, &[], needs, why);
    }
    Rewrite { needs, ..Rewrite::new(RouteKind::Abbreviation, short_pattern(text), why) }
}

/// An abbreviation with its plural; words beside it by their stems.
fn short_pattern(text: &str) -> Pattern {
    let part = |word: &str| {
        if !is_abbreviation(word) {
            return term_pattern(word);
        }
        let folded = word.to_lowercase();
        if folded.chars().all(char::is_alphanumeric) {
            leaf(WordMatch::Exact, vec![(format!("{folded}s"), 1), (folded, 1)])
        } else {
            exact(word)
        }
    };
    Pattern::sequence(text.split_whitespace().map(part).collect())
}

/// Words that make what was done to somebody of a verb before them: children who are cared for do not care for children.
const PARTICLES: [&str; 6] = ["after", "for", "in", "off", "out", "up"];

/// Whether a word of a term is another word in any other tense: a noun that such an ending made ("planning approval" is no
/// plan that was approved, "levels of sickness" are no levels of sick pay), or what was done to somebody.
fn keeps_its_form(word: &str, next: Option<&str>) -> bool {
    let is_done = || word.ends_with("ed") && next.is_some_and(|next| PARTICLES.contains(&next));
    ["ing", "ness", "ance", "ive"].iter().any(|ending| word.ends_with(ending)) || is_done()
}

/// A term in any number, a phrase also in any tense; hyphens and possessives make no difference.
pub(super) fn term_pattern(text: &str) -> Pattern {
    let tokens = Tokens::from_text(text);
    let words: Vec<(usize, &str)> = tokens.iter().enumerate().map(|(at, t)| (at, tokens.form(t))).collect();
    let is_bare_s = |at: usize| at > 0 && tokens.get(at - 1).is_some_and(|t| t.link == Link::Possessive);
    let words: Vec<(usize, &str)> = words.into_iter().filter(|(at, _)| !is_bare_s(*at)).collect();
    if let [(_, only)] = words[..] {
        return in_both_numbers(only);
    }
    let mut stems = Stems::default();
    let parts = words.iter().enumerate().map(|(number, &(at, word))| {
        if keeps_its_form(word, words.get(number + 1).map(|(_, next)| *next)) {
            return in_both_numbers(word);
        }
        let mut forms = vec![(stems.stem(word).to_owned(), 1)];
        forms.extend(irregular(word).map(|other| (stems.stem(other).to_owned(), 1)));
        let word = leaf(WordMatch::Stem, forms);
        let possessive =
            tokens.get(at).is_some_and(|t| t.link == Link::Possessive || text[t.end..].starts_with(['\'', '’']));
        match possessive {
            true => Pattern::Any(vec![Pattern::Sequence(vec![word.clone(), exact("s")]), word]),
            false => word,
        }
    });
    Pattern::sequence(parts.collect())
}

/// A word in both numbers.
fn in_both_numbers(word: &str) -> Pattern {
    leaf(WordMatch::Exact, number_forms(word).into_iter().map(|form| (form, 1)).collect())
}
