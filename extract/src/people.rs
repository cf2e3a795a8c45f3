//! Who is who: from the names that a council's papers print to the people who bore them.
//!
//! Two forms of a name are one person only on evidence: the source's own id, the same full name, or initials and
//! surname that fit one person alone among those of the same standing who sat on the same committee in the same
//! years. Likeness alone is none; two who are listed at one meeting are two people. Nothing crosses councils: a caller
//! asks for one council at a time. The answer does not depend on the order of what is seen.

use crate::structure::speech::name::Name;
use crate::structure::speech::office::Office;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// One place where a name is printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sighting {
    /// The name, titles or not.
    pub name: String,
    /// Office or post beside it.
    pub role: Option<String>,
    /// Whether it is an elected member's; `None` where the place does not say.
    pub councillor: Option<bool>,
    /// Day of the meeting or paper.
    pub on: Option<Date>,
    /// Committee.
    pub committee: Option<String>,
    /// The meeting at which the name is on the attendance list; `None` for names in speech and on other pages.
    pub listed_at: Option<String>,
    /// Id of the member in the source, where there is one.
    pub source_id: Option<String>,
}

/// Somebody, with everything that is known of their names and offices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// What ids are made from: the fullest name, with a number where another person of the council bears it too.
    pub key: String,
    /// The fullest name, without titles.
    pub name: String,
    /// Every form in which it is printed.
    pub forms: BTreeSet<String>,
    /// Offices, each with the first and last day on which it is seen.
    pub offices: Vec<HeldOffice>,
    /// Whether an elected member.
    pub councillor: bool,
    /// Ids in sources.
    pub source_ids: BTreeSet<String>,
    /// First day on which the person is seen.
    pub first: Option<Date>,
    /// Last day on which the person is seen.
    pub last: Option<Date>,
    /// Positions of the sightings that are theirs, in the caller's list.
    pub sightings: Vec<usize>,
}

/// An office and the time in which it is seen held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOffice {
    /// As printed first.
    pub role: String,
    /// Committee of the meetings where it is seen, where it is one of the committee ("Chair").
    pub committee: Option<String>,
    /// First day.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
}

/// Years within which the same initials and surname on the same committee are taken for one person: a council's term.
const TERM_YEARS: i16 = 4;

/// Finds the people behind these sightings of one council. Names in which nothing is left once titles are gone have
/// no person.
pub fn identify(sightings: &[Sighting]) -> Vec<Identity> {
    let mut forms = forms(sightings);
    let mut married: Vec<usize> = (0..forms.len()).collect();
    by_source_id(&forms, &mut married);
    by_full_name(&forms, &mut married);
    for level in [Level::Initials, Level::Surname] {
        by_short_name(&forms, &mut married, level);
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for form in 0..forms.len() {
        groups.entry(root(&married, form)).or_default().push(form);
    }
    let mut people: Vec<Identity> = groups
        .into_values()
        .map(|group| identity(&group.iter().map(|&f| &forms[f]).collect::<Vec<_>>(), sightings))
        .collect();
    forms.clear();
    people
        .sort_by(|a, b| (&a.name, a.first, &a.forms, !a.councillor).cmp(&(&b.name, b.first, &b.forms, !b.councillor)));
    number_namesakes(&mut people);
    people
}

/// How much of a name is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Full,
    Initials,
    Surname,
}

/// One form of a name, with everywhere it stands.
#[derive(Debug)]
struct FormOfName {
    name: Name,
    councillor: Option<bool>,
    level: Level,
    seen: Vec<usize>,
    committees: BTreeSet<String>,
    meetings: BTreeSet<String>,
    source_ids: BTreeSet<String>,
    offices: Vec<Office>,
    years: Option<(i16, i16)>,
}

/// Surname, first names, standing, and what keeps short forms apart until there is evidence.
type FormKey = (String, Vec<String>, Option<bool>, Option<String>);

/// Gathers sightings by name and standing, in an order that is their own.
fn forms(sightings: &[Sighting]) -> Vec<FormOfName> {
    let standings = standings(sightings);
    let mut found: BTreeMap<FormKey, FormOfName> = BTreeMap::new();
    for (i, sighting) in sightings.iter().enumerate() {
        let Some(mut name) = Name::parse(&sighting.name) else { continue };
        let listed = || standings.get(&(sighting.name.as_str(), &sighting.committee)).copied().flatten();
        let councillor = sighting.councillor.or(name.is_member().then_some(true)).or_else(listed);
        name.title = None;
        let level = match name.given.first() {
            Some(first) if first.chars().count() > 1 => Level::Full,
            Some(_) => Level::Initials,
            None => Level::Surname,
        };
        // Short forms of different committees, and of different source ids, are not one form yet.
        let apart = if level == Level::Full { None } else { sighting.committee.clone() };
        let apart = sighting.source_id.clone().or(apart);
        let key = (name.surname.clone(), name.given.clone(), councillor, apart);
        let form = found.entry(key).or_insert_with(|| FormOfName {
            name,
            councillor,
            level,
            seen: Vec::new(),
            committees: BTreeSet::new(),
            meetings: BTreeSet::new(),
            source_ids: BTreeSet::new(),
            offices: Vec::new(),
            years: None,
        });
        form.seen.push(i);
        form.committees.extend(sighting.committee.clone());
        form.meetings.extend(sighting.listed_at.clone());
        form.source_ids.extend(sighting.source_id.clone());
        if let Some(year) = sighting.on.map(Date::year) {
            let (first, last) = form.years.unwrap_or((year, year));
            form.years = Some((first.min(year), last.max(year)));
        }
        let office = Office::parse(sighting.role.as_deref().unwrap_or(""));
        if !office.is_empty() && !form.offices.contains(&office) {
            form.offices.push(office);
        }
    }
    found.into_values().collect()
}

/// The standing of each name in each committee where it has one alone: a speaker is named as the list of those there
/// prints them.
fn standings(sightings: &[Sighting]) -> BTreeMap<(&str, &Option<String>), Option<bool>> {
    let mut found = BTreeMap::new();
    for sighting in sightings.iter().filter(|s| s.councillor.is_some()) {
        found
            .entry((sighting.name.as_str(), &sighting.committee))
            .and_modify(|standing: &mut Option<bool>| *standing = standing.filter(|s| Some(*s) == sighting.councillor))
            .or_insert(sighting.councillor);
    }
    found
}

fn by_source_id(forms: &[FormOfName], married: &mut [usize]) {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (i, form) in forms.iter().enumerate() {
        for id in &form.source_ids {
            let with = *first.entry(id).or_insert(i);
            marry(married, with, i);
        }
    }
}

/// The same full name in the same standing is one person, unless the source gives two ids.
fn by_full_name(forms: &[FormOfName], married: &mut [usize]) {
    for a in 0..forms.len() {
        for b in a + 1..forms.len() {
            let (x, y) = (&forms[a], &forms[b]);
            if x.level == Level::Full
                && y.level == Level::Full
                && x.name.same_surname(&y.name)
                && x.name.given == y.name.given
                && may_be_one(x, y)
            {
                marry(married, a, b);
            }
        }
    }
}

/// Marries initials, or a bare surname, to the one person of fuller or equal name whom they fit. All forms of a level
/// are judged on what was married before it, so that order makes no difference.
fn by_short_name(forms: &[FormOfName], married: &mut [usize], level: Level) {
    let before = married.to_vec();
    let mut weddings = Vec::new();
    for (i, form) in forms.iter().enumerate().filter(|(_, f)| f.level == level) {
        let mut fitting: BTreeSet<usize> = BTreeSet::new();
        for (j, other) in forms.iter().enumerate().filter(|(_, o)| o.level <= level) {
            if i != j
                && form.name.same_surname(&other.name)
                && form.name.given_fits(&other.name)
                && standing_fits(form, other)
                && near(form, other)
            {
                fitting.insert(root(&before, j));
            }
        }
        fitting.remove(&root(&before, i));
        let one_name = fitting.iter().all(|&a| fitting.iter().all(|&b| forms[a].name.given_fits(&forms[b].name)));
        let full: Vec<usize> = fitting.iter().copied().filter(|&r| has_full(forms, &before, r)).collect();
        let choice = match (&full[..], fitting.len()) {
            ([one], _) if one_name => Some(*one),
            (_, 1) => fitting.first().copied(),
            _ => None,
        };
        let apart =
            choice.is_some_and(|c| (0..forms.len()).any(|j| root(&before, j) == c && !may_be_one(form, &forms[j])));
        if let Some(choice) = choice.filter(|_| !apart) {
            weddings.push((choice, i));
        }
    }
    for (a, b) in weddings {
        marry(married, a, b);
    }
}

fn has_full(forms: &[FormOfName], married: &[usize], at: usize) -> bool {
    forms.iter().enumerate().any(|(j, f)| f.level == Level::Full && root(married, j) == at)
}

/// Whether nothing says that they are two: not listed together at one meeting, no two ids of one source, no two
/// standings.
fn may_be_one(a: &FormOfName, b: &FormOfName) -> bool {
    let ids = a.source_ids.is_empty() || b.source_ids.is_empty() || !a.source_ids.is_disjoint(&b.source_ids);
    ids && standing_fits(a, b) && a.meetings.is_disjoint(&b.meetings)
}

fn standing_fits(a: &FormOfName, b: &FormOfName) -> bool {
    a.councillor.zip(b.councillor).is_none_or(|(x, y)| x == y)
}

/// Whether they share a committee or an office, in years that overlap or follow within a term.
fn near(a: &FormOfName, b: &FormOfName) -> bool {
    let committee = !a.committees.is_disjoint(&b.committees);
    let office =
        a.offices.iter().any(|o| o.len() > 1 && b.offices.iter().any(|p| o.fits(p).is_some() && p.fits(o).is_some()));
    let years = a.years.zip(b.years).is_none_or(|(x, y)| x.0 <= y.1 + TERM_YEARS && y.0 <= x.1 + TERM_YEARS);
    (committee || office) && years
}

fn root(married: &[usize], mut at: usize) -> usize {
    while married[at] != at {
        at = married[at];
    }
    at
}

fn marry(married: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(married, a), root(married, b));
    married[a.max(b)] = a.min(b);
}

/// Puts one person together from the forms of their name.
fn identity(forms: &[&FormOfName], sightings: &[Sighting]) -> Identity {
    let mut person = Identity { councillor: forms.iter().any(|f| f.councillor == Some(true)), ..Identity::default() };
    person.sightings = forms.iter().flat_map(|f| f.seen.iter().copied()).collect();
    person.sightings.sort_unstable();
    let mut names: BTreeMap<(usize, usize, std::cmp::Reverse<String>), ()> = BTreeMap::new();
    for form in forms {
        person.source_ids.extend(form.source_ids.clone());
        for &i in &form.seen {
            person.forms.insert(sightings[i].name.clone());
            let plain = crate::structure::speech::roster::without_titles(&sightings[i].name);
            names.insert((form.name.fullness(), form.seen.len(), std::cmp::Reverse(plain.to_owned())), ());
        }
    }
    person.name = names.into_keys().next_back().map(|(_, _, name)| name.0).unwrap_or_default();
    let mut seen: Vec<&Sighting> = person.sightings.iter().map(|&i| &sightings[i]).collect();
    seen.sort();
    seen.sort_by_key(|s| s.on);
    for sighting in seen {
        person.first = earlier(person.first, sighting.on);
        person.last = person.last.max(sighting.on);
        if let Some(role) = sighting.role.as_deref().map(str::trim).filter(|r| !r.is_empty()) {
            hold(&mut person.offices, role, sighting);
        }
    }
    person
}

fn earlier(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// Notes an office: "Chair" belongs to its committee, "Corporate Director of Housing" to the council.
fn hold(offices: &mut Vec<HeldOffice>, role: &str, sighting: &Sighting) {
    let words = Office::parse(role);
    let of_committee = words.has("chair") && words.len() <= 2;
    let committee = if of_committee { sighting.committee.clone() } else { None };
    match offices.iter_mut().find(|o| o.committee == committee && Office::parse(&o.role) == words) {
        Some(held) => {
            held.first = earlier(held.first, sighting.on);
            held.last = held.last.max(sighting.on);
        }
        None => offices.push(HeldOffice { role: role.to_owned(), committee, first: sighting.on, last: sighting.on }),
    }
}

/// Two people of one name get keys of their own: the later ones a number.
fn number_namesakes(people: &mut [Identity]) {
    let mut borne: BTreeMap<String, u32> = BTreeMap::new();
    for person in people {
        let n = borne.entry(record::text::slug(&person.name)).or_insert(0);
        *n += 1;
        person.key = if *n == 1 { person.name.clone() } else { format!("{} {n}", person.name) };
    }
}

#[cfg(test)]
mod tests;
