//! The thesaurus of council language: what officers call the same thing, by concepts.
//!
//! The project's own lies in `data/thesaurus`, one file for each field, and is compiled in; an operator adds files of
//! their own, which are read again whenever they change. A file with an error loses the lines that are wrong and keeps
//! the rest; what is wrong is told with file and line.

mod built_in;
mod check;
mod concept;
mod files;
mod key;
mod lookup;
mod read;

pub use concept::{Concept, Problem, Relation, Term};
pub use files::Files;
pub(crate) use key::{irregular, is_abbreviation, number_forms, same_name};
pub use lookup::Thesaurus;

#[cfg(test)]
mod tests;
