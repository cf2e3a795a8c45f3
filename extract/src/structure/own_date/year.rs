//! A meeting whose head prints no whole day: its year stands elsewhere, or only its month is printed.

use super::elsewhere::Elsewhere;
use super::line;
use crate::content::Block;
use crate::structure::dates::{self, Precision, PrintedDate, Yearless};
use crate::structure::{evidence, top};
use jiff::ToSpan;
use jiff::civil::Date;

/// A day and month without a year ("held on Tuesday 12th April"), with the year that the head, the title or the name
/// gives: the only one, and the one in which the weekday fits. Where a weekday is printed, the only year of the whole
/// paper's dates in which it fits will do.
pub fn from_elsewhere(blocks: &[Block], elsewhere: &Elsewhere) -> Option<PrintedDate> {
    let head = top::lines(blocks);
    let lines: Vec<&str> = head.iter().filter(|l| !l.item).map(|l| l.text.as_str()).collect();
    let named = elsewhere.days();
    let mut years: Vec<i32> = lines.iter().flat_map(|l| dates::years(l)).collect();
    years.extend(named.iter().filter_map(|d| d.from).map(|d| i32::from(d.year())));
    years.extend(elsewhere.texts.iter().flat_map(|t| dates::years(t)));
    for text in lines.iter().filter(|text| is_about_meeting(text) || is_day_with_weekday(text)) {
        for day in dates::without_year(text).into_iter().filter(|day| !is_other(text, day)) {
            let same = named.iter().filter_map(|d| d.from).find(|d| is_day(&day, *d)).filter(|d| fits(&day, *d));
            let only = || only_year(&day, &years);
            let of_paper = || day.weekday.and_then(|_| only_year(&day, &years_of_dates(blocks)));
            let next = || after_last_minutes(&day, blocks);
            if let Some(date) = same.or_else(only).or_else(of_paper).or_else(next) {
                return Some(PrintedDate::of_day(date));
            }
        }
    }
    None
}

/// Days between a meeting and the one before, whose minutes it approves, at most.
const TO_LAST: i32 = 200;

/// The first such day after the meeting whose minutes are approved, where that is near: "held on the 16th June", and below
/// it "Minutes of the meeting of 21st April 2021".
fn after_last_minutes(day: &Yearless, blocks: &[Block]) -> Option<Date> {
    let approved = blocks.iter().map(|b| top::clip(&b.text, 400)).filter(|text| {
        text.to_lowercase().contains("minutes") && evidence::about_other_minutes(text) && !evidence::is_title(text)
    });
    let days = approved.flat_map(dates::find).filter(|d| d.precision == Precision::Day && d.other.is_none());
    let last = days.filter_map(|d| d.from).max()?;
    let year = i32::from(last.year());
    let found = [year, year + 1].into_iter().filter_map(|year| dates::day(Some(year), Some(day.month), Some(day.day)));
    let first = found.into_iter().find(|date| *date > last)?;
    let near = first.since(last).is_ok_and(|span| span.get_days() <= TO_LAST);
    (near && fits(day, first)).then_some(first)
}

patterns! {
    /// A weekday and its day, without a month: "Tuesday 7th".
    WEEKDAY_AND_DAY = r"\b(?P<weekday>\p{L}+day),?\s+(?:the\s+)?(?P<day>\d{1,2})(?:st|nd|rd|th)\b";
}

/// Days before another day of the head in which a meeting is told by its weekday and day alone.
const WITHIN: i32 = 45;

/// "Tuesday 7th" in a line about the meeting, by the first day of the head, a mail's perhaps, that it stands before: the
/// last one on which weekday and day of the month agree.
pub fn by_weekday(blocks: &[Block]) -> Option<PrintedDate> {
    let head = top::lines(blocks);
    let lines = || head.iter().filter(|l| !l.item).map(|l| l.text.as_str());
    let certain = |d: PrintedDate| if d.precision == Precision::Day && d.other.is_none() { d.from } else { None };
    let anchors: Vec<Date> = lines().flat_map(dates::find).filter_map(certain).collect();
    lines().filter(|text| is_about_meeting(text)).find_map(|text| {
        let found = WEEKDAY_AND_DAY.captures(text)?;
        let whole = found.get(0)?;
        // "Tuesday 7th March" has a month.
        let monthless = dates::find(text).is_empty() && dates::without_year(text).is_empty();
        if !monthless || line::is_about_other_day(text.get(..whole.start())?) {
            return None;
        }
        let (day, weekday) = (
            found["day"].parse::<i8>().ok()?,
            crate::lexicon::weekday(&found["weekday"]).and_then(|n| i8::try_from(n).ok())?,
        );
        let fits = |date: &Date| date.day() == day && date.weekday().to_monday_one_offset() == weekday;
        let last = |anchor: &Date| (0..=WITHIN).filter_map(|back| anchor.checked_sub(back.days()).ok()).find(fits);
        anchors.iter().find_map(last).map(PrintedDate::of_day)
    })
}

fn is_about_meeting(text: &str) -> bool {
    let title = evidence::is_title(text);
    let about = title || evidence::names_a_meeting(text) || evidence::says_met(text);
    about && text.split_whitespace().count() <= 60 && (title || !evidence::about_other_minutes(text))
}

/// "Monday 22 April at 7 p.m. (2024)", "3pm, Sunday 20th February": a line that begins with a weekday and its day, or with
/// the hour before them.
fn is_day_with_weekday(text: &str) -> bool {
    const SHORT: usize = 12;
    let hour = dates::times(text).first().filter(|time| time.start == 0).map_or(0, |time| time.end);
    let behind_hour = |start: usize| text.chars().take(start).skip(hour).all(|c| matches!(c, ' ' | ',' | '-' | '–'));
    let begins = dates::without_year(text).first().is_some_and(|day| behind_hour(day.start) && day.weekday.is_some());
    begins && text.split_whitespace().count() <= SHORT
}

/// Whether the words before this day say that it is another meeting's, or no meeting's.
fn is_other(text: &str, day: &Yearless) -> bool {
    let before: String = text.chars().take(day.start).collect();
    line::is_about_other_day(&before)
}

fn is_day(day: &Yearless, date: Date) -> bool {
    (i32::from(date.day()), i32::from(date.month())) == (day.day, day.month)
}

fn fits(day: &Yearless, date: Date) -> bool {
    day.weekday.is_none_or(|weekday| date.weekday() == weekday)
}

/// The day in the only one of these years in which it can be.
fn only_year(day: &Yearless, years: &[i32]) -> Option<Date> {
    let mut years = years.to_vec();
    years.sort_unstable();
    years.dedup();
    let in_year = |year: i32| dates::day(Some(year), Some(day.month), Some(day.day));
    let mut fitting = years.into_iter().filter_map(in_year).filter(|date| fits(day, *date));
    match (fitting.next(), fitting.next()) {
        (only, None) => only,
        _ => None,
    }
}

/// The years of all whole dates that a paper prints.
fn years_of_dates(blocks: &[Block]) -> Vec<i32> {
    let dates = blocks.iter().flat_map(|b| dates::find(&b.text)).filter(|d| d.precision == Precision::Day);
    dates.filter_map(|d| d.from).map(|d| i32::from(d.year())).collect()
}

/// The month in the line that names the meeting, where that is all that the paper prints; not the end of a range.
pub fn month_of_title(blocks: &[Block]) -> Option<PrintedDate> {
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
