//! What was gathered of those who were there: the lines under each label, and the people of whom sentences tell.

use super::label::List;
use crate::structure::people::{self, Person};

/// Lines and people, before what "In attendance" means is known.
#[derive(Debug, Default)]
pub struct Gathered {
    /// Lines under each label, in groups that were printed together.
    pub lists: Vec<(List, Vec<Vec<String>>)>,
    /// People told of in sentences.
    pub told: Vec<(List, Person)>,
    /// People who came when the meeting had begun; that one did says nothing of where the others are listed.
    pub came: Vec<(List, Person)>,
    /// Whether the list of members began without a label, so that those who are away may stand in it too.
    pub unlabelled: bool,
}

impl Gathered {
    /// Whether anything stands under a label of this sort.
    pub fn has(&self, sort: List) -> bool {
        self.lists.iter().any(|(list, groups)| *list == sort && !groups.is_empty())
    }

    /// How many labels, lines and people there are: more of them say that something was found.
    pub fn size(&self) -> usize {
        let lines = |groups: &[Vec<String>]| groups.iter().map(Vec::len).sum::<usize>();
        self.told.len() + self.came.len() + self.lists.iter().map(|(_, groups)| 1 + lines(groups)).sum::<usize>()
    }

    /// The people under the labels of one sort.
    pub fn members(&self, sort: List) -> Vec<Person> {
        let lists = self.lists.iter().filter(|(list, _)| *list == sort);
        lists.flat_map(|(_, groups)| groups).flat_map(|group| people::list(&group.join("\n"))).collect()
    }

    /// Whether those present are listed by surnames alone.
    pub fn lists_surnames(&self) -> bool {
        let lists = self.lists.iter().filter(|(list, _)| *list == List::Present);
        let listed: Vec<Person> =
            lists.flat_map(|(_, groups)| groups).flat_map(|g| people::list(&g.join(" "))).collect();
        listed.len() > 2 && listed.iter().all(|p| !p.name.contains(' '))
    }
}
