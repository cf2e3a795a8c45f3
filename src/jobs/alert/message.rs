//! What a mail says: each statement with who said it, where it stands, and the way to it; and how to get no more.

use super::news::NewPassage;
use super::site::Site;
use crate::store::catalogue::silences::Told;
use askama::Template;
use index::{Entry, Query};
use url::Url;

/// A mail's words.
pub struct Words {
    /// What stands in the list of messages.
    pub subject: String,
    /// For readers without HTML.
    pub plain: String,
    /// As HTML.
    pub html: String,
}

/// Characters of a passage that a mail shows. The whole of it is one link away.
const SHOWN: usize = 600;

/// Characters of a query in a subject: lists of messages show no more.
const IN_SUBJECT: usize = 80;

#[derive(Template)]
#[template(path = "news.txt", escape = "none")]
struct NewsPlain<'n>(&'n Letter);

#[derive(Template)]
#[template(path = "news.html")]
struct NewsHtml<'n>(&'n Letter);

#[derive(Template)]
#[template(path = "confirmation.txt", escape = "none")]
struct ConfirmationPlain<'c>(&'c Confirmation);

#[derive(Template)]
#[template(path = "confirmation.html")]
struct ConfirmationHtml<'c>(&'c Confirmation);

struct Letter {
    heading: String,
    understood: String,
    statements: Vec<Statement>,
    because: &'static str,
    leave: Url,
}

struct Statement {
    who: String,
    place: String,
    /// Where it says in other words what is looked for: the words, and why.
    otherwise: Option<String>,
    text: String,
    is_cut: bool,
    here: Url,
    published: Option<String>,
}

struct Confirmation {
    understood: String,
    how_often: &'static str,
    confirm: Url,
    home: Url,
    hours: i64,
}

/// The mail that tells what is new.
///
/// # Errors
/// A template cannot be filled.
pub fn news(
    query: &str,
    passages: &[NewPassage],
    weekly: bool,
    configured: bool,
    leave: Url,
    site: Site<'_>,
) -> askama::Result<Words> {
    let count = match passages.len() {
        1 => "1 new passage".to_owned(),
        n => format!("{n} new passages"),
    };
    let letter = Letter {
        heading: if weekly { format!("{count} in the last week") } else { count },
        understood: understood(query),
        statements: passages.iter().map(|passage| Statement::new(passage, site)).collect(),
        because: because(configured),
        leave,
    };
    letter.in_words(format!("Minutebook: {} for {}", letter.heading, shortened(query, IN_SUBJECT).0))
}

/// The mail that tells what is missing.
///
/// # Errors
/// A template cannot be filled.
pub fn silences(told: &[Told], configured: bool, leave: Url, site: Site<'_>) -> askama::Result<Words> {
    let heading = match told.len() {
        1 => "1 silence".to_owned(),
        n => format!("{n} silences"),
    };
    let statement = |silence: &Told| Statement {
        who: silence.committee.clone().unwrap_or_else(|| silence.source.clone()),
        place: format!("{}, since {}", silence.kind.replace('_', " "), silence.since),
        text: silence.message.clone(),
        otherwise: None,
        is_cut: false,
        here: site.silence(silence),
        published: None,
    };
    let letter = Letter {
        heading,
        understood: "what is missing where something used to come".to_owned(),
        statements: told.iter().map(statement).collect(),
        because: because(configured),
        leave,
    };
    letter.in_words(format!("Minutebook: {}", letter.heading))
}

impl Letter {
    fn in_words(&self, subject: String) -> askama::Result<Words> {
        Ok(Words { subject, plain: NewsPlain(self).render()?, html: NewsHtml(self).render()? })
    }
}

fn because(configured: bool) -> &'static str {
    match configured {
        true => "whoever runs this site put this address on its list",
        false => "this address was given on this site, and whoever reads it confirmed that",
    }
}

/// The mail that asks whether somebody wants to be told.
///
/// # Errors
/// A template cannot be filled.
pub fn confirmation(query: &str, weekly: bool, confirm: Url, hours: i64, site: Site<'_>) -> askama::Result<Words> {
    let how_often = if weekly { "once a week" } else { "after each update that brings something new" };
    let confirmation = Confirmation { understood: understood(query), how_often, confirm, home: site.home(), hours };
    Ok(Words {
        subject: "Minutebook: please confirm that you want to be told".to_owned(),
        plain: ConfirmationPlain(&confirmation).render()?,
        html: ConfirmationHtml(&confirmation).render()?,
    })
}

fn understood(query: &str) -> String {
    let query = Query::lenient(query).query;
    query.understood(&query.filters())
}

impl Statement {
    fn new(NewPassage { entry, route }: &NewPassage, site: Site<'_>) -> Self {
        let (text, is_cut) = shortened(&entry.text, SHOWN);
        Self {
            who: who(entry),
            place: place(entry),
            otherwise: route.as_ref().map(|route| format!("“{}”: {}", route.words, route.why)),
            text,
            is_cut,
            here: site.passage(&entry.id),
            published: entry.document.page_url.clone().or_else(|| entry.document.url.clone()),
        }
    }
}

/// Who speaks, or what the paper is called, and when.
fn who(entry: &Entry) -> String {
    let speaker = &entry.speaker;
    let name = speaker.person.as_ref().map(|person| person.name.as_str()).or(speaker.as_printed.as_deref());
    let is_likely = speaker.certainty == Some(record::Certainty::Likely);
    let who = match name {
        Some(name) if is_likely => format!("Probably {name}"),
        Some(name) => name.to_owned(),
        None => entry.component_title.clone(),
    };
    let when = entry.date.map_or("date not known".to_owned(), |date| date.strftime("%-d %B %Y").to_string());
    // Many titles say when already.
    if who.contains(&when) { who } else { format!("{who}, {when}") }
}

/// Committee, council, item, kind of paper and page.
fn place(entry: &Entry) -> String {
    let committee = entry.committee.as_ref().map(|named| named.name.clone());
    let council =
        entry.council.as_ref().map(|named| named.name.clone()).filter(|council| committee.as_ref() != Some(council));
    let item = entry.item.as_ref().map(|item| match &item.number {
        Some(number) => format!("item {number} {}", item.title),
        None => format!("item {}", item.title),
    });
    let kind = match entry.kind.as_str() {
        "other" => "paper".to_owned(),
        kind => kind.replace('_', " "),
    };
    let paper = Some(format!("{kind}, page {} of “{}”", entry.page, entry.document.title));
    [committee, council, item, paper].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The beginning of a text, up to a blank, and whether anything was left out.
fn shortened(text: &str, most: usize) -> (String, bool) {
    let Some((end, _)) = text.char_indices().nth(most) else { return (text.to_owned(), false) };
    let whole_words = text[..end].rfind(char::is_whitespace).unwrap_or(end);
    (format!("{} …", text[..whole_words].trim_end()), true)
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn what_is_long_is_cut_between_words_and_said_to_be() {
        assert_eq!(shortened("the roof", 8), ("the roof".to_owned(), false));
        assert_eq!(shortened("the roof leaks", 10), ("the roof …".to_owned(), true));
        assert_eq!(shortened("éééé", 2), ("éé …".to_owned(), true));
    }
}
