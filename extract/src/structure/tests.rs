//! Golden readings of whole small papers: real structure, made-up people.

use super::*;
use crate::format::{self, Hint};
use crate::layout;
use proptest::prelude::*;
use record::Presence;

fn reading(text: &str, file_name: &str) -> Reading {
    let content = format::read(text.as_bytes(), &Hint { file_name: file_name.to_owned(), ..Hint::default() });
    let mut context = Context::default();
    context.facts.file_name = file_name.to_owned();
    read(&content, &layout::blocks(&content), &context)
}

fn heads(reading: &Reading) -> Vec<String> {
    let one = |c: &Component| {
        let date = c.date.map(|d| d.to_string()).unwrap_or_default();
        format!("{} {} {date} {}", c.n, c.kind, c.title)
    };
    reading.components.iter().map(one).collect()
}

fn names(component: &Component, presence: Presence) -> Vec<&str> {
    let listed = component.attendance.listed.iter().filter(|a| a.presence == presence);
    listed.map(|a| a.name.as_str()).collect()
}

fn items(component: &Component) -> Vec<String> {
    let one = |i: &record::Item| format!("{} {}", i.number.as_deref().unwrap_or("-"), i.title);
    component.items.iter().map(one).collect()
}

#[test]
fn reads_a_pack() {
    let read = reading(include_str!("papers/pack.txt"), "pack.txt");
    assert_eq!(
        heads(&read),
        [
            "1 agenda 2022-07-05 Agenda for Children's Scrutiny Committee, 5 July 2022",
            "2 minutes 2022-02-09 Minutes of Children's Scrutiny Committee, 9 February 2022",
            "3 report 2022-07-05 Update on Improvement",
            "4 letter 2022-05-09 Monitoring visit to Northgate children's services",
            "5 presentation 2022-05-01 Northgate Council Self-Assessment 2021/22",
        ]
    );
    let agenda = &read.components[0];
    assert_eq!(items(agenda), ["6 MINUTES", "7 INSPECTION MONITORING"]);
    assert_eq!(agenda.place.as_deref(), Some("Committee Room 2, Northgate Town Hall, Elm Road"));
    let minutes = &read.components[1];
    assert_eq!(
        minutes.begins,
        "CHILDREN'S SCRUTINY COMMITTEE 9 FEBRUARY 2022 PRESENT Councillor D. Elm (in the Chair). Councillors Mrs. P. Yew (Vice-Chair), J. Oak,"
    );
    assert_eq!(names(minutes, Presence::Present), ["D. Elm", "P. Yew", "J. Oak", "L. Ash", "A.M. Fir"]);
    assert_eq!(names(minutes, Presence::InAttendance), ["Jill Birch", "Pam Hazel", "Andy Larch", "Sally Rowan"]);
    assert_eq!(names(minutes, Presence::Apologies), ["T. Alder", "S. J. Acer"]);
    assert_eq!(items(minutes), ["21 DECLARATIONS OF INTEREST", "22 YOUTH PROVISION"]);
    assert_eq!(minutes.times.1, jiff::civil::Time::new(20, 38, 0, 0).ok());
    let chairs: Vec<&str> = minutes.attendance.listed.iter().filter(|a| a.chair).map(|a| a.name.as_str()).collect();
    assert_eq!(chairs, ["D. Elm"]);
    let letter = read.components[3].letter.as_ref().unwrap();
    assert_eq!(letter.sort, "monitoring_visit");
    assert_eq!(letter.visit.as_ref().map(|v| v.as_printed.as_str()), Some("10 and 11 March 2022"));
    assert_eq!(letter.inspectors.iter().map(|i| i.name.as_str()).collect::<Vec<_>>(), ["Kate Sorrel", "Lorna Thyme"]);
    assert_eq!(letter.improvement_points.len(), 2);
}

#[test]
fn reads_minutes_of_a_county() {
    let read = reading(include_str!("papers/county.txt"), "Printed minutes 09th-Jan-2025 10.00 Cabinet.txt");
    assert_eq!(heads(&read), ["1 minutes 2025-01-09 Minutes of Cabinet, 9 January 2025"]);
    let minutes = &read.components[0];
    assert_eq!(minutes.council.as_deref(), Some("Northshire County Council"));
    assert_eq!(names(minutes, Presence::Present), ["R W Elm", "S Ash", "R C Oak", "D Yew", "R J Fir"]);
    assert_eq!(names(minutes, Presence::InAttendance), ["A Birch", "S Hazel", "Alder", "S Larch"]);
    assert_eq!(names(minutes, Presence::Apologies), ["C Acer"]);
    assert_eq!(
        items(minutes),
        ["76 Apologies", "77 Minutes of the Meeting held on 28 November 2024", "78 Cabinet Member Updates"]
    );
    assert_eq!(minutes.items[1].agenda_number.as_deref(), Some("3"));
}

#[test]
fn reads_minutes_of_a_parish() {
    let read = reading(include_str!("papers/parish.txt"), "minutes.txt");
    assert_eq!(heads(&read), ["1 minutes 2016-01-12 Minutes of Elmton Parish Council, 12 January 2016"]);
    let minutes = &read.components[0];
    assert_eq!(
        names(minutes, Presence::Present),
        ["D Ash", "S Oak", "R Yew", "M Fir", "P Birch", "J Hazel", "L Larch"]
    );
    assert_eq!(items(minutes), ["16.01.2 Register of Interests", "16.01.3 Minutes"]);
    assert!(names(minutes, Presence::InAttendance).is_empty());
}

#[test]
fn what_fits_no_form_is_still_a_component() {
    let read = reading("Something about nothing.\n", "x.txt");
    assert_eq!(heads(&read), ["1 other  Something about nothing."]);
    assert!(reading("", "empty.txt").components.len() <= 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    /// Components cover the file in order, and nothing panics, whatever the text is.
    #[test]
    fn any_text_can_be_read(lines in prop::collection::vec("(PRESENT|Dear Ann|AGENDA|9 May 2022|Report to: Cabinet|[A-Za-z0-9 .,:()\\t-]{0,40})", 0..40)) {
        let read = reading(&lines.join("\n\n"), "any.txt");
        for (i, component) in read.components.iter().enumerate() {
            prop_assert_eq!(component.n as usize, i + 1);
            prop_assert!(component.first_page <= component.last_page);
            for passage in &component.passages {
                prop_assert!(passage.item.is_none_or(|item| item < component.items.len()));
            }
        }
    }
}
