//! Papers that look as if they were not meant for the public: marked so in their own header.
//!
//! Looks only at the first page of a component. The resolution to exclude the press and public, which every agenda
//! prints, is no such mark.

use crate::content::Block;
use record::Problem;

patterns! {
    /// The mark itself.
    MARK = r"(?i)^\W*(?:(?:strictly\s+)?not\s+for\s+publication|not\s+to\s+be\s+published|exempt\s+(?:report|appendix|information|item)|confidential\s+(?:report|appendix|information)|(?:strictly\s+)?(?:private\s+(?:and|&)\s+)?confidential\s*$|exempt\s*$|restricted\s*[-–:]|(?:report\s+)?(?:classification|status|open/exempt)\s*:?\s*(?:exempt|confidential|restricted|part\s+(?:2|ii)\b))";
    /// The law that makes a report exempt, as a header quotes it.
    SCHEDULE = r"(?i)\bschedule\s+12A\b";
    /// A header that says so of the paper itself.
    ABOUT_ITSELF = r"(?i)\b(?:this\s+(?:report|appendix|document|paper|item)|the\s+(?:report|appendix)|by\s+virtue\s+of|exempt\s+(?:by|under)|not\s+for\s+publication|contains?\s+(?:exempt|confidential))\b";
    /// A resolution or agenda entry, or a classification that says it is open.
    RESOLUTION = r"(?i)\bexclu(?:de|sion)\b.{0,60}\b(?:press|public)\b|\b(?:press|public)\b.{0,40}\bexclu|\bresolution\b|\bunrestricted\b|\bnot\s+exempt\b|\bdoes\s+not\s+contain\b|\bexempt\s+items?\b|\bif\s+any\b|\bdo\s+not\s+include\b|\bexcept\s+where\b";
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
        (MARK.is_match(text) || law) && !RESOLUTION.is_match(text)
    })?;
    let mark: String = marked.text.trim().chars().take(120).collect();
    Some(Problem {
        code: "exempt".to_owned(),
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
