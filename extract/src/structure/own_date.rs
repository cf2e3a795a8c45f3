//! The day of the meeting that a set of minutes records, as its own head prints it.
//!
//! Every day in the head is a candidate, weighed by what stands around it: "held on", the title line, a line of its own.
//! A print stamp, a next meeting, the day from which it was adjourned, the meeting whose minutes are approved, a signature
//! are none. Where nothing but prose has a day, there is no date: none is better than a wrong one.

use super::dates::{self, Order, Precision, PrintedDate};
use super::{evidence, names, top};
use crate::content::Block;
use jiff::civil::Date;
use std::cell::OnceCell;

patterns! {
    /// What makes the day behind it another one than the meeting's.
    OTHER_DAY = r"(?i)\b(?:adjourned|postponed|deferred|rescheduled|continued|carried over|moved)\s+(?:from|to|until)\b[^.;]{0,40}$|\b(?:next|following|future|last|previous|preceding|prior|earlier)\b[^.;]{0,60}$";
    /// What was done on the day behind it to the paper, not at the meeting.
    DONE_TO_IT = r"(?i)\b(?:notice|signed|dated|approved|adopted|confirmed|ratified|published|publi[eé]|posted|uploaded|printed|created|added|updated|reviewed|modified|issued|received|circulated|llofnodwyd|version|revised?|effective|due|deadline|expir\w+)\b[^.;]{0,40}$";
    /// A stamp, a reference, a period.
    STAMP = r"(?i)\b(?:appendix|annex|enclosure|item\s+(?:no\.?\s*)?\w+|agenda\s+item|page|as\s+at|year\s+end(?:ed|ing)?|born|tel|ref)\b[^.;]{0,25}$|\b(?:by|before|until|since|from|after|between|for)\s+(?:the\s+)?(?:\p{L}+day,?\s+)?$";
    /// What says that a meeting was on the day behind it.
    HELD = r"(?i)\b(?:held|sat|met|convened|assembled|took\s+place|called\s+to\s+order|opened|commenced|[cg]ynhaliwyd|gyfarfu|tion[oó]ladh|tenue|in\s+(?:regular|special|open)\s+session|(?:meeting|session|sitting|hearing|s[eé]ance)\s+(?:of|on|du))\b[^;]{0,200}$";
    /// A label whose value is the day of the meeting.
    LABEL = r"(?i)(?:^|\t|\s)(?:(?:meeting\s+)?date(?:\s+(?:of|and\s+time)(?:\s+(?:of\s+)?(?:the\s+)?meeting)?)?|dyddiad|when|held)\s*[:\t]\s*(?:\p{L}+day,?\s+)?$";
    /// The ends of clauses: what stands before them is about something else.
    CLAUSE = r"[;]\s|\.\s+\p{Lu}|\)\s";
    /// Words for the approval of minutes inside the state of a draft, which say nothing of another meeting.
    DRAFT = r"(?i)\bsubject\s+to\s+(?:the\s+)?(?:approval|confirmation|ratification|amendment)(?:\s+(?:at|by|of)\s+(?:the\s+)?(?:next|following)\s+(?:\w+\s+){0,3}?meeting)?|\b(?:not\s+(?:yet\s+)?|un)(?:approved|confirmed|adopted)\b|^\W*(?:approved|confirmed|adopted|signed)\s+minutes\b";
}

/// How safely a candidate is the meeting's own day. Kinds of places, not probabilities: only their order counts.
mod weight {
    /// "held on".
    pub const HELD: i32 = 60;
    /// The line that calls the paper minutes, or names the meeting.
    pub const TITLE: i32 = 50;
    /// A line of its own, with its weekday.
    pub const ALONE_WITH_WEEKDAY: i32 = 46;
    /// A line of its own, with a time or a place at most.
    pub const ALONE: i32 = 40;
    /// Behind "Date:".
    pub const LABELLED: i32 = 40;
    /// Somewhere in the head.
    pub const PROSE: i32 = 10;
    /// The file's name or the page's title say the same day.
    pub const AGREES: i32 = 30;
    /// The weekday printed with it is another day's.
    pub const ODD: i32 = -12;
    /// Taken off behind the first numbered item.
    pub const BEHIND_ITEM: i32 = 24;
    /// Least that is believed.
    pub const LEAST: i32 = 22;
}

/// What else says a day: the file's name and the file's title, with the text that they have it from.
#[derive(Debug, Clone, Default)]
pub struct Elsewhere<'t> {
    /// Texts that may hold the day.
    pub texts: Vec<&'t str>,
}

impl Elsewhere<'_> {
    fn days(&self) -> Vec<PrintedDate> {
        self.texts.iter().flat_map(|t| names::days_of_name(t)).collect()
    }
}

/// The order in which a paper writes day and month in figures, told when it is first asked for.
pub struct OrderOf<'b> {
    blocks: &'b [Block],
    told: OnceCell<Order>,
}

impl<'b> OrderOf<'b> {
    /// Of the paper of these blocks.
    pub fn new(blocks: &'b [Block]) -> Self {
        Self { blocks, told: OnceCell::new() }
    }

    /// The order.
    pub fn get(&self) -> Order {
        *self.told.get_or_init(|| dates::order(self.blocks.iter().map(|b| b.text.as_str())))
    }

    /// A date as the paper means it; where its own figures prove nothing, as the days `agreeing` do.
    pub fn read(&self, date: PrintedDate, agreeing: &[PrintedDate]) -> Option<PrintedDate> {
        if date.other.is_none() {
            return Some(date);
        }
        date.in_order(self.get()).or_else(|| {
            let certain =
                |day: Option<Date>| day.is_some() && agreeing.iter().any(|a| a.other.is_none() && a.from == day);
            match (certain(date.from), certain(date.other)) {
                (true, false) => date.in_order(Order::DayFirst),
                (false, true) => date.in_order(Order::MonthFirst),
                _ => None,
            }
        })
    }
}

/// The day of the meeting that these blocks are the minutes of; to the month where no day is printed anywhere.
pub fn find(blocks: &[Block], order: &OrderOf, elsewhere: &Elsewhere) -> Option<PrintedDate> {
    let agreeing = elsewhere.days();
    let mut best: Option<(i32, PrintedDate)> = None;
    for (place, line) in top::lines(blocks).iter().enumerate() {
        let deep = i32::try_from(place).unwrap_or(i32::MAX / 2) + if line.item { weight::BEHIND_ITEM } else { 0 };
        for (weight, date) in candidates(&line.text) {
            let Some(date) = order.read(date, &agreeing) else { continue };
            let agrees = agreeing.iter().filter_map(|a| order.read(*a, &[])).any(|a| a.from == date.from);
            let odd = if date.oddity.is_some() { weight::ODD } else { 0 };
            let weight = weight + odd + if agrees { weight::AGREES } else { 0 };
            let weight = weight - deep;
            if weight >= weight::LEAST && best.is_none_or(|(other, _)| weight > other) {
                best = Some((weight, date));
            }
        }
    }
    let month = || month_of_title(blocks);
    best.map(|(_, date)| date).or_else(|| year_from_elsewhere(blocks, elsewhere)).or_else(month)
}

/// The days of a line with their weights; those of other meetings and of what was done to the paper left out.
fn candidates(line: &str) -> Vec<(i32, PrintedDate)> {
    let found = dates::find(line);
    if found.is_empty() {
        return Vec::new();
    }
    // Where the page is one block, its title is what it begins with.
    let long = line.split_whitespace().count() > 60;
    let title = evidence::is_title(line) || (long && evidence::begins_as_minutes(line));
    let other_minutes = !title && evidence::about_other_minutes(line) && line.to_lowercase().contains("minutes");
    let byte = |chars: usize| line.char_indices().nth(chars).map_or(line.len(), |(at, _)| at);
    let words = line.split_whitespace().count();
    let mut kept = Vec::new();
    for date in found.into_iter().filter(|d| d.precision == Precision::Day) {
        let before = line.get(..byte(date.start)).unwrap_or_default();
        let clause = CLAUSE.find_iter(before).last().map_or(before, |end| &before[end.start()..]);
        let clause = DRAFT.replace_all(clause, "");
        if other_minutes || [&OTHER_DAY, &DONE_TO_IT, &STAMP].iter().any(|form| form.is_match(&clause)) {
            continue;
        }
        let weekday = date.weekday && date.oddity.is_none();
        let weight = match () {
            // In a long paragraph only what it begins with is about the meeting.
            () if long && date.start > 300 => weight::PROSE,
            () if HELD.is_match(&clause) => weight::HELD,
            () if LABEL.is_match(before) => weight::LABELLED,
            () if title || (words <= 30 && evidence::names_a_meeting(line)) => weight::TITLE,
            () if dates::is_only_date(line) && weekday => weight::ALONE_WITH_WEEKDAY,
            () if words <= 24 && names::names_a_body(before.trim_end_matches([',', ' ', '-', '–'])) => weight::TITLE,
            () if dates::is_only_date(line) => weight::ALONE,
            // "Tuesday 3 May 2021 at 7 pm in the Village Hall".
            () if words <= 20 && before.split_whitespace().count() <= 1 => weight::ALONE,
            () if words <= 12 => weight::ALONE - 6,
            () => weight::PROSE,
        };
        kept.push((weight, date));
    }
    kept
}

/// A day and month without a year ("held on Tuesday 12th April"), with the year that the head, the title or the name
/// gives: the only one, and the one in which the weekday fits.
fn year_from_elsewhere(blocks: &[Block], elsewhere: &Elsewhere) -> Option<PrintedDate> {
    let head = top::lines(blocks);
    let lines: Vec<&str> = head.iter().filter(|l| !l.item).map(|l| l.text.as_str()).collect();
    let named = elsewhere.days();
    let mut years: Vec<i32> = lines.iter().flat_map(|l| dates::years(l)).collect();
    years.extend(named.iter().filter_map(|d| d.from).map(|d| i32::from(d.year())));
    years.extend(elsewhere.texts.iter().flat_map(|t| dates::years(t)));
    years.sort_unstable();
    years.dedup();
    for line in lines {
        let about = evidence::is_title(line) || evidence::names_a_meeting(line) || evidence::says_met(line);
        if !about
            || line.split_whitespace().count() > 60
            || (evidence::about_other_minutes(line) && !evidence::is_title(line))
        {
            continue;
        }
        for (day, month, weekday) in dates::without_year(line) {
            let in_year = |year: &i32| dates::day(Some(*year), Some(month), Some(day));
            let fits = |date: &Date| weekday.is_none_or(|w| date.weekday() == w);
            let same = named
                .iter()
                .filter_map(|d| d.from)
                .find(|d| (i32::from(d.day()), i32::from(d.month())) == (day, month));
            let mut fitting = years.iter().filter_map(in_year).filter(fits);
            let only = match (fitting.next(), fitting.next()) {
                (Some(date), None) => Some(date),
                _ => None,
            };
            if let Some(date) = same.filter(fits).or(only) {
                return Some(PrintedDate::of_day(date));
            }
        }
    }
    None
}

/// The month in the line that names the meeting, where that is all that the paper prints; not the end of a range.
fn month_of_title(blocks: &[Block]) -> Option<PrintedDate> {
    top::lines(blocks).iter().take(8).find_map(|line| {
        let line = line.text.as_str();
        let words = line.split_whitespace().count();
        if words > 20 || !(evidence::is_title(line) || evidence::names_a_meeting(line)) {
            return None;
        }
        let found = dates::find(line).into_iter().find(|d| d.precision == Precision::Month)?;
        let before: String = line.chars().take(found.start).collect();
        let range = before.trim_end().ends_with(['-', '–', '/']) || before.trim_end().ends_with("to");
        (!range).then_some(found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn day(lines: &[&str], elsewhere: &[&str]) -> Option<String> {
        let blocks: Vec<Block> = lines.iter().map(|l| block(l)).collect();
        let found = find(&blocks, &OrderOf::new(&blocks), &Elsewhere { texts: elsewhere.to_vec() });
        found.filter(|d| d.precision == Precision::Day).and_then(|d| d.from).map(|d| d.to_string())
    }

    #[test]
    fn the_meetings_day_is_told_from_others() {
        for (lines, expect) in [
            (
                vec![
                    "Minutes of the Ferry Committee, which sat on Monday, 20 January 2025 (adjourned from 16 December 2024), 7.15 pm",
                ],
                Some("2025-01-20"),
            ),
            (
                vec![
                    "Minutes of the Dues Committee",
                    "The last meeting of this Committee was on 2 May 2022. It met again on 9 May 2022, at noon.",
                ],
                Some("2022-05-09"),
            ),
            (
                vec![
                    "Minutes of the Lamps Committee",
                    "Friday 14 June 2024 at 2 pm",
                    "Notice of this meeting was given on 1 June 2024.",
                    "Date of next meeting: 12 July 2024",
                ],
                Some("2024-06-14"),
            ),
            (
                vec![
                    "Appendix B 14/09/2021",
                    "ANNUAL MEETING OF THE TOWN COUNCIL",
                    "Minutes of the meeting of 4 May 2021",
                ],
                Some("2021-05-04"),
            ),
            (
                vec!["12 Feb 19", "MINUTES OF THE GRANTS COMMITTEE HELD ON MONDAY 28TH JANUARY 2019 AT 6.30PM"],
                Some("2019-01-28"),
            ),
            (
                vec![
                    "Date of Meeting:\t14 September 2011",
                    "Page added:\t3 October 2011",
                    "THURSDAY, 15 SEPTEMBER 2011",
                    "PROCEEDINGS OF THE ASSEMBLY",
                ],
                Some("2011-09-15"),
            ),
            (
                vec![
                    "Draft Minutes Subject to the Approval at the next Meeting Ordinary Meeting of the Parish Council Wednesday 7 February 2018 at 7.00 pm",
                ],
                Some("2018-02-07"),
            ),
            (vec!["Monthly City Council Meeting Monday 2 December 2024"], Some("2024-12-02")),
            (
                vec!["HARBOUR COMMITTEE MINUTES CITY OF ELM JANUARY 24, 2011", "DRAFT MINUTES NOT APPROVED"],
                Some("2011-01-24"),
            ),
            (
                vec![
                    "Minutes of the Board",
                    "Last updated 3 May 2021",
                    "The minutes of the meeting held on 5 April 2021 were approved.",
                ],
                None,
            ),
            (vec!["Minutes", "Approved 3 May 2021"], None),
            (vec!["Minutes of the Board", "The grant runs from 3 May 2021."], None),
            (vec!["COUNCIL\nSigned: A Elm 3 May 2021"], None),
            (
                vec!["Minutes of the meeting held on 12 April 2021", "To confirm the minutes of 3 March 2021"],
                Some("2021-04-12"),
            ),
        ] {
            assert_eq!(day(&lines, &[]).as_deref(), expect, "{lines:?}");
        }
    }

    #[test]
    fn figures_need_a_proof() {
        for (lines, elsewhere, expect) in [
            (vec!["MINUTES OF THE COUNCIL", "03/04/2021"], vec![], None),
            (
                vec!["MINUTES OF THE COUNCIL", "03/04/2021", "The bid of 02/18/2021 was approved."],
                vec![],
                Some("2021-03-04"),
            ),
            (
                vec!["MINUTES OF THE COUNCIL", "03/04/2021", "The bid of 18/02/2021 was approved."],
                vec![],
                Some("2021-04-03"),
            ),
            (vec!["MINUTES OF THE COUNCIL", "03/04/2021"], vec!["minutes 2021-03-04.pdf"], Some("2021-03-04")),
            (vec!["MINUTES OF THE COUNCIL", "03/04/2021"], vec!["minutes 03-04-2021.pdf"], None),
        ] {
            assert_eq!(day(&lines, &elsewhere).as_deref(), expect, "{lines:?} {elsewhere:?}");
        }
    }

    #[test]
    fn a_year_may_stand_elsewhere() {
        for (lines, elsewhere, expect) in [
            (
                vec!["Minutes of the meeting held on Tuesday 12th April", "Accounts for 2016"],
                vec![],
                Some("2016-04-12"),
            ),
            (vec!["Minutes of the meeting held on Tuesday 12th April", "Accounts for 2017"], vec![], None),
            (
                vec!["Procès-verbal", "Minutes of the meeting held on 18 April"],
                vec!["Minutes of 18 April 2022"],
                Some("2022-04-18"),
            ),
            (vec!["Minutes of the meeting held on 18 April"], vec!["minutes.txt"], None),
            (vec!["Minutes of the meeting held on 18 April", "Rules of 2019 and 2020"], vec![], None),
        ] {
            assert_eq!(day(&lines, &elsewhere).as_deref(), expect, "{lines:?}");
        }
    }
}
