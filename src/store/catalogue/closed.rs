//! Columns that hold words of closed vocabularies: SQLite takes no others.
//!
//! The vocabularies stand in `record` alone. SQLite adds no CHECK to a table that is there, so triggers refuse what is none
//! of the words; they are made of the vocabularies whenever a writer opens the catalogue, so that a new word wants no
//! migration.

use super::CatalogueError;
use record::{
    Act, Basis, Certainty, DateBasis, DocumentState, FileState, FollowUpStatus, Form, Grade, Kind, LetterKind,
    MinutesState, PageState, Presence, ProblemCode, ResolutionVerb, RunOutcome, SilenceKind, SourceState, Strength,
    Vocabulary, VoteOutcome,
};
use rusqlite::{Connection, OptionalExtension};

/// A column and its words.
struct Closed {
    table: &'static str,
    column: &'static str,
    words: fn() -> Vec<&'static str>,
}

const fn closed<T: Vocabulary>(table: &'static str, column: &'static str) -> Closed {
    Closed { table, column, words: || T::ALL.iter().map(|value| value.as_str()).collect() }
}

/// Every such column.
const COLUMNS: &[Closed] = &[
    closed::<DocumentState>("document", "state"),
    closed::<FileState>("document", "reading"),
    closed::<Kind>("document", "kind"),
    closed::<SourceState>("source", "state"),
    closed::<PageState>("page", "state"),
    closed::<Kind>("component", "kind"),
    closed::<MinutesState>("component", "state"),
    closed::<DateBasis>("component", "date_basis"),
    closed::<Form>("passage", "form"),
    closed::<Act>("passage", "act"),
    closed::<Grade>("passage", "grade"),
    closed::<Certainty>("passage", "certainty"),
    closed::<Presence>("attendance", "presence"),
    closed::<ResolutionVerb>("resolution", "verb"),
    closed::<Basis>("commitment", "basis"),
    closed::<Strength>("commitment", "strength"),
    closed::<FollowUpStatus>("commitment", "status"),
    closed::<VoteOutcome>("vote", "outcome"),
    closed::<LetterKind>("letter", "sort"),
    closed::<ProblemCode>("problem", "code"),
    closed::<RunOutcome>("run", "outcome"),
    closed::<SilenceKind>("silence", "kind"),
];

/// Has every such column refuse what is none of its words.
///
/// # Errors
/// SQLite refuses.
pub(super) fn close(connection: &Connection) -> Result<(), CatalogueError> {
    let mut changed = String::new();
    for column in COLUMNS {
        for (when, name) in [("INSERT".to_owned(), "inserted"), (format!("UPDATE OF {}", column.column), "updated")] {
            let name = format!("{}_{}_{name}", column.table, column.column);
            let sql = column.trigger(&name, &when);
            let held: Option<String> = connection
                .prepare_cached("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?1")?
                .query_row([&name], |row| row.get(0))
                .optional()?;
            if held.as_ref() != Some(&sql) {
                changed += &format!("DROP TRIGGER IF EXISTS {name}; {sql}; ");
            }
        }
    }
    if !changed.is_empty() {
        connection.execute_batch(&format!("BEGIN; {changed}COMMIT"))?;
    }
    Ok(())
}

impl Closed {
    /// No value at all is left to the column's own `NOT NULL`. Word by word: `NOT IN` builds a table of the words for every row,
    /// which took seven times as long, 7 µs a passage.
    fn trigger(&self, name: &str, when: &str) -> String {
        let Self { table, column, words } = self;
        let strange: Vec<String> = words().iter().map(|word| format!("NEW.{column} <> '{word}'")).collect();
        let strange = strange.join(" AND ");
        format!(
            "CREATE TRIGGER {name} BEFORE {when} ON {table} WHEN {strange} \
             BEGIN SELECT RAISE(ABORT, '{table}.{column} takes words of its vocabulary alone'); END"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::super::Catalogue;
    use super::*;

    #[test]
    fn words_of_the_vocabulary_are_taken_and_no_others() {
        let catalogue = Catalogue::in_memory().unwrap();
        for column in COLUMNS {
            let Closed { table, column, words } = column;
            let put = |word: &str| {
                let names: Vec<(String, String)> = columns_of(&catalogue, table);
                let values: Vec<String> =
                    names.iter().map(|(name, kind)| value(table, column, word, name, kind)).collect();
                let names: Vec<&str> = names.iter().map(|(name, _)| name.as_str()).collect();
                let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "));
                catalogue.execute(&sql, [])
            };
            for word in words() {
                put(word).unwrap_or_else(|error| panic!("{table}.{column} = {word}: {error}"));
            }
            for stranger in ["", "something_else"] {
                assert!(put(stranger).unwrap_err().to_string().contains(column), "{table}.{column} takes “{stranger}”");
                let changed = catalogue.execute(&format!("UPDATE {table} SET {column} = ?1"), [stranger]);
                assert!(changed.unwrap_err().to_string().contains(column), "{table}.{column} becomes “{stranger}”");
            }
        }
    }
    /// Names and types of a table's columns.
    fn columns_of(catalogue: &Catalogue, table: &str) -> Vec<(String, String)> {
        let mut statement = catalogue.prepare("SELECT name, type FROM pragma_table_info(?1)").unwrap();
        let columns = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        columns.collect::<Result<_, _>>().unwrap()
    }

    /// The word in its column, and in every other something that is taken there.
    fn value(table: &str, column: &str, word: &str, name: &str, kind: &str) -> String {
        let other = COLUMNS.iter().find(|other| other.table == table && other.column == name);
        match (name == column, other, kind) {
            (true, ..) => format!("'{word}'"),
            (false, Some(other), _) => format!("'{}'", (other.words)()[0]),
            (false, None, "INTEGER" | "REAL") => "abs(random() % 1000000007)".to_owned(),
            (false, None, _) => "CAST(abs(random()) AS TEXT)".to_owned(),
        }
    }
}
