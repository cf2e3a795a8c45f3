//! What a line is to its page.

/// What a line is to its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Part of the text.
    Body,
    /// Part of the text once a stamp fused into it is cut off; this is what stays.
    Cut(String),
    /// Furniture.
    Furniture,
}
