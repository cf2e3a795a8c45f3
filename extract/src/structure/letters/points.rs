//! What an inspection wants improved: the list under "What needs to improve", "Areas for priority action" and the like.

use crate::content::Block;
use record::{Form, ImprovementPoint};

patterns! {
    /// The headings under which such points stand.
    HEADING = r"(?i)^(?:what\s+(?:needs\s+to\s+improve|does\s+the\s+.{3,60}need\s+to\s+(?:improve|do\s+better))\b.{0,70}|areas?\s+for\s+(?:priority\s+action|improvement|development)|priority\s+(?:and\s+immediate\s+)?actions?|immediate\s+(?:and\s+priority\s+)?actions?|recommendations)\s*[?:]?$";
    /// A sentence that only opens the list, or says that there is none.
    LEAD = r"(?i)^(?:there\s+are\s+no\b|ofsted\b|the\s+(?:local\s+)?(?:authority|area|partnership|council).{0,80}(?:should|must|needs?\s+to):|inspectors\s+identified)";
    /// A table of contents repeats the headings, with page numbers.
    CONTENTS = r"\s\d{1,3}$|\t\d{1,3}$";
    /// Sections that follow a list of points.
    NEXT = r"(?i)^(?:main\s+findings|findings|the\s+experiences|summary|information\s+about|the\s+local\s+authority['’]?s?\s+strengths|progress\s+since|the\s+impact|key\s+strengths|strengths|next\s+steps|headline|section\s+\d|inspection\s+(?:findings|judgements?)|executive\s+summary|local\s+area\s+partnership\s+details|yours)";
}

/// Every point, in order, with the passage that holds it (`passage_of` gives each block's).
pub fn find_points(blocks: &[Block], passage_of: &[Option<usize>]) -> Vec<ImprovementPoint> {
    let mut points: Vec<ImprovementPoint> = Vec::new();
    let mut section: Option<Section> = None;
    for (i, block) in blocks.iter().enumerate().filter(|(_, b)| !b.furniture) {
        let text = block.text.trim();
        if HEADING.is_match(text) && !CONTENTS.is_match(text) {
            section = Some(Section::default());
            continue;
        }
        let Some(open) = &mut section else { continue };
        if open.ends_before(block) {
            section = None;
            continue;
        }
        if is_point(block, open) {
            open.listed |= block.form == Form::ListEntry || block.marker.is_some();
            open.points += 1;
            points.push(ImprovementPoint {
                n: u32::try_from(points.len() + 1).unwrap_or(u32::MAX),
                text: text.to_owned(),
                passage: passage_of.get(i).copied().flatten().unwrap_or(0),
            });
        }
    }
    points
}

/// A list that is being read.
#[derive(Default)]
struct Section {
    listed: bool,
    points: usize,
}

impl Section {
    /// Whether this block shows that the list is over: a heading of another section, or text after a list.
    fn ends_before(&self, block: &Block) -> bool {
        let text = block.text.trim();
        let heading = NEXT.is_match(text) && text.split_whitespace().count() <= 25;
        let prose = self.listed
            && block.marker.is_none()
            && block.form == Form::Paragraph
            && text.split_whitespace().count() > 12;
        // Damaged text: the first lines of later paragraphs are lost, and with them the headings between.
        let torn = block.marker.is_none() && text.starts_with(char::is_lowercase);
        let titled = block.form == Form::Heading && self.listed && block.level.is_some_and(|l| l <= 2);
        heading || prose || torn || titled
    }
}

/// A point is a list entry or a sentence that asks for something; sub-headings inside the list are none.
fn is_point(block: &Block, section: &Section) -> bool {
    let text = block.text.trim();
    if LEAD.is_match(text) || block.form == Form::Heading || text.split_whitespace().count() < 3 {
        return false;
    }
    let entry = block.form == Form::ListEntry || block.marker.is_some();
    entry || (!section.listed && section.points < 20 && text.ends_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::{block, heading};

    fn entry(text: &str) -> Block {
        Block { form: Form::ListEntry, marker: Some("◼".into()), ..block(text) }
    }

    fn check(blocks: &[Block], expect: &[&str]) {
        let points = find_points(blocks, &[]);
        let shown: Vec<&str> = points.iter().map(|p| p.text.as_str()).collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn reads_the_list_under_its_heading() {
        check(
            &[
                heading("What needs to improve in this area of social work practice?"),
                entry("The quality of assessments."),
                entry("The timeliness of visits to children."),
                heading("The experiences and progress of children who need help and protection: good"),
                entry("Children receive the right help."),
            ],
            &["The quality of assessments.", "The timeliness of visits to children."],
        );
    }

    #[test]
    fn reads_recommendations_and_lists_that_lost_their_bullets() {
        check(
            &[
                block("Recommendations\t8"),
                heading("What does the local authority need to improve?"),
                block("There are no priority or immediate actions."),
                heading("Areas for improvement"),
                heading("Assessment, planning and participation"),
                block("Ensure that plans always include clear objectives."),
                block("Improve the timeliness of the response to complaints."),
                heading("The local authoritys strengths"),
                block("The leadership team is strong."),
            ],
            &[
                "Ensure that plans always include clear objectives.",
                "Improve the timeliness of the response to complaints.",
            ],
        );
    }
}
