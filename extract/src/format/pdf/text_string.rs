//! Text strings of a PDF: titles, names, words given for what is painted.

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The characters of one: UTF-16 or UTF-8 by its mark, else PDFDocEncoding, whose letters are those of Windows-1252.
pub fn decode(bytes: &[u8]) -> String {
    match bytes {
        [0xFE, 0xFF, rest @ ..] => UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFF, 0xFE, rest @ ..] => UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
