//! Days of meetings, told from the other days of made-up heads.

use super::*;
use crate::structure::samples::block;

fn day(lines: &[&str], elsewhere: &[&str]) -> Option<String> {
    let blocks: Vec<Block> = lines.iter().map(|l| block(l)).collect();
    let found = find(&blocks, &OrderOf::new(&blocks), &Elsewhere { texts: elsewhere.to_vec() });
    found.filter(|d| d.precision == Precision::Day).and_then(|d| d.from).map(|d| d.to_string())
}

#[test]
fn the_meetings_day_is_told_from_others() {
    for (lines, expect) in [
        (
            vec![
                "Minutes of the Ferry Committee, which sat on Monday, 20 January 2025 (adjourned from 16 December 2024), 7.15 pm",
            ],
            Some("2025-01-20"),
        ),
        (
            vec![
                "Minutes of the Dues Committee",
                "The last meeting of this Committee was on 2 May 2022. It met again on 9 May 2022, at noon.",
            ],
            Some("2022-05-09"),
        ),
        (
            vec![
                "Minutes of the Lamps Committee",
                "Friday 14 June 2024 at 2 pm",
                "Notice of this meeting was given on 1 June 2024.",
                "Date of next meeting: 12 July 2024",
            ],
            Some("2024-06-14"),
        ),
        (
            vec!["Appendix B 14/09/2021", "ANNUAL MEETING OF THE TOWN COUNCIL", "Minutes of the meeting of 4 May 2021"],
            Some("2021-05-04"),
        ),
        (
            vec!["12 Feb 19", "MINUTES OF THE GRANTS COMMITTEE HELD ON MONDAY 28TH JANUARY 2019 AT 6.30PM"],
            Some("2019-01-28"),
        ),
        (
            vec![
                "Date of Meeting:\t14 September 2011",
                "Page added:\t3 October 2011",
                "THURSDAY, 15 SEPTEMBER 2011",
                "PROCEEDINGS OF THE ASSEMBLY",
            ],
            Some("2011-09-15"),
        ),
        (
            vec![
                "Draft Minutes Subject to the Approval at the next Meeting Ordinary Meeting of the Parish Council Wednesday 7 February 2018 at 7.00 pm",
            ],
            Some("2018-02-07"),
        ),
        (vec!["Monthly City Council Meeting Monday 2 December 2024"], Some("2024-12-02")),
        (
            vec!["HARBOUR COMMITTEE MINUTES CITY OF ELM JANUARY 24, 2011", "DRAFT MINUTES NOT APPROVED"],
            Some("2011-01-24"),
        ),
        (
            vec![
                "Minutes of the Board",
                "Last updated 3 May 2021",
                "The minutes of the meeting held on 5 April 2021 were approved.",
            ],
            None,
        ),
        (vec!["Minutes", "Approved 3 May 2021"], None),
        (vec!["Special Board Meeting Approved Minutes October 24, 2019"], Some("2019-10-24")),
        (vec!["The Board approved minutes of 3 May 2021."], None),
        (
            vec![
                "Minutes of the Special Meeting of Eden County Council, on Submissions received to the Plan, hosted \
                 online, on Friday 28th February 2025, at 2.30pm and Thursday 6th March 2025 at 4.00pm",
            ],
            Some("2025-02-28"),
        ),
        (
            vec!["Minutes of the Special Meeting to adopt the Budget of Eden County Council", "Friday 5 May 2023"],
            Some("2023-05-05"),
        ),
        (vec!["Minutes of the meeting of 5 May 2023 were read and confirmed"], None),
        (vec!["Minutes of the last meeting of the Council, 5 May 2023"], None),
        (
            vec!["Minutes of the Board", "Date of next meeting:", "5 May 2020", "Date:", "3 March 2020"],
            Some("2020-03-03"),
        ),
        (vec!["APPROVED", "APRIL 9, 2019", "BOARD MINUTES", "MARCH 12, 2019"], Some("2019-03-12")),
        (vec!["Board Minutes", "Approved by the Board on", "5 May 2020"], None),
        (vec!["Minutes of meeting of 24 February 2020 adjourned to and held on 3 March 2020"], Some("2020-03-03")),
        (
            vec!["Minutes of the reconvened meeting of 24 February 2020 held on Tuesday 3 March 2020"],
            Some("2020-03-03"),
        ),
        (vec!["Source: https://elm.example.org/minutes/2020-04-01/", "Elm Council", "Minutes"], None),
        (vec!["Minutes of the Annual Meeting for the year ended 31 December 2019"], None),
        (
            vec!["Pursuant to notice dated 25 February 2020 a meeting was held on 3 March 2020.", "Minutes"],
            Some("2020-03-03"),
        ),
        (vec!["Draft minutes – subject to confirmation on 7 April 2020", "Tuesday 3 March 2020"], Some("2020-03-03")),
        (
            vec!["Council 7 April 2020", "Agenda item 3", "PLANNING COMMITTEE", "Minutes", "Tuesday 3 March 2020"],
            Some("2020-03-03"),
        ),
        (vec!["Data Board – Meeting 2 – 3rd March 2020 – Minutes"], Some("2020-03-03")),
        (
            vec![
                "Weir Panel – Second Meeting, Old Mill, 7 Mill Road, Elmton EL2 4XX MINUTES AND ACTIONS - 3rd March 2020",
            ],
            Some("2020-03-03"),
        ),
        (
            vec!["PUBLIC HEARING ON THE BUDGET OF JANUARY 8, 2019", "Minutes of meeting, Tuesday, March 12, 2019"],
            Some("2019-03-12"),
        ),
        (vec!["Meeting Minutes for March 12, 2019", "Respectfully submitted March 20, 2019"], Some("2019-03-12")),
        (vec!["2019 APR 10 AM 9:12", "PLANNING BOARD MINUTES", "MARCH 12", "2019"], Some("2019-03-12")),
        (
            vec!["ELM COUNCIL", "MINUTES", "of the meeting", "held on", "TUESDAY", "3rd MARCH", "2020"],
            Some("2020-03-03"),
        ),
        (vec!["Minutes of Elm Council meeting held on 3", "rd", "March 2020 at 7pm"], Some("2020-03-03")),
        (vec!["GENERAL MEETING MONDAY 4 MARCH 2O24", "Held in the Board Room at 7 p.m."], Some("2024-03-04")),
        (vec!["Minutes of Elm Council meeting held on 26.1.19 at the Hall"], Some("2019-01-26")),
        (
            vec!["Be it remembered that on this 12th day of March, 2019, the Board met in regular session"],
            Some("2019-03-12"),
        ),
        (vec!["Minutes of the Board", "The grant runs from 3 May 2021."], None),
        (vec!["COUNCIL\nSigned: A Elm 3 May 2021"], None),
        (
            vec!["Minutes of the meeting held on 12 April 2021", "To confirm the minutes of 3 March 2021"],
            Some("2021-04-12"),
        ),
    ] {
        assert_eq!(day(&lines, &[]).as_deref(), expect, "{lines:?}");
    }
}

#[test]
fn days_of_the_papers_life_are_told_from_the_meetings_day() {
    for (lines, expect) in [
        (
            vec![
                "ELM HEALTH BOARD",
                "Unconfirmed - goes to the meeting of 29.8.24",
                "Minute of meeting of the Governance Committee",
                "Oak Centre and MS Teams, Thursday 27 June 2024, 0930 hrs",
                "(papers issued 20 June)",
            ],
            "2024-06-27",
        ),
        (
            vec![
                "Attachment 4 to packet of 6/18/2024",
                "ELM PLAN COMMISSION - M I N U T E S",
                "Tuesday May 21st, 2024  Board Room",
            ],
            "2024-05-21",
        ),
        (
            vec![
                "created: 2024-02-29",
                "last_edited: 2024-03-17",
                "Ketel vzw space council",
                "donderdag 14/03/24, 20h",
            ],
            "2024-03-14",
        ),
        (
            vec![
                "ANNEXURE \"A\"",
                "ELM LOCAL MUNICIPALITY",
                "ORDINARY COUNCIL MEETING : COUNCIL CHAMBER, OAK STREET : 28 MARCH 2024 AT 10:00",
                "(confirmed at the Council meeting of 30 May 2024)",
            ],
            "2024-03-28",
        ),
        (
            vec![
                "Regular meeting, second Monday",
                "Elm Water District · Grange Hall, Route 9 · October 14, 2024 · minutes kept by me, Jo Oak, secretary",
            ],
            "2024-10-14",
        ),
        (
            vec![
                "ELM PARISH CHURCH",
                "At Elm, and within the Vestry there, the eleventh day of October, Two thousand and twenty-two years, at half past seven in the evening.",
                "Which day and place the KIRK SESSION met and was constituted with prayer.",
            ],
            "2022-10-11",
        ),
        (vec!["! When !! Saturday 18 May 2024, 09:15 – 11:50 GMT", "! Page last touched !! 2 June 2024"], "2024-05-18"),
        (
            vec![
                "Licensing Board",
                "Hearing Agenda with Votes",
                "September 17, 2021",
                "The Board held a transactional hearing on September 15, 2021:",
            ],
            "2021-09-17",
        ),
        (
            vec![
                "Application received\t18 April 2024",
                "Heard\tThurs 6 June 2024, Committee Room 1",
                "Notice sent\t12 June 2024",
            ],
            "2024-06-06",
        ),
        (
            vec![
                "Date: Thu, 9 Mar 2023 21:14:55 +0000",
                "Subject: Minutes - committee",
                "ELM CHORAL SOCIETY",
                "Minutes of the Committee, held at Ann's house, Tuesday 7th, 7.45pm",
            ],
            "2023-03-07",
        ),
        (
            vec![
                "Executive Board – 14 September 2006 – Agenda item 2 – page 11 of 204",
                "Minutes of the Executive",
                "Board held on Thursday 20 July 2006 at 4pm",
            ],
            "2006-07-20",
        ),
        (
            vec![
                "Elm e.V.",
                "Datum: Di., 03.09.2024 Beginn 19:30",
                "Protokoll: Priya Versand: 08.09.2024 Einladung: 20.08.2024",
            ],
            "2024-09-03",
        ),
        (
            vec![
                "Minutes of the COMMITTEE, Trading Hut",
                "Monday 22 April at 7 p.m. (2024)",
                "(deferred from the 15th for want of a quorum)",
            ],
            "2024-04-22",
        ),
        (
            vec!["Elm Harbour Trust Annual General Meeting 2005", "3pm, Sunday 20th February", "The Net Loft"],
            "2005-02-20",
        ),
        (
            vec![
                "COMMISSIONERS' JOURNAL",
                "ELM, IDAHO, SEPTEMBER 16, 2024, 9:00 A.M.",
                "THE BOARD OF COUNTY COMMISSIONERS met this day in regular session, pursuant to the recess of September 9, 2024.",
            ],
            "2024-09-16",
        ),
        (
            vec![
                "MIONTUAIRISCÍ",
                "(notice issued 9/6/2025, last mtg. 12th May 2025)",
                "Dé Luain, 16ú Meitheamh 2025 ag 2.30 i.n.",
            ],
            "2025-06-16",
        ),
        (
            vec![
                "Subject\tMinutes",
                "For\tPlace Scrutiny Committee, 14 November 2023, Item 3",
                "PLACE SCRUTINY COMMITTEE",
                "3 October 2023 -- 4.00 pm -- Hybrid (Siambr / Teams)",
            ],
            "2023-10-03",
        ),
        (
            vec![
                "Fachschaft Elm",
                "Protokoll der Sitzung des Fachschaftsrats",
                "Dienstag, den 5. Juli 2022, 18:15 Uhr",
                "Protokoll genehmigt am 12.07.2022",
                "TOP 2 Protokoll vom 28.06.2022",
            ],
            "2022-07-05",
        ),
        (
            vec![
                "Verslag van de vergadering van het bestuur",
                "gehouden op donderdag 3 september 2015 in de kantine",
                "Verzonden: 11-09-2015",
            ],
            "2015-09-03",
        ),
        (
            vec!["SCANNED 14/02/2011", "TRAFFIC PANEL", "MINUTES OF MEETING HELO AT 5.3O PM ON TUESOAY, 3O JUNE I998"],
            "1998-06-30",
        ),
        (vec!["Hui: Rāpare 13 Haratua 2021 — Council Chamber. Next: 12 Aug. Record issued 21 May."], "2021-05-13"),
    ] {
        assert_eq!(day(&lines, &[]).as_deref(), Some(expect), "{lines:?}");
    }
}

#[test]
fn figures_need_a_proof() {
    for (lines, elsewhere, expect) in [
        (vec!["MINUTES OF THE COUNCIL", "03/04/2021"], vec![], None),
        (
            vec!["MINUTES OF THE COUNCIL", "03/04/2021", "The bid of 02/18/2021 was approved."],
            vec![],
            Some("2021-03-04"),
        ),
        (
            vec!["MINUTES OF THE COUNCIL", "03/04/2021", "The bid of 18/02/2021 was approved."],
            vec![],
            Some("2021-04-03"),
        ),
        (vec!["MINUTES OF THE COUNCIL", "03/04/2021"], vec!["minutes 2021-03-04.pdf"], Some("2021-03-04")),
        (vec!["MINUTES OF THE COUNCIL", "03/04/2021"], vec!["minutes 03-04-2021.pdf"], None),
        (
            vec!["created: 2023-10-11", "Annual Meeting of the Elm Society", "Date: 11/10/2023"],
            vec![],
            Some("2023-10-11"),
        ),
        (
            vec![
                "MINUTES OF THE COUNCIL",
                "03/12/2019",
                "The minutes of February 12, 2019 were read.",
                "Next: April 9, 2019",
            ],
            vec![],
            Some("2019-03-12"),
        ),
    ] {
        assert_eq!(day(&lines, &elsewhere).as_deref(), expect, "{lines:?} {elsewhere:?}");
    }
}

#[test]
fn stops_and_weekdays_tell_which_figure_is_the_day() {
    for (lines, expect) in [
        (vec!["Minutes of the meeting held on 05.12.2016 at 1530 hrs."], Some("2016-12-05")),
        (
            vec!["Minutes of the meeting held on 05.12.2016", "1. Minutes", "The minutes of May 3, 2016 were read."],
            None,
        ),
        (vec!["Minutes of the meeting held on 05.12.2016", "The bid of 02.18.2016 was read."], Some("2016-05-12")),
        (vec!["Minutes of the meeting held on 8-6-18 (Friday)"], Some("2018-06-08")),
        (vec!["Minutes of the meeting held on 8-6-18"], None),
    ] {
        assert_eq!(day(&lines, &[]).as_deref(), expect, "{lines:?}");
    }
}

#[test]
fn a_year_may_stand_elsewhere() {
    for (lines, elsewhere, expect) in [
        (vec!["Minutes of the meeting held on Tuesday 12th April", "Accounts for 2016"], vec![], Some("2016-04-12")),
        (vec!["Minutes of the meeting held on Tuesday 12th April", "Accounts for 2017"], vec![], None),
        (
            vec!["Procès-verbal", "Minutes of the meeting held on 18 April"],
            vec!["Minutes of 18 April 2022"],
            Some("2022-04-18"),
        ),
        (vec!["Minutes of the meeting held on 18 April"], vec!["minutes.txt"], None),
        (
            vec![
                "Minutes of the meeting held on Tuesday 3rd March",
                "1. Minutes",
                "Those of 4 February 2020 were approved.",
            ],
            vec![],
            Some("2020-03-03"),
        ),
        (
            vec![
                "Minutes of the meeting held on Tuesday 4th March",
                "1. Minutes",
                "Those of 4 February 2020 were approved.",
            ],
            vec![],
            None,
        ),
        (vec!["Minutes of the meeting held on 18 April", "Rules of 2019 and 2020"], vec![], None),
        (
            vec![
                "A meeting of the Weir Panel was held on the 16th June by telephone.",
                "Item 1: to confirm the minutes of the meeting held on 21st April 2021",
                "The works of 2019 and of 4 May 2020 were spoken of.",
            ],
            vec![],
            Some("2021-06-16"),
        ),
        (
            vec![
                "Minutes of the meeting held on 12 January",
                "1. The minutes of the last meeting, 8 December 2020, were approved. Costs since 3 March 2019 are known.",
            ],
            vec![],
            Some("2021-01-12"),
        ),
        (
            vec![
                "Minutes of the meeting held on 12 January",
                "1. The minutes of the AGM of 3 February 2020 were approved. Costs since 3 March 2019 are known.",
            ],
            vec![],
            None,
        ),
    ] {
        assert_eq!(day(&lines, &elsewhere).as_deref(), expect, "{lines:?}");
    }
}
