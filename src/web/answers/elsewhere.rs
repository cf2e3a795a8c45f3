//! In which other documents the statements of a document were published.

use super::passage::{MeetingRef, Named};
use serde::Serialize;
use utoipa::ToSchema;

/// Another document that says some of the same, or is the same file at another address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Elsewhere {
    /// Its id.
    pub document: String,
    /// Its title.
    pub title: String,
    /// File name as published.
    pub file_name: String,
    /// Kind of the whole file.
    pub kind: String,
    /// Date of its first component.
    pub date: Option<String>,
    /// Committee.
    pub committee: Option<Named>,
    /// Meeting that it was published for.
    pub meeting: Option<MeetingRef>,
    /// Whether it is the same file, byte for byte.
    pub same_file: bool,
    /// How many passages of the document that was asked for stand in it too.
    pub passages: u64,
    /// Its first page with one of them.
    pub page: u32,
    /// Where it is published; absent for files of a folder.
    pub url: Option<String>,
    /// The same, at the page.
    pub page_url: Option<String>,
}
