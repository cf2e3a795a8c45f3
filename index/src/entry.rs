//! One passage as it is indexed, and as it comes back: everything that an answer shows, so that an answer needs no
//! other store.

use jiff::civil::{Date, Time};
use record::{
    Act, Certainty, CommitteeId, CouncilId, DateBasis, DocumentId, Grade, Kind, MeetingId, PassageId, PersonId,
};
use serde::{Deserialize, Serialize};

/// Something with an id and the name that people know it by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named<Id> {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// One passage, with all that an answer says of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The passage.
    pub id: PassageId,
    /// Its words as printed; highlights count Unicode characters of it.
    pub text: String,
    /// Date of its component; absent where it cannot be told.
    pub date: Option<Date>,
    /// Where that date comes from.
    pub date_basis: Option<DateBasis>,
    /// Council.
    pub council: Option<Named<CouncilId>>,
    /// Committee.
    pub committee: Option<Named<CommitteeId>>,
    /// Meeting that its component records or went to.
    pub meeting: Option<Meeting>,
    /// The published file.
    pub document: Document,
    /// 1-based number of its component within the file.
    pub component: u32,
    /// What that component is called.
    pub component_title: String,
    /// What its component is.
    pub kind: Kind,
    /// What it does in its meeting.
    pub act: Act,
    /// Agenda item.
    pub item: Option<Item>,
    /// Who says it.
    pub speaker: Speaker,
    /// 1-based page of the file on which it begins.
    pub page: u32,
    /// Page number printed there, where one is.
    pub page_label: Option<String>,
    /// Place within the document, in reading order, from 0.
    pub seq: u32,
    /// False for a further copy of a statement whose first copy is elsewhere in the index.
    pub canonical: bool,
    /// Where else the same statement is published.
    pub also_in: Vec<AlsoIn>,
}

/// The meeting of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its id.
    pub id: MeetingId,
    /// Its day.
    pub date: Option<Date>,
    /// When it began.
    pub time: Option<Time>,
}

/// The file of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its id.
    pub id: DocumentId,
    /// Its title.
    pub title: String,
    /// File name as published.
    pub file_name: String,
    /// Where it is published; absent for files in a folder.
    pub url: Option<String>,
    /// The same with the passage's page.
    pub page_url: Option<String>,
}

/// The agenda item of a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Number as printed.
    pub number: Option<String>,
    /// Title as printed.
    pub title: String,
}

/// Who says a passage: print and inference apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The words that name them.
    pub as_printed: Option<String>,
    /// Whom we take that to be.
    pub person: Option<Named<PersonId>>,
    /// That person's office.
    pub role: Option<String>,
    /// How the passage came to its speaker.
    pub attribution: Grade,
    /// How safely that can be relied on; absent where nobody is known to speak.
    pub certainty: Option<Certainty>,
    /// The rule or weights that decided it.
    pub why: Option<String>,
}

/// One further place where the same statement is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlsoIn {
    /// The file.
    pub document: DocumentId,
    /// Its title.
    pub title: String,
    /// 1-based page of it.
    pub page: u32,
    /// Where it is published, with the page.
    pub url: Option<String>,
}
