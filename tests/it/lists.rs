//! Lists as pages for people: as many rows as a page can carry, going on where it was cut, and the rows of the API in all.

use crate::sandbox::Sandbox;
use serde_json::Value;
use std::fmt::Write as _;

/// Bytes that a page and its style have at most.
const HEAVY: usize = 60_000;

/// Meetings of the committee: more than one page of them.
const MEETINGS: usize = 22;

fn councillors() -> Vec<String> {
    let first = ["Ash", "Birch", "Cedar", "Dale", "Elm", "Fern"];
    let last = ["croft", "ham", "ley", "more", "ton"];
    first.iter().flat_map(|first| last.iter().map(move |last| format!("{first}{last}"))).collect()
}

/// The first Tuesday or so of a month, as minutes print it.
fn day(n: usize) -> String {
    let months = ["January", "February", "March", "April", "May", "June"];
    format!("{} {} {}", 3 + n % 7, months[n % 6], 2018 + n / 6)
}

/// A sentence of many words that stands in no other paper.
fn long(n: usize, what: &str) -> String {
    let words = ["roofs", "lifts", "boilers", "gutters", "windows", "stairs", "cellars", "gardens", "fences", "doors"];
    let list: Vec<String> = (0..80).map(|at| format!("{} of block {}", words[at % 10], n * 31 + at * 7)).collect();
    format!("{what} {}", list.join(", "))
}

fn minutes(n: usize) -> String {
    let councillors = councillors();
    let (others, mover) = (councillors[1..].join(", "), &councillors[n % 30]);
    let half = |from: usize| councillors[from..from + 15].join(", ");
    let mut text = format!(
        "ANYTOWN BOROUGH COUNCIL\n\nHOUSING COMMITTEE\n\n{}\n\nPRESENT\n\nCouncillor {} (in the Chair).\n\nCouncillors \
         {others}.\n\nIn attendance\n\nJ. Thorn\tDirector of Housing\n\n1. REPAIRS\n\n",
        day(n),
        councillors[0]
    );
    for part in 0..2 {
        let note = long(n * 4 + part, "a note on the repairs to the");
        write!(text, "The Director of Housing agreed to share with the Committee {note} by the end of October.\n\n")
            .unwrap();
        let motion = long(n * 4 + part + 2, "the repairs fund pay for the");
        write!(
            text,
            "It was moved by Councillor {mover}, seconded by Councillor {}, that {motion}.\n\nA recorded vote was \
             taken.\n\nFor (15): Councillors {}\n\nAgainst (15): Councillors {}\n\nThe motion was carried.\n\n",
            councillors[(n + 1) % 30],
            half(0),
            half(15)
        )
        .unwrap();
    }
    write!(
        text,
        "RESOLVED:\n\n1) That {}.\n2) That {}.\n",
        long(n, "money be set aside for the"),
        long(n + 90, "tenants be told of the")
    )
    .unwrap();
    text
}

fn letter(n: usize) -> String {
    let points: String = (0..2).map(|at| format!("- The records of home {}.\n", n * 2 + at)).collect();
    format!(
        "Ofsted\n\nPiccadilly Gate\n\n{}\n\nA. Birch Director of Housing Anytown Borough Council\n\nDear A. Birch\n\nFocused \
         visit to Anytown children’s services\n\nThis letter summarises the findings of the focused visit to Anytown \
         children’s services on {}. Her Majesty’s inspectors for this visit were Kate Sorrel and Lorna Thyme.\n\nAreas \
         for improvement\n\n{points}\nFindings\n\nHomes of visit {n} are improving.\n\nYours sincerely\n\nKate Sorrel Her \
         Majesty’s Inspector\n",
        day(n),
        day(n)
    )
}

/// A record whose rows are long, so that twenty of them are more than a page can carry.
fn record() -> Sandbox {
    let sandbox = Sandbox::new();
    for n in 0..MEETINGS {
        sandbox.paper(&format!("minutes-{n}.txt"), minutes(n));
        sandbox.paper(&format!("letter-{n}.txt"), letter(n));
    }
    sandbox.done(&["update"]);
    sandbox
}

fn ask(sandbox: &Sandbox, path: &str) -> Value {
    let (status, body) = sandbox.get(path);
    assert_eq!(status, 200, "{path}: {body}");
    serde_json::from_str(&body).unwrap()
}

/// Ids of a list of the API, all of its pages.
fn ids(sandbox: &Sandbox, path: &str) -> (u64, Vec<String>) {
    let (mut cursor, mut ids) = (String::new(), Vec::new());
    loop {
        let answer = ask(sandbox, &format!("{path}page_size=100{cursor}"));
        ids.extend(answer["results"].as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()));
        let total = &answer["total"];
        let total = total.as_u64().or(total["passages"].as_u64()).unwrap();
        let Some(next) = answer["next"].as_str() else { return (total, ids) };
        cursor = format!("&cursor={next}");
    }
}

/// What stands behind each `mark` of a page, up to the next quotation mark.
fn behind<'p>(page: &'p str, mark: &str) -> Vec<&'p str> {
    page.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Bytes of the style of a page.
fn style(sandbox: &Sandbox, page: &str) -> usize {
    sandbox.get(&format!("/assets/minutebook-{}", behind(page, "/assets/minutebook-")[0])).1.len()
}

/// The pages of a list from `path` on.
fn pages(sandbox: &Sandbox, path: &str) -> Vec<String> {
    let (mut path, mut pages) = (path.to_owned(), Vec::new());
    loop {
        let (status, page) = sandbox.get(&path);
        assert_eq!(status, 200, "{path}: {page}");
        let next = page.split("<a ").find(|link| link.contains("rel=\"next\"")).map(|link| behind(link, "href=\"")[0]);
        let next = next.map(|next| next.replace("&#38;", "&"));
        pages.push(page);
        let Some(next) = next else { return pages };
        path = next;
    }
}

#[test]
fn every_list_shows_what_a_page_can_carry_and_all_rows_in_all() {
    let sandbox = record();
    let person = ask(&sandbox, "/api/v1/people?q=Ashcroft")["results"][0]["id"].as_str().unwrap().to_owned();
    let other = ask(&sandbox, "/api/v1/people?q=Elmley")["results"][0]["id"].as_str().unwrap().to_owned();
    let committee = ask(&sandbox, "/api/v1/committees")["results"][0]["id"].as_str().unwrap().to_owned();
    let binding = "basis=promise&basis=request_agreed&basis=resolution&basis=action_log&sort=newest&";
    let votes = format!("/api/v1/votes?person={person}&sort=newest&");
    let compared = format!("/compare?person={person}&person={other}");
    let at_coming = "<h2 class=\"govuk-heading-m\" id=\"m";
    let of_meeting = "<a href=\"/meetings/";
    // The page, what stands before the id of a row there, the same list of the API, and whether its rows are too long.
    let lists = [
        ("/search?q=repairs&sort=newest", "id=\"h", "/api/v1/search?q=repairs&sort=newest&", true),
        ("/commitments", "id=\"c", &format!("/api/v1/commitments?{binding}"), true),
        ("/resolutions", "id=\"r", "/api/v1/resolutions?sort=newest&", true),
        ("/votes", "id=\"v", "/api/v1/votes?sort=newest&", true),
        (&compared, "id=\"v", &votes, true),
        ("/letters", "<a href=\"/letters/", "/api/v1/letters?", false),
        ("/people", "<a href=\"/people/", "/api/v1/people?", false),
        ("/coming?since=2018&until=2030&q=repairs", at_coming, "/api/v1/coming?since=2018&until=2030&", true),
    ];
    for (path, mark, api, is_heavy) in lists {
        let (total, listed) = ids(&sandbox, api);
        assert!(total > 20, "{path}: {total}");
        let (mut seen, mut cut) = (Vec::new(), 0);
        let all = pages(&sandbox, path);
        for (n, page) in all.iter().enumerate() {
            let main = page.split("<main").nth(1).unwrap();
            let rows: Vec<&str> = match mark == at_coming {
                true => main.split(at_coming).skip(1).map(|meeting| behind(meeting, of_meeting)[0]).collect(),
                false => behind(main, mark).into_iter().filter(|id| listed.iter().any(|listed| listed == id)).collect(),
            };
            let weight = page.len() + style(&sandbox, page);
            assert!(weight < HEAVY || rows.len() == 1, "{path}, page {n}: {weight} bytes in {} rows", rows.len());
            assert!(rows.len() <= 20, "{path}, page {n}: {} rows", rows.len());
            assert!(rows.len() == 20 || is_heavy || n + 1 == all.len(), "{path}, page {n}: {} rows", rows.len());
            cut += usize::from(rows.len() < 20 && n + 1 < all.len());
            seen.extend(rows.into_iter().map(str::to_owned));
        }
        assert_eq!(seen, listed, "{path}");
        assert_eq!(seen.len() as u64, total, "{path}");
        assert_eq!(cut > 0, is_heavy, "{path}: {cut} pages were cut");
    }
    // A committee's meetings are lines, of which a page carries many.
    let meetings: Vec<String> = pages(&sandbox, "/meetings");
    assert_eq!(
        meetings.iter().map(|page| behind(page, "<th scope=\"row\"><a href=\"/meetings/").len()).collect::<Vec<_>>(),
        [20, 2]
    );
    let one = pages(&sandbox, &format!("/committees/{committee}"));
    assert_eq!(
        (one.len(), behind(one[0].split("<main").nth(1).unwrap(), "<li><a href=\"/meetings/").len()),
        (1, MEETINGS)
    );
    // As many as were asked for are given, whatever they weigh.
    let page = sandbox.get("/votes?page_size=40").1;
    assert_eq!(behind(&page, "id=\"v").len(), 40);
    assert!(page.len() > HEAVY);
}

#[test]
fn a_long_account_of_what_could_not_be_searched_comes_in_parts_that_lose_nothing() {
    let sandbox = Sandbox::new();
    for n in 0..150 {
        sandbox
            .paper(&format!("drawing {n} of the houses that are to be built beside the river in the north.dwg"), "x");
        sandbox.paper(&format!("minutes of a meeting {n} that nobody can open.pdf"), "%PDF-1.7 no more than this");
    }
    assert_eq!(sandbox.run(&["update"]).status, 2, "files that cannot be opened are a failure");
    let lists = ask(&sandbox, "/api/v1/coverage");
    let listed: Vec<&str> = lists["documents_not_searchable"]
        .as_array()
        .unwrap()
        .iter()
        .map(|document| document["id"].as_str().unwrap())
        .collect();
    let parts = pages(&sandbox, "/coverage");
    assert!(parts.len() > 1);
    let seen: Vec<&str> = parts.iter().flat_map(|part| behind(part, "<li><a href=\"/documents/")).collect();
    assert_eq!((seen.len(), seen), (300, listed));
    for (n, part) in parts.iter().enumerate() {
        assert!(part.len() + style(&sandbox, part) < HEAVY, "part {}: {} bytes", n + 1, part.len());
        assert!(part.contains("Files that were not read (300)"), "part {}", n + 1);
    }
    assert_eq!(sandbox.get("/coverage?part=900").0, 404);
    // Another filter begins at the first part.
    let second = sandbox.get("/coverage?part=2&since=2019&undated=true").1;
    assert!(behind(&second, "class=\"mb-chip\" href=\"").iter().all(|link| !link.contains("part=")), "{second}");
}
