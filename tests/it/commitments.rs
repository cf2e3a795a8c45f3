//! The page of commitments: what binds first, in an order that can be chosen, overdue marked, each with the words that it was
//! recognised by.

use crate::sandbox::Sandbox;
use serde_json::Value;

const MARCH: &str = "\
ANYTOWN BOROUGH COUNCIL

HOUSING SCRUTINY COMMITTEE

12 MARCH 2020

PRESENT

Councillor R. Vale (in the Chair).

Councillors A. Marrow and S. Pell.

In attendance

J. Thorn\tDirector of Housing
P. Wray\tHead of Repairs

24. REPAIRS PLAN

The Director of Housing presented the repairs plan. Councillor Marrow asked for the figures of each estate. The Director of Housing agreed to send the figures to Members by the end of April 2020.

The Head of Repairs said that he would circulate a list of contractors by 30 June 2020.

The Head of Repairs said that he plans to replace two hundred boilers next year.

Councillor Pell asked the Director to look at the lifts.

RESOLVED:

1) That the Head of Repairs bring a report on gutters to the Committee.

ACTION: Director of Housing to visit the tenants of Elm House.
";

const JULY: &str = "\
ANYTOWN BOROUGH COUNCIL

HOUSING SCRUTINY COMMITTEE

9 JULY 2020

PRESENT

Councillor R. Vale (in the Chair).

In attendance

J. Thorn\tDirector of Housing
P. Wray\tHead of Repairs

31. LIFTS

The Director of Housing agreed to publish the costs of each lift by 31 December 2099.

The Head of Repairs said that he would circulate a timetable of inspections.
";

const FEBRUARY: &str = "\
ANYTOWN BOROUGH COUNCIL

CABINET

4 FEBRUARY 2020

PRESENT

Councillor E. Quill (Leader).

3. BUDGET

Councillor Quill agreed to publish the budget of each ward.
";

fn record() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.paper("february.txt", FEBRUARY);
    sandbox.paper("march.txt", MARCH);
    sandbox.paper("july.txt", JULY);
    sandbox.done(&["update"]);
    sandbox
}

/// A row of the page.
struct Row {
    text: String,
    is_overdue: bool,
    recognised: Option<String>,
}

fn rows(sandbox: &Sandbox, path: &str) -> Vec<Row> {
    let (status, page) = sandbox.get(path);
    assert_eq!(status, 200, "{path}: {page}");
    let drawn = page.split("<li class=\"mb-result\" id=\"c").skip(1);
    let between = |text: &str, from: &str, to: &str| Some(text.split_once(from)?.1.split_once(to)?.0.to_owned());
    drawn
        .map(|row| Row {
            text: between(row, "<p class=\"govuk-body\">", "</p>").unwrap(),
            is_overdue: row.contains("<strong class=\"mb-tag\">Overdue</strong>"),
            recognised: between(row, "Recognised by ", ".</p>"),
        })
        .collect()
}

/// The rows of the page, each by the word among these that it has.
fn named<'w>(sandbox: &Sandbox, path: &str, words: &[&'w str]) -> Vec<&'w str> {
    let name =
        |row: Row| *words.iter().find(|word| row.text.contains(**word)).unwrap_or_else(|| panic!("{}", row.text));
    rows(sandbox, path).into_iter().map(name).collect()
}

const ALL: [&str; 8] = ["costs", "timetable", "figures", "contractors", "gutters", "Elm House", "budget", "boilers"];

#[test]
fn what_binds_comes_first_in_the_order_that_is_chosen_and_plans_on_request() {
    let sandbox = record();
    let shown = |path: &str| named(&sandbox, path, &ALL);
    let newest = ["costs", "timetable", "figures", "contractors", "gutters", "Elm House", "budget"];
    assert_eq!(shown("/commitments"), newest, "the newest paper first, each in its own order");
    assert_eq!(
        shown("/commitments?sort=oldest"),
        ["budget", "figures", "contractors", "gutters", "Elm House", "costs", "timetable"]
    );
    assert_eq!(shown("/commitments?sort=due")[..3], ["figures", "contractors", "costs"], "what has no day comes last");
    let by_owner = shown("/commitments?sort=owner");
    let of_thorn = ["costs", "figures", "Elm House"];
    let first = by_owner.iter().position(|row| of_thorn.contains(row)).unwrap();
    assert!(by_owner[first..first + 3].iter().all(|row| of_thorn.contains(row)), "one owner’s together: {by_owner:?}");
    assert_eq!(shown("/commitments?basis=plan"), ["boilers"], "plans are shown to whoever asks for them");
    let everything =
        "/commitments?basis=promise&basis=request_agreed&basis=resolution&basis=action_log&basis=plan&basis=request";
    assert_eq!(shown(everything).len(), ALL.len());
}

#[test]
fn what_is_overdue_is_marked_and_every_row_says_what_it_was_recognised_by() {
    let sandbox = record();
    let all = rows(&sandbox, "/commitments");
    let overdue: Vec<&str> = all.iter().filter(|row| row.is_overdue).map(|row| row.text.as_str()).collect();
    assert_eq!(overdue.len(), 2, "{overdue:?}");
    assert!(overdue[0].contains("figures") && overdue[1].contains("contractors"), "{overdue:?}");
    let because: Vec<&str> = all.iter().filter_map(|row| row.recognised.as_deref()).collect();
    assert_eq!(because.len(), all.len());
    for (row, words) in
        [(0, "“agreed to”"), (1, "“would”"), (4, "a decision that charges"), (5, "a line headed Action")]
    {
        assert!(because[row].starts_with(words), "{}: {}", all[row].text, because[row]);
    }
}

#[test]
fn two_people_are_compared_by_what_that_page_counts() {
    let sandbox = record();
    let get = |path: &str| -> Value { serde_json::from_str(&sandbox.get(path).1).unwrap() };
    let id = |name: &str| get(&format!("/api/v1/people?q={name}"))["results"][0]["id"].as_str().unwrap().to_owned();
    let (thorn, wray) = (id("Thorn"), id("Wray"));
    let compared = get(&format!("/api/v1/compare?person={thorn}&person={wray}"));
    let page = sandbox.get(&format!("/compare?person={thorn}&person={wray}")).1;
    let row = page.split("Commitments undertaken</th>").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(page.contains("plans and requests do not count"), "{page}");
    for (n, person) in [&thorn, &wray].into_iter().enumerate() {
        let shown = rows(&sandbox, &format!("/commitments?owner={person}")).len();
        assert_eq!(compared["people"][n]["binding_commitments"], shown, "{compared}");
        assert_eq!(row.split("<td>").nth(n + 1).unwrap().split('<').next().unwrap(), shown.to_string());
        let all = get(&format!("/api/v1/commitments?owner={person}"))["total"].clone();
        assert_eq!(compared["people"][n]["commitments"], all, "{compared}");
    }
    let wrays = &compared["people"][1];
    assert!(wrays["binding_commitments"].as_u64() < wrays["commitments"].as_u64(), "a plan is among them: {wrays}");
}

#[test]
fn a_committee_is_chosen_knowing_how_many_rows_it_leaves() {
    let sandbox = record();
    let page = sandbox.get("/commitments").1;
    let list = page.split("aria-label=\"Committee\"").nth(1).unwrap().split("</ul>").next().unwrap();
    assert!(list.contains("All (7)"), "{list}");
    for (name, total) in [("Housing Scrutiny Committee", 6), ("Cabinet", 1)] {
        let choice = list.split("<a href=\"").find(|choice| choice.contains(&format!(">{name} ({total})</a>")));
        let link = choice.unwrap_or_else(|| panic!("{name}: {list}")).split('"').next().unwrap();
        assert_eq!(rows(&sandbox, link).len(), total, "{link}");
    }
}
