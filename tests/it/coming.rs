//! Meetings to come: agendas that were published, and what in them touches what was asked for and undertaken before.

use crate::sandbox::Sandbox;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;

fn long(day: Date) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// Minutes in which something is promised for a day between the two meetings, and something for long after.
fn minutes(day: Date, due: Date, later: Date) -> String {
    format!(
        "ANYTOWN BOROUGH COUNCIL\n\nHOUSING SCRUTINY COMMITTEE\n\n{}\n\nPRESENT\n\nCouncillor Rosalind Vale (in the Chair).\n\n\
         Councillors Ada Marrow and Samuel Pell.\n\nIn attendance\n\nJoan Thorn\tDirector of Housing\n\n1. DAMP AND MOULD\n\n\
         Councillor Marrow asked how many homes were damp. The Director of Housing undertook to circulate the damp survey of \
         the Northgate estate to Members by {}. The Director of Housing agreed to share the lettings plan with the \
         Committee by {}.\n\nRESOLVED: That the report be noted.\n",
        long(day),
        long(due),
        long(later)
    )
}

fn agenda(day: Date) -> String {
    format!(
        "ANYTOWN BOROUGH COUNCIL\n\nHOUSING SCRUTINY COMMITTEE\n\nAGENDA\n\n{} at 6.30 pm\n\nCouncil Chamber, Town Hall\n\n\
         1. APOLOGIES FOR ABSENCE\n\nTo receive apologies for absence.\n\n2. DAMP SURVEY\n\nTo receive the damp survey of the \
         Northgate estate that the Director of Housing undertook to circulate.\n\n3. GARAGES\n\nTo consider the letting of \
         garages; Councillor Ada Marrow has asked for this item.\n",
        day.strftime("%A, %-d %B %Y")
    )
}

struct Record {
    sandbox: Sandbox,
    today: Date,
}

impl Record {
    /// A meeting two weeks ago and one in two weeks.
    fn new() -> Self {
        let (sandbox, today) = (Sandbox::new(), jiff::Zoned::now().date());
        let (before, next) = (today.saturating_sub(14.days()), today.saturating_add(14.days()));
        sandbox.paper("minutes.txt", minutes(before, today.saturating_add(7.days()), today.saturating_add(200.days())));
        sandbox.paper("agenda.txt", agenda(next));
        sandbox.done(&["update"]);
        Self { sandbox, today }
    }

    fn get(&self, path: &str) -> (u16, String) {
        self.sandbox.get(path)
    }

    fn coming(&self, query: &str) -> Value {
        let (status, body) = self.get(&format!("/api/v1/coming{query}"));
        assert_eq!(status, 200, "{query}: {body}");
        serde_json::from_str(&body).unwrap()
    }
}

/// What touches each item, by its title.
fn touched(answer: &Value) -> Vec<(String, Vec<String>)> {
    let items = answer["results"][0]["agenda"].as_array().unwrap().iter();
    items
        .map(|item| {
            let touches = item["touched_by"].as_array().unwrap().iter();
            let what = touches.map(|touch| touch["what"].as_str().unwrap().to_owned()).collect();
            (item["title"].as_str().unwrap().to_owned(), what)
        })
        .collect()
}

fn expected(list: &[(&str, &[&str])]) -> Vec<(String, Vec<String>)> {
    list.iter().map(|(title, what)| ((*title).to_owned(), what.iter().map(|w| (*w).to_owned()).collect())).collect()
}

#[test]
fn items_say_what_they_touch_and_meetings_what_falls_due() {
    let record = Record::new();
    let all = record.coming("");
    assert_eq!((&all["total"], all["since"].as_str()), (&1.into(), Some(record.today.to_string().as_str())), "{all}");
    let meeting = &all["results"][0];
    assert_eq!((&meeting["has_agenda"], &meeting["starts_at"]), (&true.into(), &"18:30".into()), "{meeting}");
    let plain = [("APOLOGIES FOR ABSENCE", &[][..]), ("DAMP SURVEY", &["commitment"]), ("GARAGES", &[])];
    assert_eq!(touched(&all), expected(&plain), "{all}");
    let touch = &meeting["agenda"][1]["touched_by"][0];
    assert!(touch["undertaken"].as_str().unwrap().contains("undertook to circulate the damp survey"), "{touch}");
    assert_eq!((&touch["page"], touch["source"].is_string()), (&1.into(), true), "{touch}");
    let due = meeting["falling_due"].as_array().unwrap();
    assert_eq!(due.len(), 1, "what is due later is not due yet: {due:?}");
    assert!(due[0]["text"].as_str().unwrap().contains("damp survey"), "{due:?}");

    let garages =
        [("APOLOGIES FOR ABSENCE", &[][..]), ("DAMP SURVEY", &["commitment"]), ("GARAGES", &["query", "query"])];
    assert_eq!(touched(&record.coming("?q=garages")), expected(&garages));
    let nothing = record.coming("?q=unicorns");
    assert_eq!(touched(&nothing), expected(&plain));
    assert_eq!(nothing["coverage"]["meetings"], 1, "{nothing}");
}

#[test]
fn somebody_is_found_by_name_and_by_office() {
    let record = Record::new();
    let people: Value = serde_json::from_str(&record.get("/api/v1/people").1).unwrap();
    let id = |name: &str| {
        let list = people["results"].as_array().unwrap().iter();
        let found = list.clone().find(|person| person["name"].as_str().unwrap().ends_with(name));
        found.unwrap_or_else(|| panic!("{people}"))["id"].as_str().unwrap().to_owned()
    };
    let marrow = record.coming(&format!("?person={}", id("Marrow")));
    assert_eq!(touched(&marrow)[2].1, ["person"], "{marrow}");
    let why = marrow["results"][0]["agenda"][2]["touched_by"][0]["why"].as_str().unwrap();
    assert!(why.contains("Ada Marrow"), "{why}");
    let thorn = record.coming(&format!("?person={}", id("Thorn")));
    assert_eq!(touched(&thorn)[1].1, ["person", "commitment"], "the office of the Director of Housing: {thorn}");
    let why = thorn["results"][0]["agenda"][1]["touched_by"][0]["why"].as_str().unwrap();
    let before = record.today.saturating_sub(14.days());
    assert!(why.contains(&format!("“Director of Housing”, their office as last seen on {before}")), "{why}");
    let (_, page) = record.get(&format!("/coming?person={}", id("Thorn")));
    assert!(page.contains("Person: Joan Thorn") && page.contains("Name or office"), "{page}");
    let (status, refused) = record.get("/api/v1/coming?person=nobody");
    assert!(status == 400 && refused.contains("there is no person “nobody”"), "{refused}");
}

#[test]
fn days_limit_it_and_the_wrong_way_round_is_refused() {
    let record = Record::new();
    let week = record.today.saturating_add(7.days());
    assert_eq!(record.coming(&format!("?until={week}"))["total"], 0);
    let past = record.coming(&format!("?since={}&until={week}", record.today.saturating_sub(30.days())));
    assert_eq!(past["total"], 1, "{past}");
    assert_eq!(record.coming("?committee=planning")["total"], 0);
    assert_eq!(record.coming("?q=committee:housing+garages")["total"], 1);
    let (status, refused) = record.get("/api/v1/coming?until=2001");
    assert!(status == 400 && refused.contains("is before the first one"), "{refused}");
}

#[test]
fn calendar_feed_and_page_tell_the_same() {
    let record = Record::new();
    let next = record.today.saturating_add(14.days());
    let (status, calendar) = record.get("/feeds/coming.ics?q=garages");
    assert_eq!(status, 200, "{calendar}");
    assert!(calendar.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{calendar}");
    let whole = calendar.replace("\r\n ", "");
    let lines: Vec<&str> = whole.split("\r\n").collect();
    for line in [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "X-WR-CALNAME:Coming meetings about garages".to_owned(),
        format!("DTSTART:{}T183000", next.strftime("%Y%m%d")),
        "SUMMARY:Housing Scrutiny Committee\\, Anytown Borough Council".to_owned(),
        format!("UID:anytown-borough-council.housing-scrutiny-committee.{next}@minutes.example"),
        "END:VCALENDAR".to_owned(),
    ] {
        assert!(lines.contains(&line.as_str()), "{line}: {whole}");
    }
    let described = lines.iter().find(|line| line.starts_with("DESCRIPTION:")).unwrap();
    assert!(
        described.contains("3 GARAGES") && described.contains("(page 1)") && described.contains("\\nDue "),
        "{whole}"
    );
    let (status, feed) = record.get("/feeds/coming.atom?q=garages");
    assert_eq!(status, 200);
    assert_eq!(feed.matches("<entry>").count(), 1, "{feed}");
    assert!(feed.contains("3 GARAGES") && feed.contains("Due "), "{feed}");
    let (status, page) = record.get("/coming?q=garages");
    assert_eq!(status, 200, "{page}");
    for words in
        ["1 meeting from", "GARAGES", "Takes up what was undertaken", "Falls due by this meeting (1)", "2 places"]
    {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(page.contains("href=\"/feeds/coming.ics?q=garages\""), "{page}");
}
