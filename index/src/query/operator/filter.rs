//! `speaker:acton`, `since:2019`: filters, the same as the parameters of the same names.

use super::phrase;
use crate::ask::Filters;
use crate::query::reader::{Reader, in_word};
use crate::query::{Node, Operation, Operator, Planner, Reads};
use crate::search::plan::{Pattern, Plan};
use jiff::civil::Date;
use record::{Act, Kind, PartialDate};
use std::sync::Arc;

/// One filter: how a value is checked and said.
pub(crate) struct Field {
    pub name: &'static str,
    /// Why a value is none, and what was probably meant.
    refuse: fn(&str) -> Option<(String, Option<String>)>,
    pub words: fn(&str) -> String,
}

macro_rules! filters {
    ($($operator:ident $field:ident $name:literal $example:literal $help:literal $refuse:expr, $words:expr;)+) => {
        $(
            pub(crate) const $operator: Operator = Operator {
                name: $name, example: $example, help: $help, reads: Reads::Alone(|r| read(r, &$field)),
            };
            static $field: Field = Field { name: $name, refuse: $refuse, words: $words };
        )+
        /// Every filter.
        static FIELDS: &[&Field] = &[$(&$field),+];
    };
}

filters! {
    SPEAKER SPEAKER_FIELD "speaker" "speaker:\"corporate director\"" "who says it: words of the name, the office or what is printed"
        no_refusal, |v| format!("said by “{v}”");
    COMMITTEE COMMITTEE_FIELD "committee" "committee:cabinet" "words of the committee's name, or its id"
        no_refusal, |v| format!("of the committee “{v}”");
    COUNCIL COUNCIL_FIELD "council" "council:trafford" "words of the council's name, or its id"
        no_refusal, |v| format!("of the council “{v}”");
    KIND KIND_FIELD "kind" "kind:minutes" "agenda, minutes, decision, report, presentation, letter, inspection_report, plan or other"
        |v| refuse_unless("a kind", v, &Kind::ALL.iter().map(|k| k.as_str()).collect::<Vec<_>>()),
        |v| format!("of kind {}", v.replace('_', " "));
    ACT ACT_FIELD "act" "act:question" "question, answer, statement, presentation, resolution, commitment, attendance, heading or narration"
        |v| refuse_unless("an act", v, &Act::ALL.iter().map(|a| a.as_str()).collect::<Vec<_>>()),
        |v| what_it_is(v);
    ITEM ITEM_FIELD "item" "item:\"school funding\"" "the agenda item: its number as printed, or words of its title"
        no_refusal, |v| format!("under the item “{v}”");
    SINCE SINCE_FIELD "since" "since:2019" "from this year, month (2019-03) or day (2019-03-31) on"
        refuse_date, |v| format!("since {}", v.parse().map_or(v.to_owned(), |d: PartialDate| day(d.first_day())));
    UNTIL UNTIL_FIELD "until" "until:2021-03" "up to and with this year, month or day"
        refuse_date, |v| format!("until {}", v.parse().map_or(v.to_owned(), |d: PartialDate| day(d.last_day())));
}

#[derive(Debug)]
struct Filter {
    name: &'static str,
    value: String,
}

fn read(reader: &mut Reader, field: &'static Field) -> Option<Node> {
    let from = reader.at;
    let piece = reader.piece();
    let (name, _) = piece.split_once(':')?;
    if !name.eq_ignore_ascii_case(field.name) {
        return None;
    }
    reader.at += name.chars().count() + 1;
    let value = match phrase::quoted(reader) {
        Some(value) => value,
        None => bare_value(reader),
    };
    if value.trim().is_empty() {
        let why = format!("{}: needs a value directly after it", field.name);
        reader.ignore(from, reader.at, why, None);
        return None;
    }
    if let Some((why, suggestion)) = (field.refuse)(&value) {
        let suggestion = suggestion.map(|s| format!("{}:{s}", field.name));
        reader.ignore(from, reader.at, why, suggestion);
        return None;
    }
    Some(Arc::new(Filter { name: field.name, value }))
}

/// What a passage is that does this.
fn what_it_is(act: &str) -> String {
    match act {
        "answer" => "that is an answer".to_owned(),
        "attendance" => "that says who attended".to_owned(),
        "narration" => "without a speaker".to_owned(),
        _ => format!("that is a {act}"),
    }
}

/// An unbroken value; brackets that it opens itself belong to it (`item:7(a)`).
fn bare_value(reader: &mut Reader) -> String {
    let mut open = 0;
    let mut value = String::new();
    while let Some(c) = reader.peek(0).filter(|&c| in_word(c) || c == '(' || (c == ')' && open > 0)) {
        open += i32::from(c == '(') - i32::from(c == ')');
        value.push(c);
        reader.at += 1;
    }
    value
}

/// Notes a filter that there is not, where the name is nearly one that there is.
pub(crate) fn note_unknown(reader: &mut Reader, from: usize, word: &str) {
    let Some((name, value)) = word.split_once(':') else { return };
    let is_name = name.len() > 2 && name.chars().all(char::is_alphabetic);
    let Some(known) = nearest(name, FIELDS.iter().map(|f| f.name)).filter(|_| is_name && !value.is_empty()) else {
        return;
    };
    let why = format!("there is no filter “{name}”: its words are sought in the text");
    reader.ignore(from, reader.at, why, Some(format!("{known}:{value}")));
}

/// A word that begins like a filter and is none, so written that it is not read as one.
pub(crate) fn without_name(word: &str) -> String {
    let name = word.split_once(':').map_or("", |(name, _)| name);
    let is_filter = FIELDS.iter().any(|f| f.name.eq_ignore_ascii_case(name));
    if is_filter { word.replacen(':', "/", 1) } else { word.to_owned() }
}

/// How a filter with this name and value is said; the value itself for an unknown name.
pub(crate) fn field_words(name: &str, value: &str) -> String {
    FIELDS.iter().find(|f| f.name == name).map_or_else(|| value.to_owned(), |f| (f.words)(value))
}

impl Operation for Filter {
    fn plan(&self, planner: &mut Planner) -> Plan {
        planner.filter(self.name, &self.value)
    }

    fn pattern(&self, _: &mut Planner) -> Option<Pattern> {
        None
    }

    fn words(&self) -> String {
        field_words(self.name, &self.value)
    }

    fn write(&self) -> String {
        let bare = self.value.chars().all(in_word);
        if bare { format!("{}:{}", self.name, self.value) } else { format!("{}:\"{}\"", self.name, self.value) }
    }

    fn filter(&self) -> Option<(&'static str, &str)> {
        Some((self.name, &self.value))
    }
}

fn no_refusal(_: &str) -> Option<(String, Option<String>)> {
    None
}

fn refuse_date(value: &str) -> Option<(String, Option<String>)> {
    let error = value.parse::<PartialDate>().err()?;
    let year: String = value.chars().filter(char::is_ascii_digit).take(4).collect();
    let suggestion = year.parse::<PartialDate>().ok().map(|y| y.to_string());
    Some((error.to_string(), suggestion))
}

fn refuse_unless(what: &str, value: &str, known: &[&'static str]) -> Option<(String, Option<String>)> {
    let value = value.to_lowercase();
    if known.contains(&value.as_str()) {
        return None;
    }
    let suggestion = nearest(&value, known.iter().copied()).map(str::to_owned);
    Some((format!("“{value}” is not {what}: there are {}", known.join(", ")), suggestion))
}

/// The known word that is most like this one, if any is like it at all.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let likeness = |k: &str| strsim::jaro_winkler(&word, k);
    known.max_by(|a, b| likeness(a).total_cmp(&likeness(b))).filter(|k| likeness(k) >= 0.8)
}

impl Filters {
    /// Takes up a filter of a query; of several dates the widest stands, since values of one filter are alternatives.
    pub(crate) fn add(&mut self, name: &str, value: &str) {
        let (lower, date) = (value.to_lowercase(), value.parse::<PartialDate>().ok());
        match name {
            "speaker" => self.speakers.push(value.to_owned()),
            "committee" => self.committees.push(value.to_owned()),
            "council" => self.councils.push(value.to_owned()),
            "item" => self.items.push(value.to_owned()),
            "kind" => self.kinds.extend(Kind::parse(&lower)),
            "act" => self.acts.extend(Act::parse(&lower)),
            "since" => self.since = self.since.into_iter().chain(date).min_by_key(|d| d.first_day()),
            "until" => self.until = self.until.into_iter().chain(date).max_by_key(|d| d.last_day()),
            _ => {}
        }
    }
}

/// `1 January 2019`
fn day(date: Date) -> String {
    date.strftime("%-d %B %Y").to_string()
}
