//! A reading said back in words, so that whoever asked sees what was taken and what was left.

use super::names::{Named, Sort};
use super::pieces::{Piece, Sorted, What};
use super::{QuestionTarget, Request};
use jiff::civil::Date;

/// What is asked for, in words: `I read this as: what was promised by “director” about agency staff, since 2021.`
pub fn said_back(target: QuestionTarget, request: &Request, sorted: &Sorted) -> String {
    let one = |name: &str| request.get(name).and_then(|values| values.first()).map(String::as_str);
    let mut sentence = subject(target, request);
    if let Some(who) = one("owner").or(one("speaker")) {
        let by = match target {
            QuestionTarget::Votes if request.contains_key("owner") => "moved or seconded by",
            QuestionTarget::Votes => "in which they took part:",
            QuestionTarget::Timeline | QuestionTarget::Speakers => "said by",
            _ => "by",
        };
        sentence += &format!(" {by} “{who}”{}", how_many(who, sorted));
    }
    if let Some(q) = one("q") {
        match target {
            QuestionTarget::People => sentence += &format!(" called “{q}”{}", how_many(q, sorted)),
            _ => sentence += &format!(" about {q}"),
        }
    }
    let bodies: Vec<String> = ["committee", "council"]
        .iter()
        .flat_map(|name| request.get(name).into_iter().flatten())
        .map(|body| format!("{body}{}", how_many(body, sorted)))
        .collect();
    if !bodies.is_empty() {
        sentence += &format!(", of {}", bodies.join(" or "));
    }
    if !matches!(target, QuestionTarget::Search | QuestionTarget::Letters)
        && let Some(kinds) = request.get("kind")
    {
        sentence += &format!(", in {}", kinds.join(" or ").replace('_', " "));
    }
    sentence += &time(one("since"), one("until"));
    if let Some(day) = one("due_before") {
        sentence += &format!(", due by {}", written(day));
    }
    if let Some(statuses) = request.get("status") {
        let words: Vec<String> = statuses.iter().map(|status| status.replace('_', " ")).collect();
        sentence += &format!(", {}", words.join(" or "));
    }
    if let Some(basis) = one("basis") {
        sentence += &format!(", from an {}", basis.replace('_', " "));
    }
    if let Some(strength) = one("strength") {
        sentence += &format!(", {strength}");
    }
    match one("sort") {
        Some("newest") => sentence += ", newest first",
        Some("oldest") => sentence += ", oldest first",
        Some("due") => sentence += ", by the day that it is due",
        Some("owner") => sentence += ", by who is to do it",
        _ => {}
    }
    let topic = one("q").unwrap_or_default();
    let slips = sorted.pieces.iter().flat_map(Piece::slips).filter(|(typed, _)| !topic.contains(typed.as_str()));
    let slips: Vec<String> = slips.map(|(typed, meant)| format!("“{typed}” as “{meant}”")).collect();
    if !slips.is_empty() {
        sentence += &format!(" (and {})", slips.join(", "));
    }
    format!("I read this as: {sentence}.")
}

fn subject(target: QuestionTarget, request: &Request) -> String {
    let one = |name: &str| request.get(name).and_then(|values| values.first()).map(String::as_str);
    let kinds = request.get("kind").map(|kinds| kinds.join(" or ").replace('_', " "));
    match target {
        QuestionTarget::Commitments => "what was promised or given to be done".to_owned(),
        QuestionTarget::Resolutions => "what meetings resolved".to_owned(),
        QuestionTarget::Votes => match one("outcome") {
            Some(outcome) => format!("motions that were {outcome}"),
            None => "motions that were put, and who voted how,".trim_end_matches(',').to_owned(),
        },
        QuestionTarget::Letters => match kinds {
            Some(kind) => format!("inspection letters of the kind {kind}"),
            None => "inspection letters and reports".to_owned(),
        },
        QuestionTarget::Speakers if one("act") == Some("question") => "who asks most".to_owned(),
        QuestionTarget::Speakers => "who speaks most".to_owned(),
        QuestionTarget::Timeline => format!("how often it is mentioned by {}", one("interval").unwrap_or("year")),
        QuestionTarget::Mentions => "every mention, in order of date,".trim_end_matches(',').to_owned(),
        QuestionTarget::Meetings => match one("with_minutes") {
            Some("false") => "meetings without minutes".to_owned(),
            Some(_) => "meetings with minutes".to_owned(),
            None => "meetings".to_owned(),
        },
        QuestionTarget::People => "people".to_owned(),
        QuestionTarget::Search => match (one("act"), kinds) {
            (Some(act), _) => format!("every {act}"),
            (None, Some(kinds)) => format!("passages of {kinds}"),
            (None, None) => "passages".to_owned(),
        },
    }
}

/// How many people, offices or bodies of the record words mean, where it is not one.
fn how_many(words: &str, sorted: &Sorted) -> String {
    let named = sorted.pieces.iter().filter(|piece| matches!(piece.what, What::Who | What::Body));
    let all = named.filter_map(|piece| piece.named.as_ref()).chain(&sorted.bodies);
    let count = all.filter_map(|named| match named {
        Named::Who { words: own, count, .. } if own == words => Some((*count, "people or offices")),
        Named::Body { sort: Sort::Committee, words: own, count } if own == words => Some((*count, "committees")),
        Named::Body { words: own, count, .. } if own == words => Some((*count, "councils")),
        _ => None,
    });
    match count.max() {
        Some((count, what)) if count > 1 => format!(" ({count} {what} of this record are called so)"),
        _ => String::new(),
    }
}

fn time(since: Option<&str>, until: Option<&str>) -> String {
    match (since, until) {
        (Some(since), Some(until)) if since == until => {
            let preposition = if since.parse::<Date>().is_ok() { "on" } else { "in" };
            format!(", {preposition} {}", written(since))
        }
        (Some(since), Some(until)) => format!(", from {} to {}", written(since), written(until)),
        (Some(since), None) => format!(", since {}", written(since)),
        (None, Some(until)) => format!(", until {}", written(until)),
        (None, None) => String::new(),
    }
}

/// A year, a month or a day as people write it.
fn written(iso: &str) -> String {
    let month = format!("{iso}-01").parse::<Date>().map(|month| month.strftime("%B %Y").to_string());
    let day = iso.parse::<Date>().map(|day| day.strftime("%-d %B %Y").to_string());
    day.or(month).unwrap_or_else(|_| iso.to_owned())
}
