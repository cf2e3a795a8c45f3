//! Lists that no label opens: the members, one a line, between the head of a paper and its first item.

use crate::content::Block;
use crate::lexicon::{self, Tags};
use crate::structure::people;

patterns! {
    /// "J. Elm (JE) Chairman": a name with the initials that stand for it afterwards, and perhaps an office.
    KEYED = r"^(?P<who>[^()\t]+?)[\s]*\((?P<key>[A-Z][A-Za-z]?[A-Z]{1,2})\)[\s.]*(?P<post>[^()]*)$";
}

/// How many lines make a list.
const LINES: usize = 3;

/// Whether a list of members begins with these lines of a block, or goes on in the blocks behind it.
pub fn begins(lines: &[String], behind: &[Block]) -> bool {
    if is_running(&lines.join(" ")) {
        return true;
    }
    let first = lines.first().is_some_and(|line| is_member(line) || is_keyed(line));
    if !first {
        return false;
    }
    let below = behind.iter().take(2 * LINES).filter(|b| !b.furniture).flat_map(|b| b.text.lines());
    let mut all = lines.iter().map(String::as_str).chain(below).filter(|line| !line.trim().is_empty()).take(LINES);
    let count = all.by_ref().take_while(|line| is_member(line) || is_keyed(line)).count();
    count == LINES
}

/// Whether a line is an elected member by title and nothing else but how they took part.
fn is_member(line: &str) -> bool {
    let titled = line.split_whitespace().next().is_some_and(lexicon::is_member_title);
    titled
        && line.split_whitespace().count() <= 12
        && people::is_titled(line)
        && super::entry::is_list_like(people::without_notes(line))
}

/// Whether a paragraph is a running list of people addressed by title: "Ms J Elm, Mrs K Oak, Cllr A Ash (Chair)".
fn is_running(text: &str) -> bool {
    const FEWEST: usize = 4;
    if !people::is_titled(text) || !super::entry::is_list_like(text) {
        return false;
    }
    let listed = people::list(text);
    // "Cllrs A Elm, B Oak": one title for all.
    let several = text.split_whitespace().next().is_some_and(|w| lexicon::tags(w).has(Tags::SEVERAL));
    listed.len() >= FEWEST && (several || listed.iter().all(|one| one.title.is_some()))
}

/// Whether a line is a name, its initials in brackets, and perhaps an office.
fn is_keyed(line: &str) -> bool {
    KEYED.captures(line.trim()).is_some_and(|found| {
        let own = found["who"].chars().find(|c| c.is_uppercase());
        let office = found["post"].split_whitespace().last().is_none_or(people::is_post_word);
        people::whole_name(&found["who"]) && found["key"].chars().next() == own && office
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn three_members_or_three_names_with_initials_begin_a_list() {
        for text in [
            "Cllr J Elm (Chairman)\nCllr K Oak\nCllr A Ash",
            "Cllr Jo Elm – Chair from minute 213\nCllr Kim Oak left at minute 221\nCllr Ann Ash",
            "J.R. Elm\t(JRE)\tChairman\nK. Oak\t(KO)\tTrustee\nA. Ash\t(AA)\tGolf Club Trustee",
        ] {
            assert!(begins(&lines(text), &[]), "{text}");
        }
        assert!(begins(&lines("Cllrs A Elm, B Oak, P Ash (Deputy Mayor), M Fir,\nL Yew and K Birch"), &[]));
        assert!(begins(&lines("Ms H Elm, Mrs P Oak, Cllr L Ash-Fir (Authority Governors), Mr G Yew (Chair)"), &[]));
        for text in [
            "Ms H Elm, Mrs P Oak and Cllr L Ash asked for a report, Mr G Yew did not.",
            "Cllr J Elm (Chairman)\nCllr K Oak",
            "Cllr J Elm asked for the report.\nCllr K Oak asked too.\nCllr A Ash agreed.",
            "The Council (TC)\nThe Board (TB)\nThe Trust (TT)",
            "Eden Trust (ET) a charity\nArden House (AH) a home\nFell Works (FW) a firm",
        ] {
            assert!(!begins(&lines(text), &[]), "{text}");
        }
    }
}
