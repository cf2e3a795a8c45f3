//! Who is to do it: the words before a wording of undertakings, and the verb of speech that governs them.

use super::deeds::{Shape, deed};
use super::small_words::{is_adverb, is_small};
use crate::lexicon::{self, Speech, Tags};
use crate::structure::speech::words::{Word, key_at};
use std::ops::Range;

/// The words before a verb that stand for whoever does it: back to what closes the clause.
pub(super) fn doer_before(words: &[Word], end: usize) -> Range<usize> {
    let mut end = end;
    while end > 0
        && (is_adverb(key_at(words, end - 1))
            || matches!(key_at(words, end - 1), "has" | "have" | "had" | "is" | "are" | "was" | "were" | "been" | "be"))
    {
        end -= 1;
    }
    if end > 1 && matches!(key_at(words, end - 1), "and" | "but") {
        return first_subject(words, end);
    }
    let mut begin = end;
    while begin > 0 && end - begin < 12 {
        let word = &words[begin - 1];
        let listed = begin < end && word.has_comma() && is_listed(words, begin);
        if begin < end && word.is_closed() && !listed {
            break;
        }
        let closes = matches!(
            word.key.as_str(),
            "that"
                | "which"
                | "who"
                | "but"
                | "if"
                | "when"
                | "where"
                | "as"
                | "because"
                | "so"
                | "whether"
                | "what"
                | "how"
                | "until"
                | "once"
                | "then"
                | "while"
                | "although"
        );
        if closes && begin == end {
            // "which would": the relative word itself is the subject.
            return begin - 1..end;
        }
        let speaks = lexicon::verb(&word.key).is_some_and(|v| v.form == lexicon::VerbForm::Past);
        if closes || (speaks && begin < end) {
            break;
        }
        let joins = word.key == "and" && begin < end && !is_name_like(&words[begin]);
        if joins {
            break;
        }
        begin -= 1;
    }
    begin..end
}

/// "The Clerk had written and agreed to": the subject of the first verb does the second deed too; none where no verb
/// stands before it.
fn first_subject(words: &[Word], end: usize) -> Range<usize> {
    let auxiliary = ["had", "has", "have", "was", "were", "is", "are", "will", "would"];
    let verb = (1..end.min(9)).find(|&k| {
        let past = lexicon::verb(&words[k].key).is_some_and(|v| v.form == lexicon::VerbForm::Past);
        past || auxiliary.contains(&words[k].key.as_str())
            || deed(&words[k].key).is_some_and(|d| d.shape == Shape::Past)
    });
    match verb {
        Some(verb) if !words[..verb].iter().any(|w| w.is_closed() && w.after.contains([':', ';'])) => 0..verb,
        _ => end..end,
    }
}

/// Papers and plans, which "to" follows without charging anybody: "a Bill to", "Motion to".
const PAPERS: &[&str] = &[
    "act",
    "agenda",
    "agreement",
    "amendment",
    "appeal",
    "application",
    "article",
    "bill",
    "budget",
    "business",
    "commitment",
    "consent",
    "contract",
    "decision",
    "delegation",
    "grant",
    "guide",
    "intention",
    "invitation",
    "letter",
    "licence",
    "motion",
    "notice",
    "order",
    "ordinance",
    "paper",
    "permission",
    "petition",
    "plan",
    "policy",
    "project",
    "proposal",
    "report",
    "request",
    "resolution",
    "response",
    "scheme",
    "strategy",
    "visit",
    "works",
];

/// A reference before an entry: "3.2", "20-4A6", "AP1".
fn is_reference(word: &Word) -> bool {
    let number = word.text.chars().any(char::is_numeric);
    // "NO" in capitals is somebody.
    number || matches!(word.text, "No" | "no") || matches!(word.key.as_str(), "ap" | "action" | "actions" | "item")
}

/// Whether something that is no word of its own stands before the word at `k`: a dash between spaces, a tab's gap.
pub(super) fn is_apart(words: &[Word], k: usize) -> bool {
    k.checked_sub(1).and_then(|b| words.get(b)).zip(words.get(k)).is_some_and(|(before, word)| {
        let gap = word.start.saturating_sub(word.before.len()).saturating_sub(before.end);
        gap > before.after.len() + 2
    })
}

/// "The Chair, Footpath Warden and the Clerk": a comma between doers.
fn is_listed(words: &[Word], begin: usize) -> bool {
    let next = &words[begin];
    is_name_like(next) && words[begin..].iter().take(4).any(|w| w.key == "and")
}

/// Whether a word can stand for somebody: a capital, an office, a title.
pub fn is_name_like(word: &Word) -> bool {
    word.is_capital()
        || lexicon::tags(&word.key).has_any(Tags::HEAD | Tags::TITLE | Tags::OFFICE_TITLE)
        || word.key == "the"
}

/// "Clerk to", "Cllrs A and B to", ", HR to": whoever is charged, where a clause begins with them.
pub(super) fn charged_before(words: &[Word], to: usize) -> Option<Range<usize>> {
    let mut begin = to;
    let mut named = false;
    while begin > 0 && to - begin < 10 {
        let word = &words[begin - 1];
        let closed = begin < to
            && (word.is_closed() && !(word.has_comma() && is_listed(words, begin))
                || word.after.contains(['-', '–', '—']));
        let tags = lexicon::tags(&word.key);
        // "PB Noted that", "Hilmar motioned to": what somebody did.
        let did = lexicon::verb(&word.key).is_some_and(|v| v.form == lexicon::VerbForm::Past)
            || word.key.ends_with("ed") && !word.is_capital();
        let someone =
            !did && (word.is_capital() || tags.has_any(Tags::HEAD | Tags::TITLE | Tags::OFFICE_TITLE | Tags::BODY));
        let holds = someone
            || matches!(
                word.key.as_str(),
                "the"
                    | "and"
                    | "of"
                    | "for"
                    | "members"
                    | "officers"
                    | "councillors"
                    | "staff"
                    | "all"
                    | "panel"
                    | "with"
                    | "below"
                    | "as"
                    | "listed"
            );
        if closed || !holds || is_reference(word) || begin < to && is_apart(words, begin) {
            break;
        }
        named |= someone || matches!(word.key.as_str(), "members" | "officers" | "councillors" | "staff");
        begin -= 1;
        if word.before.contains(['-', '–', '—', '(', '•', '*']) {
            break;
        }
    }
    // "AS" and "NO" in capitals are somebody's initials.
    let joins = |w: &Word| w.text == w.key && matches!(w.text, "and" | "of" | "for" | "with" | "as");
    while begin < to && joins(&words[begin]) {
        begin += 1;
    }
    // "Need to back up the list", "Happy to talk", "It is OK to wait"
    let initials = |w: &Word| w.key != "ok" && !w.text.chars().any(char::is_lowercase);
    if words.get(to - 1).is_some_and(|w| is_small(&w.key) && !initials(w)) {
        return None;
    }
    let titled = to.checked_sub(2).is_some_and(|k| lexicon::tags(&words[k].key).has(Tags::TITLE));
    if words.get(to.wrapping_sub(1)).is_some_and(|w| PAPERS.contains(&w.key.as_str()) && !titled) {
        return None;
    }
    // "asked the Vehicle Agency (VA) to": the short name of what stands before it, not who is charged.
    if begin > 0 && begin < to && words[begin].before.contains('(') && words[to - 1].after.contains(')') {
        return None;
    }
    // "Challenge owner to provide": whatever stands alone before "to" at the head of the sentence.
    let bare_noun = |w: &Word| {
        let noun = w.key.chars().any(char::is_alphabetic)
            && lexicon::verb(&w.key).is_none_or(|v| v.form == lexicon::VerbForm::Bare);
        let did = w.key.ends_with("ed") && !w.is_capital();
        !w.is_closed() && noun && !is_small(&w.key) && !w.key.ends_with("ing") && !did && !w.key.contains('\'')
    };
    if !named
        && to <= 4
        && words[..to].iter().all(bare_noun)
        && deed(key_at(words, to - 1)).is_none_or(|d| d.shape != Shape::Past)
    {
        return Some(0..to);
    }
    let clause = begin == 0
        || is_apart(words, begin)
        || words[..begin].iter().all(is_reference)
        || words.get(begin).is_some_and(|w| !w.before.is_empty())
        || words
            .get(begin - 1)
            .is_some_and(|w| !w.after.is_empty() || matches!(w.key.as_str(), "and" | "so" | "-" | "but" | "with"));
    (named && clause && begin < to).then_some(begin..to)
}

/// Whether a verb of speech of this class governs what stands at `at`: the last one before it.
pub fn governor(words: &[Word], at: usize) -> Option<(usize, Speech)> {
    (0..at).rev().find_map(|k| {
        let verb = lexicon::verb(&words[k].key)?;
        matches!(verb.form, lexicon::VerbForm::Past).then_some((k, verb.speech))
    })
}

/// Whether the meeting decided what stands at `at`: "It was agreed that", "RESOLVED that", "the Council agreed".
pub fn is_decided(words: &[Word], at: usize) -> bool {
    (0..at).rev().find(|&k| matches!(key_at(words, k), "agreed" | "resolved" | "decided" | "approved")).is_some_and(
        |k| {
            let before = k.checked_sub(1).map_or("", |b| key_at(words, b));
            let passive = matches!(before, "was" | "were" | "unanimously" | "is" | "") || k == 0;
            let joined = (k + 1..at).any(|j| matches!(key_at(words, j), "he" | "she" | "they" | "advised" | "said"));
            passive && !joined
        },
    )
}
