//! Who can be speaking: the meeting's attendance list first, then whoever the council is known to have at that date,
//! then whoever the text itself introduces.
//!
//! Invariant: a printed name or office resolves to one person or to none; of two that fit alike, neither is taken.

use super::name::{Name, abbreviates};
use super::office::{self, Office};
use crate::context::OfficeHolder;
use crate::lexicon::{Tags, is_member_title, is_short_for, tags};
use crate::structure::call_signs::is_call_sign;
use jiff::{ToSpan, civil::Date};
use record::text::fold;
use record::{Appearance, Attendance, Presence};
use strsim::osa_distance;

/// Somebody who can speak.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Fullest name known, without titles.
    pub display: String,
    /// That name taken apart, with the title that the list prints.
    pub name: Name,
    /// Offices as printed, and their words.
    pub offices: Vec<(String, Office)>,
    /// Whether it is an elected member.
    pub member: bool,
    /// Whether they are in the chair.
    pub chair: bool,
    /// Initials or other short forms that the list gives ("(NO)").
    pub short: Option<String>,
    /// How they came to be known.
    pub known: Known,
}

/// How somebody came to be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// Listed as there.
    There,
    /// Listed as absent; some speak all the same.
    Absent,
    /// Introduced by the text.
    Text,
    /// From the council's roll.
    Roll,
}

/// What a printed name or office resolves to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// One person: position in [`Roster::people`].
    One(usize),
    /// Several fit alike.
    Several,
    /// Nobody fits.
    Nobody,
}

/// Everybody who can be speaking in one meeting.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Roster {
    /// Them.
    pub people: Vec<Person>,
}

/// How long before it is first seen and after it is last seen an office is taken to be held, in days: committees of
/// the same council meet at least twice a year.
const HELD_AROUND_DAYS: i64 = 183;

impl Roster {
    /// The roster of a meeting.
    pub fn gather(attendance: &Attendance, roll: &[OfficeHolder], on: Option<Date>) -> Self {
        let mut people: Vec<Person> = attendance.listed.iter().filter_map(listed).collect();
        forget_shared_short_forms(&mut people);
        let held: Vec<Person> = roll
            .iter()
            .filter(|holder| on.is_some_and(|on| is_held(holder, on)))
            .filter_map(|holder| {
                Some(Person { known: Known::Roll, chair: false, short: None, ..listed(&holder.appearance)? })
            })
            .collect();
        for person in &mut people {
            person.take_fuller_name(&held);
        }
        for person in held {
            match people.iter_mut().find(|p| p.is_same(&person)) {
                Some(same) if same.known == Known::Roll || same.member == person.member => same.take_offices(&person),
                Some(_) => {}
                None => people.push(person),
            }
        }
        Self { people }
    }

    /// Whom a printed name means.
    pub fn named(&self, printed: &Name, office: Option<&Office>) -> Found {
        let fits = |p: &Person, typo: bool| {
            let class = (!printed.is_member() || p.member) && !p.name.is_called_otherwise(printed);
            // "Director Menten" of the board is not the "Menter" of the staff: a slip is believed of nobody whose office differs.
            let theirs = |office: &Office| p.offices.iter().any(|(_, held)| office.fits(held).is_some());
            let surname = match typo {
                true => p.name.is_misspelt_as(printed) && office.is_none_or(theirs),
                false => p.name.same_surname(printed),
            };
            class && ((surname && p.name.given_fits(printed)) || (!typo && p.is_called(printed)))
        };
        for known in [&[Known::There, Known::Absent, Known::Text][..], &[Known::Roll][..]] {
            for typo in [false, true] {
                if typo && known[0] == Known::Roll {
                    continue;
                }
                let all: Vec<usize> = self.having(|p| known.contains(&p.known) && fits(p, typo));
                match self.one_of(all, printed, office) {
                    Found::Nobody => {}
                    found => return found,
                }
            }
        }
        let all = self.having(|p| p.known != Known::Roll && p.name.is_cut_to(printed));
        self.one_of(all, printed, office)
    }

    /// Of several who fit a name, the one whom office, title, first name or presence singles out.
    fn one_of(&self, mut all: Vec<usize>, printed: &Name, office: Option<&Office>) -> Found {
        type Test<'a> = Box<dyn Fn(&Person) -> bool + 'a>;
        let initials = printed.initials();
        let tests: [Test; 6] = [
            Box::new(move |p| {
                office
                    .is_some_and(|o| p.offices.iter().any(|(printed, l)| o.fits(l).is_some() || o.abbreviates(printed)))
            }),
            Box::new(|p| printed.title.is_some() && p.name.title == printed.title),
            Box::new(|p| !printed.given.is_empty() && p.name.given == printed.given),
            Box::new(move |p| initials.len() > 1 && p.name.initials() == initials),
            Box::new(|p| p.known == Known::There),
            Box::new(|p| p.known != Known::Absent),
        ];
        for test in tests {
            if all.len() < 2 {
                break;
            }
            let fitting: Vec<usize> = all.iter().copied().filter(|&i| test(&self.people[i])).collect();
            if !fitting.is_empty() {
                all = fitting;
            }
        }
        match all[..] {
            [] => Found::Nobody,
            [one] => Found::One(one),
            _ => Found::Several,
        }
    }

    /// Who holds a printed office. Of several who fit alike, the first of `recent` speakers is taken.
    pub fn holding(&self, printed: &Office, recent: &[usize]) -> Found {
        for known in [&[Known::There, Known::Text][..], &[Known::Absent][..], &[Known::Roll][..]] {
            let mut best = 0.0;
            let mut all: Vec<usize> = Vec::new();
            for (i, person) in self.people.iter().enumerate().filter(|(_, p)| known.contains(&p.known)) {
                let score = person.offices.iter().filter_map(|(_, o)| printed.fits(o)).fold(0.0, f64::max);
                if score > best + 0.001 {
                    (best, all) = (score, vec![i]);
                } else if score > 0.0 && score > best - 0.001 {
                    all.push(i);
                }
            }
            match all[..] {
                [] => {}
                [one] => return Found::One(one),
                _ => return recent.iter().find(|i| all.contains(i)).map_or(Found::Several, |&i| Found::One(i)),
            }
        }
        Found::Nobody
    }

    /// Who is in the chair.
    pub fn chair(&self) -> Option<usize> {
        self.people.iter().position(|p| p.chair)
    }

    /// The one vice-chair who is there.
    pub fn vice_chair(&self) -> Option<usize> {
        let all = self.having(|p| {
            p.known == Known::There && p.offices.iter().any(|(printed, _)| fold(printed).starts_with("vice"))
        });
        (all.len() == 1).then(|| all[0])
    }

    /// The person whose short form this is, exactly as printed.
    pub fn short(&self, word: &str) -> Option<usize> {
        self.people.iter().position(|p| p.short.as_deref() == Some(word))
    }

    /// The one person whose office these capitals abbreviate: "CFO" is the Chief Financial Officer.
    pub fn holding_in_short(&self, letters: &str) -> Option<usize> {
        let all = self.having(|p| p.offices.iter().any(|(printed, _)| office::is_short_for(letters, printed)));
        (all.len() == 1).then(|| all[0])
    }

    /// Puts this person in the chair, in place of whoever was.
    pub fn take_chair(&mut self, at: usize) {
        for (i, person) in self.people.iter_mut().enumerate() {
            person.chair = i == at;
        }
    }

    /// Adds somebody whom the text introduces, and says where.
    pub fn introduce(&mut self, printed: &str, name: Name, office: Option<&str>) -> usize {
        // "Councillor" before a whole name is read as their office.
        let member = name.is_member() || office.is_some_and(|office| is_member_title(&fold(office.trim())));
        let mut person = Person {
            display: without_titles(printed).to_owned(),
            name,
            offices: Vec::new(),
            member,
            chair: false,
            short: None,
            known: Known::Text,
        };
        person.hold(office);
        self.people.push(person);
        self.people.len() - 1
    }

    fn having(&self, test: impl Fn(&Person) -> bool) -> Vec<usize> {
        self.people.iter().enumerate().filter(|(_, p)| test(p)).map(|(i, _)| i).collect()
    }
}

/// A name with a first name, not only initials, has more of [`Name::fullness`] than this.
const FULL: usize = 10;

impl Person {
    /// Adds an office that the text gives them.
    pub fn hold(&mut self, office: Option<&str>) {
        let Some(printed) = office.map(str::trim).filter(|o| !o.is_empty()) else { return };
        let words = Office::parse(printed);
        if !words.is_empty() && !self.offices.iter().any(|(_, held)| *held == words) {
            self.offices.push((printed.to_owned(), words));
        }
    }

    /// Takes the fuller of two names where only the text has introduced them: "Ms Lisle", later "Ann Lisle".
    pub fn take_fuller(&mut self, printed: &str, name: &Name) {
        let alone = self.known == Known::Text && self.name.given.is_empty() && self.short.is_none();
        if alone && name.fullness() > FULL && name.same_surname(&self.name) {
            self.display = without_titles(printed).to_owned();
            self.name.given.clone_from(&name.given);
        }
    }

    /// Whether an office puts them on the answering side although they are a member.
    pub fn is_executive(&self) -> bool {
        self.offices.iter().any(|(_, o)| {
            let leader = o.has("leader") && !o.has("group") && !o.has("opposition");
            (o.has("executive") && o.has("member")) || o.has("portfolio") || leader || o.has("lead") || o.has("mayor")
        })
    }

    /// Whether this first name alone, or the whole name without a comma between, means them.
    pub fn is_called(&self, printed: &Name) -> bool {
        let first = self.name.given.first().unwrap_or(&self.name.surname);
        let alone = printed.title.is_none() && printed.given.is_empty() && first.len() > 1;
        alone && (*first == printed.surname || is_short_for(&printed.surname, first))
    }

    fn is_same(&self, other: &Self) -> bool {
        self.member == other.member && self.name.same_surname(&other.name) && self.name.given_fits(&other.name)
    }

    fn take_offices(&mut self, other: &Self) {
        for (printed, _) in &other.offices {
            self.hold(Some(printed));
        }
    }

    /// The list's "S. Marrow" becomes the roll's "Sue Marrow" where only one person of the roll fits.
    fn take_fuller_name(&mut self, roll: &[Person]) {
        let mut fuller: Vec<&Person> = roll.iter().filter(|p| self.is_same(p)).collect();
        fuller.sort_by_key(|p| std::cmp::Reverse(p.name.fullness()));
        let Some(best) = fuller.first() else { return };
        let agree = fuller.iter().all(|p| p.name.given_fits(&best.name));
        if agree && best.name.fullness() > self.name.fullness() {
            self.display.clone_from(&best.display);
            self.name.given.clone_from(&best.name.given);
        }
    }
}

impl Name {
    /// Whether the titles say that they are two: "Mr Meadow" is not the "Ms J Meadow" of the list.
    fn is_called_otherwise(&self, other: &Self) -> bool {
        let man = |name: &Self| {
            name.title.as_deref().map(|t| match t {
                t if tags(t).has(Tags::MAN) => Some(true),
                t if tags(t).has(Tags::WOMAN) => Some(false),
                _ => None,
            })
        };
        man(self).flatten().zip(man(other).flatten()).is_some_and(|(a, b)| a != b)
    }

    /// Whether what is printed may be a slip for this name: the surnames are one letter apart, long enough for that, and
    /// begin alike.
    fn is_misspelt_as(&self, printed: &Self) -> bool {
        let (a, b) = (&self.surname, &printed.surname);
        // "Health Care" is no slip for "Carey".
        let alone = printed.title.is_none() && printed.given.is_empty();
        let word = alone && tags(b).has_any(Tags::HEAD | Tags::POST | Tags::NOT_NAME);
        !word && a.len().max(b.len()) >= 5 && a.chars().next() == b.chars().next() && osa_distance(a, b) == 1
    }
}

/// A person of an attendance list.
fn listed(appearance: &Appearance) -> Option<Person> {
    // "Chancellor’s", of a row that goes on with their office: what belongs to somebody is nobody.
    if appearance.name.ends_with("'s") || appearance.name.ends_with("’s") {
        return None;
    }
    let mut name = Name::parse(&appearance.name)?;
    name.title = name.title.or_else(|| Name::parse(&appearance.as_printed).and_then(|n| n.title));
    let mut person = Person {
        display: without_titles(&appearance.name).to_owned(),
        name,
        offices: Vec::new(),
        member: appearance.councillor,
        chair: appearance.chair,
        short: short_form(&appearance.as_printed).or_else(|| short_office(&appearance.as_printed)),
        known: if appearance.presence == Presence::Apologies { Known::Absent } else { Known::There },
    };
    person.hold(appearance.role.as_deref());
    Some(person)
}

/// Two people who are abbreviated alike are not told apart by it.
fn forget_shared_short_forms(people: &mut [Person]) {
    let shorts: Vec<Option<String>> = people.iter().map(|p| p.short.clone()).collect();
    for person in people {
        let borne = shorts.iter().filter(|short| short.is_some() && **short == person.short).count();
        person.short.take_if(|_| borne > 1);
    }
}

/// "(NO)" in "Nick Oakes (NO) CHAIR", "NO" in "Nick Oakes (Treasurer, NO)" and in a cell of its own; a call
/// sign does the same: "Nick Oakes (W1OAK)".
fn short_form(printed: &str) -> Option<String> {
    let (before, rest) = printed.split_once(['(', '\t'])?;
    let name = without_titles(before);
    let mut parts = rest.split(['(', ')', '[', ']', ',', ';', '\t']).map(str::trim);
    parts.find(|part| abbreviates(part, name) || is_call_sign(part)).map(str::to_owned)
}

/// "HOP" in "Kim Oak, Head of Planning (HOP)": how a list says that it calls whoever holds an office.
fn short_office(printed: &str) -> Option<String> {
    let (before, rest) = printed.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let office = before.split([',', '\t', '–']).nth(1)?;
    let shaped = (2..=5).contains(&rest.len()) && rest.chars().all(|c| c.is_ascii_uppercase());
    let begins = office.trim().chars().next() == rest.chars().next();
    (shaped && begins && !crate::lexicon::is_honour(rest)).then(|| rest.to_owned())
}

/// The name as printed, its titles gone.
pub fn without_titles(printed: &str) -> &str {
    let mut rest = printed.trim();
    while let Some((first, tail)) = rest.split_once(char::is_whitespace) {
        if !crate::lexicon::is_title(first) {
            break;
        }
        rest = tail.trim_start();
    }
    rest.trim_end_matches([',', '.', ':'])
}

fn is_held(holder: &OfficeHolder, on: Date) -> bool {
    let around = HELD_AROUND_DAYS.days();
    let begun = holder.from.is_none_or(|from| from.checked_sub(around).is_ok_and(|from| from <= on));
    let lasts = holder.until.is_none_or(|until| until.checked_add(around).is_ok_and(|until| on <= until));
    begun && lasts
}
