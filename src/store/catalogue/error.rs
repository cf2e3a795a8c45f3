//! What the catalogue could not do.

/// Something that the catalogue could not do.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// SQLite refused.
    #[error("catalogue: {0}")]
    Sql(#[from] rusqlite::Error),
    /// The tables cannot be brought up to date.
    #[error("catalogue: its tables cannot be brought up to date: {0}")]
    Migration(rusqlite_migration::Error),
    /// An earlier program made it.
    #[error(
        "catalogue: it was made by an earlier version of this program; run `minutebook update` once to bring it up to date"
    )]
    Older,
    /// A newer program made it.
    #[error(
        "catalogue: it was made by a newer version of this program; use that one, or delete it to have it made again"
    )]
    Newer,
    /// A newer program made a file beside it, which cannot be made again.
    #[error(
        "subscriptions and notebooks: a file was made by a newer version of this program; use that one, and keep it"
    )]
    NewerBeside,
    /// A column that holds JSON holds something else.
    #[error("catalogue: a row cannot be read: {0}")]
    Json(#[from] serde_json::Error),
}

impl From<rusqlite_migration::Error> for CatalogueError {
    fn from(error: rusqlite_migration::Error) -> Self {
        match error {
            rusqlite_migration::Error::MigrationDefinition(
                rusqlite_migration::MigrationDefinitionError::DatabaseTooFarAhead,
            ) => Self::Newer,
            other => Self::Migration(other),
        }
    }
}
