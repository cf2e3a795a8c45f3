//! What is painted and cannot be seen.

use crate::content::Content;
use crate::format::samples::{pdf, show, shown};
use crate::format::{Hint, read};

fn told(content: &Content, code: &str) -> bool {
    content.problems.iter().any(|problem| problem.code.as_str() == code)
}

#[test]
fn words_under_dark_boxes_are_not_read_and_are_said_not_to_be() {
    let filled = |colour: &str, state: &str| format!("q {state} {colour} rg 150 696 80 14 re f Q\n");
    let words = [
        show("F1", 11, 72, 700, "It was paid to"),
        show("F1", 11, 152, 700, "Jo Elm"),
        show("F1", 11, 240, 700, "in May."),
    ];
    let before = filled("0 0 0", "");
    let white = ["1 g\n".to_owned(), show("F1", 11, 152, 700, "Jo Elm"), "0 g\n".to_owned()].concat();
    for (page, kept) in [
        ([words.concat(), filled("0 0 0", "")].concat(), false),
        ([words.concat(), filled("0.1 0.1 0.2", "")].concat(), false),
        // A box that is bright, thin, cut to another shape or painted first hides nothing.
        ([words.concat(), filled("1 1 0", "")].concat(), true),
        ([words.concat(), "0 0 0 rg 150 697 80 1 re f\n".to_owned()].concat(), true),
        ([words.concat(), filled("0 0 0", "0 0 m 50 50 l 0 50 l W n")].concat(), true),
        ([before, words[0].clone(), white, words[2].clone()].concat(), true),
    ] {
        let content = read(&pdf(&[&page]), &Hint::default());
        let text = shown(&content).join(" ");
        assert_eq!((text.contains("Jo Elm"), told(&content, "left_out")), (kept, !kept), "{page}\n{text}");
        assert!(text.contains("paid to") && text.contains("in May."), "{text}");
    }
}

#[test]
fn words_that_are_white_on_white_are_not_read_and_are_said_not_to_be() {
    let page = |under: &str, state: &str, over: &str| {
        let secret = format!("q {state}\n{}Q\n", show("F1", 11, 152, 700, "Jo Elm"));
        [under, &show("F1", 11, 72, 700, "It was paid to"), &secret, &show("F1", 11, 240, 700, "in May."), over]
            .concat()
    };
    let twin = show("F1", 11, 152, 700, "Jo Elm");
    for (page, kept) in [
        (page("", "1 g", ""), false),
        (page("", "0.99 1 1 rg", ""), false),
        (page("1 g 150 696 80 14 re f 0 g\n", "1 g", ""), false),
        (page("0 0 1 rg 150 600 80 14 re f 0 g\n", "1 g", ""), false),
        (page("q 0 0 20 20 re W n 0 0 1 rg 150 696 80 14 re f Q\n", "1 g", ""), false),
        // On shading, on a thick line, in outline, in pale grey, and below the same words in black they are seen.
        (page("0 0 1 rg 150 696 80 14 re f 0 g\n", "1 g", ""), true),
        (page("q 16 w 0 0 1 RG 150 703 m 230 703 l S Q\n", "1 g", ""), true),
        (page("", "1 g 2 Tr", ""), true),
        (page("", "0.8 g", ""), true),
        (page("", "1 g", &twin), true),
    ] {
        let content = read(&pdf(&[&page]), &Hint::default());
        let text = shown(&content).join(" ");
        assert_eq!(
            (text.matches("Jo Elm").count(), told(&content, "left_out")),
            (kept.into(), !kept),
            "{page}\n{text}"
        );
        assert!(text.contains("paid to") && text.contains("in May."), "{text}");
    }
}

#[test]
fn a_page_that_is_all_white_is_read_and_doubted() {
    let page =
        ["1 g\n", &show("F1", 11, 72, 700, "It was paid to Jo Elm"), "0 g\n", &show("F1", 11, 72, 60, "9")].concat();
    let content = read(&pdf(&[&page]), &Hint::default());
    assert!(shown(&content).concat().contains("Jo Elm"), "{content:?}");
    assert!(told(&content, "unseen") && !told(&content, "left_out"), "{:?}", content.problems);
}

#[test]
fn words_that_were_made_outlines_are_no_blank_page() {
    let shape = |n: u32| format!("{} 700 m {} 710 l {} 705 l h\n", 72 + n, 74 + n, 76 + n);
    let state = |shapes: u32| {
        let page: String = (0..shapes).map(shape).chain(["f\n".to_owned()]).collect();
        read(&pdf(&[&page]), &Hint::default()).pages[0].state
    };
    assert_eq!(state(200), record::PageState::NoText, "one path of many letters");
    assert_eq!(state(3), record::PageState::Blank, "a rule or a mark");
}

#[test]
fn the_bar_of_a_changed_line_is_no_word() {
    let page = [
        show("F1", 11, 40, 700, "|"),
        show("F1", 11, 72, 700, "The tins were counted."),
        show("F1", 11, 40, 600, "|"),
        show("F1", 11, 72, 600, "Weir"),
        show("F1", 11, 200, 600, "|"),
        show("F1", 11, 220, 600, "7"),
    ];
    let text = shown(&read(&pdf(&[&page.concat()]), &Hint::default())).join("\n");
    assert!(text.contains("The tins were counted.") && !text.contains("|\tThe"), "{text}");
    assert!(text.contains('|'), "bars of a table stay: {text}");
}

#[test]
fn words_of_which_no_letter_is_known_are_left_out_and_counted() {
    let line = |text: &str| crate::content::Line::whole(text, record::Form::Paragraph);
    let mut lines = vec![line("The toll is �� a day.\tOak"), line("���� ��"), line("�inter closing")];
    assert_eq!(super::drop_unmapped(&mut lines), 8);
    let left: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(left, ["The toll is a day.\tOak", "�inter closing"]);
}
