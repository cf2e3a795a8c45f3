//! How lists are cut into pages.

use super::context::ReadContext;
use crate::store::read::{Rows, Slice};
use crate::web::error::Problem;
use crate::web::params::Values;
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
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

/// Where a page of a list begins. It holds only for the state of the record and the list that it was given for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// Rows before it.
    offset: u64,
    /// Generation of the index.
    generation: u64,
    /// The list's parameters, hashed.
    list: u64,
}

/// Rows of a page where none was asked for.
pub const PAGE_SIZE: u64 = 20;

impl Cursor {
    /// Reads which slice of a list `values` ask for.
    ///
    /// # Errors
    /// A cursor that is not one of ours, of another list, or of an earlier state.
    pub fn slice(values: &Values, path: &str, generation: u64) -> Result<Slice, Problem> {
        let limit = values.number("page_size").unwrap_or(PAGE_SIZE);
        let Some(text) = values.text("cursor") else { return Ok(Slice { offset: 0, limit }) };
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).unwrap_or_default();
        let Ok(cursor) = serde_json::from_slice::<Self>(&bytes) else {
            return Err(Problem::bad_value("cursor", "this is not a cursor: take it from `next`", Vec::new()));
        };
        if cursor.list != list_of(values, path) {
            let detail = "this cursor belongs to another list: give the same parameters as before";
            return Err(Problem::bad_value("cursor", detail, Vec::new()));
        }
        if cursor.generation != generation {
            return Err(Problem::stale_cursor(first_page(values, path)));
        }
        Ok(Slice { offset: cursor.offset, limit })
    }

    /// One page of the list at `path`, whose slices `list` reads.
    ///
    /// # Errors
    /// As [`Cursor::slice`], and those of `list`.
    pub fn page<T>(
        context: &ReadContext<'_>,
        values: &Values,
        path: &str,
        list: impl FnOnce(Slice) -> Result<Rows<T>, Problem>,
    ) -> Result<Page<T>, Problem> {
        let generation = context.index.generation();
        let slice = Self::slice(values, path, generation)?;
        let Rows { rows, total } = list(slice)?;
        Ok(Page { results: rows, total, next: Self::next(values, path, generation, slice, total) })
    }

    /// The cursor of the page after `slice`, where the list goes on.
    pub fn next(values: &Values, path: &str, generation: u64, slice: Slice, total: u64) -> Option<String> {
        let offset = slice.offset + slice.limit;
        let cursor = Self { offset, generation, list: list_of(values, path) };
        let json = serde_json::to_vec(&cursor).unwrap_or_default();
        (offset < total).then(|| BASE64URL_NOPAD.encode(&json))
    }
}

/// The address of the first page of a list.
pub fn first_page(values: &Values, path: &str) -> String {
    let query = values.canonical();
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

/// A number that tells lists apart; 53 bits, so that it survives every JSON reader.
fn list_of(values: &Values, path: &str) -> u64 {
    use sha2::{Digest, Sha256};
    let digest = Sha256::digest(first_page(values, path));
    digest.iter().take(6).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::params::{DATES, PAGING};

    fn values(query: &str) -> Values {
        Values::read(query, &[DATES, PAGING]).unwrap()
    }

    #[test]
    fn a_cursor_leads_on_and_only_where_it_belongs() {
        let parameters = values("since=2019&page_size=10");
        let first = Cursor::slice(&parameters, "/a", 3).unwrap();
        assert_eq!(first, Slice { offset: 0, limit: 10 });
        let next = Cursor::next(&parameters, "/a", 3, first, 25).unwrap();
        let on = values(&format!("since=2019&page_size=10&cursor={next}"));
        assert_eq!(Cursor::slice(&on, "/a", 3).unwrap(), Slice { offset: 10, limit: 10 });
        assert_eq!(Cursor::slice(&on, "/b", 3).unwrap_err().status, 400);
        assert_eq!(Cursor::slice(&values(&format!("cursor={next}")), "/a", 3).unwrap_err().status, 400);
        let stale = Cursor::slice(&on, "/a", 4).unwrap_err();
        assert_eq!((stale.status, stale.see.as_deref()), (410, Some("/a?page_size=10&since=2019")));
        assert_eq!(Cursor::slice(&values("cursor=nonsense"), "/a", 3).unwrap_err().status, 400);
        assert_eq!(Cursor::next(&parameters, "/a", 3, Slice { offset: 20, limit: 10 }, 25), None);
    }
}
