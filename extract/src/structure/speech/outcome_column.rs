//! Tables whose rows are items of business, with a column for what was decided: "Ref | Business | Outcome | Who".

use crate::content::Block;
use record::Form;
use std::ops::Range;

patterns! {
    /// The head of the column.
    DECIDED = r"(?i)^\W*(?:outcomes?|decisions?(?: (?:made|taken))?|resolutions?|resolved|agreed|determination|outcome / decision|decision / outcome|penderfyniad(?:au)?|canlyniad|cinneadh|beschluss|besluit|décision)\W*$";
    /// The head of the column of what was spoken of.
    BUSINESS = r"(?i)^\W*(?:agenda )?(?:items?(?: of business)?|business|subjects?|matters?|topics?|discussion(?: points?)?|summary|notes|eitem|busnes|mater|thema|onderwerp|sujet|point)(?: (?:discussed|title))?\W*$";
    /// What says that nothing was decided.
    NOTHING = r"(?i)^\W*(?:noted(?: with (?:thanks|interest))?|none|nil|n/?a|tbc|for information|no (?:action|decision)(?: (?:needed|required))?|all in favou?r|carried|unanimous(?:ly)?|ongoing|closed|open|done|complete(?:d)?)?\W*$";
}

/// Which cell of a row says what was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its place among the cells.
    at: usize,
    /// How many cells the head has.
    of: usize,
}

impl Column {
    /// The column that the head of such a table names.
    pub fn of_head(row: &Block) -> Option<Self> {
        let heads: Vec<&str> = row.marker.as_deref().into_iter().chain(row.text.split('\t')).collect();
        let at = heads.iter().position(|head| DECIDED.is_match(head))?;
        let business = heads.iter().position(|head| BUSINESS.is_match(head))?;
        (row.form == Form::TableRow && heads.len() > 2 && business < at).then_some(Self { at, of: heads.len() })
    }

    /// Whether a block is a row of the table.
    pub fn fits(&self, block: &Block) -> bool {
        let cells = block.text.split('\t').count() + usize::from(block.marker.is_some());
        block.form == Form::TableRow && cells <= self.of
    }

    /// Where that cell stands in the text of a row. Empty cells at the end of a row are not printed.
    pub fn cell(&self, row: &Block) -> Option<Range<usize>> {
        let at = self.at.checked_sub(usize::from(row.marker.is_some()))?;
        let start = row.text.split('\t').take(at).map(|cell| cell.len() + 1).sum::<usize>();
        let cell = row.text.split('\t').nth(at)?;
        (at > 0).then_some(start..start + cell.len())
    }
}

/// Whether the words of a cell, or one of its sentences, say what was decided.
pub fn says_what(text: &str) -> bool {
    !NOTHING.is_match(text.trim_matches(['[', ']', ' '])) && !text.trim_start().starts_with('[')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn row(text: &str) -> Block {
        Block { form: Form::TableRow, ..block(text) }
    }

    #[test]
    fn a_column_says_what_was_decided() {
        for head in [
            "Ref\tBusiness\tOutcome\tWho",
            "No.\tItem\tDecision",
            "Item\tDiscussion\tAgreed\tBy",
            "Rhif\tEitem\tPenderfyniad",
            "Agenda item\tNotes\tResolution",
        ] {
            let column = Column::of_head(&row(head)).unwrap_or_else(|| panic!("{head}"));
            let text = "1\tThe fence had rotted.\tTo be mended";
            let cell = column.cell(&row(text)).map(|range| &text[range]);
            assert_eq!(cell, Some("To be mended"), "{head}");
        }
        for head in ["Action\tOwner\tOutcome", "Motion\tMover\tOutcome", "Decision\tItem\tWho", "Business\tOutcome"] {
            assert_eq!(Column::of_head(&row(head)), None, "{head}");
        }
        let numbered = Block { marker: Some("1.".to_owned()), ..row("The fence had rotted.\tTo be mended\tAE") };
        let column = Column { at: 2, of: 4 };
        assert_eq!(column.cell(&numbered).map(|range| &numbered.text[range]), Some("To be mended"));
        assert!(says_what("Approved as amended") && !says_what("-") && !says_what("Noted with thanks"));
    }
}
