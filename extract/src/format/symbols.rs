//! Fonts of signs: what the characters of Symbol and Wingdings show.
//!
//! Word processors write such characters as bytes, or in the private area from U+F000 on. Ticks and crosses tell votes;
//! what is not known here is a bullet. Source: the encodings of the fonts.

/// A font of signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signs {
    /// Wingdings.
    Wingdings,
    /// Wingdings 2.
    Wingdings2,
    /// Symbol.
    Symbol,
    /// One whose signs are not known here.
    Other,
}

impl Signs {
    /// The signs of a font, where it is one of signs.
    pub fn of_font(font: &str) -> Option<Self> {
        match font.to_ascii_lowercase().as_str() {
            "wingdings" => Some(Self::Wingdings),
            "wingdings 2" => Some(Self::Wingdings2),
            "symbol" => Some(Self::Symbol),
            font if font.starts_with("wingdings") || font.starts_with("webdings") => Some(Self::Other),
            _ => None,
        }
    }

    /// What a character of the font shows.
    pub fn shown(self, c: char) -> char {
        let code = match u32::from(c) {
            code @ 0xF000..=0xF0FF => code - 0xF000,
            code @ 0x20..=0xFF => code,
            _ => return c,
        };
        match self {
            Self::Wingdings => wingdings(code),
            Self::Wingdings2 => wingdings_2(code),
            Self::Symbol => symbol(code),
            Self::Other if code > 0x20 => '•',
            Self::Other => c,
        }
    }
}

fn wingdings(code: u32) -> char {
    match code {
        0x20 => ' ',
        0xFB => '✗',
        0xFC => '✓',
        0xFD => '☒',
        0xFE => '☑',
        0x6F | 0xA8 => '☐',
        0xDF => '←',
        0xE0 | 0xE8 => '→',
        _ => '•',
    }
}

fn wingdings_2(code: u32) -> char {
    match code {
        0x20 => ' ',
        0x4F => '✗',
        0x50 => '✓',
        0x51 | 0x53 | 0x54 => '☒',
        0x52 => '☑',
        0x2A | 0xA3 => '☐',
        _ => '•',
    }
}

fn symbol(code: u32) -> char {
    match code {
        0x20..=0x21 | 0x23 | 0x25..=0x26 | 0x28..=0x29 | 0x2B..=0x2C | 0x2E..=0x3F => {
            char::from_u32(code).unwrap_or('•')
        }
        0x2D => '−',
        0x61 => 'α',
        0x62 => 'β',
        0x6D => 'µ',
        0xA2 => '′',
        0xA3 => '≤',
        0xB0 => '°',
        0xB1 => '±',
        0xB2 => '″',
        0xB3 => '≥',
        0xB4 => '×',
        0xB8 => '÷',
        0xB9 => '≠',
        0xBB => '≈',
        0xD6 => '√',
        _ => '•',
    }
}

#[cfg(test)]
mod tests {
    use super::Signs;

    #[test]
    fn ticks_are_told_from_crosses_and_bullets() {
        for (font, c, sign) in [
            ("Wingdings", '\u{F0FC}', '✓'),
            ("wingdings", 'ü', '✓'),
            ("Wingdings", '\u{F0FB}', '✗'),
            ("Wingdings 2", 'P', '✓'),
            ("Symbol", '\u{F0B0}', '°'),
            ("Symbol", '\u{F0B7}', '•'),
            ("Webdings", 'a', '•'),
            ("Arial", 'ü', 'ü'),
            ("Arial", '\u{F0FC}', '\u{F0FC}'),
        ] {
            assert_eq!(Signs::of_font(font).map_or(c, |signs| signs.shown(c)), sign, "{font} {c:?}");
        }
    }
}
