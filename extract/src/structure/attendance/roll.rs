//! Lists that need no label: an answer behind each name, boxes that are ticked, names with the initials that stand for
//! them afterwards.

use super::label::List;
use crate::structure::people::{self, Person};

patterns! {
    /// "Trustee Elm – present", "Jo Elm ...... Excused", "Kim Oak (apologies)".
    ANSWER = r"(?i)^(?P<who>[^:,;(\t]+?)\s*(?:[-–—:,(\t]|\.{2,}|…|\s{2,})[\s.…]*(?P<says>[a-z ]{4,22}?)\s*[).]*(?:\s*\([^()]{3,40}\))?$";
    /// "[x] Jo Elm", "☐ Kim Oak".
    TICKED = r"^(?:[-*•]\s*)?(?P<box>\[[ xX✓✔]?\]|[☐☑☒✓✔✗✘])\s*(?P<who>\S.+)$";
    /// A box before somebody, anywhere in a text.
    BOX = r"(?:\[[ xX✓✔]?\]|[☐☑☒✓✔✗✘])\s*\p{Lu}";
    /// The label of those who come next: "Alternates:".
    NEXT_LABEL = r"\s+\p{Lu}\p{L}+(?:\s\p{L}+)?:\s*$";
    /// "Jo Elm (JE)".
    KEYED = r"^(?P<who>[^()]+?)\s*\((?P<key>[A-Z]{2,4})\)\.?$";
}

/// Whom a line calls and what was answered: one person, and on which list the answer puts them.
pub fn answer(line: &str) -> Option<(List, Person)> {
    if let Some(found) = TICKED.captures(line) {
        return Some((
            if is_empty_box(&found["box"]) { List::Apologies } else { List::Present },
            called(&found["who"])?,
        ));
    }
    let found = ANSWER.captures(line)?;
    let list = match found["says"].trim().to_lowercase().as_str() {
        "present" | "here" | "attended" | "in attendance" => List::Present,
        "absent" | "excused" | "apologies" | "apology" | "regrets" | "not present" | "sent apologies"
        | "absent excused" | "leave of absence" | "did not attend" => List::Apologies,
        _ => return None,
    };
    Some((list, called(&found["who"])?))
}

/// Those whom boxes call that stand side by side in one text: "Members: [x] Jo Elm (JE), Chair [ ] Kim Oak".
pub fn boxes(text: &str) -> Option<Vec<(List, Person)>> {
    let starts: Vec<usize> = BOX.find_iter(text).map(|found| found.start()).collect();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let pieces = starts.iter().zip(ends).map(|(start, end)| text[*start..end].trim().replace('\n', " "));
    let people: Vec<(List, Person)> = pieces
        .filter_map(|piece| {
            let found = TICKED.captures(&piece)?;
            let empty = is_empty_box(&found["box"]);
            // "[x] Jo Elm Alternates: [x] Kim Oak": the label is that of the next.
            let who = NEXT_LABEL.replace(&found["who"], "").trim().to_owned();
            let person = people::person(&who).filter(|_| people::looks_like_one(&who))?;
            Some((if empty { List::Apologies } else { List::Present }, person))
        })
        .collect();
    (people.len() > 1 && people.len() * 4 >= starts.len() * 3).then_some(people)
}

fn is_empty_box(printed: &str) -> bool {
    ["[ ]", "[]", "☐", "✗", "✘"].contains(&printed)
}

fn called(who: &str) -> Option<Person> {
    let who = who.trim_matches([' ', '.', '*']);
    (people::is_titled(who) || people::is_plain_name(who)).then(|| people::person(who)).flatten()
}

/// Whether a text is a list of names with the initials of each behind it, and nothing else.
pub fn is_keyed(text: &str) -> bool {
    const FEWEST: usize = 3;
    let pieces: Vec<&str> = text.split([',', ';', '\n', '\t']).map(str::trim).filter(|p| !p.is_empty()).collect();
    let keyed = |piece: &&&str| {
        let piece = piece.strip_prefix("and ").unwrap_or(piece);
        KEYED.captures(piece).is_some_and(|found| {
            let own: String = found["who"].chars().filter(|c| c.is_uppercase()).collect();
            people::whole_name(&found["who"]) && own.starts_with(found["key"].get(..1).unwrap_or("-"))
        })
    };
    let count = pieces.iter().filter(keyed).count();
    count >= FEWEST && count * 10 >= pieces.len() * 9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_say_who_was_there() {
        for (line, expect) in [
            ("Trustee Elm – present", Some((List::Present, "Elm"))),
            ("Jo Elm: Absent", Some((List::Apologies, "Jo Elm"))),
            ("Jo Elm ........ Excused", Some((List::Apologies, "Jo Elm"))),
            ("Jo Elm (apologies)", Some((List::Apologies, "Jo Elm"))),
            ("Trustee Jo Elm ....... Present (left at 8:40 p.m.)", Some((List::Present, "Jo Elm"))),
            ("[ ] Jo Elm", Some((List::Apologies, "Jo Elm"))),
            ("☑ Jo Elm", Some((List::Present, "Jo Elm"))),
            ("Jo Elm: Treasurer", None),
            ("The report – present in the pack", None),
            ("Members: present", None),
            ("Jo Elm – aye", None),
        ] {
            let found = answer(line).map(|(list, person)| (list, person.name));
            assert_eq!(found, expect.map(|(list, name)| (list, name.to_owned())), "{line}");
        }
    }

    #[test]
    fn boxes_side_by_side_call_one_each() {
        let shown = |text: &str| {
            let all = boxes(text)?;
            Some(all.iter().map(|(list, p)| format!("{list:?} {}", p.name)).collect::<Vec<_>>().join("; "))
        };
        let three = Some("Present Jo Elm; Apologies Kim Oak; Present Ann Ash".to_owned());
        for text in [
            "Members: [x] Jo Elm (JE), Chair [ ] Kim\nOak (KO) [X] Ann Ash",
            "☑ Jo Elm ☐ Kim Oak ☒ Ann Ash",
            "✓ Cllr Jo Elm   ✗ Kim Oak   Alternates: ✓ Ann Ash, seated for KO",
        ] {
            assert_eq!(shown(text), three, "{text}");
        }
        for text in ["[x] Jo Elm", "[x] Roads are clear [ ] Bridges are up", "☑ Approved ☐ Denied"] {
            assert_eq!(shown(text), None, "{text}");
        }
    }

    #[test]
    fn initials_behind_every_name_make_a_list() {
        assert!(is_keyed("Jo Elm (JE), Kim Oak (KO), Ann van der Ash (AVA)"));
        for text in ["The Council (TC), the Board (TB), the Trust (TT)", "Jo Elm (JE), Kim Oak", "Jo Elm (JE)"] {
            assert!(!is_keyed(text), "{text}");
        }
    }
}
