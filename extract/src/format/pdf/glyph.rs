//! One character of a page.

/// One character where it stands. Coordinates are points in the frame of its own direction, y growing downwards.
#[derive(Debug, Clone, Copy, Default)]
pub struct Glyph {
    /// The character; U+FFFD where the font does not say.
    pub c: char,
    /// Left end of its baseline.
    pub x: f32,
    /// Baseline.
    pub y: f32,
    /// Its advance.
    pub advance: f32,
    /// Font size.
    pub size: f32,
    /// Number of the show operator that painted it.
    pub run: u32,
    /// Extra space that its run puts between all letters.
    pub tracking: f32,
    /// Whether its font is bold.
    pub bold: bool,
    /// Whether it is painted invisibly, as the text layers of scans are.
    pub hidden: bool,
    /// Whether it is painted invisibly, in the colour of the paper, or in none.
    pub unseen: bool,
}

/// Quarter turns of a line of text, anticlockwise.
pub const DIRECTIONS: usize = 4;
