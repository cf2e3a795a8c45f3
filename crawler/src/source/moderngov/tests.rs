//! Pages and answers with the real structure and made-up people and words.

use super::lists::{self, MeetingRow};
use super::meeting_page::{self, MeetingPage};
use super::service;
use crate::source::page;
use jiff::civil::date;
use record::Presence;
use scraper::Html;
use url::Url;

fn at() -> Url {
    "https://democracy.elmbury.gov.uk/moderngov/ieListDocuments.aspx?MId=5119&Ver=4".parse().unwrap()
}

fn framed(heading: &str, subtitle: &str, links: &str, content: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><meta name=\"DC.date\" scheme=\"W3CDTF\"  content=\"2026-01-15\"/></head><body><ul class=\"mgActionList\">\
         <li><a href=\"documents/s1/Not ours.pdf\">Outside the system's part</a></li></ul>\n<div id=\"modgov\"><div class=\"mgHeader\">\
         <h1  class=\"mgMainTitleTxt\" >{heading}</h1></div><div class=\"mgSubTitle\" ><h2 class=\"mgSubTitleTxt\">{subtitle}</h2></div>\
         <div class=\"mgLinks\" ><ul  class=\"mgActionList\" >{links}</ul></div><div class=\"mgContent\" >{content}</div></div></body></html>"
    )
}

fn read(heading: &str, subtitle: &str, links: &str, content: &str) -> MeetingPage {
    meeting_page::parse(&framed(heading, subtitle, links, content), &at())
}

fn items(rows: &str) -> MeetingPage {
    let table = format!(
        "<table class=\"mgItemTable\" id=\"mgItemTable\"><caption>Items</caption><tr><th>No.</th><th>Item</th></th></tr>{rows}</table>"
    );
    read("Agenda and minutes", "", "", &table)
}

fn row(number: &str, body: &str) -> String {
    format!(
        "<tr><td  class=\"mgItemNumberCell\" ><p  class=\"mgAiTitleTxt\" ><a name=\"AI9001\"></a>{number}</p></td>\n<td >{body}</td></tr>"
    )
}

#[test]
fn a_list_tells_what_is_published_or_why_nothing_is() {
    let list = framed(
        "Browse meetings",
        "Scrutiny",
        "",
        "<ul class=\"mgNonBulletTableList\"><li class=\"mgTableEvenRow\"><a class=\"mgMeetingTableLnk\" href=\"ieListDocuments.aspx?CId=77&amp;MId=5120&amp;Ver=4\">3 Mar 2026&nbsp;7&#58;30 pm</a></li>\
         <li><a class=\"mgMeetingTableLnk\" href=\"ieListDocuments.aspx?MID=5119&amp;J=2\">15 Jan 2026&nbsp;7&#58;30 pm</a> - Agenda, Decisions, Minutes</li>\
         <li><a class=\"mgMeetingTableLnk\" href=\"ieListDocuments.aspx?MeetingId=5101\">4 Dec 2025&nbsp;7&#58;30 pm</a> - CANCELLED</li>\
         <li><a class=\"mgMeetingTableLnk\" href=\"ieListDocuments.aspx?MId=5100\">1 Dec 2025&nbsp;10.00 am</a> - NEW, Agenda</li></ul>",
    );
    let told: Vec<String> = lists::meetings(&Html::parse_document(&list))
        .into_iter()
        .map(|MeetingRow { id, on, at, status, published }| {
            format!("{id} {} {} {} {}", on.unwrap(), at.unwrap(), status.unwrap_or_default(), published.join("+"))
        })
        .collect();
    assert_eq!(
        told,
        [
            "5120 2026-03-03 19:30:00  ",
            "5119 2026-01-15 19:30:00  Agenda+Decisions+Minutes",
            "5101 2025-12-04 19:30:00 CANCELLED ",
            "5100 2025-12-01 10:00:00 NEW Agenda"
        ]
    );
}

#[test]
fn a_sub_title_is_split_from_the_right() {
    for (subtitle, committee, at, status) in [
        ("Cabinet - Thursday 15 January 2026 7:30 pm", "Cabinet", "19:30:00", None),
        (
            "Kingsbury - North, East and West - Sub - Thursday 15 January 2026 7:30 pm, CANCELLED",
            "Kingsbury - North, East and West - Sub",
            "19:30:00",
            Some("CANCELLED"),
        ),
        (
            "Cabinet - Thursday 15 January 2026 7:30 pm, MOVED TO 20 JANUARY",
            "Cabinet",
            "19:30:00",
            Some("MOVED TO 20 JANUARY"),
        ),
        ("Cabinet - Thursday 15 January 2026 7:30 pm, Postponed", "Cabinet", "19:30:00", Some("Postponed")),
        ("Board - Wednesday, 15th January, 2026 10.00 am", "Board", "10:00:00", None),
        ("Pwyllgor Craffu - Dydd Iau, 15fed Ionawr, 2026 2.00 o'r gloch", "Pwyllgor Craffu", "14:00:00", None),
    ] {
        let page = read("Meeting", subtitle, "", "");
        assert_eq!(page.committee_name.as_deref(), Some(committee), "{subtitle}");
        assert_eq!(page.at.map(|at| at.to_string()).as_deref(), Some(at), "{subtitle}");
        assert_eq!(page.status.as_deref(), status, "{subtitle}");
        assert_eq!(page.on, Some(date(2026, 1, 15)), "{subtitle}");
    }
}

#[test]
fn a_cancelled_meeting_has_a_proposed_venue_and_nothing_else() {
    let page = read(
        "Meeting",
        "Cabinet - Thursday 15 January 2026 7:30 pm, CANCELLED",
        "<li><a  href=\"mgMeetingAttendance.aspx?ID=5119\" >Attendance details</a></li>",
        "<p>No documents are available for this meeting</p><p><span  class=\"mgLabel\" >Proposed venue: </span>Guildhall. <a  href=\"mgLocationDetails.aspx?RID=1\"> View directions</a></p>",
    );
    assert_eq!((page.state.as_str(), page.status.as_deref()), ("Meeting", Some("CANCELLED")));
    assert_eq!(page.place.as_deref(), Some("Guildhall."));
    assert_eq!(page.meeting, Some(5119));
    assert!(page.files.is_empty() && page.items.is_empty() && page.choosers.is_empty());
}

#[test]
fn files_are_known_by_number_and_packs_by_their_chooser() {
    let page = read(
        "Agenda and draft minutes",
        "",
        "<li><a  href=\"documents/g5127/Agenda frontsheet Thursday 15-Jan-2026 19.30 Cabinet.pdf?T=0\">Agenda frontsheet\n<span  class=\"mgFileSize\" ><img alt=\"pdf icon\"> PDF 198 KB</span> </a></li>\
         <li><a  href=\"mgChooseDocPack.aspx?ID=5127\">Agenda reports pack</a></li>\
         <li><a  href=\"mgChooseDocPack.aspx?ID=5127&amp;SID=881\"  >Supplement&#58; Item 7 <span  class=\"mgFileSize\" > PDF 10 MB</span> </a></li>\
         <li><a  href=\"documents/g5127/Printed draft minutes Thursday 15-Jan-2026\r\n19.30 Cabinet.pdf?T=1\">Printed draft minutes</a></li>",
        "",
    );
    let keys: Vec<_> = page.files.iter().map(|link| (link.key.as_str(), link.title.as_str())).collect();
    assert_eq!(keys, [("g5127:T0", "Agenda frontsheet"), ("g5127:T1", "Printed draft minutes")]);
    assert!(
        page.files[1]
            .url
            .as_str()
            .ends_with("/documents/g5127/Printed%20draft%20minutes%20Thursday%2015-Jan-2026%2019.30%20Cabinet.pdf?T=1")
    );
    let choosers: Vec<_> = page.choosers.iter().map(|c| (c.agenda, c.supplement, c.title.as_str())).collect();
    assert_eq!(choosers, [(5127, None, "Agenda reports pack"), (5127, Some(881), "Supplement: Item 7")]);
    let chooser =
        framed("Choose", "", "", "<a href=\"documents/b881/Supplement &#40;7&#41; A & B.pdf?T=9\">Supplement</a>");
    let offered = lists::files(&Html::parse_document(&chooser), &at());
    let keys: Vec<_> = offered.iter().map(|link| (link.key.as_str(), link.file_name.as_str())).collect();
    assert_eq!(keys, [("b881", "Supplement (7) A & B.pdf")]);
}

#[test]
fn items_keep_their_printed_numbers_and_may_lack_number_or_title() {
    let page = items(&format!(
        "{}{}{}{}{}",
        row("54.", "<p class=\"mgAiTitleTxt\" >Public Question Time</p>"),
        row("5.1", "<p class=\"mgAiTitleTxt\" >Part one</p>"),
        row("4a", "<p class=\"mgAiTitleTxt\" >Late item</p>"),
        row("", "<p class=\"mgAiTitleTxt\" >Co-opted members</p>"),
        row("9.", "<p class=\"mgSubItemTitleTxt\">Minutes:</p><div class=\"mgWordPara\">Noted.</div>"),
    ));
    let told: Vec<_> = page.items.iter().map(|item| (item.number.as_deref(), item.title.as_str())).collect();
    assert_eq!(
        told,
        [
            (Some("54"), "Public Question Time"),
            (Some("5.1"), "Part one"),
            (Some("4a"), "Late item"),
            (None, "Co-opted members"),
            (Some("9"), "")
        ]
    );
    assert!(page.items.iter().all(|item| item.key.as_deref() == Some("AI9001")));
}

#[test]
fn an_item_has_files_decision_minutes_and_votes_apart() {
    let page = items(&row(
        "12.",
        "<p class=\"mgAiTitleTxt\"><a class=\"mgAiTitleLnk\" href=\"documents/s4401/Home education &#40;v2&#41;.pdf\">Home education <span class=\"mgFileSize\"> PDF 353 KB</span></a></p>\
         <div class=\"mgWordPara\"><p>To receive a report.</p></div>\
         <p class=\"mgSubItemTitleTxt\">Additional documents:</p><ul class=\"mgBulletList\"><li><a href=\"documents/s4402/Annex 1.pdf\">Annex 1 <span class=\"mgHide\">, item 12.</span></a></li></ul>\
         <p class=\"mgSubItemTitleTxt\">Decision:</p><div class=\"mgWordPara\"><b>RESOLVED</b> that it be noted.</div>\
         <p class=\"mgSubItemTitleTxt\">Minutes:</p><div class=\"mgWordPara\"><table><tr><td>Inner</td><td>cells</td></tr></table>Councillor Ash asked. &nbsp;...&nbsp; <a href=\n\"mgAi.aspx?ID=9001\" title=\n\"x\">view the full minutes text for item 12.</a></div>\
         <table class=\"mgTableNoBorderFullWidth\"><caption>Recorded Vote</caption><tr><th>Title</th></th><th>Type</th></tr><tr><td>Motion</td><td>Resolution</td></tr></table><li><a href=\"mgListRecordedVotesShort.aspx?AIID=9001\">Vote</a></li>",
    ));
    assert_eq!(page.items.len(), 1, "inner tables hold no items");
    let item = &page.items[0];
    assert_eq!(item.title, "Home education");
    assert_eq!(item.files.iter().map(|link| link.key.as_str()).collect::<Vec<_>>(), ["s4401", "s4402"]);
    assert_eq!(item.files[0].file_name, "Home education (v2).pdf");
    assert_eq!(item.full_at, Some(9001));
    assert!(item.decision.as_ref().unwrap().contains("RESOLVED") && !item.decision.as_ref().unwrap().contains("Ash"));
    assert!(item.minutes.as_ref().unwrap().contains("Councillor Ash asked"));
    assert_eq!(item.votes.len(), 1);
    let full = framed(
        "Agenda item",
        "",
        "",
        "<div class=\"mgWordPara\">To receive a report that is longer than its minutes were.</div><p class=\"mgSubItemTitleTxt\">Minutes:</p><div class=\"mgWordPara\">Whole.</div>",
    );
    assert!(lists::full_item(&Html::parse_document(&full)).unwrap().contains("Whole."));
}

#[test]
fn welsh_labels_mean_the_same() {
    let page = items(&row(
        "3",
        "<p class=\"mgAiTitleTxt\">Adroddiad</p><p class=\"mgSubItemTitleTxt\">Dogfennau ychwanegol:</p><ul><li><a href=\"documents/s77/Atodiad.pdf\">Atodiad</a></li></ul>\
         <p class=\"mgSubItemTitleTxt\">Cofnodion:</p><div class=\"mgWordPara\">PENDERFYNWYD derbyn.</div>",
    ));
    assert_eq!(page.items[0].files[0].key, "s77");
    assert!(page.items[0].minutes.as_ref().unwrap().contains("PENDERFYNWYD"));
}

#[test]
fn restricted_papers_are_known_to_exist() {
    let page = items(&row(
        "7.",
        "<p class=\"mgAiTitleTxt\">Placement costs</p><p>Restricted enclosure 2 <a href=\"mgReasonsRestricted.aspx?OID=1&OT=I\">View reasons restricted (7/2)</a></p>",
    ));
    assert_eq!(page.restricted, ["Placement costs: Restricted enclosure 2"]);
}

#[test]
fn the_hash_follows_what_a_page_says_and_not_what_surrounds_it() {
    let hash = |html: &str| page::content_hash(&Html::parse_document(html));
    let one = framed("Agenda", "A", "", "<p>Text</p><script>var session = 1;</script>");
    let other =
        framed("Agenda", "A", "", "<p>Text&nbsp;</p><script>var session = 2;</script>").replace("Outside", "Elsewhere");
    assert_eq!(hash(&one), hash(&other));
    assert_ne!(hash(&one), hash(&framed("Agenda", "A", "", "<p>Text</p><a href=x></a>")));
}

#[test]
fn the_web_service_is_read_with_all_its_quirks() {
    let committees = "<?xml version=\"1.0\"?>\n<committees>\n <committeescount> 2</committeescount>\n <committee><committeeid>490</committeeid>\
        <committeetitle>Children &amp;amp; Young People&amp;#39;s Committee</committeetitle><committeedeleted>False</committeedeleted><committeeexpired>True</committeeexpired></committee>\
        <committee><committeeid>3</committeeid><committeetitle>Gone</committeetitle><committeedeleted>True</committeedeleted></committee></committees>";
    let rows = service::committees(committees.as_bytes()).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(
        (rows[0].id, rows[0].name.as_str(), rows[0].expired),
        (490, "Children & Young People's Committee", true)
    );
    assert_eq!(service::committees(b"<committees><committeescount> 0</committeescount></committees>"), Ok(vec![]));
    for broken in ["", "<committees><committee>", "no xml", "<a></a></a>"] {
        assert!(service::committees(broken.as_bytes()).is_err(), "{broken}");
    }
    assert!(service::committees("<x>".repeat(100).as_bytes()).unwrap_err().contains("nested"));
}

#[test]
fn a_meeting_of_the_web_service_is_sorted_trimmed_and_unescaped() {
    let xml = "<meeting>\n <meetingid>5119</meetingid><meetingdate>15/01/2026</meetingdate><meetingstatus>Confirmed</meetingstatus><meetingtime>6.30 pm</meetingtime>\
        <meetinglocation>Room 1 & 2</meetinglocation><minutepublished>True</minutepublished><agendaitems>\
        <agendaitem><agendaitemid>2</agendaitemid><agendaitemtitle>Second &amp;amp; last</agendaitemtitle><agendaitemnumber>8</agendaitemnumber><fulldisplaynumberformat>2.</fulldisplaynumberformat>\
        <minutesnonemptyhtmlbody>&lt;p&gt;Councillor Ash&amp;nbsp;asked&lt;/p&gt;</minutesnonemptyhtmlbody><minutesitemnumber>34</minutesitemnumber><minutesitemsubnumber>\n   </minutesitemsubnumber>\
        <LinkedDocuments><linkeddoc><attachmentid>4401</attachmentid><title>Costs</title><isrestricted>True</isrestricted><restrictionsRef>3</restrictionsRef></linkeddoc></LinkedDocuments></agendaitem>\
        <agendaitem><agendaitemid>1</agendaitemid><agendaitemtitle>First</agendaitemtitle><agendaitemnumber>7</agendaitemnumber><fulldisplaynumberformat>1.</fulldisplaynumberformat>\
        <minutesnonemptyhtmlbody>\n  </minutesnonemptyhtmlbody></agendaitem></agendaitems>\
        <attendees><attendee memberid=\"192\" name=\"Councillor A. O&#39;Dell\" roledescription=\"Chair\" attendance=\"Present, virtual\"/>\
        <attendee memberid=\"193\" name=\"Bo Lind\" roledescription=\"Officer\" attendance=\"Present\"/></attendees></meeting>";
    let meeting = service::meeting(xml.as_bytes()).unwrap();
    assert_eq!((meeting.on, meeting.place.as_deref()), (Some(date(2026, 1, 15)), Some("Room 1 & 2")));
    assert_eq!(meeting.minutes_published, Some(true));
    let told: Vec<_> = meeting
        .items
        .iter()
        .map(|i| (i.item.title.as_str(), i.item.number.as_deref(), i.item.agenda_number.as_deref()))
        .collect();
    assert_eq!(told, [("First", Some("1"), None), ("Second & last", Some("34"), Some("2"))]);
    assert_eq!(meeting.items[0].minutes, None, "an element with only a line end is empty");
    assert_eq!(meeting.items[1].minutes.as_deref(), Some("<p>Councillor Ash&nbsp;asked</p>"));
    assert_eq!(meeting.restricted, [("4401".to_owned(), "Costs".to_owned())]);
    let who: Vec<_> = meeting.attendance.iter().map(|a| (a.name.as_str(), a.presence, a.chair, a.councillor)).collect();
    assert_eq!(who, [("A. O'Dell", Presence::Present, true, true), ("Bo Lind", Presence::InAttendance, false, false)]);
    let empty = service::meeting(b"<meeting><meetingid>1</meetingid><agendaitems></agendaitems></meeting>").unwrap();
    assert!(empty.items.is_empty() && empty.attendance.is_empty());
}

#[test]
fn attendance_of_nobody_but_the_expected_is_no_attendance() {
    let rows = |words: [&str; 2]| {
        words.map(|word| ("Councillor X".to_owned(), "Committee Member".to_owned(), word.to_owned(), None)).to_vec()
    };
    assert!(lists::appearances(rows(["Expected", "Expected"])).is_empty());
    assert_eq!(lists::appearances(rows(["Expected", "Present"])).len(), 1);
    assert_eq!(lists::appearances(rows(["Absent", "Apologies"])).len(), 1);
}

#[test]
fn nothing_of_a_broken_page_stops_the_reading() {
    let whole = framed(
        "Agenda",
        "Cabinet - 15 January 2026",
        "",
        "<table id=mgItemTable><tr><td class=mgItemNumberCell>1.</td><td><p class=mgAiTitleTxt>A</p></td></tr></table>",
    );
    for end in (0..whole.len()).filter(|end| whole.is_char_boundary(*end)).step_by(7) {
        meeting_page::parse(&whole[..end], &at());
    }
}

/// Real pages of one council, where they are at hand.
#[test]
fn real_pages_are_read() {
    let dir = std::env::var("MINUTEBOOK_CORPUS")
        .unwrap_or_else(|_| concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/corpus").into());
    let page = |name: &str| std::fs::read_to_string(format!("{dir}/moderngov/kingston-{name}.html"));
    let Ok(structure) = page("CommitteeStructure") else {
        println!("skipped: no real pages below {dir}; set MINUTEBOOK_CORPUS");
        return;
    };
    let committees = lists::committees(&Html::parse_document(&structure));
    let details = lists::seats(&Html::parse_document(&page("CommitteeDetails").unwrap()));
    let meetings = lists::meetings(&Html::parse_document(&page("BrowseMeetings").unwrap()));
    let base: Url = "https://moderngov.kingston.gov.uk/ieListDocuments.aspx?CId=711".parse().unwrap();
    let held = meeting_page::parse(&page("Agenda_151").unwrap(), &base);
    let cancelled = meeting_page::parse(&page("Agenda_412").unwrap(), &base);
    println!(
        "committees {}, seats {} with {:?}",
        committees.len(),
        details.len(),
        details.iter().filter_map(|seat| seat.office.clone()).collect::<Vec<_>>()
    );
    for row in &meetings {
        println!("meeting {} {:?} {:?} {:?}", row.id, row.on, row.status, row.published);
    }
    println!(
        "held: {} {:?} {:?} {:?} {:?} files {:?}",
        held.state,
        held.meeting,
        held.committee_name,
        held.on,
        held.at,
        held.files.iter().map(|f| &f.key).collect::<Vec<_>>()
    );
    println!("choosers {:?}", held.choosers);
    for item in &held.items {
        println!(
            "item {:?} {:?} {} | files {} minutes {} decision {} votes {} full {:?}",
            item.key,
            item.number,
            item.title,
            item.files.len(),
            item.minutes.is_some(),
            item.decision.is_some(),
            item.votes.len(),
            item.full_at
        );
    }
    assert!(committees.len() >= 10 && committees.iter().any(|row| row.id == 711));
    assert_eq!(details.iter().filter_map(|seat| seat.office.as_deref()).collect::<Vec<_>>(), ["Chair", "Vice-Chair"]);
    assert!(
        meetings.iter().any(|row| row.status.as_deref() == Some("CANCELLED"))
            && meetings.iter().any(|row| row.published.is_empty())
    );
    assert_eq!((held.meeting, held.on), (Some(10221), Some(date(2026, 1, 15))));
    assert!(held.files.iter().any(|link| link.key == "g10230:T1"), "the agenda's number is not the meeting's");
    assert_eq!(held.choosers.iter().filter(|chooser| chooser.supplement.is_some()).count(), 2);
    let votes = held.items.iter().flat_map(|item| &item.votes).map(|table| table.matches("Carried").count());
    assert_eq!(votes.collect::<Vec<_>>(), [2, 1, 2], "motions of one item are rows of one table");
    assert_eq!(held.items.iter().filter(|item| item.full_at.is_some()).count(), 2);
    assert_eq!((cancelled.status.as_deref(), cancelled.items.len()), (Some("CANCELLED"), 0));
}
