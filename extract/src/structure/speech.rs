//! What was said, decided and promised in one component.

use super::head::{BlockRole, Head};
use crate::content::Block;
use crate::context::Context;
use record::{Act, Attribution, Commitment, Form, Passage, Resolution, Vote};

/// What one component says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spoken {
    /// Its passages, in reading order.
    pub passages: Vec<Passage>,
    /// What was resolved.
    pub resolutions: Vec<Resolution>,
    /// What was voted on.
    pub votes: Vec<Vote>,
    /// What was promised.
    pub commitments: Vec<Commitment>,
}

/// Reads the blocks of one component; `head.roles` and `head.item_of` run parallel to them.
pub fn read(blocks: &[Block], head: &Head, _context: &Context) -> Spoken {
    let passages = blocks
        .iter()
        .enumerate()
        .filter(|(_, block)| !block.furniture && !block.text.trim().is_empty())
        .map(|(i, block)| Passage {
            text: block.text.clone(),
            page: block.page,
            last_page: block.last_page,
            form: block.form,
            act: match (head.roles[i], block.form) {
                (BlockRole::Attendance, _) => Act::Attendance,
                (BlockRole::ItemHeading | BlockRole::Head, _) | (_, Form::Heading) => Act::Heading,
                _ => Act::Narration,
            },
            attribution: Attribution::none(),
            item: head.item_of[i],
        })
        .collect();
    Spoken { passages, ..Spoken::default() }
}
