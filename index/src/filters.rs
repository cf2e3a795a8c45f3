//! Which passages count: the filters of a request.

use record::{Act, Certainty, DocumentId, Grade, Kind, MeetingId, PartialDate, PersonId};

/// Which passages count. Values of one filter are OR-ed, different filters AND-ed; empty means all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Filters {
    /// First day, inclusive.
    pub since: Option<PartialDate>,
    /// Last day, inclusive.
    pub until: Option<PartialDate>,
    /// Words that must all stand in the speaker's printed words, name or role.
    pub speakers: Vec<String>,
    /// Persons.
    pub people: Vec<PersonId>,
    /// A committee's id, or words of its name.
    pub committees: Vec<String>,
    /// A council's id, or words of its name.
    pub councils: Vec<String>,
    /// Kinds of component.
    pub kinds: Vec<Kind>,
    /// What passages do.
    pub acts: Vec<Act>,
    /// An item's number as printed, or words of its title.
    pub items: Vec<String>,
    /// Meetings.
    pub meetings: Vec<MeetingId>,
    /// Documents.
    pub documents: Vec<DocumentId>,
    /// Grades of attribution.
    pub attributions: Vec<Grade>,
    /// How safely attributions can be relied on; passages that nobody says are left out where one is given.
    pub certainties: Vec<Certainty>,
    /// Whether speakers and persons that are asked for count only where it is sure that they speak: for whatever acts
    /// on an answer without a person looking at it. Those of the query are meant too.
    pub sure_speakers: bool,
    /// Whether passages without a date count where `since` or `until` is given; without either they always do.
    pub undated: bool,
    /// Whether further copies of a statement count.
    pub copies: Copies,
}

/// Which copies of a statement that is published several times.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Copies {
    /// Each statement once; the others are its `also_in`.
    #[default]
    Canonical,
    /// Every one.
    All,
}
