//! Who moved and who seconded, in any order and layout.

use crate::lexicon::{self, Tags, tags};
use crate::rules::{Match, rules};
use std::ops::Range;

rules! {
    /// The ways to say who moved and who seconded.
    MOVERS = "movers.toml";
}

patterns! {
    /// The end of a sentence within what reads as one name: "H. Ms."
    STOPPED = r"\b(?:\p{Lu}|\d+|\p{Ll}{3,})\. (?P<title>(?:Mr|Mrs|Ms|Miss|Cllr|Councillor)\b)";
}

/// Words with a capital that end a name: they begin what comes after it.
const NOT_IN_NAMES: [&str; 45] = [
    "that",
    "to",
    "it",
    "this",
    "these",
    "there",
    "seconded",
    "second",
    "proposed",
    "moved",
    "motion",
    "motions",
    "all",
    "carried",
    "vote",
    "voting",
    "votes",
    "unanimously",
    "unanimous",
    "resolved",
    "and",
    "on",
    "in",
    "for",
    "against",
    "abstain",
    "abstained",
    "roll",
    "yes",
    "no",
    "ayes",
    "aye",
    "nays",
    "noes",
    "approved",
    "adopted",
    "agreed",
    "signed",
    "decision",
    "resolution",
    "recommendation",
    "with",
    "discussion",
    "passed",
    "by",
];

/// Words that speak of somebody without a name.
const NOBODY: [&str; 24] = [
    "he",
    "she",
    "they",
    "we",
    "i",
    "it",
    "which",
    "who",
    "the",
    "staff",
    "officers",
    "item",
    "report",
    "discussion",
    "all",
    "another",
    "substitute",
    "procedural",
    "main",
    "original",
    "amended",
    "alternate",
    "friendly",
    "final",
];

/// Somebody named as mover or seconder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// The name as printed, with its title.
    pub name: String,
    /// Where the words that say so stand, from "moved by" to the end of the name.
    pub range: Range<usize>,
}

/// What a text says of who moved and seconded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Movers {
    /// Who moved.
    pub mover: Option<Named>,
    /// Who seconded.
    pub seconder: Option<Named>,
    /// Whether the words for it mean nothing else ("moved by", a label), so that no seconder is needed.
    pub firm: bool,
    /// The rule that found the mover, or else the seconder.
    pub rule: Option<&'static str>,
}

impl Movers {
    /// Whether anybody was found.
    pub fn is_some(&self) -> bool {
        self.mover.is_some() || self.seconder.is_some()
    }

    /// A text without the names of those who moved and seconded, a blank in their places.
    pub fn text_around(&self, text: &str) -> String {
        let mut from = 0;
        let mut around = String::new();
        for range in self.ranges() {
            around.push_str(text.get(from..range.start).unwrap_or_default());
            around.push(' ');
            from = from.max(range.end);
        }
        around.push_str(text.get(from..).unwrap_or_default());
        around
    }

    /// The stretches of text that were taken, in order.
    pub fn ranges(&self) -> Vec<Range<usize>> {
        let mut ranges: Vec<_> = self.mover.iter().chain(&self.seconder).map(|n| n.range.clone()).collect();
        ranges.sort_by_key(|r| r.start);
        ranges
    }
}

/// Finds who moved and seconded in a sentence or a line.
pub fn find_movers(text: &str) -> Movers {
    let mut found = Movers::default();
    for matched in MOVERS.all_matches(text) {
        let id: &'static str = matched.rule.id.as_str();
        // "Motion to adjourn made by": of other things somebody else may be the maker.
        if id == "mover.made-by-at-end" && !text.to_lowercase().contains("motion") {
            continue;
        }
        if id == "mover.motion-to-by-at-end" && matched.group("mover").is_some_and(is_no_person) {
            continue;
        }
        let pair = matched.rule.gives == "pair";
        if pair && found.mover.is_some() && found.seconder.is_some() {
            continue;
        }
        let mover = named(&matched, "mover").or_else(|| named(&matched, "mover2"));
        let seconder = named(&matched, "seconder");
        if pair {
            if let (Some(mover), Some(seconder)) = (mover, seconder) {
                found = Movers { mover: Some(mover), seconder: Some(seconder), firm: true, rule: Some(id) };
            }
            continue;
        }
        if found.mover.is_none() && mover.is_some() {
            found.mover = mover;
            found.firm = !matches!(id, "mover.moved" | "mover.i-move" | "mover.proposed" | "mover.made-by-at-end");
            found.rule = Some(id);
        }
        let apart = |s: &Named| {
            found.mover.as_ref().is_none_or(|m| s.range.start >= m.range.end || s.range.end <= m.range.start)
        };
        if found.seconder.is_none() && seconder.as_ref().is_some_and(apart) {
            found.seconder = seconder;
            found.rule = found.rule.or(Some(id));
        }
    }
    found
}

/// "the bid by Ash Ltd", "to open by June 3": a firm or a time stands where somebody's name might.
fn is_no_person(name: &str) -> bool {
    const FIRMS: [&str; 12] =
        ["ltd", "limited", "inc", "llc", "llp", "plc", "company", "co", "corp", "associates", "services", "staff"];
    let word = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let time = |word: &str| tags(word).has_any(Tags::MONTH | Tags::WEEKDAY);
    name.split(' ').any(|part| FIRMS.contains(&word(part).as_str()) || time(part))
}

/// "on Article H. Ms. Elm seconded": how much stands before the sentence with which the name begins.
fn sentence_before(name: &str) -> usize {
    STOPPED.find(name).map_or(0, |stop| stop.end())
        - STOPPED.captures(name).and_then(|c| c.name("title")).map_or(0, |title| title.len())
}

/// The name in a group of the match, cut to what belongs to it.
fn named(matched: &Match<'_, '_>, group: &str) -> Option<Named> {
    let printed = matched.captures.name(group)?;
    let name = clean_name(printed.as_str())?;
    let name = &name[sentence_before(name)..];
    let end = printed.start() + printed.as_str().find(name)? + name.len();
    // Between "motion to" and "by", or the pair in brackets, stand its words.
    let apart = matches!(
        matched.rule.id.as_str(),
        "mover.motion-to-by" | "mover.motion-to-by-at-end" | "mover.pair-behind-motion" | "mover.behind-quotation"
    );
    let cut = sentence_before(printed.as_str()) > 0 && matched.start() == printed.start();
    let start = if apart || cut { end - name.len() } else { matched.start().min(printed.start()) };
    // What stands behind the name in the match, as "moved" in "Mr Oake moved", belongs to what was taken.
    let verb_behind = matched.end() > printed.end() && name.len() == printed.as_str().trim_end().len();
    let behind = verb_behind
        && matches!(
            matched.rule.id.as_str(),
            "mover.moved"
                | "mover.moved-in-capitals"
                | "mover.titled-moved-in-capitals"
                | "mover.motion-to-by-at-end"
                | "seconder.titled-seconded-in-capitals"
                | "mover.i-move"
                | "mover.proposed"
                | "mover.made-a-motion"
                | "mover.in-brackets"
                | "seconder.in-brackets"
                | "seconder.seconds"
                | "seconder.seconding"
        );
    Some(Named { name: name.to_owned(), range: start..if behind { matched.end() } else { end } })
}

/// Cuts a name, matched as far as capitals go, at the first word that no name has; `None` where nobody is named.
pub fn clean_name(printed: &str) -> Option<&str> {
    let mut end = 0;
    let mut from = 0;
    let mut comma = false;
    for word in printed.split(' ') {
        let at = from;
        from += word.len() + 1;
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let lower = bare.to_lowercase();
        if at > 0 && (NOT_IN_NAMES.contains(&lower.as_str()) || (comma && bare.chars().count() > 1)) {
            break;
        }
        if at == 0 && NOT_IN_NAMES.contains(&lower.as_str()) {
            return None;
        }
        end = at + word.len();
        comma = word.ends_with(',');
        // A full stop ends a name, unless it shortens a title or stands behind initials.
        let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
        let shortened = letters <= 2 || bare.contains('.') || tags(bare).has_any(Tags::TITLE | Tags::OFFICE_TITLE);
        if word.ends_with('.') && !shortened {
            break;
        }
    }
    let mut initial = printed[..end].trim_end_matches(['.', ',', ';', ':', ' ', '-', '–']);
    if !initial.contains('(') {
        initial = initial.trim_end_matches([')', '.']);
    }
    let name = if printed[initial.len()..end].starts_with('.') && ends_in_initial(initial) {
        &printed[..=initial.len()]
    } else {
        initial
    };
    let first = name.split(' ').next().unwrap_or("").to_lowercase();
    let words: Vec<&str> = name.split(' ').collect();
    let alone = words.len() == 1
        && (NOBODY.contains(&first.as_str()) || lexicon::is_title(&first) && !tags(&first).has(Tags::NAME));
    let office = tags(words.last()?).has(Tags::OFFICE_TITLE) || lexicon::is_office_head(words.last()?);
    let body =
        tags(words.last()?).has(Tags::BODY) && !tags(words[0]).has_any(Tags::TITLE | Tags::OFFICE_TITLE) && !office;
    (!alone
        && !body
        && !name.is_empty()
        && name.chars().any(char::is_lowercase) | (name.chars().filter(|c| c.is_alphabetic()).count() >= 2))
        .then_some(name)
}

/// Whether a name ends in a single letter, behind which a full stop belongs to it: "Doyle, P."
fn ends_in_initial(name: &str) -> bool {
    name.rsplit([' ', '.']).next().is_some_and(|last| last.chars().count() == 1)
}

/// Whether a rule finds those who moved in a bracket behind the verb: "Resolved (Cr Elm / Cr Oak) That ...".
pub fn in_brackets(rule: &str) -> bool {
    matches!(rule, "mover.pair-brackets" | "mover.in-brackets-alone")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn movers_and_seconders_in_any_order() {
        for (text, mover, seconder) in [
            (
                "It was moved by Councillor A. Oake, seconded by Councillor B. Barr and",
                "Councillor A. Oake",
                "Councillor B. Barr",
            ),
            ("On the proposal of Cllr. J. O’Hara seconded by Cllr. Lee. All agreed.", "Cllr. J. O’Hara", "Cllr. Lee"),
            ("Moved by Clark, seconded by Wood That it be so", "Clark", "Wood"),
            ("Proposed. Cllr Ann Oake, Seconded Cllr Jim Barr, seven were in favour", "Cllr Ann Oake", "Cllr Jim Barr"),
            ("Motion to paint the hall made by Trustee Elm, seconded by Trustee Oak.", "Trustee Elm", "Trustee Oak"),
            (
                "A motion was made to join the club by Trustee Elm, seconded by Trustee Oak.",
                "Trustee Elm",
                "Trustee Oak",
            ),
            (
                "Councillor Lamb proposed, and Councillor Vetch seconded, that it be.",
                "Councillor Lamb",
                "Councillor Vetch",
            ),
            ("Motion by Nye, second by Hood, P, to table it", "Nye", "Hood, P"),
            ("R2022-040 T. Birch, L. Moss:", "T. Birch", "L. Moss"),
            ("M/S/C Elm/Oak to adopt", "Elm", "Oak"),
            ("The Convener moved, seconded by the Vice Convener:- that", "The Convener", "the Vice Convener"),
            ("Proposed by GK, seconded by JR", "GK", "JR"),
            ("Member Elm moved to approve the minutes, Member Oak seconding.", "Member Elm", "Member Oak"),
            ("Motion to approve the list by Senator Elm; second by Senator Oak.", "Senator Elm", "Senator Oak"),
            ("3. APPROVAL OF AGENDA ELM MOVED to approve the agenda. P. OAK SECONDED BY P. OAK", "ELM", "P. OAK"),
            ("Mr. ELM (AR): I move to accept the minutes. Seconded by Ms. OAK (BI)", "Mr. ELM (AR)", "Ms. OAK (BI)"),
            (
                "Moved by Vice President Costa, second by Director van der Berg",
                "Vice President Costa",
                "Director van der Berg",
            ),
        ] {
            let found = find_movers(text);
            let name = |n: &Option<Named>| n.as_ref().map(|n| n.name.clone()).unwrap_or_default();
            assert_eq!((name(&found.mover).as_str(), name(&found.seconder).as_str()), (mover, seconder), "{text}");
        }
        for text in
            ["The proposed works were moved to May.", "He moved that it be so.", "The Committee moved out of the room."]
        {
            assert_eq!(find_movers(text), Movers::default(), "{text}");
        }
    }
}
