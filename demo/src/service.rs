//! The made-up site's web service: XML as the real one writes it, with blanks before counts, line ends in empty elements,
//! titles escaped twice, HTML as text, and items in an order that is not the agenda's.

use super::asking::Asking;
use super::council::{Council, Meeting, Stage};
use super::meeting_page::{attendees, items};
use std::fmt::Write;

/// An element without a value holds a line end and blanks.
const EMPTY: &str = "\n    ";

/// The answer to an operation; `None` where it does not exist or a parameter is missing.
pub(super) fn answer(council: &Council, asking: &Asking, stage: Stage) -> Option<String> {
    let body = match asking.page.as_str() {
        "getcommittees" => committees(council),
        "getmeetings" => {
            asking.text("sfromdate")?;
            asking.text("stodate")?;
            meetings(council, asking.number(&["lcommitteeid"])?)
        }
        "getmeeting" => meeting(council, asking.number(&["lmeetingid"])?, stage)?,
        "getcouncillorsbyward" => councillors(council),
        _ => return None,
    };
    Some(format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{body}"))
}

/// Escaped as text; titles twice.
fn text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn title(title: &str) -> String {
    text(&text(title).replace('\'', "&#39;"))
}

fn flag(flag: bool) -> &'static str {
    if flag { "True" } else { "False" }
}

fn committees(council: &Council) -> String {
    let mut rows = String::new();
    for committee in &council.committees {
        let _ = write!(
            rows,
            " <committee>\n  <committeeid>{}</committeeid>\n  <committeetitle>{}</committeetitle>\n  <committeedeleted>False</committeedeleted>\n  \
             <committeeexpired>False</committeeexpired>\n  <committeecategory>{}</committeecategory>\n </committee>\n",
            committee.id,
            title(&committee.name),
            title(&committee.category)
        );
    }
    format!("<committees>\n <committeescount> {}</committeescount>\n{rows}</committees>", council.committees.len())
}

fn meetings(council: &Council, committee: u64) -> String {
    let held: Vec<&Meeting> = council.meetings.iter().filter(|meeting| meeting.committee == committee).collect();
    let mut rows = String::new();
    for meeting in &held {
        let _ = write!(
            rows,
            "   <meeting>\n    <meetingid>{}</meetingid>\n    <meetingdate>{}</meetingdate>\n    <meetingstatus>{}</meetingstatus>\n    \
             <meetingtime>{}</meetingtime>\n    <iswebcast>False</iswebcast>\n   </meeting>\n",
            meeting.id,
            meeting.date.strftime("%d/%m/%Y"),
            status(meeting),
            meeting.time
        );
    }
    let name = council.committee(committee).map(|committee| title(&committee.name)).unwrap_or_default();
    format!(
        "<getmeetings>\n <meetingscount> {count}</meetingscount>\n <committeescount> 1</committeescount>\n <committee>\n  <committeeid>{committee}</committeeid>\n  \
         <committeetitle>{name}</committeetitle>\n  <committeemeetingcount> {count}</committeemeetingcount>\n  <committeemeetings>\n{rows}  </committeemeetings>\n </committee>\n</getmeetings>",
        count = held.len()
    )
}

fn status(meeting: &Meeting) -> &'static str {
    match meeting.status.as_str() {
        "CANCELLED" => "Cancelled",
        "POSTPONED" => "Postponed",
        _ => "Confirmed",
    }
}

fn meeting(council: &Council, id: u64, stage: Stage) -> Option<String> {
    let meeting = council.meeting(id)?;
    let day = meeting.date.strftime("%d/%m/%Y");
    let has = |t| council.papers_of(id, stage).any(|paper| paper.t == Some(t) || t == 1 && paper.inline);
    let mut rows = String::new();
    for (n, item) in items(council, meeting).iter().enumerate().rev() {
        let minutes = item
            .minutes
            .as_deref()
            .map_or_else(|| EMPTY.to_owned(), |minutes| text(&format!("<div class=\"WordSection1\">{minutes}</div>")));
        let linked = linked(council, meeting, item.number, stage);
        let _ = write!(
            rows,
            "  <agendaitem>\n   <agendaitemid>{}</agendaitemid>\n   <agendaitemtitle>{}</agendaitemtitle>\n   <agendaitemnumber>{}</agendaitemnumber>\n   \
             <agendaitemsubnumber>{EMPTY}</agendaitemsubnumber>\n   <fulldisplaynumberformat>{}</fulldisplaynumberformat>\n   \
             <minutesnonemptyhtmlbody>{minutes}</minutesnonemptyhtmlbody>\n   <isrestricted>False</isrestricted>\n   \
             <minutesitemnumber>{EMPTY}</minutesitemnumber>\n   <linkeddocuments>{linked}</linkeddocuments>\n  </agendaitem>\n",
            item.id,
            title(item.title),
            n + 4,
            item.number
        );
    }
    let mut present = String::new();
    for (member, role, presence, ward) in attendees(council, meeting) {
        let _ = write!(
            present,
            "  <attendee membertype=\"U\" memberid=\"{}\" name=\"{}\" roledescription=\"{role}\" attendance=\"{presence}\" politicalparty=\"{}\" ward=\"{ward}\">\n   \
             <url>mgUserInfo.aspx?UID={}</url>\n  </attendee>\n",
            member.uid,
            text(&member.name),
            text(&member.party),
            member.uid
        );
    }
    Some(format!(
        "<meeting>\n <meetingid>{id}</meetingid>\n <meetingdate>{day}</meetingdate>\n <meetingstatus>{}</meetingstatus>\n <meetingtime>{}</meetingtime>\n \
         <meetinglocation>Council Chamber, Town Hall</meetinglocation>\n <agendaid>{}</agendaid>\n <agendapublished>{}</agendapublished>\n \
         <decisionpublished>{}</decisionpublished>\n <minutepublished>{}</minutepublished>\n <agendaitems>\n{rows} </agendaitems>\n <attendees>\n{present} </attendees>\n</meeting>",
        status(meeting),
        meeting.time,
        meeting.agenda,
        flag(!meeting.items.is_empty()),
        flag(has(2)),
        flag(has(1)),
    ))
}

/// Attachments; an item about the exclusion of the press has one that is not for the public.
fn linked(council: &Council, meeting: &Meeting, item: &str, stage: Stage) -> String {
    let mut linked = String::new();
    let of_item =
        council.papers_of(meeting.id, stage).filter(|paper| paper.s.is_some() && paper.item.as_deref() == Some(item));
    let public = of_item.map(|paper| (paper.s.unwrap_or_default(), paper.label.clone(), false));
    let is_exempt = meeting.items.iter().any(|text| text.starts_with(item) && text.contains("Placement costs"));
    let restricted = is_exempt.then(|| (9900 + meeting.id, "Placement costs by provider".to_owned(), true));
    for (attachment, label, restricted) in public.chain(restricted) {
        let _ = write!(
            linked,
            "\n    <linkeddoc>\n     <attachmentid>{attachment}</attachmentid>\n     <title>{}</title>\n     <isrestricted>{}</isrestricted>\n     \
             <restrictionsRef>{}</restrictionsRef>\n    </linkeddoc>",
            title(&label),
            flag(restricted),
            if restricted { "3" } else { EMPTY }
        );
    }
    linked
}

/// Councillors with terms, and with an address that nobody may keep.
fn councillors(council: &Council) -> String {
    let mut wards = String::new();
    for member in &council.members {
        let start = member.terms.iter().map(|seat| seat.from).min().map(|from| from.strftime("%d/%m/%Y").to_string());
        let _ = write!(
            wards,
            "  <ward>\n   <wardtitle>{}</wardtitle>\n   <councillors>\n    <councillorcount> 1</councillorcount>\n    <councillor>\n     <councillorid>{}</councillorid>\n     \
             <fullusername>{}</fullusername>\n     <politicalpartytitle>{}</politicalpartytitle>\n     <homeaddress><line1>1 Made Up Lane</line1><postcode>ZZ1 1ZZ</postcode>\
             <phone>01632 960000</phone></homeaddress>\n     <termsofoffice><termofoffice><startdate>{}</startdate><enddate>unspecified</enddate></termofoffice></termsofoffice>\n    \
             </councillor>\n   </councillors>\n  </ward>\n",
            title(&member.ward),
            member.uid,
            title(&member.name),
            title(&member.party),
            start.unwrap_or_else(|| "unspecified".into())
        );
    }
    format!("<councillorsbyward>\n <wards>\n{wards} </wards>\n</councillorsbyward>")
}
