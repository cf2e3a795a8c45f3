use super::*;
use crate::structure::samples::{block, furniture, heading};
use record::{Appearance, Attendance, Item, Kind, Presence};

fn head(blocks: &[Block], roles: &[BlockRole], item_of: &[Option<usize>]) -> Head {
    let listed = vec![Appearance {
        as_printed: "Councillor S. Marrow".into(),
        name: "S. Marrow".into(),
        role: None,
        presence: Presence::Present,
        councillor: true,
        chair: false,
        source_id: None,
    }];
    let item = |title: &str| Item { number: None, agenda_number: None, title: title.into(), key: None };
    assert_eq!(blocks.len(), roles.len());
    Head {
        kind: Kind::Minutes,
        state: None,
        title: String::new(),
        date: None,
        council: None,
        committee: None,
        meeting_on: None,
        times: (None, None),
        place: None,
        attendance: Attendance { listed },
        items: vec![item("A"), item("B")],
        roles: roles.to_vec(),
        item_of: item_of.to_vec(),
    }
}

fn read_body(blocks: &[Block]) -> Spoken {
    let roles = vec![BlockRole::Body; blocks.len()];
    let items = vec![Some(0); blocks.len()];
    read(blocks, &head(blocks, &roles, &items), &Context::default())
}

#[test]
fn a_passage_stands_on_the_page_where_its_words_do() {
    let text = "Councillor Marrow asked why. The Clerk replied that it rained.";
    let turn = text.find("replied").unwrap();
    let blocks = [Block { last_page: 2, page_turns: vec![(turn, 2)], ..block(text) }];
    let pages: Vec<_> = read_body(&blocks).passages.iter().map(|p| (p.page, p.last_page)).collect();
    assert_eq!(pages, [(1, 1), (1, 2)]);
}

#[test]
fn an_item_that_was_empty_is_one_passage_with_its_heading() {
    let blocks =
        [heading("PUBLIC QUESTIONS"), furniture("Page 2"), block("No questions were received."), heading("MINUTES")];
    let roles = [BlockRole::ItemHeading, BlockRole::Body, BlockRole::Body, BlockRole::ItemHeading];
    let spoken = read(&blocks, &head(&blocks, &roles, &[Some(0), Some(0), Some(0), Some(1)]), &Context::default());
    let texts: Vec<_> = spoken.passages.iter().map(|p| p.text.as_str()).collect();
    assert_eq!(texts, ["PUBLIC QUESTIONS No questions were received.", "MINUTES"]);
    assert_eq!(spoken.passage_of, [Some(0), None, Some(0), Some(1)]);
}

#[test]
fn a_turn_goes_on_over_paragraphs_and_ends_with_a_decision() {
    let blocks = [
        block("Councillor Marrow spoke about the road."),
        block("It had been closed since May."),
        block("RESOLVED: That the report be noted."),
        block("The road was long."),
    ];
    let names: Vec<_> = read_body(&blocks).passages.into_iter().map(|p| p.attribution.name).collect();
    assert_eq!(names, [Some("S. Marrow".to_owned()), Some("S. Marrow".to_owned()), None, None]);
}

#[test]
fn a_written_question_has_an_asker_and_its_answer_whoever_was_asked() {
    let blocks = [
        block("Question 4 by Councillor Marrow to Mrs Jo Pell, Cabinet Member for Roads"),
        block("When will the road be mended?"),
        block("Answer"),
        block("The work begins in May."),
    ];
    let said: Vec<_> = read_body(&blocks).passages.into_iter().map(|p| (p.act, p.attribution.name)).collect();
    assert_eq!(said[1], (Act::Question, Some("S. Marrow".to_owned())));
    assert_eq!(said[3], (Act::Answer, Some("Jo Pell".to_owned())));
}

#[test]
fn no_word_is_lost() {
    let texts = [
        "Members asked why. In response, it was noted that  rain fell.",
        "RESOLVED –",
        "1) That A be done; 2) That B be done.",
    ];
    let blocks: Vec<Block> = texts.iter().map(|t| block(t)).collect();
    let spoken = read_body(&blocks);
    let words = |t: &str| t.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let kept: Vec<String> = spoken.passages.iter().flat_map(|p| words(&p.text)).collect();
    assert_eq!(kept, words(&texts.join(" ")));
    assert_eq!(spoken.resolutions.len(), 2);
}
