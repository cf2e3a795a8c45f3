use super::*;
use crate::structure::speech::words::words;
use record::{Appearance, Attendance, Presence};

fn someone(printed: &str, name: &str, role: &str, councillor: bool) -> Appearance {
    Appearance {
        as_printed: printed.into(),
        name: name.into(),
        role: (!role.is_empty()).then(|| role.into()),
        presence: if councillor { Presence::Present } else { Presence::InAttendance },
        councillor,
        chair: role == "Chair",
        source_id: None,
    }
}

fn roster() -> Roster {
    let listed = vec![
        someone("Councillor D. Weston (in the Chair)", "D. Weston", "Chair", true),
        someone("S. Marrow", "S. Marrow", "", true),
        someone("A. New", "A. New", "", true),
        someone(
            "Jo Pell Corporate Director of Adult Services",
            "Jo Pell",
            "Corporate Director of Adult Services",
            false,
        ),
        someone("Laurel Student", "Laurel", "Student at the College", false),
        someone("Nick Oakes (NO) CLERK", "Nick Oakes", "Clerk", false),
        someone("Mr R W Gawn", "R W Gawn", "", true),
    ];
    Roster::gather(&Attendance { listed }, &[], None)
}

fn check(sentence: &str, expect: &str) {
    let found = find_subject(&words(sentence), sentence, &roster());
    let said = match &found {
        Subject::Speaks(s) => format!("{} {:?}", s.mention.printed, s.verb),
        Subject::Acts(m) => format!("{} acts", m.printed),
        Subject::Group { printed, verb } => format!("[{printed}] {verb:?}"),
        Subject::Told => "told".into(),
        Subject::Unsaid { verb } => format!("unsaid {verb:?}"),
        Subject::Nothing => "nothing".into(),
    };
    assert_eq!(said, expect, "{sentence}");
}

#[test]
fn the_subject_of_a_verb_of_speech_speaks() {
    check("Councillor Marrow then asked how it went.", "Councillor Marrow Ask");
    check("Following the presentation Councillor Marrow asked why.", "Councillor Marrow Ask");
    check("Following the overview, the Chair noted the issue.", "the Chair Say");
    check(
        "The Corporate Director for Adult Services added that all was well.",
        "The Corporate Director for Adult Services Say",
    );
    check("Councillor Marrow’s final question was about costs.", "Councillor Marrow Ask");
    check("Councillor New asked about new schemes.", "Councillor New Ask");
    check("Laurel suggested that buses be free.", "Laurel Say");
    check("However, Laurel stated otherwise.", "Laurel Say");
    check("NO confirmed that the list is right.", "NO Say");
    check("Mr Gawn, Leader of the Council, provided an update on the following:", "Mr Gawn Say");
    check("Mr Gawn (Leader of the Council) explained the plan.", "Mr Gawn Say");
    check("The Leader of the Blue Group, Mr Brade, commented on growth.", "The Leader of the Blue Group, Mr Brade Say");
    check("Mr Gawn and Mr Oake proposed the motion.", "Mr Gawn Procedure");
    check("Councillor Marrow was not aware that fees rose and asked why.", "Councillor Marrow Say");
    check("He explained the plan.", "He Say");
    check("The Councillor noted that.", "The Councillor Say");
    check(
        "In response to a question from Councillor New, the Corporate Director explained why.",
        "the Corporate Director Say",
    );
    check(
        "The Committee were shown the priorities and the Corporate Director of Adult Services provided details.",
        "the Corporate Director of Adult Services Say",
    );
    check("Mr Smythe: I ask about the road.", "Mr Smythe Say");
    check("Amy Coome, Head of Adoption South, introduced the report.", "Amy Coome Present");
    check("With regard to costs, Councillor Marrow questioned the figure.", "Councillor Marrow Ask");
}

#[test]
fn a_name_inside_a_sentence_does_not() {
    check("Bins Planning – A vote of the Chair was taken.", "nothing");
    check("The report was welcomed by Councillor Marrow.", "nothing");
    check("Members asked whether Councillor New agreed.", "[Members] Ask");
    check("Councillor Marrow left the meeting.", "Councillor Marrow acts");
    check("Councillor Marrow had asked for this in June.", "Councillor Marrow acts");
    check("The Committee were informed that Councillor New agreed.", "told");
    check("New proposed schemes were welcome.", "nothing");
    check("Performance Management provided assurance.", "nothing");
    check("Councillor Marrow gave apologies for the meeting.", "Councillor Marrow acts");
}

#[test]
fn some_sentences_have_a_speaker_whom_they_do_not_name() {
    check("It was noted that costs rose.", "unsaid Say");
    check("In response, assurance was provided that it would end.", "unsaid Reply");
    check("A Member questioned the impact.", "[A Member] Ask");
    check("Members of the Committee commented on it.", "[Members of the Committee] Say");
    check("The Committee noted the report.", "[The Committee] Say");
    check("Concerns were raised about the road.", "unsaid Say");
    check("It was explained that work had begun.", "told");
}
