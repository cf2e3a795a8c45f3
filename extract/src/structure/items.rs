//! Agenda items: which blocks head one, with the number as printed.
//!
//! A number that repeats, goes back or is missing never makes an item disappear. What tells a heading from a numbered
//! paragraph is its form: short, no sentence, and like the other headings of its paper.

use super::names::is_all_caps;
use crate::content::Block;
use record::{Form, Item};

patterns! {
    /// A number at the start of a heading: `24.`, `7(a)`, `5.1`, `4a`, `54/292`, `16.01.2`, `CYP/24/17`, `F/21/25`,
    /// `73./2026`, `Item 5:`.
    NUMBER = r"^(?:(?:agenda\s+)?item\s+(?:no\.?\s*)?|minute\s+(?:no\.?\s*)?)?(?P<number>[A-Z](?:/\d{1,4}){1,3}|[A-Z]{2,6}[./]?\d{1,4}(?:/\d{1,4}){0,2}|\d{1,4}\./\d{4}|\d{1,4}(?:[./]\d{1,4}){0,3}[A-Za-z]?(?:\([a-z0-9]{1,3}\))?)(?P<end>[.):]?\s*[-–—]?\s+|[.):]?\t\s*|[.)]\s*)(?P<title>\S.*)$";
    /// A marker that is such a number and nothing else.
    MARKER = r"^(?:item\s+|minute\s+)?(?P<number>[A-Z](?:/\d{1,4}){1,3}|[A-Z]{2,6}[./]?\d{1,4}(?:/\d{1,4}){0,2}|\d{1,4}\./\d{4}|\d{1,4}(?:[./]\d{1,4}){0,3}[A-Za-z]?(?:\([a-z0-9]{1,3}\))?)\s*[.):]?$";
    /// The agenda's number under a minute number: `(Item 1)`, `(Agenda Item 4a)`, `[Item 3]`.
    AGENDA_NUMBER = r"(?i)[(\[]\s*(?:agenda\s+)?item\s+(?:no\.?\s*)?(?P<number>\d{1,3}[a-z]?(?:\([a-z0-9]+\))?(?:\.\d+)?)\s*[)\]]";
    /// Page ranges and remarks at the right margin of an agenda.
    MARGIN = r"(?i)\s*(?:\(?\s*pages?\s+\d+\s*(?:[-–]|to)\s*\d+\s*\)?|\(pages?\s+\d+\)|\t\s*\d+\s*[-–]\s*\d+|\s{2,}\d+\s*[-–]\s*\d+|\(?\bto\s+follow\b\)?|\bverbal\s+(?:report|update)\b|[-–]\s*to\s+follow)\s*$";
    /// A page range alone, which some agendas print as a cell of its own.
    RANGE = r"^\s*\d{1,4}\s*[-–]\s*\d{1,4}\s*$";
    /// Headings of a pack that number nothing and head no item.
    PART = r"(?i)^(?:part\s+(?:[IVX]+|\d+|[AB])|unrestricted\s+items|exempt\s+items|a\s?g\s?e\s?n\s?d\s?a|minutes|(?:public|private|open|closed)\s+(?:session|items)|items?\s+for\s+(?:decision|information|discussion|consideration)|pages?|present|in\s+attendance|order\s+of\s+business|title|subject|item|no\.?|ward|contact)\s*:?$";
}

/// The items of one component and the block that heads each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Items {
    /// The items, in order.
    pub items: Vec<Item>,
    /// For each item, the blocks of its heading (the number may stand apart from the title).
    pub headings: Vec<Vec<usize>>,
}

/// A heading as read from one or two blocks.
struct Heading {
    number: Option<String>,
    title: String,
    agenda_number: Option<String>,
    blocks: Vec<usize>,
    caps: bool,
    bold: bool,
    form: Form,
}

/// Finds the items among the blocks from `from` on. `agenda` says that the paper is an agenda, where every numbered
/// line is an item, and not minutes, where numbered paragraphs stand between the headings. `lists` are the blocks, in
/// order, in which lists of people stand: only a number makes a heading of one.
pub fn read(blocks: &[Block], from: usize, agenda: bool, lists: &[usize]) -> Items {
    let candidates = candidates(blocks, from, agenda, lists);
    let chosen = if agenda { candidates } else { of_one_style(candidates) };
    let mut items = Items::default();
    for heading in chosen {
        items.items.push(Item {
            // Where only the agenda's number is printed, it is the item's.
            number: heading.number.or_else(|| heading.agenda_number.clone()),
            agenda_number: heading.agenda_number,
            title: heading.title,
            key: None,
        });
        items.headings.push(heading.blocks);
    }
    items
}

/// Whether a line heads a part of a paper ("MINUTES", "PART I") and no item.
pub fn heads_a_part(text: &str) -> bool {
    PART.is_match(text.trim()) && !super::attendance::opens_list(text)
}

/// Whether a block begins with a number, as the entries of an agenda do.
pub fn is_numbered(block: &Block) -> bool {
    !block.furniture && (block.marker.is_some() || numbered(block.text.trim()).is_some())
}

fn candidates(blocks: &[Block], from: usize, agenda: bool, lists: &[usize]) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    let mut i = from;
    let listed = |at: usize| lists.binary_search(&at).is_ok();
    while i < blocks.len() {
        if let Some(mut heading) = heading_at(blocks, i, agenda).filter(|h| h.number.is_some() || !listed(i)) {
            let next = heading.blocks.last().map_or(i, |b| b + 1);
            if let Some((number, whole)) = blocks.get(next).and_then(|b| agenda_number_of(&b.text)) {
                heading.agenda_number = heading.agenda_number.or(Some(number));
                if whole {
                    heading.blocks.push(next);
                }
            }
            i = heading.blocks.last().map_or(i, |b| *b) + 1;
            found.push(heading);
        } else {
            i += 1;
        }
    }
    found
}

/// Reads the heading that begins at this block, if one does.
fn heading_at(blocks: &[Block], i: usize, agenda: bool) -> Option<Heading> {
    let block = &blocks[i];
    if block.furniture {
        return None;
    }
    let text = block.text.trim();
    let (number, title, mut used) = match (&block.marker, numbered(text)) {
        (Some(marker), _) => (Some(MARKER.captures(marker.trim())?["number"].to_owned()), text.to_owned(), vec![i]),
        (None, Some((number, title))) => (Some(number), title, vec![i]),
        (None, None) => match MARKER.captures(text) {
            // A number alone: the title is the next block.
            Some(found) if text.len() <= 10 && !RANGE.is_match(text) => {
                let next = blocks.get(i + 1).filter(|b| !b.furniture && b.marker.is_none() && b.page == block.page)?;
                (Some(found["number"].to_owned()), next.text.trim().to_owned(), vec![i, i + 1])
            }
            _ => (None, text.to_owned(), vec![i]),
        },
    };
    let last = &blocks[*used.last()?];
    let title = MARGIN.replace(&title, "").trim().to_owned();
    let (title, agenda_number) = split_agenda_number(&title);
    // What the title cell is followed by in a table row is the page range, not the title.
    let title =
        title.split('\t').find(|c| !c.trim().is_empty() && !RANGE.is_match(c)).unwrap_or_default().trim().to_owned();
    used.dedup();
    // "(Item 4)" under or after it makes a heading of any short line.
    let under = blocks.get(used.last()? + 1).and_then(|b| agenda_number_of(&b.text)).is_some();
    let told = (agenda_number.is_some() || under)
        && (1..=30).contains(&title.split_whitespace().count())
        && !title.ends_with('.');
    if !told && !is_title(&title, last, number.is_some(), agenda) {
        return None;
    }
    Some(Heading {
        caps: is_all_caps(&title),
        bold: last.bold,
        form: last.form,
        number,
        title,
        agenda_number,
        blocks: used,
    })
}

/// The number and the rest of a line that begins with one.
fn numbered(text: &str) -> Option<(String, String)> {
    let found = NUMBER.captures(text)?;
    let number = found["number"].to_owned();
    // "2022 was a year", "14 new social workers": a number without a stop is one only before a capital.
    let stop = !found["end"].trim().is_empty() || found["end"].contains('\t');
    let title = found["title"].trim().to_owned();
    let likely = stop || super::names::starts_upper(&title);
    let year = number.len() == 4 && number.starts_with(['1', '2']) && !stop;
    let date = super::dates::find(text).first().is_some_and(|d| d.start == 0);
    (likely && !year && !date).then_some((number, title))
}

/// "(Item 1)" and whether that is the whole block.
fn agenda_number_of(text: &str) -> Option<(String, bool)> {
    let found = AGENDA_NUMBER.captures(text.trim())?;
    let whole = found.get(0)?;
    (whole.start() == 0).then(|| (found["number"].to_owned(), whole.len() == text.trim().len()))
}

fn split_agenda_number(title: &str) -> (String, Option<String>) {
    match AGENDA_NUMBER.captures(title) {
        Some(found) => {
            let at = found.get(0).map_or(0, |m| m.start());
            (title[..at].trim().to_owned(), Some(found["number"].to_owned()))
        }
        None => (title.to_owned(), None),
    }
}

/// Whether these words can be the title of an item.
fn is_title(title: &str, block: &Block, numbered: bool, agenda: bool) -> bool {
    let words = title.split_whitespace().count();
    let letters = title.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3 || words > 45 || PART.is_match(title) && (!numbered || title.to_lowercase().starts_with("part")) {
        return false;
    }
    let caps = is_all_caps(title);
    let ends_like_sentence = title.ends_with(['.', ';', ':', ',']) && !title.ends_with("etc.");
    let headed = block.form == Form::Heading || block.bold || caps;
    if numbered {
        // An agenda's entry may be a sentence; a minute's heading is none.
        return agenda || headed || (!ends_like_sentence && words <= 25 && super::names::starts_upper(title));
    }
    !agenda && headed && words <= 16 && !ends_like_sentence && super::names::starts_upper(title)
}

/// Keeps the headings of the paper's own style: where numbered headings in capitals, in bold or marked as headings
/// are the rule, numbered lines without that are paragraphs; where no heading has a number, the unnumbered count.
fn of_one_style(candidates: Vec<Heading>) -> Vec<Heading> {
    let numbered: Vec<&Heading> = candidates.iter().filter(|h| h.number.is_some()).collect();
    let with = |f: &dyn Fn(&Heading) -> bool| numbered.iter().filter(|h| f(h)).count();
    let (all, caps, bold) = (numbered.len(), with(&|h| h.caps), with(&|h| h.bold));
    let headings = with(&|h| h.form == Form::Heading);
    let agenda_numbers = candidates.iter().filter(|h| h.agenda_number.is_some()).count();
    // Papers that print "(Item n)" under every heading say themselves what their items are.
    if agenda_numbers >= 2 {
        return candidates.into_iter().filter(|h| h.agenda_number.is_some()).collect();
    }
    if all == 0 {
        return unnumbered(candidates);
    }
    let half = all.div_ceil(2).max(2);
    let wanted: Box<dyn Fn(&Heading) -> bool> = if caps >= half || (caps >= 2 && caps * 4 >= all) {
        Box::new(|h| h.caps)
    } else if bold >= 2 && bold < all {
        Box::new(|h| h.bold)
    } else if headings >= 2 && headings < all {
        Box::new(|h| h.form == Form::Heading)
    } else {
        Box::new(|_| true)
    };
    candidates.into_iter().filter(|h| h.number.is_some() && wanted(h)).collect()
}

/// Headings without numbers: only those in the style of most of them.
fn unnumbered(candidates: Vec<Heading>) -> Vec<Heading> {
    let caps = candidates.iter().filter(|h| h.caps).count();
    let mostly_caps = caps * 2 >= candidates.len();
    candidates.into_iter().filter(|h| h.caps == mostly_caps).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::{block, heading};

    fn check(blocks: &[Block], agenda: bool, expect: &[&str]) {
        let read = read(blocks, 0, agenda, &[]);
        let shown: Vec<String> = read
            .items
            .iter()
            .map(|i| {
                let agenda = i.agenda_number.as_deref().map(|n| format!(" ({n})")).unwrap_or_default();
                format!("{}{agenda} {}", i.number.as_deref().unwrap_or("-"), i.title)
            })
            .collect();
        assert_eq!(shown, expect);
    }

    fn marked(marker: &str, text: &str) -> Block {
        Block { marker: Some(marker.to_owned()), ..block(text) }
    }

    #[test]
    fn reads_numbered_headings_in_capitals() {
        check(
            &[
                block("21. DECLARATIONS OF INTEREST"),
                block("Councillor Elm declared an interest."),
                marked("22.", "PUBLIC QUESTIONS"),
                block("14 new social workers had been recruited."),
                marked("1)", "That the report be noted."),
                heading("6. SOCIAL CARE REVIEW"),
                marked("2)", "That it be sent on"),
            ],
            false,
            &["21 DECLARATIONS OF INTEREST", "22 PUBLIC QUESTIONS", "6 SOCIAL CARE REVIEW"],
        );
    }

    #[test]
    fn reads_minute_numbers_over_agenda_numbers() {
        check(
            &[
                heading("84. Apologies"),
                block("(Item 1)"),
                block("Apologies were received from Mrs C Elm."),
                marked("85.", "Minutes of the Meeting held on 9th January 2025"),
                block("(Item 3)"),
                marked("1.", "Mr Elm introduced the report"),
                heading("Election of Chair"),
                block("(Item 2a)"),
            ],
            false,
            &[
                "84 (1) Apologies",
                "85 (3) Minutes of the Meeting held on 9th January 2025",
                "2a (2a) Election of Chair",
            ],
        );
    }

    #[test]
    fn reads_parish_numbers_as_printed() {
        check(
            &[
                block("16.01.2 Register of Interests"),
                block("No interests declared"),
                block("16.01.3A Matters Arising"),
                block("The bonfire went well."),
                block("16.01.05 Lottery Update"),
            ],
            false,
            &["16.01.2 Register of Interests", "16.01.3A Matters Arising", "16.01.05 Lottery Update"],
        );
    }

    #[test]
    fn reads_numbers_of_every_shape() {
        check(
            &[
                heading("5.1 Budget Monitoring"),
                block("Members noted the position."),
                heading("4a. School Transport"),
                block("Members asked about routes."),
                heading("54/292 Planning Applications"),
                block("None had been received."),
                heading("CYP/24/17 Minutes"),
                heading("F/21/25 Questions"),
                heading("73./2026 Correspondence"),
                block("The minutes were agreed."),
            ],
            false,
            &[
                "5.1 Budget Monitoring",
                "4a School Transport",
                "54/292 Planning Applications",
                "CYP/24/17 Minutes",
                "F/21/25 Questions",
                "73./2026 Correspondence",
            ],
        );
    }

    #[test]
    fn reads_agendas_with_page_ranges() {
        check(
            &[
                heading("AGENDA"),
                block("6.\tMINUTES\t1 - 14"),
                block("To receive and, if so determined, to approve the minutes."),
                marked("7.", "OFSTED MONITORING\t15 - 56"),
                marked("3.", "Minutes of the Meeting held on 30 January 2025 (Pages 1 - 18)"),
                marked("9", "English White Paper - To follow"),
            ],
            true,
            &[
                "6 MINUTES",
                "7 OFSTED MONITORING",
                "3 Minutes of the Meeting held on 30 January 2025",
                "9 English White Paper",
            ],
        );
    }

    #[test]
    fn takes_unnumbered_heads_where_there_are_no_numbers() {
        check(
            &[
                heading("Apologies"),
                block("None were received."),
                heading("Matters arising"),
                block("There were none."),
            ],
            false,
            &["- Apologies", "- Matters arising"],
        );
    }
}
