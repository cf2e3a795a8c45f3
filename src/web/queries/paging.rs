//! How lists are cut into pages.

use super::context::ReadContext;
use crate::store::read::{Rows, Slice};
use crate::web::answers::Page;
use crate::web::error::Problem;
use crate::web::params::{PagingParams, Request};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};
use url::form_urlencoded;

/// Where a page of a list begins. It holds only for the state of the record and the list that it was given for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Cursor {
    /// Rows before it.
    offset: u64,
    /// Generation of the index.
    generation: u64,
    /// The list's parameters, hashed.
    list: u64,
}

/// Rows of a page where none was asked for.
pub(super) const PAGE_SIZE: u64 = 20;

/// A list at an address, and which part of it is asked for.
pub struct List<'a> {
    path: &'static str,
    query: String,
    number: u64,
    paging: &'a PagingParams,
}

impl<'a> List<'a> {
    /// The list that a request asks for at `path`.
    pub fn new(path: &'static str, request: &impl Request, paging: &'a PagingParams) -> Self {
        Self { path, query: request.canonical(), number: number(path, request), paging }
    }

    /// Which slice of the list is asked for.
    ///
    /// # Errors
    /// A cursor that is not one of ours, of another list, or of an earlier state.
    pub fn slice(&self, generation: u64) -> Result<Slice, Problem> {
        let limit = self.paging.page_size.map_or(PAGE_SIZE, |size| size.0);
        let Some(text) = &self.paging.cursor else { return Ok(Slice { offset: 0, limit }) };
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).unwrap_or_default();
        let Ok(cursor) = serde_json::from_slice::<Cursor>(&bytes) else {
            return Err(Problem::bad_value("cursor", "this is not a cursor: take it from `next`", Vec::new()));
        };
        if cursor.list != self.number {
            let detail = "this cursor belongs to another list: give the same parameters as before";
            return Err(Problem::bad_value("cursor", detail, Vec::new()));
        }
        if cursor.generation != generation {
            return Err(Problem::stale_cursor(self.first_page()));
        }
        Ok(Slice { offset: cursor.offset, limit })
    }

    /// One page of it, whose slices `list` reads.
    ///
    /// # Errors
    /// As [`List::slice`], and those of `list`.
    pub fn page<T>(
        &self,
        context: &ReadContext<'_>,
        list: impl FnOnce(Slice) -> Result<Rows<T>, Problem>,
    ) -> Result<Page<T>, Problem> {
        let generation = context.index.generation();
        let slice = self.slice(generation)?;
        let Rows { rows, total } = list(slice)?;
        Ok(Page { results: rows, total, next: self.next(generation, slice, total) })
    }

    /// The cursor of the page after `slice`, where the list goes on.
    pub fn next(&self, generation: u64, slice: Slice, total: u64) -> Option<String> {
        let offset = slice.offset + slice.limit;
        let cursor = Cursor { offset, generation, list: self.number };
        let json = serde_json::to_vec(&cursor).unwrap_or_default();
        (offset < total).then(|| BASE64URL_NOPAD.encode(&json))
    }

    /// The address of its first page.
    pub fn first_page(&self) -> String {
        if self.query.is_empty() { self.path.to_owned() } else { format!("{}?{}", self.path, self.query) }
    }
}

/// A number that tells lists apart, however many rows their pages have; few bits, so that it survives every JSON reader.
fn number(path: &str, request: &impl Request) -> u64 {
    use sha2::{Digest, Sha256};
    let pairs = request.first_page().pairs().into_iter().filter(|(name, _)| name != "page_size");
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    let digest = Sha256::digest(format!("{path}?{query}"));
    digest.iter().take(6).fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::web::params::{BodiesRequest, parse};

    fn request(query: &str) -> BodiesRequest {
        parse(query).unwrap()
    }

    fn slice(path: &'static str, query: &str, generation: u64) -> Result<Slice, Problem> {
        let request = request(query);
        List::new(path, &request, &request.paging).slice(generation)
    }

    #[test]
    fn a_cursor_leads_on_and_only_where_it_belongs() {
        let first = slice("/a", "since=2019&page_size=10", 3).unwrap();
        assert_eq!(first, Slice { offset: 0, limit: 10 });
        let asked = request("since=2019&page_size=10");
        let list = List::new("/a", &asked, &asked.paging);
        let next = list.next(3, first, 25).unwrap();
        let on = format!("since=2019&page_size=10&cursor={next}");
        assert_eq!(slice("/a", &on, 3).unwrap(), Slice { offset: 10, limit: 10 });
        let shorter = format!("since=2019&page_size=4&cursor={next}");
        assert_eq!(
            slice("/a", &shorter, 3).unwrap(),
            Slice { offset: 10, limit: 4 },
            "pages of any size go on from it"
        );
        assert_eq!(slice("/b", &on, 3).unwrap_err().status, 400);
        assert_eq!(slice("/a", &format!("cursor={next}"), 3).unwrap_err().status, 400);
        let stale = slice("/a", &on, 4).unwrap_err();
        assert_eq!((stale.status, stale.see.as_deref()), (410, Some("/a?page_size=10&since=2019")));
        assert_eq!(slice("/a", "cursor=nonsense", 3).unwrap_err().status, 400);
        assert_eq!(list.next(3, Slice { offset: 20, limit: 10 }, 25), None);
    }
}
