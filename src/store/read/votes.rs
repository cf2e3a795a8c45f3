//! Motions that were put to the vote, carried or lost.

use super::ReadTransaction;
use super::ledger::{self, InPaper, Order, OwnColumns};
use super::select::FROM_PAPER;
use super::{Conditions, Rows, Scope, Slice, row};
use crate::store::CatalogueError;
use crate::store::catalogue::disagreements::Sides;
use crate::store::json::Json;
use record::text::fold;
use record::{FollowUpStatus, VoteOutcome};
use rusqlite::Row;
use std::collections::BTreeSet;

row! {
    /// The columns of one vote.
    Own {
        /// Id.
        id: String,
        /// Source passage.
        passage_id: String,
        /// The motion.
        motion: String,
        /// Who moved it, as printed.
        mover: Option<String>,
        /// Who seconded it, as printed.
        seconder: Option<String>,
        /// What came of it.
        outcome: Option<VoteOutcome>,
        /// Who voted how.
        sides: Json<Sides>,
        /// The rule that found it.
        why: Option<String>,
    }
}

row! {
    /// How somebody voted, as far as that is recorded by name.
    Tally {
        /// Votes in which they are recorded: as voting, moving or seconding.
        total: u64,
        /// In favour.
        in_favour: u64,
        /// Against.
        against: u64,
        /// Abstaining.
        abstaining: u64,
    }
}

row! {
    /// Somebody who is recorded by name in the same votes as another.
    FellowVoter {
        /// Id.
        id: String,
        /// Name.
        name: String,
        /// In how many votes.
        votes: u64,
    }
}

/// A vote and the paper that it stands in.
pub type Vote = InPaper<Own>;

impl OwnColumns for Own {
    const TABLE: &'static str = "vote";
    const COLUMNS: &'static str = "r.id, r.passage_id, r.motion, r.mover, r.seconder, r.outcome, r.sides, r.why";

    fn from_row(row: &Row<'_>, from: usize) -> rusqlite::Result<Self> {
        Self::read_from(row, from)
    }
}

/// What is asked of the list besides its scope; values of one filter are OR-ed.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Words of the name of somebody who voted, moved or seconded.
    pub names: Vec<String>,
    /// Ids of such people.
    pub people: Vec<String>,
    /// Words of the name of whoever moved or seconded, or ids.
    pub movers: Vec<String>,
    /// What came of it.
    pub outcomes: Vec<String>,
    /// What the record shows of it since: nothing is looked for, so that every vote is open.
    pub statuses: Vec<FollowUpStatus>,
    /// In which order.
    pub order: Order,
}

/// Lists votes.
///
/// # Errors
/// The database's.
pub fn list(
    catalogue: &ReadTransaction,
    scope: &Scope,
    filter: &Filter,
    slice: Slice,
) -> Result<Rows<Vote>, CatalogueError> {
    Ok(ledger::list(catalogue, &conditions(catalogue, scope, filter)?, filter.order, slice)?)
}

/// Hands every vote of the list to `take` until it answers false.
///
/// # Errors
/// The database's.
pub fn each(
    catalogue: &ReadTransaction,
    scope: &Scope,
    filter: &Filter,
    take: impl FnMut(Vote) -> bool,
) -> Result<(), CatalogueError> {
    Ok(ledger::each(catalogue, &conditions(catalogue, scope, filter)?, filter.order, take)?)
}

/// Counts how a person voted, whose names at votes are `printed`. Whoever stands on two sides of one vote counts on the first of them.
///
/// # Errors
/// The database's.
pub fn tally(catalogue: &ReadTransaction, person: &str, printed: &NamesAtVotes) -> Result<Tally, CatalogueError> {
    let sql = format!(
        "WITH called AS (SELECT name FROM person WHERE id = ?1 UNION SELECT f.value FROM person p, json_each(p.forms) f \
         WHERE p.id = ?1), \
         stood AS (SELECT r.mover, r.seconder, {MOVED} AS moved, {SECONDED} AS seconded, (SELECT s.value FROM {BY_NAME} WHERE v.value ->> 'person' = ?1 \
         ORDER BY s.key LIMIT 1) AS side FROM vote r {FROM_PAPER} WHERE r.copy_of IS NULL) \
         SELECT count(*), count(*) FILTER (WHERE side = 'for'), count(*) FILTER (WHERE side = 'against'), \
         count(*) FILTER (WHERE side = 'abstain') FROM stood WHERE side IS NOT NULL \
         OR mover IN (SELECT name FROM called) OR seconder IN (SELECT name FROM called) \
         OR moved IN (SELECT value FROM json_each(?2)) OR seconded IN (SELECT value FROM json_each(?2))"
    );
    Ok(catalogue.prepare_cached(&sql)?.query_row((person, printed), |row| Tally::read_from(row, 0))?)
}

/// Everybody who is recorded by name in the same votes as a person, whoever shares most of them first.
///
/// # Errors
/// The database's.
pub fn fellow_voters(catalogue: &ReadTransaction, person: &str) -> Result<Vec<FellowVoter>, CatalogueError> {
    let sql = format!(
        "WITH stood AS (SELECT DISTINCT r.id AS vote, v.value ->> 'person' AS person FROM vote r {FROM_PAPER}, {BY_NAME} \
         WHERE r.copy_of IS NULL AND v.value ->> 'person' IS NOT NULL) \
         SELECT o.person, p.name, count(*) FROM stood o \
         JOIN person p ON p.id = coalesce((SELECT person_id FROM person_alias WHERE alias = o.person), o.person) \
         WHERE o.person <> ?1 AND o.vote IN (SELECT vote FROM stood WHERE person = ?1) \
         GROUP BY o.person ORDER BY count(*) DESC, o.person"
    );
    Ok(catalogue
        .prepare_cached(&sql)?
        .query_map([person], |row| FellowVoter::read_from(row, 0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// Everybody who voted by name, as `v`; `s` is their side.
const BY_NAME: &str =
    "json_each('[\"for\", \"against\", \"abstain\"]') s, json_each(r.sides, '$.' || s.value || '.names') v";

/// Whoever moved or seconded, in the paper that says it: “Mr Hood” is whom it calls so where he votes.
pub(crate) const MOVED: &str = "(r.document_id || char(31) || r.mover)";
const SECONDED: &str = "(r.document_id || char(31) || r.seconder)";

/// What papers call people where they vote by name, each with its paper, as the query of movers has it.
pub type NamesAtVotes = Json<BTreeSet<String>>;

/// What papers call these people where they vote by name. Lists of voters leave out the title of councillors, who have it
/// where they move something.
///
/// # Errors
/// The database's.
pub fn names_at_votes(catalogue: &ReadTransaction, ids: &[impl AsRef<str>]) -> Result<NamesAtVotes, CatalogueError> {
    let ids: Vec<&str> = ids.iter().map(AsRef::as_ref).collect();
    let mut statement = catalogue.prepare_cached(&format!(
        "SELECT DISTINCT r.document_id, v.value ->> 'as_printed' FROM vote r, {BY_NAME} \
         WHERE v.value ->> 'person' IN (SELECT value FROM json_each(?)) AND v.value ->> 'as_printed' IS NOT NULL"
    ))?;
    let mut found = statement.query([serde_json::json!(ids).to_string()])?;
    let mut names = BTreeSet::new();
    while let Some(row) = found.next()? {
        let (paper, printed): (String, String) = (row.get(0)?, row.get(1)?);
        let bare = ["Councillor ", "Cllr "].iter().find_map(|title| printed.strip_prefix(title)).unwrap_or(&printed);
        let all = [printed.clone(), bare.to_owned(), format!("Councillor {bare}"), format!("Cllr {bare}")];
        names.extend(all.map(|name| format!("{paper}\u{1f}{name}")));
    }
    Ok(Json(names))
}

/// That somebody moved or seconded under one of a list of names of [`names_at_votes`].
fn took_part() -> String {
    format!("EXISTS (SELECT 1 FROM json_each(?) own WHERE own.value IN ({MOVED}, {SECONDED}))")
}

/// Everybody who voted by name: the id, and what is printed with the name of whom that is.
fn voters() -> String {
    format!(
        "SELECT v.value ->> 'person' AS id, lower(coalesce(v.value ->> 'as_printed', '') || ' ' || \
         coalesce((SELECT w.name FROM person w WHERE w.id = v.value ->> 'person'), v.value ->> 'name', '')) AS words \
         FROM {BY_NAME}"
    )
}

/// Whoever moved and seconded, as printed.
const MOVERS: &str = "SELECT NULL AS id, lower(coalesce(r.mover, '')) AS words UNION ALL SELECT NULL, \
     lower(coalesce(r.seconder, ''))";

/// That one of several lists of words stands whole in what somebody is called.
fn called(people: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM json_each(?) asked WHERE EXISTS (SELECT 1 FROM ({people}) x WHERE x.words <> '' AND \
         NOT EXISTS (SELECT 1 FROM json_each(asked.value) word WHERE instr(x.words, word.value) = 0)))"
    )
}

fn conditions(catalogue: &ReadTransaction, scope: &Scope, filter: &Filter) -> Result<Conditions, CatalogueError> {
    let mut conditions = Conditions::default();
    conditions.scope(catalogue, scope)?;
    conditions.taken_from_or_about(scope, "r.motion_passages");
    let words = |names: &[String]| {
        let each = names.iter().map(|name| fold(name).split_whitespace().map(str::to_owned).collect::<Vec<_>>());
        serde_json::json!(each.collect::<Vec<_>>()).to_string()
    };
    if !filter.names.is_empty() {
        conditions.with(&called(&format!("{} UNION ALL {MOVERS}", voters())), words(&filter.names));
    }
    if !filter.movers.is_empty() {
        let mut names = filter.movers.clone();
        names.extend(names_of(catalogue, &filter.movers)?);
        let printed = serde_json::json!(names_at_votes(catalogue, &filter.movers)?.0).to_string();
        conditions.with_two(&format!("({} OR {})", called(MOVERS), took_part()), [words(&names), printed]);
    }
    if !filter.people.is_empty() {
        let asked = serde_json::json!([filter.people, names_of(catalogue, &filter.people)?]);
        let (voters, movers) = (voters(), "(r.mover, r.seconder)");
        let printed = serde_json::json!(names_at_votes(catalogue, &filter.people)?.0).to_string();
        conditions.with_two(
            &format!(
                "(EXISTS (SELECT 1 FROM json_each(?) asked WHERE EXISTS (SELECT 1 FROM ({voters}) x WHERE asked.key = 0 \
                 AND x.id IN (SELECT value FROM json_each(asked.value))) OR EXISTS (SELECT 1 FROM \
                 json_each(asked.value) name WHERE asked.key = 1 AND name.value IN {movers})) OR {})",
                took_part()
            ),
            [asked.to_string(), printed],
        );
    }
    conditions.one_of("r.outcome", &in_all_words(&filter.outcomes));
    conditions.one_of("'open'", &filter.statuses);
    Ok(conditions)
}

/// The outcomes that are asked for: motions that were carried are asked for in one word, whatever the paper's own is.
fn in_all_words(outcomes: &[String]) -> Vec<String> {
    let carried = outcomes.iter().any(|outcome| outcome == VoteOutcome::Carried.as_str());
    let more = VoteOutcome::CARRIED.into_iter().filter(|_| carried).map(|outcome| outcome.to_string());
    outcomes.iter().cloned().chain(more).collect()
}

/// Every form of the names of people with these ids.
fn names_of(catalogue: &ReadTransaction, ids: &[String]) -> rusqlite::Result<Vec<String>> {
    let mut statement = catalogue.prepare_cached(
        "SELECT name FROM person WHERE id IN (SELECT value FROM json_each(?1)) UNION SELECT f.value FROM person p, \
         json_each(p.forms) f WHERE p.id IN (SELECT value FROM json_each(?1))",
    )?;
    statement.query_map([serde_json::json!(ids).to_string()], |row| row.get(0))?.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn carried_is_asked_for_in_one_word() {
        let asked = |outcome: &str| in_all_words(&[outcome.to_owned()]);
        assert!(["carried", "elected", "prevailed"].iter().all(|word| asked("carried").iter().any(|o| o == word)));
        assert_eq!(asked("lost"), ["lost"]);
        assert_eq!(asked("elected"), ["elected"]);
    }
}
