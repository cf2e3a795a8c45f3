//! What words of a list can be: a title, initials, a part of a name, a post; and what a few of them together are.
//!
//! Everything here looks at print alone and takes nothing apart.

use crate::lexicon::{self, Tags, is_honour, is_particle, is_title};
use crate::structure::names::{is_all_caps, starts_upper};

/// Whether a word belongs to the vocabulary of posts and organisations, or is an abbreviation such as SEN or CCG.
pub fn is_post_word(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    lexicon::is_post_word(bare) || is_abbreviation(bare) || is_joined_post(bare)
}

/// "Clerk-Treasurer", "Director/Treasurer", "A/Director": all its parts are words of posts, or stand for "acting".
pub(super) fn is_joined_post(word: &str) -> bool {
    let mut parts = word.split(['-', '/', '–']).filter(|p| p.chars().count() > 1 || *p == "A").peekable();
    word.contains(['-', '/', '–']) && parts.peek().is_some() && parts.all(|p| p == "A" || lexicon::is_post_word(p))
}

/// SEN, CCG, NHS; not the initials "JR" of a person, which are two letters at most, nor the surname "MCALLEN".
fn is_abbreviation(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (3..=5).contains(&letters) && word.chars().all(|c| !c.is_lowercase()) && !is_honour(word)
}

/// "CEO", "CAO": the one abbreviation of an office that stands before a name as often as behind it.
pub(super) fn is_chief(word: &str) -> bool {
    matches!(word, "CEO" | "CAO" | "CFO" | "COO" | "CIO" | "CTO")
}

/// Whether words begin with "V." for "Vice" before the office of one who presides: "V. Chairman Jo Elm".
pub(super) fn is_vice(words: &[&str]) -> bool {
    let presides = |w: &str| {
        matches!(record::text::fold(w).as_str(), "chair" | "chairman" | "chairwoman" | "chairperson" | "president")
    };
    matches!(words, ["V." | "V", office, name, ..] if presides(office) && is_name_word(name))
}

/// Whether a piece is the office of a deputy and then a whole name: "Vice Chair Jo Elm", "Deputy Mayor K. Oak".
pub(super) fn is_deputy_and_name(piece: &str) -> bool {
    let words: Vec<&str> = piece.split_whitespace().collect();
    let lead = words.iter().take_while(|w| is_post_word(w) && !is_initials(w)).count();
    let deputy = words.first().is_some_and(|w| matches!(w.to_lowercase().as_str(), "vice" | "deputy"));
    deputy && lead > 1 && whole_name(&words[lead..].join(" "))
}

/// The title that a word is, in lower case.
pub(super) fn title(word: &str) -> Option<String> {
    let several = || lexicon::is_office_title(word) && lexicon::tags(word).has(Tags::SEVERAL);
    (is_title(word) || several()).then(|| record::text::fold(word.trim_end_matches(['.', ':'])))
}

/// Whether a text begins with a title and a name.
pub fn is_titled(text: &str) -> bool {
    if member_title(&text.split_whitespace().take(3).collect::<Vec<_>>()).is_some() {
        return true;
    }
    let mut words = text.split_whitespace().peekable();
    // "His Worship Mayor Elm": a form of address before the title.
    let styled = words.next_if(|w| matches!(*w, "His" | "Her" | "Their")).is_some();
    let styled = styled && words.next_if(|w| is_honorific(w)).is_some();
    let tags = words.next().map_or(Tags::NONE, lexicon::tags);
    let named = words.next().is_some_and(|w| is_name_word(w) && !is_no_name(w));
    named && (tags.has(Tags::TITLE) || tags.has(Tags::OFFICE_TITLE) && (styled || tags.has(Tags::MEMBER)))
}

/// Whether a word styles an office: "His Worship Mayor Elm".
pub fn is_honorific(word: &str) -> bool {
    const STYLES: [&str; 9] =
        ["Worship", "Honour", "Honor", "Excellency", "Lordship", "Ladyship", "Grace", "Royal", "Majesty"];
    STYLES.contains(&word.trim_end_matches(','))
}

/// Whether a text is a name with a first name or initials and nothing else.
pub fn whole_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().skip_while(|w| is_title(w) || is_post_word(w)).collect();
    let last = words.last().is_some_and(|w| !is_initials(w) && !w.ends_with(['-', ',']));
    // Among capitals "ANN" is no abbreviation.
    let shouted = words.len() > 1 && is_all_caps(text);
    let post = |w: &str| if shouted { lexicon::is_post_word(w) } else { is_post_word(w) };
    let named = |w: &&str| (is_name_word(w) || is_particle(w)) && !post(w) && !is_no_name(w);
    (2..=5).contains(&words.len()) && last && words.iter().all(named)
}

/// Whether every word of a text can be part of a name and none is of a post.
pub fn is_plain_name(text: &str) -> bool {
    let named = |w: &str| (is_name_word(w) || is_particle(w)) && (!is_post_word(w) || is_borne(w)) && !is_no_name(w);
    !text.trim().is_empty() && text.split_whitespace().all(named)
}

/// Whether a cell holds a person: a titled name, or a whole name before a bracket, dash or comma.
pub fn looks_like_one(cell: &str) -> bool {
    let name = cell.split(['(', '–', ',', ';']).next().unwrap_or_default();
    is_titled(cell) || whole_name(name.trim_end_matches(['.', ' ']))
}

/// Initials: `D.`, `A.M.`, `RW`, `J`.
pub(super) fn is_initials(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| *c != '.').peekable();
    letters.peek().is_some() && letters.clone().count() <= 3 && letters.all(char::is_uppercase)
}

/// Whether a piece is one word with a capital that is no initials.
pub(super) fn is_word_alone(piece: &str) -> bool {
    is_name_word(piece) && !piece.contains(' ') && !is_initials(piece)
}

/// Whether a word can be part of a name: an initial or a word with a capital and no digits.
pub(super) fn is_name_word(word: &str) -> bool {
    let bare = word.trim_matches([',', '.', ';', ':', '*', '“', '”', '"']);
    // "Ó hArgáin": Irish puts an h before the capital.
    let bare = bare.strip_prefix('h').filter(|rest| starts_upper(rest)).unwrap_or(bare);
    // "deVries": a particle that is written with its name.
    let joined = bare.find(char::is_uppercase).filter(|at| *at > 0 && is_particle(&bare[..*at]));
    let bare = joined.map_or(bare, |at| &bare[at..]);
    !bare.is_empty() && starts_upper(bare) && bare.chars().all(|c| c.is_alphabetic() || "'’.-‐–`´ʼ′".contains(c))
}

/// Whether a word with a capital opens no name: "None", "Apologies", "The".
pub(super) fn is_no_name(word: &str) -> bool {
    let tags = lexicon::tags(word);
    word.chars().filter(|c| c.is_alphabetic()).count() > 1
        && tags.has(Tags::NOT_NAME)
        && !tags.has_any(Tags::NAME | Tags::PARTICLE)
}

/// Whether a word is borne as a name although it is a post too: "Dean", "Ward".
pub(super) fn is_borne(word: &str) -> bool {
    lexicon::tags(word).has(Tags::NAME)
}

/// "Council Member Elm", "Board Members Elm and Oak": a title of two words before a name.
pub(super) fn member_title(words: &[&str]) -> Option<&'static str> {
    let [body, member, name, ..] = words else { return None };
    let one = match (*body, *member) {
        ("Council", "Member" | "member") => "councilmember",
        ("Council", "Members" | "members") => "councilmembers",
        ("Board" | "Committee" | "Commission" | "Panel", "Member" | "member") => "member",
        ("Board" | "Committee" | "Commission" | "Panel", "Members" | "members") => "members",
        _ => return None,
    };
    (is_name_word(name) && (is_borne(name) || !lexicon::is_post_word(name)) && !is_no_name(name)).then_some(one)
}

/// Whether a word ends the name of an organisation: "Eden County Council", "Arden Trust".
pub fn is_of_body(word: &str) -> bool {
    const MORE: [&str; 13] = [
        "trust",
        "college",
        "university",
        "foundation",
        "society",
        "ltd",
        "limited",
        "inc",
        "llp",
        "services",
        "department",
        "school",
        "township",
    ];
    let word = record::text::fold(word.trim_end_matches(['.', ',', ':']));
    lexicon::tags(&word).has(Tags::BODY) || MORE.contains(&word.as_str())
}

/// Whether a word is of a post or joins two such words.
pub(super) fn is_of_post(word: &str) -> bool {
    is_post_word(word) || matches!(word, "&" | "and" | "of" | "for" | "the" | "to" | "-" | "–" | "/")
}

/// Whether a word alone is an office and nobody's name: "Chair", "Clerk".
pub(super) fn is_office_alone(word: &str) -> bool {
    let tags = lexicon::tags(word);
    tags.has_any(Tags::HEAD | Tags::OFFICE_TITLE | Tags::TITLE | Tags::BODY) && !tags.has(Tags::NAME)
}

/// Whether a word belongs to how an office is styled: "the Right Honourable the Lord Mayor", "the High Sheriff".
pub(super) fn is_style(word: &str) -> bool {
    matches!(word, "Right" | "Honourable" | "Worshipful" | "High" | "Hon.")
}
