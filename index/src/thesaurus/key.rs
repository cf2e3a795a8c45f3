//! When two terms are the same term: number, tense, hyphens, capitals and possessives make no difference to phrases; to a
//! single word only its number does, since tense makes another word of it ("parks" and "parking").

use crate::text::{Link, Stems, Tokens};

/// Words of which the plural is another stem.
const IRREGULAR: [(&str, &str); 8] = [
    ("child", "children"),
    ("man", "men"),
    ("woman", "women"),
    ("person", "persons"),
    ("life", "lives"),
    ("analysis", "analyses"),
    ("criterion", "criteria"),
    ("foot", "feet"),
];

/// The other number of a word that forms it irregularly.
pub(crate) fn irregular(word: &str) -> Option<&'static str> {
    IRREGULAR.iter().find_map(|&(one, many)| match word {
        w if w == one => Some(many),
        w if w == many => Some(one),
        _ => None,
    })
}

/// What terms are compared by.
pub(super) fn key(text: &str) -> String {
    let tokens = Tokens::from_text(text);
    let possessive = |at: usize| at > 0 && tokens.get(at - 1).is_some_and(|t| t.link == Link::Possessive);
    let words: Vec<&str> =
        tokens.iter().enumerate().filter(|(at, _)| !possessive(*at)).map(|(_, t)| tokens.form(t)).collect();
    let words = match &words[..] {
        ["the" | "a" | "an", rest @ ..] if !rest.is_empty() => rest,
        all => all,
    };
    if let [only] = words {
        return one_number(only);
    }
    words.iter().copied().map(stem_of_one).collect::<Vec<_>>().join(" ")
}

/// What a [`key`] may begin with that begins with this word: alone, and before others.
pub(super) fn first_words(word: &str) -> [String; 2] {
    let folded = record::text::fold(word);
    [one_number(&folded), stem_of_one(&folded)]
}

/// The stem of a word's singular.
fn stem_of_one(word: &str) -> String {
    let one = IRREGULAR.iter().find(|(_, many)| *many == word).map_or(word, |(one, _)| one);
    Stems::default().stem(one).to_owned()
}

/// Whether two terms are one in different numbers, tenses or spellings.
pub(crate) fn same_name(a: &str, b: &str) -> bool {
    key(a) == key(b)
}

/// The singular of a word, as far as its letters tell.
fn one_number(word: &str) -> String {
    let end = |ending: &str| word.strip_suffix(ending).filter(|rest| rest.len() > 2);
    if let Some((one, _)) = IRREGULAR.iter().find(|(_, many)| *many == word) {
        return (*one).to_owned();
    }
    if let Some(rest) = end("ies").filter(|rest| rest.len() > 2) {
        return format!("{rest}y");
    }
    if let Some(rest) = ["ches", "shes", "sses", "xes"].iter().find_map(|e| end(e).map(|_| &word[..word.len() - 2])) {
        return rest.to_owned();
    }
    match word.strip_suffix('s').filter(|rest| rest.len() > 1 && !rest.ends_with(['s', 'u', 'i'])) {
        Some(rest) => rest.to_owned(),
        None => word.to_owned(),
    }
}

/// Both numbers of a folded word.
pub(crate) fn number_forms(word: &str) -> Vec<String> {
    let one = one_number(word);
    let mut forms = vec![word.to_owned(), format!("{one}s")];
    if let Some(other) = irregular(&one) {
        forms.push(other.to_owned());
    }
    if let Some(rest) = one.strip_suffix('y') {
        forms.push(format!("{rest}ies"));
    }
    if ["ch", "sh", "s", "x"].iter().any(|e| one.ends_with(e)) {
        forms.push(format!("{one}es"));
    }
    forms.push(one);
    forms.sort();
    forms.dedup();
    forms
}

/// Whether a term is, or has in it, a word in capitals that must be printed so: "EHC plan", not "Ofsted" or "S106".
pub(crate) fn is_abbreviation(term: &str) -> bool {
    term.split_whitespace().any(|word| {
        let capitals = word.chars().filter(|c| c.is_uppercase()).count();
        capitals > 1 && !word.chars().any(|c| c.is_ascii_digit())
    })
}

/// Fewest letters of an abbreviation that is understood in small letters: shorter ones are words ("send", "it") unless
/// nobody could speak them ("ehcp").
const CLEAR: usize = 5;

/// Consonants in a row that make a short word unspeakable.
const UNSPEAKABLE: usize = 3;

/// Whether a typed text can mean an abbreviation.
pub(super) fn is_typed_as_abbreviation(text: &str) -> bool {
    let clear = |word: &str| {
        let runs = word.split(|c: char| "aeiouyAEIOUY".contains(c)).map(|run| run.chars().count());
        word.chars().filter(|c| c.is_alphabetic()).count() >= CLEAR || runs.max().unwrap_or(0) >= UNSPEAKABLE
    };
    text.chars().filter(|c| c.is_uppercase()).count() > 1 || text.split_whitespace().any(clear)
}
