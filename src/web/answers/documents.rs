//! Published files: what is inside them, page by page, and the archived versions of their bytes.

use super::elsewhere::Elsewhere;
use super::passage::{MeetingRef, Named, Speaker};
use record::{DocumentState, PageState, ProblemCode};
use serde::Serialize;
use utoipa::ToSchema;

/// A published file.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Document {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// File name as published.
    pub file_name: String,
    /// Kind of the whole file.
    pub kind: String,
    /// Media type of its bytes.
    pub media_type: Option<String>,
    /// Date of its first component.
    pub date: Option<String>,
    /// Where it is published; absent for files of a folder.
    pub url: Option<String>,
    /// Council.
    pub council: Option<Named>,
    /// Committee.
    pub committee: Option<Named>,
    /// Meeting that it was published for.
    pub meeting: Option<MeetingRef>,
    /// The configured source that brought it.
    pub source: String,
    /// `held`, or why its text cannot be searched: `restricted`, `refused`, `failed`, `withdrawn`, `quarantined`.
    #[schema(value_type = String)]
    pub state: DocumentState,
    /// That in words.
    pub state_message: Option<String>,
    /// Version of the bytes now held; 0: none.
    pub version: u32,
    /// Pages.
    pub pages: u32,
    /// Pages without text that can be searched.
    pub pages_without_text: u32,
    /// When it was first seen.
    pub first_seen_at: String,
    /// When its source was last asked for it.
    pub checked_at: Option<String>,
    /// Since when its source no longer lists it.
    pub missing_since: Option<String>,
    /// When anything about it last changed.
    pub modified_at: String,
    /// The documents inside the file; only where one document is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub components: Option<Vec<Component>>,
    /// Its archived versions, newest first; only where one document is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub versions: Option<Vec<Version>>,
    /// What went wrong with it; only where one document is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problems: Option<Vec<DocumentProblem>>,
    /// The other documents in which its statements, or its very bytes, were published; only where one document is asked
    /// for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub also_in: Option<Vec<Elsewhere>>,
    /// The archived bytes, where they may be shown.
    pub file: Option<String>,
}

/// One document inside a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Component {
    /// 1-based place within the file.
    pub n: u32,
    /// What it is.
    pub kind: String,
    /// Minutes: `draft` or `confirmed`, where that is printed.
    pub state: Option<String>,
    /// Its title.
    pub title: String,
    /// Its own date.
    pub date: Option<String>,
    /// Where that date comes from: `system`, `printed`, `name` or `meeting`.
    pub date_basis: Option<String>,
    /// Committee.
    pub committee: Option<Named>,
    /// Meeting that it records or goes to.
    pub meeting: Option<MeetingRef>,
    /// First page.
    pub first_page: u32,
    /// Last page.
    pub last_page: u32,
    /// How many passages.
    pub passages: u32,
    /// How many words.
    pub words: u64,
    /// Its first 20 words as printed.
    pub begins: String,
}

/// One archived version of the bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Version {
    /// From 1, newest last.
    pub n: u32,
    /// SHA-256, hex.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
    /// Media type that it was sent with.
    pub content_type: Option<String>,
    /// Address that it finally came from.
    pub url: Option<String>,
    /// When it was fetched.
    pub fetched_at: String,
    /// The archived bytes.
    pub file: String,
}

/// Something that went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct DocumentProblem {
    /// Source.
    pub source: Option<String>,
    /// Document.
    pub document: Option<String>,
    /// Page.
    pub page: Option<u32>,
    /// Step that it happened in: `crawl`, `read`, `index` or `check`.
    pub stage: String,
    /// Short stable word.
    #[schema(value_type = String)]
    pub code: ProblemCode,
    /// What happened and what to do.
    pub message: String,
    /// When.
    pub at: String,
}

/// One page of a file.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct DocumentPage {
    /// The file.
    pub document: Named,
    /// 1-based.
    pub n: u32,
    /// How many pages the file has.
    pub pages: u32,
    /// The page number printed on it.
    pub printed: Option<String>,
    /// Everything on it, lines kept.
    pub text: String,
    /// `text`, `blank`, `no_text`, `nonsense` or `ocr`.
    #[schema(value_type = String)]
    pub state: PageState,
    /// Share of its words that look like words, 0 to 1.
    pub quality: f64,
    /// The passages that stand on it, wholly or in part, in order: at most 500, from `first_passage` on.
    pub passages: Vec<PagePassage>,
    /// How many of its passages stand before those in `passages`.
    pub first_passage: u64,
    /// How many passages it has.
    pub total_passages: u64,
    /// Where its further passages are, where it has more.
    pub next_passages: Option<String>,
    /// Where it is published, at this page.
    pub page_url: Option<String>,
    /// The page drawn as a picture, where the file's type can be drawn.
    pub image: Option<String>,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}

/// A passage on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PagePassage {
    /// Its id.
    pub id: String,
    /// The component that it stands in.
    pub component: u32,
    /// `paragraph`, `list_entry`, `table_row`, `heading` or `slide_block`.
    pub form: String,
    /// What it does.
    pub act: String,
    /// Its words.
    pub text: String,
    /// Who says it.
    pub speaker: Speaker,
    /// Page on which it begins.
    pub page: u32,
    /// Page on which it ends.
    pub last_page: u32,
}
