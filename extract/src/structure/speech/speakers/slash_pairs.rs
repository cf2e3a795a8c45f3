//! Who moved, where mover and seconder are two names with a stroke between: "Approved (Elm/Oak).", "Moved JE / TO: that the
//! minutes be adopted.", "Ash/Oak, nem. con."

use super::candidate::{Candidate, Manner};
use crate::structure::speech::name::Name;
use crate::structure::speech::roster::{Found, Roster};
use crate::structure::speech::words::Word;

patterns! {
    /// Two names and a stroke: "Elm/Oak", "J. Elm / Van Oak", "JE / TO".
    PAIR = r"(?P<mover>\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’-]+)?)\s?/\s?(?P<seconder>\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’-]+)?)";
    /// What stands before such a pair in the open: "Moved Elm/Oak", "M/S/C Elm/Oak".
    LEAD = r"(?i)(?:\b(?:moved|proposed|motion|mover|m/s/?c?|m/s|prop\.?)[:,]?|[(\[—–:]|\s-|^)\s*$";
}

/// A pair that nothing leads to, at the end of a line of so few words, is who moved as well: "Passed 5-1, Elm/Oak."
const SHORT_LINE: usize = 9;

/// The mention of whoever moved, if a sentence says so by such a pair of people whom the paper knows.
pub fn mover(words: &[Word], text: &str, roster: &Roster) -> Option<Candidate> {
    PAIR.captures_iter(text).find_map(|found| {
        let (mover, seconder) = (found.name("mover")?, found.name("seconder")?);
        let printed = own(mover.as_str());
        let from = mover.end() - printed.len();
        let (person, manner) = known(printed, roster)?;
        let (other, _) = known(seconder.as_str().trim_end_matches('.'), roster)?;
        let led = LEAD.is_match(&text[..from]) || words.len() <= SHORT_LINE;
        if !led || person == other {
            return None;
        }
        let start = words.iter().position(|word| word.end > from)?;
        let end = words.iter().position(|word| word.end >= mover.end())? + 1;
        let printed = printed.to_owned();
        let name = Name::parse(&printed);
        Some(Candidate { start, end, manner, printed, name, office: None, person: Some(person) })
    })
}

/// The name of a mover without what ran into it: "Moved Elm/Oak", the last letter of "M/S/C Elm/Oak".
fn own(printed: &str) -> &str {
    match printed.split_once(' ') {
        Some((first, rest)) if matches!(&*first.to_lowercase(), "moved" | "motion" | "proposed" | "c" | "s") => rest,
        _ => printed,
    }
}

/// The one person whom a name or initials mean.
fn known(printed: &str, roster: &Roster) -> Option<(usize, Manner)> {
    if let Some(person) = roster.short(printed) {
        return Some((person, Manner::Initials));
    }
    let letters = printed.chars().all(char::is_uppercase) && (2..=3).contains(&printed.chars().count());
    if letters {
        let mut theirs = (0..roster.people.len()).filter(|&i| roster.people[i].name.has_initials(printed));
        return theirs.next().filter(|_| theirs.next().is_none()).map(|person| (person, Manner::Initials));
    }
    match roster.named(&Name::parse(printed)?, None) {
        Found::One(person) => Some((person, Manner::Surname)),
        Found::Several | Found::Nobody => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::speech::speakers::candidates::introduce;
    use crate::structure::speech::words::words;

    #[test]
    fn the_first_of_two_names_with_a_stroke_between_moved() {
        let mut roster = Roster::default();
        for text in ["Councillor Petra Ash", "Councillor Jo Oak", "Councillor Tia Van Elm"] {
            introduce(&words(text), text, &mut roster);
        }
        for (text, mover_is) in [
            ("Motion to adopt as amended (Ash/Oak).", Some("Ash")),
            ("RESOLVED 17/24 (Oak/Ash) that the minutes be confirmed.", Some("Oak")),
            ("Moved PA / JO: that the apology be accepted.", Some("PA")),
            ("PA / JO, nem. con.", Some("PA")),
            ("M/S/C Oak/Ash 4-0.", Some("Oak")),
            ("Van Elm/Ash.", Some("Van Elm")),
            ("Report received — PA / JO, carried.", Some("PA")),
            ("Motion to lay on the table [Ash/Oak] prevailed by a show of hands, six to two.", Some("Ash")),
            ("Approved, Ash/Oak, voice.", Some("Ash")),
            ("The report of the Ash/Hale working group on the road was read and then noted.", None),
            ("They wait for the Ash/Oak working group to tell them when the road is open.", None),
            ("24/7 cover", None),
        ] {
            let found = mover(&words(text), text, &roster);
            assert_eq!(found.as_ref().map(|c| c.printed.as_str()), mover_is, "{text}");
        }
    }
}
