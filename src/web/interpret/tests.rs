use super::*;
use jiff::civil::date;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What one question should be read as.
#[derive(Deserialize)]
struct Question {
    text: String,
    target: Option<QuestionTarget>,
    #[serde(default)]
    request: BTreeMap<String, OneOrMany>,
    #[serde(default)]
    left: Vec<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "for whoever asks on another day")]
    moves: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
struct Table {
    question: Vec<Question>,
}

const TODAY: Date = date(2026, 11, 28);

fn names() -> Names {
    let mut names = Names::default();
    for person in ["Amina Okoro", "Rhys Pallister", "Bram Tilney", "E. Quill", "F. Marsh", "G. Idle", "Nadia Orme"] {
        names.add_person([person]);
    }
    for office in [
        "Chair",
        "Vice-Chair",
        "Leader",
        "Director of Children’s Services",
        "Director of Public Health",
        "Committee Member",
    ] {
        names.add_office(office);
    }
    names.add_body(Sort::Council, "Westmere Council", []);
    for committee in ["Children’s Scrutiny Committee", "Health Scrutiny Committee", "Planning Committee", "Cabinet"] {
        names.add_body(Sort::Committee, committee, []);
    }
    names
}

fn shown(target: Option<QuestionTarget>, request: impl IntoIterator<Item = (String, Vec<String>)>) -> String {
    let request: Vec<String> =
        request.into_iter().map(|(name, values)| format!("{name}={}", values.join("|"))).collect();
    target.map_or("not understood".to_owned(), |target| format!("{target:?} {}", request.join(" & ")))
}

#[test]
fn every_question_of_the_table_is_read_right() {
    let table: Table = toml::from_str(include_str!("questions.toml")).unwrap();
    let names = names();
    let mut wrong = Vec::new();
    for question in &table.question {
        let reading = Reading::parse(&question.text, &names, TODAY);
        let expected = question.request.iter().map(|(name, values)| {
            let values = match values {
                OneOrMany::One(value) => vec![value.clone()],
                OneOrMany::Many(values) => values.clone(),
            };
            (name.clone(), values)
        });
        let expected = shown(question.target, expected);
        let read = match &reading.request {
            Some((target, request)) => {
                shown(Some(*target), request.iter().map(|(name, values)| ((*name).to_owned(), values.clone())))
            }
            None => shown(None, []),
        };
        if read != expected || (!question.left.is_empty() && reading.left != question.left) {
            wrong.push(format!("{}\n  expected {expected}\n  read     {read} left {:?}", question.text, reading.left));
        }
    }
    assert!(table.question.len() >= 70, "{} questions", table.question.len());
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_is_not_understood_says_so_and_what_was_left() {
    let reading = Reading::parse("what did Cllr Fogarty promise", &names(), TODAY);
    assert_eq!(reading.said_back, "Nobody in this record is called “Cllr Fogarty”.");
    for text in ["", "?", "the", "\"\"", "@who", "what did @who promise", "since", "between and", "OR", "of of of"] {
        let reading = Reading::parse(text, &names(), TODAY);
        assert!(!reading.said_back.is_empty(), "{text}");
    }
}

#[test]
fn a_word_that_a_body_shares_with_everything_names_none() {
    let mut names = names();
    names.add_body(Sort::Council, "Northgate Primary School Parent Council", []);
    names.add_body(Sort::Committee, "NEXT", []);
    names.add_person(["That General Committee"]);
    let read = |text: &str| {
        let (target, request) = Reading::parse(text, &names, TODAY).request.unwrap_or_else(|| panic!("{text}"));
        shown(Some(target), request.into_iter().map(|(name, values)| (name.to_owned(), values)))
    };
    for (text, request) in [
        ("who talks most about home to school transport", "Speakers q=home school transport"),
        (
            "who talks most about lunch at Northgate council",
            "Speakers council=Northgate Primary School Parent Council & q=lunch",
        ),
        ("what was said about lunch at Westmere", "Search council=Westmere Council & q=lunch"),
        ("what did the committee resolve about parking", "Resolutions q=parking"),
        ("when is the next meeting of the cabinet", "Meetings committee=Cabinet & since=2026-11-28"),
    ] {
        assert_eq!(read(text), request, "{text}");
    }
}

#[test]
fn a_reading_is_said_back() {
    for (text, said) in [
        (
            "what did the director promise about agency staff since 2021",
            "I read this as: what was promised or given to be done by “director” (2 people or offices of this record are \
             called so) about agency staff, since 2021.",
        ),
        ("who sits on the planning committee", "I read this as: people, of Planning Committee."),
        ("which motions were lost in 2019", "I read this as: motions that were lost, in 2019."),
        ("which motions were lost since March 2019", "I read this as: motions that were lost, since March 2019."),
        ("which motions were lost on 9 February 2022", "I read this as: motions that were lost, on 9 February 2022."),
    ] {
        assert_eq!(Reading::parse(text, &names(), TODAY).said_back, said, "{text}");
    }
}

#[test]
fn times_are_read_where_they_are_plain() {
    for (said, since, until) in [
        ("since 2019", "2019", ""),
        ("since March 2019", "2019-03", ""),
        ("since 3rd of May 2020", "2020-05-03", ""),
        ("since 3/5/2020", "2020-05-03", ""),
        ("since January", "2026-01", ""),
        ("since December", "2025-12", ""),
        ("since last year", "2025", ""),
        ("since the start of 2020", "2020", ""),
        ("from 2019 onwards", "2019", ""),
        ("as of 2019", "2019", ""),
        ("after 2019", "2020", ""),
        ("after 31 December 2019", "2020-01-01", ""),
        ("before 2019", "", "2018"),
        ("before March 2019", "", "2019-02"),
        ("prior to March 2019", "", "2019-02"),
        ("up to 2019", "", "2019"),
        ("until the end of March 2019", "", "2019-03"),
        ("between 2019 and 2021", "2019", "2021"),
        ("from March 2019 to 4 May 2020", "2019-03", "2020-05-04"),
        ("between March and May 2021", "2021-03", "2021-05"),
        ("in 2019-2021", "2019", "2021"),
        ("since 2019 until March 2021", "2019", "2021-03"),
        ("in 2019", "2019", "2019"),
        ("in March", "2026-03", "2026-03"),
        ("in December", "2025-12", "2025-12"),
        ("on 9 February 2022", "2022-02-09", "2022-02-09"),
        ("on February 9, 2022", "2022-02-09", "2022-02-09"),
        ("in the last two years", "2024-11-28", ""),
        ("over the past 6 months", "2026-05-28", ""),
        ("last month", "2026-10", "2026-10"),
        ("this year", "2026", "2026"),
        ("last week", "2026-11-16", "2026-11-22"),
        ("yesterday", "2026-11-27", "2026-11-27"),
        ("in the first quarter of 2022", "2022-01", "2022-03"),
        ("in Q4 2022", "2022-10", "2022-12"),
        ("in the second half of 2021", "2021-07", "2021-12"),
        ("in the 2010s", "2010", "2019"),
        ("in 2021/22", "2021-04", "2022-03"),
        ("in the financial year 2021/22", "2021-04", "2022-03"),
        ("in the 2019/20 municipal year", "2019-05", "2020-04"),
        ("last municipal year", "2025-05", "2026-04"),
        ("since the 2019/20 school year", "2019-09", ""),
        ("in the last year", "2025-11-28", ""),
        ("over the past month", "2026-10-28", ""),
        ("next month", "2026-12", "2026-12"),
        ("in 2019 and 2020", "2019", "2020"),
        ("2019 to 2021", "2019", "2021"),
        ("Jan-Mar 2022", "2022-01", "2022-03"),
        ("on the 14th of June 2022", "2022-06-14", "2022-06-14"),
        ("on or before 31/03/22", "", "2022-03-31"),
        ("until the end of the year", "", "2026"),
        ("at the June 2022 meeting", "2022-06", "2022-06"),
        ("2022", "2022", "2022"),
    ] {
        let text = format!("what was said about parking {said}");
        let Some((_, request)) = Reading::parse(&text, &names(), TODAY).request else {
            panic!("{text} is not understood")
        };
        let one = |name: &str| request.get(name).map(|values| values.join("|")).unwrap_or_default();
        assert_eq!((one("since").as_str(), one("until").as_str()), (since, until), "{said}");
        assert_eq!(one("q"), "parking", "{said}");
    }
    for said in ["last summer", "two years ago", "in recent years", "in 2019 and 2022"] {
        let text = format!("what was said about parking {said}");
        assert!(Reading::parse(&text, &names(), TODAY).request.is_none(), "{said}");
    }
    for said in
        ["since the election", "before it closed", "in early 2021", "since 2019 since 2020", "from 2021 to 2019"]
    {
        let text = format!("what was said about parking {said}");
        assert!(Reading::parse(&text, &names(), TODAY).request.is_none(), "{said}");
    }
}
