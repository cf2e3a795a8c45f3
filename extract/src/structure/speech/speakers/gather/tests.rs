use super::*;
use crate::structure::samples::block;

/// Each text as a paragraph of one sentence.
fn paragraphs(texts: &[&str]) -> Vec<Utterance> {
    let mut roster = Roster::default();
    for text in ["Councillor Petra Ash", "Councillor Jo Oak"] {
        introduce(&words(text), text, &mut roster);
    }
    let place = |at: usize, text: &str| Place {
        block: at,
        range: 0..text.len(),
        item: Some(0),
        in_block: 0,
        in_item: at,
        breaks: false,
        transcript: false,
        open: false,
        declared: false,
    };
    texts.iter().enumerate().map(|(at, text)| utterance(&block(text), place(at, text), &roster)).collect()
}

/// Who is beside each sentence as its mover.
fn movers(texts: &[&str]) -> Vec<Option<String>> {
    let mut found = paragraphs(texts);
    name_movers(&mut found);
    let mover = |u: &Utterance| u.candidates.iter().find(|c| c.manner == Manner::Mover).map(|c| c.printed.clone());
    found.iter().map(mover).collect()
}

#[test]
fn whoever_moves_stands_above_or_below_what_is_moved() {
    let ash = Some("Councillor Ash".to_owned());
    assert_eq!(movers(&["Moved by Councillor Ash", "That the minutes be approved."]), [None, ash.clone()]);
    assert_eq!(
        movers(&["Proposed by Councillor Ash,", "Seconded by Councillor Oak,", "“To approve the plan.”"]),
        [None, None, ash.clone()]
    );
    assert_eq!(movers(&["That the lamp be lit.", "Moved by Councillor Ash"]), [ash.clone(), None]);
    let resolved = "Proposed by Councillor Ash, seconded by Councillor Oak and RESOLVED:";
    assert_eq!(movers(&[resolved, "“That the plan be adopted.”"]), [None, None]);
    assert_eq!(movers(&["Moved by Councillor Ash", "The lamp was lit."]), [None, None]);
    assert_eq!(
        movers(&["Moved by Councillor Ash", "That the report be received; and,", "That staff be asked for another."]),
        [None, ash.clone(), ash]
    );
}

#[test]
fn whoever_a_pronoun_asks_about_does_not_speak() {
    for (text, of_pronoun) in
        [("He asked if Petra Ash could come.", true), ("Petra Ash asked if Jo Oak could come.", false)]
    {
        let found = Utterance { floor_from: Some(0), ..paragraphs(&[text])[0].clone() };
        assert_eq!(super::super::weights::is_of_pronoun(&found), of_pronoun, "{text}");
    }
}

#[test]
fn a_topic_behind_a_name_is_not_what_they_say() {
    for (text, labelled) in [
        ("Petra Ash: we should wait until Friday", true),
        ("Petra Ash: Rubbish everywhere.", true),
        ("Petra Ash: inventories (question 1 in the paper)", false),
        ("Petra Ash: present", false),
    ] {
        assert_eq!(paragraphs(&[text])[0].labelled, labelled, "{text}");
    }
}

#[test]
fn a_report_is_whose_title_says_until_others_ask() {
    let mut roster = Roster::default();
    let treasurer = "Ms Petra Ash (Treasurer)";
    introduce(&words(treasurer), treasurer, &mut roster);
    let texts = [
        "Treasurer's Report",
        "The balance was ten pounds at that time.",
        "Another bill came in last week.",
        "Who paid for the lamp last year?",
        "It was paid for in the spring.",
    ];
    let blocks: Vec<Block> = texts.iter().map(|text| block(text)).collect();
    let head = crate::structure::samples::head_of_minutes(vec![BlockRole::Body; blocks.len()]);
    let found = utterances(&blocks, &head, &mut roster);
    let stands: Vec<(bool, bool)> = found.iter().map(|u| (u.labelled, u.in_report)).collect();
    assert_eq!(stands, [(false, false), (true, false), (false, true), (false, false), (false, false)]);
}
