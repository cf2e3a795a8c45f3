//! The record itself: councils, committees, meetings, people, documents, passages, letters.

use super::Answer;
use crate::store::read::{Scope, Slice};
use crate::web::error::Problem;
use crate::web::params::{Ask, Asked, CERTAINTY, PAGING, Param, Takes, Values, many, one};
use crate::web::state::App;
use crate::web::view;
use axum::Json;
use axum::extract::{Path, State};
use record::{Certainty, DocumentId, Kind, MeetingId};

/// Where and when: the filters that the catalogue itself knows.
pub const PLACE: &[Param] = &[
    one("since", Takes::Date, "first day, inclusive: 2019, 2019-03 or 2019-03-31"),
    one("until", Takes::Date, "last day, inclusive: 2019, 2019-03 or 2019-03-31"),
    many("council", Takes::Text, "id or words of the name of a council"),
    many("committee", Takes::Text, "id or words of the name of a committee"),
];

/// What only lists of meetings take.
const MEETINGS: &[Param] =
    &[one("with_minutes", Takes::Flag, "only meetings whose minutes are held, or only the others")];

/// What only lists of documents take.
const DOCUMENTS: &[Param] = &[
    one("q", Takes::Text, "words of the title or file name"),
    many("kind", Takes::OneOf(|| Kind::ALL.iter().map(|kind| kind.as_str()).collect()), "kind of paper"),
    many("meeting", Takes::Text, "id of a meeting"),
    many("source", Takes::Text, "name of a configured source"),
    many(
        "state",
        Takes::OneOf(|| vec!["held", "restricted", "refused", "failed", "withdrawn", "quarantined"]),
        "whether its text is held, or why not",
    ),
    one("undated", Takes::Flag, "with since or until: keep papers whose date is not known"),
];

/// What only lists of people take.
const PEOPLE: &[Param] = &[one("q", Takes::Text, "words of the name, a printed form or an office")];

/// What only lists of letters take.
const LETTERS: &[Param] = &[
    many(
        "kind",
        Takes::OneOf(|| {
            vec!["focused_visit", "monitoring_visit", "inspection", "jtai", "area_send", "single_inspection", "letter"]
        }),
        "sort of letter",
    ),
    many("document", Takes::Text, "id of a document"),
    one("undated", Takes::Flag, "with since or until: keep letters whose date is not known"),
    one("copies", Takes::OneOf(|| vec!["one", "all"]), "`all` lists every published copy of a letter (one)"),
];

/// Declares a list of the record with its parameters.
macro_rules! list {
    ($($(#[$doc:meta])* $name:ident: $($table:expr),+;)+) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name(pub Values);

        impl Ask for $name {
            const PARAMS: &'static [&'static [Param]] = &[$($table),+];

            fn ask(values: Values) -> Result<Self, Problem> {
                Ok(Self(values))
            }
        }
    )+};
}

list! {
    /// Councils and committees.
    BodiesAsk: PLACE, PAGING;
    /// Meetings.
    MeetingsAsk: PLACE, MEETINGS, PAGING;
    /// People.
    PeopleAsk: PLACE, PEOPLE, PAGING;
    /// Documents.
    DocumentsAsk: PLACE, DOCUMENTS, PAGING;
    /// Letters.
    LettersAsk: PLACE, LETTERS, PAGING;
}

/// One thing by its id: no parameters.
#[derive(Debug)]
pub struct NothingAsk;

impl Ask for NothingAsk {
    const PARAMS: &'static [&'static [Param]] = &[];

    fn ask(_: Values) -> Result<Self, Problem> {
        Ok(Self)
    }
}

/// One person by their id: how safely what counts as theirs must be theirs; any, where nothing is given.
#[derive(Debug)]
pub struct CertaintyAsk(pub Vec<Certainty>);

impl Ask for CertaintyAsk {
    const PARAMS: &'static [&'static [Param]] = &[&[CERTAINTY]];

    fn ask(values: Values) -> Result<Self, Problem> {
        Ok(Self(values.each("certainty", Certainty::parse)))
    }
}

/// One page of a file. Pages of files that have none of their own (text, records) may hold any number of passages.
#[derive(Debug)]
pub struct PageAsk {
    from: u64,
}

/// Most passages in one answer.
const MOST_PASSAGES: u64 = 500;

impl Ask for PageAsk {
    const PARAMS: &'static [&'static [Param]] =
        &[&[one("from", Takes::Number(0, 100_000_000), "how many passages of the page to leave out; 500 follow")]];

    fn ask(values: Values) -> Result<Self, Problem> {
        Ok(Self { from: values.number("from").unwrap_or(0) })
    }
}

/// What the catalogue can be limited to.
pub fn scope(values: &Values) -> Scope {
    Scope {
        since: values.date("since"),
        until: values.date("until"),
        undated: values.flag("undated"),
        committees: vec![values.list("committee")],
        councils: vec![values.list("council")],
        kinds: vec![values.each("kind", Kind::parse)],
        meetings: values.list("meeting").into_iter().map(MeetingId::from_stored).collect(),
        documents: values.list("document").into_iter().map(DocumentId::from_stored).collect(),
        passages: None,
        copies: values.text("copies") == Some("all"),
    }
}

pub async fn councils(
    State(app): State<App>,
    Asked(BodiesAsk(values)): Asked<BodiesAsk>,
) -> Answer<view::Page<view::Council>> {
    app.ask(move |at| view::councils(at, &scope(&values), &values)).await.map(Json)
}

pub async fn committees(
    State(app): State<App>,
    Asked(BodiesAsk(values)): Asked<BodiesAsk>,
) -> Answer<view::Page<view::Committee>> {
    app.ask(move |at| view::committees(at, &scope(&values), &values)).await.map(Json)
}

pub async fn meetings(
    State(app): State<App>,
    Asked(MeetingsAsk(values)): Asked<MeetingsAsk>,
) -> Answer<view::Page<view::Meeting>> {
    let with_minutes = values.text("with_minutes").map(|flag| flag == "true");
    let wanted = view::MeetingFilter { with_minutes, ..Default::default() };
    app.ask(move |at| view::meetings(at, &scope(&values), &wanted, &values)).await.map(Json)
}

pub async fn coming(State(app): State<App>, Asked(asked): Asked<view::ComingAsk>) -> Answer<view::Coming> {
    let today = jiff::Zoned::now().date();
    app.ask(move |at| view::coming(at, &asked, today)).await.map(Json)
}

pub async fn meeting(State(app): State<App>, Path(id): Path<String>, _: Asked<NothingAsk>) -> Answer<view::Meeting> {
    app.ask(move |at| view::meeting(at, &id)).await.map(Json)
}

pub async fn people(
    State(app): State<App>,
    Asked(PeopleAsk(values)): Asked<PeopleAsk>,
) -> Answer<view::Page<view::Person>> {
    app.ask(move |at| view::people(at, &scope(&values), values.text("q"), &values)).await.map(Json)
}

pub async fn person(
    State(app): State<App>,
    Path(id): Path<String>,
    Asked(CertaintyAsk(certainties)): Asked<CertaintyAsk>,
) -> Answer<view::PersonDetail> {
    app.ask(move |at| view::person(at, &id, &certainties)).await.map(Json)
}

pub async fn compare(State(app): State<App>, Asked(asked): Asked<view::CompareAsk>) -> Answer<view::Comparison> {
    app.ask(move |at| view::compare(at, &asked)).await.map(Json)
}

pub async fn documents(
    State(app): State<App>,
    Asked(DocumentsAsk(values)): Asked<DocumentsAsk>,
) -> Answer<view::Page<view::Document>> {
    let wanted = view::DocumentFilter {
        words: values.text("q").map(str::to_owned),
        states: values.list("state"),
        sources: values.list("source"),
        ..Default::default()
    };
    app.ask(move |at| view::documents(at, &scope(&values), &wanted, &values)).await.map(Json)
}

pub async fn document(State(app): State<App>, Path(id): Path<String>, _: Asked<NothingAsk>) -> Answer<view::Document> {
    app.ask(move |at| view::document(at, &id)).await.map(Json)
}

pub async fn document_page(
    State(app): State<App>,
    Path((id, n)): Path<(String, String)>,
    Asked(PageAsk { from }): Asked<PageAsk>,
) -> Answer<view::DocumentPage> {
    let n = page_number(&id, &n)?;
    let slice = Slice { offset: from, limit: MOST_PASSAGES };
    app.ask(move |at| view::document_page(at, &id, n, slice)).await.map(Json)
}

/// The page number in an address.
pub fn page_number(id: &str, n: &str) -> Result<u32, Problem> {
    n.parse().map_err(|_| Problem::not_found("page", n, &format!("/api/v1/documents/{id}")))
}

pub async fn passage(
    State(app): State<App>,
    Path(id): Path<String>,
    _: Asked<NothingAsk>,
) -> Answer<view::PassageInPlace> {
    app.ask(move |at| view::passage_in_place(at, &id)).await.map(Json)
}

pub async fn letters(
    State(app): State<App>,
    Asked(LettersAsk(values)): Asked<LettersAsk>,
) -> Answer<view::Page<view::Letter>> {
    let place = Scope { kinds: Vec::new(), ..scope(&values) };
    app.ask(move |at| view::letters(at, &place, &values.list("kind"), &values)).await.map(Json)
}

pub async fn letter(State(app): State<App>, Path(id): Path<String>, _: Asked<NothingAsk>) -> Answer<view::Letter> {
    app.ask(move |at| view::letter(at, &id)).await.map(Json)
}
