//! What crosses HTTP: the only types that are serialised for it, and how each is loaded. The pages show the same views.
//!
//! A view is built from the catalogue and the index as they are at one [`ReadContext`]. What was printed and what was
//! inferred stay separate fields here too.

mod bodies;
mod brief;
mod cache;
mod changes;
mod coming;
mod compare;
mod context;
mod counts;
mod coverage;
mod documents;
mod elsewhere;
mod figures;
mod interpret;
mod ledger;
mod letters;
mod meetings;
mod mentions;
mod paging;
mod passage;
mod people;
mod place;
mod search;
mod source;
mod status;
mod votes;
mod within;
mod words;

pub use bodies::{Committee, Council, committee, committees, council, councils};
pub use brief::{Brief, TurningCount, TurningPoint, brief};
pub use changes::{Change, Changes, changes};
pub use coming::{Coming, ComingItem, ComingMeeting, Touch, coming};
pub use compare::{Comparison, SharedVote, compare, fellow_voters};
pub use context::{Caches, ReadContext};
pub use counts::{SpeakerCount, Speakers, Step, Timeline, speakers, timeline};
pub use coverage::{
    Coverage, CoverageLists, MeetingWithoutMinutes, Span, UnreadPage, UnsearchableDocument, coverage, figures,
};
pub use documents::{
    Component, Document, DocumentPage, DocumentProblem, PagePassage, Version, component_passages, document,
    document_page, documents, held, not_shown, part_of_page, parts_of_page, shown,
};
pub use elsewhere::Elsewhere;
pub use figures::{Figures, FileCounts};
pub use interpret::{Interpretation, ParameterValue, interpret};
pub use ledger::{
    Commitment, Due, FollowUp, Owner, Resolution, Source, commitment_counts, commitments, resolutions,
    stream_commitments, stream_resolutions,
};
pub use letters::{ImprovementPoint, Inspector, Judgement, Letter, Visit, letter, letters};
pub use meetings::{
    Attendee, Meeting, MeetingItem, MeetingOrder, Missing, Neighbour, latest_with_minutes, meeting, meetings,
};
pub use mentions::{Mention, MentionAnswer, mentions, stream_mentions};
pub use paging::Page;
pub use passage::{
    AlsoIn, DocumentRef, Item, Links, MeetingRef, Named, Passage, PassageInPlace, PersonRef, Route, Speaker,
    passage_in_place,
};
pub use people::{
    ActCount, InCommittee, Office, Person, PersonDetail, PersonLinks, offices, people, person, person_asked,
    person_named,
};
pub use place::scope;
pub use search::{Facet, Facets, ParsedQuery, QueryEcho, RouteCount, SearchAnswer, Totals, parse_query, search};
pub use source::SourceStatus;
pub use status::{HeldKind, Run, Status, status};
pub use votes::{Side, SidePerson, Vote, VoteTally, stream_votes, votes};
pub use within::{Place, Within, within};
pub use words::{Completion, Related, RelatedTerm, Suggestions, names_to_tick, related, suggest};
