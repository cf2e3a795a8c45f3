//! Consent agendas: what is decided together, in one vote and without debate, and printed as a list.

use super::marks::Mark;
use super::topic::begins_with_deed;

patterns! {
    /// What is decided together, without debate.
    CONSENT = r"(?i)\bconsent\s+(?:agenda|calendar|considerations?|items?|business|list)\b";
    /// A part of the meeting in which no more is decided so.
    ENDS = r"(?i)^\W*(?:(?:\d{1,2}|[ivx]{1,5}|[a-z])[.)]\s*)?(?:(?:regular|action|discussion|information|old|new|unfinished|other|general) (?:agenda|calendar|business|items?|matters)|public (?:comments?|hearings?|input|participation)|(?:closed|executive) session|adjourn\w*|items? (?:removed|pulled)|(?:reports?|hearings?|presentations?|ordinances|resolutions)\W*$)";
    /// The number of a bill, before its title.
    BILL = r"^\W*[A-Z]{1,4}[-. ]?\d{1,5}[-–/]\d{1,5}[.:]?\s+\p{Lu}";
    /// Labels of lines that stand in one block with an entry, and say themselves what was decided.
    LABELS = r"\b(?:Recommendation|RECOMMENDATION|Action|ACTION):";
    /// What is said behind an entry to have been done with it: "Warrants and payroll – approved as submitted."
    DONE = r"(?i)(?:[–—-]|:)\s*(?:approved|accepted|adopted|received)(?: as (?:submitted|presented|recommended))?\W*$";
    /// Words by which somebody tells something.
    TOLD = r"(?i)^\W*(?:[\w’'-]+,? ){0,8}?(?:was|were|is|are|has|had|moved|seconded|carried|asked|said|noted|reported|stated)\b|\?\s*$";
}

/// The consent agenda that is being read.
#[derive(Debug, Default)]
pub struct Together {
    /// Whether what stands here is decided together: each motion printed without a mover is decided.
    pub open: bool,
    /// Whether it was moved: entries below that are decided, those above are what the motion is about.
    pub moved: bool,
    /// The mark of its heading, of which the next one ends it.
    pub mark: Vec<Mark>,
    /// The block of its last entry.
    pub last: Option<usize>,
}

/// Fewest words of an entry.
const FEWEST: usize = 3;

/// Whether words name what is decided together.
pub fn names_it(text: &str) -> bool {
    CONSENT.is_match(text)
}

/// Whether a heading ends it.
pub fn ends(heading: &str) -> bool {
    ENDS.is_match(heading) && !names_it(heading)
}

/// Whether an entry has the number of a bill: it is one of those that are read and voted on together.
pub fn is_bill(text: &str) -> bool {
    BILL.is_match(text)
}

/// Whether a paragraph is an entry of what is decided together: "Approval of the lease of the mill."
pub fn is_entry(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let proposes = begins_with_deed(text) && !TOLD.is_match(text) && !text.trim_end().ends_with(':');
    words >= FEWEST && !names_it(text) && !LABELS.is_match(text) && (proposes || DONE.is_match(text) && words > FEWEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_propose_or_say_what_was_done() {
        for text in [
            "Approval of the lease of the mill.",
            "Approve minutes of April 2015.",
            "B285-15 Authorizing a grant for the ferry.",
            "Receive and file the treasurer's report.",
            "Warrants and payroll – approved as submitted.",
        ] {
            assert!(is_entry(text), "{text}");
            assert_eq!(is_bill(text), text.starts_with("B285"), "{text}");
        }
        for text in [
            "Approval of the consent agenda",
            "Approval of the lease was discussed.",
            "Ms. Elm asked to approve it.",
            "Ratify: Bid Transactions",
            "Purchase of a pump Recommendation: Approve it. Action: Approved it.",
            "Warrants and payroll",
        ] {
            assert!(!is_entry(text), "{text}");
        }
        assert!(ends("IV. OLD BUSINESS") && ends("7. Action Items") && ends("Reports"));
        assert!(!ends("C. Curriculum Proposals") && !ends("New Bylaws (G-7)") && !ends("Resolution 12-3"));
        assert!(!ends("Action: Consent Agenda"));
    }
}
