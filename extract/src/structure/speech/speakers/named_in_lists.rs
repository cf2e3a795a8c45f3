//! Whom the lists at the top of a paper name, in whatever form they are printed: "TR Tia Reed (Chair) · DK Dan Kirk", "Panel:
//! Cllrs Petra Ash (chairing), Jo Oak", "Abdi, Hope | Arts | P", "With her at the table: Jo Oak and Tia Elm."
//!
//! Who was there and in what role is for the reading of attendance to say, which may understand none of it. Who may be
//! meant by "Oak said" or "JO said" is known all the same. Names of things look alike, so that a name counts only where the
//! paper comes back to it further down, by surname, first name or initials.

use super::candidates::{candidates, introduce};
use super::label_words::{can_be_named, is_whole_name};
use crate::content::Block;
use crate::lexicon::{Tags, is_particle, is_title, tags};
use crate::structure::head::{BlockRole, Head};
use crate::structure::names::{is_all_caps, title_case};
use crate::structure::speech::name::{Name, abbreviates};
use crate::structure::speech::office::{Office, is_head};
use crate::structure::speech::roster::{Found, Roster, without_titles};
use crate::structure::speech::words::{Word, words};
use std::collections::HashSet;

/// Blocks in which the lists stand: behind them items have begun.
const FRONT: usize = 40;

/// So many blocks are looked at whatever stands in them.
const SHORTEST: usize = 12;

/// Letters and stops that part the entries of a list.
const PARTS: [char; 14] = ['\t', '\n', ';', ':', ',', '(', ')', '[', ']', '·', '|', '•', '–', '—'];

/// Adds to the roster whom these lists name and of whom the rest of the paper tells.
pub fn learn(blocks: &[Block], head: &Head, roster: &mut Roster) {
    let begins = |i: &usize| head.roles.get(*i) == Some(&BlockRole::ItemHeading);
    // What is not understood looks like the heading of an item early on.
    let end = (0..blocks.len()).find(begins).unwrap_or(blocks.len()).clamp(SHORTEST, FRONT).min(blocks.len());
    let later = mentioned(&blocks[end..]);
    for (i, block) in blocks[..end].iter().enumerate().filter(|(_, block)| !block.furniture) {
        // "Finance Director Kim Hale", "Chief Constable Kim Hale": the office says that it is somebody.
        if head.roles.get(i) == Some(&BlockRole::Attendance) {
            block.text.split(['\t', '\n', ';', '|', '·']).for_each(|part| introduce_unknown(part, roster));
        }
        for entry in entries(&block.text) {
            take(&entry, &later, roster);
        }
    }
}

/// Adds whom a part of a list names by a title or an office, where nobody in it is known.
fn introduce_unknown(part: &str, roster: &mut Roster) {
    let found = words(part);
    if candidates(&found, part, roster).iter().all(|c| c.person.is_none()) {
        introduce(&found, part, roster);
    }
}

/// A name of a list, with its initials and what stands behind it.
#[derive(Debug, Clone, PartialEq)]
struct Entry {
    name: String,
    initials: Option<String>,
    office: Option<String>,
}

/// The entries of a line of a list; none where it names fewer than two and nothing says that the one is a person.
fn entries(text: &str) -> Vec<Entry> {
    let mut found: Vec<Entry> = Vec::new();
    let mut evident = false;
    // "Abdi, Hope" in a cell of its own: the surname stands first.
    let swapped = text.contains('\t').then(|| text.split('\t').find_map(surname_first)).flatten();
    if let Some(name) = swapped {
        return vec![Entry { name, initials: None, office: None }];
    }
    for (part, marks) in parts(text) {
        if let Some((entry, titled)) = entry(trimmed(part)) {
            evident |= titled || entry.initials.is_some();
            found.push(entry);
            continue;
        }
        let Some(last) = found.last_mut() else { continue };
        // "Ann Elm (AE). Parish Clerk: Kim Hale": another sentence, and a label.
        let theirs = !marks.starts_with(':') && !part.trim_start().starts_with('.');
        let part = trimmed(part);
        if abbreviates(part, &last.name) {
            last.initials.get_or_insert_with(|| part.to_owned());
            evident = true;
        } else if theirs && last.office.is_none() && Office::parse(part).has_head() {
            last.office = Some(part.to_owned());
            evident = true;
        }
    }
    if evident || found.len() > 1 { found } else { Vec::new() }
}

/// The parts of a line, each with what follows it.
fn parts(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let apart = text.split_inclusive(PARTS).flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" -- "));
    let cut = |part: &'_ str| part.len() - part.chars().last().filter(|c| PARTS.contains(c)).map_or(0, char::len_utf8);
    apart.map(move |part| part.split_at(cut(part))).filter(|(part, _)| !trimmed(part).is_empty())
}

/// A part of a list without the marks around it: "✓", "*", "x".
fn trimmed(part: &str) -> &str {
    let part = part.trim_matches(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'');
    part.strip_suffix(" x").unwrap_or(part)
}

/// "Cllr Petra Ash PA", "PA Petra Ash", "PETRA ASH": the name that a part of a list is, and whether a title stands before it.
fn entry(part: &str) -> Option<(Entry, bool)> {
    let untitled = without_titles(part);
    let titled = untitled.len() < part.len();
    let (first, rest) = untitled.split_once(' ')?;
    let (before, last) = untitled.rsplit_once(' ')?;
    let (name, initials) = match () {
        () if abbreviates(first, without_titles(rest)) => (without_titles(rest), Some(first)),
        () if abbreviates(last, before) => (before, Some(last)),
        () => (untitled, None),
    };
    let name = if is_all_caps(name) { title_case(name) } else { name.to_owned() };
    let found = words(&name);
    let initial = |word: &Word| word.text.chars().all(|c| c.is_uppercase() || c == '.') && word.text.len() < 4;
    let given = found.iter().take_while(|word| initial(word)).count();
    let particles = |word: &Word| is_particle(word.text) || is_particle(&word.key);
    let own: Vec<Word> = found.iter().skip(given).filter(|word| !particles(word)).cloned().collect();
    let fits = match given {
        0 => is_whole_name(&own),
        _ => (1..=2).contains(&own.len()) && own.iter().all(can_be_named),
    };
    let spelt = name.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
    let person = spelt
        && fits
        && found.len() <= 4
        && !is_office(&own)
        && !is_cut_short(&name)
        && !found.iter().any(|word| is_title(&word.key) && word.key.len() > 2);
    person.then(|| (Entry { name, initials: initials.map(str::to_owned), office: None }, titled))
}

/// "Parish Clerk": a head that is a surname as well, behind a word of posts.
fn is_office(words: &[Word]) -> bool {
    let post = |word: &Word| tags(&word.key).has_any(Tags::POST | Tags::BODY | Tags::HEAD | Tags::NOT_NAME);
    let ends = words.last().is_some_and(|word| is_head(&word.key) || tags(&word.key).has_any(Tags::HEAD | Tags::BODY));
    ends && words.first().is_some_and(post)
}

/// "Co. Clare", "Dept. Roads": a stop behind small letters, which no initial has.
fn is_cut_short(name: &str) -> bool {
    name.split(' ').any(|word| word.strip_suffix('.').is_some_and(|word| word.ends_with(char::is_lowercase)))
}

/// "Abdi, Hope" with nothing else in its cell: the name in its usual order.
fn surname_first(cell: &str) -> Option<String> {
    let (surname, given) = cell.trim().split_once(", ")?;
    let name = format!("{given} {surname}");
    let one = |part: &str| words(part).iter().all(can_be_named) && words(part).len() == 1;
    (one(surname) && one(given)).then_some(name)
}

/// The words with capitals of these blocks, as printed.
fn mentioned(blocks: &[Block]) -> HashSet<&str> {
    let text = blocks.iter().filter(|block| !block.furniture).map(|block| block.text.as_str());
    let parts = text.flat_map(|text| text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '’' | '\'')));
    let bare = |part: &'_ str| part.starts_with(char::is_uppercase);
    parts
        .map(|part| part.strip_suffix("'s").or_else(|| part.strip_suffix("’s")).unwrap_or(part))
        .filter(|p| bare(p))
        .collect()
}

/// Adds one of whom the paper tells later, and gives what their entry says to whom it means.
fn take(entry: &Entry, later: &HashSet<&str>, roster: &mut Roster) {
    let Some(name) = Name::parse(&entry.name) else { return };
    let folded = |word: &str| record::text::fold(word);
    let capitals = |word: &&&str| word.len() > 1 && word.chars().all(char::is_uppercase);
    let by_letters = later.iter().filter(capitals).any(|word| name.has_initials(word));
    let by_initials = entry.initials.as_deref().is_some_and(|letters| later.contains(letters));
    let last = name.surname.rsplit(' ').next().unwrap_or_default();
    let by_name = later.iter().map(|word| folded(word)).any(|word| {
        word == name.surname
            || word == last
            || name.given.first().is_some_and(|given| given.len() > 1 && *given == word)
    });
    if !(by_letters || by_initials || by_name) {
        return;
    }
    let at = match roster.named(&name, None) {
        Found::One(at) => at,
        Found::Nobody => roster.introduce(&entry.name, name, None),
        Found::Several => return,
    };
    // What attendance made of the line says more.
    let free = |office: &&str| roster.holding(&Office::parse(office), &[]) == Found::Nobody;
    let office = entry.office.as_deref().filter(free);
    let person = &mut roster.people[at];
    person.take_fuller(&entry.name, &Name::parse(&entry.name).unwrap_or_default());
    person.hold(office);
    if let Some(letters) = &entry.initials
        && roster.short(letters).is_none()
    {
        roster.people[at].short = Some(letters.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> String {
        let one = |entry: &Entry| match (&entry.initials, &entry.office) {
            (Some(initials), _) => format!("{} = {initials}", entry.name),
            (None, Some(office)) => format!("{} / {office}", entry.name),
            _ => entry.name.clone(),
        };
        entries(text).iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn lists_name_people_in_many_forms() {
        for (text, expect) in [
            ("Who: TR Tia Reed (Chair, Eden) · DK Dan Kirk (Marlow)", "Tia Reed = TR; Dan Kirk = DK"),
            ("Panel\tCllrs Petra Ash (chairing), Jo Oak, Tobias Wren", "Petra Ash; Jo Oak; Tobias Wren"),
            ("Cllr Petra Ash PA ✓ | Cllr Jo Oak JO x", "Petra Ash = PA; Jo Oak = JO"),
            ("Abdi, Hope\tArts & Letters\tP", "Hope Abdi"),
            ("Arts & Sciences: Chidi Ash (presiding), Lakshmi Oak", "Chidi Ash; Lakshmi Oak"),
            ("With her at the table: Ginny Ash, Amos Oak and Luz Elm.", "Ginny Ash; Amos Oak; Luz Elm"),
            ("Also there: Dale Ash (manager)", "Dale Ash / manager"),
            ("PETRA ASH, CHAIRMAN", "Petra Ash / CHAIRMAN"),
            ("Independent members -- Mr Olu Ash, Dr Pat Elm", "Olu Ash; Pat Elm"),
            ("Ann Elm (AE)\tNon-Executive, in the chair", "Ann Elm = AE"),
            ("Pam Ash (PA), and Jo Oak (JO). Parish Clerk: Kim Hale In attendance: four", "Pam Ash = PA; Jo Oak = JO"),
            ("Parish Clerk, Town Clerk", ""),
            ("Eden House, Co. Clare", ""),
            ("Harbour Hall", ""),
            ("The roof leaks and it rained.", ""),
        ] {
            assert_eq!(named(text), expect, "{text}");
        }
    }
}
