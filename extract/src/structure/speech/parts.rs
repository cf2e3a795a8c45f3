//! The numbered parts of a decision that are printed in one block.

use super::marks::Mark;
use super::resolutions::begins_words;

patterns! {
    /// A number, letter or roman numeral with its bracket or stop.
    MARK = r"(?:^|[\s;,:.])(?P<mark>\(?(?:\d{1,2}|[a-z]|[ivx]{1,5})[).])\s+";
    /// What joins two decisions of one sentence. Of those that a mere "and" joins nobody can say that they are two.
    JOINT = r"(?P<joint>[;,.]? (?:and |AND )?(?:BE IT|Be it|be it) (?:FURTHER |further )(?:RESOLVED|resolved)[,:]? |; AND (?:FURTHER )?|,? and )(?P<next>\S+)";
    /// A list that says more of one thing decided, whose entries are not decided each.
    COMPLEMENT = r"\bfollowing (?:\w+ ){0,2}(?:conditions?|items?|additions?|changes?|corrections?|terms|provisos?|stipulations?|matters?|payments?|reasons?)\b[^:]{0,40}:?\s*$|\bto (?:consider|discuss|address) the following:\s*$";
}

/// What is decided in one sentence, apart: "to sell the van, and to let the hall"; "... be paid; AND THAT a copy be sent".
pub fn apart(words: &str) -> Vec<&str> {
    let mut from = 0;
    let mut found = Vec::new();
    for (joint, next) in JOINT.captures_iter(words).filter_map(|c| c.name("joint").zip(c.name("next"))) {
        if !parts_at(joint.as_str(), next.as_str(), &words[..joint.start()]) {
            continue;
        }
        let (part, rest) = (&words[from..joint.start()], &words[joint.end()..]);
        let whole = |part: &str| part.split_whitespace().count() >= LEAST_APART;
        if whole(part) && whole(rest) {
            found.push(part.trim());
            from = joint.end();
        }
    }
    found.push(words[from..].trim());
    found
}

/// Whether what stands at a joint, the word behind it and the words before say that a second decision begins.
fn parts_at(joint: &str, next: &str, before: &str) -> bool {
    let begins = |verb: &str| before.starts_with(verb) || before.contains(&format!(" {verb} "));
    match joint.trim() {
        // "agreed to sell the van, and to let the hall"
        ", and" => next == "to" && begins("to"),
        // "elected Mr Elm as Chair and elected Mrs Oak as Clerk"
        "and" => {
            matches!(next, "elected" | "appointed" | "re-elected")
                && (begins("elected") || begins("appointed") || begins("re-elected"))
        }
        // "THAT the list be paid; AND THAT a copy be sent"
        joint if joint.starts_with(';') && !joint.to_lowercase().contains("resolved") => next == "THAT",
        _ => true,
    }
}

/// Fewer words are no decision of their own.
const LEAST_APART: usize = 3;

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
        for &first in
            readings.iter().filter(|m| matches!(m.place(), Some(1 | 2)) || (*start == 0 && m.place().is_some()))
        {
            let mut chain = vec![(*start, marks[i].1)];
            let mut last = first;
            // The mark beside the block may be of another shape than those inside it: "1." and then "2)".
            let follows = |m: &Mark, last: Mark, links: usize| {
                let numbers = m.is_number() && last.is_number();
                m.follows(last)
                    || *start == 0 && links == 1 && numbers && (last.place(), m.place()) == (Some(1), Some(2))
            };
            for (start, end, readings) in &marks[i + 1..] {
                if let Some(&next) = readings.iter().find(|m| follows(m, last, chain.len())) {
                    chain.push((*start, *end));
                    last = next;
                }
            }
            let lead = words[..*start].trim();
            // The number of the first part was lost: "That A be so. 2) That B be so. 3) ...".
            let lost = first.place() == Some(2) && lead.split_whitespace().count() > 3 && !lead.ends_with(':');
            if lost && chain.len() >= 2 {
                chain.insert(0, (0, 0));
            }
            // Names in a list, not things decided: "the roads: (1) Elm Row; (2) Oak Lane".
            let short = |from: usize, to: usize| {
                let part = words[from..to].trim();
                part.split_whitespace().count() <= 3
                    && part.starts_with(char::is_uppercase)
                    && !part.starts_with("That")
            };
            let listed = chain.windows(2).all(|w| short(w[0].1, w[1].0)) && chain.len() > 1;
            if listed && !lead.is_empty() || COMPLEMENT.is_match(lead) {
                continue;
            }
            // "That the Board: a) accept the apology": a list of one.
            let introduced = lead.ends_with(':') && begins_words(lead);
            if (chain.len() >= 2 || lead.is_empty() || introduced)
                && (first.place() != Some(2) || lost || lead.is_empty())
            {
                let ends = chain.iter().skip(1).map(|c| c.0).chain([words.len()]);
                let parts = chain.iter().zip(ends).map(|(c, end)| tidy(&words[c.1..end])).filter(|p| !p.is_empty());
                return (parts.collect(), Some(last));
            }
        }
    }
    let whole = tidy(words);
    (if whole.is_empty() { Vec::new() } else { vec![whole] }, None)
}

/// The quotation that a part is, where something else follows it: "“That it be so.” 2. MINUTES".
fn quotation(part: &str) -> Option<&str> {
    let inside = part.strip_prefix('“')?;
    let end = '“'.len_utf8() + inside.find('”')? + '”'.len_utf8();
    let behind = part[end..].trim_start();
    let long = part[..end].split_whitespace().count() > 3;
    (long && behind.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())).then_some(&part[..end])
}

/// A part without the "; and" that joins it to the next.
fn tidy(part: &str) -> String {
    let part = part.trim();
    let part = part.strip_suffix("and").map(str::trim_end).filter(|p| p.ends_with([';', ','])).unwrap_or(part);
    let part = quotation(part).unwrap_or(part);
    part.trim_end_matches([';', ',', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_decisions_of_one_sentence_are_two() {
        let check = |words: &str, expect: &[&str]| assert_eq!(apart(words), expect, "{words}");
        check(
            "to award grants to the eleven best, and to hold £90 in reserve.",
            &["to award grants to the eleven best", "to hold £90 in reserve."],
        );
        check(
            "THAT the list be paid; AND THAT a copy be sent to Elm.",
            &["THAT the list be paid", "THAT a copy be sent to Elm."],
        );
        check(
            "that Jo Elm is relieved, and BE IT FURTHER RESOLVED, that Kim Oak be appointed.",
            &["that Jo Elm is relieved", "that Kim Oak be appointed."],
        );
        check(
            "The Board re-elected Jo Elm as Chair and elected Kim Oak as Clerk.",
            &["The Board re-elected Jo Elm as Chair", "elected Kim Oak as Clerk."],
        );
        for whole in [
            "that the hall be let and that the Clerk see to it",
            "that the plan be made, and that it be read in May.",
            "to paint the hall and to sweep it",
            "that Elm and Oak be elected and appointed to the panel",
            "that the list be paid; and the hall be let",
        ] {
            check(whole, &[whole]);
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
