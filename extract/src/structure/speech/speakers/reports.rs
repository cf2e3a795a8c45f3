//! Reports that stand under a line which says whose they are: "Treasurer's Report", "Executive Committee – (Director Elm)",
//! and below it what the treasurer or the director reports, with nobody named in it.
//!
//! A report goes on over the headings of its parts ("Retirements", "Updates") until its item ends, something is decided or
//! somebody else speaks. What is printed there names its own speakers first: whoever the line names is only the one to
//! whom the rest belongs.

use super::candidates::{Candidate, Manner, candidates};
use crate::structure::speech::roster::Roster;
use crate::structure::speech::words::{Word, words};

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

/// Whose report a line heads, if it says no more than that.
pub fn heads(line: &str, roster: &Roster) -> Option<Candidate> {
    let found = words(line);
    if found.len() > LONGEST_LINE || line.trim_end().ends_with(['.', '?', '!', ';', ',']) {
        return None;
    }
    let named = candidates(&found, line, roster).into_iter().filter(|c| c.person.is_some());
    let of_office = |c: &Candidate| c.manner.is_name() || matches!(c.manner, Manner::Office | Manner::Chair);
    let named: Vec<Candidate> = named.filter(of_office).collect();
    let [one] = <[Candidate; 1]>::try_from(named).ok()?;
    (is_of_them(&one, &found) || is_by_them(&one, &found) || in_brackets(&one, &found, line)).then_some(one)
}

/// "Treasurer's Report", "Mayor Elm's comments", "Chair Report".
fn is_of_them(candidate: &Candidate, words: &[Word]) -> bool {
    let (before, behind) = (&words[..candidate.start], &words[candidate.end..]);
    let reports = |word: &Word| REPORTS.contains(&word.key.as_str());
    let joins = |word: &Word| matches!(word.key.as_str(), "and" | "verbal" | "oral" | "written" | "monthly");
    let plain = before.iter().all(|word| word.key == "the" || word.key.chars().all(|c| c.is_ascii_digit()));
    plain && behind.last().is_some_and(reports) && behind.iter().all(|word| reports(word) || joins(word))
}

/// "Report of the Treasurer", "Update from Ms Elm".
fn is_by_them(candidate: &Candidate, words: &[Word]) -> bool {
    let (before, behind) = (&words[..candidate.start], &words[candidate.end..]);
    let report = before.iter().position(|word| REPORTS.contains(&word.key.as_str()));
    let Some(report) = report.filter(|_| behind.is_empty()) else { return false };
    let small = |word: &Word| matches!(word.key.as_str(), "of" | "by" | "from" | "the");
    report <= 1 && before.len() > report + 1 && before[report + 1..].iter().all(small)
}

/// "Training Committee – (Director Elm)": in brackets behind a dash, with nothing behind them.
fn in_brackets(candidate: &Candidate, words: &[Word], line: &str) -> bool {
    let (Some(first), Some(last)) = (words.get(candidate.start), words.get(candidate.end.saturating_sub(1))) else {
        return false;
    };
    let opened = line[..first.start].trim_end_matches(['(', '[']);
    let dashed = opened.trim_end().ends_with(['-', '–', '—']) && opened.len() < first.start;
    candidate.manner.is_name() && dashed && last.after.contains([')', ']']) && candidate.end == words.len()
}

/// Whether a sentence says that there is nothing to report.
pub fn is_empty(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    matches!(first.trim_matches(|c: char| !c.is_alphanumeric()), "no" | "none" | "nothing" | "nil" | "n/a" | "there")
        && text.split_whitespace().count() <= SHORT
}

/// "There was nothing to report at this time." has so many words at most.
const SHORT: usize = 9;

/// Whether a heading says that a report follows, without saying whose: "Operations Report", but not "To report to members".
pub fn is_of_report(heading: &str) -> bool {
    let found = words(heading);
    let reports = |word: &Word| matches!(word.key.as_str(), "report" | "reports");
    let last = found.last().is_some_and(|word| REPORTS.contains(&word.key.as_str()));
    found.len() <= LONGEST_LINE && (last || found.first().is_some_and(reports))
}

/// Whether a sentence in which somebody speaks says that it is a report: "provided the following report:", "gave an update".
pub fn names_report(words: &[Word]) -> bool {
    words.iter().any(|word| !word.is_capital() && REPORTS.contains(&word.key.as_str()))
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
            ("Finance Report", None),
            ("Treasurer's Report approved.", None),
            ("Treasurer’s Run For Reading", None),
            ("Approval of the appointment (Director Oak)", None),
            ("Report of the Treasurer on the bridge", None),
            ("Secretary's Report", None),
        ] {
            let named = heads(line, &roster).and_then(|c| c.person).map(|at| roster.people[at].display.as_str());
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
        for (text, expect) in [
            ("Superintendent Elm provided the following report:", true),
            ("Ms Oak gave an update on the bridge.", true),
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
    }
}
