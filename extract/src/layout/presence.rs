//! The words by which heads of columns and cells say who was at a meeting and who was not. All are given in small letters.

/// Whether a word stands for those who were there.
pub fn says_there(word: &str) -> bool {
    matches!(word, "present" | "attended" | "attending" | "in attendance" | "yn bresennol")
}

/// Whether a word stands for those who were not.
pub fn says_away(word: &str) -> bool {
    matches!(
        word,
        "absent"
            | "apologies"
            | "apology"
            | "apologies received"
            | "apologies given"
            | "apologies sent"
            | "sent apologies"
            | "excused"
            | "regrets"
            | "not present"
            | "did not attend"
            | "not attended"
            | "absent with apologies"
            | "ymddiheuriadau"
    )
}
