//! Coming meetings as a calendar that other programs subscribe to, and as a feed.
//!
//! Source: RFC 5545 (iCalendar), RFC 4287 (Atom).

use super::answers::{Coming, ComingMeeting};
use super::error::Problem;
use super::feed::{date, envelope, host, link, respond, tag};
use super::params::{CalendarRequest, ComingRequest, Number, PagingParams, Params, Request};
use super::queries;
use super::state::App;
use atom_syndication::{Content, Entry, Feed, FixedDateTime, Person, Text};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};

/// Meetings at most: what a council holds in some months.
const MEETINGS: u64 = 100;

async fn found(app: &App, request: CalendarRequest) -> Result<(Coming, Option<String>), Problem> {
    let paging = PagingParams { page_size: Some(Number(MEETINGS)), cursor: None };
    let request = ComingRequest { coming: request.coming, paging };
    let today = jiff::Zoned::now().date();
    app.answer(move |context| {
        Ok((queries::coming(context, &request, today)?, crate::store::read::status::last_change(context.catalogue)?))
    })
    .await
}

/// Answers with the calendar.
pub async fn ical(State(app): State<App>, Params(request): Params<CalendarRequest>) -> Result<Response, Problem> {
    let (coming, _) = found(&app, request).await?;
    let mut out = Lines::default();
    for (name, value) in [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Minutebook//Coming meetings//EN"),
        ("CALSCALE", "GREGORIAN"),
        ("METHOD", "PUBLISH"),
    ] {
        out.line(name, value);
    }
    out.line("X-WR-CALNAME", &escaped(&format!("Coming meetings{}", about(&coming))));
    out.line("X-WR-CALDESC", &escaped(&extent(&coming)));
    for meeting in &coming.results {
        event(&mut out, meeting, app.public_url());
    }
    out.line("END", "VCALENDAR");
    Ok(([(header::CONTENT_TYPE, "text/calendar; charset=utf-8")], out.0).into_response())
}

/// Answers with the feed.
pub async fn atom(State(app): State<App>, Params(request): Params<CalendarRequest>) -> Result<Response, Problem> {
    let query = request.canonical();
    let (coming, changed) = found(&app, request).await?;
    let base = app.public_url();
    let updated = date(changed.as_deref());
    Ok(respond(Feed {
        title: Text::plain(format!("Minutebook: coming meetings{}", about(&coming))),
        subtitle: Some(Text::plain(extent(&coming))),
        entries: coming.results.iter().map(|meeting| entry(base, meeting, updated)).collect(),
        ..envelope(base, "coming", &query, updated)
    }))
}

/// What was looked for, as the end of a title.
fn about(coming: &Coming) -> String {
    let mut subjects: Vec<&str> = coming.people.iter().map(|person| person.name.as_str()).collect();
    if !coming.query.q.is_empty() {
        subjects.insert(0, &coming.query.q);
    }
    if subjects.is_empty() { String::new() } else { format!(" about {}", subjects.join(", ")) }
}

/// Which days, and how many of their meetings.
fn extent(coming: &Coming) -> String {
    let (shown, all) = (coming.results.len(), coming.total);
    let of = if (shown as u64) < all { format!(", the first {shown} of {all} meetings") } else { String::new() };
    format!("{} to {}{of}", coming.since, coming.until)
}

fn entry(base: &str, meeting: &ComingMeeting, updated: FixedDateTime) -> Entry {
    let head = &meeting.meeting;
    let changed = head.modified_at.parse().unwrap_or(updated);
    Entry {
        title: Text::plain(format!("{}, {}", head.committee.name, head.date)),
        id: tag(base, &format!("meetings/{}", head.id)),
        updated: changed,
        authors: vec![Person { name: head.council.name.clone(), ..Default::default() }],
        links: vec![link(format!("{base}{}", head.links.page), "alternate", "text/html")],
        content: Some(Content {
            value: Some(description(meeting)),
            content_type: Some("text".to_owned()),
            ..Default::default()
        }),
        ..Default::default()
    }
}

/// The items that are touched, each with the words and the page; and what falls due.
fn description(meeting: &ComingMeeting) -> String {
    let mut lines = Vec::new();
    let touched =
        meeting.agenda.iter().map(|item| (item.item.number.as_deref(), item.item.title.as_str(), &item.touched_by));
    for (number, title, touches) in touched.chain([(None, "In its papers", &meeting.elsewhere)]) {
        for touch in touches {
            let number = number.map(|number| format!("{number} ")).unwrap_or_default();
            lines.push(format!("{number}{title}: {} “{}” (page {})", touch.why, touch.quotation, touch.page));
        }
    }
    for row in &meeting.falling_due {
        let by = row.due.as_ref().and_then(|due| due.date.as_deref()).unwrap_or_default();
        lines.push(format!("Due {by}: {}", row.text));
    }
    if !meeting.has_agenda {
        lines.push("No agenda is held yet.".to_owned());
    } else if lines.is_empty() {
        lines.push(format!("{} items on the agenda.", meeting.agenda.len()));
    }
    lines.join("\n")
}

fn event(out: &mut Lines, meeting: &ComingMeeting, base: &str) {
    let head = &meeting.meeting;
    let day = head.date.replace('-', "");
    let changed: String = head.modified_at.chars().take(19).filter(|c| !matches!(c, '-' | ':')).collect();
    out.line("BEGIN", "VEVENT");
    out.line("UID", &escaped(&format!("{}@{}", head.id, host(base))));
    out.line("DTSTAMP", &format!("{changed}Z"));
    match head.starts_at.as_deref().and_then(clock) {
        // The council's own time, wherever it is read: its zone is not told.
        Some(clock) => out.line("DTSTART", &format!("{day}T{clock}")),
        None => out.line("DTSTART;VALUE=DATE", &day),
    }
    out.line("SUMMARY", &escaped(&format!("{}, {}", head.committee.name, head.council.name)));
    if let Some(place) = &head.place {
        out.line("LOCATION", &escaped(place));
    }
    if is_off(head.status.as_deref()) {
        out.line("STATUS", "CANCELLED");
    }
    out.line("URL", &format!("{base}{}", head.links.page));
    out.line("DESCRIPTION", &escaped(&description(meeting)));
    out.line("END", "VEVENT");
}

/// Whether the source says that a meeting will not be.
fn is_off(status: Option<&str>) -> bool {
    status.is_some_and(|status| status.to_lowercase().contains("cancel"))
}

/// `18:30` as a calendar writes it.
fn clock(time: &str) -> Option<String> {
    let (hours, minutes) = time.split_once(':')?;
    let fits = |digits: &str, below: u8| digits.len() == 2 && digits.parse::<u8>().is_ok_and(|n| n < below);
    (fits(hours, 24) && fits(minutes, 60)).then(|| format!("{hours}{minutes}00"))
}

/// Text as a value.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Lines of a calendar, each folded where it is longer than 75 bytes.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, name: &str, value: &str) {
        let mut width = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if width + c.len_utf8() > 75 {
                self.0.push_str("\r\n ");
                width = 1;
            }
            self.0.push(c);
            width += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters_and_come_back_whole() {
        let value = escaped(&"Réunion; “a, b”\\\nnext\u{7}".repeat(20));
        let mut lines = Lines::default();
        lines.line("DESCRIPTION", &value);
        assert!(lines.0.split("\r\n").all(|line| line.len() <= 75), "{}", lines.0);
        assert_eq!(lines.0.replace("\r\n ", "").trim_end(), format!("DESCRIPTION:{value}"));
        assert!(value.contains("Réunion\\; “a\\, b”\\\\\\nnext") && !value.contains('\n'));
    }

    #[test]
    fn only_what_is_a_time_is_written_as_one() {
        for (time, written) in [
            ("18:30", Some("183000")),
            ("00:00", Some("000000")),
            ("24:00", None),
            ("6:30", None),
            ("18:3O", None),
            ("evening", None),
        ] {
            assert_eq!(clock(time).as_deref(), written, "{time}");
        }
    }
}
