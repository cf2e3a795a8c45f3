//! The name of a body in the words of a line, without what stands around it: dates, places, words for the meeting.

use super::welsh::is_in_another_tongue;
use crate::lexicon::{self, Tags};
use crate::structure::dates;
use crate::structure::names::{self, names_a_body, names_a_council, normalised};
use crate::structure::people::is_post_word;

patterns! {
    /// A word for something that meets, where the sentence says that it does: wider than for a line on its own.
    MEETS = r"(?i)\b(?:committees?|sub-?committee|cabinet|councils?|boards?|panels?|forum|executive|commission|authority|assembly|parliament|senate|trustees|directors|governors)\b";
    /// More such words.
    MEETS_TOO = r"(?i)\b(?:group|party|partnership|body|plenary|association|society|jury|tribunal|bench|court|league|federation|congress|district|township|convention|synod|spc|jpc|cyngor|pwyllgor|bwrdd|comhairle|coiste|ceantar|bord)\b";
    /// What ends the name of a place and not of a body.
    VENUE = r"(?i)\b(?:chambers?|rooms?|halls?|hut|offices?|buildings?|house|street|road|lane|avenue|drive|square|cent(?:re|er)|theatre|library|school|church|chapel|hotel|club|zoom|teams|webex|online|remotely|suite|floor)\W*$";
    /// A part of an administration, which meets nobody.
    DEPARTMENT = r"(?i)\b(?:department|directorate|division|secretariat|unit|bureau|services?|office)\W*$|\bdepartment\b.*\b(?:of|disposition)\b";
    /// What stands before a name: "Special", "April", "3rd", "Proceedings of the".
    BEFORE = r"(?i)^(?:(?:proceedings|minutes|notes|record|evidence|business)\s+(?:of|at|from)\s+|(?:the|a|an|of)\s+|(?:\d+(?:st|nd|rd|th)?|no\.?\s*\d+|[a-z]+(?:first|second|third))\s+|(?:(?:annual|ordinary|extraordinary|regular|scheduled|monthly|quarterly|weekly|inaugural|virtual|remote|online|emergency|additional|adjourned|reconvened|draft|approved|unapproved|confirmed)|(?:january|february|march|april|may|june|july|august|september|october|november|december))\s+(?:and\s+)?)+";
    /// What stands behind it: "Special Meeting", "Minutes", "Meeting 3", "(LCDC)".
    BEHIND = r"(?i)[\s,(–—-]*(?:\b(?:regular|special|ordinary|extraordinary|annual|general|monthly|draft|action|summary|public|online)\b[\s,-]*)*\b(?:meetings?|minutes|sessions?|sittings?|agenda|proceedings|hearing|workshop)\b[\s)]*(?:no\.?\s*)?\d*[\s)]*$";
    /// Words for the sort of meeting that are left behind a name: "Elm Parish Council Annual".
    SORT = r"(?i)\b(?P<noun>council|committee|board|panel)(?:\s+(?:annual|ordinary|special|extraordinary|planning|budget|general|monthly|regular|public|study|work|working|closed))+$";
    /// A sort of meeting before the word for what meets and nothing else: "Special Board", of "SPECIAL BOARD MEETING".
    SPECIAL = r"(?i)^special\s+(?P<name>(?:(?:city|town|county|parish|village)\s+)?(?:board|council))$";
    /// A part of a meeting to which nobody is let in: "Executive Session 6:45pm" names no executive.
    BEHIND_DOORS = r"(?i)^(?:executive|closed)\s+sessions?\b";
    /// "Board of Director's".
    POSSESSIVE = r"(?i)(?P<word>director|trustee|governor|commissioner)(?:s['’]|['’]s)$";
    /// Where and when, behind a name.
    HELD = r"(?i)\s+(?:was\s+)?held\b.*$";
    /// A month that is left behind a name when its year is taken off.
    MONTHS = r"(?i)[\s,]+(?:january|february|march|april|may|june|july|august|september|october|november|december)$";
    /// An abbreviation in brackets, or one that is the whole name or its end.
    SHORT = r"\s*\([A-Z][A-Z&]{1,6}\)\s*$";
    ACRONYM = r"(?:^|\s)(?P<letters>[A-Z]{2,6})$";
    /// One whose committee it is: "EMRA Committee".
    OWNER = r"^(?P<letters>[A-Z]{3,6})\s+(?i:committee|board|council|executive)$";
}

/// Longest name, in words.
const WORDS: usize = 14;

/// A line and, where it has a dash, what stands before it.
pub fn parts<'l>(line: &&'l str) -> impl Iterator<Item = &'l str> {
    let line: &'l str = line;
    let dashes = [" - ", " – ", " — "].iter().filter_map(|d| line.split_once(d));
    let dash = dashes.map(|(before, _)| before).min_by_key(|before| before.len());
    dash.into_iter().chain([line]).map(str::trim)
}

/// The body that a line names which has nothing else on it.
pub fn alone(lines: &[&str]) -> Option<String> {
    let mut names = lines.iter().flat_map(parts).filter_map(|line| {
        let short = line.split_whitespace().count() <= WORDS && !line.ends_with('.') && !line.contains(':');
        let name = name_in(line, line).filter(|_| short && !is_person(line))?;
        let council = names_a_council(&name) && distinctive(&name);
        ((names_a_body(&name) || is_in_another_tongue(&name)) && !council).then_some(name)
    });
    let first = names.next()?;
    // Bilingual heads: the English name is the one that other papers have too.
    if is_in_another_tongue(&first) {
        names.find(|name| !is_in_another_tongue(name)).or(Some(first))
    } else {
        Some(first)
    }
}

/// A line that lists somebody with a post is no name of a body: "Ann Elm, Clerk to the Council".
fn is_person(line: &str) -> bool {
    let post = |rest: &str| rest.split_whitespace().any(is_post_word) && !names_a_body(rest.trim());
    line.contains('\t') || line.split_once(',').is_some_and(|(_, rest)| post(rest))
}

/// The name of a body inside the words that a form gave: without dates, places and words for the meeting.
/// `line` is the line that they stand in: an abbreviation is a name only where the line has small letters.
pub fn name_in(words: &str, line: &str) -> Option<String> {
    let letters = |name: &str| is_acronym(name) && !names::is_all_caps(line);
    let mut name = words.trim().trim_matches(['*', '"', '“', '”', '_', '#']).trim().to_owned();
    if BEHIND_DOORS.is_match(&name) || BEHIND_DOORS.is_match(line) && !name.contains(' ') {
        return None;
    }
    if let Some(date) = dates::find(&name).first() {
        let before: String = name.chars().take(date.start).collect();
        // "2015-10-23 Data Panel Meeting".
        let behind = || name.chars().skip(date.end).collect();
        name = if before.chars().any(char::is_alphabetic) { before } else { behind() };
    }
    if let Some(held) = HELD.find(&name).map(|found| found.start()) {
        name.truncate(held);
    }
    let name = segments(&name).or_else(|| letters(&name).then(|| name.clone()))?;
    let name = without_lead(&name);
    let name = SHORT.replace(&name, "").into_owned();
    let name = without_meeting(name);
    let name = SPECIAL.replace(&name, "${name}").into_owned();
    // An abbreviation is no word in capitals.
    let name = if name.contains(' ') || !letters(&name) { normalised(&name) } else { name };
    let count = name.split_whitespace().count();
    // Bodies are printed with capitals, or altogether without: "the parish council".
    let capitals = name.split_whitespace().all(is_name_word);
    let small = count <= 4 && !name.chars().any(char::is_uppercase);
    let name = if small { names::title_case(&name) } else { name };
    let report = name.starts_with("Report ") || name.starts_with("REPORT ");
    let plain = !report
        && (capitals || small)
        && !name.contains(['|', '…', '@', ':', '\t'])
        && !is_venue(&name)
        && !is_department(&name);
    let cut = name.ends_with(" and") || name.ends_with(" of");
    ((1..=WORDS).contains(&count) && plain && !cut && (meets(&name) || letters(&name))).then_some(name)
}

/// Whether a word can stand in a name printed with capitals: "Elm board" has its common noun in small letters.
fn is_name_word(word: &str) -> bool {
    names::starts_upper(word) || names::is_small(word) || word.starts_with('(') || surely_meets(word)
}

/// Whether a name is or ends in an abbreviation; "AGM" is a sort of meeting and no body.
fn is_acronym(name: &str) -> bool {
    let sort = |letters: &str| ["AGM", "EGM", "APM", "ACM", "GM"].contains(&letters);
    // "FINAL" and "DRAFT" are words in capitals.
    acronym(name).is_some_and(|letters| !sort(letters) && !lexicon::tags(letters).has(Tags::NOT_NAME))
}

/// A name without the words for a meeting behind it, as long as a name is left: "Elm Board Meeting Minutes".
pub fn without_meeting(mut name: String) -> String {
    while let Some(at) = BEHIND.find(&name).map(|tail| tail.start()) {
        let short = name.get(..at).unwrap_or_default();
        if !(meets(short) || is_acronym(short)) {
            break;
        }
        name = short.to_owned();
    }
    // "Board of Directors' Board Meeting".
    if let Some(short) = name.strip_suffix(" Board").or(name.strip_suffix(" BOARD")).filter(|short| meets(short)) {
        name = POSSESSIVE.replace(short, "${word}s").into_owned();
    }
    name = MONTHS.replace(&name, "").into_owned();
    let end = SORT.captures(&name).and_then(|found| found.name("noun")).map(|noun| noun.end());
    end.and_then(|end| name.get(..end)).map_or(name.clone(), str::to_owned)
}

/// Whether a name has a word for something that meets.
pub fn meets(name: &str) -> bool {
    surely_meets(name) || MEETS_TOO.is_match(name)
}

/// Whether it has a word that is of nothing else.
pub fn surely_meets(name: &str) -> bool {
    MEETS.is_match(name)
}

/// Whether a name is of a place and not of a body.
pub fn is_venue(name: &str) -> bool {
    VENUE.is_match(name)
}

/// Whether a name is of a part of an administration.
pub fn is_department(name: &str) -> bool {
    DEPARTMENT.is_match(name)
}

/// The letters in which a name ends, or of which it is made.
pub fn acronym(name: &str) -> Option<&str> {
    Some(ACRONYM.captures(name)?.name("letters")?.as_str())
}

/// The letters of whoever has the committee that a name is: "EMRA Committee".
pub fn owner_in_short(name: &str) -> Option<&str> {
    Some(OWNER.captures(name)?.name("letters")?.as_str())
}

/// A name without what stands before it: "Special", "Minutes of the".
pub fn without_lead(name: &str) -> String {
    BEFORE.replace(name, "").into_owned()
}

/// The parts between commas that belong to the name: up to and with the first that has a word for a body. "Children,
/// Young People and Families Committee, Council Chamber" ends before the chamber.
fn segments(name: &str) -> Option<String> {
    let mut name_so_far = String::new();
    for part in name.split(',') {
        if !name_so_far.is_empty() {
            name_so_far.push(',');
        }
        name_so_far.push_str(part);
        if meets(part) {
            return Some(name_so_far.trim().to_owned());
        }
    }
    (!name.contains(',')).then(|| name.trim().to_owned())
}

/// "COUNTY COUNCIL" alone is a meeting of the council; a council's own name has a place in it.
pub fn distinctive(name: &str) -> bool {
    let generic = ["county", "city", "borough", "district", "parish", "town", "metropolitan", "council", "full", "the"];
    name.split_whitespace().any(|w| !generic.contains(&w.to_lowercase().as_str()))
}
