//! A made-up site of a council with pages of its own: committees by headings, a page for last year, a list in two pages, a
//! calendar without end, a privacy notice, a file elsewhere.

use super::body::{Paper, What, names};
use super::server::{Asked, Reply, Twin};

pub fn draw(twin: &Twin, asked: &Asked) -> Option<Reply> {
    match asked.path() {
        "/council/" => Some(site(
            "<h1>Your council</h1><p><a href=\"/council/minutes/\">Agendas and minutes</a></p><p><a href=\"/council/events/2025/09/\">What is on</a></p>",
        )),
        "/council/minutes/" if asked.parameter("page").as_deref() == Some("2") => {
            Some(site(&lists(twin, 2025, &[2, 3])))
        }
        "/council/minutes/" => {
            let years = "<p><a href=\"/council/minutes/2024/\">Minutes of 2024</a></p><p><a href=\"?page=2\">2</a></p>";
            Some(site(&format!("<h1>Agendas and minutes</h1>{}{years}", lists(twin, 2025, &[0, 1]))))
        }
        "/council/minutes/2024/" => Some(site(&format!("<h1>2024</h1>{}", lists(twin, 2024, &[0, 1, 2, 3])))),
        path if path.starts_with("/council/events/") => {
            let n: u32 = path.trim_end_matches('/').rsplit('/').next()?.parse().ok()?;
            Some(site(&format!("<h1>Meetings</h1><a href=\"/council/events/2025/{:02}/\">Next meetings</a>", n + 1)))
        }
        path => {
            let name = path.strip_prefix("/files/")?;
            let id = name.split('-').next()?.parse().ok()?;
            Some(Reply::Pdf(twin.paper(id)?.pdf()))
        }
    }
}

fn site(inside: &str) -> Reply {
    Reply::Html(format!(
        "<html><head><title>Elm Council</title></head><body><nav><a href=\"/council/\">Home</a><a href=\"/council/bins/\">Bins</a></nav>{inside}\
         <p><a href=\"/files/privacy.pdf\">Privacy notice</a> <a href=\"https://elsewhere.invalid/minutes.pdf\">Minutes of 1894</a></p></body></html>"
    ))
}

fn lists(twin: &Twin, year: i16, committees: &[usize]) -> String {
    let mut out = String::new();
    for committee in committees {
        out.push_str(&format!("<h2>{}</h2><ul>", names(&twin.meetings)[*committee]));
        for (meeting, paper) in twin.published() {
            if meeting.committee == *committee && meeting.on.year() == year {
                let day = meeting.on.strftime("%-d %B %Y");
                out.push_str(&format!(
                    "<li><a href=\"{}\">{} {day}</a> (PDF, 20 KB)</li>",
                    address(paper),
                    word(paper)
                ));
            }
        }
        out.push_str("</ul>");
    }
    out
}

fn word(paper: &Paper) -> &'static str {
    match paper.what {
        What::Agenda => "Agenda",
        What::Minutes => "Minutes",
        What::Report => "Report on bridges,",
    }
}

fn address(paper: &Paper) -> String {
    format!("/files/{}-paper.pdf", paper.id)
}
