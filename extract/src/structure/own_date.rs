//! The day of the meeting that a set of minutes records, as its own head prints it.
//!
//! Every day in the head is a candidate, weighed by what stands around it: "held on", the title line, a line of its own.
//! A print stamp, a next meeting, the day from which it was adjourned, the meeting whose minutes are approved, a signature
//! are none. Where nothing but prose has a day, there is no date: none is better than a wrong one.

mod apart;
mod elsewhere;
mod line;
mod order;
mod weight;
mod year;

pub use elsewhere::Elsewhere;
pub use order::OrderOf;

use super::dates::{self, Precision, PrintedDate};
use super::{evidence, top};
use crate::content::Block;
use jiff::civil::Date;

patterns! {
    /// A line that files a paper among others: the day beside it is the meeting's that it goes to.
    FILED = r"(?i)^\W*(?:(?:agenda\s+)?item\s+(?:no\.?\s*)?#?\d|appendix|annex(?:ure)?|enclosure|attachment|exhibit|agenda\s+item)\b|\bagenda\s+item\s+(?:no\.?\s*)?\w{1,4}\b|\bpage\s+\d{1,4}\s+of\s+\d{2,4}\b";
    /// The meeting that a paper goes to, with its item there: "For Place Committee, 14 November 2023, Item 3".
    FOR_ITEM = r"(?i),\s+(?:agenda\s+)?item\s+(?:no\.?\s*)?\d{1,2}\W*$";
    /// The code of an item before its title: "EB/32 Minutes – 22 June 2006", "TOP 2 Protokoll vom 28.06.2022".
    CODED = r"^\W*[A-Z]{1,5}[ ./-]?\d{1,4}(?:[/.-]\d{1,4})?[.:)]?\s+\p{L}";
    /// A line about another meeting of the same body.
    OTHER_MEETING = r"(?i)\b(?:next|following)\b.{0,40}\bmeeting\b|\bminutes\b";
}

/// Lines behind a title in which another may still be of the same paper.
const FAR: usize = 4;

/// Lines at the top that may be the head of a mail.
const MAIL_HEAD: usize = 8;

/// Most words of a line that files a paper.
const MOST_OF_STAMP: usize = 16;

/// The day of the meeting that these blocks are the minutes of; to the month where no day is printed anywhere.
pub fn find(blocks: &[Block], order: &OrderOf, elsewhere: &Elsewhere) -> Option<PrintedDate> {
    let agreeing = elsewhere.days();
    let head = top::lines(blocks);
    let titles: Vec<bool> = head.iter().map(|line| evidence::is_title(&line.text)).collect();
    let title = (0..head.len()).find(|at| titles[*at] && !head[*at].item).unwrap_or(0);
    let filed =
        head.iter().take(title).any(|l| l.text.split_whitespace().count() <= MOST_OF_STAMP && FILED.is_match(&l.text));
    let others = others(blocks, order);
    // "11/10/2023", where the paper was created on 2023-10-11.
    let plain = head.iter().flat_map(|line| dates::find(&line.text)).filter(|d| d.precision == Precision::Day);
    let certain: Vec<PrintedDate> = agreeing.iter().copied().chain(plain.filter(|d| d.other.is_none())).collect();
    let mut best: Option<(i32, PrintedDate)> = None;
    let mail = head.iter().take(MAIL_HEAD).any(|line| line.text.starts_with("Subject:"));
    for (place, line) in head.iter().enumerate() {
        // When a mail was sent, not when they met.
        let sent = mail && place < MAIL_HEAD && line.text.starts_with("Date:");
        if sent || FOR_ITEM.is_match(&line.text) {
            continue;
        }
        if place > title && titles[place] && CODED.is_match(&line.text) {
            continue;
        }
        // Far below the title the title of other minutes is an item, in whatever tongue: they are to be approved.
        let item = line.item || place > title + FAR && titles[place];
        let deep = i32::try_from(place).unwrap_or(i32::MAX / 2) + if item { weight::BEHIND_ITEM } else { 0 };
        let above = place.checked_sub(1).and_then(|i| head.get(i)).map(|l| l.text.as_str());
        for (weight, date) in line::candidates(&line.text, above) {
            let Some(date) = order.read(date, &certain) else { continue };
            let agrees =
                agreeing.iter().filter_map(|a| order.read(*a, &[])).any(|a| a.from.is_some_and(|day| date.holds(day)));
            let odd = if date.oddity.is_some() { weight::ODD } else { 0 };
            let early = match () {
                () if place < title && filed => weight::FILED,
                () if place < title && weight <= weight::ALONE => weight::ABOVE,
                () => 0,
            };
            // A day that the paper gives to another meeting needs more than to stand there.
            if weight < weight::MEETING && !agrees && date.from.is_some_and(|day| others.contains(&day)) {
                continue;
            }
            let weight = weight + odd + if agrees { weight::AGREES } else { 0 };
            let weight = weight - deep - early;
            if weight >= weight::LEAST && best.is_none_or(|(other, _)| weight > other) {
                best = Some((weight, date));
            }
        }
    }
    let month = || year::month_of_title(blocks);
    let by_weekday = || year::by_weekday(blocks);
    let told = best.map(|(_, date)| date).or_else(|| year::from_elsewhere(blocks, elsewhere));
    told.or_else(by_weekday).or_else(|| apart::find(blocks)).or_else(month)
}

/// The days that the paper gives to other meetings: the next one, and those whose minutes are approved.
fn others(blocks: &[Block], order: &OrderOf) -> Vec<Date> {
    let lines = blocks.iter().map(|b| top::clip(&b.text, 400));
    let about = lines.filter(|text| OTHER_MEETING.is_match(text) && !evidence::is_title(text));
    let other = about.filter(|text| evidence::about_other_minutes(text) || !text.to_lowercase().contains("minutes"));
    let days = other.flat_map(dates::find).filter(|d| d.precision == Precision::Day);
    days.filter_map(|date| order.read(date, &[])?.from).collect()
}

#[cfg(test)]
mod tests;
