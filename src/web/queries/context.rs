//! The state of the record that one answer is built from.

use super::cache::{Cache, State};
use crate::store::read::{ReadTransaction, Scope, status};
use crate::web::answers::Figures;
use crate::web::error::Problem;
use crate::web::interpret::Names;
use index::Snapshot;
use std::sync::Arc;

/// The catalogue and the index as one answer sees them.
#[derive(Clone)]
pub struct ReadContext<'a> {
    /// The catalogue, held in one state.
    pub catalogue: &'a ReadTransaction,
    /// The index, held at one generation.
    pub index: Arc<Snapshot>,
    /// What was worked out before.
    pub caches: &'a Caches,
}

/// What is worked out once for each state of the record.
#[derive(Debug, Default)]
pub struct Caches {
    /// Coverage figures, by scope.
    pub figures: Cache<Scope, Figures>,
    /// The names of people, offices and bodies: reading a question compares it with all of them.
    pub names: Cache<(), Arc<Names>>,
}

impl ReadContext<'_> {
    /// The state of the record that is seen.
    ///
    /// # Errors
    /// The catalogue fails.
    pub fn state(&self) -> Result<State, Problem> {
        Ok((self.index.generation(), status::revision(self.catalogue)?))
    }
}
