//! Votes in the forms of many bodies.

use super::tests::{read, resolved, voter};
use record::Side;

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
        assert_eq!((vote.outcome.as_deref(), vote.against.count), (Some("carried"), Some(0)), "{line}");
        assert_eq!(
            (names(&vote.r#for), names(&vote.abstain)),
            (vec!["Elm".into(), "Oak".into(), "Ash".into()], vec!["Yew".into()]),
            "{line}"
        );
        assert_eq!(resolved(&[line]).len(), 1, "{line}");
    }
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
    assert_eq!(vote.outcome.as_deref(), Some("carried"));
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
    assert_eq!((vote.motion.as_str(), vote.outcome.as_deref()), (lines[3], Some("carried")));
    assert_eq!((vote.r#for.count, vote.against.count, vote.abstain.count), (Some(11), Some(0), Some(2)));
}

#[test]
fn outcomes_keep_the_papers_own_word_where_it_says_more() {
    for (line, expect) in [
        ("Moved by Elm, seconded by Oak, to adopt the list. MOTION PREVAILED", "prevailed"),
        ("Proposed by Elm, seconded by Oak, that the minutes stand. All in favour.", "carried"),
        ("Proposed by Elm, seconded by Oak, that Ash be elected. Carried.", "carried"),
    ] {
        let outcomes: Vec<_> = read(&[line]).into_iter().filter_map(|vote| vote.outcome).collect();
        assert_eq!(outcomes, [expect], "{line}");
    }
}
