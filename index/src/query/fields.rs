//! The filters of the query language, each one field: how a value is checked, said in words, typed and taken up.

use super::lexer::is_in_word;
use crate::filters::Filters;
use jiff::civil::Date;
use record::{Act, Kind, PartialDate};

/// What a filter limits. Values of one field are alternatives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Field {
    Speaker,
    Committee,
    Council,
    Kind,
    Act,
    Item,
    Since,
    Until,
}

/// Why a value is none, and what was probably meant.
pub(crate) type Refusal = (String, Option<String>);

impl Field {
    /// Every field.
    pub const ALL: &[Field] = &[
        Field::Speaker,
        Field::Committee,
        Field::Council,
        Field::Kind,
        Field::Act,
        Field::Item,
        Field::Since,
        Field::Until,
    ];

    /// As it is typed before the colon.
    pub fn name(self) -> &'static str {
        match self {
            Field::Speaker => "speaker",
            Field::Committee => "committee",
            Field::Council => "council",
            Field::Kind => "kind",
            Field::Act => "act",
            Field::Item => "item",
            Field::Since => "since",
            Field::Until => "until",
        }
    }

    /// Why this is no value of the field; `None` where it is one.
    pub fn refuse(self, value: &str) -> Option<Refusal> {
        match self {
            Field::Speaker | Field::Committee | Field::Council | Field::Item => None,
            Field::Kind => refuse_unless("a kind", value, &Kind::ALL.iter().map(|k| k.as_str()).collect::<Vec<_>>()),
            Field::Act => refuse_unless("an act", value, &Act::ALL.iter().map(|a| a.as_str()).collect::<Vec<_>>()),
            Field::Since | Field::Until => refuse_date(value),
        }
    }

    /// The filter in words.
    pub fn describe(self, value: &str) -> String {
        match self {
            Field::Speaker => format!("said by “{value}”"),
            Field::Committee => format!("of the committee “{value}”"),
            Field::Council => format!("of the council “{value}”"),
            Field::Kind => format!("of kind {}", value.replace('_', " ")),
            Field::Act => describe_act(value),
            Field::Item => format!("under the item “{value}”"),
            Field::Since => format!("since {}", describe_date(value, PartialDate::first_day)),
            Field::Until => format!("until {}", describe_date(value, PartialDate::last_day)),
        }
    }

    /// The filter as it is typed.
    pub fn typed(self, value: &str) -> String {
        let name = self.name();
        if value.chars().all(is_in_word) { format!("{name}:{value}") } else { format!("{name}:\"{value}\"") }
    }

    /// Takes it up among the filters of a request; of several dates the widest stands, since values of one field are
    /// alternatives.
    pub fn add_to(self, filters: &mut Filters, value: &str) {
        let (text, lower) = (value.to_owned(), value.to_lowercase());
        let date = || value.parse::<PartialDate>().ok();
        match self {
            Field::Speaker => filters.speakers.push(text),
            Field::Committee => filters.committees.push(text),
            Field::Council => filters.councils.push(text),
            Field::Item => filters.items.push(text),
            Field::Kind => filters.kinds.extend(lower.parse::<Kind>().ok()),
            Field::Act => filters.acts.extend(lower.parse::<Act>().ok()),
            Field::Since => filters.since = filters.since.into_iter().chain(date()).min_by_key(|d| d.first_day()),
            Field::Until => filters.until = filters.until.into_iter().chain(date()).max_by_key(|d| d.last_day()),
        }
    }
}

/// The field whose name is most like this one, if any is like it at all.
pub(crate) fn nearest_field(name: &str) -> Option<&'static str> {
    nearest(name, Field::ALL.iter().map(|field| field.name()))
}

/// A word that begins like a filter and is none, so written that it is not read as one.
pub(crate) fn without_field_name(word: &str) -> String {
    let name = word.split_once(':').map_or("", |(name, _)| name);
    let is_field = Field::ALL.iter().any(|field| field.name().eq_ignore_ascii_case(name));
    if is_field { word.replacen(':', "/", 1) } else { word.to_owned() }
}

/// What a passage is that does this.
fn describe_act(act: &str) -> String {
    match act {
        "answer" => "that is an answer".to_owned(),
        "attendance" => "that says who attended".to_owned(),
        "narration" => "without a speaker".to_owned(),
        _ => format!("that is a {act}"),
    }
}

/// `1 January 2019`; the value itself where it is no date.
fn describe_date(value: &str, day: fn(PartialDate) -> Date) -> String {
    value.parse().map_or(value.to_owned(), |date: PartialDate| day(date).strftime("%-d %B %Y").to_string())
}

fn refuse_date(value: &str) -> Option<Refusal> {
    let error = value.parse::<PartialDate>().err()?;
    let year: String = value.chars().filter(char::is_ascii_digit).take(4).collect();
    let suggestion = year.parse::<PartialDate>().ok().map(|y| y.to_string());
    Some((error.to_string(), suggestion))
}

fn refuse_unless(what: &str, value: &str, known: &[&'static str]) -> Option<Refusal> {
    let value = value.to_lowercase();
    if known.contains(&value.as_str()) {
        return None;
    }
    let suggestion = nearest(&value, known.iter().copied()).map(str::to_owned);
    Some((format!("“{value}” is not {what}: there are {}", known.join(", ")), suggestion))
}

/// The known word that is most like this one, if any is like it at all.
fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let likeness = |k: &str| strsim::jaro_winkler(&word, k);
    known.max_by(|a, b| likeness(a).total_cmp(&likeness(b))).filter(|k| likeness(k) >= 0.8)
}
