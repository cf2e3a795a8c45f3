//! The verbs that say what somebody undertakes to do, and their forms.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The verbs, by class; the file says what the classes are.
const FILE: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/lexicon/deeds.txt"));

/// What shape a verb has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// "send": also the shape of the present.
    Bare,
    /// "sent", "circulated": after "be", or the past.
    Past,
    /// "sending".
    Going,
}

/// A verb of undertaking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deed {
    /// Its bare form.
    pub verb: &'static str,
    /// Its class: tell, ask, look, make, arrange, works, pay, effect, state, hold.
    pub class: &'static str,
    /// The shape that it has.
    pub shape: Shape,
}

/// The verb that a folded word is a form of; `None` where it is none of those listed.
pub fn deed(key: &str) -> Option<Deed> {
    static FORMS: LazyLock<HashMap<String, Deed>> = LazyLock::new(forms);
    FORMS.get(key).copied()
}

fn forms() -> HashMap<String, Deed> {
    let mut forms = HashMap::new();
    for line in FILE.lines().filter(|line| !line.starts_with('#')) {
        let mut fields = line.split('\t');
        let (Some(verb), Some(class)) = (fields.next(), fields.next()) else { continue };
        let mut add = |form: String, shape| {
            forms.entry(form).or_insert(Deed { verb, class, shape });
        };
        add(verb.to_owned(), Shape::Bare);
        for form in fields.flat_map(|f| f.split(' ')).filter(|f| !f.is_empty()) {
            add(form.to_owned(), Shape::Past);
        }
        for stem in stems(verb) {
            add(format!("{stem}ed"), Shape::Past);
            add(format!("{stem}ing"), Shape::Going);
        }
    }
    forms
}

/// What stands before "-ed" and "-ing": "shar", "plan" and "plann", "notifi" and "notify".
fn stems(verb: &str) -> Vec<String> {
    let short = verb.strip_suffix('e').unwrap_or(verb);
    let mut stems = vec![short.to_owned()];
    match verb.chars().last() {
        Some('y') => stems.push(format!("{}i", verb.trim_end_matches('y'))),
        Some(last) if !"aeiouwxy".contains(last) => stems.push(format!("{verb}{last}")),
        _ => {}
    }
    stems
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_in_their_forms() {
        for (word, verb, shape) in [
            ("send", "send", Shape::Bare),
            ("sent", "send", Shape::Past),
            ("circulated", "circulate", Shape::Past),
            ("submitting", "submit", Shape::Going),
            ("notified", "notify", Shape::Past),
            ("carried", "carry", Shape::Past),
        ] {
            let found = deed(word).map(|d| (d.verb, d.shape));
            assert_eq!(found, Some((verb, shape)), "{word}");
        }
        assert_eq!(deed("table"), None);
    }

    #[test]
    fn the_file_is_sorted_and_names_known_classes() {
        const CLASSES: &[&str] = &["arrange", "ask", "effect", "hold", "look", "make", "pay", "state", "tell", "works"];
        let lines: Vec<&str> = FILE.lines().filter(|l| !l.starts_with('#')).collect();
        let verbs: Vec<&str> = lines.iter().filter_map(|l| l.split('\t').next()).collect();
        assert!(verbs.windows(2).all(|w| w[0] < w[1]));
        assert!(lines.iter().all(|l| l.split('\t').nth(1).is_some_and(|c| CLASSES.contains(&c))));
    }
}
