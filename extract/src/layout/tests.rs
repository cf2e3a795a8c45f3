use super::*;
use crate::format::{self, Hint};

fn text_blocks(text: &str) -> Vec<String> {
    let content = format::read(text.as_bytes(), &Hint { file_name: "a.txt".into(), ..Hint::default() });
    let show = |block: &Block| {
        let marker = block.marker.as_deref().map(|m| format!("<{m}>")).unwrap_or_default();
        let form = match block.form {
            _ if block.furniture => "f",
            Form::Heading => "h",
            Form::ListEntry => "l",
            Form::TableRow => "r",
            _ => "p",
        };
        format!("{form}{marker}{}", block.text)
    };
    blocks(&content).iter().map(show).collect()
}

#[test]
fn text_becomes_paragraphs_lists_rows_and_headings() {
    for (text, expected) in [
        ("24. PUBLIC QUESTIONS\n\nNone were asked.", vec!["h<24.>PUBLIC QUESTIONS", "pNone were asked."]),
        (
            "RESOLVED:\n\n- 1) That it be noted.\n- That it stop.",
            vec!["hRESOLVED:", "l<1)>That it be noted.", "l<->That it stop."],
        ),
        (
            "Members pointed out that the 2011-\n12 estimate of the ward was high.",
            vec!["pMembers pointed out that the 2011-12 estimate of the ward was high."],
        ),
        ("Finance\tN/A\nLegal\tN/A", vec!["rFinance\tN/A", "rLegal\tN/A"]),
        ("• One thing that\n goes on here.\n• Two", vec!["l<•>One thing that goes on here.", "l<•>Two"]),
        (
            "12/345/F Bram Mill\n\nNO OBJECTION\n\nNOTED\n\nNOTED ITEMS",
            vec!["p12/345/F Bram Mill", "pNO OBJECTION", "pNOTED", "hNOTED ITEMS"],
        ),
        ("", vec![]),
    ] {
        assert_eq!(text_blocks(text), expected, "{text}");
    }
}

#[test]
fn a_margin_is_no_indentation() {
    let said = "The clerk read the report on the bridge and was thanked for it. ".repeat(4);
    let paper = |margin: &str| format!("{margin}Elm Street Bridge\n{margin}{said}\n{margin}Mr Oak {said}");
    let paragraphs = text_blocks(&paper(""));
    assert_eq!(paragraphs.len(), 3, "{paragraphs:?}");
    assert_eq!(text_blocks(&paper("      ")), paragraphs);
    // Beyond the margin a line goes on from that above.
    let entry = format!("{said}\n  and sent on.\n{said}\n{said}");
    assert_eq!(text_blocks(&entry).len(), 3);
}

#[test]
fn a_paragraph_goes_on_after_a_stray_break() {
    let before = "The Director of Bridges answered that the approach rested on the parent";
    for (next, whole) in [
        ("experience panels, which were new.", true),
        ("(PEP) group, which was new.", true),
        ("Councillor Brindle asked why.", false),
    ] {
        let blocks = text_blocks(&format!("{before}\n\n{next}"));
        assert_eq!(blocks.len() == 1, whole, "{blocks:?}");
    }
    assert_eq!(text_blocks(&format!("{before}\n\nDocument Pack Page 4\n\npanels.")).len(), 2, "a stamp does not part");
}

#[test]
fn names_on_lines_of_their_own_stay_apart() {
    let blocks = text_blocks("In attendance\n\nAnn Brindle Director of Bridges\nTom Orrell Governance Officer\n");
    assert_eq!(blocks.len(), 3, "{blocks:?}");
}

#[test]
fn double_spaced_text_is_joined_and_its_larger_gaps_part() {
    let line = "the purpose of this report is to give an account of the work that was done in";
    let text =
        format!("The first {line}\n\n{line}\n\n{line}\n\nMay.\n\n\n\nThe second {line}\n\n{line}\n\n{line}\n\nJune.\n");
    let blocks = text_blocks(&text);
    assert_eq!(blocks.len(), 2, "{blocks:?}");
}

#[test]
fn a_label_in_capitals_begins_what_is_said_next() {
    let text = "MS ELM OF SOUTH WARD: It leaks, I hear, and has leaked since May.\nA MEMBER OF THE PUBLIC: Shame on you all for it!\nMR ASH: It was mended on Friday, by two men.";
    assert_eq!(text_blocks(text).len(), 3, "{:?}", text_blocks(text));
    let text = "00:01:40 DR ELM (by telephone): The lanes were painted in March, they say.\n00:02:05 COUNCILLOR ASH: Who paid for all of the paint, then?";
    assert_eq!(text_blocks(text).len(), 2, "{:?}", text_blocks(text));
}

#[test]
fn a_heading_behind_a_full_line_begins_a_block() {
    let roman = "I. Call to Order\nThe Mayor called the meeting to order and led the Pledge of Allegiance to the Flag.\n\
                 II. Approval of Agenda\nIt was moved and seconded that the agenda be approved as it had been sent out.";
    assert!(
        text_blocks(roman).iter().any(|block| block.ends_with("II. Approval of Agenda")),
        "{:?}",
        text_blocks(roman)
    );
    let loud = "CALL TO ORDER:\nThe Mayor called the meeting to order and led the Pledge of Allegiance to the Flag.\n\
                PRESENTATION OF BILLS:\nIt was moved and seconded that the bills be paid as they had been sent out.";
    assert!(text_blocks(loud).contains(&"hPRESENTATION OF BILLS:".to_owned()), "{:?}", text_blocks(loud));
    let listed = "  2. Minutes\n    • The minutes were read to all who had come\n  3. Roads\n    • The clerk had heard of no holes";
    assert!(text_blocks(listed).contains(&"p<3.>Roads".to_owned()), "{:?}", text_blocks(listed));
}

#[test]
fn lines_of_many_widths_are_no_wrapped_text() {
    let lines = [
        "Motion to begin with the budget, by Ash, and to hear the others when there is time for it.",
        "Changes to agenda",
        "The librarian told that the books were read by more people than in any other year since it opened its doors.",
        "The roof leaks.",
        "The old shelves, which nobody has wanted for years, go to the school if the school will come and take all of them \
         away on a day on which it does not rain, and nobody else does.",
        "Old Business",
        "The gate is shut.",
        "New Business",
        "The bins are full.",
        "The lamps are lit.",
        "The well is dry.",
    ];
    assert_eq!(text_blocks(&lines.join("\n")).len(), lines.len(), "{:?}", text_blocks(&lines.join("\n")));
}

#[test]
fn the_first_part_of_a_numbered_title_begins_a_block() {
    for (text, parts) in [
        ("VI.  Consent Agenda\n      a.   Minutes of May and June\n\nNone.", true),
        ("II.  ACTION ITEM\n     A.   FENCES OF THE OLD MILL\n\nMr Elm spoke.", true),
        ("1. Roads\n   a. Elm Street is to be mended\n\nMr Elm spoke.", true),
        ("C. Reports\n   1. Treasurer and what he has\n\nMr Elm spoke.", true),
        // A title that asks for more goes on, and so does a sentence before somebody's initials.
        ("3. A report was read out by\n   A. Oak, and by others.\n\nMr Elm spoke.", false),
        ("4. The works of the mill that is named\n   Elm Mill", false),
        ("The mill has a wheel and\n   a. no stone", false),
    ] {
        let blocks = text_blocks(text);
        let first = blocks.first().map(String::as_str).unwrap_or_default();
        assert_eq!(!first.contains("Minutes of May") && first.split_whitespace().count() < 5, parts, "{blocks:?}");
    }
}

#[test]
fn a_line_of_marks_stands_alone_and_what_is_below_it_is_a_title() {
    let mark = "          ♦♦♦ ♦♦♦ ♦♦♦";
    let item = |title: &str| format!("{mark}\n{title}\n\n          Nobody came.\n\n");
    let blocks = text_blocks(&["Roads", "Bridges of Bram", "Lamps"].map(item).concat());
    assert!(blocks.contains(&"hBridges of Bram".to_owned()), "{blocks:?}");
    let once = text_blocks(&item("Roads"));
    assert!(once.contains(&"pRoads".to_owned()), "{once:?}");
}

#[test]
fn a_numbered_title_that_leaves_room_on_its_line_stands_alone() {
    let said = "The clerk read the report on the bridge, and was thanked for it at\n    length, since nobody had.";
    let paper = |title: &str, more: &str| format!("{title}\n    {said}\n\n2.  {more}\n    {said}\n");
    let blocks = text_blocks(&paper("1.  Bridge", "Old mill"));
    assert_eq!(blocks.len(), 4, "{blocks:?}");
    let full = text_blocks(&paper("1.  Jo Elm, who lives at the mill, asked why it was late, and why", "Sheep"));
    assert_eq!(full.len(), 3, "{full:?}");
    let goes_on = text_blocks(&paper("1.  The state of", "Sheep"));
    assert_eq!(goes_on.len(), 3, "{goes_on:?}");
}
