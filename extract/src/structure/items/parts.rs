//! Lines that head a part of a paper, a column or a session, and no item: "PART I", "Pages", "Public session".

use crate::structure::attendance::opens_list;

patterns! {
    /// Headings of a pack that number nothing and head no item: its parts.
    PART = r"(?i)^(?:part\s+(?:[IVX]+|\d+|[AB])|unrestricted\s+items|exempt\s+items|a\s?g\s?e\s?n\s?d\s?a|minutes|order\s+of\s+business)\s*:?$";
    /// Others: its sessions.
    SESSION = r"(?i)^(?:(?:public|private|open|closed)\s+(?:session|items)|items?\s+for\s+(?:decision|information|discussion|consideration))\s*:?$";
    /// Heads of columns and lists.
    COLUMN = r"(?i)^(?:pages?|present|in\s+attendance|title|subject|item|no\.?|ward|contact)\s*:?$";
}

/// Whether a line heads a part of a paper ("MINUTES", "PART I") and no item.
pub fn heads_a_part(text: &str) -> bool {
    (heads_part_or_list(text) || SESSION.is_match(text.trim())) && !opens_list(text)
}

/// Whether a line heads a part of a paper, or a column: in minutes, what is heard in a session stands under its heading.
pub fn heads_part_or_list(text: &str) -> bool {
    PART.is_match(text.trim()) || COLUMN.is_match(text.trim())
}
