//! The reasons for a link, in words.

use super::{Later, Name, Undertaking};
use regex::Regex;
use std::sync::LazyLock;

/// Forms in which papers say that an action is finished. "Will be" and "to be" before them say the opposite.
static DONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix) \b(?:has|have|had)\s+(?:now\s+|since\s+|already\s+)?(?:been\s+)?
              (?:circulated|completed?|shared|provided|sent|included|published|implemented|delivered|established|received|
                 appointed|submitted|issued|concluded|done|emailed|added|arranged|distributed|launched)\b
        | \b(?:was|were)\s+(?:then\s+|duly\s+|subsequently\s+)?
              (?:circulated|completed|shared|sent|emailed|issued|distributed|implemented|delivered)\b
        | \b(?:action|status|progress)\b[^.]{0,40}\b(?:complete|completed|closed|done)\b
        | ^\s*(?:complete|completed|closed|done)\b
        | \t\s*(?:complete|completed|closed|done)\s*(?:\t|$)
        | \bnow\s+(?:complete|in\s+place)\b",
    )
    .expect("a fixed pattern")
});

/// Forms that say that it is not, though one of the above stands there too.
static NOT_DONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:not|never|whether|when|if|yet\s+to|had\s+not|has\s+not|have\s+not)\b[^.]{0,60}\b(?:circulated|completed?|shared|provided|sent|included|published|implemented|delivered|established|received|appointed|submitted|issued)\b")
        .expect("a fixed pattern")
});

/// Items and headings that exist to take up what was promised before.
static FOLLOWING_ITEM: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)matters\s+arising|action\s+(?:log|list|tracker|points?)|actions?\s+(?:arising|from)|outcome\s+tracker|recommendation\s+monitor|decisions?\s+progress|progress\s+on\s+(?:actions|recommendations|resolutions)|previous\s+(?:actions|minutes)")
        .expect("a fixed pattern")
});

/// Signs beside the words themselves that a passage takes an undertaking up, each as it is told to people.
pub(super) fn signs(undertaking: &Undertaking, passage: &Later) -> Vec<String> {
    let mut signs = Vec::new();
    let fold = |title: &Option<String>| title.as_deref().map(record::text::fold).filter(|t| !t.is_empty());
    if let (Some(a), Some(b)) = (fold(&undertaking.item), fold(&passage.item))
        && a == b
    {
        signs.push("under an item of the same title".to_owned());
    }
    if passage.item.as_deref().is_some_and(|item| FOLLOWING_ITEM.is_match(item)) {
        signs.push("under an item that takes up earlier actions".to_owned());
    }
    if let Some(owner) = &undertaking.owner {
        if passage.speaker.as_ref() == Some(owner) {
            signs.push(format!("said by {owner}, who undertook it"));
        } else if names(&passage.text, owner) {
            signs.push(format!("names {owner}, who undertook it"));
        }
    }
    if undertaking.due.is_some_and(|due| (passage.on - due).get_days().abs() <= DUE_WITHIN_DAYS) {
        signs.push("at the time when it was due".to_owned());
    }
    signs
}

/// A committee meets every four to six weeks: a passage this near to the due day is of "the meeting it was due to".
const DUE_WITHIN_DAYS: i32 = 21;

/// The reason for a link as one line.
pub(super) fn sentence(shared: &[String], otherwise: &[(&Name, &Name)], signs: &[String]) -> String {
    // Six words are enough to check a link by eye.
    let words: Vec<String> = shared.iter().take(6).map(|word| format!("“{word}”")).collect();
    let mut parts = vec![format!("shares {}", words.join(", "))];
    parts.extend(otherwise.iter().map(|(asked, found)| format!("says “{}” for “{}”", found.printed, asked.printed)));
    parts.extend(signs.iter().cloned());
    parts.join("; ")
}

/// Whether the passage says that the thing is done.
pub(super) fn says_done(text: &str) -> bool {
    DONE.is_match(text) && !NOT_DONE.is_match(text)
}

/// Whether the text has the person's surname as a word.
fn names(text: &str, person: &str) -> bool {
    let surname = person.split_whitespace().next_back().map(record::text::fold).unwrap_or_default();
    !surname.is_empty()
        && record::text::fold(text).split(|c: char| !c.is_alphanumeric() && c != '-' && c != '\'').any(|w| w == surname)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_done_from_planned() {
        for (text, done) in [
            ("The dashboard had been circulated to members.", true),
            ("The action was now complete.", true),
            ("A12\tCirculate the dashboard\tMs Quill\tComplete", true),
            ("The dashboard would be circulated.", false),
            ("The dashboard had not yet been circulated.", false),
            ("A member asked whether the dashboard had been circulated.", false),
            ("The complete picture was unclear.", false),
        ] {
            assert_eq!(says_done(text), done, "{text}");
        }
    }

    #[test]
    fn tells_its_reasons() {
        let line = sentence(&["nitrous".into(), "oxide".into()], &[], &["under an item of the same title".into()]);
        assert_eq!(line, "shares “nitrous”, “oxide”; under an item of the same title");
    }
}
