//! What is known of a file before it is read: its source's facts, the meeting's facts and the council's roll.

use crate::content::Member;
use jiff::civil::Date;
use record::{Appearance, DocumentFacts, MeetingFacts};
use serde::{Deserialize, Serialize};

/// What is known of a file before it is read. Everything in it may be missing.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Context {
    /// What the source says of the document.
    pub facts: DocumentFacts,
    /// What the source says of its meeting.
    pub meeting: Option<MeetingFacts>,
    /// Who holds or held which office in this council: from membership pages and from other meetings' attendance.
    pub roll: Vec<OfficeHolder>,
    /// Encoding of its text, as its server named it.
    pub charset: Option<String>,
}

impl Context {
    /// What is known of a file inside this one: its own name, and of the rest what is true of every paper of a meeting.
    pub fn of_member(&self, member: &Member) -> Self {
        let facts = DocumentFacts {
            file_name: member.name.rsplit('/').next().unwrap_or_default().to_owned(),
            title: None,
            kind: None,
            state: None,
            ..self.facts.clone()
        };
        Self { facts, charset: None, ..self.clone() }
    }
}

/// Somebody known to hold an office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OfficeHolder {
    /// As in an attendance list.
    pub appearance: Appearance,
    /// Committee of the seat, where it is one.
    pub committee: Option<String>,
    /// First day on which it is known.
    pub from: Option<Date>,
    /// Last day on which it is known.
    pub until: Option<Date>,
}
