use super::*;
use crate::structure::speech::words::words;
use record::{Appearance, Attendance, Presence};

/// As printed, name, role, whether a member.
const LISTED: &[(&str, &str, &str, bool)] = &[
    ("Councillor Vane (Chair)", "Vane", "Chair", true),
    ("Councillor Doyle (P)", "P Doyle", "", true),
    ("Councillor Doyle (T)", "T Doyle", "", true),
    ("Councillor Luc de la Tour", "Luc de la Tour", "", true),
    ("Cllr. Éamon Ó Riain", "Éamon Ó Riain", "", true),
    ("Councillor P. O'Dowd of South Ward", "P. O'Dowd", "South Ward", true),
    ("The Lord Bishop of Arden and Eden", "The Lord Bishop of Arden and Eden", "", true),
    ("Ms Dara Hale", "Dara Hale", "Vice Chair", true),
    ("Councillor Trask", "Trask", "Mayor", true),
    ("Jo Elm (Director of Works)", "Jo Elm", "Director of Works", false),
];

fn roster() -> Roster {
    roster_of(LISTED)
}

fn roster_of(listed: &[(&str, &str, &str, bool)]) -> Roster {
    let appearance = |&(printed, name, role, councillor): &(&str, &str, &str, bool)| Appearance {
        as_printed: printed.into(),
        name: name.into(),
        role: Some(role.to_owned()).filter(|r| !r.is_empty()),
        presence: Presence::Present,
        councillor,
        chair: role == "Chair",
        source_id: None,
    };
    Roster::gather(&Attendance { listed: listed.iter().map(appearance).collect() }, &[], None)
}

/// Whom a sentence mentions: by the name that the list has, else in brackets as printed.
fn mentioned(sentence: &str, roster: &Roster) -> Vec<String> {
    let found = candidates(&words(sentence), sentence, roster);
    let name = |c: &Candidate| c.person.map_or(format!("({})", c.printed), |i| roster.people[i].display.clone());
    found.iter().map(name).collect()
}

#[test]
fn forms_of_names_that_papers_print() {
    let roster = roster();
    for (sentence, expected) in [
        ("Councillor Doyle (T) said that it was wet.", &["T Doyle"][..]),
        ("On the proposal of Cllr. Doyle (P), it was agreed.", &["P Doyle"]),
        ("Cllr. Doyle T. asked why.", &["T Doyle"]),
        ("Councillor Doyle said that it was wet.", &["(Councillor Doyle)"]),
        ("Proposed by Councillor Miss K A Marrow, and carried.", &["(Councillor Miss K A Marrow)"]),
        ("Motion by Councillor Dara Hale, second by Councillor Vane.", &["Dara Hale", "Vane"]),
        ("Report by the Director of Works.", &["Jo Elm"]),
        ("In answer to Trustee Vane, Trustee Trask said no.", &["Vane", "Trask"]),
        ("Board Member Trask asked why.", &["Trask"]),
        ("Finally, Director Vane noted the lamp.", &["Vane"]),
        ("Mr. DE LA TOUR (interrupting). It is upside down.", &["Luc de la Tour"]),
        ("Mr de la Tour and Councillor O'Riain agreed.", &["Luc de la Tour", "Éamon Ó Riain"]),
        ("COUNCILLOR O’DOWD OF SOUTH WARD: I have heard enough.", &["P. O'Dowd"]),
        ("The Lord Bishop of Arden and Eden said that it was a harmonium.", &["The Lord Bishop of Arden and Eden"]),
    ] {
        assert_eq!(mentioned(sentence, &roster), expected, "{sentence}");
    }
}

#[test]
fn titles_are_nobody_and_offices_are_their_holders() {
    let roster = roster();
    for (sentence, expected) in [
        ("An Hon. Member: Too much!", &[][..]),
        ("Mr. Chairman, the plan is upside down.", &["Vane"]),
        ("Y Cadeirydd: Diolch.", &["Vane"]),
        ("An Cathaoirleach thanked the members.", &["Vane"]),
        ("The vice chairperson welcomed the guests.", &["Dara Hale"]),
        ("The chairman opened the meeting.", &["Vane"]),
        ("The Right Worshipful the Mayor, Councillor Trask, spoke.", &["Trask"]),
        ("His Worship the Mayor thanked the band.", &["Trask"]),
    ] {
        assert_eq!(mentioned(sentence, &roster), expected, "{sentence}");
    }
}

#[test]
fn departments_speak_as_one() {
    let roster = roster();
    for (sentence, expected) in [
        ("The Members were advised by the Planning Department that it is so.", &["(the Planning Department)"][..]),
        ("The Roads, Water and Housing Office replied that it would.", &["(The Roads, Water and Housing Office)"]),
        ("A plan of the Planning Department was shown.", &[]),
        ("The Department replied that it would.", &[]),
    ] {
        assert_eq!(mentioned(sentence, &roster), expected, "{sentence}");
    }
}

#[test]
fn for_whom_somebody_speaks_belongs_to_the_mention() {
    let roster = roster();
    for (sentence, after) in [
        ("Mr Hale of Elm Homes said that it was dry.", "said"),
        ("Ms Oak on behalf of the applicant explained the plan.", "explained"),
        ("Councillor Vane, on behalf of the Members expressed condolences.", "expressed"),
        ("Jo Elm from the Works Department reported on roads.", "reported"),
        ("Mr Hale of late has been ill.", "of"),
        ("Mr Hale for his part agreed.", "for"),
    ] {
        let found = words(sentence);
        let first = candidates(&found, sentence, &roster).remove(0);
        assert_eq!(found[first.end].key, after, "{sentence}");
    }
}

#[test]
fn a_surname_becomes_a_full_name_where_the_paper_gives_one() {
    let mut roster = Roster::default();
    for text in ["Ms. Lisle, please.", "Ann Lisle said that the boards are held up with tape."] {
        introduce(&words(text), text, &mut roster);
    }
    let names: Vec<&str> = roster.people.iter().map(|p| p.display.as_str()).collect();
    assert_eq!(names, ["Ann Lisle"]);
}

#[test]
fn a_word_is_no_slip_for_a_surname() {
    let roster = roster_of(&[("T. Carey", "T. Carey", "", true)]);
    assert_eq!(mentioned("They wait for Health Care and are told nothing.", &roster), [""; 0]);
}

#[test]
fn initials_of_an_office_before_a_surname_say_which_of_two_it_is() {
    let roster = roster_of(&[
        ("Paul Elm - General Manager", "Paul Elm", "General Manager", false),
        ("Stacy Elm", "Stacy Elm", "", false),
        ("Nia Oak", "Nia Oak", "Chief Executive Officer", false),
        ("Ed Oak", "Ed Oak", "", false),
        ("Tia Ash", "Tia Ash", "Executive Director", false),
    ]);
    for (sentence, expect) in [
        ("GM Elm reported that it rained.", "Paul Elm"),
        ("CEO Oak reported that it rained.", "Nia Oak"),
        ("Ed Oak reported that it rained.", "Ed Oak"),
        ("Stacy Elm reported that it rained.", "Stacy Elm"),
    ] {
        assert_eq!(mentioned(sentence, &roster), [expect], "{sentence}");
    }
    assert_ne!(mentioned("Ed Ash reported that it rained.", &roster), ["Tia Ash"], "a first name");
}

#[test]
fn surnames_of_the_list_that_are_words_too_are_somebodys() {
    let roster = roster_of(&[("Jo Bishop", "Jo Bishop", "President", true), ("Kim Page", "Kim Page", "Member", true)]);
    for (sentence, expect) in [
        ("Bishop reported that the fence is down.", &["Jo Bishop"][..]),
        ("Director Page asked about the fence.", &["Kim Page"]),
        ("The Bishop of Arden opened the fair.", &["(The Bishop of Arden)"]),
    ] {
        assert_eq!(mentioned(sentence, &roster), expect, "{sentence}");
    }
    let strangers = roster_of(&[("Jo Elm", "Jo Elm", "", true)]);
    assert_eq!(mentioned("Page was turned over.", &strangers), [""; 0]);
}

#[test]
fn a_title_begins_a_name_behind_a_heading_that_runs_into_the_line() {
    let roster = roster();
    assert_eq!(mentioned("Report on Progress Ms. Hale shared the plan.", &roster), ["Dara Hale"]);
    assert_eq!(mentioned("Constable Nia Trent described the patrols.", &roster), ["(Constable Nia Trent)"]);
    let sentence = "Constable Nia Trent described the patrols.";
    assert_eq!(candidates(&words(sentence), sentence, &roster)[0].manner, Manner::Titled);
}

#[test]
fn somebody_of_the_place_is_known_by_their_full_name() {
    for (sentence, known) in [
        ("Nia Trent, resident, wanted to know the cost.", true),
        ("Nia Trent, resident commented on the cost.", true),
        ("Nia Trent, residents of Elm Street and others came.", false),
        ("Trent, resident, wanted to know the cost.", false),
    ] {
        let mut roster = Roster::default();
        introduce(&words(sentence), sentence, &mut roster);
        assert_eq!(roster.people.iter().any(|p| p.display == "Nia Trent"), known, "{sentence}");
    }
}

#[test]
fn an_office_is_meant_by_its_first_letters_and_initials_before_a_surname_are_its_own() {
    let roster = roster_of(&[
        ("Kim Hale, Chief Financial Officer", "Kim Hale", "Chief Financial Officer", false),
        ("Ann Ash, General Manager", "Ann Ash", "General Manager", false),
        ("Mary Jo Elm", "Mary Jo Elm", "", true),
        ("Max Joyce", "Max Joyce", "", true),
    ]);
    for (sentence, expected) in [
        ("The CFO clarified that it was covered.", &["Kim Hale"][..]),
        ("GM asked why.", &["Ann Ash"]),
        ("Thanks were given to the CFO, who left.", &["Kim Hale"]),
        ("CFO papers were tabled.", &["(CFO)"]),
        ("The CFO's paper was read.", &["(The CFO)"]),
        ("The NHS said that it would pay.", &[]),
        ("M.J. Elm asked why.", &["Mary Jo Elm"]),
        ("MJ asked why.", &["Max Joyce"]),
    ] {
        assert_eq!(mentioned(sentence, &roster), expected, "{sentence}");
    }
}

#[test]
fn a_mark_between_two_names_parts_them() {
    let roster = roster_of(&[("Ann Elm", "Ann Elm", "", true), ("Olu Ash", "Olu Ash", "", true)]);
    for sentence in ["Moved Elm / Ash that it be paid.", "Moved Cllr Elm / Cllr Ash.", "Moved Elm/ Ash."] {
        assert_eq!(mentioned(sentence, &roster), ["Ann Elm", "Olu Ash"], "{sentence}");
    }
    assert_eq!(mentioned("Cllr Elm – And who pays for that?", &roster), ["Ann Elm"]);
    assert_eq!(mentioned("Ann  Elm asked why.", &roster), ["Ann Elm"]);
}

#[test]
fn a_councillor_whom_the_text_introduces_is_a_member_by_any_title() {
    for (introduced, called) in [
        ("Councillor Jo Oak spoke.", "Cllr Oak asked why."),
        ("Cllr Jo Oak spoke.", "Councillor Oak asked why."),
        ("Councillor Oak spoke.", "Cllr. Oak asked why."),
        ("Alderman Jo Oak spoke.", "Ald Oak asked why."),
    ] {
        let mut roster = Roster::default();
        introduce(&words(introduced), introduced, &mut roster);
        let found = candidates(&words(called), called, &roster);
        assert_eq!(found[0].person, Some(0), "{called}");
    }
}

#[test]
fn a_call_sign_is_no_person_and_tells_who_is_meant() {
    let mut roster = Roster::default();
    for text in ["Mr Mike Elm", "Mr Mike Oak", "Mr Rick Ash"] {
        introduce(&words(text), text, &mut roster);
    }
    for (person, sign) in roster.people.iter_mut().zip(["W1ELM", "KØAK", "N2ASH"]) {
        person.short = Some(sign.to_owned());
    }
    for (text, expect) in [
        ("Mike, KØAK, reported that it rained.", &["Mike Oak"][..]),
        ("Rick (N2ASH) asked why.", &["Rick Ash"]),
        ("W1ELM asked why.", &["Mike Elm"]),
        ("Rick, W9XYZ, asked why.", &["Rick Ash"]),
        ("W9XYZ asked why.", &[]),
    ] {
        let named = candidates(&words(text), text, &roster).into_iter().filter_map(|c| c.person);
        let named: Vec<&str> = named.map(|at| roster.people[at].display.as_str()).collect();
        assert_eq!(named, expect, "{text}");
    }
}

#[test]
fn the_letters_of_a_body_stand_between_a_name_and_its_verb() {
    for (text, end) in [("Ed Elm, UFA, stated that it was slow.", 3), ("Ed Elm, UFA and others came.", 2)] {
        let found = candidates(&words(text), text, &Roster::default());
        assert_eq!(found.first().map(|c| c.end), Some(end), "{text}");
    }
}
