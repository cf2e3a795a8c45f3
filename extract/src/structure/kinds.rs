//! What a document is, told by words in its label, title or name.

use record::{Kind, MinutesState};

patterns! {
    MINUTES = r"(?i)\b(?:minutes?|mins|cofnodion|miontuairisc[ií]*|hansard|proceedings|transcript|(?:meeting|action)\s+notes)\b";
    /// The name of a field of a form or head: what stands behind it is a value and no speech.
    FIELD = r"(?i)^\W*(?:q\d+\s+)?(?:date|time|place|venue|location|present|absent|apologies|regrets|attend\w*|in attendance|also present|members?|officers?|staff|guests?|subject|title|re|to|from|cc|ref\w*|action|agenda\s*item|item|motion|resolved|resolution|decision|recommendation|note|notes?|votes?|ayes?|nays?|noes|yes|no|for|against|abstain\w*|mover|seconder|moved|seconded|proposed|proposer|chair|clerk|secretary|minutes?|summary|background|purpose|contact|tel|phone|fax|e-?mail|web\w*|https?|report|author|owner|status|cost|total|page|phone|address|next meeting|presenter|discussion|conclusions?|email|deadline)\s*$";
    AGENDA = r"(?i)\b(?:agendas?|summons|frontsheet|front\s*sheet)\b";
    DECISION = r"(?i)\b(?:decision\s+(?:notice|list|record|sheet|statement)|record\s+of\s+decisions?|printed\s+decisions|notice\s+of\s+decisions?|p?rod)\b";
    LETTER = r"(?i)\b(?:letter|correspondence)\b";
    INSPECTION = r"(?i)\b(?:inspection\s+(?:of|report)|ofsted\s+(?:report|inspection)|(?:children'?s?\s*(?:s\s+)?|social\s+care\s+)services\s+inspection)\b";
    SLIDES = r"(?i)\b(?:presentation|slides?|slide\s*pack|powerpoint|pptx?|ppsx?|odp)\b";
    PLAN = r"(?i)\b(?:plan|strategy|policy|framework|self[\s-]assessment|programme)\b";
    REPORT = r"(?i)\b(?:report|update|review|briefing|monitoring|paper)\b";
    DRAFT = r"(?i)\b(?:draft|unconfirmed|unapproved|subject\s+to\s+(?:approval|confirmation))\b";
    CONFIRMED = r"(?i)\b(?:confirmed|approved)\b";
    /// A file that holds several documents, in its own words.
    PACK = r"(?i)\((?:public|confidential|exempt)\s+pack\)|\b(?:reports?|document|agenda)\s*pack\b|\bsupplement(?:ary|al)?\b|\bto\s+follow\b|\bagenda\s+papers\b";
}

/// What a label, title or file name says that a document is; `None` where it says nothing.
pub fn of_words(words: &str) -> Option<Kind> {
    let words = words.replace(['_', '-', '.'], " ");
    // "Agenda item 5 minutes of ..." are minutes, and a plan with a report in its name is a report.
    let forms: [(&regex::Regex, Kind); 8] = [
        (&INSPECTION, Kind::InspectionReport),
        (&MINUTES, Kind::Minutes),
        (&DECISION, Kind::Decision),
        (&AGENDA, Kind::Agenda),
        (&LETTER, Kind::Letter),
        (&SLIDES, Kind::Presentation),
        (&REPORT, Kind::Report),
        (&PLAN, Kind::Plan),
    ];
    forms.into_iter().find(|(form, _)| form.is_match(&words)).map(|(_, kind)| kind)
}

/// Whether the words before a colon are the name of a field: "Date", "Action", "Apologies".
pub fn is_field(label: &str) -> bool {
    FIELD.is_match(label)
}

/// Whether a label, title or file name says that the file holds several documents.
pub fn says_pack(words: &str) -> bool {
    PACK.is_match(&words.replace(['_', '-'], " "))
}

/// Draft or confirmed, as a label, title or head says; a draft plan in minutes is no draft minutes, so only short texts
/// are asked.
pub fn state(words: &str) -> Option<MinutesState> {
    let words = words.replace(['_', '-', '.'], " ");
    match () {
        () if words.split_whitespace().count() > 14 => None,
        () if DRAFT.is_match(&words) => Some(MinutesState::Draft),
        () if CONFIRMED.is_match(&words) => Some(MinutesState::Confirmed),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_kinds_by_their_words() {
        for (words, kind) in [
            ("Printed-minutes-13th-Mar-2025-10-00-Cabinet.pdf", Some(Kind::Minutes)),
            ("Agenda frontsheet 13th-Feb-2025", Some(Kind::Agenda)),
            ("24-00096-PROD.pdf", Some(Kind::Decision)),
            ("northgate-children-s-services-inspection-08-august-2014.pdf", Some(Kind::InspectionReport)),
            ("Record of Decision", Some(Kind::Decision)),
            ("Improvement plan update", Some(Kind::Report)),
            ("Capital Strategy", Some(Kind::Plan)),
            ("Ministerial Letter", Some(Kind::Letter)),
            ("Appendix 3", None),
        ] {
            assert_eq!(of_words(words), kind, "{words}");
        }
    }

    #[test]
    fn tells_packs_and_states() {
        assert!(says_pack("Public-reports-pack-13th-Mar-2025"));
        assert!(says_pack("(Public Pack)Agenda Document for Cabinet, 13/03/2025 15:00"));
        assert!(!says_pack("Printed minutes"));
        assert_eq!(state("Annual-Meeting-minutes-DRAFT.pdf"), Some(MinutesState::Draft));
        assert_eq!(state("Minutes (confirmed)"), Some(MinutesState::Confirmed));
        assert_eq!(state("Minutes"), None);
    }
}
