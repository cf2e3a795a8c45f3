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
        Some(top) => top..head.end,
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
mod tests {
    use super::*;
    use crate::structure::samples::{block, furniture, heading};

    fn check(blocks: &[Block], expect: &[(usize, Kind)]) {
        let found: Vec<_> = find(blocks).iter().map(|o| (o.at, o.kind)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn finds_sets_of_minutes_in_a_pack() {
        check(
            &[
                block(
                    "If you have any queries please contact the office before the meeting in good time for the answer.",
                ),
                heading("CHILDREN'S SERVICES COMMITTEE"),
                heading("9 FEBRUARY 2022"),
                heading("PRESENT"),
                block("Councillor D. Elm (in the Chair)."),
                block("The meeting commenced at 6.30 p.m. and finished at 8.38 p.m."),
                furniture("This page is intentionally left blank"),
                block("Docum"),
                heading("CHILDREN'S SERVICES COMMITTEE"),
                heading("15 MARCH 2022"),
                heading("PRESENT"),
            ],
            &[(1, Kind::Minutes), (8, Kind::Minutes)],
        );
        check(
            &[
                heading("NORTHGATE COUNTY COUNCIL"),
                heading("CABINET"),
                block("MINUTES of a meeting of the Cabinet held in the Council Chamber on Thursday, 30 January 2025."),
                block("PRESENT: Mr R W Elm (Chairman) and Mr N Oak"),
                heading("86. Minutes of the Meeting held on 9th January 2025"),
            ],
            &[(0, Kind::Minutes)],
        );
        check(
            &[
                heading("Milburn Parish Council - 12th January 2016"),
                heading("Present"),
                block("Councillors Elm and Oak"),
            ],
            &[(0, Kind::Minutes)],
        );
    }

    #[test]
    fn finds_minutes_that_list_nobody() {
        check(
            &[
                heading("HARBOUR BOARD MINUTES"),
                heading("March 9, 2022"),
                block("The meeting was called to order by Supervisor Elm at 7:00 PM."),
                heading("APPROVAL OF MINUTES"),
                block("Motion to approve the minutes of the meeting on February 9, 2022, by Elm, seconded by Oak."),
                block("The meeting adjourned at 8:10 PM."),
                heading("HARBOUR BOARD MINUTES"),
                heading("April 13, 2022"),
                block("The meeting was called to order by Supervisor Elm at 7:00 PM."),
            ],
            &[(0, Kind::Minutes), (6, Kind::Minutes)],
        );
        check(
            &[
                heading("Minutes of the Harbour Board, 9 March 2022"),
                heading("PRESENT"),
                block("Ann Elm"),
                block("Roads were discussed by all of the members at some length until the lamps went out."),
                heading("Minutes of the Harbour Board, 9 March 2022"),
                heading("PRESENT"),
                block("Ann Elm"),
                block("Roads were discussed by all of the members at some length until the lamps went out."),
                heading("Minutes of the Harbour Board, 9 March 2022 at 4 pm"),
                heading("PRESENT"),
                block("Roads were discussed by all of the members at some length until the lamps went out."),
                heading("Minutes of the Roads Board, 9 March 2022"),
                heading("PRESENT"),
            ],
            &[(0, Kind::Minutes), (8, Kind::Minutes), (11, Kind::Minutes)],
        );
        let page = |page: u32, text: &str| Block { page, last_page: page, ..heading(text) };
        let pack = [
            page(1, "AGENDA"),
            page(2, "MINUTES OF THE BOARD"),
            page(2, "3 May 2021"),
            page(2, "Minutes"),
            page(3, "Roads"),
        ];
        let found: Vec<usize> = (0..pack.len()).filter(|&i| minutes_page(&pack, i).is_some()).collect();
        assert_eq!(found, [1]);
    }

    #[test]
    fn finds_covers_once() {
        check(
            &[
                heading("NORTHGATE COUNCIL"),
                block("Report to: Overview and Scrutiny Committee"),
                block("Date: July 2022"),
                block("Report of: Ann Elm - Corporate Director"),
                heading("Report Title"),
                block("Update on activity"),
                block("Date: this label is part of the text and opens nothing"),
                heading("APPENDIX 1: FLOWCHARTS"),
            ],
            &[(0, Kind::Report)],
        );
        check(
            &[
                block("From:\tAnn Elm, Cabinet Member for Education"),
                block("To:\tCabinet - 30 January 2025"),
                block("Subject:\tTransfer of a service"),
                block("Classification:\tUnrestricted"),
            ],
            &[(0, Kind::Report)],
        );
    }

    #[test]
    fn finds_letters_with_their_senders_block() {
        check(
            &[
                block("Background Papers:"),
                furniture("Document Pack Page 23"),
                block("Ofsted"),
                block("Piccadilly Gate T 0300 123 1231"),
                block("M1 2WD www.gov.uk/ofsted"),
                block("9 May 2022"),
                block("Ann Elm Corporate Director Northgate Council Talbot Road M32 0TH"),
                block("Dear Ann"),
                block("Dear Ann, I write to say that this is a sentence and no salutation at all here."),
            ],
            &[(2, Kind::Letter)],
        );
    }

    #[test]
    fn finds_inspection_reports_with_the_council_above() {
        check(
            &[
                heading("Northgate Metropolitan Borough Council"),
                heading("Inspection of services for children in need of help and protection"),
                block("Inspection date: 27 January 2015 – 18 February 2015"),
                block("Report published: 12 May 2015"),
            ],
            &[(0, Kind::InspectionReport)],
        );
    }

    #[test]
    fn believes_a_title_page_only_after_an_end() {
        let blocks = [
            block("Yours sincerely"),
            block("Kate Elm Her Majesty's Inspector"),
            heading("Northgate Council Self-Assessment 2021/22"),
            block("Updated May 2022"),
            block("The text goes on and on until it has been said."),
            heading("What we do"),
            block("In May 2022"),
        ];
        assert!(title_page(&blocks, 2).is_some());
        assert!(title_page(&blocks, 5).is_none());
    }
}
