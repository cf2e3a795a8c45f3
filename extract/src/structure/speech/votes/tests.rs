use super::super::proceedings;
use super::super::voters::identify;
use super::*;
use crate::structure::head::BlockRole;
use crate::structure::samples::{block, head_of_minutes};
use crate::structure::speech::name::Name;
use crate::structure::speech::roster::Roster;
use record::{Appearance, Attendance, Presence, Resolution, Side, VoteOutcome, Voter};

pub(super) fn voter(printed: &str) -> Voter {
    Voter { as_printed: printed.into(), name: None }
}

fn proceed(lines: &[&str]) -> proceedings::Proceedings {
    let blocks: Vec<_> = lines.iter().map(|line| block(line)).collect();
    let head = head_of_minutes(vec![BlockRole::Body; blocks.len()]);
    proceedings::read(&blocks, &head)
}

pub(super) fn read(lines: &[&str]) -> Vec<Vote> {
    proceed(lines).votes.into_iter().map(|(_, vote)| vote).collect()
}

pub(super) fn resolved(lines: &[&str]) -> Vec<String> {
    proceed(lines).resolutions.into_iter().map(|(_, Resolution { text, .. })| text).collect()
}

#[test]
fn names_mean_those_on_the_attendance_list() {
    let listed = |name: &str| Appearance {
        as_printed: name.into(),
        name: name.trim_start_matches("Mr ").into(),
        role: None,
        presence: Presence::Present,
        councillor: true,
        chair: false,
        source_id: None,
    };
    let attendance = Attendance { listed: ["Mr P Barr", "Mr A Hood", "Mr C Hood", "Mr L Binnes"].map(listed).into() };
    let mut roster = Roster::gather(&attendance, &[], None);
    roster.introduce("Mr T Gawn", Name::parse("Mr T Gawn").unwrap(), None);
    let mut votes = read(&["For (4): Mr Barr, Mr Hood, Mr C Hood, Mr Gawn", "Against (1): Mr Binns"]);
    identify(&mut votes, &roster);
    let who = |side: &Side| side.names.iter().map(|v| v.name.clone().unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(who(&votes[0].r#for), ["P Barr", "", "C Hood", ""]);
    assert_eq!(who(&votes[0].against), ["L Binnes"]);
}

#[test]
fn a_recorded_vote_has_names_on_every_side() {
    let found = read(&[
        "Mr Oake proposed, and Mr Gawn seconded the motion that:",
        "“County Council agree the plan.”",
        "The Chairman put the motion set out in paragraph 2 to the vote and the voting was as follows:",
        "For (3)",
        "Mr Barr, Mrs Binns, OBE, Sir Paul Court",
        "Against (0)",
        "Abstain (1)",
        "Mr D Rosse Motion carried.",
    ]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(vote.mover.as_deref(), Some("Mr Oake"));
    assert_eq!(vote.seconder.as_deref(), Some("Mr Gawn"));
    assert_eq!(vote.motion, "“County Council agree the plan.”");
    assert_eq!(
        vote.r#for,
        Side { count: Some(3), names: ["Mr Barr", "Mrs Binns", "Sir Paul Court"].map(voter).into() }
    );
    assert_eq!((vote.against.count, vote.abstain.count), (Some(0), Some(1)));
    assert_eq!(vote.outcome.map(VoteOutcome::as_str), Some("carried"));
}

/// Lines, then of the one vote: mover, seconder, outcome, words of the motion, counts.
type Row<'a> = (&'a [&'a str], &'a str, &'a str, &'a str, &'a str, (Option<u32>, Option<u32>, Option<u32>));

#[test]
fn one_motion_is_one_vote() {
    let none = (None, None, None);
    let rows: &[Row] = &[
        (
            &["The amendment was put to the vote and was lost by 16 votes to 45."],
            "",
            "",
            "lost",
            "amendment",
            (Some(16), Some(45), None),
        ),
        (&["On being put to the vote, the motion was CARRIED."], "", "", "carried", "", none),
        (&["For: 23 Against: 12 Abstain: 3"], "", "", "carried", "", (Some(23), Some(12), Some(3))),
        (&["There were 2 votes for, 12 against and 3 abstentions."], "", "", "lost", "", (Some(2), Some(12), Some(3))),
        (
            &["FOR THE MOTION - Councillors Oake, Barr and Binns (3)", "AGAINST THE MOTION - Councillor Gawn (1)"],
            "",
            "",
            "carried",
            "",
            (Some(3), Some(1), None),
        ),
        (
            &["It was moved by Councillor A. Oake, seconded by Councillor B. Barr and", "RESOLVED that it be so."],
            "Councillor A. Oake",
            "Councillor B. Barr",
            "carried",
            "it be so",
            none,
        ),
        (
            &["Mr Oake moved and Mr Barr seconded that the plan be agreed.", "Motion lost."],
            "Mr Oake",
            "Mr Barr",
            "lost",
            "the plan be agreed",
            none,
        ),
        (
            &["Moved by Oake, seconded by Barr", "That the minutes be approved.", "“CARRIED”"],
            "Oake",
            "Barr",
            "carried",
            "the minutes be approved",
            none,
        ),
        (
            &["The minutes of May were approved.", "Proposed by: Cllr. Ann Oake.", "Seconded by: Tom Barr."],
            "Cllr. Ann Oake",
            "Tom Barr",
            "carried",
            "The minutes of May",
            none,
        ),
        (
            &["Mr Oake proposed, and Mr Barr seconded, that the well be capped. Carried 4-1, Mr Hale dissenting."],
            "Mr Oake",
            "Mr Barr",
            "carried",
            "the well be capped",
            (Some(4), Some(1), None),
        ),
        (
            &["Oak paid. Moved by Nye and seconded by Orr. (Y-4; N-1, Hale)"],
            "Nye",
            "Orr",
            "carried",
            "Oak paid",
            (Some(4), Some(1), None),
        ),
        (
            &[
                "Mr Oake moved, seconded by Mr Barr, that the clock be stopped.",
                "It was late.",
                "The mover withdrew her motion.",
            ],
            "Mr Oake",
            "Mr Barr",
            "withdrawn",
            "the clock be stopped",
            none,
        ),
        (
            &[
                "Moved by Mr Oake, seconded by Mr Barr, that it go.",
                "For: 2. Against: 2. The Chair used his casting vote against. The motion was lost.",
            ],
            "Mr Oake",
            "Mr Barr",
            "lost",
            "it go",
            (Some(2), Some(2), None),
        ),
        (
            &[
                "Motion by Nye, second by Hood, P, to table it.",
                "ROLL CALL - Green, A aye; Hood, P nay; Nye nay; Orr absent.",
                "Motion lost.",
            ],
            "Nye",
            "Hood, P",
            "lost",
            "to table it",
            (Some(1), Some(2), None),
        ),
        (
            &[
                "Motion by Nye, seconded by Orr, to buy lamps.",
                "Roll call vote:",
                "Trustee Nye – yes",
                "Trustee Orr – no",
                "Trustee Elm – yes",
                "Motion passed.",
            ],
            "Nye",
            "Orr",
            "carried",
            "to buy lamps",
            (Some(2), Some(1), None),
        ),
        (
            &["Moved by Nye to do as follows:", "1. Open the hall.", "2. Tell the wardens.", "Motion Carried 5-1."],
            "Nye",
            "",
            "carried",
            "Tell the wardens",
            (Some(5), Some(1), None),
        ),
        (
            &[
                "A recorded vote was taken and ended as follows:",
                "Yeas Councillors Oake, Barr and Elm. Nays Councillor Hale.",
                "City Clerk: Yeas 3, Nays 1. It is carried.",
            ],
            "",
            "",
            "carried",
            "",
            (Some(3), Some(1), None),
        ),
    ];
    for (lines, mover, seconder, outcome, motion, counts) in rows {
        let found = read(lines);
        let [vote] = &found[..] else { panic!("{lines:?}: {found:#?}") };
        let names = (vote.mover.as_deref().unwrap_or(""), vote.seconder.as_deref().unwrap_or(""));
        assert_eq!(names, (*mover, *seconder), "{lines:?}");
        assert_eq!(vote.outcome.map(VoteOutcome::as_str), Some(*outcome), "{lines:?}");
        assert!(vote.motion.contains(motion), "{lines:?}: {}", vote.motion);
        assert_eq!((vote.r#for.count, vote.against.count, vote.abstain.count), *counts, "{lines:?}");
    }
}

#[test]
fn what_is_carried_is_decided_and_what_is_lost_is_not() {
    for (lines, expect) in [
        (
            &["Moved by Oake, seconded by Barr", "That the minutes be approved.", "CARRIED"][..],
            &["That the minutes be approved."][..],
        ),
        (&["R2022-041 V. Sand, N. Orr:", "That Council paints it.", "Defeated."], &[]),
        (
            &[
                "It was moved by Mr Oake and seconded by Mr Barr that the pump be painted. The motion was put and carried.",
            ],
            &["the pump be painted."],
        ),
        (
            &["It was agreed that the Clerk write to the county.", "The Clerk agreed to come."],
            &["agreed that the Clerk write to the county."],
        ),
        (&["Motion to adopt the agenda carries unanimously; 17 ayes."], &["to adopt the agenda"]),
        (&["It was moved and seconded to paint the old pump.", "All in favor."], &["to paint the old pump."]),
        (
            &["MOTION: To approve the long list", "Moved by Elm, seconded by Oak", "CARRIED"],
            &["To approve the long list"],
        ),
        (
            &["Jo for President of the club.", "Proposed by: Elm", "Unanimously approved."],
            &["Jo for President of the club."],
        ),
        (
            &["Vote on spending $850 on the form.", "Vote: 3 in favor, 0 opposed", "Resolution: Vote passed"],
            &["spending $850 on the form."],
        ),
        (
            &["MOTION by Elm, seconded by Oak, to approve the agenda.", "A voice vote was held.", "# MOTION PREVAILED"],
            &["to approve the agenda."],
        ),
        (
            &["“THAT the list be filed", "Moved by Elm, seconded by Oak", "Carried b) Letter to the County"],
            &["“THAT the list be filed"],
        ),
        (
            &[
                "Elm MOVED to approve it",
                "A motion was made by Elm, seconded by Oak and carried with the following vote:",
                "Ayes: Elm, Oak Noes: None",
                "Absent: None to approve the agenda.",
            ],
            &["to approve the agenda."],
        ),
        (
            &["The Chief Officer sought leave to sell the van. This was agreed by Council."],
            &["The Chief Officer sought leave to sell the van."],
        ),
        (
            &[
                "Moved by Ms Elm, seconded by Mr Oak",
                "WHEREAS the weir has a crack; and",
                "THEREFORE BE IT RESOLVED THAT the weir be mended;",
                "AND FURTHER BE IT RESOLVED THAT the county be told. Carried.",
            ],
            &["the weir be mended", "the county be told."],
        ),
        (&["The road plan has been approved by the county."], &[]),
    ] {
        assert_eq!(resolved(lines), expect, "{lines:?}");
    }
}

#[test]
fn a_mover_is_never_carried_over_to_another_motion() {
    let found =
        read(&["Moved by Mr Oake, seconded by Mr Barr, that it go.", "Carried.", "The motion to adjourn was carried."]);
    assert_eq!(found.len(), 1, "{found:#?}");
    let found = read(&[
        "Moved by Mr Oake, seconded by Mr Barr, that it go.",
        "Lost.",
        "For (2): Ms Elm, Ms Ash",
        "Against (0)",
        "Carried.",
    ]);
    assert_eq!(found.len(), 1, "{found:#?}");
}

#[test]
fn two_motions_against_each_other_have_those_for_each() {
    let found = read(&[
        "The Convener moved, seconded by the Vice Convener:- that Weir Street be paved.",
        "Councillor Dunn moved as an amendment, seconded by Councillor Haig:- that it be left alone.",
        "On a division, there voted:-",
        "For the motion by the Convener (3) - the Convener; the Vice Convener; and Councillor Mair;",
        "For the amendment by Councillor Dunn (2) - Councillors Dunn and Haig;",
        "Declined to vote (1) - Councillor Innes.",
        "The Committee resolved:- to adopt the motion.",
    ]);
    let [motion, amendment] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(
        (motion.outcome.map(VoteOutcome::as_str), motion.r#for.count, motion.against.count),
        (Some("carried"), Some(3), None)
    );
    assert_eq!((amendment.outcome.map(VoteOutcome::as_str), amendment.r#for.count), (Some("lost"), Some(2)));
    assert!(motion.motion.contains("Weir Street") && amendment.motion.contains("left alone"));
}

#[test]
fn talk_is_no_vote() {
    assert_eq!(
        read(&[
            "For further reading, see the report.",
            "Members voted in the past.",
            "Against this background work went on.",
            "Mr Oake proposed a walk. It was sunny.",
        ]),
        []
    );
}

#[test]
fn decisions_stand_below_those_who_moved_them_or_in_the_sentence_that_tells_of_them() {
    let rows: [(&[&str], &[&str]); 9] = [
        (
            &[
                "Proposed by Cllr. A. Elm, Seconded by Cllr. B. Oak, Following a show of hands, it was agreed:-",
                "“That the hall be painted.”",
            ],
            &["“That the hall be painted.”"],
        ),
        (
            &[
                "On the proposal of Councillor Elm, seconded by Councillor Oak, it was resolved:-",
                "“That the hall be let.”",
            ],
            &["“That the hall be let.”"],
        ),
        (
            &[
                "Proposed by Councillor Elm; Seconded by Councillor Oak; And Resolved: “That standing orders be suspended.”",
            ],
            &["“That standing orders be suspended.”"],
        ),
        (
            &[
                "It was proposed by Councillor Elm, seconded by Councillor Oak and RESOLVED:",
                "7",
                "“That the roads be public roads.”",
            ],
            &["“That the roads be public roads.”"],
        ),
        (
            &[
                "That the Council erect lights.",
                "It was proposed by Councillor Elm, seconded by Councillor Oak and agreed.",
            ],
            &["That the Council erect lights."],
        ),
        (
            &[
                "The report was circulated.",
                "It was proposed by Councillor Elm, seconded by Councillor Oak and AGREED.",
            ],
            &["It was proposed by Councillor Elm, seconded by Councillor Oak and AGREED."],
        ),
        (
            &["The Standing Orders were proposed by Councillor Elm, seconded by Councillor Oak and AGREED as amended."],
            &["The Standing Orders were proposed by Councillor Elm, seconded by Councillor Oak and AGREED as amended."],
        ),
        (
            &[
                "The sale of the plot at Weir Row",
                "was proposed by Councillor Elm, seconded by Councillor Oak and agreed.",
            ],
            &[
                "The sale of the plot at Weir Row was proposed by Councillor Elm, seconded by Councillor Oak and agreed.",
            ],
        ),
        (
            &[
                "The motion, in the name of Councillor Elm was proposed by Councillor Elm and seconded by Councillor Oak.",
                "Following a discussion, the motion was AGREED.",
            ],
            &["Following a discussion, the motion was AGREED."],
        ),
    ];
    for (lines, expect) in rows {
        assert_eq!(resolved(lines), expect, "{lines:?}");
    }
}

#[test]
fn a_table_of_ticks_has_its_names_on_both_sides() {
    let found = read(&[
        "Proposed by Cllr. F. Elm, Seconded by Cllr. B. Oak",
        "“That the Council welcomes the measures.",
        "In particular, the Council supports:",
        "A roll call was taken as follows:",
        "For\tAgainst\tAbstain\tAbsent",
        "Ann Oake\tFor",
        "Tom Barr\tAgainst",
        "Jo Hale\tFor",
        "Result 2 For 1 Against",
        "Decision/Resolution: Motion Carried",
    ]);
    let [vote] = &found[..] else { panic!("{found:#?}") };
    let names = |side: &Side| side.names.iter().map(|v| v.as_printed.clone()).collect::<Vec<_>>();
    assert_eq!(
        (names(&vote.r#for), names(&vote.against)),
        (vec!["Ann Oake".into(), "Jo Hale".into()], vec!["Tom Barr".into()])
    );
    assert_eq!(vote.outcome.map(VoteOutcome::as_str), Some("carried"));
}

#[test]
fn figures_stand_behind_all_that_is_told_of_a_vote() {
    for line in [
        "Mr. Elm made a motion to mend the road. Ms. Oak seconded. All were in favor, 3-0.",
        "Mr. Elm made a motion to mend the road. Ms. Oak seconded. All were in favor. 3-0.",
        "Mr. Elm moved to mend the road. Ms. Oak seconded the motion. Mr. Yew abstained. It passed 3-0.",
    ] {
        let found = read(&[line]);
        let [vote] = &found[..] else { panic!("{line}: {found:#?}") };
        assert_eq!((vote.r#for.count, vote.against.count), (Some(3), Some(0)), "{line}");
    }
}
