//! Who is to do it: resolved like a speaker, or as printed.

use super::mention::{Mention, Who, mentions_at};
use super::turns::{Said, Turns};
use super::words::{Word, words};
use record::{Grade, Owner};

patterns! {
    /// Somebody was given something to do.
    COMMISSIONED = r"\b(?:was|were|been)\s+(?:also\s+)?(?:commissioned|engaged|appointed|asked|tasked|instructed|employed)\s+to\b";
    OWN_BODY = r"\b[Tt]he (?:service|[Cc]ouncil|team|department|directorate|authority|[Ss]ervice [A-Z]\w+)\b";
}

/// "Clerk to email Mr Pell", "JH to purchase signs": somebody is charged with something at the head of a sentence.
pub fn charge(text: &str, turns: &mut Turns) -> Option<Owner> {
    let all = words(text);
    let mention = mentions_at(&all, 0, text, turns.roster).into_iter().find(|m| !matches!(m.who, Who::Pronoun))?;
    let to = all.get(mention.end).filter(|w| w.key == "to")?;
    let deed = all.get(mention.end + 1).filter(|w| !w.is_capital() && !super::office::is_small(&w.key))?;
    let bare = matches!(mention.who, Who::Name { bare: true, .. });
    (to.after.is_empty() && !bare && !deed.key.ends_with("ed")).then(|| owner(&mention, turns))
}

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

/// Whoever is mentioned right before a verb in the middle of a sentence ("..., Ms Coombs offered to").
pub fn doer_before(text: &str, at: usize, turns: &mut Turns) -> Option<Owner> {
    let all = words(text);
    let verb = all.iter().position(|w| w.start >= at)?;
    let found = (verb.saturating_sub(6)..verb).find_map(|k| {
        mentions_at(&all, k, text, turns.roster)
            .into_iter()
            .find(|m| m.end == verb && matches!(m.who, Who::Name { bare: false, .. } | Who::Office(_) | Who::Chair))
    })?;
    Some(owner(&found, turns))
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

/// The first person or office that a clause mentions.
pub fn first_mentioned(clause: &str, turns: &mut Turns) -> Option<Owner> {
    let all = words(clause);
    subject(&all, 0, clause, turns)
}

/// Whoever says a sentence, as the owner of what it undertakes; none where nobody is known.
pub fn owner_of(said: &Said) -> Option<Owner> {
    let a = &said.attribution;
    (a.name.is_some() || a.role.is_some()).then(|| Owner {
        as_printed: a.as_printed.clone(),
        name: a.name.clone(),
        role: a.role.clone(),
        grade: Some(a.grade).filter(|g| *g != Grade::None),
    })
}

/// Whoever the sentence before said was commissioned: "That piece of work would look at ...".
pub fn commissioned(text: &str, turns: &mut Turns) -> Option<Owner> {
    let before = &text[..COMMISSIONED.find(text)?.start()];
    let all = words(before);
    let begin = all.iter().position(|w| w.key == "that").map_or(0, |k| k + 1);
    let found = mentions_at(&all, begin, before, turns.roster).into_iter().find(|m| m.who != Who::Pronoun)?;
    Some(owner(&found, turns))
}

/// "Work was ongoing regionally": at which level, and whose that is.
pub fn level(after: &str) -> Option<Owner> {
    const LEVELS: &[(&str, &str)] =
        &[("regionally", "the region"), ("sub-regionally", "the sub-region"), ("nationally", "the country")];
    let first = after.split_whitespace().next()?.trim_end_matches(['.', ',', ';']);
    let (adverb, whose) = LEVELS.iter().find(|(adverb, _)| *adverb == first)?;
    Some(Owner {
        as_printed: Some((*adverb).to_owned()),
        name: None,
        role: Some((*whose).to_owned()),
        grade: Some(Grade::Role),
    })
}

/// Last words of bodies that do things.
const BODIES: &[&str] = &[
    "service",
    "services",
    "council",
    "team",
    "teams",
    "group",
    "agency",
    "board",
    "department",
    "government",
    "trust",
    "authority",
    "partnership",
    "committee",
    "police",
    "officers",
    "schools",
    "school",
    "college",
    "company",
    "unit",
    "panel",
    "directorate",
    "providers",
    "forum",
    "region",
    "authorities",
    "inspectors",
    "partners",
];

/// "The service", "the Council": the body of its own that a sentence speaks of last.
pub fn own_body(text: &str) -> Option<String> {
    OWN_BODY.find_iter(text).last().map(|m| m.as_str().to_owned())
}

/// Who does what is planned or going on: the body that the clause before the verb names, and whoever says so for it.
pub fn actor(before: &str, verb: &str, said: &Said) -> Option<Owner> {
    let speaker = owner_of(said);
    // What is being done to something has no doer as its subject.
    if verb.contains("being") || verb.contains("under ") || verb.starts_with("work") {
        return speaker;
    }
    let all = words(before);
    let key = |k: usize| all[k].key.as_str();
    let begin =
        all.iter().rposition(|w| matches!(w.key.as_str(), "that" | "but" | "and" | "where")).map_or(0, |k| k + 1);
    let relative = (begin..all.len()).find(|&k| key(k) == "which" && k > begin && all[k - 1].has_comma());
    let (begin, end) = match relative {
        Some(k) => (all[..k].iter().rposition(|w| w.key == "that").map_or(0, |t| t + 1), k),
        None => (begin, (begin..all.len()).find(|&k| all[k].has_comma()).map_or(all.len(), |k| k + 1)),
    };
    let body = (begin..end).rev().find(|&k| BODIES.contains(&key(k)) && k - begin < 8);
    // "the Communication and Engagement group" begins at its article, which an inner "and" does not part from it.
    let begin = body.and_then(|k| (0..=k).rev().take(8).find(|&i| key(i) == "the")).unwrap_or(begin);
    let Some(k) = body else { return speaker };
    let printed = super::mention::printed(&all, begin.min(k), k + 1, before);
    let own = own_body(&printed).is_some() || printed.eq_ignore_ascii_case("officers");
    let spoken_for = if own { speaker.unwrap_or_default() } else { Owner::default() };
    Some(Owner { as_printed: Some(printed), ..spoken_for })
}
