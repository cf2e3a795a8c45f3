//! What a head prints of its meeting: date, committee, council, times, place.
//!
//! Reads print only; which of print, system and name is believed is decided in [`super::head`].

use super::dates::{self, Precision, PrintedDate};
use super::names::{names_a_body, names_a_council, normalised};
use super::own_date::{self, Elsewhere, OrderOf};
use super::top;
use crate::content::Block;
use jiff::civil::{Date, Time};
use record::Kind;

patterns! {
    /// Where a meeting was held.
    HELD = r"(?i)\bheld\s+(?:remotely\s+)?(?:in|at|via)\s+(?P<place>(?:the\s+)?.+?)(?:\s*,?\s+(?:on|commencing|starting|at\s+\d)\b|\.?$)";
    PLACE = r"(?i)^(?:place|venue|location)\s*:\s*(?P<place>.+)$";
    /// A closing line: when the meeting began and ended.
    BEGAN = r"(?i)\b(?:commenc\w+|start(?:ed|ing)|began|opened|met|convened|to\s+order)(?:\s+by\b.{0,60}?)?\s+(?:at\s+)?(?P<time>\d.{2,13}|noon|midday)";
    ENDED = r"(?i)\b(?:finished|ended|closed|concluded|terminated|rose|closing)\s+(?:at\s+)?(?P<time>.{3,14})";
    TIME = r"(?i)^time\s*:\s*(?P<time>.+)$";
    /// A label whose value is the paper's date.
    DATE = r"(?i)(?:^|\t)(?:date(?:\s+of\s+(?:the\s+)?(?:meeting|report|decision))?|meeting\s+date|report\s+published|published|dated|report\s+date|decision\s+date)\s*:?\s";
    /// A label whose value is the meeting that a report goes to, with its date.
    GOES_TO = r"(?i)^(?:report\s+)?(?:to|for|meeting|committee)\s*:?\s";
    /// Dates that are about something else.
    ABOUT = r"(?i)\bissued\b|\bminutes\s+of\b.{0,80}\bheld\b|\bprevious\b|\binspect(?:ion|ed)\b|\blast\b";
    REPORT_TO = r"(?i)^report\s+to\s*:?\s+(?:the\s+)?(?P<body>.+)$";
    /// A value such as "Title: ..." or "Subject: ...".
    SUBJECT = r"(?i)^(?:(?:report|(?:(?:subject\s+)?matter\s*/\s*)?)\s*title(?:\s+of\s+(?:the\s+)?(?:decision|report))?|subject|re)\s*:?(?:\t|\s+|:)\s*(?P<title>\S.+)$";
    SUBJECT_LABEL = r"(?i)^(?:(?:report|(?:(?:subject\s+)?matter\s*/\s*)?)\s*title(?:\s+of\s+(?:the\s+)?(?:decision|report))?|subject)\s*:?$";
    DEAR = r"^(?:Dear|DEAR)\s";
}

/// The first date, to the day or month, that a paper of this kind prints as its own.
pub fn date(blocks: &[Block], kind: Kind, order: &OrderOf, elsewhere: &Elsewhere) -> Option<PrintedDate> {
    let date = match kind {
        Kind::Minutes => return own_date::find(blocks, order, elsewhere),
        Kind::Letter => letter_date(blocks),
        Kind::InspectionReport => labelled(blocks, "published"),
        Kind::Agenda => agenda_date(blocks),
        Kind::Decision => labelled(blocks, "").or_else(|| title_date(blocks)).or_else(|| timed_date(blocks)),
        _ => cover_date(blocks).or_else(|| title_date(blocks)),
    };
    date.and_then(|date| order.read(date, &[]))
}

/// All dates to the day in a text, impossible ones included.
fn days(text: &str) -> impl Iterator<Item = PrintedDate> {
    dates::find(text).into_iter().filter(|d| d.precision == Precision::Day)
}

fn printed(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    blocks.iter().filter(|b| !b.furniture)
}

fn letter_date(blocks: &[Block]) -> Option<PrintedDate> {
    let dear = blocks.iter().position(|b| DEAR.is_match(b.text.trim())).unwrap_or(blocks.len().min(30));
    let alone = printed(&blocks[..dear]).filter(|b| dates::is_only_date(&b.text)).find_map(|b| days(&b.text).next());
    alone.or_else(|| printed(&blocks[..dear]).find_map(|b| days(&b.text).next()))
}

/// The date after a label that holds this word.
fn labelled(blocks: &[Block], word: &str) -> Option<PrintedDate> {
    printed(blocks).take(30).find_map(|b| {
        let found = DATE.find(&b.text)?;
        let label = found.as_str().to_lowercase();
        let after = &b.text[found.end()..];
        label.contains(word).then(|| dates::find(after).into_iter().next()).flatten()
    })
}

fn agenda_date(blocks: &[Block]) -> Option<PrintedDate> {
    let head: Vec<&Block> = printed(blocks).take(20).filter(|b| !ABOUT.is_match(&b.text)).collect();
    let of_meeting = |label: &str| label.to_lowercase().contains("date");
    let with_label = head.iter().find_map(|b| behind_label(&b.text, of_meeting));
    with_label.or_else(|| timed_date(blocks)).or_else(|| head.iter().find_map(|b| days(&b.text).next()))
}

/// The day right behind a label for it: in "Date Notice: 3 May 2021 at Mill Road" it is a notice's.
fn behind_label(text: &str, fits: impl Fn(&str) -> bool) -> Option<PrintedDate> {
    let label = DATE.find(text).filter(|label| fits(label.as_str()))?;
    let begins = text[..label.end()].chars().count();
    let near = |date: &PrintedDate| {
        let between: String = text.chars().skip(begins).take(date.start.saturating_sub(begins)).collect();
        let mut words = between.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
        date.start >= begins && words.all(|word| ["and", "time", "the", "on"].contains(&word.to_lowercase().as_str()))
    };
    days(text).find(|date| near(date))
}

/// The first day of the head that has an hour beside it.
fn timed_date(blocks: &[Block]) -> Option<PrintedDate> {
    let mut head = printed(blocks).take(20).filter(|b| !ABOUT.is_match(&b.text));
    head.find_map(|b| {
        let times = dates::times(&b.text);
        days(&b.text).find(|date| {
            let apart = |time: &dates::PrintedTime| {
                if time.start < date.start {
                    date.start.saturating_sub(time.end)
                } else {
                    time.start.saturating_sub(date.end)
                }
            };
            times.iter().any(|time| apart(time) <= BESIDE)
        })
    })
}

/// Characters between a day and the hour of the same meeting, at most: "(the place of it)" may stand between.
const BESIDE: usize = 60;

fn cover_date(blocks: &[Block]) -> Option<PrintedDate> {
    let cover: Vec<&Block> = printed(blocks).take(16).collect();
    let of = |form: &regex::Regex| {
        let labelled = cover.iter().enumerate().filter(|(_, b)| form.is_match(b.text.trim()));
        labelled.filter(|(_, b)| b.text.split_whitespace().count() <= 40).find_map(|(i, b)| {
            let value = cover.get(i + 1).filter(|_| b.text.split_whitespace().count() <= 3);
            dates::find(&b.text).into_iter().next().or_else(|| dates::find(&value?.text).into_iter().next())
        })
    };
    // Where a report names the meeting that it goes to, its own date may be a working date.
    let goes_to = of(&GOES_TO).filter(|d| d.precision == Precision::Day);
    goes_to.or_else(|| of(&DATE)).or_else(|| {
        cover.iter().filter(|b| dates::is_only_date(&b.text)).find_map(|b| dates::find(&b.text).into_iter().next())
    })
}

/// A date at the end of a short line of a title page.
fn title_date(blocks: &[Block]) -> Option<PrintedDate> {
    let short = printed(blocks).take(6).take_while(|b| b.text.split_whitespace().count() <= 25);
    short.filter(|b| b.text.split_whitespace().count() <= 14).find_map(|b| {
        let end = b.text.trim_end().chars().count();
        dates::find(&b.text).into_iter().next_back().filter(|d| d.end + 1 >= end)
    })
}

/// The committee after "Report to:".
pub fn addressee_body(blocks: &[Block]) -> Option<String> {
    let to = printed(blocks).take(8).find_map(|b| REPORT_TO.captures(b.text.trim()).map(|f| normalised(&f["body"])));
    to.filter(|body| names_a_body(body))
}

/// When a meeting began and ended: from its closing or opening words, or the labels of an agenda.
pub fn times(blocks: &[Block]) -> (Option<Time>, Option<Time>) {
    let first_time = |text: &str| dates::times(text).first().map(|t| t.time);
    let ended = lines_of_its_course(blocks).filter_map(|b| first_time(&ENDED.captures(&b.text)?["time"])).last();
    let labelled = || printed(blocks).take(12).find_map(|b| first_time(&TIME.captures(b.text.trim())?["time"]));
    let head = || {
        let lines = top::lines(blocks);
        let dated = |l: &&top::HeadLine| days(&l.text).next().is_some() && l.text.split_whitespace().count() <= 60;
        // "5:30 p.m." on a line below the day.
        let alone = |l: &&top::HeadLine| {
            let few = l.text.split_whitespace().count() <= LONE_TIME;
            few && dates::times(&l.text).first().is_some_and(|time| time.start <= "at ".len())
        };
        let times =
            lines.iter().take(8).filter(|l| dated(l) || alone(l)).flat_map(|l| dates::times(&without_days(&l.text)));
        times.map(|t| t.time).next()
    };
    let begins = began(blocks).or_else(labelled).or_else(head);
    (begins, ended.filter(|end| begins.is_none_or(|b| b != *end)))
}

/// Most words of a line that is a time and nothing else: "at 5:30 p.m. sharp".
const LONE_TIME: usize = 5;

/// The first time at which a paper says that it began; after a break it is called to order again. Without "p.m." an hour
/// before [`EARLIEST`] is not known to be of the morning.
fn began(blocks: &[Block]) -> Option<Time> {
    lines_of_its_course(blocks).find_map(|b| {
        let found = BEGAN.captures(&b.text)?;
        let words = found["time"].to_lowercase();
        let half = words.contains(['a', 'p']) && words.contains('m') || words.contains("noon");
        let time = dates::times(&found["time"]).first()?.time;
        (half || time.hour() >= EARLIEST).then_some(time)
    })
}

/// The paragraphs that may tell when a meeting began or ended.
fn lines_of_its_course(blocks: &[Block]) -> impl Iterator<Item = &Block> {
    printed(blocks).filter(|b| b.text.split_whitespace().count() <= 45 && tells_of_a_meeting(&b.text))
}

/// The earliest hour at which a meeting is believed to begin where the paper does not say which half of the day it means.
const EARLIEST: i8 = 8;

/// Whether a line is about a meeting: "The meeting commenced at", "The Council met at", "called to order at".
fn tells_of_a_meeting(text: &str) -> bool {
    let small = text.to_lowercase();
    ["meeting", "session", " met ", "to order", "sitting"].iter().any(|word| small.contains(word))
}

/// A line without its days: "10.02.25" is no time.
fn without_days(text: &str) -> String {
    let mut left: Vec<char> = text.chars().collect();
    for date in dates::find(text).iter().rev() {
        left.drain(date.start.min(left.len())..date.end.min(left.len()));
    }
    left.into_iter().collect()
}

/// Where the meeting was held.
pub fn place(blocks: &[Block]) -> Option<String> {
    printed(blocks).take(10).find_map(|b| {
        let text = b.text.trim();
        let found = PLACE.captures(text).or_else(|| HELD.captures(text))?;
        let place = found["place"].trim().trim_end_matches(['.', ',']).to_owned();
        let sensible = (1..=30).contains(&place.split_whitespace().count()) && days(&place).next().is_none();
        sensible.then_some(place)
    })
}

/// The title that a paper prints: after "Subject:" or "Report Title", or its first heading that is no council's name.
pub fn title(blocks: &[Block], kind: Kind) -> Option<String> {
    let head: Vec<&Block> = printed(blocks).take(24).collect();
    if kind == Kind::Letter {
        let dear = head.iter().position(|b| DEAR.is_match(b.text.trim()))?;
        return head.get(dear + 1).map(|b| b.text.trim().to_owned()).filter(|t| is_title(t));
    }
    let labelled = head.iter().enumerate().find_map(|(i, b)| {
        let text = b.text.trim();
        if SUBJECT_LABEL.is_match(text) {
            return head.get(i + 1).map(|next| next.text.trim().to_owned());
        }
        SUBJECT.captures(text).map(|f| f["title"].replace('\t', " ").trim().to_owned())
    });
    labelled.filter(|t| is_title(t)).or_else(|| {
        let first = head
            .iter()
            .take(8)
            .map(|b| b.text.trim())
            .find(|t| is_title(t) && !names_a_council(t) && !dates::is_only_date(t));
        first.map(str::to_owned)
    })
}

fn is_title(text: &str) -> bool {
    let words = text.split_whitespace().count();
    // Cells side by side are a row of a table.
    (1..=40).contains(&words)
        && !text.contains('\t')
        && text.chars().filter(|c| c.is_alphabetic()).count() >= 4
        && !(text.ends_with('.') && words > 12)
        && !text.ends_with(':')
}

/// A title made from what a set of minutes or an agenda says of itself.
pub fn made_title(what: &str, committee: Option<&str>, on: Option<Date>) -> String {
    let of = if what == "Agenda" { "for" } else { "of" };
    let on = on.map(|d| d.strftime(", %-d %B %Y").to_string()).unwrap_or_default();
    match committee {
        Some(committee) => format!("{what} {of} {committee}{on}"),
        None => format!("{what}{on}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::bodies;
    use crate::structure::samples::{block, heading};

    #[test]
    fn titles_that_papers_print() {
        for (lines, expect) in [
            (
                vec!["ELMTON COUNTY COUNCIL – RECORD OF DECISION", "Title of Decision: Transfer of the team"],
                "Transfer of the team",
            ),
            (vec!["For publication", "Subject Matter / Title of Decision", "Budget monitoring"], "Budget monitoring"),
            (vec!["Subject\tCar parks"], "Car parks"),
            (vec!["Row\tTotal cost\t2025-26", "Capital programme"], "Capital programme"),
        ] {
            let blocks: Vec<Block> = lines.iter().map(|line| block(line)).collect();
            assert_eq!(title(&blocks, Kind::Other).as_deref(), Some(expect), "{lines:?}");
        }
    }

    #[test]
    fn reads_heads_of_minutes() {
        for (lines, council, committee, on) in [
            (
                vec!["CHILDREN AND YOUNG PEOPLE’S SCRUTINY COMMITTEE", "9 FEBRUARY 2022", "PRESENT"],
                None,
                Some("Children and Young People's Scrutiny Committee"),
                Some("2022-02-09"),
            ),
            (
                vec![
                    "NORTHGATE COUNTY COUNCIL",
                    "COUNTY COUNCIL",
                    "MINUTES of a meeting of the County Council held in the Council Chamber, County Hall on Thursday, 9 January 2025.",
                    "PRESENT: Mr N Elm",
                ],
                Some("Northgate County Council"),
                Some("County Council"),
                Some("2025-01-09"),
            ),
            (
                vec![
                    "CORPORATE PARENTING PANEL– 29 October 2024",
                    "MINUTES of the meeting held in the Oak Room, County Hall.",
                    "PRESENT: Ann Elm (Chair)",
                ],
                None,
                Some("Corporate Parenting Panel"),
                Some("2024-10-29"),
            ),
            (
                vec!["Elmton Parish Council - 12th January 2016", "Present"],
                Some("Elmton Parish Council"),
                Some("Elmton Parish Council"),
                Some("2016-01-12"),
            ),
            (
                vec![
                    "MINUTES OF THE ELMTON PARISH COUNCIL MEETING",
                    "HELD IN THE VILLAGE HALL",
                    "ON 31st August 2023",
                    "Present:",
                ],
                Some("Elmton Parish Council"),
                Some("Elmton Parish Council"),
                Some("2023-08-31"),
            ),
        ] {
            let blocks: Vec<Block> = lines.iter().map(|l| heading(l)).collect();
            let (read_council, read_committee) = bodies::find_bodies(&blocks, blocks.len() - 1, None);
            assert_eq!((read_council.as_deref(), read_committee.as_deref()), (council, committee), "{lines:?}");
            let date = date(&blocks, Kind::Minutes, &OrderOf::new(&blocks), &Elsewhere::default())
                .and_then(|d| d.from)
                .map(|d| d.to_string());
            assert_eq!(date.as_deref(), on, "{lines:?}");
        }
    }

    #[test]
    fn reads_times_and_places() {
        let blocks = [
            block("Place: Committee Room 2, Town Hall"),
            block("The meeting commenced at 6.30 p.m. and finished at 8.38 p.m."),
        ];
        let shown = |t: Option<Time>| t.map(|t| t.to_string()).unwrap_or_default();
        let (from, until) = times(&blocks);
        assert_eq!((shown(from), shown(until)), ("18:30:00".into(), "20:38:00".into()));
        assert_eq!(place(&blocks).as_deref(), Some("Committee Room 2, Town Hall"));
        let held = [block(
            "MINUTES of a meeting of the Cabinet held in the Chamber, County Hall on Thursday, 9 January 2025.",
        )];
        assert_eq!(place(&held).as_deref(), Some("the Chamber, County Hall"));
        for (line, began) in [
            ("The Council met at 9:02 a.m.", "09:02:00"),
            ("I. Call to order 4:00", ""),
            ("The meeting was called to order by Supervisor Elm at 7:00 PM.", "19:00:00"),
            ("The meeting was called to order at 6:03 pm by the President.", "18:03:00"),
        ] {
            assert_eq!(shown(times(&[block(line)]).0), began, "{line}");
        }
        let twice =
            ["Mayor Elm called the meeting to order at 6:30pm.", "Called to order at 7:34 pm concluding the break."];
        assert_eq!(shown(times(&twice.map(block)).0), "18:30:00");
        let broken = [
            heading("SPECIAL MEETING OF THE COUNCIL, ON TUESDAY, 23RD JANUARY, 2024 AT"),
            heading("11.00AM TO CONSIDER THE PLAN"),
        ];
        assert_eq!(shown(times(&broken).0), "11:00:00");
        let below = ["Minutes of the Board", "March 4, 2019", "5:30 p.m.", "Present: Elm"];
        assert_eq!(shown(times(&below.map(block)).0), "17:30:00");
        let (_, closed) = times(&[block("There being no further business the meeting closed at 9.05 pm")]);
        assert_eq!(shown(closed), "21:05:00");
    }

    #[test]
    fn tells_a_papers_own_date() {
        for (lines, kind, expect) in [
            (vec!["Report to: Cabinet", "Date: July 2022", "Report of: Ann Elm"], Kind::Report, Some("2022-07-01")),
            (
                vec!["From: Ann Elm", "To: Cabinet - 30 January 2025", "Subject: Roads"],
                Kind::Report,
                Some("2025-01-30"),
            ),
            (vec!["AGENDA", "Tuesday, 4th March, 2025, at 10.00 am"], Kind::Agenda, Some("2025-03-04")),
            (
                vec!["Tuesday, 31 December 2024", "A meeting will be held on Thursday, 9th January, 2025 at 10.00 am"],
                Kind::Agenda,
                Some("2025-01-09"),
            ),
            (
                vec!["Licensing Hearing Agenda", "September 3, 2020", "Date Notice: 01/07/2020 Noise in the bar"],
                Kind::Agenda,
                Some("2020-09-03"),
            ),
            (
                vec![
                    "Voting Agenda",
                    "September 3, 2020",
                    "The bar of Jo Elm, noticed 01/07/2020 for noise on the stairs and for selling beer to those who had had enough of it, 10:00 PM",
                ],
                Kind::Agenda,
                Some("2020-09-03"),
            ),
            (vec!["AGENDA", "Issue 2, 3 May 2021", "Date and time: 7 June 2021"], Kind::Agenda, Some("2021-06-07")),
            (vec!["AGENDA", "Published 3 May 2021", "Date: Monday 7 June 2021"], Kind::Agenda, Some("2021-06-07")),
            (
                vec![
                    "Inspection of services",
                    "Inspection date: 3 June 2014 - 25 June 2014",
                    "Report published: 8 August 2014",
                ],
                Kind::InspectionReport,
                Some("2014-08-08"),
            ),
            (vec!["Ofsted", "9 May 2022", "Dear Ann", "It was on 10 March 2022."], Kind::Letter, Some("2022-05-09")),
            (
                vec!["Summary of the review", "Ann Elm, Director May 2022", "It began on 5 June 2020."],
                Kind::Presentation,
                Some("2022-05-01"),
            ),
            (vec!["Summary", "The purpose is to report since 5 March 2021 on progress made here."], Kind::Report, None),
        ] {
            let blocks: Vec<Block> = lines.iter().map(|l| block(l)).collect();
            let read = date(&blocks, kind, &OrderOf::new(&blocks), &Elsewhere::default())
                .and_then(|d| d.from)
                .map(|d| d.to_string());
            assert_eq!(read.as_deref(), expect, "{lines:?}");
        }
    }
}
