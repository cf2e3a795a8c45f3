//! Running lists in which everybody's posts stand behind their name, with commas within and between: "Jo Elm, Director of
//! Works, Returning Officer, Kim Oak, Senior Engineer, Ann Ash, Clerk", or with the comma between two people lost, as where
//! a line broke: "Jo Elm, Director Kim Oak, Engineer Ann Ash, Clerk".

use super::entry::{Person, person};
use super::words::{is_no_name, is_of_body, is_post_word, is_titled, whole_name};
use crate::lexicon;

/// Fewer people do not show how the list is made.
const FEWEST: usize = 3;

/// Words of a first name and a surname.
const NAME: usize = 2;

/// The people of such a list.
pub fn with_posts_behind(text: &str) -> Option<Vec<Person>> {
    if text.contains([';', '(', '\t', ':']) {
        return None;
    }
    let mut people: Vec<Vec<&str>> = Vec::new();
    let mut posted = 0;
    for piece in text.trim_end_matches(['.', ' ']).split(',').map(str::trim).filter(|piece| !piece.is_empty()) {
        let piece = piece.strip_prefix("and ").unwrap_or(piece);
        if is_name(piece) {
            people.push(vec![piece]);
            continue;
        }
        let last = people.last_mut()?;
        if !is_post(piece) {
            return None;
        }
        posted += usize::from(last.len() == 1);
        match glued_name(piece) {
            Some(at) => {
                last.push(piece[..at].trim_end());
                people.push(vec![&piece[at..]]);
            }
            None => last.push(piece),
        }
    }
    let found: Vec<Person> = people.iter().filter_map(|pieces| person(&pieces.join(", "))).collect();
    (people.len() >= FEWEST && posted * 3 >= people.len() * 2 && found.len() == people.len()).then_some(found)
}

/// Whether a piece is a whole name and nothing else.
fn is_name(piece: &str) -> bool {
    let words = piece.split_whitespace().count();
    (2..=5).contains(&words) && whole_name(piece) && !has_post(piece)
        || is_titled(piece) && words <= 4 && !has_post(piece)
}

fn has_post(piece: &str) -> bool {
    piece.split_whitespace().skip(1).any(|word| is_post_word(word) && !is_no_name(word))
}

/// Whether a piece says what somebody is or of what: it has a word of posts, or of a department.
fn is_post(piece: &str) -> bool {
    piece.split_whitespace().any(|word| is_post_word(word) || is_of_body(word) || word == "&")
}

/// Where a name begins that ran into the post before it: "Director of Works Kim Oak".
fn glued_name(piece: &str) -> Option<usize> {
    let starts: Vec<usize> = piece.split_whitespace().map(|w| w.as_ptr() as usize - piece.as_ptr() as usize).collect();
    let at = *starts.get(starts.len().checked_sub(NAME)?)?;
    let (post, name) = (piece.get(..at)?.trim_end(), piece.get(at..)?);
    let plain = name.split_whitespace().all(|word| {
        !is_post_word(word) && !is_of_body(word) && !lexicon::is_title(word) && !is_no_name(word) && word.len() > 2
    });
    let head = post.rsplit(' ').next().is_some_and(is_post_word);
    (head && plain && whole_name(name)).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Option<String> {
        let one = |p: Person| format!("{} ({})", p.name, p.role.unwrap_or_default());
        with_posts_behind(text).map(|people| people.into_iter().map(one).collect::<Vec<_>>().join("; "))
    }

    #[test]
    fn posts_stand_behind_their_person() {
        for (text, expect) in [
            (
                "Jo Elm, Director of Works, Returning Officer, Kim Oak, Senior Engineer, Ann Ash, Town Clerk.",
                "Jo Elm (Director of Works, Returning Officer); Kim Oak (Senior Engineer); Ann Ash (Town Clerk)",
            ),
            (
                "Jo Elm, Planning Director Kim Oak, Commissioner of Community Services Ann Ash, City Clerk",
                "Jo Elm (Planning Director); Kim Oak (Commissioner of Community Services); Ann Ash (City Clerk)",
            ),
            (
                "Jo Elm, Housing & Corporate Manager, Kim Oak, Executive Engineer, Housing Design, and Ann Ash, Officer",
                "Jo Elm (Housing & Corporate Manager); Kim Oak (Executive Engineer, Housing Design); Ann Ash (Officer)",
            ),
        ] {
            assert_eq!(shown(text).as_deref(), Some(expect), "{text}");
        }
        for text in [
            "Jo Elm, Kim Oak, Ann Ash, Clerk",
            "Councillors Elm, Oak and Ash",
            "Jo Elm, Director, Kim Oak",
            "Jo Elm, who was late, Kim Oak, Engineer, Ann Ash, Clerk",
            "Jo Elm (Clerk), Kim Oak, Engineer, Ann Ash, Officer",
        ] {
            assert_eq!(shown(text), None, "{text}");
        }
    }
}
