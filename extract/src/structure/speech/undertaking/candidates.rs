//! The places of a sentence where somebody may undertake something: wide nets, by wording. What is caught is weighed
//! afterwards.

use super::candidate::{Candidate, Wording};
use super::deeds::{Shape, deed};
use super::doer::{charged_before, doer_before, is_apart, is_name_like};
use super::notes;
use super::small_words::{is_adverb, is_hedge};
use crate::structure::speech::words::{Word, key_at};
use std::ops::Range;

/// All places of a sentence, in order, at most one for each mark.
pub fn candidates(words: &[Word]) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let begin = action_label(words);
    for at in begin.unwrap_or(0)..words.len() {
        let marked = modal(words, at).or_else(|| infinitive(words, at)).or_else(|| asked_that(words, at));
        found.extend(marked.or_else(|| notes::without_to(words, at, begin == Some(at))));
    }
    let first = begin.unwrap_or(0);
    let marked = found.iter().any(|c| c.mark == first || c.wording == Wording::Charge);
    if let (Some(verb), false) = (bare_start(words, first), marked) {
        // "Jo: book the hall": whoever is named before the colon is charged.
        let named = verb > first && words[first..verb].iter().all(|w| is_name_like(w) || w.key == "and");
        found.push(match (named, begin.is_some()) {
            (true, _) => Candidate::new(Wording::Label, first..verb, verb, verb, words),
            (false, true) => Candidate::new(Wording::Action, first..first, first, verb, words),
            (false, false) => Candidate::new(Wording::Bare, first..first, first, verb, words),
        });
    } else if begin.is_some()
        && let Some(one) = found.first_mut()
        && matches!(one.wording, Wording::Charge | Wording::IsTo | Wording::Will)
    {
        one.wording = Wording::Action;
    }
    if is_done(words) {
        found.retain(|c| !c.wording.is_note());
    }
    found
}

/// "Clerk to write to the owner - done": a note of what has been done since.
fn is_done(words: &[Word]) -> bool {
    let done = ["done", "complete", "completed", "closed", "actioned", "discharged"];
    (3..words.len()).any(|k| {
        let ends = k + 1 == words.len() || is_apart(words, k + 1) || !words[k].after.is_empty();
        // "write to the owner completed JP": the cells of a row.
        let initials = |w: &Word| w.text.len() <= 3 && w.text.chars().all(char::is_uppercase);
        if done.contains(&key_at(words, k)) && k + 2 == words.len() && initials(&words[k + 1]) {
            return true;
        }
        let begins = is_apart(words, k) || !words[k].before.is_empty() || !words[k - 1].after.is_empty();
        done.contains(&key_at(words, k)) && ends && (begins || k + 1 == words.len() && words[k].text != words[k].key)
    })
}

/// "ACTION:", "Action point 3 –": where what follows it begins.
fn action_label(words: &[Word]) -> Option<usize> {
    let label = |w: &Word| w.is_capital() && matches!(w.key.as_str(), "action" | "actions" | "ap" | "todo" | "to-do");
    let at = words
        .iter()
        .position(|w| label(w) && (w.after.contains(':') || w.start == 0))
        .or_else(|| words.first().is_some_and(label).then_some(0))?;
    action_end(&words[at..]).map(|k| at + k)
}

/// Where what follows the label at the head of these words begins.
fn action_end(words: &[Word]) -> Option<usize> {
    let closes = |w: &Word| w.after.contains([':', '.', '-', '–', '—', ')', ']']) || w.before.contains(['–', '—']);
    let dash = |k: usize| words.get(k).is_some_and(|w| w.before.contains(['-', '–', '—', ':']));
    (0..4).find(|&k| words.get(k).is_some_and(closes) || dash(k + 1)).map(|k| k + 1)
}

/// "will", "would", "shall", "I'll", "can", "could" and the verb after them.
fn modal(words: &[Word], at: usize) -> Option<Candidate> {
    let word = key_at(words, at);
    let (wording, doer_end) = match word {
        "will" | "shall" => (Wording::Will, at),
        "would" => (Wording::Would, at),
        "can" | "could" | "may" | "might" => (Wording::Can, at),
        _ if word.ends_with("'ll") => (Wording::Will, at + 1),
        _ => return None,
    };
    let mut verb = at + 1;
    let mut negated = false;
    let mut soft = false;
    let mut passive = false;
    let skip = |verb: &mut usize, negated: &mut bool| {
        while is_adverb(key_at(words, *verb)) {
            *negated |= matches!(key_at(words, *verb), "not" | "never");
            *verb += 1;
        }
    };
    skip(&mut verb, &mut negated);
    if key_at(words, verb) == "be" {
        let next = (verb + 1..verb + 4).find(|&k| !is_adverb(key_at(words, k)))?;
        let form = key_at(words, next);
        if is_hedge(form) && key_at(words, next + 1) == "to" {
            (soft, verb) = (true, next + 2);
        } else if is_past(form) {
            (passive, verb) = (true, next);
        } else if form.ends_with("ing") {
            verb = next;
        }
    } else if is_hedge(key_at(words, verb)) && key_at(words, verb + 1) == "to" {
        // "will continue to chase": what goes on is the deed.
        soft = !matches!(key_at(words, verb), "continue" | "arrange");
        verb += 2;
        skip(&mut verb, &mut negated);
    }
    words.get(verb)?;
    // "I will put the question" is the meeting's own course.
    let put = matches!(key_at(words, verb), "put" | "call");
    if put && (verb + 1..verb + 4).any(|k| matches!(key_at(words, k), "question" | "vote" | "motion")) {
        return None;
    }
    let doer = doer_before(words, doer_end);
    if wording == Wording::Can && !passive && !(matches!(word, "can" | "could") && notes::offers(words, &doer, verb)) {
        return None;
    }
    Some(Candidate { passive, soft, negated, ..Candidate::new(wording, doer, at, verb, words) })
}

/// Whether a word can be a participle: listed, or ending as they do.
pub(super) fn is_past(key: &str) -> bool {
    deed(key).map_or(key.len() > 4 && key.ends_with("ed"), |d| d.shape == Shape::Past || key == "put" || key == "set")
}

/// "… to VERB", by what stands before "to".
fn infinitive(words: &[Word], at: usize) -> Option<Candidate> {
    if key_at(words, at) != "to" || at == 0 {
        return None;
    }
    let mut verb = at + 1;
    while is_adverb(key_at(words, verb)) {
        verb += 1;
    }
    let passive = key_at(words, verb) == "be" && words.get(verb + 1).is_some_and(|w| is_past(&w.key));
    verb += usize::from(passive);
    let word = words.get(verb)?;
    let known = word.key.split('/').next().and_then(deed).filter(|d| passive || d.shape == Shape::Bare);
    let small = matches!(word.key.as_str(), "the" | "a" | "an" | "this" | "that" | "their" | "its" | "all" | "any");
    // "prior to reviewing"
    let going = word.key.ends_with("ing") && deed(&word.key).is_none_or(|d| d.shape == Shape::Going);
    if small || going || word.is_capital() {
        return None;
    }
    let mut mark = at - 1;
    while mark > 0
        && (is_adverb(key_at(words, mark))
            || matches!(key_at(words, mark), "himself" | "herself" | "itself" | "themselves" | "in" | "place"))
    {
        mark -= 1;
    }
    let negated = key_at(words, at - 1) == "not";
    let made = |wording, doer: Range<usize>, mark| {
        Some(Candidate { passive, negated, ..Candidate::new(wording, doer, mark, verb, words) })
    };
    match key_at(words, mark) {
        // "is happy to report", "was happy to meet them"
        "happy" if GLADLY_TOLD.contains(&word.key.as_str()) => None,
        "agreed" | "agrees" | "offered" | "undertook" | "undertakes" | "promised" | "committed" | "pledged"
        | "volunteered" | "proposed" | "proposes" | "happy" | "offers" | "promises" | "prepared" | "willing" => {
            made(Wording::AgreedTo, doer_before(words, mark), mark)
        }
        "agree" | "undertake" | "volunteer" | "offer" | "promise" if mark > 0 && notes::is_present(words, mark) => {
            made(Wording::AgreedTo, doer_before(words, mark), mark)
        }
        "needs" | "need" if mark > 0 => {
            let doer = doer_before(words, mark);
            notes::is_someone(words, &doer).then(|| made(Wording::Needs, doer, mark)).flatten()
        }
        "is" | "was" | "are" | "were" | "isn't" | "wasn't" => {
            let (intent, wording) = intention(words, mark);
            made(wording, if intent { mark..mark } else { doer_before(words, mark) }, mark)
        }
        "planned" | "intended" | "expected" | "hoped" | "aimed" | "envisaged" | "anticipated" | "proposing"
            if before_is_it(words, mark) =>
        {
            made(Wording::Intended, mark..mark, mark)
        }
        "going" | "due" | "scheduled" | "planning" | "plans" | "plan" | "planned" | "intends" | "intend"
        | "intending" | "intended" | "hopes" | "hope" | "hoping" | "hoped" | "aims" | "aim" | "aiming" | "expects"
        | "expected" | "intention" | "wished" | "set" | "looking" | "wants" | "wishes" => {
            made(Wording::Plan, doer_before(words, mark), mark)
        }
        "asked" | "requested" | "instructed" | "tasked" | "directed" | "mandated" => {
            let was =
                matches!(key_at(words, mark.wrapping_sub(1)), "was" | "were" | "be" | "been" | "is" | "are" | "also");
            let doer = doer_before(words, if was { mark - 1 } else { mark });
            made(Wording::WasAsked, doer, mark)
        }
        _ => {
            if let Some(asking) = asked_before(words, at) {
                return made(Wording::AskedTo, asking + 1..at, asking);
            }
            let Some(doer) = charged_before(words, at) else {
                return notes::thing_before(words, at)
                    .filter(|_| passive && known.is_some_and(|d| !matches!(d.class, "effect" | "state" | "hold")))
                    .and_then(|doer| made(Wording::ToBe, doer, at));
            };
            // "to ask the Minister:" heads a question.
            if word.key == "ask" && words.last().is_some_and(|w| w.after.contains(':')) {
                return None;
            }
            let opens = doer.start == 0 && at <= 6 && word.key.chars().all(|c| c.is_alphabetic() || c == '/');
            (known.is_some() || opens).then(|| made(Wording::Charge, doer, at)).flatten()
        }
    }
}

/// What people are happy to do and have done: no offer.
const GLADLY_TOLD: &[&str] = &[
    "announce",
    "be",
    "confirm",
    "have",
    "hear",
    "inform",
    "introduce",
    "learn",
    "meet",
    "note",
    "report",
    "say",
    "see",
    "tell",
    "welcome",
];

/// "The intention is to", "Aim was to": what is meant is told, not who does it.
fn intention(words: &[Word], mark: usize) -> (bool, Wording) {
    let nouns = ["aim", "intention", "plan", "objective", "proposal", "idea", "hope", "purpose", "goal"];
    let found = words[..mark].iter().rev().take(3).any(|w| nouns.contains(&w.key.as_str()));
    (found, if found { Wording::Intended } else { Wording::IsTo })
}

fn before_is_it(words: &[Word], mark: usize) -> bool {
    words[..mark].iter().rev().take(4).any(|w| w.key == "it")
}

/// "asked the Clerk to": where the verb of asking is, a few words before.
fn asked_before(words: &[Word], to: usize) -> Option<usize> {
    let from = to.saturating_sub(9);
    let asking = (from..to.saturating_sub(1)).rev().find(|&k| {
        matches!(
            key_at(words, k),
            "asked"
                | "requested"
                | "instructed"
                | "urged"
                | "asks"
                | "requests"
                | "invited"
                | "directed"
                | "ask"
                | "request"
                | "tasked"
        )
    })?;
    (!words[asking..to].iter().any(|w| w.is_closed())).then_some(asking)
}

/// "asked that", "request that", "requested outlining": the verb follows somewhere.
fn asked_that(words: &[Word], at: usize) -> Option<Candidate> {
    let asks = matches!(
        key_at(words, at),
        "asked" | "requested" | "request" | "requests" | "requesting" | "proposed" | "suggested"
    );
    let that = matches!(key_at(words, at + 1), "that" | "for");
    // "Request for Comment" is a title.
    let title = words[at].is_capital() && words.get(at + 2).is_some_and(Word::is_capital);
    if !asks || !that || title {
        return None;
    }
    let verb = (at + 2..words.len().min(at + 22)).find(|&k| deed(key_at(words, k)).is_some())?;
    // "suggested that it was late" asks for nothing.
    let wishes = |k: usize| matches!(key_at(words, k), "be" | "should" | "to" | "could" | "would");
    if matches!(key_at(words, at), "proposed" | "suggested") && !(at + 2..verb).any(wishes) {
        return None;
    }
    let passive = deed(key_at(words, verb)).is_some_and(|d| d.shape == Shape::Past);
    let end = (at + 2..verb).find(|&k| matches!(key_at(words, k), "be" | "should" | "would" | "to")).unwrap_or(verb);
    Some(Candidate { passive, ..Candidate::new(Wording::AskedThat, at + 2..end, at, verb, words) })
}

/// An entry that begins with a verb in its bare form, a label of a name before it or none.
fn bare_start(words: &[Word], first: usize) -> Option<usize> {
    let label = words.iter().skip(first).take(3).position(|w| w.after.ends_with(':')).map(|k| first + k + 1);
    let at = label.filter(|&k| deed(key_at(words, k)).is_some()).unwrap_or(first);
    let bare = deed(key_at(words, at)).is_some_and(|d| d.shape == Shape::Bare) && words.len() > at + 2;
    // "Report to Council" is a heading; "Write to the Council" is not, for the verb is no noun.
    let verbal =
        matches!(key_at(words, at), "write" | "speak" | "talk" | "respond" | "apply" | "revert" | "submit" | "go");
    let next = key_at(words, at + 1);
    let noun = matches!(next, "of" | "was" | "is" | "from" | "and" | "will" | "for") || next == "to" && !verbal;
    (bare && !noun).then_some(at)
}
