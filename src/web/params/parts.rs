//! Structs of parameters that requests are put together from. The comment of a field is what the OpenAPI document and the
//! tools of assistants say of it.

use super::values::{Day, Number, PageSize, Related, Text, Word};
use super::words::{
    CopyChoice, DateOrder, GroupBy, LedgerOrder, ListedState, PassageOrder, RowFormat, TimelineInterval,
};
use record::{Act, Basis, Certainty, FollowUpStatus, Grade, Kind, LetterKind, Strength};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

// Described in place, a generic type would want its parameter described too: these are not generic to whoever describes.
type ActWord = Word<Act>;
type BasisWord = Word<Basis>;
type CertaintyWord = Word<Certainty>;
type CopyChoiceWord = Word<CopyChoice>;
type DateOrderWord = Word<DateOrder>;
type DocumentStateWord = Word<ListedState>;
type FollowUpStatusWord = Word<FollowUpStatus>;
type GradeWord = Word<Grade>;
type GroupByWord = Word<GroupBy>;
type KindWord = Word<Kind>;
type LedgerOrderWord = Word<LedgerOrder>;
type LetterKindWord = Word<LetterKind>;
type PassageOrderWord = Word<PassageOrder>;
type RowFormatWord = Word<RowFormat>;
type StrengthWord = Word<Strength>;
type TimelineIntervalWord = Word<TimelineInterval>;

/// Declares structs of parameters: every one may be left out, and each is described in place.
macro_rules! parts {
    ($($(#[$doc:meta])* $name:ident { $($(#[$help:meta])* $field:ident: $type:ty,)* })+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, IntoParams)]
        #[into_params(parameter_in = Query)]
        #[serde(default)]
        pub struct $name {
            $($(#[$help])* #[param(inline)] pub $field: $type,)*
        }
    )+};
}

parts! {
    /// Nothing.
    NoParams {}

    /// Words and filters, as every search-like address takes them.
    FilterParams {
        /// what to look for, in the query language
        q: Option<Text>,
        /// first day, inclusive: 2019, 2019-03 or 2019-03-31
        since: Option<Day>,
        /// last day, inclusive: 2019, 2019-03 or 2019-03-31
        until: Option<Day>,
        /// words of the speaker's name or role
        speaker: Vec<Text>,
        /// id of an identified person
        person: Vec<Text>,
        /// id or words of the name of a committee
        committee: Vec<Text>,
        /// id or words of the name of a council
        council: Vec<Text>,
        /// kind of paper
        kind: Vec<KindWord>,
        /// what the passage does in its meeting
        act: Vec<ActWord>,
        /// number or words of the title of the agenda item
        item: Vec<Text>,
        /// id of a meeting
        meeting: Vec<Text>,
        /// id of a document
        document: Vec<Text>,
        /// how the speaker is known
        attribution: Vec<GradeWord>,
        /// how safely it is known who speaks; `sure` leaves the likely ones out
        certainty: Vec<CertaintyWord>,
        /// with since or until: keep papers whose date is not known
        undated: Option<bool>,
    }

    /// How a query is read and which copies of a statement are listed.
    ReadingParams {
        /// answer 400 to a query that cannot be read as written, instead of reading it leniently
        strict: Option<bool>,
        /// `all` lists every published copy of a statement (one)
        copies: Option<CopyChoiceWord>,
    }

    /// Order of passages.
    OrderParams {
        /// order (relevance; newest without q)
        sort: Option<PassageOrderWord>,
    }

    /// What only a search takes.
    SearchParams {
        /// only the best passage of each meeting or document
        group: Option<GroupByWord>,
        /// count by year, committee, council, speaker, kind and act
        facets: Option<bool>,
    }

    /// Whether what says it in other words is found too.
    OtherWordsParams {
        /// after the exact ones, also what says it in other words, marked: `true` for all routes to the same thing, or the
        /// routes by name, with commas between them (narrower, broader, opposite, abroad, near and short_name only so)
        related: Option<Related>,
    }

    /// Which page of a list.
    PagingParams {
        /// rows in one answer, 1 to 100 (20)
        page_size: Option<PageSize>,
        /// the `next` of the answer before
        cursor: Option<Text>,
    }

    /// How a table is sent.
    FormatParams {
        /// json pages, or all rows as a stream of ndjson or csv; stands before the Accept header. In csv a cell that begins
        /// with =, +, -, @, a tab, a carriage return or an apostrophe gets an apostrophe before it, so that no spreadsheet
        /// takes it for a formula; take one off to have the value
        format: Option<RowFormatWord>,
    }

    /// The width of a bar of the timeline.
    IntervalParams {
        /// width of one row (year)
        interval: Option<TimelineIntervalWord>,
    }

    /// What tables of resolutions and commitments take besides the filters.
    LedgerParams {
        /// words of the name or role of who is to do it, or a person's id
        owner: Vec<Text>,
        /// what the record shows of it since
        status: Vec<FollowUpStatusWord>,
        /// what a commitment rests on
        basis: Vec<BasisWord>,
        /// how binding its words are
        strength: Vec<StrengthWord>,
        /// due on or before this day, month or year
        due_before: Option<Day>,
        /// order: by the paper's date, by the day that it is due, or by owner (oldest)
        sort: Option<LedgerOrderWord>,
    }

    /// What tables of votes take besides the filters; there `speaker` and `person` are whoever voted, moved or seconded.
    VoteParams {
        /// words of the name of whoever moved or seconded, or a person's id
        owner: Vec<Text>,
        /// what came of it: carried (in whatever words), lost, withdrawn, ... or another word that the answer has
        outcome: Vec<Text>,
        /// what the record shows of it since; nothing is looked for, so that every vote is open
        status: Vec<FollowUpStatusWord>,
        /// order by the paper's date (oldest)
        sort: Option<DateOrderWord>,
    }

    /// What only comparisons of two people take.
    CompareParams {
        /// list only the votes in which they did not vote the same way
        differed: Option<bool>,
    }

    /// Since which state of the index.
    GenerationParams {
        /// the `generation` of an earlier answer
        since_generation: Option<Text>,
    }

    /// The text that suggestions are asked for.
    TermParams {
        /// the words to start from
        q: Option<Text>,
        /// how many, 1 to 100 (20)
        page_size: Option<PageSize>,
    }

    /// Where to go once somebody is signed in.
    SignInParams {
        /// address of this site to go to then
        to: Option<Text>,
    }

    /// Which marks of a notebook are shown.
    NotebookParams {
        /// what to look for in passages, notes and labels
        q: Option<Text>,
        /// a label
        label: Option<Text>,
        /// a folder
        folder: Option<Text>,
        /// page of the list, from 1
        page: Option<ListPage>,
    }

    /// Which passage is marked, and in which notebook.
    MarkParams {
        /// id of a passage
        passage: Option<Text>,
        /// id of a notebook
        notebook: Option<Text>,
        /// mark it in another notebook than those that have it
        another: Option<bool>,
    }

    /// What stands in a link of a mail.
    TokenParams {
        /// as it stands in the mail
        token: Option<Text>,
    }

    /// A question in words.
    QuestionParams {
        /// a question in words: what did the director promise about agency staff since 2021
        text: Option<Text>,
    }

    /// Where and when: the filters that the catalogue itself knows.
    PlaceParams {
        /// first day, inclusive: 2019, 2019-03 or 2019-03-31
        since: Option<Day>,
        /// last day, inclusive: 2019, 2019-03 or 2019-03-31
        until: Option<Day>,
        /// id or words of the name of a council
        council: Vec<Text>,
        /// id or words of the name of a committee
        committee: Vec<Text>,
    }

    /// What only lists of meetings take.
    MeetingParams {
        /// only meetings whose minutes are held, or only the others
        with_minutes: Option<bool>,
    }

    /// What only lists of documents take.
    DocumentParams {
        /// words of the title or file name
        q: Option<Text>,
        /// kind of paper
        kind: Vec<KindWord>,
        /// id of a meeting
        meeting: Vec<Text>,
        /// name of a configured source
        source: Vec<Text>,
        /// whether its text is held, or why not
        state: Vec<DocumentStateWord>,
        /// with since or until: keep papers whose date is not known
        undated: Option<bool>,
    }

    /// What only lists of people take.
    PeopleParams {
        /// words of the name, a printed form or an office
        q: Option<Text>,
    }

    /// Whose attendance.
    AttendanceParams {
        /// id of a person, or words of the name as it is printed
        person: Vec<Text>,
    }

    /// What only lists of letters take.
    LetterParams {
        /// sort of letter
        kind: Vec<LetterKindWord>,
        /// id of a document
        document: Vec<Text>,
        /// with since or until: keep letters whose date is not known
        undated: Option<bool>,
        /// `all` lists every published copy of a letter (one)
        copies: Option<CopyChoiceWord>,
    }

    /// What coming meetings are asked with.
    ComingParams {
        /// what to look for in agendas and their papers, in the query language
        q: Option<Text>,
        /// id of a person: their name in print and the office that they were last seen to hold are looked for
        person: Vec<Text>,
        /// first day (today)
        since: Option<Day>,
        /// last day, inclusive (six weeks after the first one)
        until: Option<Day>,
        /// id or words of the name of a committee
        committee: Vec<Text>,
        /// id or words of the name of a council
        council: Vec<Text>,
    }

    /// How safely what counts as somebody's must be theirs.
    CertaintyParams {
        /// how safely it is known who speaks; `sure` leaves the likely ones out
        certainty: Vec<CertaintyWord>,
    }

    /// Which passages of a page: pages of files that have none of their own (text, records) may hold any number.
    PassageParams {
        /// how many passages of the page to leave out; 500 follow
        from: Option<FirstPassage>,
    }

    /// Which of the archived versions.
    VersionParams {
        /// an archived version, from 1 (newest)
        version: Option<VersionNumber>,
    }

    /// Since which instant.
    ModifiedParams {
        /// only what changed since this instant (RFC 3339) or day
        modified_since: Option<Text>,
    }

    /// Which page of a document is shown, and what is marked on it.
    ReaderParams {
        /// page of the file, from 1
        page: Option<FilePage>,
        /// part of a long page, from 1
        part: Option<PagePart>,
        /// the passage whose part of the page is shown
        passage: Option<Text>,
        /// what to look for, in the query language
        q: Option<Text>,
    }

    /// Which part of a page with several lists is shown.
    PartParams {
        /// part of a long page, from 1
        part: Option<ListsPart>,
    }
}

/// How many passages of a page are left out.
pub type FirstPassage = Number<0, 100_000_000>;

/// An archived version.
pub type VersionNumber = Number<1, 4_294_967_295>;

/// A page of a file.
pub type FilePage = Number<1, 1_000_000>;

/// A page of a list that is counted.
pub type ListPage = Number<1, 1_000>;

/// A part of a long page.
pub type PagePart = Number<1, 10_000_000>;

/// A part of a page with several lists.
pub type ListsPart = Number<1, 1_000_000>;
