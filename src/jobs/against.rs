//! What a source's system says of a meeting is held against what its minutes print: who was there, who moved and seconded,
//! how many voted how, and who. Where the two disagree both stay, and the disagreement is kept beside them.

use crate::store::Store;
use crate::store::catalogue::CatalogueError;
use crate::store::catalogue::disagreements::{self, Disagreement, Listed, Side, Sides, Told, Voted, Voter};
use record::text::fold;
use serde::Serialize;
use std::collections::BTreeMap;

/// What holding them against each other came to.
#[derive(Debug, Default, Serialize)]
pub struct AgainstReport {
    /// Meetings of which both say something.
    pub meetings: u64,
    /// Disagreements.
    pub disagreements: u64,
}

/// Works out anew where systems and minutes disagree.
///
/// # Errors
/// The catalogue cannot be asked or written to.
pub fn hold_against(store: &mut Store) -> Result<AgainstReport, CatalogueError> {
    let told = disagreements::told(store.catalogue())?;
    let mut report = AgainstReport::default();
    let mut found: BTreeMap<String, Vec<Disagreement>> = BTreeMap::new();
    for (meeting, told) in told {
        let disagreements = disagree(&told);
        report.meetings += 1;
        report.disagreements += disagreements.len() as u64;
        if !disagreements.is_empty() {
            found.insert(meeting, disagreements);
        }
    }
    store.write(|t| disagreements::keep(t, &found))?;
    Ok(report)
}

fn disagree(told: &Told) -> Vec<Disagreement> {
    let mut found = in_attendance(&told.listed_by_system, &told.listed_by_minutes);
    for (system, minutes) in pairs(&told.voted_by_system, &told.voted_by_minutes) {
        found.extend(in_vote(system, minutes));
    }
    found
}

/// Where nobody is listed by one of the two there is nothing to disagree about.
fn in_attendance(system: &[Listed], minutes: &[Listed]) -> Vec<Disagreement> {
    let mut found = Vec::new();
    if system.is_empty() || minutes.is_empty() {
        return found;
    }
    let attendance = |about: &str, by_system: String, by_minutes: String| Disagreement {
        kind: "attendance",
        about: about.to_owned(),
        by_system,
        by_minutes,
    };
    let same = |a: &Listed, b: &Listed| is_same((&a.name, a.person.as_deref()), (&b.name, b.person.as_deref()));
    for one in system {
        match minutes.iter().find(|other| same(one, other)) {
            Some(other) if came(one) == came(other) => {}
            Some(other) => found.push(attendance(&one.name, in_words(&one.presence), in_words(&other.presence))),
            // Apologies that came after the agenda are in one of the two at times: only who came is missed.
            None if came(one) => found.push(attendance(&one.name, in_words(&one.presence), "not named".into())),
            None => {}
        }
    }
    // A system lists members; officers and guests stand in the minutes alone.
    for one in minutes.iter().filter(|one| one.councillor && came(one)) {
        if !system.iter().any(|other| same(one, other)) {
            found.push(attendance(&one.name, "not named".into(), in_words(&one.presence)));
        }
    }
    found
}

fn came(listed: &Listed) -> bool {
    listed.presence != "apologies"
}

fn in_words(presence: &str) -> String {
    presence.replace('_', " ")
}

/// Votes that are the same one: of one item and in the same order, where both record as many of it; else by who moved.
fn pairs<'v>(system: &'v [Voted], minutes: &'v [Voted]) -> Vec<(&'v Voted, &'v Voted)> {
    let mut pairs = Vec::new();
    let mut items: Vec<String> = system.iter().map(|vote| fold(&vote.item)).collect();
    items.dedup();
    for item in items {
        let of_item = |votes: &'v [Voted]| votes.iter().filter(|vote| fold(&vote.item) == item).collect::<Vec<_>>();
        let (here, there) = (of_item(system), of_item(minutes));
        if here.len() == there.len() {
            pairs.extend(here.into_iter().zip(there));
            continue;
        }
        for one in here {
            let mut of_mover = there.iter().filter(|other| is_said_alike(one.mover.as_ref(), other.mover.as_ref()));
            if let (Some(other), None) = (of_mover.next(), of_mover.next()) {
                pairs.push((one, *other));
            }
        }
    }
    pairs
}

fn is_said_alike(one: Option<&String>, other: Option<&String>) -> bool {
    one.zip(other).is_some_and(|(one, other)| is_same((one, None), (other, None)))
}

fn in_vote(system: &Voted, minutes: &Voted) -> Vec<Disagreement> {
    let about = [&minutes.item, &system.item, &minutes.motion].into_iter().find(|words| !words.is_empty());
    let about = about.cloned().unwrap_or_default();
    let mut found = Vec::new();
    let mut add = |kind: &'static str, about: String, by_system: String, by_minutes: String| {
        found.push(Disagreement { kind, about, by_system, by_minutes });
    };
    for (kind, one, other) in
        [("mover", &system.mover, &minutes.mover), ("seconder", &system.seconder, &minutes.seconder)]
    {
        if let (Some(one), Some(other)) = (one, other)
            && !is_same((one, None), (other, None))
        {
            add(kind, about.clone(), one.clone(), other.clone());
        }
    }
    if let (Some(one), Some(other)) = (system.outcome, minutes.outcome)
        && one.is_carried() != other.is_carried()
    {
        add("outcome", about.clone(), one.to_string(), other.to_string());
    }
    let (of_system, of_minutes) = (sides(system), sides(minutes));
    for ((word, one), (_, other)) in of_system.into_iter().zip(of_minutes) {
        if let (Some(one), Some(other)) = (number(one), number(other))
            && one != other
        {
            add("count", about.clone(), format!("{word}: {one}"), format!("{word}: {other}"));
        }
    }
    for (word, side) in of_system {
        for voter in &side.names {
            if let Some(other) = side_of(voter, &of_minutes).filter(|other| *other != word) {
                add("side", format!("{} on {about}", voter.as_printed), word.to_owned(), other.to_owned());
            }
        }
    }
    found
}

fn sides(vote: &Voted) -> [(&'static str, &Side); 3] {
    let Sides { r#for, against, abstain } = &vote.sides;
    [("for", r#for), ("against", against), ("abstain", abstain)]
}

/// How many stood on a side: its figure, or those who are named.
fn number(side: &Side) -> Option<u32> {
    side.count.or_else(|| u32::try_from(side.names.len()).ok().filter(|named| *named > 0))
}

fn side_of(voter: &Voter, sides: &[(&'static str, &Side)]) -> Option<&'static str> {
    let same = |other: &Voter| {
        is_same((&voter.as_printed, voter.person.as_deref()), (&other.as_printed, other.person.as_deref()))
    };
    sides.iter().find(|(_, side)| side.names.iter().any(same)).map(|(word, _)| *word)
}

/// Whether two names mean one person: the same person, or the same surname with first names that do not contradict it.
fn is_same(one: (&str, Option<&str>), other: (&str, Option<&str>)) -> bool {
    if let (Some(one), Some(other)) = (one.1, other.1) {
        return one == other;
    }
    let words = |name: &str| fold(name).split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let (one, other) = (words(one.0), words(other.0));
    let (Some(last), Some(other_last)) = (one.last(), other.last()) else { return false };
    let first = |words: &[String]| {
        let before = words.get(..words.len().saturating_sub(1)).unwrap_or_default();
        let is_title = |word: &&String| TITLES.contains(&word.as_str());
        before.iter().find(|word| !is_title(word)).and_then(|word| word.chars().next())
    };
    last == other_last && first(&one).zip(first(&other)).is_none_or(|(one, other)| one == other)
}

/// What stands before names, folded.
const TITLES: &[&str] = &[
    "councillor",
    "councillors",
    "cllr",
    "cllrs",
    "alderman",
    "councilmember",
    "commissioner",
    "supervisor",
    "member",
    "mayor",
    "deputy",
    "vice",
    "chair",
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sir",
    "lady",
    "lord",
    "baroness",
    "cathaoirleach",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(name: &str, presence: &str) -> Listed {
        Listed { name: name.into(), person: None, presence: presence.into(), councillor: true }
    }

    #[test]
    fn names_mean_one_person_where_nothing_contradicts_it() {
        for (one, other, same) in [
            ("Councillor Jo Ash", "J. Ash", true),
            ("Ash", "Cllr Jo Ash", true),
            ("Jo Ash", "Kim Ash", false),
            ("Jo Ash", "Jo Birch", false),
        ] {
            assert_eq!(is_same((one, None), (other, None)), same, "{one} / {other}");
        }
        assert!(!is_same(("Jo Ash", Some("person_1")), ("Jo Ash", Some("person_2"))));
    }

    #[test]
    fn who_came_by_one_and_not_by_the_other_is_told() {
        let system = [listed("Jo Ash", "present"), listed("Kim Birch", "present"), listed("Lee Cedar", "apologies")];
        let minutes =
            [listed("Cllr Ash", "present"), listed("K. Birch", "apologies"), listed("Max Dogwood", "present")];
        let found = in_attendance(&system, &minutes);
        let told: Vec<_> =
            found.iter().map(|d| (d.about.as_str(), d.by_system.as_str(), d.by_minutes.as_str())).collect();
        assert_eq!(told, [("Kim Birch", "present", "apologies"), ("Max Dogwood", "not named", "present")]);
        assert!(in_attendance(&system, &[]).is_empty(), "minutes without a list disagree with nobody");
    }

    #[test]
    fn votes_of_one_item_are_held_against_each_other() {
        let voter = |name: &str| Voter { as_printed: name.into(), person: None };
        let vote = |mover: &str, outcome: &str, against: u32, names: &[&str]| Voted {
            item: "Bridges".into(),
            motion: "That the report be noted".into(),
            mover: Some(mover.into()),
            seconder: Some("Birch".into()),
            outcome: outcome.parse().ok(),
            sides: Sides {
                against: Side { count: Some(against), names: names.iter().map(|name| voter(name)).collect() },
                ..Default::default()
            },
        };
        let same = [vote("Ash", "carried", 1, &["Cedar"])];
        assert!(
            disagree(&Told { voted_by_system: same.to_vec(), voted_by_minutes: same.to_vec(), ..Told::default() })
                .is_empty()
        );
        let mut other = vote("Cllr Dogwood", "lost", 2, &[]);
        other.sides.r#for.names = vec![voter("Cllr Cedar")];
        let told = Told { voted_by_system: same.to_vec(), voted_by_minutes: vec![other], ..Told::default() };
        let kinds: Vec<_> = disagree(&told).iter().map(|d| d.kind).collect();
        assert_eq!(kinds, ["mover", "outcome", "count", "side"]);
    }
}
