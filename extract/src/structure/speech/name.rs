//! Names of people as papers print them: titles, initials, first names, letters after the name.

use crate::lexicon::{is_honour, is_member_title, is_particle, is_short_for, is_title};
use record::text::fold;

/// A name taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// Title, folded ("councillor", "mr"), where one is printed.
    pub title: Option<String>,
    /// First names and initials, folded.
    pub given: Vec<String>,
    /// Last word of the name, folded, with the small words before it ("van der berg", "ni riain").
    pub surname: String,
}

impl Name {
    /// Takes a printed name apart; `None` where nothing is left once titles and honours are gone.
    pub fn parse(printed: &str) -> Option<Self> {
        let printed = printed.split('(').next().unwrap_or(printed);
        let mut parts: Vec<Part> = Vec::new();
        let mut title: Option<String> = None;
        for printed in printed.split(|c: char| c.is_whitespace() || c == ',') {
            let word = printed.trim_matches(|c: char| !c.is_alphanumeric());
            let key = fold(word);
            match key.as_str() {
                "" => {}
                "the" if parts.is_empty() => {}
                _ if parts.is_empty() && is_title(&key) => title = Some(stronger(title, key)),
                _ if !parts.is_empty() && is_honour(word) => {}
                // "Lord Hale of Marlow": where somebody's seat begins, their name has ended.
                "of" if !parts.is_empty() => break,
                _ => {
                    let link = link(printed, parts.is_empty());
                    let pieces = key.split('.').filter(|p| !p.is_empty());
                    parts.extend(pieces.map(|piece| Part { text: piece.to_owned(), link }));
                }
            }
        }
        given_first(&mut parts);
        let mut surname = parts.pop()?.text;
        while let Some(part) = parts.pop_if(|part| part.link != Link::None) {
            let between = if part.link == Link::Tied { "" } else { " " };
            surname = format!("{}{between}{surname}", part.text);
        }
        Some(Self { title, given: parts.into_iter().map(|part| part.text).collect(), surname })
    }

    /// Whether the title is an elected member's.
    pub fn is_member(&self) -> bool {
        self.title.as_deref().is_some_and(is_member_title)
    }

    /// Whether the first names of both can belong to one person: equal, or one the initial of the other, or absent.
    pub fn given_fits(&self, other: &Self) -> bool {
        let fits = |a: &str, b: &str| initial_of(a, b) || is_short_for(a, b);
        self.given.iter().zip(&other.given).all(|(a, b)| a == b || fits(a, b) || fits(b, a))
    }

    /// Whether both print the same surname, double names included ("Barrow King" and "Barrow-King").
    pub fn same_surname(&self, other: &Self) -> bool {
        self.surname == other.surname
            || letters(&self.surname).eq(letters(&other.surname))
            || without_particles(self, other)
            || without_particles(other, self)
            || joins(self, other)
            || joins(other, self)
    }

    /// Whether these capital letters are the first letters of its parts: "AM" of "Ann Marrow", "AMP" of "Ann Marrow-Pell";
    /// or its first letter and two of the surname: "AMA".
    pub fn has_initials(&self, letters: &str) -> bool {
        let parts = self.given.iter().map(String::as_str).chain(self.surname.split(['-', ' ']));
        let first = |part: &str| part.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        let all: String = parts.map(first).collect();
        let outer = |surname: &str| self.given.first().map(|g| first(g) + &first(surname));
        let last = self.surname.rsplit(' ').next().unwrap_or_default();
        let outer = [outer(&self.surname), outer(last)];
        let long = || {
            let two: String = last.chars().take(2).flat_map(char::to_uppercase).collect();
            self.given.first().is_some_and(|given| first(given) + &two == letters)
        };
        !self.given.is_empty() && (all == letters || outer.iter().any(|o| o.as_deref() == Some(letters)) || long())
    }

    /// Whether another name is its first one and the letter that its surname begins with: "Jack H" of "Jack Huey".
    pub fn is_cut_to(&self, short: &Self) -> bool {
        // The letter is taken for an initial, which stands behind a surname.
        let [letter] = short.given.as_slice() else { return false };
        let first = self.given.first().is_some_and(|given| *given == short.surname);
        first && letter.chars().count() == 1 && self.surname.starts_with(letter.as_str())
    }

    /// The first letters of its first names, those of "Barbara-Anne" apart.
    pub fn initials(&self) -> String {
        self.given.iter().flat_map(|given| given.split('-')).filter_map(|part| part.chars().next()).collect()
    }

    /// How much it tells: full first names weigh more than initials, those more than nothing.
    pub fn fullness(&self) -> usize {
        self.given.iter().map(|g| if g.chars().count() > 1 { 10 + g.len() } else { 1 }).sum()
    }
}

/// A word of a name, and whether it belongs to the next.
struct Part {
    text: String,
    link: Link,
}

/// How a word of a name belongs to the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    /// Not: a first name, an initial, the surname.
    None,
    /// As a small word of a surname: "van", "de la", "Ní".
    Apart,
    /// As its beginning, printed with a blank: "MC ALLEN", "O' Brien".
    Tied,
}

/// Small words of surnames that are first names too, where they open a name: "Al Hale".
const FIRST_NAMES: [&str; 7] = ["al", "bin", "del", "el", "mac", "da", "ben"];

/// How a printed word of a name belongs to the next one.
fn link(printed: &str, first: bool) -> Link {
    let word = printed.trim_matches(|c: char| !c.is_alphanumeric());
    let key = fold(word);
    match key.as_str() {
        "mc" => Link::Tied,
        // "St. John" is a surname; nobody's first name is shortened so.
        "st" | "ste" => Link::Apart,
        "o" if printed.ends_with(['\'', '’', '‘', '`']) => Link::Tied,
        // The Irish "Ó", its accent left out too; an initial has its stop.
        "o" if !printed.ends_with('.') => Link::Apart,
        key if printed.ends_with('.') && key.len() < 3 => Link::None,
        key if is_particle(key) && !(first && FIRST_NAMES.contains(&key)) => Link::Apart,
        _ => Link::None,
    }
}

/// Puts initials that stand behind the surname ("Doyle T", "Green, A. B.") before it.
fn given_first(parts: &mut [Part]) {
    let single = |part: &Part| part.text.chars().count() == 1 && part.link == Link::None;
    let behind = parts.iter().rev().take_while(|part| single(part)).count();
    if behind > 0 && behind < parts.len() && !parts[..parts.len() - behind].iter().any(single) {
        parts.rotate_right(behind);
    }
}

/// The letters of a surname: a hyphen, an apostrophe or a blank in it is not always printed.
fn letters(surname: &str) -> impl Iterator<Item = char> {
    surname.chars().filter(|c| c.is_alphanumeric())
}

/// "berg" against "van der berg": the small words of a surname are sometimes left out.
fn without_particles(short: &Name, long: &Name) -> bool {
    let before = long.surname.strip_suffix(short.surname.as_str()).and_then(|before| before.strip_suffix(' '));
    before.is_some_and(|before| before.split(' ').all(|word| is_particle(word) || word == "o"))
}

/// "st clair" against "st-clair": the last given word and the surname of one are the surname of the other.
fn joins(split: &Name, whole: &Name) -> bool {
    split.given.last().is_some_and(|g| g.len() > 1 && format!("{g}-{}", split.surname) == whole.surname)
}

/// A member's title says more than "Dr" or "Miss" after it.
fn stronger(had: Option<String>, new: String) -> String {
    match had {
        Some(old) if is_member_title(&old) => old,
        _ => new,
    }
}

fn initial_of(short: &str, long: &str) -> bool {
    short.chars().count() == 1 && long.starts_with(short)
}

/// Whether letters abbreviate a printed name: its capitals in their order, perhaps with one small letter between or behind
/// that tells two people apart: "AdV" is "Anneke deVries", "JoS" is "Josh Sallow".
pub fn abbreviates(letters: &str, printed: &str) -> bool {
    let capitals = letters.chars().filter(|c| c.is_uppercase()).count();
    let shaped = letters.starts_with(char::is_uppercase)
        && letters.chars().all(char::is_alphabetic)
        && (2..=4).contains(&capitals)
        && letters.chars().count() <= capitals + 1;
    let mut rest = printed.chars();
    let first = letters.chars().next();
    shaped
        && printed.chars().next() == first
        && letters.chars().all(|letter| rest.any(|c| c == letter))
        && !rest.as_str().contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(printed: &str) -> Name {
        Name::parse(printed).unwrap()
    }

    #[test]
    fn takes_names_apart() {
        for (printed, title, given, surname) in [
            ("Councillor Mrs. P. Marrow", Some("councillor"), "p", "marrow"),
            ("Mr R C Pell, OBE", Some("mr"), "r c", "pell"),
            ("A.M. Quince", None, "a m", "quince"),
            ("Cllr Hollis (substitute)", Some("cllr"), "", "hollis"),
            ("Nadia Barrow-King", None, "nadia", "barrow-king"),
            ("O’Dell", None, "", "o'dell"),
            ("Mr Luc DE LA TOUR", Some("mr"), "luc", "de la tour"),
            ("Van Alst", None, "", "van alst"),
            ("Al Gage", None, "al", "gage"),
            ("Cllr. Éamon Ó Riain", Some("cllr"), "eamon", "o riain"),
            ("Mr P J MC ALLEN", Some("mr"), "p j", "mcallen"),
            ("Mary O' Dell", None, "mary", "odell"),
            ("Councillor Doyle T", Some("councillor"), "t", "doyle"),
            ("Green, A. B.", None, "a b", "green"),
            ("Lord Hesper of Dunmarsh", Some("lord"), "", "hesper"),
            ("John Hale III", None, "john", "hale"),
            ("J. Hale, Jr., PhD", None, "j", "hale"),
            ("Mr B", Some("mr"), "", "b"),
            ("D'Arcy St. John", None, "d'arcy", "st john"),
        ] {
            let name = name(printed);
            assert_eq!(
                (name.title.as_deref(), name.given.join(" ").as_str(), name.surname.as_str()),
                (title, given, surname)
            );
        }
        assert_eq!(Name::parse("Councillor"), None);
        assert_eq!(Name::parse(""), None);
    }

    #[test]
    fn tells_whether_two_can_be_one_person() {
        for (a, b, fits) in [
            ("S. Marrow", "Sue Marrow", true),
            ("J. F. Pell", "John Pell", true),
            ("Nick Pell", "Nicholas Pell", true),
            ("John Pell", "Jane Pell", false),
            ("Pell", "Jane Pell", true),
            ("A Pell", "J Pell", false),
        ] {
            assert_eq!(name(a).given_fits(&name(b)), fits, "{a} / {b}");
        }
        for (a, b, same) in [
            ("Mr Berg", "Jan van der Berg", true),
            ("Councillor O Riain", "Éamon Ó Riain", true),
            ("Mr ODell", "Tim O'Dell", true),
            ("Ms Clair", "Ann Sinclair", false),
        ] {
            assert_eq!(name(a).same_surname(&name(b)), same, "{a} / {b}");
        }
        for (letters, has) in [("TM", true), ("TMA", true), ("TMR", false), ("T", false)] {
            assert_eq!(name("Tim Marrow").has_initials(letters), has, "{letters}");
        }
        assert!(name("Paul Barrow King").same_surname(&name("P Barrow-King")));
    }

    #[test]
    fn letters_abbreviate_a_name_by_its_capitals_in_their_order() {
        for (letters, printed, expect) in [
            ("AE", "Ann Elm", true),
            ("AdO", "Ann deOak", true),
            ("JoA", "Josh Ash", true),
            ("JuA", "Josh Ash", false),
            ("KTE", "Kim Tia Elm", true),
            ("EA", "Ann Elm", false),
            ("AK", "Ann Kay Elm", false),
            ("Ann", "Ann Elm", false),
            ("A", "Ann Elm", false),
        ] {
            assert_eq!(abbreviates(letters, printed), expect, "{letters}");
        }
    }
}
