//! What may head an item of minutes: every numbered line, and every short line that is printed like a heading.

use super::answers::{is_answer, is_shouted, without_answer, without_hour, without_remark};
use super::candidate::{Candidate, Place};
use super::codes::{coded, has_codes};
use super::forms::Forms;
use super::margin::{agenda_number, is_range, split_agenda_number, without_margin};
use super::nested;
use super::no_titles::{
    heads_decision, heads_side, is_outcome, is_page_mark, is_street, numbers_decision, says_nothing, says_who_moved,
};
use super::parts::heads_part_or_list;
use super::titles;
use crate::content::Block;
use crate::layout::number::{self, Number, Scheme};
use crate::structure::action_by;
use crate::structure::dates;
use crate::structure::evidence;
use crate::structure::names::starts_upper;
use crate::structure::speech::sentences::sentences;
use record::Form;
use std::collections::BTreeSet;

/// Most words of a title; longer ones of motions under the law were seen to run to sixty.
const LONGEST_TITLE: usize = 70;

/// Most words of a title behind a number with its stop: those of resolutions name everybody who is party to them.
const LONGEST_CLOSED: usize = 110;

/// Most words of a title without a number.
const LONGEST_UNNUMBERED: usize = 18;

/// A first line of so many words is one that was broken, so that the title goes on below.
const BROKEN_LINE: usize = 6;

/// The candidates from block `from` on. `lists` are the blocks, in order, in which lists of people stand: only a number
/// makes a candidate of one.
pub fn candidates(blocks: &[Block], from: usize, lists: &[usize]) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut at = from;
    let codes = has_codes(blocks);
    let forms = Forms::find(blocks);
    while at < blocks.len() {
        let listed = lists.binary_search(&at).is_ok();
        match formed(blocks, at, &forms)
            .or_else(|| candidate_at(blocks, at, codes))
            .filter(|c| c.number.is_some() || c.agenda_number.is_some() || !listed)
        {
            Some(candidate) => {
                at = candidate.next();
                found.push(candidate);
            }
            None => at += 1,
        }
    }
    without_movers(blocks, found)
}

/// Where the same few names stand behind numbers, each above a motion, they are those of the movers.
fn without_movers(blocks: &[Block], mut found: Vec<Candidate>) -> Vec<Candidate> {
    const FEWEST: usize = 4;
    let is_mover =
        |c: &Candidate| c.number.is_some() && blocks.get(c.next()).is_some_and(|below| moves(&c.title, below));
    let movers: Vec<&str> = found.iter().filter(|c| is_mover(c)).map(|c| c.title.as_str()).collect();
    let different: BTreeSet<&str> = movers.iter().copied().collect();
    if movers.len() >= FEWEST && different.len() * 3 <= movers.len() * 2 {
        found.retain(|candidate| !is_mover(candidate));
    }
    found
}

/// The candidate that this block is by what the paper prints before each of its titles.
fn formed(blocks: &[Block], at: usize, forms: &Forms) -> Option<Candidate> {
    let title = forms.title(&blocks[at])?;
    let (number, title) = number::leading(title).map_or((None, title), |(number, rest)| (Some(number), rest));
    Some(Candidate {
        number: number.map(|number| (number, Place::Before)),
        agenda_number: None,
        caps: is_shouted(title),
        stressed: true,
        title: title.to_owned(),
        blocks: vec![at],
    })
    .filter(|candidate| !candidate.title.is_empty())
}

/// The candidate that begins at this block. `codes` says that the paper prints the agenda's number behind its titles.
fn candidate_at(blocks: &[Block], at: usize, codes: bool) -> Option<Candidate> {
    let block = blocks.get(at).filter(|b| !b.furniture)?;
    let text = block.text.trim();
    // Figures before or in a title with a code are its own words, or the number of a page above it.
    let code = coded(text).filter(|_| codes);
    let number_of = |at| numbered(blocks, at).filter(|_| !codes);
    let (number, title, used) = number_of(at).unwrap_or_else(|| (None, text.to_owned(), vec![at]));
    let last = &blocks[*used.last()?];
    let charges = action_by::doers(&title).is_some_and(|doers| doers.plain);
    let heads_paper = number.is_none() && at < FIRST_LINES && names_paper(&title);
    if charges || heads_paper || is_roll(text) || is_running_head(blocks, at, &title) {
        return None;
    }
    let (title, agenda_number) = match code {
        Some((title, code)) => (title.to_owned(), Some(code.to_owned())),
        None => split_agenda_number(&without_margin(&title)),
    };
    let title = without_hour(without_remark(without_answer(&title))).to_owned();
    let mut candidate = Candidate {
        number,
        agenda_number,
        caps: is_shouted(&title),
        stressed: is_heading(block) || is_heading(last),
        title,
        blocks: used,
    };
    take_agenda_number(&mut candidate, blocks);
    take_broken_line(&mut candidate, blocks);
    let below = blocks.get(candidate.next());
    (is_possible(&candidate, last, below) && !is_resolved(&candidate, blocks, at)).then_some(candidate)
}

/// Whether a line near the top calls the whole paper minutes of a meeting: "MINUTES OF REGULAR MEETING".
fn names_paper(title: &str) -> bool {
    let lower = title.to_lowercase();
    let meets = ["meeting", "session", "sitting", "hearing"].iter().any(|word| lower.contains(word));
    meets && title.split_whitespace().count() > 2 && evidence::is_title(title)
}

/// Whether a line says how several voted: "ROLL CALL - Elm aye; Oak nay; Ash aye." A heading would part the vote from its
/// motion.
fn is_roll(text: &str) -> bool {
    const SAID: [&str; 8] = ["aye", "ayes", "nay", "nays", "yea", "yeas", "yes", "no"];
    let lower = text.to_lowercase();
    let said = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| SAID.contains(word)).count();
    said >= 3 && (lower.starts_with("roll call") || lower.starts_with("vote"))
}

/// Whether the first line of a page is that of the paper's first page, with its day and the page's number: "3 COUNCIL OF
/// EDEN May 4, 2011".
fn is_running_head(blocks: &[Block], at: usize, title: &str) -> bool {
    let before = blocks[..at].iter().rfind(|b| !b.furniture);
    let turns = before.is_some_and(|b| b.last_page < blocks[at].page);
    let Some(day) = dates::find(title).first().map(|day| day.start).filter(|_| turns) else { return false };
    let name: String = title.chars().take(day).collect();
    let name = name.trim_end_matches(|c: char| !c.is_alphanumeric());
    let heads = |block: &&Block| block.text.trim_start().starts_with(name);
    name.contains(' ') && blocks.iter().take(FIRST_LINES).filter(|b| b.page < blocks[at].page).any(|b| heads(&b))
}

/// Blocks at the start of a paper in which it names its body.
const FIRST_LINES: usize = 6;

/// Whether a line is a part of what stands under "RESOLVED:": "That the update be noted."
fn is_resolved(candidate: &Candidate, blocks: &[Block], at: usize) -> bool {
    const OPENS: [&str; 4] = ["resolved", "recommended", "agreed", "decided"];
    let part = |text: &str| text.trim_start().starts_with("That ");
    let above = || blocks[..at].iter().rev().filter(|b| !b.furniture).find(|b| b.marker.is_none() || !part(&b.text));
    part(&candidate.title)
        && above().is_some_and(|b| OPENS.iter().any(|word| b.text.trim_start().to_lowercase().starts_with(word)))
}

/// Number, title and blocks of a line that has a number.
fn numbered(blocks: &[Block], at: usize) -> Option<(Option<(Number, Place)>, String, Vec<usize>)> {
    let block = &blocks[at];
    let text = block.text.trim();
    if is_day(block.marker.as_deref().unwrap_or(text)) {
        return None;
    }
    let (number, rest) = match &block.marker {
        Some(marker) => (number::alone(marker)?, text),
        None => match number::leading(text).or_else(|| number::leading(behind_sort(text)?)) {
            Some((number, _)) if is_bare(&number) && goes_on_from_above(blocks, at) => return None,
            Some((number, rest)) => (number, rest),
            None => {
                let longest = if is_heading(block) { LONGEST_TITLE } else { LONGEST_UNNUMBERED };
                let short = text.split_whitespace().count() <= longest;
                let (_, number, rest) = number::labelled(text).filter(|_| short)?;
                let title = if rest.is_empty() { text } else { rest };
                return Some((Some((number, Place::Behind)), title.to_owned(), vec![at]));
            }
        },
    };
    if let Some((minute, title)) = second_number(&number, rest) {
        return Some((Some((minute, Place::Before)), title.to_owned(), vec![at]));
    }
    let only_agenda_number = agenda_number(rest).is_some_and(|(_, whole)| whole);
    if !rest.is_empty() && !only_agenda_number {
        return Some((Some((number, Place::Before)), rest.to_owned(), vec![at]));
    }
    // A number alone: the title is the next block, across a page's foot and head.
    let next = (at + 1..blocks.len()).find(|&i| !blocks[i].furniture)?;
    let title = &blocks[next];
    let is_number = is_range(text) || title.marker.is_some() || number::alone(&title.text).is_some();
    if is_number || title.page > block.page + 1 || !starts_upper(&title.text) {
        return None;
    }
    let mut used = vec![at, next];
    let mut words = title.text.trim().to_owned();
    while let Some(more) = goes_on_below(blocks, &words, used[used.len() - 1]) {
        words = format!("{words} {}", blocks[more].text.trim());
        used.push(more);
    }
    let title = if rest.is_empty() { words } else { format!("{words} {rest}") };
    Some((Some((number, Place::Above)), title, used))
}

/// What stands behind the sort of an item, where a lettered title follows: "Action (Consent): A. Mill roof",
/// "Action, Information: B. Old weir".
fn behind_sort(text: &str) -> Option<&str> {
    const SORTS: [&str; 10] = [
        "action",
        "consent",
        "discussion",
        "information",
        "minutes",
        "presentation",
        "procedural",
        "recognition",
        "report",
        "reports",
    ];
    let (sorts, rest) = text.split_once(": ")?;
    let mut words = sorts.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let lettered = matches!(rest.as_bytes(), [b'A'..=b'Z', b'.', b' ', ..]);
    let sorted = sorts.len() < 40 && words.all(|word| SORTS.contains(&word.to_lowercase().as_str()));
    (lettered && sorted).then_some(rest)
}

/// Whether a number is a figure without a stop.
fn is_bare(number: &Number) -> bool {
    number.scheme == Scheme::Figure && !number.closed
}

/// Whether the sentence above is unfinished, so that a figure without its stop is a part of it: "they won the Division" /
/// "3 State Championship."
fn goes_on_from_above(blocks: &[Block], at: usize) -> bool {
    const SENTENCE: usize = 9;
    let above = blocks[..at].iter().rfind(|block| !block.furniture);
    above.is_some_and(|above| {
        above.form == Form::Paragraph
            && above.text.split_whitespace().count() >= SENTENCE
            && above.text.trim_end().ends_with(char::is_alphabetic)
    })
}

/// Whether a text begins with a day that no number looks like: "2015-10-23 Data Panel Meeting".
fn is_day(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    let form: String = first.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    form == "0000-00-00"
}

/// "[2]. 11/833. Apologies": the number of the minute behind that of the agenda; "C48/23 1. Apologies": before it; and
/// "20-0050 1. Roll call": the item's behind that of the clerk's file.
fn second_number<'t>(first: &Number, rest: &'t str) -> Option<(Number, &'t str)> {
    let (second, title) = number::leading(rest)?;
    if first.scheme == Scheme::Reference && second.scheme == Scheme::Figure && second.closed && starts_upper(title) {
        let minute = if is_file_number(&first.printed) { second } else { first.clone() };
        return Some((minute, title));
    }
    let minute = first.scheme == Scheme::Figure && second.scheme == Scheme::Reference && second.closed;
    (minute && starts_upper(title)).then_some((second, title))
}

/// Whether a reference is the number of a file or a resolution in a clerk's register: a year, perhaps a month, and three
/// figures at least, with hyphens between them.
fn is_file_number(printed: &str) -> bool {
    let figures = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    printed.trim_end_matches('.').split_once('-').is_some_and(|(year, number)| {
        let number =
            number.split_once('-').filter(|(month, _)| month.len() == 2 && figures(month)).map_or(number, |(_, n)| n);
        figures(year) && figures(number) && matches!(year.len(), 2 | 4) && (3..=5).contains(&number.len())
    })
}

/// Most lines into which a narrow column breaks a title.
const MOST_LINES: usize = 5;

/// Most words on a line of a narrow column.
const NARROW: usize = 8;

/// The block in which an agenda's phrase goes on that a narrow column broke: "To receive update from / Library Services".
fn goes_on_below(blocks: &[Block], words: &str, last: usize) -> Option<usize> {
    let phrase = words.starts_with("To ") && words.split_whitespace().count() <= NARROW * (MOST_LINES - 1);
    let next = blocks.get(last + 1).filter(|b| phrase && !b.furniture && b.marker.is_none())?;
    let line = next.text.trim();
    let short = (1..=NARROW).contains(&line.split_whitespace().count());
    let ends = line.ends_with(['.', ':', ';', '?', '!', ',']) || words.ends_with(['.', ':', ';']);
    let other = number::leading(line).is_some() || is_answer(line);
    (short && !ends && !other).then_some(last + 1)
}

fn is_heading(block: &Block) -> bool {
    block.form == Form::Heading || block.bold
}

/// "(Item 3)" under a heading is the agenda's number.
fn take_agenda_number(candidate: &mut Candidate, blocks: &[Block]) {
    let next = candidate.next();
    if let Some((number, whole)) = blocks.get(next).and_then(|b| agenda_number(&b.text)) {
        candidate.agenda_number = candidate.agenda_number.take().or(number);
        if whole {
            candidate.blocks.push(next);
        }
    }
}

/// A title that was printed over two lines, each of which became a heading.
fn take_broken_line(candidate: &mut Candidate, blocks: &[Block]) {
    let first = &blocks[candidate.first()];
    let Some(second) = blocks.get(candidate.next()).filter(|b| !b.furniture && b.marker.is_none()) else { return };
    let goes_on = candidate.number.is_some()
        && candidate.blocks.len() == 1
        && is_heading(first)
        && is_heading(second)
        && is_shouted(&second.text) == candidate.caps
        && candidate.title.split_whitespace().count() >= BROKEN_LINE
        && !candidate.title.ends_with(['.', ':', '?'])
        && number::leading(&second.text).is_none()
        && !titles::is_usual(&second.text);
    if goes_on {
        candidate.title = format!("{} {}", candidate.title, second.text.trim());
        candidate.blocks.push(candidate.next());
    }
}

/// Whether these words can be a title at all.
fn is_possible(candidate: &Candidate, last: &Block, below: Option<&Block>) -> bool {
    let title = candidate.title.as_str();
    let words = title.split_whitespace().count();
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    let numbered = candidate.number.is_some() || candidate.agenda_number.is_some();
    let part = heads_part_or_list(title) && (!numbered || title.to_lowercase().starts_with("part"));
    if letters < 3
        || part
        || is_page_mark(title)
        || heads_side(title)
        || says_nothing(title)
        || says_who_moved(title)
        || numbers_decision(title)
        || !numbered && (heads_decision(title) || is_outcome(title))
        || is_tally(candidate) && is_outcome(title)
    {
        return false;
    }
    if numbered {
        let number = candidate.number.as_ref().map(|(number, _)| number);
        let open = number.is_some_and(|number| number.scheme == Scheme::Figure && !number.closed);
        let counted = number.is_some_and(|number| {
            number.closed && matches!(number.scheme, Scheme::Figure | Scheme::Roman) && ends_once(title)
        });
        let longest = if counted { LONGEST_CLOSED } else { LONGEST_TITLE };
        return words <= longest && !(open && is_street(title));
    }
    let printed = candidate.stressed || candidate.caps || title.ends_with(':') || titles::is_usual(title);
    // A bullet before a title that a paragraph stands below: "- Other financial matters".
    let alone = below.is_some_and(|b| b.form == Form::Paragraph && b.marker.is_none() && b.text.contains(' '));
    let entry = last.form == Form::TableRow || last.marker.is_some() && !alone;
    let printed = printed || last.marker.is_some() && alone && !title.ends_with('.');
    let printed = printed || below.is_some_and(|below| nested::holds(last, below));
    printed && !entry && words <= LONGEST_UNNUMBERED && starts_upper(title) && !title.ends_with([';', ','])
}

/// Whether a number may be how many voted: "5-0 Motion passed".
fn is_tally(candidate: &Candidate) -> bool {
    candidate.number.as_ref().is_some_and(|(number, _)| number.printed.contains(['-', '–']))
}

/// Whether words are one sentence at most, as a title is, however long.
fn ends_once(title: &str) -> bool {
    sentences(title).len() <= 1
}

/// Whether a title is the name of who moves what stands below it: "311/25 ELM" above "That the minutes be adopted."
fn moves(title: &str, below: &Block) -> bool {
    const NAME: usize = 3;
    let that = below.text.trim_start().get(..5).is_some_and(|first| first.eq_ignore_ascii_case("that "));
    that && title.split_whitespace().count() <= NAME
        && is_shouted(title)
        && !titles::is_usual(title)
        && below.form != Form::Heading
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_roll_is_no_heading() {
        assert!(is_roll("ROLL CALL - Elm, A aye; Elm, P nay; Oak aye; Ash absent."));
        assert!(!is_roll("ROLL CALL - Elm, Oak and Ash"));
    }

    #[test]
    fn the_names_of_movers_come_again() {
        let paper = |names: [&str; 4]| {
            let mut blocks = Vec::new();
            for (at, name) in names.iter().enumerate() {
                blocks.push(crate::structure::samples::heading(&format!("{}/25 {name}", 311 + at)));
                blocks.push(crate::structure::samples::block("That the bill be paid. CARRIED."));
            }
            candidates(&blocks, 0, &[]).len()
        };
        assert_eq!(paper(["ELM", "OAK", "ELM", "OAK"]), 0);
        assert_eq!(paper(["MILL", "WEIR", "ROOF", "BRIDGES"]), 4);
    }

    #[test]
    fn the_number_of_a_decision_and_the_name_of_its_mover_head_nothing() {
        for title in ["Resolution number OAK/2021/31", "DECISION 098/25", "Resolution No. 14-2", "Decision: 7"] {
            assert!(numbers_decision(title), "{title}");
        }
        for title in ["Resolution 14 Mill Roof", "Resolution on bridges", "Decision", "Notice of Motion No. 3"] {
            assert!(!numbers_decision(title), "{title}");
        }
        let that = crate::structure::samples::block("That the minutes be adopted. CARRIED.");
        assert!(moves("V. ELM", &that) && moves("OAKDEN", &that));
        assert!(!moves("MINUTES", &that) && !moves("Mill", &that));
    }

    #[test]
    fn the_title_of_a_resolution_may_be_long_while_it_is_one_sentence() {
        let title = |mark: &str| format!("V. An Agreement with {}Elm", "the Town of Oak, ".repeat(25) + mark);
        let found = |text: &str| candidates(&[crate::structure::samples::block(text)], 0, &[]).len();
        assert_eq!(found(&title("")), 1);
        assert_eq!(found(&title("Ash. The Mayor read it. ")), 0);
        assert_eq!(found(&title("").replace("V. ", "")), 0);
    }

    #[test]
    fn the_number_of_the_agenda_may_stand_behind_that_of_the_minute() {
        let block = crate::structure::samples::block("C48/23 1. APOLOGIES FOR ABSENCE.");
        let found = candidates(&[block], 0, &[]);
        let shown: Vec<_> =
            found.iter().map(|c| (c.number.as_ref().map(|(n, _)| n.printed.as_str()), c.title.as_str())).collect();
        assert_eq!(shown, [(Some("C48/23"), "APOLOGIES FOR ABSENCE.")]);
    }

    #[test]
    fn answers_and_the_name_of_the_paper_head_nothing_and_files_number_no_item() {
        for (text, number) in [
            ("20-0050 1. ROLL CALL", Some("1")),
            ("24-03-047 2. ADOPTION OF THE AGENDA", Some("2")),
            ("1.1 None received.", None),
            ("2 There were none.", None),
            ("MINUTES OF REGULAR MEETING", None),
            ("19-101 Moved by: Councillor Elm", None),
            ("5-0 Motion passed 5-0.", None),
            ("7. Proposed Works", Some("7")),
        ] {
            let found = candidates(&[crate::structure::samples::block(text)], 0, &[]);
            let shown: Vec<_> =
                found.iter().filter_map(|c| c.number.as_ref().map(|(n, _)| n.printed.as_str())).collect();
            assert_eq!((found.len(), shown), (number.iter().len(), number.into_iter().collect()), "{text}");
        }
    }
}
