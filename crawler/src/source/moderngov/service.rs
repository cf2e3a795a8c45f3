//! Answers of the web service `mgWebService.asmx`: XML without namespace, every value a string.
//!
//! Names are compared without case, values trimmed (counts have a leading blank, empty elements hold a line end), titles
//! unescaped once more than XML does. Addresses, phones and mails of members are not read at all.

use super::lists::{self, CommitteeRow, MeetingRow};
use crate::source::dates;
use crate::source::page::unescape;
use crate::source::xml::{Element, parse};
use jiff::civil::{Date, Time};
use record::{Appearance, Item, MemberFacts, Term};

/// What the web service says of a meeting.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ServiceMeeting {
    pub on: Option<Date>,
    pub at: Option<Time>,
    pub status: Option<String>,
    pub place: Option<String>,
    pub agenda_published: Option<bool>,
    pub minutes_published: Option<bool>,
    pub decisions_published: Option<bool>,
    pub items: Vec<ServiceItem>,
    pub attendance: Vec<Appearance>,
    /// Attachments that are not for the public: number and title.
    pub restricted: Vec<(String, String)>,
}

/// One agenda item of the web service.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ServiceItem {
    pub item: Item,
    /// Minutes as HTML, whole.
    pub minutes: Option<String>,
    order: (i64, i64),
}

/// The committees of `GetCommittees`; deleted ones are left out.
pub(super) fn committees(body: &[u8]) -> Result<Vec<CommitteeRow>, String> {
    let root = parse(body)?;
    let rows =
        root.all("committee").into_iter().filter(|committee| !committee.flag("committeedeleted").unwrap_or(false));
    Ok(rows
        .filter_map(|committee| {
            Some(CommitteeRow {
                id: committee.text("committeeid")?.parse().ok()?,
                name: unescape(&committee.text("committeetitle")?),
                expired: committee.flag("committeeexpired").unwrap_or(false),
            })
        })
        .collect())
}

/// The meetings of `GetMeetings`.
pub(super) fn meetings(body: &[u8]) -> Result<Vec<MeetingRow>, String> {
    let rows = parse(body)?;
    let rows = rows.all("meeting").into_iter().filter_map(|meeting| {
        Some(MeetingRow {
            id: meeting.text("meetingid")?.parse().ok()?,
            on: meeting.text("meetingdate").and_then(|date| dates::day(&date)),
            at: meeting.text("meetingtime").and_then(|time| dates::time(&time)),
            status: meeting.text("meetingstatus"),
            published: Vec::new(),
        })
    });
    Ok(rows.collect())
}

/// The meeting of `GetMeeting`.
pub(super) fn meeting(body: &[u8]) -> Result<ServiceMeeting, String> {
    let root = parse(body)?;
    let mut items: Vec<ServiceItem> = root.all("agendaitem").into_iter().map(item).collect();
    // The order of the elements is not that of the agenda.
    items.sort_by_key(|item| item.order);
    let attendees = root.all("attendee").into_iter().map(|attendee| {
        let about = |name: &str| attendee.attributes.get(name).cloned().unwrap_or_default();
        (about("name"), about("roledescription"), about("attendance"), about("memberid").parse().ok())
    });
    let restricted = root.all("linkeddoc").into_iter().filter(|doc| doc.flag("isrestricted").unwrap_or(false));
    Ok(ServiceMeeting {
        on: root.text("meetingdate").and_then(|date| dates::day(&date)),
        at: root.text("meetingtime").and_then(|time| dates::time(&time)),
        status: root.text("meetingstatus"),
        place: root.text("meetinglocation").map(|place| unescape(&place)),
        agenda_published: root.flag("agendapublished"),
        minutes_published: root.flag("minutepublished"),
        decisions_published: root.flag("decisionpublished"),
        attendance: lists::appearances(attendees.collect()),
        restricted: restricted
            .filter_map(|doc| Some((doc.text("attachmentid")?, unescape(&doc.text("title").unwrap_or_default()))))
            .collect(),
        items,
    })
}

fn item(item: &Element) -> ServiceItem {
    let ordinal = |name: &str| item.text(name).and_then(|number| number.parse().ok()).unwrap_or(0);
    let shown = item.text("fulldisplaynumberformat").map(|number| number.trim_end_matches('.').to_owned());
    let minute = item.text("minutesitemnumber").filter(|number| number != "0").map(|number| {
        match item.text("minutesitemsubnumber").filter(|sub| sub != "0") {
            Some(sub) => format!("{number}.{sub}"),
            None => number,
        }
    });
    ServiceItem {
        item: Item {
            agenda_number: minute.as_ref().and(shown.clone()).filter(|shown| Some(shown) != minute.as_ref()),
            number: minute.or(shown).filter(|number| !number.is_empty()),
            title: unescape(&item.text("agendaitemtitle").unwrap_or_default()),
            key: item.text("agendaitemid").map(|id| format!("AI{id}")),
        },
        minutes: item.text("minutesnonemptyhtmlbody"),
        order: (ordinal("agendaitemnumber"), ordinal("agendaitemsubnumber")),
    }
}

/// The councillors of `GetCouncillorsByWard`, with their terms and nothing private.
pub(super) fn councillors(body: &[u8]) -> Result<Vec<MemberFacts>, String> {
    let root = parse(body)?;
    let mut found: Vec<MemberFacts> = Vec::new();
    for ward in root.all("ward") {
        let title = ward.text("wardtitle").map(|title| unescape(&title));
        for councillor in ward.all("councillor") {
            let Some(key) = councillor.text("councillorid") else { continue };
            if found.iter().any(|member| member.key == key) {
                continue;
            }
            found.push(MemberFacts {
                key,
                name: unescape(&councillor.text("fullusername").unwrap_or_default()),
                party: councillor.text("politicalpartytitle").map(|party| unescape(&party)),
                ward: title.clone(),
                terms: terms(councillor),
                ..MemberFacts::default()
            });
        }
    }
    Ok(found)
}

fn terms(councillor: &Element) -> Vec<Term> {
    let day = |term: &Element, name: &str| term.text(name).and_then(|date| dates::day(&date));
    let seat = |term: &Element| Term {
        role: "Councillor".into(),
        committee: None,
        from: day(term, "startdate"),
        until: day(term, "enddate"),
    };
    let posts = councillor.text("keyposts").map(|posts| unescape(&posts)).unwrap_or_default();
    let posts = posts
        .split([';', '\n'])
        .map(str::trim)
        .filter(|post| !post.is_empty())
        .map(|post| Term { role: post.to_owned(), ..Term::default() });
    councillor.all("termofoffice").into_iter().map(seat).chain(posts).collect()
}
