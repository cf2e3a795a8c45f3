//! The table of judgements: area and grade, however the rows were broken.

use crate::content::Block;
use record::Judgement;
use record::text::with_capital;

patterns! {
    /// The grades of every framework since 2013, longest first.
    GRADE = r"(?i)(?:^|[\s\t:])(?P<grade>requires\s+improvement(?:\s+to\s+be\s+good)?|outstanding|good|inadequate|adequate)\s*$";
    /// The grade alone.
    ONLY_GRADE = r"(?i)^(?P<grade>requires\s+improvement(?:\s+to\s+be\s+good)?|outstanding|good|inadequate|adequate)\.?$";
    /// A grade whose end stands on the next line.
    BEGUN = r"(?i)^requires(?:\s+improvement\s+to(?:\s+be)?)?$";
    /// The end of a grade whose beginning is a grade too.
    ENDED = r"(?i)^to\s+be\s+good\.?$";
    /// How the name of an area begins.
    AREA = r"(?i)^(?:\d+(?:\.\d+)?\.?\s+)?(?:the\s+)?(?:impact\s+of\s+leaders|experiences?\s+and\s+progress|overall\s+effectiveness|children\s+(?:who\s+need|looked\s+after|in\s+care)|adoption\s+performance|leadership,?\s+management|experiences\b|effectiveness\s+of)";
    /// What stands between an area and its grade in a sentence or heading.
    TAIL = r"(?i)(?:\s+is)?\s*:?$";
    NUMBER = r"^\d+(?:\.\d+)?\.?\s+";
    /// A sentence that states the overall judgement.
    OVERALL = r"(?i)\b(?:overall\s+judgement\s+is|children['’]?s\s+services\s+(?:in\s+[\w\s-]+?\s+)?(?:are|is|require))\b";
    /// The heading of the table.
    HEADING = r"(?i)^judgement\s+grade$|^judgement\tgrade$";
    SENTENCE_GRADE = r"(?i)\b(?P<grade>requires?\s+improvement(?:\s+to\s+be\s+good)?|outstanding|good|inadequate)\.?$";
}

/// How far from the start the table may stand, in blocks.
const REACH: usize = 45;

/// Rows of the table, in order; the sentence that states the overall judgement is a row of its own.
pub fn find_judgements(shown: &[&Block]) -> Vec<Judgement> {
    let mut table = Table::default();
    for piece in shown.iter().take(REACH).flat_map(|b| pieces(b)) {
        table.take(piece.trim());
    }
    table.rows
}

/// A table while it is read.
#[derive(Default)]
struct Table {
    rows: Vec<Judgement>,
    /// The label read so far, until its grade comes.
    label: String,
    /// Whether the piece before was a grade: the rest of its label may follow it.
    after_grade: bool,
    /// The beginning of a grade ("Requires", "Requires improvement to be"): its end is to come.
    begun: String,
}

impl Table {
    fn take(&mut self, piece: &str) {
        let after_grade = std::mem::take(&mut self.after_grade);
        let whole = format!("{} {piece}", self.begun);
        if BEGUN.is_match(whole.trim()) {
            whole.trim().clone_into(&mut self.begun);
            return;
        }
        if !self.begun.is_empty()
            && let Some(found) = ONLY_GRADE.captures(&whole)
        {
            self.begun.clear();
            self.push(&found["grade"]);
        } else if after_grade
            && ENDED.is_match(piece)
            && let Some(row) = self.rows.last_mut().filter(|row| row.grade == "Requires improvement")
        {
            row.grade.push_str(" to be good");
        } else if let Some(found) = ONLY_GRADE.captures(piece) {
            self.push(&found["grade"]);
        } else if AREA.is_match(piece) {
            // A new area: the words before it were no label.
            self.label = piece.to_owned();
        } else if after_grade && goes_on(piece) && piece.starts_with(char::is_lowercase) {
            self.rows.last_mut().into_iter().for_each(|row| row.area = format!("{} {piece}", row.area));
        } else if !self.label.is_empty() && goes_on(piece) {
            self.label.push(' ');
            self.label.push_str(piece);
        } else {
            self.label.clear();
            self.overall(piece);
        }
        if let Some((area, grade)) = split_grade(&self.label) {
            self.label = area;
            self.push(&grade);
        } else if self.label.split_whitespace().count() > 24 {
            self.label.clear();
        }
    }

    fn push(&mut self, grade: &str) {
        let area = NUMBER.replace(self.label.trim(), "").split_whitespace().collect::<Vec<_>>().join(" ");
        // Headings of later sections repeat rows: "... help and protection: good", "... is: good".
        let area = TAIL.replace(&area, "").into_owned();
        self.label.clear();
        if !area.is_empty() && !self.rows.iter().any(|r| r.area == area) {
            self.rows.push(Judgement { area, grade: sentence_case(grade) });
            self.after_grade = true;
        }
    }

    fn overall(&mut self, piece: &str) {
        if OVERALL.is_match(piece)
            && let Some(found) = SENTENCE_GRADE.captures(piece)
        {
            let grade = found["grade"].to_lowercase().replace("require improvement", "requires improvement");
            self.label = "Overall effectiveness".to_owned();
            self.push(&grade);
            self.after_grade = false;
        }
    }
}

/// The cells and lines of a block, its marker put back.
fn pieces(block: &Block) -> Vec<String> {
    let mut pieces: Vec<String> = block.text.split(['\t', '\n']).map(str::to_owned).collect();
    pieces.retain(|p| !p.trim().is_empty() && !HEADING.is_match(p.trim()));
    pieces
}

/// A label's second line: short, and no sentence.
fn goes_on(piece: &str) -> bool {
    piece.split_whitespace().count() <= 9 && !piece.ends_with('.') && !piece.contains(':')
}

fn split_grade(label: &str) -> Option<(String, String)> {
    let found = GRADE.captures(label)?;
    let grade = found.name("grade")?;
    let area = label[..grade.start()].trim().to_owned();
    (!area.is_empty()).then(|| (area, grade.as_str().to_owned()))
}

fn sentence_case(grade: &str) -> String {
    with_capital(&grade.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::samples::block;

    fn check(lines: &[&str], expect: &[(&str, &str)]) {
        let blocks: Vec<Block> = lines.iter().map(|l| block(l)).collect();
        let rows = find_judgements(&blocks.iter().collect::<Vec<_>>());
        let shown: Vec<(&str, &str)> = rows.iter().map(|r| (r.area.as_str(), r.grade.as_str())).collect();
        assert_eq!(shown, expect);
    }

    #[test]
    fn reads_rows_whose_labels_are_wrapped() {
        check(
            &[
                "Judgement\tGrade",
                "The impact of leaders on social work\tOutstanding",
                "The experiences and progress of children who need help and protection\tRequires improvement to be good",
                "Overall effectiveness\tGood",
                "Since the previous inspection services have been good.",
            ],
            &[
                ("The impact of leaders on social work", "Outstanding"),
                (
                    "The experiences and progress of children who need help and protection",
                    "Requires improvement to be good",
                ),
                ("Overall effectiveness", "Good"),
            ],
        );
        check(
            &["The impact of leaders on social work practice with children", "Outstanding", "and families"],
            &[("The impact of leaders on social work practice with children and families", "Outstanding")],
        );
        check(
            &["Requires", "1. Children who need help and protection", "improvement", "2.1 Adoption performance\tGood"],
            &[("Children who need help and protection", "Requires improvement"), ("Adoption performance", "Good")],
        );
    }

    #[test]
    fn a_grade_broken_over_lines_is_read_whole() {
        let area = "The experiences and progress of children who need help and protection";
        for broken in [
            &["Requires improvement to be", "good"][..],
            &["Requires improvement to", "be good"],
            &["Requires improvement", "to be good"],
            &["Requires", "improvement to be good"],
            &["Requires", "improvement to be", "good"],
        ] {
            let row = format!("{area}\t{}", broken[0]);
            let mut lines = vec![row.as_str()];
            lines.extend(&broken[1..]);
            lines.push("The experiences and progress of care leavers\tGood");
            let whole = "Requires improvement to be good";
            check(&lines, &[(area, whole), ("The experiences and progress of care leavers", "Good")]);
        }
    }

    #[test]
    fn reads_the_numbered_table_of_single_inspections() {
        check(
            &[
                "Children’s services in Northgate are inadequate",
                "1. Children who need help and protection\tInadequate",
                "2. Children looked after and achieving permanence\tRequires improvement",
                "2.1 Adoption performance\tGood",
                "3. Leadership, management and governance\tInadequate",
            ],
            &[
                ("Overall effectiveness", "Inadequate"),
                ("Children who need help and protection", "Inadequate"),
                ("Children looked after and achieving permanence", "Requires improvement"),
                ("Adoption performance", "Good"),
                ("Leadership, management and governance", "Inadequate"),
            ],
        );
    }
}
