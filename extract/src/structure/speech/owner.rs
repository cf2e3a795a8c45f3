//! Who is to do it: resolved like a speaker, or as printed.

use super::mention::{Mention, Who, mentions_at, printed};
use super::turns::{AttributedSentence, Turns};
use super::undertaking::candidate::{Candidate, Wording};
use super::words::{Word, words};
use crate::lexicon::{self, Tags};
use crate::structure::action_by;
use record::{Certainty, Grade, Owner};
use std::ops::Range;

/// Who a resolution or an action line charges: its grammatical subject, or whoever is asked or given authority.
pub fn charged(text: &str, turns: &mut Turns) -> Option<Owner> {
    let all = words(text);
    let keys: Vec<&str> = all.iter().map(|w| w.key.as_str()).collect();
    let begin = keys.iter().position(|k| !matches!(*k, "that" | "and")).unwrap_or(0);
    if let Some(owner) = subject(&all, begin, text, turns) {
        return Some(owner);
    }
    let given = (0..keys.len()).find(|&k| {
        matches!(keys[k], "to" | "asks" | "requests" | "asked" | "requested" | "request" | "ask" | "instruct")
            && (keys[..k].iter().rev().take(4).any(|w| w.starts_with("delegat") || *w == "authority")
                || keys[k] != "to")
    })?;
    subject(&all, given + 1, text, turns)
}

fn subject(all: &[Word], at: usize, text: &str, turns: &mut Turns) -> Option<Owner> {
    let found = mentions_at(all, at, text, turns.roster).into_iter().find(|m| match m.who {
        Who::Pronoun => false,
        Who::Name { bare: true, .. } => {
            all.get(m.end).is_some_and(|w| matches!(w.key.as_str(), "had" | "has" | "to" | "will"))
        }
        Who::Office(_) => {
            all.get(m.end).is_none_or(|w| !matches!(w.key.as_str(), "be" | "report" | "update"))
                || asked_next(all, m.end)
        }
        _ => all.get(m.end).is_none_or(|w| w.key != "be") || asked_next(all, m.end),
    })?;
    let last = &all[found.end - 1];
    (!last.possessive).then(|| owner(&found, turns))
}

fn asked_next(all: &[Word], k: usize) -> bool {
    all.get(k).is_some_and(|w| w.key == "be")
        && all.get(k + 1).is_some_and(|w| {
            matches!(w.key.as_str(), "asked" | "requested" | "instructed" | "authorised" | "invited" | "delegated")
        })
}

fn owner(mention: &Mention, turns: &mut Turns) -> Owner {
    let found = turns.identify(mention, None).map(|(_, attribution)| attribution);
    let grade = found.as_ref().map(|a| a.grade).filter(|g| *g != Grade::None);
    let (name, role) = found.map_or((None, None), |a| (a.name, a.role));
    Owner { as_printed: Some(mention.printed.clone()), name, role, grade }
}

/// Whoever says a sentence, as the owner of what it undertakes; none where nobody is known. Of one who is only likely
/// to have said it, only the words are kept.
pub fn owner_of(sentence: &AttributedSentence) -> Option<Owner> {
    let a = &sentence.attribution;
    if a.certainty == Some(Certainty::Likely) {
        return a.as_printed.clone().map(|p| Owner { as_printed: Some(p), ..Owner::default() });
    }
    (a.name.is_some() || a.role.is_some()).then(|| Owner {
        as_printed: a.as_printed.clone(),
        name: a.name.clone(),
        role: a.role.clone(),
        grade: Some(a.grade).filter(|g| *g != Grade::None),
    })
}

/// Whom a line names that says nothing else than who is to act: "Action: Clerk"; a name only where it is somebody's.
pub fn of_action_line(text: &str, turns: &mut Turns) -> Option<Owner> {
    let named = action_by::doers(text)?;
    let words = words(named.printed);
    let owner = doer(&words, named.printed, 0..words.len(), turns)?;
    // Of several the first is named, and all are printed.
    (named.plain || owner.name.is_some()).then(|| Owner { as_printed: Some(named.printed.to_owned()), ..owner })
}

/// Who is to do what a place undertakes: whoever stands before the verb, for a pronoun or nobody whoever speaks, for
/// what is done to something whoever it is done by.
pub fn who(
    words: &[Word],
    text: &str,
    place: &Candidate,
    sentence: &AttributedSentence,
    turns: &mut Turns,
) -> Option<Owner> {
    if place.passive && !matches!(place.wording, Wording::WasAsked) {
        let agent = agent(words, place).and_then(|range| doer(words, text, range, turns));
        return agent.or_else(|| owner_of(sentence));
    }
    // "I'll": the mark is part of the word that stands for whoever does it.
    let clipped = if place.doer.start <= place.mark { place.mark } else { place.doer.end };
    let range = place.doer.start..place.doer.end.min(clipped);
    let whose = words.get(range.clone()).unwrap_or_default();
    let pronoun = whose.first().filter(|w| matches!(w.key.as_str(), "he" | "she" | "i" | "we"));
    let speaks = pronoun.or(whose.last()).is_none_or(|w| {
        const SPEAKERS: &[&str] =
            &["i", "we", "he", "she", "they", "which", "who", "that", "it", "this", "there", "and"];
        SPEAKERS.contains(&w.key.as_str())
    });
    if speaks || is_thing(whose) { owner_of(sentence) } else { doer(words, text, range, turns) }
}

/// "a report will issue": what stands before the verb is neither somebody nor several who could do it.
fn is_thing(doer: &[Word]) -> bool {
    let several =
        ["members", "officers", "staff", "councillors", "representatives", "trustees", "everyone", "all", "group"];
    let someone = |w: &Word| {
        w.is_capital() && w.key != "the" && w.key != "a" && w.key != "an"
            || several.contains(&w.key.as_str())
            || lexicon::tags(&w.key).has_any(Tags::HEAD | Tags::BODY | Tags::TITLE | Tags::OFFICE_TITLE)
    };
    doer.first().is_some_and(|w| matches!(w.key.as_str(), "the" | "a" | "an" | "this" | "these"))
        && !doer.iter().any(someone)
}

/// Whether a person, an office or a pronoun for one stands before the verb.
pub fn is_somebody(words: &[Word], place: &Candidate) -> bool {
    let doer = words.get(place.doer.clone()).unwrap_or_default();
    let pronoun = doer.last().is_none_or(|w| matches!(w.key.as_str(), "i" | "we" | "he" | "she" | "they"));
    pronoun || is_somebody_among(doer)
}

/// Whether these words stand for a person or an office: a title, an office, initials, a name.
pub fn is_somebody_among(doer: &[Word]) -> bool {
    let tags = doer.iter().fold(Tags::NONE, |all, w| all | lexicon::tags(&w.key));
    let names = !doer.is_empty() && doer.iter().all(|w| w.is_capital() && !w.possessive);
    tags.has_any(Tags::HEAD | Tags::TITLE | Tags::OFFICE_TITLE) || names
}

/// "by the Clerk", "by HR": the words after "by" behind a participle.
fn agent(words: &[Word], place: &Candidate) -> Option<Range<usize>> {
    let rest = words.get(place.verb..).unwrap_or_default();
    let by = rest.iter().take(12).position(|w| w.key == "by")? + place.verb + 1;
    let end = (by..words.len().min(by + 8)).find(|&k| words[k].is_closed()).map_or(words.len().min(by + 8), |k| k + 1);
    let first = words.get(by)?;
    let someone = first.is_capital() && !lexicon::tags(&first.key).has_any(Tags::MONTH | Tags::WEEKDAY);
    (someone || first.key == "the" && is_office(words, by + 1..end)).then_some(by..end)
}

/// Whether an office or a body is among these words.
pub fn is_office(words: &[Word], range: Range<usize>) -> bool {
    words.get(range).unwrap_or_default().iter().any(|w| lexicon::tags(&w.key).has_any(Tags::HEAD | Tags::BODY))
}

/// Whoever these words stand for: resolved where they mention one person or office, else as printed. Of several, the
/// words are kept and the first is named.
fn doer(words: &[Word], text: &str, range: Range<usize>, turns: &mut Turns) -> Option<Owner> {
    let mut begin = range.start;
    while begin < range.end
        && matches!(
            words[begin].key.as_str(),
            "and" | "that" | "so" | "then" | "where" | "action" | "but" | "also" | "otherwise" | "however"
        )
    {
        begin += 1;
    }
    // "BY" in capitals is somebody.
    begin += usize::from(words.get(begin).is_some_and(|w| w.text == "by"));
    // "GROUNDS The Clerk": a heading that ran into the sentence.
    if let Some(the) = (begin + 1..range.end).rev().find(|&k| words[k].text == "The") {
        begin = the;
    }
    if begin >= range.end {
        return None;
    }
    let found = (begin..range.end).find_map(|k| {
        let mentions = mentions_at(words, k, text, turns.roster);
        mentions.into_iter().find(|m| m.who != Who::Pronoun && m.end <= range.end && !is_owning(words, m))
    });
    let Some(mention) = found else {
        let short = words.get(begin).filter(|_| range.end == begin + 1).and_then(|w| by_part(w.text, turns));
        let as_printed = Some(printed(words, begin, range.end, text)).filter(|p| !p.trim().is_empty())?;
        return Some(Owner { as_printed: Some(as_printed), ..short.unwrap_or_default() });
    };
    // "Cllr JA"
    let last = &words[mention.end - 1];
    let initials =
        last.text.len() > 1 && last.text.len() <= 4 && last.text.chars().all(|c| c.is_uppercase() || c == '.');
    let single = by_part(if initials { last.text } else { &mention.printed }, turns);
    let several = (mention.end..range.end).any(|k| words[k].key == "and");
    let found = owner(&mention, turns);
    let found = if found.name.is_none() || initials && single.is_some() { single.unwrap_or(found) } else { found };
    let as_printed = if several { printed(words, begin, range.end, text) } else { mention.printed };
    Some(Owner { as_printed: Some(as_printed), ..found })
}

/// "the Clerk's letter": whose it is, not who does it.
fn is_owning(words: &[Word], mention: &Mention) -> bool {
    mention.end.checked_sub(1).and_then(|k| words.get(k)).is_some_and(|w| w.possessive)
}

/// The one person of the roster whose first name this is, or whose initials in capitals.
fn by_part(word: &str, turns: &Turns) -> Option<Owner> {
    let key = record::text::fold(word.trim_end_matches('.'));
    let initials = word.len() <= 4 && word.chars().all(|c| c.is_uppercase() || c == '.');
    let letters = key.replace('.', "");
    let mut fitting = turns.roster.people.iter().filter(|p| {
        let first = p.name.given.first();
        let own: String = p.name.given.iter().chain([&p.name.surname]).filter_map(|n| n.chars().next()).collect();
        let ends = first.and_then(|f| f.chars().next()).zip(p.name.surname.chars().next());
        let short = ends.map(|(a, b)| format!("{a}{b}"));
        // Some go by a second name, or by a short form.
        p.name.given.iter().any(|g| g.len() > 1 && (*g == key || lexicon::is_short_for(&key, g)))
            || initials && letters.len() > 1 && (own == letters || short.as_deref() == Some(&letters))
    });
    let one = fitting.next()?;
    // One who stands in two lists is one person.
    fitting
        .all(|p| p.name.surname == one.name.surname && p.name.given.first() == one.name.given.first())
        .then_some(())?;
    Some(Owner {
        as_printed: None,
        name: Some(one.display.clone()),
        role: one.offices.first().map(|(office, _)| office.clone()),
        grade: Some(Grade::Named),
    })
}
