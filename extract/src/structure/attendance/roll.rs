//! Lists that need no label: an answer behind each name, boxes that are ticked, names with the initials that stand for
//! them afterwards.

use super::label::List;
use crate::structure::people::{self, Person};

patterns! {
    /// "Trustee Elm – present", "Jo Elm ...... Excused", "Kim Oak (apologies)".
    ANSWER = r"(?i)^(?P<who>[^:,;(\t]+?)\s*(?:[-–—:,(\t]|\.{2,}|…|\s{2,})[\s.…]*(?P<says>[a-z ]{4,22}?)\s*[).]*$";
    /// "[x] Jo Elm", "☐ Kim Oak".
    TICKED = r"^(?:[-*•]\s*)?(?P<box>\[[ xX✓✔]?\]|[☐☑☒✓✔✗✘])\s*(?P<who>\S.+)$";
    /// "Jo Elm (JE)".
    KEYED = r"^(?P<who>[^()]+?)\s*\((?P<key>[A-Z]{2,4})\)\.?$";
}

/// Whom a line calls and what was answered: one person, and on which list the answer puts them.
pub fn answer(line: &str) -> Option<(List, Person)> {
    if let Some(found) = TICKED.captures(line) {
        let empty = ["[ ]", "[]", "☐", "✗", "✘"].contains(&&found["box"]);
        return Some((if empty { List::Apologies } else { List::Present }, called(&found["who"])?));
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
    fn initials_behind_every_name_make_a_list() {
        assert!(is_keyed("Jo Elm (JE), Kim Oak (KO), Ann van der Ash (AVA)"));
        for text in ["The Council (TC), the Board (TB), the Trust (TT)", "Jo Elm (JE), Kim Oak", "Jo Elm (JE)"] {
            assert!(!is_keyed(text), "{text}");
        }
    }
}
