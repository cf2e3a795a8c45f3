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
