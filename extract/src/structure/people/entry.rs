//! One entry of a list taken apart: its titles, the name, and the post before or behind it.

use super::words::{
    is_borne, is_chief, is_initials, is_joined_post, is_name_word, is_no_name, is_of_body, is_of_post, is_office_alone,
    is_post_word, is_style, is_titled, is_vice, looks_like_one, member_title, title, whole_name,
};
use crate::lexicon::{self, Tags, is_honour, is_particle, is_title};
use crate::structure::names::{self, starts_upper};

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

impl Person {
    /// Whether they are named by more than one word that might be anything.
    pub fn is_sure(&self) -> bool {
        self.title.is_some() || self.name.contains(' ')
    }
}

/// Reads one entry: title, name, honours, and whatever follows as the post. `None` where there is no name in it.
pub fn person(entry: &str) -> Option<Person> {
    let entry = entry.trim().trim_end_matches(['.', ',', ';', ':', '*', '"', '”']);
    let entry = entry.trim_start_matches(['-', '–', '•', '*', '·', '"', '“', ' ']).trim();
    if let Some(peer) = peer(entry) {
        return Some(peer);
    }
    if let Some(quiet) = quiet_name(entry) {
        return person(&quiet).map(|p| Person { as_printed: entry.to_owned(), ..p });
    }
    let (before, brackets) = brackets(without_notes(entry));
    if let Some(found) = office_first(entry, &before, &brackets) {
        return Some(found);
    }
    let (first, column) = match before.split_once('\t') {
        // "Chief Executive" may stand in the column before "Ms. Jane Elm".
        Some((post, name))
            if looks_like_one(name) && !looks_like_one(post) && post.split_whitespace().all(is_of_post) =>
        {
            (name.to_owned(), Some(post.to_owned()))
        }
        Some((name, post)) => (name.to_owned(), Some(post.replace('\t', " "))),
        None => (before, None),
    };
    let (words, comma) = match first.split_once(',') {
        Some((name, post)) => (name.to_owned(), Some(post.trim().to_owned()).filter(|p| !p.is_empty())),
        None => (first, None),
    };
    let mut words: Vec<&str> = words.split_whitespace().collect();
    let mut titled = take_titles(&mut words);
    let mut leading = take_office(&mut words);
    // "Mayor Pro Tem Elm": for the time being.
    let pro_tem = words.len() > 2 && words[0].eq_ignore_ascii_case("pro") && words[1].to_lowercase().starts_with("tem");
    if let Some(office) = leading.as_mut().filter(|_| pro_tem) {
        *office = format!("{office} {} {}", words[0], words[1]);
        words.drain(..2);
    }
    if leading.is_some() {
        titled = titled.or_else(|| take_titles(&mut words));
    }
    let length = name_length(&words, titled.as_deref());
    let (own, rest) = words.split_at_checked(length)?;
    let mut name: Vec<&str> = own.iter().map(|w| w.trim_matches([',', ';', ':', '*'])).collect();
    let initials: String = name.iter().filter_map(|w| w.chars().next()).collect();
    let rest: Vec<&str> = rest.iter().copied().filter(|w| !is_honour(w) && *w != initials).collect();
    let surname = *name.last()?;
    let letters = surname.chars().filter(|c| c.is_alphabetic()).count();
    let office_alone = name.len() == 1 && titled.is_none() && is_office_alone(surname);
    // "An Leas Cathaoirleach" is an office with its article.
    let styled = ["An ", "The ", "Y ", "Yr "].iter().any(|article| entry.starts_with(article));
    let honoured = entry.starts_with("His ") || entry.starts_with("Her ");
    let office_alone = office_alone || honoured && name.len() == 1 && lexicon::is_office_title(surname);
    let office_alone = office_alone || styled && name.len() == 1 && is_post_word(surname) && !is_borne(surname);
    let body = name.len() == 1 && titled.is_none() && leading.is_none() && rest.last().is_some_and(|w| is_of_body(w));
    if body && rest.iter().all(|w| is_post_word(w) || is_of_body(w)) {
        return None;
    }
    if name.iter().any(|w| is_no_name(w)) || letters < 2 && name.len() < 2 || office_alone {
        return None;
    }
    // Words that follow a name and are no post make it a sentence, not an entry.
    if !rest.is_empty()
        && column.is_none()
        && !rest.iter().any(|w| is_post_word(w))
        && rest.iter().any(|w| !starts_upper(w) && !matches!(*w, "-" | "–" | "—"))
    {
        return None;
    }
    let rest = Some(rest.join(" ").trim_matches(['-', '–', '—', ' ', ':']).to_owned()).filter(|r| !r.is_empty());
    let honoured = comma.filter(|c| !c.split_whitespace().all(is_honour));
    let mut inside: Vec<String> = brackets.into_iter().filter(|b| !is_note(b)).collect();
    // "Doyle (T)" is told from another Doyle by an initial; "Nick Oakes (NO)" says how the paper calls him from there on.
    let given =
        inside.iter().position(|b| name.len() == 1 && b.chars().count() <= 2 && is_initials(b) && *b != initials);
    let given = given.map(|at| inside.remove(at));
    if let Some(given) = &given {
        name.insert(0, given);
    }
    inside.retain(|b| *b != initials);
    let bracket = Some(inside.join(", ")).filter(|b| !b.is_empty());
    let name = name.join(" ");
    let parts: Vec<String> = [leading, rest, honoured, column, bracket].into_iter().flatten().collect();
    let role = parts.join(", ");
    let role = Some(role.trim().trim_start_matches("as ").to_owned()).filter(|r| !r.is_empty());
    Some(Person { as_printed: entry.to_owned(), name, role, title: titled })
}

/// An entry with its name in small letters, where the name stands in capitals and its post does not: "PAULA ELM, Mayor".
fn quiet_name(entry: &str) -> Option<String> {
    let (name, post) = entry.split_once(',')?;
    let quiet = names::title_case(name);
    let loud = names::is_all_caps(name) && !names::is_all_caps(&quiet) && post.contains(char::is_lowercase);
    (loud && whole_name(&quiet)).then(|| format!("{quiet},{post}"))
}

/// Takes the titles from the front of these words, where a name follows them; the first is given back.
fn take_titles(words: &mut Vec<&str>) -> Option<String> {
    let mut first = None;
    loop {
        if let Some(title) = member_title(words) {
            first = first.or_else(|| Some(title.to_owned()));
            words.drain(..2);
        }
        let style = match words[..] {
            ["His" | "Her" | "Their", w, ..] if starts_upper(w) => 2,
            ["Right", w, ..] if is_title(w) => 1,
            ["The" | "An" | "Na" | "Y" | "Yr", w, ..]
                if is_title(w) || lexicon::is_office_title(w) || w == "Right" || is_post_word(w) =>
            {
                1
            }
            ["the", ..] => 1,
            // "Directors Elm and Oak".
            [w, _, ..] if is_title(w) || lexicon::is_office_title(w) && lexicon::tags(w).has(Tags::SEVERAL) => 1,
            _ => return first,
        };
        if style == 1 {
            first = first.or_else(|| words.first().and_then(|w| title(w)));
        }
        if style >= words.len() {
            return first;
        }
        words.drain(..style);
    }
}

/// Takes a post that stands before the name: "Clerk J Connelly", "Deputy Clerk Mina Sorley", "Supervisor Hale".
fn take_office(words: &mut Vec<&str>) -> Option<String> {
    if is_vice(words) {
        let office = words.drain(..2).collect::<Vec<_>>();
        return Some(office.join(" "));
    }
    let joins = |w: &str| matches!(w, "&" | "and" | "of" | "for" | "the" | "at" | "-" | "–" | "/");
    let mut lead = 0;
    for (i, word) in words.iter().enumerate() {
        let post =
            is_post_word(word) && !is_title(word) && (!is_initials(word) || word.ends_with(':') || is_chief(word));
        // "Board Clerk Elm", "Commission Secretary Jo Elm".
        let served = |w: &&str| lexicon::is_office_head(w) && !is_title(w);
        let post = post || i == 0 && is_of_body(word) && words.get(1).is_some_and(served);
        if post {
            lead = i + 1;
        }
        if !(post || lead > 0 && joins(word)) {
            break;
        }
        if word.ends_with(':') {
            break;
        }
    }
    let (post, name) = words.split_at_checked(lead)?;
    let last = *post.last()?;
    let [first, ..] = name else { return None };
    let dash = |w: &str| matches!(w, "-" | "–" | "—");
    let plain = is_initials(first) || is_title(first) || last.ends_with(':') || dash(first) || is_chief(last);
    // "Dean Smith" is called so; "Mayor Smith" is the mayor.
    let called = post.len() == 1 && is_borne(last) && !lexicon::is_office_title(last);
    let styled = lexicon::is_office_title(last) && !is_borne(last);
    let office = post.iter().any(|w| lexicon::is_office_head(w) || is_joined_post(w)) || styled || plain;
    if !plain && (called || !office) || !(is_name_word(first) || dash(first)) {
        return None;
    }
    let post = post.join(" ");
    words.drain(..lead);
    while words.first().is_some_and(|w| dash(w) || *w == ":") {
        words.remove(0);
    }
    Some(post.trim_end_matches([':', '-', '–', ' ']).to_owned())
}

/// Whether a text is a post and then a name and nothing else: "Deputy Clerk Mina Sorley", "Town Clerk: Jane Smith".
pub fn opens_with_office(text: &str) -> bool {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let named = |w: &&str| (is_name_word(w) || is_particle(w)) && (!is_post_word(w) || is_borne(w)) && !is_no_name(w);
    take_office(&mut words).is_some() && {
        take_titles(&mut words);
        (1..=4).contains(&words.len()) && words.iter().all(named)
    }
}

/// How many of these words are the name. Noble names may go on with "of" and a place.
fn name_length(words: &[&str], titled: Option<&str>) -> usize {
    let noble = titled.is_some_and(|t| lexicon::tags(t).has(Tags::NOBLE));
    let initials = words.iter().take_while(|w| is_initials(w)).count();
    let mut length = initials;
    while let Some(word) = words.get(length) {
        // "José Ortega y Gasset": both surnames.
        let both = length > 1 && matches!(*word, "y" | "e") && words.get(length + 1).is_some_and(|w| is_name_word(w));
        let particle = length > 0 && (noble && *word == "of" || is_particle(word)) && length + 1 < words.len();
        let particle = particle || both;
        // "Jo Ward" bears it as a surname; "Cllr Smith Mayor" is the mayor.
        // and among "Councillors Jo Clerk, Kim Oak" the post is a surname, too.
        let several = titled.is_none_or(|t| lexicon::tags(t).has(Tags::SEVERAL));
        let surname = is_borne(word) && several && length == 1 && words.len() == 2;
        let surname = surname || length == initials && initials > 0;
        let post = is_post_word(word) && length > 0 && !surname;
        let own: String = words.iter().take(length).filter_map(|w| w.chars().next()).collect();
        let short = length > 1 && *word == own;
        if is_honour(word) && length > 0 || post || short || !(particle || is_name_word(word)) {
            break;
        }
        length += 1;
        if word.ends_with([',', ';', ':']) {
            break;
        }
    }
    let (own, after) = words.split_at(length.min(words.len()));
    let followed_by_post = after.iter().any(|w| is_post_word(w));
    // "Tom R. Gray - General Manager"
    let middle = own.iter().skip(initials.max(1)).take_while(|w| is_initials(w) && w.ends_with('.')).count();
    let longest = middle + if initials > 0 { initials + 1 } else { 2 };
    // "A Bell Eden District Council", "Ann Bell Northgate Service Manager": the place before the post is no name.
    // But a particle keeps its surname ("Jan van der Berg Head of Service").
    let particles = own.iter().filter(|w| is_particle(w)).count();
    if followed_by_post && length > longest + particles { longest + particles } else { length }
}

/// "The Lord Bishop of Arden and Eden", "The Earl of Leal": called by a seat and by no name.
pub(super) fn peer(entry: &str) -> Option<Person> {
    let printed = entry.split(['(', ',']).next().unwrap_or_default().trim();
    let mut words = printed.split_whitespace().skip_while(|w| matches!(*w, "The" | "the" | "Lord"));
    let seat = ["Bishop", "Archbishop", "Earl", "Duke", "Marquess", "Viscount", "Countess", "Duchess", "Marchioness"];
    let fits = words.next().is_some_and(|w| seat.contains(&w)) && words.next() == Some("of") && words.next().is_some();
    let (_, brackets) = brackets(entry);
    let role = Some(brackets.join(", ")).filter(|b| !b.is_empty());
    fits.then(|| Person { as_printed: entry.to_owned(), name: printed.to_owned(), role, title: Some("lord".into()) })
}

/// "Chief Executive (Ms. R. Tynan)", "The Speaker, Councillor Imrie": the office stands first and the name behind it.
fn office_first(entry: &str, before: &str, brackets: &[String]) -> Option<Person> {
    let office = |text: &str| {
        let mut words = text.split_whitespace().filter(|w| !matches!(*w, "&" | "and" | "of" | "for" | "the" | "The"));
        let styled = text.starts_with("His ") || text.starts_with("Her ");
        let of_office = |w: &str| is_post_word(w) || lexicon::is_office_title(w) || is_title(w) || is_style(w);
        words.clone().count() > 0 && (styled || words.all(of_office))
    };
    let (post, name) = match brackets {
        [name, notes @ ..] if is_titled(name) && notes.iter().all(|note| note.split_whitespace().all(is_post_word)) => {
            (before.trim_matches([',', ' ']), name.as_str())
        }
        _ => {
            let (post, name) = before.split_once(',').or_else(|| before.split_once(": "))?;
            (post, name.trim())
        }
    };
    let named = is_titled(name) || post.starts_with("The ") && whole_name(name);
    if !named || !office(&post.replace(',', " ")) {
        return None;
    }
    let found = person(name)?;
    let role = found.role.map_or_else(|| post.to_owned(), |more| format!("{post}, {more}"));
    Some(Person { as_printed: entry.to_owned(), role: Some(role), ..found })
}

/// Comings and goings, ways of taking part and times, behind a name.
const MOVES: &str = r"(?:arrived|left|joined|departed|participat\w+|attend\w+\s+(?:via|by|remotely))\b";

const WAYS: &str =
    r"(?:via|by)\s+(?:tele|phone|zoom|video|teams|web|conference)|remote(?:ly)?\b|virtual(?:ly)?\b|online\b";

const TIMES: &str = r"(?:from|until|till|at)\s+(?:minute\s+|item\s+)?\d";

patterns! {
    /// When and how somebody was there, behind their name: "arrived at 7.12pm", "joined by telephone", "via Zoom".
    NOTE = &format!(r"(?i)\s*(?:[-–—,]\s*)?\b(?:{MOVES}|{WAYS}|{TIMES}).*$");
}

/// An entry without what it says of times and of taking part from afar, outside brackets.
pub fn without_notes(entry: &str) -> &str {
    let outside = entry.find(['(', '[']).unwrap_or(entry.len());
    let found = NOTE.find(entry).filter(|note| note.start() > 0 && note.start() < outside);
    found.map_or(entry, |note| entry.get(..note.start()).unwrap_or(entry))
}

/// Whether what stands in brackets behind a name is no post: a time, a number, "remotely".
fn is_note(bracket: &str) -> bool {
    let time = bracket.contains(|c: char| c.is_ascii_digit());
    let words = || bracket.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty());
    let told = words().any(|w| {
        let word = w.to_lowercase();
        matches!(word.as_str(), "arrived" | "left" | "joined" | "from" | "until" | "till" | "except" | "item" | "part")
    });
    let afar = words().all(|w| lexicon::tags(w).has_any(Tags::WHERE) || matches!(w, "in" | "by" | "call"));
    told || afar || time && words().count() <= 2
}

/// An entry without what stands in brackets, and that.
fn brackets(entry: &str) -> (String, Vec<String>) {
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
    let inside = inside.into_iter().map(|s| s.trim().to_owned()).filter(|s| !s.is_empty()).collect();
    (outside.trim().to_owned(), inside)
}
