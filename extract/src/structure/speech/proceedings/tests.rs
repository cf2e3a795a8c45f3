use super::*;
use crate::structure::samples::{block, head_of_minutes, heading};
use record::Form;

fn proceed(blocks: &[Block]) -> Proceedings {
    let role = |b: &Block| if b.form == Form::Heading { BlockRole::ItemHeading } else { BlockRole::Body };
    let head = head_of_minutes(blocks.iter().map(role).collect());
    read(blocks, &head)
}

/// The decisions of lines; those that begin with `# ` are headings.
fn resolved(lines: &[&str]) -> Vec<String> {
    let made = |line: &&str| line.strip_prefix("# ").map_or_else(|| block(line), heading);
    let blocks: Vec<Block> = lines.iter().map(made).collect();
    proceed(&blocks).resolutions.into_iter().map(|(_, row)| row.text).collect()
}

#[test]
fn decisions_are_told_in_many_ordinary_words() {
    for (line, expect) in [
        ("The Board voted 3-0 to grant the licence.", "voted 3-0 to grant the licence."),
        ("It was voted that the pump be sold.", "voted that the pump be sold."),
        ("Cllrs agreed to paint the hall.", "agreed to paint the hall."),
        ("The PC agreed that the order be placed.", "agreed that the order be placed."),
        ("It was discussed and decided that a sticker be put up.", "decided that a sticker be put up."),
        (
            "Minutes of the meeting of 3 May taken as a true record.",
            "Minutes of the meeting of 3 May taken as a true record.",
        ),
        ("There was general agreement that the hall be let.", "There was general agreement that the hall be let."),
        ("We appoint Jo Elm to serve as clerk.", "We appoint Jo Elm to serve as clerk."),
        (
            "As there was not any other proposal before the meeting, the Clerk declared Cllr Elm elected as Chair for 2014.",
            "Cllr Elm elected as Chair for 2014.",
        ),
        ("The Council had no objections to this application.", "The Council had no objections to this application."),
        ("Full support was given for this application.", "Full support was given for this application."),
        ("Status:\tGranted", "Granted"),
        ("BOARD ACTION: Approved as submitted.", "Approved as submitted."),
        ("The minutes were taken as read.", "The minutes were taken as read."),
        (
            "The minutes were approved by all and the minutes were signed by the Chair as a true record.",
            "The minutes were approved by all",
        ),
        (
            "Members spoke at length of the state of the old pump and its paint, and it was agreed to sell it soon.",
            "agreed to sell it soon.",
        ),
        (
            "The following payments were approved: Elm 265.40 0.00 265.40 Oak 62.40 0.00 62.40",
            "The following payments were approved",
        ),
    ] {
        assert_eq!(resolved(&[line]), [expect], "{line}");
    }
    let list = "Public participation a) It was agreed to ask the school. The Clerk was thanked. b) It was agreed that a \
                bench be bought.";
    assert_eq!(resolved(&[list]), ["agreed to ask the school.", "agreed that a bench be bought."]);
}

#[test]
fn motions_are_decided_in_few_words() {
    for (lines, expect) in [
        (
            &["MOTION (Elm / Oak): to recommend approval as revised.", "Carried 5-0."][..],
            "to recommend approval as revised.",
        ),
        (&["M/S/C (Elm/Oak) to pay the warrants."], "to pay the warrants."),
        (
            &["MOTION 31/2 That the finance report be received.", "Moved Elm Seconded Oak CARRIED"],
            "That the finance report be received.",
        ),
        (&["MOTION: To approve the agenda. Moved: DC Seconded: GI CARRIED"], "To approve the agenda."),
        (&["Elm motion to pay the bills, second by Oak. Motion carried."], "to pay the bills"),
        (&["Mr. Elm moved to adjourn at 9:33, seconded by Ms. Oak, unanimous."], "to adjourn at 9:33"),
        (&["Ms. Elm moved to pay the bills, seconded by Mrs. Oak; all yeas."], "to pay the bills"),
        (&["Mr. Elm moved to adopt, second by Mrs. Oak, 5 yeas, 0 nays."], "to adopt"),
        (&["Motion to deny by J. Elm, 2nd R. Oak. Carried."], "to deny"),
        (
            &["Motion to accept the minutes as corrected by Jo Elm", "Seconded by Kim Oak", "Motion passes."],
            "to accept the minutes as corrected",
        ),
        (
            &["That the agenda be adopted with the letter added. CARRIED."],
            "That the agenda be adopted with the letter added.",
        ),
        (&["112/25 ELM: That the list be approved as read. CARRIED."], "That the list be approved as read."),
        (&["ELM/OAK: That the rates be struck at 3c. CARRIED"], "That the rates be struck at 3c."),
        (
            &["Councillor Elm MOVED, Councillor Oak SECONDED, that the pump be sold. The Motion was put and CARRIED."],
            "the pump be sold.",
        ),
        (&["Report adopted, proposed by Elm, seconded by Oak."], "Report adopted"),
        (
            &["On motion of Mr Elm, seconded by Mr Oak, the meeting was adjourned at 6:25 P.M."],
            "the meeting was adjourned at 6:25 P.M.",
        ),
        (
            &["Vote to accept the minutes:", "Proposed: Elm", "Seconded: Oak", "Accepted unanimously"],
            "to accept the minutes",
        ),
        (&["Motion: Approve the plan as shown. Second: Jo Oak. Approved; no nays."], "Approve the plan as shown."),
    ] {
        assert_eq!(resolved(lines), [expect], "{lines:?}");
    }
    for lines in [
        &["The motion was put and carried, 5 in favour and 1 against, Cllr Elm dissenting."][..],
        &["MOTION (Elm / Oak): to recommend approval as revised.", "Lost 2-5."],
        &["Dr Elm told them that the county had voted 6-1 to deny it."],
    ] {
        assert_eq!(resolved(lines), Vec::<String>::new(), "{lines:?}");
    }
}

#[test]
fn what_was_agreed_or_passed_is_decided() {
    for (line, expect) in [
        ("It was the consensus that the twins be the delegates.", "that the twins be the delegates."),
        ("They went through it and the consensus was to require a hedge there.", "to require a hedge there."),
        ("After some talk a resolution was passed to call on the landlord.", "to call on the landlord."),
        ("The house resolved by 24 votes to 9 that a new club be formed.", "that a new club be formed."),
        ("It was thereupon agreed, without a division, that the Clerk seek a report.", "that the Clerk seek a report."),
        ("The minutes of May 3 stand approved as corrected.", "The minutes of May 3 stand approved as corrected."),
        ("By consent the two-meeting rule was waived.", "By consent the two-meeting rule was waived."),
        ("The group discussed the letter and decided to answer it in May.", "decided to answer it in May."),
        ("The Councilors decided to take the clause out.", "decided to take the clause out."),
    ] {
        assert_eq!(resolved(&[line]), [expect], "{line}");
    }
    for line in [
        "The report was taken as read.",
        "There was general agreement that supplies would be short.",
        "Noted that sales were low.",
        "A management plan was adopted in March of 2014.",
    ] {
        assert_eq!(resolved(&[line]), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn lists_of_decisions_stand_below_what_introduces_them() {
    for (lines, expect) in [
        (
            &[
                "The plan was gone through. The following decisions were taken.",
                "(1) The hall must be painted.",
                "(2) All clubs should pay.",
            ][..],
            &["The hall must be painted.", "All clubs should pay."][..],
        ),
        (
            &["# 4. Decisions Made:", "1. Accept the old van.", "2. Jo to write to the county."],
            &["Accept the old van.", "Jo to write to the county."],
        ),
        (
            &["# Conclusion/Resolution", "Consensus on no operator.", "Every value is itself.", "AW: Why?"],
            &["Consensus on no operator.", "Every value is itself."],
        ),
        (
            &["RESOLVED on the motion of Councillors Elm and Oak that:-", "1. Council lease the yard."],
            &["Council lease the yard."],
        ),
        (
            &[
                "MOVED by Member Elm, seconded by Member Oak:",
                "That the Board:",
                "a) accept the apology from Member Ash.",
                "CARRIED",
            ],
            &["accept the apology from Member Ash."],
        ),
        (
            &[
                "RESOLVED that the permit be given with the following conditions: 1) The fence stays low, 2) The trees are kept.",
            ],
            &["that the permit be given with the following conditions: 1) The fence stays low, 2) The trees are kept."],
        ),
    ] {
        assert_eq!(resolved(lines), expect, "{lines:?}");
    }
}

#[test]
fn an_amendment_that_is_resolved_in_the_end_is_decided_once() {
    let lines = [
        "Mr Elm proposed and Mr Oak seconded the following amendment: “That the weir be mended by the county this year and painted.”",
        "Amendment carried.",
        "RESOLVED that the weir be mended by the county this year and painted.",
    ];
    assert_eq!(resolved(&lines), ["that the weir be mended by the county this year and painted."]);
}

#[test]
fn what_others_decided_or_might_decide_is_no_decision() {
    for line in [
        "If Council decided to close the road, traffic would go elsewhere.",
        "Mr Elm noted they all agreed they wanted it on the ballot.",
        "It was agreed at the last meeting that a letter be sent.",
        "Apologies were noted and approved.",
        "Nomination forms were passed to members.",
        "At the meeting in May, Decision - 24/97 - Schools was called in. Mr Oak gave an update.",
        "APPROVED",
    ] {
        assert_eq!(resolved(&[line]), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn what_is_agreed_together_is_decided_motion_by_motion() {
    let lines = [
        "# Consent Agenda",
        "Moved by Councillor Elm",
        "That items 1 and 2 be approved as part of the Consent Agenda.",
        "“CARRIED”",
        "# Clerk, Report 1",
        "That Report 1 be received for information.",
        "# Clerk, Report 2",
        "That the pump be painted.",
        "# Clerk, Report 3",
        "Moved by Councillor Oak",
        "That the hall be sold.",
        "“LOST”",
        "# Notes",
        "That was all.",
    ];
    assert_eq!(
        resolved(&lines),
        [
            "That items 1 and 2 be approved as part of the Consent Agenda.",
            "That Report 1 be received for information.",
            "That the pump be painted.",
        ]
    );
}

#[test]
fn a_motion_has_all_its_paragraphs() {
    let below = [
        "It was proposed by Councillor Elm and seconded by Councillor Oak that the air of the town be made clean.",
        "As a town we are to plant trees at every school.",
        "The motion was put and carried.",
    ];
    assert_eq!(
        resolved(&below),
        ["the air of the town be made clean. As a town we are to plant trees at every school."]
    );
    let spoken = [below[0], "Councillor Ash said that trees are dear.", below[2]];
    assert_eq!(resolved(&spoken), ["the air of the town be made clean."]);
    let above = [
        "# 6.1 Standing in the name of Cllr. Elm",
        "That the town notes the price of paint.",
        "The Council will write to the Minister.",
        "Proposed by Cllr. Elm, seconded by Cllr. Oak, and agreed following a show of hands.",
    ];
    assert_eq!(resolved(&above), ["That the town notes the price of paint. The Council will write to the Minister."]);
    let quoted = [
        "Proposed by Cllr. Elm, seconded by Cllr. Oak, and agreed:-",
        "“That the site at Mill Lane be let in accordance with the Local",
        "Government Act to Ben Ash.”",
    ];
    assert_eq!(
        resolved(&quoted),
        ["“That the site at Mill Lane be let in accordance with the Local Government Act to Ben Ash.”"]
    );
}

#[test]
fn a_motion_put_off_is_not_carried() {
    let lines = [
        "Moved by Councillor Elm, seconded by Councillor Oak that the mill be sold.",
        "It was agreed that this motion be deferred to the next meeting.",
    ];
    assert_eq!(resolved(&lines), ["agreed that this motion be deferred to the next meeting."]);
}

#[test]
fn an_attendance_list_that_does_not_end_hides_no_decision() {
    let blocks = [block("By unanimous vote, the Committee selected Ann Elm as its secretary for the coming year.")];
    let mut head = head_of_minutes(vec![BlockRole::Attendance]);
    assert_eq!(read(&blocks, &head).resolutions.len(), 1);
    head.roles = vec![BlockRole::Body];
    assert_eq!(read(&blocks, &head).resolutions.len(), 1);
}

#[test]
fn a_heading_says_what_was_decided_under_it() {
    let lines =
        ["# To receive the minutes of the last meeting: Approved & signed as correct.", "# Chair: Councillor Elm"];
    assert_eq!(resolved(&lines), ["Approved & signed as correct."]);
}

#[test]
fn notes_leave_out_the_verb() {
    for (line, expect) in [
        ("Library report accepted with gratitude.", "Library report accepted with gratitude."),
        (
            "Members were unanimously in full support of the plan.",
            "Members were unanimously in full support of the plan.",
        ),
        ("Cllrs agreed to give £50 (Ch. No. 300168).", "agreed to give £50"),
        ("Agreed that the hall be painted. The Clerk will arrange it.", "that the hall be painted."),
    ] {
        assert_eq!(resolved(&[line]), [expect], "{line}");
    }
    assert!(resolved(&["All Board members present confirmed that they were alone."]).is_empty());
}

#[test]
fn a_motion_without_words_is_about_what_was_proposed() {
    for (lines, expect) in [
        (
            &[
                "Recommendation: Approve the lease of the mill.",
                "Action: Moved by Elm, seconded by Oak, and carried unanimously.",
            ][..],
            "Approve the lease of the mill.",
        ),
        (
            &[
                "Action: B. Approval of the budget of 2021",
                "Ms. Ash provided comments on this item.",
                "Motion by Trustee Ann Elm, second by Trustee Bo Oak.",
                "Final Resolution: Motion Carried",
            ],
            "Approval of the budget of 2021",
        ),
        (
            &[
                "B274-15 Rezoning the land at the mill.",
                "B274-15, given third reading with the vote recorded as follows: VOTING YES: ELM, OAK, ASH. VOTING NO: \
                 FIR. Bill declared enacted, reading as follows:",
            ],
            "B274-15 Rezoning the land at the mill.",
        ),
        (
            &["Proposed addition: Dogs are kept out of the hall.", "The amendment was therefore accepted."],
            "Dogs are kept out of the hall.",
        ),
        (
            &["Recommendation: Approve the lease.", "Moved by Elm, seconded by Oak, to refuse the lease.", "Carried."],
            "to refuse the lease.",
        ),
    ] {
        assert_eq!(resolved(lines), [expect], "{lines:?}");
    }
}

#[test]
fn entries_of_a_consent_agenda_are_decided_with_it() {
    let lines = [
        "It was moved by Ms. Elm, seconded by Ms. Oak, that the consent items be approved.",
        "MOTION CARRIED 4-0",
        "Approval of the lease of the mill.",
        "Warrants and payroll – approved as submitted.",
        "# Old Business",
        "Approval of the new bridge takes time.",
    ];
    let expect = [
        "the consent items be approved.",
        "Approval of the lease of the mill.",
        "Warrants and payroll – approved as submitted.",
    ];
    assert_eq!(resolved(&lines), expect);
    // What stands above the motion is what it is about.
    let above =
        ["# Consent Agenda", "Approval of the lease of the mill.", "Elm moved to adopt it, Oak seconded. Carried."];
    assert_eq!(resolved(&above).len(), 1, "{above:?}");
}

#[test]
fn a_labelled_motion_is_decided_by_what_stands_below() {
    for (lines, expect) in [
        (
            &["Motion: Ann and Bo will form a subcommittee.", "Seconded, passed"][..],
            "Ann and Bo will form a subcommittee.",
        ),
        (
            &["Vote: Approve $500 for the fund", "For: 4", "Against: 0", "Abstain: 1", "Approved."],
            "Approve $500 for the fund",
        ),
        (
            &["Motion by Elm, seconded by Oak, to grant the permit. AYES: Elm, Oak, Ash", "NAYS: None"],
            "to grant the permit.",
        ),
        (&["Motion: Close the pool in winter.", "☑ Passed ☐ Failed"], "Close the pool in winter."),
    ] {
        assert_eq!(resolved(lines), [expect], "{lines:?}");
    }
    for lines in
        [&["Motion: Close the pool in winter.", "☐ Passed ☑ Failed"][..], &["Motion: The pool is shut", "It rained."]]
    {
        assert_eq!(resolved(lines), Vec::<String>::new(), "{lines:?}");
    }
}
