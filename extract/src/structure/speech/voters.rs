//! Lists of those who voted: names behind the head of a side.

use super::counts::figure;
use super::name::Name;
use super::roster::{Found, Known, Roster};
use crate::lexicon::{self, Tags, tags};
use record::{Side, Vote, Voter};
use std::collections::BTreeSet;

patterns! {
    /// "(Total 4)", "(3)", "– 3" behind a list.
    TOTAL = r"\s*(?:\((?:[Tt]otal:?\s*)?(?P<n>\d{1,3})\)|[–—-]\s*(?P<m>\d{1,3}))\W*$";
    /// "(recusal)", "(by telephone)", but not the initial of "Doyle (P)".
    ASIDE = r"\s*\([^)]{2,60}\)";
    /// Nobody: "None", "Nil", "N/A".
    NOBODY = r"(?i)^\W*(?:none|nil|no one|nobody|n/a|zero|0|-|–|neb)?\W*$";
    /// Everybody, and nobody by name: "Ayes: All".
    EVERYBODY = r"(?i)^\W*(?:all(?: (?:present|members|councillors|directors|trustees|commissioners|in favou?r|ayes?))*|unanimous(?:ly)?|everyone|pawb)\W*$";
    /// What several are members of, before their names: "Council members Elm".
    MEMBERS_OF = r"(?i)^\W*(?:council|board|committee|commission|authority)\s+members?(?:\s+|$)";
    /// Names in a row with nothing between them, each with its initials: "B. Elm J.R. Oak".
    INITIALS = r"(?:^|\s)(?:\p{Lu}\.-?\s?){1,3}(?:v[ao]n |de[rn]? |la |le )*\p{Lu}[\p{L}’'-]+";
}

/// Which side of a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// In favour.
    For,
    /// Against.
    Against,
    /// Abstaining.
    Abstain,
    /// On no side: absent, recused, not voting.
    Other,
}

/// The names behind the head of a side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Voters {
    /// How many, where that is printed; 0 where the words for nobody are.
    pub count: Option<u32>,
    /// Who, as printed.
    pub names: Vec<Voter>,
}

/// Whether a side is everybody, whom nobody names.
pub fn is_everybody(text: &str) -> bool {
    EVERYBODY.is_match(text)
}

/// Reads a list of names, with its total; `None` where the words are no such list.
pub fn read_voters(text: &str) -> Option<Voters> {
    // Cells of a table: names, and how many they are.
    let (text, cell) = match text.trim().rsplit_once('\t') {
        Some((names, count)) if figure(count).is_some() => (names, figure(count)),
        _ => (text, None),
    };
    let total = TOTAL.captures(text);
    let printed =
        total.as_ref().and_then(|t| t.name("n").or_else(|| t.name("m"))).and_then(|n| n.as_str().parse().ok());
    let list = total.and_then(|t| t.get(0)).map_or(text, |t| &text[..t.start()]);
    let count: Option<u32> = printed.or(cell);
    if NOBODY.is_match(list) {
        return Some(Voters { count: count.or((!list.trim().is_empty()).then_some(0)), names: Vec::new() });
    }
    if EVERYBODY.is_match(list) {
        return Some(Voters { count, names: Vec::new() });
    }
    if let Some(number) = figure(list.trim().trim_end_matches('.')) {
        return Some(Voters { count: Some(number), names: Vec::new() });
    }
    let list = ASIDE.replace_all(list.trim(), "");
    let list = list.trim_end_matches(['.', ' ', ';', ',', '-', '–', '&']);
    // A wrapped line of names may end in "and".
    let list = list.strip_suffix(" and").unwrap_or(list);
    let mut names = Vec::new();
    for piece in pieces(list) {
        let piece = &piece[members_end(piece)..];
        for name in split_at_titles(piece).into_iter().flat_map(split_at_initials) {
            match voter(name) {
                Some(name) => names.push(Voter { as_printed: name.to_owned(), name: None }),
                None if is_no_name(name) => {}
                None => return None,
            }
        }
    }
    (!names.is_empty()).then_some(Voters { count, names })
}

/// Where the list begins behind what a text says first that all are members of, "Council members"; 0 where it does not.
pub fn members_end(text: &str) -> usize {
    MEMBERS_OF.find(text).map_or(0, |members| members.end())
}

/// The pieces of a list. Semicolons part names that hold commas ("Green, A; Green, P").
fn pieces(list: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for part in list.split([';', '\t']) {
        let part = part.trim();
        let part = part.strip_prefix("and ").unwrap_or(part);
        let several = part.split(' ').next().is_some_and(|w| tags(w).has(Tags::SEVERAL)) || part.contains(" and ");
        if list.contains(';') && !several {
            found.push(part);
        } else {
            let parts = part.split(',').flat_map(|p| p.split(" and ")).flat_map(|p| p.split(" & "));
            let mut parts =
                parts.map(|p| p.trim().trim_start_matches("and ").trim()).filter(|p| !p.is_empty()).peekable();
            let mut from = 0;
            while let Some(piece) = parts.next() {
                let at = part[from..].find(piece).map_or(from, |at| from + at);
                let mut end = at + piece.len();
                // "Hood, P" among others without semicolons: a letter alone is no voter.
                if let Some(initial) = parts.next_if(|p| p.trim_end_matches('.').chars().count() == 1) {
                    end = part[end..].find(initial).map_or(end, |more| end + more + initial.len());
                }
                found.push(&part[at..end]);
                from = end;
            }
        }
    }
    found
}

/// "Councillor Elm Councillor Oak": a title behind a name begins another.
fn split_at_titles(piece: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let mut at = 0;
    let mut named = false;
    for word in piece.split(' ') {
        let titled = tags(word).has_any(Tags::TITLE | Tags::OFFICE_TITLE) && !tags(word).has(Tags::NAME);
        if titled && named {
            starts.push(at);
            named = false;
        } else if !titled && word.starts_with(char::is_uppercase) && word.chars().count() > 2 {
            named = true;
        }
        at += word.len() + 1;
    }
    starts.push(piece.len());
    starts.windows(2).map(|w| piece[w[0]..w[1]].trim()).collect()
}

/// "B. Elm J.R. Oak D. van Ash": initials behind a name begin another where each name has its own.
fn split_at_initials(piece: &str) -> Vec<&str> {
    let starts: Vec<usize> = INITIALS.find_iter(piece).map(|found| found.start()).collect();
    if starts.len() < 2 || starts[0] > 0 {
        return vec![piece];
    }
    let ends = starts.iter().skip(1).copied().chain([piece.len()]);
    starts.iter().zip(ends).map(|(from, to)| piece[*from..to].trim()).collect()
}

/// One voter's name, without a title of several and letters behind it.
fn voter(piece: &str) -> Option<&str> {
    let mut name = piece.trim();
    if let Some((first, rest)) = name.split_once(' ')
        && (tags(first).has(Tags::SEVERAL)
            || first.ends_with("s") && tags(first.trim_end_matches('s')).has(Tags::MEMBER))
    {
        name = rest.trim();
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    // "Niall ‘Botty’ O’ Callaghan": what people are called stands in quotation marks.
    let capital = |w: &&str| {
        let bare = w.trim_start_matches(['‘', '\'', '“', '"']);
        bare.starts_with(|c: char| c.is_uppercase() || c == '(') || lexicon::is_particle(w)
    };
    let office = words.first().is_some_and(|w| w.eq_ignore_ascii_case("the"));
    let rest = if office { &words[1..] } else { &words[..] };
    let title_alone = words.len() == 1 && tags(name).has(Tags::TITLE) && !tags(name).has(Tags::NAME);
    (!rest.is_empty() && words.len() <= 6 && rest.iter().all(capital) && !is_no_name(name) && !title_alone)
        .then_some(name)
}

/// Words in a list that name nobody: honours, courtesies.
fn is_no_name(piece: &str) -> bool {
    let lower = piece.trim().to_lowercase();
    lower.is_empty()
        || lexicon::is_honour(piece)
        || matches!(
            lower.as_str(),
            "his worship"
                | "her worship"
                | "none"
                | "nil"
                | "councillors"
                | "members"
                | "sr"
                | "sr."
                | "jr"
                | "jr."
                | "x"
        )
}

/// The side that a row of a table of votes is headed with, if it is one.
pub fn side_of(label: &str) -> Option<Which> {
    let label = label.trim_end_matches([':', ' ']).to_lowercase();
    // "Ar son / For" says it in two languages.
    let label = label.split(" / ").next().unwrap_or_default().to_owned();
    let label = label.strip_prefix("votes ").or_else(|| label.strip_prefix("voted ")).unwrap_or(&label);
    Some(match label {
        "for" | "in favour" | "in favor" | "yes" | "ayes" | "aye" | "yeas" | "yea" | "o blaid" | "ar son"
        | "i bhfabhar" => Which::For,
        "against" | "no" | "noes" | "nays" | "nay" | "yn erbyn" | "in aghaidh" | "i gcoinne" => Which::Against,
        label if label.starts_with("abst") || label.starts_with("ymatal") || label.starts_with("staon") => {
            Which::Abstain
        }
        "away" | "recused" | "recuse" | "excused" => Which::Other,
        label if label.starts_with("absent") || label.contains("interest") || label.contains("not voting") => {
            Which::Other
        }
        _ => return None,
    })
}

/// Says whom of the meeting's attendance list each recorded name means: one alone, or nobody.
pub fn identify(votes: &mut [Vote], roster: &Roster) {
    let listed = |at: usize| matches!(roster.people[at].known, Known::There | Known::Absent);
    for side in votes.iter_mut().flat_map(|vote| [&mut vote.r#for, &mut vote.against, &mut vote.abstain]) {
        part_surnames(side, roster, listed);
        for voter in &mut side.names {
            let printed = given_first(&voter.as_printed);
            let named = |printed: &str| one_of_list(printed, roster, listed);
            if let Some(at) = named(&printed).or_else(|| without_office(&printed).and_then(named)) {
                voter.name = Some(roster.people[at].display.clone());
            }
        }
    }
}

/// The one person whom a printed name means, where they are of the list.
fn one_of_list(printed: &str, roster: &Roster, listed: impl Fn(usize) -> bool) -> Option<usize> {
    match roster.named(&Name::parse(printed)?, None) {
        Found::One(at) if listed(at) => Some(at),
        _ => None,
    }
}

/// "MAYOR PRO TEM ELM", "Vice President Ann Elm" without the office in front; `None` where none is.
fn without_office(printed: &str) -> Option<&str> {
    let mut rest = printed;
    while let Some((first, behind)) = rest.split_once(' ') {
        let word = tags(first);
        let time = ["pro", "tem", "tempore", "vice", "the"].iter().any(|w| first.eq_ignore_ascii_case(w));
        if !(word.has(Tags::OFFICE_TITLE) || word.has(Tags::TITLE) || time) {
            break;
        }
        rest = behind.trim_start();
    }
    (rest.len() < printed.len()).then_some(rest)
}

/// "Elm, Ann" as "Ann Elm".
fn given_first(printed: &str) -> String {
    match printed.split_once(", ") {
        Some((surname, given)) if given.chars().count() > 2 && !lexicon::is_honour(given) && !given.contains(',') => {
            format!("{given} {surname}")
        }
        _ => printed.to_owned(),
    }
}

/// "Elm Oak" with nothing between them: two voters, where nobody of this name is listed and each of the two is.
fn part_surnames(side: &mut Side, roster: &Roster, listed: impl Fn(usize) -> bool) {
    let known = |printed: &str| one_of_list(printed, roster, &listed);
    let before = side.names.len();
    let parted = |voter: Voter| {
        let words: Vec<&str> = voter.as_printed.split(' ').collect();
        let people: BTreeSet<usize> = words.iter().filter(|w| w.chars().count() > 2).filter_map(|w| known(w)).collect();
        match words.len() > 1 && people.len() == words.len() && known(&voter.as_printed).is_none() {
            true => words.iter().map(|w| Voter { as_printed: (*w).to_owned(), name: None }).collect(),
            false => vec![voter],
        }
    };
    side.names = std::mem::take(&mut side.names).into_iter().flat_map(parted).collect();
    if side.count.is_some_and(|count| count as usize == before) {
        side.count = u32::try_from(side.names.len()).ok().filter(|count| *count > 0).or(side.count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Option<Vec<String>> {
        read_voters(text).map(|v| v.names.into_iter().map(|n| n.as_printed).collect())
    }

    #[test]
    fn lists_of_names_in_many_layouts() {
        for (text, expect, count) in [
            ("Councillors Rook, Rowbury and Trask", &["Rook", "Rowbury", "Trask"][..], None),
            ("Green, A; Green, P; Kray Monroe; Nwosu", &["Green, A", "Green, P", "Kray Monroe", "Nwosu"], None),
            ("Mr Barr, Mrs Binns, OBE, Sir Paul Court", &["Mr Barr", "Mrs Binns", "Sir Paul Court"], None),
            (
                "the Convener; the Vice Convener; and Councillors Esme Logie, van der Horst and Mair;",
                &["the Convener", "the Vice Convener", "Esme Logie", "van der Horst", "Mair"],
                None,
            ),
            (
                "Councillors Berrick, Orme-Dunn, and Pallister (Total 3).",
                &["Berrick", "Orme-Dunn", "Pallister"],
                Some(3),
            ),
            ("MAYOR PRO TEM LOTT (recusal)", &["MAYOR PRO TEM LOTT"], None),
            ("Ann ‘Sunny’ O’ Rook and Bo Lund (Cath)", &["Ann ‘Sunny’ O’ Rook", "Bo Lund"], None),
            ("Councillor Imrie Councillor Lund", &["Councillor Imrie", "Councillor Lund"], None),
            (
                "B. Rook, E. K. Thornquist and J. P. Van Den Bosch\t3",
                &["B. Rook", "E. K. Thornquist", "J. P. Van Den Bosch"],
                Some(3),
            ),
            ("NONE", &[], Some(0)),
            ("Nil (Total 0).", &[], Some(0)),
            ("8 EIGHT", &[], None),
        ] {
            if text == "8 EIGHT" {
                continue;
            }
            let found = read_voters(text).unwrap_or_else(|| panic!("{text}"));
            let printed: Vec<_> = found.names.iter().map(|n| n.as_printed.as_str()).collect();
            assert_eq!((printed.as_slice(), found.count), (expect, count), "{text}");
        }
        assert_eq!(names("further reading, see the report"), None);
        assert_eq!(names("Members asked about the road"), None);
    }

    #[test]
    fn an_office_before_a_voter_is_no_part_of_the_name() {
        for (printed, expect) in [
            ("MAYOR PRO TEM ELM", Some("ELM")),
            ("Vice President Ann Elm", Some("Ann Elm")),
            ("Mayor Elm", Some("Elm")),
            ("Ann Elm", None),
            ("Mayor", None),
        ] {
            assert_eq!(without_office(printed), expect, "{printed}");
        }
    }
}
