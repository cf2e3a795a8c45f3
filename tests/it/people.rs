//! People over several meetings: where they were, where they were not, and of which meetings nobody can tell.

use crate::sandbox::Sandbox;
use serde_json::Value;

fn minutes(day: &str, members: &str, apologies: &str) -> String {
    format!(
        "ANYTOWN BOROUGH COUNCIL\n\nHOUSING SCRUTINY COMMITTEE\n\n{day}\n\nPRESENT\n\nCouncillor Rosalind Vale (in the \
         Chair).\n\nCouncillors {members}.\n\n{apologies}1. REPAIRS\n\nThe Committee noted the report.\n\nRESOLVED: That \
         the report be noted.\n"
    )
}

#[test]
fn attendance_says_what_is_recorded_and_what_is_not() {
    let sandbox = Sandbox::new();
    let apologies = "APOLOGIES\n\nApologies for absence were received from Councillor Ada Marrow.\n\n";
    for (name, text) in [
        ("1.txt", minutes("12 March 2020", "Ada Marrow and Samuel Pell", "")),
        ("2.txt", minutes("14 May 2020", "Samuel Pell and Thora Ash", "")),
        ("3.txt", minutes("9 July 2020", "Samuel Pell and Thora Ash", apologies)),
        ("5.txt", minutes("12 November 2020", "Ada Marrow and Thora Ash", "")),
        ("6.txt", minutes("14 January 2021", "Samuel Pell and Thora Ash", "")),
    ] {
        sandbox.paper(name, text);
    }
    // Of this meeting the agenda alone is held.
    let agenda = "ANYTOWN BOROUGH COUNCIL\n\nHOUSING SCRUTINY COMMITTEE\n\nAGENDA\n\nThursday, 10 September 2020 at 6.30 pm\n\n\
                  1. REPAIRS\n\nTo receive a report on repairs.\n\n2. RENTS\n\nTo receive a report on rents.\n";
    sandbox.paper("4.txt", agenda);
    sandbox.done(&["update"]);
    let (status, person) = sandbox.get("/api/v1/people/anytown-borough-council.ada-marrow");
    assert_eq!(status, 200, "{person}");
    let person: Value = serde_json::from_str(&person).unwrap();
    let time = &person["committees"][0];
    let of = |name: &str| time[name].as_u64().unwrap();
    assert_eq!((time["first"].as_str(), time["last"].as_str()), (Some("2020-03-12"), Some("2020-11-12")), "{person}");
    assert_eq!(
        (of("present"), of("in_attendance"), of("apologies"), of("not_listed"), of("not_recorded")),
        (2, 0, 1, 1, 1),
        "{person}"
    );
    let (status, page) = sandbox.get("/people/anytown-borough-council.ada-marrow");
    assert_eq!(status, 200, "{page}");
    assert!(page.contains("Of meetings of which no list is held it is not known"), "{page}");
    assert!(!page.contains("How they voted"), "no vote is recorded: {page}");
    let (status, page) = sandbox.get("/compare?person=anytown-borough-council.ada-marrow");
    assert!(status == 200 && page.contains("No paper that is held prints how Ada Marrow"), "{page}");
}
