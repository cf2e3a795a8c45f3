//! Web pages saved as one file (MHTML) and mails: the page or the text of the message, decoded.
//!
//! Files attached to mails are files inside; the pictures, styles and scripts of a saved page are its dress.

use super::{Hint, Out, decode, html, problem, text};
use crate::content::{Inside, Metadata, Page, Part};
use mail_parser::{MessageParser, MessagePart, MimeHeaders, PartType};
use record::ProblemCode;
use regex::{Regex, bytes};
use std::sync::LazyLock;

// Every header field begins a line; the first line of a file of mail is one, or the line that mailboxes add.
static HEADER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]*:[^\n]*\n").expect("a constant pattern"));
static MIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?im)^(?:MIME-Version:\s*1\.0|Content-Type:\s*(?:text|multipart)/)").expect("a constant pattern")
});

// Old messages do not say how they are coded, but when they were sent, to the minute: memoranda name a day.
static SENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^Date:\s*(?:[A-Z][a-z]{2},\s*)?\d{1,2} [A-Z][a-z]{2} \d{2,4} \d{1,2}:\d{2}")
        .expect("a constant pattern")
});
static FROM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?m)^From:\s").expect("a constant pattern"));
// Between the messages of a mailbox: who sent the next, and when.
static PARTING: LazyLock<bytes::Regex> = LazyLock::new(|| {
    bytes::Regex::new(r"\n\r?\nFrom \S+ [^\r\n]{0,60}\d{4}\r?\n[A-Za-z-]+:").expect("a constant pattern")
});

/// Whether these bytes are a message: header fields first, and among them one that says how the body is coded, or when it
/// was sent.
pub fn sniff(bytes: &[u8], _: &Hint) -> bool {
    let head = decode::head(bytes);
    let fields = head.trim_start().split("\n\n").next().unwrap_or_default();
    HEADER.is_match(&format!("{fields}\n")) && (MIME.is_match(fields) || SENT.is_match(fields) && FROM.is_match(fields))
}

/// Reads it; the messages of a mailbox after its first are files inside it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let bytes = bytes.trim_ascii_start();
    let mut messages = messages(bytes).into_iter();
    read_message(messages.next().unwrap_or(bytes), out);
    for (message, number) in messages.zip(2..) {
        out(Part::Inside(Inside { name: format!("message {number}.eml"), bytes: message.to_vec() }));
    }
}

fn read_message(bytes: &[u8], out: &mut Out) {
    let Some(message) = MessageParser::default().parse(bytes) else {
        return out(Part::Problem(problem(ProblemCode::Damaged, "the message or saved page is cut off or damaged")));
    };
    let subject = message.subject().map(str::to_owned);
    out(Part::Metadata(Metadata { title: subject.clone(), ..Metadata::default() }));
    // What a message shows may be in several parts: its text, a file between, and more text.
    let mut shown = 0;
    for part in message.html_bodies().filter(|part| !is_style_or_code(part)) {
        let words = words_of(part);
        let mut take = |part: Part| match part {
            Part::Page(page) if page.lines.is_empty() && shown > 0 => {}
            Part::Page(page) => {
                shown += 1;
                out(Part::Page(Page { number: shown, ..page }));
            }
            Part::Metadata(metadata) => {
                let title = metadata.title.or_else(|| subject.clone());
                out(Part::Metadata(Metadata { title, ..metadata }));
            }
            part => out(part),
        };
        match part.body {
            PartType::Html(_) => html::read_page(&words, &mut take),
            _ => text::read_text(&words, &mut take),
        }
    }
    if shown == 0 {
        out(Part::Problem(problem(ProblemCode::NoText, "the message holds no text")));
    }
    for part in message.attachments().filter(|part| !is_style_or_code(part)) {
        let name = part.attachment_name().unwrap_or_default();
        if !is_dress(name) {
            out(Part::Inside(Inside { name: name.to_owned(), bytes: part.contents().to_vec() }));
        }
    }
}

/// The messages of a mailbox, which lines that begin with "From " part; of a single message, itself.
fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    if !bytes.starts_with(b"From ") {
        return vec![bytes];
    }
    let starts: Vec<usize> = PARTING.find_iter(bytes).map(|found| found.start()).collect();
    let starts: Vec<usize> = [0].into_iter().chain(starts).collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts.iter().zip(ends).map(|(from, until)| bytes[*from..until].trim_ascii_start()).collect()
}

/// The text of a part, decoded from its bytes where its own declaration says more than the message does.
fn words_of(part: &MessagePart<'_>) -> String {
    match &part.body {
        PartType::Text(words) | PartType::Html(words) => words.replace("\r\n", "\n"),
        _ => decode::markup(part.contents()).text,
    }
}

/// Whether a part calls itself a style sheet, a script, or what a word processor notes of the files that it saved: parts of
/// saved pages have no names to tell them by.
fn is_style_or_code(part: &MessagePart<'_>) -> bool {
    let Some(sort) = part.content_type() else { return false };
    let of_page = sort.subtype().is_some_and(|sub| SAVED_WITH_PAGES.contains(&sub.to_ascii_lowercase().as_str()));
    let attached = part.content_disposition().is_some_and(|disposition| disposition.is_attachment());
    matches!(sort.ctype().to_ascii_lowercase().as_str(), "text" | "application") && of_page && !attached
}

/// Subtypes of text that no reader of a saved page sees. Source: pages saved by Chromium and Word, 2026.
const SAVED_WITH_PAGES: [&str; 6] = ["css", "javascript", "x-javascript", "ecmascript", "json", "xml"];

/// Pictures, styles and scripts of a saved page.
fn is_dress(name: &str) -> bool {
    let name = name.to_lowercase();
    [".png", ".gif", ".jpg", ".jpeg", ".svg", ".css", ".js", ".ico", ".woff", ".woff2", ".webp"]
        .iter()
        .any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use crate::format::{Hint, find_format, read};

    fn shown(mail: &str) -> (Option<String>, Vec<String>) {
        let content = read(mail.as_bytes(), &Hint::default());
        let lines = content.pages.iter().flat_map(|page| &page.lines).map(|line| line.text.clone()).collect();
        (content.metadata.title, lines)
    }

    #[test]
    fn all_that_a_message_shows_is_read() {
        let mail = "Subject: Minutes of May\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n--B\n\
                    Content-Type: text/html\n\n<p>Above the paper.</p>\n--B\n\
                    Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=a.txt\n\nThe paper.\n--B\n\
                    Content-Type: text/plain\n\nBelow it.\n--B--\n";
        let lines = ["Above the paper.", "Below it.", "The paper."].map(str::to_owned).to_vec();
        assert_eq!(shown(mail), (Some("Minutes of May".to_owned()), lines));
    }

    #[test]
    fn styles_and_notes_of_a_saved_page_are_no_words() {
        let part =
            |sort: &str, words: &str| format!("--B\nContent-Type: text/{sort}\nContent-Location: cid:x\n\n{words}\n");
        let page = "Subject: Minutes\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=B\n\n".to_owned()
            + &part("html", "<p>The sluice was shut.</p>")
            + &part("css", "@charset \"utf-8\";\nbody { color: red; }")
            + &part("xml", "<xml><o:File HRef=\"header.htm\"/></xml>")
            + &part("html", "<p>The rope was frayed.</p>")
            + "--B--\n";
        assert_eq!(shown(&page).1, ["The sluice was shut.", "The rope was frayed."]);
    }

    #[test]
    fn a_mailbox_holds_messages() {
        let one = |words: &str| {
            format!(
                "From a@b Thu May  4 10:00:00 2023\nSubject: {words}\nMIME-Version: 1.0\n\nFrom here on: {words}.\n\n"
            )
        };
        let (title, lines) = shown(&[one("First"), one("Second")].concat());
        assert_eq!(title.as_deref(), Some("First"));
        assert_eq!(lines, ["From here on: First.", "From here on: Second."]);
    }

    #[test]
    fn old_messages_are_told_from_memoranda() {
        let mail = "From: A <a@b>\nTo: c@d\nSubject: Lamps\nDate: Thu, 4 May 2023 10:00:00 +0100\n\nThey are out.\n";
        let memo = "From: The Clerk\nTo: The Mayor\nSubject: Lamps\nDate: 4 May 2023\n\nThey are out.\n";
        let format = |text: &str| find_format(text.as_bytes(), &Hint::default()).map(|format| format.name);
        assert_eq!((format(mail), format(memo)), (Some("mail"), Some("text")));
    }
}
