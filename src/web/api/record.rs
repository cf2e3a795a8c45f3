//! The record itself: councils, committees, meetings, people, documents, passages, letters.

use super::Answer;
use crate::store::read::{Scope, Slice};
use crate::web::error::Problem;
use crate::web::params::{CERTAINTY, PAGING, Param, Params, RequestParams, Takes, Values, many, one};
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

        impl RequestParams for $name {
            const PARAMS: &'static [&'static [Param]] = &[$($table),+];

            fn parse(values: Values) -> Result<Self, Problem> {
                Ok(Self(values))
            }
        }
    )+};
}

list! {
    /// Councils and committees.
    BodiesRequest: PLACE, PAGING;
    /// Meetings.
    MeetingsRequest: PLACE, MEETINGS, PAGING;
    /// People.
    PeopleRequest: PLACE, PEOPLE, PAGING;
    /// Documents.
    DocumentsRequest: PLACE, DOCUMENTS, PAGING;
    /// Letters.
    LettersRequest: PLACE, LETTERS, PAGING;
}

/// One thing by its id: no parameters.
#[derive(Debug)]
pub struct EmptyRequest;

impl RequestParams for EmptyRequest {
    const PARAMS: &'static [&'static [Param]] = &[];

    fn parse(_: Values) -> Result<Self, Problem> {
        Ok(Self)
    }
}

/// One person by their id: how safely what counts as theirs must be theirs; any, where nothing is given.
#[derive(Debug)]
pub struct CertaintyRequest(pub Vec<Certainty>);

impl RequestParams for CertaintyRequest {
    const PARAMS: &'static [&'static [Param]] = &[&[CERTAINTY]];

    fn parse(values: Values) -> Result<Self, Problem> {
        Ok(Self(values.each("certainty", Certainty::parse)))
    }
}

/// One page of a file. Pages of files that have none of their own (text, records) may hold any number of passages.
#[derive(Debug)]
pub struct PageRequest {
    from: u64,
}

/// Most passages in one answer.
const MOST_PASSAGES: u64 = 500;

impl RequestParams for PageRequest {
    const PARAMS: &'static [&'static [Param]] =
        &[&[one("from", Takes::Number(0, 100_000_000), "how many passages of the page to leave out; 500 follow")]];

    fn parse(values: Values) -> Result<Self, Problem> {
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
    Params(BodiesRequest(values)): Params<BodiesRequest>,
) -> Answer<view::Page<view::Council>> {
    app.answer(move |context| view::councils(context, &scope(&values), &values)).await.map(Json)
}

pub async fn committees(
    State(app): State<App>,
    Params(BodiesRequest(values)): Params<BodiesRequest>,
) -> Answer<view::Page<view::Committee>> {
    app.answer(move |context| view::committees(context, &scope(&values), &values)).await.map(Json)
}

pub async fn meetings(
    State(app): State<App>,
    Params(MeetingsRequest(values)): Params<MeetingsRequest>,
) -> Answer<view::Page<view::Meeting>> {
    let with_minutes = values.text("with_minutes").map(|flag| flag == "true");
    let wanted = view::MeetingFilter { with_minutes, ..Default::default() };
    app.answer(move |context| view::meetings(context, &scope(&values), &wanted, &values)).await.map(Json)
}

pub async fn coming(State(app): State<App>, Params(request): Params<view::ComingRequest>) -> Answer<view::Coming> {
    let today = jiff::Zoned::now().date();
    app.answer(move |context| view::coming(context, &request, today)).await.map(Json)
}

pub async fn meeting(State(app): State<App>, Path(id): Path<String>, _: Params<EmptyRequest>) -> Answer<view::Meeting> {
    app.answer(move |context| view::meeting(context, &id)).await.map(Json)
}

pub async fn people(
    State(app): State<App>,
    Params(PeopleRequest(values)): Params<PeopleRequest>,
) -> Answer<view::Page<view::Person>> {
    app.answer(move |context| view::people(context, &scope(&values), values.text("q"), &values)).await.map(Json)
}

pub async fn person(
    State(app): State<App>,
    Path(id): Path<String>,
    Params(CertaintyRequest(certainties)): Params<CertaintyRequest>,
) -> Answer<view::PersonDetail> {
    app.answer(move |context| view::person(context, &id, &certainties)).await.map(Json)
}

pub async fn compare(
    State(app): State<App>,
    Params(request): Params<view::CompareRequest>,
) -> Answer<view::Comparison> {
    app.answer(move |context| view::compare(context, &request)).await.map(Json)
}

pub async fn documents(
    State(app): State<App>,
    Params(DocumentsRequest(values)): Params<DocumentsRequest>,
) -> Answer<view::Page<view::Document>> {
    let wanted = view::DocumentFilter {
        words: values.text("q").map(str::to_owned),
        states: values.list("state"),
        sources: values.list("source"),
        ..Default::default()
    };
    app.answer(move |context| view::documents(context, &scope(&values), &wanted, &values)).await.map(Json)
}

pub async fn document(
    State(app): State<App>,
    Path(id): Path<String>,
    _: Params<EmptyRequest>,
) -> Answer<view::Document> {
    app.answer(move |context| view::document(context, &id)).await.map(Json)
}

pub async fn document_page(
    State(app): State<App>,
    Path((id, n)): Path<(String, String)>,
    Params(PageRequest { from }): Params<PageRequest>,
) -> Answer<view::DocumentPage> {
    let n = page_number(&id, &n)?;
    let slice = Slice { offset: from, limit: MOST_PASSAGES };
    app.answer(move |context| view::document_page(context, &id, n, slice)).await.map(Json)
}

/// The page number in an address.
pub fn page_number(id: &str, n: &str) -> Result<u32, Problem> {
    n.parse().map_err(|_| Problem::not_found("page", n, &format!("/api/v1/documents/{id}")))
}

pub async fn passage(
    State(app): State<App>,
    Path(id): Path<String>,
    _: Params<EmptyRequest>,
) -> Answer<view::PassageInPlace> {
    app.answer(move |context| view::passage_in_place(context, &id)).await.map(Json)
}

pub async fn letters(
    State(app): State<App>,
    Params(LettersRequest(values)): Params<LettersRequest>,
) -> Answer<view::Page<view::Letter>> {
    let place = Scope { kinds: Vec::new(), ..scope(&values) };
    app.answer(move |context| view::letters(context, &place, &values.list("kind"), &values)).await.map(Json)
}

pub async fn letter(State(app): State<App>, Path(id): Path<String>, _: Params<EmptyRequest>) -> Answer<view::Letter> {
    app.answer(move |context| view::letter(context, &id)).await.map(Json)
}
