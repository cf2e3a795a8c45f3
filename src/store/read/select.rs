//! How rows are chosen: conditions put together from filters, a slice of the list, and rows read by column order.

use super::ReadTransaction;
use super::row::column;
use record::{DocumentId, Kind, MeetingId, PartialDate, text};
use rusqlite::Row;
use rusqlite::types::Value;
use std::collections::BTreeSet;

/// Which rows of a list are wanted: `limit` of them after the first `offset`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slice {
    /// Rows left out before the first.
    pub offset: u64,
    /// At most so many.
    pub limit: u64,
}

impl Slice {
    /// The whole list.
    pub const ALL: Self = Self { offset: 0, limit: i64::MAX as u64 };

    /// No row: only how many there are.
    pub const NONE: Self = Self { offset: 0, limit: 0 };
}

/// One slice of a list, and how long the list is.
#[derive(Debug, Clone, Default)]
pub struct Rows<T> {
    /// The rows of the slice.
    pub rows: Vec<T>,
    /// How many there are in all.
    pub total: u64,
}

impl<T> Rows<T> {
    /// The same slice with each row turned into something else.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Rows<U> {
        Rows { rows: self.rows.into_iter().map(turn).collect(), total: self.total }
    }
}

/// Which papers count, as far as the catalogue can tell. Values of one filter are OR-ed; empty means all. Where a filter
/// is a list of lists, each of them must let a paper through: a parameter and the query itself may both ask.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Scope {
    /// First day, inclusive.
    pub since: Option<PartialDate>,
    /// Last day, inclusive.
    pub until: Option<PartialDate>,
    /// Whether rows without a date count where a day is given.
    pub undated: bool,
    /// Ids or words of names.
    pub committees: Vec<Vec<String>>,
    /// Ids or words of names.
    pub councils: Vec<Vec<String>>,
    /// Kinds of component.
    pub kinds: Vec<Vec<Kind>>,
    /// Meetings.
    pub meetings: Vec<MeetingId>,
    /// Documents.
    pub documents: Vec<DocumentId>,
    /// Only rows taken from these passages.
    pub passages: Option<Vec<String>>,
    /// Whether further copies of a statement count.
    pub copies: bool,
}

/// The columns that every row taken from a paper has; see `FROM_PAPER`.
#[derive(Debug, Clone)]
pub struct Paper {
    /// Document.
    pub document_id: String,
    /// Its title.
    pub title: String,
    /// Its file name.
    pub file_name: String,
    /// Where it is published.
    pub url: Option<String>,
    /// Media type of its bytes.
    pub media_type: Option<String>,
    /// Kind of the component.
    pub kind: String,
    /// Date of the component.
    pub date: Option<String>,
    /// Council.
    pub council_id: Option<String>,
    /// Its name.
    pub council: Option<String>,
    /// Committee.
    pub committee_id: Option<String>,
    /// Its name.
    pub committee: Option<String>,
    /// Meeting.
    pub meeting_id: Option<String>,
    /// Its day.
    pub held_on: Option<String>,
    /// Number of the agenda item.
    pub item_number: Option<String>,
    /// Its title.
    pub item_title: Option<String>,
    /// Page of the source passage.
    pub page: Option<u32>,
}

/// How many columns [`PAPER`] selects.
pub(crate) const PAPER_COLUMNS: usize = 16;

/// The columns of [`Paper`], for a query whose own table is `r`.
pub(crate) const PAPER: &str = "r.document_id, d.title, d.file_name, d.url, d.media_type, c.kind, c.date, c.council_id, k.name, \
     c.committee_id, g.name, c.meeting_id, m.held_on, i.number, i.title, p.page";

/// What [`PAPER`] is selected from, after `FROM <table> r`.
pub(crate) const FROM_PAPER: &str = "JOIN document d ON d.id = r.document_id \
     JOIN component c ON c.document_id = r.document_id AND c.n = r.component \
     LEFT JOIN passage p ON p.id = r.passage_id \
     LEFT JOIN council k ON k.id = c.council_id LEFT JOIN committee g ON g.id = c.committee_id \
     LEFT JOIN meeting m ON m.id = c.meeting_id \
     LEFT JOIN item i ON i.document_id = r.document_id AND i.component = r.component AND i.pos = r.item";

impl Paper {
    /// Reads it from the first [`PAPER_COLUMNS`] columns.
    pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            document_id: row.get(0)?,
            title: row.get(1)?,
            file_name: row.get(2)?,
            url: row.get(3)?,
            media_type: row.get(4)?,
            kind: row.get(5)?,
            date: row.get(6)?,
            council_id: row.get(7)?,
            council: row.get(8)?,
            committee_id: row.get(9)?,
            committee: row.get(10)?,
            meeting_id: row.get(11)?,
            held_on: row.get(12)?,
            item_number: row.get(13)?,
            item_title: row.get(14)?,
            page: row.get(15)?,
        })
    }
}

/// The owner's words, name and role, and the name of the person who was identified, in lower case with straight quotes.
const OWNER_WORDS: &str = "replace(lower(coalesce(r.owner ->> 'as_printed', '') || ' ' || coalesce(r.owner ->> 'name', '') \
     || ' ' || coalesce(r.owner ->> 'role', '') || ' ' || coalesce((SELECT w.name FROM person w WHERE w.id = \
     r.owner_person), '')), '’', char(39))";

/// Conditions of a WHERE clause with their values, in order.
#[derive(Debug, Clone, Default)]
pub(crate) struct Conditions {
    clauses: Vec<String>,
    values: Vec<Value>,
    group: Option<&'static str>,
}

impl Conditions {
    /// Adds a condition without values.
    pub(crate) fn plain(&mut self, clause: &str) {
        self.clauses.push(clause.to_owned());
    }

    /// Adds a condition with one `?`.
    pub(crate) fn with(&mut self, clause: &str, value: impl Into<Value>) {
        self.clauses.push(clause.to_owned());
        self.values.push(value.into());
    }

    /// Adds a condition with two `?`.
    pub(crate) fn with_two(&mut self, clause: &str, values: [String; 2]) {
        self.clauses.push(clause.to_owned());
        self.values.extend(values.map(Value::Text));
    }

    /// Adds that a column has one of these values; no values, no condition.
    pub(crate) fn one_of<S: AsRef<str>>(&mut self, column: &str, values: &[S]) {
        if !values.is_empty() {
            self.within(column, values);
        }
    }

    /// Adds that a column has one of these values; no values, no row.
    pub(crate) fn within<S: AsRef<str>>(&mut self, column: &str, values: &[S]) {
        self.with_list(&format!("{column} IN (SELECT value FROM json_each(?))"), values);
    }

    /// Adds a condition with one `?` that stands for a JSON list.
    pub(crate) fn with_list<S: AsRef<str>>(&mut self, clause: &str, values: &[S]) {
        let list: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
        self.with(clause, serde_json::json!(list).to_string());
    }

    /// Adds that an ISO date column lies within the bounds.
    pub(crate) fn dates(
        &mut self,
        column: &str,
        since: Option<PartialDate>,
        until: Option<PartialDate>,
        undated: bool,
    ) {
        let keep = if undated { format!(" OR {column} IS NULL") } else { String::new() };
        if let Some(day) = since {
            self.with(&format!("({column} >= ?{keep})"), day.first_day().to_string());
        }
        if let Some(day) = until {
            self.with(&format!("({column} <= ?{keep})"), day.last_day().to_string());
        }
    }

    /// Adds the conditions of a scope on the tables of [`FROM_PAPER`].
    pub(crate) fn scope(&mut self, catalogue: &ReadTransaction, scope: &Scope) -> rusqlite::Result<()> {
        self.dates("c.date", scope.since, scope.until, scope.undated);
        self.body(catalogue, scope, "c.council_id", "c.committee_id")?;
        self.kinds("c.kind", scope);
        self.one_of("c.meeting_id", &scope.meetings.iter().map(MeetingId::as_str).collect::<Vec<_>>());
        self.one_of("c.document_id", &scope.documents.iter().map(DocumentId::as_str).collect::<Vec<_>>());
        Ok(())
    }

    /// Adds of which kinds a scope is.
    pub(crate) fn kinds(&mut self, column: &str, scope: &Scope) {
        for kinds in &scope.kinds {
            self.one_of(column, &kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>());
        }
    }

    /// Adds which councils and committees a scope means, by id or by words of the name.
    pub(crate) fn body(
        &mut self,
        catalogue: &ReadTransaction,
        scope: &Scope,
        council: &str,
        committee: &str,
    ) -> rusqlite::Result<()> {
        for asked in scope.councils.iter().filter(|asked| !asked.is_empty()) {
            self.within(council, &named(catalogue, "SELECT id, name FROM council", asked)?);
        }
        for asked in scope.committees.iter().filter(|asked| !asked.is_empty()) {
            self.within(committee, &named(catalogue, "SELECT id, name FROM committee", asked)?);
        }
        Ok(())
    }

    /// Adds from which passages, and which copies, rows may be taken.
    pub(crate) fn taken_from(&mut self, scope: &Scope) {
        if let Some(passages) = &scope.passages {
            self.within("r.passage_id", passages);
        }
        self.copies(scope);
    }

    /// Adds the same of rows that may be printed in one passage and be about what is in others, of which `also` is the
    /// JSON list.
    pub(crate) fn taken_from_or_about(&mut self, scope: &Scope, also: &str) {
        if let Some(passages) = &scope.passages {
            let list = Value::Text(serde_json::json!(passages).to_string());
            self.clauses.push(format!(
                "(r.passage_id IN (SELECT value FROM json_each(?)) OR EXISTS (SELECT 1 FROM json_each({also}) about \
                 WHERE about.value IN (SELECT value FROM json_each(?))))"
            ));
            self.values.extend([list.clone(), list]);
        }
        self.copies(scope);
    }

    fn copies(&mut self, scope: &Scope) {
        if !scope.copies {
            self.plain("r.copy_of IS NULL");
        }
    }

    /// Adds whose a row is (words of the owner's printed words, name or role, or a person's id) and by when it is due.
    pub(crate) fn owned(&mut self, owners: &[String], due_before: Option<&str>) {
        let mut any = Vec::new();
        for owner in owners {
            self.values.push(Value::Text(owner.clone()));
            let mut clause = "r.owner_person = ? OR (r.owner IS NOT NULL".to_owned();
            // A word that is asked for again asks for nothing more.
            for word in text::fold(owner).split_whitespace().collect::<BTreeSet<_>>() {
                clause += &format!(" AND instr({OWNER_WORDS}, ?) > 0");
                self.values.push(Value::Text(word.to_owned()));
            }
            any.push(clause + ")");
        }
        if !any.is_empty() {
            self.clauses.push(format!("({})", any.join(" OR ")));
        }
        if let Some(day) = due_before {
            self.with("r.due_on <= ?", day.to_owned());
        }
    }

    /// The same values behind one other clause that has as many `?`.
    pub(crate) fn instead(self, clause: &str) -> Self {
        Self { clauses: vec![clause.to_owned()], ..self }
    }

    /// The same with one row for each value of these columns.
    pub(crate) fn grouped(self, columns: &'static str) -> Self {
        Self { group: Some(columns), ..self }
    }

    /// ` WHERE …` and ` GROUP BY …`, or nothing.
    pub(crate) fn sql(&self) -> String {
        let mut sql = String::new();
        if !self.clauses.is_empty() {
            sql += &format!(" WHERE {}", self.clauses.join(" AND "));
        }
        if let Some(columns) = self.group {
            sql += &format!(" GROUP BY {columns}");
        }
        sql
    }

    /// Lists a slice of `SELECT columns FROM tables`, with the length of the whole list.
    pub(crate) fn list<T>(
        &self,
        catalogue: &ReadTransaction,
        columns: &str,
        tables: &str,
        order: &str,
        slice: Slice,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<Rows<T>> {
        let rest = self.sql();
        let values = rusqlite::params_from_iter(&self.values);
        let total = catalogue
            .prepare_cached(&format!("SELECT count(*) FROM {tables}{rest}"))?
            .query_row(values, |row| column::<u64>(row, 0))?;
        let mut rows = Vec::new();
        self.each(catalogue, columns, tables, order, slice, read, |row| {
            rows.push(row);
            true
        })?;
        Ok(Rows { rows, total })
    }

    /// Hands a slice of `SELECT columns FROM tables` to `take`, row by row, until it answers false.
    #[allow(clippy::too_many_arguments)] // the parts of one SELECT, in their order
    pub(crate) fn each<T>(
        &self,
        catalogue: &ReadTransaction,
        columns: &str,
        tables: &str,
        order: &str,
        slice: Slice,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
        mut take: impl FnMut(T) -> bool,
    ) -> rusqlite::Result<()> {
        let rest = self.sql();
        let (limit, offset) = (slice.limit, slice.offset);
        let sql = format!("SELECT {columns} FROM {tables}{rest} ORDER BY {order} LIMIT {limit} OFFSET {offset}");
        let mut statement = catalogue.prepare(&sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(&self.values))?;
        while let Some(row) = rows.next()? {
            if !take(read(row)?) {
                break;
            }
        }
        Ok(())
    }
}

/// Ids of what is called by one of these: the id itself, or words that all stand in the name.
fn named(catalogue: &ReadTransaction, sql: &str, wanted: &[String]) -> rusqlite::Result<Vec<String>> {
    let mut statement = catalogue.prepare_cached(sql)?;
    let all = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    let mut ids = Vec::new();
    for found in all {
        let (id, name) = found?;
        if wanted.iter().any(|asked| asked == &id || is_called(&name, asked)) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// Whether all words of `asked` stand in `name`, whatever their case and punctuation, and whether or not they end in an
/// `s`: people leave out the possessive of “People’s”.
fn is_called(name: &str, asked: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text::slug(text)
            .split('-')
            .map(|word| word.trim_end_matches('s').to_owned())
            .filter(|w| !w.is_empty())
            .collect()
    };
    let (name, asked) = (words(name), words(asked));
    !asked.is_empty() && asked.iter().all(|word| name.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_are_called_by_words_of_their_names() {
        for (name, asked, called) in [
            ("Children and Young People’s Scrutiny Committee", "children and young people", true),
            ("Children and Young People’s Scrutiny Committee", "PEOPLES scrutiny", true),
            ("Cabinet", "cab", false),
            ("Cabinet", "", false),
            ("Cabinet", "cabinet member", false),
        ] {
            assert_eq!(is_called(name, asked), called, "{name} / {asked}");
        }
    }

    #[test]
    fn conditions_are_put_together_in_order() {
        let mut conditions = Conditions::default();
        assert_eq!(conditions.sql(), "");
        conditions.dates("c.date", "2019".parse().ok(), None, true);
        conditions.one_of::<&str>("c.kind", &[]);
        conditions.plain("r.copy_of IS NULL");
        assert_eq!(conditions.sql(), " WHERE (c.date >= ? OR c.date IS NULL) AND r.copy_of IS NULL");
    }
}
