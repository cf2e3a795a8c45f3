//! Those who are named beside the figures or the outcome of a vote: "3 opposed (Elm, Oak and Ash)", "12-1 (Elm)", "carried,
//! Councillor Oak abstaining"; and those who ask behind a vote that theirs be recorded.

use super::super::movers::clean_name;
use super::super::recorded::counted;
use super::super::voters::{Which, read_voters};
use crate::rules::rules;
use record::{Side, Vote, VoteOutcome, Voter};

rules! {
    /// The ways to name them.
    BESIDE = "beside.toml";
}

patterns! {
    /// What stands before the name of whoever moved or seconded.
    ACTED = r"(?i)\b(?:by|seconded|proposed|moved|second|2nd|seconder|proposer|mover)\W*$";
}

/// Those on one side that a text names.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    /// Their side; `None` where only the figures tell it.
    which: Option<Which>,
    names: Vec<String>,
}

/// Puts those whom a text names beside the figures of a vote on their sides, unless they stand there already.
pub fn name_sides(vote: &mut Vote, text: &str) {
    for Named { which, names } in named(text) {
        let many = u32::try_from(names.len()).ok();
        let fewer = || {
            let against = vote.against.count == many && vote.r#for.count > many;
            let abstain = vote.abstain.count == many && vote.against.count.is_none_or(|n| n == 0);
            match (against, abstain) {
                (true, _) => Some(Which::Against),
                (false, true) => Some(Which::Abstain),
                (false, false) => None,
            }
        };
        let side = match which.or_else(fewer) {
            Some(Which::For) => &mut vote.r#for,
            Some(Which::Against) => &mut vote.against,
            Some(Which::Abstain) => &mut vote.abstain,
            // "4-0-1 (Elm absent)": the last figure is of those who were not there.
            Some(Which::Other) if vote.abstain.names.is_empty() && vote.abstain.count == many => {
                vote.abstain = Side::default();
                continue;
            }
            _ => continue,
        };
        // More names than the figure says are no list of this side.
        if side.count.is_some_and(|count| (count as usize) < side.names.len() + names.len()) {
            continue;
        }
        side.names.extend(names.into_iter().map(|as_printed| Voter { as_printed, name: None }));
        *side = counted(side);
    }
}

/// Puts those who ask that their vote be recorded on their side of it: "Councillors Elm and Oak asked that their votes
/// against be recorded". Whether any do.
pub fn name_asked(vote: &mut Vote, text: &str) -> bool {
    let mut any = false;
    for matched in BESIDE.all_matches(text).filter(|matched| matched.rule.gives.starts_with("asked-")) {
        let lost = matches!(vote.outcome, Some(VoteOutcome::Lost | VoteOutcome::Fell));
        let side = match matched.rule.gives.as_str() {
            "asked-against" => &mut vote.against,
            "asked-abstain" => &mut vote.abstain,
            // Who dissents is against what was carried, and for what was lost.
            _ if lost => &mut vote.r#for,
            _ => &mut vote.against,
        };
        let names = matched.group("names").map(clean_list).unwrap_or_default();
        let known = |name: &String| side.names.iter().any(|voter| voter.as_printed.ends_with(last_word(name)));
        let fresh: Vec<String> = names.into_iter().filter(|name| !known(name)).collect();
        let full = side.count.is_some_and(|count| (count as usize) < side.names.len() + fresh.len());
        any = true;
        if !full {
            // Others may have voted so and not have asked: a figure is printed or there is none.
            side.names.extend(fresh.into_iter().map(|as_printed| Voter { as_printed, name: None }));
        }
    }
    any
}

/// The last word of a name.
fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// The names of a list.
fn clean_list(list: &str) -> Vec<String> {
    let voters = read_voters(list).map(|voters| voters.names).unwrap_or_default();
    voters
        .iter()
        .filter_map(|voter| clean_name(voter.as_printed.trim_start_matches(['(', '['])))
        .map(str::to_owned)
        .collect()
}

/// The names beside figures and outcome, side by side.
fn named(text: &str) -> Vec<Named> {
    let mut found: Vec<Named> = Vec::new();
    for rule in BESIDE.all_matches(text).map(|matched| matched.rule) {
        let which = match rule.gives.as_str() {
            "for" => Some(Which::For),
            "against" => Some(Which::Against),
            "abstain" => Some(Which::Abstain),
            "other" => Some(Which::Other),
            "fewer" => None,
            _ => continue,
        };
        for captures in rule.pattern.captures_iter(text) {
            let Some(printed) = captures.name("names") else { continue };
            // "seconded by Elm, Oak dissenting": the first of the list did something else.
            let acted = ACTED.is_match(&text[..printed.start()]);
            let names: Vec<String> = clean_list(printed.as_str()).into_iter().skip(usize::from(acted)).collect();
            let known = |name: &String| found.iter().any(|named| named.names.contains(name));
            if !names.is_empty() && !names.iter().any(known) {
                found.push(Named { which, names });
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::super::motions::Motion;
    use super::super::vote_of;
    use super::*;

    fn shown(text: &str, figures: (Option<u32>, Option<u32>, Option<u32>)) -> String {
        let mut vote = vote_of(&Motion::default(), None);
        (vote.r#for.count, vote.against.count, vote.abstain.count) = figures;
        name_sides(&mut vote, text);
        let side = |side: &Side| {
            let names: Vec<&str> = side.names.iter().map(|voter| voter.as_printed.as_str()).collect();
            format!("{} {}", side.count.map_or("-".to_owned(), |count| count.to_string()), names.join("/"))
        };
        format!("{}; {}; {}", side(&vote.r#for), side(&vote.against), side(&vote.abstain))
    }

    #[test]
    fn those_on_a_side_are_named_beside_its_figure() {
        for (text, figures, expect) in [
            (
                "2 FOR (L. Elm, E. Oak Jr.), 3 OPPOSED (Ash, D. Fir, Yew-Box), 0 ABSTENTIONS.",
                (Some(2), Some(3), Some(0)),
                "2 L. Elm/E. Oak Jr; 3 Ash/D. Fir/Yew-Box; 0 ",
            ),
            ("4 FOR, 0 OPPOSED, 1 ABSTENTION (Leo Elm – cousin).", (Some(4), Some(0), Some(1)), "4 ; 0 ; 1 Leo Elm"),
            ("Resolution 7 passed 8–1–1 (nay: Elm; abstain: Oak).", (Some(8), Some(1), Some(1)), "8 ; 1 Elm; 1 Oak"),
            ("Ordinance enacted, 12-1 (Elm).", (Some(12), Some(1), None), "12 ; 1 Elm; - "),
            ("Vote 4-0-1 (BC abstaining).", (Some(4), Some(0), Some(1)), "4 ; 0 ; 1 BC"),
            ("Carried, 5 for, RA against.", (Some(5), None, None), "5 ; 1 RA; - "),
            ("Motion carried, Cr Elm and Cr Oak voting no.", (None, None, None), "- ; 2 Cr Elm/Cr Oak; - "),
            ("Adopted on a voice vote, Oak abstaining.", (None, None, None), "- ; - ; 1 Oak"),
            ("And resolved by majority, Councillor Elm dissenting", (None, None, None), "- ; 1 Councillor Elm; - "),
            ("All in favour bar one abstention (GS).", (None, None, None), "- ; - ; 1 GS"),
            ("Moved Elm, seconded by Oak, Ash against.", (None, None, None), "- ; 1 Ash; - "),
            ("Motion carried 4-0-1 (Elm absent).", (Some(4), Some(0), Some(1)), "4 ; 0 ; - "),
        ] {
            assert_eq!(shown(text, figures), expect, "{text}");
        }
    }

    #[test]
    fn whoever_asks_that_it_be_recorded_is_named() {
        for (text, outcome, expect) in [
            ("Crs Elm and Oak requested that their votes against be recorded.", "carried", "-Elm/Oak"),
            ("Councillor Ash asked that her dissent be recorded.", "carried", "-Councillor Ash"),
            ("Note: Under the rules, Cr Ash requested that his dissenting vote be recorded.", "lost", "+Cr Ash"),
            ("Cllr Elm asked to be recorded as having voted against.", "carried", "-Cllr Elm"),
            ("Cllr Elm asked that her abstention be noted.", "carried", "=Cllr Elm"),
            ("Cllr Elm asked for a recorded vote.", "carried", ""),
            ("Cllr Elm asked why they had voted for it.", "carried", ""),
        ] {
            let mut vote = vote_of(&Motion::default(), outcome.parse().ok());
            assert_eq!(name_asked(&mut vote, text), !expect.is_empty(), "{text}");
            let sides = [("+", &vote.r#for), ("-", &vote.against), ("=", &vote.abstain)];
            let shown = sides.iter().filter(|(_, side)| !side.names.is_empty()).map(|(sign, side)| {
                let names: Vec<&str> = side.names.iter().map(|voter| voter.as_printed.as_str()).collect();
                format!("{sign}{}", names.join("/"))
            });
            assert_eq!(shown.collect::<String>(), expect, "{text}");
        }
    }

    #[test]
    fn other_names_beside_a_vote_are_on_no_side() {
        for text in [
            "Motion carried 5-2 (Elm).",
            "Carried 6-1. Mr Elm opposed the plan in May.",
            "Motion carried (Elm/Oak).",
            "Carried 4-1 (see Annex B, Part 2).",
        ] {
            let none = "5 ; 2 ; - ";
            assert_eq!(shown(text, (Some(5), Some(2), None)), none, "{text}");
        }
    }
}
