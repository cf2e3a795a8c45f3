use super::*;
use crate::structure::samples::{block, furniture, head_of_minutes, heading};
use record::{Appearance, Attendance, Item, Presence};

/// Names, offices and whether they are members.
const LISTED: &[(&str, &str, bool)] = &[
    ("Councillor S. Marrow", "", true),
    ("Ms J Meadow", "", true),
    ("Pat Larch", "Director of Housing", false),
    ("Sam Sorrel", "Public Health Manager", false),
];

fn head(blocks: &[Block], roles: &[BlockRole], item_of: &[Option<usize>]) -> Head {
    let appearance = |&(printed, role, councillor): &(&str, &str, bool)| Appearance {
        as_printed: printed.into(),
        name: printed.trim_start_matches("Councillor ").trim_start_matches("Ms ").into(),
        role: Some(role.to_owned()).filter(|r| !r.is_empty()),
        presence: Presence::Present,
        councillor,
        chair: false,
        source_id: None,
    };
    let listed = LISTED.iter().map(appearance).collect();
    let item = |title: &str| Item { number: None, agenda_number: None, title: title.into(), key: None };
    assert_eq!(blocks.len(), roles.len());
    Head {
        attendance: Attendance { listed },
        items: vec![item("A"), item("B")],
        item_of: item_of.to_vec(),
        ..head_of_minutes(roles.to_vec())
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
        block("He said that it had been closed since May."),
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

fn speakers(blocks: &[Block]) -> Vec<String> {
    let spoken = read_body(blocks);
    spoken.passages.into_iter().map(|p| p.attribution.name.unwrap_or_default()).collect()
}

#[test]
fn a_title_that_is_not_theirs_means_somebody_else() {
    assert_eq!(speakers(&[block("Mr Meadow asked why.")]), ["Meadow"]);
    assert_eq!(speakers(&[block("Mrs Meadow asked why.")]), ["J Meadow"]);
    assert_eq!(speakers(&[block("Councillor Meadow asked why.")]), ["J Meadow"]);
}

#[test]
fn talk_of_nobody_in_particular_ends_a_turn() {
    let blocks = [
        block(
            "Councillor Marrow said that the swings were old. There was lengthy discussion as to whether they were safe.",
        ),
        block("They had been checked in May."),
    ];
    assert_eq!(speakers(&blocks), ["S. Marrow", "", ""]);
    let put = [block("Following the debate, Councillor Marrow put the question to the vote.")];
    assert_eq!(speakers(&put), ["S. Marrow"]);
}

#[test]
fn a_numbered_line_over_paragraphs_is_a_heading_and_ends_a_turn() {
    let marked = |marker: &str, text: &str| Block { marker: Some(marker.into()), ..block(text) };
    let blocks = [
        block("Councillor Marrow reported that the wood was dry."),
        marked("b)", "Pond Advisory Group"),
        block("No report was available"),
    ];
    assert_eq!(speakers(&blocks), ["S. Marrow", "", ""]);
}

#[test]
fn rows_of_a_table_are_not_one_turn() {
    let row = |text: &str| Block { form: Form::TableRow, ..block(text) };
    let rows = [row("Councillor Marrow confirmed the list is right\tdone"), row("Quote for trees\tcompleted")];
    assert_eq!(speakers(&rows), ["S. Marrow", ""]);
}

/// Who owns the plans in these paragraphs: words, name, office and grade.
fn owners(paragraphs: &[&str]) -> Vec<String> {
    let blocks: Vec<Block> = paragraphs.iter().map(|text| block(text)).collect();
    let shown = read_body(&blocks).commitments.into_iter().map(|c| {
        let owner = c.owner.unwrap_or_default();
        let part = |part: Option<String>| part.unwrap_or_else(|| "-".into());
        let grade = owner.grade.map_or("-", |g| g.as_str());
        format!("{} | {} | {} | {grade}", part(owner.as_printed), part(owner.name), part(owner.role))
    });
    shown.collect()
}

#[test]
fn undertakings_have_the_owner_that_the_words_around_them_give() {
    let told = "The Director of Housing said that homes were cold. She would circulate the figures to members.";
    assert!(owners(&[told])[0].starts_with("The Director of Housing | "), "{:?}", owners(&[told]));
    let charged = "The Public Health Manager to write to the schools.";
    assert_eq!(owners(&[charged]), ["The Public Health Manager | Sam Sorrel | Public Health Manager | role"]);
}

#[test]
fn a_note_of_an_action_in_the_place_of_a_heading_is_an_undertaking() {
    let mut note = block("Public Health Manager to write to the schools about the course");
    note.form = Form::Heading;
    assert_eq!(read_body(&[note]).commitments.len(), 1);
    let mut heading = block("Letter to the schools about the course");
    heading.form = Form::Heading;
    assert_eq!(read_body(&[heading]).commitments, []);
}

#[test]
fn notes_of_actions_are_found_wherever_they_stand_and_once() {
    let note = "Public Health Manager to write to the schools about the course";
    let texts = |blocks: &[Block], role: BlockRole| -> Vec<String> {
        let found =
            read(blocks, &head(blocks, &vec![role; blocks.len()], &vec![Some(0); blocks.len()]), &Context::default());
        found.commitments.into_iter().filter(|c| c.basis == record::Basis::ActionLog).map(|c| c.text).collect()
    };
    let beside = format!("It was agreed that the fence was old and the gate was new. {note}.");
    assert_eq!(texts(&[block(&beside)], BlockRole::Body), [format!("{note}.")]);
    let listed = format!("Present: S. Marrow, J. Meadow. The fence was old. Action: {note}.");
    assert_eq!(texts(&[block(&listed)], BlockRole::Attendance), [format!("Action: {note}.")]);
    let again = [block(&format!("ACTION: {note}.")), block("The gate was new."), block(note)];
    assert_eq!(texts(&again, BlockRole::Body), [format!("ACTION: {note}.")]);
}

#[test]
fn the_number_of_a_question_is_no_part_of_a_label() {
    let blocks = [
        block("Q1 Pat Larch: How long is the road?"),
        block("Councillor Marrow: A mile."),
        block("Q2 Ms Meadow: Who walks it?"),
        block("Councillor Marrow: Nobody does."),
    ];
    let names: Vec<_> = read_body(&blocks).passages.into_iter().map(|p| p.attribution.name).collect();
    assert_eq!(names, ["Pat Larch", "S. Marrow", "J Meadow", "S. Marrow"].map(|name| Some(name.to_owned())));
}
