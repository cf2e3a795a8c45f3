//! Motions that are printed in one paragraph and put to the vote in another.

use crate::sandbox::Sandbox;
use serde_json::Value;

const MINUTES: &str = "ANYTOWN BOROUGH COUNCIL\n\nCABINET\n\nMinutes of the meeting held on 12 March 2024\n\nPRESENT: Councillor \
    A. Okoro (Chair), Councillors R. Pallister, B. Tilney, E. Quill\n\n1. GRANTS\n\n(1) Councillor Tilney proposed, and \
    Councillor Quill seconded the following amendment:\n\n“Allocate up to £75,000 from general reserves to keep the \
    Harbour Museum open on Sundays.”\n\n(2) Following the debate, the Chair put to the vote the amendment set out in \
    paragraph 1 above and the voting was as follows:\n\nFor (2)\n\nCouncillor Tilney, Councillor Quill\n\nAgainst (2)\n\n\
    Councillor Okoro, Councillor Pallister\n\nAmendment lost.\n";

const LETTER: &str = "Ministry of Local Affairs\n\nTo the Leaders of Councils\n\n4 June 2024\n\nDear Leader,\n\nI am writing \
    to set out how we wish to see each museum kept open in every district of the country.\n\nYours sincerely,\n\nJ. Minister\n\
    Minister of State\n";

#[test]
fn a_motion_is_found_by_its_words_wherever_it_was_put_to_the_vote() {
    let sandbox = Sandbox::new();
    sandbox.paper("minutes.txt", MINUTES);
    sandbox.paper("letter.txt", LETTER);
    sandbox.done(&["update"]);
    let get = |path: &str| -> Value {
        let (status, body) = sandbox.get(path);
        assert_eq!(status, 200, "{body}");
        serde_json::from_str(&body).unwrap()
    };
    for (query, total) in [
        ("q=museum", 1),
        ("q=%22Harbour+Museum%22&speaker=Pallister", 1),
        ("q=museum&owner=Tilney&outcome=lost", 1),
        ("q=harbour+debate", 0),
        ("q=library", 0),
    ] {
        let found = get(&format!("/api/v1/votes?{query}"));
        assert_eq!(found["total"], total, "{query}: {found}");
    }
    let brief = get("/api/v1/brief?q=museum");
    let has = |what: &str| brief["results"].as_array().unwrap().iter().any(|point| point["what"][0] == what);
    assert!(has("voted"), "{brief}");
    // A minister’s letter is none of an inspector’s.
    assert_eq!(get("/api/v1/letters")["total"], 1);
    let said = brief["counts"].as_array().unwrap().iter().find(|count| count["what"] == "inspectors_said");
    assert!(!has("inspectors_said") && said.is_none_or(|count| count["total"] == 0), "{brief}");
}

#[test]
fn a_brief_shows_the_first_and_the_last_votes_of_one_day() {
    let sandbox = Sandbox::new();
    let days = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays"];
    let votes: String = days
        .iter()
        .map(|day| {
            format!(
                "It was moved by Councillor Quill, seconded by Councillor Idle, that the museum be open on {day}.\n\nA recorded \
                 vote was taken.\n\nFor (3): Councillors Farrow, Idle and Quill\n\nAgainst (1): Councillor Marsh\n\nThe \
                 motion was carried.\n\n"
            )
        })
        .collect();
    let minutes = format!(
        "ANYTOWN BOROUGH COUNCIL\n\nLEISURE COMMITTEE\n\n6 February 2024\n\nPRESENT\n\nCouncillor D. Farrow (in the \
         Chair).\n\nCouncillors E. Quill, F. Marsh and G. Idle.\n\n1. OPENING TIMES\n\n{votes}"
    );
    sandbox.paper("minutes.txt", minutes);
    sandbox.done(&["update"]);
    let (status, brief) = sandbox.get("/api/v1/brief?q=museum");
    assert_eq!(status, 200, "{brief}");
    let brief: Value = serde_json::from_str(&brief).unwrap();
    let points = brief["results"].as_array().unwrap().iter();
    let voted = points.filter(|point| point["what"].as_array().unwrap().contains(&"voted".into()));
    let shown: Vec<&str> = voted.map(|point| point["quotation"].as_str().unwrap()).collect();
    let expected = ["Mondays", "Tuesdays", "Fridays", "Saturdays"];
    assert_eq!(shown.len(), 4, "{brief}");
    assert!(expected.iter().all(|day| shown.iter().any(|words| words.contains(day))), "{shown:?}");
    let count = brief["counts"].as_array().unwrap().iter().find(|count| count["what"] == "voted").unwrap();
    assert_eq!((&count["total"], &count["shown"]), (&6.into(), &4.into()), "{count}");
}
