//! Where blocks of minutes are cut: sentences, and the parts of those that decide twice.

use super::movers::find_movers;
use super::outcomes::find_outcome;
use super::resolutions::soft;
use super::sentences::sentences;
use std::ops::Range;

patterns! {
    /// A sentence behind another with its letter in a list, which no capital begins: "... the bench. b) It was agreed".
    LETTERED = r"[.;]\s+\(?(?:[a-h]|[ivx]{1,4})\)\s+\p{Lu}";
    /// One sentence that decides twice: "the motion was agreed, it was also agreed to write to the Minister".
    ALSO = r"[,;]\s+(?:and\s+)?(?:it|IT) (?:was|is) (?:also|further|then) (?i:agreed|resolved|decided)\b";
    /// What came of the last motion, glued before the next entry of the agenda: "Carried b) Letter to the County".
    ENDS_LAST = r"^\W*(?P<outcome>(?:CARRIED|Carried|DEFEATED|Defeated|LOST)\.?)\s+\(?(?:[a-z]|\d{1,2})[).]\s";
}

/// The sentences of a text, and the parts of those that decide twice.
pub fn clauses(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for range in sentences(text) {
        let sentence = &text[range.clone()];
        let mut from = range.start;
        if let Some(end) = ENDS_LAST.captures(sentence).and_then(|c| c.name("outcome")).map(|o| range.start + o.end()) {
            found.push(from..end);
            from = end;
        }
        let sentence = &text[from..range.end];
        let range = from..range.end;
        for lettered in LETTERED.find_iter(sentence).map(|m| range.start + m.start() + 1) {
            found.push(from..lettered);
            from = lettered;
        }
        let range = from..range.end;
        let sentence = &text[range.clone()];
        let also = ALSO.find(sentence).map(|also| &sentence[..also.start()]);
        match also.filter(|first| soft(first).is_some() || find_outcome(first).is_some()) {
            Some(first) => {
                let cut = range.start + first.len() + 1;
                found.extend([range.start..cut, cut..range.end]);
            }
            None => found.push(range),
        }
    }
    found
}

/// Where who moved is named in a heading whose words end in a colon: what stands before it is a title.
pub fn title_end(text: &str) -> usize {
    let movers = find_movers(text);
    let ranges = movers.ranges();
    match (ranges.first(), ranges.last()) {
        (Some(first), Some(last)) if text[last.end..].split_whitespace().count() < 12 => first.start,
        _ => 0,
    }
}

/// The last sentence of a block, where it has no end.
pub fn unfinished_of(text: &str) -> Option<String> {
    let text = text.trim();
    let last = sentences(text).pop()?;
    (!text.ends_with(['.', '!', '?', ':', ';', '”', '"'])).then(|| text[last].to_owned())
}

/// A block that is nothing but a number of up to three digits.
pub fn is_page_number(text: &str) -> bool {
    let text = text.trim();
    text.len() <= 3 && text.chars().all(|c| c.is_ascii_digit())
}
