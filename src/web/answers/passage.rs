//! A passage as an answer shows it: its words, who says them, when, where, and on which page.

use serde::Serialize;
use utoipa::ToSchema;

/// Something with an address of its own, by id and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

/// Whom we take a printed speaker to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PersonRef {
    /// Id within the record; absent where the name is known but the person was not identified.
    pub id: Option<String>,
    /// Name.
    pub name: String,
}

/// Who says a passage: print and inference apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Speaker {
    /// The words that name them.
    pub as_printed: Option<String>,
    /// Whom we take that to be.
    pub person: Option<Named>,
    /// That person's office.
    pub role: Option<String>,
    /// How that is known: `named`, `role`, `continued` or `none`.
    pub attribution: String,
    /// How safely it can be relied on: `sure` (wrong in fewer than 1 in 200 sentences) or `likely`; absent where nobody
    /// is known to speak.
    pub certainty: Option<String>,
    /// The rule or weights that decided it, by name.
    pub why: Option<String>,
}

/// An agenda item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Item {
    /// Number as printed.
    pub number: Option<String>,
    /// Title as printed.
    pub title: String,
}

/// A meeting, by id and day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct MeetingRef {
    /// Its id.
    pub id: String,
    /// Its day.
    pub date: Option<String>,
}

/// A published file, with the address of one page of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentRef {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// File name as published.
    pub file_name: String,
    /// Where it is published; absent for files of a folder.
    pub url: Option<String>,
    /// The same, at the page.
    pub page_url: Option<String>,
}

/// A further place where the same statement is published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct AlsoIn {
    /// Document.
    pub document: String,
    /// Its title.
    pub title: String,
    /// Page of the file.
    pub page: u32,
    /// Where it is published, at the page.
    pub url: Option<String>,
}

/// Where to go on from a passage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Links {
    /// The passage itself, in the API.
    #[serde(rename = "self")]
    pub itself: String,
    /// The page of this site that shows it in its document.
    pub page: String,
}

/// By which route a passage was found that says the same in other words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Route {
    /// `word_order`, `compound`, `synonym`, `older`, `family`, `abbreviation`, `spelling`, `short_name`, `narrower`,
    /// `broader`, `opposite`, `abroad`, `near` or `company`.
    pub route: String,
    /// The words that stand there instead.
    pub words: String,
    /// Why that is taken to say the same.
    pub why: String,
}

/// One passage of an answer. Offsets count Unicode characters of `text`, half open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Passage {
    /// Its id.
    pub id: String,
    /// Date of its component.
    pub date: Option<String>,
    /// Where that date comes from: `system`, `printed`, `month` (only a month is printed: the date is its first day),
    /// `name` or `meeting`.
    pub date_basis: Option<String>,
    /// Its words as printed.
    pub text: String,
    /// Where what was asked for stands.
    pub highlights: Vec<[usize; 2]>,
    /// How many mentions are in it.
    pub mentions: u64,
    /// Who says it.
    pub speaker: Speaker,
    /// What it does in its meeting.
    pub act: String,
    /// Agenda item.
    pub item: Option<Item>,
    /// 1-based page of the file.
    pub page: u32,
    /// The page number printed there.
    pub page_label: Option<String>,
    /// Kind of its component.
    pub kind: String,
    /// Council.
    pub council: Option<Named>,
    /// Committee.
    pub committee: Option<Named>,
    /// Meeting that its component records or went to.
    pub meeting: Option<MeetingRef>,
    /// The file.
    pub document: DocumentRef,
    /// The file's component that it stands in.
    pub component: u32,
    /// What that component is called.
    pub component_title: String,
    /// Where else the same statement is published.
    pub also_in: Vec<AlsoIn>,
    /// With `group`: how many passages of this meeting or document match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passages_in_group: Option<u64>,
    /// With `related=true`, where it says the same in other words: how it was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub related: Option<Route>,
    /// Where to go on.
    pub links: Links,
}

/// A passage with what stands before and after it in its document.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PassageInPlace {
    /// The passage.
    #[serde(flatten)]
    pub passage: Passage,
    /// Up to three passages before it, in reading order.
    pub before: Vec<Passage>,
    /// Up to three passages after it, in reading order.
    pub after: Vec<Passage>,
    /// The generation of the index that this comes from.
    pub generation: u64,
}
