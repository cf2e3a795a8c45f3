//! Agenda items: which blocks head one, with the number as printed.
//!
//! In an agenda every numbered line is an item. In minutes numbered paragraphs and lists stand between the headings, and
//! headings may have no numbers: there each line that can be one is weighed by its number, its print, its words, its
//! neighbours and the others like it ([`features`]), with weights learnt from labelled papers. A number that repeats,
//! goes back or is missing never makes an item disappear.

mod anew;
mod answers;
pub mod candidate;
pub mod candidates;
mod choice;
mod codes;
mod disposed;
mod entries;
pub mod features;
mod forms;
mod habit;
mod leads;
mod loud;
mod margin;
mod nested;
mod no_titles;
mod outline;
mod parts;
mod restarted;
mod same_number;
mod series;
pub mod titles;
mod together;

use crate::content::Block;
use crate::layout::number::{self, Scheme};
use candidate::{Candidate, Place};
use record::Item;

pub use parts::heads_a_part;

/// Most words of an agenda's entry: it may be a sentence.
const LONGEST_ENTRY: usize = 45;

/// Most words of the heading of an opening: more are a sentence.
const LONGEST_OPENING: usize = 8;

/// The items of one component and the block that heads each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Items {
    /// The items, in order.
    pub items: Vec<Item>,
    /// For each item, the blocks of its heading (the number may stand apart from the title).
    pub headings: Vec<Vec<usize>>,
}

/// Finds the items among the blocks from `from` on. `agenda` says that the paper is an agenda, where every numbered
/// line is an item, and not minutes, where numbered paragraphs stand between the headings. `lists` are the blocks, in
/// order, in which lists of people stand: only a number makes a heading of one.
pub fn read(blocks: &[Block], from: usize, agenda: bool, lists: &[usize]) -> Items {
    let candidates = candidates::candidates(blocks, from, lists);
    let chosen = if agenda {
        candidates.into_iter().filter(is_entry).collect()
    } else if says_its_items(&candidates) {
        candidates.into_iter().filter(|c| c.agenda_number.is_some()).collect()
    } else {
        choice::choose(blocks, candidates)
    };
    let mut items = Items::default();
    for heading in chosen {
        items.items.push(Item {
            // Where only the agenda's number is printed, it is the item's.
            number: heading.number.map(|(number, _)| number.printed).or_else(|| heading.agenda_number.clone()),
            agenda_number: heading.agenda_number,
            title: heading.title,
            key: None,
        });
        items.headings.push(heading.blocks);
    }
    items
}

/// The first of these blocks that heads what a meeting does before it is said who is present: "CALL TO ORDER".
pub fn opening(blocks: &[Block]) -> Option<usize> {
    blocks.iter().position(|block| {
        let text = block.text.trim();
        let behind = |text| number::leading(text).map_or(text, |(_, rest): (_, &str)| rest);
        let title = behind(text);
        // "20-0050 1. CALL TO ORDER": behind the number of a file stands the item's.
        let title = if title.starts_with(|c: char| c.is_ascii_digit()) { behind(title) } else { title };
        let heads = block.form == record::Form::Heading || is_numbered(block);
        heads && title.split_whitespace().count() <= LONGEST_OPENING && titles::is_opening(title)
    })
}

/// Whether a block begins with a number, as the entries of an agenda do.
pub fn is_numbered(block: &Block) -> bool {
    !block.furniture && (block.marker.is_some() || number::leading(&block.text).is_some())
}

/// Whether this is an entry of an agenda.
fn is_entry(candidate: &Candidate) -> bool {
    let words = candidate.title.split_whitespace().count();
    let counted = candidate.number.as_ref().is_some_and(|(number, place)| {
        *place != Place::Behind && !matches!(number.scheme, Scheme::Letter | Scheme::Roman)
    });
    candidate.agenda_number.is_some() || counted && words <= LONGEST_ENTRY
}

/// Whether a paper prints "(Item n)" under its headings, and so says itself which they are.
fn says_its_items(candidates: &[Candidate]) -> bool {
    candidates.iter().filter(|c| c.agenda_number.is_some()).count() >= 2
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::{block, heading};

    fn check(blocks: &[Block], agenda: bool, expect: &[&str]) {
        let read = super::read(blocks, 0, agenda, &[]);
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
                block("The Director presented the review and answered questions."),
                marked("2)", "That it be sent on"),
                heading("7. WORK PROGRAMME"),
                block("The programme was noted."),
            ],
            false,
            &["21 DECLARATIONS OF INTEREST", "22 PUBLIC QUESTIONS", "6 SOCIAL CARE REVIEW", "7 WORK PROGRAMME"],
        );
    }

    #[test]
    fn a_running_head_and_the_side_of_a_vote_head_no_item() {
        check(
            &[
                block("2011-05-04 Meeting of Council"),
                block("COUNCIL OF EDEN Minutes of 4 May 2011"),
                marked("1.", "Roads"),
                block("Councillor Elm spoke of the road."),
                Block { page: 2, last_page: 2, ..block("2 COUNCIL OF EDEN May 4, 2011") },
                Block { page: 2, last_page: 2, ..block("3") },
                Block { page: 2, last_page: 2, ..heading("For Councillor Oak") },
                Block { page: 2, last_page: 2, ..marked("2.", "Bridges") },
                Block { page: 2, last_page: 2, ..block("Councillor Elm spoke of the bridge.") },
            ],
            false,
            &["1 Roads", "2 Bridges"],
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
    fn figures_beside_a_title_with_a_code_number_nothing() {
        check(
            &[
                heading("Call to Order (A)"),
                block("The meeting was opened."),
                heading("Gifts (B)"),
                block("A bench was given."),
                block("2469"),
                block("Visitor Comments (C)"),
                block("Mr Elm spoke of the mill."),
                heading("2021-2022 Summary (D-1)"),
                block("The summary was shown."),
                heading("Resolution No. 4044: Mill Roof (D-2)"),
                block("It was adopted."),
            ],
            false,
            &[
                "A (A) Call to Order",
                "B (B) Gifts",
                "C (C) Visitor Comments",
                "D-1 (D-1) 2021-2022 Summary",
                "D-2 (D-2) Resolution No. 4044: Mill Roof",
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
    fn an_address_is_no_item() {
        check(
            &[
                heading("700 Elm Drive"),
                block("Eden"),
                heading("1. Roads"),
                block("The engineer presented the plan."),
                heading("2. Closure of Oak Street"),
                block("Members agreed to it."),
                heading("3. Elm Drive"),
                block("The crossing was noted."),
            ],
            false,
            &["1 Roads", "2 Closure of Oak Street", "3 Elm Drive"],
        );
    }

    #[test]
    fn reads_numbers_of_every_shape() {
        check(
            &[
                heading("5.1 Budget Monitoring"),
                block("Members noted the position."),
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
                "54/292 Planning Applications",
                "CYP/24/17 Minutes",
                "F/21/25 Questions",
                "73./2026 Correspondence",
            ],
        );
    }

    #[test]
    fn reads_parts_of_an_item() {
        check(
            &[
                heading("1. Apologies"),
                block("Apologies were received from Mr Elm."),
                heading("2. Minutes"),
                block("The minutes were agreed."),
                heading("3. Schools"),
                heading("3a. School Transport"),
                block("Members asked about routes."),
                heading("3b. School Meals"),
                block("The cost had risen."),
                heading("4. Work Programme"),
                block("The programme was noted."),
            ],
            false,
            &["1 Apologies", "2 Minutes", "3 Schools", "3a School Transport", "3b School Meals", "4 Work Programme"],
        );
    }

    #[test]
    fn letters_right_below_a_roman_number_are_parts_of_the_agenda() {
        let paper = |numbers: [&str; 3]| {
            vec![
                block(&format!("{} Welcome", numbers[0])),
                block("The Mayor opened the meeting."),
                block(&format!("{} Work Meeting.", numbers[1])),
                marked("a.", "Discussion with the Mill Board, Jo Oak"),
                block("Jo Oak said that the wheel was to be mended."),
                marked("b.", "Mill Roof."),
                block("The roof was to be thatched in May."),
                block(&format!("{} Adjourn.", numbers[2])),
                block("The Mayor closed the meeting."),
            ]
        };
        let parts = ["a Discussion with the Mill Board, Jo Oak", "b Mill Roof."];
        check(
            &paper(["I.", "II.", "III."]),
            false,
            &["I Welcome", "II Work Meeting.", parts[0], parts[1], "III Adjourn."],
        );
        let below_figures = read(&paper(["1.", "2.", "3."]), 0, false, &[]);
        assert!(!below_figures.items.iter().any(|item| item.title == "Discussion with the Mill Board, Jo Oak"));
    }

    #[test]
    fn deeper_headings_head_parts_where_those_above_them_have_numbers() {
        let at = |level: u8, text: &str| Block { level: Some(level), ..heading(text) };
        let paper = |deep: u8| {
            vec![
                at(3, "1. Minutes"),
                block("The minutes were approved."),
                at(3, "2. Events"),
                at(deep, "Summer Fair"),
                block("The fair was to be held in May."),
                at(3, "3. Vacancies"),
                block("There was one."),
                at(3, "4. Any other business"),
                block("There was none."),
            ]
        };
        let numbered = ["1 Minutes", "2 Events", "3 Vacancies", "4 Any other business"];
        check(&paper(4), false, &numbered);
        let alike = read(&paper(3), 0, false, &[]);
        assert!(alike.items.iter().any(|item| item.title == "Summer Fair"), "{:?}", alike.items);
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
