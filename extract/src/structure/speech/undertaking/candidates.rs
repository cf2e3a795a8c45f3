//! The places of a sentence where somebody may undertake something: wide nets, by wording. What is caught is weighed
//! afterwards.

use super::deeds::{Deed, Shape, deed};
use super::doer::{charged_before, doer_before, is_apart, is_name_like};
use super::notes;
use crate::structure::speech::words::Word;
use std::ops::Range;

/// By which wording a place was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wording {
    /// "agreed to send", "offered to", "undertook to".
    AgreedTo,
    /// "Clerk to send".
    Charge,
    /// "ACTION: send the list to all".
    Action,
    /// "Jo: send the list".
    Label,
    /// "will send", "shall be sent".
    Will,
    /// "would send", "would be sent".
    Would,
    /// "was to send", "are to be sent".
    IsTo,
    /// "going to send", "due to start", "plans to", "intends to", "hoped to".
    Plan,
    /// "it is intended that", "it was planned to".
    Intended,
    /// "The Clerk was asked to send".
    WasAsked,
    /// "asked the Clerk to send".
    AskedTo,
    /// "asked that the list be sent".
    AskedThat,
    /// "can be reviewed", "could be sent".
    Can,
    /// "Send the list": an entry of a list that begins with what is to be done.
    Bare,
    /// "A letter to be sent to the owner".
    ToBe,
    /// "Jo needs to send the list".
    Needs,
}

impl Wording {
    /// Whether it is a note of an action, not a sentence.
    pub fn is_note(self) -> bool {
        matches!(self, Self::Charge | Self::Action | Self::Label | Self::Bare | Self::ToBe)
    }

    /// Its name in the weights and in what is told of a finding.
    pub fn name(self) -> &'static str {
        match self {
            Self::AgreedTo => "agreed-to",
            Self::Charge => "charge",
            Self::Action => "action",
            Self::Label => "label",
            Self::Will => "will",
            Self::Would => "would",
            Self::IsTo => "is-to",
            Self::Plan => "plan-to",
            Self::Intended => "intended",
            Self::WasAsked => "was-asked",
            Self::AskedTo => "asked-to",
            Self::AskedThat => "asked-that",
            Self::Can => "can",
            Self::Bare => "bare",
            Self::ToBe => "to-be",
            Self::Needs => "needs",
        }
    }
}

/// A place where somebody may undertake something. Places are those of words.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The wording.
    pub wording: Wording,
    /// The words that stand for whoever does it; empty where there are none.
    pub doer: Range<usize>,
    /// The word that makes it an undertaking: "will", "agreed", "to".
    pub mark: usize,
    /// The verb of what is done.
    pub verb: usize,
    /// What that verb is; `None` for one that is not listed.
    pub deed: Option<Deed>,
    /// Whether it is done to the subject: "will be sent".
    pub passive: bool,
    /// What softens it between mark and verb: "be happy", "try", "look".
    pub soft: bool,
    /// Whether it is denied.
    pub negated: bool,
}

/// Words that may stand between a mark and its verb.
pub(super) fn is_adverb(key: &str) -> bool {
    const ADVERBS: &[&str] = &[
        "also",
        "then",
        "now",
        "still",
        "again",
        "further",
        "soon",
        "shortly",
        "always",
        "therefore",
        "both",
        "first",
        "only",
        "just",
        "further",
        "instead",
        "once",
        "duly",
        "not",
        "never",
        "all",
    ];
    ADVERBS.contains(&key) || (key.len() > 4 && key.ends_with("ly") && !matches!(key, "apply" | "supply" | "reply"))
}

/// Words after "will" or "be" that take the verb after their "to".
pub(super) fn is_hedge(key: &str) -> bool {
    const HEDGES: &[&str] = &[
        "able",
        "available",
        "happy",
        "willing",
        "prepared",
        "glad",
        "pleased",
        "try",
        "aim",
        "look",
        "seek",
        "hope",
        "endeavour",
        "attempt",
        "continue",
        "arrange",
        "plan",
        "intend",
        "like",
        "want",
        "need",
        "have",
    ];
    HEDGES.contains(&key)
}

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
            (true, _) => place(Wording::Label, first..verb, verb, verb, words),
            (false, true) => place(Wording::Action, first..first, first, verb, words),
            (false, false) => place(Wording::Bare, first..first, first, verb, words),
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
        if done.contains(&key(words, k)) && k + 2 == words.len() && initials(&words[k + 1]) {
            return true;
        }
        let begins = is_apart(words, k) || !words[k].before.is_empty() || !words[k - 1].after.is_empty();
        done.contains(&key(words, k)) && ends && (begins || k + 1 == words.len() && words[k].text != words[k].key)
    })
}

pub(super) fn place(wording: Wording, doer: Range<usize>, mark: usize, verb: usize, words: &[Word]) -> Candidate {
    let deed = words.get(verb).and_then(|w| w.key.split('/').next().and_then(deed));
    Candidate { wording, doer, mark, verb, deed, passive: false, soft: false, negated: false }
}

pub(super) fn key<'a>(words: &'a [Word], at: usize) -> &'a str {
    words.get(at).map_or("", |w| w.key.as_str())
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
    let word = key(words, at);
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
        while is_adverb(key(words, *verb)) {
            *negated |= matches!(key(words, *verb), "not" | "never");
            *verb += 1;
        }
    };
    skip(&mut verb, &mut negated);
    if key(words, verb) == "be" {
        let next = (verb + 1..verb + 4).find(|&k| !is_adverb(key(words, k)))?;
        let form = key(words, next);
        if is_hedge(form) && key(words, next + 1) == "to" {
            (soft, verb) = (true, next + 2);
        } else if is_past(form) {
            (passive, verb) = (true, next);
        } else if form.ends_with("ing") {
            verb = next;
        }
    } else if is_hedge(key(words, verb)) && key(words, verb + 1) == "to" {
        // "will continue to chase": what goes on is the deed.
        soft = !matches!(key(words, verb), "continue" | "arrange");
        verb += 2;
        skip(&mut verb, &mut negated);
    }
    words.get(verb)?;
    // "I will put the question" is the meeting's own course.
    let put = matches!(key(words, verb), "put" | "call");
    if put && (verb + 1..verb + 4).any(|k| matches!(key(words, k), "question" | "vote" | "motion")) {
        return None;
    }
    let doer = doer_before(words, doer_end);
    if wording == Wording::Can && !passive && !(matches!(word, "can" | "could") && notes::offers(words, &doer, verb)) {
        return None;
    }
    Some(Candidate { passive, soft, negated, ..place(wording, doer, at, verb, words) })
}

/// Whether a word can be a participle: listed, or ending as they do.
pub(super) fn is_past(key: &str) -> bool {
    deed(key).map_or(key.len() > 4 && key.ends_with("ed"), |d| d.shape == Shape::Past || key == "put" || key == "set")
}

/// "… to VERB", by what stands before "to".
fn infinitive(words: &[Word], at: usize) -> Option<Candidate> {
    if key(words, at) != "to" || at == 0 {
        return None;
    }
    let mut verb = at + 1;
    while is_adverb(key(words, verb)) {
        verb += 1;
    }
    let passive = key(words, verb) == "be" && words.get(verb + 1).is_some_and(|w| is_past(&w.key));
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
        && (is_adverb(key(words, mark))
            || matches!(key(words, mark), "himself" | "herself" | "itself" | "themselves" | "in" | "place"))
    {
        mark -= 1;
    }
    let negated = key(words, at - 1) == "not";
    let made = |wording, doer: Range<usize>, mark| {
        Some(Candidate { passive, negated, ..place(wording, doer, mark, verb, words) })
    };
    match key(words, mark) {
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
                matches!(key(words, mark.wrapping_sub(1)), "was" | "were" | "be" | "been" | "is" | "are" | "also");
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
            key(words, k),
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
        key(words, at),
        "asked" | "requested" | "request" | "requests" | "requesting" | "proposed" | "suggested"
    );
    let that = matches!(key(words, at + 1), "that" | "for");
    // "Request for Comment" is a title.
    let title = words[at].is_capital() && words.get(at + 2).is_some_and(Word::is_capital);
    if !asks || !that || title {
        return None;
    }
    let verb = (at + 2..words.len().min(at + 22)).find(|&k| deed(key(words, k)).is_some())?;
    // "suggested that it was late" asks for nothing.
    let wishes = |k: usize| matches!(key(words, k), "be" | "should" | "to" | "could" | "would");
    if matches!(key(words, at), "proposed" | "suggested") && !(at + 2..verb).any(wishes) {
        return None;
    }
    let passive = deed(key(words, verb)).is_some_and(|d| d.shape == Shape::Past);
    let end = (at + 2..verb).find(|&k| matches!(key(words, k), "be" | "should" | "would" | "to")).unwrap_or(verb);
    Some(Candidate { passive, ..place(Wording::AskedThat, at + 2..end, at, verb, words) })
}

/// An entry that begins with a verb in its bare form, a label of a name before it or none.
fn bare_start(words: &[Word], first: usize) -> Option<usize> {
    let label = words.iter().skip(first).take(3).position(|w| w.after.ends_with(':')).map(|k| first + k + 1);
    let at = label.filter(|&k| deed(key(words, k)).is_some()).unwrap_or(first);
    let bare = deed(key(words, at)).is_some_and(|d| d.shape == Shape::Bare) && words.len() > at + 2;
    // "Report to Council" is a heading; "Write to the Council" is not, for the verb is no noun.
    let verbal =
        matches!(key(words, at), "write" | "speak" | "talk" | "respond" | "apply" | "revert" | "submit" | "go");
    let next = key(words, at + 1);
    let noun = matches!(next, "of" | "was" | "is" | "from" | "and" | "will" | "for") || next == "to" && !verbal;
    (bare && !noun).then_some(at)
}
