//! The table of contents: every address of the API, what it takes and what it answers. The OpenAPI document is made of
//! the same table, so that it lists every address and no other.

use super::api::{export, interpret, ledger, record, search, service};
use super::params::{self, Request};
use super::state::App;
use super::{akoma, answers, calendar, feed, files, schema, silence};
use axum::routing::{MethodRouter, get};
use utoipa::ToSchema;
use utoipa::openapi::path::Parameter;

/// One address.
pub struct Endpoint {
    /// Its path, with `{names}` for its parts.
    pub path: &'static str,
    /// A name for generated clients.
    pub name: &'static str,
    /// What it answers, one line.
    pub summary: &'static str,
    /// What it takes.
    pub params: fn() -> Vec<Parameter>,
    /// The media types that it answers with, and the schema of the first.
    pub answers: Answers,
    /// Whether the same request is answered otherwise on another day, though the record is the same.
    pub is_of_today: bool,
    /// Who answers.
    pub route: fn() -> MethodRouter<App>,
}

/// What an address answers with.
pub enum Answers {
    /// JSON of this schema; the strings are further media types.
    Json(schema::SchemaOf, &'static [&'static str]),
    /// Something else.
    Other(&'static [&'static str]),
}

const ROWS: &[&str] = &["application/x-ndjson", "text/csv"];

const fn json<T: ToSchema>() -> Answers {
    Answers::Json(schema::schema_of::<T>, &[])
}

const fn list<T: ToSchema>() -> Answers {
    Answers::Json(schema::schema_of_page::<T>, &[])
}

const fn rows<T: ToSchema>() -> Answers {
    Answers::Json(schema::schema_of_page::<T>, ROWS)
}

macro_rules! endpoints {
    (@is_of_today) => { false };
    (@is_of_today of_today) => { true };
    ($($path:literal $name:literal $request:ident => $answers:expr, $handler:path, $summary:literal $($of_today:ident)?;)+) => {
        &[$(Endpoint {
            path: $path,
            name: $name,
            summary: $summary,
            params: <params::$request as Request>::parameters,
            answers: $answers,
            is_of_today: endpoints!(@is_of_today $($of_today)?),
            route: || get($handler),
        }),+]
    };
}

/// Every address of the API. `of_today` marks those whose answers speak of the present day.
pub const ENDPOINTS: &[Endpoint] = endpoints! {
    "/api/v1/search" "search" SearchRequest => json::<answers::SearchAnswer>(), search::search,
        "passages, or with group the best of each meeting or document";
    "/api/v1/mentions" "mentions" MentionsRequest =>
        Answers::Json(schema::schema_of::<answers::MentionAnswer>, ROWS), search::mentions,
        "every occurrence, in date order; as a stream of ndjson or csv all of them";
    "/api/v1/timeline" "timeline" TimelineRequest => json::<answers::Timeline>(), search::timeline,
        "mentions per year, quarter or month, raw and per 10,000 words";
    "/api/v1/speakers" "speakers" SpeakersRequest => json::<answers::Speakers>(), search::speakers,
        "who says it most; everyone";
    "/api/v1/resolutions" "resolutions" LedgerRequest => rows::<answers::Resolution>(), ledger::resolutions,
        "what meetings resolved, one row per numbered part, and what took it up later";
    "/api/v1/commitments" "commitments" LedgerRequest => rows::<answers::Commitment>(), ledger::commitments,
        "who undertook to do what by when, and what the record shows of it since";
    "/api/v1/votes" "votes" VotesRequest => rows::<answers::Vote>(), ledger::votes,
        "motions that were put, carried or lost, and who voted how";
    "/api/v1/councils" "councils" BodiesRequest => list::<answers::Council>(), record::councils,
        "councils";
    "/api/v1/committees" "committees" BodiesRequest => list::<answers::Committee>(), record::committees,
        "committees: anything that meets";
    "/api/v1/meetings" "meetings" MeetingsRequest => list::<answers::Meeting>(), record::meetings,
        "meetings, by day";
    "/api/v1/coming" "coming" ComingRequest => json::<answers::Coming>(), record::coming,
        "meetings to come: their agendas, the items that touch a search, a person or an undertaking, and what falls due" of_today;
    "/api/v1/meetings/{id}" "meeting" EmptyRequest => json::<answers::Meeting>(), record::meeting,
        "one meeting: attendance, items, documents, and what is missing";
    "/api/v1/meetings/{id}/akoma-ntoso.xml" "meeting_akoma_ntoso" EmptyRequest =>
        Answers::Other(&["application/akn+xml"]), akoma::meeting, "the minutes of one meeting as Akoma Ntoso";
    "/api/v1/attendance" "attendance" AttendanceRequest => rows::<answers::Attendance>(), ledger::attendance,
        "who was at which meeting, by committee and person over time; meetings of which it is not recorded say so" of_today;
    "/api/v1/people" "people" PeopleRequest => list::<answers::Person>(), record::people,
        "people, by name";
    "/api/v1/people/{id}" "person" CertaintyRequest => json::<answers::PersonDetail>(), record::person,
        "one person: offices over time, and how much they said, asked, presented, moved and undertook";
    "/api/v1/compare" "compare" CompareRequest => json::<answers::Comparison>(), record::compare,
        "two people side by side: what each did, where both were, and how they voted where both are recorded by name";
    "/api/v1/documents" "documents" DocumentsRequest => list::<answers::Document>(), record::documents,
        "published files, by date";
    "/api/v1/documents/{id}" "document" EmptyRequest => json::<answers::Document>(), record::document,
        "one published file: the documents inside it, its versions and problems";
    "/api/v1/documents/{id}/pages/{n}" "document_page" PageRequest => json::<answers::DocumentPage>(),
        record::document_page, "one page of a file: its text and passages";
    "/api/v1/documents/{id}/pages/{n}/image" "document_page_image" EmptyRequest => Answers::Other(&["image/png"]),
        files::image, "one page of a PDF, drawn";
    "/api/v1/documents/{id}/file" "document_file" FileRequest => Answers::Other(&["*/*"]),
        files::file, "the archived bytes, as published";
    "/api/v1/passages/{id}" "passage" EmptyRequest => json::<answers::PassageInPlace>(), record::passage,
        "one passage with those before and after it";
    "/api/v1/letters" "letters" LettersRequest => list::<answers::Letter>(), record::letters,
        "inspection letters and reports, by date";
    "/api/v1/letters/{id}" "letter" EmptyRequest => json::<answers::Letter>(), record::letter,
        "one letter: visit, inspectors, judgements, improvement points and what followed";
    "/api/v1/coverage" "coverage" CoverageRequest => json::<answers::CoverageLists>(), search::coverage,
        "what an answer with these filters rests on, and what could not be searched, by name";
    "/api/v1/interpret" "interpret" InterpretRequest => json::<answers::Interpretation>(), interpret::interpret,
        "a question in words, read by rules into a request of this API and said back; nothing is guessed" of_today;
    "/api/v1/brief" "brief" BriefRequest => json::<answers::Brief>(), search::brief,
        "the turning points of what was asked for, in order of time, each a quotation with its page";
    "/api/v1/related" "related" RelatedRequest => json::<answers::Related>(), search::related,
        "related terms to tick, each with the reason";
    "/api/v1/suggest" "suggest" TermRequest => json::<answers::Suggestions>(), search::suggest,
        "spelling and completion, from the index's own words";
    "/api/v1/changes" "changes" ChangesRequest => json::<answers::Changes>(), search::changes,
        "what was added, changed and gone in an answer since an earlier generation";
    "/api/v1/export/{what}" "export" ExportRequest => Answers::Other(&["application/x-ndjson"]), export::export,
        "everything of one sort as a stream: meetings.ndjson, documents.ndjson, passages.ndjson, commitments.ndjson, resolutions.ndjson or people.ndjson";
    "/api/v1/status" "status" EmptyRequest => json::<answers::Status>(), service::status,
        "what is held and how fresh it is, per source and kind; problems";
    "/feeds/search.atom" "search_feed" FeedRequest => Answers::Other(&["application/atom+xml"]), feed::search,
        "the newest mentions of any search";
    "/feeds/silence.atom" "silence_feed" EmptyRequest => Answers::Other(&["application/atom+xml"]), silence::atom,
        "what is missing where something used to come: meetings without papers, late minutes, sites that went quiet";
    "/feeds/coming.atom" "coming_feed" CalendarRequest => Answers::Other(&["application/atom+xml"]), calendar::atom,
        "meetings to come, with the items that touch what is asked for" of_today;
    "/feeds/coming.ics" "coming_calendar" CalendarRequest => Answers::Other(&["text/calendar"]), calendar::ical,
        "the same as a calendar to subscribe to" of_today;
};
