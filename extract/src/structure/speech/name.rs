//! Names of people as papers print them: titles, initials, first names, letters after the name.

use crate::lexicon::{is_honour, is_member_title, is_short_for, is_title};
use record::text::fold;

/// A name taken apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Name {
    /// Title, folded ("councillor", "mr"), where one is printed.
    pub title: Option<String>,
    /// First names and initials, folded.
    pub given: Vec<String>,
    /// Last word of the name, folded.
    pub surname: String,
}

impl Name {
    /// Takes a printed name apart; `None` where nothing is left once titles and honours are gone.
    pub fn parse(printed: &str) -> Option<Self> {
        let printed = printed.split('(').next().unwrap_or(printed);
        let mut parts: Vec<String> = Vec::new();
        let mut title: Option<String> = None;
        for word in printed.split(|c: char| c.is_whitespace() || c == ',') {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let key = fold(word);
            match key.as_str() {
                "" => {}
                _ if parts.is_empty() && is_title(&key) => title = Some(stronger(title, key)),
                _ if !parts.is_empty() && is_honour(word) => {}
                _ => parts.extend(key.split('.').filter(|p| !p.is_empty()).map(str::to_owned)),
            }
        }
        let surname = parts.pop()?;
        Some(Self { title, given: parts, surname })
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
            || self.surname.replace('-', "") == other.surname.replace('-', "")
            || joins(self, other)
            || joins(other, self)
    }

    /// Whether these capital letters are the first letters of its parts: "AM" of "Ann Marrow", "AMP" of "Ann Marrow-Pell".
    pub fn has_initials(&self, letters: &str) -> bool {
        let parts = self.given.iter().map(String::as_str).chain(self.surname.split('-'));
        let first = |part: &str| part.chars().next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        let all: String = parts.map(first).collect();
        let outer = self.given.first().map(|g| first(g) + &first(&self.surname));
        !self.given.is_empty() && (all == letters || outer.as_deref() == Some(letters))
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
        assert!(name("Paul Barrow King").same_surname(&name("P Barrow-King")));
    }
}
