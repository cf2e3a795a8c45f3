//! What a brief shows of what was reported later, and of what inspectors wrote.

use crate::sandbox::{LETTER, Sandbox};
use serde_json::Value;

fn minutes(day: &str, said: &str) -> String {
    format!(
        "ANYTOWN BOROUGH COUNCIL\n\nCHILDREN’S COMMITTEE\n\n{day}\n\nPRESENT\n\nCouncillor R. Vale (in the Chair).\n\n\
         Councillors A. Marrow and S. Pell.\n\nIn attendance\n\nJ. Thorn\tDirector of Children’s Services\n\n4. \
         CASELOADS\n\n{said}\n"
    )
}

fn point<'b>(brief: &'b Value, what: &str) -> Option<&'b Value> {
    let points = brief["results"].as_array().unwrap();
    points.iter().find(|point| point["what"].as_array().unwrap().iter().any(|sort| sort == what))
}

#[test]
fn a_brief_shows_what_was_reported_and_what_inspectors_said() {
    let sandbox = Sandbox::new();
    let promised = "Councillor Marrow asked about caseloads. The Director of Children’s Services agreed to bring a report on \
                    caseloads to the Committee in July.";
    sandbox.paper("march.txt", minutes("12 MARCH 2020", promised));
    let reported =
        "The Director of Children’s Services presented the report on caseloads, which had fallen to seventeen.";
    sandbox.paper("july.txt", minutes("9 JULY 2020", reported));
    sandbox.paper("letter.txt", LETTER);
    sandbox.done(&["update"]);
    let get = |path: &str| -> Value { serde_json::from_str(&sandbox.get(path).1).unwrap() };
    let brief = get("/api/v1/brief?q=caseloads");
    for (what, date, kind, words) in [
        ("promised", "2020-03-12", "minutes", "agreed to bring a report"),
        ("inspectors_said", "2020-05-04", "letter", "caseloads of social workers"),
        ("reported", "2020-07-09", "minutes", "presented the report on caseloads"),
    ] {
        let point = point(&brief, what).unwrap_or_else(|| panic!("{what}: {brief}"));
        assert_eq!((point["date"].as_str(), point["kind"].as_str()), (Some(date), Some(kind)), "{point}");
        assert!(point["quotation"].as_str().unwrap().contains(words), "{point}");
        assert_eq!((point["page"].as_u64(), point["passage"].is_string()), (Some(1), true), "{point}");
        let count = brief["counts"].as_array().unwrap().iter().find(|count| count["what"] == what).unwrap();
        assert_eq!((&count["total"], &count["shown"]), (&1.into(), &1.into()), "{brief}");
    }
    // Nobody promised or reported anything about visits: inspectors alone speak of them.
    let of_visits = get("/api/v1/brief?q=%22timeliness+of+visits%22");
    assert!(point(&of_visits, "inspectors_said").is_some(), "{of_visits}");
    assert!(point(&of_visits, "reported").is_none() && point(&of_visits, "promised").is_none(), "{of_visits}");
    let page = sandbox.get("/brief?q=caseloads").1;
    let heading = page.split("9 July 2020: ").nth(1).unwrap().split('<').next().unwrap();
    assert!(heading.to_lowercase().contains("reported"), "{heading}");
    assert!(page.contains("4 May 2020: What inspectors said"), "{page}");
}
