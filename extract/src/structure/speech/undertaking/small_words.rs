//! Words that say nothing of who undertakes what, but may stand before a verb, behind "will" or for a doer.

/// Words that may stand between a mark and its verb.
pub fn is_adverb(key: &str) -> bool {
    const ADVERBS: &[&str] = &[
        "also",
        "then",
        "now",
        "still",
        "again",
        "further",
        "soon",
        "shortly",
        "always",
        "therefore",
        "both",
        "first",
        "only",
        "just",
        "further",
        "instead",
        "once",
        "duly",
        "not",
        "never",
        "all",
    ];
    ADVERBS.contains(&key) || (key.len() > 4 && key.ends_with("ly") && !matches!(key, "apply" | "supply" | "reply"))
}

/// Words after "will" or "be" that take the verb after their "to".
pub fn is_hedge(key: &str) -> bool {
    const HEDGES: &[&str] = &[
        "able",
        "available",
        "happy",
        "willing",
        "prepared",
        "glad",
        "pleased",
        "try",
        "aim",
        "look",
        "seek",
        "hope",
        "endeavour",
        "attempt",
        "continue",
        "arrange",
        "plan",
        "intend",
        "like",
        "want",
        "need",
        "have",
    ];
    HEDGES.contains(&key)
}

/// Whether a word cannot end what stands for somebody.
pub fn is_small(key: &str) -> bool {
    matches!(
        key,
        "and"
            | "or"
            | "in"
            | "of"
            | "as"
            | "due"
            | "order"
            | "how"
            | "what"
            | "is"
            | "was"
            | "are"
            | "were"
            | "not"
            | "it"
            | "able"
            | "ok"
            | "okay"
            | "need"
            | "needs"
            | "have"
            | "has"
            | "response"
            | "up"
            | "thanks"
            | "addition"
            | "had"
            | "would"
            | "will"
            | "there"
            | "this"
            | "that"
            | "which"
            | "to"
            | "more"
            | "be"
            | "they"
            | "he"
            | "she"
            | "we"
            | "i"
            | "who"
            | "if"
            | "when"
            | "welcome"
            | "with"
            | "by"
            | "regard"
            | "subject"
            | "relation"
            | "permission"
            | "request"
            | "resolution"
            | "application"
            | "next"
            | "plan"
            | "plans"
            | "prior"
            | "according"
            | "further"
            | "approval"
            | "proposal"
            | "motion"
            | "opportunity"
            | "recommendation"
            | "supposed"
            | "available"
            | "happy"
            | "like"
            | "hoping"
            | "going"
            | "trying"
            | "planning"
            | "looking"
            | "easy"
            | "ready"
            | "free"
            | "keen"
            | "unable"
            | "likely"
            | "down"
            | "reference"
            | "regards"
            | "attention"
            | "way"
            | "ways"
            | "time"
            | "only"
    )
}
