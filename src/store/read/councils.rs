//! Councils and their committees, with what is held of them.

use super::ReadTransaction;
use super::row::row;
use super::select::{Conditions, Rows, Scope, Slice};
use crate::store::CatalogueError;
use crate::store::json::Json;
use rusqlite::OptionalExtension;

row! {
    /// A council.
    Council {
        /// Id.
        id: String,
        /// Name.
        name: String,
        /// Committees known.
        committees: u64,
        /// Meetings known.
        meetings: u64,
        /// Documents known.
        documents: u64,
        /// Day of the first meeting known.
        first: Option<String>,
        /// Day of the last.
        last: Option<String>,
    }
}

row! {
    /// A committee.
    Committee {
        /// Id.
        id: String,
        /// Name.
        name: String,
        /// Its council.
        council_id: String,
        /// That council's name.
        council: String,
        /// Other printed names, JSON list.
        also_named: Json<Vec<String>>,
        /// The committee that it was renamed from.
        follows: Option<String>,
        /// Meetings known.
        meetings: u64,
        /// Documents known.
        documents: u64,
        /// Day of the first meeting known.
        first: Option<String>,
        /// Day of the last.
        last: Option<String>,
    }
}

const COUNCIL: &str = "k.id, k.name, (SELECT count(*) FROM committee g WHERE g.council_id = k.id), \
     (SELECT count(*) FROM meeting m WHERE m.council_id = k.id), \
     (SELECT count(*) FROM document d WHERE d.council_id = k.id AND d.state <> 'forgotten'), \
     (SELECT min(held_on) FROM meeting m WHERE m.council_id = k.id), \
     (SELECT max(held_on) FROM meeting m WHERE m.council_id = k.id)";

const COMMITTEE: &str = "g.id, g.name, g.council_id, k.name, g.also_named, g.follows, \
     (SELECT count(*) FROM meeting m WHERE m.committee_id = g.id), \
     (SELECT count(*) FROM document d WHERE d.committee_id = g.id AND d.state <> 'forgotten'), \
     (SELECT min(held_on) FROM meeting m WHERE m.committee_id = g.id), \
     (SELECT max(held_on) FROM meeting m WHERE m.committee_id = g.id)";

/// Lists councils by name.
///
/// # Errors
/// The database's.
pub fn councils(catalogue: &ReadTransaction, scope: &Scope, slice: Slice) -> Result<Rows<Council>, CatalogueError> {
    let mut conditions = Conditions::default();
    conditions.body(catalogue, &Scope { committees: Vec::new(), ..scope.clone() }, "k.id", "")?;
    met(scope, "m.council_id = k.id", &mut conditions);
    Ok(conditions.list(catalogue, COUNCIL, "council k", "k.name, k.id", slice, |row| Council::read_from(row, 0))?)
}

/// Lists committees by council and name.
///
/// # Errors
/// The database's.
pub fn committees(catalogue: &ReadTransaction, scope: &Scope, slice: Slice) -> Result<Rows<Committee>, CatalogueError> {
    let mut conditions = Conditions::default();
    conditions.body(catalogue, scope, "g.council_id", "g.id")?;
    met(scope, "m.committee_id = g.id", &mut conditions);
    let tables = "committee g JOIN council k ON k.id = g.council_id";
    Ok(conditions
        .list(catalogue, COMMITTEE, tables, "k.name, g.name, g.id", slice, |row| Committee::read_from(row, 0))?)
}

/// One council.
///
/// # Errors
/// The database's.
pub fn council(catalogue: &ReadTransaction, id: &str) -> Result<Option<Council>, CatalogueError> {
    let sql = format!("SELECT {COUNCIL} FROM council k WHERE k.id = ?");
    Ok(catalogue.prepare_cached(&sql)?.query_row([id], |row| Council::read_from(row, 0)).optional()?)
}

/// One committee.
///
/// # Errors
/// The database's.
pub fn committee(catalogue: &ReadTransaction, id: &str) -> Result<Option<Committee>, CatalogueError> {
    let sql = format!("SELECT {COMMITTEE} FROM committee g JOIN council k ON k.id = g.council_id WHERE g.id = ?");
    Ok(catalogue.prepare_cached(&sql)?.query_row([id], |row| Committee::read_from(row, 0)).optional()?)
}

/// Limits a list of bodies to those that met within the bounds.
fn met(scope: &Scope, whose: &str, conditions: &mut Conditions) {
    let since = scope.since.map_or("0000-01-01".to_owned(), |day| day.first_day().to_string());
    let until = scope.until.map_or("9999-12-31".to_owned(), |day| day.last_day().to_string());
    if scope.since.is_some() || scope.until.is_some() {
        let clause = format!(
            "EXISTS (SELECT 1 FROM meeting m, json_each(?) j WHERE {whose} AND m.held_on >= j.value ->> 0 AND m.held_on <= j.value ->> 1)"
        );
        conditions.with(&clause, serde_json::json!([[since, until]]).to_string());
    }
}
