//! Councils and their committees.

use super::ReadContext;
use super::paging::List;
use super::place::scope;
use crate::store::read::councils as read;
use crate::web::answers::{Committee, Council, Named, Page};
use crate::web::error::Problem;
use crate::web::params::BodiesRequest;

impl Council {
    fn from_row(row: read::Council) -> Self {
        Self {
            id: row.id,
            name: row.name,
            committees: row.committees,
            meetings: row.meetings,
            documents: row.documents,
            first: row.first,
            last: row.last,
        }
    }
}

impl Committee {
    fn from_row(row: read::Committee) -> Self {
        Self {
            id: row.id,
            name: row.name,
            also_named: row.also_named.0,
            follows: row.follows,
            council: Named { id: row.council_id, name: row.council },
            meetings: row.meetings,
            documents: row.documents,
            first: row.first,
            last: row.last,
        }
    }
}

/// Lists councils by name.
///
/// # Errors
/// A cursor that is out of date.
pub fn councils(context: &ReadContext<'_>, request: &BodiesRequest) -> Result<Page<Council>, Problem> {
    let scope = scope(&request.place);
    List::new("/api/v1/councils", request, &request.paging)
        .page(context, |slice| Ok(read::councils(context.catalogue, &scope, slice)?.map(Council::from_row)))
}

/// Lists committees by council and name.
///
/// # Errors
/// A cursor that is out of date.
pub fn committees(context: &ReadContext<'_>, request: &BodiesRequest) -> Result<Page<Committee>, Problem> {
    let scope = scope(&request.place);
    List::new("/api/v1/committees", request, &request.paging)
        .page(context, |slice| Ok(read::committees(context.catalogue, &scope, slice)?.map(Committee::from_row)))
}

/// One council.
///
/// # Errors
/// There is none with this id.
pub fn council(context: &ReadContext<'_>, id: &str) -> Result<Council, Problem> {
    let found = read::council(context.catalogue, id)?;
    found.map(Council::from_row).ok_or_else(|| Problem::not_found("council", id, "/api/v1/councils"))
}

/// One committee.
///
/// # Errors
/// There is none with this id.
pub fn committee(context: &ReadContext<'_>, id: &str) -> Result<Committee, Problem> {
    let found = read::committee(context.catalogue, id)?;
    found.map(Committee::from_row).ok_or_else(|| Problem::not_found("committee", id, "/api/v1/committees"))
}
