//! What stands behind a title on its line and is none of it: an answer, an hour, a remark.

use super::titles;
use crate::lexicon::{self, Tags};

patterns! {
    /// An hour before a title.
    HOUR_FIRST = r"(?i)^\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\.?\s*[-–—:]*\s+";
    /// An hour behind a title.
    HOUR_LAST = r"(?i)[\s,(–—-]+\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\.?\)?$";
    /// An hour as an answer: "7:22 PM, motion by Jo Elm".
    CLOCK = r"(?i)^\d{1,2}(?:[:.]\d{2}\b|\s?[ap]\.?m\b)(?:[^/]|$)";
}

/// What is noted under a title, in a word: "Noted", "None".
pub fn is_answer(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(
        bare.as_str(),
        "none" | "noted" | "nil" | "agreed" | "approved" | "adopted" | "received" | "carried" | "n/a"
    )
}

/// Whether nearly all letters are capitals: "HELD ON THE 15th OF APRIL".
pub fn is_shouted(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let small = text.chars().filter(|c| c.is_lowercase()).count();
    letters > 0 && small * 10 <= letters
}

/// A title without what was noted under it on the same line: "PUBLIC COMMENT - None", "Next Meeting: Wednesday 7 March",
/// "Roads – agreed", "Apologies – Councillors Elm and Oak".
pub fn without_answer(title: &str) -> &str {
    let cuts = [" - ", " – ", " — ", ": "].into_iter().filter_map(|sign| title.find(sign).map(|at| (at, sign.len())));
    let Some((at, length)) = cuts.min() else { return title };
    let (own, answer) = (&title[..at], title[at + length..].trim());
    let first = answer.split_whitespace().next().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
    let tags = lexicon::tags(&first.to_lowercase());
    let usual = titles::is_usual(own) && (tags.has(Tags::WEEKDAY) || is_shouted(own) && !is_shouted(answer));
    let away = own.to_lowercase().contains("apolog") && (tags.has(Tags::TITLE) || first == "None");
    let opens = own.to_lowercase().starts_with("call to order") && first.starts_with(|c: char| c.is_ascii_digit());
    // "Adjournment – 7:22 PM, motion by Jo Elm".
    let timed = opens || titles::is_usual(own) && CLOCK.is_match(answer);
    // "Visitor presentations - No public comments".
    let nothing = !title[at..].starts_with(':') && first == "No" && answer.split_whitespace().count() <= 4;
    let few = answer.split_whitespace().count() <= 2 && (is_answer(first) || is_answer(answer));
    if usual || away || timed || few || nothing { own } else { title }
}

/// A title without the hour before or behind it: "5:00 PM – PUBLIC HEARING", "Executive session 6:45pm".
pub fn without_hour(title: &str) -> &str {
    let behind = HOUR_FIRST.find(title).map_or(title, |hour| &title[hour.end()..]);
    let own = HOUR_LAST.find(behind).map_or(behind, |hour| &behind[..hour.start()]);
    if own.chars().filter(|c| c.is_alphabetic()).count() > 3 { own.trim() } else { title }
}

/// A title without a remark on how it is treated: "Matters Arising (for information only)".
pub fn without_remark(title: &str) -> &str {
    let bare = title.trim_end_matches([':', ' ']);
    // "Block transfer [for decision]": square brackets hold what was added to a title.
    if let Some((own, _)) =
        bare.strip_suffix(']').and_then(|inside| inside.rsplit_once('[')).filter(|(own, _)| own.len() > 3)
    {
        return own.trim_end_matches([':', ' ']);
    }
    let remark = bare.strip_suffix(')').and_then(|inside| inside.rsplit_once('('));
    match remark {
        Some((own, remark)) if own.len() > 3 && remark.to_lowercase().starts_with("for ") => {
            own.trim_end_matches([':', ' '])
        }
        _ => title,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_no_part_of_a_title() {
        for (title, own) in [
            ("5:00 PM – PUBLIC HEARING: Mill roof", "PUBLIC HEARING: Mill roof"),
            ("Executive session 6:45pm", "Executive session"),
            ("7 pm", "7 pm"),
            ("Roads", "Roads"),
        ] {
            assert_eq!(without_hour(title), own);
        }
    }

    #[test]
    fn an_answer_behind_a_title_is_none_of_it() {
        for (title, own) in [
            ("PUBLIC COMMENT - None", "PUBLIC COMMENT"),
            ("Roads – agreed", "Roads"),
            ("Visitor presentations - No public comments", "Visitor presentations"),
            (
                "Resolution - No smoking in the park by the old mill",
                "Resolution - No smoking in the park by the old mill",
            ),
            ("Presentation from the Public: None", "Presentation from the Public"),
            ("Apologies – Councillors Elm and Oak.", "Apologies"),
            ("Call to order: 7:00 pm", "Call to order"),
            ("Roads – Elm Street", "Roads – Elm Street"),
            ("Apologies: late papers", "Apologies: late papers"),
            ("Adjournment – 7:22 PM, motion by Jo Elm.", "Adjournment"),
            ("Notice of Motion No: 73./2026", "Notice of Motion No: 73./2026"),
            ("Public comment – 3 May plan", "Public comment – 3 May plan"),
        ] {
            assert_eq!(without_answer(title), own);
        }
    }

    #[test]
    fn a_remark_behind_a_title_is_none_of_it() {
        for (title, own) in [
            ("Block transfer [DECISION - all members]", "Block transfer"),
            ("Budget report [JE]:", "Budget report"),
            ("Matters arising (for information only)", "Matters arising"),
            ("[Elm]", "[Elm]"),
            ("Roads (north)", "Roads (north)"),
        ] {
            assert_eq!(without_remark(title), own, "{title}");
        }
    }
}
