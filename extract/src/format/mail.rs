//! Web pages saved as one file (MHTML) and mails: the page or the text of the message, decoded.
//!
//! Files attached to mails are files inside; the pictures, styles and scripts of a saved page are its dress.

use super::{Hint, Out, decode, html, problem, text};
use crate::content::{Inside, Metadata, Part};
use mail_parser::{MessageParser, MessagePart, MimeHeaders, PartType};
use regex::Regex;
use std::sync::LazyLock;

// Every header field begins a line; the first line of a file of mail is one, or the line that mailboxes add.
static HEADER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]*:[^\n]*\n").expect("a constant pattern"));
static MIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?im)^(?:MIME-Version:\s*1\.0|Content-Type:\s*(?:text|multipart)/)").expect("a constant pattern")
});

/// Whether these bytes are a message: header fields first, and among them one that says how the body is coded.
pub fn sniff(bytes: &[u8], _: &Hint) -> bool {
    let head = decode::head(bytes);
    let fields = head.trim_start().split("\n\n").next().unwrap_or_default();
    HEADER.is_match(&format!("{fields}\n")) && MIME.is_match(fields)
}

/// Reads it.
pub fn read(bytes: &[u8], out: &mut Out) {
    let begin = bytes.iter().position(|b| !b.is_ascii_whitespace()).unwrap_or(0);
    let Some(message) = MessageParser::default().parse(&bytes[begin..]) else {
        return out(Part::Problem(problem("damaged", "the message or saved page is cut off or damaged")));
    };
    if let Some(page) = message.html_bodies().find(|part| matches!(part.body, PartType::Html(_))) {
        html::read_page(&words_of(page), out);
    } else if let Some(plain) = message.text_bodies().next() {
        let title = message.subject().map(str::to_owned);
        out(Part::Metadata(Metadata { title, ..Metadata::default() }));
        text::read_text(&words_of(plain), out);
    } else {
        out(Part::Problem(problem("no_text", "the message holds no text")));
    }
    for part in message.attachments() {
        let name = part.attachment_name().unwrap_or_default();
        if !is_dress(name) {
            out(Part::Inside(Inside { name: name.to_owned(), bytes: part.contents().to_vec() }));
        }
    }
}

/// The text of a part, decoded from its bytes where its own declaration says more than the message does.
fn words_of(part: &MessagePart<'_>) -> String {
    match &part.body {
        PartType::Text(words) | PartType::Html(words) => words.replace("\r\n", "\n"),
        _ => decode::markup(part.contents()).text,
    }
}

/// Pictures, styles and scripts of a saved page.
fn is_dress(name: &str) -> bool {
    let name = name.to_lowercase();
    [".png", ".gif", ".jpg", ".jpeg", ".svg", ".css", ".js", ".ico", ".woff", ".woff2", ".webp"]
        .iter()
        .any(|ending| name.ends_with(ending))
}
