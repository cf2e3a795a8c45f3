//! What crosses HTTP: the only types that are serialised for it, the same for the API and for pages. What was printed and
//! what was inferred are separate fields. How each is found stands in [`super::queries`].

mod attendance;
mod bodies;
mod brief;
mod changes;
mod coming;
mod compare;
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
mod search;
mod silence;
mod source;
mod status;
mod votes;
mod words;

pub use attendance::Attendance;
pub use bodies::{Committee, Council};
pub use brief::{Brief, TurningCount, TurningPoint};
pub use changes::{Change, Changes};
pub use coming::{Coming, ComingItem, ComingMeeting, Touch};
pub use compare::{Comparison, SharedVote};
pub use counts::{SpeakerCount, Speakers, Step, Timeline};
pub use coverage::{CoverageLists, MeetingWithoutMinutes, Span, UnreadPage, UnsearchableDocument};
pub use documents::{Component, Document, DocumentPage, DocumentProblem, PagePassage, Version};
pub use elsewhere::Elsewhere;
pub use figures::{Figures, FileCounts};
pub use interpret::{Interpretation, ParameterValue};
pub use ledger::{Commitment, Due, FollowUp, Owner, Resolution, Source};
pub use letters::{ImprovementPoint, Inspector, Judgement, Letter, Visit};
pub use meetings::{Attendee, Meeting, MeetingItem, MeetingLinks, Missing, Neighbour};
pub use mentions::{Mention, MentionAnswer};
pub use paging::Page;
pub use passage::{
    AlsoIn, DocumentRef, Item, Links, MeetingRef, Named, Passage, PassageInPlace, PersonRef, Route, Speaker,
};
pub use people::{ActCount, InCommittee, Office, Person, PersonDetail, PersonLinks};
pub use search::{Facet, Facets, QueryEcho, RouteCount, SearchAnswer, Totals};
pub use silence::Silence;
pub use source::SourceStatus;
pub use status::{HeldKind, Run, Status};
pub use votes::{Side, SidePerson, Vote, VoteTally};
pub use words::{Completion, Related, RelatedTerm, Suggestions, YearShare};
