//! Papers that look as if they were not meant for the public: marked so in their own header.
//!
//! Looks only at the first page of a component. The resolution to exclude the press and public, which every agenda
//! prints, is no such mark.

pub mod scan;

use crate::content::Block;
use record::{Problem, ProblemCode};

patterns! {
    /// The mark itself.
    MARK = r"(?i)^\W*(?:(?:strictly\s+)?not\s+for\s+publication|not\s+to\s+be\s+published|exempt\s+(?:report|appendix|information|item)|confidential\s+(?:report|appendix|information)|(?:strictly\s+)?(?:private\s+(?:and|&)\s+)?confidential\s*$|exempt\s*$|restricted\s*[-–:]|(?:report\s+)?(?:classification|status|open/exempt)\s*:?\s*(?:exempt|confidential|restricted|part\s+(?:2|ii)\b))";
    /// The mark within a sentence about the paper.
    WITHIN = r"(?i)\b(?:is|are|and)\s+(?:strictly\s+)?not\s+for\s+publication\b|\bexempt\s+from\s+publication\b";
    /// Other ways of marking a whole paper: how it is classed, and the colour that private papers are printed on.
    CLASSED = r"(?i)^\W*(?:official\W{0,3}sensitive\b|private\s+(?:report|paper|appendix|minutes)\s*$|(?:printed\s+on\s+)?pink\s+papers?\b)";
    /// A mark in letters that stand apart, once they are put together.
    SPACED = r"(?i)^(?:strictly)?(?:notforpublication|(?:privateand)?confidential|exempt|private)$";
    /// The law that makes a report exempt, as a header quotes it.
    SCHEDULE = r"(?i)\bschedule\s+12A\b";
    /// A header that says so of the paper itself.
    ABOUT_ITSELF = r"(?i)\b(?:this\s+(?:report|appendix|document|paper|item)|the\s+(?:report|appendix)|by\s+virtue\s+of|exempt\s+(?:by|under)|not\s+for\s+publication|contains?\s+(?:exempt|confidential))\b";
    /// A resolution that shuts the public out, or a classification that says it is open.
    OPEN = r"(?i)\bexclu(?:de|sion)\b.{0,60}\b(?:press|public)\b|\b(?:press|public)\b.{0,40}\bexclu|\bunrestricted\b|\bnot\s+exempt\b|\bdoes\s+not\s+contain\b|\bdo\s+not\s+include\b|\bexcept\s+where\b";
    /// Words of a resolution or an entry of an agenda, unless the mark itself stands before them.
    ENTRY = r"(?i)\bresolution\b|\bexempt\s+items?\b|\bif\s+any\b";
    /// A mark that says it of the paper, whatever stands behind it: "NOT FOR PUBLICATION (by resolution of the Council)".
    PLAIN = r"(?i)^\W*(?:(?:strictly\s+)?not\s+for\s+publication|not\s+to\s+be\s+published|(?:exempt|confidential|private)\s+(?:report|appendix))\b";
}

/// Letters that stand apart, put together; nothing where the line has words.
fn together(line: &str) -> String {
    let letters = line.split_whitespace().all(|word| word.chars().count() == 1);
    if letters { line.chars().filter(|c| c.is_alphabetic()).collect() } else { String::new() }
}

/// How many blocks of the first page are its header.
const HEADER: usize = 14;

/// The problem to record when the first page of a component is marked as not for the public.
pub fn find(blocks: &[Block]) -> Option<Problem> {
    let first = blocks.first()?.page;
    let header = blocks.iter().take_while(|b| b.page == first).take(HEADER);
    let marked = header.filter(|b| b.text.split_whitespace().count() <= 80).find(|b| {
        let text = b.text.trim();
        let law = SCHEDULE.is_match(text) && ABOUT_ITSELF.is_match(text);
        let marked = MARK.is_match(text) || WITHIN.is_match(text) || CLASSED.is_match(text) || law;
        let entry = ENTRY.is_match(text) && !PLAIN.is_match(text);
        marked && !entry && !OPEN.is_match(text) || SPACED.is_match(&together(text))
    })?;
    let mark: String = marked.text.trim().chars().take(120).collect();
    Some(Problem {
        code: ProblemCode::Exempt,
        message: format!("the paper is marked “{mark}”; let a person look before it is released"),
        page: Some(marked.page),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    #[test]
    fn tells_marks_from_resolutions() {
        for (line, exempt) in [
            ("NOT FOR PUBLICATION", true),
            ("Not for publication by virtue of paragraph 3 of Schedule 12A of the Local Government Act 1972", true),
            ("This report is exempt under paragraph 3 of Part 1 of Schedule 12A", true),
            ("Classification: Exempt", true),
            ("EXEMPT", true),
            ("Part II (Private) report which is CONFIDENTIAL and is not for publication", true),
            ("OFFICIAL - SENSITIVE", true),
            ("This appendix is exempt from publication", true),
            ("PRIVATE REPORT", true),
            ("Pink paper", true),
            ("N O T   F O R   P U B L I C A T I O N", true),
            ("C O N F I D E N T I A L", true),
            ("NOT FOR PUBLICATION (by resolution of the Council of 3 May)", true),
            ("EXEMPT REPORT - contains exempt items", true),
            ("Strictly not for publication, nor its appendices, if any", true),
            ("To consider exempt items, if any", false),
            ("Confidential: resolution to go on in private", false),
            ("PART II - PRIVATE", false),
            ("The private rented sector is not for the council to publish", false),
            ("A N Y T O W N", false),
            ("Classification: Unrestricted", false),
            ("EXEMPT ITEMS", false),
            ("EXCLUSION RESOLUTION (REMAINING ITEMS)", false),
            (
                "That the public be excluded under paragraph 3 of Schedule 12A as the report contains exempt information",
                false,
            ),
            ("except where there are confidential or exempt items", false),
        ] {
            assert_eq!(find(&[block("Northgate Council"), block(line)]).is_some(), exempt, "{line}");
        }
    }
}
