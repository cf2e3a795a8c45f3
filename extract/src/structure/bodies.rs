//! Council and committee as a head names them: never a venue, a street, a department or the purpose of the meeting.
//!
//! What "Minutes of a meeting of ..." says goes before a line that only looks like a name. A name needs a word for
//! something that meets; what stands around it (dates, places, "special meeting of", the name of the council) is taken
//! off. The forms stand in `rules/bodies.toml`.

mod completed;
mod name;
mod welsh;

use super::names::{self, names_a_body, names_a_council, normalised};
use super::{dates, top};
use crate::content::Block;
use crate::lexicon::{self, Tags};
use crate::rules::rules;
use name::{
    acronym, alone, distinctive, is_department, is_venue, meets, name_in, owner_in_short, parts, surely_meets,
    without_lead, without_meeting,
};
use welsh::in_english;

rules! { BODIES = "bodies.toml"; }

patterns! {
    /// A club, society or company that is the whole of what met: "Minutes of the Elm Rowing Club, Inc. Oakton".
    CLUB = r"(?i)^(?:(?:draft|approved)\s+)?minutes\s+(?:of|for)\s+(?:the\s+)?(?P<name>\S.{3,60}?\b(?:club|society|union|guild|fellowship|foundation|trust))\b(?:,?\s+inc\b|\s*[,.]|\s*$)";
    /// The name of an association: more than the word for it.
    SOCIETY = r"(?i)^\S.*\s(?:association|society|senate|league|federation|union|group|network|partnership)$";
    /// A name where only the name of what met can stand.
    CALLED = r"(?i)^(?:(?:draft|approved)\s+)?minutes\s+of\s+(?:the\s+)?(\S.{3,60}?)\s+(?:annual\s+|general\s+|committee\s+)*(?:meeting|agm|egm)\b|^(\S.{3,60}?)[\s:–—-]+(?:(?:annual|general|monthly|agm|egm|meeting|draft)\s+)*minutes\b";
}

patterns! {
    /// What a council is called where all of it meets.
    WHOLE = r"(?i)^(?:the\s+)?(?:full|whole)\s+(?:(?:parish|town|city|county|borough|district|community)\s+)?council$";
    /// A meeting that is of no body: all electors, or all members, are asked to it.
    ASSEMBLY = r"(?i)\b(?P<name>annual\s+(?:parish|town|general|electors['’]?)\s+(?:meeting|assembly))\b|\b(?P<short>AGM)\b";
}

/// Lines of a head in which the paper says what sort of meeting it was.
const TITLE_LINES: usize = 4;

/// Most words of such a line.
const TITLE_WORDS: usize = 24;

/// Council and committee as a head names them. `known` is the council's name as its source gives it.
pub fn find_bodies(blocks: &[Block], end: usize, known: Option<&str>) -> (Option<String>, Option<String>) {
    let head = top::lines(blocks);
    let all: Vec<&str> = head.iter().filter(|l| !l.item).map(|l| l.text.as_str()).collect();
    // Behind the head stand the lists of those present, with the bodies that sent them.
    let lines: Vec<&str> = head.iter().filter(|l| !l.item && l.at < end).map(|l| l.text.as_str()).collect();
    let council = lines.iter().flat_map(parts).find_map(|line| {
        let name = name_in(line, line).unwrap_or_else(|| normalised(line));
        let plain = !name.contains(',') && !is_department(&name);
        (plain && names_a_council(&name) && distinctive(&name) && !is_venue(&name)).then_some(name)
    });
    let committee = first_named(&all, &["told", "met"])
        .or_else(|| first_named(&lines, &["line", "agenda"]))
        .or_else(|| alone(&lines));
    let committee = committee.map(|name| completed::complete(name, &lines, blocks));
    let committee = committee.or_else(|| called(&lines)).map(|name| expanded(name, blocks));
    let councils = [council.as_deref(), known];
    let council_told = committee.as_ref().filter(|name| names_a_council(name) && distinctive(name)).cloned();
    let council = council.clone().or_else(|| council_told.clone());
    let committee = committee.map(|name| councils.iter().flatten().fold(name, |name, council| without(&name, council)));
    let committee = committee.or_else(|| assembly(&lines));
    // A parish council is itself what meets.
    let committee = committee.or_else(|| council.clone()).or_else(|| society(&lines));
    (council, committee.map(in_english))
}

/// An association that stands alone on one of the first lines, where nothing else names what met: "ELM LAKE ASSOCIATION"
/// above "Minutes, 3 May 2021".
fn society(lines: &[&str]) -> Option<String> {
    const WORDS: usize = 8;
    lines.iter().take(TITLE_LINES).find_map(|line| {
        let plain =
            line.split_whitespace().count() <= WORDS && !line.contains([':', ',', '.']) && SOCIETY.is_match(line);
        name_in(line, line).filter(|_| plain)
    })
}

/// What meets where the paper names nobody: the council itself, by the sort of members that it lists.
pub fn whole_council(blocks: &[Block], council: Option<&str>) -> Option<String> {
    let place = |name: &str| ["township", "district"].iter().any(|w| name.to_lowercase().contains(w));
    if let Some(name) = council.filter(|name| surely_meets(name) || (meets(name) && !place(name))) {
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

/// The body that a form names.
fn first_named(lines: &[&str], forms: &[&str]) -> Option<String> {
    for what in forms {
        for line in lines {
            let found = BODIES.all_matches(line).filter(|m| m.rule.gives == *what);
            if let Some(name) = found.filter_map(|m| m.group("body").and_then(|body| name_in(body, line))).next()
                && (*what != "line" || names_a_body(&name) || surely_meets(&name) || !names::is_all_caps(line))
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
    lines.iter().enumerate().find_map(|(at, line)| {
        let club = || CLUB.captures(line).and_then(|found| found.name("name"));
        let called = Some(line)
            .filter(|_| at < TITLE_LINES)
            .and_then(|line| CALLED.captures(line))
            .and_then(|found| found.iter().flatten().nth(1));
        let words = called.or_else(club)?.as_str();
        if words.contains(',') {
            return None;
        }
        let words = dates::find(words).first().map_or(words.to_owned(), |d| words.chars().take(d.start).collect());
        let words = words.trim_matches(|c: char| !c.is_alphanumeric() && c != ')').to_owned();
        let name = without_lead(&without_meeting(words));
        let words: Vec<&str> = name.split_whitespace().collect();
        let own = words.iter().any(|w| !lexicon::tags(w).has_any(Tags::NOT_NAME | Tags::MONTH | Tags::WEEKDAY));
        let printed = words.iter().all(|w| names::starts_upper(w) || names::is_small(w));
        ((2..=8).contains(&words.len()) && own && printed && !is_department(&name)).then(|| normalised(&name))
    })
}

/// "Annual Parish Meeting", "Annual General Meeting": what meets where the head names no body for it.
fn assembly(lines: &[&str]) -> Option<String> {
    let short = lines.iter().take(TITLE_LINES).filter(|line| line.split_whitespace().count() <= TITLE_WORDS);
    let found = short.filter_map(|line| ASSEMBLY.captures(line)).next()?;
    let printed = found.name("name").map_or("Annual General Meeting", |name| name.as_str());
    Some(names::title_case(&printed.to_lowercase()))
}

/// The council's own name where a paper only says "Parish Council": one body, whether or not a head repeats the place.
pub fn in_full(name: String, council: Option<&str>) -> String {
    // "Full Council" is the council itself, told from its committees.
    if let Some(council) = council.filter(|c| names_a_council(c) && WHOLE.is_match(&name)) {
        return council.to_owned();
    }
    let ends = |council: &&str| record::text::fold(council).ends_with(&format!(" {}", record::text::fold(&name)));
    let whole = council.filter(|c| !distinctive(&name) && names_a_council(c)).filter(ends);
    whole.map_or(name.clone(), str::to_owned)
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
    let Some(letters) = acronym(&name).or(owner_in_short(&name)).map(str::to_owned) else { return name };
    let written = top::head(blocks).find_map(|(_, b)| written_out(top::clip(&b.text, 600), &letters));
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
            (vec!["City of Elm", "City Council Study Session Minutes"], Some("City of Elm"), Some("City Council")),
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
                vec!["ELMTON PARISH COUNCIL", "Minutes of the Annual Parish Meeting held on Wednesday 9 May, 2018"],
                Some("Elmton Parish Council"),
                Some("Annual Parish Meeting"),
            ),
            (vec!["The AGM was held on Thursday 13th February 2014."], None, Some("Annual General Meeting")),
            (
                vec!["Minutes of the Annual Meeting of Elmton Parish Council"],
                Some("Elmton Parish Council"),
                Some("Elmton Parish Council"),
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
            (vec!["ELM LAKE ASSOCIATION", "Minutes – May 3rd, 2021"], None, Some("Elm Lake Association")),
            (vec!["University of Elm", "Faculty Senate", "Minutes of May 3, 2021"], None, Some("Faculty Senate")),
            (vec!["SPECIAL BOARD MEETING", "The Board of Directors met."], None, Some("Board of Directors")),
            (vec!["Minutes of the Elm Rowing Club, Inc. Oakton"], None, Some("Elm Rowing Club")),
            (vec!["Board of Selectmen", "May 3, 2021", "Executive Session 6:45pm"], None, Some("Board of Selectmen")),
            (
                vec!["ELM MILL RESIDENTS' ASSOCIATION", "Minutes of the EMRA Committee meeting"],
                None,
                Some("Elm Mill Residents' Association Committee"),
            ),
            (vec!["MINUTES OF AGM", "MONDAY 6 OCTOBER 2025"], None, Some("Annual General Meeting")),
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
            let read = find_bodies(&blocks, blocks.len(), None);
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
    fn the_full_council_is_the_council() {
        for (name, council, expect) in [
            ("Full Council", Some("Elm County Council"), "Elm County Council"),
            ("Full Town Council", Some("Elm Town Council"), "Elm Town Council"),
            ("Full Council", None, "Full Council"),
            ("Full Board", Some("Elm County Council"), "Full Board"),
            ("Parish Council", Some("Elm Parish Council"), "Elm Parish Council"),
        ] {
            assert_eq!(in_full(name.to_owned(), council), expect);
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
