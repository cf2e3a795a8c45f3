//! What each address takes: one request an address, put together from structs of parameters.

use super::parts::*;
use super::request::request;
use super::values::{Related, Text};
use index::Routes;

request! {
    /// An address that takes nothing.
    EmptyRequest { nothing: NoParams }
    /// A search.
    SearchRequest {
        filters: FilterParams,
        reading: ReadingParams,
        order: OrderParams,
        search: SearchParams,
        otherwise: OtherWordsParams,
        paging: PagingParams,
    }
    /// Every mention.
    MentionsRequest {
        filters: FilterParams,
        reading: ReadingParams,
        otherwise: OtherWordsParams,
        format: FormatParams,
        paging: PagingParams,
    }
    /// Mentions over time.
    TimelineRequest {
        filters: FilterParams,
        reading: ReadingParams,
        otherwise: OtherWordsParams,
        interval: IntervalParams,
    }
    /// Mentions by speaker.
    SpeakersRequest { filters: FilterParams, reading: ReadingParams, paging: PagingParams }
    /// What an answer rests on.
    CoverageRequest { filters: FilterParams, reading: ReadingParams }
    /// Related terms.
    RelatedRequest { filters: FilterParams, reading: ReadingParams }
    /// A brief.
    BriefRequest { filters: FilterParams, reading: ReadingParams }
    /// The newest mentions of a search, as a feed.
    FeedRequest { filters: FilterParams, reading: ReadingParams, otherwise: OtherWordsParams }
    /// What changed in an answer.
    ChangesRequest {
        filters: FilterParams,
        reading: ReadingParams,
        generation: GenerationParams,
        paging: PagingParams,
    }
    /// A word that is being typed.
    TermRequest { term: TermParams }
    /// A question in words.
    InterpretRequest { question: QuestionParams }
    /// A table of resolutions or commitments: a row counts where its source passage matches.
    LedgerRequest {
        filters: FilterParams,
        reading: ReadingParams,
        ledger: LedgerParams,
        format: FormatParams,
        paging: PagingParams,
    }
    /// A table of votes. Here `speaker` and `person` are whoever voted, moved or seconded: the passages that record votes
    /// are said by nobody.
    VotesRequest {
        filters: FilterParams,
        reading: ReadingParams,
        votes: VoteParams,
        format: FormatParams,
        paging: PagingParams,
    }
    /// Two people side by side.
    CompareRequest { filters: FilterParams, reading: ReadingParams, compare: CompareParams, paging: PagingParams }
    /// Where and when, and no more.
    PlaceRequest { place: PlaceParams }
    /// Councils or committees.
    BodiesRequest { place: PlaceParams, paging: PagingParams }
    /// Meetings.
    MeetingsRequest { place: PlaceParams, meetings: MeetingParams, paging: PagingParams }
    /// Who was at meetings.
    AttendanceRequest { place: PlaceParams, attendance: AttendanceParams, format: FormatParams, paging: PagingParams }
    /// Coming meetings.
    ComingRequest { coming: ComingParams, paging: PagingParams }
    /// Coming meetings as a calendar or a feed.
    CalendarRequest { coming: ComingParams }
    /// People.
    PeopleRequest { place: PlaceParams, people: PeopleParams, paging: PagingParams }
    /// One person by their id.
    CertaintyRequest { person: CertaintyParams }
    /// Documents.
    DocumentsRequest { place: PlaceParams, documents: DocumentParams, paging: PagingParams }
    /// One page of a file.
    PageRequest { passages: PassageParams }
    /// The bytes of a file.
    FileRequest { version: VersionParams }
    /// Letters.
    LettersRequest { place: PlaceParams, letters: LetterParams, paging: PagingParams }
    /// Everything of one sort.
    ExportRequest { modified: ModifiedParams }
    /// The page of a document.
    ReaderRequest { reader: ReaderParams }
    /// The page of a meeting.
    PartRequest { part: PartParams }
    /// The page of what an answer rests on.
    CoveragePageRequest { filters: FilterParams, reading: ReadingParams, part: PartParams }
    /// A search that is to be told by mail.
    MailRequest { filters: FilterParams }
    /// A link in a mail.
    TokenRequest { link: TokenParams }
    /// Where somebody goes once they are signed in.
    SignInRequest { sign_in: SignInParams }
    /// The page of a notebook.
    NotebookRequest { notebook: NotebookParams }
    /// The form that marks a passage.
    MarkRequest { mark: MarkParams }
    /// The page of a council or committee.
    ListPageRequest { paging: PagingParams }
}

impl OtherWordsParams {
    /// The routes that are taken.
    pub fn routes(&self) -> Routes {
        self.related.as_ref().map(Related::routes).unwrap_or_default()
    }
}

impl SearchRequest {
    /// A search for words, without any filter.
    pub fn for_words(words: impl Into<Option<Text>>) -> Self {
        let filters = FilterParams { q: words.into(), ..FilterParams::default() };
        Self { filters, ..Self::default() }
    }
}
