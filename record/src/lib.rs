//! The words of the record: identifiers, kinds, dates and what a reading of a document gives.
//!
//! Every other crate speaks in these types and depends on nothing else of ours. There is no I/O here, and what was
//! printed is always a field of its own beside what was inferred from it.

pub mod facts;
pub mod ids;
pub mod partial_date;
pub mod reading;
pub mod text;
pub mod words;

pub use facts::{Channel, DocumentFacts, MeetingFacts, MemberFacts, RECORDED_VOTES, Term};
pub use ids::{
    CommitmentId, CommitteeId, CouncilId, DocumentId, LetterId, MeetingId, PassageId, PersonId, ResolutionId, VoteId,
};
pub use partial_date::{PartialDate, PartialDateError};
pub use reading::{
    Appearance, Attendance, Attribution, CARRIED, Commitment, Component, Due, ImprovementPoint, Inspector, Item,
    Judgement, Letter, Owner, PageState, PageText, Passage, Problem, Reading, Resolution, Side, Visit, Vote, Voter,
    file_state,
};
pub use words::{
    Act, Basis, Certainty, DateBasis, FileState, Form, Grade, Kind, MinutesState, Presence, SilenceKind, Strength,
};
