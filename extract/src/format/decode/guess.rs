//! Which of the old one-byte encodings a text is in that does not say so: Windows, Macintosh, Welsh (ISO 8859-14) or DOS.
//!
//! Each is tried on the bytes beyond ASCII and judged by their neighbours: letters stand in words, quotes at the ends of
//! words, signs of money before figures. Windows is right unless another is clearly better.

use encoding_rs::{Encoding, ISO_8859_14, MACINTOSH, WINDOWS_1252};
use std::sync::LazyLock;

/// Bytes beyond ASCII that are looked at.
const SAMPLE: usize = 2_000;

/// By how much another encoding must be better.
const CLEARLY: i32 = 2;

/// One encoding: its name, and its characters from 0x80 on.
pub struct OneByte {
    /// For people.
    pub name: &'static str,
    /// That of the standard; none for those of DOS, which it leaves out.
    pub encoding: Option<&'static Encoding>,
    signs: Vec<char>,
}

// Source: code page 850, as DOS had it in western Europe.
const DOS: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤\
                   ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■\u{A0}";

static ALL: LazyLock<[OneByte; 4]> = LazyLock::new(|| {
    let standard = |encoding: &'static Encoding| OneByte {
        name: encoding.name(),
        encoding: Some(encoding),
        signs: (0x80..=0xFFu8)
            .map(|byte| encoding.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or('\u{fffd}'))
            .collect(),
    };
    let dos = OneByte { name: "code page 850 of DOS", encoding: None, signs: DOS.chars().collect() };
    [standard(WINDOWS_1252), standard(MACINTOSH), standard(ISO_8859_14), dos]
});

impl OneByte {
    /// The character of a byte.
    fn sign(&self, byte: u8) -> char {
        match byte {
            0..0x80 => char::from(byte),
            _ => self.signs.get(usize::from(byte) - 0x80).copied().unwrap_or('\u{fffd}'),
        }
    }

    /// The text of bytes.
    pub fn decode(&self, bytes: &[u8]) -> String {
        bytes.iter().map(|byte| self.sign(*byte)).collect()
    }

    /// How well the bytes beyond ASCII stand where they do.
    fn fits(&self, bytes: &[u8]) -> i32 {
        let beyond = bytes.iter().enumerate().filter(|(_, byte)| !byte.is_ascii()).take(SAMPLE);
        let sign = |at: Option<usize>| at.and_then(|at| bytes.get(at)).map_or(' ', |byte| self.sign(*byte));
        beyond.map(|(at, byte)| fits(sign(at.checked_sub(1)), self.sign(*byte), sign(Some(at + 1)))).sum()
    }
}

/// The encoding that these bytes are most likely in.
pub fn guess_code_page(bytes: &[u8]) -> &'static OneByte {
    let [usual, others @ ..] = &*ALL;
    let better = others.iter().map(|one| (one.fits(bytes), one)).max_by_key(|(fits, _)| *fits);
    match better {
        Some((fits, one)) if fits >= usual.fits(bytes) + CLEARLY => one,
        _ => usual,
    }
}

/// How well a character stands between two others.
fn fits(before: char, c: char, after: char) -> i32 {
    if c.is_alphabetic() { fits_word(before, c, after) } else { fits_between(before, c, after) }
}

fn fits_word(before: char, c: char, after: char) -> i32 {
    // Letters of Icelandic and signs that count as letters: each is another letter of an encoding that is mistaken.
    let strange = if "þðÞÐƒªºıŸŠšŽžŒΩπµ".contains(c) { 2 } else { 0 };
    let in_word = before.is_alphabetic() || after.is_alphabetic();
    let fits = match in_word {
        _ if c.is_uppercase() && before.is_lowercase() => -2,
        true => 1,
        false if before.is_ascii_digit() || after.is_ascii_digit() => -1,
        false => 0,
    };
    fits - strange
}

fn fits_between(before: char, c: char, after: char) -> i32 {
    let inside = before.is_alphabetic() && after.is_alphabetic();
    match c {
        '’' if inside => 1,
        '–' | '—' | '…' | '·' | '\u{AD}' if inside => 0,
        _ if inside => -3,
        '“' | '‘' | '«' if after.is_alphanumeric() && !before.is_alphanumeric() => 1,
        '“' | '‘' | '«' => -2,
        '”' | '’' | '»' if !before.is_whitespace() && !after.is_alphanumeric() => 1,
        '”' | '’' | '»' => -1,
        '£' | '€' | '¥' if after.is_ascii_digit() => 2,
        '£' | '€' | '¥' => 0,
        '–' | '—' | '…' | '½' | '¼' | '¾' | '°' => 1,
        '•' | '·' | '\u{A0}' | '§' | '©' | '®' | '™' | '²' | '³' | '¹' | '×' | '\u{AD}' => 0,
        _ if c.is_control() || c == '\u{fffd}' => -4,
        _ => -1,
    }
}

#[cfg(test)]
mod tests {
    use super::guess_code_page;
    use encoding_rs::{Encoding, ISO_8859_14, MACINTOSH, WINDOWS_1252};

    #[test]
    fn neighbours_tell_the_encoding() {
        let encoded = |encoding: &'static Encoding, text: &str| encoding.encode(text).0.into_owned();
        for (text, encoding) in [
            ("Café “quoted” – £4 €5", WINDOWS_1252),
            ("Ó Súilleabháin said so", WINDOWS_1252),
            ("It cost 12½p", WINDOWS_1252),
            ("DÚN LAOGHAIRE COUNTY BOROUGH", WINDOWS_1252),
            ("the Clerk’s report • noted", WINDOWS_1252),
        ] {
            assert_eq!(guess_code_page(&encoded(encoding, text)).name, "windows-1252", "{text}");
        }
        for (text, encoding) in [
            ("The café’s “naïve” plan – £4", MACINTOSH),
            ("Ó Súilleabháin agreed", MACINTOSH),
            ("Cyngor Tŷ Ŵyr a'r gŵr", ISO_8859_14),
        ] {
            let bytes = encoding_of(text, encoding);
            assert_eq!(guess_code_page(&bytes).decode(&bytes), text);
        }
        let bytes = b"The caf\x82 paid \x9c20 and 5\xab days";
        assert_eq!(guess_code_page(bytes).decode(bytes), "The café paid £20 and 5½ days");
    }

    /// The bytes of a text in an encoding that is read and no longer written.
    fn encoding_of(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        let table: Vec<String> =
            (0..=255u8).map(|byte| encoding.decode_without_bom_handling(&[byte]).0.into_owned()).collect();
        let byte = |c: char| table.iter().position(|sign| *sign == c.to_string()).and_then(|at| u8::try_from(at).ok());
        text.chars().map(|c| byte(c).unwrap()).collect()
    }
}
