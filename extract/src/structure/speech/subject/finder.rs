//! Whose words a sentence reports: the grammatical subject of a verb of speech, never a name elsewhere in it.

use super::{Speaks, Subject};
use crate::lexicon::{Tags, is_title, tags};
use crate::structure::speech::mention::{Mention, Who, mentions_at, printed};
use crate::structure::speech::name::Name;
use crate::structure::speech::office::{self, is_small};
use crate::structure::speech::predicate::verb_at;
use crate::structure::speech::roster::{Found, Roster};
use crate::structure::speech::unnamed::{impersonal, told_or_group};
use crate::structure::speech::verbs::Verb;
use crate::structure::speech::words::Word;

/// First words of phrases that stand before a subject.
const LEADS: &[&str] = &[
    "following",
    "in",
    "with",
    "regarding",
    "on",
    "at",
    "after",
    "as",
    "when",
    "having",
    "further",
    "responding",
    "during",
    "referring",
    "turning",
    "by",
    "for",
    "to",
    "finally",
    "lastly",
    "also",
    "additionally",
    "however",
    "furthermore",
    "moreover",
    "then",
    "subsequently",
    "similarly",
    "firstly",
    "secondly",
    "thirdly",
    "next",
    "concerning",
    "upon",
    "under",
    "noting",
    "speaking",
    "while",
    "whilst",
    "although",
    "answering",
    "replying",
    "reflecting",
    "concluding",
    "summing",
    "here",
    "later",
    "and",
    "but",
    "so",
    "again",
    "therefore",
    "arising",
    "given",
    "from",
    "since",
    "introducing",
    "continuing",
    "separately",
    "once",
    "despite",
    "thanking",
];

/// Words after which a subject belongs to a clause of its own.
const SUBORDINATE: &[&str] = &[
    "that", "as", "when", "after", "which", "what", "because", "whether", "if", "how", "where", "who", "than", "why",
    "by", "to", "from", "of", "with", "for", "asked", "thanked", "invited", "before", "while", "until", "and",
];

/// Finds whose words the sentence reports.
pub fn find_subject(words: &[Word], text: &str, roster: &Roster) -> Subject {
    if words.is_empty() {
        return Subject::Nothing;
    }
    let start = usize::from(words.len() > 2 && is_connective(&words[0]));
    let mut acts = None;
    for mention in mentions_at(words, start, text, roster).into_iter().chain(known_alone(words, start, text, roster)) {
        match said_by(words, mention, text, roster) {
            Ok(speaks) => return Subject::Speaks(speaks),
            Err(mention) => acts = acts.or(mention),
        }
    }
    if let Some(mention) = acts {
        return Subject::Acts(*mention);
    }
    if let Some(told) = told_or_group(words, start, text) {
        return second_clause(words, start, text, roster).filter(|_| told == Subject::Told).unwrap_or(told);
    }
    if let Some(unsaid) = impersonal(words, start) {
        return unsaid;
    }
    if LEADS.contains(&words[0].key.as_str()) { after_lead(words, text, roster) } else { Subject::Nothing }
}

fn is_connective(word: &Word) -> bool {
    matches!(
        word.key.as_str(),
        "however"
            | "finally"
            | "lastly"
            | "additionally"
            | "furthermore"
            | "moreover"
            | "then"
            | "subsequently"
            | "similarly"
            | "firstly"
            | "secondly"
            | "thirdly"
            | "and"
            | "but"
            | "also"
            | "later"
            | "therefore"
    )
}

/// A surname alone that one person of the paper has, as the subject of the verb right behind it: "Elm agreed".
fn known_alone(words: &[Word], at: usize, text: &str, roster: &Roster) -> Option<Mention> {
    let word = words.get(at).filter(|w| w.is_capital() && !w.is_closed() && !w.possessive)?;
    let speaks = verb_at(words, at + 1).is_some() && word.text.chars().count() > 2;
    let name = Name::parse(word.text)
        .filter(|_| speaks && !tags(&word.key).has_any(Tags::HEAD | Tags::BODY | Tags::POST | Tags::NOT_NAME))?;
    let one = matches!(roster.named(&name, None), Found::One(_));
    let who = Who::Name { name, office: None, bare: true };
    one.then(|| Mention { who, end: at + 1, printed: printed(words, at, at + 1, text) })
}

/// Whether the mention is the subject of a verb of speech. `Err(Some(_))`: of another verb; `Err(None)`: not a subject.
fn said_by(words: &[Word], mention: Mention, text: &str, roster: &Roster) -> Result<Speaks, Option<Box<Mention>>> {
    let last = &words[mention.end - 1];
    if last.possessive {
        return possessed(words, &mention)
            .map(|(verb, after)| Speaks { mention, office: None, verb, after })
            .ok_or(None);
    }
    let gap = words.get(mention.end).map_or(&text[last.end..], |next| &text[last.end..next.start]);
    let named = matches!(mention.who, Who::Name { bare: false, .. } | Who::Office(_) | Who::Chair | Who::ViceChair);
    if named && (gap.contains(':') || gap.trim_start().starts_with(['–', '—'])) && mention.end < words.len() {
        let after = mention.end;
        return Ok(Speaks { mention, office: None, verb: Verb::Say, after });
    }
    let (k, office) = after_apposition(words, mention.end, text, roster);
    let k = after_companions(words, k, text, roster);
    match verb_at(words, k) {
        Some((verb, after)) => Ok(Speaks { mention, office, verb, after }),
        None => {
            let bare = matches!(mention.who, Who::Name { bare: true, .. } | Who::Pronoun);
            let verb = words.get(k).is_some_and(|w| !w.is_capital() && !is_small(&w.key));
            Err((!bare && verb).then(|| Box::new(mention)))
        }
    }
}

/// "Marrow's final question was": the verb and the word after it.
fn possessed(words: &[Word], mention: &Mention) -> Option<(Verb, usize)> {
    let k = (mention.end..words.len().min(mention.end + 4))
        .find(|&k| !words[k - 1].is_closed() && noun(&words[k]).is_some())?;
    let verb = noun(&words[k])?;
    let next = words.get(k + 1)?;
    matches!(next.key.as_str(), "was" | "were" | "related" | "concerned" | "regarding" | "about" | "had" | "focused")
        .then_some((verb, k + 2))
}

fn noun(word: &Word) -> Option<Verb> {
    Some(match word.key.as_str() {
        "question" | "questions" | "query" | "queries" | "request" => Verb::Ask,
        "response" | "answer" | "reply" => Verb::Reply,
        "comment" | "comments" | "point" | "concern" | "concerns" | "suggestion" | "view" | "observation" => Verb::Say,
        _ => return None,
    })
}

/// Steps over "(Leader of the Group)" and ", Leader of the Group," and says which office stood there.
fn after_apposition(words: &[Word], from: usize, text: &str, roster: &Roster) -> (usize, Option<String>) {
    let mut k = from;
    let mut office = None;
    for _ in 0..3 {
        let Some(next) = words.get(k) else { break };
        let end = if next.before.contains('(') {
            (k..words.len().min(k + 20)).find(|&m| words[m].after.contains(')')).map(|m| m + 1)
        } else if k > 0 && words[k - 1].has_comma() && verb_at(words, k).is_none() {
            (k..words.len().min(k + 20))
                .find(|&m| words[m].has_comma() && (verb_at(words, m + 1).is_some() || m + 1 >= words.len()))
                .map(|m| m + 1)
                .filter(|&e| mentions_at(words, k, text, roster).is_empty() || !is_title(&words[k].key) && e > k)
        } else {
            None
        };
        let Some(end) = end else {
            // "Mr Gough, Leader of the Council provided": the second comma is often left out.
            let open = k > 0 && words[k - 1].has_comma() && verb_at(words, k).is_none();
            let title = mentions_at(words, k, text, roster)
                .into_iter()
                .find(|m| open && matches!(m.who, Who::Office(_)) && verb_at(words, m.end).is_some());
            if let Some(title) = title {
                office = office.or(Some(title.printed));
                k = title.end;
            }
            break;
        };
        let printed = printed(words, k, end, text);
        let words_of_office = office::Office::parse(&printed);
        if office.is_none() && words_of_office.has_head() && words[k].is_capital() {
            office = Some(printed.trim_start_matches("the ").trim_start_matches("The ").to_owned());
        }
        k = end;
    }
    (k, office)
}

/// Steps over ", Mr Hook and Mr Marrow": the first of several is the speaker.
fn after_companions(words: &[Word], from: usize, text: &str, roster: &Roster) -> usize {
    let mut k = from;
    for _ in 0..12 {
        let joins = words.get(k).is_some_and(|w| w.key == "and" || w.text == "&");
        let listed = k > 0 && words.get(k - 1).is_some_and(Word::has_comma);
        if !joins && !listed {
            break;
        }
        let at = k + usize::from(joins);
        let Some(next) = mentions_at(words, at, text, roster).into_iter().next() else { break };
        k = after_apposition(words, next.end, text, roster).0;
    }
    k
}

/// "..., and the Director provided details": the speaker of a sentence that begins with the audience.
fn second_clause(words: &[Word], from: usize, text: &str, roster: &Roster) -> Option<Subject> {
    (from + 1..words.len()).filter(|&k| matches!(words[k].key.as_str(), "and" | "while" | "whilst")).find_map(|k| {
        mentions_at(words, k + 1, text, roster)
            .into_iter()
            .filter(|m| matches!(m.who, Who::Name { bare: false, .. } | Who::Office(_) | Who::Chair | Who::ViceChair))
            .find_map(|m| said_by(words, m, text, roster).ok())
            .map(Subject::Speaks)
    })
}

/// The subject of a sentence that begins with a phrase: "Following the overview, Councillor X asked".
fn after_lead(words: &[Word], text: &str, roster: &Roster) -> Subject {
    let reply = words[0].key == "in"
        && words.get(1).is_some_and(|w| matches!(w.key.as_str(), "response" | "reply" | "answer"))
        || matches!(words[0].key.as_str(), "responding" | "answering" | "replying");
    let mut closed_off = false;
    for k in 1..words.len() {
        let (before, comma) = (&words[k - 1], words[k - 1].has_comma());
        closed_off |= matches!(before.key.as_str(), "that" | "whether" | "which" | "who" | "what" | "how");
        if !comma && (closed_off || SUBORDINATE.contains(&before.key.as_str()) || is_title(&before.key)) {
            continue;
        }
        let said = mentions_at(words, k, text, roster)
            .into_iter()
            .filter(|m| m.who != Who::Pronoun || comma)
            .filter(|m| comma || !matches!(m.who, Who::Name { bare: true, .. }))
            .find_map(|m| said_by(words, m, text, roster).ok());
        if let Some(speaks) = said {
            return Subject::Speaks(speaks);
        }
        if comma || before_it_was(words, k) {
            // "At that meeting, Members agreed": what another meeting did.
            let elsewhere = words[0].key == "at";
            let found = told_or_group(words, k, text).filter(|_| comma && !elsewhere);
            if let Some(found) = found.or_else(|| impersonal(words, k)) {
                return match found {
                    Subject::Told if reply => Subject::Unsaid { verb: Verb::Reply },
                    Subject::Unsaid { .. } if reply => Subject::Unsaid { verb: Verb::Reply },
                    found => found,
                };
            }
        }
    }
    if reply { Subject::Unsaid { verb: Verb::Reply } } else { Subject::Nothing }
}

/// "Further to questions it was noted": a phrase without its comma.
fn before_it_was(words: &[Word], k: usize) -> bool {
    words[k].key == "it" && words.get(k + 1).is_some_and(|w| w.key == "was")
}

#[cfg(test)]
mod tests;
