//! Reports that stand under a line which says whose they are: "Treasurer's Report", "Executive Committee – (Director Elm)",
//! and below it what the treasurer or the director reports, with nobody named in it.
//!
//! A report goes on over the headings of its parts ("Retirements", "Updates") until its item ends, something is decided or
//! somebody else speaks. What is printed there names its own speakers first: whoever the line names is only the one to
//! whom the rest belongs.

use super::candidate::{Candidate, Manner};
use super::candidates::candidates;
use crate::structure::speech::office::is_head;
use crate::structure::speech::roster::Roster;
use crate::structure::speech::words::{Word, words};
use record::text::fold;

/// Words for what somebody reports, behind their office: "Clerk's update".
const REPORTS: [&str; 12] = [
    "report",
    "reports",
    "update",
    "updates",
    "comments",
    "remarks",
    "message",
    "announcements",
    "communications",
    "news",
    "briefing",
    "notes",
];

/// Most words of a line that says whose report follows.
const LONGEST_LINE: usize = 16;

/// Fewest words of a sentence of a report: "Garden Party." heads a part of it.
pub const LEAST_SAID: usize = 4;

/// A line of so few words is a title also where it ends in a stop: "President's Report."
const LONGEST_TITLE: usize = 3;

/// Whose report a line heads, if it says no more than that.
pub fn heads(line: &str, roster: &Roster) -> Option<Candidate> {
    let found = words(line);
    let stops = ['.', '?', '!', ';', ','];
    if found.len() > LONGEST_LINE || found.len() > LONGEST_TITLE && line.trim_end().ends_with(stops) {
        return None;
    }
    let theirs = owner(&found, line, roster).or_else(|| author(&found, line, roster));
    if let Some(theirs) = theirs.or_else(|| in_brackets(line, roster)) {
        return Some(theirs);
    }
    let named: Vec<Candidate> = candidates(&found, line, roster).into_iter().filter(|c| c.person.is_some()).collect();
    let [one] = <[Candidate; 1]>::try_from(named).ok()?;
    is_of_them(&one, &found).then_some(one)
}

/// "Treasurer's Report", "Mayor Elm's comments": to whom a report belongs. Where nobody is known to hold an office, it is
/// that office's all the same.
fn owner(words_of_line: &[Word], line: &str, roster: &Roster) -> Option<Candidate> {
    let at = words_of_line.iter().position(|word| word.possessive)?;
    let behind = &words_of_line[at + 1..];
    let first = words_of_line.iter().position(|word| !word.key.chars().all(|c| c.is_ascii_digit()))?;
    if behind.is_empty() || first > at || !behind.iter().all(is_of_report_word) {
        return None;
    }
    let own = line.get(words_of_line[first].start..words_of_line[at].start + words_of_line[at].text.len())?;
    let found = words(own);
    let one = candidates(&found, own, roster).into_iter().next()?;
    let whole = one.start == 0 && one.end == found.len();
    (whole && (one.person.is_some() || one.manner == Manner::Office)).then_some(one)
}

/// Whether a word may stand between an owner and the end of a line about their report.
fn is_of_report_word(word: &Word) -> bool {
    REPORTS.contains(&word.key.as_str())
        || matches!(word.key.as_str(), "and" | "verbal" | "oral" | "written" | "monthly" | "annual")
}

/// "Chair Report", "Clerk Update".
fn is_of_them(candidate: &Candidate, words: &[Word]) -> bool {
    let (before, behind) = (&words[..candidate.start], &words[candidate.end..]);
    let reports = |word: &Word| REPORTS.contains(&word.key.as_str());
    let plain = before.iter().all(|word| word.key == "the" || word.key.chars().all(|c| c.is_ascii_digit()));
    plain && behind.last().is_some_and(reports) && behind.iter().all(is_of_report_word)
}

/// "Report of the Treasurer", "Update from Ms Elm": who stands behind a report.
fn author(words_of_line: &[Word], line: &str, roster: &Roster) -> Option<Candidate> {
    // "From Cllr Elm (as sent in)".
    let sent = words_of_line.first().is_some_and(|word| word.key == "from");
    let report = words_of_line.iter().take(2).position(|word| REPORTS.contains(&word.key.as_str()));
    let report = report.map(|at| at + 1).or_else(|| sent.then_some(0))?;
    let line = line.split('(').next().filter(|_| sent).unwrap_or(line);
    let small = |word: &Word| matches!(word.key.as_str(), "of" | "by" | "from" | "the");
    let between = words_of_line[report..].iter().take_while(|word| small(word)).count();
    let first = words_of_line.get(report + between).filter(|_| between > 0)?;
    let own = line.get(first.start..)?;
    let found = words(own);
    let one = candidates(&found, own, roster).into_iter().next()?;
    (one.start == 0 && one.end == found.len() && one.person.is_some()).then_some(one)
}

/// So few words before somebody in brackets are the title of their report.
const SHORTEST_TITLE: usize = 2;

/// Most words of an office that heads a report.
const LONGEST_OFFICE: usize = 4;

/// "Training Committee – (Director Elm)": whoever stands in brackets behind a dash, with nothing behind them. They are
/// read by themselves: with what stands before them they look like a name and its office.
fn in_brackets(line: &str, roster: &Roster) -> Option<Candidate> {
    let (before, inside) = line.trim_end_matches(['.', ':', ' ']).strip_suffix(')')?.rsplit_once('(')?;
    let found = words(inside);
    let one = candidates(&found, inside, roster).into_iter().next()?;
    let whole = one.start == 0 && one.end == found.len() && one.manner.is_name() && one.person.is_some();
    // "Finance Director (Elm)": the office and who holds it.
    let of_office = before.split_whitespace().count() <= LONGEST_OFFICE
        && before.trim_end().rsplit(' ').next().is_some_and(|word| is_head(&fold(word)));
    // "Money (Ann)": a word or two of what they report on.
    let short = before.split_whitespace().count() <= SHORTEST_TITLE;
    (whole && (of_office || short || before.trim_end().ends_with(['-', '–', '—']))).then_some(one)
}

/// Whether a sentence says that there is nothing to report.
pub fn is_empty(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    matches!(first.trim_matches(|c: char| !c.is_alphanumeric()), "no" | "none" | "nothing" | "nil" | "n/a" | "there")
        && text.split_whitespace().count() <= SHORT
}

/// "There was nothing to report at this time." has so many words at most.
const SHORT: usize = 9;

/// Whether a sentence says that others speak of what was reported: "The following was raised by members:", "Query if the
/// road is closed.", "Who pays?" in a list.
pub fn is_discussed(text: &str) -> bool {
    const RAISED: [&str; 8] =
        ["raised", "members", "councillors", "queries", "questions", "discussion", "asked", "contributions"];
    const ASKS: [&str; 4] = ["query", "request", "queries", "discussion"];
    let found = words(text);
    let has = |list: &[&str], word: &Word| list.contains(&word.key.as_str());
    let announced = text.trim_end().ends_with(':') && found.iter().any(|word| has(&RAISED, word));
    announced || text.trim_end().ends_with('?') || found.first().is_some_and(|word| has(&ASKS, word))
}

/// Whether a label is all that somebody says: "Trustee Elm - no report."
pub fn reports_nothing(text: &str) -> bool {
    let Some((_, said)) = text.rsplit_once([':', '–', '—', '-']) else { return false };
    let said = said.trim().trim_end_matches('.').to_lowercase();
    ["no report", "nothing to report", "no comments"].contains(&said.as_str())
}

/// Whether a heading says that a report follows, without saying whose: "Operations Report", but not "To report to members".
pub fn is_of_report(heading: &str) -> bool {
    let found = words(heading);
    let reports = |word: &Word| matches!(word.key.as_str(), "report" | "reports");
    let last = found.last().is_some_and(|word| REPORTS.contains(&word.key.as_str()));
    found.len() <= LONGEST_LINE && (last || found.first().is_some_and(reports))
}

/// Whether a heading says that the reports of several follow: "Board Member Reports", "Councillors' Comments".
pub fn is_of_reports(heading: &str) -> bool {
    let several = |word: &Word| REPORTS.contains(&word.key.as_str()) && word.key.ends_with('s') && word.key != "news";
    let found = words(heading);
    found.len() <= LONGEST_LINE && found.last().is_some_and(several)
}

/// Whether a sentence in which somebody speaks says that it is a report: "provided the following report:", "gave an update".
pub fn names_report(words: &[Word]) -> bool {
    let says = |word: &Word| REPORTS.contains(&word.key.as_str()) || word.key == "reported";
    words.iter().any(|word| !word.is_capital() && says(word))
}

/// Most words before the colon of a title that a paragraph begins with.
const LONGEST_LABEL: usize = 7;

/// Whether a paragraph begins with a title that says that a report follows: "Net Report: Jo Elm reported that ...".
pub fn begins_with_title(text: &str) -> bool {
    let Some((title, _)) = text.split_once(": ") else { return false };
    let found = words(title);
    let of_body = |word: &Word| matches!(word.key.as_str(), "committee" | "subcommittee" | "sub-committee");
    let fits = found.len() <= LONGEST_LABEL && found.first().is_some_and(Word::is_capital);
    fits && (is_of_report(title) || found.last().is_some_and(of_body))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::speech::speakers::candidates::introduce;

    #[test]
    fn a_line_says_whose_report_follows() {
        let mut roster = Roster::default();
        for text in ["Ms Petra Ash (Treasurer)", "Director Jo Oak", "Dr Tia Elm (Superintendent of Works)"] {
            introduce(&words(text), text, &mut roster);
        }
        for (line, whose) in [
            ("Treasurer’s Report:", Some("Petra Ash")),
            ("7. Superintendent's Comments and Announcements", Some("Tia Elm")),
            ("Report of the Treasurer", Some("Petra Ash")),
            ("Update from Director Oak", Some("Jo Oak")),
            ("C. Fire & Rescue Training – (Director Oak)", Some("Jo Oak")),
            ("Clerk (Ash)", Some("Petra Ash")),
            ("Money (Petra)", Some("Petra Ash")),
            ("From Director Oak (as emailed)", Some("Jo Oak")),
            ("Works Manager (J. Oak):", Some("Jo Oak")),
            ("Finance Report", None),
            ("Treasurer's Report.", Some("Petra Ash")),
            ("Treasurer's Report approved.", None),
            ("Treasurer’s Run For Reading", None),
            ("Approval of the appointment (Director Oak)", None),
            ("Report of the Treasurer on the bridge", None),
            ("Secretary's Report", Some("")),
            ("President’s Report", Some("")),
        ] {
            let named = heads(line, &roster).map(|c| c.person.map_or("", |at| roster.people[at].display.as_str()));
            assert_eq!(named, whose, "{line}");
        }
    }

    #[test]
    fn a_heading_or_a_sentence_speaks_of_a_report() {
        for (heading, expect) in
            [("Operations Report", true), ("Projects update", true), ("To update members on projects", false)]
        {
            assert_eq!(is_of_report(heading), expect, "{heading}");
        }
        assert!(begins_with_title("Road Committee: Jo Elm reported on the lamp."));
        assert!(!begins_with_title("Jo Elm: the lamp is broken."));
        assert!(is_of_reports("Board Member Reports") && !is_of_reports("Operations Report"));
        for (text, expect) in [
            ("Superintendent Elm provided the following report:", true),
            ("Ms Oak gave an update on the bridge.", true),
            ("Ms Oak reported that it rained.", true),
            ("Ms Oak asked for a letter.", false),
        ] {
            assert_eq!(names_report(&words(text)), expect, "{text}");
        }
    }

    #[test]
    fn an_empty_report_is_nobodys() {
        for (text, empty) in [
            ("No report.", true),
            ("There was nothing to report.", true),
            ("There are eighteen members as of today, and three of them are members for life.", false),
            ("The balance was ten pounds.", false),
        ] {
            assert_eq!(is_empty(text), empty, "{text}");
        }
        for (text, expect) in [
            ("The following was raised by the members present:", true),
            ("Query if the road will be closed again.", true),
            ("Will the road be closed?", true),
            ("Members will find the figures below.", false),
        ] {
            assert_eq!(is_discussed(text), expect, "{text}");
        }
        assert!(reports_nothing("Trustee Elm - no report."));
        assert!(!reports_nothing("Trustee Elm - the road is closed.") && !reports_nothing("No report."));
    }
}
