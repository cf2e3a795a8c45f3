//! Offsets in characters, which a text is cut by, told from offsets in bytes.

/// Turns rising byte offsets into character offsets in one pass.
pub struct Offsets<'t> {
    text: &'t str,
    byte: usize,
    chars: usize,
}

impl<'t> Offsets<'t> {
    /// At the beginning of a text.
    pub fn new(text: &'t str) -> Self {
        Self { text, byte: 0, chars: 0 }
    }

    /// The character at this byte, which is not before the one that was asked for last.
    pub fn at(&mut self, byte: usize) -> usize {
        self.chars += self.text.get(self.byte..byte).map_or(0, |between| between.chars().count());
        self.byte = byte;
        self.chars
    }
}
