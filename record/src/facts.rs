//! What a source knows of what it publishes, before anyone has read the files.
//!
//! Facts are archived beside the bytes, so that the catalogue can be rebuilt without the network.

use crate::reading::{Appearance, Item};
use crate::words::{Kind, MinutesState};
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

/// Begins the key of a document that holds votes as a source's system records them, beside the printed minutes.
pub const RECORDED_VOTES: &str = "votes:";

/// How bytes are to be read where the bytes themselves do not say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// A published file: its type is told from its bytes.
    #[default]
    File,
    /// An extract of a web page or web-service answer (an item's minutes): HTML.
    Inline,
    /// Attributed passages, one JSON object a line.
    Records,
}

/// What a source says of one document.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct DocumentFacts {
    /// Whose key it is: the council's slug for a council's system, `ofsted`, or the source's name for a folder.
    pub scope: String,
    /// Stable within the scope: `s4401`, `g5127:T1`, `inline:5119`, a path below the folder with `/`.
    pub key: String,
    /// How to read it.
    pub channel: Channel,
    /// Where it is published; absent for files in a folder.
    pub url: Option<String>,
    /// File name as published, decoded, without folders.
    pub file_name: String,
    /// Title that the source shows, size and icon texts removed.
    pub title: Option<String>,
    /// Kind that the source's label tells.
    pub kind: Option<Kind>,
    /// For minutes: what the label tells.
    pub state: Option<MinutesState>,
    /// Council that publishes it.
    pub council: Option<String>,
    /// Committee that it belongs to.
    pub committee: Option<String>,
    /// Key, within the scope, of the meeting that it belongs to.
    pub meeting_key: Option<String>,
    /// Date of that meeting, or the document's own date where the source gives one (`dated`).
    pub meeting_on: Option<Date>,
    /// The document's own date, where the source gives one (a letter's publication).
    pub dated: Option<Date>,
    /// Key of the agenda item that it belongs to.
    pub item_key: Option<String>,
    /// Published but not for the public: known to exist, never asked for.
    pub restricted: bool,
    /// Address of the page that links to it.
    pub found_on: Option<String>,
    /// The same document in another language: the key of the main one.
    pub variant_of: Option<String>,
}

/// What a source says of one meeting.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingFacts {
    /// See [`DocumentFacts::scope`].
    pub scope: String,
    /// Stable within the scope: the system's number (`5119`).
    pub key: String,
    /// Council.
    pub council: String,
    /// Committee, as the source names it.
    pub committee: String,
    /// The committee's number in the source.
    pub committee_key: Option<String>,
    /// Day.
    pub on: Option<Date>,
    /// When it is to begin.
    pub at: Option<Time>,
    /// Where.
    pub place: Option<String>,
    /// The source's word, verbatim (`Confirmed`, `CANCELLED`); absent where it says nothing.
    pub status: Option<String>,
    /// Where it is published.
    pub url: Option<String>,
    /// What the source says is published.
    pub agenda_published: Option<bool>,
    /// See `agenda_published`.
    pub minutes_published: Option<bool>,
    /// See `agenda_published`.
    pub decisions_published: Option<bool>,
    /// Items in order, as the source lists them.
    pub items: Vec<Item>,
    /// Attendance, where the source records it; empty means not recorded.
    pub attendance: Vec<Appearance>,
    /// Papers that exist but are restricted, by title.
    pub restricted_papers: Vec<String>,
    /// Where two channels of one source disagree, in words.
    pub disagreements: Vec<String>,
}

/// What a source says of one member.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct MemberFacts {
    /// See [`DocumentFacts::scope`].
    pub scope: String,
    /// The member's number in the source.
    pub key: String,
    /// Council.
    pub council: String,
    /// Name as published, title included.
    pub name: String,
    /// Party.
    pub party: Option<String>,
    /// Ward.
    pub ward: Option<String>,
    /// Offices and committee seats.
    pub terms: Vec<Term>,
    /// Where it is published.
    pub url: Option<String>,
}

/// One office or seat and its time.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Term {
    /// "Chair", "Member", "Executive Member for Children's Services", "Councillor".
    pub role: String,
    /// Committee, for a seat.
    pub committee: Option<String>,
    /// First day, where known.
    pub from: Option<Date>,
    /// Last day, where known; absent means unknown or still held.
    pub until: Option<Date>,
}
