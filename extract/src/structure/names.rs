//! Names of councils and committees: one spelling for each, whatever the paper's capitals and quotes were.

patterns! {
    /// A word that says that something meets.
    BODY = r"(?i)\b(?:(?:sub-?\s?)?committee|cabinet|council|board|panel|forum|executive|commission|authority|assembly|trustees|directors|governors|parliament|plenary|spc|municipal\s+district|(?:user|steering|focus|advisory|liaison|reference|consultative)\s+group|working\s+(?:group|party)|task\s+(?:and\s+finish\s+)?group|advisory\s+group|partnership|governing\s+body|annual\s+parish\s+meeting|parish\s+meeting)\b";
    /// A council's own name.
    COUNCIL = r"(?i)\b(?:(?:county|city|borough|district|metropolitan|parish|town|community|london|royal|unitary|regional|combined|islands?)\s+)*(?:council|authority)$|^(?:the\s+)?(?:london|royal|metropolitan)?\s*(?:borough|city|county)\s+of\s+\w|^city\s+of\s+\w";
    /// What no name has in it: a verb, a label's colon, a signature's dots.
    ODD = r"[|…@:]|\.\.\.|(?i:^signed\b)|\bChair,|\b(?:held|was|were|will|is|are|has|had|would|agreed)\b";
    /// What a pack's metadata title says: `(Public Pack)Agenda Document for Cabinet, 13/03/2025 15:00`.
    PACK = r"(?i)^\((?:public|confidential|exempt|restricted)[^)]*\)\s*(?P<what>.*\bAgenda\s+(?:Document|Supplement)|.*?)\s+for\s+(?P<committee>[^,]+(?:,[^,]+)*),\s*(?P<date>\d{1,2}/\d{1,2}/\d{4})(?:\s+(?P<time>\d{1,2}[:.]\d{2}))?\s*$";
    /// What stands before a name: "Annual Meeting of the ...".
    LEAD = r"(?i)^(?:the\s+)?(?:(?:annual|ordinary|extraordinary|special|inaugural|virtual|remote)\s+)*(?:general\s+)?meeting\s+of\s+(?:the\s+)?";
    /// What a name ends in that is no part of it: "(Special Meeting)", "- Extraordinary Meeting", "Agenda Supplement".
    TAIL = r"(?i)\s*(?:[-–—(]\s*)?(?:extraordinary|special|annual|additional|budget|virtual|remote|informal)?\s*(?:general\s+|planning\s+)?\bmeeting\b\)?\s*$|\s*\b(?:a\.?g\.?m|e\.?g\.?m)\.?\s*$|\s+(?:draft\s+)?minutes\s*$|\s*\((?:pre\s+\S+\s+)?\d{4}\)\s*$";
}

/// Words that stay small inside a title.
const SMALL: [&str; 14] = ["and", "of", "for", "the", "in", "on", "to", "with", "at", "by", "a", "an", "or", "from"];

/// Whether a line names something that meets: short, and with the word for it.
pub fn names_a_body(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let named = text.split_whitespace().next().is_some_and(starts_upper);
    (1..=16).contains(&words)
        && named
        && !ODD.is_match(text)
        && BODY.is_match(text)
        && !text.trim_end().ends_with([';', ':', ','])
}

/// Whether a word is one for something that meets.
pub fn is_body_word(word: &str) -> bool {
    BODY.is_match(word)
}

/// Whether a line is a council's own name ("TRAFFORD COUNCIL", "Milburn Parish Council").
pub fn names_a_council(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', ',']);
    let words = text.split_whitespace().count();
    let capitals = text.split_whitespace().all(|w| starts_upper(w) || SMALL.contains(&w) || w == "&");
    (2..=8).contains(&words) && capitals && !ODD.is_match(text) && COUNCIL.is_match(text)
}

/// One spelling for a council's or committee's name: spaces and quotes plain, ALL CAPS in title case, no date and no
/// word for the meeting at its end.
pub fn normalised(printed: &str) -> String {
    let mut name = printed.replace(['’', '‘', '`'], "'").split_whitespace().collect::<Vec<_>>().join(" ");
    for found in super::dates::find(&name.clone()).iter().rev() {
        name = name.chars().take(found.start).collect();
    }
    let mut name = name.trim_matches([' ', '-', '–', '—', ',', ':', '.', '|']).to_owned();
    name = LEAD.replace(&name, "").into_owned();
    if let Some(short) = TAIL.find(&name).map(|tail| name[..tail.start()].trim().to_owned())
        && BODY.is_match(&short)
    {
        name = short;
    }
    for lead in ["the ", "The ", "THE "] {
        if let Some(rest) = name.strip_prefix(lead) {
            name = rest.to_owned();
        }
    }
    let name = name.trim_matches([' ', '-', '–', '—', ',', ':', '.', '|', '\u{200b}']).to_owned();
    if is_all_caps(&name) { title_case(&name) } else { name }
}

/// Whether a word stays small inside a title.
pub fn is_small(word: &str) -> bool {
    word == "&" || SMALL.contains(&word)
}

/// Whether every word that has letters is in capitals.
pub fn is_all_caps(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| c.is_alphabetic()).peekable();
    letters.peek().is_some() && letters.all(|c| !c.is_lowercase())
}

/// Puts capitals in title case: "CHILDREN'S SERVICES AND SKILLS" becomes "Children's Services and Skills".
pub fn title_case(text: &str) -> String {
    let words = text.split_whitespace().enumerate().map(|(i, word)| {
        let lower = word.to_lowercase();
        if i > 0 && SMALL.contains(&lower.as_str()) { lower } else { capitalised(&lower) }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A word with its first letter, and each letter after a hyphen, slash or stop, in upper case; "O'Dea" and "McKee" too.
fn capitalised(lower: &str) -> String {
    let mut up = true;
    let scottish = lower.starts_with("mc") && lower.len() > 4;
    let mut out = String::with_capacity(lower.len());
    for c in lower.chars() {
        if up && c.is_alphabetic() {
            out.extend(c.to_uppercase());
            up = false;
        } else {
            out.push(c);
        }
        up |= matches!(c, '-' | '/' | '(' | '.') || matches!(out.as_str(), "O'" | "O’" | "D'" | "D’");
        up |= scottish && out == "Mc";
    }
    out
}

/// Whether a word begins with a capital letter, quotes and brackets aside.
pub fn starts_upper(word: &str) -> bool {
    word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// What a file's metadata title or name says of its meeting.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// The kind of file, in its own words ("Agenda Document", "Printed minutes").
    pub what: String,
    /// The committee.
    pub committee: Option<String>,
    /// The meeting's date.
    pub on: Option<jiff::civil::Date>,
}

patterns! {
    /// `Printed minutes 13th-Mar-2025 10.00 Cabinet.pdf`, spaces possibly hyphens.
    FILE = r"(?i)^(?:.*?[\s_-])?(?P<what>printed[\s-]minutes|agenda[\s-]frontsheet|public[\s-]reports[\s-]pack|agenda[\s-]reports[\s-]pack|printed[\s-]decisions|decisions|.*?supplement.*?)[\s-]+(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day[\s-]+)?\d{1,2}(?:st|nd|rd|th)?-\w{3}-\d{4}[\s-]+\d{2}[.-]\d{2}[\s-]+(?P<committee>.+?)(?:\.\w{2,5})?$";
}

/// Reads a pack's metadata title.
pub fn pack_title(title: &str) -> Option<Named> {
    let found = PACK.captures(title.trim())?;
    Some(Named {
        what: found["what"].split_whitespace().collect::<Vec<_>>().join(" "),
        committee: Some(normalised(&found["committee"])),
        on: super::dates::first_day(&found["date"]),
    })
}

patterns! {
    /// Eight figures that are a day: "20190306"; with hyphens too, between letters: "agm2019-03-06notes".
    COMPACT = r"(?:^|\D)(?P<y>(?:19|20)\d{2})-?(?P<m>0[1-9]|1[0-2])-?(?P<d>[0-2]\d|3[01])(?:\D|$)";
    /// Signs between figures that stand for the slashes of a date: "26-11-25", "2019_03_06".
    TIED = r"(?P<a>\b\d{1,4})[_.-](?P<b>\d{1,2})[_.-](?P<c>\d{1,4})(?P<end>\D|$)";
}

/// The days that the name of a file or page says, in all forms that names have: "2019-03-06", "March_6_2019",
/// "20190306", "26-11-25".
pub fn days_of_name(name: &str) -> Vec<super::dates::PrintedDate> {
    let name = name.rsplit('/').next().unwrap_or(name);
    let words = name.replace('_', "-").replace("%20", " ");
    let day = |text: &str| -> Vec<super::dates::PrintedDate> {
        super::dates::find(text).into_iter().filter(|d| d.precision == super::dates::Precision::Day).collect()
    };
    let mut found = day(&words.replace('-', " "));
    if found.is_empty() {
        found = day(&words);
    }
    if found.is_empty() {
        found = day(&TIED.replace_all(&words, |tied: &regex::Captures| match tied["a"].len() {
            4 => format!("{}-{:0>2}-{:0>2}{}", &tied["a"], &tied["b"], &tied["c"], &tied["end"]),
            _ => format!("{}/{}/{}{}", &tied["a"], &tied["b"], &tied["c"], &tied["end"]),
        }));
    }
    if found.is_empty() {
        found =
            COMPACT.captures(&words).map_or_else(Vec::new, |d| day(&format!("{}-{}-{}", &d["y"], &d["m"], &d["d"])));
    }
    found
}

/// Reads a file name that the council's system made, or any that holds a date.
pub fn file_name(name: &str) -> Named {
    let name = name.rsplit('/').next().unwrap_or(name);
    let words = name.replace('_', " ");
    // "03-04-2021" may be two days: a name alone proves neither.
    let on = days_of_name(name).into_iter().find(|d| d.other.is_none()).and_then(|d| d.from);
    match FILE.captures(name) {
        Some(found) => Named {
            what: found["what"].replace('-', " "),
            committee: Some(normalised(&found["committee"].replace('-', " "))),
            on,
        },
        None => Named { what: words, committee: None, on },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_one_spelling() {
        for (printed, name) in [
            ("CHILDREN AND YOUNG PEOPLE’S SCRUTINY COMMITTEE", "Children and Young People's Scrutiny Committee"),
            ("CORPORATE PARENTING PANEL– 29 October 2024", "Corporate Parenting Panel"),
            ("  the  Cabinet ", "Cabinet"),
            ("NORTHGATE METROPOLITAN BOROUGH COUNCIL", "Northgate Metropolitan Borough Council"),
            ("HEALTH & WELL-BEING BOARD", "Health & Well-Being Board"),
            ("Planning Committee - Special Meeting", "Planning Committee"),
            ("Annual Parish Meeting", "Annual Parish Meeting"),
            ("Annual Meeting of Elmton Parish Council", "Elmton Parish Council"),
            ("Elmton Parish Council A.G.M.", "Elmton Parish Council"),
        ] {
            assert_eq!(normalised(printed), name);
        }
    }

    #[test]
    fn tells_councils_and_bodies_from_sentences() {
        for (line, council, body) in [
            ("TRAFFORD COUNCIL", true, true),
            ("Milburn Parish Council", true, true),
            ("London Borough of Northgate", true, false),
            ("CABINET", false, true),
            ("The Council agreed to pay", false, false),
            ("Summary", false, false),
        ] {
            assert_eq!((names_a_council(line), names_a_body(line)), (council, body), "{line}");
        }
    }

    #[test]
    fn reads_the_titles_that_the_council_system_gives() {
        let pack = pack_title("(Public Pack)Item 3 Report Agenda Supplement  for County Council, 13/03/2025 10:00");
        assert_eq!(
            pack,
            Some(Named {
                what: "Item 3 Report Agenda Supplement".into(),
                committee: Some("County Council".into()),
                on: Some(jiff::civil::date(2025, 3, 13))
            })
        );
        let wordy =
            pack_title("(Public Pack)Help for Children, and more Agenda Supplement  for Cabinet, 30/01/2025 10:00");
        assert_eq!(wordy.and_then(|n| n.committee).as_deref(), Some("Cabinet"));
        assert_eq!(pack_title("Microsoft Word - Report"), None);
        for (name, committee, on) in [
            ("Printed minutes 13th-Mar-2025 10.00 Cabinet.pdf", Some("Cabinet"), Some("2025-03-13")),
            ("Agenda-frontsheet-04th-Mar-2025-10-00-Cabinet.pdf", Some("Cabinet"), Some("2025-03-04")),
            ("Minutes of the meeting held on 9th January 2025.pdf", None, Some("2025-01-09")),
            ("report final v2.pdf", None, None),
            ("minutes-march-4-2019.txt", None, Some("2019-03-04")),
            ("minutes_March_6_2019.pdf", None, Some("2019-03-06")),
            ("minutes 2017 May 16.txt", None, Some("2017-05-16")),
            ("20190306-minutes.pdf", None, Some("2019-03-06")),
            ("agm2019-03-06Minutes.html", None, Some("2019-03-06")),
            ("2019_3_6 minutes.pdf", None, Some("2019-03-06")),
            ("CPP Minutes 29.10.24.pdf", None, Some("2024-10-29")),
            ("CPP Minutes 26-11-25.pdf", None, Some("2025-11-26")),
            ("minutes 03-04-2021.pdf", None, None),
            ("tender-200190306-x.pdf", None, None),
        ] {
            let read = file_name(name);
            assert_eq!(read.committee.as_deref(), committee, "{name}");
            assert_eq!(read.on.map(|d| d.to_string()).as_deref(), on, "{name}");
        }
    }
}
