//! Where a document begins: the forms in which minutes, reports, letters, inspection reports, agendas and slides open.
//!
//! Each form is anchored on something that only an opening has (the list of those present, the labels of a cover
//! sheet, "Dear ..."), so that a heading inside a document is never taken for a new one.

use super::attendance::opens_present;
use super::dates::{self, Precision};
use super::evidence;
use super::names::{names_a_body, names_a_council};
use crate::content::Block;
use record::{Form, Kind};

/// A place where a document begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Opening {
    /// The block that it begins with.
    pub at: usize,
    /// What begins there.
    pub kind: Kind,
    /// The block on which the form is anchored.
    pub anchor: usize,
}

/// How far a form may stand from its anchor, in blocks: heads with many short lines have about ten.
const REACH: usize = 14;

patterns! {
    /// "MINUTES of a meeting of the ...".
    MINUTES = r"(?i)^(?:draft\s+|unconfirmed\s+|approved\s+)?(?:minutes|notes|cofnodion)\b";
    /// What a meeting's end is told by.
    CLOSED = r"(?i)\b(?:meeting|session)\b.{0,60}\b(?:commenced|started|began|opened|closed|ended|finished|concluded|terminated)\b.{0,30}\bat\b|\bmeeting\s+(?:closed|ended|finished|concluded)\b";
    /// The labels of a report's cover sheet; a label stands at the start of a block or cell.
    COVER = r"(?i)(?:^|\t|\s{2,}|(?:\b20\d\d|\bCabinet|Committee|Council|Board)\s)(?P<label>report\s+to|report\s+of|report\s+by|report\s+for|report\s+author|report\s+title|reporting\s+officer|from|to|by|date(?:\s+of\s+meeting)?|meeting(?:\s+date)?|subject|title|committee|decision[\s-]maker|decision\s+no|key\s+decision|classification|ward\(?s?\)?(?:\s+affected)?|wards?\s+affected|electoral\s+divisions?|portfolio(?:\s+holder)?|cabinet\s+member|lead\s+(?:member|officer|director)|contact(?:\s+officer)?|relevant\s+\w+(?:\s+\w+)?|author|open/exempt|future\s+pathway(?:\s+of\s+\w+)?|past\s+pathway(?:\s+of\s+\w+)?|agenda\s+item(?:\s+no)?|summary)\s*(?::|\t|-\s)";
    /// A label of those that says to whom a report goes: no cover is without one.
    ADDRESSED = r"(?i)^(?:report\s+(?:to|for)|from|to|committee|meeting|decision[\s-]maker|report\s+of)\s*(?::|\t)";
    /// "Report to Cabinet", "Report of the Director of ..." as headings.
    REPORT_HEAD = r"(?i)^(?:report\s+(?:to|of)\s+(?:the\s+)?\w+|joint\s+report\s+of)\b";
    /// What stands in the sender's block.
    SENDER = r"(?i)\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b|@|\bwww\.|\btel(?:ephone)?\b|textphone|direct\s+(?:dial|line)|\be-?mail\b|\bour\s+ref|\byour\s+ref|\b0\d{3,4}\s?\d{3}";
    /// The end of a letter.
    SIGNED = r"(?i)^yours\s+(?:sincer|faith|truly)|^(?:kind|best)\s+regards";
    /// The title of an inspection report.
    INSPECTION = r"(?i)^(?:area\s+send\s+|joint\s+(?:targeted\s+)?area\s+|single\s+)?inspection\s+of\s+";
    /// Its dates.
    INSPECTED = r"(?i)\binspection\s+dates?\s*:";
    /// An agenda's head.
    AGENDA = r"(?i)^(?:(?:draft\s+)?agenda(?:\s+papers?\b.*|\s*$|\s+(?:for|part)\b.*|\s+(?:&|and)\s+summons.*)|a\s+g\s+e\s+n\s+d\s+a\b.*|summons\s+(?:to|and)\b.*|notice\s+of\s+(?:a\s+)?(?:\w+\s+){0,3}meeting\b.*|public\s+document\s+pack.*)$";
    /// A decision notice or list.
    DECISION = r"(?i)^(?:.{3,60}\s[-–—]\s+)?(?:proposed\s+)?(?:record\s+of\s+(?:\w+\s+){0,3}decisions?|(?:\w+\s+){0,3}decision\s+(?:notice|list|sheet|record)s?|notice\s+of\s+(?:\w+\s+){0,2}decisions?|decisions\s+(?:taken|made)\s+(?:by|at)\b.*|(?:list|summary)\s+of\s+decisions)\b";
    /// A page that was left blank on purpose.
    BLANK = r"(?i)intentionally\s+(?:left\s+)?blank";
    /// The template's last label, when nothing follows it.
    LAST_LABEL = r"(?i)^background\s+(?:papers|documents)\s*:?$";
}

/// Every opening in a file whose form leaves no doubt, in order.
pub fn find(blocks: &[Block]) -> Vec<Opening> {
    let mut found: Vec<Opening> = Vec::new();
    for i in 0..blocks.len() {
        if blocks[i].furniture || found.last().is_some_and(|last| i <= last.anchor) {
            continue;
        }
        let forms = [minutes, inspection, cover, letter];
        let floor = found.last().map_or(0, |last| last.anchor + 1);
        if let Some(opening) = forms.iter().find_map(|form| form(blocks, i))
            && opening.at >= floor
            && !goes_on(blocks, &found, &opening)
        {
            found.push(opening);
        }
    }
    found
}

/// Whether what looks like another set of minutes is the head of the same printed again: the same day, body and hour.
fn goes_on(blocks: &[Block], found: &[Opening], next: &Opening) -> bool {
    let Some(last) = found.last().filter(|last| last.kind == Kind::Minutes && next.kind == Kind::Minutes) else {
        return false;
    };
    let head = |o: &Opening| -> Vec<&Block> {
        let lines = blocks.get(o.at..=o.anchor).unwrap_or_default();
        lines.iter().filter(|b| !b.furniture).collect()
    };
    let (before, after) = (head(last), head(next));
    let day = |head: &[&Block]| head.iter().flat_map(|b| dates::find(&b.text)).find_map(|d| d.from);
    let hour = |head: &[&Block]| head.iter().flat_map(|b| dates::times(&b.text)).map(|t| t.time).next();
    let body = |head: &[&Block]| {
        let lines = head.iter().map(|b| b.text.trim());
        lines.filter(|t| names_a_body(t) || names_a_council(t)).map(record::text::fold).next()
    };
    let agree = |a: Option<String>, b: Option<String>| a.is_none() || b.is_none() || a == b;
    let hours = (hour(&before), hour(&after));
    day(&before).is_some()
        && day(&before) == day(&after)
        && agree(body(&before), body(&after))
        && (hours.0.is_none() || hours.1.is_none() || hours.0 == hours.1)
}

/// Whether a line tells when the meeting began or ended: the last line of most minutes.
pub fn closes(text: &str) -> bool {
    CLOSED.is_match(text) && text.split_whitespace().count() <= 40
}

/// Whether a file opens as an agenda or a decision: these forms are believed only near the start of a file or page.
pub fn front(blocks: &[Block]) -> Option<Kind> {
    let first = blocks.iter().filter(|b| !b.furniture).take(8);
    first.filter_map(|b| front_block(b.text.trim())).next()
}

fn front_block(text: &str) -> Option<Kind> {
    let words = text.split_whitespace().count();
    match () {
        () if words <= 40 && AGENDA.is_match(text) => Some(Kind::Agenda),
        () if words <= 20 && DECISION.is_match(text) => Some(Kind::Decision),
        () => None,
    }
}

/// A title page: a short title, then a line that ends in a month or date, right after something that ends a document.
/// Only in packs: alone it is too weak a form.
pub fn title_page(blocks: &[Block], i: usize) -> Option<Opening> {
    let block = &blocks[i];
    let words = block.text.split_whitespace().count();
    let title = !block.furniture && (2..=25).contains(&words) && !block.text.trim_end().ends_with(['.', ':', ';', ',']);
    if !title || block.marker.is_some() || !after_an_end(blocks, i) {
        return None;
    }
    // A title has no date in it, and the name and post under a letter are no title.
    let signature = block.text.split_whitespace().next_back().is_some_and(super::people::is_post_word);
    if signature || !dates::find(&block.text).is_empty() {
        return None;
    }
    let dated = blocks[i + 1..].iter().find(|b| !b.furniture).is_some_and(|b| {
        let end = b.text.trim_end().chars().count();
        b.text.split_whitespace().count() <= 14 && dates::find(&b.text).last().is_some_and(|d| d.end + 1 >= end)
    });
    dated.then_some(Opening { at: i, kind: Kind::Presentation, anchor: i })
}

/// Whether what stands before this block ended a document.
fn after_an_end(blocks: &[Block], i: usize) -> bool {
    let before = &blocks[..i];
    if before.last().is_some_and(|b| b.furniture && BLANK.is_match(&b.text)) {
        return true;
    }
    let mut printed = before.iter().rev().filter(|b| !b.furniture && b.text.chars().any(char::is_alphanumeric));
    let Some(last) = printed.next() else { return false };
    let signed = !SIGNED.is_match(last.text.trim()) && printed.take(3).any(|b| SIGNED.is_match(b.text.trim()));
    signed || CLOSED.is_match(&last.text) || LAST_LABEL.is_match(last.text.trim())
}

/// Minutes: the list of those present, and a head with a date above it.
fn minutes(blocks: &[Block], i: usize) -> Option<Opening> {
    let listed = opens_present(&blocks[i].text) && !is_entry_alone(blocks, i);
    if !listed && !opens_under_a_title(blocks, i) {
        return None;
    }
    let head = head_before(blocks, i, |b| {
        let text = b.text.trim();
        let words = text.split_whitespace().count();
        let sentence = text.ends_with('.') && !MINUTES.is_match(text) && words > 12;
        words <= 60 && !sentence && !CLOSED.is_match(text) && !SIGNED.is_match(text)
    });
    // A front sheet so short that it is within reach is another document: minutes begin on a page of their own after it.
    let agenda = head.clone().any(|b| front_block(blocks[b].text.trim()) == Some(Kind::Agenda));
    let head = match head.clone().find(|&b| agenda && blocks[b].page == blocks[i].page) {
        Some(top) => below_agenda(blocks, top..head.end),
        None => head,
    };
    let names = |b: &Block| {
        let text = b.text.trim();
        names_a_body(text) || names_a_council(text) || MINUTES.is_match(text) || dates::is_only_date(text)
    };
    let dated = |b: &Block| dates::find(&b.text).iter().any(|d| d.precision == Precision::Day);
    let start = head.clone().find(|&b| !blocks[b].furniture && names(&blocks[b]));
    let start = start.or_else(|| head.clone().find(|&b| !blocks[b].furniture && dated(&blocks[b])))?;
    (start..=i).any(|b| dated(&blocks[b])).then_some(Opening { at: start, kind: Kind::Minutes, anchor: i })
}

/// The head of minutes without the agenda that was sent out before them: the title that calls the paper minutes stands
/// behind entries of that agenda.
fn below_agenda(blocks: &[Block], head: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let title = head.clone().rev().find(|&b| !blocks[b].furniture && evidence::is_title(blocks[b].text.trim()));
    let entry = |title: &usize| blocks[head.start..*title].iter().any(|b| b.marker.is_some());
    title.filter(entry).unwrap_or(head.start)..head.end
}

/// Whether a letter calls people to a meeting: "A Special Meeting of the Council will be held on".
pub fn calls_to_meeting(blocks: &[Block]) -> bool {
    blocks.iter().filter(|b| !b.furniture).any(|b| {
        let text = b.text.trim();
        text.split_whitespace().count() <= 60 && (AGENDA.is_match(text) || evidence::is_about_meeting_to_come(text))
    })
}

/// Whether a numbered line has the next number right below it, and nobody in between: "2. ROLL CALL" of an agenda.
fn is_entry_alone(blocks: &[Block], i: usize) -> bool {
    /// Words of such an entry, at most: a longer one lists people behind its label.
    const LONGEST: usize = 4;
    let next = blocks[i + 1..].iter().find(|b| !b.furniture);
    let numbered = |b: &Block| b.marker.as_deref().is_some_and(|marker| marker.contains(|c: char| c.is_ascii_digit()));
    numbered(&blocks[i]) && blocks[i].text.split_whitespace().count() <= LONGEST && next.is_some_and(numbered)
}

/// Whether the meeting is called to order here and the lines above call the paper minutes: as good as a list of those
/// present. "Minutes" as an item of other minutes has no such line below it.
fn opens_under_a_title(blocks: &[Block], i: usize) -> bool {
    let text = blocks[i].text.trim();
    let told = ["order", "opened", "commenced", "convened", "began"].iter().any(|word| text.contains(word));
    let title = |b: &Block| {
        let line = b.text.trim();
        !b.furniture && b.marker.is_none() && line.split_whitespace().count() <= 40 && evidence::is_title(line)
    };
    told && text.split_whitespace().count() <= 80
        && blocks[i.saturating_sub(REACH)..i].iter().any(title)
        && evidence::says_opened(text)
        && !evidence::about_other_minutes(text)
}

/// A title of minutes at the top of a page, a day beside it: a set of minutes without a list of those present. Only in
/// packs, as [`title_page`].
pub fn minutes_page(blocks: &[Block], i: usize) -> Option<Opening> {
    let block = &blocks[i];
    let top = !block.furniture
        && block.marker.is_none()
        && block.text.split_whitespace().count() <= 40
        && blocks[..i].iter().rev().find(|b| !b.furniture).is_none_or(|before| before.page < block.page);
    if !top || !evidence::is_title(block.text.trim()) {
        return None;
    }
    let near = blocks[i..].iter().filter(|b| !b.furniture).take(4);
    let dated = near.flat_map(|b| dates::find(&b.text)).any(|d| d.precision == Precision::Day);
    dated.then_some(Opening { at: i, kind: Kind::Minutes, anchor: i })
}

/// The blocks right before one that fit, at most [`REACH`]; furniture is stepped over, a page left blank is an end.
fn head_before(blocks: &[Block], i: usize, fits: impl Fn(&Block) -> bool) -> std::ops::Range<usize> {
    let mut start = i;
    while start > 0 && i - start < REACH {
        let block = &blocks[start - 1];
        if (block.furniture && BLANK.is_match(&block.text)) || (!block.furniture && !fits(block)) {
            break;
        }
        start -= 1;
    }
    start..i
}

/// A report's cover sheet: at least three of its labels, one of them saying to whom it goes.
fn cover(blocks: &[Block], i: usize) -> Option<Opening> {
    let text = blocks[i].text.trim();
    if !(ADDRESSED.is_match(text) || (REPORT_HEAD.is_match(text) && text.split_whitespace().count() <= 20)) {
        return None;
    }
    let mut labels: Vec<String> = Vec::new();
    let mut last = i;
    for (at, block) in blocks.iter().enumerate().skip(i).take(REACH).filter(|(_, b)| !b.furniture) {
        for label in COVER.captures_iter(&block.text).map(|c| c["label"].to_lowercase()) {
            if !labels.contains(&label) {
                labels.push(label);
                last = at;
            }
        }
    }
    if labels.len() < 3 {
        return None;
    }
    let mut at = i;
    // The council's name, the committee and the like stand above the first label.
    for _ in 0..4 {
        let Some(above) = (0..at).rev().find(|&b| !blocks[b].furniture) else { break };
        let text = blocks[above].text.trim();
        let titled = names_a_council(text) || (names_a_body(text) && !text.ends_with('.')) || dates::is_only_date(text);
        let short = text.split_whitespace().count() <= 12 && blocks[above].marker.is_none();
        if !(titled && short) || blocks[above].page != blocks[i].page {
            break;
        }
        at = above;
    }
    Some(Opening { at, kind: Kind::Report, anchor: last })
}

/// A letter: "Dear ..." with a date of its own above it and the sender's block above or around that.
fn letter(blocks: &[Block], i: usize) -> Option<Opening> {
    if !evidence::is_salutation(blocks[i].text.trim()) {
        return None;
    }
    let short = |b: &Block| {
        let text = b.text.trim();
        text.split_whitespace().count() <= 40
            && !text.ends_with(':')
            && !SIGNED.is_match(text)
            && b.form != Form::ListEntry
    };
    let head = head_before(blocks, i, short);
    let date = head.clone().rev().find(|&b| !blocks[b].furniture && has_letter_date(&blocks[b].text))?;
    let above = (head.start..=date).rev().take_while(|&b| {
        let block = &blocks[b];
        // A page stamp between two documents ends the one before.
        !block.furniture
            || block.page == blocks[date].page && block.page == blocks[head.start].page && !stamp(&block.text)
    });
    let at = above.filter(|&b| !blocks[b].furniture).last().unwrap_or(date);
    Some(Opening { at, kind: Kind::Letter, anchor: i })
}

/// Whether a short block of a letter's head carries its date: alone, or after "Date:" and the like.
fn has_letter_date(text: &str) -> bool {
    let days = dates::find(text).into_iter().filter(|d| d.precision == Precision::Day).count();
    days == 1
        && (dates::is_only_date(text)
            || SENDER.is_match(text)
            || text.to_lowercase().contains("date")
            || text.split_whitespace().count() <= 8)
}

fn stamp(text: &str) -> bool {
    text.to_lowercase().contains("pack page") || BLANK.is_match(text)
}

/// An inspection report: its title and, a few lines on, its dates.
fn inspection(blocks: &[Block], i: usize) -> Option<Opening> {
    let text = blocks[i].text.trim();
    if !INSPECTION.is_match(text) || text.split_whitespace().count() > 60 {
        return None;
    }
    let dates = blocks.iter().enumerate().skip(i).take(REACH).find(|(_, b)| INSPECTED.is_match(&b.text))?.0;
    let above = (0..i)
        .rev()
        .find(|&b| !blocks[b].furniture)
        .filter(|&b| names_a_council(blocks[b].text.trim()) && blocks[b].page == blocks[i].page);
    Some(Opening { at: above.unwrap_or(i), kind: Kind::InspectionReport, anchor: dates })
}

#[cfg(test)]
mod tests;
