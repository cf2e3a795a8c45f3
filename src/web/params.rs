//! Query parameters, declared once: the same tables check a request, word its refusal and fill the OpenAPI document.
//!
//! Nothing is ignored: an unknown name, a value outside its vocabulary or a second value where one is taken is a 400
//! that lists what is allowed. An empty value counts as absent, since forms send those.

use super::error::Problem;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use index::RouteKind;
use record::{Act, Basis, Certainty, Grade, Kind, PartialDate, Strength};
use std::collections::BTreeMap;

/// One parameter that an address takes.
#[derive(Debug, Clone, Copy)]
pub struct Param {
    /// Its name in the address.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// Whether it may be given several times (the values are OR-ed).
    pub many: bool,
    /// One line for the documentation.
    pub help: &'static str,
}

/// What values a parameter takes.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// Any text of at most 1,000 characters.
    Text,
    /// A year, month or day.
    Date,
    /// `true` or `false`.
    Flag,
    /// A whole number, both bounds inclusive.
    Number(u64, u64),
    /// One word of a closed list.
    OneOf(fn() -> Vec<&'static str>),
    /// `true`, `false`, or some words of a closed list with commas between them.
    SomeOf(fn() -> Vec<&'static str>),
}

/// The longest value that is read, in characters.
pub const LONGEST_VALUE: usize = 1_000;

/// The longest query string that is read, in bytes.
pub const LONGEST_QUERY: usize = 8 * 1024;

/// Most values of one parameter: each costs a look at the record, and each is offered to be left out again.
pub const MOST_VALUES: usize = 20;

/// A parameter that is taken once.
pub const fn one(name: &'static str, takes: Takes, help: &'static str) -> Param {
    Param { name, takes, many: false, help }
}

/// A parameter that may be repeated; its values are OR-ed.
pub const fn many(name: &'static str, takes: Takes, help: &'static str) -> Param {
    Param { name, takes, many: true, help }
}

/// The filters of every search-like address.
pub const FILTERS: &[Param] = &[
    one("q", Takes::Text, "what to look for, in the query language"),
    one("since", Takes::Date, "first day, inclusive: 2019, 2019-03 or 2019-03-31"),
    one("until", Takes::Date, "last day, inclusive: 2019, 2019-03 or 2019-03-31"),
    many("speaker", Takes::Text, "words of the speaker's name or role"),
    many("person", Takes::Text, "id of an identified person"),
    many("committee", Takes::Text, "id or words of the name of a committee"),
    many("council", Takes::Text, "id or words of the name of a council"),
    many("kind", Takes::OneOf(|| words(Kind::ALL, Kind::as_str)), "kind of paper"),
    many("act", Takes::OneOf(|| words(Act::ALL, Act::as_str)), "what the passage does in its meeting"),
    many("item", Takes::Text, "number or words of the title of the agenda item"),
    many("meeting", Takes::Text, "id of a meeting"),
    many("document", Takes::Text, "id of a document"),
    many("attribution", Takes::OneOf(|| words(Grade::ALL, Grade::as_str)), "how the speaker is known"),
    CERTAINTY,
    one("undated", Takes::Flag, "with since or until: keep papers whose date is not known"),
];

/// How safely it is known who speaks.
pub const CERTAINTY: Param = many(
    "certainty",
    Takes::OneOf(|| words(Certainty::ALL, Certainty::as_str)),
    "how safely it is known who speaks; `sure` leaves the likely ones out",
);

/// The parameters of every list.
pub const PAGING: &[Param] = &[
    one("page_size", Takes::Number(1, 100), "rows in one answer, 1 to 100 (20)"),
    one("cursor", Takes::Text, "the `next` of the answer before"),
];

/// First and last day, for lists that take nothing else.
pub const DATES: &[Param] = &[
    one("since", Takes::Date, "first day, inclusive: 2019, 2019-03 or 2019-03-31"),
    one("until", Takes::Date, "last day, inclusive: 2019, 2019-03 or 2019-03-31"),
];

/// What coming meetings are asked with.
pub const COMING: &[Param] = &[
    one("q", Takes::Text, "what to look for in agendas and their papers, in the query language"),
    many(
        "person",
        Takes::Text,
        "id of a person: their name in print and the office that they were last seen to hold are looked for",
    ),
    one("since", Takes::Date, "first day (today)"),
    one("until", Takes::Date, "last day, inclusive (six weeks after the first one)"),
    many("committee", Takes::Text, "id or words of the name of a committee"),
    many("council", Takes::Text, "id or words of the name of a council"),
];

/// What only comparisons of two people take.
pub const COMPARE: &[Param] =
    &[one("differed", Takes::Flag, "list only the votes in which they did not vote the same way")];

/// How a query is read and which copies of a statement are listed.
pub const READING: &[Param] = &[
    one("strict", Takes::Flag, "answer 400 to a query that cannot be read as written, instead of reading it leniently"),
    one("copies", Takes::OneOf(|| vec!["one", "all"]), "`all` lists every published copy of a statement (one)"),
];

/// Order of passages.
pub const SORT: &[Param] =
    &[one("sort", Takes::OneOf(|| vec!["relevance", "newest", "oldest"]), "order (relevance; newest without q)")];

/// What only `/search` takes.
pub const SEARCH: &[Param] = &[
    one("group", Takes::OneOf(|| vec!["meeting", "document"]), "only the best passage of each meeting or document"),
    one("facets", Takes::Flag, "count by year, committee, council, speaker, kind and act"),
    one(
        "related",
        Takes::SomeOf(|| RouteKind::sought().map(RouteKind::as_str).collect()),
        "after the exact ones, also what says it in other words, marked: `true` for all routes to the same thing, or the \
         routes by name, with commas between them (narrower, broader, opposite, abroad, near and short_name only so)",
    ),
];

/// How a table is sent.
pub const FORMAT: &[Param] = &[one(
    "format",
    Takes::OneOf(|| vec!["json", "ndjson", "csv"]),
    "json pages, or all rows as a stream of ndjson or csv; stands before the Accept header. In csv a cell that begins with \
     =, +, -, @, a tab, a carriage return or an apostrophe gets an apostrophe before it, so that no spreadsheet takes it \
     for a formula; take one off to have the value",
)];

/// The width of a bar of the timeline.
pub const INTERVAL: &[Param] =
    &[one("interval", Takes::OneOf(|| vec!["year", "quarter", "month"]), "width of one row (year)")];

/// What tables of resolutions and commitments take besides the filters.
pub const LEDGER: &[Param] = &[
    many("owner", Takes::Text, "words of the name or role of who is to do it, or a person's id"),
    many(
        "status",
        Takes::OneOf(|| vec!["open", "came_back", "reported_done", "not_seen_again"]),
        "what the record shows of it since",
    ),
    many("basis", Takes::OneOf(|| words(Basis::ALL, Basis::as_str)), "what a commitment rests on"),
    many("strength", Takes::OneOf(|| words(Strength::ALL, Strength::as_str)), "how binding its words are"),
    one("due_before", Takes::Date, "due on or before this day, month or year"),
    one(
        "sort",
        Takes::OneOf(|| vec!["oldest", "newest", "due", "owner"]),
        "order: by the paper's date, by the day that it is due, or by owner (oldest)",
    ),
];

/// What tables of votes take besides the filters; there `speaker` and `person` are whoever voted, moved or seconded.
pub const VOTES: &[Param] = &[
    many("owner", Takes::Text, "words of the name of whoever moved or seconded, or a person's id"),
    many(
        "outcome",
        Takes::Text,
        "what came of it: carried (in whatever words), lost, withdrawn, ... or another word that the answer has",
    ),
    many(
        "status",
        Takes::OneOf(|| vec!["open", "came_back", "reported_done", "not_seen_again"]),
        "what the record shows of it since; nothing is looked for, so that every vote is open",
    ),
    one("sort", Takes::OneOf(|| vec!["oldest", "newest"]), "order by the paper's date (oldest)"),
];

/// Since which state of the index.
pub const SINCE_GENERATION: &[Param] = &[one("since_generation", Takes::Text, "the `generation` of an earlier answer")];

/// Since which instant.
pub const MODIFIED_SINCE: &[Param] =
    &[one("modified_since", Takes::Text, "only what changed since this instant (RFC 3339) or day")];

/// Which of the archived versions.
pub const VERSION: &[Param] =
    &[one("version", Takes::Number(1, u32::MAX as u64), "an archived version, from 1 (newest)")];

/// The text that related terms and suggestions are asked for.
pub const TERM: &[Param] = &[
    one("q", Takes::Text, "the words to start from"),
    one("page_size", Takes::Number(1, 100), "how many, 1 to 100 (20)"),
];

fn words<T: Copy>(all: &[T], word: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|&value| word(value)).collect()
}

/// Checked values: every name is one of the declared parameters, every value fits its type.
#[derive(Debug, Clone, Default)]
pub struct Values(BTreeMap<&'static str, Vec<String>>);

impl Values {
    /// Reads a query string against the parameters that an address takes.
    ///
    /// # Errors
    /// The first parameter that is unknown, given too often, too long or outside its vocabulary.
    pub fn read(query: &str, tables: &[&[Param]]) -> Result<Self, Problem> {
        if query.len() > LONGEST_QUERY {
            let detail = format!("all parameters together take at most {LONGEST_QUERY} bytes");
            return Err(Problem::bad_value("query", detail, Vec::new()));
        }
        let mut values = Self::default();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let declared = tables.iter().flat_map(|table| table.iter()).find(|param| param.name == name);
            let Some(param) = declared else {
                let known: Vec<&str> = tables.iter().flat_map(|table| table.iter()).map(|param| param.name).collect();
                return Err(unknown(&name, &known));
            };
            if value.is_empty() {
                continue;
            }
            check(param, &value)?;
            let held = values.0.entry(param.name).or_default();
            if !param.many && !held.is_empty() {
                return Err(Problem::bad_value(param.name, format!("“{name}” is taken once"), Vec::new()));
            }
            if held.len() == MOST_VALUES {
                let detail = format!("“{name}” takes at most {MOST_VALUES} values");
                return Err(Problem::bad_value(param.name, detail, Vec::new()));
            }
            held.push(value.into_owned());
        }
        Ok(values)
    }

    /// The one value of a parameter.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.first().map(String::as_str)
    }

    /// All values of a parameter.
    pub fn list(&self, name: &str) -> Vec<String> {
        self.0.get(name).cloned().unwrap_or_default()
    }

    /// The same with one value for a parameter.
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.0.insert(name, vec![value.to_string()]);
        self
    }

    /// A flag; absent means false.
    pub fn flag(&self, name: &str) -> bool {
        self.text(name) == Some("true")
    }

    /// A number within its checked bounds.
    pub fn number(&self, name: &str) -> Option<u64> {
        self.text(name)?.parse().ok()
    }

    /// A date.
    pub fn date(&self, name: &str) -> Option<PartialDate> {
        self.text(name)?.parse().ok()
    }

    /// All values of a parameter with a closed vocabulary.
    pub fn each<T>(&self, name: &str, parse: fn(&str) -> Option<T>) -> Vec<T> {
        self.0.get(name).into_iter().flatten().filter_map(|word| parse(word)).collect()
    }

    /// The same values as a query string, in a fixed order, without `cursor`.
    pub fn canonical(&self) -> String {
        let mut out = url::form_urlencoded::Serializer::new(String::new());
        for (name, values) in self.0.iter().filter(|(name, _)| **name != "cursor") {
            for value in values {
                out.append_pair(name, value);
            }
        }
        out.finish()
    }
}

/// The refusal of a name that is none of those that are known.
pub(super) fn unknown(name: &str, known: &[&str]) -> Problem {
    let nearest = known
        .iter()
        .map(|candidate| (strsim::jaro_winkler(candidate, name), *candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate);
    Problem::unknown_parameter(name, known.iter().map(|n| (*n).to_owned()).collect(), nearest)
}

fn check(param: &Param, value: &str) -> Result<(), Problem> {
    let refuse = |detail: String, allowed: Vec<String>| Err(Problem::bad_value(param.name, detail, allowed));
    let name = param.name;
    match param.takes {
        Takes::Text if value.chars().count() > LONGEST_VALUE => {
            refuse(format!("“{name}” takes at most {LONGEST_VALUE} characters"), Vec::new())
        }
        Takes::Text => Ok(()),
        Takes::Date => match value.parse::<PartialDate>() {
            Ok(_) => Ok(()),
            Err(error) => {
                refuse(format!("{name}: {error}"), vec!["2019".into(), "2019-03".into(), "2019-03-31".into()])
            }
        },
        Takes::Flag if matches!(value, "true" | "false") => Ok(()),
        Takes::Flag => refuse(format!("“{name}” is true or false"), vec!["true".into(), "false".into()]),
        Takes::Number(from, until) => match value.parse::<u64>() {
            Ok(n) if (from..=until).contains(&n) => Ok(()),
            _ => refuse(format!("“{name}” is a whole number from {from} to {until}"), vec![format!("{from}-{until}")]),
        },
        Takes::SomeOf(_) if matches!(value, "true" | "false") => Ok(()),
        Takes::SomeOf(list) => match value.split(',').find(|word| !list().contains(word)) {
            None => Ok(()),
            Some(word) => {
                let allowed: Vec<String> = ["true", "false"].into_iter().chain(list()).map(str::to_owned).collect();
                let said = allowed.join(", ");
                refuse(format!("“{word}” is not a value of {name}. Allowed: {said}, or several with commas"), allowed)
            }
        },
        Takes::OneOf(list) if list().contains(&value) => Ok(()),
        Takes::OneOf(list) => {
            let allowed: Vec<String> = list().into_iter().map(str::to_owned).collect();
            refuse(format!("“{value}” is not a {name}. Allowed: {}", allowed.join(", ")), allowed)
        }
    }
}

/// The parameters of an address as one typed request.
pub trait RequestParams: Sized {
    /// Every parameter that it takes.
    const PARAMS: &'static [&'static [Param]];

    /// Makes the request from checked values.
    ///
    /// # Errors
    /// What the tables alone cannot tell: bounds that contradict each other.
    fn parse(values: Values) -> Result<Self, Problem>;
}

/// Takes a typed request from the query string; what cannot be used is refused as a [`Problem`].
#[derive(Debug)]
pub struct Params<T>(pub T);

impl<T: RequestParams, S: Send + Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(Self(T::parse(Values::read(parts.uri.query().unwrap_or_default(), T::PARAMS)?)?))
    }
}
