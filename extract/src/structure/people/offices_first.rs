//! Lists in which the office stands first and who holds it behind, in brackets.

use super::entry::{Person, person};
use super::words::{is_initials, is_name_word, is_of_body, is_post_word, is_titled, looks_like_one, whole_name};
use crate::lexicon;
use crate::structure::names;

/// "Chief Executive (Ms. R. Tynan), Director, Housing and Water (Mr. C. Hurl)": the offices are outside the brackets.
pub fn offices_first(text: &str) -> Option<Vec<Person>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((post, after)) = rest.split_once('(') {
        let (name, next) = after.split_once(')')?;
        let post = post.trim_start_matches(|c: char| !c.is_alphanumeric());
        let post = post.strip_prefix("and ").unwrap_or(post).trim();
        let words: Vec<&str> = post.split_whitespace().collect();
        // "Director of Works (J Elm)", "Clerks (J Elm and K Oak)": without a title the office has to be one.
        let office = words.iter().any(|w| lexicon::is_office_head(w.trim_end_matches('s'))) && !looks_like_one(post);
        let holders: Vec<&str> = name.split(" and ").collect();
        let whole = |name: &str| whole_name(name) && !name.split_whitespace().any(is_of_body);
        // "SEO Corporate Services (A. Elm)" among others whose office is plain.
        let titled = words.iter().all(|w| !w.starts_with(char::is_lowercase) || names::is_small(w));
        let listed = titled && found.len() >= PLAIN && holders.iter().all(|name| whole(name) || is_with_initial(name));
        let named = is_titled(name) || office && holders.iter().all(|name| whole(name)) || listed;
        if !named || ends_sentence(post) || !words.iter().any(|w| is_post_word(w)) {
            return None;
        }
        for holder in if is_titled(name) { vec![name] } else { holders } {
            let one = person(holder)?;
            found.push(Person { as_printed: format!("{post} ({holder})"), role: Some(post.to_owned()), ..one });
        }
        rest = next;
    }
    (!found.is_empty() && rest.trim_matches([' ', '.', ',', ';']).is_empty()).then_some(found)
}

/// People with plain offices behind whom another may have an office that nobody knows.
const PLAIN: usize = 3;

/// Whether a name is an initial and a surname: "A. Elm".
fn is_with_initial(name: &str) -> bool {
    name.split_once(' ')
        .is_some_and(|(first, surname)| is_initials(first) && is_name_word(surname) && !is_post_word(surname))
}

/// Whether a sentence ends inside these words: "A.O." and "Snr." are short for something.
fn ends_sentence(text: &str) -> bool {
    const SHORT: usize = 4;
    text.split_whitespace()
        .any(|word| word.ends_with('.') && word.len() > SHORT && !word[..word.len() - 1].contains('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_office_that_nobody_knows_may_stand_among_plain_ones() {
        let shown = |text: &str| {
            let names = |people: Vec<Person>| people.into_iter().map(|p| p.name).collect::<Vec<_>>().join("; ");
            offices_first(text).map(names)
        };
        let plain = "Chief Executive (Mr. J. Elm), Director, Housing (Ms. K. Oak), Director, Roads (Mr. A. Ash)";
        for (behind, expect) in [
            (", A.O. Corporate Services & Governance (B. Fir)", Some("J. Elm; K. Oak; A. Ash; B. Fir")),
            (
                ", SSO. Corporate Services (L. Yew), Senior Planner (Mr P Hazel)",
                Some("J. Elm; K. Oak; A. Ash; L. Yew; P Hazel"),
            ),
            (". They spoke of Housing (B. Fir)", None),
            (", Corporate Services (two)", None),
        ] {
            assert_eq!(shown(&format!("{plain}{behind}")).as_deref(), expect, "{behind}");
        }
        assert_eq!(shown("Corporate Services (B. Fir)"), None);
    }
}
