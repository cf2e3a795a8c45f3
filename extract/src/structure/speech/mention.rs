//! Where a sentence names or titles somebody, and how.

use super::name::Name;
use super::office::{self, Office, is_small};
use super::roster::{Found, Roster};
use super::words::Word;
use crate::lexicon::{Tags, is_honour, is_member_title, is_particle, is_title, tags};

/// Somebody as a sentence mentions them.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// In what manner.
    pub who: Who,
    /// Index of the first word after the mention and what stands in apposition to it.
    pub end: usize,
    /// The words, as printed.
    pub printed: String,
}

/// In what manner somebody is mentioned.
#[derive(Debug, Clone, PartialEq)]
pub enum Who {
    /// By name, perhaps with an office beside it.
    Name {
        /// The name.
        name: Name,
        /// The office, as printed.
        office: Option<String>,
        /// Whether nothing but the capitals says that it is a name.
        bare: bool,
    },
    /// By office.
    Office(Office),
    /// As the one in the chair.
    Chair,
    /// As the vice-chair.
    ViceChair,
    /// "The Councillor": the member who spoke last.
    TheCouncillor,
    /// "The officer": the officer who spoke last.
    TheOfficer,
    /// "He", "she", "they".
    Pronoun,
}

/// Every way in which the words from `at` on can mention somebody, the longest first.
pub fn mentions_at(words: &[Word], at: usize, text: &str, roster: &Roster) -> Vec<Mention> {
    let Some(first) = words.get(at) else { return Vec::new() };
    let make = |who: Who, end: usize| Mention { who, end, printed: printed(words, at, end, text) };
    let article = first.key == "the" || is_foreign_article(words, at);
    let (from, article) = if article && !first.is_closed() { (at + 1, true) } else { (at, false) };
    let Some(head) = words.get(from) else { return Vec::new() };
    // "Q21 The Chair: ...": the number of a question is of nobody's name or office.
    if head.key.strip_prefix('q').is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit())) {
        return Vec::new();
    }
    if !article && matches!(head.key.as_str(), "he" | "she" | "they") {
        return vec![make(Who::Pronoun, from + 1)];
    }
    if article
        && is_member_title(&head.key)
        && !head.key.ends_with('s')
        && !words.get(from + 1).is_some_and(Word::is_capital)
    {
        return vec![make(Who::TheCouncillor, from + 1)];
    }
    if article && matches!(head.key.as_str(), "officer" | "presenter") && !head.is_capital() {
        return vec![make(Who::TheOfficer, from + 1)];
    }
    if let Some((name, end)) = seated(words, at, roster) {
        return vec![make(Who::Name { name, office: None, bare: false }, end)];
    }
    let mut found = Vec::new();
    if let Some((name, end)) = titled(words, from, roster) {
        found.push(make(Who::Name { name, office: None, bare: false }, end));
        return found;
    }
    let styled = after_style(words, from);
    if styled > from {
        return offices(words, styled, text, roster).into_iter().map(|(who, end)| make(who, end)).collect();
    }
    if !article {
        found.extend(
            untitled(words, from, roster).map(|(name, end, bare)| make(Who::Name { name, office: None, bare }, end)),
        );
    }
    if article || (head.is_capital() && !is_small(&head.key)) {
        found.extend(offices(words, from, text, roster).into_iter().map(|(who, end)| make(who, end)));
    }
    found
}

/// "An Cathaoirleach", "Y Cadeirydd": the Irish and the Welsh article before an office.
fn is_foreign_article(words: &[Word], at: usize) -> bool {
    let article = matches!(words[at].key.as_str(), "an" | "y" | "yr" | "na");
    article && words.get(at + 1).is_some_and(|w| w.is_capital() && is_foreign_chair(&w.key))
}

/// Whether a word (folded) is the Irish or the Welsh for the chair, or for their deputy.
fn is_foreign_chair(word: &str) -> bool {
    matches!(word, "cathaoirleach" | "leas-chathaoirleach" | "cadeirydd" | "is-gadeirydd" | "dirprwy-gadeirydd")
}

/// "The Lord Bishop of Arden and Eden": somebody whom the list calls by a seat.
fn seated(words: &[Word], at: usize, roster: &Roster) -> Option<(Name, usize)> {
    let first = words.get(at).filter(|w| w.is_capital() || w.key == "the")?;
    roster.people.iter().filter(|p| p.display.contains(" of ")).find_map(|person| {
        let mut seat = person.display.split_whitespace().map(record::text::fold).peekable();
        let article = seat.next_if(|w| w == "the").is_some();
        let from = at + usize::from(article && first.key == "the");
        // "Lord Hale of Marlow" of whom the list says "Hale of Marlow".
        let titled = |w: &Word| is_title(&w.key) && seat.peek().is_some_and(|own| *own != w.key);
        let from = from + usize::from(words.get(from).is_some_and(titled));
        let seat: Vec<String> = seat.collect();
        let own = words.get(from..from + seat.len())?;
        let same = own.iter().zip(&seat).all(|(word, part)| word.key == *part);
        let whole = !own.iter().rev().skip(1).any(Word::is_closed);
        (same && whole && from + seat.len() > at + 1).then(|| (person.name.clone(), from + seat.len()))
    })
}

/// Words that stand before an office and after an article: "The Right Worshipful the Mayor", "His Worship the Mayor".
const STYLES: [&str; 12] = [
    "right",
    "rt",
    "most",
    "very",
    "worshipful",
    "worship",
    "hon",
    "honourable",
    "honorable",
    "honour",
    "honor",
    "excellency",
];

/// The word after a form of address before an office: "Mr Chairman", "Madam Mayor", "His Worship the Mayor", "The Right
/// Worshipful the Lord Mayor". The same word where none stands.
pub fn after_style(words: &[Word], at: usize) -> usize {
    let style = |w: &Word| {
        w.is_capital() && !w.is_closed() && (STYLES.contains(&w.key.as_str()) || matches!(&*w.key, "mr" | "madam"))
    };
    let theirs = words.get(at).is_some_and(|w| matches!(w.key.as_str(), "his" | "her" | "their"));
    let mut k = at + usize::from(theirs);
    while words.get(k).is_some_and(style) {
        k += 1;
    }
    if k == at + usize::from(theirs) {
        return at;
    }
    k += usize::from(words.get(k).is_some_and(|w| w.key == "the"));
    let office = |w: &Word| w.is_capital() && tags(&w.key).has_any(Tags::HEAD | Tags::OFFICE_TITLE | Tags::POST);
    if words.get(k).is_some_and(office) { k } else { at }
}

/// "Councillor Mrs. P. Marrow", "Mr R C Pell".
fn titled(words: &[Word], at: usize, roster: &Roster) -> Option<(Name, usize)> {
    let mut k = at;
    while words.get(k).is_some_and(|w| is_title(&w.key) && w.is_capital() && !w.after.contains(',')) {
        k += 1;
    }
    if k == at {
        return None;
    }
    let end = name_end(words, k);
    // "An Hon. Member", "Mr Chairman": no name, unless the list has somebody who is called so.
    let named = (k + 1..=end)
        .filter_map(|e| Name::parse(&joined(words, at, e)))
        .any(|name| matches!(roster.named(&name, None), Found::One(_)));
    if !named && words.get(k).is_some_and(is_no_surname) {
        return None;
    }
    (at + 1..=end)
        .rev()
        .filter(|&e| e > k)
        .filter_map(|e| Some((Name::parse(&joined(words, at, e))?, e)))
        .find(|(name, _)| matches!(roster.named(name, None), Found::One(_)))
        .or_else(|| {
            let end = (k..end).find(|&i| office::is_head(&words[i].key) && i > k).unwrap_or(end);
            let end =
                words[k..end].iter().position(|w| roster_office_begins(w)).filter(|&i| i > 0).map_or(end, |i| k + i);
            (end > k).then(|| Name::parse(&joined(words, at, end)).map(|n| (n, end))).flatten()
        })
}

/// Whether a word behind a title is an office, or stands for somebody, and is nobody's name.
fn is_no_surname(word: &Word) -> bool {
    let known = tags(&word.key);
    let office = known.has_any(Tags::HEAD | Tags::OFFICE_TITLE) && !known.has(Tags::NAME);
    office || matches!(word.key.as_str(), "gentleman" | "gentlemen" | "friend" | "baronet" | "sir" | "madam")
}

/// Most spaces between the words of a name, as justified print has them.
const WIDEST_SPACE: usize = 2;

/// "Councillor Elm – And who pays?", "Elm / Oak": whether what stands between two words is no word, and parts them.
pub fn are_apart(word: &Word, next: &Word) -> bool {
    next.start > word.end + word.after.len() + next.before.len() + WIDEST_SPACE
}

/// Where a run of name words that begins at `from` ends.
pub fn name_end(words: &[Word], from: usize) -> usize {
    let mut k = from;
    while let Some(word) = words.get(k) {
        let inner = is_particle(word.text) && words.get(k + 1).is_some_and(Word::is_capital);
        if !(word.is_capital() || inner) || (k > from && !word.before.is_empty()) || k - from >= 5 {
            break;
        }
        k += 1;
        let honoured = word.has_comma() && words.get(k).is_some_and(|w| is_honour(w.text));
        if word.possessive
            || word.after.contains('/')
            || words.get(k).is_some_and(|next| are_apart(word, next))
            || (word.is_closed() && !honoured)
        {
            break;
        }
    }
    k
}

/// Names without a title: those that the roster knows, short forms of the list, and two or three capitalised words.
fn untitled(words: &[Word], at: usize, roster: &Roster) -> Option<(Name, usize, bool)> {
    let head = &words[at];
    if let Some(i) = roster.short(head.text) {
        return Some((roster.people[i].name.clone(), at + 1, false));
    }
    if !head.is_capital() {
        return None;
    }
    let end = name_end(words, at);
    for e in (at + 2..=end).rev() {
        let name = Name::parse(&joined(words, at, e))?;
        if matches!(roster.named(&name, None), Found::One(_)) && name.given.first().is_some_and(|g| g.len() > 1) {
            return Some((name, e, false));
        }
    }
    let alone = Name::parse(head.text)?;
    let first_name = |i: usize| {
        let known = &roster.people[i].name;
        known.given.is_empty() && !roster.people[i].member || known.given.first() == Some(&alone.surname)
    };
    if end == at + 1 && matches!(roster.named(&alone, None), Found::One(i) if first_name(i)) {
        return Some((alone, at + 1, false));
    }
    let like_a_name = (2..=3).contains(&(end - at)) && words[at..end].iter().all(|w| is_name_word(w));
    like_a_name.then(|| Name::parse(&joined(words, at, end)).map(|n| (n, end, true))).flatten()
}

/// Whether a capitalised word can be part of a person's name rather than of a body's or a thing's.
fn is_name_word(word: &Word) -> bool {
    let letters = word.text.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\'' || c == '’');
    let shouted = word.text.len() > 1 && word.text.chars().all(char::is_uppercase);
    let time = crate::structure::dates::is_calendar_word(&word.key);
    // "Report on Progress Mr Elm": with a title a name begins.
    let title = is_title(&word.key) && !tags(&word.key).has(Tags::NAME);
    letters && !shouted && !time && !title && !tags(&word.key).has_any(Tags::NOT_NAME | Tags::HEAD)
}

/// Offices: "Corporate Director of Adult Services", "Executive Member for Growth, Councillor Marrow".
fn offices(words: &[Word], at: usize, text: &str, roster: &Roster) -> Vec<(Who, usize)> {
    // "Finally, Director Marrow noted": a small word before a comma begins no office.
    if words.get(at).is_some_and(|w| w.has_comma() && tags(&w.key).has(Tags::SMALL)) {
        return Vec::new();
    }
    let mut k = at;
    let mut cuts = Vec::new();
    while let Some(word) = words.get(k) {
        let known = is_of_office(&word.key, roster);
        let fits = word.is_capital() || is_small(&word.key) || (k > at && known) || is_small_office(words, at, k);
        if !fits || (k > at && word.before.contains('(') && !word.after.contains(')')) || k - at > 24 {
            break;
        }
        // "Succession - the Chairman": a dash that stands alone ends what stands before it.
        let apart =
            k > at && [" - ", " – ", " — "].iter().any(|dash| text[words[k - 1].end..word.start].contains(dash));
        // "Motion by Trustee Ann Elm", "Report by the Clerk": whose it is stands behind "by".
        if apart || (k > at && (word.key == "by" || word.key == "the" && words[k - 1].has_comma())) {
            break;
        }
        if k > at && is_title(&word.key) && word.is_capital() {
            if let Some((name, end)) = titled(words, k, roster) {
                let office = joined(words, at, k);
                if !Office::parse(&office).has_head() {
                    break;
                }
                return vec![(Who::Name { name, office: Some(office), bare: false }, end)];
            }
            // "The Chief Constable said": a rank before a name, and here the head of an office.
            if !office::is_head(&word.key) {
                break;
            }
        }
        k += 1;
        if word.possessive && !known_office_word(words, k, roster) {
            break;
        }
        if word.after.contains([';', ':', '.', '?']) && word.text.len() > 2 {
            break;
        }
        if word.has_comma() {
            cuts.push(k);
        }
    }
    cuts.push(k);
    cuts.dedup();
    cuts.iter().rev().filter_map(|&end| office_of(words, at, end)).collect()
}

/// Whether a word stands in the office of somebody whom the paper knows.
fn is_of_office(word: &str, roster: &Roster) -> bool {
    roster.people.iter().any(|p| p.offices.iter().any(|(_, office)| office.has(word)))
}

/// "the chairman", "the vice chairperson", "the deputy mayor": an office without capitals.
fn is_small_office(words: &[Word], at: usize, k: usize) -> bool {
    let rank = |i: usize| words.get(i).is_some_and(|w| matches!(w.key.as_str(), "vice" | "deputy" | "acting"));
    // "the members" hold no office together.
    let head = |i: usize| words.get(i).is_some_and(|w| office::is_head(&w.key) && !w.key.ends_with('s'));
    k == at && (head(k) || rank(k) && head(k + 1)) || k == at + 1 && rank(at) && head(k)
}

fn known_office_word(words: &[Word], k: usize, roster: &Roster) -> bool {
    words.get(k).is_some_and(|w| w.is_capital() || is_of_office(&w.key, roster))
}

/// The office that these words are, small words at their end left out.
fn office_of(words: &[Word], at: usize, end: usize) -> Option<(Who, usize)> {
    let end = (at..end).rev().find(|&i| !is_small(&words[i].key))? + 1;
    let printed = joined(words, at, end);
    let office = Office::parse(&printed);
    let lower = record::text::fold(&printed);
    let of_this_meeting = |rest: &str| {
        let rest = rest.trim_start_matches([',', ' ']);
        [
            "",
            "of the committee",
            "of the meeting",
            "of the panel",
            "of the board",
            "of the council",
            "of the sub-committee",
            "of council",
            "of the committee's",
            "of the cabinet",
        ]
        .contains(&rest)
    };
    for (word, who) in [("vice", Who::ViceChair), ("chair", Who::Chair)] {
        if lower.starts_with(word) {
            let rest = lower.trim_start_matches("vice").trim_start_matches(['-', ' ']);
            let rest = ["chairman", "chairwoman", "chairperson", "chair"].iter().find_map(|c| rest.strip_prefix(c));
            if rest.is_some_and(of_this_meeting) {
                return Some((who, end));
            }
        }
    }
    if end == at + 1 && is_foreign_chair(&lower) {
        let deputy = lower.contains('-');
        return Some((if deputy { Who::ViceChair } else { Who::Chair }, end));
    }
    let vague = [
        "member",
        "councillor",
        "student",
        "resident",
        "partner",
        "professional",
        "chief",
        "worker",
        "executive",
        "statutory",
    ];
    if end == at + 1 && vague.contains(&words[at].key.as_str()) {
        return None;
    }
    (office.has_head() && !is_plural(&words[end - 1]) && !is_plural(&words[at])).then_some((Who::Office(office), end))
}

/// "Officers", "Governors", "Members": several, not one.
fn is_plural(word: &Word) -> bool {
    word.key.ends_with('s') && !word.key.ends_with("ss") && office::is_head(&word.key)
}

/// Words with which an office begins that follows a name without a comma.
fn roster_office_begins(word: &Word) -> bool {
    matches!(
        word.key.as_str(),
        "executive"
            | "cabinet"
            | "lead"
            | "chair"
            | "vice-chair"
            | "corporate"
            | "deputy"
            | "assistant"
            | "leader"
            | "portfolio"
            | "interim"
            | "service"
            | "strategic"
            | "senior"
    )
}

/// The words from `at` to `end` with their inner punctuation, as names and offices are parsed from.
fn joined(words: &[Word], at: usize, end: usize) -> String {
    let mut out = String::new();
    for (i, word) in words[at..end].iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        out.push_str(word.text);
        if word.possessive && i + at + 1 < end {
            out.push_str("'s");
        }
        // What is behind "O" tells an initial from the beginning of an Irish surname.
        if word.text.len() < 3 && word.after.starts_with(['.', '\'', '’']) {
            out.extend(word.after.chars().next());
        }
        if i + at + 1 < end && word.has_comma() {
            out.push(',');
        }
    }
    out
}

/// The printed words from `at` to `end`.
pub fn printed(words: &[Word], at: usize, end: usize, text: &str) -> String {
    let last = &words[end - 1];
    let stop = if last.possessive { last.start + last.text.len() } else { last.end };
    text[words[at].start..stop].split_whitespace().collect::<Vec<_>>().join(" ")
}
