//! The words of the record: identifiers, kinds, dates and what a reading of a document gives.
//!
//! Every other crate speaks in these types and depends on nothing else of ours. There is no I/O here, and what was
//! printed is always a field of its own beside what was inferred from it.

mod vocabulary;

pub mod facts;
pub mod ids;
pub mod partial_date;
pub mod problems;
pub mod reading;
pub mod states;
pub mod text;
pub mod words;

pub use facts::{Channel, DocumentFacts, MeetingFacts, MemberFacts, RECORDED_VOTES, Term};
pub use ids::{
    CommitmentId, CommitteeId, CouncilId, DocumentId, LetterId, MeetingId, PassageId, PersonId, ResolutionId, VoteId,
};
pub use partial_date::{PartialDate, PartialDateError};
pub use problems::{Problem, ProblemCode, file_state};
pub use reading::{
    Appearance, Attendance, Attribution, Commitment, Component, Due, ImprovementPoint, Inspector, Item, Judgement,
    Letter, Owner, PageText, Passage, Reading, Resolution, Side, Visit, Vote, Voter,
};
pub use states::{Absence, DocumentState, FileState, FollowUpStatus, PageState, RunOutcome, SilenceKind, SourceState};
pub use vocabulary::{UnknownWord, Vocabulary};
pub use words::{
    Act, Basis, Certainty, DateBasis, Form, Grade, Kind, LetterKind, MinutesState, Presence, ResolutionVerb, Strength,
    VoteOutcome,
};
