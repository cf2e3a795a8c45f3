//! What was worked out before, as long as the record is in the state for which it was.

use crate::web::error::Problem;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

/// What tells one state of the record from another: the index's generation, and the runs that ended.
pub type State = (u64, i64);

/// Values kept at most: a page's facets lead to some dozens of scopes each.
const MOST: usize = 1_000;

/// Values by key, forgotten all together when the record changes.
#[derive(Debug)]
pub struct Cache<K, V>(Mutex<(State, HashMap<K, V>)>);

impl<K, V> Default for Cache<K, V> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K: Clone + Eq + Hash, V: Clone> Cache<K, V> {
    /// The value of a key in this state, made where it is not known yet.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn get_or(&self, state: State, key: &K, make: impl FnOnce() -> Result<V, Problem>) -> Result<V, Problem> {
        let held = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let (true, Some(value)) = {
            let held = held();
            (held.0 == state, held.1.get(key).cloned())
        } {
            return Ok(value);
        }
        // Two answers may make the same at once; what they make is the same.
        let value = make()?;
        let mut held = held();
        if held.0 != state || held.1.len() >= MOST {
            *held = (state, HashMap::new());
        }
        held.1.insert(key.clone(), value.clone());
        Ok(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_made_for_one_state_is_not_given_for_another() {
        let remembered = Cache::default();
        for (state, key, made, expected) in
            [((1, 1), "a", 1, 1), ((1, 1), "a", 2, 1), ((1, 1), "b", 3, 3), ((1, 2), "a", 4, 4), ((1, 1), "b", 5, 5)]
        {
            assert_eq!(remembered.get_or(state, &key, || Ok(made)).unwrap(), expected, "{state:?} {key}");
        }
    }
}
