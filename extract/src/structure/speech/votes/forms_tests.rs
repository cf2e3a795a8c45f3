//! Votes in the forms of many bodies.

use super::super::proceedings;
use super::tests::{read, resolved, voter};
use crate::content::Block;
use crate::structure::head::BlockRole;
use crate::structure::samples::{block, head_of_minutes};
use record::{Form, Side, VoteOutcome};

const WORD: fn(VoteOutcome) -> &'static str = VoteOutcome::as_str;

#[test]
fn sides_behind_the_words_of_a_motion_leave_them_whole() {
    for line in [
        "Elm moved, seconded by Oak, to adopt the agenda as printed. Voting aye: Elm, Oak and Ash. Voting nay: None. Abstain: Yew. Motion carried.",
        "It was moved by Ms Elm, seconded by Ms Oak, to adopt the agenda as printed. MOTION CARRIED 3-0-1 [AYES: Elm, Oak, Ash; NOES: None; ABSTAIN: Yew].",
    ] {
        let found = read(&[line]);
        let [vote] = &found[..] else { panic!("{line}: {found:#?}") };
        let names = |side: &Side| side.names.iter().map(|v| v.as_printed.clone()).collect::<Vec<_>>();
        assert_eq!(vote.motion.trim_end_matches('.'), "to adopt the agenda as printed", "{line}");
        assert_eq!((vote.outcome.map(WORD), vote.against.count), (Some("carried"), Some(0)), "{line}");
        assert_eq!(
            (names(&vote.r#for), names(&vote.abstain)),
            (vec!["Elm".into(), "Oak".into(), "Ash".into()], vec!["Yew".into()]),
            "{line}"
        );
        assert_eq!(resolved(&[line]).len(), 1, "{line}");
    }
}

#[test]
fn figures_of_both_sides_stand_in_a_line_below_the_motion() {
    let found = read(&["Moved by Elm, seconded by Oak, that the lamp be lit. Motion carried.", "Yeas 4, Nays 1."]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    let told = (vote.outcome.map(WORD), vote.r#for.count, vote.against.count);
    assert_eq!(told, (Some("carried"), Some(4), Some(1)));
    let found = read(&["Resolved, by 4 votes to 1, that the lamp be lit."]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((&*vote.motion, vote.r#for.count, vote.against.count), ("that the lamp be lit.", Some(4), Some(1)));
}

#[test]
fn those_on_a_side_are_told_in_a_sentence() {
    let found = read(&[
        "MOVED: Dr. Elm moved to adopt the minutes of May.",
        "SECOND: Ms. Oak.",
        "VOTE: The following Committee members voted in favor of the motion: Ms. Oak, Dr. Elm, and Dr. Ash.",
        "The following Committee members were absent: Ms. Yew and Dr. Fir",
        "VOTE: 3-yay, 0-nay, 0-abstain, 0-recuse, 2-absent.",
        "MOTION PASSED.",
    ]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(vote.r#for, Side { count: Some(3), names: ["Ms. Oak", "Dr. Elm", "Dr. Ash"].map(voter).into() });
    assert_eq!((vote.against.count, vote.abstain.count), (Some(0), Some(0)));
    assert_eq!(vote.outcome.map(WORD), Some("carried"));
}

#[test]
fn names_go_on_below_for_as_long_as_the_figures_say() {
    let found = read(&[
        "Ms. Elm made a motion to approve the porch as drawn.",
        "VOTE : 4/0 AYES : ELM, OAK,",
        "ASH, YEW",
        "NAYS: NONE",
    ]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(vote.r#for, Side { count: Some(4), names: ["ELM", "OAK", "ASH", "YEW"].map(voter).into() });
}

#[test]
fn words_of_a_motion_stand_below_what_came_of_it() {
    let lines = [
        "Resolution Record No. 48/Nov",
        "Proposed by Cllr. I Elm and seconded by Cllr. G Oak.",
        "CARRIED: 11 for, 0 against, 2 abstentions.",
        "THAT THE MINUTES OF MONDAY 7 OCTOBER BE ACCEPTED AS A TRUE RECORD.",
    ];
    assert_eq!(resolved(&lines), [lines[3]]);
    let found = read(&lines);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((vote.motion.as_str(), vote.outcome.map(WORD)), (lines[3], Some("carried")));
    assert_eq!((vote.r#for.count, vote.against.count, vote.abstain.count), (Some(11), Some(0), Some(2)));
}

#[test]
fn outcomes_keep_the_papers_own_word_where_it_says_more() {
    for (line, expect) in [
        ("Moved by Elm, seconded by Oak, to adopt the list. MOTION PREVAILED", "prevailed"),
        ("Proposed by Elm, seconded by Oak, that the minutes stand. All in favour.", "carried"),
        ("Proposed by Elm, seconded by Oak, that Ash be elected. Carried.", "carried"),
    ] {
        let outcomes: Vec<_> = read(&[line]).into_iter().filter_map(|vote| vote.outcome).map(WORD).collect();
        assert_eq!(outcomes, [expect], "{line}");
    }
}

#[test]
fn names_below_the_figures_of_one_motion_are_not_those_of_another_that_waits() {
    let found = read(&[
        "MOTION: Member Elm moved to let the mill, seconded by Member Oak.",
        "SUBSTITUTE MOTION: Member Ash moved to ask the county first, seconded by Member Yew.",
        "The substitute motion failed, 2-3, on a roll call:",
        "AYES: MEMBER ASH, MEMBER YEW",
        "NOES: MEMBER ELM, MEMBER OAK, MEMBER FIR",
        "The motion passed, 3-2, on a roll call:",
        "AYES: MEMBER ELM, MEMBER OAK, MEMBER FIR",
        "NOES: MEMBER ASH, MEMBER YEW",
    ]);
    let shown: Vec<_> = found
        .iter()
        .map(|vote| (vote.motion.as_str(), vote.outcome.map(WORD), vote.r#for.names.len(), vote.against.names.len()))
        .collect();
    assert_eq!(shown, [("to let the mill", Some("carried"), 3, 2), ("to ask the county first", Some("lost"), 2, 3)]);
}

#[test]
fn a_casting_vote_decides_and_what_adopts_the_motion_is_one_decision() {
    let lines = [
        "Councillor Elm moved, seconded by Councillor Oak:- that the Council rise for tea.",
        "For the procedural motion (2) - Councillors Elm and Oak.",
        "Against the procedural motion (2) - Councillors Ash and Fir.",
        "The sides being equal, the Convener gave her casting vote for the motion.",
        "The Council resolved:- to adopt the procedural motion.",
    ];
    let found = read(&lines);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((vote.outcome.map(WORD), vote.r#for.count, vote.against.count), (Some("carried"), Some(2), Some(2)));
    assert_eq!(resolved(&lines), ["to adopt the procedural motion."]);
}

#[test]
fn those_who_moved_are_no_words_of_what_was_resolved() {
    let lines = [
        "Resolution",
        "Proposed: Cllr. Ann Elm",
        "Seconded: Cllr. Bo Oak",
        "And Resolved:",
        "“That the lanes of the estate be taken in charge: (1) Mill Row; (2) Weir Lane.”",
    ];
    let decided = resolved(&lines);
    assert!(decided.iter().all(|text| !text.contains("Proposed")), "{decided:?}");
    let found = read(&lines);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((vote.mover.as_deref(), vote.seconder.as_deref()), (Some("Cllr. Ann Elm"), Some("Cllr. Bo Oak")));
    let bracket = ["2012/88 Resolved (Cr Ann Elm / Cr Bo Oak) That the mill be oiled."];
    assert_eq!(resolved(&bracket), ["That the mill be oiled."]);
}

#[test]
fn tables_of_motions_are_read_row_by_row() {
    let lines = [
        "Mover\tSeconder\tSubject\tDisposition",
        "Elm\tOak\tThat the toll be waived in May\tCARRIED",
        "Ash\tFir\tThat the lock be sold\tLOST",
        "It rained.",
        "Motion 2\tYEAS\tNAYS",
        "That the lock be sold\tCouncillor Ash Councillor Fir\tMayor Yew Councillor Elm Councillor Oak",
    ];
    let blocks: Vec<_> = lines
        .iter()
        .map(|line| Block { form: if line.contains('\t') { Form::TableRow } else { Form::Paragraph }, ..block(line) })
        .collect();
    let head = head_of_minutes(vec![BlockRole::Body; blocks.len()]);
    let found = proceedings::read(&blocks, &head);
    let shown: Vec<_> = found
        .votes
        .iter()
        .map(|(_, vote)| {
            let outcome = vote.outcome.map(WORD).unwrap_or_default();
            (vote.motion.as_str(), vote.mover.as_deref(), outcome, vote.r#for.names.len(), vote.against.names.len())
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("That the toll be waived in May", Some("Elm"), "carried", 0, 0),
            ("That the lock be sold", Some("Ash"), "lost", 2, 3)
        ]
    );
    let decided: Vec<_> = found.resolutions.iter().map(|(_, row)| row.text.as_str()).collect();
    assert_eq!(decided, ["That the toll be waived in May"]);
}

#[test]
fn who_moved_stands_on_a_line_of_its_own_below_what_it_is() {
    let lines = [
        "MOTION",
        "Moved Cr Elm",
        "Seconded Cr Oak",
        "That Council raise the toll to $9.",
        "AMENDMENT",
        "Moved Cr Ash, seconded Cr Fir",
        "That $9 be replaced with $7.",
        "The amendment was put and LOST.",
        "The motion was put and CARRIED.",
        "For: Crs Elm, Oak and Fir",
        "Against: Cr Ash",
    ];
    let found = read(&lines);
    let shown: Vec<_> = found
        .iter()
        .map(|vote| (vote.motion.as_str(), vote.mover.as_deref(), vote.outcome.map(WORD), vote.r#for.names.len()))
        .collect();
    assert_eq!(
        shown,
        [
            ("That Council raise the toll to $9.", Some("Cr Elm"), Some("carried"), 3),
            ("That $9 be replaced with $7.", Some("Cr Ash"), Some("lost"), 0)
        ]
    );
    let told =
        ["It was proposed (Cllr Elm), seconded (Cllr Oak) and resolved nem. con. that the door be painted blue."];
    assert_eq!(resolved(&told), ["the door be painted blue."]);
}

fn names(side: &Side) -> Vec<String> {
    side.names.iter().map(|v| v.as_printed.clone()).collect()
}

#[test]
fn names_of_a_motion_that_was_moved_since_are_not_those_of_the_figures_before_it() {
    let found = read(&[
        "Moved by Member Elm, seconded by Member Oak, to let the mill.",
        "Motion carried 3-0.",
        "Moved by Member Ash, seconded by Member Yew, to oil the lock.",
        "Ayes: Elm, Oak, Ash",
        "Nays: None",
    ]);
    let shown: Vec<_> = found.iter().map(|vote| (vote.motion.as_str(), vote.r#for.names.len())).collect();
    assert_eq!(shown, [("to let the mill.", 0), ("to oil the lock.", 3)]);
}

#[test]
fn names_below_figures_belong_to_them_though_one_is_missing() {
    let found = read(&[
        "The motion was proposed by Cllr Elm and seconded by Cllr Oak, that the mill be let.",
        "On a vote the motion fell with four in favour and seventeen against.",
        "For: Councillors Elm, Oak and Ash",
        "Against: Councillor Yew",
    ]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((vote.r#for.count, names(&vote.r#for).len()), (Some(4), 3));
    assert_eq!((vote.against.count, names(&vote.against)), (Some(17), vec!["Councillor Yew".to_owned()]));
}

#[test]
fn a_roll_in_lines_of_name_and_letter_belongs_to_the_motion_above() {
    let found = read(&[
        "The motion was proposed by Cllr Elm and seconded by Cllr Oak, that the mill be let.",
        "The outcome was the motion fell with two in favour and three against. The voting was as follows:",
        "Elm, Ann",
        "F",
        "Oak, Bo",
        "F",
        "Ash, Cy",
        "A",
        "Yew, Di",
        "A",
        "Fir, Ed",
        "A",
    ]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((vote.outcome.map(WORD), names(&vote.r#for).len(), names(&vote.against).len()), (Some("fell"), 2, 3));
}

#[test]
fn rolls_in_sentences_give_a_list_one_word() {
    for lines in [
        &[
            "Ms Elm made a motion, seconded by Mr Oak, to oil the lock. Motion carried with the following roll call vote: Supervisor Elm, Councilmember Oak & Ash voting aye. Councilmember Yew voted nay and Councilmember Fir abstained.",
        ][..],
        &[
            "Motion made by Ms Elm, seconded by Mr Oak, to oil the lock. Vote: Supervisor Elm, yes. Town Councilmen, Bo Oak, Cy Ash, yes. Councilman Yew, no. Councilman Fir, abstain.",
        ],
    ] {
        let found = read(lines);
        let [vote] = &found[..] else { panic!("{found:#?}") };
        let sides = [&vote.r#for, &vote.against, &vote.abstain].map(|side| names(side).len());
        assert_eq!((vote.outcome.map(WORD), sides), (Some("carried"), [3, 1, 1]), "{lines:?}");
    }
}

#[test]
fn lines_of_movers_below_a_title_leave_the_words_to_what_follows() {
    let lines = [
        "Leave of absence of the Reeve",
        "Moved by: Councillor S. Elm",
        "Seconded by: Councillor B. Oak",
        "THAT the Reeve be given leave.",
        "Motion Carried Unanimously",
    ];
    assert_eq!(resolved(&lines), ["THAT the Reeve be given leave."]);
    let found = read(&[
        "Moved A. Elm - B. Oak:",
        "That the agenda be adopted.",
        "In Favour: Carried",
        "A. Elm, B. Oak, C. Ash",
    ]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((vote.outcome.map(WORD), names(&vote.r#for).len()), (Some("carried"), 3));
    let run = read(&["Moved by Elm, seconded by Oak, to go.", "Yeas: A. Elm B. van Oak C.D. Ash (3)", "Motion Passed"]);
    assert_eq!(names(&run[0].r#for), ["A. Elm", "B. van Oak", "C.D. Ash"]);
}

#[test]
fn those_who_moved_stand_behind_what_was_resolved() {
    let lines = ["RESOLVED to accept the accounts.", "Proposed by Cllr Elm, seconded by Cllr Oak."];
    let found = read(&lines);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((vote.motion.as_str(), vote.outcome.map(WORD)), ("to accept the accounts.", Some("carried")));
    assert_eq!(resolved(&lines).len(), 1);
    let one = ["Resolved (Cr Ann Elm)", "That Council:", "1. Calls on the Minister.", "2. Writes to the paper."];
    assert_eq!(resolved(&one), ["Calls on the Minister.", "Writes to the paper."]);
}

#[test]
fn who_is_elected_after_a_nomination_is_one_decision() {
    let lines = [
        "Mr Elm was nominated by Mr Oak, seconded by Mrs Ash. There being no other nominations, Mr Elm was elected as Chairman.",
    ];
    assert_eq!(resolved(&lines), ["Mr Elm was elected as Chairman."]);
    let lines = [
        "Mrs Fir was nominated by Mr Oak, seconded by Mrs Ash.",
        "There being no other nominations, Mrs Fir was elected as Clerk.",
    ];
    assert_eq!(resolved(&lines), ["Mrs Fir was elected as Clerk."]);
    assert_eq!(read(&lines)[0].outcome.map(WORD), Some("elected"));
    let lines = [
        "PROPOSAL: the council supports the plan.",
        "PROPOSED: Mr Elm",
        "SECONDED: Mr Oak",
        "DECISION: passed (all in favour)",
    ];
    assert_eq!(resolved(&lines), ["the council supports the plan."]);
}

#[test]
fn those_who_voted_are_named_before_the_verb_behind_the_outcome_or_below_their_number() {
    for (lines, against) in [
        (
            &[
                "MOTION: Council member Elm motioned to adopt the fees. Council member Oak seconded the motion.",
                "VOTE: The Mayor asked the Council to vote. Council members Elm, Oak and Ash voted in favor. Council member \
                 Yew voted against. The motion passed 3-1.",
            ][..],
            &["Yew"][..],
        ),
        (
            &[
                "It was moved by Ms. Elm, seconded by Dr. Oak, that the fees be adopted. MOTION CARRIED UNANIMOUSLY [Elm, \
               Oak, Ash].",
            ],
            &[],
        ),
        (
            &[
                "It was moved by Cllr Elm, seconded by Cllr Oak, that the fees be adopted.",
                "Three (3) voted in favour",
                "Cllrs. Elm, Oak and",
                "Ash",
                "One (1) voted against.",
                "Cllr. Yew",
                "Therefore, the motion was carried by 3 votes to 1.",
            ],
            &["Yew"],
        ),
    ] {
        let found = read(lines);
        let [vote] = &found[..] else { panic!("{lines:?}: {found:#?}") };
        assert_eq!(names_of(&vote.r#for), ["Elm", "Oak", "Ash"], "{lines:?}");
        let voted: Vec<String> = names_of(&vote.against).iter().map(|n| n.replace("Cllr. ", "")).collect();
        assert_eq!(voted, against, "{lines:?}");
        assert_eq!(vote.outcome.map(WORD), Some("carried"), "{lines:?}");
    }
}

#[test]
fn motions_are_moved_in_the_forms_of_many_countries() {
    for (lines, mover, seconder, words) in [
        (
            &[
                "a. Ar moladh Cllr. A. Elm",
                "Cuidithe ag Cllr. B. Oak agus glacadh leis",
                "“That the minutes of May be noted.”",
            ][..],
            "Cllr. A. Elm",
            "Cllr. B. Oak",
            "That the minutes of May be noted",
        ),
        (
            &[
                "ACTION: Motion by Council member Elm to approve the minutes as written. Oak seconded the motion. The vote was \
               unanimous, 7-0.",
            ],
            "Council member Elm",
            "Oak",
            "to approve the minutes as written",
        ),
        (
            &[
                "HEARINGS OFFICER. Motion made and seconded, in accordance with the Chief’s request, that Ed Yew be appointed. \
               Moved by Mr. Elm, seconded by Mr. Oak. On a polled vote the Board voted as follows: Mr. Elm, in favor; Mr. \
               Oak, in favor; Mrs. Ash, opposed.",
            ],
            "Mr. Elm",
            "Mr. Oak",
            "Ed Yew be appointed",
        ),
    ] {
        let found = read(lines);
        let [vote] = &found[..] else { panic!("{lines:?}: {found:#?}") };
        assert_eq!((vote.mover.as_deref(), vote.seconder.as_deref()), (Some(mover), Some(seconder)), "{lines:?}");
        assert_eq!(vote.motion.trim_matches(['“', '”', '.']), words, "{lines:?}");
        assert_eq!(vote.outcome.map(WORD), Some("carried"), "{lines:?}");
    }
}

#[test]
fn a_name_goes_on_over_the_end_of_a_wrapped_line() {
    let found = read(&[
        "It was moved by Cllr Elm, seconded by Cllr Oak, that the fees be adopted.",
        "In favour:",
        "Cllrs. Ann Elm, Pat",
        "Oak, Cy Ash",
        "Against:",
        "Cllrs. Di Fir, Ed Yew",
    ]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(names_of(&vote.r#for), ["Ann Elm", "Pat Oak", "Cy Ash"]);
    assert_eq!(names_of(&vote.against), ["Di Fir", "Ed Yew"]);
}

#[test]
fn a_name_that_was_cut_on_one_side_joins_none_of_the_next() {
    let found = read(&[
        "It was moved by Cllr Elm, seconded by Cllr Oak, that the fees be adopted.",
        "In favour:",
        "Cllrs. Ann Elm, Pat",
        "Oak, Cy Ash",
        "Against (2): Cllr. Di Fir",
        "Cllr. Ed Yew",
    ]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(names_of(&vote.against), ["Cllr. Di Fir", "Cllr. Ed Yew"]);
}

#[test]
fn what_may_come_of_a_motion_is_no_vote() {
    for line in [
        "The motion will either be carried or not carried as an outcome of the vote.",
        "If there is a decision not to nominate, the resolution is carried and the meeting is ended.",
    ] {
        assert!(read(&[line]).is_empty(), "{line}");
    }
}

fn names_of(side: &Side) -> Vec<String> {
    side.names.iter().map(|v| v.as_printed.clone()).collect()
}

#[test]
fn the_words_of_a_motion_stand_below_the_line_that_says_who_made_it() {
    let found = read(&[
        "The clerk told how the last loan was taken and what it had cost.",
        "Elm made the following motion:",
        "\"To borrow no more than $200 for the mill roof.\" Oak seconded the motion. Motion passes 2-0.",
    ]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert!(vote.motion.contains("To borrow no more than $200"), "{vote:?}");
    assert_eq!((vote.mover.as_deref(), vote.r#for.count), (Some("Elm"), Some(2)));
}

#[test]
fn what_is_said_of_the_vote_is_no_word_of_the_motion() {
    let found =
        read(&["Council Member Elm moved to adopt Resolution 7 of May. Council Member Oak seconded the motion. The \
                        Council roll call vote was as follows: Council Members Elm, Oak and Mayor Ash in favor. \
                        Resolution 7 was approved unanimously."]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(vote.motion.trim_end_matches('.'), "to adopt Resolution 7 of May");
    assert_eq!(vote.r#for.names.len(), 3, "{vote:?}");
}

#[test]
fn figures_below_the_names_of_one_side_tell_the_other() {
    let found = read(&[
        "Moved by A. Elm",
        "Seconded by B. Oak",
        "That, on the advice of the Clerk, the report on the mill BE RECEIVED.",
        "Yeas:",
        "A. Elm",
        "B. Oak",
        "Motion Passed (2 to 0)",
    ]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!((vote.outcome.map(WORD), vote.r#for.count, vote.against.count), (Some("carried"), Some(2), Some(0)));
    assert_eq!(names_of(&vote.r#for), ["A. Elm", "B. Oak"]);
}
