//! Where something is printed: decisions and votes are gathered before their passages are known.

/// Where something is printed: the block, and the byte offset in its text. Ordered as the paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// Position of the block.
    pub block: usize,
    /// Byte offset in its text.
    pub byte: usize,
}
