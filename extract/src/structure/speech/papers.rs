//! Papers that nobody speaks in: every block is one passage.

use super::Spoken;
use crate::content::Block;
use crate::structure::head::{BlockRole, Head};
use record::{Act, Attribution, Form, Passage};

/// Reads a component that is not minutes.
pub fn read(blocks: &[Block], head: &Head) -> Spoken {
    let mut spoken = Spoken::default();
    for (i, block) in blocks.iter().enumerate() {
        let said = !block.furniture && !block.text.trim().is_empty();
        spoken.passage_of.push(said.then_some(spoken.passages.len()));
        if said {
            spoken.passages.push(Passage {
                text: block.text.clone(),
                page: block.page,
                last_page: block.last_page,
                form: block.form,
                act: act_of(head.roles.get(i).copied(), block.form),
                attribution: Attribution::none(),
                item: head.item_of.get(i).copied().flatten(),
            });
        }
    }
    spoken
}

/// What a block does by its place.
pub fn act_of(role: Option<BlockRole>, form: Form) -> Act {
    match (role, form) {
        (Some(BlockRole::Attendance), _) => Act::Attendance,
        (Some(BlockRole::ItemHeading | BlockRole::Head), _) | (_, Form::Heading) => Act::Heading,
        _ => Act::Narration,
    }
}
