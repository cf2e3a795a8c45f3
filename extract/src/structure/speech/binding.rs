//! Which decisions bind anybody to more than having taken them.

patterns! {
    /// "that Cabinet agree to transfer", "to pay", "that the Manager pass".
    DECIDED_DEED = r"(?i)^\W*(?:that\s+)?(?:(?:the\s+)?[\w’' -]{2,80}?\s+(?:agrees?|agreed|resolves?)\s+)?to\s+(?P<deed>[a-z-]+)";
    DECIDED_TO = r"\b(?:resolved|agreed|decided)\s+(?:unanimously\s+)?to\s+(?P<deed>[a-z-]+)";
    TO_BE_DONE = r"(?i)\bbe\s+(?:also\s+|now\s+|further\s+|duly\s+|formally\s+|hereby\s+)?(?P<deed>[a-z-]+)";
    ONLY_NOTES = r"(?i)^\W*(?:that\s+)?(?:(?:the\s+)?(?:committee|panel|cabinet|council|board|members)\s+)?(?:to\s+)?(?:notes?|endorses?|approves?|receives?|welcomes?|thanks?|expects?|supports?|acknowledges?|recognises?|accepts?|adopts?)\b";
    GIVES_AUTHORITY = r"(?i)\bdelegat(?:e|ed|es)\b|\b(?:brought|bought|come|report(?:ed)?)\s+back\b";
    EXCLUDE = r"(?i)\b(?:press and public|public be excluded|exclude the (?:press|public))\b";
    MORE = r"(?i)\b(?:be (?:deferred|shared|circulated|invited|asked|requested|instructed|delegated|provided|sent|brought|submitted|reported|referred|included|arranged|established|given delegated)|delegat(?:e|ed) authority|authority be delegated|write to|report back|pass(?:es)?\b|provide|arrange|contact|request(?:s|ed)?\b|ask(?:s|ed)?\b|are to|is to|bring|come back)\b";
}

/// Whether a resolution binds anybody to more than having noted it.
pub fn binds(text: &str) -> bool {
    if EXCLUDE.is_match(text) || is_only_noted(text) {
        return false;
    }
    let decided = DECIDED_DEED.captures(text).or_else(|| DECIDED_TO.captures(text));
    let deed = decided.is_some_and(|c| !is_settled(&c["deed"].to_lowercase()));
    let to_be_done = TO_BE_DONE.captures_iter(text).any(|c| !is_settled(&c["deed"].to_lowercase()));
    !ONLY_NOTES.is_match(text) && (MORE.is_match(text) || deed || to_be_done) || GIVES_AUTHORITY.is_match(text)
}

/// Whether nothing more is to be done once this is done: "noted", "approve".
fn is_settled(deed: &str) -> bool {
    let stems = [
        "note",
        "receive",
        "thank",
        "welcome",
        "endorse",
        "accept",
        "support",
        "acknowledg",
        "commend",
        "congratulat",
        "confirm",
        "elect",
        "appoint",
        "re-elect",
        "approv",
        "agree",
        "adopt",
        "adjourn",
        "award",
        "authori",
        "ratif",
        "tabl",
        "sign",
        "the",
        "exclud",
        "a",
        "correct",
        "consider",
        "recogni",
        "record",
        "taken",
        "held",
        "made",
        "given",
        "resolv",
        "their",
        "its",
        "all",
        "any",
        "true",
        "accurate",
        "deemed",
        "granted",
        "refused",
        "permitted",
        "in",
        "of",
        "on",
        "an",
        "as",
        "this",
        "that",
    ];
    stems.iter().any(|s| if s.len() > 3 { deed.starts_with(s) } else { deed == *s || deed == format!("{s}d") })
}

/// "That the request be noted": the verb after "be" at the end decides.
fn is_only_noted(text: &str) -> bool {
    let end = text.trim_end_matches(['.', ' ']).to_lowercase();
    [
        "be noted",
        "be received",
        "be approved",
        "be agreed",
        "were noted",
        "was noted",
        "be welcomed",
        "as a correct record",
    ]
    .iter()
    .any(|e| end.ends_with(e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resolutions_that_only_note_bind_nobody() {
        for (text, expect) in [
            ("That the report be noted.", false),
            ("That the minutes of 3 May be agreed as an accurate record and signed by the Chair.", false),
            ("that the minutes be approved as a correct record", false),
            ("That Jo and Ann be thanked for attending and for bringing the issues to the Committee.", false),
            ("That the press and public be excluded from the meeting.", false),
            ("That the item be deferred to the next meeting.", true),
            ("That further reports are to include case studies.", true),
            ("That the Manager pass the list to the team.", true),
            ("that Cabinet agree to transfer the service and delegate authority to the Director", true),
        ] {
            assert_eq!(binds(text), expect, "{text}");
        }
    }
}
