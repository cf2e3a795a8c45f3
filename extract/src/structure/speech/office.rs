//! Offices as papers print them, compared by their words: commas, order, "of" or "for" make no difference.

use crate::lexicon::is_office_head;
use record::text::fold;
use std::collections::BTreeSet;
use strsim::osa_distance;

/// The words of an office that tell it apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Office {
    words: BTreeSet<String>,
}

/// Words that make another office of the same words: a deputy is not the one they stand in for.
const RANKS: &[&str] = &["deputy", "assistant", "vice", "associate", "sub", "shadow", "former", "junior"];

/// What else than the council a leader may lead: "The Leader" is nobody of these.
const FACTIONS: &[&str] = &["group", "party", "opposition", "minority"];

impl Office {
    /// The words of a printed office.
    pub fn parse(printed: &str) -> Self {
        let folded = fold(printed).replace('\'', "");
        // "Cabinet Member" and "Executive Member" are one office; a cabinet alone is a body.
        let folded = folded.replace("cabinet member", "executive member");
        let words = folded
            .split(|c: char| !c.is_alphanumeric() && c != '-')
            .flat_map(|w| if w.starts_with("co-") || w.starts_with("vice-") { w.split('-').collect() } else { vec![w] })
            .filter(|w| !w.is_empty() && !is_small(w))
            .map(normal)
            .collect();
        Self { words }
    }

    /// Whether nothing tells it apart.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether one of its words says that it is held by a person.
    pub fn has_head(&self) -> bool {
        self.words.iter().any(|w| is_office_head(w))
    }

    /// Whether this word (folded) is one of its words.
    pub fn has(&self, word: &str) -> bool {
        self.words.contains(&normal(&word.replace('\'', "")))
    }

    /// How many words tell it apart.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it is the first letters of a listed office: "GM Elm" beside "Paul Elm, General Manager".
    pub fn abbreviates(&self, listed: &str) -> bool {
        let mut words = self.words.iter();
        matches!((words.next(), words.next()), (Some(letters), None) if is_short_for(&letters.to_uppercase(), listed))
    }

    /// How well this printed office fits a `listed` one, 0 to 1; `None` where it does not.
    pub fn fits(&self, listed: &Self) -> Option<f64> {
        let tells = |office: &Self, word: &str| {
            RANKS.contains(&word) || FACTIONS.contains(&word) && office.words.contains("leader")
        };
        let rank = |o: &Self| -> Vec<String> { o.words.iter().filter(|word| tells(o, word)).cloned().collect() };
        if self.is_empty() || listed.is_empty() || rank(self) != rank(listed) {
            return None;
        }
        let shared = self.words.iter().filter(|w| listed.words.iter().any(|l| alike(w, l))).count();
        let (mine, theirs) = (self.len() as f64, listed.len() as f64);
        let dice = 2.0 * shared as f64 / (mine + theirs);
        if shared == self.len() {
            Some(0.9 + 0.1 * dice)
        } else if shared == listed.len() && shared >= 2 {
            Some(0.8 + 0.1 * dice)
        } else if shared >= 3 && dice >= 0.75 {
            Some(0.8 * dice)
        } else {
            None
        }
    }
}

/// Whether this word (folded) names a kind of office-holder.
pub fn is_head(word: &str) -> bool {
    is_office_head(&normal(word))
}

/// Whether capitals are the first letters of a printed office, or of what stands before the body it belongs to: "CFO" is
/// the "Chief Finance Officer to the Board", "PCC" the "Police and Crime Commissioner".
pub fn is_short_for(letters: &str, printed: &str) -> bool {
    let own = printed.split([',', '(', ';']).next().unwrap_or(printed);
    let ends = [" to the ", " of the ", " for the "].iter().filter_map(|small| own.find(small)).chain([own.len()]);
    let initials = |end: usize| -> String {
        let words = own[..end].split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && !is_small(&fold(w)));
        words.filter_map(|w| w.chars().next()).flat_map(char::to_uppercase).collect()
    };
    ends.into_iter().any(|end| initials(end) == letters) && Office::parse(own).has_head()
}

/// Small words that print does not agree on.
pub fn is_small(word: &str) -> bool {
    matches!(word, "the" | "of" | "for" | "and" | "to" | "in" | "with" | "on" | "at" | "a" | "an" | "s" | "from" | "by")
}

/// Singular and neutral form.
fn normal(word: &str) -> String {
    match word {
        "chairman" | "chairwoman" | "chairperson" | "chairs" => "chair".to_owned(),
        "adviser" => "advisor".to_owned(),
        _ => match word.strip_suffix('s') {
            Some(stem) if stem.len() > 3 && !stem.ends_with('s') => stem.to_owned(),
            _ => word.to_owned(),
        },
    }
}

/// Equal, or one letter off in a long word.
fn alike(a: &str, b: &str) -> bool {
    a == b || (a.len() >= 6 && b.len() >= 6 && osa_distance(a, b) == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(printed: &str, listed: &str, fits: bool) {
        assert_eq!(Office::parse(printed).fits(&Office::parse(listed)).is_some(), fits, "{printed} / {listed}");
    }

    #[test]
    fn commas_order_and_prepositions_do_not_matter() {
        check("Corporate Director for Adult Services", "Corporate Director of Adults Services", true);
        check(
            "Director, Housing, Quality, Standards and Growth",
            "Director Housing Standards, Quality and Growth",
            true,
        );
        check("Corporate Director", "Corporate Director of Adult Services", true);
        check(
            "HAS Service Manager and Lead for Growth",
            "Housing Advisory (HAS) Service Manager and Lead for Growth",
            true,
        );
        check("Cabinet Member for Housing", "Executive Member for Housing", true);
        check("Chairman", "Chair", true);
        check("Stategic Lead for Housing Growth", "Strategic Lead Housing Growth", true);
    }

    #[test]
    fn another_office_does_not_fit() {
        check("Chief Executive", "Deputy Chief Executive", false);
        check("Leader", "Leader of the Green Group", false);
        check("Leader", "Leader of the Council", true);
        check("Chief Executive", "Group Chief Executive", true);
        check("Vice-Chair", "Chair", false);
        check("Director of Highways", "Director of Housing", false);
        check("Governance Officer", "Planning Officer", false);
    }

    #[test]
    fn capitals_are_the_first_letters_of_an_office() {
        for (letters, printed, expect) in [
            ("CFO", "Chief Financial Officer", true),
            ("CFO", "Chief Finance Officer to the Board", true),
            ("PCC", "Police and Crime Commissioner", true),
            ("GM", "General Manager", true),
            ("CE", "Chief Executive, Elm Trust", true),
            ("CEO", "Chief Executive", false),
            ("PCC", "Deputy Police and Crime Commissioner", false),
            ("EC", "Elm Council", false),
        ] {
            assert_eq!(is_short_for(letters, printed), expect, "{letters} / {printed}");
        }
    }
}
