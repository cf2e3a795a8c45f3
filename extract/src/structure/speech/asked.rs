//! Written questions in papers that nobody speaks in: "Ms J Elm (North) to ask the Minister of Roads:" and, below it, what
//! she asks.

use crate::content::Block;
use crate::structure::people;
use record::{Attribution, Certainty, Form, Grade};

patterns! {
    /// Who asks whom.
    ASKS = r"^\W*(?:\d{1,4}[.)]?\s+)?(?P<who>\p{Lu}[^:;?]{3,60}?)(?:\s\([^)]{1,40}\))?,? (?i:to ask) (?:the )?\p{Lu}";
}

/// Most blocks that a question goes over.
const MOST: usize = 12;

/// Whose question is being read.
#[derive(Debug, Default)]
pub struct Asked {
    /// Who asks, as the block says that names them.
    asker: Option<Attribution>,
    /// Blocks of the question so far.
    blocks: usize,
}

impl Asked {
    /// Who asks what stands in the next block; `None` where it is no question.
    pub fn read(&mut self, block: &Block) -> Option<Attribution> {
        let text = block.text.trim();
        if block.form == Form::Heading {
            self.asker = None;
            return None;
        }
        let named = asker(text);
        let found = match (&named, &self.asker) {
            (Some(asker), _) => Some(asker.clone()),
            (None, Some(asker)) => Some(Attribution { grade: Grade::Continued, ..asker.clone() }),
            (None, None) => None,
        };
        self.blocks = if named.is_some() { 0 } else { self.blocks + 1 };
        let open = found.is_some() && !text.ends_with('?') && self.blocks < MOST;
        self.asker = if open { named.or_else(|| self.asker.take()) } else { None };
        found
    }
}

/// Who is named as asking in a text.
fn asker(text: &str) -> Option<Attribution> {
    let found = ASKS.captures(text)?;
    let who = found.name("who")?.as_str().trim_end_matches(',');
    let person = people::person(who).filter(|_| people::is_titled(who))?;
    Some(Attribution {
        grade: Grade::Named,
        certainty: Some(Certainty::Likely),
        why: Some("to-ask".to_owned()),
        as_printed: Some(who.to_owned()),
        name: Some(person.name),
        role: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::{block, heading};

    #[test]
    fn a_written_question_is_of_whoever_is_to_ask_it() {
        let mut asked = Asked::default();
        let blocks = [
            block("Questions for written reply"),
            block("7. Ms J R Elm (UPN-North) to ask the Minister of Roads:"),
            block("Whether the lane will be mended; if not, why not;"),
            block("whether she will make a statement?"),
            block("The lane was mended in May."),
            block("Mr K Oak to ask the Mayor who pays for it?"),
            block("The Clerk to ask the county for a map."),
            heading("Replies"),
        ];
        let found = blocks.iter().map(|block| asked.read(block).and_then(|a| a.name).unwrap_or_default());
        assert_eq!(found.collect::<Vec<_>>(), ["", "J R Elm", "J R Elm", "J R Elm", "", "K Oak", "", ""]);
    }
}
