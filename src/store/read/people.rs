//! People: who they are, the offices that they held, and how much of the record is theirs.

use super::ReadTransaction;
use super::row::row;
use super::select::{Conditions, Rows, Scope, Slice};
use super::votes::{MOVED, NamesAtVotes};
use crate::store::CatalogueError;
use crate::store::json::Json;
use record::Certainty;
use rusqlite::OptionalExtension;
use std::collections::HashMap;

row! {
    /// One person.
    Person {
        /// Id.
        id: String,
        /// Name.
        name: String,
        /// Council in whose record they are known.
        council_id: String,
        /// That council's name.
        council: String,
        /// Printed forms of the name, JSON list.
        forms: Json<Vec<String>>,
        /// Party.
        party: Option<String>,
        /// Ward.
        ward: Option<String>,
        /// Where their source publishes about them.
        url: Option<String>,
        /// When anything about them last changed.
        modified_at: String,
        /// Passages that they say.
        passages: u64,
        /// Those of them where that is only likely.
        likely: u64,
        /// Meetings that they were at.
        meetings: u64,
    }
}

row! {
    /// What somebody is called.
    Name {
        /// Id.
        id: String,
        /// Name.
        name: String,
    }
}

row! {
    /// What somebody is called in print.
    Printed {
        /// Id.
        id: String,
        /// Name.
        name: String,
        /// Printed forms of the name, JSON list.
        forms: Json<Vec<String>>,
    }
}

row! {
    /// An office and its time.
    Office {
        /// What it is called.
        role: String,
        /// Committee, for a seat.
        committee_id: Option<String>,
        /// That committee's name.
        committee: Option<String>,
        /// First day, where known.
        from: Option<String>,
        /// Last day, where known.
        until: Option<String>,
        /// What that rests on.
        basis: String,
    }
}

row! {
    /// How many passages of one sort are somebody's.
    ActCount {
        /// What the passages do.
        act: String,
        /// How many.
        passages: u64,
        /// How many of them are only likely theirs.
        likely: u64,
        /// Date of the first.
        first: Option<String>,
        /// Date of the last.
        last: Option<String>,
    }
}

row! {
    /// How many rows of the ledgers are somebody's.
    Owned {
        /// Resolutions that they are to carry out.
        resolutions: u64,
        /// Motions that they moved.
        moved: u64,
        /// Meetings that they were present at as a member.
        present: u64,
        /// Meetings that they attended otherwise.
        in_attendance: u64,
        /// Meetings that they sent apologies to.
        apologies: u64,
    }
}

const COLUMNS: &str = "r.id, r.name, r.council_id, k.name, r.forms, r.party, r.ward, r.url, r.modified_at, \
     (SELECT count(*) FROM passage p WHERE p.person_id = r.id AND p.copy_of IS NULL), \
     (SELECT count(*) FROM passage p WHERE p.person_id = r.id AND p.copy_of IS NULL AND p.certainty = 'likely'), \
     (SELECT count(DISTINCT a.meeting_id) FROM attendance a WHERE a.person_id = r.id AND a.presence <> 'apologies')";
const TABLES: &str = "person r JOIN council k ON k.id = r.council_id";

/// What is asked of the list besides its scope.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words that must all stand in the name, a printed form or an office.
    pub words: Option<String>,
    /// Changed at or after this instant.
    pub modified_since: Option<String>,
}

/// Lists people by name. Dates limit to those who were at a meeting within them.
///
/// # Errors
/// The database's.
pub fn list(
    catalogue: &ReadTransaction,
    scope: &Scope,
    filter: &Filter,
    slice: Slice,
) -> Result<Rows<Person>, CatalogueError> {
    let conditions = conditions(catalogue, scope, filter)?;
    Ok(conditions.list(catalogue, COLUMNS, TABLES, "r.name, r.id", slice, |row| Person::read_from(row, 0))?)
}

/// Hands every person of the list to `take` until it answers false.
///
/// # Errors
/// The database's.
pub fn each(
    catalogue: &ReadTransaction,
    scope: &Scope,
    filter: &Filter,
    take: impl FnMut(Person) -> bool,
) -> Result<(), CatalogueError> {
    let conditions = conditions(catalogue, scope, filter)?;
    Ok(conditions.each(
        catalogue,
        COLUMNS,
        TABLES,
        "r.name, r.id",
        Slice::ALL,
        |row| Person::read_from(row, 0),
        take,
    )?)
}

fn conditions(catalogue: &ReadTransaction, scope: &Scope, filter: &Filter) -> Result<Conditions, CatalogueError> {
    let mut conditions = Conditions::default();
    conditions.body(catalogue, &Scope { committees: Vec::new(), ..scope.clone() }, "r.council_id", "")?;
    if scope.committees.iter().any(|c| !c.is_empty()) || scope.since.is_some() || scope.until.is_some() {
        let meetings = super::meetings::ids(catalogue, scope)?;
        conditions.with_list(
            "r.id IN (SELECT a.person_id FROM attendance a WHERE a.meeting_id IN (SELECT value FROM json_each(?)))",
            &meetings,
        );
    }
    for word in filter.words.iter().flat_map(|words| words.split_whitespace()) {
        conditions.with(
            "instr(replace(lower(r.name || ' ' || r.forms || ' ' || coalesce((SELECT group_concat(o.role, ' ') FROM office \
             o WHERE o.person_id = r.id), '')), '’', char(39)), ?) > 0",
            word.to_lowercase().replace('’', "'"),
        );
    }
    if let Some(instant) = &filter.modified_since {
        conditions.with("r.modified_at >= ?", instant.clone());
    }
    Ok(conditions)
}

/// One person, by the present id or an earlier one.
///
/// # Errors
/// The database's.
pub fn one(catalogue: &ReadTransaction, id: &str) -> Result<Option<Person>, CatalogueError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {TABLES} WHERE r.id = coalesce((SELECT person_id FROM person_alias WHERE alias = ?1), ?1)"
    );
    Ok(catalogue.prepare_cached(&sql)?.query_row([id], |row| Person::read_from(row, 0)).optional()?)
}

/// The present id and name of each of these people who is known, by the id that was asked with.
///
/// # Errors
/// The database's.
pub fn names<S: AsRef<str>>(catalogue: &ReadTransaction, ids: &[S]) -> Result<HashMap<String, Name>, CatalogueError> {
    let ids: Vec<&str> = ids.iter().map(AsRef::as_ref).collect();
    let mut statement = catalogue.prepare_cached(
        "SELECT asked.value, r.id, r.name FROM json_each(?) asked JOIN person r \
         ON r.id = coalesce((SELECT person_id FROM person_alias WHERE alias = asked.value), asked.value)",
    )?;
    let rows =
        statement.query_map([serde_json::json!(ids).to_string()], |row| Ok((row.get(0)?, Name::read_from(row, 1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The name of one person and the forms in which it is printed, by the present id or an earlier one.
///
/// # Errors
/// The database's.
pub fn printed(catalogue: &ReadTransaction, id: &str) -> Result<Option<Printed>, CatalogueError> {
    let sql = "SELECT id, name, forms FROM person WHERE id = coalesce((SELECT person_id FROM person_alias \
         WHERE alias = ?1), ?1)";
    Ok(catalogue.prepare_cached(sql)?.query_row([id], |row| Printed::read_from(row, 0)).optional()?)
}

/// The offices that somebody held, first ones first.
///
/// # Errors
/// The database's.
pub fn offices(catalogue: &ReadTransaction, id: &str) -> Result<Vec<Office>, CatalogueError> {
    let mut statement = catalogue.prepare_cached(
        "SELECT o.role, o.committee_id, g.name, o.from_on, o.until_on, o.basis FROM office o \
         LEFT JOIN committee g ON g.id = o.committee_id WHERE o.person_id = ? ORDER BY o.from_on, o.role",
    )?;
    Ok(statement.query_map([id], |row| Office::read_from(row, 0))?.collect::<rusqlite::Result<_>>()?)
}

/// What somebody said, by what it does; with certainties, only what is theirs so safely.
///
/// # Errors
/// The database's.
pub fn acts(catalogue: &ReadTransaction, id: &str, certainties: &[Certainty]) -> Result<Vec<ActCount>, CatalogueError> {
    let mut conditions = Conditions::default();
    conditions.with("p.person_id = ?", id.to_owned());
    conditions.plain("p.copy_of IS NULL");
    conditions.one_of("p.certainty", &certainties.iter().map(|c| c.as_str()).collect::<Vec<_>>());
    let conditions = conditions.grouped("p.act");
    let columns = "p.act, count(*), count(*) FILTER (WHERE p.certainty = 'likely'), min(c.date), max(c.date)";
    let tables = "passage p JOIN component c ON c.document_id = p.document_id AND c.n = p.component";
    let mut found = Vec::new();
    let order = "count(*) DESC, p.act";
    conditions.each(
        catalogue,
        columns,
        tables,
        order,
        Slice::ALL,
        |row| ActCount::read_from(row, 0),
        |count| {
            found.push(count);
            true
        },
    )?;
    Ok(found)
}

/// How much of the ledgers and attendance lists is somebody's; `printed` are their names at votes.
///
/// # Errors
/// The database's.
pub fn owned(catalogue: &ReadTransaction, person: &Person, printed: &NamesAtVotes) -> Result<Owned, CatalogueError> {
    let sql = format!(
        "SELECT (SELECT count(*) FROM resolution r WHERE r.owner_person = ?1 AND r.copy_of IS NULL), \
         (SELECT count(*) FROM vote r WHERE r.copy_of IS NULL AND (r.mover = ?2 OR r.mover IN (SELECT value FROM json_each(?3)) \
         OR {MOVED} IN (SELECT value FROM json_each(?4)))), \
         (SELECT count(DISTINCT meeting_id) FROM attendance WHERE person_id = ?1 AND presence = 'present'), \
         (SELECT count(DISTINCT meeting_id) FROM attendance WHERE person_id = ?1 AND presence = 'in_attendance'), \
         (SELECT count(DISTINCT meeting_id) FROM attendance WHERE person_id = ?1 AND presence = 'apologies')"
    );
    let mut statement = catalogue.prepare_cached(&sql)?;
    Ok(statement.query_row((&person.id, &person.name, &person.forms, printed), |row| Owned::read_from(row, 0))?)
}
