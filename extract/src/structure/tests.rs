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
    let bases: Vec<_> = read.components.iter().filter_map(|c| c.date_basis).map(record::DateBasis::as_str).collect();
    assert_eq!(bases, ["printed", "printed", "meeting", "printed", "month"]);
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
    assert_eq!(letter.sort, record::LetterKind::MonitoringVisit);
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

/// A supplement whose own pages start at 1 again, with the minutes of an earlier meeting first in it and a report that
/// counts its pages for itself.
#[test]
fn reads_a_supplement_whose_pages_start_again() {
    let pages = [
        "AGENDA PAPERS MARKED 'TO FOLLOW' FOR SCRUTINY COMMITTEE\n\nDate: Tuesday, 27 September 2022\n\nTime: 6.30 p.m.\n\n\tAGENDA\tPART I\tPages\n3.\tMINUTES\t1 - 2\n\nThis agenda was issued on Friday, 16 September 2022.",
        "SCRUTINY COMMITTEE\n\n5 JULY 2022\n\nPRESENT\n\nCouncillor D. Elm (in the Chair).\n\n1. MINUTES\n\nCouncillor Elm asked whether the school would open\n\nDocument Pack Page 1",
        "in the autumn, and when.\n\nRESOLVED: That the report be noted.\n\nThe meeting commenced at 6.30 p.m. and finished at 8.38 p.m.\n\nDocument Pack Page 2",
        "NORTHGATE COUNCIL\n\nReport to: Scrutiny Committee\nDate: 27 September 2022\nReport of: Director of Housing\nReport Title: Homes\n\n1. Background\n\nHomes are built every year.\n\nHomes Sept 22 Page 5 of 9",
    ];
    let read = reading(&pages.join("\u{c}"), "supplement.txt");
    assert_eq!(
        heads(&read),
        [
            "1 agenda 2022-09-27 Agenda for Scrutiny Committee, 27 September 2022",
            "2 minutes 2022-07-05 Minutes of Scrutiny Committee, 5 July 2022",
            "3 report 2022-09-27 Homes",
        ]
    );
    let printed: Vec<Option<&str>> = read.pages.iter().map(|p| p.printed.as_deref()).collect();
    assert_eq!(printed, [None, Some("1"), Some("2"), None], "what a report counts for itself is no page of the pack");
    let minutes = &read.components[1];
    let asked = minutes.passages.iter().find(|p| p.text.contains("asked")).unwrap();
    assert_eq!(asked.text, "Councillor Elm asked whether the school would open in the autumn, and when.");
    assert_eq!((asked.page, asked.last_page), (2, 3));
    let resolved = minutes.passages.iter().find(|p| p.text.contains("RESOLVED")).unwrap();
    assert_eq!((resolved.page, minutes.last_page), (3, 3));
}

/// Two files whose bytes differ and whose words do not say the same.
#[test]
fn quotes_spaces_and_line_ends_make_no_other_paper() {
    let plain = include_str!("papers/county.txt").to_owned();
    let words = |reading: &Reading| -> Vec<(String, Option<String>)> {
        let passages = reading.components.iter().flat_map(|c| &c.passages);
        passages.map(|p| (record::text::fold(&p.text), p.attribution.name.clone())).collect()
    };
    let other = plain.replace('\'', "’").replace(" - ", " – ").replace('\n', "\r\n");
    assert_ne!(plain, other);
    let name = "Printed minutes 09th-Jan-2025 10.00 Cabinet.txt";
    assert_eq!(words(&reading(&plain, name)), words(&reading(&other, name)));
}

#[test]
fn reads_minutes_in_welsh() {
    let read = reading(
        "CYNGOR SIR FFICTIWN\n\nPWYLLGOR CRAFFU\n\nCofnodion / Minutes of the Scrutiny Committee, 12 March 2024\n\nYN BRESENNOL: Councillor Ann Elm (Chair), Councillors Bob Oak and Carys Yew\n\nWRTH LAW: Dewi Ash (Director of Education)\n\nYMDDIHEURIADAU: Councillor Eirian Fir\n\n1. MINUTES\n\nPENDERFYNWYD derbyn y cofnodion.\n",
        "minutes.txt",
    );
    let minutes = &read.components[0];
    assert_eq!((minutes.kind, minutes.date.map(|d| d.to_string()).as_deref()), (Kind::Minutes, Some("2024-03-12")));
    assert_eq!(names(minutes, Presence::Present), ["Ann Elm", "Bob Oak", "Carys Yew"]);
    assert_eq!(names(minutes, Presence::InAttendance), ["Dewi Ash"]);
    assert_eq!(names(minutes, Presence::Apologies), ["Eirian Fir"]);
    assert_eq!(minutes.resolutions.iter().map(|r| r.text.as_str()).collect::<Vec<_>>(), ["derbyn y cofnodion."]);
}

#[test]
fn dots_alone_in_a_transcript_break_nothing() {
    let said = "AB: The hedge was to be cut.\nCD: The costs of the hedge are small.\nAB: On behalf of the gardeners... They need \
                shears.\n\nEF: (question about the gate)\nCD: Nobody paints the gate.\nEF: The gate is of oak.\n\nAB: If we have \
                oak, we need no paint\nGH: Oak is sufficient.\nAB: (Shows a drawing)\nGH: Leave the gate for May.\n\nEF: (Wants \
                no other gate)\nCD: That should be the end.\n...\n";
    let read = reading(said, "notes.md");
    let mut passages = read.components.iter().flat_map(|component| &component.passages);
    assert!(passages.any(|passage| passage.text.contains("That should be the end")), "{read:?}");
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
