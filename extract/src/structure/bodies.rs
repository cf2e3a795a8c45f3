//! Council and committee as a head names them: never a venue, a street, a department or the purpose of the meeting.
//!
//! What "Minutes of a meeting of ..." says goes before a line that only looks like a name. A name needs a word for
//! something that meets; what stands around it (dates, places, "special meeting of", the name of the council) is taken
//! off. The forms stand in `rules/bodies.toml`.

mod completed;
mod welsh;

use super::names::{self, names_a_body, names_a_council, normalised};
use super::{dates, top};
use crate::content::Block;
use crate::lexicon::{self, Tags};
use crate::rules::rules;
use welsh::{in_english, is_in_another_tongue};

rules! { BODIES = "bodies.toml"; }

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
    SORT = r"(?i)\b(?P<noun>council|committee|board|panel)(?:\s+(?:annual|ordinary|special|extraordinary|planning|budget|general|monthly|regular|public))+$";
    /// "Board of Director's".
    POSSESSIVE = r"(?i)(?P<word>director|trustee|governor|commissioner)(?:s['’]|['’]s)$";
    /// A name where only the name of what met can stand.
    CALLED = r"(?i)^(?:(?:draft|approved)\s+)?minutes\s+of\s+(?:the\s+)?(\S.{3,60}?)\s+(?:annual\s+|general\s+|committee\s+)*(?:meeting|agm|egm)\b|^(\S.{3,60}?)[\s:–—-]+(?:(?:annual|general|monthly|agm|egm|meeting|draft)\s+)*minutes\b";
    /// Where and when, behind a name.
    HELD = r"(?i)\s+(?:was\s+)?held\b.*$";
    /// A month that is left behind a name when its year is taken off.
    MONTHS = r"(?i)[\s,]+(?:january|february|march|april|may|june|july|august|september|october|november|december)$";
    /// An abbreviation in brackets, or one that is the whole name or its end.
    SHORT = r"\s*\([A-Z][A-Z&]{1,6}\)\s*$";
    ACRONYM = r"(?:^|\s)(?P<letters>[A-Z]{2,6})$";
}

/// Longest name, in words.
const WORDS: usize = 14;

/// Council and committee as a head names them. `known` is the council's name as its source gives it.
pub fn read(blocks: &[Block], end: usize, known: Option<&str>) -> (Option<String>, Option<String>) {
    let head = top::lines(blocks);
    let all: Vec<&str> = head.iter().filter(|l| !l.item).map(|l| l.text.as_str()).collect();
    // Behind the head stand the lists of those present, with the bodies that sent them.
    let lines: Vec<&str> = head.iter().filter(|l| !l.item && l.at < end).map(|l| l.text.as_str()).collect();
    let council = lines.iter().flat_map(parts).find_map(|line| {
        let name = name_in(line, line).unwrap_or_else(|| normalised(line));
        let plain = !name.contains(',') && !DEPARTMENT.is_match(&name);
        (plain && names_a_council(&name) && distinctive(&name) && !VENUE.is_match(&name)).then_some(name)
    });
    let committee =
        told(&all, &["told", "met"]).or_else(|| told(&lines, &["line", "agenda"])).or_else(|| alone(&lines));
    let committee = committee.map(|name| completed::completed(name, &lines, blocks));
    let committee = committee.or_else(|| called(&lines)).map(|name| expanded(name, blocks));
    let councils = [council.as_deref(), known];
    let council_told = committee.as_ref().filter(|name| names_a_council(name) && distinctive(name)).cloned();
    let council = council.clone().or_else(|| council_told.clone());
    let committee = committee.map(|name| councils.iter().flatten().fold(name, |name, council| without(&name, council)));
    // A parish council is itself what meets.
    (council.clone(), committee.or(council).map(in_english))
}

/// What meets where the paper names nobody: the council itself, by the sort of members that it lists.
pub fn whole_council(blocks: &[Block], council: Option<&str>) -> Option<String> {
    let place = |name: &str| ["township", "district"].iter().any(|w| name.to_lowercase().contains(w));
    if let Some(name) = council.filter(|name| MEETS.is_match(name) || (MEETS_TOO.is_match(name) && !place(name))) {
        return Some(name.to_owned());
    }
    council?;
    let spoken = |words: &[&str]| {
        let has = |b: &Block| words.iter().any(|w| b.text.contains(w));
        blocks.iter().take(60).any(has)
    };
    let named = [
        (&["Councillor", "Cllr", "Councilmember", "Alderman", "Mayor"][..], "Council"),
        (&["Commissioner"][..], "Commission"),
        (&["Trustee", "Director", "Supervisor"][..], "Board"),
    ];
    let named = named.iter().find(|(words, _)| spoken(words)).map(|(_, name)| (*name).to_owned());
    // What names no body at all is filed under whoever published it.
    named.or_else(|| council.map(str::to_owned))
}

/// A line and, where it has a dash, what stands before it.
fn parts<'l>(line: &&'l str) -> impl Iterator<Item = &'l str> {
    let line: &'l str = line;
    let dashes = [" - ", " – ", " — "].iter().filter_map(|d| line.split_once(d));
    let dash = dashes.map(|(before, _)| before).min_by_key(|before| before.len());
    dash.into_iter().chain([line]).map(str::trim)
}

/// The body that a form names.
fn told(lines: &[&str], forms: &[&str]) -> Option<String> {
    for what in forms {
        for line in lines {
            let found = BODIES.all_matches(line).filter(|m| m.rule.gives == *what);
            if let Some(name) = found.filter_map(|m| m.group("body").and_then(|body| name_in(body, line))).next()
                && (*what != "line" || names_a_body(&name) || MEETS.is_match(&name) || !names::is_all_caps(line))
            {
                return Some(name);
            }
        }
    }
    None
}

/// What a title puts between "Minutes of" and "Meeting", or before "Minutes", though no word in it says that it meets:
/// "Minutes of Elmton Village Hall Meeting", "Elmton Bowls - AGM Minutes".
fn called(lines: &[&str]) -> Option<String> {
    lines.iter().take(4).find_map(|line| {
        let (_, words) = CALLED.captures(line)?.iter().flatten().skip(1).map(|m| ((), m.as_str())).next()?;
        if words.contains(',') {
            return None;
        }
        let words = dates::find(words).first().map_or(words.to_owned(), |d| words.chars().take(d.start).collect());
        let words = words.trim_matches(|c: char| !c.is_alphanumeric() && c != ')').to_owned();
        let name = BEFORE.replace(&without_meeting(words), "").into_owned();
        let words: Vec<&str> = name.split_whitespace().collect();
        let own = words.iter().any(|w| !lexicon::tags(w).has_any(Tags::NOT_NAME | Tags::MONTH | Tags::WEEKDAY));
        let printed = words.iter().all(|w| names::starts_upper(w) || names::is_small(w));
        ((2..=8).contains(&words.len()) && own && printed && !DEPARTMENT.is_match(&name)).then(|| normalised(&name))
    })
}

/// The body that a line names which has nothing else on it.
fn alone(lines: &[&str]) -> Option<String> {
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
    let post = |rest: &str| rest.split_whitespace().any(super::people::is_post_word) && !names_a_body(rest.trim());
    line.contains('\t') || line.split_once(',').is_some_and(|(_, rest)| post(rest))
}

/// The name of a body inside the words that a form gave: without dates, places and words for the meeting.
/// `line` is the line that they stand in: an abbreviation is a name only where the line has small letters.
fn name_in(words: &str, line: &str) -> Option<String> {
    let acronym = |name: &str| is_acronym(name) && !names::is_all_caps(line);
    let mut name = words.trim().trim_matches(['*', '"', '“', '”', '_', '#']).trim().to_owned();
    if let Some(date) = dates::find(&name).first() {
        let before: String = name.chars().take(date.start).collect();
        // "2015-10-23 Data Panel Meeting".
        let behind = || name.chars().skip(date.end).collect();
        name = if before.chars().any(char::is_alphabetic) { before } else { behind() };
    }
    if let Some(held) = HELD.find(&name).map(|found| found.start()) {
        name.truncate(held);
    }
    let name = segments(&name).or_else(|| acronym(&name).then(|| name.clone()))?;
    let name = BEFORE.replace(&name, "").into_owned();
    let name = SHORT.replace(&name, "").into_owned();
    let name = without_meeting(name);
    // An abbreviation is no word in capitals.
    let name = if name.contains(' ') || !acronym(&name) { normalised(&name) } else { name };
    let count = name.split_whitespace().count();
    // Bodies are printed with capitals, or altogether without: "the parish council".
    let capitals = name.split_whitespace().all(is_name_word);
    let small = count <= 4 && !name.chars().any(char::is_uppercase);
    let name = if small { names::title_case(&name) } else { name };
    let report = name.starts_with("Report ") || name.starts_with("REPORT ");
    let plain = !report
        && (capitals || small)
        && !name.contains(['|', '…', '@', ':', '\t'])
        && !VENUE.is_match(&name)
        && !DEPARTMENT.is_match(&name);
    let cut = name.ends_with(" and") || name.ends_with(" of");
    ((1..=WORDS).contains(&count) && plain && !cut && (meets(&name) || acronym(&name))).then_some(name)
}

/// Whether a word can stand in a name printed with capitals: "Elm board" has its common noun in small letters.
fn is_name_word(word: &str) -> bool {
    names::starts_upper(word) || names::is_small(word) || word.starts_with('(') || MEETS.is_match(word)
}

/// Whether a name is or ends in an abbreviation; "AGM" is a sort of meeting and no body.
fn is_acronym(name: &str) -> bool {
    let letters = ACRONYM.captures(name).map(|found| found["letters"].to_owned());
    let sort = |letters: &str| ["AGM", "EGM", "APM", "ACM", "GM"].contains(&letters);
    // "FINAL" and "DRAFT" are words in capitals.
    letters.is_some_and(|letters| !sort(&letters) && !lexicon::tags(&letters).has(Tags::NOT_NAME))
}

/// A name without the words for a meeting behind it, as long as a name is left: "Elm Board Meeting Minutes".
fn without_meeting(mut name: String) -> String {
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

fn meets(name: &str) -> bool {
    MEETS.is_match(name) || MEETS_TOO.is_match(name)
}

/// The parts between commas that belong to the name: up to and with the first that has a word for a body. "Children,
/// Young People and Families Committee, Council Chamber" ends before the chamber.
fn segments(name: &str) -> Option<String> {
    let mut kept = String::new();
    for part in name.split(',') {
        if !kept.is_empty() {
            kept.push(',');
        }
        kept.push_str(part);
        if meets(part) {
            return Some(kept.trim().to_owned());
        }
    }
    (!name.contains(',')).then(|| name.trim().to_owned())
}

/// The council's own name where a paper only says "Parish Council": one body, whether or not a head repeats the place.
pub fn in_full(name: String, council: Option<&str>) -> String {
    let ends = |council: &&str| record::text::fold(council).ends_with(&format!(" {}", record::text::fold(&name)));
    let whole = council.filter(|c| !distinctive(&name) && names_a_council(c)).filter(ends);
    whole.map_or(name.clone(), str::to_owned)
}

/// "COUNTY COUNCIL" alone is a meeting of the council; a council's own name has a place in it.
fn distinctive(name: &str) -> bool {
    let generic = ["county", "city", "borough", "district", "parish", "town", "metropolitan", "council", "full", "the"];
    name.split_whitespace().any(|w| !generic.contains(&w.to_lowercase().as_str()))
}

/// A committee's name without the council's before or behind it, where a name is left.
fn without(name: &str, council: &str) -> String {
    let key = |word: &str| record::text::fold(word.trim_matches(|c: char| !c.is_alphanumeric()));
    let words: Vec<&str> = name.split_whitespace().collect();
    let of_council: Vec<String> = council.split_whitespace().map(key).collect();
    let n = of_council.len();
    if n == 0 || words.len() <= n {
        return name.to_owned();
    }
    let same = |part: &[&str]| part.iter().map(|w| key(w)).eq(of_council.iter().cloned());
    let rest = match (words.get(..n), words.get(words.len() - n..)) {
        (Some(first), _) if same(first) => words.get(n..).unwrap_or_default().join(" "),
        (_, Some(last)) if same(last) => words.get(..words.len() - n).unwrap_or_default().join(" "),
        _ => return name.to_owned(),
    };
    let mut rest = rest.trim_matches([' ', '-', '–', '—', ',']).to_owned();
    for tail in [" of the", " of", " for", " -", ","] {
        if let Some(short) = rest.strip_suffix(tail) {
            rest = short.to_owned();
        }
    }
    if meets(&rest) && rest.chars().next().is_some_and(char::is_uppercase) { rest } else { name.to_owned() }
}

/// A name that ends in an abbreviation which the paper writes out near its start: "LCDC" where a line of the head has
/// "Local Community Development Committee".
fn expanded(name: String, blocks: &[Block]) -> String {
    let Some(letters) = ACRONYM.captures(&name).map(|found| found["letters"].to_owned()) else { return name };
    let written = top::head(blocks).find_map(|(_, b)| written_out(super::evidence::clip(&b.text, 600), &letters));
    match written {
        Some(long) => name.replace(&letters, &long),
        None => name,
    }
}

/// The run of capitalised words whose first letters are these and that names a body.
fn written_out(text: &str, letters: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let initial = |word: &&str| word.chars().find(|c| c.is_alphabetic()).filter(|c| c.is_uppercase());
    (0..words.len()).find_map(|start| {
        let mut wanted = letters.chars().peekable();
        let mut run: Vec<&str> = Vec::new();
        for word in words.get(start..)?.iter().take(letters.len() * 2) {
            match initial(word) {
                Some(c) if wanted.peek() == Some(&c) => {
                    wanted.next();
                }
                None if !run.is_empty() && ["of", "and", "the", "for", "&", "on"].contains(word) => {}
                _ => return None,
            }
            run.push(word.trim_matches([',', '.', '(', ')', ':', ';']));
            if wanted.peek().is_none() {
                let name = names::normalised(&run.join(" "));
                return (run.len() > 1 && meets(&name)).then_some(name);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::heading;

    #[test]
    fn names_what_met_and_nothing_else() {
        for (lines, council, committee) in [
            (
                vec![
                    "MINUTES OF PROCEEDINGS AT SPECIAL MEETING OF ELMTON COUNTY COUNCIL HELD",
                    "IN COUNCIL CHAMBER MILL ROAD AND ONLINE, ON TUESDAY",
                ],
                Some("Elmton County Council"),
                Some("Elmton County Council"),
            ),
            (
                vec![
                    "MINUTES OF PROCEEDINGS AT SPECIAL MEETING OF ELMTON COUNTY COUNCIL, COUNCIL CHAMBER AND",
                    "ONLINE, ON TUESDAY, 19TH MARCH, 2024",
                ],
                Some("Elmton County Council"),
                Some("Elmton County Council"),
            ),
            (
                vec![
                    "MINUTES OF PROCEEDINGS AT ANNUAL MEETING OF THE SALT STRAND DISTRICT OF ELMTON",
                    "HELD IN THE COUNCIL CHAMBER, SALT STRAND",
                ],
                None,
                Some("Salt Strand District of Elmton"),
            ),
            (
                vec!["Minutes of the Parks Committee", "Held at the Scout Hut, Lower Green, at 7.30 pm"],
                None,
                Some("Parks Committee"),
            ),
            (
                vec!["MINUTES OF EVIDENCE", "TAKEN BEFORE THE LIGHTHOUSES COMMITTEE", "MONDAY 5 NOVEMBER 2007"],
                None,
                Some("Lighthouses Committee"),
            ),
            (
                vec!["TRANSCRIPT AND MINUTES OF THE PUBLIC HEARING OF THE TOLLS COMMITTEE", "Tuesday, 22 January 2019"],
                None,
                Some("Tolls Committee"),
            ),
            (
                vec![
                    "SUMMARY MINUTES OF ELM MILLS CITY COUNCIL",
                    "Old City Hall, City Council Chamber",
                    "700 Sawdust Drive",
                ],
                None,
                Some("Elm Mills City Council"),
            ),
            (
                vec![
                    "County Council Meeting 10.02.25",
                    "ELMTON COUNTY COUNCIL",
                    "Minutes of Meeting of Elmton County Council Held on Monday 10th February 2025",
                ],
                Some("Elmton County Council"),
                Some("Elmton County Council"),
            ),
            (
                vec!["CITY OF ELM", "ELM TOWNSHIP BOARD OF TRUSTEES MEETING", "March 9, 2022"],
                Some("City of Elm"),
                Some("Elm Township Board of Trustees"),
            ),
            (
                vec!["Elmton Parish Council – Ordinary Meeting Tuesday 3rd April 2018, 7.30pm Elmton Village Hall"],
                Some("Elmton Parish Council"),
                Some("Elmton Parish Council"),
            ),
            (
                vec!["Minutes of April Meeting of Elmton County Council held in the Council Chamber"],
                None,
                Some("Elmton County Council"),
            ),
            (
                vec![
                    "Elm City Local Community Development Committee, Corporate Affairs Directorate, City Hall",
                    "Minutes of LCDC Meeting 26th March 2026",
                ],
                None,
                Some("Local Community Development Committee"),
            ),
            (vec!["Minutes of the Open Spaces Committee held on Tuesday"], None, Some("Open Spaces Committee")),
            (
                vec!["HEXTON BOROUGH COUNCIL", "CABINET", "Minutes of the meeting held on 12 June 2018"],
                Some("Hexton Borough Council"),
                Some("Cabinet"),
            ),
            (vec!["MINUTES OF ELM PARISH COUNCIL PLANNING MEETING"], None, Some("Elm Parish Council")),
            (
                vec!["City Clerk's Department Disposition of Items, Minutes Council", "Wednesday, March 20, 2013"],
                None,
                None,
            ),
            (vec!["Board of Director’s Board Meeting Minutes", "June 12, 2025"], None, Some("Board of Directors")),
            (vec!["Plenary February, 2021-02-04"], None, Some("Plenary")),
            (vec!["MINUTES OF JUNE MEETING"], None, None),
            (vec!["MINUTES OF AGM", "MONDAY 6 OCTOBER 2025"], None, None),
            (vec!["Elm-Change board meeting minutes", "03 March 2020"], None, Some("Elm-Change board")),
            (vec!["2019-December Public Board Meeting"], None, Some("Public Board")),
            (
                vec!["Elmton and Dale Community Council held their meeting at 7.30pm on the 10th February 2016"],
                None,
                Some("Elmton and Dale Community Council"),
            ),
            (
                vec!["A regular meeting of the Township of Elm Council was held on Tuesday"],
                None,
                Some("Township of Elm Council"),
            ),
            (
                vec!["Children, Young People and Families Committee", "Minutes"],
                None,
                Some("Children, Young People and Families Committee"),
            ),
            (
                vec!["CYNGOR CYMUNED ELMFERCH", "COFNODION CYFARFOD 11eg MEDI 2019"],
                None,
                Some("Elmferch Community Council"),
            ),
            (vec!["Minutes of Elmton Village Hall Meeting 4th March 2021"], None, Some("Elmton Village Hall")),
            (vec!["Elmton Village Hall - AGM Minutes 4th March 2021"], None, Some("Elmton Village Hall")),
            (vec!["Minutes of Monthly Meeting 4th March 2021"], None, None),
            (vec!["Regular Meeting Minutes", "March 4, 2021"], None, None),
            (vec!["Meeting: Data Board", "Date: 4 March 2021"], None, Some("Data Board")),
            (
                vec!["MIONTUAIRISCÍ CHRUINNIÚ DE CHUID COMHAIRLE CHONTAE NA COILLE", "a tionóladh ar an 4 Márta 2021"],
                None,
                Some("Comhairle Chontae Na Coille"),
            ),
            (
                vec!["Elmton Residents' Association", "Minutes of committee meeting"],
                None,
                Some("Elmton Residents' Association Committee"),
            ),
            (
                vec!["Elm College District Board Meeting Minutes", "Roll of the Board of Trustees"],
                None,
                Some("Elm College District Board of Trustees"),
            ),
            (vec!["City Clerk's Department", "3 May 2021"], None, None),
            (vec!["Council Chamber, Mill Road", "3 May 2021"], None, None),
        ] {
            let blocks: Vec<Block> = lines.iter().map(|l| heading(l)).collect();
            let read = read(&blocks, blocks.len(), None);
            if council.is_some() {
                assert_eq!(read.0.as_deref(), council, "{lines:?}");
            }
            assert_eq!(read.1.as_deref(), committee, "{lines:?}");
        }
    }

    #[test]
    fn the_council_is_no_part_of_a_committees_name() {
        for (name, council, expect) in [
            ("Board of Directors Elm Fire District", "Elm Fire District", "Board of Directors"),
            ("Elm City Council Roads Committee", "Elm City Council", "Roads Committee"),
            ("Elm Township Board of Trustees", "Elm Township", "Board of Trustees"),
            ("Board of Trustees of the City of Elm", "City of Elm", "Board of Trustees"),
            ("Elm City Council", "Elm City Council", "Elm City Council"),
            ("Elm City Council Chamber", "Elm City Council", "Elm City Council Chamber"),
        ] {
            assert_eq!(without(name, council), expect);
        }
    }

    #[test]
    fn a_council_meets_by_the_name_of_its_members() {
        let blocks = [heading("Present: Mayor Elm and Councillors Oak and Yew")];
        assert_eq!(whole_council(&blocks, Some("Township of Elm")).as_deref(), Some("Council"));
        assert_eq!(whole_council(&blocks, Some("Elm Parish Council")).as_deref(), Some("Elm Parish Council"));
        assert_eq!(whole_council(&blocks, None), None);
        assert_eq!(whole_council(&[heading("Present: Ann Elm")], Some("NHS Elm")).as_deref(), Some("NHS Elm"));
    }
}
