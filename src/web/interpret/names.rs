//! Who and which body a question names: only people, offices, committees and councils that the record knows.

use super::text::Token;
use record::text::slug;

/// What the record calls people and bodies.
#[derive(Debug, Clone, Default)]
pub struct Names {
    people: Vec<Vec<String>>,
    offices: Vec<Office>,
    bodies: Vec<Body>,
}

#[derive(Debug, Clone)]
struct Office {
    printed: String,
    words: Vec<String>,
}

#[derive(Debug, Clone)]
struct Body {
    name: String,
    sort: Sort,
    /// The words of each of its names.
    names: Vec<Vec<String>>,
}

/// Which filter takes a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// Anything that meets.
    Committee,
    /// An authority.
    Council,
}

/// Somebody, or some body, that a question names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// Words that a person's name, or an office, has in the record; and how many people or offices they mean.
    Who {
        /// The words, as a filter takes them.
        words: String,
        /// How many in the record are called so.
        count: usize,
        /// Whether it is a name, not an office.
        is_person: bool,
    },
    /// Somebody with a title whom the record does not know.
    Nobody,
    /// A committee or council.
    Body {
        /// The filter.
        sort: Sort,
        /// The name, or the words that several names have.
        words: String,
        /// How many in the record are called so.
        count: usize,
    },
}

/// Titles before names.
const TITLES: &[&str] = &[
    "cllr",
    "cllrs",
    "councillor",
    "councilor",
    "councilmember",
    "alderman",
    "alderwoman",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "baroness",
    "rev",
    "reverend",
    "canon",
    "senator",
    "deputy",
    "trustee",
    "supervisor",
];

/// Titles that stand before names alone.
const SHORT_TITLES: &[&str] = &["cllr", "cllrs", "mr", "mrs", "ms", "dr", "prof", "rev"];

/// Words that, alone or together, are no office of anybody's.
const ANYBODY: &[&str] = &["member", "committee", "council", "councillor", "officer", "of", "the"];

/// Nouns without which words are no office.
const POSTS: &[&str] = &[
    "adviser",
    "advisor",
    "attorney",
    "auditor",
    "chair",
    "chairman",
    "chairperson",
    "chairwoman",
    "chancellor",
    "chief",
    "clerk",
    "commissioner",
    "convener",
    "convenor",
    "coordinator",
    "director",
    "engineer",
    "executive",
    "governor",
    "head",
    "headteacher",
    "holder",
    "inspector",
    "leader",
    "librarian",
    "manager",
    "marshal",
    "mayor",
    "member",
    "minister",
    "officer",
    "planner",
    "president",
    "principal",
    "registrar",
    "secretary",
    "solicitor",
    "speaker",
    "superintendent",
    "surveyor",
    "treasurer",
    "vice-chair",
    "vice-chairman",
    "vice-president",
    "whip",
];

/// Nouns that so many bodies share that alone they name none. Others (board, panel, scrutiny) name those that have them.
const BODY_NOUNS: &[&str] = &[
    "association",
    "authority",
    "body",
    "borough",
    "city",
    "committee",
    "community",
    "council",
    "county",
    "district",
    "group",
    "meeting",
    "municipal",
    "parish",
    "royal",
    "select",
    "sub-committee",
    "subcommittee",
    "team",
    "town",
    "township",
];

/// Nouns of bodies that name some alone.
const TELLING_NOUNS: &[&str] =
    &["assembly", "board", "cabinet", "commission", "executive", "forum", "panel", "partnership", "scrutiny", "trust"];

/// Words that say which meeting is meant: alone they name no body, whatever a heading (“NEXT MEETING”) was taken for.
const WHICH_MEETING: &[&str] =
    &["annual", "extraordinary", "first", "general", "last", "monthly", "next", "ordinary", "previous", "special"];

/// Nouns of bodies that are nobody's surname: who seems to be called so was misread, and “the committee” is not them.
const NO_SURNAMES: &[&str] = &["cabinet", "committee", "council", "meeting", "panel", "sub-committee", "subcommittee"];

/// Words that make no difference to a name.
const LINKS: &[&str] = &["the", "a", "an", "of", "for", "and", "to", "in", "on", "at", "with", "amp"];

impl Names {
    /// Adds a person under each form of the name.
    pub fn add_person<'a>(&mut self, forms: impl IntoIterator<Item = &'a str>) {
        for form in forms {
            let words = words_of(form);
            let from = words.iter().take_while(|word| TITLES.contains(&word.as_str())).count();
            let name = words[from..].to_vec();
            let is_body = name.last().is_none_or(|surname| NO_SURNAMES.contains(&surname.as_str()));
            if name.iter().any(|word| word.chars().count() > 1) && !is_body && !self.people.contains(&name) {
                self.people.push(name);
            }
        }
    }

    /// Adds an office.
    pub fn add_office(&mut self, printed: &str) {
        let words = words_of(printed);
        if !words.is_empty() && !self.offices.iter().any(|office| office.words == words) {
            self.offices.push(Office { printed: printed.to_owned(), words });
        }
    }

    /// Adds a committee or council with its other names.
    pub fn add_body<'a>(&mut self, sort: Sort, name: &'a str, also: impl IntoIterator<Item = &'a str>) {
        let is_name = |words: &Vec<String>| !words.iter().all(|word| WHICH_MEETING.contains(&word.as_str()));
        let names = std::iter::once(name).chain(also).map(words_of).filter(is_name).collect();
        self.bodies.push(Body { name: name.to_owned(), sort, names });
    }

    /// What the tokens begin with, and how many words say it: the longest reading; an office before a person, a person
    /// before a body.
    pub fn find(&self, tokens: &[Token]) -> Option<(Named, usize)> {
        let readings = [self.office(tokens), self.person(tokens), self.body(tokens)];
        let mut best: Option<(Named, usize)> = None;
        for (named, n) in readings.into_iter().flatten() {
            if best.as_ref().is_none_or(|(_, longest)| n > *longest) {
                best = Some((named, n));
            }
        }
        best.or_else(|| nobody(tokens))
    }

    /// `Cllr Okoro`, `Amina Okoro`, `A. Okoro`, `Okoro`.
    fn person(&self, tokens: &[Token]) -> Option<(Named, usize)> {
        let titles = tokens.iter().take_while(|token| token.is_any(TITLES)).count();
        let rest = &tokens[titles..];
        let longest = self.people.iter().map(|name| said_of(name, rest)).max().unwrap_or_default();
        if longest == 0 {
            return None;
        }
        let surnames: std::collections::BTreeSet<String> =
            self.people.iter().filter(|name| said_of(name, rest) == longest).map(|name| name.join(" ")).collect();
        Some((Named::Who { words: typed(&rest[..longest]), count: surnames.len(), is_person: true }, titles + longest))
    }

    /// `director`, `Director of Children's Services`, `cabinet member for housing`.
    fn office(&self, tokens: &[Token]) -> Option<(Named, usize)> {
        let mut best: Option<(&Office, usize)> = None;
        let mut count = 0;
        for office in &self.offices {
            let n = office.match_length(tokens);
            match best {
                Some((_, longest)) if n < longest => {}
                Some((_, longest)) if n == longest => count += 1,
                _ if n > 0 => {
                    best = Some((office, n));
                    count = 1;
                }
                _ => {}
            }
        }
        let (office, n) = best?;
        if is_initials_of(&tokens[0].typed, &office.words) {
            return (count == 1).then(|| (Named::Who { words: office.printed.clone(), count, is_person: false }, n));
        }
        let is_whole =
            n == tokens[..n].iter().zip(&office.words).filter(|(token, own)| slug(&token.word) == **own).count();
        let words = match is_whole && n > 1 && n == office.words.len() {
            true => office.printed.clone(),
            false => typed(&tokens[..n]),
        };
        Some((Named::Who { words, count, is_person: false }, n))
    }

    /// `planning` for the Planning Committee, where no other committee may be meant by it.
    pub fn body_in_short(&self, tokens: &[Token]) -> Option<Named> {
        let [token] = tokens else { return None };
        let word = slug(token.stem());
        let mut told = self.bodies.iter().filter(|body| body.sort == Sort::Committee && body.is_told_by(&word));
        let (first, more) = (told.next()?, told.next());
        more.is_none().then(|| Named::Body { sort: first.sort, words: first.name.clone(), count: 1 })
    }

    /// `Cabinet`, `planning committee`, `health scrutiny`, `HSC`.
    fn body(&self, tokens: &[Token]) -> Option<(Named, usize)> {
        let longest = self.bodies.iter().map(|body| body.match_length(tokens)).max().filter(|n| *n > 0)?;
        let called: Vec<&Body> = self.bodies.iter().filter(|body| body.match_length(tokens) == longest).collect();
        let (first, count) = (called.first()?, called.len());
        let words = match count {
            1 => first.name.clone(),
            // The same name in several councils, or words that several names have.
            _ if called.iter().all(|body| body.name == first.name) => first.name.clone(),
            _ => typed(&tokens[..longest]),
        };
        Some((Named::Body { sort: first.sort, words, count }, longest))
    }
}

impl Body {
    /// Whether a word is all that tells this body from others: “planning” of the Planning Committee.
    fn is_told_by(&self, word: &str) -> bool {
        let tells = |part: &&String| {
            let word = part.as_str();
            !LINKS.contains(&word) && !BODY_NOUNS.contains(&word) && !TELLING_NOUNS.contains(&word)
        };
        self.names.iter().any(|name| {
            let mut own = name.iter().filter(tells);
            name.len() > 1 && own.next().is_some_and(|part| same(part, word)) && own.next().is_none()
        })
    }
}

/// A title and a name that nobody in the record has.
fn nobody(tokens: &[Token]) -> Option<(Named, usize)> {
    let titles = tokens.iter().take_while(|token| token.is_any(TITLES)).count();
    // Behind a title that is short for one comes a name, however it is typed; “councillor allowances” are none.
    let is_short = titles > 0 && tokens[titles - 1].is_any(SHORT_TITLES);
    let is_name = tokens.get(titles).is_some_and(|token| is_short || token.typed.starts_with(char::is_uppercase));
    (titles > 0 && is_name).then_some((Named::Nobody, titles + 1))
}

/// How many of the first tokens say this name: whole, with initials, or the surname alone.
fn said_of(name: &[String], tokens: &[Token]) -> usize {
    let Some(surname) = name.last() else { return 0 };
    let is_surname = |token: &Token| !token.is_phrase && slug(token.stem()) == *surname;
    let matches = |part: &String, token: &Token| {
        let word = slug(token.stem());
        !token.is_phrase && (word == *part || (word.len() == 1 && part.starts_with(&word)))
    };
    for given in (0..name.len()).rev() {
        let from = name.len() - 1 - given;
        let all = name[from..].iter().zip(tokens).all(|(part, token)| matches(part, token));
        if tokens.len() > given && all && is_surname(&tokens[given]) {
            return given + 1;
        }
    }
    // A given name and the surname, with others left out between them.
    let first = name.first().filter(|_| name.len() > 2);
    match (first, tokens) {
        (Some(first), [given, last, ..]) if matches(first, given) && is_surname(last) => 2,
        _ => 0,
    }
}

impl Office {
    /// How many of the first tokens are words of this office, in its order, one of them a post.
    fn match_length(&self, tokens: &[Token]) -> usize {
        let (mut n, mut from, mut has_post) = (0, 0, false);
        let has_a_post = self.words.iter().any(|word| POSTS.contains(&word.as_str()));
        if has_a_post
            && tokens.first().is_some_and(|first| !first.is_phrase && is_initials_of(&first.typed, &self.words))
        {
            return 1;
        }
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| !token.is_phrase) {
            let word = slug(token.stem());
            // “Of the” may stand within an office, not before it nor behind it.
            let is_link = LINKS.contains(&word.as_str());
            if at > n + 2 || (at == 0 && is_link) {
                break;
            }
            if is_link {
                continue;
            }
            let whole = slug(&token.word);
            // “Vice chair” for the Vice-Chair.
            let joined = tokens.get(at + 1).map(|next| format!("{word}-{}", slug(next.stem())));
            let is_own = |own: &&String| **own == word || **own == whole || Some(*own) == joined.as_ref();
            if at < n {
                continue;
            }
            let Some(place) = self.words[from..].iter().position(|own| is_own(&own)) else { break };
            from += place + 1;
            let found = &self.words[from - 1];
            has_post |= POSTS.contains(&found.as_str());
            n = at + 1 + usize::from(Some(found) == joined.as_ref());
        }
        // “Any member”, “committee member”: a list of attendance may call everybody so.
        let is_anybody = tokens[..n].iter().all(|token| ANYBODY.contains(&slug(token.stem()).as_str()));
        if has_post && !is_anybody { n } else { 0 }
    }
}

impl Body {
    /// How many of the first tokens name this body: all of a name, enough of it to tell it from what many bodies are
    /// called, or its initials.
    fn match_length(&self, tokens: &[Token]) -> usize {
        self.names.iter().map(|name| self.match_length_of_name(name, tokens)).max().unwrap_or_default()
    }

    fn match_length_of_name(&self, name: &[String], tokens: &[Token]) -> usize {
        let Some(first) = tokens.first().filter(|token| !token.is_phrase) else { return 0 };
        if is_initials_of(&first.typed, name) {
            return 1;
        }
        let (mut n, mut own, mut nouns, mut is_telling) = (0, 0, 0, false);
        for (at, token) in tokens.iter().enumerate() {
            let word = slug(token.stem());
            let is_link = LINKS.contains(&word.as_str());
            if token.is_phrase || (at == 0 && is_link) {
                break;
            }
            if is_link && at > 0 {
                continue;
            }
            if !name.iter().any(|part| same(part, &word)) || n + 3 < at {
                break;
            }
            is_telling |= TELLING_NOUNS.contains(&word.as_str());
            match BODY_NOUNS.contains(&word.as_str()) {
                true => nouns += 1,
                false => own += 1,
            }
            n = at + 1;
        }
        let content: Vec<&String> = name.iter().filter(|word| !LINKS.contains(&word.as_str())).collect();
        let is_whole = own + nouns >= content.len() && n > 0;
        // A council is known by the name of its place, all of it: “school” is not the council of a primary school. Anything
        // else is known by a word of its own beside what it is.
        let of_place = content.iter().filter(|word| !BODY_NOUNS.contains(&word.as_str())).count();
        let is_place = self.sort == Sort::Council && own >= of_place;
        let is_enough = own > 0 && (nouns > 0 || is_telling || is_place);
        if is_whole || is_enough { n } else { 0 }
    }
}

/// Whether two words are one, whether or not they end in an `s`.
fn same(a: &str, b: &str) -> bool {
    a == b || a.trim_end_matches('s') == b.trim_end_matches('s')
}

/// `HSC` for Health Scrutiny Committee.
fn is_initials_of(typed: &str, name: &[String]) -> bool {
    let letters = |words: &mut dyn Iterator<Item = &String>| -> String {
        words.filter_map(|word| word.chars().next()).collect::<String>().to_uppercase()
    };
    let short = letters(&mut name.iter().filter(|word| !LINKS.contains(&word.as_str())));
    typed.len() >= 3 && (typed == short || typed == letters(&mut name.iter()))
}

/// The words of a name as they are compared: folded, without punctuation.
fn words_of(name: &str) -> Vec<String> {
    name.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '/' | '.' | '&'))
        .map(slug)
        .filter(|word| !word.is_empty())
        .collect()
}

/// The words as typed, without the mark of possession at their end.
fn typed(tokens: &[Token]) -> String {
    let word = |token: &Token| if token.is_mended() { token.word.clone() } else { token.typed.clone() };
    let words = tokens.iter().map(word).collect::<Vec<_>>().join(" ");
    let bare = ["'s", "’s", "'", "’"].iter().find_map(|end| words.strip_suffix(end));
    bare.map_or(words.clone(), str::to_owned)
}

/// Whether a word is a title before a name.
pub fn is_title(token: &Token) -> bool {
    token.is_any(TITLES)
}
