//! Questions to the catalogue: plain rows out, one file a thing. Nothing here writes, and nothing here knows HTTP.
//!
//! Every function takes a [`ReadTransaction`], so that a caller decides what is read in one state of the catalogue.

pub mod attendance;
pub mod changes;
pub mod coming;
pub mod commitments;
pub mod councils;
pub mod coverage;
pub mod documents;
mod elsewhere;
pub mod figures;
mod ledger;
pub mod letters;
pub mod meetings;
pub mod names;
pub mod people;
pub mod resolutions;
mod row;
mod select;
pub mod silences;
pub mod status;
mod transaction;
pub mod votes;

pub use elsewhere::{Elsewhere, elsewhere};
pub use ledger::{InPaper, Order};
pub(crate) use row::{column, row};
use select::Conditions;
pub use select::{Paper, Rows, Scope, Slice};
pub(super) use transaction::IdleCatalogues;
pub use transaction::ReadTransaction;
