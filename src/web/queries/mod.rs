//! How answers are found: one function for each question, from the catalogue and the index as they are at one
//! [`ReadContext`]. What is answered stands in [`super::answers`].

mod attendance;
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
mod parsed;
mod passage;
mod people;
mod place;
mod search;
mod silence;
mod source;
mod status;
mod votes;
mod within;
mod words;

pub use attendance::{NOT_RECORDED, attendance, stream_attendance};
pub use bodies::{committee, committees, council, councils};
pub use brief::brief;
pub use changes::changes;
pub use coming::coming;
pub use compare::{compare, fellow_voters};
pub use context::{Caches, ReadContext};
pub use counts::{speakers, timeline};
pub use coverage::{Coverage, coverage, figures};
pub use documents::{
    component_passages, document, document_page, documents, held, not_shown, part_of_page, parts_of_page, shown,
};
pub use interpret::interpret;
pub use ledger::{commitment_counts, commitments, resolutions, stream_commitments, stream_resolutions};
pub use letters::{letter, letters};
pub use meetings::{MeetingOrder, latest_with_minutes, meeting, meetings};
pub use mentions::{mentions, stream_mentions};
pub use parsed::{ParsedQuery, parse_query};
pub use passage::passage_in_place;
pub use people::{offices, people, person, person_asked, person_named};
pub use place::scope;
pub use search::{add_newest_otherwise, search};
pub use silence::{latest_silences, silences};
pub use status::status;
pub use votes::{stream_votes, votes};
pub use within::{Place, Within, within};
pub use words::{names_to_tick, related, suggest};
