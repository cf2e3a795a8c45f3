//! The sides of a recorded vote in a line or paragraph: "Ayes: A, B", "Against (4)", "For the amendment – Councillor C".

use super::motion_alone::unnamed;
use super::movers::find_movers;
use super::outcomes::find_outcome;
use super::rolls::read_roll;
use super::sentences::sentences;
use super::voters::{Voters, Which, is_everybody, read_voters};
use crate::lexicon::{Tags, tags};
use crate::rules::rules;
use std::collections::BTreeMap;
use std::ops::Range;

rules! {
    /// The heads of sides.
    SIDES = "sides.toml";
}

patterns! {
    /// The figures before the names: "VOTE : 7/0 AYES : ...".
    FIGURES = r"(?i)^\W*(?:(?:roll[ -]?call|recorded|voice)\s*)?(?:votes?|result|tally|motion (?:carried|passed|failed))[\s\d:;/,(\[–-]*$";
    /// The figures once more, behind the names: "... and Ms Elm. VOTE: 8-yay, 0-nay".
    TALLY = r"[.;)]\s+(?i:vote|tally|total|result|motion|count)s?\b";
}

/// Words of the sentence that leads to the sides.
const MOST_LEAD: usize = 8;

/// One side as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SideHead {
    /// Which side.
    pub which: Which,
    /// What it is for or against, where that is printed: "the motion", "the amendment by Mr Elm", "Councillor Fenn".
    pub subject: Option<String>,
    /// Count and names behind it; `None` where nothing stands there yet.
    pub voters: Option<Voters>,
    /// Whether its label means other things too: "No" heads columns of numbers, and is somebody's initials.
    pub doubtful: bool,
}

/// Reads a block as the sides of a vote; empty where it is none. What stands before the first side may introduce it.
pub fn read_sides(text: &str) -> Vec<SideHead> {
    let heads = heads(text);
    let Some(first) = heads.first() else { return Vec::new() };
    let sides = heads.iter().filter(|h| h.which != Which::Other).count();
    let intro = text[..first.range.start].trim();
    let introduced = intro.is_empty()
        || sides >= 2
        || FIGURES.is_match(intro)
        || intro.ends_with(':')
        || intro.chars().all(|c| !c.is_alphabetic());
    if !introduced || sides == 0 && !intro.is_empty() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (i, head) in heads.iter().enumerate() {
        let end = heads.get(i + 1).map_or(text.len(), |next| next.range.start);
        let behind = text[head.range.end..end].trim_start_matches([' ', ':', '-', '–', '—', '.', '\t', '"', '”', '*']);
        let behind = behind.trim_end_matches(['[', ']', '(', ' ', '.']);
        let behind = ["were ", "was ", "are "].iter().find_map(|w| behind.strip_prefix(w)).unwrap_or(behind);
        // "Abstain: None. Motion carried.": what came of it names nobody.
        let came = find_outcome(behind).filter(|o| o.of_motion).map_or(behind.len(), |o| o.range.start);
        let came = TALLY.find(behind).map_or(came, |tally| tally.start().min(came));
        let voters = voters_behind(&behind[..came]);
        // Words that are no list: this was a sentence.
        if voters.is_none() && !behind[..came].trim().is_empty() && head.which != Which::Other {
            if found.is_empty() {
                return Vec::new();
            }
            break;
        }
        let doubtful =
            matches!(&text[head.range.clone()], "No" | "NO" | "Nos" | "NOS" | "Con" | "Pro" | "Result" | "Total");
        found.push(SideHead { which: head.which, subject: head.subject.clone(), voters, doubtful });
    }
    found
}

/// Whether a sentence says who voted on one side and lists them: "Those voting in favor were Elm, Oak and Ash."
fn tells_who_voted(text: &str) -> bool {
    let sentence = sentences(text).into_iter().next().and_then(|range| text.get(range)).unwrap_or_default();
    let lower = sentence.to_lowercase();
    ["those voting", "members voting", "those who voted"].iter().any(|told| lower.starts_with(told))
        && (lower.contains(" were ") || lower.contains(':'))
}

/// Whether words are one side with its figures or several names; the other sides stand below: "AYES: Elm, Oak, Ash".
fn lists_side(text: &str) -> bool {
    let told = |voters: &Voters| voters.count.is_some() || voters.names.len() > 1;
    read_sides(text).iter().any(|side| side.which != Which::Other && side.voters.as_ref().is_some_and(told))
}

/// Where the record of a vote begins behind the words of what was moved: "Elm moved to adopt it. Voting aye: Oak, Ash.
/// Voting nay: None." Not where the block is nothing but the record.
pub fn sides_behind(text: &str) -> Option<usize> {
    let heads = heads(text);
    let first = heads.first()?.range.start;
    let sides = heads.iter().filter(|head| head.which != Which::Other).count();
    if sides == 0 || sides == 1 && !tells_who_voted(&text[first..]) && !lists_side(&text[first..]) {
        return None;
    }
    let before = &text[..first];
    // "and carried (Aye: Elm; Abstain: Ash) to adopt it" is one sentence.
    if before.ends_with('(') && sentences(before).len() < 2 {
        return None;
    }
    let moved =
        find_movers(before).mover.is_some() || sentences(before).iter().any(|s| unnamed(&before[s.clone()]).is_some());
    let last = sentences(before).pop().filter(|_| moved)?;
    // "Roll call vote:", "MOTION CARRIED 4-0 [": the short sentence that leads to the sides belongs to them.
    let lead = before[last.clone()].trim();
    let leads = lead.split_whitespace().count() <= MOST_LEAD && find_movers(lead).mover.is_none();
    let at = if leads && unnamed(lead).is_none() { last.start } else { first };
    (at > 0).then_some(at)
}

/// Whether a line is part of the record of a vote: sides, or how each voted.
pub fn records_votes(text: &str) -> bool {
    !read_sides(text).is_empty() || !read_roll(text).is_empty()
}

/// Whether somebody moves before the first side: what stands there is no line of a record.
pub fn moves_before(text: &str) -> bool {
    heads(text).first().is_some_and(|head| find_movers(&text[..head.range.start]).mover.is_some())
}

/// "(12) Rook, Trask", "8 EIGHT", "Rook, Trask (2)", "Cllrs. (12) Rook, Trask": count and names in either order.
fn voters_behind(text: &str) -> Option<Voters> {
    let text = text.trim();
    let titled = text.split_once(' ').filter(|(title, rest)| tags(title).has(Tags::SEVERAL) && rest.starts_with('('));
    let text = titled.map_or(text, |(_, rest)| rest);
    let digits = text.trim_start_matches(['(', ' ']);
    let number: String = digits.chars().take_while(char::is_ascii_digit).collect();
    if number.is_empty() || number.len() > 3 {
        return read_voters(text).filter(|v| v.count.is_some() || !v.names.is_empty() || is_everybody(text));
    }
    let rest = digits[number.len()..].trim_start_matches([')', ' ', ':', '-', '–', '—', '.', ',', ';', '(']);
    let count = number.parse().ok();
    let names = read_voters(rest).map(|v| v.names).unwrap_or_default();
    // "8 EIGHT" says the number twice.
    let names = if super::counts::figure(rest.trim_end_matches([')', '.'])).is_some() { Vec::new() } else { names };
    Some(Voters { count, names })
}

#[derive(Debug)]
struct Head {
    which: Which,
    subject: Option<String>,
    range: Range<usize>,
}

/// The heads of sides in a text, in order, none inside another.
fn heads(text: &str) -> Vec<Head> {
    let mut found: BTreeMap<usize, Head> = BTreeMap::new();
    let matched = SIDES.all_matches(text).map(|m| m.rule);
    for rule in matched {
        for captures in rule.pattern.captures_iter(text) {
            let Some(label) = captures.name("label") else { continue };
            let subject = captures.name("subject").map(|s| s.as_str().trim().to_owned());
            if !is_head(text, label.range(), subject.is_some()) {
                continue;
            }
            let which = match rule.gives.as_str() {
                "for" => Which::For,
                "against" => Which::Against,
                "abstain" => Which::Abstain,
                _ => Which::Other,
            };
            let head = Head { which, subject, range: label.range() };
            // Those found lie apart, so that only the last that begins before its end can hold a part of it.
            let apart = found.range(..head.range.end).next_back().is_none_or(|(_, f)| f.range.end <= head.range.start);
            if apart {
                found.insert(head.range.start, head);
            }
        }
    }
    found.into_values().collect()
}

/// Whether a word that heads sides stands here as one does: what is before and behind it says so.
fn is_head(text: &str, label: Range<usize>, subject: bool) -> bool {
    let label_start = label.start;
    let before = text[..label_start].trim_end();
    let behind = &text[label.end..];
    let words = &text[label];
    let capitals = words.chars().all(|c| !c.is_lowercase());
    let trimmed = behind.trim_start();
    let next = trimmed.chars().next();
    let marked = matches!(next, Some(':' | '–' | '—' | '-' | '(' | '=')) && !behind.starts_with(['-', '–']);
    let counted = trimmed.starts_with(|c: char| c.is_ascii_digit());
    let votes = matches!(words.to_lowercase().as_str(), "ayes" | "noes" | "nays" | "yeas");
    let title = |w: &str| tags(w).has(Tags::SEVERAL) || votes && tags(w).has_any(Tags::TITLE | Tags::OFFICE_TITLE);
    let listed = trimmed.split(' ').next().is_some_and(title)
        || ["were ", "was Nil", "was Councillor", "was Cllr", "was nobody", "was None"]
            .iter()
            .any(|w| trimmed.starts_with(w));
    let ends = trimmed.is_empty() || behind.starts_with('\t');
    let cell = text[..label_start].trim_end_matches(' ').ends_with('\t');
    // "Yeas 4, Nays 1": between figures a comma parts the sides.
    let figured = votes && counted && before.ends_with(',');
    let starts = before.is_empty() || cell || figured || before.ends_with(['.', ';', ':', ')', '”', '"', '*']);
    let parenthesis = next == Some('(') && !trimmed[1..].starts_with(|c: char| c.is_ascii_digit() || c == 'T');
    let strong = marked && !parenthesis || listed || (counted && (starts || capitals));
    if words.starts_with(char::is_lowercase) && !subject {
        return false;
    }
    if starts { strong || ends || subject } else { marked && !parenthesis || capitals && (strong || ends) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(Which, Option<u32>, Vec<String>)> {
        read_sides(text)
            .into_iter()
            .map(|s| {
                let voters = s.voters.unwrap_or_default();
                (s.which, voters.count, voters.names.into_iter().map(|n| n.as_printed).collect())
            })
            .collect()
    }

    #[test]
    fn sides_in_lines_and_paragraphs() {
        use Which::{Abstain, Against, For, Other};
        let rows: [(&str, &[(Which, Option<u32>, &[&str])]); 20] = [
            ("Yeas 4, Nays 1.", &[(For, Some(4), &[]), (Against, Some(1), &[])]),
            ("Ayes: All Noes: None Motion Carried", &[(For, None, &[]), (Against, Some(0), &[])]),
            (
                "In Favour: (2)Councillor Elm, and Councillor Oak",
                &[(For, Some(2), &["Councillor Elm", "Councillor Oak"])],
            ),
            ("For\tAgainst\tAbsent", &[(For, None, &[]), (Against, None, &[]), (Other, None, &[])]),
            ("For (3)", &[(For, Some(3), &[])]),
            ("For: Cllrs. (2) Ann Rook, Bo Trask", &[(For, Some(2), &["Ann Rook", "Bo Trask"])]),
            ("For (3): Councillors Rook, Rowbury and Trask", &[(For, Some(3), &["Rook", "Rowbury", "Trask"])]),
            (
                "AYES: COUNCILMEMBER IVEY, COUNCILMEMBER REYES",
                &[(For, None, &["COUNCILMEMBER IVEY", "COUNCILMEMBER REYES"])],
            ),
            (
                "Yeas Councillors Basset, Coyle and Yates. Nays Councillors Drummer and Lund.",
                &[(For, None, &["Basset", "Coyle", "Yates"]), (Against, None, &["Drummer", "Lund"])],
            ),
            ("Abstain:", &[(Abstain, None, &[])]),
            ("Against", &[(Against, None, &[])]),
            ("NOT VOTING: 0", &[(Other, Some(0), &[])]),
            ("AGAINST: 8 EIGHT", &[(Against, Some(8), &[])]),
            (
                "Ayes: Elm, Oak Noes: None Absent: Ash",
                &[(For, None, &["Elm", "Oak"]), (Against, Some(0), &[]), (Other, None, &["Ash"])],
            ),
            (
                "For the amendment by Councillor Dunnet (2) - Councillors Dunnet and Haig;",
                &[(For, Some(2), &["Dunnet", "Haig"])],
            ),
            ("Against the Motion was Nil (Total 0).", &[(Against, Some(0), &[])]),
            ("Abstentions (0)", &[(Abstain, Some(0), &[])]),
            ("For Councillor Fenn", &[(For, None, &[])]),
            ("The vote was: Ayes – Elm, Oak; Noes – Ash.", &[(For, None, &["Elm", "Oak"]), (Against, None, &["Ash"])]),
            (
                "Against\tL. Rowbury and H. D. N. Rhys-Cole\t2",
                &[(Against, Some(2), &["L. Rowbury", "H. D. N. Rhys-Cole"])],
            ),
        ];
        for (text, expect) in rows {
            let expect: Vec<_> =
                expect.iter().map(|(w, n, names)| (*w, *n, names.iter().map(|&n| n.to_owned()).collect())).collect();
            assert_eq!(read(text), expect, "{text}");
        }
    }

    #[test]
    fn talk_has_no_sides() {
        for text in [
            "For further reading, see the report.",
            "Against this background work went on.",
            "No questions were received.",
            "Yes, it was.",
            "Present: Elm, Oak",
            "The Board was for it: all of them.",
            "For Information: the list of roads",
        ] {
            assert!(read_sides(text).iter().all(|s| s.which == Which::Other), "{text}: {:?}", read_sides(text));
        }
    }
}
