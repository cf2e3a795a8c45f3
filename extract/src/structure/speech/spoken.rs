//! What one component says, whether it is minutes or another paper.

use record::{Commitment, Passage, Resolution, Vote};

/// What one component says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spoken {
    /// Its passages, in reading order.
    pub passages: Vec<Passage>,
    /// For each block, the first passage that has its words; `None` for furniture and blank blocks.
    pub passage_of: Vec<Option<usize>>,
    /// What was resolved.
    pub resolutions: Vec<Resolution>,
    /// What was voted on.
    pub votes: Vec<Vote>,
    /// What was promised.
    pub commitments: Vec<Commitment>,
}
