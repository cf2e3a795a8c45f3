//! People as lists print them: titles, initials, honours, posts in brackets, after a comma or in a second column.
//!
//! Knows the words of which posts are made, never a person's name. What is no name ("one member of the public") is
//! left out; the whole entry is always kept as printed.

use super::names::starts_upper;
use crate::lexicon::{self, Tags, is_honour, is_particle, is_title};

/// One entry of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Person {
    /// The whole entry.
    pub as_printed: String,
    /// Name without title, honours and post.
    pub name: String,
    /// What stands in brackets, after a comma or in the second column.
    pub role: Option<String>,
    /// The title before the name, in lower case without its stop ("mrs", "councillor"), where one is.
    pub title: Option<String>,
}

/// Whether a word belongs to the vocabulary of posts and organisations, or is an abbreviation such as SEN or CCG.
pub fn is_post_word(word: &str) -> bool {
    lexicon::is_post_word(word) || is_abbreviation(word.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// SEN, CCG, NHS; not the initials "JR" of a person, which are two letters at most.
fn is_abbreviation(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 3 && word.chars().all(|c| !c.is_lowercase()) && !is_honour(word)
}

/// The title that a word is, in lower case.
fn title(word: &str) -> Option<String> {
    is_title(word).then(|| record::text::fold(word.trim_end_matches(['.', ':'])))
}

/// Whether a text is a name with a first name or initials and nothing else.
pub fn whole_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().skip_while(|w| is_title(w) || is_post_word(w)).collect();
    let last = words.last().is_some_and(|w| !is_initials(w) && !w.ends_with(['-', ',']));
    (2..=4).contains(&words.len()) && last && words.iter().all(|w| is_name_word(w) && !is_post_word(w))
}

/// Whether a cell holds a person: a titled name, or a whole name before a bracket, dash or comma.
pub fn looks_like_one(cell: &str) -> bool {
    let name = cell.split(['(', '–', ',']).next().unwrap_or_default();
    let titled = cell.split_whitespace().next().is_some_and(is_title) && cell.split_whitespace().count() > 1;
    titled || whole_name(name)
}

/// Initials: `D.`, `A.M.`, `RW`, `J`.
fn is_initials(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| *c != '.').collect();
    (1..=3).contains(&bare.chars().count()) && bare.chars().all(|c| c.is_uppercase()) && !bare.is_empty()
}

/// Whether a word can be part of a name: an initial or a word with a capital and no digits.
fn is_name_word(word: &str) -> bool {
    let bare = word.trim_matches([',', '.', ';', ':', '*']);
    !bare.is_empty() && starts_upper(bare) && bare.chars().all(|c| c.is_alphabetic() || "'’.-‐–".contains(c))
}

/// Reads one entry: title, name, honours, and whatever follows as the post. `None` where there is no name in it.
pub fn person(entry: &str) -> Option<Person> {
    let entry =
        entry.trim().trim_end_matches(['.', ',', ';', ':']).trim_start_matches(['-', '–', '•', '*', ' ']).trim();
    let (before, bracket) = brackets(entry);
    let (first, column) = match before.split_once('\t') {
        Some((name, post)) => (name.to_owned(), Some(post.replace('\t', " "))),
        None => (before, None),
    };
    let (words, comma) = match first.split_once(',') {
        Some((name, post)) => (name.to_owned(), Some(post.trim().to_owned()).filter(|p| !p.is_empty())),
        None => (first, None),
    };
    let mut words: Vec<&str> = words.split_whitespace().collect();
    let mut titled = None;
    while let Some(found) = words.first().and_then(|w| title(w)) {
        titled = titled.or(Some(found));
        words.remove(0);
    }
    // "Clerk J Connelly": the post stands first and initials or a title follow it.
    let lead = words.iter().take_while(|w| is_post_word(w) && !is_initials(w)).count();
    let leading = (lead > 0 && lead < words.len()).then(|| words.drain(..lead).collect::<Vec<_>>().join(" "));
    let leading = leading.map(|post| post.trim_end_matches([':', '-', '–', ' ']).to_owned());
    if leading.is_some() {
        while let Some(found) = words.first().and_then(|w| title(w)) {
            titled = titled.or(Some(found));
            words.remove(0);
        }
    }
    let noble = titled.as_deref().is_some_and(|t| lexicon::tags(t).has(Tags::NOBLE));
    let length = name_length(&words, noble);
    let name: Vec<&str> = words[..length].iter().map(|w| w.trim_matches([',', ';', ':', '*'])).collect();
    let rest: Vec<&str> = words[length..].iter().copied().filter(|w| !is_honour(w)).collect();
    let surname = name.last()?;
    if name.first().is_some_and(|w| is_no_name(w)) {
        return None;
    }
    if surname.chars().filter(|c| c.is_alphabetic()).count() < 2 && name.len() < 2 {
        return None;
    }
    // Words that follow a name and are no post make it a sentence, not an entry.
    if !rest.is_empty()
        && column.is_none()
        && !rest.iter().any(|w| is_post_word(w))
        && rest.iter().any(|w| !starts_upper(w))
    {
        return None;
    }
    let rest = Some(rest.join(" ").trim_matches(['-', '–', ' ', ':']).to_owned()).filter(|r| !r.is_empty());
    let honoured = comma.filter(|c| !c.split_whitespace().all(is_honour));
    // "Nick Oakes (NO)": how the paper calls them from there on, no post.
    let initials: String = name.iter().filter_map(|w| w.chars().next()).collect();
    let bracket = bracket.filter(|b| *b != initials);
    let parts: Vec<String> = [leading, rest, honoured, column, bracket].into_iter().flatten().collect();
    let role = parts.join(", ");
    let role = Some(role.trim().trim_start_matches("as ").to_owned()).filter(|r| !r.is_empty());
    Some(Person { as_printed: entry.to_owned(), name: name.join(" "), role, title: titled })
}

/// Whether a word with a capital opens no name: "None", "Apologies", "The".
fn is_no_name(word: &str) -> bool {
    let tags = lexicon::tags(word);
    word.len() > 1 && tags.has(Tags::NOT_NAME) && !tags.has(Tags::NAME)
}

/// How many of these words are the name; `noble`: it may go on with "of" and a place.
fn name_length(words: &[&str], noble: bool) -> usize {
    let initials = words.iter().take_while(|w| is_initials(w)).count();
    let mut length = initials;
    while let Some(word) = words.get(length) {
        let particle = length > 0 && (noble && *word == "of" || is_particle(word)) && length + 1 < words.len();
        let ends = is_honour(word) || (is_post_word(word) && length > 0) || !(particle || is_name_word(word));
        if ends {
            break;
        }
        length += 1;
        if word.ends_with([',', ';', ':']) {
            break;
        }
    }
    let followed_by_post = words[length..].iter().any(|w| is_post_word(w));
    let longest = if initials > 0 { initials + 1 } else { 2 };
    // "A Bell Eden District Council", "Ann Bell Northgate Service Manager": the place before the post is no name.
    // But a particle keeps its surname ("Jan van der Berg Head of Service").
    let particles = words[..length].iter().filter(|w| is_particle(w)).count();
    if followed_by_post && length > longest + particles { longest + particles } else { length }
}

/// An entry without what stands in brackets, and that.
fn brackets(entry: &str) -> (String, Option<String>) {
    let mut outside = String::new();
    let mut inside: Vec<String> = Vec::new();
    let mut depth = 0;
    for c in entry.chars() {
        match c {
            '(' | '[' => {
                depth += 1;
                if depth == 1 {
                    inside.push(String::new());
                }
            }
            ')' | ']' => depth = (depth - 1).max(0),
            c if depth > 0 => inside.last_mut().into_iter().for_each(|s| s.push(c)),
            c => outside.push(c),
        }
    }
    let inside = inside.into_iter().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect::<Vec<_>>();
    (outside.trim().to_owned(), Some(inside.join(", ")).filter(|s| !s.is_empty()))
}

/// Splits a running list at its commas, semicolons, "and" and "&", outside brackets; honours, posts and lone titles
/// stay with their person.
pub fn list(text: &str) -> Vec<Person> {
    let mut entries: Vec<String> = Vec::new();
    for (separator, piece) in pieces(text) {
        let bare = piece.trim();
        let continues = !bare.is_empty() && !opens_entry(bare);
        match entries.last_mut() {
            Some(last) if continues => {
                last.push_str(separator);
                last.push_str(bare);
            }
            _ if !bare.is_empty() => entries.push(bare.to_owned()),
            _ => {}
        }
    }
    entries.iter().flat_map(|e| split_joined(e)).filter_map(|e| person(&e)).collect()
}

/// Whether a piece begins with a person rather than going on with the one before.
fn opens_entry(piece: &str) -> bool {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let Some(first) = words.first() else { return false };
    if is_title(first) {
        return words.len() > 1;
    }
    if is_honour(first) || !(is_name_word(first) || is_initials(first)) {
        return false;
    }
    // "Cabinet Member for Education" goes on; "Clerk J Connelly" opens.
    if is_post_word(first) {
        let lead = words.iter().take_while(|w| is_post_word(w)).count();
        return words.get(lead).is_some_and(|w| is_initials(w) || is_title(w));
    }
    // "Northgate CCG" goes on with the post before it; "Elm" and "Elm (Chair)" open.
    let outside = piece.split('(').next().unwrap_or_default();
    !(words.len() > 1 && outside.split_whitespace().nth(1).is_some_and(is_post_word))
}

/// Cuts text at list separators outside brackets; each piece with the separator before it.
fn pieces(text: &str) -> Vec<(&'static str, String)> {
    let mut pieces = vec![("", String::new())];
    let mut depth = 0i32;
    for word in text.split_inclusive(char::is_whitespace) {
        let bare = word.trim();
        if depth <= 0 && (bare == "and" || bare == "&") {
            pieces.push((if bare == "and" { " and " } else { " & " }, String::new()));
            continue;
        }
        for c in word.chars() {
            match c {
                '(' | '[' => depth += 1,
                ')' | ']' => depth -= 1,
                _ => {}
            }
            if depth <= 0 && matches!(c, ',' | ';' | '\n') {
                pieces.push((", ", String::new()));
            } else if let Some((_, last)) = pieces.last_mut() {
                last.push(c);
            }
        }
    }
    pieces
}

/// Cuts an entry in which a second name begins after a post: "Ann Bell Service Manager Cal Dean Governance Officer".
pub fn split_joined(entry: &str) -> Vec<String> {
    let words: Vec<&str> = entry.split(' ').filter(|w| !w.is_empty()).collect();
    let mut cuts = Vec::new();
    let mut seen_post = false;
    for i in 1..words.len() {
        seen_post |= is_post_word(words[i - 1]) || words[i - 1].contains(')');
        let joins = ["of", "for", "and", "the", "in", "to", "&", "with", "at", "from"];
        let free = !joins.contains(&words[i - 1].to_lowercase().as_str()) && !words[i - 1].ends_with(',');
        let titled = starts_upper(words[i]) && opens_titled(&words[i..]) && !is_title(words[i - 1]);
        let after_bracket = words[i - 1].ends_with(')') && opens_bare(&words[i..]);
        if free && (titled || after_bracket || seen_post && opens_person(&words[i..]) || opens_with_post(&words[i..])) {
            cuts.push(i);
            seen_post = false;
        }
    }
    let mut out = Vec::new();
    let mut from = 0;
    for cut in cuts.into_iter().chain([words.len()]) {
        if cut > from {
            out.push(words[from..cut].join(" "));
        }
        from = cut;
    }
    out
}

/// Whether these words begin with a title and a name: nothing but a list has "Mr" in the middle of an entry.
fn opens_titled(words: &[&str]) -> bool {
    let [first, second, ..] = words else { return false };
    is_title(first) && !is_initials(first) && (is_name_word(second) || is_initials(second)) && !is_post_word(second)
}

/// Whether these words begin with a name of two words, as after "(Chair)" where the comma was forgotten.
fn opens_bare(words: &[&str]) -> bool {
    let [first, second, ..] = words else { return false };
    [first, second].iter().all(|w| (is_name_word(w) || is_initials(w)) && !is_post_word(w)) && !is_initials(second)
}

/// Whether these words are a post of one word before a name in initials ("Clerk J Yew").
fn opens_with_post(words: &[&str]) -> bool {
    let [post, initials, surname, ..] = words else { return false };
    !post.starts_with('(')
        && is_post_word(post)
        && starts_upper(post)
        && is_initials(initials)
        && is_name_word(surname)
        && !is_post_word(surname)
}

/// Whether these words are a name of two or three words followed by a post, or a titled name.
fn opens_person(words: &[&str]) -> bool {
    if words.len() >= 2 && is_title(words[0]) && words[0].len() > 1 {
        return is_name_word(words[1]) && !is_post_word(words[1]);
    }
    let plain = |w: &&&str| is_name_word(w) && !is_post_word(w) && !w.ends_with([',', ')']);
    let name = words.iter().take(4).take_while(plain).count();
    (2..=3).contains(&name) && words.get(name).is_some_and(|w| is_post_word(w))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(people: &[Person]) -> String {
        let one = |p: &Person| match &p.role {
            Some(role) => format!("{} [{role}]", p.name),
            None => p.name.clone(),
        };
        people.iter().map(one).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn splits_running_lists() {
        for (text, expect) in [
            (
                "Councillors Mrs. P. Elm (Vice-Chair), J. Oak, Miss L. Ash, S. J. Fir and A.M. Yew (ex-Officio).",
                "P. Elm [Vice-Chair]; J. Oak; L. Ash; S. J. Fir; A.M. Yew [ex-Officio]",
            ),
            ("Councillor D. Birch (in the Chair).", "D. Birch [in the Chair]"),
            (
                "Mr R W Elm (Chairman), Mr R C Oak, OBE, Mr D Ash, MBE, Sir Paul Fir, CBE, Rich Yew and Mrs S V Elder",
                "R W Elm [Chairman]; R C Oak; D Ash; Paul Fir; Rich Yew; S V Elder",
            ),
            (
                "Mrs S Elm (Corporate Director Children, Young People and Education), Dr A Oak (Director of Public Health) and Yew (Acting Chief Accountant)",
                "S Elm [Corporate Director Children, Young People and Education]; A Oak [Director of Public Health]; Yew [Acting Chief Accountant]",
            ),
            (
                "Sue Elm, Cabinet Member for Integrated Children’s Services.",
                "Sue Elm [Cabinet Member for Integrated Children’s Services]",
            ),
            (
                "Councillors D Elm (Chair), S Oak & P Ash Clerk J Yew Mr L Fir",
                "D Elm [Chair]; S Oak; P Ash; J Yew [Clerk]; L Fir",
            ),
            ("Clerk J Elm, A Oak Eden District Council", "J Elm [Clerk]; A Oak [Eden District Council]"),
            ("One member of the public", ""),
            (
                "Councillors D Elm (Chair) R Oak, Ann Ash Chief Nurse, Northgate CCG",
                "D Elm [Chair]; R Oak; Ann Ash [Chief Nurse, Northgate CCG]",
            ),
            ("Mr B van der Elm and Ms O’Oak-Ash", "B van der Elm; O’Oak-Ash"),
        ] {
            assert_eq!(shown(&list(text)), expect, "{text}");
        }
    }

    #[test]
    fn parts_names_from_posts() {
        for (entry, expect) in [
            (
                "Ann Elm Corporate Director of Children's Services",
                "Ann Elm [Corporate Director of Children's Services]",
            ),
            ("Bea Oak\tHead of Service", "Bea Oak [Head of Service]"),
            (
                "Councillor Ash Executive Member for Children's Services",
                "Ash [Executive Member for Children's Services]",
            ),
            ("Flora Student attending Northgate College", "Flora [Student attending Northgate College]"),
            (
                "Cal Yew SEN Advisory Service (SENAS) Service Manager and Advisor",
                "Cal Yew [SEN Advisory Service Service Manager and Advisor, SENAS]",
            ),
            ("Nick Elm (NE) CHAIR", "Nick Elm [CHAIR]"),
            ("Clerk: J Elm", "J Elm [Clerk]"),
        ] {
            assert_eq!(shown(&person(entry).into_iter().collect::<Vec<_>>()), expect, "{entry}");
        }
    }

    #[test]
    fn cuts_two_people_on_one_line() {
        assert_eq!(
            split_joined(
                "Ann Elm Service Manager of the Youth Engagement Service Cal Oak SEN Advisory Service (SENAS) Service Manager"
            ),
            [
                "Ann Elm Service Manager of the Youth Engagement Service",
                "Cal Oak SEN Advisory Service (SENAS) Service Manager"
            ]
        );
        assert_eq!(split_joined("Ann Elm Chief Nurse, Northgate CCG").len(), 1);
        assert_eq!(split_joined("Flo Elm Governance Officer Jo Oak Governance Officer").len(), 2);
    }

    proptest! {
        #[test]
        fn never_panics(text in "[A-Za-z0-9 ,.()&'\\t-]{0,120}") {
            for person in list(&text) {
                prop_assert!(!person.name.is_empty());
            }
        }
    }
}
