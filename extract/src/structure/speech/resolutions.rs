//! Decisions: where a block of "RESOLVED" begins, and its numbered parts.

use super::marks::Mark;
use crate::rules::rules;

rules! {
    /// How decisions are printed.
    DECISIONS = "decisions.toml";
}

patterns! {
    /// The verb in capitals, or as the first word with the punctuation that only a decision has.
    FORMAL = r"^\W*(?:(?:It was|IT WAS|Cabinet|Council|CABINET|COUNCIL|Members|(?:The|THE) [A-Z][\w-]*(?: (?:Committee|Board|Panel|Council|COMMITTEE|Members))?)\s+)?(?:(?:unanimously|UNANIMOUSLY|therefore|then|also|further|duly|was|were)\s+)*(?:(?P<caps>RESOLVED|RECOMMENDED|AGREED|DECIDED|ORDERED|PENDERFYNWYD)\b|(?P<first>Resolved|Recommended|Agreed|Decided|Decision|Decisions|Resolution|Penderfynwyd|Noted|NOTED)\b(?:\s+unanimously)?(?:\s*:|\s*[–—-]|\s+(?:that|THAT|to|TO)\b|\s*$))";
    /// "It was resolved that", "The Committee resolved to": the verb in a sentence of its own.
    IN_WORDS = r"^\W*(?:It was|This was|Members|(?:The )?[Cc]ouncillors|The (?:Parish |Town |District )?Council|The [A-Z]?[\w-]*\s?(?:Committee|Panel|Board))\s+(?:(?:unanimously|therefore|then|also|further|duly)\s+)*(?P<verb>resolved|RESOLVED)\b(?:\s+unanimously)?\s+(?:that|to|not to)\b";
    /// The softer forms, which count only where a paper has no formal block.
    SOFT = r"(?:^|\b(?:and|it was|It was|was|were|[Cc]ouncillors|[Mm]embers|All|all|Council|Committee|This was)\s+)(?:(?:also|then|unanimously|further)\s+)*(?P<verb>[Rr]esolved|agreed|decided|approved)\s+(?:that|to|not to)\b|\b(?:[Ii]t was|and|[Cc]ouncillors|Council|[Mm]embers)\s+(?:unanimously\s+)?(?P<done>resolved)\b|[–—-]\s*(?P<tail>Resolved|Agreed|Approved) to\b";
    /// A body decides in the middle of a sentence: who is named before that is not yet charged with anything.
    BODY_DECIDED = r"\b(?:[Ii]t was|(?:[Cc]ouncillors|[Mm]embers|Council|Committee|Panel|Board|meeting)(?:\s+(?:was|were))?)\s+(?:(?:also|then|therefore|further|unanimously|duly)\s+)*(?:resolved|agreed|decided)\s+(?:unanimously\s+)?(?:that|to|not to)\s+";
    /// A number, letter or roman numeral with its bracket or stop.
    MARK = r"(?:^|[\s;,:.])(?P<mark>\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[).])\s+";
    /// What stands between the verb and the words of the decision.
    GAP = r"^(?:\s+(?:unanimously|UNANIMOUSLY))?\s*[:;\-–—]*\s*";
}

/// How a decision begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// `resolved`, `recommended`, `agreed` or `noted`.
    pub verb: &'static str,
    /// Byte offset of the decision's own words.
    pub at: usize,
    /// Whether its form is one that only decisions have: capitals, or a colon or dash after the verb.
    pub formal: bool,
}

/// Whether a block begins a decision, and where its words begin.
pub fn opening(text: &str) -> Option<Opening> {
    if let Some(found) = FORMAL.captures(text) {
        let verb = found.name("caps").or_else(|| found.name("first"))?;
        let at = verb.end();
        let rest = text[at..].trim();
        let formal = found.name("caps").is_some() || rest.is_empty() || rest.starts_with([':', '-', '–', '—']);
        // "Agreed unanimously." is the outcome of a motion, not a decision with words of its own.
        if matches!(rest.trim_end_matches('.'), "unanimously" | "UNANIMOUSLY") {
            return None;
        }
        return Some(Opening {
            verb: verb_of(verb.as_str()),
            at: at + GAP.find(&text[at..]).map_or(0, |g| g.end()),
            formal,
        });
    }
    let found = IN_WORDS.captures(text)?;
    let verb = found.name("verb")?;
    Some(Opening {
        verb: "resolved",
        at: verb.end() + GAP.find(&text[verb.end()..]).map_or(0, |g| g.end()),
        formal: false,
    })
}

/// What a body decides, where a sentence tells what led to it first ("Mr Hale had offered and it was resolved to ...").
pub fn decided(text: &str) -> &str {
    BODY_DECIDED.find(text).map_or(text, |found| &text[found.end()..])
}

/// Where a formal decision begins inside a paragraph ("... seconded by Councillor X and RESOLVED that ...").
pub fn opening_inside(text: &str) -> Option<(usize, Opening)> {
    let found = DECISIONS.all_matches(text).filter_map(|m| Some((m.captures.name("verb")?, m.rule)));
    let (printed, rule) = found.min_by_key(|(printed, _)| printed.start())?;
    let at = printed.end() + GAP.find(&text[printed.end()..]).map_or(0, |g| g.end());
    Some((printed.start(), Opening { verb: verb_of(&rule.gives), at, formal: true }))
}

/// The verb of a sentence that decides in ordinary words.
pub fn soft(sentence: &str) -> Option<&'static str> {
    let found = SOFT.captures(sentence)?;
    ["verb", "done", "tail"].iter().find_map(|key| found.name(key)).map(|verb| verb_of(verb.as_str()))
}

fn verb_of(printed: &str) -> &'static str {
    match printed.to_lowercase().as_str() {
        "recommended" => "recommended",
        "agreed" | "approved" => "agreed",
        "noted" => "noted",
        _ => "resolved",
    }
}

/// The marker with which a text begins, where it is printed in the text itself.
pub fn leading_mark(text: &str) -> Option<Mark> {
    let found = MARK.captures(text).filter(|c| c.name("mark").is_some_and(|m| m.start() == 0))?;
    Mark::readings(found.name("mark")?.as_str()).into_iter().next()
}

/// The numbered parts of a decision printed in one block, without their numbers; the whole where it has none.
/// The second value is the marker of the last part.
pub fn split(words: &str) -> (Vec<String>, Option<Mark>) {
    let marks: Vec<(usize, usize, Vec<Mark>)> = MARK
        .captures_iter(words)
        .filter_map(|c| Some((c.name("mark")?.start(), c.get(0)?.end(), Mark::readings(c.name("mark")?.as_str()))))
        .collect();
    for (i, (start, _, readings)) in marks.iter().enumerate() {
        for &first in readings.iter().filter(|m| m.place() == Some(1) || (*start == 0 && m.place().is_some())) {
            let mut chain = vec![(*start, marks[i].1)];
            let mut last = first;
            for (start, end, readings) in &marks[i + 1..] {
                if let Some(&next) = readings.iter().find(|m| m.follows(last)) {
                    chain.push((*start, *end));
                    last = next;
                }
            }
            let lead = words[..*start].trim();
            if chain.len() >= 2 || lead.is_empty() {
                let ends = chain.iter().skip(1).map(|c| c.0).chain([words.len()]);
                let parts = chain.iter().zip(ends).map(|(c, end)| tidy(&words[c.1..end])).filter(|p| !p.is_empty());
                return (parts.collect(), Some(last));
            }
        }
    }
    let whole = tidy(words);
    (if whole.is_empty() { Vec::new() } else { vec![whole] }, None)
}

/// A part without the "; and" that joins it to the next.
fn tidy(part: &str) -> String {
    let part = part.trim();
    let part = part.strip_suffix("and").map(str::trim_end).filter(|p| p.ends_with([';', ','])).unwrap_or(part);
    part.trim_end_matches([';', ',', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_begin_in_many_forms() {
        for (text, verb, words) in [
            ("RESOLVED: That the report be noted.", "resolved", "That the report be noted."),
            ("RESOLVED that the minutes be signed.", "resolved", "that the minutes be signed."),
            ("Resolved:- (1) That it be so.", "resolved", "(1) That it be so."),
            ("RESOLVED – That it be so.", "resolved", "That it be so."),
            ("RESOLVED –", "resolved", ""),
            ("AGREED: to defer the item.", "agreed", "to defer the item."),
            ("Recommended – That Council approve it.", "recommended", "That Council approve it."),
            ("It was resolved that the fence be mended.", "resolved", "that the fence be mended."),
            ("The Committee RESOLVED to defer.", "resolved", "to defer."),
            ("Decision", "resolved", ""),
            ("PENDERFYNWYD derbyn yr adroddiad.", "resolved", "derbyn yr adroddiad."),
        ] {
            let found = opening(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((found.verb, &text[found.at..]), (verb, words), "{text}");
        }
        for text in [
            "Agreed unanimously.",
            "The resolution was read.",
            "Resolved issues were listed.",
            "Noted for the future by all",
        ] {
            assert_eq!(opening(text), None, "{text}");
        }
    }

    #[test]
    fn parts_are_split_at_their_numbers() {
        let check = |words: &str, expect: &[&str]| assert_eq!(split(words).0, expect, "{words}");
        check(
            "(1) That A be noted; (2) That B be paid; and (3) That C go.",
            &["That A be noted", "That B be paid", "That C go."],
        );
        check("that Cabinet: (a) agree the plan; and (b) write to 3 people", &["agree the plan", "write to 3 people"]);
        check("1) That the report be noted.", &["That the report be noted."]);
        check("That £1. 5 be paid to item 2. of the list", &["That £1. 5 be paid to item 2. of the list"]);
        check("", &[]);
    }
}
