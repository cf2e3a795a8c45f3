//! Made-up documents, each found where it begins.

use super::*;
use crate::structure::samples::{block, furniture, heading};

fn check(blocks: &[Block], expect: &[(usize, Kind)]) {
    let found: Vec<_> = find(blocks).iter().map(|o| (o.at, o.kind)).collect();
    assert_eq!(found, expect);
}

#[test]
fn finds_sets_of_minutes_in_a_pack() {
    check(
        &[
            block("If you have any queries please contact the office before the meeting in good time for the answer."),
            heading("CHILDREN'S SERVICES COMMITTEE"),
            heading("9 FEBRUARY 2022"),
            heading("PRESENT"),
            block("Councillor D. Elm (in the Chair)."),
            block("The meeting commenced at 6.30 p.m. and finished at 8.38 p.m."),
            furniture("This page is intentionally left blank"),
            block("Docum"),
            heading("CHILDREN'S SERVICES COMMITTEE"),
            heading("15 MARCH 2022"),
            heading("PRESENT"),
        ],
        &[(1, Kind::Minutes), (8, Kind::Minutes)],
    );
    check(
        &[
            heading("NORTHGATE COUNTY COUNCIL"),
            heading("CABINET"),
            block("MINUTES of a meeting of the Cabinet held in the Council Chamber on Thursday, 30 January 2025."),
            block("PRESENT: Mr R W Elm (Chairman) and Mr N Oak"),
            heading("86. Minutes of the Meeting held on 9th January 2025"),
        ],
        &[(0, Kind::Minutes)],
    );
    check(
        &[heading("Milburn Parish Council - 12th January 2016"), heading("Present"), block("Councillors Elm and Oak")],
        &[(0, Kind::Minutes)],
    );
}

#[test]
fn finds_minutes_that_list_nobody() {
    check(
        &[
            heading("HARBOUR BOARD MINUTES"),
            heading("March 9, 2022"),
            block("The meeting was called to order by Supervisor Elm at 7:00 PM."),
            heading("APPROVAL OF MINUTES"),
            block("Motion to approve the minutes of the meeting on February 9, 2022, by Elm, seconded by Oak."),
            block("The meeting adjourned at 8:10 PM."),
            heading("HARBOUR BOARD MINUTES"),
            heading("April 13, 2022"),
            block("The meeting was called to order by Supervisor Elm at 7:00 PM."),
        ],
        &[(0, Kind::Minutes), (6, Kind::Minutes)],
    );
    check(
        &[
            heading("Minutes of the Harbour Board, 9 March 2022"),
            heading("PRESENT"),
            block("Ann Elm"),
            block("Roads were discussed by all of the members at some length until the lamps went out."),
            heading("Minutes of the Harbour Board, 9 March 2022"),
            heading("PRESENT"),
            block("Ann Elm"),
            block("Roads were discussed by all of the members at some length until the lamps went out."),
            heading("Minutes of the Harbour Board, 9 March 2022 at 4 pm"),
            heading("PRESENT"),
            block("Roads were discussed by all of the members at some length until the lamps went out."),
            heading("Minutes of the Roads Board, 9 March 2022"),
            heading("PRESENT"),
        ],
        &[(0, Kind::Minutes), (8, Kind::Minutes), (11, Kind::Minutes)],
    );
    let page = |page: u32, text: &str| Block { page, last_page: page, ..heading(text) };
    let pack = [
        page(1, "AGENDA"),
        page(2, "MINUTES OF THE BOARD"),
        page(2, "3 May 2021"),
        page(2, "Minutes"),
        page(3, "Roads"),
    ];
    let found: Vec<usize> = (0..pack.len()).filter(|&i| minutes_page(&pack, i).is_some()).collect();
    assert_eq!(found, [1]);
}

#[test]
fn finds_covers_once() {
    check(
        &[
            heading("NORTHGATE COUNCIL"),
            block("Report to: Overview and Scrutiny Committee"),
            block("Date: July 2022"),
            block("Report of: Ann Elm - Corporate Director"),
            heading("Report Title"),
            block("Update on activity"),
            block("Date: this label is part of the text and opens nothing"),
            heading("APPENDIX 1: FLOWCHARTS"),
        ],
        &[(0, Kind::Report)],
    );
    check(
        &[
            block("From:\tAnn Elm, Cabinet Member for Education"),
            block("To:\tCabinet - 30 January 2025"),
            block("Subject:\tTransfer of a service"),
            block("Classification:\tUnrestricted"),
        ],
        &[(0, Kind::Report)],
    );
}

#[test]
fn finds_letters_with_their_senders_block() {
    check(
        &[
            block("Background Papers:"),
            furniture("Document Pack Page 23"),
            block("Ofsted"),
            block("Piccadilly Gate T 0300 123 1231"),
            block("M1 2WD www.gov.uk/ofsted"),
            block("9 May 2022"),
            block("Ann Elm Corporate Director Northgate Council Talbot Road M32 0TH"),
            block("Dear Ann"),
            block("Dear Ann, I write to say that this is a sentence and no salutation at all here."),
        ],
        &[(2, Kind::Letter)],
    );
}

#[test]
fn finds_inspection_reports_with_the_council_above() {
    check(
        &[
            heading("Northgate Metropolitan Borough Council"),
            heading("Inspection of services for children in need of help and protection"),
            block("Inspection date: 27 January 2015 – 18 February 2015"),
            block("Report published: 12 May 2015"),
        ],
        &[(0, Kind::InspectionReport)],
    );
}

#[test]
fn believes_a_title_page_only_after_an_end() {
    let blocks = [
        block("Yours sincerely"),
        block("Kate Elm Her Majesty's Inspector"),
        heading("Northgate Council Self-Assessment 2021/22"),
        block("Updated May 2022"),
        block("The text goes on and on until it has been said."),
        heading("What we do"),
        block("In May 2022"),
    ];
    assert!(title_page(&blocks, 2).is_some());
    assert!(title_page(&blocks, 5).is_none());
}
