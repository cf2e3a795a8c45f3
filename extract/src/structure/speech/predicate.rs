//! Whether a verb of speech begins at a word: adverbs and auxiliaries are stepped over, the passive is none.

use super::verbs::{self, Verb};
use super::words::Word;

/// The verb of speech that begins at `k`, adverbs and auxiliaries stepped over, and the index of the word after it.
pub fn verb_at(words: &[Word], k: usize) -> Option<(Verb, usize)> {
    let mut k = k;
    let mut past = false;
    for _ in 0..5 {
        let word = words.get(k)?;
        let next = words.get(k + 1).map(|w| w.key.as_str());
        match (word.key.as_str(), next) {
            ("in", Some("response" | "reply" | "answer" | "conclusion" | "summary" | "turn")) => k += 2,
            ("went" | "goes", Some("on")) if words.get(k + 2).is_some_and(|w| w.key == "to") => k += 3,
            ("proceeded" | "wished" | "wanted" | "continued", Some("to")) => k += 2,
            ("would" | "did", Some("like" | "not")) => {
                k += 2 + usize::from(words.get(k + 2).is_some_and(|w| w.key == "to"))
            }
            ("began" | "started" | "concluded" | "finished" | "opened" | "closed" | "ended", Some("by")) => {
                let asking = words.get(k + 2).is_some_and(|w| verbs::is_asking(&w.key));
                return Some((if asking { Verb::Ask } else { Verb::Say }, k + 2));
            }
            // "had asked", "has provided": told of, not said here.
            ("had" | "has" | "have", _) => (past, k) = (true, k + 1),
            (w, _) if verbs::is_between(w) => k += 1,
            _ => break,
        }
    }
    let word = words.get(k)?;
    if past || word.is_capital() {
        return None;
    }
    if matches!(word.key.as_str(), "was" | "were" | "is" | "are" | "remained") {
        return state_at(words, k + 1).map(|after| (Verb::Say, after));
    }
    let rest: Vec<&str> = words[k + 1..].iter().take(6).map(|w| w.key.as_str()).collect();
    let next = rest.first().copied().unwrap_or_default();
    let held = match word.key.as_str() {
        "took" | "takes" => rest.contains(&"through"),
        "made" | "makes" => rest.iter().any(|w| {
            w.starts_with("comment")
                || w.starts_with("remark")
                || w.starts_with("statement")
                || w.starts_with("point")
                || w.starts_with("suggest")
                || w.starts_with("observ")
                || w.starts_with("represent")
                || *w == "reference"
        }),
        "set" | "sets" => next == "out",
        "went" | "goes" | "ran" | "walked" | "led" => rest.contains(&"through") || rest.contains(&"presentation"),
        "followed" => next == "up" || rest.contains(&"question"),
        "gave" | "sent" | "submitted" | "offered" | "tendered" | "put" => !rest.contains(&"apologies"),
        "paid" => rest.contains(&"tribute"),
        "show" | "report" | "second" | "list" | "detail" | "issue" | "reports" | "shows" => rest.contains(&"that"),
        "left" => false,
        "supported" | "shared" | "covered" | "addressed" | "wants" | "understood" => !word.is_closed(),
        _ => true,
    };
    // "Councillor X asked to leave" is one thing, "was asked to leave" another; only the active form speaks.
    verbs::speech(&word.key).filter(|_| held).map(|verb| (verb, k + 1))
}

/// "was not aware that", "was of the opinion", "was in favour".
fn state_at(words: &[Word], k: usize) -> Option<usize> {
    let mut k = k;
    while words
        .get(k)
        .is_some_and(|w| matches!(w.key.as_str(), "not" | "very" | "also" | "still" | "both") || w.key.ends_with("ly"))
    {
        k += 1;
    }
    let word = words.get(k)?;
    let near: Vec<&str> = words[k..].iter().take(4).map(|w| w.key.as_str()).collect();
    let state = match word.key.as_str() {
        "of" => near.iter().any(|w| matches!(*w, "opinion" | "view" | "belief")),
        "in" => near.iter().any(|w| matches!(*w, "agreement" | "favour" | "support")),
        w => verbs::is_state(w),
    };
    state.then_some(k + 1)
}
