//! Where a sentence stands: what is known of it besides its words.

use super::candidate::Wording;
use super::candidates::candidates;
use crate::structure::speech::name::Name;
use crate::structure::speech::words::Word;
use record::{Act, Form};
use std::collections::BTreeSet;

patterns! {
    /// A line that says what stands under it: things to do, for whoever is named beside them.
    ANNOUNCES = r"(?i)^\W*(?:[\d.]+\s+|[a-z][.)]\s+)?(?:(?:summary|list|review)\s+of\s+)?(?:(?:new|open|key|further|agreed)\s+)?(?:action|to[\s-]?do|next\s+step|task)s?\b";
}

/// What is known of a sentence besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Whether it stands in minutes; else in a report or another paper that nobody speaks in.
    pub minutes: bool,
    /// What it does in the discussion; `None` where that is not known.
    pub act: Option<Act>,
    /// The shape of its block; `None` where that is not known.
    pub form: Option<Form>,
    /// Whether the last heading announced things to do.
    pub announced: bool,
    /// Whether the sentence before it asked something.
    pub asked: bool,
    /// Whether the sentence before it was a note of an action.
    pub noted: bool,
}

impl Setting {
    /// Of a sentence of minutes of which no more is known.
    pub fn minutes() -> Self {
        Self { minutes: true, act: None, form: None, announced: false, asked: false, noted: false }
    }

    /// Of a sentence of another paper.
    pub fn paper() -> Self {
        Self { minutes: false, ..Self::minutes() }
    }
}

/// What the sentences so far say of the next one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Trail {
    asked: bool,
    noted: bool,
}

impl Trail {
    /// The setting of the sentence with these words, which is now the last one.
    pub fn pass(&mut self, setting: Setting, words: &[Word]) -> Setting {
        let found = Setting { asked: self.asked, noted: self.noted, ..setting };
        self.asked = setting.act == Some(Act::Question);
        self.noted = candidates(words).iter().any(|place| match place.wording {
            Wording::Action => true,
            Wording::Charge => place.doer.start == 0,
            _ => false,
        });
        found
    }
}

/// By which words the people of a meeting can be meant.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct People {
    /// First names and surnames, folded.
    names: BTreeSet<String>,
    /// All initials of a name, and its first with its last; folded.
    initials: BTreeSet<String>,
}

impl People {
    /// The people of a list of attendance, by their names as printed.
    pub fn named<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let mut people = Self::default();
        for name in names.filter_map(Name::parse) {
            let letters: String =
                name.given.iter().chain([&name.surname]).filter_map(|part| part.chars().next()).collect();
            if let (Some(first), Some(last), true) = (letters.chars().next(), letters.chars().last(), letters.len() > 1)
            {
                people.initials.extend([format!("{first}{last}"), letters]);
            }
            people.names.extend(name.given.into_iter().chain([name.surname]).filter(|word| word.chars().count() > 1));
        }
        people
    }

    /// Whether one of these words means somebody of the meeting; `None` where hardly anybody is known.
    pub fn has_any(&self, words: &[Word]) -> Option<bool> {
        let is = |w: &Word| {
            let capitals = w.text.chars().all(|c| !c.is_lowercase());
            w.is_capital()
                && (self.names.contains(&w.key) || capitals && self.initials.contains(&w.key.replace('.', "")))
        };
        let found = words.iter().any(is);
        (found || self.names.len() > FEW).then_some(found)
    }
}

/// Up to so many names nobody can be told to be a stranger.
const FEW: usize = 6;

/// What the passages of minutes so far say of the next one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Course {
    announced: bool,
}

impl Course {
    /// The setting of a sentence that stands here.
    pub fn setting(self, act: Act, form: Form) -> Setting {
        Setting { act: Some(act), form: Some(form), announced: self.announced, ..Setting::minutes() }
    }

    /// A passage is over.
    pub fn pass(&mut self, text: &str, act: Act) {
        if text.split_whitespace().count() <= 6 && ANNOUNCES.is_match(text) {
            self.announced = true;
        } else if act == Act::Heading {
            self.announced = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::speech::words::words;

    #[test]
    fn people_are_known_by_name_first_name_and_initials() {
        let people = People::named(["Cllr. Jo Ann Pell", "Mr B. Oak", "Una Elm", "Ian Ash", "Chair"].into_iter());
        for (text, expect) in [
            ("Jo", true),
            ("Cllr Pell", true),
            ("JP", true),
            ("JAP", true),
            ("J.P.", true),
            ("jp", false),
            ("Oak", true),
            ("an oak", false),
            ("Marrow", false),
        ] {
            assert_eq!(people.has_any(&words(text)), Some(expect), "{text}");
        }
        assert_eq!(People::default().has_any(&words("Jo")), None);
    }

    #[test]
    fn headings_announce_actions_until_the_next_heading() {
        let mut course = Course::default();
        let announced = |course: Course| course.setting(Act::Narration, Form::ListEntry).announced;
        for (text, act, expect) in [
            ("Actions", Act::Narration, true),
            ("Book the hall for the fair", Act::Narration, true),
            ("7. Finance", Act::Heading, false),
            ("12. Summary of actions:", Act::Heading, true),
            ("Any other business", Act::Heading, false),
            ("New Action Items", Act::Narration, true),
            ("Close", Act::Heading, false),
            ("The action that was taken in May was too late for the fair", Act::Narration, false),
        ] {
            course.pass(text, act);
            assert_eq!(announced(course), expect, "{text}");
        }
    }
}
