//! What was said, decided and promised in one component.
//!
//! Invariant: the passages of a component hold every word of its blocks, in order; no word is lost or altered. What
//! was printed and what was inferred from it are separate fields, and every inference has its grade.

pub mod marks;
pub mod mention;
pub mod name;
pub mod office;
pub mod owner;
pub mod predicate;

mod bounds;
pub mod clauses;
pub mod decision;
pub mod parts;
pub mod proceedings;
pub mod resolutions;
mod resolved;
pub mod roster;
pub mod sentences;
pub mod subject;
pub mod turns;
pub mod unnamed;
pub mod verbs;
pub mod words;

pub mod ballots;
pub mod binding;
pub mod boxes;
pub mod commitments;
mod consent;
pub mod counts;
pub mod due;
pub mod forward;
mod motion_alone;
pub mod motion_rows;
pub mod motions;
pub mod movers;
mod outcome_column;
pub mod outcomes;
pub mod place;
pub mod recorded;
pub mod roll_lines;
pub mod rolls;
mod shorthand;
pub mod sides;
mod topic;
pub mod tracker;
pub mod undertaking;
pub mod voters;
pub mod votes;

mod asked;
mod minutes;
mod papers;
pub mod speakers;
mod spoken;
mod written;

use super::head::Head;
use crate::content::Block;
use crate::context::Context;
use record::Kind;

pub use spoken::Spoken;

/// Reads the blocks of one component; `head.roles` and `head.item_of` run parallel to them.
pub fn read(blocks: &[Block], head: &Head, context: &Context) -> Spoken {
    match head.kind {
        Kind::Minutes => minutes::read(blocks, head, context),
        _ => papers::read(blocks, head),
    }
}
