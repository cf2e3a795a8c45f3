//! Which decisions bind anybody to more than having taken them.
//!
//! Noting, approving and thanking do not. A decision binds where it charges a person, an officer or a body other than
//! the meeting itself with a deed that can be seen to be done, or where it says that something comes back to a meeting
//! or is passed on (`rules/binding.toml`).

use super::owner::is_somebody_among;
use super::undertaking::deeds::{Shape, deed};
use super::words::{Word, words};
use crate::rules::rules;

rules! {
    /// What binds without naming who is charged.
    BINDING = "binding.toml";
}

patterns! {
    EXCLUDE = r"(?i)\b(?:press and public|public be excluded|exclude the (?:press|public))\b";
}

/// The rule by which a decision binds somebody; `None` where nothing more is to be done.
pub fn binds(text: &str) -> Option<String> {
    if EXCLUDE.is_match(text) || is_only_noted(text) {
        return None;
    }
    if charges_somebody(&words(text)) {
        return Some("binding.charges".into());
    }
    BINDING.first_match(text).map(|found| found.rule.id.clone())
}

/// "That the Clerk write to the owner", "it was agreed that HR would ask": whoever stands first in the decision's
/// words, and what they are to do.
fn charges_somebody(words: &[Word]) -> bool {
    let decided = |w: &Word| matches!(w.key.as_str(), "agreed" | "resolved" | "decided" | "agree" | "agrees");
    let verb = words.iter().position(decided).unwrap_or(0);
    let that = words.iter().skip(verb).take(8).position(|w| w.key == "that").map_or(0, |k| verb + k + 1);
    let end = words.len().min(that + 12);
    let Some(at) = (that..end).find(|&k| is_done(&words[k])) else { return false };
    // "The draft report was adopted": nouns that are verbs elsewhere, and what is over.
    let article = at
        .checked_sub(1)
        .and_then(|k| words.get(k))
        .is_some_and(|w| matches!(w.key.as_str(), "the" | "a" | "an" | "of" | "for" | "on" | "in"));
    let over = |w: &Word| matches!(w.key.as_str(), "was" | "were" | "approved" | "adopted" | "advised" | "emphasised");
    if article || words.get(that..end.min(at + 3)).unwrap_or_default().iter().any(over) {
        return false;
    }
    let doer: &[Word] = words.get(that..at).unwrap_or_default();
    let stops = doer.iter().position(|w| {
        matches!(w.key.as_str(), "to" | "will" | "would" | "should" | "shall" | "be" | "is" | "are" | "be asked")
    });
    let doer = &doer[..stops.unwrap_or(doer.len())];
    // "be noted", "be approved": done to something, not by somebody.
    let asked = matches!(words.get(that..at).unwrap_or_default(), [.., be, asked, to]
        if be.key == "be" && to.key == "to" && matches!(asked.key.as_str(), "asked" | "requested" | "instructed" | "authorised"));
    let passive = words.get(that..at).unwrap_or_default().iter().any(|w| w.key == "be") && !asked;
    !passive && is_somebody_among(doer) && !is_the_meeting(doer)
}

/// Whether a word is a deed in its bare form that can be seen to be done.
fn is_done(word: &Word) -> bool {
    deed(&word.key).is_some_and(|d| {
        d.shape == Shape::Bare && !matches!(d.class, "effect" | "state" | "hold") && d.verb != "present"
    }) && !word.is_capital()
}

/// "the Council", "Cabinet", "Members": who decides, not who is charged.
fn is_the_meeting(doer: &[Word]) -> bool {
    const MEETINGS: &[&str] =
        &["council", "committee", "cabinet", "board", "panel", "members", "trustees", "meeting", "executive"];
    doer.last().is_some_and(|w| MEETINGS.contains(&w.key.as_str()))
}

/// "That the request be noted": the verb after "be" at the end decides.
fn is_only_noted(text: &str) -> bool {
    let end = text.trim_end_matches(['.', ' ']).to_lowercase();
    [
        "be noted",
        "be received",
        "be approved",
        "be agreed",
        "were noted",
        "was noted",
        "be welcomed",
        "as a correct record",
    ]
    .iter()
    .any(|e| end.ends_with(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_that_only_note_bind_nobody() {
        for (text, expect) in [
            ("That the report be noted.", false),
            ("That the minutes of 3 May be agreed as an accurate record and signed by the Chair.", false),
            ("that the minutes be approved as a correct record", false),
            ("That Jo and Ann be thanked for attending and for bringing the issues to the Committee.", false),
            ("That the press and public be excluded from the meeting.", false),
            ("It was agreed to donate £50 to the band.", false),
            ("The Council agreed to renew its insurance.", false),
            ("The draft Annual Report was adopted.", false),
            ("The minutes were approved by all Councillors present and signed.", false),
            ("That the item be deferred to the next meeting.", true),
            ("That further reports are to include case studies.", true),
            ("That the Manager pass the list to the team.", true),
            ("That HR contact the bank.", true),
            ("It was agreed that the Clerk would write to the owner.", true),
            ("that Cabinet agree to transfer the service and delegate authority to the Director", true),
        ] {
            assert_eq!(binds(text).is_some(), expect, "{text}: {:?}", binds(text));
        }
    }
}
