//! What the weights know a sentence and its mentions by. A feature is a short text: what it looks at, `=`, and what
//! stands there. Nothing here knows a particular person, body or place: mentions stand as a sign for their manner.

mod around;
mod place;
mod terms;

use super::candidate::{Candidate, Manner};
use super::kinds::{Kinds, sign_of};
use super::utterance::Utterance;
use crate::structure::speech::predicate::verb_at;
use crate::structure::speech::roster::Roster;
use crate::structure::speech::subject::Subject;
use crate::structure::speech::verbs;
use crate::structure::speech::words::Word;
use record::Form;
use terms::{Sink, bucket, class, rule, standing};

/// How many words at the beginning of a sentence are features of their own.
const FIRST_WORDS: usize = 14;

/// How many words of a sentence are looked at at all: what it is about tells nothing of who says it.
const MOST_WORDS: usize = 40;

/// Most words of a line that says who moves something, and not what.
const LONGEST_MOVER: usize = 20;

/// A word of a sentence as the weights see it: folded, a mention as one sign, a number as one sign.
pub fn signs(utterance: &Utterance, words: &[Word]) -> Vec<String> {
    let mut signs = Vec::with_capacity(words.len());
    let mut at = 0;
    while at < words.len() && signs.len() < MOST_WORDS {
        if let Some(mention) = utterance.candidates.iter().find(|c| c.start == at) {
            signs.push(sign_of(mention.manner).to_owned());
            at = mention.end.max(at + 1);
            continue;
        }
        let key = &words[at].key;
        let number = key.chars().all(|c| c.is_ascii_digit() || ",.:/£%-".contains(c));
        signs.push(if number { "<number>".to_owned() } else { key.clone() });
        at += 1;
    }
    signs
}

/// The features of a sentence, given those around it.
pub fn of_sentence(all: &[Utterance], at: usize, roster: &Roster, out: &mut Sink) {
    let utterance = &all[at];
    let words = utterance.words();
    let signs = signs(utterance, &words);
    out(&["bias"]);
    let sign = |i: usize| signs.get(i).map_or("<end>", String::as_str);
    for (i, place) in ["0", "1", "2", "3"].into_iter().enumerate() {
        out(&["word", place, "=", sign(i)]);
    }
    out(&["words01=", sign(0), " ", sign(1)]);
    out(&["words12=", sign(1), " ", sign(2)]);
    out(&["words23=", sign(2), " ", sign(3)]);
    out(&["words012=", sign(0), " ", sign(1), " ", sign(2)]);
    signs.iter().take(FIRST_WORDS).for_each(|s| out(&["early=", s]));
    signs.iter().for_each(|s| out(&["has=", s]));
    of_kinds(&Kinds::tell(&utterance.candidates, &words), out);
    of_verbs(utterance, &words, out);
    of_shape(utterance, &words, out);
    of_mentions(utterance, &words, roster, out);
    of_place(all, at, out);
    around::of_surroundings(all, at, &words, roster, out);
    if let Some(before) = at.checked_sub(1).and_then(|i| all.get(i)) {
        of_motion(before, sign(0), out);
        out(&["before-rule=", rule(&before.subject)]);
        out(&["rules=", rule(&before.subject), ">", rule(&utterance.subject)]);
    }
    out(&["rule=", rule(&utterance.subject)]);
}

/// The kinds of the first words, and pairs of neighbours.
fn of_kinds(kinds: &Kinds, out: &mut Sink) {
    let kind = |i: usize| kinds.at(Some(i));
    for (i, place) in ["0", "1", "2", "3"].into_iter().enumerate() {
        out(&["kind", place, "=", kind(i)]);
    }
    out(&["kinds01=", kind(0), " ", kind(1)]);
    out(&["kinds12=", kind(1), " ", kind(2)]);
    out(&["kinds23=", kind(2), " ", kind(3)]);
    out(&["kinds012=", kind(0), " ", kind(1), " ", kind(2)]);
    out(&["kinds123=", kind(1), " ", kind(2), " ", kind(3)]);
    out(&["kinds0123=", kind(0), " ", kind(1), " ", kind(2), " ", kind(3)]);
    let all: Vec<&str> = kinds.all().collect();
    all.iter().for_each(|kind| out(&["kind-has=", kind]));
    all.windows(2).for_each(|pair| out(&["kind-pair=", pair[0], " ", pair[1]]));
}

/// "Moved by Mr Ash" and, in a paragraph of its own, "That the minutes be approved": what is moved is its mover's.
fn of_motion(before: &Utterance, sign: &str, out: &mut Sink) {
    let words = before.words();
    let moves = words.len() <= LONGEST_MOVER
        && !before.decides
        && words
            .iter()
            .any(|w| matches!(w.key.as_str(), "moved" | "proposed" | "proposer" | "mover" | "motion" | "name"));
    if moves {
        let ends = before.candidates.last().is_some_and(|c| c.end == words.len());
        out(&["after-mover"]);
        out(&["after-mover=", sign, if ends { " name" } else { "" }]);
    }
}

fn of_verbs(utterance: &Utterance, words: &[Word], out: &mut Sink) {
    let inside = |i: usize| utterance.candidates.iter().any(|c| (c.start..c.end).contains(&i));
    let mut verbs = (0..words.len().min(MOST_WORDS)).filter(|&i| !inside(i) && !words[i].is_capital());
    let first = verbs.find_map(|i| verbs::speech(&words[i].key).map(|verb| (i, verb)));
    let Some((i, verb)) = first else { return out(&["verb=none"]) };
    let before = i.checked_sub(1).map_or("<begin>", |b| words[b].key.as_str());
    let passive = matches!(before, "was" | "were" | "been" | "be" | "is" | "are" | "being");
    out(&["verb=", &words[i].key]);
    out(&["verb-class=", class(verb)]);
    out(&["verb-class=", class(verb), if passive { " passive" } else { " active" }]);
    out(&["verb-class=", class(verb), " at ", bucket(i)]);
    out(&["verb-before=", before]);
    if let Some(after) = words.get(i + 1) {
        out(&["verb-after=", class(verb), " ", &after.key]);
    }
}

fn of_shape(utterance: &Utterance, words: &[Word], out: &mut Sink) {
    let text = utterance.text.trim();
    out(&["length=", bucket(words.len())]);
    let last = text.chars().next_back().unwrap_or(' ');
    let last = if last.is_alphabetic() {
        'a'
    } else if last.is_ascii_digit() {
        '0'
    } else {
        last
    };
    out(&["last=", last.encode_utf8(&mut [0; 4])]);
    let capitals = words.iter().filter(|w| w.text.len() > 1 && w.text.chars().all(|c| !c.is_lowercase())).count();
    if capitals * 2 > words.len() {
        out(&["shouted"]);
    }
    if text.contains(['“', '"']) {
        out(&["quotation"]);
    }
    if text.contains('?') {
        out(&["asks"]);
    }
    if words.first().is_some_and(|w| w.text.starts_with(char::is_lowercase)) {
        out(&["small"]);
    }
    if utterance.decides {
        out(&["decides"]);
    }
    if utterance.label.is_some() {
        out(&["label"]);
    }
    if utterance.labelled {
        out(&["labelled"]);
    }
    let pronoun = words.iter().take(4).find(|w| matches!(w.key.as_str(), "he" | "she" | "they" | "it" | "we" | "i"));
    if let Some(pronoun) = pronoun {
        out(&["pronoun=", &pronoun.key]);
    }
}

fn of_mentions(utterance: &Utterance, words: &[Word], roster: &Roster, out: &mut Sink) {
    out(&["mentions=", bucket(utterance.candidates.len())]);
    let Some(first) = utterance.candidates.first() else { return };
    out(&["first-mention=", bucket(first.start), " ", first.manner.as_str()]);
    let verb = verb_at(words, first.end).map_or("none", |(verb, _)| class(verb));
    out(&["first-verb=", verb]);
    out(&["first-verb=", verb, " ", standing(first, roster)]);
    if let Some(next) = words.get(first.end) {
        out(&["first-then=", &next.key]);
    }
    let subject = (0..utterance.candidates.len()).find_map(|nth| {
        let (verb, _) = verb_at(words, utterance.candidates[nth].end)?;
        Some((nth, class(verb)))
    });
    let (subject, verb) = subject.map_or((None, "none"), |(nth, verb)| (Some(nth), verb));
    let at = subject.map_or("nowhere", |nth| place::place(&utterance.candidates, nth, words));
    out(&["subject-at=", at]);
    out(&["subject-at=", at, " ", verb]);
    (0..utterance.candidates.len()).for_each(|nth| out(&["any-at=", place::place(&utterance.candidates, nth, words)]));
    if utterance.candidates.iter().any(|c| c.manner == Manner::Mover) {
        out(&["mover-beside=", if words.first().is_some_and(|w| w.key == "that") { "that" } else { "-" }]);
    }
    if utterance.candidates.iter().any(|c| c.person.is_some()) {
        out(&["somebody-known"]);
    }
}

fn of_place(all: &[Utterance], at: usize, out: &mut Sink) {
    let utterance = &all[at];
    let form = match utterance.form {
        Form::ListEntry => "list",
        Form::TableRow => "row",
        Form::Heading => "heading",
        _ => "paragraph",
    };
    out(&["form=", form]);
    out(&["in-block=", bucket(utterance.in_block)]);
    out(&["in-item=", bucket(utterance.in_item)]);
    out(&["form-place=", form, " ", bucket(utterance.in_block.min(3))]);
    if utterance.marked {
        out(&["marked"]);
    }
    match at.checked_sub(1).map(|i| all[i].text.trim_end()) {
        None => out(&["begins"]),
        Some(before) if before.ends_with(':') => out(&["after=:"]),
        Some(before) if before.ends_with('?') => out(&["after=?"]),
        Some(_) => {}
    }
    let quiet = all[..at].iter().rev().take_while(|u| u.item == utterance.item && !u.has_subject()).count();
    out(&["since-subject=", bucket(quiet)]);
    match all.get(at + 1).filter(|next| next.item == utterance.item) {
        None => out(&["ends-item"]),
        Some(next) => out(&["next-rule=", rule(&next.subject)]),
    }
}

/// The features by which one mention of a sentence is chosen among all.
pub fn of_candidate(utterance: &Utterance, nth: usize, words: &[Word], roster: &Roster, out: &mut Sink) {
    place::of_place(&utterance.candidates, nth, words, &Kinds::tell(&utterance.candidates, words), roster, out);
    let candidate = &utterance.candidates[nth];
    let (start, end) = (candidate.start, candidate.end);
    let key = |i: Option<usize>| i.and_then(|i| words.get(i)).map_or("<none>", |w| w.key.as_str());
    out(&["manner=", candidate.manner.as_str()]);
    out(&["standing=", standing(candidate, roster)]);
    out(&["known=", if candidate.person.is_some() { "yes" } else { "no" }, " ", candidate.manner.as_str()]);
    out(&["rank=", bucket(nth)]);
    out(&["rank=", bucket(nth), " of ", bucket(utterance.candidates.len())]);
    out(&["place=", bucket(start)]);
    out(&["before=", key(start.checked_sub(1))]);
    out(&["before2=", key(start.checked_sub(2)), " ", key(start.checked_sub(1))]);
    out(&["after=", key(Some(end))]);
    out(&["after2=", key(Some(end)), " ", key(Some(end + 1))]);
    let verb = verb_at(words, end).map_or("none", |(verb, _)| class(verb));
    out(&["verb=", verb]);
    out(&["verb=", verb, " ", candidate.manner.as_str()]);
    let passive = words[..start].iter().rev().take(3).find_map(|w| verbs::speech(&w.key));
    out(&["verb-before=", passive.map_or("none", class)]);
    let rule_subject = match &utterance.subject {
        Subject::Speaks(speaks) => (start < speaks.mention.end && speaks.mention.end <= end).then_some("speaks"),
        Subject::Acts(mention) => (start < mention.end && mention.end <= end).then_some("acts"),
        _ => None,
    };
    out(&["subject=", rule_subject.unwrap_or("no")]);
    // A mark alone (“...”) has no words, and goes on from whoever spoke before it.
    let last = end.checked_sub(1).and_then(|at| words.get(at));
    if last.is_some_and(|w| w.possessive) {
        out(&["possessive"]);
    }
    for (mark, name) in [(':', "colon"), (',', "comma"), (')', "bracket"), ('.', "stop")] {
        if last.is_some_and(|w| w.after.contains(mark)) {
            out(&["then=", name]);
        }
    }
    if words.get(start).is_some_and(|w| w.before.contains('(')) {
        out(&["in-brackets"]);
    }
    if utterance.label == Some(nth) {
        out(&["label"]);
    }
    if utterance.candidates[..nth].iter().any(|c| c.person.is_some() && c.person == candidate.person) {
        out(&["again"]);
    }
}

/// What kind of speaker a mention would be: officers answer and present, members ask and move.
pub fn of_speaker(candidate: &Candidate, roster: &Roster, out: &mut Sink) {
    let standing = standing(candidate, roster);
    out(&["standing=", standing]);
    out(&["standing=", standing, " ", candidate.manner.as_str()]);
    if let Some(person) = candidate.person.and_then(|i| roster.people.get(i)) {
        out(&["executive=", if person.is_executive() { "yes" } else { "no" }]);
        if !person.offices.is_empty() {
            out(&["holds-office"]);
        }
    }
    if candidate.name.as_ref().is_some_and(|n| n.is_member()) {
        out(&["member-title"]);
    }
}
