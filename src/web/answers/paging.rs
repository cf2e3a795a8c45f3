//! How lists are cut into pages.

use serde::Serialize;
use utoipa::ToSchema;

/// One page of a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Page<T> {
    /// The rows of this page.
    pub results: Vec<T>,
    /// How many rows the whole list has.
    pub total: u64,
    /// Cursor of the next page; absent on the last.
    pub next: Option<String>,
}
